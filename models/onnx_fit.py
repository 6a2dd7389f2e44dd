"""Says whether an ONNX model fits in this machine's memory, before anything is loaded."""

from __future__ import annotations

from engine.errors import EngineError, ErrorKind
from models.fit import MemoryNeed, available_memory
from models.inspect_onnx import OnnxFolder
from models.sizes import readable

KV_BYTES = {"f32": 4, "f16": 2}
"""Of a number of the KV cache."""

BATCH_TOKENS = 512
"""Most tokens that are evaluated together."""
LOGITS_BYTES = 64 << 20
"""Of the logits of one batch, where a graph computes those of all its positions: it gets fewer at once."""

_SPARE_BYTES = 96 << 20
"""ONNX Runtime itself, the tokenizer's tables, Python."""
_SMALLEST_CONTEXT = 512
_CONTEXT_STEP = 256


def batch_tokens(folder: OnnxFolder, context_length: int) -> int:
    """How many tokens one evaluation takes."""
    most = BATCH_TOKENS
    if not folder.ports.gives_last:
        most = min(most, max(LOGITS_BYTES // (4 * folder.vocabulary_size), 16))
    return min(most, context_length)


def onnx_memory_needed(folder: OnnxFolder, context_length: int) -> MemoryNeed:
    """What the model takes with a context of `context_length` tokens."""
    ports = folder.ports
    copies = 1 if ports.shares_cache else 2  # a graph that copies its cache writes the longer one beside the old one
    tokens = batch_tokens(folder, context_length)
    rows = 1 if ports.gives_last else tokens
    widest = 12 * folder.hidden_size + (0 if ports.shares_cache else 2 * folder.settings.heads * context_length)
    return MemoryNeed(
        # The table of embeddings is mapped, and what of it is read stays in memory: measured, less than half in a long
        # conversation.
        weights=folder.weight_bytes + folder.embedding_bytes // 2,
        kv=copies * folder.kv_numbers * KV_BYTES[ports.kv_format] * context_length,
        compute=4 * (tokens * widest + rows * folder.vocabulary_size) + _SPARE_BYTES,
    )


def check_onnx_fit(folder: OnnxFolder, context_length: int, freed: int = 0) -> MemoryNeed:
    """What the model takes. Raises EngineError(OUT_OF_MEMORY), with the numbers and with the context that would fit,
    where this is more than the machine has left and the `freed` bytes that it will have besides."""
    need = onnx_memory_needed(folder, context_length)
    available = available_memory() + freed
    if need.total <= available:
        return need
    raise EngineError(
        ErrorKind.OUT_OF_MEMORY,
        f"The model needs {readable(need.total)} of memory with a context of {context_length:,} tokens, and "
        f"{readable(available)} are free. {_advice(folder, available, context_length)}",
        f"weights {need.weights:,}, KV cache {need.kv:,} ({folder.ports.kv_format}), working memory "
        f"{need.compute:,}, available {available:,} bytes",
    )


def _advice(folder: OnnxFolder, available: int, most: int) -> str:
    fitting = most // _CONTEXT_STEP * _CONTEXT_STEP
    while fitting >= _SMALLEST_CONTEXT and onnx_memory_needed(folder, fitting).total > available:
        fitting -= _CONTEXT_STEP
    if fitting >= _SMALLEST_CONTEXT:
        return f"It fits with a context of {fitting:,} tokens (in the settings)."
    return "Close other programs, or choose a smaller model."
