"""Says whether a model fits in this machine's memory, before anything is loaded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import psutil

from engine.errors import EngineError, ErrorKind
from models.adapters.header import AdapterHeader
from models.gguf_header import GGUFHeader
from models.ordinary_file import shown
from models.sizes import readable

KV_BYTES_PER_NUMBER = {"f32": 4.0, "f16": 2.0, "bf16": 2.0, "q8_0": 34 / 32, "q4_0": 18 / 32}
"""Of the KV cache, by its number format."""

BATCH_TOKENS = 512
"""Tokens that are evaluated together; the working memory grows with them."""

_SMALLEST_CONTEXT = 512
_CONTEXT_STEP = 256
_SPARE_BYTES = 64 * 2**20
"""Left for everything else that the engine allocates: the tokenizer's tables, the saved state, Python."""


@dataclass(frozen=True)
class MemoryNeed:
    """Bytes that a loaded model takes."""

    weights: int
    kv: int
    compute: int
    """Working memory of one batch; an estimate from above."""

    @property
    def total(self) -> int:
        return self.weights + self.kv + self.compute


def memory_needed(header: GGUFHeader, context_length: int, kv_type: str = "f16") -> MemoryNeed:
    """What the model takes with a context of `context_length` tokens. Raises EngineError(UNSUPPORTED) for a
    `kv_type` that does not exist."""
    number = KV_BYTES_PER_NUMBER.get(kv_type)
    if number is None:
        known = ", ".join(KV_BYTES_PER_NUMBER)
        raise EngineError(ErrorKind.UNSUPPORTED, f"There is no KV cache format “{kv_type}”. Choose one of {known}.")
    numbers_per_token = sum(header.kv_heads) * (header.key_length + header.value_length)
    return MemoryNeed(
        weights=sum(tensor.bytes for tensor in header.tensors),
        kv=int(numbers_per_token * number * context_length),
        compute=_compute_bytes(header, context_length),
    )


def _compute_bytes(header: GGUFHeader, context_length: int) -> int:
    """The widest moment of a batch: its logits, or a feed-forward layer with its input, plus the attention mask."""
    widest = max(header.vocabulary_size, 3 * header.feed_forward_length) + 8 * header.embedding_length
    return BATCH_TOKENS * 4 * (widest + context_length) + _SPARE_BYTES


def check_fit(header: GGUFHeader, context_length: int, kv_type: str = "f16", freed: int = 0) -> MemoryNeed:
    """What the model takes. Raises EngineError(OUT_OF_MEMORY), with the numbers and with the setting that would make
    it fit, where this is more than the machine has left and the `freed` bytes that it will have besides, because
    another model makes room.

    Weights could be paged from the disk, but a model that does not fit answers a word a minute and stalls the machine.
    """
    need = memory_needed(header, context_length, kv_type)
    available = available_memory() + freed
    if need.total <= available:
        return need
    raise EngineError(
        ErrorKind.OUT_OF_MEMORY,
        f"The model needs {readable(need.total)} of memory with a context of {context_length:,} tokens, and "
        f"{readable(available)} are free. {_advice(header, available, context_length, kv_type)}",
        f"weights {need.weights:,}, KV cache {need.kv:,} ({kv_type}), working memory {need.compute:,}, "
        f"available {available:,} bytes",
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


def _advice(header: GGUFHeader, available: int, context_length: int, kv_type: str) -> str:
    same = _largest_context(header, available, context_length, kv_type)
    if kv_type in ("f16", "f32", "bf16"):
        smaller = _largest_context(header, available, context_length, "q8_0")
        if smaller == context_length:
            return "It fits when the KV cache is kept as q8_0 (in the settings)."
        if same < _SMALLEST_CONTEXT <= smaller:
            return f"It fits with a context of {smaller:,} tokens and the KV cache as q8_0 (in the settings)."
    if same >= _SMALLEST_CONTEXT:
        return f"It fits with a context of {same:,} tokens (in the settings)."
    return "Close other programs, or choose a smaller model."


def _largest_context(header: GGUFHeader, available: int, most: int, kv_type: str) -> int:
    """The largest context up to `most` that fits, as a multiple of 256 unless it is `most` itself; 0 where none."""
    if memory_needed(header, most, kv_type).total <= available:
        return most
    fixed = memory_needed(header, 0, kv_type).total
    # The need is linear in the context; 2**20 tokens make the slope exact enough for whole bytes.
    slope = (memory_needed(header, 2**20, kv_type).total - fixed) / 2**20
    if fixed > available or slope <= 0:
        return 0
    return min(int((available - fixed) / slope), most) // _CONTEXT_STEP * _CONTEXT_STEP


def available_memory(system: Path = Path("/")) -> int:
    """Bytes that this process can still take without swapping: of the machine, or of the container that it is in.

    `system` is the root of the file system, for tests.
    """
    return max(0, min([psutil.virtual_memory().available, *_cgroup_rooms(system)]))


def _cgroup_rooms(system: Path) -> list[int]:
    """What every limit above this process leaves (Linux control groups, version 2, else version 1)."""
    rooms: list[int] = []
    for line in _read_text(system / "proc/self/cgroup").splitlines():
        _, controllers, path = line.split(":", 2) if line.count(":") >= 2 else ("", "?", "")
        if controllers == "":
            base, limit, usage = system / "sys/fs/cgroup", "memory.max", "memory.current"
        elif "memory" in controllers.split(","):
            base, limit, usage = (
                system / "sys/fs/cgroup/memory",
                "memory.limit_in_bytes",
                "memory.usage_in_bytes",
            )
        else:
            continue
        folder = base / path.strip("/")
        while folder.is_relative_to(base):
            room = _room(folder, limit, usage)
            if room is not None:
                rooms.append(room)
            folder = folder.parent
    return rooms


def _room(folder: Path, limit_name: str, usage_name: str) -> int | None:
    limit, usage = _read_text(folder / limit_name).strip(), _read_text(folder / usage_name).strip()
    if not (limit.isdecimal() and usage.isdecimal()):  # "max", or no such file
        return None
    # File pages count as used but are given up when memory runs short: mapped weights would count twice.
    pages = dict(line.split(" ", 1) for line in _read_text(folder / "memory.stat").splitlines() if " " in line)
    reclaimable = sum(int(pages[key]) for key in ("inactive_file", "active_file") if pages.get(key, "").isdecimal())
    return int(limit) - int(usage) + reclaimable


def _read_text(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
