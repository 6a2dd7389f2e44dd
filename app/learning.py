"""Values of learning from a person, as the controllers hand them to the window. Nothing here acts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.store.records import PersonalVersion
from engine.training.personal_report import PersonalReport

if TYPE_CHECKING:  # it brings the numbering plans of all telephones along, which most starts never need
    from app.personal.review import Review


@dataclass(frozen=True)
class ReviewState:
    """What a training would use, and what it would take."""

    review: Review | None = None
    """None while it is being looked for."""
    looking: bool = False
    """Other texts are being looked through; the review is the one before."""
    seconds: float | None = None
    """That training would take here; None where it is not known."""
    needed_bytes: int | None = None
    """Of memory; None where it is not known."""
    free_bytes: int | None = None
    """Of memory, when that was estimated."""
    obstacle: str = ""
    """Why no training can begin, and what to do about it; empty where one can."""


@dataclass(frozen=True)
class FactSearch:
    """How far the search for facts about the person is."""

    running: bool = False
    done: int = 0
    total: int = 0
    """Messages."""
    waits: bool = False
    """For the reply that is being written."""
    found: int | None = None
    """Proposals of the last search; None before there was one."""
    obstacle: str = ""
    """Why it cannot begin; empty where it can."""


class TrainingPhase(StrEnum):
    IDLE = "idle"
    READING = "reading"
    """The process starts and reads the model."""
    TRAINING = "training"
    PAUSED = "paused"
    CHECKING = "checking"
    """Training is over; the gate measures what came of it."""
    STOPPING = "stopping"
    KEEPING = "keeping"
    """The adapter goes onto the shelf."""


@dataclass(frozen=True)
class TrainingState:
    phase: TrainingPhase = TrainingPhase.IDLE
    share: float = 0.0
    """0 to 1, of the phase."""
    seconds_left: float | None = None
    """Of training."""
    reason: str = ""
    """Why it is paused."""
    asked: bool = False
    """The person asked for a pause."""
    on_battery: bool = False
    """It waits until the computer is plugged in, or the person lets it go on."""
    resumable: bool = False
    """A training that was stopped waits to be taken up again."""

    @property
    def is_running(self) -> bool:
        return self.phase is not TrainingPhase.IDLE


@dataclass(frozen=True)
class ShownVersion:
    version: PersonalVersion
    report: PersonalReport | None
    """None where it cannot be read any more."""
    in_use: bool
    """Conversations of the profile start with it."""
    can_be_used: bool
    """It passed, and its adapter is on the shelf."""
    merged: tuple[int, ...] = ()
    """Ids of the versions that it was merged from, where it was not trained."""
    deleted_sources: int = 0
    """Examples of it that came from what the person has deleted since."""
