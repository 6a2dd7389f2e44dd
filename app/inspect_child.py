"""The process that looks at strangers' files, reads their text, and turns strangers' adapters into the program's own.

What is in such a file can at most end this process, or keep it busy until it is ended: it can make no connection, start
no program, and has little memory. Orders come as lines on standard input, answers go out as lines.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from app.confinement import bound_processor_time, confine
from app.look_messages import (
    Answer,
    ImportAdapter,
    LookAtAdapter,
    LookAtModel,
    Made,
    Order,
    ReadAttachment,
    Step,
    advice,
    decode_order,
    encode_answer,
)
from engine.errors import EngineError, ErrorKind
from engine.sandbox.state import Sandbox
from models.library.facts import read_facts
from models.ordinary_file import shown

MODELS, ADAPTERS, ATTACHMENTS, CONVERSATIONS = "models", "adapters", "attachments", "conversations"
STEP_SECONDS = 0.05
MOST_DETAIL = 2000
"""Characters."""

Say = Callable[[Answer], None]


def main(arguments: Sequence[str], sandbox: Sandbox) -> int:
    """Answer orders until the end of standard input. `sandbox` is what this process has put itself into. Returns the
    exit code."""
    parser = argparse.ArgumentParser("homespun inspect", description="For the program itself.")
    parser.add_argument("what", choices=(MODELS, ADAPTERS, ATTACHMENTS, CONVERSATIONS))
    parser.add_argument("--bytes", type=int, required=True, help="of memory beyond what the program itself takes")
    parser.add_argument("--seconds", type=float, required=True, help="of processor time between two answers")
    options = parser.parse_args(arguments)
    os.umask(0o077)
    if options.what == CONVERSATIONS:
        from app.exchange.reading_child import read_file

        return read_file(_claim_stdout(), options.bytes, options.seconds, sandbox)
    say = _speaker(_claim_stdout(), options.seconds)
    if options.what == ADAPTERS:
        # Its libraries are in place before the memory is bounded.
        from models.adapters import importing  # noqa: F401
    elif options.what == ATTACHMENTS:
        import pypdf  # noqa: F401

        from app.attachments import reading  # noqa: F401
    say(confine(options.bytes, sandbox, writes=options.what == ADAPTERS))
    for line in sys.stdin.buffer:
        say(_answer(decode_order(line), say))
    return 0


def _answer(order: Order, say: Say) -> Answer:
    path = order.source if isinstance(order, ImportAdapter) else order.path
    try:
        return _carry_out(order, say)
    except EngineError as error:
        return error
    except MemoryError:
        return too_much_memory(path, order)
    except Exception:  # noqa: BLE001 - whatever a stranger's file does to the one who reads it is the file's fault
        return EngineError(
            ErrorKind.MODEL_INVALID,
            f"“{shown(path)}” is damaged in a way that could not be understood, so it is not opened. {advice(order)}.",
            traceback.format_exc()[-MOST_DETAIL:],
        )


def _carry_out(order: Order, say: Say) -> Answer:
    match order:
        case LookAtModel():
            return read_facts(order.path)
        case LookAtAdapter():
            from models.adapters.convert import describe_source

            return describe_source(order.path)
        case ImportAdapter():
            from models.adapters.importing import import_here

            import_here(order.source, order.base, order.output, _paced(say))
            return Made()
        case ReadAttachment():
            from app.attachments.reading import read_attachment

            return read_attachment(order.path, _paced(say))


def too_much_memory(path: Path, order: Order) -> EngineError:
    """The refusal of a file that took more memory than its reader had."""
    return EngineError(
        ErrorKind.MODEL_INVALID,
        f"“{shown(path)}” takes more memory to look at than a sound file does, so it is not opened. {advice(order)}.",
        str(path),
    )


def _paced(say: Say) -> Callable[[int, int], None]:
    """Twenty steps a second, and the last one."""
    spoke = 0.0

    def tell(done: int, total: int) -> None:
        nonlocal spoke
        now = time.monotonic()
        if done >= total or now - spoke >= STEP_SECONDS:
            spoke = now
            say(Step(done, total))

    return tell


def _speaker(output: BinaryIO, seconds: float) -> Say:
    """Each answer, also a step, renews the processor time."""

    def say(answer: Answer) -> None:
        output.write(encode_answer(answer).encode("ascii") + b"\n")
        output.flush()
        bound_processor_time(seconds)

    return say


def _claim_stdout() -> BinaryIO:
    """Standard output for the answers alone; what libraries print goes to standard error."""
    stream = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return stream
