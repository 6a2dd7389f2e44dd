"""Says whether a model fits in this machine's memory, by parts, before anything is loaded.

The sizes are those that llama.cpp's process really has (benchmarks/results/fit.md compares them): memory that it
reserves and never touches is not counted.
"""

from __future__ import annotations

import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from engine.errors import EngineError, ErrorKind
from models.adapters.header import AdapterHeader
from models.available_memory import available_memory
from models.gguf_header import GGUFHeader
from models.gguf_reader import TensorInfo
from models.ordinary_file import shown
from models.sizes import readable

KV_BYTES_PER_NUMBER = {"f32": 4.0, "f16": 2.0, "bf16": 2.0, "q8_0": 34 / 32, "q4_0": 18 / 32}
"""Of the KV cache, by its number format."""

BATCH_TOKENS = 512
"""Tokens that are evaluated together; the working memory grows with them."""

ENGINE_BYTES = 52_000_000
"""Resident in an engine that has answered and holds no model: Python, the libraries, the chat template's compiler."""

SMALLEST_CONTEXT = 512
CONTEXT_STEP = 256
"""llama.cpp rounds the cells of its KV cache up to it."""

_TOKEN_BYTES = 420
"""Of the tokenizer's tables for each token of the vocabulary: its text twice, its merge, and what Python reads of it.
Measured with the starter model's 49,152."""

_REPACKED = {
    "x86": {"Q4_0": 8, "Q4_K": 8, "IQ4_NL": 8, "MXFP4": 8},
    "arm": {"Q4_0": 4, "Q8_0": 4, "IQ4_NL": 4, "MXFP4": 4, "Q4_K": 8, "Q5_K": 8, "Q6_K": 8},
}
"""Formats of which llama.cpp keeps a second, rearranged copy beside the mapped file, and of how many rows a matrix must
be a multiple for it (ggml-cpu/repack.cpp, `ggml_repack_get_optimal_repack_type`, with AVX2 and with dot products)."""

_FAMILIES = {"x86_64": "x86", "AMD64": "x86", "arm64": "arm", "aarch64": "arm"}


@dataclass(frozen=True)
class MemoryNeed:
    """Bytes that the process with a loaded model takes once its context is full."""

    weights: int
    kv: int
    compute: int
    """Working memory of one batch."""
    adapters: int = 0
    program: int = 0
    """The engine itself with its libraries, and the tokenizer's tables."""

    @property
    def total(self) -> int:
        return self.weights + self.kv + self.compute + self.adapters + self.program

    @property
    def parts(self) -> str:
        """For the detail of a message."""
        return (
            f"weights {self.weights:,}, KV cache {self.kv:,}, working memory {self.compute:,}, "
            f"adapters {self.adapters:,}, engine and tokenizer {self.program:,} bytes"
        )


def memory_needed(
    header: GGUFHeader,
    context_length: int,
    kv_type: str = "f16",
    flash_attention: str = "auto",
    adapters: Sequence[AdapterHeader] = (),
) -> MemoryNeed:
    """What the model takes with a context of `context_length` tokens. Raises EngineError(UNSUPPORTED) for a
    `kv_type` that does not exist."""
    number = KV_BYTES_PER_NUMBER.get(kv_type)
    if number is None:
        known = ", ".join(KV_BYTES_PER_NUMBER)
        raise EngineError(ErrorKind.UNSUPPORTED, f"There is no KV cache format “{kv_type}”. Choose one of {known}.")
    cells = -(-context_length // CONTEXT_STEP) * CONTEXT_STEP
    numbers_per_token = sum(header.kv_heads) * (header.key_length + header.value_length)
    return MemoryNeed(
        weights=sum(tensor.bytes for tensor in header.tensors) + _repacked_bytes(header),
        kv=int(numbers_per_token * number * cells) + _recurrent_bytes(header),
        compute=_compute_bytes(header, cells, flash=flash_attention != "off"),
        adapters=sum(adapter.data_bytes for adapter in adapters),
        program=ENGINE_BYTES + _TOKEN_BYTES * header.vocabulary_size,
    )


def _repacked_bytes(header: GGUFHeader) -> int:
    formats = _REPACKED.get(_FAMILIES.get(platform.machine(), ""), {})
    tied = not any(tensor.name == "output.weight" for tensor in header.tensors)

    def is_repacked(tensor: TensorInfo) -> bool:
        rows = formats.get(tensor.type.name, 0)
        multiplied = "token_embd" not in tensor.name or (tied and tensor.name == "token_embd.weight")
        return rows > 0 and multiplied and len(tensor.shape) > 1 and tensor.shape[1] % rows == 0

    return sum(tensor.bytes for tensor in header.tensors if is_repacked(tensor))


def _recurrent_bytes(header: GGUFHeader) -> int:
    """Of the one state that a recurrent layer has instead of a cache, in f32 (llama-hparams.cpp, `n_embd_r` and
    `n_embd_s`)."""

    def value(key: str) -> int:
        number = header.metadata.get(f"{header.architecture}.ssm.{key}", 0)
        return number if isinstance(number, int) else 0

    inner, state = value("inner_size"), value("state_size")
    convolution = max(value("conv_kernel") - 1, 0) * (inner + 2 * value("group_count") * state)
    layers = sum(1 for heads in header.kv_heads if heads == 0)
    return 4 * layers * (convolution + inner * state)


def _compute_bytes(header: GGUFHeader, cells: int, *, flash: bool) -> int:
    """Of the widest moment of a batch's graph, as `ggml_gallocr` lays it out, with the work area of ggml's threads.

    A float for each token of the batch and each number that lives then (llama-graph.cpp: `build_ffn`,
    `build_attn_mha`). The logits, for which the most is reserved, are those of one token.
    """
    batch = min(BATCH_TOKENS, cells)
    width, heads, inner = header.embedding_length, max(header.heads), _feed_forward(header)
    query, output = heads * header.key_length, heads * header.value_length
    pair = max(header.kv_heads) * (header.key_length + header.value_length)
    # The residual stream, the layer's input, and the gate, its partner and their product. What attention has left
    # free is in pieces, so its own numbers lie beside them.
    layer = 4 * (2 * width + 3 * inner + query + pair)
    work = 34 * max(inner, width, output) // 32  # the input of a product, as Q8_0
    if flash:
        needed = layer + 2 * cells + work  # the mask is in f16
    else:
        # Each head's scores, once more in f16 for their product with the values, and the mask in f32.
        attention = 4 * (width + query + output) + 4 * heads * cells
        needed = max(layer, attention) + 4 * cells + max(work, 2 * heads * cells)
    return batch * needed + 2 * 4 * header.vocabulary_size


def _feed_forward(header: GGUFHeader) -> int:
    """Numbers in a feed-forward layer that are computed for one token."""

    def value(key: str) -> int:
        number = header.metadata.get(f"{header.architecture}.{key}", 0)
        return number if isinstance(number, int) else 0

    experts = value("expert_used_count") * value("expert_feed_forward_length")
    return max(header.feed_forward_length, experts)


def check_fit(
    header: GGUFHeader,
    context_length: int,
    kv_type: str = "f16",
    freed: int = 0,
    flash_attention: str = "auto",
) -> MemoryNeed:
    """What the model takes. Raises EngineError(OUT_OF_MEMORY), with the numbers and with the setting that would make
    it fit, where this is more than the machine has left and the `freed` bytes that it will have besides, because
    another model makes room. The engine that asks is a part of the need already, which leaves a little room.

    Weights could be paged from the disk, but a model that does not fit answers a word a minute and stalls the machine.
    """
    need = memory_needed(header, context_length, kv_type, flash_attention)
    available = available_memory() + freed
    if need.total <= available:
        return need
    raise too_large(need, context_length, available, what_would_fit(header, available, context_length, kv_type))


def too_large(need: MemoryNeed, context_length: int, available: int, advice: str) -> EngineError:
    return EngineError(
        ErrorKind.OUT_OF_MEMORY,
        f"The model needs {readable(need.total)} of memory with a context of {context_length:,} tokens, and "
        f"{readable(available)} are free. {advice}",
        f"{need.parts}, available {available:,} bytes",
    )


def check_adapter_fit(header: AdapterHeader) -> None:
    """Raises EngineError(OUT_OF_MEMORY) where there is not the memory to read an adapter and to keep it: its numbers,
    in up to four bytes each, are there three times for a moment."""
    numbers = sum(tensor.elements for pair in header.pairs for tensor in (pair.a, pair.b))
    need, available = 3 * 4 * numbers, available_memory()
    if need > available:
        raise EngineError(
            ErrorKind.OUT_OF_MEMORY,
            f"The adapter “{shown(header.path)}” needs {readable(need)} of memory while it is loaded, and "
            f"{readable(available)} are free. Close other programs, or choose an adapter of a lower rank.",
        )


def what_would_fit(
    header: GGUFHeader,
    available: int,
    context_length: int,
    kv_type: str = "f16",
    adapters: Sequence[AdapterHeader] = (),
) -> str:
    """The setting with which the model would fit in `available` bytes, for a person."""

    def largest(kind: str) -> int:
        return largest_context(
            lambda context: memory_needed(header, context, kind, adapters=adapters).total, available, context_length
        )

    same = largest(kv_type)
    if same == context_length:
        return "It fits with flash attention (in the settings)."
    if kv_type in ("f16", "f32", "bf16") and not header.key_length % 32 and not header.value_length % 32:
        smaller = largest("q8_0")
        if smaller == context_length:
            return "It fits when the KV cache is kept as q8_0 (in the settings)."
        if same < SMALLEST_CONTEXT <= smaller:
            return f"It fits with a context of {smaller:,} tokens and the KV cache as q8_0 (in the settings)."
    return shorter_context(same)


def shorter_context(fitting: int) -> str:
    """What to tell where at most a context of `fitting` tokens fits."""
    if fitting >= SMALLEST_CONTEXT:
        return f"It fits with a context of {fitting:,} tokens (in the settings)."
    return "Close other programs, or choose a smaller model."


def largest_context(need: Callable[[int], int], available: int, most: int) -> int:
    """The largest context up to `most` whose `need`, which grows with it, is within `available` bytes: a multiple of
    256 unless it is `most` itself; 0 where none is."""
    if need(most) <= available:
        return most
    low, high = 0, -(-most // CONTEXT_STEP)  # in steps: `high` does not fit
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if need(middle * CONTEXT_STEP) <= available else (low, middle)
    return low * CONTEXT_STEP
