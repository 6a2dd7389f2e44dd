"""Bytes of tokens to text that is safe to show: whole characters only, and nothing of a stop sequence."""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from itertools import accumulate, pairwise


class TextStream:
    """Feed it the bytes of each token; it returns the text that can no longer change."""

    def __init__(self, stop: Sequence[str] = ()) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._stop = tuple(sequence for sequence in stop if sequence)
        self._held = ""
        self.stopped = False
        """A stop sequence has appeared; the text ends before it."""

    def feed(self, data: bytes) -> str:
        return self._release(self._decoder.decode(data))

    def finish(self) -> str:
        """What was held back and turned out to be neither a stop sequence nor a whole character's beginning."""
        if self.stopped:
            return ""
        text = self._release(self._decoder.decode(b"", final=True))
        if not self.stopped:
            text, self._held = text + self._held, ""
        return text

    def _release(self, text: str) -> str:
        if self.stopped:
            return ""
        self._held += text
        if not self._stop:
            released, self._held = self._held, ""
            return released
        found = min((at for at in map(self._held.find, self._stop) if at >= 0), default=-1)
        if found >= 0:
            self.stopped = True
            released, self._held = self._held[:found], ""
            return released
        keep = max(_overlap(self._held, sequence) for sequence in self._stop)
        cut = len(self._held) - keep
        released, self._held = self._held[:cut], self._held[cut:]
        return released


def _overlap(text: str, sequence: str) -> int:
    """Length of the longest end of `text` that `sequence` begins with."""
    for length in range(min(len(text), len(sequence) - 1), 0, -1):
        if text.endswith(sequence[:length]):
            return length
    return 0


def texts_of(pieces: Sequence[bytes]) -> tuple[str, ...]:
    """The text of each piece of one UTF-8 text. A character that several pieces share stands with the first."""
    data = b"".join(pieces)
    bounds = [0, *accumulate(map(len, pieces))]
    for number, bound in enumerate(bounds):
        while bound < len(data) and data[bound] & 0xC0 == 0x80:  # a byte that continues a character
            bound += 1
        bounds[number] = bound
    return tuple(data[start:end].decode("utf-8", "replace") for start, end in pairwise(bounds))
