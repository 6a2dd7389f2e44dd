"""Holds a model to what it says of general text: the divergence of the adapter from the base, without reading the base
again in every step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.backends.base import Interrupt, Interrupted
from engine.training.batches import joined
from engine.training.examples import EncodedExample
from engine.training.foretelling import divergences
from engine.training.lora import target_states

_LIKELIEST = 128
"""Tokens at each place that are told apart; all others together are one."""


class GeneralText:
    """What the base foretells in each of some passages, kept in two megabytes or so."""

    def __init__(self, model: Any, passages: Sequence[EncodedExample], interrupt: Interrupt = lambda: False) -> None:
        """`model` is a peft model. Raises Interrupted."""
        import torch

        self._passages = passages
        self._tokens: list[Any] = []
        self._chances: list[Any] = []
        with torch.no_grad(), model.disable_adapter():
            for passage in passages:
                if interrupt():
                    raise Interrupted
                states, head = target_states(model, joined([passage]))
                chances, tokens = (states @ head.T.to(states.dtype)).float().softmax(-1).topk(_LIKELIEST)
                self._tokens.append(tokens)
                self._chances.append(chances)

    def __len__(self) -> int:
        return len(self._passages)

    def passage(self, number: int) -> EncodedExample:
        return self._passages[number]

    def divergence(self, number: int, states: Any, head: Any) -> Any:
        """Mean of KL(base || adapter) over the passage's targets, in nats, with a gradient. Tokens that the base holds
        for unlikely are not told apart. `states` and `head` are what `target_states` gives of the passage."""
        return divergences(states, head, self._tokens[number], self._chances[number]).mean()
