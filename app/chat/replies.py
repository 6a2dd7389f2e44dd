"""All replies under way, whatever conversation is shown; what becomes of them when the engine dies."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app import problems
from app.chat.courier import StoreAccess
from app.chat.model import ModelController
from app.chat.turn import Turn, TurnRequest
from app.client import EngineClient
from app.outcome import EngineOutcome
from app.state import ContextUse
from app.store.records import MessageState
from app.translation import told, tr
from engine.protocol import ModelInfo


class Replies(QObject):
    """The engine writes one at a time, in the order of asking; the others wait in it, or here for a model."""

    text = Signal(int, str)
    """(message id, what came)"""
    changed = Signal(object)
    """StoredMessage: a reply in its final form."""
    activity_changed = Signal(int)
    """Conversation id"""
    context_changed = Signal(int, object)
    """(conversation id, ContextUse)"""
    ended = Signal(int)
    """Conversation id: its reply is over and on its way to the disk."""
    saved = Signal(int)
    """Conversation id: its reply is on the disk."""
    completed = Signal(object, object)
    """(TurnRequest, StoredMessage): a reply is whole, and on the disk."""
    stored = Signal(int, int)
    """(message id, length): so many characters of it are on the disk."""
    refused = Signal(object)
    """TurnRequest: what is to be answered is too long."""
    sending = Signal(object)
    """TurnRequest that is about to go to the engine."""
    problem = Signal(object)
    notice = Signal(str)

    def __init__(
        self, client: EngineClient, store: StoreAccess, model: ModelController, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._store = store
        self._model = model
        self._turns: list[Turn] = []
        """In the order of asking; one that is over stays until it is saved."""
        client.received.connect(self._take)
        model.loaded.connect(self._send_waiting)
        model.unavailable.connect(self._fail_all)
        model.engine_lost.connect(self._engine_lost)

    @property
    def are_saved(self) -> bool:
        """No reply is under way, and the last word of each is on the disk."""
        return not self._turns

    @property
    def is_any_active(self) -> bool:
        return any(not turn.is_over for turn in self._turns)

    def active(self, conversation_id: int | None) -> Turn | None:
        """The reply that is being written in this conversation."""
        return next(
            (turn for turn in self._turns if turn.conversation_id == conversation_id and not turn.is_over), None
        )

    def unsaved(self, message_id: int) -> Turn | None:
        """The reply with this id, when the store may hold less of it than has come."""
        return next((turn for turn in self._turns if turn.reply().id == message_id), None)

    def start(self, request: TurnRequest) -> None:
        """The reply is asked for as soon as a model is there to write it."""
        conversation_id = request.conversation.id
        turn = Turn(request, self._client, self._store, self)
        turn.text.connect(self.text)
        turn.changed.connect(self.changed)
        turn.activity_changed.connect(lambda _: self.activity_changed.emit(conversation_id))
        turn.context_changed.connect(lambda use: self._context(turn, use))
        turn.ended.connect(lambda: self._end(turn))
        turn.saved.connect(lambda: self._remove(turn))
        turn.stored.connect(self.stored)
        turn.refused.connect(lambda: self.refused.emit(request))
        turn.problem.connect(self.problem)
        turn.notice.connect(self.notice)
        self._turns.append(turn)
        self._model.note_progress()
        self._send_waiting()
        self.activity_changed.emit(conversation_id)

    def interrupt_all(self, reason: str) -> None:
        for turn in list(self._turns):
            turn.interrupt(reason)

    def _send_waiting(self, _: ModelInfo | None = None) -> None:
        if not self._model.is_ready:
            return
        for turn in self._turns:
            if turn.request_id is None and not turn.is_over:
                self.sending.emit(turn.request)
                turn.send(self._model.status)

    def _take(self, event: object) -> None:
        for turn in list(self._turns):
            turn.take(event)

    def _context(self, turn: Turn, use: ContextUse) -> None:
        if not turn.is_over:
            self.context_changed.emit(turn.conversation_id, use)

    def _end(self, turn: Turn) -> None:
        if turn.was_answered:
            self._model.note_progress()
        self.ended.emit(turn.conversation_id)

    def _remove(self, turn: Turn) -> None:
        self._turns.remove(turn)
        turn.deleteLater()
        self.saved.emit(turn.conversation_id)
        if turn.reply().state is MessageState.COMPLETE:
            self.completed.emit(turn.request, turn.reply())

    def _fail_all(self, reason: str) -> None:
        for turn in list(self._turns):
            turn.fail(reason)

    def _engine_lost(self, outcome: EngineOutcome) -> None:
        """The oldest request is the one that the engine was working on; the others can go to the next engine."""
        sent = [turn for turn in self._turns if turn.request_id is not None and not turn.is_over]
        if not sent:
            if not outcome.renewed:
                self.notice.emit(tr("{outcome} It is started again.", outcome=told(str(outcome))))
            return
        oldest = min(sent, key=lambda turn: turn.request_id or 0)
        oldest.interrupt(str(outcome))
        for turn in sent:
            if turn is not oldest:
                turn.take_back()
        self.problem.emit(problems.reply_interrupted(outcome))
