"""How long a reply takes to stop, while a long prompt is read and while it is written.

    python -m benchmarks.cancel [--runs N] [--write]

From the sending of Cancel to the engine's last word on the request, as a client sees it. The cancel is sent at another
moment of the prefill each time.
"""

from __future__ import annotations

import argparse
import statistics
from time import perf_counter, sleep

from app.launch import engine_command
from app.pipe import EnginePipe
from benchmarks.report import publish, table
from engine.protocol import (
    Finished,
    FinishReason,
    Generate,
    LoadModel,
    LoadOptions,
    Message,
    Progress,
    Role,
    SamplingOptions,
    Stage,
    TextDelta,
)
from models.starter import starter_model

PROMPT = "Summarise: " + "the boat carries crates of tea, and the crew sings; " * 500
STORY = "Write a long story about a journey across the sea, with many chapters."


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--write", action="store_true", help="keep the table in benchmarks/results/cancel.md")
    options = parser.parse_args()
    path = starter_model()
    if path is None:
        raise SystemExit("The starter model is not installed; `make venv` installs it.")
    with EnginePipe(engine_command()) as engine:
        engine.result(LoadModel(engine.next_id(), str(path), LoadOptions(context_length=8192)))
        reading = [_cancelled(engine, f"{run} {PROMPT}", Progress, run * 0.07) for run in range(options.runs)]
        writing = [_cancelled(engine, STORY, TextDelta, run * 0.02) for run in range(options.runs)]
    rows = [
        [name, f"{statistics.median(times):.1f}", f"{max(times):.1f}"]
        for name, times in (("while the prompt is read", reading), ("while the reply is written", writing))
    ]
    publish(
        "cancel",
        "How long stopping takes",
        f"python -m benchmarks.cancel --runs {options.runs}",
        table([f"ms, of {options.runs}", "median", "longest"], rows),
        write=options.write,
    )


def _cancelled(engine: EnginePipe, prompt: str, kind: type[Progress] | type[TextDelta], delay: float) -> float:
    """Milliseconds from a cancel, `delay` seconds after the first event of `kind`, to the end."""
    request = Generate(
        engine.next_id(), (Message(Role.USER, prompt),), sampling=SamplingOptions(temperature=0), max_tokens=1000
    )
    started = sent = 0.0
    for event in engine.run(request):
        now = perf_counter()
        if isinstance(event, kind) and not (isinstance(event, Progress) and event.stage is not Stage.PREFILL):
            started = started or now
        if started and not sent:
            sleep(max(0.0, started + delay - perf_counter()))  # no event comes for a second while a prompt is read
            sent = perf_counter()
            engine.cancel(request.id)
        if isinstance(event, Finished):
            assert event.reason is FinishReason.CANCELLED
            return (perf_counter() - sent) * 1000
    raise RuntimeError("the engine gave no last word")


if __name__ == "__main__":
    main()
