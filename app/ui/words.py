"""Numbers, states and times in the words that the person reads."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from enum import StrEnum

from app.state import Activity, AdapterChip, ChatActivity, ModelSteering, Problem, ProblemAction, SummaryMark
from app.store.records import AdapterChoice, MessageState, ProfileContents, ReplyMetadata, Structure
from app.translation import listed, plural, told, tr, tr_noop
from app.translation import number as as_number
from engine.protocol import FinishReason

ACTION_LABELS = {
    ProblemAction.RETRY: tr_noop("Try again"),
    ProblemAction.RELOAD_MODEL: tr_noop("Load the model again"),
    ProblemAction.CHOOSE_MODEL: tr_noop("Choose a model"),
    ProblemAction.OPEN_SETTINGS: tr_noop("Open settings"),
    ProblemAction.OPEN_DATA_FOLDER: tr_noop("Open the data folder"),
    ProblemAction.TAKE_OUT_ADAPTERS: tr_noop("Take it out"),
    ProblemAction.SWITCH_OFF_ADAPTERS: tr_noop("Answer without"),
    ProblemAction.STEER: tr_noop("Steer with it"),
    ProblemAction.RESTORE_BACKUP: tr_noop("Restore the newest backup"),
    ProblemAction.START_AFRESH: tr_noop("Start with an empty database"),
}


ADAPTERS_ADD_UP = tr_noop("The effects of adapters add up; their order does not matter.")


class Tone(StrEnum):
    """How a state is coloured, always beside its words."""

    CALM = "calm"
    ACTIVE = "active"
    WARNING = "warning"
    DANGER = "danger"


@dataclass(frozen=True)
class State:
    """Of an adapter or a model."""

    short: str
    """For a row; empty where there is nothing to remark."""
    whole: str
    """For the details."""
    tone: Tone


def count(number: int) -> str:
    return as_number(number)


def tokens(number: int) -> str:
    return plural("{n} token", "{n} tokens", number)


def rate(tokens_per_second: float) -> str:
    """Tokens a second, with a decimal only where it tells something."""
    return tr("{rate} tok/s", rate=as_number(tokens_per_second, 0 if tokens_per_second >= 10 else 1))


def seconds(milliseconds: float) -> str:
    return tr("{seconds} s", seconds=as_number(milliseconds / 1000, 2 if milliseconds < 10_000 else 0))


def size(number_of_bytes: int) -> str:
    if number_of_bytes >= 1_000_000_000:
        return tr("{size} GB", size=as_number(number_of_bytes / 1e9, 1))
    return tr("{size} MB", size=max(1, round(number_of_bytes / 1e6)))


def activity(state: ChatActivity) -> str:
    match state.activity:
        case Activity.IDLE:
            return ""
        case Activity.SAVING:
            return tr("Saving your message")
        case Activity.WAITING:
            return tr("Waiting for the model")
        case Activity.READING if state.total:
            return tr("Reading {done} of {total} tokens", done=state.done, total=state.total)
        case Activity.READING:
            return tr("Reading")
        case Activity.WRITING:
            return tr("Writing")
        case Activity.STOPPING:
            return tr("Stopping")


def scale(value: float) -> str:
    """As short as it can be: 1, 0.8, -0.25."""
    rounded = round(value, 2) or 0.0
    return as_number(rounded, next(digits for digits in range(3) if round(rounded, digits) == rounded))


def scaled(choice: AdapterChoice) -> str:
    """An adapter with its scale: "Capitals × 0.8", or "Me 2" where it acts as it was trained."""
    name = choice.name or choice.key
    return name if choice.scale == 1 else f"{name} × {scale(choice.scale)}"


def next_reply_rereads(number: int) -> str:
    return plural("The next reply reads {n} token again.", "The next reply reads {n} tokens again.", number)


def adapter_state(chip: AdapterChip) -> str:
    """What a screen reader says of an adapter in the row: "Capitals on, scale 0.8"."""
    name = chip.choice.name or tr("An adapter")
    if chip.steering is not None:
        return tr("Steered by {name}, strength {scale}", name=name, scale=scale(chip.choice.scale))
    if chip.problem:
        return tr("{name} cannot be used", name=name)
    if not chip.choice.active:
        return tr("{name} off", name=name)
    return tr("{name} on, scale {scale}", name=name, scale=scale(chip.choice.scale))


def adapter_gone(chip: AdapterChip) -> str:
    if chip.steering is not None:
        return tr("No longer steered by {name}", name=chip.choice.name)
    return tr("{name} taken out", name=chip.choice.name)


def steering(by: ModelSteering) -> str:
    """What steering is, to a person who has never heard of it."""
    return tr(
        "The adapters here were made for {small}. What they change in its words is added to what the model would say.",
        small=by.name,
    )


def steering_price(steering: ModelSteering) -> str:
    """What it costs to steer by this model, as long as it does."""
    return tr(
        "Each word then takes about {times} times as long, and {memory} more memory is used.",
        times=as_number(steering.slowdown, 1),
        memory=size(steering.memory),
    )


def switching(chip: AdapterChip) -> str:
    """What it costs to switch an adapter on or off; empty where there is nothing to read yet, or it cannot be used."""
    if chip.steering is not None:
        return steering_price(chip.steering)
    if chip.switch_tokens is None or chip.problem:
        return ""
    if chip.phrase:
        return tr("It acts from its phrase on; what was read before that is kept.")
    if not chip.switch_tokens:
        if chip.choice.active:
            return tr("Switching it off costs nothing: what has been read is kept.")
        return tr("Switching it on costs nothing: what has been read is kept.")
    if chip.choice.active:
        return plural(
            "Switching it off reads {n} token again.", "Switching it off reads {n} tokens again.", chip.switch_tokens
        )
    return plural(
        "Switching it on reads {n} token again.", "Switching it on reads {n} tokens again.", chip.switch_tokens
    )


def provenance(metadata: ReplyMetadata) -> str:
    """What wrote a reply, and how fast: "SmolLM2 135M + Capitals × 0.8 · 96 tok/s"."""
    steered = metadata.steered_by
    first = metadata.model if steered is None else steered.model
    writers = " + ".join(part for part in (first, *map(scaled, metadata.adapters)) if part)
    if steered is not None:
        strength = scale(steered.strength)
        writers = tr(
            "{model}, steered by {small} at {strength}", model=metadata.model, small=writers, strength=strength
        )
    parts = [writers] if writers else []
    if metadata.timings is not None and metadata.timings.decode_tokens_per_second > 0:
        parts.append(rate(metadata.timings.decode_tokens_per_second))
    if metadata.structure is Structure.KEPT:
        parts.append(tr("follows its JSON schema"))
    return " · ".join(parts)


def outcome(state: MessageState, metadata: ReplyMetadata) -> str:
    """Why a reply is not whole, or an empty string for one that is."""
    if state is MessageState.STREAMING:
        return ""
    if state is MessageState.FAILED:
        return told(metadata.error) or tr("The reply could not be written.")
    if metadata.error:
        return told(metadata.error)
    if metadata.finish_reason == "interrupted":
        return tr("Interrupted before its end. What had come is kept.")
    if metadata.finish_reason == FinishReason.LENGTH:
        return tr("Cut off: the reply reached its greatest length.")
    if state is MessageState.STOPPED or metadata.finish_reason == FinishReason.CANCELLED:
        return tr("Stopped. What had come is kept.")
    return ""


def deleted_messages(number: int) -> str:
    return plural("Message deleted.", "{n} messages deleted: this one, and all that followed.", number)


def found_messages(at: int | None, number: int) -> str:
    """`at` counts from 0."""
    if at is None:
        return tr("Not in this conversation")
    return plural("1 message", "{at} of {n} messages", number, at=at + 1)


def older_messages(number: int) -> str:
    return plural(
        "The model no longer sees the message above: it does not fit in its context.",
        "The model no longer sees the messages above: {n} older messages do not fit in its context.",
        number,
    )


def context_mark(mark: SummaryMark, dropped: int) -> str:
    """What the model sees of the messages above the mark. `dropped` are those that it did not see word by word."""
    if not mark.count:
        said = [older_messages(dropped)]
        return " ".join([*said, tr("A summary of them is being written.")] if mark.is_making else said)
    said = [
        plural(
            "In place of the message above, the model sees a summary.",
            "In place of the {n} messages above, the model sees a summary.",
            mark.count,
        )
    ]
    if dropped > mark.count:
        said.append(
            plural(
                "The last reply did not see one more below it either.",
                "The last reply did not see {n} more below it either.",
                dropped - mark.count,
            )
        )
    if mark.is_making:
        said.append(tr("Another one is being written."))
    return " ".join(said)


def summary_note(mark: SummaryMark) -> str:
    """Whose words the summary is, and what they are worth."""
    if mark.edited:
        return tr("In your words. The messages above stay as they are.")
    by = tr("Written by {model}.", model=mark.model) if mark.model else tr("Written by a model.")
    care = tr(
        "Models leave things out and get things wrong, small ones more often: read it, and correct what matters. The "
        "messages above stay as they are."
    )
    return f"{by} {care}"


def profile_name(name: str) -> str:
    """The first profile is called Me in every database, until its person changes that."""
    return tr("Me") if name.strip() in ("", "Me") else name.strip()


def spoken_problem(problem: Problem) -> str:
    return f"{told(problem.title)}. {told(problem.message)}"


def tool_tip(text: str) -> str:
    """A tool tip that shows `text` letter by letter: Qt would take one that looks like HTML for HTML."""
    return f"<qt>{html.escape(text).replace(chr(10), '<br>')}</qt>" if text else ""


def natural(name: str) -> list[tuple[bool, int, str]]:
    """To sort by: numbers in names count by their value, 2 before 10."""
    parts = re.split(r"(\d+)", name.casefold())
    return [(False, int(part), "") if part.isdecimal() else (True, 0, part) for part in parts if part]


def profile_deleted(name: str, contents: ProfileContents) -> str:
    """What is gone with a profile."""
    lost = [
        plural("{n} conversation", "{n} conversations", contents.conversations) if contents.conversations else "",
        plural("{n} fact", "{n} facts", contents.facts) if contents.facts else "",
        plural("{n} version learned from you", "{n} versions learned from you", contents.versions)
        if contents.versions
        else "",
    ]
    told_of = listed([part for part in lost if part])
    if not told_of:
        return tr("{name} deleted.", name=profile_name(name))
    return tr("{name} deleted, with {what}.", name=profile_name(name), what=told_of)
