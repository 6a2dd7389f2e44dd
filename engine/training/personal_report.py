"""What a finished training tells of its adapter, in figures and in words. No torch here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ArmName(StrEnum):
    BASE = "base"
    PROFILE_PROMPT = "profile prompt"
    RETRIEVAL = "retrieval"
    ADAPTER = "adapter"
    BOTH = "retrieval + adapter"


@dataclass(frozen=True)
class Arm:
    """The held-out replies, read in one way."""

    name: ArmName
    loss: float
    """Nats a token, mean over the held-out replies' tokens."""
    change: float
    """Against the base; below zero is better. Zero for the base itself."""
    lower: float
    upper: float
    """95 % interval of the change: paired bootstrap over the held-out examples."""


@dataclass(frozen=True)
class ReplyPair:
    """What the model writes to a held-out prompt."""

    prompt: str
    without: str
    with_adapter: str


@dataclass(frozen=True)
class Likeness:
    """Of replies that were written to held-out prompts to those that the person kept: chrF, 0 to 1; less the same to
    those that they refused, where there are some."""

    without: float
    with_adapter: float
    lower: float
    upper: float
    """95 % interval of the change: paired bootstrap over the prompts."""
    replies: int
    examples: tuple[ReplyPair, ...]
    """Some in the middle, by their change. Gone once the person deletes anything that was learned from."""
    refused: int = 0
    """Of the prompts: where the person refused another reply."""


class Grade(StrEnum):
    GOOD = "good"
    FAIR = "fair"
    """A person may accept it; the words say what it is."""
    BAD = "bad"
    """The adapter is kept as a draft because of this."""


@dataclass(frozen=True)
class Verdict:
    """One point of the gate in plain words."""

    question: str
    """“Answers more like you”"""
    answer: str
    """“yes”, “a little”, “no”"""
    grade: Grade
    figures: str
    """What it rests on, in one sentence."""


@dataclass(frozen=True)
class PersonalReport:
    """The acceptance gate's points (held-out text, forgetting, negative flips, leakage, export, costs)."""

    arms: tuple[Arm, ...]
    verdicts: tuple[Verdict, ...]
    general_perplexity_before: float
    general_perplexity_after: float
    flips: float
    """Share of the fixed questions that were right before and are wrong after."""
    flips_allowed: float
    """What two seeds differ by."""
    leakage: float
    """KL of the replies to unrelated questions with the adapter from those without, nats a token."""
    canary_exposure: float | None
    """Bits, log2 of the candidates less log2 of the rank of the planted secret; None where none was planted."""
    export_divergence: float
    """KL of the exported adapter on the base as it is stored from PEFT's own, nats."""
    adapter_bytes: int
    training_tokens: int
    """Read in all passes."""
    training_seconds: float
    peak_bytes: int
    """Resident, of the process that trained."""
    examples: int
    held_out: int
    likeness: Likeness | None = None
    """None where no reply could be written, and in reports from before it was measured."""

    @property
    def passes(self) -> bool:
        """Whether the adapter may be offered."""
        return all(verdict.grade is not Grade.BAD for verdict in self.verdicts)
