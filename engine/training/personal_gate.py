"""Measures what a trained adapter does to held-out replies, general text, fixed questions and other subjects."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.backends.base import Interrupt, LoadedModel
from engine.parity import english_text
from engine.protocol import Message, Role
from engine.retrieval import FactIndex, with_memories
from engine.training.examples import EncodedExample, whole_text
from engine.training.personal_events import GatePart
from engine.training.personal_job import PersonalExample, PersonalJob
from engine.training.personal_material import MaterialEncoder
from engine.training.personal_questions import QUESTIONS, UNRELATED
from engine.training.personal_report import Arm, ArmName
from engine.training.personal_verdicts import paired_interval
from engine.training.replies import likeliest_reply
from engine.training.scoring import Losses, Scorer

_MOST_JUDGED = 64
"""Held-out replies that are judged, the latest ones."""
_WINDOW, _WINDOWS = 256, 8
"""Tokens, and number, of the windows of general text."""
_REPLY = 32
"""Tokens of a reply to an unrelated question."""
_MEMORIES_PER_MESSAGE, _MEMORIES = 3, 12
"""As in a conversation of the program."""


@dataclass(frozen=True)
class Measured:
    """What the gate found out with the adapter where it was learnt."""

    arms: tuple[Arm, ...]
    judged: int
    """Held-out replies that the arms read."""
    perplexity_before: float
    perplexity_after: float
    right_before: NDArray[np.bool_]
    """Of the fixed questions."""
    right_after: NDArray[np.bool_]
    leakage: float
    weakened: bool = False
    """Whether it was weakened because it had forgotten too much, and this was measured then."""


class Gate:
    """`tokenizer` is the base on llama.cpp, which writes the replies to unrelated questions; `tell` takes the part that
    begins. Everything raises Interrupted where `interrupt` says so."""

    def __init__(
        self, tokenizer: LoadedModel, encoder: MaterialEncoder, interrupt: Interrupt, tell: Callable[[GatePart], None]
    ) -> None:
        self._tokenizer, self._encoder, self._interrupt, self._tell = tokenizer, encoder, interrupt, tell

    def measure(self, model: Any, job: PersonalJob) -> Measured:
        """`model` is a peft model on the base."""
        scorer = Scorer(model, self._interrupt)
        self._tell(GatePart.HELD_OUT)
        judged = judged_examples(job)
        arms, count = self._arms(scorer, judged, job)
        self._tell(GatePart.GENERAL)
        windows = general_windows(self._tokenizer)
        before, after = (scorer.losses(windows, adapter=adapter) for adapter in (False, True))
        self._tell(GatePart.QUESTIONS)
        right = [self.right_answers(scorer, adapter=adapter) for adapter in (False, True)]
        self._tell(GatePart.UNRELATED)
        return Measured(
            arms=arms,
            judged=count,
            perplexity_before=perplexity(before),
            perplexity_after=perplexity(after),
            right_before=right[0],
            right_after=right[1],
            leakage=self.leakage(scorer),
        )

    def _arms(self, scorer: Scorer, judged: Sequence[PersonalExample], job: PersonalJob) -> tuple[tuple[Arm, ...], int]:
        """And how many of `judged` they rest on."""
        ways = {ArmName.BASE: [one.messages for one in judged]}
        if job.profile_prompt.strip():
            ways[ArmName.PROFILE_PROMPT] = [_with_system(one.messages, job.profile_prompt) for one in judged]
        if job.memories:
            facts = FactIndex(job.memories)
            ways[ArmName.RETRIEVAL] = [_recalling(one.messages, facts) for one in judged]
        read = {name: [self._encoder.encode(messages) for messages in way] for name, way in ways.items()}
        # A reply behind so long a prompt that none of it is read cannot be judged.
        kept = [all(way[at].target_count for way in read.values()) for at in range(len(judged))]
        read = {name: [one for one, keep in zip(way, kept, strict=True) if keep] for name, way in read.items()}
        if not read[ArmName.BASE]:
            return (), 0
        base = scorer.losses(read[ArmName.BASE], adapter=False)
        arms = [Arm(ArmName.BASE, _mean(base), 0.0, 0.0, 0.0)]
        arms += [_arm(name, scorer.losses(way, adapter=False), base) for name, way in list(read.items())[1:]]
        arms.append(_arm(ArmName.ADAPTER, scorer.losses(read[ArmName.BASE]), base))
        if job.memories:
            arms.append(_arm(ArmName.BOTH, scorer.losses(read[ArmName.RETRIEVAL]), base))
        return tuple(arms), len(read[ArmName.BASE])

    def right_answers(self, scorer: Scorer, *, adapter: bool) -> NDArray[np.bool_]:
        """Of the fixed questions, whether the right answer is likelier than every wrong one: (questions,).

        As tests of this kind are counted, by the whole text of an answer and without the token that ends the reply:
        when to stop is a way of writing, which is the person's to say, and no knowledge.
        """
        encoded = [
            _without_end(self._encoder.encode((Message(Role.USER, question.text), Message(Role.ASSISTANT, answer))))
            for question in QUESTIONS
            for answer in (question.right, *question.wrong)
        ]
        sums = iter(scorer.losses(encoded, adapter=adapter).sums)
        answers = [[next(sums) for _ in range(1 + len(question.wrong))] for question in QUESTIONS]
        return np.asarray([right < min(wrong) for right, *wrong in answers], bool)

    def leakage(self, scorer: Scorer) -> float:
        """KL of the base's own replies to unrelated questions, read with the adapter and without, nats a token."""
        replies: list[EncodedExample] = []
        for text in UNRELATED:
            question = (Message(Role.USER, text),)
            reply = likeliest_reply(self._tokenizer, question, _REPLY, self._interrupt)
            replies.append(self._encoder.encode((*question, Message(Role.ASSISTANT, reply))))
        return scorer.mean_divergence(replies)


def stopping_examples(job: PersonalJob) -> tuple[PersonalExample, ...]:
    """Those of the held-out ones that say when training ends: the earlier third where there are enough of them, so
    that others can judge; else all."""
    return _in_time(job)[: len(job.held_out) // 3] if len(job.held_out) >= 12 else job.held_out


def judged_examples(job: PersonalJob) -> tuple[PersonalExample, ...]:
    """Those of the held-out ones that judge the adapter, see `stopping_examples`."""
    first = len(job.held_out) // 3 if len(job.held_out) >= 12 else 0
    return _in_time(job)[first:][-_MOST_JUDGED:]


def general_windows(tokenizer: LoadedModel) -> list[EncodedExample]:
    """Windows of a fixed English text, all of whose tokens but the first are targets."""
    tokens = tokenizer.tokenize(english_text(), special=False)
    starts = range(0, min(len(tokens), _WINDOWS * _WINDOW) - _WINDOW + 1, _WINDOW)
    return [whole_text(tokens[start : start + _WINDOW]) for start in starts]


def perplexity(losses: Losses) -> float:
    return float(np.exp(losses.sums.sum() / losses.counts.sum()))


def _without_end(example: EncodedExample) -> EncodedExample:
    return EncodedExample(example.tokens[:-1], example.targets[:-1])


def _in_time(job: PersonalJob) -> tuple[PersonalExample, ...]:
    return tuple(sorted(job.held_out, key=lambda example: example.written_at))


def _arm(name: ArmName, losses: Losses, base: Losses) -> Arm:
    """A reply that was cut may have fewer tokens behind a longer system message; it is then compared by the token."""
    changes = (losses.means - base.means) * base.counts
    change, lower, upper = paired_interval(changes, base.counts)
    return Arm(name, _mean(base) + change, change, lower, upper)


def _mean(losses: Losses) -> float:
    return float(losses.sums.sum() / losses.counts.sum())


def _with_system(messages: tuple[Message, ...], text: str) -> tuple[Message, ...]:
    """With `text` in the place of the system message."""
    rest = messages[1:] if messages[0].role is Role.SYSTEM else messages
    return (Message(Role.SYSTEM, text), *rest) if text.strip() else rest


def _recalling(messages: tuple[Message, ...], memories: FactIndex) -> tuple[Message, ...]:
    """With the memories that the person's messages touch at the end of the system message."""
    asked = [message.content for message in messages if message.role is Role.USER]
    found = dict.fromkeys(fact for text in asked for fact in memories.relevant(text, _MEMORIES_PER_MESSAGE))
    system = messages[0].content if messages[0].role is Role.SYSTEM else ""
    return _with_system(messages, with_memories(system, tuple(found)[:_MEMORIES]))
