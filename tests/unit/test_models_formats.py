"""The advice on number formats says what was measured."""

from __future__ import annotations

import platform
from pathlib import Path

import pytest

from models.formats import MEASURED, faster_format, is_quantized, requantized_bytes
from models.gguf_header import GGUFHeader
from models.inspect_gguf import inspect_gguf
from models.starter import starter_model
from tests.gguf_files import tiny_llama

TABLE = Path(__file__).parents[2] / "benchmarks" / "results" / "formats.md"


@pytest.fixture(scope="module")
def starter() -> GGUFHeader:
    path = starter_model()
    assert path is not None
    return inspect_gguf(path)


@pytest.fixture
def processor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "x86_64")


@pytest.mark.usefixtures("processor")
def test_proposes_q8_0_for_the_starter_model(starter: GGUFHeader) -> None:
    advice = faster_format(starter)
    assert advice is not None
    assert (advice.format, advice.reading) == ("Q8_0", MEASURED["Q4_1"].reading)
    assert advice.bytes == pytest.approx(144_811_552, rel=0.01)  # what llama.cpp wrote
    assert "stored as Q4_1" in advice.message
    assert "about 2 times as fast" in advice.message
    assert "145 MB instead of 98 MB" in advice.message


@pytest.mark.usefixtures("processor")
def test_has_nothing_to_say_where_the_format_is_fast(tmp_path: Path) -> None:
    assert faster_format(inspect_gguf(tiny_llama().write(tmp_path / "m.gguf"))) is None


def test_says_nothing_of_processors_that_were_not_measured(
    starter: GGUFHeader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "arm64")
    assert faster_format(starter) is None


@pytest.mark.parametrize("stored", MEASURED)
def test_the_numbers_are_those_of_the_table(stored: str) -> None:
    rows = [line.strip("| ").split(" | ") for line in TABLE.read_text().splitlines() if line.startswith("| ")]
    speeds = {row[0]: (float(row[3]), float(row[5])) for row in rows[1:]}
    measured = MEASURED[stored]
    prefill, decode = (new / old for new, old in zip(speeds[measured.format], speeds[stored], strict=True))
    assert measured.reading == pytest.approx(prefill, abs=0.01)
    assert measured.writing == pytest.approx(decode, abs=0.01)


@pytest.mark.parametrize(("kind", "bytes_written"), [("Q8_0", 144_811_072), ("Q4_0", 91_726_912), ("F16", 270_885_952)])
def test_the_size_in_another_format_is_known_before(kind: str, bytes_written: int, starter: GGUFHeader) -> None:
    """Next to what llama.cpp wrote."""
    assert requantized_bytes(starter, kind) == pytest.approx(bytes_written, rel=0.001)


def test_a_mix_of_formats_is_estimated_from_above(starter: GGUFHeader) -> None:
    assert 105_454_144 <= requantized_bytes(starter, "Q4_K_M") < 1.1 * 105_454_144


def test_tells_rounded_models_from_others(starter: GGUFHeader, tmp_path: Path) -> None:
    assert is_quantized(starter)
    assert not is_quantized(inspect_gguf(tiny_llama().write(tmp_path / "m.gguf")))
