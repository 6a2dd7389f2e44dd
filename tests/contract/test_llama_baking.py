"""Baking adapters into a new GGUF model."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.backends.base import Floats, Interrupted, LoadedModel
from engine.backends.llama import LlamaBackend
from engine.backends.llama import baking as baking_module
from engine.backends.llama.baking import bake, repacked, type_after, unpacked
from engine.errors import EngineError, ErrorKind
from engine.protocol import AdapterUse
from models.gguf_format import TENSOR_TYPES, ValueType
from models.inspect_gguf import inspect_gguf
from tests.contract.conftest import Load, never
from tests.gguf_files import F16, F32, GGUFFile, linear_tensors, random_control_vector, random_lora, tiny_llama
from tests.unit.odd_disks import small_disk

TOKENS = [*range(60, 80)]
TEXT, U16 = ValueType.STRING, ValueType.UINT16


def plain_model() -> GGUFFile:
    """In F32, but for one matrix in F16 and one in Q8_0."""
    file = tiny_llama(layers=2, width=64, heads=4, kv_heads=2, feed_forward=96, words=["▁"])
    for tensor in file.tensors:
        if tensor.type == F16 and "attn_v" not in tensor.name:
            assert tensor.data is not None
            tensor.data = np.frombuffer(tensor.data, "<f2").astype("<f4").tobytes()
            tensor.type = F32
    return file


def put(path: Path, adapters: list[AdapterUse], output: Path) -> Path:
    bake(inspect_gguf(path), adapters, output, lambda _done, _total: None, never)
    return output


def logits(model: LoadedModel) -> Floats:
    model.truncate(0)
    model.evaluate(TOKENS)
    return model.logits()


def together(model: LoadedModel, uses: list[AdapterUse]) -> Floats:
    """With the adapters beside the model."""
    adapters = [(model.load_adapter(Path(use.path)), use.scale) for use in uses]
    model.set_adapters(adapters)
    result = logits(model)
    model.set_adapters([])
    return result


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return plain_model().write(tmp_path / "model.gguf")


@pytest.fixture
def uses(path: Path, tmp_path: Path) -> list[AdapterUse]:
    shapes = linear_tensors(path)
    one = random_lora(shapes, rank=3, alpha=6, strength=0.5, kind=F32, name="One", seed=1)
    one.set("general.license", TEXT, "cc-by-4.0")
    del shapes["blk.0.attn_q.weight"]
    two = random_lora(shapes, rank=2, strength=0.5, kind=F32, name="Two", seed=2)
    return [
        AdapterUse(str(one.write(tmp_path / "one.gguf")), 0.8),
        AdapterUse(str(two.write(tmp_path / "two.gguf")), -0.5),
    ]


class TestResult:
    def test_it_does_what_the_adapters_do(self, load: Load, path: Path, uses: list[AdapterUse], tmp_path: Path) -> None:
        model = load(path, threads=1)
        expected = together(model, uses)
        baked = load(put(path, uses, tmp_path / "baked.gguf"), threads=1)
        assert np.abs(logits(baked) - expected).max() < 0.01
        assert np.abs(logits(model) - expected).max() > 0.3

    def test_what_no_adapter_touches_stays_byte_for_byte(self, path: Path, tmp_path: Path) -> None:
        shapes = {"blk.1.ffn_up.weight": (64, 96)}
        adapter = random_lora(shapes).write(tmp_path / "adapter.gguf")
        output = put(path, [AdapterUse(str(adapter))], tmp_path / "baked.gguf")
        before, after = (inspect_gguf(file).tensors for file in (path, output))
        assert [tensor.name for tensor in before] == [tensor.name for tensor in after]
        for old, new in zip(before, after, strict=True):
            same = contents(path, old.offset, old.bytes) == contents(output, new.offset, new.bytes)
            assert same == (old.name not in shapes)

    def test_it_says_what_it_is(self, path: Path, uses: list[AdapterUse], tmp_path: Path) -> None:
        output = put(path, uses, tmp_path / "baked.gguf")
        before, after = inspect_gguf(path), inspect_gguf(output)
        assert after.name == "Tiny + One + Two"
        assert after.license == before.license == "apache-2.0"
        assert after.vocabulary_size == before.vocabulary_size
        kept = {key: value for key, value in before.metadata.items() if key != "general.name"}
        assert kept.items() <= after.metadata.items()
        assert b"One, scale 0.8, license cc-by-4.0" in output.read_bytes()
        again = put(output, uses[1:], tmp_path / "again.gguf")
        assert inspect_gguf(again).name == "Tiny + One + Two + Two"
        assert again.read_bytes().count(b"license cc-by-4.0") == 1
        assert again.read_bytes().count(b"Two, scale -0.5") == 2
        assert output.stat().st_mode & 0o077 == 0

    def test_a_model_in_parts_becomes_one_file(
        self, load: Load, path: Path, uses: list[AdapterUse], tmp_path: Path
    ) -> None:
        whole = plain_model()
        first, second = replace(whole, tensors=whole.tensors[:9]), replace(whole, tensors=whole.tensors[9:])
        second.metadata = {"general.architecture": (TEXT, "llama")}
        parts: list[Path] = []
        for number, part in enumerate((first, second)):
            part.metadata = dict(part.metadata)
            part.set("split.no", U16, number)
            part.set("split.count", U16, 2)
            part.set("split.tensors.count", ValueType.INT32, len(whole.tensors))
            parts.append(part.write(tmp_path / f"split-{number + 1:05}-of-00002.gguf"))
        together_again = put(parts[0], uses, tmp_path / "one.baked")
        assert together_again.read_bytes() == put(path, uses, tmp_path / "baked.gguf").read_bytes()

    def test_scale_zero_is_left_out(self, path: Path, uses: list[AdapterUse], tmp_path: Path) -> None:
        off = replace(uses[1], scale=0.0)
        with_it = put(path, [uses[0], off], tmp_path / "with.gguf").read_bytes()
        assert with_it == put(path, uses[:1], tmp_path / "without.gguf").read_bytes()

    def test_progress_ends_at_the_size_of_the_file(
        self, llama: LlamaBackend, path: Path, uses: list[AdapterUse], tmp_path: Path
    ) -> None:
        told: list[tuple[int, int]] = []
        output = tmp_path / "baked.gguf"
        llama.bake(path, uses, output, lambda done, total: told.append((done, total)), never)
        size = output.stat().st_size
        assert told[-1] == (size, size)
        assert {total for _, total in told} == {size}
        assert [done for done, _ in told] == sorted(done for done, _ in told)

    @pytest.mark.parametrize("step", [64, 64 * 7, 64 * 96])
    def test_the_size_of_the_steps_does_not_matter(
        self, path: Path, uses: list[AdapterUse], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
    ) -> None:
        expected = put(path, uses, tmp_path / "baked.gguf").read_bytes()
        monkeypatch.setattr(baking_module, "_CHUNK_NUMBERS", step)
        monkeypatch.setattr(baking_module, "_PIECE", 1000)
        monkeypatch.setattr(baking_module, "_BYTES_BETWEEN_SYNCS", 10_000)
        stepwise = np.frombuffer(put(path, uses, tmp_path / "stepwise.gguf").read_bytes(), np.uint8)
        # Products of fewer rows at once are summed in another order.
        different = np.count_nonzero(stepwise != np.frombuffer(expected, np.uint8))
        assert len(stepwise) == len(expected)
        assert different < len(expected) // 4

    def test_experts(self, path: Path, tmp_path: Path) -> None:
        """Each gets the product of its own matrices."""
        file = plain_model()
        experts = np.arange(3 * 96 * 64, dtype="<f4").reshape(3, 96, 64) / 1e4
        tensor = file.tensor("blk.1.ffn_up.weight")
        file.tensors[file.tensors.index(tensor)] = replace(
            tensor, name="blk.1.ffn_up_exps.weight", shape=(64, 96, 3), data=experts.tobytes()
        )
        source = file.write(tmp_path / "experts.gguf")
        lora = random_lora({"blk.1.ffn_up_exps.weight": (64, 96, 3)}, rank=2, kind=F32)
        adapter = lora.write(tmp_path / "adapter.gguf")
        output = put(source, [AdapterUse(str(adapter), 2.0)], tmp_path / "baked.gguf")
        a, b = (np.frombuffer(half.data or b"", "<f4").reshape(half.shape[::-1]) for half in lora.tensors)
        changed = next(tensor for tensor in inspect_gguf(output).tensors if "exps" in tensor.name)
        result = np.frombuffer(contents(output, changed.offset, changed.bytes), "<f4").reshape(3, 96, 64)
        assert np.allclose(result, experts + 2 * (b @ a), atol=1e-5)


def contents(path: Path, offset: int, size: int) -> bytes:
    return path.read_bytes()[offset : offset + size]


class TestFormats:
    @pytest.mark.parametrize("name", [kind.name for kind in TENSOR_TYPES.values() if kind.weight])
    def test_all_of_them_can_be_read(self, name: str) -> None:
        """And become one that is fine enough for what an adapter adds."""
        number, kind = next((number, kind) for number, kind in TENSOR_TYPES.items() if kind.name == name)
        inputs = 512
        zeros = np.zeros((2, inputs // kind.block * kind.block_bytes), np.uint8)
        weights = unpacked(zeros, number, inputs)
        assert weights.shape == (2, inputs)
        assert np.isfinite(weights).all()
        target = type_after(name)
        assert target in ("F32", "F16", "BF16", "Q8_0")
        assert target == name or kind.block > 1

    @pytest.mark.parametrize(("name", "error"), [("F32", 0), ("F16", 5e-4), ("BF16", 4e-3), ("Q8_0", 5e-3)])
    def test_there_and_back(self, name: str, error: float) -> None:
        number = next(number for number, kind in TENSOR_TYPES.items() if kind.name == name)
        weights = np.random.default_rng(0).uniform(-1, 1, (5, 96)).astype(np.float32)
        back = unpacked(repacked(weights, number), number, 96)
        assert np.abs(back - weights).max() <= error

    @pytest.mark.model
    def test_the_starter_model(self, load: Load, starter: Path, tmp_path: Path) -> None:
        """Its Q4_1 becomes Q8_0 where the adapter acts, and only there."""
        shapes = {name: shape for name, shape in linear_tensors(starter).items() if name.startswith("blk.3.")}
        adapter = random_lora(shapes, strength=2.0).write(tmp_path / "adapter.gguf")
        uses = [AdapterUse(str(adapter))]
        output = put(starter, uses, tmp_path / "baked.gguf")
        types = {tensor.name: tensor.type.name for tensor in inspect_gguf(output).tensors}
        assert {name for name, kind in types.items() if kind == "Q8_0"} - {"token_embd.weight"} == shapes.keys()
        model = load(starter, context_length=512, threads=1)
        plain, expected = logits(model), together(model, uses)
        result = logits(load(output, context_length=512, threads=1))
        errors = [float(np.sqrt(np.mean(np.square(other - expected)))) for other in (result, plain)]
        assert errors[0] < errors[1] / 3


class TestRefusals:
    def refuse(self, path: Path, uses: list[AdapterUse], output: Path, kind: ErrorKind, words: str) -> None:
        before = sorted(output.parent.iterdir())
        with pytest.raises(EngineError, match=words) as caught:
            put(path, uses, output)
        assert caught.value.kind is kind
        assert sorted(output.parent.iterdir()) == before

    def test_a_control_vector(self, path: Path, tmp_path: Path) -> None:
        vector = random_control_vector((1,), 64).write(tmp_path / "vector.gguf")
        self.refuse(path, [AdapterUse(str(vector))], tmp_path / "x", ErrorKind.UNSUPPORTED, "cannot be baked")

    def test_an_activated_one(self, path: Path, tmp_path: Path) -> None:
        adapter = random_lora(linear_tensors(path), invocation=[65]).write(tmp_path / "activated.gguf")
        self.refuse(path, [AdapterUse(str(adapter))], tmp_path / "x", ErrorKind.UNSUPPORTED, "from certain words on")

    def test_nothing(self, path: Path, uses: list[AdapterUse], tmp_path: Path) -> None:
        off = [replace(use, scale=0.0) for use in uses]
        self.refuse(path, off, tmp_path / "x", ErrorKind.UNSUPPORTED, "nothing to bake")

    def test_one_of_another_model(self, path: Path, tmp_path: Path) -> None:
        adapter = random_lora({"blk.7.attn_q.weight": (64, 64)}).write(tmp_path / "adapter.gguf")
        self.refuse(path, [AdapterUse(str(adapter))], tmp_path / "x", ErrorKind.ADAPTER_MISMATCH, "does not fit")

    def test_a_file_that_is_there(self, path: Path, uses: list[AdapterUse], tmp_path: Path) -> None:
        output = tmp_path / "there.gguf"
        output.write_bytes(b"mine")
        self.refuse(path, uses, output, ErrorKind.UNSUPPORTED, "already")
        assert output.read_bytes() == b"mine"
        self.refuse(path, uses, path, ErrorKind.UNSUPPORTED, "already")

    def test_weights_that_are_scaled_elsewhere(self, uses: list[AdapterUse], tmp_path: Path) -> None:
        file = plain_model()
        file.tensors.append(replace(file.tensor("output_norm.weight"), name="blk.0.attn_q.scale"))
        path = file.write(tmp_path / "scaled.gguf")
        self.refuse(path, uses, tmp_path / "x", ErrorKind.UNSUPPORTED, "scaled by tensors")

    def test_a_model_that_is_broken_there(self, uses: list[AdapterUse], tmp_path: Path) -> None:
        file = plain_model()
        tensor = file.tensor("blk.1.ffn_down.weight")
        tensor.data = np.full(tensor.shape[::-1], np.nan, "<f4").tobytes()
        self.refuse(file.write(tmp_path / "b.gguf"), uses, tmp_path / "x", ErrorKind.MODEL_INVALID, "not finite")

    def test_a_folder_that_is_not_there(self, path: Path, uses: list[AdapterUse], tmp_path: Path) -> None:
        with pytest.raises(EngineError, match="could not be written"):
            put(path, uses, tmp_path / "nowhere" / "baked.gguf")

    def test_a_disk_that_is_too_small(self, path: Path, uses: list[AdapterUse], tmp_path: Path) -> None:
        disk = tmp_path / "disk"
        with small_disk(disk, "64k"):
            with pytest.raises(EngineError, match="are free on that disk") as caught:
                put(path, uses, disk / "baked.gguf")
            assert caught.value.kind is ErrorKind.DISK_FULL
            assert not list(disk.iterdir())

    @pytest.mark.parametrize("moment", [0, 1, 5, 20])
    def test_an_interrupt_leaves_nothing(self, path: Path, uses: list[AdapterUse], tmp_path: Path, moment: int) -> None:
        asked = iter(range(moment + 1))
        with pytest.raises(Interrupted):
            bake(
                inspect_gguf(path),
                uses,
                tmp_path / "baked.gguf",
                lambda _done, _total: None,
                lambda: next(asked) == moment,
            )
        assert not [file for file in tmp_path.iterdir() if "baked" in file.name]
