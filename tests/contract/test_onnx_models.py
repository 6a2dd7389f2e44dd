"""ONNX folders as people have them: exports of Optimum and of onnxruntime-genai, in every number format."""

from __future__ import annotations

import itertools
import json
import logging
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
import sentencepiece
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer

from engine.backends.base import Interrupted, LoadedModel
from engine.backends.onnx import OnnxBackend, runtime
from engine.errors import EngineError, ErrorKind
from engine.protocol import LoadOptions, SamplingOptions
from tests.contract.conftest import ignore, never
from tests.contract.test_llama_sequence import largest_file
from tests.genai_folder import genai_folder
from tests.onnx_files import (
    CONTEXT,
    Style,
    expected_logits,
    random_weights,
    write_genai,
    write_optimum,
)

LoadOnnx = Callable[..., LoadedModel]

WEIGHTS = random_weights()
PIECES = 600
"""Of the vocabulary for SentencePiece: 256 bytes and what the texts have most of."""

TOKENS = [int(token) for token in np.random.default_rng(1).integers(0, 256, 90)]


@pytest.fixture
def load_onnx() -> Iterator[LoadOnnx]:
    """Loads an ONNX folder with options; what it loaded is closed after the test."""
    loaded: list[LoadedModel] = []

    def load(path: Path, **options: object) -> LoadedModel:
        chosen = LoadOptions(**options)  # pyright: ignore[reportArgumentType]
        loaded.append(OnnxBackend().load(path, chosen, ignore, never))
        return loaded[-1]

    yield load
    for model in loaded:
        model.close()


@pytest.fixture(params=["copied", "shared"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A model whose graph copies its cache, and one whose graph appends to it."""
    return (write_optimum if request.param == "copied" else write_genai)(tmp_path / "tiny")


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A vocabulary learnt from the texts of this repository."""
    root = Path(__file__).parents[2]
    lines = [
        line
        for name in ("README.md", "CONTRIBUTING.md", "LICENSE")
        for line in (root / name).read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    prefix = tmp_path_factory.mktemp("pieces") / "tokenizer"
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines),
        model_prefix=str(prefix),
        vocab_size=PIECES,
        model_type="bpe",
        byte_fallback=True,
        minloglevel=2,
    )
    return prefix.with_suffix(".model").read_bytes()


def difference(model: LoadedModel, tokens: list[int]) -> float:
    return float(np.abs(model.logits() - expected_logits(WEIGHTS, tokens)).max())


class TestNumbers:
    @pytest.mark.parametrize(
        ("style", "tolerance"),
        [
            (Style(), 1e-4),
            (Style(external=True), 1e-4),
            (Style(keeps_last=True), 1e-4),
            (Style(shares_cache=True), 1e-4),
            (Style(floats=np.float16), 0.1),
        ],
        ids=["plain", "external", "keeps_last", "shared", "half"],
    )
    def test_they_are_what_the_model_computes(
        self, load_onnx: LoadOnnx, tmp_path: Path, style: Style, tolerance: float
    ) -> None:
        model = load_onnx(write_optimum(tmp_path / "tiny", WEIGHTS, style))
        for batch in (TOKENS[:20], TOKENS[20:21], TOKENS[21:60]):
            model.evaluate(batch)
        assert difference(model, TOKENS[:60]) < tolerance
        model.evaluate(TOKENS[60:], never)
        assert difference(model, TOKENS) < tolerance
        model.truncate(21)
        model.evaluate_all(TOKENS[21:60])
        for row in range(39):
            assert np.abs(model.logits(row) - expected_logits(WEIGHTS, TOKENS[: 22 + row])).max() < tolerance
        model.evaluate(TOKENS[60:])
        assert difference(model, TOKENS) < tolerance
        assert model.info.kv_type == ("f16" if style.floats is np.float16 else "f32")

    def test_eight_bits(self, load_onnx: LoadOnnx, tmp_path: Path) -> None:
        folder = write_optimum(tmp_path / "tiny", WEIGHTS)
        target = folder / "model_quantized.onnx"
        quantize_dynamic(str(folder / "model.onnx"), str(target), weight_type=QuantType.QInt8)
        model = load_onnx(target)
        assert model.info.quantization == "INT8"
        model.evaluate(TOKENS)
        assert np.corrcoef(model.logits(), expected_logits(WEIGHTS, TOKENS))[0, 1] > 0.99

    def test_four_bits(self, load_onnx: LoadOnnx, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.WARNING)
        folder = write_optimum(tmp_path / "tiny", WEIGHTS)
        quantizer = MatMulNBitsQuantizer(onnx.load(str(folder / "model.onnx")), block_size=32, is_symmetric=True)
        quantizer.process()
        quantized: Any = quantizer.model  # it says ModelProto, and is a wrapper around one
        quantized.save_model_to_file(str(folder / "model_q4.onnx"))
        model = load_onnx(folder / "model_q4.onnx")
        assert model.info.quantization == "INT4"
        assert model.info.parameters == pytest.approx(sum(array.size for array in WEIGHTS.values()), abs=50)
        model.evaluate(TOKENS)
        assert np.corrcoef(model.logits(), expected_logits(WEIGHTS, TOKENS))[0, 1] > 0.85


@pytest.mark.slow
def test_onnxruntime_genai_writes_the_same(
    load_onnx: LoadOnnx, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder of its own model builder, and the tokens of its own generator."""
    monkeypatch.setenv("ORT_DISABLE_TELEMETRY", "1")
    folder = genai_folder(None, tmp_path / "built", threads=1)
    model = load_onnx(folder, threads=1)
    assert model.info.quantization == "INT4"
    model.evaluate(TOKENS[:30])
    sampler = model.sampler(SamplingOptions(temperature=0, repeat_penalty=1))
    ours: list[int] = []
    while len(ours) < 40:
        ours.append(sampler.sample())
        model.evaluate(ours[-1:])
    sampler.close()
    og: Any = import_module("onnxruntime_genai")
    theirs = og.Model(str(folder))
    parameters = og.GeneratorParams(theirs)
    parameters.set_search_options(do_sample=False, max_length=70, min_length=70)
    generator = og.Generator(theirs, parameters)
    generator.append_tokens(np.array(TOKENS[:30], np.int32))
    for token in ours:
        generator.generate_next_token()
        assert int(generator.get_next_tokens()[0]) == token


class TestCache:
    def test_a_cut_leaves_no_trace(self, load_onnx: LoadOnnx, folder: Path) -> None:
        model = load_onnx(folder)
        model.evaluate(TOKENS[:40])
        model.evaluate(TOKENS[:30])
        model.truncate(25)
        model.truncate(10)
        model.evaluate(TOKENS[10:50])
        assert difference(model, TOKENS[:50]) < 1e-4
        model.truncate(0)
        model.evaluate(TOKENS)
        assert difference(model, TOKENS) < 1e-4

    def test_an_interrupt_leaves_what_was_there(self, load_onnx: LoadOnnx, folder: Path) -> None:
        model = load_onnx(folder)
        model.evaluate(TOKENS[:40])
        asked = itertools.count()
        with pytest.raises(Interrupted):
            model.evaluate(TOKENS[40:], lambda: next(asked) >= 0)
        assert model.position == 40
        model.evaluate(TOKENS[40:])
        assert difference(model, TOKENS) < 1e-4

    def test_the_whole_context_can_be_used(self, load_onnx: LoadOnnx, folder: Path) -> None:
        model = load_onnx(folder)
        tokens = (TOKENS * 2)[:CONTEXT]
        for start in range(0, CONTEXT, 50):
            model.evaluate(tokens[start : start + 50])
        assert difference(model, tokens) < 1e-4
        with pytest.raises(EngineError) as caught:
            model.evaluate([1])
        assert caught.value.kind is ErrorKind.CONTEXT_OVERFLOW

    def test_a_snapshot_comes_back_as_often_as_it_is_wanted(self, load_onnx: LoadOnnx, folder: Path) -> None:
        model = load_onnx(folder)
        model.evaluate(TOKENS[:40])
        snapshot = model.snapshot()
        assert (snapshot.positions, snapshot.bytes) == (40, model.info.kv_bytes * 40 // CONTEXT)
        for _ in range(2):
            model.evaluate(TOKENS[::-1][:30])
            model.truncate(3)
            model.restore(snapshot)
            assert model.position == 40
            with pytest.raises(RuntimeError, match="no logits"):
                model.logits()
            model.evaluate(TOKENS[40:])
            assert difference(model, TOKENS) < 1e-4

    def test_a_snapshot_of_another_model_is_refused(self, load_onnx: LoadOnnx, folder: Path, tmp_path: Path) -> None:
        model = load_onnx(folder)
        other = load_onnx(write_optimum(tmp_path / "half", style=Style(floats=np.float16)))
        other.evaluate([5, 6])
        model.evaluate(TOKENS[:4])
        with pytest.raises(EngineError) as caught:
            model.restore(other.snapshot())
        assert caught.value.kind is ErrorKind.INTERNAL
        assert model.position == 0

    def test_a_saved_state_comes_back(self, load_onnx: LoadOnnx, folder: Path, tmp_path: Path) -> None:
        model = load_onnx(folder)
        model.evaluate(TOKENS[:40])
        model.save_state(tmp_path / "state")
        model.truncate(7)
        model.load_state(tmp_path / "state", 40)
        model.evaluate(TOKENS[40:])
        assert difference(model, TOKENS) < 1e-4
        other = load_onnx(folder)
        other.load_state(tmp_path / "state", 40)
        other.evaluate(TOKENS[40:])
        assert difference(other, TOKENS) < 1e-4

    @pytest.mark.parametrize("damage", ["short", "long", "magic", "header", "length", "empty"])
    def test_a_damaged_state_is_refused(self, load_onnx: LoadOnnx, folder: Path, tmp_path: Path, damage: str) -> None:
        model = load_onnx(folder)
        model.evaluate(TOKENS[:40])
        path = tmp_path / "state"
        model.save_state(path)
        whole = path.read_bytes()
        path.write_bytes(
            {
                "short": whole[:-1],
                "long": whole + b"\0",
                "magic": b"X" + whole[1:],
                "header": whole.replace(b'"positions": 40', b'"positions": 41'),
                "length": whole[:12] + b"\xff\xff\xff\xff" + whole[16:],
                "empty": b"",
            }[damage]
        )
        with pytest.raises(EngineError) as caught:
            model.load_state(path, 40)
        assert caught.value.kind is ErrorKind.INTERNAL
        assert model.position == 0

    def test_a_full_disk(self, load_onnx: LoadOnnx, folder: Path, tmp_path: Path) -> None:
        model = load_onnx(folder)
        model.evaluate(TOKENS[:40])
        size = model.save_state(tmp_path / "state")
        with largest_file(size - 1), pytest.raises(EngineError) as caught:
            model.save_state(tmp_path / "cut")
        assert caught.value.kind is ErrorKind.DISK_FULL
        assert model.position == 40


class TestEmbeddings:
    def test_rows_come_from_the_graph(self, load_onnx: LoadOnnx, folder: Path) -> None:
        model = load_onnx(folder)
        assert np.array_equal(model.token_embeddings([3, 1, 3]), WEIGHTS["embed"][[3, 1, 3]])
        with pytest.raises(ValueError, match="token"):
            model.token_embeddings([9999])

    @pytest.mark.parametrize("floats", [np.float32, np.float16])
    def test_they_say_what_the_tokens_say(self, load_onnx: LoadOnnx, tmp_path: Path, floats: type[Any]) -> None:
        """Although the graph takes token ids: it is edited on the way to the runtime."""
        model = load_onnx(write_optimum(tmp_path / "tiny", WEIGHTS, Style(floats=floats)))
        self._compare(model, 1e-4 if floats is np.float32 else 0.1)

    def test_also_where_the_cache_is_shared(self, load_onnx: LoadOnnx, tmp_path: Path) -> None:
        self._compare(load_onnx(write_genai(tmp_path / "tiny", WEIGHTS)), 1e-4)

    def _compare(self, model: LoadedModel, tolerance: float) -> None:
        model.evaluate(TOKENS[:20])
        model.evaluate_embeddings(model.token_embeddings(TOKENS[20:60]))
        assert model.position == 60
        model.evaluate(TOKENS[60:])
        mixed = model.logits()
        assert difference(model, TOKENS) < tolerance
        model.truncate(20)
        model.evaluate(TOKENS[20:60])
        model.evaluate(TOKENS[60:])
        assert np.array_equal(model.logits(), mixed)
        with pytest.raises(ValueError, match="embeddings of shape"):
            model.evaluate_embeddings(np.zeros((2, 5), np.float32))
        assert model.measure_bare("decode", 4) > 0

    def test_a_graph_that_needs_the_ids_themselves_says_so(self, load_onnx: LoadOnnx, folder: Path) -> None:
        path = folder / "model.onnx"
        graph = onnx.load(str(path), load_external_data=False)
        graph.graph.node.append(onnx.helper.make_node("Abs", ["input_ids"], ["unused"]))
        path.write_bytes(graph.SerializeToString())
        model = load_onnx(folder)
        model.evaluate(TOKENS[:40])
        with pytest.raises(EngineError, match="homespun models convert") as caught:
            model.evaluate_embeddings(model.token_embeddings([1]))
        assert caught.value.kind is ErrorKind.UNSUPPORTED
        model.evaluate(TOKENS[40:])
        assert difference(model, TOKENS) < 1e-4

    def test_hidden_states_that_a_graph_does_not_give(self, load_onnx: LoadOnnx, folder: Path) -> None:
        with pytest.raises(EngineError, match="homespun models convert") as caught:
            load_onnx(folder).hidden_states([1])
        assert caught.value.kind is ErrorKind.UNSUPPORTED

    def test_adapters_need_inputs(self, load_onnx: LoadOnnx, folder: Path, tmp_path: Path) -> None:
        model = load_onnx(folder)
        assert "homespun models convert" in model.info.adapter_problem
        with pytest.raises(EngineError) as caught:
            model.load_adapter(tmp_path / "adapter.gguf")
        assert caught.value.kind is ErrorKind.UNSUPPORTED


class TestOptions:
    @pytest.mark.parametrize(
        "options",
        [{"kv_type": "q8_0"}, {"threads": 0}, {"threads": 9999}, {"context_length": 0}, {"context_length": 129}],
    )
    def test_what_cannot_be_is_refused(self, folder: Path, options: dict[str, object]) -> None:
        chosen = LoadOptions(**options)  # pyright: ignore[reportArgumentType]
        backend = OnnxBackend()
        for attempt in (
            lambda: backend.check(folder, chosen, 0),
            lambda: backend.load(folder, chosen, ignore, never),
        ):
            with pytest.raises(EngineError) as caught:
                attempt()
            assert caught.value.kind is ErrorKind.UNSUPPORTED

    def test_a_load_can_be_interrupted(self, folder: Path) -> None:
        asked = itertools.count()
        with pytest.raises(Interrupted):
            OnnxBackend().load(folder, LoadOptions(), ignore, lambda: next(asked) >= 1)

    def test_a_graph_that_the_runtime_refuses_is_an_error(self, folder: Path) -> None:
        path = folder / "model.onnx"
        model = onnx.load(str(path), load_external_data=False)
        model.graph.node[0].op_type = "NoSuchThing"
        path.write_bytes(model.SerializeToString())
        with pytest.raises(EngineError) as caught:
            OnnxBackend().load(folder, LoadOptions(), ignore, never)
        assert caught.value.kind is ErrorKind.MODEL_INVALID

    def test_a_tokenizer_that_is_broken_is_an_error(self, folder: Path) -> None:
        for content in ("{}", "not JSON", '{"model": {"type": "BPE", "vocab": {"a": -1}, "merges": [["x", "y"]]}}'):
            (folder / "tokenizer.json").write_text(content)
            with pytest.raises(EngineError, match=r"tokenizer\.json") as caught:
                OnnxBackend().load(folder, LoadOptions(), ignore, never)
            assert caught.value.kind is ErrorKind.MODEL_INVALID

    def test_files_decide_the_fingerprint(self, load_onnx: LoadOnnx, tmp_path: Path) -> None:
        marks = [
            load_onnx(write_optimum(tmp_path / name, random_weights(seed))).info.fingerprint
            for name, seed in (("a", 0), ("b", 0), ("c", 1))
        ]
        assert marks[0] == marks[1] != marks[2]


class TestSentencePiece:
    @pytest.fixture(params=[write_optimum, write_genai])
    def model(self, request: pytest.FixtureRequest, load_onnx: LoadOnnx, tmp_path: Path, trained: bytes) -> LoadedModel:
        folder = request.param(tmp_path / "tiny", random_weights(vocabulary=PIECES + 8))
        (folder / "tokenizer.json").unlink()
        (folder / "tokenizer.model").write_bytes(trained)
        for path in folder.glob("*config.json"):
            path.write_text(path.read_text().replace("256", "1").replace("258", "2"))
        (folder / "added_tokens.json").write_text(json.dumps({"<|im_end|>": PIECES}))
        return load_onnx(folder)

    @pytest.mark.parametrize("text", ["Hello, world!", "Zwölf Boxkämpfer", "日本 🙂", "a <|im_end|> b", ""])
    def test_text_comes_back_after_the_space_in_front(self, model: LoadedModel, text: str) -> None:
        tokens = model.tokenize(text, special=False)
        assert b"".join(map(model.token_bytes, tokens)).decode().removeprefix(" ") == text

    def test_control_tokens_are_tokens_only_where_they_are_wanted(self, model: LoadedModel) -> None:
        assert model.special_tokens == {"<unk>", "<s>", "</s>", "<|im_end|>"}
        assert (model.bos, model.eos) == ("<s>", "</s>")
        for text, token in (("</s>", 2), ("<|im_end|>", PIECES)):
            assert model.tokenize(text, special=True) == [token]
            assert model.token_bytes(token) == b""
            assert model.ends_generation(token)
            assert token not in model.tokenize(text, special=False)

    def test_it_says_that_a_text_starts_with_the_begin_token(self, model: LoadedModel) -> None:
        assert model.adds_bos

    def test_it_writes(self, model: LoadedModel) -> None:
        model.evaluate(model.tokenize("Homespun is", special=False))
        assert np.isfinite(model.logits()).all()


def test_a_gpu_is_used_where_the_library_brings_one_and_it_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    assert runtime.execution_providers(gpu=True) == ("CPUExecutionProvider",)  # and none that asks a service
    brought = ["TensorrtExecutionProvider", "CUDAExecutionProvider", "AzureExecutionProvider", "CPUExecutionProvider"]
    monkeypatch.setattr(runtime.ort, "get_available_providers", lambda: brought)
    assert runtime.execution_providers(gpu=True) == ("CUDAExecutionProvider", "CPUExecutionProvider")
    assert runtime.execution_providers(gpu=False) == ("CPUExecutionProvider",)


@pytest.mark.filterwarnings("ignore:Specified provider")
def test_a_gpu_that_cannot_be_used_leaves_the_model_to_the_processor(
    load_onnx: LoadOnnx, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought = ["CUDAExecutionProvider", "CPUExecutionProvider"]
    monkeypatch.setattr(runtime.ort, "get_available_providers", lambda: brought)
    model = load_onnx(write_optimum(tmp_path / "model", WEIGHTS))
    assert model.info.devices == ("CPU",)
    model.evaluate(TOKENS[:5])
    assert np.allclose(model.logits(), expected_logits(WEIGHTS, TOKENS[:5]), atol=1e-3)
