"""Dynamic tokenization as values: how the shown conversation is read, and how a text is cut."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.state import Task
from engine.protocol import SHORTEST_MERGED, DynamicPrice, DynamicTokenization, ModelInfo, TokenSpan


@dataclass(frozen=True)
class DynamicState:
    """What the next reply of the shown conversation is read with, and what there is to choose from."""

    degree: DynamicTokenization = DynamicTokenization.OFF
    """In force: the conversation's own, else the model's default; off where the model cannot do it."""
    own: DynamicTokenization | None = None
    """The conversation's own; None takes the model's default."""
    default: DynamicTokenization = DynamicTokenization.OFF
    """The model's."""
    prices: tuple[DynamicPrice, ...] = ()
    """As they were measured with the model; empty where nobody has."""
    has_model: bool = False
    problem: str = ""
    """Why there is nothing to choose: the model cannot do it, or there is none."""
    read_again: bool = False
    """The conversation has replies: after a change it is read again."""
    task: Task | None = None
    """The measuring of the prices, while it is under way."""

    def price(self, degree: DynamicTokenization) -> DynamicPrice | None:
        return next((price for price in self.prices if price.degree is degree), None)


def degree_for(own: DynamicTokenization | None, info: ModelInfo | None) -> DynamicTokenization:
    """What a conversation with this choice is read with by this model."""
    if info is None or info.dynamic_problem:
        return DynamicTokenization.OFF
    return own if own is not None else info.dynamic_default


class InspectionPhase(StrEnum):
    EMPTY = "empty"
    """There is no text."""
    NO_MODEL = "no_model"
    """None is loaded, and none is being loaded."""
    WAITING = "waiting"
    """For the engine: it loads a model, or writes a reply."""
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True)
class Inspection:
    """How a text is cut."""

    phase: InspectionPhase = InspectionPhase.EMPTY
    degree: DynamicTokenization = DynamicTokenization.OFF
    spans: tuple[TokenSpan, ...] = ()
    characters: int = 0
    """Of the text."""
    inspected: int = 0
    """Of these, from the start."""
    message: str = ""
    """Why it failed, or what is waited for."""

    @property
    def tokens(self) -> int:
        return sum(len(span.tokens) for span in self.spans)

    @property
    def positions(self) -> int:
        return len(self.spans)

    @property
    def is_too_short(self) -> bool:
        """To be merged."""
        merged = self.positions < self.tokens
        return self.degree is not DynamicTokenization.OFF and not merged and self.tokens < SHORTEST_MERGED


@dataclass(frozen=True)
class LanguagePrice:
    """What the same content takes in a language."""

    language: str
    tokens: int
    positions: int


@dataclass(frozen=True)
class LanguagePrices:
    """The first is the one that the others are compared with."""

    degree: DynamicTokenization = DynamicTokenization.OFF
    languages: tuple[LanguagePrice, ...] = ()
    """Those that have been counted so far."""
    total: int = 0
    """How many there will be."""
