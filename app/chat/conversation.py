"""ChatController: which conversation is shown, and what becomes of the replies that are written meanwhile."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from app import problems
from app.chat.adapters import AdapterController
from app.chat.compare import start_of
from app.chat.context import ContextMeter, countable, countable_draft, use_of
from app.chat.courier import StoreAccess
from app.chat.dynamic import DynamicController
from app.chat.memories import MemoryController
from app.chat.model import ModelController
from app.chat.prompt import PromptStart, engine_messages, system_message
from app.chat.replies import Replies
from app.chat.shown import Branch, Shown, read_branch
from app.chat.structure import StructureController
from app.chat.summaries import FullContext, SummaryController
from app.chat.turn import TurnRequest
from app.chat.writing import Writer
from app.client import EngineClient
from app.comparison import ComparisonStart, KeptAnswer
from app.draft import NO_DRAFT, Draft
from app.dynamic import degree_for
from app.settings import Settings
from app.state import Activity, ChatActivity, ContextUse
from app.store.errors import StoreError
from app.store.message_tree import Versions
from app.store.records import Conversation, Profile, ReplyMetadata, StoredMessage
from app.store.store import Store
from engine.protocol import Message, ModelInfo
from engine.retrieval import with_memories

MEASURE_MS = 30
"""Before the tokens of what is shown are counted."""


class ChatController(QObject):
    """Replies go on when another conversation, or another branch, is shown."""

    conversation_shown = Signal(object, list)
    """(Conversation or None for a new one, list[StoredMessage])"""
    versions_changed = Signal(object)
    """Versions of the messages that were shown or added last."""
    message_sought = Signal(int)
    """A message of those shown that is to be in sight."""
    message_added = Signal(object)
    message_updated = Signal(object)
    text_appended = Signal(int, str)
    activity_changed = Signal(object)
    writing_changed = Signal(bool)
    """Whether a reply is under way, in any conversation."""
    context_changed = Signal(object)
    prompt_kept = Signal(str)
    """It is in the conversation now, together with an answer of a comparison: the message box need not hold it."""
    draft_returned = Signal(object)
    """Draft that could not be sent, for the message box."""
    conversation_touched = Signal(int)
    """Id of a conversation that is new or has a new message: the list has changed."""
    mark_changed = Signal(object)
    """SummaryMark of the shown branch"""
    first_stored = Signal(int)
    """Id of the shown conversation, which was a new one until now."""
    stored = Signal(int, int)
    """(message id, length): so many characters of this message are on the disk now, whatever happens next."""
    replied = Signal(object, object)
    """(Conversation, StoredMessage): its reply is whole, and on the disk."""
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
        summaries: SummaryController,
        structure: StructureController,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._summaries = summaries
        self._structure = structure
        self._model = model
        self._adapters = adapters
        self._dynamic = dynamic
        self._memories = memories
        self._draft = NO_DRAFT
        self._shown = Shown(self)
        self._replies = Replies(client, store, model, self)
        self.writer = Writer(
            store, model, adapters, dynamic, structure, self._replies, self._shown, self._start, settings, self
        )
        self._meter = ContextMeter(client, self)
        self._measuring = QTimer(self)
        self._measuring.setSingleShot(True)
        self._measuring.setInterval(MEASURE_MS)
        self._measuring.timeout.connect(self._count)
        self._connect()

    @property
    def shown_id(self) -> int | None:
        return self._shown.id

    @property
    def is_settled(self) -> bool:
        return self._replies.are_saved and not self.writer.is_saving

    def is_writing(self, conversation_id: int) -> bool:
        """Whether something of this conversation is being written, by the model or to the disk."""
        return self._replies.active(conversation_id) is not None or self.writer.saves(conversation_id)

    def set_profile(self, profile: Profile) -> None:
        self.writer.set_profile(profile)
        self._adapters.set_profile(profile)
        self._memories.set_profile(profile)
        self._measure()

    def set_settings(self, settings: Settings) -> None:
        """For the next reply."""
        way = self._summaries.way
        self.writer.settings = settings
        self._summaries.set_settings(settings)
        if self._summaries.way is not way:
            self._way_changed()

    def conversation_changed(self, conversation: Conversation) -> None:
        """It has another title or other settings."""
        if conversation.id == self.shown_id:
            self._shown.conversation = conversation

    def show_new(self) -> None:
        self._show(None, (), {})

    def show(self, conversation_id: int, message_id: int | None = None) -> None:
        """With `message_id` on the branch of this message, which is in sight then."""
        self._shown.view += 1
        view = self._shown.view

        def read(store: Store) -> Branch:
            if message_id is not None:
                store.show_branch(conversation_id, message_id)
            return read_branch(store, conversation_id)

        def done(found: Branch) -> None:
            if view == self._shown.view:
                self._summaries.learn(conversation_id, found.summaries)
                self._show(found.conversation, found.messages, found.versions)
                if message_id is not None:
                    self.message_sought.emit(message_id)

        self._store.ask(read, done, self._tell)

    def show_version(self, message_id: int) -> None:
        """Of the shown conversation, the branch with this message."""
        if self.shown_id is not None:
            self.show(self.shown_id, message_id)

    def leave(self, conversation_id: int) -> None:
        """It was deleted: stop its reply, and show a new one in its place."""
        turn = self._replies.active(conversation_id)
        if turn is not None:
            turn.stop()
        if self.shown_id == conversation_id:
            self.show_new()

    def submit(self, draft: Draft) -> None:
        """Send a message at the end of the branch."""
        self._draft = NO_DRAFT
        self.writer.submit(draft)

    def keep_answer(self, answer: KeptAnswer) -> None:
        """Take an answer of a comparison into its conversation, as the reply."""
        self.writer.keep_answer(answer)

    def comparison_start(self, draft: Draft) -> ComparisonStart:
        """Where a comparison would begin now, with what is in the message box or the last message that was sent."""
        conversation, path = self._shown.conversation, self._shown.path
        system, schema = self._system(conversation, path, draft.text), self._structure.schema_for(conversation)
        return start_of(conversation, path, system, draft, self._dynamic.own, schema)

    def alone(self, draft: Draft) -> tuple[Message, ...]:
        """What would be sent now where every older message of the conversation is left out."""
        return engine_messages(self._start(self._shown.conversation, self._shown.path, draft.text).told, (), draft)

    def edit_summary(self, text: str) -> None:
        """The person's own words for the summary that holds for the shown branch."""
        if self.shown_id is not None:
            self._summaries.edit(self.shown_id, self._shown.path, text)

    def summarise_again(self) -> None:
        if (full := self._full_context()) is not None:
            self._summaries.make_again(full)

    def stop(self) -> None:
        turn = self._replies.active(self.shown_id)
        if turn is not None:
            turn.stop()

    def close(self) -> None:
        """The program ends: keep what there is of every reply. `settled` follows, maybe at once."""
        self._replies.interrupt_all("")
        self._check_settled()

    def measure_draft(self, draft: Draft) -> None:
        """Count what would be sent now."""
        self._draft = draft
        self._measure()

    def _connect(self) -> None:
        self._meter.changed.connect(self.context_changed)
        self._dynamic.degree_changed.connect(self._measure)
        self._memories.changed.connect(lambda _: self._measure())
        self._model.loaded.connect(self._model_loaded)
        shown, writer, replies = self._shown, self.writer, self._replies
        shown.replaced.connect(self.conversation_shown)
        shown.replaced.connect(lambda *_: self._show_mark())
        shown.added.connect(self.message_added)
        shown.updated.connect(self.message_updated)
        shown.versions_changed.connect(self.versions_changed)
        writer.branch_shown.connect(self._messages_changed)
        writer.show_requested.connect(self.show)
        writer.saving_changed.connect(self._saving_changed)
        writer.conversation_touched.connect(self.conversation_touched)
        writer.first_stored.connect(self.first_stored)
        writer.prompt_kept.connect(self.prompt_kept)
        writer.draft_returned.connect(self.draft_returned)
        replies.text.connect(self._text_came)
        replies.changed.connect(self._reply_changed)
        replies.activity_changed.connect(lambda _: self._activity_changed())
        replies.context_changed.connect(self._reply_counted)
        replies.ended.connect(self._reply_ended)
        replies.saved.connect(self._reply_saved)
        replies.sending.connect(self._begin_reply)
        replies.completed.connect(self._reply_completed)
        self._structure.judged.connect(self._shown.update)
        self._structure.conversation_changed.connect(self.conversation_changed)
        self._summaries.changed.connect(self._summaries_changed)
        self._summaries.asked.connect(self._adapters.forget_set)
        for source in (writer, replies):
            source.stored.connect(self.stored)
        for source in (writer, replies, self._summaries, self._structure):
            source.problem.connect(self.problem)
        for source in (writer, replies, self._summaries):
            source.notice.connect(self.notice)

    # Showing

    def _show(self, conversation: Conversation | None, path: Sequence[StoredMessage], versions: Versions) -> None:
        self._shown.replace(conversation, map(self._newest_form, path), versions)
        self._adapters.show(conversation, self._shown.path)
        self._dynamic.show(conversation, self._shown.path)
        self._structure.show(conversation)
        self._show_activity()
        self._meter.show(self._known_use())
        self._measure()

    def _newest_form(self, message: StoredMessage) -> StoredMessage:
        """What the store holds of a reply that is being written may be half a second old."""
        turn = self._replies.unsaved(message.id)
        return message if turn is None else turn.reply()

    def _system(self, conversation: Conversation | None, path: Sequence[StoredMessage], draft: str = "") -> str:
        """With the facts about the person that the messages touch."""
        profile = self.writer.profile_of(conversation)
        own = profile is self.writer.profile  # the facts of another person are none of its business
        return with_memories(system_message(conversation, profile), self._memories.recalled(path, draft) if own else ())

    def _start(self, conversation: Conversation | None, path: Sequence[StoredMessage], draft: str = "") -> PromptStart:
        """What the model is told before the messages."""
        system = self._system(conversation, path, draft)
        found = self._summaries.standing(conversation.id if conversation is not None else None, path)
        return PromptStart(system, found.summary.text, found.count) if found is not None else PromptStart(system)

    def _full_context(self) -> FullContext | None:
        """Of the shown branch, where its last reply is whole."""
        conversation, path = self._shown.conversation, tuple(self._shown.path)
        usage = path[-1].metadata.usage if path else None
        if conversation is None or usage is None:
            return None
        system, degree = self._system(conversation, path), self._dynamic.state.degree
        return FullContext(conversation.id, conversation.key, path, system, usage, dynamic=degree)

    def _summaries_changed(self, conversation_id: int) -> None:
        if conversation_id == self.shown_id:
            self._show_mark()
            self._measure()

    def _way_changed(self) -> None:
        if (full := self._full_context()) is not None:
            self._summaries.consider(full, at_once=True)
        self._show_mark()

    def _show_mark(self) -> None:
        self.mark_changed.emit(self._summaries.mark(self.shown_id, self._shown.path))

    def _reply_completed(self, request: TurnRequest, reply: StoredMessage) -> None:
        if request.schema is not None:
            self._structure.judge(request.schema, reply)
        self.replied.emit(request.conversation, reply)
        asked, usage, system = request.generate, reply.metadata.usage, request.start.system
        if usage is not None:
            degree, path = degree_for(request.dynamic, self._model.status.info), (*request.path, reply)
            number, key = request.conversation.id, asked.conversation
            self._summaries.consider(FullContext(number, key, path, system, usage, asked.adapters, degree))

    def _show_activity(self) -> None:
        turn = self._replies.active(self.shown_id)
        if turn is not None:
            self.activity_changed.emit(turn.activity)
        elif self.writer.saves(self.shown_id):
            self.activity_changed.emit(ChatActivity(Activity.SAVING))
        else:
            self.activity_changed.emit(ChatActivity(Activity.IDLE))

    def _tell(self, error: StoreError) -> None:
        self.problem.emit(problems.store_failed(error))

    # What happens to replies

    def _saving_changed(self) -> None:
        self._show_activity()
        self._check_settled()

    def _text_came(self, message_id: int, text: str) -> None:
        if self._shown.ends_with(message_id):
            self.text_appended.emit(message_id, text)

    def _begin_reply(self, request: TurnRequest) -> None:
        self._meter.cancel()
        self._adapters.reply_begins(request.generate.adapters)

    def _activity_changed(self) -> None:
        self._adapters.set_engine_busy(self._replies.is_any_active)
        self.writing_changed.emit(self._replies.is_any_active)
        self._summaries.set_writing(self._replies.is_any_active)
        self._structure.set_writing(self._replies.is_any_active)
        self._show_activity()

    def _reply_changed(self, reply: StoredMessage) -> None:
        self._adapters.reply_changed(reply)
        if self._shown.ends_with(reply.id):
            self._shown.update_last(reply)
            self._messages_changed()

    def _messages_changed(self) -> None:
        self._adapters.messages_changed(self._shown.path)
        self._dynamic.messages_changed(self._shown.path)

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
        """Soon: what is shown comes first, and several reasons to count are one."""
        self._measuring.start()

    def _count(self) -> None:
        """Not while a reply is under way: the engine would answer after it."""
        if self._model.is_ready and not self._replies.is_any_active:
            info = self._model.status.info
            length = info.context_length if info is not None else 0
            start = self._start(self._shown.conversation, self._shown.path, self._draft.text)
            seen = self._shown.path[start.count :]
            path, draft = countable(seen, length), countable_draft(self._draft, length)
            messages = engine_messages(start.told, path, draft)
            is_least = len(path) < len(seen) or draft is not self._draft
            self._meter.count(messages, self._dynamic.state.degree, is_least=is_least)

    def _reply_counted(self, conversation_id: int, use: ContextUse) -> None:
        if conversation_id == self.shown_id:
            self._meter.show(use)

    def _known_use(self) -> ContextUse:
        path = self._shown.path
        return use_of(path[-1].metadata if path else ReplyMetadata(), self._model.status.info)
