"""Says about how fast a model will answer on this machine, before it is loaded.

The time of a token is the time to pass over the weights, plus attention over what is in the context, plus what the
threads lose when they wait for one another. The rates are those of one core of a reference processor, one for each
number format; what is measured of this machine (`models.machine`) scales them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.adapters.header import AdapterHeader
from models.fit import KV_BYTES_PER_NUMBER
from models.gguf_header import GGUFHeader
from models.inspect_onnx import OnnxFolder
from models.machine import Machine
from models.onnx_fit import computed_bytes

PROMPT_TOKENS = 1024
"""Of the prompt whose reading is forecast."""


@dataclass(frozen=True)
class Rate:
    """Of one core of the reference processor."""

    writing: float
    """Bytes of weights a second that it passes over for one token: 10**9."""
    reading: float
    """Operations a second in products of a batch: 10**9; a multiplication with its addition counts as two."""


REFERENCE_ARITHMETIC = 85e9
"""What `models.machine` measures as `arithmetic` on the reference processor (AMD EPYC, family 26)."""

RATES = {
    "F16": Rate(31.5, 246),
    "BF16": Rate(34.2, 445),
    "Q8_0": Rate(25.1, 172),
    "Q6_K": Rate(24.4, 469),
    "Q5_K": Rate(19.1, 785),
    "Q5_1": Rate(17.6, 59),
    "Q5_0": Rate(17.3, 136),
    "Q4_K": Rate(22.2, 332),
    "Q4_1": Rate(16.0, 72),
    "Q4_0": Rate(22.2, 420),
    "IQ4_NL": Rate(21.6, 416),
    "IQ4_XS": Rate(15.1, 911),
    "Q3_K": Rate(12.5, 511),
    "Q2_K": Rate(14.2, 220),
}
"""llama.cpp's, by ggml type: benchmarks/results/rates.md."""

_OTHER = Rate(12.5, 59)
"""For a type that was not measured: the slowest that was, of each."""

_ATTENTION = {"f32": (16.2, 36.0), "f16": (16.2, 36.0), "bf16": (16.2, 36.0), "q8_0": (11.7, 11.9), "q4_0": (5.6, 6.0)}
"""10**9 operations a second in attention, writing and reading, by the format of the KV cache."""

_ONNX_RATES = {
    "INT4": Rate(18.6, 195),
    "INT8": Rate(19.3, 224),
    "FP16": Rate(28.5, 200),
    "F16": Rate(28.5, 200),
    "FP32": Rate(29.0, 184),
}
_ONNX_ATTENTION = 19.0, 155.0
"""ONNX Runtime's, found from the starter model's twins at two contexts (benchmarks/results/fit.md)."""

_ALONE_SECONDS, _TOGETHER_SECONDS = 16e-6, 90e-6
"""Of each layer for each token that is written: what one thread spends beside the products, and what several lose."""

_OWN_WRITING_SECONDS, _OWN_READING_SECONDS = 0.3e-3, 0.04e-3
"""What the engine itself spends on each token: sampling, text, events. Measured with a model of 30,000 parameters."""

_SERIAL = 0.084
"""Share of the reading that more threads do not speed up (Amdahl's law; two threads read 1.85 times as fast)."""


@dataclass(frozen=True)
class Speed:
    """Tokens a second."""

    reading: float
    """Prefill, of a prompt of `PROMPT_TOKENS` tokens or of the whole context where that is shorter."""
    writing: float
    """Decode, with the context half full."""

    @property
    def words(self) -> str:
        return f"about {_rounded(self.writing)} tokens a second, after reading {_rounded(self.reading)} a second"


@dataclass(frozen=True)
class _Work:
    """What one token takes of a core of the reference processor, in seconds."""

    weights: float
    """To write it: passing over the weights."""
    weight_bytes: int
    attention: float
    """To write it: attention with the context half full."""
    reading: float
    layers: int


def gguf_speed(
    header: GGUFHeader,
    machine: Machine,
    context_length: int,
    kv_type: str = "f16",
    adapters: Sequence[AdapterHeader] = (),
) -> Speed:
    """With llama.cpp on the processor. `kv_type` must be one that exists."""
    assert kv_type in KV_BYTES_PER_NUMBER
    has_output = any(tensor.name == "output.weight" for tensor in header.tensors)
    weights, size, products = 0.0, 0, 0.0
    for tensor in header.tensors:
        if len(tensor.shape) < 2:
            continue
        rate = RATES.get(tensor.type.name, _OTHER)
        used = _used_experts(header) if len(tensor.shape) > 2 else 1.0
        is_table, is_output = tensor.name.startswith("token_embd"), tensor.name == "output.weight"
        if not is_table or not has_output:  # of a table that is no output, too, one row is looked up
            size += int(tensor.bytes * used)
            weights += tensor.bytes * used / (rate.writing * 1e9)
        if not is_table and not is_output:  # the logits of the last token alone are computed
            products += 2 * tensor.elements * used / (rate.reading * 1e9)
    for adapter in adapters:
        size += adapter.data_bytes
        weights += adapter.data_bytes / (RATES["F16"].writing * 1e9)
        products += sum(2 * tensor.elements for tensor in adapter.infos) / (RATES["F16"].reading * 1e9)
    # Scores and their products with the values: two operations for each number of each head and past token.
    operations = 2 * sum(header.heads) * (header.key_length + header.value_length)
    writing, reading = _ATTENTION[kv_type]
    prompt = min(PROMPT_TOKENS, context_length)
    work = _Work(
        weights,
        size,
        operations * (context_length / 2) / (writing * 1e9),
        products + operations * (prompt / 2) / (reading * 1e9),
        header.layers,
    )
    return _speed(work, machine)


def onnx_speed(folder: OnnxFolder, machine: Machine, context_length: int) -> Speed:
    """With ONNX Runtime on the processor."""
    rate = _ONNX_RATES.get(folder.quantization, _ONNX_RATES["FP32"])
    weights = computed_bytes(folder)
    writing, reading = _ONNX_ATTENTION
    operations = 4 * folder.ports.layers * folder.settings.heads * folder.head_size
    prompt = min(PROMPT_TOKENS, context_length)
    table = folder.hidden_size * folder.vocabulary_size
    work = _Work(
        weights / (rate.writing * 1e9),
        weights,
        operations * (context_length / 2) / (writing * 1e9),
        2 * max(folder.parameters - table, 0) / (rate.reading * 1e9) + operations * (prompt / 2) / (reading * 1e9),
        folder.ports.layers,
    )
    return _speed(work, machine)


def _used_experts(header: GGUFHeader) -> float:
    """Which part of a layer's experts takes part in one token."""
    used, count = (header.metadata.get(f"{header.architecture}.{key}") for key in ("expert_used_count", "expert_count"))
    return used / count if isinstance(used, int) and isinstance(count, int) and 0 < used <= count else 1.0


def _speed(work: _Work, machine: Machine) -> Speed:
    scale = machine.arithmetic / REFERENCE_ARITHMETIC
    threads = max(machine.threads, 1)
    computing = (work.weights + work.attention) / scale / threads
    waiting = work.layers * (_ALONE_SECONDS if threads == 1 else _TOGETHER_SECONDS) / scale
    # The weights must come from memory, however fast they are computed with.
    writing = max(computing, work.weight_bytes / machine.bandwidth) + waiting + _OWN_WRITING_SECONDS / scale
    reading = (work.reading * (_SERIAL + (1 - _SERIAL) / threads) + _OWN_READING_SECONDS) / scale
    return Speed(1 / reading, 1 / writing)


def _rounded(rate: float) -> str:
    """To two digits: the forecast is not better than that."""
    return f"{float(f'{rate:.2g}'):,.0f}" if rate >= 10 else f"{rate:.1f}"
