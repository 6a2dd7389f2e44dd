"""ConversationViews: the shown conversation, the welcome where there is none, and the message box with its draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QTextEdit, QWidget

from app.draft import NO_DRAFT, Draft
from app.state import Activity, ChatActivity
from app.store.records import Attachment, Conversation, MessageState, StoredMessage
from app.translation import tr
from app.ui.announcements import announce
from app.ui.composer import Composer
from app.ui.renderer import Renderer
from app.ui.theme import Theme
from app.ui.transcript import Transcript
from app.ui.welcome import Welcome
from engine.protocol import Role


class ConversationViews(QObject):
    """Every conversation has a draft of its own."""

    submitted = Signal(object)
    """Draft"""
    draft_changed = Signal(object)
    """Draft: what would be sent now, once typing has paused, or another conversation is shown."""
    draft_kept = Signal(object, str)
    """(conversation id or None for a new one, text): what is in its message box now."""
    files_kept = Signal(object, object)
    """(conversation id or None for a new one, tuple[Attachment, ...]): what is attached there now."""
    shown = Signal()
    """A conversation, maybe the same one."""
    retry_requested = Signal()

    def __init__(self, theme: Theme, renderer: Renderer, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.transcript = Transcript(theme, renderer)
        self.welcome = Welcome(theme)
        self.composer = Composer(theme)
        self.conversation: Conversation | None = None
        """None for a new one."""
        self.activity = Activity.IDLE
        self._drafts: dict[int | None, Draft] = {}
        self._kept: tuple[int | None, str] = (None, "")
        self._kept_files: tuple[int | None, tuple[Attachment, ...]] = (None, ())
        self._new_was_sent = False
        """The conversation that is stored next is the one shown: what is typed meanwhile belongs to it."""
        self.composer.submitted.connect(self._submit)
        self.composer.draft_changed.connect(self._draft_changed)
        self.composer.files_changed.connect(lambda files: self._keep_files(self.shown_id, files))
        self.composer.text.left_upwards.connect(self.transcript.choose_latest)
        self.transcript.left_downwards.connect(self.composer.focus)
        self.welcome.example_chosen.connect(self._take_example)
        self.transcript.hide()  # showing what has no place yet would make a window of it

    def show(self, conversation: Conversation | None, messages: Sequence[StoredMessage]) -> bool:
        """From the first message to the head; None is a new conversation that is not stored yet. Answers whether it
        is the same as before, maybe in another branch."""
        before, after = self.shown_id, conversation.id if conversation else None
        same = before is not None and before == after
        if before != after:
            self._change_draft(before, after)
        self.conversation = conversation
        self.composer.settle()
        self.transcript.show_messages(messages, same=same)
        self._show_welcome()
        self.shown.emit()
        return same

    def add(self, message: StoredMessage) -> None:
        self.transcript.add(message)
        self._show_welcome()
        if message.role is Role.ASSISTANT and message.state is MessageState.STREAMING:
            announce(self._window, tr("The reply begins"))

    def update(self, message: StoredMessage) -> None:
        self.transcript.update_message(message)
        if message.role is not Role.ASSISTANT:
            return
        match message.state:
            case MessageState.STREAMING:
                announce(self._window, tr("The reply goes on"))
            case MessageState.COMPLETE:
                announce(self._window, tr("The reply is complete"))
            case _:
                announce(self._window, tr("The reply stopped"))

    def set_activity(self, activity: ChatActivity) -> None:
        self.activity = activity.activity
        self.composer.set_activity(activity)
        self.transcript.set_activity(activity)

    def restore_draft(self, draft: Draft) -> None:
        """Put a message that could not be sent back into the box, before what was typed since."""
        typed = self.composer.written
        text = "\n\n".join(part for part in (draft.text, typed.text) if part.strip())
        since = [one for one in typed.attachments if one not in draft.attachments]
        self.composer.set_written(Draft(text, (*draft.attachments, *since)))
        self._keep_files(self.shown_id, self.composer.files.attachments)

    def attach(self, conversation_id: int | None, attachment: Attachment) -> None:
        """Put a file that was read into the message box that it was brought for."""
        if conversation_id == self.shown_id:
            self.composer.files.add(attachment)
        else:
            draft = self._drafts.get(conversation_id, NO_DRAFT)
            files = (*draft.attachments, attachment)
            self._drafts[conversation_id] = replace(draft, attachments=files)
            self.files_kept.emit(conversation_id, files)

    def replace_files(self, conversation_id: int | None, replaced: Mapping[Attachment, Attachment]) -> None:
        """In the message box of this conversation, put others in the place of some files."""
        if conversation_id == self.shown_id:
            self.composer.files.replace(replaced)
        elif (draft := self._drafts.get(conversation_id)) is not None:
            files = tuple(replaced.get(one, one) for one in draft.attachments)
            self._drafts[conversation_id] = replace(draft, attachments=files)
            self.files_kept.emit(conversation_id, files)

    def take_key(self, event: QKeyEvent) -> bool:
        """What is typed in a text that can only be read is meant for the message box. Answers whether it was that."""
        modifiers, text = Qt.KeyboardModifier, event.text()
        reads = isinstance(QApplication.focusWidget(), QTextEdit | QPlainTextEdit)
        is_command = event.modifiers() & (modifiers.ControlModifier | modifiers.AltModifier | modifiers.MetaModifier)
        if not reads or is_command or not text.isprintable() or not text.strip():
            return False
        self.composer.focus()
        self.composer.text.insertPlainText(text)
        return True

    def retry(self) -> None:
        if self.activity is Activity.IDLE and not self.transcript.is_empty:
            self.retry_requested.emit()

    def copy_reply(self) -> None:
        reply = self.transcript.latest_reply()
        if reply is not None:
            reply.copy()

    @property
    def shown_id(self) -> int | None:
        """None for a new one."""
        return self.conversation.id if self.conversation else None

    def _change_draft(self, before: int | None, after: int | None) -> None:
        written = self.composer.written
        if before is None and self._new_was_sent:
            self._keep(None, "")
            self._keep(after, written.text)
            self._keep_files(None, ())
            self._keep_files(after, written.attachments)
        else:
            self._keep(before, written.text)
            self._drafts[before] = written
            draft = self._drafts.pop(after, NO_DRAFT)
            self._kept_files = after, draft.attachments
            self.composer.set_written(draft)
            self._kept = after, draft.text
        self._new_was_sent = False

    def _draft_changed(self, draft: Draft) -> None:
        self._keep(self.shown_id, draft.text)
        self.draft_changed.emit(draft)

    def _keep(self, conversation_id: int | None, text: str) -> None:
        if self._kept != (conversation_id, text):
            self._kept = conversation_id, text
            self.draft_kept.emit(conversation_id, text)

    def _keep_files(self, conversation_id: int | None, files: tuple[Attachment, ...]) -> None:
        if self._kept_files != (conversation_id, files):
            self._kept_files = conversation_id, files
            self.files_kept.emit(conversation_id, files)

    def _submit(self, draft: Draft) -> None:
        self._new_was_sent = self.conversation is None
        self._kept = self.shown_id, ""  # what is sent is kept as a message
        self._kept_files = self.shown_id, ()
        self.submitted.emit(draft)

    def _take_example(self, text: str) -> None:
        self.composer.set_draft(text)
        self.composer.focus()

    def _show_welcome(self) -> None:
        empty = self.transcript.is_empty
        self.welcome.setVisible(empty)
        self.transcript.setVisible(not empty)
