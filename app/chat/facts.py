"""FactController: looks, when the person asks for it, for facts about them in what they wrote."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from itertools import islice, takewhile

from PySide6.QtCore import QObject, Signal

from app import problems
from app.chat.courier import StoreAccess
from app.chat.model import ModelController
from app.client import EngineClient
from app.learning import FactSearch
from app.state import Problem
from app.store.errors import StoreError
from app.store.records import Profile
from app.store.store import Store
from app.translation import tr, tr_noop
from engine.protocol import TERMINAL_EVENTS, Event, Failed, Finished, FinishReason, Generate, SamplingOptions

MOST_MESSAGES = 200
"""Looked through at a time, the newest; what is older is passed over."""
LOOKED_AT = 20_000
"""Characters of a message, from its start."""
NO_MODEL = tr_noop("No model is loaded. Choose one that is to look for them.")


@dataclass(frozen=True)
class _Read:
    message_id: int
    sentences: tuple[str, ...]
    """That could state something of the person."""


class FactController(QObject):
    """The model is asked about one message at a time, and about none while a reply is written: what it was asked then
    is taken back, and asked again afterwards. What was looked through is not looked through again."""

    changed = Signal(object)
    """FactSearch"""
    found = Signal()
    """Facts were proposed, and are stored."""
    asked = Signal()
    """The engine is asked without the adapters of the conversation."""
    problem = Signal(object)
    """Problem"""

    def __init__(
        self, client: EngineClient, store: StoreAccess, model: ModelController, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._store = store
        self._model = model
        self._profile: Profile | None = None
        self._search = FactSearch(obstacle=NO_MODEL)
        self._waiting: deque[_Read] | None = None
        """None while nothing is looked through, or the messages are being read."""
        self._request: int | None = None
        self._is_writing = False
        client.received.connect(self._take)
        client.died.connect(lambda _: self._engine_died())
        model.status_changed.connect(lambda _: self._model_changed())

    @property
    def search(self) -> FactSearch:
        return self._search

    def set_profile(self, profile: Profile) -> None:
        if self._profile is None or profile.id != self._profile.id:
            self.stop()
            self._tell(replace(self._search, found=None))
        self._profile = profile

    def set_writing(self, is_writing: bool) -> None:
        """Whether a reply is under way, which goes first."""
        self._is_writing = is_writing
        if is_writing:
            self._take_back()
        self._go_on()

    def look(self) -> None:
        """In the messages since the last time."""
        profile = self._profile
        if profile is None or self._search.running or self._search.obstacle:
            return
        self._tell(FactSearch(running=True, found=0))

        def find(store: Store) -> list[_Read]:
            from app.personal.facts import statements  # late: most starts never look

            messages = store.own_messages(profile.id, store.facts_looked_for(profile.id), MOST_MESSAGES)
            return [_Read(one.id, tuple(statements(one.content[:LOOKED_AT]))) for one in messages]

        def done(messages: list[_Read]) -> None:
            if self._search.running and self._waiting is None:
                self._waiting = deque(messages)
                self._tell(replace(self._search, total=len(messages)))
                self._go_on()

        self._store.ask(find, done, self._failed)

    def stop(self) -> None:
        """What was found so far stays."""
        self._take_back()
        self._waiting = None
        self._tell(replace(self._search, running=False, waits=False))

    def _go_on(self) -> None:
        """Ask about the next message that states something, where the engine is free for it."""
        if self._waiting is None or self._request is not None:
            return
        passed = list(takewhile(lambda one: not one.sentences, self._waiting))
        if passed:
            self._note_looked_through(passed[-1].message_id)
            self._waiting = deque(islice(self._waiting, len(passed), None))
            self._tell(replace(self._search, done=self._search.done + len(passed)))
        if not self._waiting:
            self.stop()
            return
        self._tell(replace(self._search, waits=self._is_writing))
        if self._is_writing:
            return
        from app.personal.facts import MOST_TOKENS, question, schema  # the store's thread has it already

        sentences = self._waiting[0].sentences
        self._request = self._client.next_id()
        self.asked.emit()
        self._client.send(
            Generate(
                self._request,
                question(sentences),
                sampling=SamplingOptions(temperature=0.0, repeat_penalty=1.0),
                max_tokens=MOST_TOKENS,
                json_schema=schema(sentences),
                adapters=(),
            )
        )

    def _take(self, event: Event) -> None:
        if self._request is None or not isinstance(event, TERMINAL_EVENTS) or event.id != self._request:
            return
        self._request = None
        if isinstance(event, Failed):
            self.stop()
            self.problem.emit(Problem(tr("The search for facts stopped"), event.message, event.detail))
        elif isinstance(event, Finished) and event.reason is not FinishReason.CANCELLED and self._waiting:
            self._keep(self._waiting.popleft(), event.text)
            self._tell(replace(self._search, done=self._search.done + 1))
            self._go_on()

    def _keep(self, asked: _Read, answer: str) -> None:
        profile = self._profile
        if profile is None:
            return

        def keep(store: Store) -> int:
            from app.personal.facts import proposed
            from app.personal.secrets import home_region

            known = [one.text for one in (*store.memories(profile.id), *store.refused_memories(profile.id))]
            facts = proposed(answer, asked.sentences, known, home_region())
            for fact in facts:
                store.add_memory(profile.id, fact.text, asked.message_id, confirmed=False, sentence=fact.sentence)
            store.set_facts_looked_for(profile.id, asked.message_id)
            return len(facts)

        def kept(number: int) -> None:
            if number and self._profile is not None and self._profile.id == profile.id:
                self._tell(replace(self._search, found=(self._search.found or 0) + number))
                self.found.emit()

        self._store.ask(keep, kept, self._failed)

    def _note_looked_through(self, message_id: int) -> None:
        profile = self._profile
        if profile is not None:
            self._store.ask(
                lambda store: store.set_facts_looked_for(profile.id, message_id), lambda _: None, self._failed
            )

    def _take_back(self) -> None:
        if self._request is not None:
            self._client.cancel(self._request)
            self._request = None

    def _engine_died(self) -> None:
        """It may have died of what it was asked, so that is not asked again without the person."""
        if self._request is not None:
            self._request = None
            self.stop()

    def _model_changed(self) -> None:
        ready = self._model.is_ready
        if not ready:
            self.stop()
        self._tell(replace(self._search, obstacle="" if ready else NO_MODEL))

    def _failed(self, error: StoreError) -> None:
        self.stop()
        self.problem.emit(problems.store_failed(error))

    def _tell(self, search: FactSearch) -> None:
        if search != self._search:
            self._search = search
            self.changed.emit(search)
