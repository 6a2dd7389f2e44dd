"""All that a person owns as one file, and back."""
