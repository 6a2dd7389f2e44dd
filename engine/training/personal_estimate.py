"""Tells before a training what it will take: tokens, time and memory. No torch here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from engine.training.personal_job import ExampleKind, PersonalExample
from models.gguf_header import GGUFHeader
from models.inspect_gguf import inspect_gguf

LEAST_PASSES, MOST_PASSES, TOKENS_READ = 3, 9, 150_000
"""How often each example is read, at most: from the first to the second number, as long as no more tokens than the
third are read in all. A habit that begins a reply shows in few replies after three passes over a short history, and in
most of them after nine, while no more is forgotten: benchmarks/personalization_forgetting.py."""
LONGEST = 1024
"""Tokens of an example, and most of a step: what is beyond is left out."""
RANK = 8
STEP_TOKENS = 256
"""Read at once, or a longer example: attention over short rows is cheap, and many small steps learn more than few."""

PLACES = 128
"""At which the next token is foretold at once."""

_PASSAGE = 120
"""Tokens of the longest passage of general text, which is read in the row of a step."""
_BYTES_PER_TOKEN = 3.2
"""Of text in UTF-8 with what a template puts around it, for English; other languages take more tokens, up to twice."""
_OPERATIONS_PER_SECOND = 1.2e11
"""Of one core, 6 for each parameter and token of an example that is learned from, with its share of the general text of
a step, and 2 where it is only read: measured on a busy one with bfloat16 of its own (Zen 4)."""
_START, _LOADED = 12.0, 6e-8
"""Seconds: to load the libraries, and to load the weights and to restore them when what was saved is compared, for each
parameter."""
_READ = 10_500
"""Tokens that the gate reads whatever was learned: general text, fixed and unrelated questions, twice each, and some
examples more slowly in float32."""
_WRITTEN, _WRITING = 1_000, 8
"""Tokens of the base's own answers, and how many read ones each of them takes as long as."""
_HELD_OUT, _MOST_HELD_OUT, _ARMS = 0.25, 96, 5
"""Held-out examples for each that is learned from, the most there are, and in how many ways the gate reads each; it is
read after each pass as well."""
_LIBRARIES = 700 << 20
"""Of torch and transformers, loaded."""


@dataclass(frozen=True)
class Estimate:
    tokens: int
    """Of all examples, once."""
    passes: int
    """Most times that each is read."""
    tokens_read: int
    """At most, in all passes."""
    seconds: float
    """At most, from loading to the gate's verdict; training often ends earlier."""
    bytes: int
    """Of memory, at its highest."""


def estimate(model: Path, examples: Sequence[PersonalExample], threads: int = 0) -> Estimate:
    """For the GGUF file `model`. Raises EngineError for one that cannot be trusted."""
    header = inspect_gguf(model)
    tokens = sum(_reads(example) * _tokens(example) for example in examples)
    passes = max(LEAST_PASSES, min(MOST_PASSES, TOKENS_READ // max(1, tokens)))
    held_out = min(_HELD_OUT * len(examples), _MOST_HELD_OUT) * tokens / max(1, len(examples))
    read = _READ + _WRITTEN * _WRITING + (_ARMS + passes) * held_out
    operations = (6 * passes * tokens + 2 * read) * header.parameters
    seconds = operations / (_OPERATIONS_PER_SECOND * (threads or training_threads()))
    seconds += _START + _LOADED * header.parameters
    row = _PASSAGE + max(STEP_TOKENS, *(min(2, _reads(example)) * _tokens(example) for example in examples), 0)
    return Estimate(tokens, passes, passes * tokens, seconds, _needed_memory(header, row))


def training_threads() -> int:
    """One for each physical core but one, which is left to the chat; at least one."""
    return max(1, (psutil.cpu_count(logical=False) or 2) - 1)


def _needed_memory(header: GGUFHeader, row: int) -> int:
    """Bytes that a training takes at its highest, estimated from above, where `row` tokens are read at once.

    The weights in float32, and most of them twice while they are read; the adapter with its gradient,
    two moments and four copies; for each layer and token the states that going back needs; four copies in float32 of
    what is foretold at a time.
    """
    feed_forward = header.feed_forward_length or 4 * header.embedding_length
    adapter = RANK * header.layers * (11 * header.embedding_length + 3 * feed_forward)
    states = row * header.layers * (24 * header.embedding_length + 8 * feed_forward) * 2
    answers = PLACES * header.vocabulary_size * 4 * 4
    return _LIBRARIES + 8 * header.parameters + 32 * adapter + states + answers


def _tokens(example: PersonalExample) -> int:
    """About."""
    written = sum(len(message.content.encode("utf-8", "surrogatepass")) for message in example.messages)
    return min(LONGEST, 8 * len(example.messages) + int(written / _BYTES_PER_TOKEN))


def _reads(example: PersonalExample) -> int:
    """How often a pass reads it: a judged reply is compared with another, and a correction is learned as it stands."""
    return 3 if example.rejected or example.kind is ExampleKind.DISLIKED else 1
