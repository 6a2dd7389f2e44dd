"""Which of the facts about a person enter a prompt: those that their messages touch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from engine.protocol import Generate, Message, Role
from engine.retrieval import FactIndex, with_memories

MOST_PER_MESSAGE = 3
MOST = 12
"""Facts in one prompt."""
LOOKED_AT = 2_000
"""Characters of a message, from its start, that facts are looked up by."""


class Recall:
    """Facts stay in a conversation's prompt once a message of it has touched them: what the engine has read of it
    would have to be read again if they came and went."""

    def __init__(self, facts: Sequence[str]) -> None:
        self._facts = FactIndex(facts)
        self._found: dict[str, list[str]] = {}
        """Facts that a message touches, by the message's text."""

    def __call__(self, texts: Iterable[str]) -> tuple[str, ...]:
        """The facts for a prompt with these messages of the person, in the order in which they were touched."""
        if not self._facts:
            return ()
        recalled: dict[str, None] = {}
        for text in texts:
            recalled |= dict.fromkeys(self._touched(text[:LOOKED_AT]))
            if len(recalled) >= min(MOST, len(self._facts)):
                break
        return tuple(recalled)[:MOST]

    def _touched(self, text: str) -> list[str]:
        if text not in self._found:
            self._found[text] = self._facts.relevant(text, MOST_PER_MESSAGE)
        return self._found[text]


def knowing(request: Generate, facts: Sequence[str]) -> Generate:
    """`request`, which holds no more than the system message, with these facts at its end."""
    system = with_memories("".join(message.content for message in request.messages), facts)
    return replace(request, messages=(Message(Role.SYSTEM, system),) if system else ())
