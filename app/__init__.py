"""The desktop program: the window, the command line, and what the person owns."""
