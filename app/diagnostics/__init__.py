"""A report for whoever is to help: what the program and the computer are, and what went wrong; no word of a person."""
