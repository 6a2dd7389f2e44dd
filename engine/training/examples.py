"""Conversations as the tokens that a model reads in them, and which of these it is to learn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.backends.base import LoadedModel
from engine.prompt import PromptBuilder
from engine.protocol import Message, Role
from engine.template import ChatTemplate


@dataclass(frozen=True)
class EncodedExample:
    """One conversation in tokens."""

    tokens: tuple[int, ...]
    targets: tuple[bool, ...]
    """For each token whether the model is to learn to write it: it belongs to a reply, or ends one."""

    @property
    def target_count(self) -> int:
        return sum(self.targets)


def whole_text(tokens: Sequence[int]) -> EncodedExample:
    """A text all of whose tokens are targets but the first, which nothing foretells."""
    return EncodedExample(tuple(tokens), tuple(index > 0 for index in range(len(tokens))))


class ExampleEncoder:
    """Encodes for one loaded model, with the very tokens that its prompts have when it is used."""

    def __init__(self, model: LoadedModel) -> None:
        self._model = model
        template = ChatTemplate.of_model(model.chat_template, model.special_tokens, model.bos, model.eos)
        self._prompts = PromptBuilder(model, template)

    def encode(self, messages: tuple[Message, ...], *, last_only: bool = False) -> EncodedExample:
        """The conversation up to its last reply; each of its replies is a target, with the token that ends it, or the
        last one alone.

        Raises ValueError where there is no reply, or where the model's template rewrites earlier turns as a
        conversation goes on, so that its replies cannot be found.
        """
        ends = [index for index, message in enumerate(messages) if message.role is Role.ASSISTANT]
        if not ends:
            raise ValueError("the conversation has no reply to learn from")
        replies = {
            messages[end].content: tuple(self._model.tokenize(messages[end].content, special=False)) for end in ends
        }
        whole = self._prompts.tokens(messages[: ends[-1] + 1], replies)
        targets = [False] * len(whole)
        last = 0
        for end in ends:
            prompt = self._prompts.tokens(messages[:end], replies)
            reply = replies[messages[end].content]
            last = len(prompt) + len(reply)
            if whole[:last] != prompt + reply or last >= len(whole) or not self._model.ends_generation(whole[last]):
                raise ValueError("the chat template rewrites earlier turns, so its replies cannot be learned")
            if end == ends[-1] or not last_only:
                targets[len(prompt) : last + 1] = [True] * (len(reply) + 1)
        return EncodedExample(whole[: last + 1], tuple(targets[: last + 1]))
