"""A store on a thread of its own: whoever asks gets a future and never waits for the disk."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from app.store.errors import StoreError, StoreErrorKind
from app.store.store import Opening, Store

T = TypeVar("T")


class StoreThread:
    """Opens a store and does what is asked of it, one thing after the other, in the order of asking.

    The functions given to `call` run on the store's thread: they take the store and return values, never the store.
    """

    def __init__(self, open_store: Callable[[], Store]) -> None:
        """`open_store` runs on the thread, at once; how it went is in `opened`."""
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._store: Store | None = None
        self.opened: Future[Opening] = self._thread.submit(self._open, open_store)

    def call(self, function: Callable[[Store], T]) -> Future[T]:
        """What `function` returns or raises. Where the store could not be opened, and after `close`, the future
        fails with a StoreError."""
        try:
            return self._thread.submit(self._run, function)
        except RuntimeError:  # The pool has been shut down.
            failed: Future[T] = Future()
            failed.set_exception(_closed())
            return failed

    def close(self) -> Future[None]:
        """Close the store after everything that was asked before. The thread ends then; `result()` waits for it."""
        try:
            closed = self._thread.submit(self._close)
        except RuntimeError:
            closed = Future()
            closed.set_result(None)
        self._thread.shutdown(wait=False)
        return closed

    def _open(self, open_store: Callable[[], Store]) -> Opening:
        self._store = open_store()
        return self._store.opening

    def _run(self, function: Callable[[Store], T]) -> T:
        if self._store is None:
            raise self.opened.exception() or _closed()
        return function(self._store)

    def _close(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None


def _closed() -> StoreError:
    return StoreError(
        StoreErrorKind.CLOSED, "The conversations are closed already. Start the program again.", "the store is closed"
    )
