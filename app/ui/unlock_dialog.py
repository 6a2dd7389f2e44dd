"""What stands before the window while everything is encrypted: the question for the passphrase."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from app.translation import plural, tr
from app.ui.announcements import announce
from app.ui.dialog_parts import push_button
from app.ui.facts_table import wrapped
from app.ui.passphrase_fields import PassphraseField
from app.ui.theme import Theme, app_icon
from app.ui.tick_box import TickBox


class UnlockDialog(QDialog):
    """Takes values and emits signals; it is accepted and rejected by who opens it, and by Quit."""

    tried = Signal(str)
    lost = Signal()
    """The person has no passphrase any more."""

    def __init__(self, theme: Theme, note: str = "") -> None:
        """`note` is what else there is to know, for example what will go on once it is open."""
        super().__init__()
        self.setWindowTitle("Homespun")
        self.setWindowIcon(app_icon())
        self.setMinimumWidth(340)
        self._seconds = 0.0
        self._message = ""
        self.field = PassphraseField(tr("Passphrase"))
        self.field.accepted.connect(self._try)
        self.field.changed.connect(self._look)
        self.shows = TickBox(theme, tr("Show what I type"))
        self.shows.toggled.connect(self.field.set_shown)
        self.error = wrapped("error")
        self.open_button = push_button(tr("Open"), "primary", on_enter=True)
        self.open_button.setDefault(True)
        self.open_button.clicked.connect(self._try)
        self.lost_button = push_button(tr("I have lost it\u2026"), "plain")
        self.lost_button.clicked.connect(self.lost)
        self.quit_button = push_button(tr("Quit"), "plain")
        self.quit_button.clicked.connect(self.reject)
        self._waiting = QTimer(self)
        self._waiting.setInterval(250)
        self._waiting.timeout.connect(self._wait)
        self._lay_out(theme, note)
        self._look()

    def set_busy(self, busy: bool) -> None:
        """The passphrase is being tried."""
        self.field.setEnabled(not busy)
        self.open_button.setText(tr("Opening\u2026") if busy else tr("Open"))
        self.lost_button.setEnabled(not busy)
        self._look()

    def refuse(self, message: str, seconds: float = 0.0) -> None:
        """It was not the one; the next try is possible after `seconds`."""
        self.set_busy(False)
        self._seconds = seconds
        self.error.setText(message)
        announce(self, message, assertive=True)
        self.field.line.selectAll()
        self.field.setFocus()
        if seconds:
            self._message = message
            self._waiting.start()
            self._show_wait()
        self._look()
        self._fit()

    def _try(self) -> None:
        if self.open_button.isEnabled():
            self.error.setText(" ")
            self.set_busy(True)
            self.tried.emit(self.field.text)

    def _look(self) -> None:
        self.open_button.setEnabled(bool(self.field.text) and self.field.isEnabled() and self._seconds <= 0)

    def _wait(self) -> None:
        self._seconds -= self._waiting.interval() / 1000
        if self._seconds <= 0:
            self._waiting.stop()
            self.error.setText(self._message)
            self._look()
        else:
            self._show_wait()

    def _show_wait(self) -> None:
        left = ceil(self._seconds)
        wait = plural("The next try is possible in {n} second.", "The next try is possible in {n} seconds.", left)
        self.error.setText(f"{self._message} {wait}")

    def _fit(self) -> None:
        """As tall as its words need."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    def _lay_out(self, theme: Theme, note: str) -> None:
        title = wrapped("headline")
        title.setText(tr("Your data is encrypted"))
        text = wrapped("muted")
        text.setText(note or tr("Type your passphrase to open Homespun."))
        self.error.setText(" ")
        answers = QHBoxLayout()
        answers.setSpacing(8)
        answers.addWidget(self.lost_button)
        answers.addStretch(1)
        answers.addWidget(self.quit_button)
        answers.addWidget(self.open_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 20)
        column.setSpacing(12)
        column.addWidget(title)
        column.addWidget(text)
        column.addSpacing(4)
        column.addWidget(self.field)
        column.addWidget(self.shows, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.error)
        column.addStretch(1)
        column.addLayout(answers)
        self.resize(theme.scaled(440), theme.scaled(320))
        self._fit()
        self.field.setFocus()
