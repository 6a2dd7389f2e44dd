"""`homespun adapters compare`: the same message answered without and with adapters, side by side."""

from __future__ import annotations

import argparse
import difflib
import secrets
import sys
from dataclasses import dataclass, replace
from itertools import takewhile

from app.cli.adapter_set import AdapterReferences, AdapterSet, described, key_for, uses
from app.cli.chat import INTERRUPTED, adapters_json, reply_json, request_template
from app.cli.model import engine, library, load, needed, run_cancellable, set_adapters
from app.cli.output import write_json, write_text
from app.cli.steering import adapted_model, steering, through
from app.pipe import EnginePipe
from engine.errors import EngineError, ErrorKind
from engine.protocol import (
    Failed,
    Finished,
    FinishReason,
    Generate,
    LoadOptions,
    Message,
    Role,
    SamplingOptions,
    TextDelta,
)
from models.library import display_name

_MOST_WORDS = 4000
"""Of a text that is compared word by word: the time for it grows with the square."""


@dataclass(frozen=True)
class Difference:
    same_characters: int
    """How many the two texts begin with alike."""
    alike: float
    """Share of the words that both have in the same order: 2 m / (words of both), as difflib.ratio counts."""


def compare(options: argparse.Namespace) -> int:
    model = library(options).resolve(options.model)
    steered = steering(options)
    references = AdapterReferences(options, adapted_model(model, steered))
    adapters = references.choose_all(options.adapter)
    request = _request(options)
    load_options = LoadOptions(context_length=options.context, threads=options.threads, steering=steered)
    with engine(needed(model, adapters, steered), key=key_for(options, adapters)) as pipe:
        load(pipe, model, load_options)
        name = display_name(model)
        # A set that cannot be used is told before the first answer is waited for.
        set_adapters(pipe, adapters)
        if steered:  # alone it is faster
            load(pipe, model, replace(load_options, steering=None))
        base = _answer(pipe, request, (), f"{name} alone", shown=not options.json)
        if base.reason is FinishReason.CANCELLED:
            return INTERRUPTED
        if steered:
            load(pipe, model, load_options)
        title = f"{name} + {described(adapters)}{through(steered)}"
        adapted = _answer(pipe, request, adapters, title, shown=not options.json)
    found = difference(base.text, adapted.text)
    if options.json:
        write_json(
            {
                "model": name,
                "temperature": request.sampling.temperature,
                "seed": request.sampling.seed,
                "without": reply_json(base),
                "with": reply_json(adapted) | adapters_json(adapters),
                "difference": {"same_characters": found.same_characters, "alike": found.alike},
            }
        )
    else:
        print(_in_words(found, base.text == adapted.text))
    return INTERRUPTED if adapted.reason is FinishReason.CANCELLED else 0


def difference(one: str, other: str) -> Difference:
    """How far two answers differ. Of very long ones only the beginning is compared word by word."""
    words = [text.split()[:_MOST_WORDS] for text in (one, other)]
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    return Difference(same, difflib.SequenceMatcher(None, *words, autojunk=False).ratio())


def _request(options: argparse.Namespace) -> Generate:
    """The likeliest words, or the same seed for both, so that what differs is the adapters' doing."""
    prompt = sys.stdin.buffer.read().decode("utf-8", "replace") if options.prompt == "-" else options.prompt
    if not prompt.strip():
        raise EngineError(ErrorKind.UNSUPPORTED, "There is nothing to answer: give a PROMPT that is not empty.")
    template = request_template(options)
    sampling = template.sampling
    if options.seed is None and options.temperature is None:
        sampling = SamplingOptions(temperature=0.0)
    if sampling.seed is None:
        sampling = replace(sampling, seed=secrets.randbelow(2**32 - 1))
    return replace(template, messages=(*template.messages, Message(Role.USER, prompt)), sampling=sampling)


def _answer(pipe: EnginePipe, request: Generate, adapters: AdapterSet, title: str, *, shown: bool) -> Finished:
    if shown:
        write_text(f"── {title}\n")
    for event in run_cancellable(pipe, replace(request, id=pipe.next_id(), adapters=uses(adapters))):
        match event:
            case TextDelta() if shown:
                write_text(event.text)
            case Failed():
                raise EngineError(event.kind, event.message, event.detail)
            case Finished():
                if shown:
                    write_text(f"\n   {_speed(event)}\n\n")
                return event
            case _:
                pass
    raise AssertionError("a request ends in a terminal event")


def _speed(event: Finished) -> str:
    cut = ", cut at its length limit" if event.reason is FinishReason.LENGTH else ""
    timings = event.timings
    return (
        f"{event.usage.completion_tokens} tokens, {timings.decode_tokens_per_second:.0f} a second, "
        f"the first after {timings.ttft_ms:.0f} ms{cut}"
    )


def _in_words(found: Difference, same: bool) -> str:
    if same:
        return "The answers are the same, character by character."
    count = found.same_characters
    where = f"after {count:,} character{'s' if count > 1 else ''}" if count else "from the first character on"
    return f"The answers differ {where}; {100 * found.alike:.0f} % of their words are the same in the same order."
