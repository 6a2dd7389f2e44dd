"""The cut of a model in two, and the choice of what is merged between the parts."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.deeper_merging_graph import Part, pool
from benchmarks.deeper_merging_quality import alike
from engine.backends.onnx.embedding_table import EmbeddingTable
from models.inspect_onnx import inspect_onnx
from models.onnx.convert import Precision
from tests.onnx_twin import onnx_twin

LAYERS, LENGTH = 30, 64


def test_two_parts_give_the_logits_of_the_whole() -> None:
    folder = inspect_onnx(onnx_twin(Precision.FP32))
    rows = EmbeddingTable(folder).rows([(7919 * place) % 20_000 + 300 for place in range(24)])
    whole = Part(folder, range(LAYERS), LENGTH, 1)
    expected = whole.run(rows)[0]
    whole.close()
    lower, upper = Part(folder, range(10), LENGTH, 1), Part(folder, range(10, LAYERS), LENGTH, 1)
    found = upper.run(lower.run(rows[:20])[0])[0]
    for place in range(20, 24):  # token by token, as in decoding
        found = upper.run(lower.run(rows[place : place + 1])[0])[0]
    assert found == pytest.approx(expected, abs=2e-3)
    lower.clear()
    states = lower.run(rows)[0]
    upper.clear()
    upper.place(np.arange(24, dtype=np.int64) + 9)  # the rotation is relative
    assert upper.run(states)[0] == pytest.approx(expected, abs=2e-3)
    upper.clear()
    upper.place(np.arange(24, dtype=np.int64) * 2)
    assert np.abs(upper.run(states)[0] - expected).max() > 0.1
    lower.close()
    upper.close()


def test_states_are_pooled_by_span() -> None:
    states = np.arange(10, dtype=np.float32).reshape(5, 2)
    assert pool(states, [1, 3, 1], "mean").tolist() == [[0, 1], [4, 5], [8, 9]]
    assert pool(states, [1, 3, 1], "last").tolist() == [[0, 1], [6, 7], [8, 9]]


def test_the_most_similar_neighbours_become_one() -> None:
    states = np.eye(12, dtype=np.float32)
    states[6] = states[5] * 3  # the length of a state does not matter
    states[1] = states[0]  # at the start, which stays as it is
    states[11] = states[10]  # at the end
    assert alike(states, 1 / 12, start=2, guard=2) == [1] * 5 + [2] + [1] * 5


def test_no_span_is_longer_than_four() -> None:
    lengths = alike(np.ones((40, 3), np.float32), 0.9, start=3, guard=5)
    assert sum(lengths) == 40
    assert lengths[:3] == [1] * 3
    assert lengths[-5:] == [1] * 5
    assert max(lengths) == 4
