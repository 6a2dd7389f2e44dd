"""Runs models. Knows neither the window nor Qt, and is usable alone."""
