"""Learning from a person, in the words that the person reads."""

from __future__ import annotations

import time
from collections.abc import Sequence

from app.learning import ShownVersion, TrainingPhase, TrainingState
from app.store.records import VersionState
from app.ui import words
from app.ui.words import State, Tone
from engine.training.personal_report import Arm, ArmName, PersonalReport

TITLE = "Learn from my conversations"
NO_VERSIONS = "Nothing has been learned yet. Look through the examples, then press \u201cLearn\u201d."

ARMS = {
    ArmName.BASE: "The model as it is",
    ArmName.PROFILE_PROMPT: "With the profile\u2019s instructions",
    ArmName.RETRIEVAL: "With facts about you",
    ArmName.ADAPTER: "With what it learned",
    ArmName.BOTH: "With facts and what it learned",
}


def examples(number: int) -> str:
    return "1 example" if number == 1 else f"{words.count(number)} examples"


def duration(seconds: float) -> str:
    """As rough as an estimate is."""
    if seconds < 60:
        return "a minute"
    minutes = round(seconds / 60)
    if minutes < 90:
        return f"{minutes} min"
    return f"{minutes / 60:.1f} hours"


def time_left(seconds: float) -> str:
    return "less than a minute left" if seconds < 60 else f"about {duration(seconds)} left"


def training(state: TrainingState) -> str:
    """What goes on, with how far it is."""
    percent = f"{int(state.share * 100)} %"
    match state.phase:
        case TrainingPhase.IDLE:
            return ""
        case TrainingPhase.READING:
            return "Getting ready: the model is being read"
        case TrainingPhase.TRAINING if state.seconds_left is not None:
            return f"Learning, {percent}, {time_left(state.seconds_left)}"
        case TrainingPhase.TRAINING:
            return f"Learning, {percent}"
        case TrainingPhase.PAUSED:
            return f"Paused at {percent}: {state.reason}"
        case TrainingPhase.CHECKING:
            return f"Testing what was learned, {percent}"
        case TrainingPhase.STOPPING:
            return "Stopping"
        case TrainingPhase.KEEPING:
            return "Putting it onto the shelf"


def training_short(state: TrainingState) -> str:
    """For the status line."""
    match state.phase:
        case TrainingPhase.IDLE:
            return "Learning waits" if state.resumable else ""
        case TrainingPhase.TRAINING:
            return f"Learning {int(state.share * 100)} %"
        case TrainingPhase.PAUSED:
            return f"Learning paused, {int(state.share * 100)} %"
        case TrainingPhase.CHECKING:
            return "Testing what was learned"
        case _:
            return "Learning"


def forgetting(versions: Sequence[ShownVersion]) -> int | None:
    """Id of the newest version that knows what the person has deleted: of those that can act."""
    return next((one.version.id for one in versions if one.deleted_sources and one.can_be_used), None)


def forgetting_short(versions: Sequence[ShownVersion]) -> str:
    """For the status line."""
    return "Still knows what you deleted" if forgetting(versions) is not None else ""


def version_summary(shown: ShownVersion) -> str:
    """Date, base and size."""
    size = [words.size(shown.report.adapter_bytes)] if shown.report is not None else []
    return " \u00b7 ".join([date(shown.version.created_at), *size, _base(shown.version.model)])


def deleted_sources(shown: ShownVersion) -> str:
    """What it still knows although the person has deleted it; empty where there is nothing."""
    number = shown.deleted_sources
    if not number:
        return ""
    what = "an example that you have" if number == 1 else f"{words.count(number)} examples that you have"
    them = "it" if number == 1 else "them"
    return f"It learned from {what} deleted since, and still knows {them}. Learn again without {them}, or delete it."


def version_state(shown: ShownVersion) -> State:
    if shown.deleted_sources:
        return State("Knows what you deleted", deleted_sources(shown), Tone.WARNING)
    if shown.version.state is VersionState.DRAFT:
        return State("Draft", "It did not pass its test and is not offered", Tone.WARNING)
    if shown.in_use:
        return State("In use", "Conversations start with it", Tone.ACTIVE)
    if not shown.can_be_used:
        return State("Not on the shelf", "Its adapter is not on the shelf any more", Tone.WARNING)
    if shown.merged:
        return State("Merged", "It can be used, but was not tested as one", Tone.CALM)
    return State("", "It can be used", Tone.CALM)


def date(moment: float) -> str:
    return time.strftime("%Y-%m-%d", time.localtime(moment))


def headline(shown: ShownVersion) -> str:
    report = shown.report
    if shown.merged:
        return (
            "Merged: it does what its parts do on average. Each of them passed its test; as one it was not tested, so "
            "try it side by side first."
        )
    if report is None:
        return "Its report cannot be read any more."
    learned = f"Learned in {duration(report.training_seconds)} from {examples(report.examples)}"
    return f"{learned}, tested on {words.count(report.held_out)} others. Nothing left this computer."


def change(arm: Arm) -> str:
    """Of the loss, with its interval; below zero is better."""
    if arm.name is ArmName.BASE:
        return ""
    return f"{arm.change:+.3f} ({arm.lower:+.3f} to {arm.upper:+.3f})".replace("-", "\u2212")


def figures(report: PersonalReport) -> list[tuple[str, str]]:
    before, after = report.general_perplexity_before, report.general_perplexity_after
    change = f"{100 * (after / before - 1):+.1f}".replace("-", "\u2212")
    rows = [
        ("General text", f"perplexity {before:.2f} before, {after:.2f} after ({change} %)"),
        ("Questions", f"{100 * report.flips:.1f} % got wrong now, {100 * report.flips_allowed:.1f} % are chance"),
        ("Other subjects", f"{report.leakage:.4f} nats a token differ"),
        ("Saved file", f"{report.export_divergence:.5f} nats from what was trained"),
        ("Size", words.size(report.adapter_bytes)),
        ("Read", f"{words.count(report.training_tokens)} tokens in {duration(report.training_seconds)}"),
        ("Memory", words.size(report.peak_bytes)),
    ]
    if report.canary_exposure is not None:
        rows.insert(3, ("Planted secret", f"exposure {report.canary_exposure:.1f} bits"))
    return rows


def _base(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2].removesuffix(".gguf")
