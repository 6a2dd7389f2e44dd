"""Decides what merging may cost: how much of a text goes, and which boundaries go first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.protocol import SHORTEST_MERGED, DynamicTokenization
from engine.tokenization.pretokens import Boundary, Integers, Text

KEPT_AT_THE_END = 32
"""Positions at a text's end that always stay single."""

_HARMS = (0.5, 0.33, 0.17)
"""How the harm of merging two tokens falls on the first, the second and the one behind them: 3.5, 2.5 and 1.0 nats
where a text is quoted that was read with random merges (benchmarks/results/quoting.md)."""

Doubles = NDArray[np.float64]


@dataclass(frozen=True)
class Policy:
    """Costs are logarithms to the base 2 of the damage that a merge does: one more is twice the damage."""

    reduction: float
    """Share of a text's positions to save, where it has as many that may be merged."""
    nearness: float = 1.0
    """The damage of a merge falls with this power of its distance from the end of the text."""
    rarity: float = 12.0
    """What a boundary between the rarest tokens costs more than one between the most frequent ones. Tokenizers number
    their tokens from the most frequent to the rarest."""
    names: float = 4.0
    """What a word with a capital letter on either side costs more."""
    figures: float = 5.0
    """What a sentence with a digit on either side costs more: doses, dates and prices are what is asked for later."""
    phrases: float = 1.0
    """What a merge across words costs more than one inside a word."""
    longest: int = 4
    """Most tokens of a span."""
    length_cost: float = -2.0
    """What each token of a span beyond two costs more; here it costs less. The first token of a span is harmed most,
    and the one behind it, too: a span of three saves as much as two pairs, with half of their beginnings and ends."""
    repetition: float = 0.5
    """How much less a span costs that occurs twice as often."""
    shortest_text: int = SHORTEST_MERGED


def policy(degree: DynamicTokenization) -> Policy | None:
    """None where nothing is to be merged.

    Chosen with the starter model, on texts and facts that nothing else is judged on. A nearness above 1 costs less on
    what comes next, but facts from the beginning of a text are lost as if it were cut off there; below 1 what comes
    next costs more. Facts are made of names, figures and rare tokens: sparing those, and merging few long runs of
    frequent tokens in place of many pairs, keeps most early facts, and what comes next loses no more by it
    (benchmarks/results/dynamic_tokenization-Q4_1.md).
    """
    return {
        DynamicTokenization.CAREFUL: Policy(reduction=0.1),
        DynamicTokenization.STRONG: Policy(reduction=0.2),
    }.get(degree)


def costs(policy: Policy, tokens: Integers, text: Text, vocabulary_size: int) -> NDArray[np.float32]:
    """What removing each boundary costs, shape (len(tokens) - 1,); infinite where it must stay.

    Rounded to halves, so that the same pair has few different costs and is merged as one.
    """
    boundaries, distances = text.boundaries, np.arange(len(tokens) - 1, 0, -1)
    # By Zipf's law a token's frequency falls with its rank: the logarithm of the rank is its information.
    rarity: Doubles = np.log2(1.0 + tokens) / np.log2(1.0 + vocabulary_size)
    behind = np.append(rarity[2:], rarity[-1])
    cost: Doubles = policy.rarity * (_HARMS[0] * rarity[:-1] + _HARMS[1] * rarity[1:] + _HARMS[2] * behind)
    cost -= policy.nearness * np.log2(1.0 * distances)
    cost += policy.names * text.names + policy.figures * text.figures
    cost += policy.phrases * (boundaries == Boundary.PHRASE)
    cost[(boundaries == Boundary.NEVER) | (distances <= KEPT_AT_THE_END)] = np.inf
    return (np.round(2 * cost) / 2).astype(np.float32)
