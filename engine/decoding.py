"""Draws the tokens of a reply from the live context, several in a step where they were guessed right, or are one entry
of a vocabulary of spans."""

from __future__ import annotations

from collections.abc import Generator
from time import perf_counter

import numpy as np

from engine.backends.base import MOST_ROWS, Sampler
from engine.conversation import LiveContext
from engine.tokenization.drafting import Drafter, Drafting
from engine.tokenization.span_vocabulary import SpanVocabulary


class DrawnTokens:
    """The tokens of one reply, to be iterated over once; and how drafting did.

    Each token is drawn by the sampler from the model's own logits of its place, in order, drafted or not: a draft
    decides how many places are computed in one step, and nothing else. Logits differ with the shape of a step by the
    noise of floating point, so a draw may turn out otherwise where two tokens are as good as tied.
    """

    def __init__(self, live: LiveContext, sampler: Sampler, most: int | None, drafting: Drafting | None) -> None:
        """At most `most` tokens, or as many as the context has room for. `drafting` is None to draw them one by one, as
        is done with a model that cannot forget a part of what it has read."""
        self._live = live
        self._sampler = sampler
        self._most = most
        self._drafting = drafting if live.model.forgets_parts else None
        self._widest = min(live.model.batch_size, MOST_ROWS)
        self._step_tokens = 0  # of the last step
        self._step_seconds = 0.0
        self.drafted = 0
        """Tokens that were proposed."""
        self.accepted = 0
        """Of these, how many the model drew."""

    def __iter__(self) -> Generator[int]:
        """By the time that a token is asked for, the one before is in the KV cache: the last one of a reply never is,
        nor is anything behind it when the iteration ends or is given up."""
        live, context_length = self._live, self._live.model.info.context_length
        first = len(live.positions)
        count = 0
        drafter: Drafter | None = None
        draft: list[int] = []  # what of it is not drawn yet
        row = -1
        try:
            while True:
                token = self._sampler.sample(row)
                count += 1
                right = draft[:1] == [token]
                self.accepted += right
                yield token
                if count == self._most or first + count > context_length:
                    return
                if drafter is None and self._drafting is not None:  # not before: the first token must not wait for it
                    drafter = self._drafting.drafter(token for position in live.positions for token in position.span)
                if drafter is not None:
                    drafter.drawn(token)
                if right:
                    draft, row = draft[1:], row + 1
                    continue
                self._forget(first + count - 1)
                room = context_length - first - count
                draft = self._drafted(drafter, room if self._most is None else min(room, self._most - count - 1))
                self._step(token, draft)
                row = 0 if draft else -1
        finally:
            live.cut(first + max(count - 1, 0))

    def _drafted(self, drafter: Drafter | None, most: int) -> list[int]:
        """What to verify in the step to come. Behind a token that ends the reply nothing is drawn."""
        if drafter is None:
            return []
        draft = drafter.draft(min(most, self._widest - 1))
        ends = map(self._live.model.ends_generation, draft)
        return draft[: next((place for place, end in enumerate(ends) if end), len(draft))]

    def _step(self, token: int, draft: list[int]) -> None:
        started = perf_counter()
        if draft:
            self._live.append_draft([token, *draft])
        else:
            self._live.append(token)
        self._step_seconds = perf_counter() - started
        self._step_tokens = 1 + len(draft)
        self.drafted += len(draft)

    def _forget(self, position: int) -> None:
        """Cut off what was guessed wrong in the last step, and tell what that step cost with it."""
        started = perf_counter()
        self._live.cut(position)
        if self._drafting is not None and self._step_tokens:
            self._drafting.costs.measured(self._step_tokens, self._step_seconds + perf_counter() - started)


class SpannedTokens:
    """The tokens of one reply, written entry by entry of a vocabulary of spans, to be iterated over once.

    The sampler draws the first token of each entry, the vocabulary the others; an entry becomes one position. Not what
    the model alone would have written: how an entry goes on the model is not asked.
    """

    drafted = accepted = 0
    """As `DrawnTokens` counts them: nothing is guessed here."""

    def __init__(
        self,
        live: LiveContext,
        sampler: Sampler,
        most: int | None,
        vocabulary: SpanVocabulary,
        numbers: np.random.Generator | None,
    ) -> None:
        """At most `most` tokens, or as many as the context has room for. `numbers` None takes the likeliest entry."""
        self._live = live
        self._sampler = sampler
        self._most = most
        self._vocabulary = vocabulary
        self._numbers = numbers

    def __iter__(self) -> Generator[int]:
        """By the time that an entry's first token is asked for, all entries before are in the KV cache; the last one of
        a reply never is."""
        live, count = self._live, 0
        while True:
            token = self._sampler.sample()
            ends = live.model.ends_generation(token)
            rest = () if ends else self._vocabulary.continuation(token, self._numbers)
            if self._most is not None:
                rest = rest[: self._most - count - 1]
            self._sampler.accept_prompt(rest)
            for each in (token, *rest):
                count += 1
                yield each
            if count == self._most or len(live.positions) >= live.model.info.context_length:
                return
            live.append_span((token, *rest))
