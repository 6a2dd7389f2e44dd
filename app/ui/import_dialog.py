"""Bringing conversations in from one file: what it holds, how far it is, what came of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QProgressBar, QVBoxLayout, QWidget

from app.exchange import words
from app.exchange.bringing import Preview, Report
from app.state import Task
from app.translation import told, tr, tr_noop
from app.ui.announcements import announce
from app.ui.dialog_parts import push_button
from app.ui.facts_table import wrapped
from app.ui.text_direction import run_as_window, turn

LINK_PADDING = 8
"""Around the words of a link, so that they stand below the others."""
STAYS = tr_noop("What is here already is not changed, and nothing comes twice: only messages that it lacks are added.")


class ImportDialog(QDialog):
    """Takes values and emits signals. To close it while something is under way stops that."""

    confirmed = Signal()
    cancelled = Signal()
    """Stop what is under way."""
    another_requested = Signal()
    """Choose another file."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """`name` is the file's."""
        super().__init__(parent)
        self.setWindowTitle(tr("Import conversations"))
        self.setMinimumWidth(380)
        self.resize(520, 220)
        self._is_busy = True
        self._name = wrapped("headline")
        self._name.setText(name)
        self.text = wrapped("")
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._note = wrapped("muted")
        self._note.setText(tr(STAYS))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMaximum(1000)
        self.details = QPlainTextEdit()
        self.details.setObjectName("details")
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        self.details.setAccessibleName(tr("What could not be read, and why"))
        self.details.setMinimumHeight(140)
        self.details_button = push_button(tr("What could not be read"), "link")
        self.details_button.setCheckable(True)
        self.details_button.toggled.connect(self._show_details)
        self.copy_button = push_button(tr("Copy"), "link")
        self.copy_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.details.toPlainText()))
        self.confirm = push_button(tr("Import"), "primary", on_enter=True)
        self.confirm.clicked.connect(self._confirm)
        self.another = push_button(tr("Choose another file\u2026"), "plain")
        self.another.clicked.connect(self._choose_another)
        self.close_button = push_button(tr("Cancel"), "plain")
        self.close_button.clicked.connect(self.reject)
        more = QHBoxLayout()
        more.setSpacing(8)
        for button in (self.details_button, self.copy_button):
            more.addWidget(button)
        more.addStretch(1)
        answers = QHBoxLayout()
        answers.setSpacing(8)
        answers.addStretch(1)
        for button in (self.another, self.close_button, self.confirm):
            answers.addWidget(button)
        above, below = QVBoxLayout(), QVBoxLayout()
        for part in (self._name, self.text, self.bar, self._note):
            above.addWidget(part)
        below.addWidget(self.details, 100)
        below.addStretch(1)
        below.addLayout(answers)
        column = QVBoxLayout(self)
        column.setContentsMargins(28 - LINK_PADDING, 20, 28 - LINK_PADDING, 20)
        for layout, stretch in ((above, 0), (below, 1)):
            layout.setContentsMargins(LINK_PADDING, 0, LINK_PADDING, 0)
            layout.setSpacing(10)
            column.addLayout(layout, stretch)
        column.insertLayout(1, more)
        column.setSpacing(10)
        self._begin(tr("Reading what is in it"))

    def set_task(self, task: Task | None) -> None:
        """How far it is; None when nothing is under way."""
        if task is not None and self._is_busy:
            self.bar.setMaximum(1000 if task.total else 0)
            self.bar.setValue(round(1000 * min(task.done, task.total) / task.total) if task.total else 0)

    def show_preview(self, preview: Preview) -> None:
        self._settle(words.of_preview(preview))
        self._note.setVisible(bool(preview.known))
        self.confirm.setVisible(bool(preview.conversations))
        self.another.setVisible(not preview.conversations)
        self._show_details_of(preview)
        (self.confirm if preview.conversations else self.another).setFocus()

    def show_report(self, report: Report) -> None:
        self._settle(words.of_report(report))
        self._show_details_of(report)
        self._end()

    def show_refusal(self, message: str, detail: str) -> None:
        self._settle(told(message))
        self._fill_details(detail)
        turn(self.details)  # for a developer, in English
        self.details_button.setText(tr("Details"))
        self._end()
        self.another.show()

    def reject(self) -> None:
        if self._is_busy:
            self.cancelled.emit()
        super().reject()

    def _begin(self, text: str) -> None:
        self._is_busy = True
        self.text.setText(f"{text}\u2026")
        self.bar.setMaximum(0)
        self.bar.setAccessibleName(text)
        self.bar.show()
        self.close_button.setText(tr("Cancel"))
        self._fill_details("")
        for part in (self.confirm, self.another, self._note):
            part.hide()
        self.close_button.setFocus()

    def _settle(self, text: str) -> None:
        self._is_busy = False
        self.text.setText(text)
        self.bar.hide()
        announce(self, text)

    def _end(self) -> None:
        self.confirm.hide()
        self._note.hide()
        self.close_button.setText(tr("Close"))
        self.close_button.setDefault(True)
        self.close_button.setFocus()

    def _confirm(self) -> None:
        self._begin(tr("Importing"))
        self.confirmed.emit()

    def _choose_another(self) -> None:
        self.reject()
        self.another_requested.emit()

    def _show_details_of(self, done: Preview | Report) -> None:
        self.details_button.setText(tr("What could not be read") if done.unreadable_count else tr("Details"))
        self._fill_details(words.details(done.unreadable, done.unreadable_count, done.left_out))
        run_as_window(self.details)

    def _fill_details(self, text: str) -> None:
        self.details.setPlainText(text)
        self.details_button.setChecked(False)
        self._show_details(False)
        self.details_button.setVisible(bool(text))
        self._fit()

    def _show_details(self, shown: bool) -> None:
        self.details.setVisible(shown)
        self.copy_button.setVisible(shown)
        self._fit()

    def _fit(self) -> None:
        """As tall as its text needs; what the person has made larger stays."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))
