"""ConversationViews: the shown conversation, the welcome where there is none, and the message box with its draft."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.state import Activity, ChatActivity
from app.store.records import Conversation, MessageState, StoredMessage
from app.ui.announcements import announce
from app.ui.composer import Composer
from app.ui.renderer import Renderer
from app.ui.theme import Theme
from app.ui.transcript import Transcript
from app.ui.welcome import Welcome
from engine.protocol import Role


class ConversationViews(QObject):
    """Every conversation has a draft of its own."""

    submitted = Signal(str)
    draft_changed = Signal(str)
    """What would be sent now, once typing has paused, or another conversation is shown."""
    draft_kept = Signal(object, str)
    """(conversation id or None for a new one, text): what is in its message box now."""
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
        self._drafts: dict[int | None, str] = {}
        self._kept: tuple[int | None, str] = (None, "")
        self._new_was_sent = False
        """The conversation that is stored next is the one shown: what is typed meanwhile belongs to it."""
        self.composer.submitted.connect(self._submit)
        self.composer.draft_changed.connect(self._draft_changed)
        self.welcome.example_chosen.connect(self._take_example)
        self._show_welcome()

    def show(self, conversation: Conversation | None, messages: Sequence[StoredMessage]) -> bool:
        """From the first message to the head; None is a new conversation that is not stored yet. Answers whether it
        is the same as before, maybe in another branch."""
        before, after = self._id, conversation.id if conversation else None
        same = before is not None and before == after
        if before != after:
            self._change_draft(before, after)
        self.conversation = conversation
        self.composer.settle()
        self.transcript.show_messages(messages, same=same)
        self._show_welcome()
        return same

    def add(self, message: StoredMessage) -> None:
        self.transcript.add(message)
        self._show_welcome()
        if message.role is Role.ASSISTANT and message.state is MessageState.STREAMING:
            announce(self._window, "The reply begins")

    def update(self, message: StoredMessage) -> None:
        self.transcript.update_message(message)
        if message.role is not Role.ASSISTANT:
            return
        match message.state:
            case MessageState.STREAMING:
                announce(self._window, "The reply goes on")
            case MessageState.COMPLETE:
                announce(self._window, "The reply is complete")
            case _:
                announce(self._window, "The reply stopped")

    def set_activity(self, activity: ChatActivity) -> None:
        self.activity = activity.activity
        self.composer.set_activity(activity)
        self.transcript.set_activity(activity)

    def restore_draft(self, text: str) -> None:
        """Put a message that could not be sent back into the box, before what was typed since."""
        typed = self.composer.draft
        self.composer.set_draft(f"{text}\n\n{typed}" if typed.strip() else text)

    def retry(self) -> None:
        if self.activity is Activity.IDLE and not self.transcript.is_empty:
            self.retry_requested.emit()

    def copy_reply(self) -> None:
        reply = self.transcript.latest_reply()
        if reply is not None:
            reply.copy()

    @property
    def _id(self) -> int | None:
        return self.conversation.id if self.conversation else None

    def _change_draft(self, before: int | None, after: int | None) -> None:
        if before is None and self._new_was_sent:
            self._keep(None, "")
            self._keep(after, self.composer.draft)
        else:
            self._keep(before, self.composer.draft)
            self._drafts[before] = self.composer.draft
            draft = self._drafts.pop(after, "")
            self.composer.set_draft(draft)
            self._kept = after, draft
        self._new_was_sent = False

    def _draft_changed(self, text: str) -> None:
        self._keep(self._id, text)
        self.draft_changed.emit(text)

    def _keep(self, conversation_id: int | None, text: str) -> None:
        if self._kept != (conversation_id, text):
            self._kept = conversation_id, text
            self.draft_kept.emit(conversation_id, text)

    def _submit(self, text: str) -> None:
        self._new_was_sent = self.conversation is None
        self._kept = self._id, ""  # what is sent is kept as a message
        self.submitted.emit(text)

    def _take_example(self, text: str) -> None:
        self.composer.set_draft(text)
        self.composer.focus()

    def _show_welcome(self) -> None:
        empty = self.transcript.is_empty
        self.welcome.setVisible(empty)
        self.transcript.setVisible(not empty)
