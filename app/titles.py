"""What a conversation is called as long as nobody has said so."""

from __future__ import annotations

TITLE_LENGTH = 40
"""Characters."""


def title_of(text: str) -> str:
    """The first words of a message, at most `TITLE_LENGTH` characters, cut at a word where there is one."""
    words = " ".join(text[:1000].split())
    if len(words) <= TITLE_LENGTH:
        return words
    cut = words[:TITLE_LENGTH].rstrip()
    whole, space, _ = words[: TITLE_LENGTH + 1].rpartition(" ")
    if space and len(whole) >= TITLE_LENGTH // 2:
        cut = whole.rstrip(" ,;:.–—-")
    return f"{cut}…"
