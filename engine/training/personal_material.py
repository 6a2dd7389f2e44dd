"""A job's examples in the tokens of its model, cut to the length that training reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.errors import EngineError, ErrorKind
from engine.protocol import Message, Role
from engine.training.examples import EncodedExample, ExampleEncoder
from engine.training.personal_estimate import LONGEST
from engine.training.personal_job import ExampleKind, PersonalExample


@dataclass(frozen=True)
class Pair:
    chosen: EncodedExample
    rejected: EncodedExample


@dataclass(frozen=True)
class Material:
    """What a training learns from."""

    replies: tuple[EncodedExample, ...]
    """To be written as they stand: accepted ones, corrections, passages of the person's own."""
    pairs: tuple[Pair, ...]
    disliked: tuple[EncodedExample, ...]
    strayed: tuple[EncodedExample, ...]
    """Each of `disliked` as an answer to the prompt of the next one (of a kept reply where there is but one): what KTO
    measures its drift on."""

    @property
    def tokens(self) -> int:
        """Read in one pass, about: a judged reply is read more than once."""
        pairs = [half for pair in self.pairs for half in (pair.chosen, pair.rejected)]
        return sum(len(one.tokens) for one in (*self.replies, *pairs, *self.disliked, *self.strayed))


class MaterialEncoder:
    """Encodes for one loaded model. `longest` in tokens: beyond that an example loses its oldest turns,
    then the end of its reply."""

    def __init__(self, encoder: ExampleEncoder, longest: int = LONGEST) -> None:
        self._encoder, self._longest = encoder, longest

    def material(self, examples: Sequence[PersonalExample]) -> Material:
        """Replies that stand behind too long a prompt are left out. Raises EngineError(UNSUPPORTED) where the model's
        template hides replies, and where none is left to learn."""
        readable = [example for example in examples if self.encode(example.messages).target_count]
        taught = [example for example in readable if example.kind is not ExampleKind.DISLIKED]
        disliked = [example for example in readable if example.kind is ExampleKind.DISLIKED]
        if not taught:
            raise EngineError(
                ErrorKind.UNSUPPORTED,
                "There is nothing to learn from yet: every reply is disliked or stands behind a text too long to be "
                "read here. Keep some conversations, correct a reply, or add texts of your own.",
            )
        others = [*disliked[1:], disliked[0] if len(disliked) > 1 else taught[0]]
        strayed = [
            _with_reply(other.messages, example.messages[-1].content)
            for example, other in zip(disliked, others, strict=False)
        ]
        return Material(
            replies=tuple(self.encode(example.messages) for example in taught),
            pairs=tuple(
                Pair(self.encode(one.messages), self.encode(_with_reply(one.messages, one.rejected)))
                for one in taught
                if one.rejected.strip()
            ),
            disliked=tuple(self.encode(example.messages) for example in disliked),
            strayed=tuple(map(self.encode, strayed)),
        )

    def encode(self, messages: tuple[Message, ...]) -> EncodedExample:
        """With the last reply as the only target. Raises EngineError(UNSUPPORTED)."""
        try:
            encoded = self._encoder.encode(messages, last_only=True)
            while len(encoded.tokens) > self._longest and (shorter := _without_oldest(messages)) != messages:
                messages = shorter
                encoded = self._encoder.encode(messages, last_only=True)
        except ValueError as error:
            raise EngineError(
                ErrorKind.UNSUPPORTED,
                "This model cannot be trained on conversations: its chat template rewrites earlier turns. Choose "
                "another model.",
                str(error),
            ) from error
        return EncodedExample(encoded.tokens[: self._longest], encoded.targets[: self._longest])


def _with_reply(messages: tuple[Message, ...], text: str) -> tuple[Message, ...]:
    return (*messages[:-1], replace(messages[-1], content=text))


def _without_oldest(messages: tuple[Message, ...]) -> tuple[Message, ...]:
    """Without the first turn after the system message; the same where the last turn is all there is."""
    system = 1 if messages and messages[0].role is Role.SYSTEM else 0
    starts = [at for at, message in enumerate(messages) if at > system and message.role is Role.USER]
    return (*messages[:system], *messages[starts[0] :]) if starts else messages
