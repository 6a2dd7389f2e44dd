"""Writes replies with a person's adapter and without it, and compares both with those that the person kept."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.backends.base import Interrupt, LoadedAdapter, LoadedModel
from engine.errors import EngineError, ErrorKind
from engine.training.chrf import chrf
from engine.training.personal_job import PersonalExample
from engine.training.personal_report import Likeness, ReplyPair
from engine.training.personal_verdicts import paired_interval
from engine.training.replies import likeliest_reply

_PROMPTS = 8
"""Held-out ones that are answered, the latest."""
_TOKENS = 48
"""Of each reply, and of the person's: where a habit shows, it shows there."""
_EXAMPLES = 2


def likeness(
    model: LoadedModel, adapter: LoadedAdapter, judged: Sequence[PersonalExample], interrupt: Interrupt
) -> Likeness | None:
    """`adapter` is loaded in `model`, which is left without one. None where no prompt fits. Raises Interrupted."""
    found: list[tuple[float, float, ReplyPair]] = []
    refused = 0
    for example in judged[-_PROMPTS:]:
        try:
            without, with_it = (_reply(model, active, example, interrupt) for active in ([], [(adapter, 1.0)]))
        except EngineError as error:
            if error.kind is not ErrorKind.CONTEXT_OVERFLOW:
                raise
            continue
        kept, other = (_beginning(model, text) for text in (example.messages[-1].content, example.rejected))
        pair = ReplyPair(example.messages[-2].content, without, with_it)
        found.append((_score(without, kept, other), _score(with_it, kept, other), pair))
        refused += bool(other)
    if not found:
        return None
    before, after = (np.asarray([one[at] for one in found]) for at in (0, 1))
    _, lower, upper = paired_interval(after - before, np.ones(len(found)))
    by_change = sorted(found, key=lambda one: one[1] - one[0])
    first = (len(found) - _EXAMPLES + 1) // 2  # the middle ones: the best would promise too much
    examples = tuple(pair for _, _, pair in by_change[max(0, first) :][:_EXAMPLES])
    return Likeness(float(before.mean()), float(after.mean()), lower, upper, len(found), examples, refused)


def _score(reply: str, kept: str, refused: str) -> float:
    """How like the kept reply it is. Where the person refused another, less how like that one it is: what they
    corrected was mostly the model's own, which it would write again, and most of whose words stand in the correction.
    A reply that is like neither gains by that, too: that the adapter has learned is said by the losses."""
    return chrf(reply, kept) - (chrf(reply, refused) if refused else 0.0)


def _reply(
    model: LoadedModel,
    adapters: Sequence[tuple[LoadedAdapter, float]],
    example: PersonalExample,
    interrupt: Interrupt,
) -> str:
    model.set_adapters(adapters)
    try:
        return likeliest_reply(model, example.messages[:-1], _TOKENS, interrupt)
    finally:
        model.set_adapters([])


def _beginning(model: LoadedModel, text: str) -> str:
    tokens = model.tokenize(text, special=False)[:_TOKENS]
    return b"".join(map(model.token_bytes, tokens)).decode("utf-8", "ignore")
