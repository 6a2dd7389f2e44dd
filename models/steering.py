"""Whether a small model can steer a large one, and what the two take of the memory together.

A token must be the same token to both, for their logits are added up. The small one's weights are there once; it reads
everything twice, with its adapters and without.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.errors import EngineError, ErrorKind
from models.adapters.header import AdapterHeader
from models.available_memory import available_memory
from models.fit import ENGINE_BYTES, MemoryNeed, largest_context, memory_needed, shorter_context, too_large
from models.gguf_checks import TOKENS
from models.gguf_file import read_file_header
from models.gguf_header import GGUFHeader, Metadata
from models.inspect_gguf import inspect_gguf, is_gguf
from models.machine import Machine
from models.ordinary_file import naming, open_ordinary, shown, shown_text
from models.speed import PROMPT_TOKENS, REFERENCE_ARITHMETIC, Speed, gguf_speed

_ANY_MACHINE = Machine("", 2, 4e10, REFERENCE_ARITHMETIC)
"""The ratio of two speeds differs little between machines: this is a common one."""


def check_both_gguf(large: Path, small: Path) -> None:
    """Raises EngineError(UNSUPPORTED) where one of the two is a model of another format. Whether there are any, and
    whether they are sound, is for the inspection to say."""
    for path in (large, small):
        if path.is_dir() or (path.exists() and not is_gguf(path)):
            raise EngineError(
                ErrorKind.UNSUPPORTED,
                f"“{shown(small)}” cannot steer “{shown(large)}”: “{shown(path)}” is no GGUF model, and both must be.",
                str(path),
            )


def check_one_vocabulary(large: GGUFHeader, small: GGUFHeader) -> None:
    """Raises EngineError(UNSUPPORTED) unless every token is the same in both. What fills the table of one of them up at
    its end stands for no text and does not count."""
    if large.tokenizer != small.tokenizer:
        raise _other_vocabulary(large, small, f"one is {large.tokenizer}, the other {small.tokenizer}")
    first, second = _tokens(large.path), _tokens(small.path)
    for number, (one, other) in enumerate(zip(first, second, strict=False)):
        if one != other:
            told = [shown_text(token.decode("utf-8", "replace")) for token in (one, other)]
            raise _other_vocabulary(
                large, small, f"token {number:,} is “{told[0]}” in one and “{told[1]}” in the other"
            )
    longer, shared = max(first, second, key=len), min(len(first), len(second))
    if any(token != _filler(number) for number, token in enumerate(longer[shared:], start=shared)):
        raise _other_vocabulary(large, small, f"one has {len(first):,} tokens, the other {len(second):,}")


def steered_memory_needed(
    large: GGUFHeader,
    small: GGUFHeader,
    context_length: int,
    kv_type: str = "f16",
    flash_attention: str = "auto",
    adapters: Sequence[AdapterHeader] = (),
) -> MemoryNeed:
    """What both take with contexts of `context_length` tokens. Raises EngineError as `memory_needed` does."""
    own = memory_needed(large, context_length, kv_type, flash_attention)
    added = memory_needed(small, context_length, kv_type, flash_attention, adapters)
    return MemoryNeed(
        weights=own.weights + added.weights,
        kv=own.kv + 2 * added.kv,
        compute=own.compute + 2 * added.compute,
        adapters=added.adapters,
        program=own.program + added.program - ENGINE_BYTES,
    )


def what_steered_would_fit(
    large: GGUFHeader,
    small: GGUFHeader,
    available: int,
    context_length: int,
    kv_type: str = "f16",
    adapters: Sequence[AdapterHeader] = (),
) -> str:
    """The setting with which both would fit in `available` bytes, for a person."""
    return shorter_context(
        largest_context(
            lambda context: steered_memory_needed(large, small, context, kv_type, adapters=adapters).total,
            available,
            context_length,
        )
    )


def check_steered_fit(
    large: GGUFHeader,
    small: GGUFHeader,
    context_length: int,
    kv_type: str = "f16",
    freed: int = 0,
    flash_attention: str = "auto",
) -> MemoryNeed:
    """As `models.fit.check_fit`, of both together."""
    need = steered_memory_needed(large, small, context_length, kv_type, flash_attention)
    available = available_memory() + freed
    if need.total <= available:
        return need
    advice = what_steered_would_fit(large, small, available, context_length, kv_type)
    raise too_large(need, context_length, available, advice)


@dataclass(frozen=True)
class SteeringPrice:
    slowdown: float
    """How many times as long a token takes to be written, about."""
    memory: int
    """Bytes that are taken besides."""


def steering_price(large: Path, small: Path, context_length: int, kv_type: str, flash_attention: str) -> SteeringPrice:
    """Of the small model at the side of the large one, however fast the machine is. Raises EngineError where it cannot
    steer it, as the loading would, but for the room in memory."""
    check_both_gguf(large, small)
    one, other = inspect_gguf(large), inspect_gguf(small)
    check_one_vocabulary(one, other)
    alone, added = (gguf_speed(header, _ANY_MACHINE, min(context_length, PROMPT_TOKENS)) for header in (one, other))
    taken = steered_memory_needed(one, other, context_length, kv_type, flash_attention).total
    return SteeringPrice(
        slowdown=alone.writing / steered_speed(alone, added, added).writing,
        memory=taken - memory_needed(one, context_length, kv_type, flash_attention).total,
    )


def steered_speed(large: Speed, small: Speed, adapted: Speed) -> Speed:
    """Each token passes through all three, one after the other: `adapted` is the small one with its adapters."""
    three = (large, small, adapted)
    return Speed(
        reading=1 / sum(1 / speed.reading for speed in three), writing=1 / sum(1 / speed.writing for speed in three)
    )


def _tokens(path: Path) -> tuple[bytes, ...]:
    with open_ordinary(path) as file, naming(path):
        raw, _ = read_file_header(file, (TOKENS,))
        tokens = Metadata(raw).array(TOKENS)
    return tokens.strings if tokens else ()


def _filler(number: int) -> bytes:
    """What llama.cpp's converter calls a token that is there to make the table wider."""
    return f"[PAD{number}]".encode()


def _other_vocabulary(large: GGUFHeader, small: GGUFHeader, difference: str) -> EngineError:
    return EngineError(
        ErrorKind.UNSUPPORTED,
        f"“{shown(small.path)}” cannot steer “{shown(large.path)}”: their vocabularies differ ({difference}). Choose a "
        "small model of the large one's family.",
    )
