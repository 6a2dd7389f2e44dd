"""The writing of one reply: the prompt evaluated, tokens drawn, text told."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from time import perf_counter

import numpy as np

from engine.backends.base import Interrupt, Interrupted, Sampler
from engine.conversation import Evaluation
from engine.decoding import DrawnTokens, SpannedTokens
from engine.errors import EngineError, ErrorKind
from engine.prompt import Prompt, Segment
from engine.protocol import (
    Event,
    Finished,
    FinishReason,
    Generate,
    Progress,
    PromptReady,
    Role,
    Stage,
    TextDelta,
    Timings,
    Usage,
)
from engine.session import Session
from engine.text import TextStream
from engine.tokenization.span_vocabulary import SpanVocabulary

Emit = Callable[[Event], None]

DELTA_SECONDS = 0.02
"""Shortest time between two deltas. Each wakes the client, which on a small processor keeps the model waiting; fifty a
second look like as many as there are tokens."""


@dataclass(frozen=True)
class _Read:
    """A prompt, and what it took to bring it into the KV cache."""

    prompt: Prompt
    evaluation: Evaluation
    whole: bool
    """False: it was cancelled half-way."""


class Reply:
    """The writing of one reply."""

    def __init__(self, request: Generate, session: Session, emit: Emit, interrupt: Interrupt) -> None:
        self._request = request
        self._session = session
        self._emit = emit
        self._interrupt = interrupt
        self._started = perf_counter()
        self._first_text_at: float | None = None
        self._text: list[str] = []
        self._tokens: list[int] = []
        self._told_text = 0  # pieces of the text and tokens that the last delta ended with
        self._told_tokens = 0
        self._told_at = 0.0
        self._drafted_tokens = 0
        self._accepted_tokens = 0
        self._vocabulary: SpanVocabulary | None = None

    def run(self) -> Event:
        try:
            return self._run()
        except EngineError as error:
            if error.kind is not ErrorKind.MODEL_INVALID or not self._session.adapters.in_force.key:
                raise
            raise EngineError(
                ErrorKind.ADAPTER_MISMATCH,
                "With these adapters the model computes numbers that make no sense. Turn down their strength, or turn "
                "one of them off.",
                f"{error.message}\n{error.detail}",
            ) from error

    def _run(self) -> Event:
        request, session = self._request, self._session
        if not request.messages:
            raise EngineError(ErrorKind.INTERNAL, "There is no message to answer.")
        if request.continues and request.messages[-1].role is not Role.ASSISTANT:
            raise EngineError(ErrorKind.INTERNAL, "There is no reply that could go on.")
        if request.adapters is not None:
            session.adapters.set(request.adapters, partial(self._progress, Stage.ADAPTERS), self._interrupt)
        if request.vocabulary:
            if request.json_schema:
                raise EngineError(ErrorKind.INTERNAL, "A vocabulary of spans cannot be held to a JSON schema.")
            self._vocabulary = session.vocabulary(request.vocabulary)
        session.live.open(request.conversation)
        sampler = session.model.sampler(request.sampling, request.json_schema)
        try:
            read = self._read(session.dynamic.segment(request.dynamic))
            if not read.whole:
                return self._finished(FinishReason.CANCELLED, read.prompt, read.evaluation)
            sampler.accept_prompt(read.prompt.tokens)
            try:
                reason = self._write(sampler, read.prompt.begun)
            finally:
                self._tell(perf_counter())  # also what had come before a failure
        finally:
            sampler.close()
        return self._finished(reason, read.prompt, read.evaluation)

    def _read(self, segment: Segment | None) -> _Read:
        """Bring the prompt into the KV cache. Merged tokens are given up where the model turns out not to read any."""
        request, session = self._request, self._session
        prompt = session.prompts.fit(
            request.messages, session.live.replies, request.max_tokens, segment, continues=request.continues
        )
        try:
            if prompt.saved_positions:
                session.live.merge_with(session.dynamic.prepare(self._interrupt))
            return self._evaluate(prompt)
        except EngineError as error:
            if not prompt.saved_positions or error.kind is not ErrorKind.UNSUPPORTED:
                raise
            session.dynamic.give_up(error.message)
            return self._read(None)

    def _evaluate(self, prompt: Prompt) -> _Read:
        session = self._session
        plan = session.live.plan(prompt.spans, session.adapters.in_force)
        self._emit(
            PromptReady(
                self._request.id,
                len(prompt.tokens),
                plan.cached,
                prompt.dropped_messages,
                session.model.info.context_length,
                prompt.saved_positions,
            )
        )
        try:
            return _Read(prompt, session.live.evaluate(plan, self._progress, self._interrupt), whole=True)
        except Interrupted:
            evaluated = max(session.model.position - plan.cached, 0)
            return _Read(prompt, Evaluation(plan.cached, 0, evaluated, 0.0), whole=False)

    def _progress(self, stage: Stage, done: int, total: int) -> None:
        self._emit(Progress(self._request.id, stage, done, total))

    def _write(self, sampler: Sampler, begun: tuple[int, ...]) -> FinishReason:
        request, model, live = self._request, self._session.model, self._session.live
        stream = TextStream((*request.stop, *self._session.template.stop))
        reason = FinishReason.LENGTH
        # The prompt has begun the reasoning for the model: the person is to see that it is one.
        opening = "" if request.continues or request.json_schema else self._session.template.begins_reasoning
        drawn = self._drawn(sampler)
        with closing(iter(drawn)) as tokens:
            for token in tokens:
                if self._interrupt():
                    reason = FinishReason.CANCELLED
                    break
                if model.ends_generation(token):
                    reason = FinishReason.STOP
                    break
                self._tokens.append(token)
                if text := stream.feed(model.token_bytes(token)):
                    self._say(opening + text if not self._text else text)
                if stream.stopped:
                    reason = FinishReason.STOP
                    break
        self._drafted_tokens, self._accepted_tokens = drawn.drafted, drawn.accepted
        self._say(stream.finish())
        # Behind a stop sequence there are tokens that are not in the text; for the opening, text that is not in them.
        if not stream.stopped and not opening:
            before = request.messages[-1].content if request.continues else ""
            live.remember_reply(before + "".join(self._text), (*begun, *self._tokens))
        return reason

    def _drawn(self, sampler: Sampler) -> DrawnTokens | SpannedTokens:
        request, session = self._request, self._session
        if self._vocabulary is None:
            drafting = session.drafting if request.drafting else None
            return DrawnTokens(session.live, sampler, request.max_tokens, drafting)
        session.live.merge_with(session.dynamic.prepare(self._interrupt))
        sampling = request.sampling
        numbers = np.random.default_rng(sampling.seed) if sampling.temperature > 0 else None
        return SpannedTokens(session.live, sampler, request.max_tokens, self._vocabulary, numbers)

    def _say(self, text: str) -> None:
        if not text:
            return
        now = perf_counter()
        if self._first_text_at is None:
            self._first_text_at = now
        self._text.append(text)
        if now - self._told_at >= DELTA_SECONDS:
            self._tell(now)

    def _tell(self, now: float) -> None:
        text = "".join(self._text[self._told_text :])
        if text:
            self._emit(TextDelta(self._request.id, text, len(self._tokens) - self._told_tokens))
            self._told_text, self._told_tokens, self._told_at = len(self._text), len(self._tokens), now

    def _finished(self, reason: FinishReason, prompt: Prompt, evaluation: Evaluation) -> Finished:
        ended = perf_counter()
        first = self._first_text_at or ended
        info = self._session.model.info
        completed = len(self._tokens)
        return Finished(
            self._request.id,
            reason,
            "".join(self._text),
            Usage(
                prompt_tokens=len(prompt.tokens),
                evaluated_tokens=evaluation.evaluated,
                completion_tokens=completed,
                context_length=info.context_length,
                dropped_messages=prompt.dropped_messages,
                restored_tokens=evaluation.restored,
                drafted_tokens=self._drafted_tokens,
                accepted_tokens=self._accepted_tokens,
                saved_positions=prompt.saved_positions,
            ),
            Timings(
                load_ms=info.load_ms,
                ttft_ms=(first - self._started) * 1000,
                prefill_tokens_per_second=evaluation.evaluated / evaluation.seconds if evaluation.seconds else 0.0,
                decode_tokens_per_second=(completed - 1) / (ended - first) if completed > 1 and ended > first else 0.0,
            ),
        )
