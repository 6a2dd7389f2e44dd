"""Running text as it is set."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.ui.blocks import INDENT, TextView
from app.ui.markdown import MarkdownStream, Prose
from app.ui.theme import Theme


@pytest.mark.parametrize(("first", "is_wider"), [(1, False), (98, True), (12_345, True)])
def test_the_numbers_of_a_list_have_room(theme: Theme, qtbot: QtBot, first: int, is_wider: bool) -> None:
    theme.apply("light", 14)  # a test before this one may have wanted large letters
    view = TextView(theme)
    qtbot.addWidget(view)
    (block,) = MarkdownStream().finish(f"{first}. one\n{first + 1}. two\n{first + 2}. three").blocks
    assert isinstance(block, Prose)
    view.set_html(block.html)
    indent = view.document().indentWidth()
    assert view.fontMetrics().horizontalAdvance(f"{first + 2}.") < indent
    assert (indent > INDENT) is is_wider
