"""What models write beside common Markdown: formulas between dollars or LaTeX's brackets, and footnotes. No Qt.

A rule sees no further than its block, so that a text gives the same however it arrives. A footnote's mark is known by
its looks (`[^1]`, `[^note2]`) and not by whether the note has come; the note stays where it was written.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

_DOLLARS = re.compile(r"\$(?![\s$])((?:\\.|[^\\$`\n])+?)(?<![\s\\])\$(?![\w$])")
_PRICE = re.compile(r"\d[^\\^_={}]*\b[^\W\d_]{2,}\b[^\\^_={}]*$")
"""A number and a word, and nothing of LaTeX: what lies between two prices."""
_PAIRS = (("$$", "$$"), ("\\(", "\\)"), ("\\[", "\\]"))
_MATHEMATICAL = re.compile(r"[\\^_={}+<>|*/-]")
"""Without any of these, brackets behind a backslash are brackets."""
_AFTER_BLOCK = re.compile(r"[ \t]*[.,;:]?[ \t]*$")
_NOTE = re.compile(r"\[\^(\d{1,3}|[A-Za-z]{1,12}\d{1,3}|[A-Za-z]*note)\]")


def add_rules(parser: MarkdownIt) -> None:
    """Tokens `formula` (inline) and `formula_block` have the LaTeX as content and what opens it as markup; `footnote`
    has the label as content."""
    parser.block.ruler.before(
        "fence", "formula_block", _formula_block, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    parser.block.ruler.before("reference", "note_block", _note_block, {"alt": ["paragraph", "reference"]})
    parser.inline.ruler.before("escape", "formula", _formula)
    parser.inline.ruler.before("link", "footnote", _note)


def _formula(state: StateInline, silent: bool) -> bool:
    found = _formula_at(state.src, state.pos, state.posMax)
    if found is None:
        return False
    latex, opening, end = found
    if not silent:
        token = state.push("formula", "", 0)
        token.content, token.markup = latex, opening
    state.pos = end
    return True


def _formula_at(text: str, start: int, end: int) -> tuple[str, str, int] | None:
    """(LaTeX, what opens it, where it ends)"""
    for opening, closing in _PAIRS:
        if text.startswith(opening, start):
            stop = text.find(closing, start + 2, end)
            latex = text[start + 2 : stop].strip()
            if stop < 0 or not latex or "\n\n" in latex:
                return None
            if opening == "\\[" and not _MATHEMATICAL.search(latex):
                return None
            return latex, opening, stop + 2
    match = _DOLLARS.match(text, start, end)
    if match is None or _PRICE.match(match[1]):
        return None
    if start and (text[start - 1].isalnum() or text[start - 1] in "$\\"):
        return None
    return match[1], "$", match.end()


def _formula_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """From a line that begins with the opening mark to one that ends with the closing one, without an empty line in
    between. At the end of what has come, the closing mark may still be missing (`open` in meta)."""
    if state.is_code_block(start):
        return False
    first = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    if not first.startswith(("$$", "\\[")):
        return False
    opening = first[:2]
    closing = "$$" if opening == "$$" else "\\]"
    lines = [first[2:]]
    line = start
    while True:
        stop = lines[-1].find(closing)
        if stop >= 0:
            if not _AFTER_BLOCK.match(lines[-1], stop + 2):
                return False  # the paragraph goes on behind it
            lines[-1] = lines[-1][:stop]
            break
        line += 1
        if line >= end:
            break
        if state.isEmpty(line) or state.sCount[line] < state.blkIndent:
            return False
        lines.append(state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]])
    is_open = line >= end
    latex = "\n".join(lines).strip()
    if not (latex or is_open) or (opening == "\\[" and not _is_block(latex, is_open)):
        return False
    if silent:
        return True
    state.line = min(line + 1, end)
    token = state.push("formula_block", "", 0)
    token.block = True
    token.map = [start, state.line]
    token.content, token.markup = latex, opening
    token.meta = {"open": is_open}
    return True


def _is_block(latex: str, is_open: bool) -> bool:
    return is_open or _MATHEMATICAL.search(latex) is not None


def _note(state: StateInline, silent: bool) -> bool:
    match = _NOTE.match(state.src, state.pos, state.posMax)
    if match is None or state.src.startswith("(", match.end()):
        return False
    if not silent:
        state.push("footnote", "", 0).content = match[1]
    state.pos = match.end()
    return True


def _note_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line that begins with a footnote's mark and a colon, and those that follow up to an empty one or the next."""
    if state.is_code_block(start) or (match := _note_line(state, start)) is None:
        return False
    if silent:
        return True
    line = start + 1
    while line < end and not state.isEmpty(line) and not _note_line(state, line) and state.sCount[line] >= 0:
        line += 1
    text = state.getLines(start, line, state.blkIndent, False).strip()
    state.line = line
    token = state.push("paragraph_open", "p", 1)
    token.map = [start, line]
    token.attrs["class"] = "note"
    inline = state.push("inline", "", 0)
    inline.content = f"[^{match[1]}] {text[match.end() - match.start() + 1 :].strip()}"
    inline.map = [start, line]
    inline.children = []
    state.push("paragraph_close", "p", -1)
    return True


def _note_line(state: StateBlock, line: int) -> re.Match[str] | None:
    start = state.bMarks[line] + state.tShift[line]
    match = _NOTE.match(state.src, start, state.eMarks[line])
    return match if match is not None and state.src.startswith(":", match.end()) else None
