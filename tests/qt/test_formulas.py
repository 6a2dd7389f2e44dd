"""Formulas: known by their marks, typeset in their places, copied as they were written; nothing else becomes one."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from app.ui import formulas
from app.ui.blocks import TextView
from app.ui.formulas import PLACEHOLDER, typeset
from app.ui.markdown import MarkdownStream, Prose
from app.ui.theme import Theme

SAMPLES = (
    r"E = mc^2",
    r"\frac{-b \pm \sqrt{b^2 - 4ac}}{2a}",
    r"\int_0^\infty e^{-x^2}\,dx = \frac{\sqrt{\pi}}{2}",
    r"\sum_{n=1}^{\infty} \frac{1}{n^2}",
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
    r"f(x) = \begin{cases} x & x > 0 \\ 0 & \text{else} \end{cases}",
    r"\boxed{x = 42}",
    r"\lim_{x \to 0} \frac{\sin x}{x}",
    r"\vec{F} = m\,\dot{v}, \quad \hat{H}\psi",
    r"\mathbb{R}^n \to \mathcal{L}",
    r"\begin{aligned} a &= b \\ &= c \end{aligned}",
    r"\binom{n}{k}",
    r"\left( \frac{a}{b} \right)^{2}",
    r"\overline{AB} \cdot \underbrace{x+y}_{z}",
)


def prose(text: str) -> tuple[str, list[str]]:
    """The HTML, and the LaTeX of its formulas."""
    blocks = [block for block in MarkdownStream().finish(text).blocks if isinstance(block, Prose)]
    return "".join(block.html for block in blocks), [one.latex for block in blocks for one in block.formulas]


@pytest.mark.parametrize("latex", SAMPLES)
def test_what_people_write_is_typeset(latex: str) -> None:
    formula = typeset(latex, "$$")
    assert formula is not None
    assert formula.width > 0.5
    assert 0.3 < formula.ascent < 5
    assert 0 <= formula.descent < 5
    assert formula.source == f"$${latex}$$"


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("so $x_1$ and \\(y^2\\) are", ["x_1", "y^2"]),
        ("$$\na\n+ b\n= c\n$$", ["a\n+ b\n= c"]),
        ("\\[\nx^2\n\\]", ["x^2"]),
        ("here:\n\\[ x^2 \\].\nand on", ["x^2"]),
        ("- one $a$\n  - two\n\n    $$b$$", ["a", "b"]),
        ("| $a$ | b |\n|---|---|\n| 1 | $c_2$ |", ["a", "c_2"]),
        ("**$a$** and *$b$* ($c$), $d$.", ["a", "b", "c", "d"]),
        ("inline $$x + y$$ displayed", ["x + y"]),
        ("> quoted $a$", ["a"]),
        ("$5 \\text{ and } 6$", ["5 \\text{ and } 6"]),
    ],
)
def test_formulas_are_known_by_their_marks(text: str, latex: list[str]) -> None:
    html, found = prose(text)
    assert found == latex
    assert html.count(PLACEHOLDER) == len(latex)


@pytest.mark.parametrize(
    "text",
    [
        "It costs $5 and $10.",
        "between $5 and 10$ a month",
        "$5-$7, or $1,200 ($1,300 with tax)",
        "**$5** or **$6**, US$5/US$10",
        "set $HOME and $PATH, then echo $HOME/$USER",
        "`$x$` and ```$y$```",
        "```\n$x$\n```",
        "    $$x$$",
        "an escaped \\$x\\$ one",
        "a \\[note\\] in brackets, \\\\(x\\\\)",
        "$ x $ and $$",
        "open $x",
        "an object \ufffc of nobody",
    ],
)
def test_nothing_else_becomes_a_formula(text: str) -> None:
    html, found = prose(text)
    assert not found
    assert PLACEHOLDER not in html


@pytest.mark.parametrize("text", ["$\\frac{1$", "$\\begin{nothing}$", "$\\def\\a{\\a\\a}\\a$", f"$x{'+x' * 600}$"])
def test_one_that_cannot_be_typeset_stays_as_its_source(text: str) -> None:
    html, found = prose(text)
    assert not found
    assert html.startswith("<p><code>$")


def test_a_formula_that_takes_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    deep = "\\sqrt{a+" * 5 + "b" + "}" * 5
    monkeypatch.setattr(formulas, "SECONDS", 60.0)
    assert typeset(deep, "$") is not None
    monkeypatch.setattr(formulas, "SECONDS", 0.0)
    assert typeset(deep, "$$") is None


def test_an_unfinished_one_is_shown_as_its_source() -> None:
    stream = MarkdownStream()
    (block,) = stream.feed("$$\n\\frac{a}").blocks
    assert isinstance(block, Prose)
    assert block.html == "<pre>$$\n\\frac{a}</pre>"
    (block,) = stream.feed("{b}\n$$\n").blocks
    assert isinstance(block, Prose)
    assert [one.latex for one in block.formulas] == ["\\frac{a}{b}"]


def test_it_stands_in_its_line_in_the_colour_of_the_text_and_is_copied_as_its_source(
    qtbot: QtBot, theme: Theme
) -> None:
    (block,) = MarkdownStream().finish("The roots $\\frac{a}{b}$ of $x^2$, 😀 and $y$.").blocks
    assert isinstance(block, Prose)
    view = TextView(theme)
    qtbot.addWidget(view)
    view.set_width(400)
    view.set_html(block.html, block.formulas)
    view.show()
    assert view.accessibleDescription() == "Formulas: $\\frac{a}{b}$; $x^2$; $y$"
    place = view.toPlainText().index(PLACEHOLDER)
    cursor = view.textCursor()
    cursor.setPosition(place)
    left = view.cursorRect(cursor).left()
    cursor.setPosition(place + 1)
    right = view.cursorRect(cursor).left()
    assert block.formulas[0].width * theme.text_size < right - left < 3 * block.formulas[0].width * theme.text_size
    image = view.grab().toImage()
    darkest = min(image.pixelColor(x, y).lightness() for x in range(left, right) for y in range(view.height() // 2))
    assert darkest < theme.color("ink").lightness() + 60
    view.selectAll()
    assert view.createMimeDataFromSelection().text() == "The roots $\\frac{a}{b}$ of $x^2$, 😀 and $y$."
    cursor.setPosition(place + 1)
    cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    assert view.createMimeDataFromSelection().text() == " of $x^2$, 😀 and $y$."
