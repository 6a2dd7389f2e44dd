"""A message of the transcript: what both kinds have in common."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.state import MessageAction
from app.store.records import StoredMessage
from app.translation import tr
from app.ui.blocks import TextView, draw_focus_ring
from app.ui.code_view import CodeView
from app.ui.marks import first_mark
from app.ui.message_actions import Pager
from app.ui.shortcuts import entry
from app.ui.theme import Theme


class MessageView(QWidget):
    """The keyboard, the focus ring, the menu, the way to its other versions."""

    step_requested = Signal(int)
    """-1 or 1: the person moves to the message before or after this one."""
    focused = Signal()
    notice = Signal(str)
    inspection_requested = Signal(str)
    """The person wants to see the tokens of this text."""
    link_activated = Signal(QUrl)
    acted = Signal(object)
    """MessageAction"""
    version_chosen = Signal(int)
    """Id of the message to show in this one's place."""

    def __init__(self, message: StoredMessage, theme: Theme) -> None:
        super().__init__()
        self.message = message
        self.menu: QMenu | None = None
        """The one that was opened last."""
        self._theme = theme
        self._pager: Pager | None = None
        self.marked = ""
        """What is marked in it."""
        self.is_newest = False
        """Nothing follows it in its branch."""
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    @property
    def content(self) -> str:
        return self.message.content

    @property
    def pager(self) -> Pager:
        """The way to its other versions. Made when it is wanted first: most messages stand alone."""
        if self._pager is None:
            self._pager = Pager(self._theme)
            self._pager.chosen.connect(self.version_chosen)
            self.place_pager(self._pager)
        return self._pager

    def place_pager(self, pager: Pager) -> None:
        """Put it below the message."""
        raise NotImplementedError

    @property
    def has_versions(self) -> bool:
        return self._pager is not None and bool(self._pager.words)

    @property
    def version_words(self) -> str:
        """For a screen reader; empty where it stands alone."""
        return self._pager.words if self._pager is not None else ""

    def set_versions(self, versions: Sequence[int]) -> None:
        """The ids of all that stand in its place, the oldest first; none where it stands alone."""
        if versions or self._pager is not None:
            self.pager.set_versions(versions, self.message.id)

    def step_version(self, step: int) -> None:
        """To the one before (-1) or after (1), if there is one."""
        if self._pager is not None:
            self._pager.step(step)

    def texts(self) -> Sequence[TextView | CodeView]:
        """Its parts that hold text, in reading order."""
        raise NotImplementedError

    def set_marked(self, wanted: str) -> None:
        """Mark this wherever it stands in the message."""
        self.marked = wanted
        for part in self.texts():
            part.set_marked(wanted)

    def first_mark(self) -> int | None:
        """Where the first mark is, in pixels below the top of the message; None as long as none is there."""
        for part in self.texts():
            edit = part.text if isinstance(part, CodeView) else part
            place = first_mark(edit)
            if place is not None:
                return edit.viewport().mapTo(self, place.topLeft()).y()
        return None

    def set_newest(self, newest: bool) -> None:
        self.is_newest = newest

    def set_width(self, width: int) -> None:
        """Lay the message out for a column of `width` pixels."""
        raise NotImplementedError

    def restyle(self) -> None:
        """The theme has changed."""
        raise NotImplementedError

    def discard(self) -> None:
        """It is about to be deleted: nothing that is under way may come back to it."""

    def parts(self) -> list[QWidget]:
        """What makes it up, itself last: a long message is deleted part by part, since all at once takes long."""
        return [self]

    def set_current(self, current: bool) -> None:
        """The current message is the one that Tab reaches, with what is in it; the others are passed over."""
        policy = Qt.FocusPolicy.StrongFocus if current else Qt.FocusPolicy.ClickFocus
        self.setFocusPolicy(policy)
        before: QWidget = self
        for stop in self.stops():
            stop.setFocusPolicy(policy)
            if current:
                QWidget.setTabOrder(before, stop)
                before = stop

    def stops(self) -> list[QWidget]:
        """What Tab reaches in it, in reading order."""
        raise NotImplementedError

    def copy_text(self) -> str:
        """What is copied where the whole message is."""
        return self.content

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self.copy_text())
        self.notice.emit(tr("Copied"))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By the right button beside the text, or by the menu key on the chosen message."""
        self.open_menu(event.globalPos())
        event.accept()

    def open_menu(self, place: QPoint, text_menu: QMenu | None = None) -> None:
        """What can be done with the message, after what can be done with the text in it, if that has a menu."""
        menu = text_menu or QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if not menu.isEmpty():
            menu.addSeparator()
        self.fill_menu(menu)
        menu.addAction(entry(tr("Copy the message"), "Ctrl+C"), self.copy).setEnabled(bool(self.content))
        inspect = menu.addAction(tr("Inspect tokens\u2026"), lambda: self.inspection_requested.emit(self.content))
        inspect.setEnabled(bool(self.content.strip()))
        menu.addSeparator()
        for text, step in ((entry(tr("Version before"), "Left"), -1), (entry(tr("Version after"), "Right"), 1)):
            can_step = self._pager is not None and self._pager.can_step(step)
            menu.addAction(text, partial(self.step_version, step)).setEnabled(can_step)
        menu.addSeparator()
        menu.addAction(entry(tr("Delete the message"), "Del"), partial(self.acted.emit, MessageAction.DELETE))
        rest = menu.addAction(entry(tr("Delete it and all that follows"), "Shift+Del"))
        rest.triggered.connect(partial(self.acted.emit, MessageAction.DELETE_REST))
        self.menu = menu
        menu.popup(place)

    def open_menu_below(self, button: QPushButton) -> None:
        self.open_menu(button.mapToGlobal(button.rect().bottomLeft()))

    def fill_menu(self, menu: QMenu) -> None:
        """With what can be done with a message of this kind alone."""

    def act_by_key(self, key: int) -> bool:
        """Do what a letter stands for, if it is one of a message of this kind; answers whether it did."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step_requested.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() == Qt.Key.Key_Escape and not self.hasFocus():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not (self.hasFocus() and self._take_own_key(event)):
            super().keyPressEvent(event)

    def _take_own_key(self, event: QKeyEvent) -> bool:
        """What the keys do that belong to text while the keyboard is in the text."""
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and plain:
            self.step_version(-1 if event.key() == Qt.Key.Key_Left else 1)
        elif event.key() == Qt.Key.Key_Delete:
            with_rest = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.acted.emit(MessageAction.DELETE_REST if with_rest else MessageAction.DELETE)
        else:
            return plain and self.act_by_key(event.key())
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus():
            draw_focus_ring(self, self._theme, 10)
