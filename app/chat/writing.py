"""Writer: what the person sends or asks for goes to the disk first, then to the engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from app import problems
from app.chat.adapter_sets import AdapterSelection
from app.chat.adapters import AdapterController
from app.chat.begun import Begun, begin_turn
from app.chat.compare import keep_answer
from app.chat.courier import StoreAccess
from app.chat.dynamic import DynamicController
from app.chat.model import ModelController
from app.chat.prompt import PromptStart, engine_messages
from app.chat.replies import Replies
from app.chat.shown import Branch, Shown, read_branch
from app.chat.structure import StructureController
from app.chat.turn import TurnRequest
from app.comparison import KeptAnswer
from app.draft import Draft
from app.profiles import sampling_of
from app.settings import Settings
from app.store.errors import StoreError
from app.store.message_tree import Versions
from app.store.records import (
    Conversation,
    ConversationSettings,
    MessageState,
    Profile,
    StoredMessage,
    Structure,
)
from app.store.store import Store
from app.translation import tr, tr_noop
from engine.protocol import Generate, Role

T = TypeVar("T")

BUSY = tr_noop("This conversation is busy. Wait for its reply, or stop it first.")

StartOfPrompt = Callable[[Conversation | None, Sequence[StoredMessage]], PromptStart]


class Writer(QObject):
    """Nothing is overwritten: a message that was changed, and a reply that was asked for again, stand beside the old
    ones. A conversation has at most one reply under way."""

    draft_returned = Signal(object)
    """Draft that could not be sent, for the message box."""
    edit_returned = Signal(int, str)
    """(message id, text): the same of another version of a message."""
    prompt_kept = Signal(str)
    """It is in the conversation now, together with an answer of a comparison: the message box need not hold it."""
    conversation_touched = Signal(int)
    """Id of a conversation that is new or has a new message."""
    first_stored = Signal(int)
    """Id of the shown conversation, which was a new one until now."""
    show_requested = Signal(int)
    """Id of a conversation that is to be shown as the store has it."""
    branch_shown = Signal()
    """The path of the shown conversation is another one, or longer."""
    saving_changed = Signal()
    stored = Signal(int, int)
    """(message id, length): so many characters of this message are on the disk now, whatever happens next."""
    problem = Signal(object)
    notice = Signal(str)

    def __init__(
        self,
        store: StoreAccess,
        model: ModelController,
        adapters: AdapterController,
        dynamic: DynamicController,
        structure: StructureController,
        replies: Replies,
        shown: Shown,
        start_of_prompt: StartOfPrompt,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        """`start_of_prompt` is what a model is told before the messages of a branch."""
        super().__init__(parent)
        self._store = store
        self._model = model
        self._adapters = adapters
        self._dynamic = dynamic
        self._structure = structure
        self._replies = replies
        self._shown = shown
        self._start_of_prompt = start_of_prompt
        self.settings = settings
        """For the next reply."""
        self.profile: Profile | None = None
        """Whose conversation a new one is."""
        self._profiles: dict[int, Profile] = {}
        """All that there were: a message may be on its way to the disk while the person changes to another one."""
        self._saving: set[int | None] = set()
        """Conversations (None: the new one) with a message on its way to the disk."""
        replies.refused.connect(self._take_back)

    @property
    def is_saving(self) -> bool:
        """Something of any conversation is on its way to the disk."""
        return bool(self._saving)

    def set_profile(self, profile: Profile) -> None:
        self.profile = self._profiles[profile.id] = profile

    def profile_of(self, conversation: Conversation | None) -> Profile | None:
        return self.profile if conversation is None else self._profiles.get(conversation.profile_id, self.profile)

    def saves(self, conversation_id: int | None) -> bool:
        return conversation_id in self._saving

    @property
    def is_busy(self) -> bool:
        """The shown conversation cannot take a message now."""
        return self._replies.active(self._shown.id) is not None or self._shown.id in self._saving

    def submit(self, draft: Draft) -> None:
        """Save the message at the end of the branch; when it is on the disk, ask for the reply."""
        if draft.is_empty:
            return
        selection = self._selection(problems.IN_THE_BOX)
        if selection is None:
            self.draft_returned.emit(draft)
            return
        conversation, path = self._shown.conversation, tuple(self._shown.path)
        once = self._structure.take_once()
        settings = self._hand_over(conversation)

        def failed(error: StoreError) -> None:
            self._adapters.take_back()
            self._dynamic.take_back()
            self._structure.take_back()
            self._structure.give_back(once)
            self.draft_returned.emit(draft)
            self.problem.emit(problems.not_sent(error, problems.IN_THE_BOX))

        def done(begun: Begun, view: int) -> None:
            if view == self._shown.view:
                self._extend(begun)
            self._follow(begun, path, selection)

        self._save(self._begin(conversation, settings, path, draft, once), done, failed)

    def edit(self, message_id: int, text: str) -> None:
        """Send another version of a message of the person, with the same files. It stays in its field until it is on
        the disk."""
        before = self._shown.before(message_id)
        if before is None:
            return
        draft = Draft(text, self._shown.path[len(before)].attachments)
        selection = None if draft.is_empty else self._selection(problems.IN_ITS_PLACE)
        if selection is None:
            return
        once = self._structure.take_once() or self._shown.own_schema_at(len(before) + 1)

        def done(begun: Begun, view: int) -> None:
            if view == self._shown.view:
                new = [begun.message] if begun.reply is None else [begun.message, begun.reply]
                self._shown.replace(begun.conversation, (*before, *new), begun.versions)
                self.branch_shown.emit()
            self._follow(begun, before, selection, message_id)

        def failed(error: StoreError) -> None:
            self.problem.emit(problems.not_sent(error, problems.IN_ITS_PLACE))

        save = self._begin(self._shown.conversation, ConversationSettings(), before, draft, once, message_id)
        self._save(save, done, failed)

    def retry(self) -> None:
        """Write the last reply once more, beside the one that is there; or the one that is missing."""
        if self._shown.path:
            self.write_again(self._shown.path[-1].id)

    def write_again(self, message_id: int) -> None:
        """Write a reply once more, beside the one that is there. Of a message of the person, the reply to it."""
        conversation, before = self._shown.conversation, self._shown.before(message_id)
        if conversation is None or before is None:
            return
        asked = self._shown.path[len(before)]
        if asked.role is Role.USER:
            before = (*before, asked)
        if not before:
            self.notice.emit(tr("There is nothing before this reply that could be answered."))
            return
        selection = self._selection()
        if selection is None:
            return

        metadata = self._structure.new_reply(conversation, self._shown.own_schema_at(len(before)))

        def save(store: Store) -> tuple[StoredMessage, Versions]:
            reply = store.append_message(
                conversation.id, before[-1].id, Role.ASSISTANT, "", MessageState.STREAMING, metadata
            )
            return reply, store.message_versions(conversation.id)

        def done(saved: tuple[StoredMessage, Versions], view: int) -> None:
            reply, versions = saved
            if view == self._shown.view:
                self._shown.replace(conversation, (*before, reply), versions)
                self.branch_shown.emit()
            self._answer(conversation, before, reply, selection)

        self._save(save, done, self._tell)

    def go_on(self, message_id: int) -> None:
        """Let the reply that the branch ends with go on where it was cut off, in the same message."""
        conversation, before = self._shown.conversation, self._shown.before(message_id)
        if conversation is None or not before or not self._shown.ends_with(message_id):
            return
        begun = self._shown.path[-1]
        if begun.role is not Role.ASSISTANT or not begun.content.strip():
            return
        selection = self._selection()
        if selection is None:
            return

        def save(store: Store) -> StoredMessage:
            return store.update_message(begun.id, begun.content, MessageState.STREAMING, begun.metadata)

        def done(reply: StoredMessage, view: int) -> None:
            if view == self._shown.view:
                self._shown.update_last(reply)
            self._answer(conversation, before, reply, selection, begun=begun)

        self._save(save, done, self._tell)

    def keep_answer(self, answer: KeptAnswer) -> None:
        """Take an answer of a comparison into its conversation, as the reply."""
        if self.is_busy:
            self.notice.emit(BUSY)
            return
        profile = self.profile
        settings = self._hand_over(answer.start.conversation)

        def save(store: Store) -> Conversation:
            profile_id = profile.id if profile is not None else store.profiles()[0].id
            return keep_answer(store, answer, profile_id, settings)

        def done(conversation: Conversation, _: int) -> None:
            self.prompt_kept.emit(answer.prompt)
            self.conversation_touched.emit(conversation.id)
            self.show_requested.emit(conversation.id)

        self._save(save, done, self._tell)

    def _selection(self, kept: str = "") -> AdapterSelection | None:
        """The adapters for a reply that may be asked for now; None where none may, and the person was told why. `kept`
        says where their message is then."""
        selection = self._adapters.selection()
        if self.is_busy:
            self.notice.emit(BUSY)
        elif not self._model.is_coming:
            self.problem.emit(problems.not_loaded(kept))
        elif selection.refusal:
            self.problem.emit(problems.adapters_refused(selection.refusal, selection.remedy, kept=kept))
        else:
            return selection
        return None

    def _hand_over(self, conversation: Conversation | None) -> ConversationSettings:
        """For a conversation that is stored now, if it is a new one."""
        if conversation is not None:
            return ConversationSettings()
        return ConversationSettings(
            adapters=self._adapters.hand_over(),
            dynamic=self._dynamic.hand_over(),
            json_schema=self._structure.hand_over(),
        )

    def _begin(
        self,
        conversation: Conversation | None,
        settings: ConversationSettings,
        path: tuple[StoredMessage, ...],
        draft: Draft,
        once: str,
        edited: int | None = None,
    ) -> Callable[[Store], Begun]:
        profile_id = self.profile.id if self.profile is not None else None
        reply = self._structure.new_reply(conversation, once)
        return lambda store: begin_turn(store, conversation, settings, path, profile_id, draft, reply, edited)

    def _save(
        self, function: Callable[[Store], T], done: Callable[[T, int], None], failed: Callable[[StoreError], None]
    ) -> None:
        """Ask the store for the shown conversation, which counts as busy until the answer is there. `done` gets it
        together with the view that was shown when it was asked for."""
        key, view = self._shown.id, self._shown.view
        self._saving.add(key)

        def answered(answer: T) -> None:
            self._saving.discard(key)
            done(answer, view)
            self.saving_changed.emit()

        def refused(error: StoreError) -> None:
            self._saving.discard(key)
            self.saving_changed.emit()
            failed(error)

        self.saving_changed.emit()
        self._store.ask(function, answered, refused)

    def _extend(self, begun: Begun) -> None:
        was_new = self._shown.conversation is None
        added = [begun.message] if begun.reply is None else [begun.message, begun.reply]
        if was_new:
            self._adapters.stored(begun.conversation)
            self._dynamic.stored(begun.conversation)
            self._structure.stored(begun.conversation)
            self.first_stored.emit(begun.conversation.id)
            self._shown.replace(begun.conversation, added, begun.versions)
        else:
            self._shown.conversation = begun.conversation
            self._shown.add(added, begun.versions)

    def _follow(
        self, begun: Begun, path: tuple[StoredMessage, ...], selection: AdapterSelection, edited: int | None = None
    ) -> None:
        """The message is on the disk."""
        self.stored.emit(begun.message.id, len(begun.message.content))
        self.conversation_touched.emit(begun.conversation.id)
        if begun.reply is not None:
            self._answer(begun.conversation, (*path, begun.message), begun.reply, selection, edited=edited)
        elif begun.error is not None:
            self._tell(begun.error)

    def _answer(
        self,
        conversation: Conversation,
        path: tuple[StoredMessage, ...],
        reply: StoredMessage,
        selection: AdapterSelection,
        *,
        begun: StoredMessage | None = None,
        edited: int | None = None,
    ) -> None:
        start = self._start_of_prompt(conversation, path)
        seen = path[start.count :]
        free = begun is not None and begun.metadata.structure is Structure.NONE
        schema = None if free else reply.metadata.own_schema or self._structure.schema_for(conversation)
        sampling = sampling_of(self.profile_of(conversation), self.settings.sampling)
        generate = Generate(
            id=0,
            messages=engine_messages(start.told, seen if begun is None else (*seen, begun)),
            conversation=conversation.key,
            sampling=conversation.settings.sampling or sampling,
            max_tokens=self.settings.max_tokens,
            adapters=selection.uses,
            json_schema=schema if begun is None else None,
            continues=begun is not None,
        )
        own = self._dynamic.own if conversation.id == self._shown.id else conversation.settings.dynamic
        request = TurnRequest(conversation, path, reply, generate, selection.choices, own, begun, edited, schema, start)
        self._replies.start(request)

    def _take_back(self, request: TurnRequest) -> None:
        """A message is too long: back to where it was written with it. It stays in the tree, but the conversation goes
        on without it, or every later message would be refused together with it."""
        refused, edited = request.path[-1], request.edited
        conversation_id = request.conversation.id
        if conversation_id != self._shown.id:
            return  # nobody looks at this message box

        def save(store: Store) -> Branch:
            if edited is not None:
                store.show_branch(conversation_id, edited)
            else:
                store.set_head(conversation_id, refused.parent_id)
            return read_branch(store, conversation_id)

        def done(branch: Branch, view: int) -> None:
            if view != self._shown.view:
                return
            self._shown.replace(branch.conversation, branch.messages, branch.versions)
            self.branch_shown.emit()
            if edited is not None:
                self.edit_returned.emit(edited, refused.content)
            else:
                self.draft_returned.emit(Draft(refused.content, refused.attachments))
                self._structure.give_back(request.reply.metadata.own_schema)
                self.notice.emit(problems.IN_THE_BOX)

        self._save(save, done, self._tell)

    def _tell(self, error: StoreError) -> None:
        self.problem.emit(problems.store_failed(error))
