"""The list of conversations in order: pinned, folders, the archive; several chosen together; all of it by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from app.order import ExportKind, Order, OrderAction
from app.store.records import Conversation
from app.ui.conversation_list import ConversationList
from app.ui.window import MainWindow
from tests.order_scenes import FOLDERS, ordered

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def shown(window: MainWindow) -> list[Conversation]:
    """The third is the one that the window shows."""
    shown = ordered()
    window.sidebar.set_order(Order(FOLDERS, 2, is_archive_open=True))
    window.show_conversations(shown, shown[2].id)
    window.show_conversation(shown[2], [])
    window.sidebar.list.setFocus()
    return shown


def rows(listed: ConversationList) -> list[str]:
    model = listed.conversations
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def go_to(listed: ConversationList, text: str) -> None:
    model = listed.conversations
    place = model.index(rows(listed).index(text))
    listed.selectionModel().setCurrentIndex(place, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def entry(menu: QMenu, text: str) -> QMenu | None:
    """Trigger an entry, or give the menu that it opens."""
    action = next(action for action in menu.actions() if action.text().partition("\t")[0].startswith(text))
    if action.menu() is None:
        action.trigger()
    below = action.menu()
    return below if isinstance(below, QMenu) else None


def test_sections_and_what_is_in_them(window: MainWindow, shown: list[Conversation]) -> None:
    found = rows(window.sidebar.list)
    folder, long, arabic = (folder.name for folder in FOLDERS)
    assert found[:2] == ["Pinned", shown[0].title]
    assert found[2:5] == [folder, shown[1].title, shown[3].title]
    assert found[5:8] == [long, arabic, shown[4].title]
    assert found[-3:] == ["Archive", "Old recipes", "Taxes of last year"]
    window.sidebar.set_order(Order(is_search=True))
    window.show_conversations(shown, None)
    assert not {"Pinned", folder, "Archive"} & set(rows(window.sidebar.list))


def test_folders_fold_by_keyboard_and_keep_it(window: MainWindow, shown: list[Conversation], qtbot: QtBot) -> None:
    listed = window.sidebar.list
    go_to(listed, "Letters")
    QTest.keyClick(listed, Qt.Key.Key_Left)
    assert shown[1].title not in rows(listed)
    header = listed.conversations.header(listed.currentIndex())
    assert header is not None
    assert (header.text, header.is_open, header.count) == ("Letters", False, 2)
    assert listed.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) == "Folder Letters, 2, closed"
    window.show_conversations(shown, shown[2].id)  # the list was read again meanwhile
    assert listed.conversations.header(listed.currentIndex()) == header
    QTest.keyClick(listed, Qt.Key.Key_Return)
    assert shown[1].title in rows(listed)
    go_to(listed, "Archive")
    with qtbot.waitSignal(window.lists.archive_toggled) as toggled:
        QTest.keyClick(listed, Qt.Key.Key_Space)
    assert toggled.args == [False]


def test_a_folder_is_renamed_and_deleted(window: MainWindow, shown: list[Conversation], qtbot: QtBot) -> None:
    listed = window.sidebar.list
    go_to(listed, "Letters")
    QTest.keyClick(listed, Qt.Key.Key_F2)
    editor = listed.findChild(QLineEdit)
    assert editor is not None
    editor.setText(" Post  office ")
    with qtbot.waitSignal(window.lists.folder_renamed) as renamed:
        QTest.keyClick(editor, Qt.Key.Key_Return)
    assert renamed.args == [1, "Post office"]
    with qtbot.waitSignal(window.lists.folder_deleted) as deleted:
        QTest.keyClick(listed, Qt.Key.Key_Delete)
    assert deleted.args == [1]
    with qtbot.waitSignal(window.lists.moved_to_new) as undone:
        window.notice_bar.act()
    assert undone.args == [(shown[1].id, shown[3].id), "Letters"]


def test_several_are_chosen_and_the_transcript_stays(
    window: MainWindow, shown: list[Conversation], qtbot: QtBot
) -> None:
    listed = window.sidebar.list
    go_to(listed, shown[1].title)
    with qtbot.assertNotEmitted(listed.chosen):
        QTest.keyClick(listed, Qt.Key.Key_Down, SHIFT)
    both = (shown[1].id, shown[3].id)
    assert tuple(one.id for one in listed.selection()) == both
    window.show_conversations(shown, shown[1].id)  # reading the list again leaves them chosen
    assert tuple(one.id for one in listed.selection()) == both
    with qtbot.waitSignal(window.lists.acted) as acted:
        QTest.keyClick(listed, Qt.Key.Key_Delete)
    assert acted.args == [OrderAction.DELETE, both]
    assert window.notice_bar.text == "2 conversations deleted."
    with qtbot.waitSignal(window.lists.acted) as acted:
        window.notice_bar.act()
    assert acted.args == [OrderAction.RESTORE, both]
    with qtbot.waitSignal(window.lists.acted) as acted:
        QTest.keyClick(window, Qt.Key.Key_H, CONTROL | SHIFT)
    assert acted.args == [OrderAction.ARCHIVE, both]
    # Walking on with a shortcut that has a modifier chooses one again.
    with qtbot.waitSignal(window.conversation_selected) as chosen:
        QTest.keyClick(window, Qt.Key.Key_PageUp, CONTROL)
    assert len(listed.selection()) == 1
    assert chosen.args == [listed.selection()[0].id]


def test_the_menu_acts_on_all_that_are_chosen(window: MainWindow, shown: list[Conversation], qtbot: QtBot) -> None:
    listed = window.sidebar.list
    go_to(listed, shown[1].title)
    QTest.keyClick(listed, Qt.Key.Key_Down, SHIFT)
    both = (shown[1].id, shown[3].id)
    QTest.keyClick(listed, Qt.Key.Key_F10, SHIFT)
    names = [action.text() for action in listed.menu.actions()]
    assert not any(name.startswith("Rename") for name in names)
    assert names[-1] == "Delete 2 conversations\tDel"
    folders = entry(listed.menu, "Move to")
    assert folders is not None
    with qtbot.waitSignal(window.lists.moved) as moved:
        entry(folders, FOLDERS[2].name)
    assert moved.args == [both, 3]
    with qtbot.waitSignal(window.lists.moved) as moved:
        entry(folders, "Out of their folders")
    assert moved.args == [both, None]
    export = entry(listed.menu, "Export")
    assert export is not None
    with qtbot.waitSignal(listed.export_requested) as exported:
        entry(export, "JSON")
    assert exported.args == [both, ExportKind.JSON]
    entry(folders, "New folder")
    dialog = window.dialog("folder")
    assert isinstance(dialog, QInputDialog)
    dialog.setTextValue("Bread")
    with qtbot.waitSignal(window.lists.moved_to_new) as made:
        dialog.accept()
    assert made.args == [both, "Bread"]
    with qtbot.waitSignal(window.lists.acted) as acted:
        QTest.keyClick(window, Qt.Key.Key_K, CONTROL | SHIFT)
    assert acted.args == [OrderAction.PIN, both]


def test_what_was_archived_comes_back_by_key_from_the_message_box(
    window: MainWindow, shown: list[Conversation], qtbot: QtBot
) -> None:
    window.lists.archive()
    window.composer.focus()
    with qtbot.waitSignal(window.lists.acted) as acted:
        QTest.keyClick(window.composer.text, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert acted.args == [OrderAction.UNARCHIVE, (shown[2].id,)]
    # Where something typed can be done again, the key is for that.
    window.lists.archive()
    QTest.keyClicks(window.composer.text, "words")
    window.composer.text.undo()
    with qtbot.assertNotEmitted(window.lists.acted):
        QTest.keyClick(window.composer.text, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert window.composer.draft == "words"
