"""Everything that must not lose a word or crash the window, by one command, and a table of what came of it.

    python -m tests.torture [--short] [--row WORD …]

The long form takes more than an hour; the short one is what the tests run anyway. Each row is one of the promises; it
is made of tests, which say how often they tried, or of a number of trials of its own. Exit code 0: all passed.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

KILL_TRIALS = (500, 4)
"""Long and short."""


@dataclass(frozen=True)
class Row:
    name: str
    tests: tuple[str, ...] = ()
    """As pytest takes them."""
    match: str = ""
    """Which of them: `-k` of pytest."""
    command: tuple[str, ...] = ()
    """In place of tests; {trials} in it is replaced."""
    trials: tuple[int, int] | None = None
    """Long and short; None: as many as there are tests."""
    variable: str = ""
    """Of the environment: tells tests how often to try."""
    times: int = 1
    """How many things are tried that often."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """More of the environment, in the long form."""


ROWS = (
    Row(
        "kill -9 of the window while it writes",
        command=(
            sys.executable, "-m", "tests.torture.kill_trials", "--trials", "{trials}", "--child", "window",
            "--most-promises", "15", "--seed", "7",
        ),
        trials=KILL_TRIALS,
    ),
    Row(
        "kill -9 of the store as it writes as fast as it can",
        command=(
            sys.executable, "-m", "tests.torture.kill_trials", "--trials", "{trials}", "--child", "store",
            "--seed", "7",
        ),
        trials=KILL_TRIALS,
    ),
    Row(
        "torn or cut write-ahead log",
        ("tests/unit/test_store_damage.py",), "torn_log", trials=(600, 60), variable="HOMESPUN_TORN_LOGS",
    ),
    Row("damaged database", ("tests/unit/test_store_damage.py",), "damaged or garbled or restored or something_else"),
    Row(
        "engine: SEGV, ABRT, KILL, STOP in mid-reply",
        ("tests/torture/test_engine_faults.py",), trials=(40, 4), variable="HOMESPUN_TORTURE_FAULTS",
        settings={"HOMESPUN_TORTURE_PATIENT": "1"},
    ),
    Row(
        "disk full (ENOSPC) at random, then kill -9",
        ("tests/torture/test_bad_disks.py",), "full", trials=(100, 6), variable="HOMESPUN_TORTURE_TRIALS",
    ),
    Row(
        "writes that fail (EIO) at random, then kill -9",
        ("tests/torture/test_bad_disks.py",), "fail", trials=(100, 6), variable="HOMESPUN_TORTURE_TRIALS",
    ),
    Row(
        "full disk and read-only folder, in store and window",
        ("tests/unit/test_store_damage.py", "tests/qt/test_chat_storage.py", "tests/unit/test_paths.py"),
        "full or fills or read_only or without_room",
    ),
    Row(
        "damaged model files, adapters, tokenizers",
        ("tests/fuzz",), trials=(2500, 60), variable="HOMESPUN_FUZZ_CASES", times=4,
    ),
    Row("adapter for another model", ("tests/unit/test_adapter_base.py", "tests/unit/test_adapter_inspect.py")),
    Row("templates made to do harm", ("tests/unit/test_engine_template.py",)),
    Row(
        "prompt of 1 MB, reply of 1 MB without a space",
        (
            "tests/torture/test_large_prompt.py", "tests/qt/test_transcript.py", "tests/qt/test_transcript_speed.py",
            "tests/qt/test_window.py",
        ),
        "megabyte or long_reply or a_million or without_spaces or without_a_space",
    ),
    Row("clock back and forward", ("tests/unit/test_store.py",), "clock"),
    Row(
        "links, pipes, devices in place of files",
        (
            "tests/unit/test_models_inspect.py", "tests/unit/test_models_inspect_onnx.py",
            "tests/unit/test_models_library_copies.py", "tests/unit/test_models_library_sources.py",
            "tests/unit/test_adapter_library.py", "tests/unit/test_adapter_peft.py", "tests/unit/test_attachments.py",
            "tests/unit/test_backup.py", "tests/unit/test_tokenizer_file.py",
        ),
        "pipe or link or ordinary or not_a_file or thing_itself or no_file or outside or other_folder or no_backup",
    ),
    Row("replies made to do harm", ("tests/qt/test_hostile_text.py",)),
    Row("a model that attacks from inside the engine", ("tests/process/test_sandbox.py",)),
    Row("no network, and no socket of the internet", ("tests/end2end/test_offline.py",)),
    Row("databases of every version", ("tests/unit/test_store_versions.py", "tests/unit/test_store_migrations.py")),
    Row("an engine process that misbehaves", ("tests/process/test_engine_process.py", "tests/qt/test_client.py")),
)  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    row: Row
    trials: int
    passed: bool
    seconds: float
    skipped: int
    """Tests that this system cannot run."""
    said: str


def run(row: Row, *, short: bool) -> Outcome:
    trials = row.trials[short] if row.trials is not None else None
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"} | ({} if short else dict(row.settings))
    if row.variable:
        environment[row.variable] = str(trials)
    command = [part.format(trials=trials) for part in row.command] or [
        sys.executable, "-m", "pytest", "-q", "-s", "-p", "no:cacheprovider", "-o", f"timeout={7200}",
        *row.tests, *(["-k", row.match] if row.match else []),
    ]  # fmt: skip
    started = time.monotonic()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    output = done.stdout + done.stderr
    tests = int(found[1]) if (found := re.search(r"(\d+) passed", output)) else 0
    skipped = int(found[1]) if (found := re.search(r"(\d+) skipped", output)) else 0
    tried = trials * row.times if trials is not None else tests
    passed = done.returncode == 0 and bool(row.command or tests)
    return Outcome(row, tried, passed, time.monotonic() - started, skipped, output)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="as many trials as the tests make anyway")
    parser.add_argument("--row", action="append", default=[], metavar="WORD", help="only rows with this word")
    options = parser.parse_args(arguments)
    rows = [row for row in ROWS if not options.row or any(word in row.name for word in options.row)]
    outcomes: list[Outcome] = []
    for row in rows:
        print(f"{row.name} ...", flush=True)
        outcome = run(row, short=options.short)
        outcomes.append(outcome)
        numbers = re.findall(r"^.*(?:promises|in the median|at most|percentile|refused as).*$", outcome.said, re.M)
        print("\n".join(f"    {line}" for line in (outcome.said.splitlines() if not outcome.passed else numbers)))
    print("| tried | trials | passed | seconds |\n|---|--:|---|--:|")
    for one in outcomes:
        said = ("yes" if one.passed else "NO") + (f", {one.skipped} not possible here" if one.skipped else "")
        print(f"| {one.row.name} | {one.trials:,} | {said} | {one.seconds:.0f} |")
    return 0 if all(one.passed for one in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
