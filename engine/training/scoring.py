"""What a peft model makes of texts, with its adapter and without: losses and divergences, without a gradient."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.backends.base import Interrupt, Interrupted
from engine.training.batches import Batch, pack
from engine.training.examples import EncodedExample
from engine.training.lora import target_states
from engine.training.preferences import reply_losses

_ROW = 512
"""Tokens that are read at once."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Losses:
    """Of examples, in their order; both of shape (examples,)."""

    sums: Floats
    """Nats."""
    counts: Floats
    """Target tokens."""

    @property
    def means(self) -> Floats:
        """Nats a token."""
        return self.sums / self.counts


def _never() -> bool:
    return False


class Scorer:
    """Raises Interrupted between two rows where `interrupt` says so."""

    def __init__(self, model: Any, interrupt: Interrupt = _never) -> None:
        self._model, self._interrupt = model, interrupt

    def losses(self, examples: Sequence[EncodedExample], *, adapter: bool = True) -> Losses:
        import torch

        sums: list[Floats] = []
        with torch.no_grad(), nullcontext() if adapter else self._model.disable_adapter():
            for batch in pack(examples, _ROW, _longest(examples)):
                self._check()
                sums.append(reply_losses(self._model, batch).double().numpy())
        counts = [one.target_count for one in examples]
        return Losses(np.concatenate(sums), np.asarray(counts, np.float64))

    def mean_divergence(self, examples: Sequence[EncodedExample]) -> float:
        """KL of the distribution with the adapter from that without it, KL(without || with), mean over the targets, in
        nats."""
        import torch

        values: list[Any] = []
        with torch.no_grad():
            for batch in pack(examples, _ROW, _longest(examples)):
                self._check()
                with self._model.disable_adapter():
                    before = self._thoughts(batch)
                after = self._thoughts(batch)
                values.append((before.exp() * (before - after)).sum(-1))
        return float(torch.cat(values).double().mean())

    def _thoughts(self, batch: Batch) -> Any:
        """Logarithms of what it foretells at every target, shape (targets, vocabulary)."""
        states, head = target_states(self._model, batch)
        return (states @ head.T.to(states.dtype)).float().log_softmax(-1)

    def _check(self) -> None:
        if self._interrupt():
            raise Interrupted


def _longest(examples: Sequence[EncodedExample]) -> int:
    return max(len(example.tokens) for example in examples)
