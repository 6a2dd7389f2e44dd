"""Adapters in the words that the person reads: what they are, whether they can be used, what becomes of a stack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.state import ModelStatus, ShelfAdapter
from app.translation import day, number, plural, told, tr, tr_noop
from app.ui import words
from app.ui.words import State, Tone
from engine.protocol import AdapterKind
from models.adapters.entry import AdapterEntry

KINDS = {
    AdapterKind.LORA: tr_noop("Adapter"),
    AdapterKind.ACTIVATED_LORA: tr_noop("Adapter, activated by a phrase"),
    AdapterKind.CONTROL_VECTOR: tr_noop("Control vector"),
}
_SHORT_KINDS = KINDS | {AdapterKind.ACTIVATED_LORA: tr_noop("Activated by a phrase")}

Q8_BYTES = 34 / 32
"""Of a weight in Q8_0: blocks of 32 with a scale of two bytes."""

Scaled = tuple[ShelfAdapter, float]
"""An adapter with the scale that it would have."""


@dataclass(frozen=True)
class Preview:
    """What merging or baking would make, or why it cannot be."""

    possible: bool
    text: str


def state(shelved: ShelfAdapter, in_use: bool, model: str) -> State:
    """`model` is the name of the loaded model; empty where none is loaded."""
    if shelved.entry.problem:
        return State(tr("Cannot be used"), told(shelved.entry.problem), Tone.DANGER)
    if can_steer(shelved) and shelved.steering is not None:
        small = shelved.steering.name
        made = tr("It was made for {small}, which can steer {model} with it.", small=small, model=model)
        if in_use:
            made = tr("It is set for this conversation. {misfit}", misfit=made)
        return State(tr("Can steer"), f"{made} {words.steering_price(shelved.steering)}", Tone.CALM)
    if shelved.misfit:
        misfit = told(shelved.misfit)
        if in_use:
            misfit = tr("It is set for this conversation. {misfit}", misfit=misfit)
        return State(tr("Does not fit"), misfit, Tone.WARNING)
    if in_use:
        return State(tr("In use"), tr("In use in this conversation."), Tone.ACTIVE)
    if not model:
        return State("", tr("No model is loaded, so it is not known yet whether this fits."), Tone.CALM)
    return State("", tr("Fits {model}.", model=model), Tone.CALM)


def can_steer(shelved: ShelfAdapter) -> bool:
    """A small model could take it, and steer the loaded one, which cannot."""
    return shelved.steering is not None and not shelved.entry.problem


def is_usable(shelved: ShelfAdapter) -> bool:
    return not (shelved.entry.problem or shelved.misfit)


def summary(entry: AdapterEntry) -> str:
    """One line below the name: "Adapter · rank 8 · 4.9 MB"."""
    if entry.problem:
        return ""
    parts = [tr(_SHORT_KINDS[entry.kind])]
    if entry.rank:
        parts.append(tr("rank {rank}", rank=entry.rank))
    parts.append(size(entry.bytes))
    return " · ".join(parts)


def facts(entry: AdapterEntry) -> tuple[tuple[str, str], ...]:
    """(what, its value), for a table. Nothing is told of what nobody knows, except the licence, which is missed."""
    if entry.problem:
        return ((tr("File"), str(entry.path)),)
    if _is_vector(entry):
        changes = plural("{n} layer of the model", "{n} layers of the model", entry.tensors)
    else:
        changes = plural("{n} matrix of the model", "{n} matrices of the model", entry.tensors)
    rows = (
        (tr("Kind"), tr(KINDS[entry.kind])),
        (tr("Made for"), _base(entry)),
        (tr("Rank"), words.count(entry.rank) if entry.rank else ""),
        (tr("Changes"), changes if entry.tensors else ""),
        (tr("Size"), size(entry.bytes)),
        (tr("Origin"), told(entry.origin)),
        (tr("Licence"), entry.license or tr("Not stated")),
        (tr("Added"), date(entry.added_at)),
    )
    return tuple(row for row in rows if row[1])


def short(name: str) -> str:
    """A name inside a sentence or a menu."""
    line = " ".join(name.split())
    return line if len(line) <= 60 else f"{line[:59]}\u2026"


def size(number_of_bytes: int) -> str:
    """Adapters are small: kilobytes and tenths of a megabyte matter."""
    if number_of_bytes < 100_000:
        return tr("{size} kB", size=max(1, round(number_of_bytes / 1e3)))
    if number_of_bytes < 100_000_000:
        return tr("{size} MB", size=number(number_of_bytes / 1e6, 1))
    return words.size(number_of_bytes)


def date(seconds: float) -> str:
    """A day of the local calendar, like "25 November 2026"; empty where it is not known."""
    return day(seconds, long=True) if seconds > 0 else ""


def merge_preview(stack: Sequence[Scaled]) -> Preview:
    """Of one adapter with the effect of all of these."""
    if blocked := _blocked(stack):
        return Preview(False, blocked)
    acting = [(one.entry, factor) for one, factor in stack if factor]
    if len(acting) < 2:
        return Preview(False, tr("At least two adapters need a scale other than 0."))
    kinds = {entry.kind for entry, _ in acting}
    if AdapterKind.CONTROL_VECTOR in kinds and len(kinds) > 1:
        return Preview(False, tr("A control vector cannot be merged with an adapter of another kind."))
    if len(kinds) > 1:
        return Preview(False, tr("An adapter that a phrase activates cannot be merged with one that always acts."))
    if len({entry.architecture for entry, _ in acting if entry.architecture}) > 1:
        return Preview(False, tr("They were made for models of different kinds."))
    if kinds == {AdapterKind.CONTROL_VECTOR}:
        most = max(entry.bytes for entry, _ in acting)
        return Preview(True, tr("One control vector, {size}, exact: the sum of what they do.", size=size(most)))
    ranks = " + ".join(words.count(entry.rank) for entry, _ in acting)
    total = words.count(sum(entry.rank for entry, _ in acting))
    exact = tr("Exact: the same effect as all of them together.")
    if AdapterKind.ACTIVATED_LORA in kinds:
        exact = tr("Exact: the same effect as all of them together, as long as the same phrase activates them.")
    rank = tr("Rank {ranks} = {total}, {size}.", ranks=ranks, total=total, size=_merged_size(acting))
    return Preview(True, f"{rank} {exact}")


def bake_preview(stack: Sequence[Scaled], model: ModelStatus) -> Preview:
    """Of a new model: the loaded one with the effect of all of these."""
    if blocked := _blocked(stack):
        return Preview(False, blocked)
    acting = [one for one, factor in stack if factor]
    if not acting:
        return Preview(False, tr("At least one adapter needs a scale other than 0."))
    kinds = {one.entry.kind for one in acting}
    if AdapterKind.CONTROL_VECTOR in kinds:
        return Preview(False, tr("A control vector cannot be baked into a model: it changes no weights."))
    if AdapterKind.ACTIVATED_LORA in kinds:
        return Preview(False, tr("An adapter that a phrase activates cannot be baked: it would act all the time."))
    if model.steering is not None:
        return Preview(False, tr("Stop steering first: these were not made for {model}.", model=model.name))
    if model.info is None:
        return Preview(False, tr("Load the model that it is to be baked into first."))
    if not all(is_usable(one) for one in acting):
        return Preview(False, _misfits(len(acting), model.name))
    least, most = model.info.bytes, max(model.info.bytes, round(model.info.parameters * Q8_BYTES))
    if most < 1.02 * least:
        return Preview(True, _as_large(model.name, size(least)))
    return Preview(
        True,
        tr(
            "A copy of {model} that always answers like this, {least} to {most}: weights that change are stored in 8 "
            "bits, or the effect would be rounded away.",
            model=model.name,
            least=size(least),
            most=size(most),
        ),
    )


def merged_name(stack: Sequence[Scaled]) -> str:
    """A name to begin with: "Capitals + Bullets 0.5"."""
    parts = [f"{one.entry.name}{'' if factor == 1 else ' ' + words.scale(factor)}" for one, factor in stack if factor]
    name = " + ".join(parts)
    return name if len(name) <= 60 else plural("{n} adapter", "{n} adapters", len(parts))


def file_name(model: str, stack: Sequence[Scaled]) -> str:
    """For a baked model: letters, digits and dashes, whatever the names hold."""
    text = f"{model} {merged_name(stack)}"
    kept = "".join(letter if letter.isalnum() or letter == "." else "-" for letter in text)
    return "-".join(part for part in kept.split("-") if part)[:100].strip(".") + ".gguf"


def _merged_size(acting: Sequence[tuple[AdapterEntry, float]]) -> str:
    """Half of the numbers are multiplied by the scales. They take twice the room where 16 bits do not hold the product,
    as they do for powers of two."""
    total = sum(entry.bytes for entry, _ in acting)
    if all(abs(factor) in (0.25, 0.5, 1.0, 2.0) for _, factor in acting):
        return tr("about {size}", size=size(total))
    return tr("about {least} to {most}", least=size(total), most=size(round(1.5 * total)))


def _blocked(stack: Sequence[Scaled]) -> str:
    broken = next((short(one.entry.name) for one, factor in stack if factor and one.entry.problem), "")
    return tr("{name} cannot be used.", name=broken) if broken else ""


def _base(entry: AdapterEntry) -> str:
    if entry.base and entry.architecture:
        return f"{entry.base} ({entry.architecture})"
    return entry.base or (
        tr("A model of the architecture {architecture}", architecture=entry.architecture) if entry.architecture else ""
    )


def _is_vector(entry: AdapterEntry) -> bool:
    return entry.kind is AdapterKind.CONTROL_VECTOR


def _misfits(number: int, model: str) -> str:
    if number == 1:
        return tr("It does not fit {model}.", model=model)
    return tr("Not all of them fit {model}.", model=model)


def _as_large(model: str, size: str) -> str:
    return tr("A copy of {model} that always answers like this, as large as it: {size}.", model=model, size=size)
