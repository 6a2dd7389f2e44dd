"""For everyone: names for screen readers, contrast, focus, the size of the text, and all by keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import asdict
from importlib import resources

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLabel, QLineEdit, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.order import ExportKind
from app.settings import Settings, WhenFull
from app.ui.blocks import TextView
from app.ui.command_palette import CommandPalette
from app.ui.palette import DARK, LIGHT, Palette
from app.ui.shortcuts import EXPORT_MARKDOWN, ShortcutSheet
from app.ui.text_size import SIZES, percent, stepped
from app.ui.theme import Theme
from app.ui.window import MainWindow
from engine.protocol import Role
from tests.qt.samples import conversations, message
from tests.screenshots import SCENES, Scene, settle

BACKGROUNDS = ("page", "surface", "sunken", "accent_soft")


def luminance(color: str) -> float:
    """WCAG 2.2, relative luminance."""
    channels = [QColor(color).redF(), QColor(color).greenF(), QColor(color).blueF()]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio: 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def rules() -> Iterator[tuple[str, dict[str, str]]]:
    """The selectors of the style sheet with their properties, those of what cannot be used left out."""
    sheet = resources.files("assets").joinpath("theme.qss").read_text(encoding="utf-8")
    for selectors, body in re.findall(r"([^{}]+)\{((?:[^{}]|\$\{\w+\})*)\}", sheet):
        if ":disabled" not in selectors:
            pairs = (part.partition(":") for part in body.split(";") if ":" in part)
            yield selectors.strip(), {name.strip(): value.strip() for name, _, value in pairs}


def used_together() -> Iterator[tuple[str, str, str]]:
    """(where, text, background): tokens of the palette. Without a background of its own, text may stand on any."""
    for selectors, properties in rules():
        behind = re.findall(r"\$(\w+)", properties.get("background", ""))
        for name in ("color", "selection-color", "placeholder-text-color"):
            for text in re.findall(r"\$(\w+)", properties.get(name, "")):
                chosen = re.findall(r"\$(\w+)", properties.get("selection-background-color", ""))
                for background in (chosen if name == "selection-color" else behind) or BACKGROUNDS:
                    yield selectors, text, background
    for name in asdict(LIGHT):
        if name.startswith("code_"):
            yield "code", name, "sunken"
    for text, background in (("ink", "mark"), ("accent", "accent_soft"), ("muted", "hover"), ("ink", "hover")):
        yield "drawn by hand", text, background


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_text_is_told_from_what_is_behind_it(palette: Palette) -> None:
    pairs = set(used_together())
    assert len(pairs) > 60
    colors = asdict(palette)
    low = {pair: contrast(colors[pair[1]], colors[pair[2]]) for pair in pairs}
    assert {pair: round(ratio, 2) for pair, ratio in low.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_what_marks_the_focus_and_the_fields_is_told_from_what_is_behind_it(palette: Palette) -> None:
    colors = asdict(palette)
    marks = {
        color
        for selectors, properties in rules()
        for name, value in properties.items()
        if name in ("border", "border-color") and (":focus" in selectors or "Edit" in selectors or "Box" in selectors)
        for color in re.findall(r"\$(\w+)", value)
        if color != "line"
    }
    assert "accent" in marks
    low = {(mark, behind): contrast(colors[mark], colors[behind]) for mark in marks for behind in BACKGROUNDS}
    assert {pair: round(ratio, 2) for pair, ratio in low.items() if ratio < 3 and pair[0] != pair[1]} == {}


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_every_control_has_a_name_and_a_role(window: MainWindow, scene: Scene, qtbot: QtBot) -> None:
    target = scene(window) or window
    qtbot.waitUntil(lambda: window.transcript.is_settled, timeout=20_000)
    nameless = [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in (target, *target.findChildren(QWidget))
        if widget.isVisible() and _is_control(widget) and not _is_named(widget)
    ]
    if target is not window:
        target.close()
    assert nameless == []


def _is_control(widget: QWidget) -> bool:
    if widget.objectName().startswith("qt_") or isinstance(widget.parentWidget(), QAbstractScrollArea):
        return False  # what another one is made of
    return widget.focusPolicy() != Qt.FocusPolicy.NoFocus and not isinstance(widget, QLabel)


def _is_named(widget: QWidget) -> bool:
    found = QAccessible.queryAccessibleInterface(widget)
    return bool(found.text(QAccessible.Text.Name).strip()) and found.role() != QAccessible.Role.NoRole


def test_a_control_without_a_name_would_be_found(window: MainWindow) -> None:
    button = QPushButton(window)
    assert _is_control(button)
    assert not _is_named(button)
    button.setAccessibleName("Named")
    assert _is_named(button)


def test_the_palette_finds_a_command_by_parts_of_its_words_and_does_it(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(
        window.composer.text, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    palette = window.dialog("palette")
    assert isinstance(palette, CommandPalette)
    assert len(palette.shown) > 30
    qtbot.waitUntil(palette.field.hasFocus)
    qtbot.keyClicks(palette.field, "list ke")
    assert [command.words for command in palette.shown] == ["List of all keys"]
    assert palette.shown[0].keys == "F1"
    palette.field.clear()
    qtbot.keyClicks(palette.field, "new conv")
    assert palette.shown[0].words == "New conversation"
    palette.field.setText("zeppelin")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()
    palette.field.setText("text")
    first = palette.list.currentItem()
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.list.currentItem() is not first
    palette.field.setText("larger text")
    with qtbot.waitSignal(window.settings_changed) as changed:
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert changed.args is not None
    assert changed.args[0].text_size == 16
    with pytest.raises(KeyError):
        window.dialog("palette")


def test_a_command_says_what_becomes_of_messages_that_no_longer_fit(window: MainWindow, qtbot: QtBot) -> None:
    for way, said in ((WhenFull.SUMMARISE, "summarised"), (WhenFull.DROP, "left out")):
        window.open_palette()
        palette = window.dialog("palette")
        assert isinstance(palette, CommandPalette)
        palette.field.setText("summarise instead")
        assert len(palette.shown) == 1
        with qtbot.waitSignal(window.settings_changed) as changed:
            qtbot.keyClick(palette.field, Qt.Key.Key_Return)
        assert changed.args is not None
        window.set_settings(changed.args[0])
        assert window.settings.when_full is way
        assert said in window.notice_bar.text


def test_what_has_no_keys_is_a_command_as_well(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def choose() -> None:
        window.open_palette()
        palette = window.dialog("palette")
        assert isinstance(palette, CommandPalette)
        palette.field.setText("export markdown")
        assert [(command.words, command.keys) for command in palette.shown] == [(EXPORT_MARKDOWN.words, "")]
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)

    choose()
    qtbot.waitUntil(lambda: "nothing to export" in window.notice_bar.text)
    shown = conversations()[0]
    exported: list[object] = []
    monkeypatch.setattr(window.exchange, "choose_export", lambda *asked: exported.append(asked))
    window.show_conversation(shown, [])
    choose()
    qtbot.waitUntil(lambda: exported == [((shown.id,), ExportKind.MARKDOWN, shown.title)])


def test_the_encoders_are_found_by_their_name(window: MainWindow, qtbot: QtBot) -> None:
    window.open_palette()
    palette = window.dialog("palette")
    assert isinstance(palette, CommandPalette)
    palette.field.setText("encod")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.encoders.dialog is not None)


def test_every_shortcut_of_the_window_is_a_command(window: MainWindow) -> None:
    window.open_palette()
    palette = window.dialog("palette")
    assert isinstance(palette, CommandPalette)
    assert len(palette.shown) == len(window.acts)
    palette.close()


def test_the_text_grows_to_twice_its_size_and_back(window: MainWindow, qtbot: QtBot) -> None:
    def press(key: Qt.Key) -> int:
        with qtbot.waitSignal(window.settings_changed) as changed:
            qtbot.keyClick(window.composer.text, key, Qt.KeyboardModifier.ControlModifier)
        assert changed.args is not None
        window.set_settings(changed.args[0])
        return changed.args[0].text_size

    assert [press(Qt.Key.Key_Plus) for _ in range(6)] == [16, 18, 21, 24, 28, 28]
    assert press(Qt.Key.Key_Minus) == 24
    assert press(Qt.Key.Key_0) == 14
    assert [percent(size) for size in (SIZES[0], SIZES[-1])] == ["71 %", "200 %"]
    assert (stepped(15, 1), stepped(15, -1), stepped(40, 1), stepped(8, -1)) == (16, 14, 40, 8)


@pytest.mark.parametrize("name", ["conversation", "problem", "states", "adapters", "reasoning", "mathematics"])
def test_at_twice_the_size_a_small_window_cuts_no_word(window: MainWindow, theme: Theme, name: str) -> None:
    scene = next(scene for scene in SCENES if scene.__name__ == name)
    window.set_settings(Settings(text_size=28))
    window.resize(640, 480)
    target = scene(window) or window
    settle(window)
    cut = [
        f"{type(widget).__name__} {widget.text()!r} {widget.height()} < {widget.sizeHint().height()}"
        for kind in (QPushButton, QLineEdit)
        for widget in target.findChildren(kind)
        if widget.isVisible() and widget.text() and widget.height() < widget.fontMetrics().height()
    ]
    theme.apply("light", 14)
    assert cut == []
    assert window.width() == 640


def test_nothing_moves_by_itself(theme: Theme) -> None:
    moving = [effect for effect in Qt.UIEffect if QApplication.isEffectEnabled(effect)]
    assert moving == []


def test_a_message_is_read_line_by_line(window: MainWindow, settled: Callable[[], None], qtbot: QtBot) -> None:
    window.show_conversation(None, [message(Role.ASSISTANT, "First line\nsecond line\n\n- a point\n- another")])
    settled()
    reply = window.transcript.latest_reply()
    assert reply is not None
    (view,) = reply.texts()
    assert isinstance(view, TextView)
    found = QAccessible.queryAccessibleInterface(view)
    assert found.role() in (QAccessible.Role.EditableText, QAccessible.Role.StaticText, QAccessible.Role.Document)
    reply.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(reply, Qt.Key.Key_Tab)
    assert view.hasFocus()
    lines: list[str] = []
    for _ in range(4):
        cursor = view.textCursor()
        cursor.select(QTextCursor.SelectionType.LineUnderCursor)
        lines.append(cursor.selectedText())
        qtbot.keyClick(view, Qt.Key.Key_Down)
    assert lines == ["First line", "second line", "a point", "another"]


def test_what_is_announced_while_a_reply_streams_does_not_flood(
    window: MainWindow, settled: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: told.append(event.message()))
    scene = next(scene for scene in SCENES if scene.__name__ == "streaming")
    scene(window)
    reply = window.transcript.latest_reply()
    assert reply is not None
    for number in range(200):
        window.append_text(reply.message.id, f"word {number} ")
    settled()
    assert len(told) <= 3


def test_enter_presses_the_button_that_has_the_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    row = window.adapters.row
    row.add.setFocus()
    QTest.keyClick(row.add, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert not row.menu.isVisible()
    QTest.keyClick(row.add, Qt.Key.Key_Return)
    assert row.menu.isVisible()
    row.menu.close()
    # In a dialog, too, though another button is the one for Enter from a field.
    window.open_settings()
    dialog = window.dialog("settings")
    qtbot.waitUntil(dialog.isActiveWindow)
    cancel = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Cancel")
    cancel.setFocus()
    with qtbot.assertNotEmitted(window.settings_changed), qtbot.waitSignal(dialog.rejected):
        QTest.keyClick(cancel, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)


def test_what_a_narrow_dialog_has_no_room_for_can_be_scrolled_to(window: MainWindow, qtbot: QtBot) -> None:
    window.set_settings(Settings(text_size=28))
    window.open_settings()
    dialog = window.dialog("settings")
    dialog.resize(420, 500)
    area = dialog.findChildren(QScrollArea)[0]
    page = area.widget()
    assert page is not None
    qtbot.waitUntil(lambda: page.width() > area.viewport().width())  # its fields are as wide as they are
    assert area.horizontalScrollBar().maximum() == page.width() - area.viewport().width()
    dialog.resize(1000, 500)
    qtbot.waitUntil(lambda: page.width() == area.viewport().width())
    dialog.close()


def test_the_shortcuts_need_no_scrolling_sideways(window: MainWindow, qtbot: QtBot) -> None:
    sheet = ShortcutSheet(window)
    qtbot.addWidget(sheet)
    sheet.show()
    (area,) = sheet.findChildren(QScrollArea)
    assert area.horizontalScrollBar().maximum() == 0
