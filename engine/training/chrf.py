"""How alike two texts are, by their letters: chrF."""

from __future__ import annotations

from collections import Counter

_LONGEST = 6
"""Characters of an n-gram."""
_BETA = 2.0
"""How many times as much it counts that nothing of the reference is missing as that nothing else is there."""


def chrf(text: str, reference: str) -> float:
    """chrF (Popović 2015, aclanthology.org/W15-3049), 0 to 1: the F score of the n-grams of one to six characters,
    white space left out. Precision and recall are means over the lengths of which both texts have n-grams."""
    text, reference = ("".join(one.split()) for one in (text, reference))
    lengths = range(1, min(_LONGEST, len(text), len(reference)) + 1)
    if not lengths:
        return 0.0
    precision = recall = 0.0
    for length in lengths:
        here, there = _counts(text, length), _counts(reference, length)
        common = (here & there).total()
        precision += common / here.total() / len(lengths)
        recall += common / there.total() / len(lengths)
    weighted = _BETA**2 * precision + recall
    return (1 + _BETA**2) * precision * recall / weighted if weighted else 0.0


def _counts(text: str, length: int) -> Counter[str]:
    return Counter(text[start : start + length] for start in range(len(text) - length + 1))
