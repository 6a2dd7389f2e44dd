"""Conversations on their way out and in: the formats of files, with no window and no database."""
