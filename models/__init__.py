"""What is on disk, and whether it can be trusted."""
