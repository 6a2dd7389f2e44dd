"""Files that are opened with the program: named at its start, or handed over by a second start."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from app.single_instance import InstanceListener, raise_first_window
from tests.running_program import RunningProgram

RunProgram = Callable[..., RunningProgram]

ROOT = Path(__file__).resolve().parents[2]
ADAPTERS = ROOT / "tests" / "data" / "adapters"


def test_a_second_start_hands_its_files_over(qtbot: QtBot) -> None:
    listener = InstanceListener("homespun-test-of-opened-files")
    heard: list[list[str]] = []
    raised: list[bool] = []
    listener.files_opened.connect(heard.append)
    listener.raise_requested.connect(lambda: raised.append(True))
    paths = [f"/models/{'name ' * 20}{number}\u2028.gguf" for number in range(500)]
    assert raise_first_window("homespun-test-of-opened-files", paths)
    qtbot.waitUntil(lambda: heard == [paths])
    assert raise_first_window("homespun-test-of-opened-files")
    qtbot.waitUntil(lambda: len(raised) == 2)
    assert heard == [paths]
    with qtbot.waitSignal(listener.quick_requested):
        assert raise_first_window("homespun-test-of-opened-files", quick=True)
    assert len(raised) == 2
    listener.close()


@pytest.mark.parametrize("said", [b"", b"{", b'{"a": 1}', b"\xff" * 50, b"[1, null]"])
def test_what_makes_no_sense_only_raises_the_window(qtbot: QtBot, said: bytes) -> None:
    listener = InstanceListener("homespun-test-of-opened-files")
    heard: list[list[str]] = []
    listener.files_opened.connect(heard.append)
    socket = QLocalSocket()
    with qtbot.waitSignal(listener.raise_requested):
        socket.connectToServer("homespun-test-of-opened-files")
        assert socket.waitForConnected()
        socket.write(said)
        socket.flush()
        socket.disconnectFromServer()
    assert raise_first_window("homespun-test-of-opened-files", ["/a.gguf"])
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [["/a.gguf"]]
    listener.close()


@pytest.mark.model
def test_an_adapter_and_a_model_by_their_names(run_program: RunProgram, qtbot: QtBot, tmp_path: Path) -> None:
    """The second start is a process; its adapter waits until the first has its model, and is offered then."""
    from models.starter import starter_model

    starter = starter_model()
    assert starter is not None
    program = run_program(ready=False)
    qtbot.waitUntil(lambda: program.program._listener is not None)
    home = str(program.folder.path)
    second = subprocess.Popen(
        [sys.executable, "-m", "app", "--data-dir", home, "open", str(ADAPTERS / "capitals")],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )
    shelf = program.program.shelf
    with qtbot.waitSignal(shelf.arrived, timeout=60_000) as arrived:
        program.wait_ready()
    assert second.wait(30) == 0
    assert arrived.args is not None
    name = arrived.args[0].name
    bar = program.window.notice_bar
    qtbot.waitUntil(lambda: "is on the shelf. Use it in this conversation?" in bar.text)
    bar.act()
    qtbot.waitUntil(lambda: [choice.name for choice in program.program.adapters.choices] == [name])

    model = tmp_path / "another.gguf"
    shutil.copy2(starter, model)
    program.program.opened.open([str(model)])
    qtbot.waitUntil(lambda: "another.gguf is used where it is" in bar.text, timeout=30_000)
    qtbot.waitUntil(lambda: program.program.model.status.path == str(model), timeout=30_000)
    with qtbot.waitSignal(program.program.library.arrived, timeout=60_000):
        bar.act()
    assert list(program.folder.models.rglob("*.gguf"))
