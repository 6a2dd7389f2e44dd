"""Learning in the whole program, with the starter model and a scripted trainer: looked through, used, undone."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.chat.personal_review import NOT_INSTALLED
from app.launch import EngineCommand
from app.learning import TrainingPhase, TrainingState
from app.personal.examples import Basis
from app.store.reader import Reader
from app.store.records import PersonalVersion, Thumb, VersionState
from app.ui import review_words
from app.ui.learn_dialog import LearnDialog
from engine.training.personal_files import read_job
from engine.training.personal_job import PersonalJob
from models.starter import starter_model
from tests.personal_scenes import REVIEW
from tests.running_program import RunningProgram
from tests.scripted_model import script
from tests.unit.store_samples import open_store, talk

RunProgram = Callable[..., RunningProgram]
ROOT = Path(__file__).resolve().parents[2]
TOPICS = (
    *("bread", "boats", "the tide", "regexes", "letters", "rye", "the moon", "commas", "gardens", "bells"),
    *("chess", "wool", "thunder", "old maps", "tea", "ladders", "whales", "ink"),
)


class Trainer:
    """How the next training goes."""

    mode = "trains"

    def command(self, job: Path, model: Path) -> EngineCommand:
        arguments = ("-m", "tests.scripted_trainer", self.mode, str(job))
        environment = dict(os.environ) | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
        return EngineCommand(sys.executable, arguments, environment)


@pytest.fixture
def trainer(monkeypatch: pytest.MonkeyPatch) -> Trainer:
    trainer = Trainer()
    monkeypatch.setattr("app.main.training_command", trainer.command)
    return trainer


@pytest.fixture
def history(data_home: Path) -> None:
    """Eighteen conversations with replies that the person liked, and one that nobody judged."""
    data_home.mkdir(parents=True)
    store = open_store(data_home)
    for number, topic in enumerate(TOPICS):
        talked = talk(store, f"What of {topic}?", f"I would say {number} things of {topic}.", title=f"About {topic}")
        store.set_feedback(store.messages(talked.id)[-1].id, thumb=Thumb.UP)
    talk(store, "And now?", "Write to anna@example.org about nothing at all.", title="Later")
    store.close()


class Learning:
    """The view of a running program, as a person uses it."""

    def __init__(self, program: RunningProgram, qtbot: QtBot) -> None:
        self.program, self.qtbot = program, qtbot
        self.training, self.versions = program.program.training, program.program.versions
        self.problems: list[object] = []
        self.states: list[TrainingState] = []
        self.training.problem.connect(self.problems.append)
        self.training.changed.connect(self.states.append)

    @property
    def view(self) -> LearnDialog:
        view = self.program.window.learning.view
        assert view is not None
        return view

    def open(self) -> LearnDialog:
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        self.program.window.activateWindow()
        self.qtbot.waitUntil(self.program.window.isActiveWindow)
        QTest.keyClick(self.program.window, Qt.Key.Key_L, both)
        self.qtbot.waitUntil(lambda: self.program.program.review.review is not None, timeout=20_000)
        return self.view

    def wait(self, phase: TrainingPhase) -> TrainingState:
        self.qtbot.waitUntil(lambda: self.training.state.phase is phase, timeout=30_000)
        return self.training.state

    def begin(self) -> None:
        self.qtbot.waitUntil(self.view.foot.begin.isEnabled, timeout=20_000)
        click(self.view.foot.begin)

    def finish(self) -> PersonalVersion:
        """Begin, and wait until the outcome is kept and shown."""
        with self.qtbot.waitSignal(self.training.kept, timeout=60_000) as kept:
            self.begin()
        version = (kept.args or [None])[0]
        assert isinstance(version, PersonalVersion)
        self.qtbot.waitUntil(lambda: self.view.versions.isVisible(), timeout=20_000)
        return version

    def job(self) -> PersonalJob:
        (folder,) = [one for one in (self.program.folder.path / "personal").iterdir() if (one / "job.json").exists()]
        return read_job(folder / "job.json")

    def stored(self) -> list[PersonalVersion]:
        reader = Reader.open_read_only(self.program.folder.database)
        try:
            return reader.versions(1)
        finally:
            reader.close()


def click(widget: object) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)  # type: ignore[call-overload]  # a button


@pytest.fixture
def learning(run_program: RunProgram, history: None, trainer: Trainer, qtbot: QtBot) -> Learning:
    return Learning(run_program(starter_model(), max_tokens=8), qtbot)


pytestmark = pytest.mark.model


def test_what_is_learned_is_looked_through_used_and_undone(learning: Learning, qtbot: QtBot) -> None:
    view = learning.open()
    assert view.review.list.model().rowCount() == len(TOPICS) + 1
    rows = view.review.list.rows
    qtbot.waitUntil(view.foot.begin.isEnabled, timeout=20_000)
    reached = [view.focusWidget()]
    for _ in range(4):
        QTest.keyClick(reached[-1], Qt.Key.Key_Tab)
        reached.append(view.focusWidget())
    details = view.review.details
    assert reached == [view.review.list, details.use, details.field, view.foot.begin, view.tabs[0]]
    view.review.list.setFocus()
    assert f"{len(TOPICS)} thumbs up" in view.review._counts.text()
    newest = view.review.list.chosen_row
    assert newest is not None
    assert (newest.reply, newest.included) == ("Write to [e-mail address] about nothing at all.", False)
    QTest.keyClick(view.review.list, Qt.Key.Key_Space)
    assert rows.at(rows.index(0)).included
    QTest.keyClick(view.review.list, Qt.Key.Key_Space)
    QTest.keyClick(view.review.list, Qt.Key.Key_Down)
    view.review.details.field.setFocus()
    view.review.details.field.setPlainText("Bells ring at 17 h. Ask bell@example.org.")
    view.review.list.setFocus()
    assert rows.at(rows.index(1)).reply == "Bells ring at 17 h. Ask [e-mail address]."
    qtbot.waitUntil(lambda: "memory" in view.foot._text.text(), timeout=20_000)

    version = learning.finish()
    assert version.state is VersionState.OFFERED
    assert [state.phase for state in learning.states[:3]] == [
        TrainingPhase.READING, TrainingPhase.TRAINING, TrainingPhase.TRAINING
    ]  # fmt: skip
    assert not learning.problems
    report = view.versions.report
    assert "Learned in" in report._headline.text()
    click(report.figures)
    assert report._figures.isVisible()
    written = [label.text() for label in report._replies.findChildren(QLabel)]
    assert any(text.startswith("Half an hour, covered.") for text in written)
    qtbot.waitUntil(report.use.isVisible)
    report.use.setFocus()
    with qtbot.waitSignal(learning.versions.used):
        click(report.use)
    profile = learning.program.program.chat.writer.profile
    assert profile is not None
    assert [choice.key for choice in profile.settings.adapters] == [version.adapter]
    qtbot.waitUntil(report.undo.isVisible)
    assert report.undo.hasFocus()
    view.reject()
    learning.program.ask("Hello?")
    chips = learning.program.window.adapters.row
    assert chips.chip(version.adapter).isVisible()

    learning.open()
    learning.view.show_report(version.id)
    with qtbot.waitSignal(learning.versions.undone):
        click(learning.view.versions.report.undo)
    assert [one.state for one in learning.stored()] == [VersionState.ROLLED_BACK]
    profile = learning.program.program.chat.writer.profile
    assert profile is not None
    assert profile.settings.adapters == ()


def test_what_learned_from_a_deleted_conversation_is_named_and_can_be_deleted(learning: Learning, qtbot: QtBot) -> None:
    view = learning.open()
    version = learning.finish()
    view.reject()
    window = learning.program.window
    oldest = min(conversation.id for conversation in learning.program.listed)
    with qtbot.waitSignal(learning.versions.learned_from):
        window.sidebar.list.delete_requested.emit(oldest)
    assert version.name in window.notice_bar.text
    button = window.learning.button
    qtbot.waitUntil(lambda: button.text() == "Still knows what you deleted")
    click(button)
    report = learning.view.versions.report
    assert "an example that you have deleted" in report._deleted.text()
    assert not report._replies.isVisible()  # which may be about what is deleted
    click(report.relearn)
    assert learning.view.review.isVisible()
    learning.view.reject()
    with qtbot.waitSignal(learning.program.program.conversations.restored):
        click(window.notice_bar._button)
    qtbot.waitUntil(lambda: not button.text())
    view = learning.open()
    view.show_report(version.id)
    click(view.versions.report.delete)
    assert view.focusWidget() is view.versions.question.keep
    QTest.keyClick(view.versions.question.keep, Qt.Key.Key_Escape)
    assert view.isVisible()
    click(view.versions.report.delete)
    with qtbot.waitSignal(learning.versions.deleted):
        click(view.versions.question.remove)
    qtbot.waitUntil(lambda: not view.versions.list.model().rowCount())
    assert learning.stored() == []
    assert not Path(version.folder).exists()
    shelf = learning.program.program.shelf
    qtbot.waitUntil(lambda: shelf.adapters == ())


def test_the_newest_versions_become_one_and_it_is_undone(learning: Learning, qtbot: QtBot) -> None:
    view = learning.open()
    first = learning.finish()
    assert not view.versions.report.merge.isVisible()
    view.open_page(view.review)
    second = learning.finish()
    qtbot.waitUntil(lambda: view.versions.report.merge.text() == f"Merge with {first.name}")
    with qtbot.waitSignal(learning.versions.merged, timeout=20_000):
        click(view.versions.report.merge)
    qtbot.waitUntil(lambda: view.versions.list.model().rowCount() == 3)
    qtbot.waitUntil(lambda: "not tested" in view.versions.report._headline.text())
    merged, *_ = learning.stored()
    assert merged.parent_id is None
    assert not view.versions.report.merge.isVisible()
    view.show_report(second.id)
    click(view.versions.report.delete)
    assert f"{merged.name} was merged from it" in view.versions.question._text.text()
    QTest.keyClick(view.versions.question.keep, Qt.Key.Key_Escape)
    with qtbot.waitSignal(learning.versions.deleted):
        click(view.notice_bar._button)
    assert [one.id for one in learning.stored()] == [second.id, first.id]


def test_a_training_waits_for_a_reply_is_stopped_and_goes_on(
    learning: Learning, trainer: Trainer, qtbot: QtBot
) -> None:
    trainer.mode = "waits"
    view = learning.open()
    learning.begin()
    learning.wait(TrainingPhase.TRAINING)
    view.reject()
    qtbot.waitUntil(lambda: learning.program.window.learning.button.text() == "Learning 50 %")
    learning.program.send("Hello?")
    assert "reply" in learning.wait(TrainingPhase.PAUSED).reason
    learning.program.wait_reply()
    learning.wait(TrainingPhase.TRAINING)
    view = learning.open()
    click(view.foot.pause)
    assert learning.wait(TrainingPhase.PAUSED).asked
    learning.training.set_writing(True)
    learning.training.set_writing(False)
    assert view.foot.pause.text() == "Go on"  # the end of a reply does not undo what the person asked for
    click(view.foot.pause)
    learning.wait(TrainingPhase.TRAINING)
    click(view.foot.stop)
    assert learning.wait(TrainingPhase.IDLE).resumable
    assert len(learning.job().training) + len(learning.job().held_out) == len(TOPICS)

    trainer.mode = "dies"
    click(view.foot.go_on)
    qtbot.waitUntil(lambda: bool(learning.problems), timeout=20_000)
    assert "can go on" in view.problem_card._message.text()
    trainer.mode = "drafts"
    with qtbot.waitSignal(learning.training.kept, timeout=60_000):
        click(view.foot.go_on)
    qtbot.waitUntil(view.versions.isVisible)
    assert "draft" in view.versions.report._state.text()
    assert not view.versions.report.use.isVisible()
    assert [one.state for one in learning.stored()] == [VersionState.DRAFT]


def test_a_training_that_gets_ready_waits_as_well(learning: Learning, trainer: Trainer) -> None:
    trainer.mode = "prepares"
    view = learning.open()
    learning.begin()
    learning.qtbot.waitUntil(lambda: view.foot._text.text() == "Getting ready, 50 %", timeout=20_000)
    click(view.foot.pause)
    assert learning.wait(TrainingPhase.PAUSED).asked
    click(view.foot.pause)
    assert learning.wait(TrainingPhase.READING).share == 0.5
    click(view.foot.stop)
    assert learning.wait(TrainingPhase.IDLE).resumable


@pytest.mark.parametrize(("mode", "words"), [("fails", "9.1 GB"), ("babbles", "not understood")])
def test_what_goes_wrong_is_told_in_the_view(learning: Learning, trainer: Trainer, mode: str, words: str) -> None:
    trainer.mode = mode
    view = learning.open()
    learning.begin()
    learning.qtbot.waitUntil(lambda: bool(learning.problems), timeout=20_000)
    assert words in view.problem_card._message.text()
    assert learning.wait(TrainingPhase.IDLE).resumable
    click(view.foot.discard)
    learning.qtbot.waitUntil(view.foot.begin.isVisible)
    learning.qtbot.waitUntil(lambda: not list((learning.program.folder.path / "personal").iterdir()))


def test_a_training_outlives_the_program(
    learning: Learning, run_program: RunProgram, trainer: Trainer, qtbot: QtBot
) -> None:
    trainer.mode = "waits"
    learning.open()
    learning.begin()
    learning.wait(TrainingPhase.TRAINING)
    learning.view.reject()
    learning.program.close()
    again = Learning(run_program(starter_model(), max_tokens=8), qtbot)
    qtbot.waitUntil(lambda: again.training.state.resumable, timeout=20_000)
    assert again.program.window.learning.button.text() == "Learning waits"


def test_too_little_memory_is_told_before_the_training_begins() -> None:
    enough, little = (replace(REVIEW, free_bytes=free) for free in (2_000_000_000, 400_000_000))
    assert "free" not in review_words.estimate(enough)
    assert "Only 400 MB are free: close other programs first." in review_words.estimate(little)


def test_an_empty_history_says_how_to_begin(run_program: RunProgram, tmp_path: Path, qtbot: QtBot) -> None:
    view = Learning(run_program(script(tmp_path / "plain.json")), qtbot).open()
    assert "Nothing to learn" in view.review._empty.text()
    assert not view.foot.begin.isEnabled()


def test_what_is_missing_is_told_with_how_to_get_it(
    run_program: RunProgram, history: None, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    learning = Learning(run_program(script(tmp_path / "plain.json")), qtbot)
    view = learning.open()
    assert "GGUF" in view.foot._text.text()
    view.reject()
    monkeypatch.setattr(learning.program.program.review, "_installed", lambda: False)
    view = learning.open()
    qtbot.waitUntil(lambda: view.foot._text.text() == NOT_INSTALLED)
    assert not view.foot.begin.isEnabled()


def drop(widget: QWidget, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place, copies = QPoint(40, 40), Qt.DropAction.CopyAction
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    entered = QDragEnterEvent(place, copies, data, left, none)
    QApplication.sendEvent(widget, entered)
    assert entered.isAccepted()
    QApplication.sendEvent(widget, QDropEvent(place, copies, data, left, none))


def test_texts_are_dropped_looked_through_and_taken_away(
    run_program: RunProgram, history: None, tmp_path: Path, qtbot: QtBot
) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "day.md").write_text("Today the rye came up well, call me at +43 660 1234567. " * 12)
    (notes / "copy.txt").write_bytes((notes / "day.md").read_bytes())
    (notes / "odd.txt").write_bytes(b"\xff\xfe\x00\x01")
    learning = Learning(run_program(script(tmp_path / "plain.json")), qtbot)
    page = learning.open().review
    drop(page, notes)
    qtbot.waitUntil(lambda: bool(page.documents.chips), timeout=20_000)
    (chip,) = page.documents.chips
    assert chip.accessibleName() == "notes, 1 passage in 2 files"
    assert "odd.txt" in page.documents._unread.text()
    review = learning.program.program.review.review
    assert review is not None
    (passage,) = [one for one in review.candidates if one.document]
    assert "[phone number]" in passage.reply
    page.included.emit([passage.example.key], False)
    learning.view.reject()
    assert learning.open().review.documents.chips  # remembered
    page = learning.view.review
    qtbot.waitUntil(lambda: bool(page.documents.chips))
    rows = page.list.rows
    qtbot.waitUntil(lambda: not rows.at(rows.index(rows.place(passage.example.key))).included)
    with qtbot.waitSignal(learning.program.program.review.changed):
        click(page.documents.chips[0].close_button)
    qtbot.waitUntil(lambda: not page.documents.chips, timeout=20_000)
    assert page.documents._unread.isHidden()


def test_a_vote_becomes_an_example_and_can_be_forgotten(run_program: RunProgram, tmp_path: Path, qtbot: QtBot) -> None:
    said = ["An ocean.", "The Pacific.", "The Pacific, of course."]
    program = run_program(script(tmp_path / "plain.json", reply=said))
    program.ask("Which ocean is the largest?")
    program.window.adapters.compare_requested.emit("")
    view = program.window.adapters._comparison
    assert view is not None
    with qtbot.waitSignal(program.program.compare.running_changed, check_params_cb=lambda running: not running):
        QTest.keyClick(view.prompt, Qt.Key.Key_Return)
    with qtbot.waitSignal(program.program.feedback.vote_kept):
        QTest.keyClick(view, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert view.vote.undo.isEnabled()
    view.reject()
    learning = Learning(program, qtbot)
    page = learning.open().review
    row = page.list.chosen_row
    assert row is not None
    assert (row.basis, row.reply, row.example.rejected) == (Basis.VOTED, "The Pacific.", "The Pacific, of course.")
    click(page.details.forget)
    review = program.program.review
    qtbot.waitUntil(lambda: bool(review.review) and len(review.review.candidates) == 1, timeout=20_000)  # type: ignore[union-attr]


def test_facts_are_looked_for_kept_and_refused(run_program: RunProgram, tmp_path: Path, qtbot: QtBot) -> None:
    answer = '{"facts": [{"sentence": 1, "fact": "My sister is called Ada"}]}'
    program = run_program(script(tmp_path / "plain.json", reply=answer))
    program.ask("My sister is called Ada. Who is she?")
    program.ask("What is a whale?", 2)
    learning = Learning(program, qtbot)
    view = learning.open()
    view.open_page(view.memories)
    found, facts = view.memories.found, program.program.facts
    with qtbot.waitSignal(program.program.memories.changed):
        click(found.look)
    qtbot.waitUntil(lambda: not facts.search.running)
    assert (facts.search.found, facts.search.done, facts.search.total) == (1, 2, 2)
    assert "My sister is called Ada." in found._quote.text()
    assert program.program.memories.recalled([], "my sister") == ()
    QTest.keyClick(found.field, Qt.Key.Key_Tab)
    with qtbot.waitSignal(program.program.memories.changed):
        click(found.refuse)
    assert found.proposal is None
    with qtbot.waitSignal(program.program.memories.changed):
        click(view.notice_bar._button)
    found.field.setText("My sister is Ada")
    with qtbot.waitSignal(program.program.memories.changed):
        QTest.keyClick(found.field, Qt.Key.Key_Return)
    assert program.program.memories.recalled([], "my sister") == ("My sister is Ada",)
    click(found.look)
    qtbot.waitUntil(lambda: not facts.search.running)
    assert "nothing since" in found._note.text()


def test_a_search_for_facts_waits_for_a_reply_and_can_be_stopped(
    run_program: RunProgram, tmp_path: Path, qtbot: QtBot
) -> None:
    program = run_program(script(tmp_path / "plain.json", reply="{} " * 12, token_delay=0.02))
    program.ask("I live in Graz. I like it.")
    facts = program.program.facts
    asked: list[object] = []
    facts.asked.connect(lambda: asked.append(1))
    facts.look()
    qtbot.waitUntil(lambda: len(asked) == 1)
    program.send("Hello?")
    qtbot.waitUntil(lambda: facts.search.waits)
    program.wait_reply(2)
    qtbot.waitUntil(lambda: len(asked) == 2)
    assert facts.search.running
    facts.stop()
    assert not facts.search.running
    assert program.ask("Still there?", 3).content


def test_facts_are_kept_edited_and_deleted_with_keys(run_program: RunProgram, tmp_path: Path, qtbot: QtBot) -> None:
    learning = Learning(run_program(script(tmp_path / "plain.json")), qtbot)
    memories = learning.program.program.memories
    view = learning.open()
    QTest.keyClick(view, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    page = view.memories
    assert view.focusWidget() is page.field
    with qtbot.waitSignal(memories.changed):
        QTest.keyClicks(page.field, "I bake with rye")
        QTest.keyClick(page.field, Qt.Key.Key_Return)
    assert view.isVisible()
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_F2)
    editor = page.list.findChild(type(page.field))
    assert editor is not None
    editor.setText("I bake with spelt")
    with qtbot.waitSignal(memories.changed):
        QTest.keyClick(editor, Qt.Key.Key_Return)
    assert [memory.text for memory in page.list.rows._memories] == ["I bake with spelt"]
    page.list.setFocus()
    with qtbot.waitSignal(memories.changed):
        QTest.keyClick(page.list, Qt.Key.Key_Delete)
    assert page.list.model().rowCount() == 0
    with qtbot.waitSignal(memories.changed):
        click(view.notice_bar._button)
    assert page.list.model().rowCount() == 1
