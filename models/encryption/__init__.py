"""Files that only the person's key opens. Knows libsodium, and nothing of the program."""
