"""AdapterController: the adapters that the shown conversation is answered with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from app import problems
from app.chat.adapter_sets import MOST_SCALE, AdapterSelection, acting, changed, reread_tokens
from app.chat.courier import StoreAccess
from app.chat.model import ModelController
from app.chat.shelf import ShelfController
from app.client import EngineClient
from app.state import AdapterChip, AdapterRow, AdapterSource, ProblemAction
from app.store.errors import StoreError
from app.store.records import AdapterChoice, Conversation, MessageState, Profile, ProfileSettings, StoredMessage
from app.store.store import Store
from engine.errors import ErrorKind
from engine.protocol import AdapterKind, AdaptersSet, AdapterUse, Done, Failed, ModelInfo, SetAdapters
from models.adapters.entry import AdapterEntry

_HOPELESS = (
    ErrorKind.ADAPTER_MISMATCH,
    ErrorKind.MODEL_INVALID,
    ErrorKind.MODEL_NOT_FOUND,
    ErrorKind.UNSUPPORTED,
)
PAUSE_MS = 150
"""Without a change of a scale, before it is saved and told to the engine."""


class AdapterController(QObject):
    """A conversation has a row of its own once the person has changed it; until then it shows the profile's.

    The engine is told of a new set at once, so that the next reply need not wait for it; but what counts is the set
    that every reply is asked for with.
    """

    row_changed = Signal(object)
    """AdapterRow"""
    conversation_changed = Signal(object)
    """Conversation: its row is saved with it."""
    profile_changed = Signal(object)
    """Profile: it has another row."""
    problem = Signal(object)
    """Problem"""
    notice = Signal(str)

    def __init__(
        self,
        client: EngineClient,
        store: StoreAccess,
        model: ModelController,
        shelf: ShelfController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._store = store
        self._model = model
        self._shelf = shelf
        self._profile: Profile | None = None
        self._conversation: Conversation | None = None
        self._path: tuple[StoredMessage, ...] = ()
        self._own: tuple[AdapterChoice, ...] | None = None
        """Of the shown conversation; None follows the profile."""
        self._new: tuple[AdapterChoice, ...] | None = None
        """Of the new conversation, kept while another one is looked at."""
        self._unsaved = False
        self._proposal: AdapterChoice | None = None
        self._declined: set[str] = set()
        """Adapters that are not to be proposed again in the shown conversation."""
        self._row = AdapterRow()
        self._failure = ""
        """Why the engine could not take the set."""
        self._is_hopeless = False
        """It would not take it the next time either."""
        self._request_id: int | None = None
        self._asked: frozenset[AdapterUse] = frozenset()
        self._in_force: frozenset[AdapterUse] | None = frozenset()
        """What the engine has set; None where that is not known."""
        self._engine_busy = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._settle)
        client.received.connect(self._take)
        client.died.connect(lambda _: self._forget_engine())
        model.loaded.connect(self._model_loaded)
        shelf.changed.connect(lambda _: self._shelf_changed())

    @property
    def row(self) -> AdapterRow:
        return self._row

    @property
    def choices(self) -> tuple[AdapterChoice, ...]:
        """The row as it is shown."""
        if self._own is not None:
            return self._own
        return self._profile.settings.adapters if self._profile is not None else ()

    @property
    def own(self) -> tuple[AdapterChoice, ...] | None:
        """For the settings of the shown conversation."""
        return self._own

    def selection(self) -> AdapterSelection:
        """What a reply would be written with now."""
        active = acting(self.choices)
        if not active:
            return AdapterSelection()
        if self._shelf.adapters is None:
            reason = self._shelf.failure or "The adapter shelf is still being read."
            return AdapterSelection(refusal=problems.adapters_refused(reason, ProblemAction.SWITCH_OFF_ADAPTERS))
        reason = self._unusable(active) or (self._failure if self._is_hopeless else "")
        if reason:
            return AdapterSelection(refusal=problems.adapters_refused(reason, self._remedy(active)))
        named = tuple(replace(choice, name=self._entry(choice.key).name) for choice in active)
        return AdapterSelection(
            named, tuple(AdapterUse(str(self._entry(choice.key).path), choice.scale) for choice in active)
        )

    # What the chat tells

    def show(self, conversation: Conversation | None, path: Sequence[StoredMessage]) -> None:
        """Another conversation is shown, or other messages of it."""
        same = conversation is not None and self._conversation is not None and conversation.id == self._conversation.id
        if not (same and self._unsaved):
            self._flush()
            self._own = conversation.settings.adapters if conversation is not None else self._new
        self._conversation = conversation
        self._path = tuple(path)
        if not same:
            self._failure = ""
            self._proposal = None
            self._declined = set()
        self._tell()
        self._apply()

    def messages_changed(self, path: Sequence[StoredMessage]) -> None:
        self._path = tuple(path)
        self._tell()

    def hand_over(self) -> tuple[AdapterChoice, ...] | None:
        """The new conversation is about to be stored with this; the next new one begins with the profile's."""
        own, self._new = self._own, None
        return own

    def take_back(self) -> None:
        """It could not be stored."""
        if self._conversation is None:
            self._new = self._own

    def stored(self, conversation: Conversation) -> None:
        """The new conversation is stored. The row may have been changed while it was."""
        self._conversation = conversation
        self._new = None
        if conversation.settings.adapters != self._own:
            self._unsaved = True
            self._settle()

    def set_profile(self, profile: Profile) -> None:
        self._profile = profile
        self._tell()
        self._apply()

    def reply_begins(self, uses: Sequence[AdapterUse] | None) -> None:
        """A request for a reply is on its way with this set, which it brings into force."""
        self._engine_busy = True
        if self._request_id is not None:
            self._client.cancel(self._request_id)
            self._request_id = None
        self._in_force = frozenset(uses) if uses is not None else None
        self._tell()

    def reply_changed(self, reply: StoredMessage) -> None:
        if reply.state is MessageState.FAILED:
            self.forget_set()

    def set_engine_busy(self, busy: bool) -> None:
        """Whether a reply is being written or waits. A set is not sent then: it would only queue behind it."""
        if busy != self._engine_busy:
            self._engine_busy = busy
            if not busy:
                self._apply()

    def forget_set(self) -> None:
        """Somebody else may have set another one."""
        self._in_force = None

    # What the person does

    def switch(self, key: str, on: bool) -> None:
        self._change(changed(self.choices, key, active=on))

    def set_scale(self, key: str, scale: float) -> None:
        """Of an adapter in the row. A slider sends many; the last one counts."""
        scale = round(max(-MOST_SCALE, min(MOST_SCALE, scale)), 2)
        self._change(changed(self.choices, key, scale=scale), pause=True)

    def add(self, key: str) -> None:
        """Put an adapter of the shelf into the row, on; one that is there already is switched on."""
        if any(choice.key == key for choice in self.choices):
            self.switch(key, True)
            return
        found = self._shelf.find(key)
        if found is None:
            self.problem.emit(problems.ADAPTER_GONE)
            return
        if self._proposal is not None and self._proposal.key == key:
            self._proposal = None
        self._change((*self.choices, AdapterChoice(key, name=found.entry.name)))

    def use(self, key: str, wanted: bool) -> None:
        if wanted:
            self.add(key)
        else:
            self.remove(key)

    def remove(self, key: str) -> None:
        self._change(tuple(choice for choice in self.choices if choice.key != key))

    def switch_off(self) -> None:
        """Those that cannot be used; where that is none in particular, all of them."""
        stopped = [choice for choice in acting(self.choices) if self._problem_of(choice)] or self.choices
        self._change(tuple(replace(one, active=one.active and one not in stopped) for one in self.choices))

    def take_out(self) -> None:
        """Those that are on and cannot be used."""
        gone = [choice for choice in acting(self.choices) if self._problem_of(choice)]
        self._change(tuple(choice for choice in self.choices if choice not in gone))
        names = ", ".join(choice.name or choice.key for choice in gone)
        if names:
            self.notice.emit(f"Taken out of this conversation: {names}.")

    def keep_for_profile(self) -> None:
        """Every conversation of the profile without a row of its own shows this one from now on, and so does this."""
        profile, choices = self._profile, self.choices
        if profile is None:
            return

        def save(store: Store) -> Profile:
            return store.update_profile(
                profile.id, profile.name, profile.system_message, ProfileSettings(adapters=choices)
            )

        def saved(changed_profile: Profile) -> None:
            self.set_profile(changed_profile)
            self.profile_changed.emit(changed_profile)
            self.follow_profile()
            self.notice.emit(f"Conversations of {changed_profile.name} start with these adapters.")

        self._store.ask(save, saved, self._tell_error)

    def follow_profile(self) -> None:
        """Back to the profile's row."""
        self._change(None)

    def propose(self, entry: AdapterEntry | None) -> None:
        """Offer an adapter for the draft, unless it is in the row or was declined; None takes the offer away."""
        known = self._declined | {choice.key for choice in self.choices}
        wanted = entry if entry is not None and entry.key not in known else None
        self._proposal = AdapterChoice(wanted.key, name=wanted.name) if wanted is not None else None
        self._tell()

    def decline(self, key: str) -> None:
        """The person does not want this one in the shown conversation: it is not offered there again."""
        self._declined.add(key)
        self.propose(None)

    # Inside

    def _change(self, choices: tuple[AdapterChoice, ...] | None, *, pause: bool = False) -> None:
        if choices == self._own:
            return
        self._own = choices
        if self._conversation is None:
            self._new = choices
        self._unsaved = True
        self._failure = ""
        self._is_hopeless = False
        self._tell()
        if pause:
            self._pause.start()
        else:
            self._settle()

    def _settle(self) -> None:
        self._flush()
        self._apply()

    def _flush(self) -> None:
        """Save the row with its conversation; that of a new one is stored with its first message."""
        self._pause.stop()
        if not self._unsaved:
            return
        self._unsaved = False
        if self._conversation is None:
            return
        conversation_id, own = self._conversation.id, self._own

        def save(store: Store) -> Conversation:
            settings = store.conversation(conversation_id).settings
            return store.set_conversation_settings(conversation_id, replace(settings, adapters=own))

        self._store.ask(save, self.conversation_changed.emit, self._tell_error)

    def _tell_error(self, error: StoreError) -> None:
        self.problem.emit(problems.store_failed(error))

    def _apply(self) -> None:
        """Tell the engine the set of the shown conversation, unless it has it or writes: the next reply brings it."""
        if not self._model.is_ready or self._engine_busy or self._pause.isActive():
            return
        selection = self.selection()
        wanted = frozenset(selection.uses)
        if self._request_id is not None:
            if wanted == self._asked and selection.refusal is None:
                return
            self._client.cancel(self._request_id)
            self._request_id = None
            self._in_force = None
        was_refused = bool(self._failure) and wanted == self._asked
        if selection.refusal is not None or wanted == self._in_force or was_refused:
            self._tell()
            return
        self._asked = wanted
        self._request_id = self._client.next_id()
        key = self._conversation.key if self._conversation is not None else ""
        self._client.send(SetAdapters(self._request_id, selection.uses, key))
        self._tell()

    def _take(self, event: object) -> None:
        if self._request_id is None or getattr(event, "id", None) != self._request_id:
            return
        match event:
            case AdaptersSet():
                self._in_force = self._asked
                self._failure = ""
            case Failed():
                self._failure = event.message
                self._is_hopeless = event.kind in _HOPELESS
            case Done():
                pass
            case _:
                return
        self._request_id = None
        self._tell()

    def _forget_engine(self) -> None:
        self._request_id = None
        self._in_force = None
        self._engine_busy = False
        self._tell()

    def _model_loaded(self, _: ModelInfo) -> None:
        """A model begins without adapters. It is told of them once the shelf has been seen beside it."""
        self._request_id = None
        self._in_force = frozenset()
        self._failure = ""
        self._tell()

    def _shelf_changed(self) -> None:
        self._failure = ""
        self._is_hopeless = False
        self._tell()
        self._apply()

    # The row

    @property
    def _cannot_adapt(self) -> str:
        """Why the loaded model takes no adapters at all."""
        info = self._model.status.info
        return info.adapter_problem if info is not None else ""

    def _entry(self, key: str) -> AdapterEntry:
        found = self._shelf.find(key)
        assert found is not None, "asked only for what is on the shelf"
        return found.entry

    def _problem_of(self, choice: AdapterChoice) -> str:
        if self._shelf.adapters is None:
            return ""
        found = self._shelf.find(choice.key)
        if found is None:
            return f"{choice.name or 'An adapter of this conversation'} is not on the shelf any more."
        return found.entry.problem or found.misfit

    def _unusable(self, active: Sequence[AdapterChoice]) -> str:
        """Why a message cannot be sent with these, in a sentence; empty where it can."""
        if not active:
            return ""
        return self._cannot_adapt or next((reason for one in active if (reason := self._problem_of(one))), "")

    def _remedy(self, active: Sequence[AdapterChoice]) -> ProblemAction:
        """What is lost is taken out; what only does not fit this model may fit the next."""
        lost = [one for one in active if (found := self._shelf.find(one.key)) is None or found.entry.problem]
        known = self._shelf.adapters is not None and not self._cannot_adapt
        return ProblemAction.TAKE_OUT_ADAPTERS if lost and known else ProblemAction.SWITCH_OFF_ADAPTERS

    def _keeps_what_was_read(self, key: str) -> bool:
        found = self._shelf.find(key)
        return found is not None and found.entry.kind is AdapterKind.ACTIVATED_LORA

    def _chip(self, choice: AdapterChoice) -> AdapterChip:
        found = self._shelf.find(choice.key)
        switched = changed(self.choices, choice.key, active=not choice.active)
        return AdapterChip(
            choice=replace(choice, name=found.entry.name) if found is not None else choice,
            description=found.entry.description if found is not None else "",
            problem=self._problem_of(choice),
            phrase=self._keeps_what_was_read(choice.key),
            switch_tokens=reread_tokens(self._path, switched, self._keeps_what_was_read),
        )

    def _tell(self) -> None:
        active = acting(self.choices)
        reason = self._unusable(active) or (self._failure if active else "")
        row = AdapterRow(
            chips=tuple(self._chip(choice) for choice in self.choices),
            source=AdapterSource.PROFILE if self._own is None else AdapterSource.CONVERSATION,
            busy=self._request_id is not None,
            problem=reason,
            remedy=self._remedy(active) if reason else None,
            reread_tokens=0
            if self._engine_busy
            else reread_tokens(self._path, self.choices, self._keeps_what_was_read) or 0,
            proposal=self._proposal,
        )
        if row != self._row:
            self._row = row
            self.row_changed.emit(row)
