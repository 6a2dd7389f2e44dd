"""What the process that trains for a person says on standard output, and what it is told on standard input.

One event a line, as `engine.protocol.encode` writes it: {"type": "Started", …}. The last one is Trained, Stopped or
Failed. Commands are the words of `Command`, one a line; the end of standard input means that the program is gone, and
stops the training like SIGINT and SIGTERM do, with its checkpoint kept. No torch here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import cast, get_args

from engine.errors import ErrorKind
from engine.protocol import decode
from engine.training.personal_report import PersonalReport


class Command(StrEnum):
    PAUSE = "pause"
    """While a reply is being written, say: between two steps, with everything kept in memory and on disk."""
    RESUME = "resume"
    STOP = "stop"
    """Keeps the checkpoint: the same job started again goes on from there."""


class PauseReason(StrEnum):
    ASKED = "asked"
    BATTERY = "battery"
    """The computer runs on its battery; it goes on by itself when it is plugged in."""


class GatePart(StrEnum):
    """What is measured after training, in this order."""

    HELD_OUT = "held_out"
    GENERAL = "general"
    QUESTIONS = "questions"
    UNRELATED = "unrelated"
    EXPORT = "export"
    REPLIES = "replies"


@dataclass(frozen=True)
class Preparing:
    """Before the first step."""

    share: float
    """Roughly, 0 to 1."""


@dataclass(frozen=True)
class Started:
    steps: int
    """Most that there will be; it may end earlier."""
    steps_done: int
    """Of a training that is taken up again; else 0."""
    tokens: int
    """To be read in all steps."""
    needed_bytes: int
    """Of memory, estimated from above."""
    free_bytes: int


@dataclass(frozen=True)
class Step:
    step: int
    share: float
    """Of the steps that are done, 0 to 1."""
    loss: float
    """Nats a token, smoothed."""
    tokens: int
    """Read so far, those before a resume included."""
    seconds: float
    """Of training so far, pauses left out."""
    seconds_left: float
    """Of training; the gate comes after it."""


@dataclass(frozen=True)
class Validation:
    step: int
    loss: float
    """Of the held-out replies, nats a token."""
    base_loss: float
    """The same before training."""


@dataclass(frozen=True)
class Paused:
    reason: PauseReason


@dataclass(frozen=True)
class Resumed:
    pass


@dataclass(frozen=True)
class GateProgress:
    part: GatePart
    done: int
    total: int
    """Of parts; `done` counts those before this one."""


@dataclass(frozen=True)
class Trained:
    folder: str
    """The adapter as a PEFT folder."""
    report: PersonalReport


@dataclass(frozen=True)
class Stopped:
    """On a command, a signal or the end of standard input. The checkpoint is kept."""


@dataclass(frozen=True)
class Failed:
    kind: ErrorKind
    message: str
    detail: str = ""


TrainingEvent = Preparing | Started | Step | Validation | Paused | Resumed | GateProgress | Trained | Stopped | Failed


def decode_training_event(line: str | bytes) -> TrainingEvent:
    """Raises engine.protocol.ProtocolError for a line that is none."""
    return cast(TrainingEvent, decode(line, {cls.__name__: cls for cls in get_args(TrainingEvent)}))
