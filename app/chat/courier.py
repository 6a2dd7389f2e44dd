"""Brings the results of other threads to the thread that asked, which never waits for them."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.store.errors import StoreError, StoreErrorKind
from app.store.store import Opening, Store
from app.store.thread import StoreThread

log = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True)
class _Parcel:
    future: Future[Any]
    done: Callable[[Any], None]
    failed: Callable[[BaseException], None]


class Courier(QObject):
    """Lives on the thread that wants the results, in practice the GUI thread."""

    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._closed = False
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def bring(self, future: Future[T], done: Callable[[T], None], failed: Callable[[BaseException], None]) -> None:
        """Call `done` with the result or `failed` with the exception, later, on this object's thread. Nothing is
        called after `close`."""
        parcel = _Parcel(future, done, failed)
        future.add_done_callback(lambda _: self._send(parcel))

    def close(self) -> None:
        self._closed = True

    def _send(self, parcel: _Parcel) -> None:
        """On the thread that made the result."""
        if not self._closed:
            self._arrived.emit(parcel)

    @Slot(object)
    def _deliver(self, parcel: _Parcel) -> None:
        if self._closed or parcel.future.cancelled():
            return
        error = parcel.future.exception()
        if error is None:
            parcel.done(parcel.future.result())
        else:
            parcel.failed(error)


class StoreAccess:
    """The store, as the controllers see it: ask now, hear of the answer later."""

    def __init__(self, open_store: Callable[[], Store], courier: Courier) -> None:
        """`open_store` will run on the store's thread."""
        self._open_store = open_store
        self._courier = courier
        self._thread: StoreThread | None = None

    def open(self, done: Callable[[Opening], None], failed: Callable[[StoreError], None]) -> None:
        """Open the store; again, when the first time did not succeed and something was done about it."""
        if self._thread is not None:
            self._thread.close()
        self._thread = StoreThread(self._open_store)
        self._courier.bring(self._thread.opened, done, _explaining(failed))

    def ask(
        self, function: Callable[[Store], T], done: Callable[[T], None], failed: Callable[[StoreError], None]
    ) -> None:
        """Run `function` on the store's thread, after everything that was asked before."""
        if self._thread is None:
            raise RuntimeError("the store has not been opened")
        self._courier.bring(self._thread.call(function), done, _explaining(failed))

    def call(self, function: Callable[[Store], T]) -> Future[T]:
        """The same for other threads, which may wait for the answer."""
        if self._thread is None:
            raise RuntimeError("the store has not been opened")
        return self._thread.call(function)

    def close(self, done: Callable[[], None]) -> None:
        """Close the store after everything that was asked before; then call `done`, also when closing failed."""
        if self._thread is None:
            done()
        else:
            self._courier.bring(self._thread.close(), lambda _: done(), lambda _: done())


def _explaining(failed: Callable[[StoreError], None]) -> Callable[[BaseException], None]:
    return lambda error: failed(error if isinstance(error, StoreError) else _defect(error))


def _defect(error: BaseException) -> StoreError:
    detail = "".join(traceback.format_exception(error))
    log.error("a defect in a call to the store: %s", type(error).__name__)
    return StoreError(
        StoreErrorKind.INTERNAL,
        "A defect of this program kept the change from being saved. Try again, and report it if it comes back.",
        detail,
    )
