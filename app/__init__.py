"""The desktop program: the window, the command line, and what the person owns."""

__version__ = "0.1.0"
