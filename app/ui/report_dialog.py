"""The report of a problem: shown whole, changed by the person as they like, copied or saved, and never sent."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.translation import tr
from app.ui.announcements import announce
from app.ui.dialog_parts import confirm_by_ctrl_enter, push_button
from app.ui.facts_table import wrapped


class ReportDialog(QDialog):
    save_requested = Signal(str)
    """The text, as the person has changed it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Report a problem"))
        self.setMinimumSize(380, 340)
        self.resize(680, 620)
        explanation = wrapped("muted")
        explanation.setText(
            tr(
                "This is everything that the report holds: no message, no name and no path of yours. Write what "
                "happened, take out what you like, and give it to whom you trust to help. Nothing is sent from here."
            )
        )
        self.text = QPlainTextEdit()
        self.text.setObjectName("details")
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(tr("The report"))
        self.text.setPlaceholderText(tr("Collecting what is known\u2026"))
        self.text.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # a list of English names and numbers
        self.said = wrapped("small")
        self.said.hide()
        self.copy_button = push_button(tr("Copy all"), "plain")
        self.copy_button.clicked.connect(self._copy)
        self.save_button = push_button(tr("Save\u2026"), "primary")
        self.save_button.clicked.connect(lambda: self.save_requested.emit(self.text.toPlainText()))
        confirm_by_ctrl_enter(self, self.save_button)
        close = push_button(tr("Close"), "plain")
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.said, 1)
        row.addStretch(1)
        for button in (close, self.copy_button, self.save_button):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 20, 28, 20)
        column.setSpacing(12)
        column.addWidget(explanation)
        column.addWidget(self.text, 1)
        column.addLayout(row)
        self._set_ready(False)

    def show_report(self, text: str) -> None:
        """With the cursor where the person begins to write."""
        self.text.setPlainText(text)
        self._set_ready(True)
        cursor = self.text.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Start)
        cursor.movePosition(QTextCursor.MoveOperation.Down)
        self.text.setTextCursor(cursor)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, text: str) -> None:
        self.said.setText(text)
        self.said.show()
        announce(self, text)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.tell(tr("Copied."))

    def _set_ready(self, ready: bool) -> None:
        for widget in (self.text, self.copy_button, self.save_button):
            widget.setEnabled(ready)
