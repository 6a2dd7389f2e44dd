"""Programs that are killed without warning, many times, and what must be left of their work."""
