"""AdapterController: the adapters that the shown conversation is answered with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from app import problems
from app.chat.adapter_check import STEERING, AdapterCheck
from app.chat.adapter_sets import MOST_SCALE, AdapterSelection, ReadTokens, acting, changed, read_tokens
from app.chat.courier import StoreAccess
from app.chat.engine_set import EngineSet
from app.chat.model import ModelController
from app.chat.own_setting import OwnSetting
from app.chat.shelf import ShelfController
from app.client import EngineClient
from app.state import AdapterChip, AdapterRow, AdapterSource
from app.store.errors import StoreError
from app.store.records import AdapterChoice, Conversation, MessageState, Profile, StoredMessage
from app.store.store import Store
from app.translation import tr
from engine.protocol import AdapterUse
from models.adapters.entry import AdapterEntry

PAUSE_MS = 150
"""Without a change of a scale, before it is saved and told to the engine."""
LEAST_STRENGTH = 0.01
"""Of steering, where the person has come to 0: then it would do nothing and cost as much."""


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
        self._store = store
        self._shelf = shelf
        self._profile: Profile | None = None
        self._own: OwnSetting[tuple[AdapterChoice, ...]] = OwnSetting("adapters", store, self)
        self._own.saved.connect(self.conversation_changed)
        self._own.problem.connect(self.problem)
        self._read = ReadTokens()
        self._proposal: AdapterChoice | None = None
        self._declined: set[str] = set()
        """Adapters that are not to be proposed again in the shown conversation."""
        self._row = AdapterRow()
        self._check = AdapterCheck(shelf, model)
        self._engine = EngineSet(client, model, self)
        self._engine.changed.connect(self._tell)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._settle)
        shelf.changed.connect(lambda _: self._shelf_changed())
        self._model = model
        self._strength: float | None = None
        """That a moving slider has come to, before it is told."""
        model.status_changed.connect(lambda _: self._tell())

    @property
    def row(self) -> AdapterRow:
        return self._row

    @property
    def choices(self) -> tuple[AdapterChoice, ...]:
        """The row as it is shown."""
        if self._own.value is not None:
            return self._own.value
        return self._profile.settings.adapters if self._profile is not None else ()

    @property
    def own(self) -> tuple[AdapterChoice, ...] | None:
        """For the settings of the shown conversation."""
        return self._own.value

    def selection(self) -> AdapterSelection:
        """What a reply would be written with now."""
        selection = self._check.select(self.choices)
        if selection.choices and self._engine.is_hopeless:
            return AdapterSelection(refusal=self._engine.failure)
        return selection

    # What the chat tells

    def show(self, conversation: Conversation | None, path: Sequence[StoredMessage]) -> None:
        """Another conversation is shown, or other messages of it."""
        is_other = self._own.show(conversation)
        self._read = read_tokens(path)
        if is_other:
            self._engine.clear_failure()
            self._proposal = None
            self._declined = set()
        self._tell()
        self._apply()

    def messages_changed(self, path: Sequence[StoredMessage]) -> None:
        self._read = read_tokens(path)
        self._tell()

    def hand_over(self) -> tuple[AdapterChoice, ...] | None:
        """The new conversation is about to be stored with this; the next new one begins with the profile's."""
        return self._own.hand_over()

    def take_back(self) -> None:
        """It could not be stored."""
        self._own.take_back()

    def stored(self, conversation: Conversation) -> None:
        """The new conversation is stored. The row may have been changed while it was."""
        if self._own.stored(conversation):
            self._settle()

    def set_profile(self, profile: Profile) -> None:
        if self._profile is not None and self._profile.id != profile.id:
            self._own.forget_new()
        self._profile = profile
        self._tell()
        self._apply()

    def reply_begins(self, uses: Sequence[AdapterUse] | None) -> None:
        """A request for a reply is on its way with this set, which it brings into force."""
        self._engine.reply_begins(uses)

    def reply_changed(self, reply: StoredMessage) -> None:
        if reply.state is MessageState.FAILED:
            self.forget_set()

    def set_engine_busy(self, busy: bool) -> None:
        """Whether a reply is being written or waits. A set is not sent then: it would only queue behind it."""
        if busy != self._engine.is_writing:
            self._engine.is_writing = busy
            if not busy:
                self._apply()

    def forget_set(self) -> None:
        """Somebody else may have set another one."""
        self._engine.forget()

    def close(self) -> None:
        """The program ends: save what a moving slider left unsaved."""
        self._flush()

    # What the person does

    def switch(self, key: str, on: bool) -> None:
        """One that only a small model can take has that one steer the loaded one."""
        if key == STEERING:
            self.stop_steering()
            return
        if on and (steering := self._check.steering([AdapterChoice(key)])) is not None:
            self._model.steer(steering)
        self._change(changed(self.choices, key, active=on))

    def set_scale(self, key: str, scale: float) -> None:
        """Of an adapter in the row. A slider sends many; the last one counts."""
        scale = round(max(-MOST_SCALE, min(MOST_SCALE, scale)), 2)
        if key == STEERING:
            self._strength = scale
            self._pause.start()
            self._tell()
            return
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

    def steer(self, key: str) -> None:
        """Put an adapter of the shelf into the row, on the small model that takes it, which steers the loaded one."""
        found = self._shelf.find(key)
        if found is not None and found.steering is not None:
            self._model.steer(found.steering)
        self.add(key)

    def steer_with_row(self) -> None:
        """The same with those of the row that are on."""
        if (steering := self._check.steering(acting(self.choices))) is not None:
            self._model.steer(steering)

    def stop_steering(self) -> None:
        """The model writes alone again. The adapters, which it does not take, are switched off and stay in the row."""
        self._strength = None
        self._model.steer(None)
        self._change(tuple(replace(choice, active=False) for choice in self.choices))

    def use(self, key: str, wanted: bool) -> None:
        if wanted:
            self.add(key)
        else:
            self.remove(key)

    def remove(self, key: str) -> None:
        if key == STEERING:
            self.stop_steering()
            return
        self._change(tuple(choice for choice in self.choices if choice.key != key))

    def switch_off(self) -> None:
        """Those that cannot be used; where that is none in particular, all of them."""
        stopped = [choice for choice in acting(self.choices) if self._check.problem(choice)] or self.choices
        self._change(tuple(replace(one, active=one.active and one not in stopped) for one in self.choices))

    def take_out(self) -> None:
        """Those that are on and cannot be used."""
        gone = [choice for choice in acting(self.choices) if self._check.problem(choice)]
        self._change(tuple(choice for choice in self.choices if choice not in gone))
        names = tr(", ").join(choice.name or choice.key for choice in gone)
        if names:
            self.notice.emit(tr("Taken out of this conversation: {names}.", names=names))

    def keep_for_profile(self) -> None:
        """Every conversation of the profile without a row of its own shows this one from now on, and so does this."""
        profile, choices = self._profile, self.choices
        if profile is None:
            return

        def save(store: Store) -> Profile:
            return store.update_profile(
                profile.id, profile.name, profile.system_message, replace(profile.settings, adapters=choices)
            )

        def saved(changed_profile: Profile) -> None:
            self.set_profile(changed_profile)
            self.profile_changed.emit(changed_profile)
            self.follow_profile()
            self.notice.emit(tr("Conversations of {name} start with these adapters.", name=changed_profile.name))

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
        if choices == (self.own if choices is None else self.choices):
            return
        self._own.choose(choices)
        self._engine.clear_failure()
        self._tell()
        if pause:
            self._pause.start()
        else:
            self._settle()

    def _settle(self) -> None:
        self._flush()
        strength, self._strength = self._strength, None
        if strength is not None:
            self._model.set_strength(strength or LEAST_STRENGTH)
        self._apply()

    def _flush(self) -> None:
        self._pause.stop()
        self._own.flush()

    def _tell_error(self, error: StoreError) -> None:
        self.problem.emit(problems.store_failed(error))

    def _apply(self) -> None:
        """Tell the engine the set of the shown conversation."""
        selection = self.selection()
        if not self._pause.isActive() and not selection.refusal:
            key = self._own.conversation.key if self._own.conversation is not None else ""
            self._engine.ask(selection.uses, key)

    def _shelf_changed(self) -> None:
        self._engine.clear_failure()
        self._tell()
        self._apply()

    def _steering_chip(self) -> AdapterChip | None:
        chip = self._check.steering_chip()
        if chip is None or self._strength is None:
            return chip
        return replace(chip, choice=replace(chip.choice, scale=self._strength))

    def _tell(self) -> None:
        choices, engine = self.choices, self._engine
        selection = self._check.select(choices) if self._shelf.adapters is not None else AdapterSelection()
        failure = engine.failure if acting(choices) else ""
        row = AdapterRow(
            chips=tuple(self._check.chip(choice, choices, self._read) for choice in choices),
            source=AdapterSource.PROFILE if self.own is None else AdapterSource.CONVERSATION,
            busy=engine.is_busy,
            problem=selection.refusal or failure,
            remedy=selection.remedy if selection.refusal or failure else None,
            reread_tokens=0 if engine.is_writing else self._check.reread(self._read, choices) or 0,
            proposal=self._proposal,
            steering=self._steering_chip(),
        )
        if row != self._row:
            self._row = row
            self.row_changed.emit(row)
