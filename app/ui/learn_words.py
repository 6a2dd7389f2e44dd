"""Learning from a person, in the words that the person reads."""

from __future__ import annotations

from collections.abc import Sequence

from app.learning import ShownVersion, TrainingPhase, TrainingState
from app.store.records import VersionState
from app.translation import day, number, plural, told, tr, tr_noop
from app.ui import words
from app.ui.words import State, Tone
from engine.training.personal_report import Arm, ArmName, PersonalReport, ReplyPair

TITLE = tr_noop("Learn from my conversations")
NO_VERSIONS = tr_noop("Nothing has been learned yet. Look through the examples, then press \u201cLearn\u201d.")

ARMS = {
    ArmName.BASE: tr_noop("The model as it is"),
    ArmName.PROFILE_PROMPT: tr_noop("With the profile\u2019s instructions"),
    ArmName.RETRIEVAL: tr_noop("With facts about you"),
    ArmName.ADAPTER: tr_noop("With what it learned"),
    ArmName.BOTH: tr_noop("With facts and what it learned"),
}

_PROMPT = 300
"""Characters that are shown of a prompt."""


def examples(n: int) -> str:
    return plural("{n} example", "{n} examples", n)


def duration(seconds: float) -> str:
    """As rough as an estimate is."""
    if seconds < 60:
        return tr("a minute")
    minutes = round(seconds / 60)
    if minutes < 90:
        return tr("{minutes} min", minutes=minutes)
    return tr("{hours} hours", hours=number(minutes / 60, 1))


def time_left(seconds: float) -> str:
    if seconds < 60:
        return tr("less than a minute left")
    return tr("about {time} left", time=duration(seconds))


def training(state: TrainingState) -> str:
    """What goes on, with how far it is."""
    percent = int(state.share * 100)
    match state.phase:
        case TrainingPhase.IDLE:
            return ""
        case TrainingPhase.READING:
            return tr("Getting ready, {percent} %", percent=percent)
        case TrainingPhase.TRAINING if state.seconds_left is not None:
            return tr("Learning, {percent} %, {left}", percent=percent, left=time_left(state.seconds_left))
        case TrainingPhase.TRAINING:
            return tr("Learning, {percent} %", percent=percent)
        case TrainingPhase.PAUSED:
            return tr("Paused at {percent} %: {reason}", percent=percent, reason=told(state.reason))
        case TrainingPhase.CHECKING:
            return tr("Testing what was learned, {percent} %", percent=percent)
        case TrainingPhase.STOPPING:
            return tr("Stopping")
        case TrainingPhase.KEEPING:
            return tr("Putting it onto the shelf")


def training_short(state: TrainingState) -> str:
    """For the status line."""
    match state.phase:
        case TrainingPhase.IDLE:
            return tr("Learning waits") if state.resumable else ""
        case TrainingPhase.TRAINING:
            return tr("Learning {percent} %", percent=int(state.share * 100))
        case TrainingPhase.PAUSED:
            return tr("Learning paused, {percent} %", percent=int(state.share * 100))
        case TrainingPhase.CHECKING:
            return tr("Testing what was learned")
        case _:
            return tr("Learning")


def forgetting(versions: Sequence[ShownVersion]) -> int | None:
    """Id of the newest version that knows what the person has deleted: of those that can act."""
    return next((one.version.id for one in versions if one.deleted_sources and one.can_be_used), None)


def forgetting_short(versions: Sequence[ShownVersion]) -> str:
    """For the status line."""
    return tr("Still knows what you deleted") if forgetting(versions) is not None else ""


def version_summary(shown: ShownVersion) -> str:
    """Date, base and size."""
    size = [words.size(shown.report.adapter_bytes)] if shown.report is not None else []
    return " \u00b7 ".join([date(shown.version.created_at), *size, _base(shown.version.model)])


def deleted_sources(shown: ShownVersion) -> str:
    """What it still knows although the person has deleted it; empty where there is nothing."""
    number = shown.deleted_sources
    if not number:
        return ""
    return plural(
        "It learned from an example that you have deleted since, and still knows it. Learn again without it, or delete "
        "this version.",
        "It learned from {n} examples that you have deleted since, and still knows them. Learn again without them, or "
        "delete this version.",
        number,
    )


def version_state(shown: ShownVersion) -> State:
    if shown.deleted_sources:
        return State(tr("Knows what you deleted"), deleted_sources(shown), Tone.WARNING)
    if shown.version.state is VersionState.DRAFT:
        return State(tr("Draft"), tr("It did not pass its test and is not offered"), Tone.WARNING)
    if shown.in_use:
        return State(tr("In use"), tr("Conversations start with it"), Tone.ACTIVE)
    if not shown.can_be_used:
        return State(tr("Not on the shelf"), tr("Its adapter is not on the shelf any more"), Tone.WARNING)
    if shown.merged:
        return State(tr("Merged"), tr("It can be used, but was not tested as one"), Tone.CALM)
    return State("", tr("It can be used"), Tone.CALM)


def date(moment: float) -> str:
    return day(moment)


def headline(shown: ShownVersion) -> str:
    report = shown.report
    if shown.merged:
        return tr(
            "Merged: it does what its parts do on average. Each of them passed its test; as one it was not tested, so "
            "try it side by side first."
        )
    if report is None:
        return tr("Its report cannot be read any more.")
    return tr(
        "Learned in {time} from {examples}, tested on {held_out} others. Nothing left this computer.",
        time=duration(report.training_seconds),
        examples=examples(report.examples),
        held_out=report.held_out,
    )


def change(arm: Arm) -> str:
    """Of the loss, with its interval; below zero is better."""
    if arm.name is ArmName.BASE:
        return ""
    return tr(
        "{change} ({lower} to {upper})", change=_signed(arm.change), lower=_signed(arm.lower), upper=_signed(arm.upper)
    )


def written(pair: ReplyPair) -> list[tuple[str, str]]:
    """A reply without an adapter and with it."""
    return [
        (tr("You"), _shortened(pair.prompt)),
        (tr("Without it"), pair.without),
        (tr("With it"), pair.with_adapter),
    ]


def figures(report: PersonalReport) -> list[tuple[str, str]]:
    before, after = report.general_perplexity_before, report.general_perplexity_after
    perplexity = tr(
        "perplexity {before} before, {after} after ({change} %)",
        before=number(before, 2),
        after=number(after, 2),
        change=_signed(100 * (after / before - 1), 1),
    )
    flips = tr(
        "{flips} % got wrong now, {chance} % are chance",
        flips=number(100 * report.flips, 1),
        chance=number(100 * report.flips_allowed, 1),
    )
    read = words.tokens(report.training_tokens)
    rows = [
        (tr("General text"), perplexity),
        (tr("Questions"), flips),
        (tr("Other subjects"), tr("{nats} nats a token differ", nats=number(report.leakage, 4))),
        (tr("Saved file"), tr("{nats} nats from what was trained", nats=number(report.export_divergence, 5))),
        (tr("Size"), words.size(report.adapter_bytes)),
        (tr("Read"), tr("{tokens} in {time}", tokens=read, time=duration(report.training_seconds))),
        (tr("Memory"), words.size(report.peak_bytes)),
    ]
    if report.canary_exposure is not None:
        exposure = tr("exposure {bits} bits", bits=number(report.canary_exposure, 1))
        rows.insert(3, (tr("Planted secret"), exposure))
    return rows


def _shortened(prompt: str) -> str:
    return prompt if len(prompt) <= _PROMPT else f"{prompt[:_PROMPT].rstrip()}\u2026"


def _signed(value: float, decimals: int = 3) -> str:
    return ("+" if value >= 0 else "\u2212") + number(abs(value), decimals)


def _base(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2].removesuffix(".gguf")
