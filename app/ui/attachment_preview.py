"""What a model reads of an attached file, letter by letter."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase, QTextCursor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.attachments.telling import told_file
from app.store.records import Attachment
from app.translation import plural, tr
from app.ui import attachment_words
from app.ui.elided_label import ElidedLabel

PART = 100_000
"""Characters that are shown at a time: a long text at once would hold the window up."""


class AttachmentPreview(QDialog):
    def __init__(self, attachment: Attachment, tokens: int | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._told = told_file(attachment)
        self._shown = 0
        self.setWindowTitle(tr("{name} \u2014 what the model reads", name=attachment.name))
        title = ElidedLabel()
        title.setProperty("role", "title")
        title.set_whole(attachment.name)
        facts = _label(attachment_words.facts(attachment, tokens), "small")
        note = _label(attachment_words.note(attachment), "note")
        note.setVisible(bool(attachment.note))
        explained = _label(
            tr(
                "The model is told this text, letter by letter, before your message. Pictures and looks are not in it. "
                "The file itself stays where it is, and what is changed in it later is not seen here."
            ),
            "small",
        )
        self.text = QPlainTextEdit()
        self.text.setObjectName("details")
        self.text.setReadOnly(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setAccessibleName(tr("The text that the model reads"))
        self.more = QPushButton()
        self.more.setProperty("role", "action")
        self.more.setAutoDefault(False)
        self.more.clicked.connect(self.show_more)
        close = QPushButton(tr("Close"))
        close.setProperty("role", "plain")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(self.more)
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(8)
        for part in (title, facts, note, explained):
            column.addWidget(part)
        column.addWidget(self.text, 1)
        column.addLayout(foot)
        self.resize(680, 560)
        self.show_more()

    def show_more(self) -> None:
        part = self._told[self._shown : self._shown + PART]
        cursor = QTextCursor(self.text.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(part)
        self._shown += len(part)
        left = len(self._told) - self._shown
        self.more.setText(plural("Show more: {n} character is left", "Show more: {n} characters are left", left))
        self.more.setVisible(left > 0)


def _label(text: str, role: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(label.textFormat().PlainText)
    label.setProperty("role", role)
    label.setWordWrap(True)
    label.setText(text)
    return label
