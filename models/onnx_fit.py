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
        weights=folder.weight_bytes + folder.embedding_bytes,
        kv=copies * folder.kv_numbers * KV_BYTES[ports.kv_format] * context_length,
        compute=4 * (tokens * widest + rows * folder.vocabulary_size),
        adapters=sum(4 * tensor.elements for adapter in adapters for tensor in adapter.infos),
        program=ENGINE_BYTES + _RUNTIME_BYTES + _TOKEN_BYTES * folder.vocabulary_size,
    )


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
