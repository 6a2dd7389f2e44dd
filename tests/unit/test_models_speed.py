"""How fast a model is expected to be, from what was measured of the machine."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from engine.errors import EngineError, ErrorKind
from models import forecast as forecasts
from models.adapters.inspect import inspect_adapter
from models.forecast import forecast
from models.gguf_header import GGUFHeader
from models.inspect_gguf import inspect_gguf
from models.inspect_onnx import inspect_onnx
from models.machine import Machine, known_machine, measure
from models.speed import RATES, REFERENCE_ARITHMETIC, Rate, Speed, gguf_speed, onnx_speed
from models.starter import starter_model
from tests.gguf_files import linear_tensors, random_lora, tiny_llama
from tests.onnx_files import write_genai

ONE_CORE = Machine("reference", 1, 34e9, REFERENCE_ARITHMETIC)
RESULTS = Path(__file__).parents[2] / "benchmarks" / "results"
TABLE, RATES_TABLE = RESULTS / "formats-1-threads.md", RESULTS / "rates.md"


@pytest.fixture(scope="module")
def starter() -> GGUFHeader:
    path = starter_model()
    assert path is not None
    return inspect_gguf(path)


def test_it_is_near_what_was_measured_of_the_starter_model(starter: GGUFHeader) -> None:
    """The table's prompt has 1,024 tokens, and what it writes stands behind some sixty."""
    row = next(line for line in TABLE.read_text().splitlines() if line.startswith("| Q4_1"))
    prefill, decode = (float(cell) for cell in (row.split("|")[4], row.split("|")[6]))
    assert gguf_speed(starter, ONE_CORE, 128).writing == pytest.approx(decode, rel=0.1)
    assert gguf_speed(starter, ONE_CORE, 2048).reading == pytest.approx(prefill, rel=0.1)


def test_the_rates_are_those_of_the_table() -> None:
    rows = [line.strip("| ").split(" | ") for line in RATES_TABLE.read_text().splitlines() if line.startswith("| ")]
    assert {row[1]: Rate(float(row[5]), float(row[3])) for row in rows[2:]} == RATES


def test_more_context_and_a_rounder_cache_are_slower(starter: GGUFHeader) -> None:
    short, long = gguf_speed(starter, ONE_CORE, 1024), gguf_speed(starter, ONE_CORE, 8192)
    assert long.writing < short.writing
    assert long.reading == short.reading  # of a prompt of 1,024 tokens, both times
    assert gguf_speed(starter, ONE_CORE, 1024, "q4_0").writing < short.writing


def test_the_machine_decides(starter: GGUFHeader) -> None:
    one = gguf_speed(starter, ONE_CORE, 2048)
    half = gguf_speed(starter, replace(ONE_CORE, arithmetic=REFERENCE_ARITHMETIC / 2), 2048)
    assert half.writing == pytest.approx(one.writing / 2, rel=0.01)
    two = gguf_speed(starter, replace(ONE_CORE, threads=2), 2048)
    assert 1.8 < two.reading / one.reading < 1.9
    starved = gguf_speed(starter, replace(ONE_CORE, bandwidth=1e9), 2048)
    weights = sum(tensor.bytes for tensor in starter.tensors)
    assert starved.writing == pytest.approx(1e9 / weights, rel=0.1)


def test_adapters_cost_a_little(starter: GGUFHeader, tmp_path: Path) -> None:
    adapter = inspect_adapter(random_lora(linear_tensors(starter.path), rank=16).write(tmp_path / "a.gguf"))
    plain, with_it = gguf_speed(starter, ONE_CORE, 2048), gguf_speed(starter, ONE_CORE, 2048, adapters=[adapter])
    assert 0.8 * plain.writing < with_it.writing < plain.writing
    assert 0.8 * plain.reading < with_it.reading < plain.reading


def test_an_onnx_model_has_a_forecast_too(tmp_path: Path) -> None:
    folder = inspect_onnx(write_genai(tmp_path / "tiny"))
    speed = onnx_speed(folder, ONE_CORE, 64)
    assert speed.reading > speed.writing > 1000


def test_words_claim_two_digits() -> None:
    assert Speed(1234.5, 98.76).words == "about 99 tokens a second, after reading 1,200 a second"
    assert Speed(40.4, 3.14159).words.startswith("about 3.1 tokens")


def test_what_was_measured_is_kept_for_the_processor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "homespun.machine.json"
    first = known_machine(file, "some processor", 1)
    assert 1e8 < first.bandwidth < 1e13
    assert 1e8 < first.arithmetic < 1e13
    monkeypatch.setattr("models.machine.measure", lambda processor, threads: Machine(processor, threads, 1.0, 2.0))
    assert known_machine(file, "some processor", 1) == first
    assert known_machine(file, "another processor", 1).bandwidth == 1.0
    assert json.loads(file.read_text())["processor"] == "another processor"
    for damaged in ("", "[]", "{}", '{"format": 1, "processor": "p", "threads": 1, "bandwidth": -1.0}', "[" * 10**5):
        file.write_text(damaged)
        assert known_machine(file, "p", 1).arithmetic == 2.0
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def test_where_nothing_can_be_kept_it_is_measured(tmp_path: Path) -> None:
    assert known_machine(tmp_path / "missing" / "machine.json", "p", 1).arithmetic > 0


def test_threads_read_together() -> None:
    assert measure("p", 2).threads == 2


def test_a_forecast_says_what_would_fit(starter: GGUFHeader, monkeypatch: pytest.MonkeyPatch) -> None:
    found = forecast(starter.path, ONE_CORE)
    assert (found.context_length, found.fits, found.advice) == (8192, True, "")
    monkeypatch.setattr(forecasts, "available_memory", lambda: found.need.total - 10**8)
    tight = forecast(starter.path, ONE_CORE)
    assert not tight.fits
    assert "context of" in tight.advice
    assert forecast(starter.path, ONE_CORE, freed=10**8).fits


def test_a_forecast_of_a_folder_and_of_too_long_a_context(tmp_path: Path) -> None:
    folder = write_genai(tmp_path / "tiny")
    assert forecast(folder, ONE_CORE).fits
    with pytest.raises(EngineError, match="more than the 256") as caught:
        forecast(tiny_llama().write(tmp_path / "t.gguf"), ONE_CORE, 512)
    assert caught.value.kind is ErrorKind.UNSUPPORTED
