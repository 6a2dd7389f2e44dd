"""Guesses how a reply goes on from what stands in its context already, and whether a guess is worth verifying.

A text that comes again (a quotation, code that is edited, names) mostly goes on as it went on before. Some of the
tokens that followed then are a draft; the model computes the logits of all of them in one step, which costs less than
as many steps. Spans of a conversation's codebook need no index of their own: each stands in the text that it is from.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

MOST_DRAFTED = 31
"""Tokens of one draft."""

_CANDIDATES = 16
"""Earlier places that are looked at, the latest first."""
_LONGEST = 32
"""Tokens of a match that are counted. A match that goes on counts further."""

_LENGTHS = (2, 3, 4, 6, 8, 12, 16, 24)
_PRIORS = (0.2, 0.35, 0.5, 0.7, 0.88, 0.96, 0.98, 0.99)
"""How often the token after a match of at least so many tokens is the same again, before anything was seen. A match of
a dozen is a quotation, which goes on: with less trust than this, short ones are over before long drafts are dared."""
_PRIOR_WEIGHT = 4.0
_FADING = 0.96
"""What counts of an observation after each later one of its kind: the last two dozen decide."""

_SLOPE = 0.3
"""What a further token of a step costs, in steps of one token, before anything was measured."""
_WORTH = 1.1
"""How much faster a draft must promise to be: it pays for the promises that are not kept."""
_LEAST_CHANCE = 0.05
"""That a draft is right to its end. What lies behind that is not worth thinking about."""


@dataclass(frozen=True)
class Match:
    """An earlier place in the context where the same tokens stand as at its end."""

    place: int
    """Of the last of these tokens."""
    length: int
    """How many they are."""


class Repetitions:
    """An index over the tokens of a context that grows. Adding a token and finding a match take constant time."""

    def __init__(self, tokens: Iterable[int]) -> None:
        self._tokens: list[int] = []
        self._before: list[int] = []  # of each place the one before with the same pair of tokens, or -1
        self._latest: dict[tuple[int, int], int] = {}
        self._match: Match | None = None
        for token in tokens:
            self._add(token)

    def add(self, token: int) -> None:
        """Put a token at the end."""
        followed = self._match
        if followed and self._tokens[followed.place + 1] != token:
            followed = None
        self._add(token)
        self._match = self._longest(Match(followed.place + 1, followed.length + 1) if followed else None)

    @property
    def match(self) -> Match | None:
        """The longest one of at least two tokens. Where several are as long, the token that followed most of them
        decides, then the latest."""
        return self._match

    def after(self, match: Match, count: int) -> list[int]:
        """The `count` tokens that would come next if the text went on as it did there; a text that has begun to go
        round goes on doing so."""
        period = len(self._tokens) - 1 - match.place
        return [self._tokens[match.place + 1 + i % period] for i in range(count)]

    def _add(self, token: int) -> None:
        place = len(self._tokens)
        self._tokens.append(token)
        pair = (self._tokens[place - 1] if place else -1, token)
        self._before.append(self._latest.get(pair, -1))
        self._latest[pair] = place

    def _longest(self, followed: Match | None) -> Match | None:
        if followed and followed.length >= _LONGEST:
            return followed
        best: dict[int, Match] = {}  # by the token that followed
        votes: dict[int, int] = {}
        length = 2
        place = self._before[-1]
        for _ in range(_CANDIDATES):
            if place <= 0:
                break
            same = self._length(place)
            if same > length:
                best, votes, length = {}, {}, same
            if same == length:
                following = self._tokens[place + 1]
                best.setdefault(following, Match(place, same))
                votes[following] = votes.get(following, 0) + 1
            place = self._before[place]
        if followed and (not best or followed.length > length):
            return followed
        return best[max(votes, key=votes.__getitem__)] if best else None

    def _length(self, place: int) -> int:
        tokens, end = self._tokens, len(self._tokens) - 1
        length = 2  # the index holds pairs
        while length < _LONGEST and length <= place and tokens[place - length] == tokens[end - length]:
            length += 1
        return length


class Odds:
    """How often the text went on as it had gone on before, by the length of the match. Learnt from every token that is
    drawn, whether it was drafted or not: nothing has to be tried out."""

    def __init__(self) -> None:
        self._seen = [0.0] * len(_LENGTHS)
        self._right = [0.0] * len(_LENGTHS)

    def of(self, length: int) -> float:
        """The chance that the token after a match of `length` tokens is the same again, 0 to 1."""
        kind = _kind(length)
        return (self._right[kind] + _PRIOR_WEIGHT * _PRIORS[kind]) / (self._seen[kind] + _PRIOR_WEIGHT)

    def learn(self, length: int, *, right: bool) -> None:
        kind = _kind(length)
        self._seen[kind] = self._seen[kind] * _FADING + 1
        self._right[kind] = self._right[kind] * _FADING + right


class StepCosts:
    """What a step of several tokens costs, in steps of one token, as measured on this machine with this model."""

    def __init__(self) -> None:
        self._one: float | None = None
        self._slope = _SLOPE
        self._sum = [0.0] * (MOST_DRAFTED + 2)
        self._weight = [0.0] * (MOST_DRAFTED + 2)

    def of(self, tokens: int) -> float:
        """At least 1. Sizes that were measured count by themselves, the others by what a token costs on average."""
        line = 1 + self._slope * (tokens - 1)
        return (2 * line + self._sum[tokens]) / (2 + self._weight[tokens]) if tokens > 1 else 1.0

    def measured(self, tokens: int, seconds: float) -> None:
        """A step of `tokens` tokens took so long, and what was wrong in it has been forgotten again."""
        if tokens == 1:
            one = seconds if self._one is None else min(seconds, 2 * self._one)  # another program may have had its turn
            self._one = one if self._one is None else 0.9 * self._one + 0.1 * one
        elif self._one:
            cost = min(max(seconds / self._one, 1.0), 2 * self.of(tokens))
            self._slope += 0.1 * ((cost - 1) / (tokens - 1) - self._slope)
            self._sum = [0.97 * value for value in self._sum]
            self._weight = [0.97 * value for value in self._weight]
            self._sum[tokens] += cost
            self._weight[tokens] += 1


class Drafting:
    """What a loaded model has taught of drafts; it outlives a reply."""

    def __init__(self) -> None:
        self.odds = Odds()
        self.costs = StepCosts()

    def drafter(self, context: Iterable[int]) -> Drafter:
        """For a reply that follows the base tokens of `context`."""
        return Drafter(context, self)

    def length(self, matched: int, most: int) -> int:
        """How many tokens to draft after a match of `matched` tokens, at most `most`: as many as promise the most
        tokens for the time. 0 where none promises to be faster than a step for each token.

        With chances p1, p2, ... that one more token is right, a draft of k gives 1 + p1 + p1*p2 + ... tokens, for the
        cost of a step of k + 1 (Leviathan, Kalman, Matias, arXiv 2211.17192, with a chance for each place).
        """
        best, best_speed = 0, _WORTH
        chance = expected = 1.0
        for count in range(1, min(most, MOST_DRAFTED) + 1):
            chance *= self.odds.of(matched + count - 1)
            if chance < _LEAST_CHANCE:
                break
            expected += chance
            speed = expected / self.costs.of(count + 1)
            if speed > best_speed:
                best, best_speed = count, speed
        return best


class Drafter:
    """Drafts the next tokens of one reply."""

    def __init__(self, context: Iterable[int], drafting: Drafting) -> None:
        """`context` holds the base tokens before the reply."""
        self._repetitions = Repetitions(context)
        self._drafting = drafting

    def draft(self, most: int) -> list[int]:
        """At most `most` tokens that are guessed to follow; often none."""
        match = self._repetitions.match
        if match is None:
            return []
        count = self._drafting.length(match.length, min(most, MOST_DRAFTED))
        return self._repetitions.after(match, count)

    def drawn(self, token: int) -> None:
        """The reply goes on with `token`."""
        match = self._repetitions.match
        if match is not None:
            (expected,) = self._repetitions.after(match, 1)
            self._drafting.odds.learn(match.length, right=token == expected)
        self._repetitions.add(token)


def _kind(length: int) -> int:
    kind = 0
    while kind + 1 < len(_LENGTHS) and length >= _LENGTHS[kind + 1]:
        kind += 1
    return kind
