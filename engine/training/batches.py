"""Examples put together into the rows of tokens that one training step reads.

Packed examples are laid out as a tree: what several of them begin with (the system message, the earlier turns of a
conversation, the question of two answers) stands in the row once, and every token sees its own ancestors alone. So each
example is read as if it stood alone, and its loss and gradient are the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.training.examples import EncodedExample

Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Batch:
    """`tokens` and `positions` have the shape (rows, length); the others (targets,), in the order of the examples."""

    tokens: Integers
    positions: Integers
    """Counted from 0 within each example."""
    visible: NDArray[np.bool_] | None
    """Shape (rows, length, length): which tokens each one sees. None: those before it in its row, and itself."""
    rows: Integers
    places: Integers
    """After which token of its row a target is to be written; several may follow one."""
    labels: Integers
    """The targets' tokens."""
    owners: Integers
    """The number of the example that a target belongs to."""
    sizes: tuple[int, ...]
    """Tokens of each example, as if it stood alone."""

    @property
    def size(self) -> int:
        """Tokens of the examples: what is shared counts as often as it is."""
        return sum(self.sizes)

    @property
    def example_count(self) -> int:
        return len(self.sizes)

    @property
    def target_count(self) -> int:
        return len(self.labels)


class _Tree:
    """One row in the making."""

    def __init__(self) -> None:
        self.tokens: list[int] = []
        self.positions: list[int] = []
        self.parents: list[int] = []
        self.examples: list[EncodedExample] = []
        self._places: list[Sequence[int]] = []
        self._next: dict[tuple[int, int], int] = {}

    def new(self, example: EncodedExample) -> int:
        """Tokens that the row would grow by."""
        parent = -1
        for depth, token in enumerate(example.tokens[:-1]):
            known = self._next.get((parent, token))
            if known is None:
                return len(example.tokens) - 1 - depth
            parent = known
        return 0

    def add(self, example: EncodedExample) -> None:
        """The last token has nothing to foretell, so it is not read."""
        parent = -1
        places: list[int] = []
        for depth, token in enumerate(example.tokens[:-1]):
            known = self._next.get((parent, token))
            if known is None:
                known = self._next[parent, token] = len(self.tokens)
                self.tokens.append(token)
                self.positions.append(depth)
                self.parents.append(parent)
            places.append(known)
            parent = known
        self.examples.append(example)
        self._places.append(places)

    def batch(self) -> Batch:
        targets = [
            (places[at - 1], example.tokens[at], owner)
            for owner, (example, places) in enumerate(zip(self.examples, self._places, strict=True))
            for at in _learned(example)
        ]
        places, labels, owners = np.asarray(targets, np.int64).reshape(-1, 3).T
        return Batch(
            np.asarray(self.tokens, np.int64)[None],
            np.asarray(self.positions, np.int64)[None],
            self._visible(),
            np.zeros(len(targets), np.int64),
            places,
            labels,
            owners,
            tuple(len(example.tokens) for example in self.examples),
        )

    def _visible(self) -> NDArray[np.bool_] | None:
        if self.parents == list(range(-1, len(self.parents) - 1)):
            return None
        visible = np.eye(len(self.parents), dtype=bool)
        for place, parent in enumerate(self.parents):  # a parent stands before its children
            if parent >= 0:
                visible[place] |= visible[parent]
        return visible[None]


def families(examples: Sequence[EncodedExample]) -> list[list[EncodedExample]]:
    """The examples, those together that go on from each other: the replies of one conversation, as a rule. In an order
    that their tokens alone decide."""
    found: list[list[EncodedExample]] = []
    line: list[EncodedExample] = []
    for example in sorted(examples, key=lambda one: one.tokens):
        while line and example.tokens[: len(line[-1].tokens)] != line[-1].tokens:
            line.pop()
        if line:
            found[-1].append(example)
        else:
            found.append([example])
        line.append(example)
    return found


def rows(examples: Sequence[EncodedExample], length: int) -> list[list[EncodedExample]]:
    """The examples, in the order given, that together fill a row of about `length` tokens; a longer one is alone."""
    return [tree.examples for tree in _filled(examples, length)]


def pack(examples: Sequence[EncodedExample], length: int, longest: int = 0) -> list[Batch]:
    """Batches of one row each, filled with whole examples up to `length` tokens, in the order given.

    A longer example has a row of its own, cut at its end to `length` tokens, or to `longest` where that is more.
    """
    cut = [_cut(example, max(length, longest)) for example in examples]
    return [tree.batch() for tree in _filled(cut, length)]


def _filled(examples: Sequence[EncodedExample], length: int) -> list[_Tree]:
    trees: list[_Tree] = []
    for example in examples:
        if not trees or len(trees[-1].tokens) + trees[-1].new(example) > length:
            trees.append(_Tree())
        trees[-1].add(example)
    return trees


def joined(examples: Sequence[EncodedExample]) -> Batch:
    """One row of all these examples."""
    row = _Tree()
    for example in examples:
        row.add(example)
    return row.batch()


def pad(examples: Sequence[EncodedExample], length: int) -> list[Batch]:
    """Batches of one example a row, padded at the end to the longest of the batch, `length` tokens in all or little
    more. For what has to look at each example on its own: an activated LoRA finds its invocation in a row."""
    batches: list[list[EncodedExample]] = []
    for example in (_cut(example, length) for example in examples):
        fits = batches and (len(batches[-1]) + 1) * max(len(e.tokens) for e in (*batches[-1], example)) <= length
        if not fits:
            batches.append([])
        batches[-1].append(example)
    return [_padded(batch) for batch in batches]


def _padded(examples: Sequence[EncodedExample]) -> Batch:
    width = max(len(example.tokens) for example in examples)
    tokens = np.stack([np.pad(example.tokens, (0, width - len(example.tokens))) for example in examples])
    targets = [(row, at - 1, example.tokens[at]) for row, example in enumerate(examples) for at in _learned(example)]
    rows, places, labels = np.asarray(targets, np.int64).reshape(-1, 3).T
    positions = np.broadcast_to(np.arange(width, dtype=np.int64), tokens.shape)
    sizes = tuple(len(example.tokens) for example in examples)
    return Batch(tokens.astype(np.int64), positions, None, rows, places, labels, rows, sizes)


def _learned(example: EncodedExample) -> list[int]:
    """Which of its tokens are targets. The first one has nothing before it that could foretell it."""
    return [at for at, target in enumerate(example.targets) if target and at]


def _cut(example: EncodedExample, length: int) -> EncodedExample:
    return EncodedExample(example.tokens[:length], example.targets[:length])
