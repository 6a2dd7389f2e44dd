"""Kill a program that writes to a data folder, at random moments, and check that it kept every promise.

    python -m tests.torture.kill_trials --trials 200 [--seed N] [--child store|window]

`store` is a program that writes to the store as fast as the disk allows, `window` the real program with a person at its
window; a command with {folder} and {seed} in it is taken as it is.

The program prints a JSON line after each write that is durable:
`{"message_id": 7, "length": 120, "sha256": "…of the content in UTF-8", "state": "complete"}` (the last two may be
missing), and `{"forgotten": [7]}` before it deletes messages for good. It goes on until it is killed. One folder serves
all trials, so what earlier ones left is part of the test.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import select
import shlex
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.paths import DataFolder
from app.store.check import problems
from app.store.connection import connect
from app.store.errors import StoreError
from app.store.records import MessageState, StoredMessage
from app.store.store import INTERRUPTED, Store

STORE_WRITER = (sys.executable, "-m", "tests.torture.store_writer", "{folder}", "{seed}")
WINDOW_WRITER = (sys.executable, "-m", "tests.torture.window_writer", "{folder}", "{seed}")
CHILDREN = {"store": STORE_WRITER, "window": WINDOW_WRITER}
ROOT = Path(__file__).parents[2]
SILENCE_SECONDS = 300.0
"""A program that promises nothing for so long is broken."""


@dataclass(frozen=True)
class Promise:
    """That a message holds at least these characters."""

    message_id: int
    length: int
    sha256: str = ""
    state: str = ""


@dataclass
class Promises:
    """What was promised last about each message, over all trials."""

    by_message: dict[int, Promise] = field(default_factory=dict)
    heard: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    """What the program could not write, by the kind of the error."""

    def hear(self, line: bytes) -> None:
        content = json.loads(line)
        if "refused" in content:
            self.refused[content["refused"]] += 1
        for message_id in content.get("forgotten", ()):
            self.by_message.pop(message_id, None)
        if "message_id" in content:
            known = {name: content[name] for name in ("message_id", "length", "sha256", "state") if name in content}
            self.by_message[content["message_id"]] = Promise(**known)
            self.heard += 1


@dataclass
class Report:
    trials: int = 0
    promises: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    """Writes that failed, by the kind of the error, and were said to have failed."""
    cut_off: int = 0
    """Replies that were being written when the program was killed."""
    failures: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        lines = [
            f"{self.trials} trials, {self.promises} promises of durable writes, {self.cut_off} replies cut off, "
            f"{len(self.failures)} failures"
            + "".join(f", {number} writes refused as {kind}" for kind, number in sorted(self.refused.items())),
            *self.failures,
        ]
        return "\n".join(lines)


def run_trials(
    folder: Path,
    trials: int,
    seed: int,
    child: tuple[str, ...] = STORE_WRITER,
    most_promises: int = 60,
    environment: Mapping[str, str] | None = None,
    before_check: Callable[[], object] = lambda: None,
    seconds: float = float("inf"),
) -> Report:
    """`child` is a command in which {folder} and {seed} are replaced; it is killed after 0 to `most_promises`.
    `environment` is added to its own, where {seed} is replaced as well; `before_check` is called when it is dead. No
    trial begins after `seconds`."""
    random_ = random.Random(seed)
    report, promises = Report(), Promises()
    end = time.monotonic() + seconds
    for trial in range(trials):
        if time.monotonic() > end:
            break
        command = [part.format(folder=folder, seed=seed * 1_000_003 + trial) for part in child]
        # Some die while they start, when the database is opened and what the last one left is put in order.
        wanted = 0 if trial % 5 == 4 else random_.randint(1, most_promises)
        longest = 0.5 if wanted == 0 else 0.03
        report.trials += 1
        try:
            added = {name: value.format(seed=trial) for name, value in (environment or {}).items()}
            kill_after(command, promises, wanted, random_.uniform(0, longest), added)
        except BrokenTrial as broken:
            report.failures.append(f"trial {trial}: {broken}")
            return report
        before_check()
        report.promises, report.refused = promises.heard, promises.refused
        report.failures += [f"trial {trial}: {what}" for what in check(folder, promises, report)]
    return report


class BrokenTrial(Exception):
    """The program ended by itself or said nothing."""


def kill_after(
    command: list[str], promises: Promises, wanted: int, seconds: float, environment: Mapping[str, str]
) -> None:
    """Start the program and kill it `seconds` after it has made `wanted` promises."""
    with (
        tempfile.TemporaryFile() as errors,
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, cwd=ROOT, env=os.environ | environment
        ) as program,
    ):
        assert program.stdout is not None
        output = program.stdout.fileno()
        target, pending = promises.heard + wanted, b""
        end = time.monotonic() + (seconds if wanted == 0 else SILENCE_SECONDS)
        try:
            while (left := end - time.monotonic()) > 0:
                if not select.select([output], [], [], left)[0]:
                    break
                chunk = os.read(output, 65536)
                if not chunk:
                    errors.seek(0)
                    raise BrokenTrial(f"the program ended by itself: {errors.read().decode(errors='replace')[-2000:]}")
                before = promises.heard
                pending = hear_all(promises, pending + chunk)
                if before < target <= promises.heard:
                    end = time.monotonic() + seconds
        finally:
            program.kill()
            # What it had said before it died counts too.
            hear_all(promises, pending + program.stdout.read())
        if promises.heard < target:
            raise BrokenTrial(f"no promise for {SILENCE_SECONDS:.0f} s")


def hear_all(promises: Promises, output: bytes) -> bytes:
    """Returns the line that is not complete yet."""
    *lines, rest = output.split(b"\n")
    for line in lines:
        promises.hear(line)
    return rest


def check(folder: Path, promises: Promises, report: Report) -> list[str]:
    """What of the promises is broken."""
    data = DataFolder.resolve(folder)
    try:
        data.create()
        with data.lock():
            store = Store.open(data.database, data.backups)
            try:
                report.cut_off += store.opening.interrupted_replies
                failures = [what for promise in promises.by_message.values() if (what := broken(store, promise))]
            finally:
                store.close()
    except StoreError as error:
        return [f"the store does not open: {error.kind}: {error.detail}"]
    connection = connect(data.database)
    try:
        return failures + problems(connection, thorough=True)
    finally:
        connection.close()


def broken(store: Store, promise: Promise) -> str:
    try:
        message = store.message(promise.message_id)
    except StoreError:
        return f"lost: {promise}"
    if len(message.content) < promise.length:
        return f"shorter: {promise}, but {len(message.content)} characters are there"
    kept = message.content[: promise.length]
    if promise.sha256 and hashlib.sha256(kept.encode()).hexdigest() != promise.sha256:
        return f"changed: {promise}"
    if promise.state == MessageState.COMPLETE and message.state is not MessageState.COMPLETE:
        return f"not complete any more: {promise}"
    return "" if consistent(message) else f"still said to be written: {promise}"


def consistent(message: StoredMessage) -> bool:
    """After a start no reply may seem to be on its way, and one that was cut off says so."""
    if message.state is MessageState.STREAMING:
        return False
    return message.state is not MessageState.STOPPED or message.metadata.finish_reason == INTERRUPTED


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trials", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 20))
    parser.add_argument("--child", default="store", help="the program to kill")
    parser.add_argument("--most-promises", type=int, default=60, help="of one trial, before the kill")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="no trial begins later")
    options = parser.parse_args()
    # An engine may not have noticed yet that the last window is dead, and writes.
    with tempfile.TemporaryDirectory(prefix="homespun-torture-", ignore_cleanup_errors=True) as folder:
        report = run_trials(
            Path(folder) / "data",
            options.trials,
            options.seed,
            CHILDREN.get(options.child) or tuple(shlex.split(options.child)),
            options.most_promises,
            seconds=60 * options.minutes,
        )
    print(f"seed {options.seed}: {report}")
    return 1 if report.failures else 0


if __name__ == "__main__":
    sys.exit(main())
