"""What a model may learn from a person: gathered, cleaned, looked through, and what became of it. No Qt."""
