"""The messages of a conversation in one column, of which only those near what is being read are widgets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import delete

from app.state import MessageAction, SummaryMark
from app.store.message_tree import Versions
from app.store.records import Feedback, MessageState, StoredMessage
from app.ui.context_mark import ContextMark
from app.ui.messages import MessageView
from app.ui.renderer import Renderer, Rendering
from app.ui.reply import ReplyMessage
from app.ui.theme import Theme
from app.ui.user_message import UserMessage
from app.ui.work_queue import WorkQueue
from engine.protocol import Role

COLUMN = 720
"""Widest column of text, in pixels; a message has 8 more on each side for its focus ring."""
PAGE = 16
"""Messages that become widgets at a time."""
BEFORE = 3
"""Of these, how many stand above the one that is sought."""


class MessageColumn(QWidget):
    """What is written in a message that is no widget any more is kept until it is one again."""

    made = Signal(object)
    """MessageView that was not there before."""
    link_activated = Signal(QUrl)
    notice = Signal(str)
    inspection_requested = Signal(str)
    """The text of a message, whose tokens the person wants to see."""
    judged = Signal(int, object)
    """(message id, Thumb)"""
    corrected = Signal(int, str)
    """(message id, what the person would have said; empty where they take it back)"""
    acted = Signal(object, int)
    """(MessageAction, message id)"""
    version_chosen = Signal(int)
    """Id of the message to show in another one's place."""
    attachment_opened = Signal(object)
    """Attachment whose text the person wants to see"""
    edited = Signal(int, str)
    """(message id, text): another version of it is to be sent."""
    edit_draft_changed = Signal(int, int, str)
    """(conversation id, message id, text): what is written of another version; empty where nothing is to be kept."""

    def __init__(self, theme: Theme, renderer: Renderer) -> None:
        super().__init__()
        self._theme = theme
        self._renderer = renderer
        self.work = WorkQueue(self)
        self._leaving = WorkQueue(self)
        self._messages: list[StoredMessage] = []
        self._first = 0
        self._end = 0
        """Messages from `_first` to before `_end` are widgets."""
        self._views: dict[int, MessageView] = {}
        self._feedback: dict[int, Feedback] = {}
        self._versions: Versions = {}
        self._corrections: dict[int, str] = {}
        self._edits: dict[int, str] = {}
        """By message: what was being written when it ceased to be a widget."""
        self._streams: dict[int, list[str]] = {}
        """By message: all that has come of a reply that is no widget while it is written."""
        self._marked = ""
        self._width = 0
        self.setObjectName("page")
        self.mark = SummaryMark()
        self.divider = ContextMark(theme)
        self.divider.setParent(self)  # Tab reaches its buttons in the order of the window
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 28, 0, 28)
        self._column.setSpacing(12)
        self._column.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addStretch(1)
        self._row.addLayout(self._column)
        self._row.addStretch(1)
        renderer.rendered.connect(self._rendered)

    @property
    def messages(self) -> tuple[StoredMessage, ...]:
        """The oldest first; of a reply that is being written, the text is not in it."""
        return tuple(self._messages)

    @property
    def has_earlier(self) -> bool:
        """Whether there are messages above that are no widgets."""
        return self._first > 0

    @property
    def has_later(self) -> bool:
        return self._end < len(self._messages)

    @property
    def is_settled(self) -> bool:
        """Whether everything that is known of the widgets is on the page."""
        replies = (view for view in self._views.values() if isinstance(view, ReplyMessage))
        return self.work.is_idle and self._leaving.is_idle and all(reply.is_settled for reply in replies)

    def views(self) -> list[MessageView]:
        """The messages that are widgets, oldest first."""
        return [self._views[message.id] for message in self._messages[self._first : self._end]]

    def view(self, message_id: int) -> MessageView | None:
        return self._views.get(message_id)

    def latest_reply(self) -> ReplyMessage | None:
        return next((view for view in reversed(self.views()) if isinstance(view, ReplyMessage)), None)

    def show_end(self, messages: Iterable[StoredMessage]) -> None:
        """Replace everything by these messages, of which the last are widgets."""
        self._replace(messages, 0)
        self._open(len(self._messages))

    def show_from(self, messages: Iterable[StoredMessage]) -> int:
        """Replace the messages by another branch of the same conversation. Those above where the two part stay as they
        are; returns where that is."""
        before, messages = self._messages, list(messages)
        pairs = enumerate(zip(before, messages, strict=False))
        least = min(len(before), len(messages))
        parting = next((at for at, (old, new) in pairs if old.id != new.id), least)
        if parting <= self._first:
            self._replace(messages, 0)
            self._open(parting)
            return parting
        self._replace(messages, parting)
        for message in self._messages[self._first : self._end]:
            self._update(message)
        self.show_later()
        return parting

    def seek(self, message_id: int) -> MessageView | None:
        """Make a message and its neighbours widgets."""
        at = next((at for at, message in enumerate(self._messages) if message.id == message_id), None)
        if at is None:
            return None
        if not self._first <= at < self._end:
            self._replace(self._messages, 0)
            self._open(at)
        return self._views[message_id]

    def seek_end(self) -> None:
        if self.has_later:
            self._replace(self._messages, 0)
            self._open(len(self._messages))

    def add(self, message: StoredMessage) -> None:
        self._messages.append(message)
        if self._end == len(self._messages) - 1:
            self._append(message)
            self._mark()

    def update_message(self, message: StoredMessage) -> None:
        """Take over the final content, state and metadata of a message that is shown."""
        for index in range(len(self._messages) - 1, -1, -1):
            if self._messages[index].id == message.id:
                self._messages[index] = message
                self._streams.pop(message.id, None)
                self._update(message)
                self._mark()
                return

    def append_text(self, message_id: int, delta: str) -> None:
        view = self._views.get(message_id)
        if isinstance(view, ReplyMessage):
            view.append(delta)
        elif self._messages and self._messages[-1].id == message_id:
            self._streams.setdefault(message_id, [self._messages[-1].content]).append(delta)

    def show_earlier(self) -> None:
        start = max(0, self._first - PAGE)
        for message in reversed(self._messages[start : self._first]):
            self._column.insertWidget(0, self._new_view(message))
        self._first = start
        self._mark()

    def show_later(self) -> None:
        for message in self._messages[self._end : self._end + PAGE]:
            self._append(message)
        self._mark()

    def set_feedback(self, feedback: Mapping[int, Feedback]) -> None:
        """By message: what the person thinks of these replies, as it is stored."""
        self._feedback.update(feedback)
        for message_id, one in feedback.items():
            view = self._views.get(message_id)
            if isinstance(view, ReplyMessage):
                view.set_feedback(one)

    def set_mark(self, mark: SummaryMark) -> None:
        """What the model sees in place of the first messages."""
        self.mark = mark
        self._place_divider()

    def set_versions(self, versions: Versions) -> None:
        before, self._versions = self._versions, versions
        for message_id, view in self._views.items():
            if before.get(message_id) != versions.get(message_id):
                view.set_versions(versions.get(message_id, ()))

    def set_marked(self, wanted: str) -> None:
        """Mark this wherever it stands in a message."""
        self._marked = wanted
        for view in self._views.values():
            view.set_marked(wanted)

    def return_correction(self, message_id: int, text: str) -> None:
        """It could not be kept: let the person write on."""
        view = self._views.get(message_id)
        if isinstance(view, ReplyMessage):
            view.correction.set_draft(text)
        else:
            self._corrections[message_id] = text

    def return_edit(self, message_id: int, text: str) -> None:
        """Another version that was being written: let the person write on."""
        view = self._views.get(message_id)
        if isinstance(view, UserMessage):
            view.open_editor(text)
        else:
            self._edits[message_id] = text

    def set_width(self, width: int, margin: int, order: Sequence[MessageView]) -> None:
        """`width` of a message and `margin` at the left, in pixels; the first of `order` are laid out first."""
        self._row.setContentsMargins(margin, 0, 0, 0)
        if width != self._width:
            self._width = width
            for view in order:
                view.setFixedWidth(width)
                view.set_width(width)
            self.divider.set_width(width)

    def _open(self, at: int) -> None:
        """Make widgets around this place of a column that has none."""
        start = max(0, min(at - BEFORE, len(self._messages) - PAGE))
        self._first = self._end = start
        self.show_later()

    def _replace(self, messages: Iterable[StoredMessage], start: int) -> None:
        """Take other messages, of which those before `start` are the same. Of those that were shown from there on, none
        is a widget any more."""
        others = messages is not self._messages
        gone = self._messages[max(start, self._first) : self._end]
        views = [self._views.pop(message.id) for message in gone]
        self._end = max(self._first, min(self._end, start))
        self._messages = list(messages)
        # Only now: a widget that goes may move what is seen, and somebody looks.
        for view in views:
            self._discard(view)
        if others:
            self._streams.clear()
            self._feedback = {}
        self._column.removeWidget(self.divider)
        self.divider.hide()

    def _discard(self, view: MessageView) -> None:
        message_id = view.message.id
        if isinstance(view, ReplyMessage):
            if view.draft:
                self._corrections[message_id] = view.draft
            if view.message.state is MessageState.STREAMING:
                self._streams.setdefault(message_id, [view.content])
        elif isinstance(view, UserMessage) and view.edit_draft and not view.is_sent:
            self._edits[message_id] = view.edit_draft
            self.edit_draft_changed.emit(view.message.conversation_id, message_id, view.edit_draft)
        view.discard()
        view.hide()
        self._column.removeWidget(view)
        for part in view.parts():
            self._leaving.put(partial(delete, part))

    def _append(self, message: StoredMessage) -> None:
        self._column.insertWidget(self._column.count() - 1, self._new_view(message))
        self._end += 1

    def _update(self, message: StoredMessage) -> None:
        view = self._views.get(message.id)
        if isinstance(view, ReplyMessage | UserMessage):
            view.set_message(message)

    def _new_view(self, message: StoredMessage) -> MessageView:
        if message.id in self._streams:
            message = replace(message, content="".join(self._streams.pop(message.id)))
        view = self._new_user_message(message) if message.role is Role.USER else self._new_reply(message)
        view.link_activated.connect(self.link_activated)
        view.notice.connect(self.notice)
        view.inspection_requested.connect(self.inspection_requested)
        view.acted.connect(lambda action: self._act(action, message.id))
        view.version_chosen.connect(self.version_chosen)
        self._views[message.id] = view
        if message.id in self._versions:
            view.set_versions(self._versions[message.id])
        if self._width:
            view.setFixedWidth(self._width)
            view.set_width(self._width)
        if self._marked:
            view.set_marked(self._marked)
        self.made.emit(view)
        return view

    def _new_user_message(self, message: StoredMessage) -> MessageView:
        view = UserMessage(message, self._theme, self.work)
        view.edited.connect(partial(self.edited.emit, message.id))
        view.attachment_opened.connect(self.attachment_opened)
        view.edit_draft_changed.connect(partial(self.edit_draft_changed.emit, message.conversation_id, message.id))
        if message.id in self._edits:
            view.open_editor(self._edits.pop(message.id))
        return view

    def _new_reply(self, message: StoredMessage) -> MessageView:
        view = ReplyMessage(message, self._theme, self._renderer, self.work)
        view.judged.connect(self.judged)
        view.corrected.connect(self.corrected)
        if message.id in self._feedback:
            view.set_feedback(self._feedback[message.id])
        if message.id in self._corrections:
            view.correction.set_draft(self._corrections.pop(message.id))
        return view

    def _act(self, action: MessageAction, message_id: int) -> None:
        # Later: what comes of it may take the message away in the middle of its own click.
        QTimer.singleShot(0, self, lambda: self.acted.emit(action, message_id))

    def _rendered(self, rendering: Rendering) -> None:
        for view in reversed(self._views.values()):
            if isinstance(view, ReplyMessage) and view.ticket == rendering.ticket:
                view.apply(rendering)
                return

    def _mark(self) -> None:
        """The newest message, and the line between what the model still sees and what it does not."""
        for message in self._messages[-3:]:
            view = self._views.get(message.id)
            if view is not None:
                view.set_newest(message.id == self._messages[-1].id)
        self._place_divider()

    def _place_divider(self) -> None:
        """Where the summary ends, or else as the newest reply's usage says."""
        dropped = 0
        for message in reversed(self._messages):
            if message.role is Role.ASSISTANT and message.metadata.usage is not None:
                dropped = message.metadata.usage.dropped_messages
                break
        place = self.mark.count or dropped
        visible = 0 < place < len(self._messages) and self._first <= place <= self._end
        if visible:
            self.divider.set_mark(self.mark, dropped)
            self.divider.set_width(self._width or COLUMN)
        at = place - self._first
        if not visible or self._column.indexOf(self.divider) != at:  # it may hold the keyboard: it is moved only then
            self._column.removeWidget(self.divider)
            if visible:
                self._column.insertWidget(at, self.divider)
        self.divider.setVisible(visible)
