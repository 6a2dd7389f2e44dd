"""Everything as one file, and back: writes a backup, restores one, shows what the program keeps by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.backup import words
from app.backup.results import Kept
from app.state import Task
from app.translation import day, tr
from app.ui.announcements import announce
from app.ui.dialog_parts import push_button, put_together, said
from app.ui.facts_table import wrapped
from app.ui.shelf_parts import ProgressRow, RemovalQuestion
from app.ui.theme import Theme
from app.ui.tick_box import TickBox

_WORTH_ASKING = 1_000_000
"""Bytes of models: with fewer there are only notes about them."""


class BackupDialog(QDialog):
    """Takes values and emits signals. To close it while something is under way stops that."""

    create_requested = Signal(bool)
    """Whether with the models"""
    restore_requested = Signal()
    """The person wants to choose a file."""
    restore_confirmed = Signal(str)
    """Path of a backup"""
    kept_confirmed = Signal(str)
    """Name of what the program keeps"""
    cancelled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Back up and restore"))
        self.setMinimumSize(380, 320)
        self.resize(580, 600)
        self._is_busy = False
        self._asks_for_kept = False
        self.text = wrapped("")
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.hide()
        self.models = TickBox(theme, tr("With the models"))
        self.create_button = push_button(tr("Back up everything\u2026"), "primary")
        self.create_button.clicked.connect(lambda: self.create_requested.emit(self.models.isChecked()))
        self.restore_button = push_button(tr("Choose a backup\u2026"), "plain")
        self.restore_button.clicked.connect(self.restore_requested)
        self.question = RemovalQuestion()
        self.question.remove.setText(tr("Restore it and start again"))
        self.question.keep.setText(tr("Leave everything as it is"))
        self.question.confirmed.connect(self._confirm)
        self.question.declined.connect(lambda: self.restore_button.setFocus(Qt.FocusReason.OtherFocusReason))
        self.progress = ProgressRow()
        self.progress.cancelled.connect(self.cancelled)
        self.close_button = push_button(tr("Close"), "plain")
        self.close_button.clicked.connect(self.reject)
        self.kept_buttons: list[QPushButton] = []
        """Of the rows of what the program keeps."""
        self._kept = QVBoxLayout()
        self._kept.setSpacing(6)
        self._kept_head = said("section", tr("Kept by the program"))
        self._lay_out()
        self.show_kept((), 0)
        self.create_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_kept(self, kept: Sequence[Kept], size_of_models: int) -> None:
        """The newest first; how many bytes the models of the library have."""
        self.models.setVisible(size_of_models >= _WORTH_ASKING)
        self.models.setText(tr("With the models, {size}", size=words.size(size_of_models)))
        while (item := self._kept.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        rows = [_KeptRow(one, self._ask_for_kept) for one in kept]
        for row in rows:
            self._kept.addWidget(row)
        self.kept_buttons = [row.button for row in rows]
        self._kept_head.setVisible(bool(kept))
        self._set_busy(self._is_busy)

    def set_task(self, task: Task | None) -> None:
        """How far it is; None when nothing is under way."""
        self._set_busy(task is not None)
        if task is None:
            self.progress.show_progress("", 0, 0)
        else:
            self.text.hide()
            self.progress.show_progress(task.text, task.done, task.total)

    def ask(self, path: str, name: str, held: str) -> None:
        """Whether to restore a file that was looked at; `held` says what is in it."""
        self._asks_for_kept = False
        self._ask(path, name, held)

    def tell(self, text: str) -> None:
        """What was done, or why it was not."""
        self.text.setText(text)
        self.text.show()
        announce(self, text)

    def reject(self) -> None:
        if self._is_busy:
            self.cancelled.emit()
        super().reject()

    def _ask_for_kept(self, kept: Kept) -> None:
        self._asks_for_kept = True
        self._ask(kept.name, "", words.of_kept(kept))

    def _ask(self, key: str, name: str, held: str) -> None:
        self.text.hide()
        title = tr("Restore {name}?", name=name) if name else tr("Restore this?")
        goes = tr("It takes the place of what is here. What is here now is kept, and can be put back.")
        self.question.ask_about([key], title, f"{held} {goes}")

    def _confirm(self, keys: list[str]) -> None:
        (self.kept_confirmed if self._asks_for_kept else self.restore_confirmed).emit(keys[0])

    def _set_busy(self, busy: bool) -> None:
        self._is_busy = busy
        for widget in (self.create_button, self.restore_button, self.models, self.question, *self.kept_buttons):
            widget.setEnabled(not busy)

    def _lay_out(self) -> None:
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(28, 8, 28, 20)
        column.setSpacing(8)
        column.addWidget(said("section", tr("Back up")))
        column.addWidget(
            said(
                "muted",
                tr(
                    "One file with your conversations, profiles, facts and settings, your adapters and what was "
                    "learned from you. Keep it on another disk. What is in it can be read by whoever has it, unless "
                    "your data is encrypted."
                ),
            )
        )
        column.addWidget(self.models, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.create_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(said("section", tr("Restore")))
        column.addWidget(
            said(
                "muted",
                tr(
                    "A backup is checked as a whole before anything is changed. It takes the place of everything that "
                    "is here; what it replaces is kept."
                ),
            )
        )
        column.addWidget(self.restore_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._kept_head)
        column.addLayout(self._kept)
        column.addStretch(1)
        row = QVBoxLayout()
        row.setSpacing(10)
        for part in (self.question, self.text, self.progress):
            row.addWidget(part)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignRight)
        put_together(self, page, row)


class _KeptRow(QWidget):
    def __init__(self, kept: Kept, chosen: Callable[[Kept], None]) -> None:
        super().__init__()
        label = wrapped("")
        label.setText(words.kind(kept))
        when = wrapped("small")
        when.setText(tr("{day}, {size}", day=day(kept.made_at, long=True), size=words.size(kept.size)))
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:  # which it does not tell by its first letters
            when.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        self.button = button = push_button(tr("Restore\u2026"), "plain")
        button.setAccessibleName(tr("Restore: {what}", what=words.of_kept(kept)))
        button.clicked.connect(lambda: chosen(kept))
        text = QVBoxLayout()
        text.setSpacing(1)
        text.addWidget(label)
        text.addWidget(when)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(text, 1)
        row.addWidget(button)
