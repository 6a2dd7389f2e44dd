"""AdapterCheck: what the shelf and the loaded model say of the adapters in a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.chat.adapter_sets import AdapterSelection, ReadTokens, acting, changed, reread_tokens
from app.chat.model import ModelController
from app.chat.shelf import ShelfController
from app.state import AdapterChip, ModelSteering, ProblemAction
from app.store.records import AdapterChoice
from app.translation import tr
from engine.protocol import AdapterKind, AdapterUse

STEERING = "steering"
"""The key of the chip of what steers; adapters have random ones."""


class AdapterCheck:
    def __init__(self, shelf: ShelfController, model: ModelController) -> None:
        self._shelf = shelf
        self._model = model

    def select(self, choices: Sequence[AdapterChoice]) -> AdapterSelection:
        """The set that this row means, or why it cannot be used."""
        active = acting(choices)
        if not active:
            return AdapterSelection()
        if self._shelf.adapters is None:
            return AdapterSelection(refusal=self._shelf.failure or tr("The adapter shelf is still being read."))
        if reason := self._unusable(active):
            return AdapterSelection(refusal=reason, remedy=self._remedy(active))
        entries = [one.entry for choice in active if (one := self._shelf.find(choice.key)) is not None]
        pairs = list(zip(active, entries, strict=True))
        return AdapterSelection(
            tuple(replace(choice, name=entry.name) for choice, entry in pairs),
            tuple(AdapterUse(str(entry.path), choice.scale) for choice, entry in pairs),
        )

    def problem(self, choice: AdapterChoice) -> str:
        """Why this one cannot be used; empty where it can, or where that is not known yet."""
        if self._shelf.adapters is None:
            return ""
        found = self._shelf.find(choice.key)
        if found is None:
            name = choice.name or tr("An adapter of this conversation")
            return tr("{name} is not on the shelf any more.", name=name)
        steering = found.steering
        if steering is None or found.entry.problem:
            return found.entry.problem or found.misfit
        status = self._model.status
        if status.steering is not None and status.steering.path == steering.path:
            return ""  # it is on its way
        return tr(
            "{name} was made for {small}, not for {large}. {small} can steer {large} with it.",
            name=found.entry.name,
            small=steering.name,
            large=status.name,
        )

    def chip(self, choice: AdapterChoice, choices: Sequence[AdapterChoice], read: ReadTokens) -> AdapterChip:
        """As one of the row `choices`, above a conversation of which so much has been read."""
        found = self._shelf.find(choice.key)
        return AdapterChip(
            choice=replace(choice, name=found.entry.name) if found is not None else choice,
            description=found.entry.description if found is not None else "",
            problem=self.problem(choice),
            phrase=self._waits_for_phrase(choice.key),
            switch_tokens=self.reread(read, changed(choices, choice.key, active=not choice.active)),
        )

    def reread(self, read: ReadTokens, choices: Sequence[AdapterChoice]) -> int | None:
        """See `reread_tokens`."""
        return reread_tokens(read, choices, self._waits_for_phrase)

    def steering(self, choices: Sequence[AdapterChoice]) -> ModelSteering | None:
        """What could steer the loaded model with the first of these that it does not take."""
        found = (self._shelf.find(choice.key) for choice in choices)
        return next((one.steering for one in found if one is not None and one.steering is not None), None)

    def steering_chip(self) -> AdapterChip | None:
        """What steers the loaded model, as one that stands before the row."""
        steering = self._model.status.steering
        if steering is None:
            return None
        return AdapterChip(AdapterChoice(STEERING, steering.strength, name=steering.name), steering=steering)

    def _unusable(self, active: Sequence[AdapterChoice]) -> str:
        info = self._model.status.info
        general = info.adapter_problem if info is not None else ""
        return general or next((reason for one in active if (reason := self.problem(one))), "")

    def _remedy(self, active: Sequence[AdapterChoice]) -> ProblemAction:
        """What is lost is taken out; what only does not fit this model may fit the next."""
        info = self._model.status.info
        found = [self._shelf.find(choice.key) for choice in active]
        is_lost = any(one is None or one.entry.problem for one in found)
        takes_none = info is not None and info.adapter_problem
        if not is_lost and self.steering(active) is not None:
            return ProblemAction.STEER
        return ProblemAction.TAKE_OUT_ADAPTERS if is_lost and not takes_none else ProblemAction.SWITCH_OFF_ADAPTERS

    def _waits_for_phrase(self, key: str) -> bool:
        found = self._shelf.find(key)
        return found is not None and found.entry.kind is AdapterKind.ACTIVATED_LORA
