"""Widgets only: they take values and emit signals."""
