"""Icons, the theme and fonts, read through importlib.resources."""
