"""`homespun models fit` and `homespun models quantize`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.__main__ import main
from models import forecast as forecasts
from models.formats import MEASURED
from models.inspect_gguf import inspect_gguf
from tests.gguf_files import linear_tensors, random_lora, tiny_llama


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return tiny_llama(width=64, context_length=1024).write(tmp_path / "tiny.gguf")


def _json(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    return json.loads(capsys.readouterr().out)


def test_it_is_told_by_parts(tiny: Path, data_home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "fit", str(tiny), "--context", "512"]) == 0
    printed = capsys.readouterr().out
    assert "tiny with a context of 512 tokens" in printed
    parts = "weights", "KV cache", "working memory", "engine", "together", "free now", "tokens a second", "It fits."
    for part in parts:
        assert part in printed
    assert main(["models", "fit", str(tiny), "--json"]) == 0
    found = _json(capsys)
    assert found["fits"] is True
    assert found["context_length"] == 1024
    sizes = found["bytes"]
    assert sizes["total"] == sum(size for name, size in sizes.items() if name != "total")
    assert found["tokens_per_second"]["writing"] > 0


def test_the_adapters_count(tiny: Path, data_home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    adapter = random_lora(linear_tensors(tiny), rank=4).write(tiny.with_name("a.gguf"))
    assert main(["models", "fit", str(tiny), "--adapter", str(adapter), "--json"]) == 0
    assert 0 < _json(capsys)["bytes"]["adapters"] <= adapter.stat().st_size


def test_what_does_not_fit_is_an_exit_code(
    tiny: Path, data_home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forecasts, "available_memory", lambda: 1000)
    assert main(["models", "fit", str(tiny)]) == 1
    assert "It does not fit. Close other programs" in capsys.readouterr().out
    assert main(["models", "fit", str(tiny), "--json"]) == 1
    assert _json(capsys)["fits"] is False
    assert main(["models", "fit", str(tiny), "--context", "4096", "--json"]) == 1
    assert _json(capsys)["kind"] == "unsupported"


def test_a_model_is_stored_anew_and_measured(
    tiny: Path, data_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "new.gguf"
    quantize = ["models", "quantize", str(tiny), "--to", "Q8_0", "--output", str(output), "--json"]
    assert main(quantize) == 0
    found = _json(capsys)
    assert (found["path"], found["format"], found["bytes"]) == (str(output), "Q8_0", output.stat().st_size)
    assert inspect_gguf(output).quantization == "Q8_0"
    for which in ("before", "after"):
        assert min(found["tokens_per_second"][which].values()) > 0
    parity = found["parity"]
    assert parity["perplexity"] == pytest.approx(parity["reference_perplexity"], rel=0.05)
    assert main(quantize) == 1
    assert "already" in _json(capsys)["message"]


def test_a_model_that_is_stored_anew_is_called_by_its_new_format_alone(
    tiny: Path, data_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = tiny.rename(tiny.with_name("tiny.F32.gguf"))
    assert main(["models", "quantize", str(model), "--to", "Q8_0", "--json"]) == 0
    assert Path(_json(capsys)["path"]).name == "tiny-Q8_0.gguf"


def test_where_nothing_is_known_to_be_faster_a_format_is_asked_for(
    tiny: Path, data_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert inspect_gguf(tiny).quantization not in MEASURED
    assert main(["models", "quantize", str(tiny), "--json"]) == 1
    assert "--to" in _json(capsys)["message"]
