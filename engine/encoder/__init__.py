"""Vectors of documents for search, read in fewer positions where asked (arXiv 2411.18553, section on encoders)."""
