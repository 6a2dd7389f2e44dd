"""For every test: no screen, and a data folder of its own."""

from __future__ import annotations

import gc
import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot

if TYPE_CHECKING:  # the engine's tests also run where there is no Qt
    from models.encryption.keys import DataKey
    from tests.running_program import RunningProgram

    RunProgram = Callable[..., RunningProgram]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LANGUAGE"] = "en"  # of the window, whatever that of the person who runs them
# llama.cpp's threads wait for each other hundreds of times a token. On a machine that does other work too, those that
# spin while they wait keep those that they wait for from running: tests then take up to four times as long.
os.environ.setdefault("GOMP_SPINCOUNT", "0")
# Some tests load ONNX Runtime and peft themselves. Official builds of the one send usage data unless they are told
# before that they must not; the other asks the network for the settings of a model.
os.environ |= {"ORT_DISABLE_TELEMETRY": "1", "HF_HUB_OFFLINE": "1"}
# onnx names the files of large weights by uuid1, which asks for the address of a network card, through a socket.
uuid.uuid1 = lambda *_, **__: uuid.uuid4()


@pytest.fixture(autouse=True)
def data_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test, nor a program that it starts, may touch the data of the person who runs it."""
    home = tmp_path / "home"
    monkeypatch.setenv("HOMESPUN_HOME", str(home))
    return home


@pytest.fixture(autouse=True)
def collected_where_it_is_drawn(request: pytest.FixtureRequest) -> Iterator[None]:
    """As in the program: a widget that is collected as garbage on another thread takes the process with it."""
    if "qapp" not in request.fixturenames:
        yield
        return
    gc.disable()
    yield
    gc.collect(1)
    gc.enable()


@pytest.fixture
def run_program(qtbot: QtBot, data_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RunProgram]:
    """Starts the whole program in this process; what is still open at the end of the test is closed."""
    from tests.running_program import RunningProgram

    monkeypatch.setenv("HOMESPUN_SCRIPTED_BACKEND", "1")
    running: list[RunningProgram] = []

    def run(
        model: Path | None = None,
        *,
        ready: bool = True,
        key: DataKey | None = None,
        news: str = "",
        **settings: object,
    ) -> RunningProgram:
        program = RunningProgram(qtbot, data_home, model, key, news, **settings)
        running.append(program)
        return program.start(ready=ready)

    yield run
    for program in running:
        program.close()
