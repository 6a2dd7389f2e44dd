"""Measures how fast this machine reads its memory and multiplies, in less than a second, and keeps the result.

Both are counted in processor time, so that other programs hardly change them.
"""

from __future__ import annotations

import json
import os
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np

_FORMAT = 1
_READ_BYTES = 64 << 20
"""Of each thread: far more than the caches hold."""
_SIDE = 64
"""Of the matrices that are multiplied: so small, numpy's library leaves them to one thread."""
_PRODUCTS = 500
_PASSES = 12


@dataclass(frozen=True)
class Machine:
    processor: str
    threads: int
    bandwidth: float
    """Bytes a second that all threads together read from memory."""
    arithmetic: float
    """Operations a second of one core in a product of float32 matrices."""


def measure(processor: str, threads: int) -> Machine:
    """`processor` is its name, which is kept with the figures; `threads` those of the model to be run."""
    return Machine(processor, threads, _bandwidth(threads), _arithmetic())


def known_machine(file: Path, processor: str, threads: int) -> Machine:
    """What was measured on this processor before and kept in `file`, or measured now and kept there where it can be."""
    kept = _read(file, processor, threads)
    if kept is not None:
        return kept
    machine = measure(processor, threads)
    aside = file.with_name(f"{file.name}.{os.getpid()}.new")
    try:
        aside.write_text(json.dumps({"format": _FORMAT} | asdict(machine)), "utf-8")
        aside.replace(file)
    except OSError:
        aside.unlink(missing_ok=True)
    return machine


def _read(file: Path, processor: str, threads: int) -> Machine | None:
    try:
        content: Any = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(content, dict):
        return None
    values = cast(dict[str, object], content)
    if (values.get("format"), values.get("processor"), values.get("threads")) != (_FORMAT, processor, threads):
        return None
    figures = values.get("bandwidth"), values.get("arithmetic")
    bandwidth, arithmetic = (figure if isinstance(figure, float) and figure > 0 else 0.0 for figure in figures)
    return Machine(processor, threads, bandwidth, arithmetic) if bandwidth and arithmetic else None


def _bandwidth(threads: int) -> float:
    # Zeros would all be the same page of memory.
    parts = [np.ones(_READ_BYTES // 8) for _ in range(threads)]
    rates = [0.0] * threads
    started = threading.Barrier(threads)

    def read(number: int) -> None:
        started.wait()
        # The best: whatever disturbs a pass only slows it down.
        rates[number] = max(_rates(parts[number].max, _READ_BYTES, _PASSES))

    workers = [threading.Thread(target=read, args=(number,)) for number in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return sum(rates)


def _arithmetic() -> float:
    matrices = np.full((_PRODUCTS, _SIDE, _SIDE), 0.5, np.float32)
    products = np.empty_like(matrices)
    # Not the best: a moment's higher clock does not last for a reply.
    return statistics.median(
        _rates(lambda: np.matmul(matrices, matrices[0], out=products), _PRODUCTS * 2 * _SIDE**3, 3 * _PASSES)
    )


def _rates(work: Callable[[], object], amount: int, passes: int) -> list[float]:
    """Of some passes, of `amount` each, for each second of the thread's processor time."""
    rates: list[float] = []
    for _ in range(passes):
        started = time.thread_time()
        work()
        rates.append(amount / max(time.thread_time() - started, 1e-9))
    return rates
