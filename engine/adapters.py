"""The adapters of a loaded model: read once, proven to act, and combined into the set in force."""

from __future__ import annotations

import math
import stat
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

import numpy as np

from engine.adapter_stack import NO_ADAPTERS, AdapterStack
from engine.backends.base import Interrupt, Interrupted, LoadedAdapter, LoadedModel
from engine.backends.fingerprint import fingerprint
from engine.conversation import LiveContext, Probe
from engine.errors import EngineError, ErrorKind
from engine.protocol import AdapterInfo, AdapterUse
from models.encryption.files import PLAIN, PlainFiles
from models.encryption.unreadable import Unreadable

MOST_SCALE = 100.0
"""Far beyond what any adapter still makes sense at: control vectors are used at 10 and more."""

IDLE_BYTES = 256 << 20
"""Of adapters that are not in the set in force: going back to them costs no reading and no proof."""

OnProgress = Callable[[int, int], None]


@dataclass(frozen=True)
class _FileMark:
    """Tells without reading a file that it is the one that was read."""

    device: int
    inode: int
    size: int
    modified_ns: int
    changed_ns: int

    @classmethod
    def of(cls, path: Path) -> _FileMark | None:
        try:
            status = path.stat()
        except OSError:
            return None
        if not stat.S_ISREG(status.st_mode):  # to read a pipe may take for ever
            return None
        return cls(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


@dataclass(frozen=True)
class Change:
    """What it took to put a set in force."""

    adapters: tuple[AdapterInfo, ...]
    """Those that act, in the order in which they were named."""
    load_ms: float
    """What reading and proving took of it."""


class Adapters:
    """Holds the adapters of one loaded model. Those that are not in the set in force stay loaded up to a bound; the
    ones used least recently go first."""

    def __init__(
        self, model: LoadedModel, live: LiveContext, idle_bytes: int = IDLE_BYTES, files: PlainFiles = PLAIN
    ) -> None:
        """`files` opens those that are kept encrypted."""
        self._model = model
        self._live = live
        self._files = files
        self._idle_bytes = idle_bytes
        self._held: dict[str, LoadedAdapter] = {}  # by fingerprint, used least recently first
        self._seen: dict[_FileMark, str] = {}  # the fingerprints of files that were read
        self.in_force = NO_ADAPTERS

    @property
    def bytes(self) -> int:
        """Memory that they take, in force or not."""
        return sum(adapter.info.bytes for adapter in self._held.values())

    def set(self, uses: Sequence[AdapterUse], on_progress: OnProgress, interrupt: Interrupt) -> Change:
        """Replace the set in force. Those of scale 0 are left out, and not even read.

        The same adapter named twice acts with the sum of its scales: the effects of a set add up. `on_progress` takes
        how many adapters are ready, of how many, and is told only where one must be read. Raises EngineError or
        Interrupted; the set before stays in force then.
        """
        load_seconds = 0.0
        before = self.in_force
        wanted = acting_uses(uses)
        if wanted and self._model.info.adapter_problem:
            raise EngineError(ErrorKind.UNSUPPORTED, self._model.info.adapter_problem)
        try:
            adapters: list[LoadedAdapter] = []
            for use in wanted:
                if interrupt():
                    raise Interrupted
                path = Path(use.path)
                adapter = self._find(path)
                if adapter is None:
                    on_progress(len(adapters), len(wanted))
                    started = perf_counter()
                    adapter = self._load(path)
                    load_seconds += perf_counter() - started
                    on_progress(len(adapters) + 1, len(wanted))
                adapters.append(adapter)
            stack = _combine(adapters, [use.scale for use in wanted])
            self._live.activate(stack)
            self.in_force = stack
        except BaseException:
            self._live.activate(before)
            raise
        finally:
            self._free_idle()
        infos = (replace(adapter.info, path=use.path) for adapter, use in zip(adapters, wanted, strict=True))
        return Change(tuple(infos), load_seconds * 1000)

    def close(self) -> None:
        """Free all. The model has no adapters afterwards."""
        self.in_force = NO_ADAPTERS
        self._live.activate(self.in_force)
        for adapter in self._held.values():
            adapter.close()
        self._held.clear()
        self._seen.clear()

    def _find(self, path: Path) -> LoadedAdapter | None:
        """The adapter that was read from this very file, or from another one with the same content."""
        mark = _FileMark.of(path)
        if mark is None:
            return None
        name = self._seen.get(mark)
        if name is None and self._held:
            try:
                with self._files.plain(path) as plain:
                    name = fingerprint(plain)
            except (OSError, Unreadable):
                return None
        if name not in self._held:
            return None
        self._seen[mark] = name
        adapter = self._held[name] = self._held.pop(name)  # the last one now
        return adapter

    def _load(self, path: Path) -> LoadedAdapter:
        mark = _FileMark.of(path)
        with readable(self._files, path) as plain:
            adapter = self._model.load_adapter(plain)
        try:
            self._prove(adapter)
        except BaseException:
            self._live.activate(self.in_force)  # what is active must not be freed
            adapter.close()
            raise
        self._live.activate(self.in_force)
        name = adapter.info.fingerprint
        if held := self._held.pop(name, None):  # it came to the same content after all
            adapter.close()
            adapter = held
        self._held[name] = adapter
        if mark:
            self._seen[mark] = name
        return adapter

    def _prove(self, adapter: LoadedAdapter) -> None:
        """Runtimes pass over what they cannot apply, in silence. Raises EngineError(ADAPTER_MISMATCH) for an adapter
        that changes nothing, or after which the numbers are none. An activated LoRA is tried while it is active."""
        stack = AdapterStack.of([(adapter, 1.0)])
        plain = self._live.probe(NO_ADAPTERS)
        changed = self._try(stack)
        if changed and changed.position != plain.position:  # the model has forgotten what was live
            plain = self._live.probe(NO_ADAPTERS)
        name = adapter.info.name
        if changed is None or not np.isfinite(changed.logits[np.isfinite(plain.logits)]).all():
            raise EngineError(
                ErrorKind.ADAPTER_MISMATCH,
                f"With the adapter “{name}” this model computes numbers that make no sense. It is damaged, or was made "
                "for another model. Import it again or choose another one.",
            )
        if np.array_equal(changed.logits, plain.logits):
            raise EngineError(
                ErrorKind.ADAPTER_MISMATCH,
                f"The adapter “{name}” has no effect on this model: it was never trained, or was made for another one. "
                "Choose another adapter.",
            )

    def _try(self, stack: AdapterStack) -> Probe | None:
        """None where the backend itself finds that the numbers are none."""
        try:
            return self._live.probe(stack)
        except EngineError as error:
            if error.kind is ErrorKind.MODEL_INVALID:
                return None
            raise

    def _free_idle(self) -> None:
        in_force = {name for name, _ in self.in_force.key}
        idle = [(name, adapter) for name, adapter in self._held.items() if name not in in_force]
        total = sum(adapter.info.bytes for _, adapter in idle)
        for name, adapter in idle:
            if total <= self._idle_bytes:
                return
            total -= adapter.info.bytes
            del self._held[name]
            self._seen = {mark: seen for mark, seen in self._seen.items() if seen != name}
            adapter.close()


@contextmanager
def readable(files: PlainFiles, path: Path) -> Generator[Path]:
    """Where the backends can read the adapter at `path`. Raises EngineError where it was encrypted with another key."""
    try:
        with files.plain(path) as plain:
            yield plain
    except Unreadable as error:
        raise EngineError(
            ErrorKind.MODEL_INVALID,
            f"The adapter “{path.stem}” cannot be decrypted: {error}. Import it again.",
            str(path),
        ) from error


def acting_uses(uses: Sequence[AdapterUse]) -> tuple[AdapterUse, ...]:
    """Without those whose scale is 0. Raises EngineError(UNSUPPORTED) for scales that nothing can be done with."""
    for use in uses:
        if not math.isfinite(use.scale) or abs(use.scale) > MOST_SCALE:
            raise EngineError(
                ErrorKind.UNSUPPORTED,
                f"{use.scale} is no strength for an adapter. Choose a number between {-MOST_SCALE:g} and "
                f"{MOST_SCALE:g}; 1 is what it was trained for.",
                use.path,
            )
    return tuple(use for use in uses if use.scale)


def _combine(adapters: Sequence[LoadedAdapter], scales: Sequence[float]) -> AdapterStack:
    sums: dict[str, float] = {}
    for adapter, scale in zip(adapters, scales, strict=True):
        name = adapter.info.fingerprint
        sums[name] = sums.get(name, 0.0) + scale
    named = {adapter.info.fingerprint: adapter for adapter in adapters}
    return AdapterStack.of((named[name], scale) for name, scale in sums.items() if scale)
