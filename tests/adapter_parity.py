"""Compares adapters as PEFT computes them in torch with the converted files on llama.cpp and on ONNX Runtime."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import llama_cpp.llama_cpp
import numpy as np

from engine.backends.base import Backend, LoadedModel
from engine.backends.llama import LlamaBackend
from engine.backends.onnx.backend import OnnxBackend
from engine.prompt import PromptBuilder
from engine.protocol import LoadOptions, Message, Role
from engine.template import ChatTemplate
from models.adapters.base import describe_gguf_base
from models.adapters.convert import import_adapter
from models.inspect_gguf import inspect_gguf
from models.onnx.convert import Precision, convert
from models.onnx.torch_model import load_torch_model
from models.starter import starter_model
from tests.onnx_twin import onnx_twin
from tests.torch_models import Logits, TorchReference, random_adapter, tiny_torch_model, write_tiny_gguf

lib: Any = llama_cpp.llama_cpp

TRAINED = Path(__file__).parent / "data" / "adapters"
PROMPTS = ("Why is the sky blue?", "Give me three ideas for dinner.")
COMPARED = 8
"""Positions at the end of each prompt whose logits are compared: what is before is read in one batch, these singly."""

LLAMA_F16, LLAMA_Q4, ONNX_FP32, ONNX_INT4 = "llama.cpp F16", "llama.cpp Q4_1", "ONNX fp32", "ONNX int4"
LLAMA_F32 = "llama.cpp F32"
NONE = "none"
UNORDERED = "capitals, rows of q and k not reordered"


@dataclass(frozen=True)
class Case:
    """An adapter set, as PEFT folders with scales."""

    name: str
    adapters: tuple[tuple[Path, float], ...]


@dataclass(frozen=True)
class Parity:
    """How far an engine is from torch with the same adapters; over all compared positions."""

    model: str
    case: str
    engine: str
    largest: float
    """Of the differences between logits."""
    kl: float
    """Mean KL divergence, torch's distribution to the engine's, in nats."""
    effect: float
    """The same from torch with the adapters to torch without them: what the adapters do."""


def starter_cases(reference: TorchReference, folder: Path) -> list[Case]:
    """Trained adapters alone and stacked, one that is activated, and random ones that touch every linear layer."""
    scaled = random_adapter(
        reference.model,
        folder / "scaled",
        seed=5,
        strength=0.1,
        r=8,
        lora_alpha=16,
        use_rslora=True,
        rank_pattern={"q_proj": 4, "layers.3.mlp.down_proj": 16},
        alpha_pattern={"v_proj": 5, "layers.7.self_attn.k_proj": 40},
    )
    return [
        Case(NONE, ()),
        Case("capitals", ((TRAINED / "capitals", 1.0),)),
        Case("capitals + 0.5 bullets", ((TRAINED / "capitals", 1.0), (TRAINED / "bullets", 0.5))),
        Case("in_short (activated)", ((TRAINED / "in_short", 1.0),)),
        Case("random, rsLoRA, own ranks and alphas", ((scaled, 1.0),)),
    ]


def measure_starter(folder: Path) -> list[Parity]:
    """The starter model: quantized as it is, dequantized to F16, and as ONNX in fp32 and int4."""
    starter = starter_model()
    assert starter is not None, "the starter model is not installed: make venv"
    reference = TorchReference(load_torch_model(starter))
    cases = starter_cases(reference, folder)
    llama, onnx = LlamaBackend(), OnnxBackend()  # the first of them takes llama.cpp's log
    half = write_f16(starter, folder / "half.gguf")
    with _loaded(llama, starter) as model:
        prompts = [_chat_tokens(model, prompt) for prompt in PROMPTS]
        rows = compare("starter", LLAMA_Q4, reference, model, starter, cases, prompts, folder)
    for engine, precision in ((ONNX_FP32, Precision.FP32), (ONNX_INT4, Precision.INT4)):
        with _loaded(onnx, onnx_twin(precision)) as model:
            rows += compare("starter", engine, reference, model, starter, cases, prompts, folder)
    reference.round_to_float16()
    with _loaded(llama, half) as model:
        rows += compare("starter", LLAMA_F16, reference, model, half, cases, prompts, folder)
        # The negative control: as if GGUF had the rows of q and k in Hugging Face's order.
        with patch("models.adapters.convert.to_gguf", lambda rows, _heads: rows):
            wrong = [Case(UNORDERED, cases[1].adapters)]
            rows += compare("starter", LLAMA_F16, reference, model, half, wrong, prompts, folder / "wrong")
    return rows


def measure_tiny(architecture: str, folder: Path) -> list[Parity]:
    """A tiny random model of another architecture, in float32 everywhere."""
    reference = TorchReference(tiny_torch_model(architecture))
    plain = random_adapter(reference.model, folder / "plain", seed=1, strength=0.3, r=4, lora_alpha=8)
    scaled = random_adapter(
        reference.model,
        folder / "patterns",
        seed=2,
        strength=0.3,
        r=4,
        lora_alpha=3,
        use_rslora=True,
        rank_pattern={"k_proj": 2, "layers.1.mlp.up_proj": 7},
        alpha_pattern={"o_proj": 11},
    )
    cases = [
        Case(NONE, ()),
        Case("random", ((plain, 1.0),)),
        Case("random, rsLoRA, own ranks and alphas", ((scaled, 1.0),)),
        Case("both", ((plain, 0.7), (scaled, -0.4))),
    ]
    source = write_tiny_gguf(reference.model, folder / f"{architecture}.gguf")
    prompts = [[(number * step) % 250 for number in range(1, 25)] for step in (37, 91)]
    rows: list[Parity] = []
    with _loaded(LlamaBackend(), source) as model:
        rows += compare(f"tiny {architecture}", LLAMA_F32, reference, model, source, cases, prompts, folder)
    converted = convert(source, folder / f"{architecture}-onnx", Precision.FP32, lambda _: None, lambda: False)
    with _loaded(OnnxBackend(), converted.path) as model:
        rows += compare(f"tiny {architecture}", ONNX_FP32, reference, model, source, cases, prompts, folder)
    return rows


def write_f16(source: Path, target: Path) -> Path:
    """The model dequantized and stored in F16."""
    parameters = lib.llama_model_quantize_default_params()
    parameters.ftype = lib.LLAMA_FTYPE_MOSTLY_F16
    parameters.allow_requantize = True
    failed = lib.llama_model_quantize(bytes(source), bytes(target), ctypes.byref(parameters))
    assert not failed, "llama.cpp could not write the model in F16"
    return target


def compare(
    model_name: str,
    engine: str,
    reference: TorchReference,
    model: LoadedModel,
    source: Path,
    cases: Sequence[Case],
    prompts: Sequence[Sequence[int]],
    folder: Path,
) -> list[Parity]:
    """`source` is the GGUF of the model, from which an adapter's converter learns what it needs to know."""
    base = describe_gguf_base(inspect_gguf(source))
    folder.mkdir(exist_ok=True)
    rows: list[Parity] = []
    plain = np.concatenate([reference.logits(prompt)[-COMPARED:] for prompt in prompts])
    for case in cases:
        files: list[tuple[Path, float]] = []
        for adapter, scale in case.adapters:
            file = folder / f"{adapter.name}.gguf"
            if not file.exists():
                import_adapter(adapter, base, file)
            files.append((file, scale))
        expected = np.concatenate([reference.logits(prompt, case.adapters)[-COMPARED:] for prompt in prompts])
        measured = np.concatenate([engine_logits(model, prompt, files) for prompt in prompts])
        largest = float(np.abs(measured - expected).max())
        rows.append(Parity(model_name, case.name, engine, largest, kl(expected, measured), kl(expected, plain)))
    return rows


def engine_logits(model: LoadedModel, tokens: Sequence[int], adapters: Sequence[tuple[Path, float]]) -> Logits:
    """Of the last positions. An activated adapter joins where its invocation begins."""
    loaded = [(model.load_adapter(path), scale) for path, scale in adapters]
    starts = [_invocation_start(tokens, adapter.invocation) for adapter, _ in loaded]
    first = len(tokens) - COMPARED
    model.truncate(0)
    rows: list[Any] = []
    done = 0
    while done < len(tokens):
        model.set_adapters([use for use, start in zip(loaded, starts, strict=True) if start <= done])
        later = [start for start in starts if start > done]
        end = min([*later, first]) if done < first else done + 1
        model.evaluate(list(tokens[done:end]))
        if end > first:
            rows.append(model.logits())
        done = end
    model.set_adapters([])
    for adapter, _ in loaded:
        adapter.close()
    return np.asarray(rows, np.float64)


def kl(expected: Logits, measured: Logits) -> float:
    """Mean over the rows of KL(softmax(expected) || softmax(measured)), in nats."""
    p, q = _log_softmax(expected), _log_softmax(measured)
    return float((np.exp(p) * (p - q)).sum(axis=1).mean())


def _log_softmax(logits: Logits) -> Logits:
    shifted = logits - logits.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def _invocation_start(tokens: Sequence[int], invocation: Sequence[int]) -> int:
    """0 for an ordinary adapter."""
    size = len(invocation)
    if not size:
        return 0
    return max(at for at in range(len(tokens) - size + 1) if tuple(tokens[at : at + size]) == tuple(invocation))


def _chat_tokens(model: LoadedModel, prompt: str) -> tuple[int, ...]:
    """A conversation that stops in the middle of the reply, so that an activated adapter acts on some positions."""
    template = ChatTemplate.of_model(model.chat_template, model.special_tokens, model.bos, model.eos)
    question = PromptBuilder(model, template).tokens((Message(Role.USER, prompt),), {})
    return (*question, *model.tokenize("In short: I think that", special=False))


@contextmanager
def _loaded(backend: Backend, path: Path) -> Iterator[LoadedModel]:
    model = backend.load(path, LoadOptions(context_length=128, threads=1), lambda _: None, lambda: False)
    try:
        yield model
    finally:
        model.close()
