"""Turns the Markdown of a reply, as it grows, into blocks that are safe to show. No Qt.

A reply is parsed piece by piece: what is behind the last block boundary never changes and is never parsed again; only
the unfinished tail is. A tail without a boundary is cut after `TAIL` characters, so the work for each arriving piece is
bounded whatever the model writes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from app.ui.highlighting import Highlights, highlight

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

TAIL = 6_000
"""Characters that may be parsed again when more text arrives."""
SECTION = 6_000
"""Characters of source that one view of running text holds at most."""
LINE = 2_000
"""Longest line of code that is laid out as one; a longer one is broken for the eye only."""
LIVE_HIGHLIGHT = 12_000
"""Code longer than this is coloured once, when it is complete."""

_TAGS = {
    "p", "br", "hr", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li",
    "h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td", "a",
}  # fmt: skip
_ATTRIBUTES = {"*": set[str](), "a": {"href"}, "ol": {"start"}, "th": {"align"}, "td": {"align"}}
_QUOTE = '<table width="100%" cellspacing="0"><tr><td class="quote">'
_BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_FENCE_END = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*$")
_ALIGN = re.compile(r"text-align:\s*(left|center|right)")


@dataclass(frozen=True)
class Prose:
    """Running text as clean HTML: no image, no style, no address but https."""

    html: str


@dataclass(frozen=True)
class Code:
    """A block of code. `shown` is `text` with overlong lines broken; `highlights` has an entry for each line shown."""

    language: str
    text: str
    shown: str
    highlights: Highlights = ()


Block = Prose | Code


@dataclass(frozen=True)
class Change:
    """From index `first` on, the blocks of a reply are now these."""

    first: int
    blocks: tuple[Block, ...]


class MarkdownStream:
    """One reply. `feed` what arrives and `finish` at the end; each answers what changed since the last call."""

    def __init__(self) -> None:
        self._tail = ""
        self._parsed: tuple[str, list[list[Token]]] | None = None
        self._fence: _Fence | None = None
        self._section = ""
        self._section_size = 0
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
        if len(groups) > 1 and last[0].map is not None:
            self._settle(groups[:-1])
            self._tail = "".join(lines[last[0].map[0] :])
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
            if self._section:
                blocks.append(Prose(self._section.rstrip("\n")))
            rest = "" if fence.is_ended_by(self._tail) else fence.dedent(self._tail)
            blocks.append(fence.block(rest, final=final))
        else:
            saved = (self._section, self._section_size, list(self._closed))
            self._settle(self._tail_groups())
            blocks = list(self._closed)
            if self._section:
                blocks.append(Prose(self._section.rstrip("\n")))
            self._section, self._section_size, self._closed = saved
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
            piece = _render(group, self._environment)
            if self._section and self._section_size + len(piece) > SECTION:
                self._close_section()
            self._section += piece
            self._section_size += len(piece)

    def _close_section(self) -> None:
        if self._section:
            self._closed.append(Prose(self._section.rstrip("\n")))
        self._section, self._section_size = "", 0

    def _tail_groups(self) -> list[list[Token]]:
        """The blocks of the tail, parsed once for as long as it stays the same."""
        if self._parsed is None or self._parsed[0] != self._tail:
            self._parsed = (self._tail, _groups(self._parse(self._tail)))
        return self._parsed[1]

    def _parse(self, text: str) -> list[Token]:
        return _parser().parse(text, self._environment)


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
        blocks.append(Prose(f"<p>{_escaped(text[:cut])}</p>"))
        text = text[cut:]
    return tuple(blocks)


def _code(language: str, text: str, *, final: bool) -> Code:
    text = _BIDI_CONTROLS.sub(lambda match: f"[U+{ord(match[0]):04X}]", text.removesuffix("\n"))
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
    return _BIDI_CONTROLS.sub("", word)[:24]


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


def _render(tokens: Sequence[Token], environment: dict[str, Any]) -> str:
    import nh3  # imported late: the window is on the screen before the first reply is

    parser = _parser()
    raw = parser.renderer.render(tokens, parser.options, environment)
    clean = nh3.clean(
        raw, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"https"}, link_rel=None, attribute_filter=_attribute
    )
    # Qt draws no rule beside a quotation, but it draws the border of a cell.
    return clean.replace("<blockquote>", _QUOTE).replace("</blockquote>", "</td></tr></table>")


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Keeps whole https addresses only: no scheme-less one, none with a user name that hides the host."""
    if (tag, name) != ("a", "href"):
        return value
    return value if is_safe_address(value) else None


def is_safe_address(address: str) -> bool:
    """Whether an address may be offered to the person at all: https, a plain host, nothing unprintable."""
    return re.fullmatch(r"https://[^\s/?#@\\]+([/?#][^\s\\]*)?", address) is not None and address.isprintable()


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # late, as above

    parser = MarkdownIt("js-default", {"html": False, "linkify": False, "maxNesting": 40})
    parser.disable("image")
    parser.core.ruler.push("homespun", _adapt)
    parser.add_render_rule("softbreak", _soft_break)
    return parser


def _soft_break(*_: object) -> str:
    # Models write one line a thought; running lines together, as Markdown would, hides that.
    return "<br>\n"


def _adapt(state: Any) -> None:
    """Alignment as an attribute, task boxes as signs, and no sign that turns the reading direction."""
    for index, token in enumerate(state.tokens):
        if token.type in ("th_open", "td_open") and (found := _ALIGN.search(str(token.attrs.pop("style", "")))):
            token.attrs["align"] = found[1]
        if token.type == "inline":
            for child in token.children or ():
                if child.type == "code_inline":
                    child.content = _BIDI_CONTROLS.sub(lambda match: f"[U+{ord(match[0]):04X}]", child.content)
                else:
                    child.content = _BIDI_CONTROLS.sub("", child.content)
            first = token.children[0] if token.children else None
            in_item = index >= 2 and state.tokens[index - 2].type == "list_item_open"
            if in_item and first is not None and first.type == "text":
                first.content = re.sub(r"^\[([ xX])\] ", _task_box, first.content)
        elif token.type in ("fence", "code_block") and token.level > 0:
            token.content = _BIDI_CONTROLS.sub(lambda match: f"[U+{ord(match[0]):04X}]", token.content)


def _task_box(match: re.Match[str]) -> str:
    return "\u2610 " if match[1] == " " else "\u2611 "


def _printable(text: str) -> str:
    """Text that Qt and SQLite can carry: no lone surrogate, no NUL, one kind of line end."""
    return _SURROGATES.sub("\ufffd", text).replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")


def _escaped(text: str) -> str:
    return html.escape(_BIDI_CONTROLS.sub("", text)).replace("\n", "<br>")
