"""Chooses the adapter whose name, description and examples fit a message, for the person to accept or not.

Texts are compared by the pieces of their words (tf-idf, cosine), so it works in any script, without a model and at
once. It knows no synonyms: an adapter is found in the languages that its description and examples are written in.
`python -m benchmarks.adapter_choice` says how often it is right.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from models.adapters.entry import AdapterEntry
from models.adapters.everyday import EVERYDAY

LEAST_SCORE = 0.14
LEAST_MARGIN = 0.08
"""How much better than the second the first must be. Both limits did best on one half of the benchmark's messages, by
an F-score that counts precision twice as much: a wrong proposal costs more than none."""

MOST_CHARACTERS = 1000
"""Of a message: what it is about is said early, and a pasted document must not cost more than a question."""

_WITHOUT_SPACES = re.compile(r"[\u2e80-\uffff\U00020000-\U0003ffff]+|[^\u2e80-\uffff\U00020000-\U0003ffff]+")
"""Chinese, Japanese and Korean from everything else."""
_FIRST_OF_THEM = "\u2e80"
_FIRST_IDEOGRAPH, _LAST_KANA_OR_EARLIER = "\u3400", "\u33ff"


@dataclass(frozen=True)
class Proposal:
    key: str
    """Of the adapter."""
    name: str
    score: float
    """0 to 1: the cosine of the two texts."""


class AdapterChooser:
    def __init__(
        self,
        entries: Sequence[AdapterEntry],
        everyday: Sequence[str] = EVERYDAY,
        pieces: Callable[[str], Iterable[str]] | None = None,
    ) -> None:
        """`entries` are those that may be proposed. Those that say nothing about themselves never are.

        `everyday` are messages whose words tell little, `pieces` is what a text is compared by: `word_pieces`."""
        self._pieces = pieces or word_pieces
        self._entries = [entry for entry in entries if not entry.problem and (entry.description or entry.examples)]
        counts = [Counter(self._pieces(text_of(entry))) for entry in self._entries]
        documents = [*counts, *(Counter(self._pieces(message)) for message in everyday)]
        self._documents = len(documents)
        self._holding = Counter(piece for document in documents for piece in document)
        self._index: dict[str, list[tuple[int, float]]] = defaultdict(list)
        """By piece: the entries that hold it, each with its weight."""
        for number, count in enumerate(counts):
            for piece, weight in self._weights(count).items():
                self._index[piece].append((number, weight))

    def propose(self, message: str) -> Proposal | None:
        """The adapter that clearly fits `message` best; None where none does."""
        ranked = self.ranked(message)
        if not ranked or ranked[0].score < LEAST_SCORE:
            return None
        if len(ranked) > 1 and ranked[0].score - ranked[1].score < LEAST_MARGIN:
            return None
        return ranked[0]

    def ranked(self, message: str) -> list[Proposal]:
        """Every adapter that has anything in common with `message`, the best first."""
        scores = [0.0] * len(self._entries)
        for piece, weight in self._weights(Counter(self._pieces(message[:MOST_CHARACTERS]))).items():
            for number, other in self._index.get(piece, ()):
                scores[number] += weight * other
        found = [(score, number) for number, score in enumerate(scores) if score > 0]
        found.sort(key=lambda one: (-one[0], one[1]))
        return [Proposal(self._entries[number].key, self._entries[number].name, score) for score, number in found]

    def _weights(self, count: Counter[str]) -> dict[str, float]:
        """A unit vector: (1 + log tf) log((N + 1) / (df + 1/2)), with N the adapters and everyday messages."""
        weights = {
            piece: (1 + math.log(times)) * math.log((self._documents + 1) / (self._holding[piece] + 0.5))
            for piece, times in count.items()
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {piece: weight / length for piece, weight in weights.items()}


def text_of(entry: AdapterEntry) -> str:
    """What an adapter says of itself."""
    return "\n".join((entry.name, entry.description, *entry.examples))


def word_pieces(text: str) -> Iterator[str]:
    """Words and runs of 3 to 5 of their letters, the ends marked by a space; of scripts without spaces, runs of 1 to 3
    signs, but no single kana: those are endings and particles."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    # Marks belong to the letters that they stand on: without them words of Indic scripts would fall apart.
    spaced = "".join(sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in folded)
    for word in spaced.split():
        for run in _WITHOUT_SPACES.findall(word):
            if run[0] >= _FIRST_OF_THEM:
                yield from (sign for sign in run if sign > _LAST_KANA_OR_EARLIER)
                yield from _runs(run, 2, 3)
            else:
                yield f"{run}|"
                yield from _runs(f" {run} ", 3, 5)


def _runs(text: str, shortest: int, longest: int) -> Iterator[str]:
    for length in range(shortest, longest + 1):
        for start in range(len(text) - length + 1):
            yield text[start : start + length]
