"""A set of loaded adapters as a value: what identifies it, and which of them act at which position of a prompt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from engine.backends.base import LoadedAdapter
from engine.states import AdapterSet


@dataclass(frozen=True)
class Stretch:
    """Positions of a prompt at which the same adapters act, from `start` up to the next stretch."""

    start: int
    stack: AdapterStack


@dataclass(frozen=True)
class AdapterStack:
    """Adapters with their scales, ready to act. Two with the same adapters and scales are equal, whatever the order."""

    key: AdapterSet = ()
    parts: tuple[tuple[LoadedAdapter, float], ...] = field(default=(), compare=False, repr=False)
    """In the order of the key."""

    @classmethod
    def of(cls, parts: Iterable[tuple[LoadedAdapter, float]]) -> AdapterStack:
        ordered = sorted(parts, key=lambda part: part[0].info.fingerprint)
        return cls(tuple((adapter.info.fingerprint, scale) for adapter, scale in ordered), tuple(ordered))

    def stretches(self, tokens: Sequence[int]) -> tuple[Stretch, ...]:
        """Which of the adapters act where in the prompt `tokens`; the last stretch is also that of the reply.

        An activated LoRA acts from the first token of the last appearance of its invocation on, and not at all where
        there is none (Greenewald et al., arXiv 2504.12397, and llama.cpp's server): what was computed before the
        invocation is that of the other adapters, and serves them all. Every other kind acts everywhere.
        """
        if not any(adapter.invocation for adapter, _ in self.parts):
            return (Stretch(0, self),)
        starts = [_last_appearance(adapter.invocation, tokens) for adapter, _ in self.parts]
        return tuple(
            Stretch(
                bound,
                AdapterStack.of(
                    part for part, start in zip(self.parts, starts, strict=True) if start is not None and start <= bound
                ),
            )
            for bound in sorted({0, *(start for start in starts if start is not None)})
        )


NO_ADAPTERS = AdapterStack()


def _last_appearance(sought: Sequence[int], tokens: Sequence[int]) -> int | None:
    """Where in `tokens` the sequence `sought` begins for the last time; nothing is found at 0."""
    sought, length = tuple(sought), len(sought)
    if not length:
        return 0
    for start in range(len(tokens) - length, -1, -1):
        if tokens[start] == sought[0] and tuple(tokens[start : start + length]) == sought:
            return start
    return None
