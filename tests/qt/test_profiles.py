"""Profiles in the window, and in the whole program with a scripted model."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.profiles import MOST_INSTRUCTIONS, preset, system_text
from app.store.reader import Reader
from app.store.records import MessageState, Profile, ProfileSettings
from app.ui.profile_dialog import ProfileDialog
from app.ui.window import MainWindow
from engine.protocol import Role
from tests.profile_scenes import FULL, PROFILES
from tests.qt import samples
from tests.running_program import RunningProgram
from tests.scripted_model import script

RunProgram = Callable[..., RunningProgram]
LONG = "A long reply that goes on. " * 40


@pytest.fixture
def peopled(window: MainWindow) -> MainWindow:
    window.set_models(samples.models())
    window.profiles.set_adapters(samples.shelf())
    window.set_profiles(PROFILES, PROFILES[0])
    return window


def dialog_of(window: MainWindow) -> ProfileDialog:
    dialog = window.dialog("profile")
    assert isinstance(dialog, ProfileDialog)
    return dialog


def test_the_foot_names_the_profile_and_the_keyboard_changes_it(peopled: MainWindow, qtbot: QtBot) -> None:
    assert peopled.sidebar.profile.accessibleName() == f"Profile: {PROFILES[0].name}"
    peopled.activateWindow()
    QTest.keySequence(peopled, QKeySequence("Ctrl+I"))
    menu = peopled.profiles.menu
    qtbot.waitUntil(menu.isVisible)
    active = menu.activeAction()
    assert active is not None
    assert active.isChecked()
    with qtbot.waitSignal(peopled.profiles.chosen) as chosen:
        QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Return)
    assert chosen.args == [PROFILES[1].id]
    peopled.set_profiles(PROFILES[:1], PROFILES[0])
    peopled.profiles.open_menu()
    assert not [one.isEnabled() for one in menu.actions()][-1]
    menu.close()


def test_the_dialog_shows_what_a_model_reads_and_keeps_what_it_does_not_show(peopled: MainWindow, qtbot: QtBot) -> None:
    peopled.profiles.open_dialog(FULL)
    dialog = dialog_of(peopled)
    assert dialog._told.text() == system_text(FULL)
    for widget in dialog.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            text = widget.text() if isinstance(widget, QAbstractButton) else ""
            inside = widget.objectName().startswith("qt_")
            assert widget.accessibleName() or text or inside, widget
    with qtbot.assertNotEmitted(peopled.profiles.saved):
        dialog.save()  # nothing was changed: the adapters' scales, a model that is gone, the sampling
    peopled.profiles.open_dialog(FULL)
    dialog = dialog_of(peopled)
    dialog._preferences.setPlainText("Short answers")
    assert dialog._told.text().endswith("- Short answers")
    dialog._name.setText(f" {PROFILES[3].name}")
    dialog.save()
    assert dialog.isVisible()
    assert "Another profile" in dialog._errors["name"].text()
    dialog._name.setText("Letters")
    dialog._instructions.setPlainText("x" * (MOST_INSTRUCTIONS + 1))
    dialog.save()
    assert "too much of the context" in dialog._errors["instructions"].text()
    dialog._instructions.setPlainText(FULL.system_message)
    dialog._own.setChecked(False)
    dialog._instructions.setFocus()
    qtbot.waitUntil(dialog.isActiveWindow)
    with qtbot.waitSignal(peopled.profiles.saved) as saved:
        QTest.keyClick(dialog._instructions, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    made = saved.args[0] if saved.args else None
    assert isinstance(made, Profile)
    assert (made.id, made.name, made.settings.preferences) == (FULL.id, "Letters", "Short answers")
    assert (made.settings.adapters, made.settings.model) == (FULL.settings.adapters, FULL.settings.model)
    assert made.settings.sampling is None


def stored(program: RunningProgram) -> dict[str, list[list[str]]]:
    """The texts of every profile's conversations, by its name, as another process would read them."""
    reader = Reader.open_read_only(program.folder.database)
    try:
        return {
            profile.name: [[one.content for one in reader.messages(c.id)] for c in reader.conversations(profile.id)]
            for profile in reader.profiles()
        }
    finally:
        reader.close()


@pytest.mark.slow
def test_a_reply_ends_where_it_began_while_the_person_is_somebody_else(
    run_program: RunProgram, tmp_path: Path, qtbot: QtBot
) -> None:
    second = script(tmp_path / "second.json", reply="Second model.")
    program = run_program(script(tmp_path / "slow.json", reply=LONG, token_delay=0.004))
    views = program.window.profiles
    me = views.present
    assert me is not None
    program.send("For me")
    program.wait_writing()
    tutor = preset("tutor")
    views.saved.emit(Profile(0, "Tutor", tutor.instructions, ProfileSettings(model=str(second))))
    qtbot.waitUntil(lambda: views.present is not None and views.present.name == "Tutor")
    program.wait_listed(0)
    assert program.program.chat.shown_id is None
    assert program.window.transcript.is_empty
    assert not program.program.chat.is_settled  # the other's reply goes on
    views.deleted.emit(me.id)
    assert "Wait for it" in program.window.notice_bar.text
    qtbot.waitUntil(lambda: program.program.chat.is_settled, timeout=30_000)
    # The profile's model comes once nobody waits for the old one.
    qtbot.waitUntil(lambda: program.program.model.status.path == str(second), timeout=30_000)
    program.wait_ready()
    assert stored(program) == {"Me": [["For me", LONG]], "Tutor": []}
    reply = program.ask("For the tutor")
    assert (reply.content, reply.state) == ("Second model.", MessageState.COMPLETE)
    assert reply.metadata.usage is not None
    assert reply.metadata.usage.prompt_tokens > len(tutor.instructions)  # a token a character
    views.chosen.emit(me.id)
    qtbot.waitUntil(lambda: [one.title for one in program.listed] == ["For me"])
    assert program.program.preferences.settings.profile_id == me.id
    deleted = stored(program)["Tutor"]
    assert deleted == [["For the tutor", "Second model."]]
    tutor_id = next(one.id for one in views._profiles if one.name == "Tutor")
    views.chosen.emit(tutor_id)
    program.wait_listed(1)
    with qtbot.waitSignal(program.program.profiles.deleted):
        views.deleted.emit(tutor_id)
    assert stored(program) == {"Me": [["For me", LONG]]}
    assert views.present == me
    assert program.window.notice_bar.text == "Tutor deleted, with 1 conversation."
    QTest.keySequence(program.window, QKeySequence("Ctrl+Shift+Z"))
    qtbot.waitUntil(lambda: views.present is not None and views.present.id == tutor_id)
    assert stored(program) == {"Me": [["For me", LONG]], "Tutor": deleted}
    program.wait_listed(1)
    with qtbot.waitSignal(program.program.profiles.deleted):
        views.deleted.emit(tutor_id)
    assert program.problems == []
    program.close()
    assert b"For the tutor" not in program.folder.database.read_bytes()


def test_the_profile_is_the_same_after_a_restart_and_by_keys_alone(
    run_program: RunProgram, tmp_path: Path, qtbot: QtBot
) -> None:
    model = script(tmp_path / "plain.json", reply="Yes.")
    program = run_program(model)
    window = program.window
    QTest.keySequence(window, QKeySequence("Ctrl+I"))
    qtbot.waitUntil(window.profiles.menu.isVisible)
    new = next(action for action in window.profiles.menu.actions() if action.text() == "New profile")
    while window.profiles.menu.activeAction() is not new:
        QTest.keyClick(window.profiles.menu, Qt.Key.Key_Down)
    QTest.keyClick(window.profiles.menu, Qt.Key.Key_Right)
    presets = new.menu()
    assert isinstance(presets, QWidget)
    qtbot.waitUntil(presets.isVisible)
    while presets.activeAction() is None or presets.activeAction().text() != "Coder":  # type: ignore[union-attr]
        QTest.keyClick(presets, Qt.Key.Key_Down)
    QTest.keyClick(presets, Qt.Key.Key_Return)
    dialog = dialog_of(window)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.profiles.present is not None and window.profiles.present.name == "Coder")
    reply = program.ask("Hello")
    assert reply.metadata.sampling is not None
    assert reply.metadata.sampling.temperature == 0.2
    program.close()
    again = run_program()  # with the settings as they were left
    qtbot.waitUntil(lambda: again.window.profiles.present is not None)
    assert again.window.profiles.present == Profile(2, "Coder", preset("coder").instructions, preset("coder").settings)
    again.wait_listed(1)
    assert [one.role for one in again.on_disk()[0]] == [Role.USER, Role.ASSISTANT]
