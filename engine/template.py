"""Chat templates: messages to the text that a model was trained to answer, rendered in a sandbox under limits."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Any, NoReturn

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from engine.errors import EngineError, ErrorKind
from engine.limits import LimitExceeded, limited
from engine.protocol import Message, Role

_log = logging.getLogger(__name__)

RENDER_SECONDS = 1.5
RENDER_BYTES = 256 << 20
OUTPUT_CHARACTERS = 4 << 20
_REASONS, _REASONED = "<think>", "</think>"
_LONGEST_NUMBER = 4096  # bits

CHATML = """\
{%- for message in messages -%}
{{- '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>\n' -}}
{%- endfor -%}
{%- if add_generation_prompt -%}{{- '<|im_start|>assistant\n' -}}{%- endif -%}
"""

PLAIN = """\
{%- for message in messages -%}
{%- if message['role'] == 'system' -%}{{- message['content'] + '\n\n' -}}
{%- elif message['role'] == 'user' -%}{{- 'User: ' + message['content'] + '\n\n' -}}
{%- else -%}{{- 'Assistant: ' + message['content'] + '\n\n' -}}{%- endif -%}
{%- endfor -%}
{%- if add_generation_prompt -%}{{- 'Assistant:' -}}{%- endif -%}
"""


class _Refused(jinja2.TemplateError):
    """The template itself raised an exception, mostly about a role or an order that it does not know."""


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox stops code. This one also refuses whole numbers that grow beyond any use: a product or a power of
    such numbers is one native call that no time limit can end."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: jinja2.runtime.Context, operator: str, left: Any, right: Any) -> Any:
        if isinstance(left, int) and isinstance(right, int):
            bits = left.bit_length() * (right if operator == "**" else 1) + right.bit_length()
            if bits > _LONGEST_NUMBER:
                raise OverflowError("a number grows too large")
        return super().call_binop(context, operator, left, right)


class ChatTemplate:
    """One model's template. `name` is "model" for the model's own, else the name of the fallback."""

    def __init__(self, source: str, name: str, bos: str, eos: str) -> None:
        self.name = name
        self._variables = {"bos_token": bos, "eos_token": eos}
        environment = _Sandbox(
            trim_blocks=True, lstrip_blocks=True, autoescape=False, extensions=["jinja2.ext.loopcontrols"]
        )
        # Jinja leaves the types of these two dictionaries open.
        environment.filters["tojson"] = _to_json  # pyright: ignore[reportUnknownMemberType]
        environment.globals.update(  # pyright: ignore[reportUnknownMemberType]
            raise_exception=_refuse, strftime_now=_strftime_now
        )
        try:
            with limited(RENDER_SECONDS, RENDER_BYTES):
                self._template = environment.from_string(source)
        except (jinja2.TemplateError, LimitExceeded, RecursionError, ValueError, TypeError) as error:
            raise _invalid(error) from error

    @classmethod
    def of_model(cls, source: str | None, known_tokens: frozenset[str], bos: str, eos: str) -> ChatTemplate:
        """The model's own template; without one ChatML where the vocabulary has its tokens, else plain turns."""
        if source:
            return cls(source, "model", bos, eos)
        if {"<|im_start|>", "<|im_end|>"} <= known_tokens:
            return cls(CHATML, "ChatML (fallback)", bos, eos)
        return cls(PLAIN, "plain turns (fallback)", bos, eos)

    @property
    def stop(self) -> tuple[str, ...]:
        """Stop sequences that the template needs because its turns end in plain text."""
        return ("\nUser:",) if self.name.startswith("plain") else ()

    def as_read(self, messages: Sequence[Message]) -> tuple[Message, ...]:
        """The messages as the model was trained to read them again: where its template leaves out what it reasoned
        before an answer, without that."""
        if not any(message.role is Role.ASSISTANT and _REASONED in message.content for message in messages):
            return tuple(messages)
        if not self._leaves_out_reasoning:
            return tuple(messages)
        return tuple(
            replace(message, content=message.content.rpartition(_REASONED)[2].lstrip("\n"))
            if message.role is Role.ASSISTANT
            else message
            for message in messages
        )

    @cached_property
    def begins_reasoning(self) -> str:
        """What every prompt ends with where the model is made to reason by it ("<think>\\n"); empty for the others."""
        before, tag, after = self._tried(Message(Role.USER, "a")).rpartition(_REASONS)
        return tag + after if before and not after.strip() else ""

    @cached_property
    def _leaves_out_reasoning(self) -> bool:
        reply = Message(Role.ASSISTANT, f"{_REASONS}\nreasoned{_REASONED}\n\nanswered")
        rendered = self._tried(Message(Role.USER, "a"), reply, Message(Role.USER, "b"))
        return "answered" in rendered and "reasoned" not in rendered

    def _tried(self, *messages: Message) -> str:
        try:
            return self.render(messages)
        except EngineError:
            return ""

    def render(self, messages: Sequence[Message]) -> str:
        """The text up to where the reply begins. Raises EngineError(MODEL_INVALID) where the template fails.

        A template that refuses a system message gets it at the head of the first message of the person.
        """
        try:
            return self._render(messages)
        except _Refused as error:
            folded = _fold_system(messages)
            if folded is None:
                raise _invalid(error) from error
            _log.info("the chat template takes no system message: folded into the first message")
            try:
                return self._render(folded)
            except _Refused as second:
                raise _invalid(second) from second

    def _render(self, messages: Sequence[Message]) -> str:
        given = sum(len(message.content) for message in messages)
        limit = OUTPUT_CHARACTERS + 2 * given
        pieces: list[str] = []
        written = 0
        try:
            with limited(RENDER_SECONDS, RENDER_BYTES + 16 * given):
                for piece in self._template.generate(
                    self._variables,
                    messages=[{"role": str(message.role), "content": message.content} for message in messages],
                    add_generation_prompt=True,
                    tools=None,
                ):
                    written += len(piece)
                    if written > limit:
                        raise LimitExceeded(f"wrote more than {limit} characters")
                    pieces.append(piece)
                return "".join(pieces)
        except _Refused:
            raise
        # Whatever a stranger's template does wrong is that template's failure, whichever exception it takes.
        except Exception as error:
            raise _invalid(error) from error


def _fold_system(messages: Sequence[Message]) -> tuple[Message, ...] | None:
    if len(messages) < 2 or messages[0].role is not Role.SYSTEM or messages[1].role is not Role.USER:
        return None
    first = replace(messages[1], content=f"{messages[0].content}\n\n{messages[1].content}")
    return (first, *messages[2:])


def _invalid(error: BaseException) -> EngineError:
    return EngineError(
        ErrorKind.MODEL_INVALID,
        "This model's chat template does not work, so it cannot be used for a chat. "
        "Choose another model, or another copy of this one.",
        f"chat template: {type(error).__name__}: {error}"[:2000],
    )


def _refuse(message: object = "") -> NoReturn:
    raise _Refused(str(message)[:500])


def _strftime_now(format_: str) -> str:
    return datetime.now().astimezone().strftime(format_[:200])


def _to_json(value: object, indent: int | None = None, **_: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)
