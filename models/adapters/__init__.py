"""Adapter files: what they are, whether they fit a model, how they become one format, and where they are kept."""
