"""What the program has outside its window: a tray icon, what it tells there, and the quick question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon

from app.comparison import SideStatus
from app.settings import Settings
from app.state import DesktopMeans, KeyMeans
from app.translation import tr
from app.ui.dialogs import Dialogs
from app.ui.quick_window import QuickWindow
from app.ui.renderer import Renderer
from app.ui.theme import Theme, app_icon

if TYPE_CHECKING:
    from app.ui.window import MainWindow


class DesktopViews(QObject):
    """Without a tray there is no icon, and closing the window ends the program."""

    asked = Signal(str)
    """A quick question"""
    new_requested = Signal()
    """A new conversation, in the window."""
    stop_requested = Signal()
    keep_requested = Signal()
    quit_requested = Signal()
    conversation_wanted = Signal(int)
    """Id of the one that was told of last; the person has clicked on what was told."""

    def __init__(self, theme: Theme, renderer: Renderer, dialogs: Dialogs, window: MainWindow) -> None:
        super().__init__(window)
        self._theme = theme
        self._renderer = renderer
        self._dialogs = dialogs
        self._window = window
        self._keeps_running = False
        self._is_quitting = False
        self._told: int | None = None
        self.quick: QuickWindow | None = None
        """Made when it is wanted first."""
        self.tray: QSystemTrayIcon | None = None
        window.installEventFilter(self)

    def set_means(self, keys: KeyMeans, command: str) -> None:
        """How a key can call the program from everywhere, and the command that does it in any case."""
        has_tray = QSystemTrayIcon.isSystemTrayAvailable()
        self._dialogs.means = DesktopMeans(has_tray, keys, command)

    def set_settings(self, settings: Settings) -> None:
        self._keeps_running = settings.keep_in_tray
        if self.tray is None and QSystemTrayIcon.isSystemTrayAvailable():
            self._add_tray()

    def open_quick(self) -> None:
        if self.quick is None:
            self.quick = quick = QuickWindow(self._theme, self._renderer)
            quick.asked.connect(self.asked)
            quick.stop_requested.connect(self.stop_requested)
            quick.keep_requested.connect(self.keep_requested)
            quick.vanished.connect(self._end_without_window)
            quick.answer.link_activated.connect(self._dialogs.confirm_link)
            self._window.destroyed.connect(quick.deleteLater)
        self.quick.open()

    def show_status(self, status: SideStatus) -> None:
        """Of the answer to the quick question."""
        if self.quick is not None:
            self.quick.show_status(status)

    def append_text(self, text: str) -> None:
        if self.quick is not None:
            self.quick.append_text(text)

    def leave_quick(self) -> None:
        """It goes on as a conversation."""
        if self.quick is not None:
            self.quick.forget()
            self.quick.hide()

    def tell(self, conversation_id: int, title: str, text: str) -> None:
        """Something of a conversation, where the person is elsewhere: by the tray, and by a mark at the window."""
        self._told = conversation_id
        QApplication.alert(self._window)
        if self.tray is not None:
            self.tray.showMessage(title, text, app_icon())

    def quit(self) -> None:
        """End the program, whatever closing the window does."""
        self._is_quitting = True
        self._leave()
        self._renderer.close()
        self.quit_requested.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Of the window: where the program goes on in the tray, closing it hides it."""
        if event.type() is QEvent.Type.Close and self._stays:
            event.ignore()
            self._window.hide()
            return True
        if event.type() is QEvent.Type.Close:
            self._leave()
        return super().eventFilter(watched, event)

    @property
    def _stays(self) -> bool:
        return self._keeps_running and self.tray is not None and self.tray.isVisible() and not self._is_quitting

    def _add_tray(self) -> None:
        self.tray = tray = QSystemTrayIcon(app_icon(), self)
        tray.setToolTip("Homespun")
        menu = QMenu(self._window)
        menu.addAction(tr("Show the window"), self._window.raise_window)
        menu.addAction(tr("Quick question"), self.open_quick)
        menu.addAction(tr("New conversation"), self._begin)
        menu.addSeparator()
        menu.addAction(tr("Quit"), self.quit)
        tray.setContextMenu(menu)
        tray.activated.connect(self._activated)
        tray.messageClicked.connect(self._open_told)
        tray.show()

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self._window.raise_window()
        elif reason is QSystemTrayIcon.ActivationReason.MiddleClick:
            self.open_quick()

    def _leave(self) -> None:
        if self.tray is not None:
            self.tray.hide()
        if self.quick is not None:
            self.quick.hide()

    def _begin(self) -> None:
        self._window.raise_window()
        self.new_requested.emit()

    def _open_told(self) -> None:
        self._window.raise_window()
        if self._told is not None:
            self.conversation_wanted.emit(self._told)

    def _end_without_window(self) -> None:
        """The quick question was all that there was to see."""
        if not self._window.isVisible() and not self._stays:
            self.quit()
