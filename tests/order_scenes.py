"""Scenes of order and of files of conversations: folders, the archive, several chosen, what comes in and goes out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QWidget

from app.exchange.bringing import Preview, Report
from app.exchange.results import Service, Unreadable
from app.order import Order
from app.state import Task
from app.store.records import Conversation, Folder
from app.ui.window import MainWindow
from tests.qt import samples

Scene = Callable[[MainWindow], QWidget | None]

FOLDERS = (
    Folder(1, 1, "Letters"),
    Folder(2, 1, "A folder with a name that is much too long for the side of a window, as names are"),
    Folder(3, 1, "رسائل العائلة"),
)
EXPORT = Path("/home/maren/Downloads/conversations.json")
UNREADABLE = (
    Unreadable("Sourdough", "It has no messages that could be shown."),
    Unreadable("", "It is no conversation of a kind that is known here."),
)
LEFT_OUT = (("images", 12), ("notes of the model's reasoning", 31), ("messages between the model and its tools", 140))


def ordered() -> list[Conversation]:
    first, second, third, fourth, fifth, sixth = samples.conversations()
    return [
        replace(sixth, pinned=True),
        replace(first, folder_id=1),
        second,
        replace(third, folder_id=1),
        replace(fourth, folder_id=3),
        fifth,
        *(replace(samples.conversation(title, 40.0), archived=True) for title in ("Old recipes", "Taxes of last year")),
    ]


def _show(window: MainWindow, order: Order) -> list[Conversation]:
    shown = ordered()
    window.set_profiles((samples.PROFILE,), samples.PROFILE)
    window.set_model_status(samples.ready_model())
    window.sidebar.set_order(order)
    shown = shown if order.is_archive_open else shown[:-2]
    window.show_conversations(shown, shown[2].id)
    window.show_conversation(shown[2], samples.rich_messages())
    return shown


def order(window: MainWindow) -> None:
    _show(window, Order(FOLDERS, archived=2))


def order_archive(window: MainWindow) -> None:
    _show(window, Order(FOLDERS, 2, is_archive_open=True, older=5120))
    window.sidebar.list.conversations.fold(1, is_open=False)
    window.sidebar.list.scrollToBottom()


def order_several(window: MainWindow) -> None:
    shown = _show(window, Order(FOLDERS, archived=2))
    listed = window.sidebar.list
    for one in shown[1:5]:
        index = listed.conversations.index_of(one.id)
        listed.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)
    listed.setFocus(Qt.FocusReason.TabFocusReason)


def order_menu(window: MainWindow) -> QWidget:
    order_several(window)
    window.sidebar.list.open_menu()
    return window.sidebar.list.menu


def order_more(window: MainWindow) -> QWidget:
    order(window)
    window.sidebar.open_more()
    return window.sidebar.more_menu


def order_empty(window: MainWindow) -> None:
    window.set_profiles((samples.PROFILE,), samples.PROFILE)
    window.sidebar.set_order(Order())
    window.show_conversations([], None)


def _importing(window: MainWindow) -> QWidget:
    order(window)
    window.exchange.open(str(EXPORT))
    assert window.exchange.dialog is not None
    return window.exchange.dialog


def import_reading(window: MainWindow) -> QWidget:
    dialog = _importing(window)
    window.exchange.set_task(Task("Reading", 62, 100))
    return dialog


def import_preview(window: MainWindow) -> QWidget:
    dialog = _importing(window)
    preview = Preview(EXPORT, (Service.CHATGPT,), 2310, 48_211, 1.672e9, 1.762e9, 114, UNREADABLE, 2, LEFT_OUT)
    window.exchange.show_preview(preview)
    return dialog


def import_report(window: MainWindow) -> QWidget:
    dialog = _importing(window)
    report = Report(EXPORT, 2196, 3, 111, 46_020, unreadable=UNREADABLE, unreadable_count=2, left_out=LEFT_OUT)
    window.exchange.show_report(report)
    assert window.exchange.dialog is not None
    window.exchange.dialog.details_button.setChecked(True)
    return dialog


def import_refused(window: MainWindow) -> QWidget:
    dialog = _importing(window)
    window.exchange.show_refusal(
        "“conversations.json” is damaged, so nothing of it can be read. Get it again.", "parse error: premature EOF"
    )
    return dialog


def export_progress(window: MainWindow) -> None:
    order(window)
    window.exchange.set_task(Task("Writing Conversations.json", 620, 2310))


SCENES: tuple[Scene, ...] = (
    order, order_archive, order_several, order_menu, order_more, order_empty, import_reading, import_preview,
    import_report, import_refused, export_progress,
)  # fmt: skip
EVERY_SIZE: tuple[Scene, ...] = (order,)
