"""AttachmentViews: how files come to the message box, and how their texts are looked at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.state import AttachmentSizes, FileReading, PassageState
from app.store.records import Attachment
from app.translation import tr
from app.ui import attachment_words
from app.ui.conversation_views import ConversationViews
from app.ui.dialogs import Dialogs


class AttachmentViews(QObject):
    files_brought = Signal(object, list)
    """(conversation id or None for a new one, paths): for its message box"""
    reading_cancelled = Signal(int)
    """Key of a FileReading"""
    passages_wanted = Signal(object, object)
    """(conversation id or None for a new one, Draft): of its files only what has to do with its text"""
    passages_cancelled = Signal()
    whole_wanted = Signal(object, object)
    """(conversation id or None for a new one, Draft): its files as they were"""

    def __init__(self, conversation: ConversationViews, dialogs: Dialogs, window: QWidget) -> None:
        super().__init__(window)
        self._conversation = conversation
        self._dialogs = dialogs
        self._window = window
        self._sizes = AttachmentSizes()
        self._readings: Sequence[FileReading] = ()
        composer = conversation.composer
        composer.files_wanted.connect(self.choose)
        composer.files_brought.connect(self.bring)
        composer.files.opened.connect(self.preview)
        composer.files.cancelled.connect(self.reading_cancelled)
        passages = composer.files.passages
        passages.wanted.connect(lambda: self.passages_wanted.emit(conversation.shown_id, composer.written))
        passages.cancelled.connect(self.passages_cancelled)
        passages.undone.connect(lambda: self.whole_wanted.emit(conversation.shown_id, composer.written))
        conversation.shown.connect(self._show_readings)
        conversation.transcript.page.attachment_opened.connect(self.preview)

    def choose(self) -> None:
        """Open the system's dialog, which does not wait."""
        dialog = QFileDialog(self._window, tr("Attach files"), "", tr(attachment_words.FILTER))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self.bring)
        self._dialogs.open("attach", dialog)

    def bring(self, paths: list[str]) -> None:
        """For the message box of the shown conversation."""
        self.files_brought.emit(self._conversation.shown_id, paths)

    def preview(self, attachment: Attachment) -> None:
        from app.ui.attachment_preview import AttachmentPreview  # late: most starts never open it

        dialog = AttachmentPreview(attachment, self._sizes.tokens.get(attachment), self._window)
        self._dialogs.open("attachment", dialog)

    def set_readings(self, readings: Sequence[FileReading]) -> None:
        self._readings = readings
        self._show_readings()

    def set_sizes(self, sizes: AttachmentSizes) -> None:
        self._sizes = sizes
        self._conversation.composer.files.set_sizes(sizes)

    def set_passages(self, state: PassageState) -> None:
        self._conversation.composer.files.set_passages(state)

    def _show_readings(self) -> None:
        shown = self._conversation.shown_id
        own = [reading for reading in self._readings if reading.conversation_id == shown]
        self._conversation.composer.files.set_readings(own)
