"""Looks at the table by which a tokenizer replaces letters (SentencePiece's `precompiled_charsmap`) before it is used.

It stands in tokenizer.model, in tokenizer.json and in GGUF files. Its readers follow it without a look, or end the
process where it leads out of itself: llama.cpp by an exception that passes through its C interface.
"""

from __future__ import annotations

from array import array

LARGEST_TABLE = 8 << 20
"""Bytes; that of Unicode's NFKC has 240,000."""
_LONGEST_REPLACEMENT = 128
"""Bytes; the longest that Unicode knows has 33."""
_BLOCK = 1024
"""Bytes of 256 nodes: tables consist of whole blocks."""


class WrongTable(Exception):
    """The message says what is wrong, as in “a file that is damaged (…)”."""


def check_table(content: bytes) -> None:
    """A table (sentencepiece's `Normalizer::DecodePrecompiledCharsMap`) is the size of a trie, the trie as a double
    array (darts.h), and texts that end in NUL, of which its leaves tell the starts. Raises WrongTable."""
    if not content:
        return
    size = int.from_bytes(content[:4], "little")
    texts = content[4 + size :]
    if size < _BLOCK or size % _BLOCK or not texts or texts[-1] or len(content) > LARGEST_TABLE:
        raise WrongTable("its table of replacements is not whole")
    if max(map(len, texts.split(b"\0"))) > _LONGEST_REPLACEMENT:
        raise WrongTable("its table of replacements makes a text too long")
    units = array("I", content[4 : 4 + size])
    if units.itemsize != 4:
        raise WrongTable("its table of replacements cannot be read on this computer")
    for place, unit in enumerate(units):
        if unit >> 31:  # a leaf
            inside = (unit & 0x7FFFFFFF) < len(texts)
        else:
            inside = place ^ (unit >> 10 << ((unit & 1 << 9) >> 6)) < len(units)
        if not inside:
            raise WrongTable("its table of replacements leads out of itself")
