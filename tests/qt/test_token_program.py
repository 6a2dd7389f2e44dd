"""Dynamic tokenization in the whole program with a scripted model: chosen, stored, sent, inspected, measured."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.chat.inspection import MOST_CHARACTERS
from app.chat.pricing import PriceMeasurement
from app.dynamic import Inspection, InspectionPhase, LanguagePrices, degree_for
from app.language_texts import language_texts
from app.state import ModelPhase
from app.store.reader import Reader
from app.store.records import ConversationSettings
from app.ui.token_inspector import TokenInspector
from engine.protocol import DynamicTokenization, Generate, LoadOptions
from tests.engine_commands import pricing
from tests.pricing_engine import PRICES
from tests.running_program import RunningProgram
from tests.scripted_model import script

RunProgram = Callable[..., RunningProgram]
OFF, CAREFUL, STRONG = DynamicTokenization
NOTES = "The tide comes in twice a day, and the boats leave the harbour with it. " * 8


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return script(tmp_path / "plain.json", reply="The Pacific, of course.")


def sent(program: RunningProgram) -> list[Generate]:
    """The requests for replies, as they go to the engine."""
    found: list[Generate] = []
    send = program.program.client.send

    def listen(request: object) -> None:
        if isinstance(request, Generate):
            found.append(request)
        send(request)  # type: ignore[arg-type]  # what the program sends

    program.program.client.send = listen  # type: ignore[method-assign]
    return found


def stored_settings(program: RunningProgram) -> list[ConversationSettings]:
    reader = Reader.open_read_only(program.folder.database)
    try:
        return [conversation.settings for conversation in reader.conversations()]
    finally:
        reader.close()


def open_inspector(program: RunningProgram) -> tuple[TokenInspector, list[Inspection]]:
    found: list[Inspection] = []
    program.program.token_desk._inspection.changed.connect(found.append)
    program.window.tokens.open_inspector()
    view = program.window.tokens.inspector
    assert view is not None
    return view, found


def is_ready(found: list[Inspection]) -> bool:
    return bool(found) and found[-1].phase is InspectionPhase.READY


def test_a_conversation_is_read_as_it_says_and_keeps_that(run_program: RunProgram, model: Path, qtbot: QtBot) -> None:
    program = run_program(model)
    requests = sent(program)
    program.program.dynamic.choose(STRONG)
    usage = program.ask(NOTES).metadata.usage
    assert [request.dynamic for request in requests] == [STRONG]
    assert usage is not None
    assert usage.saved_positions > 0
    assert [settings.dynamic for settings in stored_settings(program)] == [STRONG]
    context = program.window.status_line._context  # its text is a shorter one where there is little room
    qtbot.waitUntil(lambda: "saved" in context.accessibleDescription())

    program.program.dynamic.choose(OFF)
    qtbot.waitUntil(lambda: [one.dynamic for one in stored_settings(program)] == [OFF])
    usage = program.ask("And the smallest?", 2).metadata.usage
    assert usage is not None
    assert usage.saved_positions == 0
    assert requests[-1].dynamic is OFF

    program.window.new_conversation_requested.emit()
    assert program.program.dynamic.own is None  # a new one begins with the model's default
    first = program.listed[0].id
    program.window.conversation_selected.emit(first)
    qtbot.waitUntil(lambda: program.program.dynamic.own is OFF)


def test_the_draft_is_counted_anew_when_the_degree_changes(run_program: RunProgram, model: Path, qtbot: QtBot) -> None:
    program = run_program(model)
    saved: list[int] = []
    program.program.chat.context_changed.connect(lambda use: saved.append(use.saved_positions))
    program.type_message(NOTES)
    program.program.dynamic.choose(STRONG)
    qtbot.waitUntil(lambda: bool(saved) and saved[-1] > 0, timeout=10_000)
    program.program.dynamic.choose(OFF)
    qtbot.waitUntil(lambda: saved[-1] == 0, timeout=10_000)


def test_the_choice_of_a_new_conversation_outlives_a_look_at_another(
    run_program: RunProgram, model: Path, qtbot: QtBot
) -> None:
    program = run_program(model)
    program.ask("One")
    program.window.new_conversation_requested.emit()
    program.program.dynamic.choose(CAREFUL)
    program.window.conversation_selected.emit(program.listed[0].id)
    qtbot.waitUntil(lambda: program.program.dynamic.own is None)
    program.window.new_conversation_requested.emit()
    assert program.program.dynamic.state.degree is CAREFUL


def test_what_the_model_cannot_do_is_off(run_program: RunProgram, model: Path) -> None:
    program = run_program(model)
    info = program.program.model.status.info
    assert degree_for(STRONG, info) is STRONG
    assert degree_for(STRONG, None) is OFF


def test_a_text_is_cut_while_it_is_looked_at(run_program: RunProgram, model: Path, qtbot: QtBot) -> None:
    program = run_program(model)
    view, found = open_inspector(program)
    view.text.setPlainText(NOTES)
    qtbot.waitUntil(lambda: is_ready(found), timeout=10_000)
    assert found[-1].positions == found[-1].tokens == len(NOTES)
    assert "".join(piece for span in view.spans.spans for piece in span.pieces) == NOTES
    QTest.mouseClick(view.degrees[STRONG], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: is_ready(found) and found[-1].degree is STRONG, timeout=10_000)
    assert found[-1].positions < found[-1].tokens == len(NOTES)
    assert "saved" in view.summary.text()
    view.text.setPlainText("x y " * MOST_CHARACTERS)
    qtbot.waitUntil(lambda: is_ready(found) and found[-1].characters > MOST_CHARACTERS, timeout=20_000)
    assert found[-1].inspected == MOST_CHARACTERS
    assert view.note.isVisible()


def test_without_a_model_the_inspector_says_so(
    run_program: RunProgram, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.chat.model_choices.starter_model", lambda: None)
    program = run_program(ready=False)
    program.wait_problem()
    view, found = open_inspector(program)
    view.text.setPlainText("Hello there")
    qtbot.waitUntil(lambda: bool(found) and found[-1].phase is InspectionPhase.NO_MODEL, timeout=10_000)
    assert "choose a model" in view.hint.text()
    program.program.model.choose(str(script(tmp_path / "later.json")))
    qtbot.waitUntil(lambda: is_ready(found), timeout=30_000)
    assert view.hint.isHidden()


def test_an_engine_that_dies_is_asked_again(run_program: RunProgram, model: Path, qtbot: QtBot) -> None:
    program = run_program(model)
    view, found = open_inspector(program)
    view.text.setPlainText("Hello there")
    qtbot.waitUntil(lambda: is_ready(found), timeout=10_000)
    found.clear()
    with qtbot.waitSignal(program.program.client.died, timeout=10_000):
        program.program.client._kill()
    qtbot.waitUntil(lambda: is_ready(found), timeout=30_000)


def test_languages_are_counted_one_after_the_other(run_program: RunProgram, model: Path, qtbot: QtBot) -> None:
    program = run_program(model)
    prices: list[LanguagePrices] = []
    program.program.token_desk._languages.changed.connect(prices.append)
    view, _ = open_inspector(program)
    texts = language_texts()
    qtbot.waitUntil(lambda: bool(prices) and len(prices[-1].languages) == len(texts), timeout=30_000)
    counted = {price.language: price.tokens for price in prices[-1].languages}
    assert counted == {language: len(text.encode()) for language, text in texts.items()}  # a script's tokens are bytes
    assert view.languages._rows[0][2].text().startswith("1.00")


# The measuring of prices


@pytest.fixture
def measurement(qtbot: QtBot) -> Iterator[Callable[[str], PriceMeasurement]]:
    made: list[PriceMeasurement] = []

    def make(mode: str) -> PriceMeasurement:
        made.append(PriceMeasurement(pricing(mode)))
        return made[-1]

    yield make
    for one in made:
        with qtbot.waitSignal(one.closed):
            one.close()


def test_prices_are_measured(measurement: Callable[[str], PriceMeasurement], qtbot: QtBot) -> None:
    pricing_of = measurement("at once")
    tasks: list[object] = []
    pricing_of.changed.connect(tasks.append)
    with qtbot.waitSignal(pricing_of.measured) as measured:
        pricing_of.start("/models/mine.gguf", "Mine", LoadOptions())
    path, found = measured.args or []
    assert (path, found.prices, found.default) == ("/models/mine.gguf", PRICES, CAREFUL)
    assert tasks[-1] is None
    assert [(task.done, task.total) for task in tasks[:-1]] == [(0, 0), (1, 4)]  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: pricing_of.is_idle)


def test_measuring_is_cancelled_at_once(measurement: Callable[[str], PriceMeasurement], qtbot: QtBot) -> None:
    pricing_of = measurement("never")
    with qtbot.waitSignal(pricing_of.changed, check_params_cb=lambda task: task is not None and task.total > 0):
        pricing_of.start("/models/mine.gguf", "Mine", LoadOptions())
    with qtbot.waitSignal(pricing_of.changed) as changed, qtbot.assertNotEmitted(pricing_of.problem):
        pricing_of.cancel()
    assert changed.args == [None]
    qtbot.waitUntil(lambda: pricing_of.is_idle)


@pytest.mark.parametrize(("mode", "words"), [("fails", "needs more memory"), ("dies", "not touched")])
def test_what_goes_wrong_is_told(
    measurement: Callable[[str], PriceMeasurement], qtbot: QtBot, mode: str, words: str
) -> None:
    pricing_of = measurement(mode)
    with qtbot.waitSignal(pricing_of.problem) as told:
        pricing_of.start("/models/mine.gguf", "Mine", LoadOptions())
    assert told.args is not None
    assert told.args[0].title == "The price was not measured"
    assert words in told.args[0].message
    qtbot.waitUntil(lambda: pricing_of.is_idle)


def test_measured_prices_are_those_of_the_loaded_model(run_program: RunProgram, model: Path) -> None:
    program = run_program(model)
    controller, dynamic = program.program.model, program.program.dynamic
    controller.set_prices("/models/another.gguf", PRICES, STRONG)
    assert dynamic.state.prices == ()
    controller.set_prices(str(model), PRICES, CAREFUL)
    assert dynamic.state.prices == PRICES
    assert dynamic.state.degree is CAREFUL
    assert controller.status.phase is ModelPhase.READY
    assert program.window.tokens.button.text() == "Dynamic tokens: careful"
