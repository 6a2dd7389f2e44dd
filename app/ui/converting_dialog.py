"""How far the encryption of everything is, or its end; the window opens after that."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout

from app.state import Task
from app.translation import tr
from app.ui.announcements import announce
from app.ui.facts_table import wrapped
from app.ui.theme import app_icon


class ConvertingDialog(QDialog):
    cancelled = Signal()
    """What was done is to be undone."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Homespun")
        self.setWindowIcon(app_icon())
        self.setMinimumWidth(340)
        self.title = wrapped("headline")
        self.text = wrapped("muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.cancel_button = QPushButton(tr("Cancel"))
        self.cancel_button.setProperty("role", "plain")
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.clicked.connect(self._cancel)
        answers = QHBoxLayout()
        answers.addStretch(1)
        answers.addWidget(self.cancel_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 20)
        column.setSpacing(12)
        for part in (self.title, self.text, self.bar):
            column.addWidget(part)
        column.addStretch(1)
        column.addLayout(answers)
        self.resize(440, 220)

    def begin(self, *, encrypts: bool) -> None:
        self.title.setText(tr("Encrypting your data") if encrypts else tr("Decrypting your data"))
        self.text.setText(
            tr(
                "Homespun opens when this is done. If the computer is switched off meanwhile, nothing is lost: it goes "
                "on at the next start."
            )
        )
        self.bar.setMaximum(0)
        self.bar.setAccessibleName(self.title.text())
        self.cancel_button.setEnabled(True)
        announce(self, self.title.text())

    def set_task(self, task: Task | None) -> None:
        if task is not None and task.total:
            self.bar.setMaximum(1000)
            self.bar.setValue(round(1000 * min(task.done, task.total) / task.total))

    def reject(self) -> None:
        """Escape does not interrupt it by a slip of the hand."""

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self._cancel()

    def _cancel(self) -> None:
        if self.cancel_button.isEnabled():
            self.cancel_button.setEnabled(False)
            self.cancelled.emit()
