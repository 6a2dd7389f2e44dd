"""Draws the tokens of a reply, one after the other, from the live context."""

from __future__ import annotations

from collections.abc import Iterator

from engine.backends.base import Sampler
from engine.conversation import LiveContext


def drawn_tokens(live: LiveContext, sampler: Sampler, most: int | None) -> Iterator[int]:
    """At most `most` tokens, or as many as the context has room for. Each is in the KV cache by the time that the next
    one is asked for: the last one of a reply never is."""
    context_length = live.model.info.context_length
    count = 0
    while True:
        token = sampler.sample()
        count += 1
        yield token
        if count == most or live.model.position >= context_length:
            return
        live.append(token)
