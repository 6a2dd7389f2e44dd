"""Turns the Markdown of a reply, as it grows, into blocks that are safe to show. No Qt.

A reply is parsed piece by piece: what is behind the last block boundary never changes and is never parsed again; only
the unfinished tail is. A tail without a boundary is cut after `TAIL` characters, so the work for each arriving piece is
bounded whatever the model writes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from app.ui.formulas import PLACEHOLDER, Formula
from app.ui.highlighting import Highlights, highlight
from app.ui.markdown_html import escaped, markdown_parser, named_bidi, render, without_bidi

if TYPE_CHECKING:
    from markdown_it.token import Token

TAIL = 6_000
"""Characters that may be parsed again when more text arrives."""
SECTION = 6_000
"""Characters of source that one view of running text holds at most."""
LINE = 2_000
"""Longest line of code that is laid out as one; a longer one is broken for the eye only."""
LIVE_HIGHLIGHT = 12_000
"""Code longer than this is coloured once, when it is complete."""

_SURROGATES = re.compile("[\ud800-\udfff]")
_FENCE_END = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*$")


@dataclass(frozen=True)
class Prose:
    """Running text as clean HTML: no image, no style, no address but https."""

    html: str
    formulas: tuple[Formula, ...] = ()
    """One for each `PLACEHOLDER` in the text, in its order."""
    reasoning: int = 0
    """The number of the `Reasoning` that it belongs to; 0 for the answer."""


@dataclass(frozen=True)
class Code:
    """A block of code. `shown` is `text` with overlong lines broken; `highlights` has an entry for each line shown."""

    language: str
    text: str
    shown: str
    highlights: Highlights = ()
    reasoning: int = 0


@dataclass(frozen=True)
class Reasoning:
    """The head of what a model wrote before its answer; the blocks of that follow."""

    number: int


Block = Prose | Code | Reasoning


@dataclass(frozen=True)
class Reasoned:
    """How far a `Reasoning` has come."""

    number: int
    words: int
    over: bool


@dataclass(frozen=True)
class Change:
    """From index `first` on, the blocks of a reply are now these."""

    first: int
    blocks: tuple[Block, ...]
    reasoned: tuple[Reasoned, ...] = ()
    """How far it has come with that of which something is new."""


class MarkdownStream:
    """One reply. `feed` what arrives and `finish` at the end; each answers what changed since the last call."""

    def __init__(self) -> None:
        self._tail = ""
        self._parsed: tuple[str, list[list[Token]]] | None = None
        self._fence: _Fence | None = None
        self._section = _Section()
        self._closed: list[Block] = []
        self._closed_before = 0
        self._environment: dict[str, Any] = {}

    def feed(self, text: str) -> Change:
        self._absorb(text)
        return self._change(final=False)

    def finish(self, text: str = "") -> Change:
        self._absorb(text)
        return self._change(final=True)

    def _absorb(self, text: str) -> None:
        text = _printable(text)
        for start in range(0, len(text), TAIL):
            self._tail += text[start : start + TAIL]
            while self._step():
                pass

    def _step(self) -> bool:
        """Settle what can be settled of the tail; answer whether looking again may settle more."""
        if self._fence is not None:
            return self._read_fence(self._fence)
        groups = self._tail_groups()
        if not groups:
            return False
        lines = [line + "\n" for line in self._tail.split("\n")]
        lines[-1] = lines[-1].removesuffix("\n")
        last = groups[-1]
        if last[0].type == "fence" and last[0].map is not None:
            start, end = last[0].map
            opening_is_whole = lines[start].endswith("\n")
            if opening_is_whole and not _is_closed(last[0], lines[start:end]):
                self._settle(groups[:-1])
                indent = len(lines[start]) - len(lines[start].lstrip(" "))
                self._fence = _Fence(last[0].markup, _language(last[0].info), indent)
                self._tail = "".join(lines[start + 1 :])
                return True
        # A formula that is still open may turn out to be more of the paragraph before it.
        kept = 2 if last[0].type == "formula_block" and last[0].meta["open"] else 1
        if len(groups) > kept and (first := groups[-kept][0].map) is not None:
            self._settle(groups[:-kept])
            self._tail = "".join(lines[first[0] :])
            return len(self._tail) > TAIL
        if len(self._tail) > TAIL:
            cut = _cut(self._tail)
            self._settle(_groups(self._parse(self._tail[:cut])))
            self._tail = self._tail[cut:]
            return True
        return False

    def _read_fence(self, fence: _Fence) -> bool:
        """Move whole lines of the tail into the open code block, up to the line that ends it."""
        whole = self._tail.rfind("\n") + 1
        position = 0
        while position < whole:
            end = self._tail.index("\n", position) + 1
            line = self._tail[position:end]
            position = end
            if fence.is_ended_by(line):
                self._close_section()
                self._closed.append(fence.block(final=True))
                self._fence = None
                break
            fence.lines.append(fence.dedent(line))
        self._tail = self._tail[position:]
        if self._fence is not None and len(self._tail) > TAIL:
            fence.lines.append(self._tail)
            self._tail = ""
        return self._fence is None and bool(self._tail)

    def _change(self, *, final: bool) -> Change:
        first = self._closed_before
        blocks = list(self._closed)
        fence = self._fence
        if fence is not None:
            blocks += self._section.blocks()
            rest = "" if fence.is_ended_by(self._tail) else fence.dedent(self._tail)
            blocks.append(fence.block(rest, final=final))
        else:
            section, closed = self._section, self._closed
            self._section, self._closed = section.copy(), list(closed)
            self._settle(self._tail_groups())
            blocks = [*self._closed, *self._section.blocks()]
            self._section, self._closed = section, closed
        self._closed_before += len(self._closed)
        self._closed = []
        return Change(first, tuple(blocks))

    def _settle(self, groups: Sequence[Sequence[Token]]) -> None:
        """Add finished blocks: code to a frame of its own, everything else to the running section."""
        for group in groups:
            if group[0].type in ("fence", "code_block"):
                self._close_section()
                language = _language(group[0].info) if group[0].type == "fence" else ""
                self._closed.append(_code(language, group[0].content, final=True))
                continue
            text, formulas = render(group, self._environment)
            size = len(text) + sum(len(formula.latex) for formula in formulas)
            if self._section.html and self._section.size + size > SECTION:
                self._close_section()
            self._section.html += text
            self._section.formulas += formulas
            self._section.size += size

    def _close_section(self) -> None:
        self._closed += self._section.blocks()
        self._section = _Section()

    def _tail_groups(self) -> list[list[Token]]:
        """The blocks of the tail, parsed once for as long as it stays the same."""
        if self._parsed is None or self._parsed[0] != self._tail:
            self._parsed = (self._tail, _groups(self._parse(self._tail)))
        return self._parsed[1]

    def _parse(self, text: str) -> list[Token]:
        return markdown_parser().parse(text, self._environment)


@dataclass
class _Section:
    """Running text that more may follow in the same view."""

    html: str = ""
    formulas: tuple[Formula, ...] = ()
    size: int = 0

    def copy(self) -> _Section:
        return replace(self)

    def blocks(self) -> tuple[Prose, ...]:
        return (Prose(self.html.rstrip("\n"), self.formulas),) if self.html else ()


class _Fence:
    """A code block whose end has not come yet. Its lines are not parsed, only searched for the closing mark."""

    def __init__(self, markup: str, language: str, indent: int) -> None:
        self._markup = markup
        self._language = language
        self._indent = indent
        self.lines: list[str] = []

    def is_ended_by(self, line: str) -> bool:
        match = _FENCE_END.match(line.rstrip("\n"))
        return match is not None and match[1].startswith(self._markup)

    def dedent(self, line: str) -> str:
        indent = len(line) - len(line.lstrip(" "))
        return line[min(indent, self._indent) :]

    def block(self, rest: str = "", *, final: bool) -> Code:
        return _code(self._language, "".join(self.lines) + rest, final=final)


def plain_blocks(text: str) -> tuple[Block, ...]:
    """The text as it is, in views of bounded size: for what no parser should touch."""
    blocks: list[Block] = []
    text = _printable(text)
    while text:
        cut = _cut(text) if len(text) > TAIL else len(text)
        blocks.append(Prose(f"<p>{escaped(text[:cut])}</p>"))
        text = text[cut:]
    return tuple(blocks)


def _code(language: str, text: str, *, final: bool) -> Code:
    text = named_bidi(text.removesuffix("\n"))
    lines = text.split("\n")
    if any(len(line) > LINE for line in lines):
        return Code(language, text, "\n".join(part for line in lines for part in _broken(line)))
    if not language or not (final or len(text) <= LIVE_HIGHLIGHT):
        return Code(language, text, text)
    return Code(language, text, text, highlight(language, text))


def _broken(line: str) -> list[str]:
    return [line[start : start + LINE] for start in range(0, len(line), LINE)] or [""]


def _language(info: str) -> str:
    word = info.split(maxsplit=1)[0] if info.strip() else ""
    return without_bidi(word)[:24]


def _cut(text: str) -> int:
    """Where to end a tail that has grown too long: after a line, else after a word, else anywhere."""
    for mark in ("\n", " "):
        position = text.rfind(mark, TAIL // 4, TAIL)
        if position > 0:
            return position + 1
    return TAIL


def _is_closed(fence: Token, lines: Sequence[str]) -> bool:
    match = _FENCE_END.match(lines[-1].rstrip("\n")) if len(lines) > 1 else None
    return match is not None and match[1].startswith(fence.markup)


def _groups(tokens: Sequence[Token]) -> list[list[Token]]:
    """The tokens of each top-level block together."""
    groups: list[list[Token]] = []
    depth = 0
    for token in tokens:
        if depth == 0:
            groups.append([])
        groups[-1].append(token)
        depth += token.nesting
    return groups


def _printable(text: str) -> str:
    """Text that Qt and SQLite can carry: no lone surrogate, no NUL, no place for a formula, one kind of line end."""
    text = _SURROGATES.sub("\ufffd", text).replace("\0", "\ufffd").replace(PLACEHOLDER, "\ufffd")
    return text.replace("\r\n", "\n").replace("\r", "\n")
