"""`homespun chat`: one question from a script, or a conversation in the terminal."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from app.attachments.telling import told
from app.cli.adapter_set import AdapterReferences, AdapterSet, key_for, uses
from app.cli.model import engine, library, load, needed, run_cancellable, set_adapters
from app.cli.output import say, write_json, write_text
from app.cli.passages import PassageReader
from app.cli.reading import degree, saved
from app.cli.steering import adapted_model, steering
from app.cli.stored import taken
from app.cli.terminal import Terminal
from app.looking import ChildReader
from app.paths import DataFolder
from app.personal.recall import knowing
from app.pipe import EnginePipe
from app.profiles import sampling_of
from app.store.records import Attachment
from engine.errors import EngineError, ErrorKind
from engine.protocol import (
    DynamicTokenization,
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

INTERRUPTED = 130


def chat(options: argparse.Namespace) -> int:
    if options.passages and not options.attach:
        raise EngineError(ErrorKind.UNSUPPORTED, "Name the file that passages are to be read of: --attach FILE.")
    prompt = _prompt(options)
    files = attached(options.attach)
    profile, recall = taken(options)
    model = library(options).resolve(options.model)
    steered = steering(options)
    load_options = LoadOptions(context_length=options.context, threads=options.threads, steering=steered)
    template = _spanned(request_template(options, sampling_of(profile, SamplingOptions())), options.vocabulary)
    references = AdapterReferences(options, adapted_model(model, steered))
    adapters = references.choose_all(options.adapter)
    dynamic = DynamicTokenization(options.dynamic) if options.dynamic else None
    composers = DataFolder.resolve(options.data_dir).composers
    if prompt is None:
        choose = PassageReader.of(options) if options.passages else None
        terminal = Terminal(
            model, load_options, template, references, adapters, dynamic, composers, files, recall, choose
        )
        return terminal.converse()
    key = key_for(options, adapters)
    files_read = needed(model, adapters, steered, template.vocabulary)
    with engine(files_read, composers=composers, key=key) as pipe:
        info = load(pipe, model, load_options)
        if adapters:
            set_adapters(pipe, adapters)
        template = replace(template, dynamic=degree(dynamic, info))
        begun = knowing(template, recall([prompt]))
        if options.passages:
            files = PassageReader.of(options)(pipe, begun, prompt, files)
        return _answer(pipe, begun, told(prompt, files), adapters, as_json=options.json)


def _prompt(options: argparse.Namespace) -> str | None:
    """The message to answer; None: the person will write it."""
    if options.prompt == "-" or (options.prompt is None and not sys.stdin.isatty()):
        prompt = sys.stdin.buffer.read().decode("utf-8", errors="replace")
    else:
        prompt = options.prompt
    if prompt is None and not options.json:
        return None
    if not (prompt or "").strip():
        raise EngineError(ErrorKind.UNSUPPORTED, "There is nothing to answer: give a PROMPT that is not empty.")
    return prompt


def attached(paths: Sequence[Path]) -> tuple[Attachment, ...]:
    """What can be read of these files, each in a process that may die of it. Raises EngineError."""
    read = ChildReader()
    found = tuple(read(path) for path in paths)
    for one in found:
        if one.note:
            say(f"{one.name}: {one.note}")
    return found


def request_template(options: argparse.Namespace, sampling: SamplingOptions | None = None) -> Generate:
    """The request without its own message and id. `sampling` is what holds where the options say nothing."""
    sampling = sampling or SamplingOptions()
    if options.seed is not None:
        sampling = replace(sampling, seed=options.seed)
    if options.temperature is not None:
        sampling = replace(sampling, temperature=options.temperature)
    system = (Message(Role.SYSTEM, options.system),) if options.system else ()
    return Generate(
        id=0,
        messages=system,
        sampling=sampling,
        max_tokens=options.max_tokens,
        json_schema=_schema(options.json_schema) if options.json_schema else None,
    )


def _spanned(template: Generate, vocabulary: Path | None) -> Generate:
    """With the vocabulary of spans that the person named, if any. Raises EngineError."""
    if vocabulary is None:
        return template
    if template.json_schema:
        raise EngineError(
            ErrorKind.UNSUPPORTED,
            "An answer that must follow a JSON schema cannot be written with a vocabulary of spans. Leave out "
            "--vocabulary or --json-schema.",
        )
    return replace(template, vocabulary=str(vocabulary.absolute()))


def _schema(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8")
        json.loads(text)
    except OSError as error:
        raise EngineError(ErrorKind.UNSUPPORTED, f"The JSON schema {path} cannot be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise EngineError(ErrorKind.UNSUPPORTED, f"{path} is not a JSON schema: {error}.") from error
    return text


def _answer(pipe: EnginePipe, template: Generate, prompt: str, adapters: AdapterSet, *, as_json: bool) -> int:
    message = Message(Role.USER, prompt)
    messages = (*template.messages, message)
    request = replace(template, id=pipe.next_id(), messages=messages, adapters=uses(adapters))
    text = ""
    for event in run_cancellable(pipe, request):
        match event:
            case TextDelta():
                text = event.text
                if as_json:
                    write_json({"type": "delta", "text": text})
                else:
                    write_text(text)
            case Finished():
                if as_json:
                    write_json({"type": "finished"} | reply_json(event) | adapters_json(adapters))
                elif not text.endswith("\n"):
                    write_text("\n")
                if event.usage.saved_positions and not as_json:
                    say(saved(event.usage))
                if event.reason is FinishReason.CANCELLED:
                    return INTERRUPTED
                if event.reason is FinishReason.LENGTH and not as_json:
                    say("(The answer was cut at its length limit or at the end of the context.)")
            case Failed():
                raise EngineError(event.kind, event.message, event.detail)
            case _:
                pass
    return 0


def reply_json(event: Finished) -> dict[str, object]:
    usage, timings = event.usage, event.timings
    return {
        "reason": str(event.reason),
        "text": event.text,
        "usage": {
            "prompt_tokens": usage.prompt_tokens,
            "evaluated_tokens": usage.evaluated_tokens,
            "completion_tokens": usage.completion_tokens,
            "saved_positions": usage.saved_positions,
            "drafted_tokens": usage.drafted_tokens,
            "accepted_tokens": usage.accepted_tokens,
        },
        "timings": {
            "load_ms": timings.load_ms,
            "ttft_ms": timings.ttft_ms,
            "prefill_tokens_per_second": timings.prefill_tokens_per_second,
            "decode_tokens_per_second": timings.decode_tokens_per_second,
        },
    }


def adapters_json(adapters: AdapterSet) -> dict[str, object]:
    """Nothing where there are none: then an answer is told as it always was."""
    told = [{"name": adapter.name, "scale": adapter.scale, "key": adapter.key} for adapter in adapters]
    return {"adapters": told} if told else {}
