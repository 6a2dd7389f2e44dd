"""The real program as a process, on a real X server: it opens, is alone on its data, and ends properly."""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from PySide6.QtGui import QImage

from app.lock import AlreadyRunning
from app.paths import DataFolder

pytestmark = [pytest.mark.screen, pytest.mark.sockets]

ROOT = Path(__file__).resolve().parents[2]
DRIVER = Path(__file__).with_name("program_driver.py")


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """The name of a screen that nobody sees."""
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not installed")
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x900x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    ready, _, _ = select.select([read], [], [], 20)
    assert ready, "Xvfb did not start"
    yield f":{os.read(read, 16).decode().strip()}"
    os.close(read)
    server.terminate()
    server.wait()


def start(display: str, home: Path, *command: str) -> subprocess.Popen[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "WAYLAND"))}
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment | {"DISPLAY": display, "HOMESPUN_HOME": str(home), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.model
def test_a_first_session_on_a_real_screen(display: str, data_home: Path, tmp_path: Path) -> None:
    """The driver types a question, waits for the answer, and takes a picture of the screen."""
    picture = tmp_path / "window.png"
    driver = start(display, data_home, str(DRIVER), str(picture), "What is the largest ocean on Earth?")
    printed, errors = driver.communicate(timeout=180)
    assert driver.returncode == 0, errors
    assert "Pacific" in printed
    image = QImage(str(picture))
    assert image.width() > 600
    colours = {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}
    assert len(colours) > 10, "the window is empty"


def wait_until_running(home: Path, process: subprocess.Popen[str]) -> psutil.Process:
    """Until the program holds its folder and has started an engine; returns the engine."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert process.poll() is None, process.stderr.read() if process.stderr else ""
        engines = psutil.Process(process.pid).children()
        if engines and (home / "homespun.db").exists():
            return engines[0]
        select.select([], [], [], 0.05)
    raise AssertionError("the program did not start")


def test_a_second_start_raises_the_first_window(display: str, data_home: Path) -> None:
    first = start(display, data_home, "-m", "app")
    try:
        wait_until_running(data_home, first)
        second = start(display, data_home, "-m", "app")
        printed, errors = second.communicate(timeout=60)
        assert second.returncode == 0, errors
        assert len(printed.splitlines()) == 1
        assert "open already" in printed
        assert first.poll() is None
    finally:
        first.send_signal(signal.SIGTERM)
        _, errors = first.communicate(timeout=60)
    assert first.returncode == 0, errors
    assert errors == ""


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_it_ends_properly_when_asked_to(display: str, data_home: Path, name: str) -> None:
    program = start(display, data_home, "-m", "app")
    engine = wait_until_running(data_home, program)
    asked_at = time.monotonic()
    program.send_signal(getattr(signal, name))
    _, errors = program.communicate(timeout=60)
    assert time.monotonic() - asked_at < 8
    assert program.returncode == 0, errors
    assert errors == ""
    assert not engine.is_running()
    with DataFolder(data_home).lock():
        pass


def test_its_engine_ends_with_it_however_it_ends(display: str, data_home: Path) -> None:
    program = start(display, data_home, "-m", "app")
    engine = wait_until_running(data_home, program)
    with pytest.raises(AlreadyRunning):
        DataFolder(data_home).lock()
    program.kill()
    program.communicate(timeout=60)
    engine.wait(20)
    with DataFolder(data_home).lock():
        pass


def test_nothing_listens_on_a_port(display: str, data_home: Path) -> None:
    program = start(display, data_home, "-m", "app")
    engine = wait_until_running(data_home, program)
    for process in (psutil.Process(program.pid), engine):
        assert process.net_connections("inet") == []
    program.send_signal(signal.SIGTERM)
    program.communicate(timeout=60)
