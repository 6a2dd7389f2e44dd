"""The first start: what one may want to set stands below the examples, in nobody's way; a walk past the controls."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.location import choose_place, chosen_place, usual_place
from app.paths import DataFolder, DataFolderError, FolderProblem
from app.place import take_place
from app.settings import Language, Settings, SettingsFile, Theme
from app.state import ModelFolder
from app.ui.window import MainWindow
from tests.running_program import RunningProgram
from tests.scripted_model import script

RunProgram = Callable[..., RunningProgram]


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return script(tmp_path / "replies.json", reply=["One."])


@pytest.fixture
def usual(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The system's place for data, in a home of its own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.delenv("HOMESPUN_HOME")
    return usual_place()


def settings_on_disk(folder: DataFolder) -> Settings:
    return SettingsFile(folder.settings).load().settings


def test_it_is_there_once_and_in_nobodys_way(run_program: RunProgram, model: Path, qtbot: QtBot) -> None:
    program = run_program(model, first_steps=True)
    steps = program.window.first_steps.steps
    assert steps.isVisible()
    assert program.window.composer.text.hasFocus()
    steps.themes.buttons.button(2).click()
    assert program.window.settings.theme is Theme.DARK
    program.ask("Straight away")
    assert not program.window.settings.first_steps
    program.close()
    assert settings_on_disk(program.folder).theme is Theme.DARK
    again = run_program()
    again.window.new_conversation_requested.emit()
    qtbot.waitUntil(again.window.welcome.isVisible)
    assert not again.window.first_steps.steps.isVisible()


def test_another_language_is_there_at_once(run_program: RunProgram, model: Path, qtbot: QtBot) -> None:
    program = run_program(model, first_steps=True, language=Language.ENGLISH)
    language = program.window.first_steps.steps.language
    QTest.keyClick(language, Qt.Key.Key_Down)
    qtbot.waitUntil(language.view().isVisible)  # the list, of which nothing is chosen yet
    assert language.currentData() == Language.ENGLISH
    while language.view().currentIndex().row() != language.findData(Language.GERMAN):
        QTest.keyClick(language.view(), Qt.Key.Key_Down)
    QTest.keyClick(language.view(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.is_closed, timeout=15_000)
    assert program.program.starts_again
    kept = settings_on_disk(program.folder)
    assert (kept.language, kept.first_steps) == (Language.GERMAN, True)


def test_the_data_goes_where_the_person_wants_it(
    usual: Path, tmp_path: Path, model: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOMESPUN_SCRIPTED_BACKEND", "1")
    disk = tmp_path / "disk"
    disk.mkdir()
    (disk / "letters.txt").write_text("of somebody")
    program = RunningProgram(qtbot, usual, model, first_steps=True).start()
    steps = program.window.first_steps.steps
    assert steps.change_place.isVisible()
    program.window.first_steps.place_chosen.emit(str(disk))
    qtbot.waitUntil(lambda: program.is_closed, timeout=15_000)
    assert program.program.starts_again
    folder = DataFolder.resolve()
    assert folder.path == disk / "Homespun"
    assert settings_on_disk(folder).first_steps
    again = RunningProgram(qtbot, folder.path).start()
    assert not again.window.first_steps.steps.change_place.isVisible()
    again.ask("Kept there")
    again.close()
    assert folder.database.exists()

    disk.rename(tmp_path / "unplugged")
    place = take_place(DataFolder.resolve())
    assert place.error is not None
    assert "Connect its disk" in place.error.message
    assert not disk.exists()


def test_a_folder_that_was_chosen_is_never_made_anew(usual: Path, tmp_path: Path) -> None:
    chosen = tmp_path / "chosen"
    choose_place(chosen)
    assert DataFolder.resolve().path == chosen
    assert DataFolder.resolve(tmp_path / "other").path == tmp_path / "other"
    with pytest.raises(DataFolderError) as caught:
        DataFolder.resolve().create()
    assert caught.value.kind is FolderProblem.UNUSABLE
    choose_place(None)
    assert chosen_place() is None
    assert DataFolder.resolve().path == usual
    (usual / "homespun.location").write_text("relative/path")
    assert chosen_place() is None


def test_models_of_other_programs_are_offered(window: MainWindow, qtbot: QtBot) -> None:
    steps = window.first_steps.steps
    window.set_settings(Settings(first_steps=True))
    steps.show_offered((ModelFolder("/home/maren/.lmstudio/models", "LM Studio"),))
    [button] = steps.model_buttons
    assert button.accessibleName() == "Use the models of LM Studio"
    with qtbot.waitSignal(steps.models_requested) as asked:
        button.click()
    assert asked.args == ["/home/maren/.lmstudio/models"]


def test_every_choice_is_reached_by_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    steps = window.first_steps.steps
    window.set_settings(Settings(first_steps=True))
    steps.show_place(Path("/data"), changeable=True, encrypted=False)
    qtbot.waitUntil(steps.isVisible)
    wanted = {steps.language, steps.change_place, steps.encrypt, steps.bring, steps.tour, steps.finish}
    window.composer.focus()
    for _ in range(60):
        present = QApplication.focusWidget()
        assert present is not None
        wanted.discard(present)  # type: ignore[arg-type]
        QTest.keyClick(present, Qt.Key.Key_Tab)
    assert not wanted


@pytest.mark.parametrize("size", [(420, 360), (1180, 780)])
def test_a_walk_past_the_controls_by_keyboard(window: MainWindow, size: tuple[int, int]) -> None:
    window.resize(*size)
    QApplication.processEvents()
    window.first_steps.start_tour()
    tour = window.first_steps.tour
    assert tour is not None
    seen: list[str] = []
    while window.first_steps.tour is not None:
        assert len(seen) < 10
        seen.append(tour.bubble.accessibleName())
        assert QRect(0, 0, *size).contains(tour.bubble.geometry())
        assert tour.next.hasFocus()
        QTest.keyClick(tour.next, Qt.Key.Key_Return)
    assert len(set(seen)) == len(seen) >= 3
    assert seen[0].startswith("Write here")
    assert window.composer.text.hasFocus()


def test_the_walk_is_left_by_escape_and_comes_again_from_the_menu(window: MainWindow) -> None:
    window.first_steps.start_tour()
    tour = window.first_steps.tour
    assert tour is not None
    QTest.keyClick(tour.next, Qt.Key.Key_Escape)
    assert window.first_steps.tour is None
    window.sidebar.tour_requested.emit()
    window.acts[next(one for one in window.acts if "Shift+F1" in one.keys)]()
    assert window.first_steps.tour is not None
