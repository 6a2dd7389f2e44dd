"""Offline, proven: with no network there is everything works, and nothing as much as makes a socket of the internet."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.network_trace import missing, offline, sockets_in, traced

pytestmark = [
    pytest.mark.model,
    pytest.mark.sockets,
    pytest.mark.skipif(bool(missing()), reason=missing() or "it can be"),
]

ROOT = Path(__file__).resolve().parents[2]
DRIVER = Path(__file__).with_name("program_driver.py")
QUESTION = "What is the largest ocean on Earth?"


def run(log: Path, *command: str, **environment: str) -> str:
    """What it printed, with no network and under strace. It must succeed."""
    done = subprocess.run(
        [*offline(), *traced(log), sys.executable, *command],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_chat_in_a_terminal(tmp_path: Path) -> None:
    log = tmp_path / "trace"
    printed = run(log, "-m", "app", "chat", "--json", "--temperature", "0", QUESTION)
    assert "Pacific" in json.loads(printed.splitlines()[-1])["text"]
    found = sockets_in(log)
    assert found.processes >= 2, "the command and its engine"
    assert not found.made
    assert not found.refused, "nor does it try"


def test_a_session_in_the_window(tmp_path: Path) -> None:
    """The real window, store and engine; the screen is Qt's own, in memory."""
    log = tmp_path / "trace"
    printed = run(log, str(DRIVER), str(tmp_path / "picture.png"), QUESTION, QT_QPA_PLATFORM="offscreen")
    assert "Pacific" in printed
    found = sockets_in(log)
    assert found.processes >= 2, "the window and its engine"
    assert not found.made


def test_the_trace_sees_a_socket(tmp_path: Path) -> None:
    """A test that cannot fail proves nothing."""
    log = tmp_path / "trace"
    run(log, "-c", "import socket; socket.socket(); socket.socket(socket.AF_INET6); socket.socket(socket.AF_UNIX)")
    assert sorted(what.split()[0] for what in sockets_in(log).made) == ["AF_INET", "AF_INET6"]


def test_a_number_that_comes_again_is_another_process(tmp_path: Path) -> None:
    log = tmp_path / "trace"
    log.write_text(
        '5 execve("/usr/bin/pytest", ["pytest"], 0x7f /* 9 vars */) = 0\n'
        "5 clone(child_stack=NULL, flags=SIGCHLD) = 7\n"
        '7 execve("/usr/bin/engine", ["engine", "--quiet"], 0x7f /* 9 vars */) = 0\n'
        "7 +++ exited with 0 +++\n"
        "5 clone3({flags=CLONE_VM}, 88) = 7\n"
        "7 socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE) = 3\n"
    )
    (made,) = sockets_in(log).made
    assert "engine" not in made
