"""Writes the likeliest replies of a loaded model, for what is compared with and without an adapter."""

from __future__ import annotations

from engine.backends.base import Interrupt, Interrupted, LoadedModel
from engine.prompt import PromptBuilder
from engine.protocol import Message, SamplingOptions
from engine.template import ChatTemplate

_GREEDY = SamplingOptions(temperature=0, repeat_penalty=1.1)


def likeliest_reply(model: LoadedModel, messages: tuple[Message, ...], most_tokens: int, interrupt: Interrupt) -> str:
    """At most `most_tokens` long; the live sequence is lost. Raises Interrupted between two tokens, and
    EngineError(CONTEXT_OVERFLOW) where the messages do not fit."""
    template = ChatTemplate.of_model(model.chat_template, model.special_tokens, model.bos, model.eos)
    tokens = PromptBuilder(model, template).fit(messages, {}, most_tokens).tokens
    sampler = model.sampler(_GREEDY)
    try:
        model.truncate(0)
        for start in range(0, len(tokens), model.batch_size):
            model.evaluate(tokens[start : start + model.batch_size])
        sampler.accept_prompt(tokens)
        written = b""
        for _ in range(most_tokens):
            if interrupt():
                raise Interrupted
            token = sampler.sample()
            if model.ends_generation(token):
                break
            written += model.token_bytes(token)
            model.evaluate([token])
    finally:
        sampler.close()
    return written.decode("utf-8", "ignore").strip()
