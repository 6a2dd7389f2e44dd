"""Holds a model to what it says of general text: the divergence of the adapter from the base, without reading the base
again in every step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.training.batches import joined
from engine.training.examples import EncodedExample
from engine.training.lora import target_logits

_LIKELIEST = 128
"""Tokens at each place that are told apart; all others together are one."""


class GeneralText:
    """What the base foretells in each of some passages, kept in two megabytes or so."""

    def __init__(self, model: Any, passages: Sequence[EncodedExample]) -> None:
        """`model` is a peft model."""
        import torch

        self._passages = passages
        self._tokens: list[Any] = []
        self._chances: list[Any] = []
        with torch.no_grad(), model.disable_adapter():
            for passage in passages:
                known = target_logits(model, joined([passage])).float().log_softmax(-1)
                likeliest, tokens = known.topk(min(_LIKELIEST, known.shape[-1] - 1))
                self._tokens.append(tokens)
                self._chances.append(_with_rest(likeliest))

    def __len__(self) -> int:
        return len(self._passages)

    def passage(self, number: int) -> EncodedExample:
        return self._passages[number]

    def divergence(self, number: int, logits: Any) -> Any:
        """Mean of KL(base || adapter) over the passage's targets, in nats, with a gradient: a lower bound of that over
        the whole vocabulary, since tokens that the base holds for unlikely are not told apart. `logits` are the
        adapter's, shape (targets, vocabulary)."""
        known = self._chances[number]
        thought = _with_rest(logits.float().log_softmax(-1).gather(-1, self._tokens[number]))
        return (known.exp() * (known - thought)).sum(-1).mean()


def _with_rest(chances: Any) -> Any:
    """Logarithms, with that of what is left of 1 behind them: shape (places, tokens) -> (places, tokens + 1)."""
    import torch

    rest = (1 - chances.exp().sum(-1, keepdim=True)).clamp(min=1e-6).log()
    return torch.cat((chances, rest), -1)
