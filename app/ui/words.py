"""Numbers, states and times in the words that the person reads."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from enum import StrEnum

from app.state import Activity, AdapterChip, ChatActivity, ProblemAction, SummaryMark
from app.store.records import AdapterChoice, MessageState, ProfileContents, ReplyMetadata, Structure
from engine.protocol import FinishReason

ACTION_LABELS = {
    ProblemAction.RETRY: "Try again",
    ProblemAction.RELOAD_MODEL: "Load the model again",
    ProblemAction.CHOOSE_MODEL: "Choose a model",
    ProblemAction.OPEN_SETTINGS: "Open settings",
    ProblemAction.OPEN_DATA_FOLDER: "Open the data folder",
    ProblemAction.TAKE_OUT_ADAPTERS: "Take it out",
    ProblemAction.SWITCH_OFF_ADAPTERS: "Answer without",
    ProblemAction.RESTORE_BACKUP: "Restore the newest backup",
    ProblemAction.START_AFRESH: "Start with an empty database",
}


ADAPTERS_ADD_UP = "The effects of adapters add up; their order does not matter."


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
    return f"{number:,}"


def rate(tokens_per_second: float) -> str:
    """Tokens a second, with a decimal only where it tells something."""
    return f"{tokens_per_second:.0f} tok/s" if tokens_per_second >= 10 else f"{tokens_per_second:.1f} tok/s"


def seconds(milliseconds: float) -> str:
    return f"{milliseconds / 1000:.2f} s" if milliseconds < 10_000 else f"{milliseconds / 1000:.0f} s"


def size(number_of_bytes: int) -> str:
    if number_of_bytes >= 1_000_000_000:
        return f"{number_of_bytes / 1e9:.1f} GB"
    return f"{max(1, round(number_of_bytes / 1e6))} MB"


def activity(state: ChatActivity) -> str:
    match state.activity:
        case Activity.IDLE:
            return ""
        case Activity.SAVING:
            return "Saving your message"
        case Activity.WAITING:
            return "Waiting for the model"
        case Activity.READING if state.total:
            return f"Reading {count(state.done)} of {count(state.total)} tokens"
        case Activity.READING:
            return "Reading"
        case Activity.WRITING:
            return "Writing"
        case Activity.STOPPING:
            return "Stopping"


def scale(value: float) -> str:
    """As short as it can be: 1, 0.8, -0.25."""
    return f"{round(value, 2) or 0.0:.2f}".rstrip("0").rstrip(".")


def scaled(choice: AdapterChoice) -> str:
    """An adapter with its scale: "Capitals 0.8"."""
    return f"{choice.name or choice.key} {scale(choice.scale)}"


def rereading(tokens: int) -> str:
    return "reads 1 token again" if tokens == 1 else f"reads {count(tokens)} tokens again"


def adapter_state(chip: AdapterChip) -> str:
    """What a screen reader says of an adapter in the row: "Capitals on, scale 0.8"."""
    name = chip.choice.name or "An adapter"
    if chip.problem:
        return f"{name} cannot be used"
    return f"{name} on, scale {scale(chip.choice.scale)}" if chip.choice.active else f"{name} off"


def switching(chip: AdapterChip) -> str:
    """What it costs to switch an adapter on or off; empty where there is nothing to read yet, or it cannot be used."""
    if chip.switch_tokens is None or chip.problem:
        return ""
    if chip.phrase:
        return "It acts from its phrase on; what was read before that is kept."
    way = "off" if chip.choice.active else "on"
    if not chip.switch_tokens:
        return f"Switching it {way} costs nothing: what has been read is kept."
    return f"Switching it {way} {rereading(chip.switch_tokens)}."


def provenance(metadata: ReplyMetadata) -> str:
    """What wrote a reply, and how fast: "SmolLM2 135M + Capitals 0.8 · 96 tok/s"."""
    writers = [part for part in (metadata.model, *map(scaled, metadata.adapters)) if part]
    parts = [" + ".join(writers)] if writers else []
    if metadata.timings is not None and metadata.timings.decode_tokens_per_second > 0:
        parts.append(rate(metadata.timings.decode_tokens_per_second))
    if metadata.structure is Structure.KEPT:
        parts.append("follows its JSON schema")
    return " · ".join(parts)


def outcome(state: MessageState, metadata: ReplyMetadata) -> str:
    """Why a reply is not whole, or an empty string for one that is."""
    if state is MessageState.STREAMING:
        return ""
    if state is MessageState.FAILED:
        return metadata.error or "The reply could not be written."
    if metadata.error:
        return metadata.error
    if metadata.finish_reason == "interrupted":
        return "Interrupted before its end. What had come is kept."
    if metadata.finish_reason == FinishReason.LENGTH:
        return "Cut off: the reply reached its greatest length."
    if state is MessageState.STOPPED or metadata.finish_reason == FinishReason.CANCELLED:
        return "Stopped. What had come is kept."
    return ""


def deleted_messages(number: int) -> str:
    if number == 1:
        return "Message deleted."
    return f"{count(number)} messages deleted: this one, and all that followed."


def found_messages(at: int | None, number: int) -> str:
    """`at` counts from 0."""
    if at is None:
        return "Not in this conversation"
    return "1 message" if number == 1 else f"{count(at + 1)} of {count(number)} messages"


def older_messages(number: int) -> str:
    if number == 1:
        return "The model no longer sees the message above: it does not fit in its context."
    return f"The model no longer sees the messages above: {count(number)} older messages do not fit in its context."


def context_mark(mark: SummaryMark, dropped: int) -> str:
    """What the model sees of the messages above the mark. `dropped` are those that it did not see word by word."""
    making = " A summary of them is being written." if mark.is_making else ""
    if not mark.count:
        return older_messages(dropped) + making
    above = "message" if mark.count == 1 else f"{count(mark.count)} messages"
    text = f"In place of the {above} above, the model sees a summary."
    if dropped > mark.count:
        left = "one" if dropped == mark.count + 1 else count(dropped - mark.count)
        text += f" The last reply did not see {left} more below it either."
    return text + (" Another one is being written." if mark.is_making else "")


def summary_note(mark: SummaryMark) -> str:
    """Whose words the summary is, and what they are worth."""
    if mark.edited:
        return "In your words. The messages above stay as they are."
    by = f" by {mark.model}" if mark.model else ""
    return (
        f"Written{by}. Models leave things out and get things wrong, small ones more often: read it, and correct what "
        "matters. The messages above stay as they are."
    )


def tool_tip(text: str) -> str:
    """A tool tip that shows `text` letter by letter: Qt would take one that looks like HTML for HTML."""
    return f"<qt>{html.escape(text).replace(chr(10), '<br>')}</qt>" if text else ""


def natural(name: str) -> list[tuple[bool, int, str]]:
    """To sort by: numbers in names count by their value, 2 before 10."""
    parts = re.split(r"(\d+)", name.casefold())
    return [(False, int(part), "") if part.isdecimal() else (True, 0, part) for part in parts if part]


def goes_with_profile(contents: ProfileContents) -> str:
    """What is lost with a profile, for the question before it."""
    counted = (
        (contents.conversations, "conversation"),
        (contents.facts, "fact"),
        (contents.versions, "version learned from you"),
    )
    listed = [f"{count(number)} {_several(what, number)}" for number, what in counted if number]
    if not listed:
        return "Nothing else belongs to it. This cannot be undone."
    told = listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} and {listed[-1]}"
    return f"{told} will be deleted with it. This cannot be undone."


def _several(what: str, number: int) -> str:
    first, _, rest = what.partition(" ")
    return what if number == 1 else f"{first}s {rest}".strip()
