"""Tells what a model wrote while it reasoned, between `<think>` and `</think>`, from its answer. No Qt."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import zip_longest

_OPENS = re.compile(r"[ \t]*<think(?:ing)?>")
_CLOSES = re.compile(r"</think(?:ing)?>")
_BLANK = re.compile(r"\s*$")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_TAGS = ("<think>", "<thinking>", "</think>", "</thinking>")
_LONGEST_TAG = max(_TAGS, key=len)


@dataclass(frozen=True)
class Part:
    """A stretch of a reply."""

    text: str
    reasoning: bool
    ends: bool = False
    """The reasoning ends with it."""
    back_to_start: bool = False
    """All that came before was reasoning too, which the model had begun without saying so."""


class ReasoningSplitter:
    """One reply. `feed` what arrives and `finish` at the end; each answers the parts that are certain by then.

    `<think>` counts where it begins a line, `</think>` where it stands in no code; in a block of code, which may have
    been left open, only with the line to itself. Without an opening tag, which some models have in their prompt, a
    closing tag counts once, and at the end of a line.
    """

    def __init__(self) -> None:
        self._line = ""
        """The unfinished one."""
        self._told = 0
        """Characters of it that are in a part."""
        self._ticks = 0
        """Backticks among them."""
        self._fence = ""
        self._reasoning = False
        self._was_reasoning = False
        self._parts: list[Part] = []

    def feed(self, text: str) -> list[Part]:
        lines = text.split("\n")
        for line in lines[:-1]:
            self._line += line + "\n"
            self._read(whole=True)
        if lines[-1]:
            self._line += lines[-1]
            self._read(whole=False)
        return self._taken()

    def finish(self) -> list[Part]:
        self._read(whole=True)
        if self._reasoning:
            self._parts.append(Part("", reasoning=True, ends=True))
        return self._taken()

    def _read(self, *, whole: bool) -> None:
        while (tag := self._next_tag()) is not None:
            if tag.must_end_line and not whole:
                self._tell(tag.start)
                return
            self._pass_tag(tag)
        if whole:
            self._tell(len(self._line))
            self._pass_fence(self._line.rstrip("\n"))
            self._begin_line("")
        else:
            self._tell(len(self._line) - _held(self._line[-len(_LONGEST_TAG) :]))

    def _next_tag(self) -> _Tag | None:
        """The next one that counts, or will if its line ends with it."""
        line = self._line
        if not self._reasoning and not self._fence and (match := _OPENS.match(line)):
            return _Tag(*match.span(), opens=True)
        if not self._reasoning and (self._was_reasoning or self._fence):
            return None
        for match in _CLOSES.finditer(line, self._told):
            is_last = _BLANK.match(line, match.end()) is not None
            if self._fence:
                if is_last and not line[: match.start()].strip():
                    return _Tag(*match.span(), must_end_line=True)
            elif (self._ticks + line.count("`", self._told, match.start())) % 2 == 0 and (self._reasoning or is_last):
                return _Tag(*match.span(), must_end_line=not self._reasoning)
        return None

    def _pass_tag(self, tag: _Tag) -> None:
        if tag.opens:
            self._tell(tag.start)
        elif self._reasoning:
            self._tell(tag.start, ends=True)
        else:
            text = self._line[self._told : tag.start]
            self._parts.append(Part(text, reasoning=True, ends=True, back_to_start=True))
        self._reasoning = tag.opens
        self._was_reasoning = True
        self._fence = ""
        self._begin_line(self._line[tag.end :])

    def _begin_line(self, line: str) -> None:
        self._line, self._told, self._ticks = line, 0, 0

    def _tell(self, end: int, *, ends: bool = False) -> None:
        text = self._line[self._told : end]
        self._told = max(self._told, end)
        self._ticks += text.count("`")
        if text or ends:
            self._parts.append(Part(text, self._reasoning, ends))

    def _pass_fence(self, line: str) -> None:
        match = _FENCE.match(line)
        if match is None:
            return
        rest = line[match.end() :]
        if not self._fence:
            self._fence = match[1] if match[1][0] == "~" or "`" not in rest else ""
        elif match[1].startswith(self._fence) and not rest.strip():
            self._fence = ""

    def _taken(self) -> list[Part]:
        """Of those that belong together, one."""
        parts, self._parts = self._parts, []
        taken: list[Part] = []
        texts: list[str] = []
        for part, after in zip_longest(parts, parts[1:]):
            texts.append(part.text)
            if part.ends or after is None or after.reasoning != part.reasoning or after.back_to_start:
                taken.append(replace(part, text="".join(texts)))
                texts = []
        return taken


@dataclass(frozen=True)
class _Tag:
    start: int
    end: int
    opens: bool = False
    must_end_line: bool = False


def ends_reasoning(text: str) -> bool:
    """Whether there is a closing tag in this."""
    return _CLOSES.search(text) is not None


def answer_of(text: str) -> str:
    """The reply without what the model wrote while it reasoned."""
    if "think" not in text:
        return text
    splitter = ReasoningSplitter()
    answer: list[str] = []
    for part in [*splitter.feed(text), *splitter.finish()]:
        if part.back_to_start:
            answer = []
        if not part.reasoning:
            answer.append(part.text)
    return "".join(answer).strip("\n")


def _held(end: str) -> int:
    """How many characters at the end of a line could be the beginning of a tag."""
    for length in range(len(end), 0, -1):
        if any(tag.startswith(end[-length:]) for tag in _TAGS):
            return length
    return 0
