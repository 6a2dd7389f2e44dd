"""Messages to tokens: rendered by the chat template, special tokens of the person's text kept as text, fitted to the
context by leaving out whole old turns."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from engine.backends.base import LoadedModel
from engine.errors import EngineError, ErrorKind
from engine.protocol import Message, Role
from engine.template import ChatTemplate

MIN_REPLY = 64
"""Tokens. A prompt that leaves less room than this for its answer is refused."""

TURN_OVERHEAD = 8
"""Tokens, about: what a chat template wraps around one message."""


_OPEN, _CLOSE = "\ue000", "\ue001"  # of the private use area: no tokenizer or template means anything by them


@dataclass(frozen=True)
class Prompt:
    tokens: tuple[int, ...]
    dropped_messages: int
    """Oldest messages, the system message not counted, that were left out."""


class PromptBuilder:
    """Builds the prompts of one loaded model."""

    def __init__(self, model: LoadedModel, template: ChatTemplate) -> None:
        self._model = model
        self._template = template
        special = sorted(model.special_tokens, key=len, reverse=True)
        self._special = re.compile("|".join(map(re.escape, special)) or "(?!)")

    def tokens(self, messages: Sequence[Message], replies: Mapping[str, tuple[int, ...]]) -> tuple[int, ...]:
        """The whole prompt of `messages`. A reply whose text is in `replies` keeps the tokens given there, so that
        they fit what the KV cache holds."""
        rendered = self._render(messages)
        text = rendered.text
        start = 0
        tokens: list[int] = []
        if self._model.adds_bos and self._model.bos and not text.startswith(self._model.bos):
            tokens += self._model.tokenize(self._model.bos, special=True)
        for message, content in zip(messages, rendered.contents, strict=False):
            known = replies.get(message.content) if message.role is Role.ASSISTANT else None
            if known is not None and text[slice(*content)] == message.content:
                tokens += self._tokenize(text[start : content[0]])
                tokens += known
                start = content[1]
            else:
                # Cut inside each special token's text: no piece holds it whole, so it stays text.
                for match in self._special.finditer(text, *content):
                    tokens += self._tokenize(text[start : match.start() + 1])
                    start = match.start() + 1
        return (*tokens, *self._tokenize(text[start:]))

    def fit(
        self, messages: Sequence[Message], replies: Mapping[str, tuple[int, ...]], max_tokens: int | None
    ) -> Prompt:
        """The prompt of `messages` with room left for a reply; oldest turns are left out until it fits.

        A turn is a message of the person with the replies to it. Turns are left out in steps of a quarter of the
        context, counted from the beginning of the conversation: the start of the prompt then stays the same for
        several turns, and the KV cache is of use. Raises EngineError(CONTEXT_OVERFLOW) when the system message and
        the last turn alone are too long.
        """
        context = self._model.info.context_length
        comfortable = context - min(max_tokens or context, context // 4)
        tokens = self.tokens(messages, replies)
        if len(tokens) <= comfortable:
            return Prompt(tokens, 0)
        system = 1 if messages[0].role is Role.SYSTEM else 0
        starts = [index for index, message in enumerate(messages) if index >= system and message.role is Role.USER]
        for first in self._steps(messages, system, starts, context // 4):
            tokens = self.tokens((*messages[:system], *messages[first:]), replies)
            if len(tokens) <= comfortable:
                return Prompt(tokens, first - system)
        # `tokens` is now the system message and the last turn: it may take the room of a long reply, not of any.
        if len(tokens) + MIN_REPLY <= context:
            return Prompt(tokens, max(starts[-1] - system, 0) if starts else 0)
        raise EngineError(
            ErrorKind.CONTEXT_OVERFLOW,
            f"This message is too long for the model: it takes {len(tokens):,} tokens, and {context - MIN_REPLY:,} is "
            f"the most it can read at once and still answer. Shorten it, or set a longer context if the model has one.",
        )

    def _steps(self, messages: Sequence[Message], system: int, starts: Sequence[int], step: int) -> Sequence[int]:
        """Indexes of the messages that the prompt may begin with: turns at which another `step` tokens are left out,
        and always the last turn."""
        indexes: list[int] = []
        left_out = 0
        bound = step
        for index in range(system, len(messages)):
            if index in starts[1:] and left_out >= bound:
                indexes.append(index)
                bound = (left_out // step + 1) * step
            left_out += len(self._model.tokenize(messages[index].content, special=False)) + TURN_OVERHEAD
        if starts and (not indexes or indexes[-1] != starts[-1]):
            indexes.append(starts[-1])
        return indexes

    def _render(self, messages: Sequence[Message]) -> _Rendered:
        """Where the contents stand is found by rendering once more with marks around them. Templates that trim
        contents get them trimmed beforehand. In one that changes them in other ways nothing can be found, so the
        texts of special tokens are broken up with an invisible space."""
        plain = self._template.render(messages)
        for variant in (messages, [replace(message, content=message.content.strip()) for message in messages]):
            nonce = secrets.token_hex(4)
            marked = [replace(m, content=f"{_OPEN}{nonce}{m.content}{_CLOSE}{nonce}") for m in variant]
            found = _without_marks(self._template.render(marked), nonce)
            if found.text == plain and len(found.contents) == len(messages):
                return found
        broken = [replace(m, content=self._special.sub(_break_up, m.content)) for m in messages]
        return _Rendered(self._template.render(broken), ())

    def _tokenize(self, text: str) -> list[int]:
        return self._model.tokenize(text, special=True) if text else []


@dataclass(frozen=True)
class _Rendered:
    """The template's text, and where in it the content of each message stands (an empty list: unknown)."""

    text: str
    contents: Sequence[tuple[int, int]]


def _without_marks(text: str, nonce: str) -> _Rendered:
    pieces = re.split(f"([{_OPEN}{_CLOSE}]){nonce}", text)
    plain = pieces[0]
    contents: list[tuple[int, int]] = []
    opened = 0
    for mark, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        if mark == _OPEN:
            opened = len(plain)
        else:
            contents.append((opened, len(plain)))
        plain += piece
    return _Rendered(plain, contents)


def _break_up(match: re.Match[str]) -> str:
    return f"{match[0][0]}\u200b{match[0][1:]}"
