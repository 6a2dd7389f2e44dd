"""The encryption of what the person owns: its key, what it covers, turning it on and off. No Qt."""
