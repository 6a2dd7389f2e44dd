"""Of files that are too long together, what has to do with a message: as much of it as there is room for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.attachments.passages import Passage, cut, excerpt
from app.attachments.ranking import by_likeness, by_words, fused
from app.store.records import Attachment
from engine.errors import EngineError, ErrorKind

SHARE = 0.25
"""Of the context, that files take at most: of 8,192 tokens about the ten best passages, which held what was asked
wherever a word of it was shared (benchmarks/passages.py). The rest is for the reply and for what was said before."""
CHARACTERS_PER_TOKEN = 3.5
"""Of common text, to begin with."""
MOST_COUNTS = 4
"""Times that a choice is counted until it fits."""

_OF_A_MARK = 6
"""Characters of the mark between two passages."""
_FULL = 0.8
"""Share of the room above which a choice is not enlarged any more."""

Likeness = Callable[[str, Sequence[str]], Sequence[float]]
"""Takes a message and passages; how like it each of them is."""


@dataclass(frozen=True)
class Choice:
    """The files with what was chosen of them."""

    files: tuple[Attachment, ...]
    is_all: bool
    """Nothing more could be added."""


class RankedFiles:
    """Files cut into passages that are ranked for a message."""

    def __init__(self, files: Sequence[Attachment], message: str, likeness: Likeness | None) -> None:
        """Without `likeness`, words alone decide. Raises EngineError where nothing has to do with the message, and what
        `likeness` raises."""
        self._files = tuple(files)
        self._passages: list[tuple[Passage, ...]] = [cut(file.text) for file in files]
        places = [(at, number) for at, found in enumerate(self._passages) for number in range(len(found))]
        texts = [self._text(*place) for place in places]
        orders = [by_words(texts, message)]
        if likeness is not None:
            orders.append(by_likeness(likeness(message, texts)))
        self._order = [places[one] for one in fused(*orders)]
        if places and not self._order:
            raise EngineError(
                ErrorKind.UNSUPPORTED,
                "No passage shares a word with your message. Ask about something that the file tells.",
            )

    def within(self, characters: float) -> Choice:
        """As many of the best as have room in so many characters; at least one of each file. Files that are short
        beside that stay whole."""
        whole = _short(self._files, characters)
        order = [place for place in self._order if place[0] not in whole]
        chosen: dict[int, set[int]] = {at: set() for at in range(len(self._files)) if at not in whole}
        for at, number in order:
            chosen[at] = chosen[at] or {number}
        for at, numbers in chosen.items():
            chosen[at] = numbers or {0}  # nothing of it shares a word with the message
        left = characters - sum(len(self._files[at].text) for at in whole)
        left -= sum(self._cost(at, number) for at, numbers in chosen.items() for number in numbers)
        is_all = True
        for at, number in order:
            if number not in chosen[at]:
                left -= self._cost(at, number)
                if left < 0:
                    is_all = False
                    break
                chosen[at].add(number)
        files = tuple(
            file if at in whole or len(chosen[at]) == len(self._passages[at])
            else excerpt(file, self._passages[at], chosen[at])
            for at, file in enumerate(self._files)
        )  # fmt: skip
        return Choice(files, is_all)

    def _text(self, at: int, number: int) -> str:
        passage = self._passages[at][number]
        return self._files[at].text[passage.start : passage.end]

    def _cost(self, at: int, number: int) -> int:
        passage = self._passages[at][number]
        return passage.end - passage.start + _OF_A_MARK


class Fitting:
    """Finds how many characters fit into a room of positions, by having a few choices counted."""

    def __init__(self, ranked: RankedFiles, room: int, characters: float) -> None:
        """`room`: positions, for all that is counted; `characters` is the first guess."""
        self._ranked = ranked
        self._room = room
        self._characters = characters
        self._counts = 0
        self._best: Choice | None = None
        self._choice = ranked.within(characters)

    @property
    def choice(self) -> Choice:
        """To be counted; once `note` said so, the one to take."""
        return self._choice

    def note(self, positions: int) -> bool:
        """What the choice takes. Answers whether it is found; else there is another one to count."""
        self._counts += 1
        fits = positions <= self._room
        if fits:
            self._best = self._choice
        is_last = self._counts == MOST_COUNTS
        if fits and (self._choice.is_all or positions >= _FULL * self._room or is_last):
            return True
        if is_last:
            self._choice = self._best or self._ranked.within(self._characters / 2)
            return True
        self._characters *= 0.95 * self._room / max(positions, 1)
        again = self._ranked.within(self._characters)
        if again == self._choice:
            return True
        self._choice = again
        return False


def _short(files: Sequence[Attachment], room: float) -> frozenset[int]:
    """Numbers of the files that take no more than their even part of the room."""
    short: set[int] = set()
    for done, at in enumerate(sorted(range(len(files)), key=lambda at: len(files[at].text))):
        if len(files[at].text) > room / (len(files) - done):
            break
        short.add(at)
        room -= len(files[at].text)
    return frozenset(short)
