"""Writes parsed Markdown as HTML that is safe to show. No Qt."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from app.ui.formulas import PLACEHOLDER, Formula, source_of, typeset

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MOST_SECONDS = 20.0
"""Of the processor: what the formulas of one reply may take to typeset; those after that stay as their source."""

_TAGS = {
    "p", "br", "hr", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li",
    "h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td", "a", "sup",
}  # fmt: skip
_ATTRIBUTES = {
    "*": set[str](), "a": {"href"}, "ol": {"start"}, "th": {"align"}, "td": {"align"}, "p": {"class"},
}  # fmt: skip
_QUOTE = '<table width="100%" cellspacing="0"><tr><td class="quote">'
_FORMULAS = "formulas"
"""Where the parser's environment holds those of the block that is being written."""
_TYPESETTING = "typesetting"
"""And how many seconds all of the reply's have taken."""
_BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ALIGN = re.compile(r"text-align:\s*(left|center|right)")


def render(tokens: Sequence[Token], environment: dict[str, Any]) -> tuple[str, tuple[Formula, ...]]:
    import nh3  # imported late: the window is on the screen before the first reply is

    parser = markdown_parser()
    environment[_FORMULAS] = formulas = list[Formula]()
    raw = parser.renderer.render(tokens, parser.options, environment)
    clean = nh3.clean(
        raw, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"https"}, link_rel=None, attribute_filter=_attribute
    )
    # Qt draws no rule beside a quotation, but it draws the border of a cell.
    return clean.replace("<blockquote>", _QUOTE).replace("</blockquote>", "</td></tr></table>"), tuple(formulas)


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Keeps whole https addresses only: no scheme-less one, none with a user name that hides the host."""
    if (tag, name) != ("a", "href"):
        return value
    return value if is_safe_address(value) else None


def is_safe_address(address: str) -> bool:
    """Whether an address may be offered to the person at all: https, a plain host, nothing unprintable."""
    return re.fullmatch(r"https://[^\s/?#@\\]+([/?#][^\s\\]*)?", address) is not None and address.isprintable()


@cache
def markdown_parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # late, as above

    from app.ui.markdown_rules import add_rules

    parser = MarkdownIt("js-default", {"html": False, "linkify": False, "maxNesting": 40})
    parser.disable("image")
    parser.core.ruler.push("homespun", _adapt)
    parser.add_render_rule("softbreak", _soft_break)
    add_rules(parser)
    for kind, rule in (("formula", _formula), ("formula_block", _formula_block), ("footnote", _footnote)):
        parser.add_render_rule(kind, rule)
    return parser


def _soft_break(*_: object) -> str:
    # Models write one line a thought; running lines together, as Markdown would, hides that.
    return "<br>\n"


def _formula(_: object, tokens: Sequence[Token], index: int, __: object, environment: dict[str, Any]) -> str:
    """A place for the formula, or its source where it cannot be typeset."""
    token = tokens[index]
    began = time.thread_time()
    formula = typeset(token.content, token.markup) if environment.get(_TYPESETTING, 0) < MOST_SECONDS else None
    environment[_TYPESETTING] = environment.get(_TYPESETTING, 0) + time.thread_time() - began
    if formula is None:
        return f"<code>{escaped(source_of(token.content, token.markup))}</code>"
    environment[_FORMULAS].append(formula)
    return PLACEHOLDER


def _formula_block(
    renderer: object, tokens: Sequence[Token], index: int, options: object, environment: dict[str, Any]
) -> str:
    token = tokens[index]
    if token.meta["open"]:  # its end is still to come
        return f"<pre>{html.escape(token.markup)}\n{html.escape(token.content)}</pre>\n"
    return f'<p class="formula">{_formula(renderer, tokens, index, options, environment)}</p>\n'


def _footnote(_: object, tokens: Sequence[Token], index: int, *__: object) -> str:
    return f"<sup>[{html.escape(tokens[index].content)}]</sup>"


def _adapt(state: Any) -> None:
    """Alignment as an attribute, task boxes as signs, and no sign that turns the reading direction."""
    for index, token in enumerate(state.tokens):
        if token.type in ("th_open", "td_open") and (found := _ALIGN.search(str(token.attrs.pop("style", "")))):
            token.attrs["align"] = found[1]
        if token.type == "inline":
            for child in token.children or ():
                if child.type == "code_inline":
                    child.content = named_bidi(child.content)
                else:
                    child.content = without_bidi(child.content)
            first = token.children[0] if token.children else None
            in_item = index >= 2 and state.tokens[index - 2].type == "list_item_open"
            if in_item and first is not None and first.type == "text":
                first.content = re.sub(r"^\[([ xX])\] ", _task_box, first.content)
        elif token.type in ("fence", "code_block") and token.level > 0:
            token.content = named_bidi(token.content)


def _task_box(match: re.Match[str]) -> str:
    return "\u2610 " if match[1] == " " else "\u2611 "


def escaped(text: str) -> str:
    return html.escape(without_bidi(text)).replace("\n", "<br>")


def without_bidi(text: str) -> str:
    """Without the signs that turn the reading direction and so hide what a text says."""
    return _BIDI_CONTROLS.sub("", text)


def named_bidi(text: str) -> str:
    """With their names in their places, as code needs it."""
    return _BIDI_CONTROLS.sub(lambda match: f"[U+{ord(match[0]):04X}]", text)
