"""The comparison: two adapter sets, one prompt, two answers that disturb nothing."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

from app.chat.compare import CompareController, keep_answer, start_of
from app.chat.courier import Courier
from app.chat.model import ModelController
from app.chat.model_choices import ModelFiles
from app.chat.second_engine import SecondEngine
from app.client import EngineClient
from app.comparison import ComparisonRequest, ComparisonStart, KeptAnswer, Side, SideState, SideStatus, Way, parting
from app.draft import NO_DRAFT, Draft
from app.launch import engine_command
from app.settings import Settings
from app.state import ModelChoice, ModelPhase, ModelStatus, Problem, ShelfAdapter
from app.store.records import AdapterChoice, ConversationSettings, MessageState, ReplyMetadata, Structure, Vote
from app.store.store import Store
from app.ui.compare import Comparison
from app.ui.theme import Theme
from engine.protocol import AdapterUse, Generate, Message, Request, Role, SamplingOptions
from tests.adapter_scenes import CAPITALS, adapters, entry
from tests.qt.samples import conversation, ready_model, rich_messages, written
from tests.scripted_model import script

LEFT, RIGHT = Side.LEFT, Side.RIGHT
LOUD = AdapterChoice("loud", 0.8, name="Loud")


def told(blocker: SignalBlocker) -> list[Any]:
    assert blocker.args is not None
    return blocker.args


def visible_words(widget: QWidget) -> str:
    found = [*widget.findChildren(QLabel), *widget.findChildren(QAbstractButton)]
    return "\n".join(part.text() for part in found if part.isVisible() and part.text())


def press(widget: QWidget, text: str) -> None:
    button = next(b for b in widget.findChildren(QAbstractButton) if b.text() == text and b.isVisible())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def complete(text: str) -> SideStatus:
    return SideStatus(SideState.COMPLETE, text=text, metadata=written())


# Where it begins


def test_it_begins_with_the_draft_after_the_whole_conversation() -> None:
    path = rich_messages()
    start = start_of(conversation("A"), path, "Be brief.", Draft("And now?"))
    assert (start.prompt, start.path, start.asked) == ("And now?", tuple(path), None)
    assert start.system_message == "Be brief."


def test_without_a_draft_it_begins_with_the_last_message_of_the_person() -> None:
    path = rich_messages()
    start = start_of(conversation("A"), path, "", Draft("  "))
    assert (start.prompt, start.path, start.asked) == (path[2].content, tuple(path[:2]), path[2])
    assert start_of(None, [], "", NO_DRAFT) == ComparisonStart()


@pytest.mark.parametrize(
    ("left", "right", "index"),
    [
        ("one two three", "one two four", 8),
        ("one two", "one twenty", 4),
        ("one", "one two", None),
        ("same", "same", None),
        ("", "x", None),
        ("abc", "xyz", 0),
        ("🙂 é ab", "🙂 é ac", 4),
    ],
)
def test_texts_part_at_the_first_other_word(left: str, right: str, index: int | None) -> None:
    assert parting(left, right) == index
    assert parting(right, left) == index


# The view


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> Iterator[Comparison]:
    theme.apply("light", 14)
    view = Comparison(theme)
    view.set_model(ready_model())
    view.show_adapters(adapters())
    view.show_start(start_of(conversation("A"), rich_messages(), "", Draft("Say it")), (), (CAPITALS,))
    view.show()
    with qtbot.waitActive(view):
        view.activateWindow()
    yield view
    view.close()
    view.deleteLater()


def run_with_keys(view: Comparison, qtbot: QtBot) -> ComparisonRequest:
    with qtbot.waitSignal(view.run_requested) as run:
        QTest.keyClick(view.prompt, Qt.Key.Key_Return)
    return told(run)[0]


def test_what_is_asked_is_what_the_view_shows(view: Comparison, qtbot: QtBot) -> None:
    assert view.prompt.hasFocus()
    QTest.keyClick(view.prompt, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(view.prompt, "loudly")
    request = run_with_keys(view, qtbot)
    assert request.prompt == "Say it\nloudly"
    assert (request.left, request.right) == ((), (CAPITALS,))
    assert request.with_context
    assert request.same_seed
    assert "With 4 earlier messages" in visible_words(view)
    QTest.keyClick(view.with_context, Qt.Key.Key_Space)
    QTest.keyClick(view.same_seed, Qt.Key.Key_Space)
    request = run_with_keys(view, qtbot)
    assert not request.with_context
    assert not request.same_seed


def test_without_a_conversation_there_is_no_switch_for_it(view: Comparison) -> None:
    view.show_start(start_of(None, [], "", Draft("Hello")), (), ())
    assert not view.with_context.isVisible()
    view.show_start(start_of(None, rich_messages()[:1], "", Draft("Hello")), (), ())
    assert view.with_context.text() == "With 1 earlier message"


def test_only_what_acts_is_in_a_set(view: Comparison) -> None:
    off = (AdapterChoice("a", active=False, name="A"), AdapterChoice("b", 0.0, name="B"), CAPITALS)
    view.show_start(ComparisonStart("x"), off, ())
    assert view.sides[LEFT].choices == (CAPITALS,)


def test_nothing_runs_without_a_prompt_or_a_model(view: Comparison, qtbot: QtBot) -> None:
    view.set_model(ModelStatus(ModelPhase.LOADING, "Other"))
    assert "Other is being loaded" in visible_words(view)
    with qtbot.assertNotEmitted(view.run_requested):
        QTest.keyClick(view.prompt, Qt.Key.Key_Return)
    assert not view.run_button.isEnabled()
    view.set_model(ready_model())
    assert view.run_button.isEnabled()
    view.prompt.setPlainText("  ")
    assert not view.run_button.isEnabled()


def test_answers_come_one_after_the_other_and_the_second_waits(view: Comparison) -> None:
    view.set_running(True)
    for side in Side:
        view.show_side(side, SideStatus(SideState.WAITING))
    view.show_side(LEFT, SideStatus(SideState.READING, 120, 300))
    assert "Reading 120 of 300 tokens" in visible_words(view.sides[LEFT])
    view.show_side(LEFT, SideStatus(SideState.WRITING))
    view.append_text(LEFT, "Some ")
    view.append_text(LEFT, "words")
    assert view.sides[LEFT].text == "Some words"
    assert "Waiting for its turn" in visible_words(view.sides[RIGHT])
    assert not view.sides[RIGHT].set_editor.isEnabled()
    assert view.prompt.isReadOnly()
    view.show_side(LEFT, complete("Some words."))
    assert view.sides[LEFT].text == "Some words."
    assert "83 tok/s · first token 0.21 s · 212 tokens" in visible_words(view.sides[LEFT])
    assert "tok/s" not in visible_words(view.sides[RIGHT])


def test_escape_stops_first_and_closes_then(view: Comparison, qtbot: QtBot) -> None:
    view.set_running(True)
    with qtbot.waitSignal(view.stop_requested):
        QTest.keyClick(view.prompt, Qt.Key.Key_Escape)
    assert view.isVisible()
    with qtbot.waitSignal(view.stop_requested):
        press(view, "Stop")
    view.set_running(False)
    QTest.keyClick(view.prompt, Qt.Key.Key_Escape)
    assert not view.isVisible()


def marked(view: Comparison, side: Side) -> list[str]:
    return [mark.cursor.selectedText() for mark in view.sides[side].answer.extraSelections()]  # type: ignore[attr-defined]


def test_where_the_answers_part_is_marked_and_said(view: Comparison) -> None:
    view.set_running(True)
    for side in Side:
        view.show_side(side, SideStatus(SideState.WAITING))
    view.append_text(LEFT, "🙂 the sea is wide")
    view.append_text(RIGHT, "🙂 the ")
    assert marked(view, LEFT) == []
    view.append_text(RIGHT, "oc")
    assert (marked(view, LEFT), marked(view, RIGHT)) == (["sea"], ["oc"])
    view.append_text(RIGHT, "ean is")
    view.append_text(RIGHT, " wide")
    assert marked(view, RIGHT) == ["ocean"]
    view.set_running(False)
    assert "The first 2 words are the same; where they part is marked." in visible_words(view)
    view.show_side(LEFT, SideStatus(SideState.WAITING))
    assert marked(view, RIGHT) == []


@pytest.mark.parametrize(
    ("left", "right", "words"),
    [
        ("Yes.", "Yes.", "Both answers are the same."),
        ("Yes.", "Yes. No.", "One answer is the beginning of the other."),
        ("No way", "Yes", "They differ from the first word on."),
        ("A b", "A c", "The first word is the same"),
    ],
)
def test_how_far_they_agree_is_said(view: Comparison, left: str, right: str, words: str) -> None:
    view.show_side(LEFT, complete(left))
    view.show_side(RIGHT, complete(right))
    assert words in visible_words(view)


def test_an_answer_can_be_used_once_it_is_over(view: Comparison, qtbot: QtBot) -> None:
    view.show_side(RIGHT, SideStatus(SideState.WRITING))
    view.append_text(RIGHT, "HALF")
    assert not view.sides[RIGHT].keep.isVisible()
    view.show_side(RIGHT, complete("WHOLE"))
    press(view.sides[RIGHT], "Copy")
    assert QApplication.clipboard().text() == "WHOLE"
    with qtbot.waitSignal(view.keep_requested) as kept:
        press(view.sides[RIGHT], "Use this answer")
    assert told(kept) == [RIGHT]
    assert not view.isVisible()


def whole(view: Comparison, left: str = "Short.", right: str = "A longer one.") -> None:
    view.set_running(True)
    for side, text in ((LEFT, left), (RIGHT, right)):
        view.show_side(side, SideStatus(SideState.WAITING))
        view.show_side(side, complete(text))
    view.set_running(False)


def test_one_of_two_answers_is_voted_for_and_the_vote_is_taken_back(view: Comparison, qtbot: QtBot) -> None:
    view.show_side(LEFT, complete("Short."))
    assert not view.sides[LEFT].better.isVisible()
    whole(view)
    with qtbot.waitSignal(view.voted) as voted:
        press(view.sides[RIGHT], "This one is better")
    assert told(voted) == [RIGHT]
    assert view.sides[RIGHT].accessibleName().endswith("which you found better")
    assert not view.sides[LEFT].better.isVisible()
    view.show_vote(vote(7))
    with qtbot.waitSignal(view.vote_undone) as undone:
        press(view, "Take the vote back")
    assert told(undone) == [7]
    with qtbot.waitSignal(view.voted) as voted:
        QTest.keyClick(view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert told(voted) == [None]
    with qtbot.assertNotEmitted(view.voted):
        QTest.keyClick(view, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    view.forget_vote()
    assert view.sides[LEFT].better.isVisible()


@pytest.mark.parametrize("other", ["Short.", ""])
def test_there_is_no_vote_on_answers_that_say_the_same_or_nothing(view: Comparison, other: str) -> None:
    view.blind.setChecked(True)
    whole(view, right=other)
    assert "better" not in visible_words(view)
    assert "Answer A" not in visible_words(view)


@pytest.mark.parametrize("shuffled", [False, True])
def test_a_blind_comparison_names_its_sets_after_the_vote(
    view: Comparison, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, shuffled: bool
) -> None:
    monkeypatch.setattr("app.ui.compare.getrandbits", lambda _: shuffled)
    view.blind.setChecked(True)
    request = run_with_keys(view, qtbot)
    assert (request.left, request.right) == (((CAPITALS,), ()) if shuffled else ((), (CAPITALS,)))
    whole(view)
    hidden = visible_words(view)
    assert "Answer A" in hidden
    assert "Capitals" not in hidden
    assert "tok/s" not in hidden
    assert view.sides[LEFT].accessibleName() == "Answer A"
    QTest.keyClick(view, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    shown = visible_words(view)
    assert "Answer A" not in shown
    assert ("With" in visible_words(view.sides[LEFT]).splitlines()) is shuffled


def vote(number: int) -> Vote:
    return Vote(number, 1, None, None, "Say it", "Short.", "A longer one.", ReplyMetadata(), ReplyMetadata(), -1, 0.0)


def test_failures_stand_where_the_answer_would(view: Comparison) -> None:
    view.show_side(RIGHT, SideStatus(SideState.FAILED, metadata=ReplyMetadata(error="It was made for another model.")))
    assert "It was made for another model." in visible_words(view.sides[RIGHT])
    assert not view.sides[RIGHT].keep.isVisible()
    view.show_side(
        LEFT, SideStatus(SideState.STOPPED, text="Half", metadata=ReplyMetadata(error="The engine crashed."))
    )
    assert "The engine crashed." in visible_words(view.sides[LEFT])
    assert view.sides[LEFT].keep.isVisible()
    for text, said in (("Half", "What had come is here."), ("", "Stopped before anything came.")):
        view.show_side(LEFT, SideStatus(SideState.STOPPED, text=text))
        assert said in visible_words(view.sides[LEFT])
    view.show_side(LEFT, SideStatus(SideState.COMPLETE, text="Half", metadata=written("length")))
    assert "Cut off" in visible_words(view.sides[LEFT])
    view.show_problem(Problem("The model is still being loaded", "Run it again."))
    assert "Run it again." in visible_words(view)


def test_each_set_can_be_changed_in_the_view(view: Comparison, qtbot: QtBot) -> None:
    left, right = view.sides[LEFT].set_editor, view.sides[RIGHT].set_editor
    QTest.mouseClick(left.add, Qt.MouseButton.LeftButton)
    menu = left.findChild(QMenu)
    assert menu is not None
    names = [action.text() for action in menu.actions()]
    assert "Bullets" in names
    assert "Legal French" not in names
    assert "Letters" not in names
    menu.actions()[names.index("Bullets")].trigger()
    menu.close()
    assert left.choices == (AdapterChoice("bullets", 1.0, name="Bullets"),)
    assert "With" in visible_words(view.sides[LEFT])
    box = right.findChild(QWidget, "setScale")
    assert box is not None
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert right.choices == (replace(CAPITALS, scale=0.85),)
    assert view.sides[RIGHT].accessibleName() == "Answer with Capitals × 0.85"
    close = next(b for b in right.findChildren(QAbstractButton) if b.accessibleName() == "Take out Capitals")
    QTest.keyClick(close, Qt.Key.Key_Space)
    assert right.choices == ()
    assert right.add.hasFocus()
    assert run_with_keys(view, qtbot).left == (AdapterChoice("bullets", 1.0, name="Bullets"),)


def test_an_answer_keeps_the_names_of_what_wrote_it(view: Comparison) -> None:
    view.show_side(
        RIGHT, SideStatus(SideState.COMPLETE, text="LOUD", metadata=replace(written(), adapters=(CAPITALS,)))
    )
    view.set_model(replace(ready_model(), name="Other"))
    assert "SmolLM2 135M" in visible_words(view.sides[RIGHT])
    assert "Other" in visible_words(view.sides[LEFT])
    assert "Written" not in visible_words(view.sides[RIGHT])
    view.sides[RIGHT].set_editor.set_choices([replace(CAPITALS, scale=0.5)])
    assert "Written with Capitals × 0.8 · 83 tok/s" in visible_words(view.sides[RIGHT])
    view.show_side(RIGHT, SideStatus(SideState.WAITING))
    assert "Other" in visible_words(view.sides[RIGHT])


def test_every_control_has_a_name_and_tab_reaches_it(view: Comparison) -> None:
    view.show_side(LEFT, complete("Yes."))
    view.show_side(RIGHT, complete("No."))
    reachable = {
        widget
        for widget in view.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled()
        and not isinstance(widget.parentWidget(), QAbstractButton) and widget.focusProxy() is None
        and widget.objectName() != "qt_spinbox_lineedit"
    }  # fmt: skip
    for widget in reachable:
        assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name), widget
    view.prompt.setFocus()
    seen: set[QWidget | None] = set()
    for _ in range(len(reachable) + 4):
        QTest.keyClick(QApplication.focusWidget() or view, Qt.Key.Key_Tab)
        seen.add(QApplication.focusWidget())
    assert reachable <= seen


@pytest.mark.parametrize("size", [14, 28])
@pytest.mark.parametrize("width", [560, 900])
def test_nothing_is_wider_than_the_view(view: Comparison, theme: Theme, width: int, size: int) -> None:
    theme.apply("dark", size)
    long = AdapterChoice("x", -0.25, name="A name that goes on and on, further than any chip can show it")
    view.show_start(ComparisonStart("x", path=tuple(rich_messages())), (long,), (CAPITALS, long))
    view.show_side(LEFT, complete("word " * 200))
    failed = ReplyMetadata("x" * 400, error="x" * 400)
    view.show_side(RIGHT, SideStatus(SideState.FAILED, text="x" * 3000, metadata=failed))
    view.resize(width, 640)
    QApplication.processEvents()
    assert view.width() == width
    left, right = (view.sides[side].mapTo(view, QPoint(0, 0)) for side in Side)
    assert (left.y() == right.y()) == (width >= 760)
    for widget in view.findChildren(QWidget):
        if widget.isVisible() and widget.window() is view:
            assert widget.mapTo(view, QPoint(widget.width(), 0)).x() <= width, widget


# The engine behind it


class Recorded(EngineClient):
    """A client that remembers what it was asked to send."""

    def send(self, request: Request) -> None:
        self.sent.append(request)
        super().send(request)

    sent: list[Request]


class Compared:
    """A CompareController with a scripted engine, and all that it told."""

    def __init__(self, qtbot: QtBot, folder: Path, worker: ThreadPoolExecutor, **fields: object) -> None:
        self._qtbot = qtbot
        self.folder = folder
        self.shelf: dict[str, ShelfAdapter] = {}
        self.client = Recorded(engine_command(folder / "states"))
        self.client.sent = []
        path = script(folder / "model.json", **({"reply": "Plain.", "replies_by_adapters": {"Loud": "LOUD!"}} | fields))
        settings = Settings(model=str(path))
        files = ModelFiles(folder)
        self.model = ModelController(self.client, files, worker, Courier(self.client), settings, self.client)
        self.second = SecondEngine(engine_command(), self.client)
        self.controller = CompareController(self.client, self.model, self.shelf.get, settings, self.second, self.client)
        self.statuses: dict[Side, list[SideStatus]] = {LEFT: [], RIGHT: []}
        self.texts: dict[Side, str] = {LEFT: "", RIGHT: ""}
        self.running: list[bool] = []
        self.problems: list[Problem] = []
        self.kept: list[KeptAnswer] = []
        self.controller.side_changed.connect(lambda side, status: self.statuses[side].append(status))
        self.controller.text_came.connect(self._text)
        self.controller.running_changed.connect(self.running.append)
        self.controller.problem.connect(self.problems.append)
        self.controller.kept.connect(self.kept.append)

    def _text(self, side: Side, text: str) -> None:
        self.texts[side] += text

    def add_adapter(self, key: str, **fields: object) -> None:
        path = self.folder / f"{key}.json"
        path.write_text(json.dumps({"scripted_adapter": {"name": key.capitalize()} | fields}))
        self.shelf[key] = ShelfAdapter(replace(entry(key, key.capitalize()), path=path))

    def start(self) -> Compared:
        self.model.start()
        self._qtbot.waitUntil(lambda: self.model.is_ready, timeout=30_000)
        return self

    def run(self, **fields: Any) -> ComparisonRequest:
        values: dict[str, Any] = {"start": ComparisonStart("Say it"), "prompt": "Say it", "left": (), "right": (LOUD,)}
        request = ComparisonRequest(**(values | fields))
        self.controller.run(request)
        return request

    def wait_over(self) -> None:
        self._qtbot.waitUntil(lambda: bool(self.running) and not self.running[-1], timeout=30_000)

    def wait_state(self, side: Side, state: SideState) -> None:
        self._qtbot.waitUntil(lambda: bool(self.statuses[side]) and self.last(side).state is state, timeout=30_000)

    def last(self, side: Side) -> SideStatus:
        return self.statuses[side][-1]

    def asked(self) -> list[Generate]:
        return [request for request in self.client.sent if isinstance(request, Generate)]


Compare = Callable[..., Compared]


@pytest.fixture
def compare(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Compare]:
    monkeypatch.setenv("HOMESPUN_SCRIPTED_BACKEND", "1")
    made: list[Compared] = []
    with ThreadPoolExecutor(1) as worker:

        def make(**fields: object) -> Compared:
            compared = Compared(qtbot, tmp_path, worker, **fields)
            compared.add_adapter("loud")
            made.append(compared)
            return compared.start()

        yield make
        for compared in made:
            with qtbot.waitSignal(compared.second.closed, timeout=15_000):
                compared.controller.close()
            compared.model.close()
            if compared.client.is_running:
                with qtbot.waitSignal(compared.client.stopped, timeout=15_000):
                    compared.client.shutdown()
            compared.client.deleteLater()


def states(compared: Compared, side: Side) -> list[SideState]:
    """In their order, each once."""
    found = [status.state for status in compared.statuses[side]]
    return [state for number, state in enumerate(found) if number == 0 or state is not found[number - 1]]


def test_each_side_is_written_by_its_own_set_left_first(compare: Compare) -> None:
    compared = compare()
    compared.run()
    assert compared.last(RIGHT).state is SideState.WAITING
    compared.wait_over()
    assert (compared.last(LEFT).text, compared.last(RIGHT).text) == ("Plain.", "LOUD!")
    assert compared.texts == {LEFT: "Plain.", RIGHT: "LOUD!"}
    assert states(compared, RIGHT) == [SideState.WAITING, SideState.READING, SideState.WRITING, SideState.COMPLETE]
    left, right = compared.asked()
    assert (left.adapters, right.adapters) == ((), (AdapterUse(str(compared.shelf["loud"].entry.path), 0.8),))
    metadata = compared.last(RIGHT).metadata
    assert metadata.adapters == (LOUD,)
    assert (metadata.model, metadata.finish_reason) == ("model.json", "stop")
    assert metadata.timings is not None
    assert metadata.usage is not None
    assert metadata.sampling == right.sampling
    assert compared.running == [True, False]


def test_the_set_of_the_conversation_is_in_force_again_with_its_next_reply(compare: Compare, qtbot: QtBot) -> None:
    compared = compare()
    compared.run()
    compared.wait_over()
    finished: list[object] = []
    compared.client.received.connect(finished.append)
    compared.client.send(Generate(compared.client.next_id(), (Message(Role.USER, "Go on"),), adapters=()))
    qtbot.waitUntil(lambda: bool(finished) and getattr(finished[-1], "text", "") == "Plain.")
    assert compared.texts == {LEFT: "Plain.", RIGHT: "LOUD!"}


def test_the_same_seed_on_both_sides_or_none(compare: Compare) -> None:
    compared = compare()
    compared.run()
    compared.wait_over()
    left, right = (request.sampling.seed for request in compared.asked())
    assert left is not None
    assert left == right
    compared.run(same_seed=False)
    compared.wait_over()
    assert [request.sampling.seed for request in compared.asked()[2:]] == [None, None]
    own = replace(conversation("A"), settings=ConversationSettings(sampling=SamplingOptions(temperature=0.0, seed=7)))
    compared.run(start=ComparisonStart("x", own))
    compared.wait_over()
    assert {(request.sampling.temperature, request.sampling.seed) for request in compared.asked()[4:]} == {(0.0, 7)}


def test_the_conversation_is_read_or_left_out(compare: Compare) -> None:
    compared = compare()
    path = tuple(rich_messages()[:2])
    start = ComparisonStart("And?", conversation("A"), path, system_message="Be brief.")
    compared.run(start=start, prompt="And now?")
    compared.wait_over()
    request = compared.asked()[0]
    assert [one.role for one in request.messages] == [Role.SYSTEM, Role.USER, Role.ASSISTANT, Role.USER]
    assert request.messages[-1].content == "And now?"
    assert start.conversation is not None
    assert request.conversation == start.conversation.key
    compared.run(start=start, prompt="And now?", with_context=False)
    compared.wait_over()
    request = compared.asked()[2]
    assert [one.content for one in request.messages] == ["Be brief.", "And now?"]
    assert request.conversation == ""


def test_both_answers_are_held_to_the_schema_of_the_conversation(compare: Compare, store: Store) -> None:
    compared = compare()
    compared.run(start=ComparisonStart("Say it", json_schema=LIST))
    compared.wait_over()
    assert [request.json_schema for request in compared.asked()] == [LIST, LIST]
    assert compared.last(LEFT).metadata.structure is Structure.DEMANDED
    start = ComparisonStart("Say it", json_schema=LIST)
    for text, structure in (('["a"]', Structure.KEPT), ("a", Structure.BROKEN)):
        kept = replace(answer(start, "Say it"), text=text)
        made = keep_answer(store, kept, store.profiles()[0].id)
        assert store.messages(made.id)[-1].metadata.structure is structure


def test_a_side_whose_adapters_cannot_be_used_fails_alone(compare: Compare) -> None:
    compared = compare()
    compared.shelf["loud"] = replace(compared.shelf["loud"], misfit="Loud was made for Qwen3 4B.")
    compared.run()
    compared.wait_over()
    assert compared.last(LEFT).text == "Plain."
    assert compared.last(RIGHT).state is SideState.FAILED
    assert compared.last(RIGHT).metadata.error == "Loud was made for Qwen3 4B."
    compared.run(left=(replace(LOUD, key="gone", name="Gone"),), right=())
    compared.wait_over()
    assert "Gone is no longer on the shelf" in compared.last(LEFT).metadata.error
    assert compared.last(RIGHT).text == "Plain."
    compared.run(left=(LOUD,), right=(LOUD,))
    assert compared.running[-2:] == [False, False]


def test_what_the_engine_refuses_fails_alone_too(compare: Compare) -> None:
    compared = compare()
    compared.add_adapter("void", effect="none")
    compared.run(left=(AdapterChoice("void", name="Void"),), right=(LOUD,))
    compared.wait_over()
    assert compared.last(LEFT).state is SideState.FAILED
    assert compared.last(LEFT).metadata.error
    assert compared.last(RIGHT).text == "LOUD!"


def test_stop_keeps_what_had_come_of_both(compare: Compare) -> None:
    compared = compare(reply="A long answer. " * 200, token_delay=0.005)
    compared.run(right=())
    compared.wait_state(LEFT, SideState.WRITING)
    compared.controller.stop()
    assert compared.last(LEFT).state is SideState.STOPPING
    compared.wait_over()
    assert compared.last(LEFT).state is SideState.STOPPED
    assert compared.last(LEFT).text
    assert ("A long answer. " * 200).startswith(compared.last(LEFT).text)
    assert compared.last(RIGHT).state is SideState.STOPPED
    assert compared.last(RIGHT).text == ""


def test_closing_while_it_runs_frees_the_engine_and_tells_nothing_more(compare: Compare, qtbot: QtBot) -> None:
    compared = compare(reply=["A long answer. " * 2000, "Next."], token_delay=0.005)
    compared.run(right=())
    compared.wait_state(LEFT, SideState.WRITING)
    compared.controller.close()
    before = len(compared.statuses[LEFT])
    compared.run(left=(), right=(), prompt="Again")
    compared.wait_over()
    assert compared.last(LEFT).text == "Next."
    assert compared.statuses[LEFT][before].state is SideState.WAITING


def test_an_engine_that_dies_ends_both_and_the_next_run_works(compare: Compare, qtbot: QtBot) -> None:
    compared = compare(reply=["A long answer. " * 200], token_delay=0.005)
    compared.run(right=())
    compared.wait_state(LEFT, SideState.WRITING)
    assert compared.client.pid is not None
    os.kill(compared.client.pid, signal.SIGKILL)
    compared.wait_over()
    assert compared.last(LEFT).state is SideState.STOPPED
    assert compared.last(LEFT).text
    assert "run the comparison once more" in compared.last(LEFT).metadata.error
    assert compared.last(LEFT).metadata.finish_reason == "interrupted"
    assert compared.last(RIGHT).state is SideState.FAILED
    assert "before its turn came" in compared.last(RIGHT).metadata.error
    qtbot.waitUntil(lambda: compared.model.is_ready, timeout=30_000)
    compared.controller.stop()
    compared.run(right=(), prompt="Again")
    compared.wait_state(LEFT, SideState.WRITING)


def test_another_model_ends_the_comparison(compare: Compare, tmp_path: Path) -> None:
    compared = compare(reply="A long answer. " * 2000, token_delay=0.005)
    compared.run(right=())
    compared.wait_state(LEFT, SideState.WRITING)
    compared.model.choose(str(script(tmp_path / "other.json", reply="Other.")))
    compared.wait_over()
    assert {compared.last(side).state for side in Side} == {SideState.STOPPED}
    assert compared.last(LEFT).metadata.error == "Stopped: other.json is loaded instead."


def test_without_a_model_it_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as worker:
        compared = Compared(qtbot, tmp_path, worker)
        compared.run()
    assert compared.problems[0].title == "There is no model to answer"
    assert compared.running == []


def test_a_second_run_waits_for_the_first(compare: Compare) -> None:
    compared = compare(reply="A long answer. " * 20, token_delay=0.002)
    compared.run(right=())
    compared.run(right=())
    assert len(compared.asked()) == 2


def test_the_view_and_the_engine_together(compare: Compare, theme: Theme, qtbot: QtBot) -> None:
    compared = compare()
    controller = compared.controller
    view = Comparison(theme)
    view.set_model(compared.model.status)
    view.show_adapters(list(compared.shelf.values()))
    view.show_start(ComparisonStart("Say it"), (), (LOUD,))
    view.run_requested.connect(controller.run)
    view.keep_requested.connect(controller.keep)
    controller.side_changed.connect(view.show_side)
    controller.text_came.connect(view.append_text)
    controller.running_changed.connect(view.set_running)
    view.show()
    QTest.keyClick(view.prompt, Qt.Key.Key_Return)
    compared.wait_over()
    assert (view.sides[LEFT].text, view.sides[RIGHT].text) == ("Plain.", "LOUD!")
    assert "They differ from the first word on." in visible_words(view)
    press(view.sides[RIGHT], "Use this answer")
    [kept] = compared.kept
    assert (kept.prompt, kept.text, kept.state) == ("Say it", "LOUD!", MessageState.COMPLETE)
    assert kept.metadata.adapters == (LOUD,)
    view.deleteLater()


# Another model, other settings


def test_another_model_answers_in_an_engine_of_its_own_after_the_loaded_one(compare: Compare) -> None:
    compared = compare()
    other = script(compared.folder / "other.json", reply="Otherwise.", load_delay=0.1)
    way = Way(str(other), "Other")
    compared.run(left=(LOUD,), left_way=way, right=())
    compared.wait_over()
    assert (compared.last(LEFT).text, compared.last(RIGHT).text) == ("Otherwise.", "Plain.")
    assert states(compared, LEFT)[:3] == [SideState.WAITING, SideState.LOADING, SideState.WAITING]
    assert (compared.last(LEFT).metadata.model, compared.last(LEFT).metadata.adapters) == ("Other", ())
    assert compared.last(RIGHT).metadata.model == "model.json"
    assert len(compared.asked()) == 1
    engine = compared.second.client.pid
    compared.run(left_way=way, right_way=way)
    compared.wait_over()
    assert (compared.last(LEFT).text, compared.last(RIGHT).text) == ("Otherwise.", "Otherwise.")
    assert compared.second.client.pid == engine
    third = script(compared.folder / "third.json", reply="Thirdly.")
    compared.run(left_way=way, right_way=Way(str(third), "Third"))
    compared.wait_over()
    assert (compared.last(LEFT).text, compared.last(RIGHT).text) == ("Otherwise.", "Thirdly.")


def test_another_model_that_cannot_be_loaded_or_dies_fails_alone(compare: Compare) -> None:
    compared = compare()
    large = script(compared.folder / "large.json", fail_at_load="out_of_memory")
    compared.run(right_way=Way(str(large), "Large"))
    compared.wait_over()
    assert compared.last(LEFT).text == "Plain."
    assert compared.last(RIGHT).state is SideState.FAILED
    assert compared.last(RIGHT).metadata.error == "The script says that loading fails."
    ill = script(compared.folder / "ill.json", reply="Never.", crash="KILL")
    compared.run(right_way=Way(str(ill), "Ill"))
    compared.wait_over()
    assert compared.last(LEFT).text == "Plain."
    assert compared.last(RIGHT).state is SideState.FAILED
    assert "Run the comparison once more." in compared.last(RIGHT).metadata.error
    assert compared.model.is_ready
    compared.run()
    compared.wait_over()
    assert compared.last(RIGHT).text == "LOUD!"


def test_a_comparison_is_stopped_while_the_other_model_is_loaded(compare: Compare) -> None:
    compared = compare()
    slow = script(compared.folder / "slow.json", reply="Slowly.", load_delay=30)
    compared.run(right_way=Way(str(slow), "Slow"))
    compared.wait_state(RIGHT, SideState.LOADING)
    compared.controller.stop()
    compared.wait_over()
    assert compared.last(RIGHT).state is SideState.STOPPED


def test_each_side_has_its_sampling(compare: Compare) -> None:
    compared = compare()
    compared.run(left_way=Way(temperature=0.0), right_way=Way(temperature=1.5))
    compared.wait_over()
    assert [request.sampling.temperature for request in compared.asked()] == [0.0, 1.5]
    assert compared.asked()[0].sampling.seed == compared.asked()[1].sampling.seed
    own = Way(top_k=7, top_p=0.5, min_p=0.2, repeat_penalty=1.3, seed=11)
    compared.run(right_way=own)
    compared.wait_over()
    left, right = (request.sampling for request in compared.asked()[2:])
    assert right == replace(left, top_k=7, top_p=0.5, min_p=0.2, repeat_penalty=1.3, seed=11)
    assert compared.last(RIGHT).metadata.sampling == right


def test_the_sampling_of_a_side_is_folded_away_and_named(view: Comparison, qtbot: QtBot) -> None:
    side = view.sides[LEFT]
    editor = side.way_editor
    assert not editor.boxes["top_p"].isVisible()
    QTest.mouseClick(editor.more, Qt.MouseButton.LeftButton)
    assert editor.boxes["top_p"].isVisible()
    editor.boxes["top_p"].setValue(0.9)  # pyright: ignore[reportArgumentType]  # it takes fractions
    editor.boxes["top_k"].setValue(0)
    assert editor.more.text() == "Sampling: 2 changed"
    assert side.accessibleName() == "Answer without adapters, top k 0, top p 0.9"
    assert run_with_keys(view, qtbot).left_way == Way(top_k=0, top_p=0.9)
    editor.set_way(Way())
    assert editor.more.text() == "Sampling"
    assert editor.way == Way()


def test_the_view_asks_for_another_model_and_hides_which_is_which(
    view: Comparison, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = ready_model().path
    other = ModelChoice("Qwen3 4B & friends", "/models/qwen3.gguf", "Q8_0 · 4.3 GB")
    view.set_models([ModelChoice("Loaded", loaded, ""), other])
    left, right = view.sides[LEFT], view.sides[RIGHT]
    assert [left.way_editor.model.itemText(row) for row in range(left.way_editor.model.count())] == [
        "The loaded model",
        "Qwen3 4B & friends · Q8_0",
    ]
    right.way_editor.model.setFocus()
    QTest.keyClick(right.way_editor.model, Qt.Key.Key_Down)
    assert not right.set_editor.isVisible()
    assert right.accessibleName() == "Answer of Qwen3 4B & friends"
    left.way_editor.temperature.setValue(0.5)
    assert left.accessibleName() == "Answer without adapters, temperature 0.5"
    request = run_with_keys(view, qtbot)
    assert request.left_way == Way(temperature=0.5)
    assert request.right_way == Way("/models/qwen3.gguf", "Qwen3 4B & friends")
    assert request.right == ()
    monkeypatch.setattr("app.ui.compare.getrandbits", lambda _: 1)
    view.blind.setChecked(True)
    request = run_with_keys(view, qtbot)
    assert (request.left_way.name, request.right_way.temperature) == ("Qwen3 4B & friends", 0.5)
    assert not left.way_editor.isVisible()
    assert "Qwen3" not in visible_words(view)


# Into the conversation


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(tmp_path / "conversations.sqlite3", tmp_path / "backups")
    yield store
    store.close()


LIST = '{"type": "array", "items": {"type": "string"}}'


def answer(start: ComparisonStart, prompt: str) -> KeptAnswer:
    return KeptAnswer(start, prompt, "LOUD!", MessageState.COMPLETE, ReplyMetadata("model", "stop", adapters=(LOUD,)))


def test_an_answer_to_a_sent_message_goes_beside_the_reply_that_is_there(store: Store) -> None:
    made = store.create_conversation(store.profiles()[0].id, "A")
    asked = store.append_message(made.id, None, Role.USER, "Say it")
    store.append_message(made.id, asked.id, Role.ASSISTANT, "Plain.")
    start = start_of(store.conversation(made.id), store.messages(made.id), "", NO_DRAFT)
    changed = keep_answer(store, answer(start, "Say it"), made.profile_id)
    shown = store.messages(changed.id)
    assert [(one.role, one.content) for one in shown] == [(Role.USER, "Say it"), (Role.ASSISTANT, "LOUD!")]
    assert shown[0].id == asked.id
    assert shown[1].metadata.adapters == (LOUD,)


def test_an_answer_to_a_changed_prompt_brings_the_prompt_with_it(store: Store) -> None:
    made = store.create_conversation(store.profiles()[0].id, "A")
    first = store.append_message(made.id, None, Role.USER, "Hello")
    reply = store.append_message(made.id, first.id, Role.ASSISTANT, "Hi.")
    asked = store.append_message(made.id, reply.id, Role.USER, "Say it")
    store.append_message(made.id, asked.id, Role.ASSISTANT, "Plain.")
    start = start_of(made, store.messages(made.id), "", NO_DRAFT)
    changed = keep_answer(store, answer(start, "Say it loudly"), made.profile_id)
    assert [one.content for one in store.messages(changed.id)] == ["Hello", "Hi.", "Say it loudly", "LOUD!"]


def test_an_answer_without_a_conversation_makes_one(store: Store) -> None:
    settings = ConversationSettings(adapters=(LOUD,))
    made = keep_answer(store, answer(ComparisonStart("Say it"), "Say it"), store.profiles()[0].id, settings)
    assert made.title == "Say it"
    assert made.settings.adapters == (LOUD,)
    assert [one.content for one in store.messages(made.id)] == ["Say it", "LOUD!"]
