"""Writes sizes in bytes as people read them."""

from __future__ import annotations


def megabytes(size: int) -> str:
    """Megabytes (of a million bytes, as file browsers count) with one digit after the point: 98.4."""
    return f"{size / 1e6:,.1f}"


def readable(size: int) -> str:
    """A size with its unit: 98 MB, 4.2 GB."""
    return f"{size / 1e9:,.1f} GB" if size >= 1e9 else f"{size / 1e6:,.0f} MB"
