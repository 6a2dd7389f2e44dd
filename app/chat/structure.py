"""StructureController: the JSON schema that answers of the shown conversation must follow, and whether they do."""

from __future__ import annotations

import logging
from concurrent.futures import Executor

from PySide6.QtCore import QObject, Signal

from app import problems
from app.chat.courier import Courier, StoreAccess
from app.chat.model import ModelController
from app.chat.own_setting import OwnSetting
from app.chat.question import Question
from app.client import EngineClient
from app.state import Demand, SchemaState
from app.store.errors import StoreError, StoreErrorKind
from app.store.records import Conversation, ReplyMetadata, StoredMessage, Structure
from app.store.store import Store
from app.translation import tr, tr_noop
from engine.protocol import CheckSchema, Event, Failed

log = logging.getLogger(__name__)

NO_MODEL = tr_noop("No model is loaded: whether one can be held to it shows when it answers.")


class StructureController(QObject):
    """A conversation has a schema of its own, or none; and there may be one for its next answer alone, which goes
    before it and is gone with the message."""

    changed = Signal(object)
    """Demand of the shown conversation"""
    checked = Signal(object)
    """SchemaState of the text that `check` got last"""
    conversation_changed = Signal(object)
    """Conversation: its schema is saved with it."""
    judged = Signal(object)
    """StoredMessage: a reply that was compared with its schema."""
    problem = Signal(object)

    def __init__(
        self,
        client: EngineClient,
        store: StoreAccess,
        model: ModelController,
        worker: Executor,
        courier: Courier,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._model = model
        self._worker = worker
        self._courier = courier
        self._own: OwnSetting[str] = OwnSetting("json_schema", store, self)
        self._own.saved.connect(self.conversation_changed)
        self._own.problem.connect(self.problem)
        self._once: dict[int | None, str] = {}
        """By conversation, None for a new one."""
        self._text = ""
        self._is_writing = False
        self._question = Question(client, self._take, self)

    @property
    def own(self) -> str | None:
        """The schema of the shown conversation."""
        return self._own.value

    @property
    def demand(self) -> Demand:
        if self._shown_id in self._once:
            return Demand.ONCE
        return Demand.ALWAYS if self.own is not None else Demand.NONE

    @property
    def wanted(self) -> str | None:
        """What the next answer in the shown conversation is to follow."""
        return self._once.get(self._shown_id, self.own)

    # What the chat tells

    def show(self, conversation: Conversation | None) -> None:
        self._own.show(conversation)
        self.changed.emit(self.demand)

    def hand_over(self) -> str | None:
        """The new conversation is about to be stored with this; the next new one begins with none."""
        return self._own.hand_over()

    def schema_for(self, conversation: Conversation | None) -> str | None:
        """That all answers of a conversation follow; None is the new one."""
        if conversation is None or conversation.id == self._shown_id:
            return self.own
        return conversation.settings.json_schema

    def new_reply(self, conversation: Conversation | None, once: str) -> ReplyMetadata:
        """Of a reply that is about to be written, maybe by a schema of its own: how it is shown while it grows depends
        on it."""
        demanded = Structure.DEMANDED if once or self.schema_for(conversation) else Structure.NONE
        return ReplyMetadata(structure=demanded, own_schema=once)

    def take_once(self) -> str:
        """The schema for the answer to the message that is sent now, and to no other; empty where there is none."""
        once = self._once.pop(self._shown_id, "")
        if once:
            self.changed.emit(self.demand)
        return once

    def give_back(self, once: str) -> None:
        """The message could not be sent."""
        if once:
            self._once[self._shown_id] = once
            self.changed.emit(self.demand)

    def take_back(self) -> None:
        """It could not be stored."""
        self._own.take_back()

    def stored(self, conversation: Conversation) -> None:
        """The new conversation is stored. The person may have chosen otherwise while it was."""
        if None in self._once:
            self._once[conversation.id] = self._once.pop(None)
        if self._own.stored(conversation):
            self._own.flush()
        self.changed.emit(self.demand)

    def set_writing(self, is_writing: bool) -> None:
        """Whether a reply is under way: the engine answers nothing else meanwhile."""
        self._is_writing = is_writing

    def judge(self, schema: str, reply: StoredMessage) -> None:
        """Compare a reply that is on the disk with the schema that it was to follow."""
        from app.structure import breach_of

        def done(breach: str) -> None:
            self._keep(reply, reply.metadata.judged(breach))

        def failed(error: BaseException) -> None:
            log.error("a reply could not be compared with its schema: %s", type(error).__name__)

        self._courier.bring(self._worker.submit(breach_of, schema, reply.content), done, failed)

    # What the person does

    def check(self, text: str) -> None:
        """`checked` follows: first whether it is a schema, then whether the loaded model can be held to it."""
        from app.structure import fault_of

        self._text = text
        self._question.cancel()

        def done(fault: object) -> None:
            if text != self._text:
                return
            if fault is not None:
                self.checked.emit(SchemaState(text, str(fault)))
            elif self._is_writing or not self._model.is_ready:
                busy = tr("The model is writing: whether it can be held to it shows when it answers.")
                self.checked.emit(SchemaState(text, note=busy if self._is_writing else NO_MODEL))
            else:
                self.checked.emit(SchemaState(text, is_checking=True))
                self._question.ask(lambda number: CheckSchema(number, text))

        def failed(error: BaseException) -> None:
            self.checked.emit(SchemaState(text, tr("It could not be checked: {name}.", name=type(error).__name__)))

        self._courier.bring(self._worker.submit(fault_of, text), done, failed)

    def choose(self, schema: str | None, *, once: bool = False) -> None:
        """For all answers of the conversation, or only the next one. None lets them be free."""
        self._once.pop(self._shown_id, None)
        if once and schema is not None:
            self._once[self._shown_id] = schema
        elif not once and schema != self.own:
            self._own.choose(schema)
            self._own.flush()
        self.changed.emit(self.demand)

    # Inside

    @property
    def _shown_id(self) -> int | None:
        conversation = self._own.conversation
        return conversation.id if conversation is not None else None

    def _take(self, event: Event) -> None:
        if isinstance(event, Failed):
            self.checked.emit(SchemaState(self._text, event.message, detail=event.detail))
        else:
            self.checked.emit(
                SchemaState(self._text, note=tr("{name} can be held to it.", name=self._model.status.name))
            )

    def _keep(self, reply: StoredMessage, metadata: ReplyMetadata) -> None:
        def write(store: Store) -> StoredMessage:
            return store.update_message(reply.id, reply.content, reply.state, metadata)

        self._store.ask(write, self.judged.emit, self._not_kept)

    def _not_kept(self, error: StoreError) -> None:
        if error.kind is not StoreErrorKind.NOT_FOUND:  # a reply that was deleted needs no judgement
            self.problem.emit(problems.store_failed(error))
