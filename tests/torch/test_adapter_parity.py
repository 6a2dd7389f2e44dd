"""Conversion proven by logits: PEFT in torch against the converted adapter on llama.cpp and on ONNX Runtime."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.adapter_parity import (
    LLAMA_F16,
    LLAMA_F32,
    LLAMA_Q4,
    NONE,
    ONNX_FP32,
    ONNX_INT4,
    UNORDERED,
    Parity,
    measure_starter,
    measure_tiny,
)

# Half a minute on a quiet machine; a conversion of the starter model comes on top where there is none yet.
pytestmark = [pytest.mark.model, pytest.mark.slow, pytest.mark.timeout(900)]

EFFECT = 0.05
"""Nats. An adapter that did less would prove nothing."""


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> list[Parity]:
    return measure_starter(tmp_path_factory.mktemp("starter"))


def of(rows: list[Parity], engine: str) -> list[Parity]:
    """First without adapters, then with."""
    found = [row for row in rows if row.engine == engine and row.case != UNORDERED]
    assert [row.case for row in found].index(NONE) == 0
    assert len(found) > 3
    assert all(row.effect > EFFECT for row in found[1:])
    return found


def exact(row: Parity) -> float:
    """The largest difference that float32 arithmetic explains. Where an adapter's ranks and alphas differ between its
    layers their ratio goes into B, which is rounded to float16 then."""
    return 2e-2 if "own ranks" in row.case or row.case == "both" else 1e-3


def test_logits_agree_on_onnx_in_float32(starter: list[Parity]) -> None:
    for row in of(starter, ONNX_FP32):
        assert row.largest < exact(row), row
        assert row.kl < 1e-6, row


def test_logits_agree_on_llama_in_float16(starter: list[Parity]) -> None:
    rows = of(starter, LLAMA_F16)
    for row in rows:
        assert row.kl < 1e-4, row
        # Activations are rounded to float16 there, adapter or not.
        assert row.largest < 4 * rows[0].largest, row


@pytest.mark.parametrize("engine", [LLAMA_Q4, ONNX_INT4])
def test_an_adapter_adds_little_to_what_quantization_costs(starter: list[Parity], engine: str) -> None:
    none, *rows = of(starter, engine)
    for row in rows:
        assert row.kl < 3 * none.kl, row
        assert row.kl < row.effect, row


def test_rows_that_are_not_reordered_are_found_out(starter: list[Parity]) -> None:
    right = next(row for row in of(starter, LLAMA_F16) if row.case == "capitals")
    wrong = next(row for row in starter if row.case == UNORDERED)
    assert wrong.kl > 1000 * right.kl


@pytest.mark.parametrize("architecture", ["qwen2", "qwen3"])
def test_logits_agree_for_other_architectures(architecture: str, tmp_path: Path) -> None:
    rows = measure_tiny(architecture, tmp_path)
    for row in of(rows, ONNX_FP32):
        assert row.largest < exact(row), row
    llama = of(rows, LLAMA_F32)
    for row in llama:
        assert row.largest < 4 * llama[0].largest, row  # the KV cache is in float16
        assert row.kl < 1e-4, row
