"""What stands for the oldest messages of a conversation when the model cannot see them any more. No Qt."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.attachments.telling import told
from app.reasoning import answer_of
from app.store.message_tree import covering
from app.store.records import StoredMessage, Summary
from engine.protocol import Role

FULL = 0.6
"""Share of the context from which on older turns are summarised, after a reply. The engine leaves turns out where less
than a quarter is free."""
KEPT = 0.25
"""Share of the context that the newest turns may take which stay as they are. Between the two there is room for several
turns: the beginning of the prompt stays the same for them, and need not be read again."""
MOST_WORDS = 250
LEAST_TOKENS, MOST_TOKENS = 64, 512
"""Of a summary."""

_HEAD = "Summary of the conversation so far. Its first messages are not shown; this stands for them:"
_CUT = "\n[…]\n"
_SENTENCE = re.compile(r"[.!?。！？।؟…][\"”»)]*(?=\s|$)|\n")


@dataclass(frozen=True)
class Standing:
    """A summary that holds for a branch."""

    summary: Summary
    count: int
    """How many of the branch's first messages it stands for."""


def covered(path: Sequence[StoredMessage]) -> str:
    """Tells which messages these are. Their texts never change: what is written anew is another message."""
    return covering(message.id for message in path)


def standing(path: Sequence[StoredMessage], summaries: Mapping[int, Summary]) -> Standing | None:
    """The summary that reaches furthest of those that stand for messages of this branch, and for all of them."""
    for at in range(len(path) - 1, -1, -1):
        found = summaries.get(path[at].id)
        if found is not None and found.covered == covered(path[: at + 1]):
            return Standing(found, at + 1)
    return None


def with_summary(system_message: str, summary: str) -> str:
    """The system message, and after it what the earlier part of the conversation was about."""
    told_summary = f"{_HEAD}\n{summary}"
    return f"{system_message}\n\n{told_summary}" if system_message.strip() else told_summary


def question(context_length: int) -> str:
    """What the model is asked after the messages that it is to summarise."""
    words = min(MOST_WORDS, max(30, context_length // 20))
    return (
        "Summarise our conversation up to here for yourself: you will go on with it, and see your summary in place of "
        "these messages. Keep names, numbers, decisions, what I asked for, and what is still open. If there is a "
        f"summary of an earlier part, take over what it says. Write at most {words} words, in the language of the "
        "conversation, and nothing but the summary."
    )


def most_tokens(context_length: int) -> int:
    return max(LEAST_TOKENS, min(MOST_TOKENS, context_length // 8))


def next_end(path: Sequence[StoredMessage], start: int, context_length: int, tokens_per_character: float) -> int:
    """How far the next summary should reach: the messages from `start` to before this one are summarised, at most as
    many as can be read at once; `start` where there is nothing to summarise. It begins and ends before a message of the
    person, and never takes in the last turn."""
    turns = [at for at in range(start + 1, len(path)) if path[at].role is Role.USER]
    if not turns:
        return start
    before = [0.0]
    for message in path:
        before.append(before[-1] + length(message) * tokens_per_character)
    kept = KEPT * context_length
    target = next((at for at in turns if before[-1] - before[at] <= kept), turns[-1])
    room = FULL * context_length
    return max((at for at in turns if at <= target and before[at] - before[start] <= room), default=turns[0])


def readable(path: Sequence[StoredMessage], most: int) -> list[StoredMessage]:
    """Messages to be summarised, of which none has more than `most` characters: of a longer one the middle is left
    out, and its files are told with it."""
    return [_cut(message, most) if length(message) > most else message for message in path]


def cleaned(answer: str, *, was_cut: bool) -> str:
    """The summary in what a model answered; empty where there is none. One that was cut off ends with its last whole
    sentence."""
    text = answer_of(answer).strip()
    if was_cut:
        ends = [match.end() for match in _SENTENCE.finditer(text)]
        text = text[: ends[-1]].strip() if ends else text
    return text


def length(message: StoredMessage) -> int:
    """Characters that a model reads of it."""
    return len(message.content) + sum(len(one.text) for one in message.attachments)


def _cut(message: StoredMessage, most: int) -> StoredMessage:
    text = told(message.content, message.attachments)
    half = max(1, (most - len(_CUT)) // 2)
    return replace(message, content=f"{text[:half]}{_CUT}{text[-half:]}", attachments=())
