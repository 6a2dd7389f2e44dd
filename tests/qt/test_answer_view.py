"""An answer that stands alone, as in the quick question."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.ui.answer_view import PAUSE_MS, AnswerView
from app.ui.blocks import TextView
from app.ui.renderer import Renderer
from app.ui.theme import Theme

TEXT = "One line.\n\n1. A list\n2. of two"


@pytest.fixture
def answer(theme: Theme, qtbot: QtBot) -> Iterator[AnswerView]:
    renderer = Renderer()
    view = AnswerView(theme, renderer)
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    view.begin()
    yield view
    renderer.close()


def shown(answer: AnswerView) -> str:
    return "\n".join(view.toPlainText() for view in answer.findChildren(TextView) if view.isVisible())


def test_an_answer_that_ends_while_text_of_it_waits_stays_there(answer: AnswerView, qtbot: QtBot) -> None:
    answer.append(TEXT)
    answer.finish(TEXT)
    answer.finish(TEXT)
    qtbot.waitUntil(lambda: "of two" in shown(answer))
    qtbot.wait(4 * PAUSE_MS)  # nothing comes any more that could take it away
    assert "One line." in shown(answer)
    assert "of two" in shown(answer)
    assert answer.content_height > 0


def test_another_text_at_the_end_takes_the_place_of_what_came(answer: AnswerView, qtbot: QtBot) -> None:
    answer.append("What came")
    answer.finish(TEXT)
    qtbot.waitUntil(lambda: "of two" in shown(answer))
    assert "What came" not in shown(answer)
