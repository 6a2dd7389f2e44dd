"""Dynamic tokenization in the real window with the real starter model: what a person who pastes a document does."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.dynamic import Inspection, InspectionPhase
from app.language_texts import language_texts
from app.store.records import MessageState
from engine.protocol import DynamicTokenization, SamplingOptions
from tests.running_program import RunningProgram

pytestmark = pytest.mark.model

RunProgram = Callable[..., RunningProgram]
GREEDY = SamplingOptions(temperature=0.0, seed=1)
STRONG = DynamicTokenization.STRONG
DOCUMENT = language_texts()["English"]


def test_a_long_document_is_read_in_fewer_positions(run_program: RunProgram, qtbot: QtBot) -> None:
    program = run_program(sampling=GREEDY, max_tokens=24)
    saved: list[int] = []
    program.program.chat.context_changed.connect(lambda use: saved.append(use.saved_positions))
    views = program.window.tokens
    views.open_popover()
    assert views.popover is not None
    QTest.mouseClick(views.popover.choices[STRONG], Qt.MouseButton.LeftButton)
    assert views.button.text() == "Dynamic tokens: strong"
    views.popover.close()
    program.type_message(f"{DOCUMENT}\n\nWhat is this text about?")
    qtbot.waitUntil(lambda: bool(saved) and saved[-1] > 0, timeout=60_000)
    program.press_enter()
    reply = program.wait_reply()
    assert reply.state is MessageState.COMPLETE
    assert reply.content.strip()
    usage = reply.metadata.usage
    assert usage is not None
    assert 0 < usage.saved_positions < usage.prompt_tokens
    label = program.window.status_line._context
    assert label.text().endswith(" saved")
    assert "positions" in label.text()

    again = program.ask("Which rights does it name?", 2).metadata.usage
    assert again is not None
    assert again.evaluated_tokens < usage.prompt_tokens - usage.saved_positions  # the document is not read again


def test_the_inspector_shows_fewer_positions_than_tokens(run_program: RunProgram, qtbot: QtBot) -> None:
    program = run_program()
    found: list[Inspection] = []
    program.program.token_desk._inspection.changed.connect(found.append)
    program.window.tokens.open_inspector(DOCUMENT)
    view = program.window.tokens.inspector
    assert view is not None
    QTest.mouseClick(view.degrees[STRONG], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: bool(found) and found[-1].phase is InspectionPhase.READY and found[-1].degree is STRONG,
        timeout=60_000,
    )
    assert len(view.spans.spans) < found[-1].tokens
    assert "".join(piece for span in view.spans.spans for piece in span.pieces) == DOCUMENT
    assert "saved" in view.summary.text()
    rows = view.languages._rows
    qtbot.waitUntil(lambda: len(rows) == len(language_texts()) and rows[-1][1].isVisible(), timeout=60_000)
    hindi = list(language_texts()).index("Hindi")
    assert float(rows[hindi][2].text().split()[0]) > 2  # an English tokenizer makes Hindi pay
