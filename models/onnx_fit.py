"""Says whether an ONNX model fits in this machine's memory, by parts, before anything is loaded."""

from __future__ import annotations

from collections.abc import Sequence

from models.adapters.header import AdapterHeader
from models.available_memory import available_memory
from models.fit import ENGINE_BYTES, MemoryNeed, largest_context, shorter_context, too_large
from models.inspect_onnx import OnnxFolder

KV_BYTES = {"f32": 4, "f16": 2}
"""Of a number of the KV cache."""

BATCH_TOKENS = 512
"""Most tokens that are evaluated together."""
LOGITS_BYTES = 64 << 20
"""Of the logits of one batch, where a graph computes those of all its positions: it gets fewer at once."""

_RUNTIME_BYTES = 42_000_000
"""ONNX Runtime and the tokenizer's library."""
_TOKEN_BYTES = 900
"""Of the tokenizer's tables for each token of the vocabulary, measured with the starter model's 49,152."""

_HALVES = frozenset({"F16", "FP16"})
_BLOCKWISE = frozenset({"INT4", "INT8"})
_BLOCK = 32
"""Weights that share a scale."""
_PAGE_BYTES = 4096
_TOKENS_TO_A_NEW_ONE = 4
"""In a text that fills a context, about one token in so many has not been there before."""


def batch_tokens(folder: OnnxFolder, context_length: int) -> int:
    """How many tokens one evaluation takes."""
    most = BATCH_TOKENS
    if not folder.ports.gives_last:
        most = min(most, max(LOGITS_BYTES // (4 * folder.vocabulary_size), 16))
    return min(most, context_length)


def onnx_memory_needed(folder: OnnxFolder, context_length: int, adapters: Sequence[AdapterHeader] = ()) -> MemoryNeed:
    """What the model takes with a context of `context_length` tokens that is full."""
    ports = folder.ports
    copies = 1 if ports.shares_cache else 2  # a graph that copies its cache writes the longer one beside the old one
    tokens = batch_tokens(folder, context_length)
    rows = 1 if ports.gives_last else tokens
    widest = 12 * folder.hidden_size + (0 if ports.shares_cache else 2 * folder.settings.heads * context_length)
    return MemoryNeed(
        weights=computed_bytes(folder) + _beside_weights(folder, context_length),
        kv=copies * folder.kv_numbers * KV_BYTES[ports.kv_format] * context_length,
        compute=4 * (tokens * widest + rows * folder.vocabulary_size),
        adapters=sum(4 * tensor.elements for adapter in adapters for tensor in adapter.infos),
        program=ENGINE_BYTES + _RUNTIME_BYTES + _TOKEN_BYTES * folder.vocabulary_size,
    )


def computed_bytes(folder: OnnxFolder) -> int:
    """Of the weights as they are multiplied: on a processor ONNX Runtime turns halves into floats at load."""
    return 2 * folder.weight_bytes if folder.quantization in _HALVES else folder.weight_bytes


def _beside_weights(folder: OnnxFolder, context_length: int) -> int:
    """What the runtime keeps of the weights besides: the table of embeddings is mapped, and each row that is looked up
    takes a page; quantized weights are rearranged with their scales, which stay, and with the sum of each block; of
    halves the output matrix stays."""
    rows = min(folder.embedding_bytes, _PAGE_BYTES * context_length // _TOKENS_TO_A_NEW_ONE)
    if folder.quantization in _BLOCKWISE:
        return rows + 2 * 4 * folder.parameters // _BLOCK
    if folder.quantization in _HALVES:
        return rows + 2 * folder.hidden_size * folder.vocabulary_size
    return rows


def check_onnx_fit(folder: OnnxFolder, context_length: int, freed: int = 0) -> MemoryNeed:
    """What the model takes. Raises EngineError(OUT_OF_MEMORY), with the numbers and with the context that would fit,
    where this is more than the machine has left and the `freed` bytes that it will have besides."""
    need = onnx_memory_needed(folder, context_length)
    available = available_memory() + freed
    if need.total <= available:
        return need
    raise too_large(need, context_length, available, what_onnx_would_fit(folder, available, context_length))


def what_onnx_would_fit(
    folder: OnnxFolder, available: int, context_length: int, adapters: Sequence[AdapterHeader] = ()
) -> str:
    """The setting with which the model would fit in `available` bytes, for a person."""
    return shorter_context(
        largest_context(lambda context: onnx_memory_needed(folder, context, adapters).total, available, context_length)
    )
