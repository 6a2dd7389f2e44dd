"""An engine of its own stores models in another number format, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.launch import engine_command
from app.pipe import EnginePipe
from engine.errors import EngineError, ErrorKind
from engine.protocol import Done, LoadModel, ModelLoaded, Progress, Requantize, Stage
from models.formats import requantized_bytes
from models.inspect_gguf import inspect_gguf
from models.starter import starter_model
from tests.gguf_files import tiny_llama
from tests.onnx_files import write_genai


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return tiny_llama(width=64, heads=2).write(tmp_path / "tiny.gguf")


def test_the_new_model_says_where_it_is_from_and_loads(tiny: Path, tmp_path: Path) -> None:
    output = tmp_path / "new.gguf"
    with EnginePipe(engine_command()) as pipe:
        *before, last = pipe.run(Requantize(pipe.next_id(), str(tiny), "Q8_0", str(output)))
        loaded = pipe.result(LoadModel(pipe.next_id(), str(output)))
    assert isinstance(last, Done)
    assert all(isinstance(event, Progress) and event.stage is Stage.REQUANTIZE for event in before)
    old, new = inspect_gguf(tiny), inspect_gguf(output)
    assert new.quantization == "Q8_0"
    assert new.license == old.license == "apache-2.0"
    assert new.metadata["homespun.requantized_from"] == "F16"
    assert new.parameters == old.parameters
    assert new.bytes == pytest.approx(requantized_bytes(old, "Q8_0"), rel=0.02)
    assert output.stat().st_mode & 0o777 == 0o600
    assert isinstance(loaded, ModelLoaded)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new.gguf", "tiny.gguf"]


def test_what_cannot_be_is_said(tiny: Path, tmp_path: Path) -> None:
    onnx = write_genai(tmp_path / "onnx")
    there = tmp_path / "there.gguf"
    there.write_text("mine")
    cases = (
        (tiny, "Q9_X", tmp_path / "new.gguf", "Choose one of Q8_0", ErrorKind.UNSUPPORTED),
        (onnx, "Q8_0", tmp_path / "new.gguf", "ONNX model", ErrorKind.UNSUPPORTED),
        (tiny, "Q8_0", there, "already", ErrorKind.UNSUPPORTED),
        (tiny, "Q8_0", tmp_path / "missing" / "new.gguf", "no folder", ErrorKind.UNSUPPORTED),
        (tmp_path / "none.gguf", "Q8_0", tmp_path / "new.gguf", "no model", ErrorKind.MODEL_NOT_FOUND),
    )
    with EnginePipe(engine_command()) as pipe:
        for model, kind, output, message, error in cases:
            with pytest.raises(EngineError, match=message) as caught:
                pipe.result(Requantize(pipe.next_id(), str(model), kind, str(output)))
            assert caught.value.kind is error
    assert there.read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["onnx", "there.gguf", "tiny.gguf"]


@pytest.mark.model
def test_cancelling_leaves_nothing(tmp_path: Path) -> None:
    starter = starter_model()
    assert starter is not None
    with EnginePipe(engine_command()) as pipe:
        request = Requantize(pipe.next_id(), str(starter), "Q4_K_M", str(tmp_path / "new.gguf"))
        ends = 0
        for event in pipe.run(request):
            if isinstance(event, Progress):
                pipe.cancel(request.id)
            ends += isinstance(event, Done)
        assert ends == 1
        assert list(tmp_path.iterdir()) == []
    assert list(tmp_path.iterdir()) == []
