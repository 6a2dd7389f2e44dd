"""Messages to tokens and their spans: rendered by the chat template, special tokens of the person's text kept as text,
fitted to the context by leaving out whole old turns."""

from __future__ import annotations

import re
import secrets
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from engine.backends.base import LoadedModel
from engine.errors import EngineError, ErrorKind
from engine.mergeable import TokenPlaces, special_pattern
from engine.protocol import MIN_REPLY, Message, Role
from engine.states import Span, single_spans
from engine.template import ChatTemplate

Segment = Callable[[Sequence[Sequence[int]]], Sequence[tuple[Span, ...]]]
"""Cuts the texts of a conversation, in its order, into spans; see `engine.tokenization.segmenter.Segmenter`."""

TURN_OVERHEAD = 8
"""Tokens, about: what a chat template wraps around one message."""


_OPEN, _CLOSE = "\ue000", "\ue001"  # of the private use area: no tokenizer or template means anything by them


@dataclass(frozen=True)
class Prompt:
    spans: tuple[Span, ...]
    """Each takes one position of the context."""
    dropped_messages: int
    """Oldest messages, the system message not counted, that were left out."""
    begun: tuple[int, ...] = ()
    """The tokens that it ends with, where they are the beginning of the reply."""

    @cached_property
    def tokens(self) -> tuple[int, ...]:
        return tuple(token for span in self.spans for token in span)

    @property
    def saved_positions(self) -> int:
        return len(self.tokens) - len(self.spans)


class PromptBuilder:
    """Builds the prompts of one loaded model.

    Where a `Segment` is given it cuts the texts of the messages, as far as their tokens hold nothing of the template
    around them. Replies that the engine wrote stand in the KV cache one by one already, so they stay single. How the
    text is cut into tokens is the same with it and without.
    """

    def __init__(self, model: LoadedModel, template: ChatTemplate) -> None:
        self._model = model
        self._template = template
        self._special = special_pattern(model)
        self._places = TokenPlaces(model)

    def tokens(self, messages: Sequence[Message], replies: Mapping[str, tuple[int, ...]]) -> tuple[int, ...]:
        """The whole prompt of `messages`. A reply whose text is in `replies` keeps the tokens given there, so that
        they fit what the KV cache holds."""
        messages = self._template.as_read(messages)
        return tuple(
            token for piece in self._pieces(self._render(messages), messages, replies) for token in piece.tokens
        )

    def whole(
        self, messages: Sequence[Message], replies: Mapping[str, tuple[int, ...]], segment: Segment | None = None
    ) -> Prompt:
        """The same as a prompt, whatever room there is for it."""
        return Prompt(self._cut(self._template.as_read(messages), replies, segment).spans, 0)

    def fit(
        self,
        messages: Sequence[Message],
        replies: Mapping[str, tuple[int, ...]],
        max_tokens: int | None,
        segment: Segment | None = None,
        *,
        continues: bool = False,
    ) -> Prompt:
        """The prompt of `messages` with room left for a reply; oldest turns are left out until it fits. Where it
        `continues`, the last message is the beginning of that reply and the prompt ends in the middle of it.

        A turn is a message of the person with the replies to it. Turns are left out in steps of a quarter of the
        context, counted from the beginning of the conversation: the start of the prompt then stays the same for
        several turns, and the KV cache is of use. Raises EngineError(CONTEXT_OVERFLOW) when the system message and
        the last turn alone are too long. Everything is counted in positions, of which merged tokens share one.
        """
        if continues:  # what the prompt begins for the model, the reply begins with already
            begun = messages[-1].content.removeprefix(self._template.begins_reasoning)
            messages = (*self._template.as_read(messages[:-1]), replace(messages[-1], content=begun))
        else:
            messages = self._template.as_read(messages)
        context = self._model.info.context_length
        comfortable = context - min(max_tokens or context, context // 4)
        cut = self._cut(messages, replies, segment, continues)
        if len(cut.spans) <= comfortable:
            return Prompt(cut.spans, 0, cut.begun)
        system = 1 if messages[0].role is Role.SYSTEM else 0
        starts = [index for index, message in enumerate(messages) if index >= system and message.role is Role.USER]
        for first in self._steps(messages, cut.saved, system, starts, context // 4):
            cut = self._cut((*messages[:system], *messages[first:]), replies, segment, continues)
            if len(cut.spans) <= comfortable:
                return Prompt(cut.spans, first - system, cut.begun)
        # `cut` is now the system message and the last turn: it may take the room of a long reply, not of any.
        prompt = Prompt(cut.spans, max(starts[-1] - system, 0) if starts else 0, cut.begun)
        if len(prompt.spans) + MIN_REPLY <= context:
            return prompt
        if continues:
            raise EngineError(
                ErrorKind.CONTEXT_OVERFLOW,
                f"This reply cannot go on: with its question it takes {len(prompt.tokens):,} tokens, and "
                f"{context - MIN_REPLY:,} is the most that the model can read at once and still write. Set a longer "
                f"context if the model has one, or ask for the rest in a new message.",
            )
        merged = f", which merging brings down to {len(prompt.spans):,} positions" if prompt.saved_positions else ""
        raise EngineError(
            ErrorKind.CONTEXT_OVERFLOW,
            f"This message is too long for the model: it takes {len(prompt.tokens):,} tokens{merged}, and "
            f"{context - MIN_REPLY:,} is the most it can read at once and still answer. Shorten it, or set a longer "
            f"context if the model has one.",
        )

    def _cut(
        self,
        messages: Sequence[Message],
        replies: Mapping[str, tuple[int, ...]],
        segment: Segment | None,
        continues: bool = False,
    ) -> _Cut:
        rendered = self._render_begun(messages) if continues else self._render(messages)
        pieces = list(self._pieces(rendered, messages, replies))
        tokens = [token for piece in pieces for token in piece.tokens]
        begun = tuple(token for piece in pieces if piece.start >= rendered.begun for token in piece.tokens)
        saved = [0] * len(messages)
        if segment is None:
            return _Cut(single_spans(tokens), saved, begun)
        places = [self._mergeable(rendered, pieces, content) for content in rendered.contents]
        cuts = segment([tokens[place.start : place.stop] for place in places if place])
        spans: list[Span] = []
        done = 0
        for (index, place), cut in zip(((i, place) for i, place in enumerate(places) if place), cuts, strict=True):
            spans += single_spans(tokens[done : place.start])
            spans += cut
            saved[index] = len(place) - len(cut)
            done = place.stop
        spans += single_spans(tokens[done:])
        return _Cut(tuple(spans), saved, begun)

    def _pieces(
        self, rendered: _Rendered, messages: Sequence[Message], replies: Mapping[str, tuple[int, ...]]
    ) -> Iterator[_Piece]:
        """The prompt in its order, in the pieces that are cut into tokens each for itself."""
        text = rendered.text
        start = 0
        if self._model.adds_bos and self._model.bos and not text.startswith(self._model.bos):
            yield _Piece(0, 0, self._model.tokenize(self._model.bos, special=True))
        for message, content in zip(messages, rendered.contents, strict=False):
            if content[0] == rendered.begun:  # where the model would have begun it, whatever stands before
                yield self._piece(text, start, content[0])
                start = content[0]
            known = replies.get(message.content) if message.role is Role.ASSISTANT else None
            if known is not None and text[slice(*content)] == message.content:
                yield self._piece(text, start, content[0])
                yield _Piece(*content, known, as_written=True)
                start = content[1]
            else:
                # Cut inside each special token's text: no piece holds it whole, so it stays text.
                for match in self._special.finditer(text, *content):
                    yield self._piece(text, start, match.start() + 1)
                    start = match.start() + 1
        yield self._piece(text, start, len(text))

    def _piece(self, text: str, start: int, end: int) -> _Piece:
        return _Piece(start, end, self._model.tokenize(text[start:end], special=True) if start < end else ())

    def _mergeable(self, rendered: _Rendered, pieces: Sequence[_Piece], content: tuple[int, int]) -> range:
        """Which tokens of the prompt are whole within a message's text. None of them where that cannot be told, or
        where the engine wrote it."""
        found: list[range] = []
        before = 0
        for piece in pieces:
            start, end = max(piece.start, content[0]), min(piece.end, content[1])
            if start < end:
                part = None
                if not piece.as_written and piece.start < rendered.begun:
                    text = rendered.text[piece.start : piece.end]
                    part = self._places.within(text, piece.tokens, start - piece.start, end - piece.start)
                if part is None:
                    return range(0)
                found += [range(before + part.start, before + part.stop)] if part else []
            before += len(piece.tokens)
        return range(found[0].start, found[-1].stop) if found else range(0)

    def _steps(
        self, messages: Sequence[Message], saved: Sequence[int], system: int, starts: Sequence[int], step: int
    ) -> Sequence[int]:
        """Indexes of the messages that the prompt may begin with: turns at which another `step` positions are left out,
        and always the last turn. `saved` is how many positions each message takes fewer than it has tokens."""
        indexes: list[int] = []
        left_out = 0
        bound = step
        for index in range(system, len(messages)):
            if index in starts[1:] and left_out >= bound:
                indexes.append(index)
                bound = (left_out // step + 1) * step
            tokens = len(self._model.tokenize(messages[index].content, special=False))
            left_out += tokens - saved[index] + TURN_OVERHEAD
        if starts and (not indexes or indexes[-1] != starts[-1]):
            indexes.append(starts[-1])
        return indexes

    def _render_begun(self, messages: Sequence[Message]) -> _Rendered:
        """The last message is the beginning of the reply: it stands behind the text that asks for one."""
        before = self._render(messages[:-1])
        begun = len(before.text)
        unknown = [(0, 0)] * (len(messages) - 1 - len(before.contents))
        text = before.text + messages[-1].content
        return _Rendered(text, (*before.contents, *unknown, (begun, len(text))), begun)

    def _render(self, messages: Sequence[Message]) -> _Rendered:
        """Where the contents stand is found by rendering once more with marks around them. Templates that trim
        contents get them trimmed beforehand. In one that changes them by what stands at their ends nothing can be
        found, so the texts of special tokens are broken up with an invisible space."""
        plain = self._template.render(messages)
        for variant in (messages, [replace(message, content=message.content.strip()) for message in messages]):
            nonce = f"{secrets.randbelow(10**9):09}"  # digits: a template that changes the case leaves the marks alone
            marked = [replace(m, content=f"{_OPEN}{nonce}{m.content}{_CLOSE}{nonce}") for m in variant]
            found = _without_marks(self._template.render(marked), nonce)
            if found.text == plain and len(found.contents) == len(messages):
                return found
        broken = [replace(m, content=self._special.sub(_break_up, m.content)) for m in messages]
        return _Rendered(self._template.render(broken), ())


@dataclass(frozen=True)
class _Piece:
    """A part of the prompt's text and its tokens."""

    start: int
    end: int
    tokens: Sequence[int]
    as_written: bool = False
    """The engine wrote it with these tokens."""


@dataclass(frozen=True)
class _Cut:
    spans: tuple[Span, ...]
    saved: Sequence[int]
    """How many positions each message takes fewer than it has tokens."""
    begun: tuple[int, ...]
    """The tokens of the beginning of the reply, the last ones."""


@dataclass(frozen=True)
class _Rendered:
    """The template's text, and where in it the content of each message stands (an empty list: unknown)."""

    text: str
    contents: Sequence[tuple[int, int]]
    begun: int = sys.maxsize
    """Where the beginning of the reply stands, if there is one."""


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
