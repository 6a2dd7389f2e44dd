"""Runs the command line as a process, with pipes or with a terminal of its own."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def start(*arguments: str, **pipes: Any) -> subprocess.Popen[bytes]:
    process: subprocess.Popen[Any] = subprocess.Popen([sys.executable, "-m", "app", *arguments], cwd=ROOT, **pipes)
    return process


def homespun(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "app", *arguments], cwd=ROOT, input=stdin, capture_output=True, text=True, check=False
    )


class Screen:
    """What a program wrote to its terminal, and a keyboard."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._text = ""

    def type(self, text: str, answer: str = "") -> None:
        """Type `text` and wait for `answer` after it."""
        os.write(self._descriptor, text.encode())
        self.wait_for(answer)

    def wait_for(self, text: str, seconds: float = 30.0) -> None:
        """Read on until `text` has come; what is asked for next must come after it."""
        deadline = time.monotonic() + seconds
        while text not in self._text:
            left = deadline - time.monotonic()
            ready, _, _ = select.select([self._descriptor], [], [], max(left, 0))
            assert ready, f"{text!r} did not come; what came: {self._text!r}"
            self._text += os.read(self._descriptor, 65536).decode(errors="replace")
        self._text = self._text[self._text.index(text) + len(text) :]


class terminal:  # noqa: N801  # used like a function
    """Runs the command line with a terminal of its own."""

    def __init__(self, *arguments: str) -> None:
        self._arguments = arguments

    def __enter__(self) -> tuple[subprocess.Popen[bytes], Screen]:
        self._master, slave = pty.openpty()
        self._process = start(*self._arguments, stdin=slave, stdout=slave, stderr=slave, start_new_session=True)
        os.close(slave)
        return self._process, Screen(self._master)

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._master)
