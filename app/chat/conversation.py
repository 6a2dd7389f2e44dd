"""ChatController: the conversation that is shown, and what the person writes in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from app import problems
from app.chat.adapter_sets import AdapterSelection
from app.chat.adapters import AdapterController
from app.chat.begun import Begun, begin_turn
from app.chat.compare import keep_answer, start_of
from app.chat.context import ContextMeter, use_of
from app.chat.courier import StoreAccess
from app.chat.dynamic import DynamicController
from app.chat.memories import MemoryController
from app.chat.model import ModelController
from app.chat.prompt import engine_messages, system_message
from app.chat.replies import Replies
from app.chat.turn import TurnRequest
from app.client import EngineClient
from app.comparison import ComparisonStart, KeptAnswer
from app.settings import Settings
from app.state import Activity, ChatActivity, ContextUse
from app.store.errors import StoreError
from app.store.records import Conversation, ConversationSettings, MessageState, Profile, ReplyMetadata, StoredMessage
from app.store.store import Store
from engine.protocol import Generate, ModelInfo, Role
from engine.retrieval import with_memories

T = TypeVar("T")

BUSY = "This conversation is busy. Wait for its reply, or stop it first."


class ChatController(QObject):
    """Replies go on when another conversation is shown; a conversation has at most one at a time."""

    conversation_shown = Signal(object, list)
    """(Conversation or None for a new one, list[StoredMessage])"""
    message_added = Signal(object)
    message_updated = Signal(object)
    text_appended = Signal(int, str)
    activity_changed = Signal(object)
    writing_changed = Signal(bool)
    """Whether a reply is under way, in any conversation."""
    context_changed = Signal(object)
    prompt_kept = Signal(str)
    """It is in the conversation now, together with an answer of a comparison: the message box need not hold it."""
    draft_returned = Signal(str)
    """A message that could not be sent, for the message box."""
    conversation_touched = Signal(int)
    """Id of a conversation that is new or has a new message: the list has changed."""
    stored = Signal(int, int)
    """(message id, length): so many characters of this message are on the disk now, whatever happens next."""
    settled = Signal()
    """Everything that was written is on the disk, and no reply is under way."""
    problem = Signal(object)
    notice = Signal(str)

    def __init__(
        self,
        client: EngineClient,
        store: StoreAccess,
        model: ModelController,
        adapters: AdapterController,
        dynamic: DynamicController,
        memories: MemoryController,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._model = model
        self._adapters = adapters
        self._dynamic = dynamic
        self._memories = memories
        self._settings = settings
        self._profile: Profile | None = None
        self._shown: Conversation | None = None
        self._path: list[StoredMessage] = []
        """The messages of the shown conversation, from the first to its head."""
        self._view = 0
        """Grows whenever another conversation is shown: answers for an earlier view are told apart by it."""
        self._saving: set[int | None] = set()
        """Conversations (None: the new one) with a message on its way to the disk."""
        self._draft = ""
        self._replies = Replies(client, store, model, self)
        self._meter = ContextMeter(client, self)
        self._connect()

    @property
    def shown_id(self) -> int | None:
        return self._shown.id if self._shown is not None else None

    @property
    def is_settled(self) -> bool:
        return self._replies.are_saved and not self._saving

    def set_profile(self, profile: Profile) -> None:
        self._profile = profile
        self._adapters.set_profile(profile)
        self._memories.set_profile(profile)
        self._measure()

    def set_settings(self, settings: Settings) -> None:
        """For the next reply."""
        self._settings = settings

    def conversation_changed(self, conversation: Conversation) -> None:
        """It has another title or other settings."""
        if conversation.id == self.shown_id:
            self._shown = conversation

    def show_new(self) -> None:
        self._show(None, [])

    def show(self, conversation_id: int) -> None:
        self._view += 1
        view = self._view

        def read(store: Store) -> tuple[Conversation, list[StoredMessage]]:
            return store.conversation(conversation_id), store.messages(conversation_id)

        def done(found: tuple[Conversation, list[StoredMessage]]) -> None:
            if view == self._view:
                self._show(*found)

        self._store.ask(read, done, self._tell)

    def leave(self, conversation_id: int) -> None:
        """It was deleted: stop its reply, and show a new one in its place."""
        turn = self._replies.active(conversation_id)
        if turn is not None:
            turn.stop()
        if self.shown_id == conversation_id:
            self.show_new()

    def submit(self, text: str) -> None:
        """Save the message; when it is on the disk, ask for the reply."""
        if not text.strip():
            return
        if self._is_busy():
            self.draft_returned.emit(text)
            self.notice.emit(BUSY)
            return
        if not self._model.is_coming:
            self.draft_returned.emit(text)
            self.problem.emit(problems.NOT_LOADED)
            return
        selection = self._adapters.selection()
        if selection.refusal:
            self.draft_returned.emit(text)
            self.problem.emit(problems.adapters_refused(selection.refusal, selection.remedy, returned=True))
            return
        conversation, path = self._shown, tuple(self._path)
        self._draft = ""
        profile_id = self._profile.id if self._profile is not None else None
        settings = self._hand_over(conversation)

        def save(store: Store) -> Begun:
            return begin_turn(store, conversation, settings, path, profile_id, text)

        def failed(error: StoreError) -> None:
            self._adapters.take_back()
            self._dynamic.take_back()
            self.draft_returned.emit(text)
            self.problem.emit(problems.not_sent(error))

        self._save(save, lambda begun, view: self._begun(begun, path, selection, view), failed)

    def retry(self) -> None:
        """Write the last reply again, beside the one that is there; or the one that is missing."""
        conversation, path = self._shown, self._path
        if conversation is None or not path or self._is_busy():
            return
        if not self._model.is_coming:
            self.problem.emit(problems.NOT_LOADED)
            return
        before = tuple(path if path[-1].role is Role.USER else path[:-1])
        if not before:
            return
        selection = self._adapters.selection()
        if selection.refusal:
            self.problem.emit(problems.adapters_refused(selection.refusal, selection.remedy, returned=False))
            return

        def save(store: Store) -> StoredMessage:
            return store.append_message(conversation.id, before[-1].id, Role.ASSISTANT, "", MessageState.STREAMING)

        def done(reply: StoredMessage, view: int) -> None:
            if view == self._view:
                self._path = [*before, reply]
                self.conversation_shown.emit(self._shown, list(self._path))
                self._messages_changed()
            self._answer(conversation, before, reply, selection)

        self._save(save, done, self._tell)

    def comparison_start(self, draft: str) -> ComparisonStart:
        """Where a comparison would begin now, with what is in the message box or the last message that was sent."""
        system = self._system(self._shown, self._path, draft)
        return start_of(self._shown, self._path, system, draft, self._dynamic.own)

    def keep_answer(self, answer: KeptAnswer) -> None:
        """Take an answer of a comparison into its conversation, as the reply."""
        if self._is_busy():
            self.notice.emit(BUSY)
            return
        profile = self._profile
        settings = self._hand_over(answer.start.conversation)

        def save(store: Store) -> Conversation:
            profile_id = profile.id if profile is not None else store.profiles()[0].id
            return keep_answer(store, answer, profile_id, settings)

        def done(conversation: Conversation, _: int) -> None:
            self.prompt_kept.emit(answer.prompt)
            self.conversation_touched.emit(conversation.id)
            self.show(conversation.id)

        self._save(save, done, self._tell)

    def stop(self) -> None:
        turn = self._replies.active(self.shown_id)
        if turn is not None:
            turn.stop()

    def close(self) -> None:
        """The program ends: keep what there is of every reply. `settled` follows, maybe at once."""
        self._replies.interrupt_all("")
        self._check_settled()

    def measure_draft(self, draft: str) -> None:
        """Count what would be sent now."""
        self._draft = draft
        self._measure()

    def _connect(self) -> None:
        self._meter.changed.connect(self.context_changed)
        self._dynamic.degree_changed.connect(self._measure)
        self._memories.changed.connect(lambda _: self._measure())
        self._model.loaded.connect(self._model_loaded)
        replies = self._replies
        replies.text.connect(self._text_came)
        replies.changed.connect(self._reply_changed)
        replies.activity_changed.connect(lambda _: self._activity_changed())
        replies.context_changed.connect(self._reply_counted)
        replies.ended.connect(self._reply_ended)
        replies.saved.connect(self._reply_saved)
        replies.refused.connect(self._take_back)
        replies.sending.connect(self._begin_reply)
        replies.stored.connect(self.stored)
        replies.problem.connect(self.problem)
        replies.notice.connect(self.notice)

    # Showing

    def _show(self, conversation: Conversation | None, path: list[StoredMessage]) -> None:
        self._view += 1
        self._shown = conversation
        self._path = [self._newest_form(message) for message in path]
        self.conversation_shown.emit(conversation, list(self._path))
        self._adapters.show(conversation, self._path)
        self._dynamic.show(conversation, self._path)
        self._show_activity()
        self._meter.show(self._known_use())
        self._measure()

    def _newest_form(self, message: StoredMessage) -> StoredMessage:
        """What the store holds of a reply that is being written may be half a second old."""
        turn = self._replies.unsaved(message.id)
        return message if turn is None else turn.reply()

    def _system(self, conversation: Conversation | None, path: Sequence[StoredMessage], draft: str = "") -> str:
        """With the facts about the person that the messages touch."""
        return with_memories(system_message(conversation, self._profile), self._memories.recalled(path, draft))

    def _is_busy(self) -> bool:
        return self._replies.active(self.shown_id) is not None or self.shown_id in self._saving

    def _show_activity(self) -> None:
        turn = self._replies.active(self.shown_id)
        if turn is not None:
            self.activity_changed.emit(turn.activity)
        elif self.shown_id in self._saving:
            self.activity_changed.emit(ChatActivity(Activity.SAVING))
        else:
            self.activity_changed.emit(ChatActivity(Activity.IDLE))

    def _tell(self, error: StoreError) -> None:
        self.problem.emit(problems.store_failed(error))

    # Saving, and the reply that follows

    def _hand_over(self, conversation: Conversation | None) -> ConversationSettings:
        """For a conversation that is stored now, if it is a new one."""
        if conversation is not None:
            return ConversationSettings()
        return ConversationSettings(adapters=self._adapters.hand_over(), dynamic=self._dynamic.hand_over())

    def _save(
        self, function: Callable[[Store], T], done: Callable[[T, int], None], failed: Callable[[StoreError], None]
    ) -> None:
        """Ask the store for the shown conversation, which counts as busy until the answer is there. `done` gets it
        together with the view that was shown when it was asked for."""
        key, view = self.shown_id, self._view
        self._saving.add(key)

        def answered(answer: T) -> None:
            self._saving.discard(key)
            done(answer, view)
            self._show_activity()
            self._check_settled()

        def refused(error: StoreError) -> None:
            self._saving.discard(key)
            self._show_activity()
            failed(error)
            self._check_settled()

        self._show_activity()
        self._store.ask(function, answered, refused)

    def _begun(self, begun: Begun, path: tuple[StoredMessage, ...], selection: AdapterSelection, view: int) -> None:
        self.stored.emit(begun.message.id, len(begun.message.content))
        if view == self._view:
            was_new = self._shown is None
            self._shown = begun.conversation
            added = [begun.message] if begun.reply is None else [begun.message, begun.reply]
            self._path += added
            if was_new:
                self._adapters.stored(begun.conversation)
                self._dynamic.stored(begun.conversation)
                self.conversation_shown.emit(begun.conversation, list(self._path))
            else:
                for message in added:
                    self.message_added.emit(message)
        self.conversation_touched.emit(begun.conversation.id)
        if begun.reply is not None:
            self._answer(begun.conversation, (*path, begun.message), begun.reply, selection)
        elif begun.error is not None:
            self._tell(begun.error)

    def _answer(
        self,
        conversation: Conversation,
        path: tuple[StoredMessage, ...],
        reply: StoredMessage,
        selection: AdapterSelection,
    ) -> None:
        generate = Generate(
            id=0,
            messages=engine_messages(self._system(conversation, path), path),
            conversation=conversation.key,
            sampling=conversation.settings.sampling or self._settings.sampling,
            max_tokens=self._settings.max_tokens,
            adapters=selection.uses,
        )
        own = self._dynamic.own if conversation.id == self.shown_id else conversation.settings.dynamic
        self._replies.start(TurnRequest(conversation, path, reply, generate, selection.choices, own))

    def _take_back(self, request: TurnRequest) -> None:
        """A message is too long: back into the message box with it. It stays in the tree, but the conversation goes on
        from before it, or every later message would be refused together with it."""
        refused = request.path[-1]
        if request.conversation.id != self.shown_id:
            return  # nobody looks at this message box

        def save(store: Store) -> Conversation:
            return store.set_head(request.conversation.id, refused.parent_id)

        def done(conversation: Conversation, view: int) -> None:
            if view == self._view:
                self._show(conversation, list(request.path[:-1]))
                self.draft_returned.emit(refused.content)
                self.notice.emit("Your message is back in the message box.")

        self._save(save, done, self._tell)

    def _text_came(self, message_id: int, text: str) -> None:
        if self._ends_with(message_id):
            self.text_appended.emit(message_id, text)

    def _begin_reply(self, request: TurnRequest) -> None:
        self._meter.cancel()
        self._adapters.reply_begins(request.generate.adapters)

    def _activity_changed(self) -> None:
        self._adapters.set_engine_busy(self._replies.is_any_active)
        self.writing_changed.emit(self._replies.is_any_active)
        self._show_activity()

    def _reply_changed(self, reply: StoredMessage) -> None:
        self._adapters.reply_changed(reply)
        if self._ends_with(reply.id):
            self._path[-1] = reply
            self._messages_changed()
            self.message_updated.emit(reply)

    def _messages_changed(self) -> None:
        self._adapters.messages_changed(self._path)
        self._dynamic.messages_changed(self._path)

    def _ends_with(self, message_id: int) -> bool:
        return bool(self._path) and self._path[-1].id == message_id

    def _reply_ended(self, conversation_id: int) -> None:
        if conversation_id == self.shown_id:
            self._meter.show(self._known_use())
            self._measure()

    def _reply_saved(self, conversation_id: int) -> None:
        self.conversation_touched.emit(conversation_id)
        self._check_settled()

    def _check_settled(self) -> None:
        if self.is_settled:
            self.settled.emit()

    # Tokens

    def _model_loaded(self, info: ModelInfo) -> None:
        self._meter.set_length(info.context_length)
        self._measure()

    def _measure(self) -> None:
        """Not while a reply is under way: the engine would answer after it."""
        if self._model.is_ready and not self._replies.is_any_active:
            system = self._system(self._shown, self._path, self._draft)
            messages = engine_messages(system, self._path, self._draft)
            self._meter.count(messages, self._dynamic.state.degree)

    def _reply_counted(self, conversation_id: int, use: ContextUse) -> None:
        if conversation_id == self.shown_id:
            self._meter.show(use)

    def _known_use(self) -> ContextUse:
        return use_of(self._path[-1].metadata if self._path else ReplyMetadata(), self._model.status.info)
