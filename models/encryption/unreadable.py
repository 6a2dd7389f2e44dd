"""The one error of what was encrypted."""


class Unreadable(ValueError):
    """Not encrypted, encrypted with another key, or changed since."""
