"""Sends files to a process that loads them, and starts another one when it dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from select import select
from typing import IO

ROOT = Path(__file__).parents[2]
MEGABYTES = 3000
"""Address space of the child: Python, numpy and llama.cpp's libraries take some 600 of it, mapped models the rest."""
START_SECONDS = 120
"""More for the first file of a child, which imports and loads its libraries first: on a busy machine that is slow."""


@dataclass(frozen=True)
class Outcome:
    kind: str
    """refused, native, loaded, died or hung."""
    detail: str


class Loader:
    """One child at a time. `load` never raises for what a file does to it."""

    def __init__(self, log: IO[bytes], seconds: float, module: str) -> None:
        self._log = log
        self._seconds = seconds
        self._module = module
        self._child: subprocess.Popen[bytes] | None = None

    def load(self, path: Path) -> Outcome:
        seconds = self._seconds if self._child else self._seconds + START_SECONDS
        child = self._child or self._start()
        assert child.stdin is not None
        assert child.stdout is not None
        self._log.seek(0)
        self._log.truncate()
        child.stdin.write(bytes(path) + b"\n")
        child.stdin.flush()
        ready, _, _ = select([child.stdout], [], [], seconds)
        line = child.stdout.readline() if ready else b""
        if line:
            kind, _, detail = line.decode().rstrip().partition(" ")
            return Outcome(kind, detail)
        if not ready:
            child.kill()
        status = child.wait()
        self.close()
        if not ready:
            return Outcome("hung", "")
        death = signal.Signals(-status).name if status < 0 else f"exit {status}"
        return Outcome("died", f"{death}: {self._last_words()}")

    def close(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        if child.stdin is not None:
            child.stdin.close()
        child.wait(10)
        if child.stdout is not None:
            child.stdout.close()

    def _start(self) -> subprocess.Popen[bytes]:
        environment = os.environ | {"GGML_NO_BACKTRACE": "1", "PYTHONUNBUFFERED": "1"}
        self._child = subprocess.Popen(
            [sys.executable, "-m", self._module, str(MEGABYTES)],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            bufsize=0,
        )
        return self._child

    def _last_words(self) -> str:
        """What the child said last: ggml prints the assertion that failed, Python its traceback."""
        self._log.flush()
        self._log.seek(0)
        lines = self._log.read().decode(errors="replace").strip().splitlines()
        telling = [line for line in lines if "GGML_ASSERT" in line or "what():" in line or "Error" in line]
        return (telling or lines or [""])[-1][-300:]


@contextmanager
def running_loader(seconds: float, module: str = "tests.fuzz.load_child") -> Iterator[Loader]:
    """`module` is what the child runs."""
    with tempfile.TemporaryFile() as log:
        loader = Loader(log, seconds, module)
        try:
            yield loader
        finally:
            loader.close()
