"""The whole program with two small models of one vocabulary: an adapter of the one steers the other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.state import ModelPhase, ProblemAction
from app.store.records import SteeredBy
from app.ui import words
from engine.protocol import LoadModel, Request, SetStrength
from models.adapters.library import AdapterLibrary
from tests.gguf_files import linear_tensors, random_lora, tiny_llama
from tests.running_program import RunningProgram

RunProgram = Callable[..., RunningProgram]
WAIT_MS = 60_000


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return tiny_llama(layers=2, width=64, context_length=512, seed=2).write(tmp_path / "small.gguf")


@pytest.fixture
def large(tmp_path: Path) -> Path:
    file = tiny_llama(layers=3, width=96, heads=4, kv_heads=2, context_length=512, seed=1)
    return file.write(tmp_path / "large.gguf")


@pytest.fixture
def key(small: Path, tmp_path: Path, data_home: Path) -> str:
    """Of an adapter on the shelf that the small model alone can take."""
    lora = random_lora(linear_tensors(small), name="Shanties", strength=0.5).write(tmp_path / "shanties.gguf")
    return AdapterLibrary(data_home / "adapters").import_(lora, small).key


@pytest.fixture
def program(run_program: RunProgram, small: Path, large: Path, key: str, qtbot: QtBot) -> RunningProgram:
    """With the large one loaded, and the small one among those to pick from."""
    running = run_program(small, max_tokens=4)
    for path in (small, large):
        running.program.model.choose(str(path))
    found = running.program.shelf.find
    qtbot.waitUntil(lambda: (one := found(key)) is not None and one.steering is not None, timeout=WAIT_MS)
    return running


def wait_ready(running: RunningProgram, qtbot: QtBot) -> None:
    model = running.program.model
    qtbot.waitUntil(lambda: model.status.phase is ModelPhase.READY and model.is_ready, timeout=WAIT_MS)


def test_an_adapter_of_a_small_model_steers_and_is_put_off_with_one_click(
    program: RunningProgram, key: str, small: Path, qtbot: QtBot
) -> None:
    views, adapters, model = program.window.adapters, program.program.adapters, program.program.model
    sent: list[Request] = []
    send = program.program.client.send
    program.program.client.send = lambda request: (sent.append(request), send(request))[1]  # type: ignore[method-assign]

    views.open_shelf(key)
    assert views.shelf is not None
    details = views.shelf.details
    assert not details.use.isVisibleTo(details)
    assert "times as long" in details._state.text()
    details.steer.click()
    wait_ready(program, qtbot)
    assert model.status.steering is not None
    assert (model.status.steering.path, model.status.name) == (str(small), "large")
    qtbot.waitUntil(lambda: adapters.row.problem == "" and not adapters.row.busy, timeout=WAIT_MS)
    chip = views.row.chip("steering")
    assert chip.name.text() == "Steered by small"

    reply = program.ask("Which ocean?")
    assert reply.metadata.steered_by == SteeredBy("small", 1.0)
    assert words.provenance(reply.metadata).startswith("large, steered by small + Shanties at 1")
    assert program.on_disk()[0][-1] == reply

    QTest.keyClick(chip.scale, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: any(isinstance(request, SetStrength) for request in sent), timeout=WAIT_MS)
    softer = program.ask("And then?", 2)
    assert softer.metadata.steered_by == SteeredBy("small", 0.95)
    assert softer.state.value == "complete", softer

    chip.name.click()
    wait_ready(program, qtbot)
    qtbot.waitUntil(lambda: adapters.row.steering is None, timeout=WAIT_MS)
    alone = program.ask("And without?", 3)
    assert (alone.metadata.steered_by, alone.metadata.adapters) == (None, ())
    loads = [request.options.steering is not None for request in sent if isinstance(request, LoadModel)]
    assert loads == [True, False]

    qtbot.waitUntil(lambda: adapters.row.chips[0].problem != "", timeout=WAIT_MS)
    views.row.chip(key).name.click()  # on again with one click, too
    wait_ready(program, qtbot)
    assert program.ask("And with?", 4).metadata.steered_by == SteeredBy("small", 1.0)
    assert program.problems == []


def test_where_it_cannot_be_loaded_the_model_is_there_alone(program: RunningProgram, key: str, qtbot: QtBot) -> None:
    model, adapters = program.program.model, program.program.adapters
    found = program.program.shelf.find(key)
    assert found is not None
    assert found.steering is not None
    Path(found.steering.path).write_bytes(b"GGUF")  # it has become unreadable meanwhile
    with qtbot.waitSignal(model.problem, timeout=WAIT_MS) as told:
        adapters.steer(key)
    assert told.args
    assert "small" in told.args[0].message
    wait_ready(program, qtbot)
    assert model.status.steering is None
    qtbot.waitUntil(lambda: adapters.row.problem != "", timeout=WAIT_MS)
    assert adapters.row.remedy in (ProblemAction.SWITCH_OFF_ADAPTERS, ProblemAction.STEER)
