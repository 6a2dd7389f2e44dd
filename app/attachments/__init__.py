"""What is read of a file that the person attaches to a message. No Qt."""
