"""The search for a composer shows signs of life, can be left, and is not begun twice."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from engine.backends.base import Interrupted
from engine.backends.scripted import ScriptedBackend
from engine.dynamic import DynamicReading
from engine.protocol import LoadOptions
from engine.tokenization.composer import MeanComposer
from tests.scripted_model import script


def test_a_wait_for_it_asks_and_can_be_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = ScriptedBackend().load(script(tmp_path / "model.json"), LoadOptions(), lambda _: None, lambda: False)
    gate = threading.Event()
    found: list[MeanComposer] = []

    def find(*_: object) -> MeanComposer:
        gate.wait()
        found.append(MeanComposer(model))
        return found[0]

    monkeypatch.setattr("engine.dynamic.best_composer", find)
    reading = DynamicReading(model, None)
    asked = 0

    def stop_at_the_third() -> bool:
        nonlocal asked
        asked += 1
        return asked == 3

    with pytest.raises(Interrupted):
        reading.prepare(stop_at_the_third)
    assert asked == 3
    gate.set()
    assert reading.prepare(lambda: False) is reading.composer
    assert found == [reading.composer]


def test_an_engine_that_runs_llama_cpp_does_without_onnx_runtime() -> None:
    """It takes 18 MB, and how much of them is resident no forecast can tell."""
    program = (
        "import sys, engine.main, engine.core, engine.session, engine.dynamic\n"
        "from engine.backends import available_backends\n"
        "available_backends()\n"
        "print({'onnxruntime', 'tokenizers', 'sentencepiece', 'llguidance'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_a_model_is_not_freed_under_a_search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = ScriptedBackend().load(script(tmp_path / "model.json"), LoadOptions(), lambda _: None, lambda: False)
    gate = threading.Event()
    events: list[str] = []

    def find(*_: object) -> MeanComposer:
        gate.wait()
        events.append("found")
        return MeanComposer(model)

    monkeypatch.setattr("engine.dynamic.best_composer", find)
    reading = DynamicReading(model, None)
    reading.close()  # nothing is under way
    with pytest.raises(Interrupted):
        reading.prepare(lambda: True)

    def close() -> None:
        reading.close()
        events.append("closed")

    closing = threading.Thread(target=close)
    closing.start()
    gate.set()
    closing.join()
    assert events == ["found", "closed"]
