"""StructureController: the JSON schema that answers of the shown conversation must follow, and whether they do."""

from __future__ import annotations

import logging
from concurrent.futures import Executor
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app import problems
from app.chat.courier import Courier, StoreAccess
from app.chat.model import ModelController
from app.chat.question import Question
from app.client import EngineClient
from app.state import SchemaState
from app.store.errors import StoreError, StoreErrorKind
from app.store.records import Conversation, ReplyMetadata, StoredMessage, Structure
from app.store.store import Store
from app.translation import tr, tr_noop
from engine.protocol import CheckSchema, Event, Failed

log = logging.getLogger(__name__)

NO_MODEL = tr_noop("No model is loaded: whether one can be held to it shows when it answers.")


class StructureController(QObject):
    """A conversation has a schema of its own, or none."""

    changed = Signal(bool)
    """Whether the shown conversation demands one."""
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
        self._conversation: Conversation | None = None
        self._own: str | None = None
        self._new: str | None = None
        """Of the new conversation, kept while another one is looked at."""
        self._text = ""
        self._is_writing = False
        self._question = Question(client, self._take, self)

    @property
    def own(self) -> str | None:
        """The schema of the shown conversation."""
        return self._own

    # What the chat tells

    def show(self, conversation: Conversation | None) -> None:
        self._conversation = conversation
        self._own = conversation.settings.json_schema if conversation is not None else self._new
        self.changed.emit(self._own is not None)

    def hand_over(self) -> str | None:
        """The new conversation is about to be stored with this; the next new one begins with none."""
        own, self._new = self._own, None
        return own

    def take_back(self) -> None:
        """It could not be stored."""
        if self._conversation is None:
            self._new = self._own

    def stored(self, conversation: Conversation) -> None:
        """The new conversation is stored. The person may have chosen otherwise while it was."""
        self._conversation = conversation
        self._new = None
        if conversation.settings.json_schema != self._own:
            self._save()

    def set_writing(self, is_writing: bool) -> None:
        """Whether a reply is under way: the engine answers nothing else meanwhile."""
        self._is_writing = is_writing

    def judge(self, schema: str, reply: StoredMessage) -> None:
        """Compare a reply that is on the disk with the schema that it was to follow."""
        from app.structure import breach_of

        def done(breach: str) -> None:
            structure = Structure.BROKEN if breach else Structure.KEPT
            metadata = replace(reply.metadata, structure=structure, error=breach or reply.metadata.error)
            self._keep(reply, metadata)

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

    def choose(self, schema: str | None) -> None:
        """None lets answers be free."""
        if schema == self._own:
            return
        self._own = schema
        if self._conversation is None:
            self._new = schema
        else:
            self._save()
        self.changed.emit(schema is not None)

    # Inside

    def _take(self, event: Event) -> None:
        if isinstance(event, Failed):
            self.checked.emit(SchemaState(self._text, event.message, detail=event.detail))
        else:
            self.checked.emit(
                SchemaState(self._text, note=tr("{name} can be held to it.", name=self._model.status.name))
            )

    def _save(self) -> None:
        if self._conversation is None:
            return
        conversation_id, own = self._conversation.id, self._own

        def save(store: Store) -> Conversation:
            settings = store.conversation(conversation_id).settings
            return store.set_conversation_settings(conversation_id, replace(settings, json_schema=own))

        self._store.ask(save, self._saved, self._not_saved)

    def _saved(self, conversation: Conversation) -> None:
        if self._conversation is not None and conversation.id == self._conversation.id:
            self._conversation = conversation
        self.conversation_changed.emit(conversation)

    def _not_saved(self, error: StoreError) -> None:
        if error.kind is not StoreErrorKind.NOT_FOUND:  # a conversation that was deleted needs none
            self.problem.emit(problems.store_failed(error))

    def _keep(self, reply: StoredMessage, metadata: ReplyMetadata) -> None:
        def write(store: Store) -> StoredMessage:
            return store.update_message(reply.id, reply.content, reply.state, metadata)

        self._store.ask(write, self.judged.emit, self._not_saved)
