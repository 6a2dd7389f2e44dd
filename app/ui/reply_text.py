"""Turns a reply, as it grows, into blocks: of what the model reasoned, and of its answer. No Qt."""

from __future__ import annotations

from dataclasses import replace

from app.reasoning import Part, ReasoningSplitter
from app.ui.markdown import Block, Change, MarkdownStream, Reasoned, Reasoning


class ReplyText:
    """One reply. `feed` what arrives and `finish` at the end; each answers what changed since the last call."""

    def __init__(self) -> None:
        self._splitter = ReasoningSplitter()
        self._stream = MarkdownStream()
        self._before = 0
        """Blocks before those of the stream."""
        self._total = 0
        self._number = 0
        """Of the reasoning that came last."""
        self._is_reasoning = False
        self._blank = ""
        """Reasoning that may turn out to be none."""
        self._words = _WordCount()
        self._answered: list[str] = []
        """All of the answer, until some reasoning has come."""
        self._change = _Collected(0)

    def feed(self, text: str) -> Change:
        self._change = _Collected(self._total)
        self._take(self._splitter.feed(text))
        return self._change.change()

    def finish(self, text: str = "") -> Change:
        self._change = _Collected(self._total)
        self._take(self._splitter.feed(text) + self._splitter.finish())
        self._put(self._stream.finish())
        return self._change.change()

    def _take(self, parts: list[Part]) -> None:
        for part in parts:
            if part.back_to_start:
                part = replace(part, text="".join(self._answered) + part.text)
                self._stream, self._before = MarkdownStream(), 0
                self._change = _Collected(0)
            if part.reasoning:
                self._reason(part)
            elif part.text:
                if not self._number:
                    self._answered.append(part.text)
                self._put(self._stream.feed(part.text))

    def _reason(self, part: Part) -> None:
        text = part.text
        if not self._is_reasoning:
            text = self._blank = self._blank + text
            if text.strip():
                self._begin()
            elif part.ends:
                self._blank = ""
        if not self._is_reasoning:
            return
        self._words.add(text)
        self._put(self._stream.finish(text) if part.ends else self._stream.feed(text))
        self._change.reasoned[self._number] = Reasoned(self._number, self._words.words, part.ends)
        if part.ends:
            self._is_reasoning = False
            self._begin_stream()

    def _begin(self) -> None:
        self._put(self._stream.finish())
        self._number += 1
        self._is_reasoning, self._blank, self._words = True, "", _WordCount()
        self._answered.clear()
        self._begin_stream()
        self._change.put(self._before, (Reasoning(self._number),))
        self._before += 1
        self._total = self._before

    def _begin_stream(self) -> None:
        self._before = self._total
        self._stream = MarkdownStream()

    def _put(self, change: Change) -> None:
        first = self._before + change.first
        self._total = first + len(change.blocks)
        number = self._number if self._is_reasoning else 0
        self._change.put(first, tuple(_of(block, number) for block in change.blocks))


class _Collected:
    """What several changes come to."""

    def __init__(self, first: int) -> None:
        self._first = first
        self._blocks: list[Block] = []
        self.reasoned: dict[int, Reasoned] = {}

    def put(self, first: int, blocks: tuple[Block, ...]) -> None:
        """From index `first` on, the blocks are now these."""
        if first < self._first:
            self._first, self._blocks = first, []
        self._blocks[first - self._first :] = blocks

    def change(self) -> Change:
        return Change(self._first, tuple(self._blocks), tuple(self.reasoned.values()))


class _WordCount:
    def __init__(self) -> None:
        self.words = 0
        self._is_within = False

    def add(self, text: str) -> None:
        if text:
            self.words += len(text.split()) - (self._is_within and not text[0].isspace())
            self._is_within = not text[-1].isspace()


def _of(block: Block, number: int) -> Block:
    return block if isinstance(block, Reasoning) or not number else replace(block, reasoning=number)
