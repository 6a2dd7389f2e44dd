"""TitleController: lets the model give a new conversation its title, in the background."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from app import titles
from app.chat.background import Background
from app.chat.courier import StoreAccess
from app.chat.model import ModelController
from app.client import EngineClient
from app.settings import Settings
from app.store.errors import StoreError
from app.store.records import Conversation, MessageState, TitledBy
from app.store.store import Store
from engine.protocol import Event, Finished, FinishReason, Generate, Role, SamplingOptions

PAUSE_MS = 2_000
"""After a reply, before the model is asked: a person who goes on at once does not wait for it."""


@dataclass(frozen=True)
class _Asked:
    conversation_id: int
    message: str


class TitleController(Background):
    """One title at a time. A conversation is asked about once; where the answer is of no use, its first words stay. A
    title that the person gave is never touched."""

    given = Signal(object)
    """Conversation, with its new title"""

    def __init__(
        self,
        client: EngineClient,
        store: StoreAccess,
        model: ModelController,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(client, store, model, parent)
        self._wanted = settings.title_conversations
        self._waiting: deque[int] = deque()
        """Conversations with a new reply."""
        self._seen: set[int] = set()
        """Conversations that were asked about."""
        self._asked: _Asked | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._next)
        model.status_changed.connect(lambda _: self._go_on())

    def set_settings(self, settings: Settings) -> None:
        self._wanted = settings.title_conversations
        if not self._wanted:
            self._take_back()
            self._waiting.clear()

    def replied(self, conversation_id: int) -> None:
        """A conversation has a new message or reply on the disk."""
        if self._wanted and conversation_id not in self._seen and conversation_id not in self._waiting:
            self._waiting.append(conversation_id)
            self._go_on()

    def _go_on(self) -> None:
        if self._is_writing or not self._model.is_ready or self._asked is not None or not self._waiting:
            self._pause.stop()
        else:
            self._pause.start()

    def _next(self) -> None:
        conversation_id = self._waiting.popleft()

        def done(asked: _Asked | None) -> None:
            if asked is None:
                self._go_on()
            elif self._is_writing or not self._model.is_ready or self._asked is not None:
                self._waiting.appendleft(asked.conversation_id)
            else:
                self._ask(asked)

        self._store.ask(lambda store: _to_ask(store, conversation_id), done, lambda _: self._go_on())

    def _ask(self, asked: _Asked) -> None:
        self._asked = asked
        self._seen.add(asked.conversation_id)
        self.asked.emit()
        self._question.ask(
            lambda number: Generate(
                number,
                titles.title_question(asked.message),
                sampling=SamplingOptions(temperature=0.0, repeat_penalty=1.0),
                max_tokens=titles.MOST_TITLE_TOKENS,
                json_schema=titles.title_schema(),
                adapters=(),
            )
        )

    def _take(self, event: Event) -> None:
        asked, self._asked = self._asked, None
        if asked is not None and isinstance(event, Finished) and event.reason is FinishReason.STOP:
            title = titles.answered_title(event.text, asked.message)
            if title:
                self._keep(asked.conversation_id, title)
        self._go_on()

    def _keep(self, conversation_id: int, title: str) -> None:
        def ignored(_: StoreError) -> None:
            """It is gone, or nothing can be written: the first words stay, and what matters will say so itself."""

        self._store.ask(lambda store: store.set_model_title(conversation_id, title), self._tell, ignored)

    def _tell(self, conversation: Conversation) -> None:
        if conversation.titled is TitledBy.MODEL:
            self.given.emit(conversation)

    def _take_back(self) -> None:
        if self._asked is not None:
            self._question.cancel()
            self._seen.discard(self._asked.conversation_id)
            self._waiting.appendleft(self._asked.conversation_id)
            self._asked = None

    def _drop(self) -> None:
        self._asked = None


def _to_ask(store: Store, conversation_id: int) -> _Asked | None:
    """None where it has a title that is more than first words, or no whole reply yet."""
    conversation = store.conversation(conversation_id)
    if conversation.titled is not TitledBy.WORDS:
        return None
    messages = store.messages(conversation_id)
    first = next((one for one in messages if one.role is Role.USER and one.content.strip()), None)
    is_answered = any(one.role is Role.ASSISTANT and one.state is MessageState.COMPLETE for one in messages)
    return _Asked(conversation_id, first.content) if first is not None and is_answered else None
