"""Adapters on the starter model's ONNX twin: set, stacked, scaled and cleared while it stays loaded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.backends.base import Floats, LoadedModel
from engine.backends.llama import LlamaBackend
from engine.backends.onnx import OnnxBackend, graphs
from engine.backends.onnx.adapters import read_adapter, stacked
from engine.errors import EngineError, ErrorKind
from engine.protocol import LoadOptions
from models.adapters.merge import merge
from models.inspect_onnx import inspect_onnx
from tests.contract.conftest import ignore, never
from tests.gguf_files import linear_tensors, random_control_vector, random_lora

pytestmark = pytest.mark.model

TEXT = "The sea is wide, and whoever looks at it for long enough begins to speak more slowly, or not at all."


@pytest.fixture(scope="module")
def files(starter: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Two adapters of all linear layers, one of two of them only, and one of all that have rows to be reordered."""
    folder = tmp_path_factory.mktemp("adapters")
    shapes = linear_tensors(starter)
    few = {name: shape for name, shape in shapes.items() if name in ("blk.3.attn_q.weight", "blk.9.ffn_down.weight")}
    qk = {name: shape for name, shape in shapes.items() if ".attn_q." in name or ".attn_k." in name}
    return {
        "qk": random_lora(qk, rank=4, alpha=8, strength=1.0, name="QK", seed=1).write(folder / "qk.gguf"),
        "a": random_lora(shapes, rank=4, alpha=8, strength=0.2, name="A", seed=1).write(folder / "a.gguf"),
        "b": random_lora(shapes, rank=8, strength=0.2, name="B", seed=2).write(folder / "b.gguf"),
        "few": random_lora(few, rank=2, alpha=2, strength=0.5, name="Few", seed=3).write(folder / "few.gguf"),
    }


@pytest.fixture(scope="module")
def loaded(twin: Path) -> Iterator[LoadedModel]:
    model = OnnxBackend().load(twin, LoadOptions(context_length=256), ignore, never)
    yield model
    model.close()


@pytest.fixture
def model(loaded: LoadedModel) -> LoadedModel:
    loaded.set_adapters([])
    loaded.truncate(0)
    return loaded


def read(model: LoadedModel) -> Floats:
    """The logits after the text, evaluated anew: a batch, and a token as in decoding."""
    model.truncate(0)
    tokens = model.tokenize(TEXT, special=False)
    model.evaluate(tokens[:-1])
    model.evaluate(tokens[-1:])
    return model.logits()


def test_no_adapter_leaves_no_trace(twin: Path, files: dict[str, Path]) -> None:
    """Bit for bit, whether one was loaded, active, or at scale 0."""
    model = OnnxBackend().load(twin, LoadOptions(context_length=256), ignore, never)
    before = read(model)
    adapter = model.load_adapter(files["a"])
    assert np.array_equal(read(model), before)
    model.set_adapters([(adapter, 1.0)])
    assert not np.array_equal(read(model), before)
    model.set_adapters([(adapter, 0.0)])
    assert np.array_equal(read(model), before)
    model.set_adapters([])
    assert np.array_equal(read(model), before)
    adapter.close()
    assert np.array_equal(read(model), before)
    model.close()


def test_also_where_memory_allows_one_graph_only(
    twin: Path, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    model = OnnxBackend().load(twin, LoadOptions(context_length=256), ignore, never)
    before = read(model)
    monkeypatch.setattr(graphs, "available_memory", lambda: 0)
    adapter = model.load_adapter(files["a"])
    assert np.array_equal(read(model), before)
    model.set_adapters([(adapter, 1.0)])
    assert not np.array_equal(read(model), before)
    model.set_adapters([])
    assert np.array_equal(read(model), before)
    model.close()


def test_a_graph_for_adapters_that_fails_leaves_the_plain_one(
    twin: Path, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    model = OnnxBackend().load(twin, LoadOptions(context_length=256), ignore, never)
    before = read(model)
    real = graphs.open_session

    def failing(graph: Path, *rest: Any, **options: Any) -> Any:
        if graph.name != "model.onnx":
            raise EngineError(ErrorKind.MODEL_INVALID, "It is damaged.")
        return real(graph, *rest, **options)

    monkeypatch.setattr(graphs, "open_session", failing)
    for available in (1 << 40, 0):
        monkeypatch.setattr(graphs, "available_memory", lambda available=available: available)
        with pytest.raises(EngineError, match="damaged"):
            model.load_adapter(files["few"])
        assert np.array_equal(read(model), before)
    model.close()


def test_it_says_what_it_has_loaded(model: LoadedModel, files: dict[str, Path]) -> None:
    adapter = model.load_adapter(files["a"])
    assert model.info.adapter_problem == ""
    assert (adapter.info.name, adapter.info.rank, adapter.info.tensors) == ("A", 4, 210)
    assert adapter.info.bytes > files["a"].stat().st_size  # twice its F16
    assert adapter.invocation == ()
    assert len(adapter.info.fingerprint) == 64


def test_a_stack_is_what_its_merged_file_is(model: LoadedModel, files: dict[str, Path], tmp_path: Path) -> None:
    uses = [(files["a"], 0.7), (files["b"], -0.4), (files["few"], 1.5)]
    merge(uses, tmp_path / "merged.gguf", "All")
    stack = [(model.load_adapter(path), scale) for path, scale in uses]
    model.set_adapters(stack)
    together = read(model)
    model.set_adapters([(model.load_adapter(tmp_path / "merged.gguf"), 1.0)])
    merged = read(model)
    model.set_adapters([])
    base = read(model)
    # 8-bit products round the sums of another order otherwise; the arrays themselves are compared below.
    assert np.corrcoef(together - base, merged - base)[0, 1] > 0.95


def test_stacked_arrays_are_the_sum(twin: Path, files: dict[str, Path]) -> None:
    folder = inspect_onnx(twin)
    assert folder.adapter_ports is not None
    ports = folder.adapter_ports.lora
    uses = [
        (read_adapter(files[name], folder, ports), scale) for name, scale in (("a", 0.7), ("b", -0.4), ("few", 1.5))
    ]
    arrays = stacked([*uses, (read_adapter(files["b"], folder, ports), 0.0)], ports)
    assert len(arrays) == 2 * len(ports)
    for port in ports[::10]:
        a, b = (arrays[name] for name in port.names)
        parts = [scale * pair[0] @ pair[1] for adapter, scale in uses if (pair := adapter.pairs.get(port.tensor))]
        assert (
            a.shape[1]
            == b.shape[0]
            == sum(adapter.pairs[port.tensor][0].shape[1] for adapter, _ in uses[:2]) + (2 if len(parts) == 3 else 0)
        )
        assert np.abs(a @ b - sum(parts)).max() < 1e-5


def test_the_order_does_not_matter(model: LoadedModel, files: dict[str, Path]) -> None:
    a, b = model.load_adapter(files["a"]), model.load_adapter(files["b"])
    model.set_adapters([(a, 0.5), (b, 1.0)])
    one = read(model)
    model.set_adapters([(b, 1.0), (a, 0.5)])
    assert np.array_equal(read(model), one)


def test_a_scale_of_two_is_the_adapter_twice(model: LoadedModel, files: dict[str, Path]) -> None:
    base = read(model)
    adapter = model.load_adapter(files["few"])
    model.set_adapters([(adapter, 2.0)])
    scaled = read(model) - base
    model.set_adapters([(adapter, 1.0), (adapter, 1.0)])
    assert np.corrcoef(read(model) - base, scaled)[0, 1] > 0.9


def test_what_is_held_stays(model: LoadedModel, files: dict[str, Path]) -> None:
    """A swap keeps the cache and its position: what was computed before is not touched."""
    tokens = model.tokenize(TEXT, special=False)
    model.evaluate(tokens[:10])
    held = model.snapshot()
    model.set_adapters([(model.load_adapter(files["a"]), 1.0)])
    assert model.position == 10
    model.evaluate(tokens[10:])
    mixed = model.logits()
    model.restore(held)
    model.evaluate(tokens[10:])
    assert np.array_equal(model.logits(), mixed)


def test_it_does_what_it_does_on_llama_cpp(
    model: LoadedModel, files: dict[str, Path], llama: LlamaBackend, starter: Path
) -> None:
    """The weights are rounded otherwise, so numbers differ. Measured: what this adapter of q and k changes in the
    logits correlates by 0.74; with the rows of q and k left in GGUF's order, by 0.24."""
    other = llama.load(starter, LoadOptions(context_length=256), ignore, never)
    changes: list[Floats] = []
    for one in (model, other):
        base = read(one)
        one.set_adapters([(one.load_adapter(files["qk"]), 1.0)])
        changes.append(read(one) - base)
        one.set_adapters([])
    other.close()
    assert np.corrcoef(changes[0], changes[1])[0, 1] > 0.5


def test_one_for_another_model_is_refused(model: LoadedModel, tmp_path: Path) -> None:
    path = random_lora({"blk.0.attn_q.weight": (64, 64)}, name="Other").write(tmp_path / "other.gguf")
    with pytest.raises(EngineError, match=r"Smol.*576") as caught:
        model.load_adapter(path)
    assert caught.value.kind is ErrorKind.ADAPTER_MISMATCH


def test_a_control_vector_is_refused_with_its_reason(model: LoadedModel, tmp_path: Path) -> None:
    path = random_control_vector([1, 2], 576).write(tmp_path / "vector.gguf")
    with pytest.raises(EngineError, match="control vector") as caught:
        model.load_adapter(path)
    assert caught.value.kind is ErrorKind.UNSUPPORTED


def test_a_file_that_is_not_there(model: LoadedModel, tmp_path: Path) -> None:
    with pytest.raises(EngineError) as caught:
        model.load_adapter(tmp_path / "none.gguf")
    assert caught.value.kind is ErrorKind.MODEL_NOT_FOUND
