"""Bounds the time and the memory of Python code that cannot be trusted to end: chat templates."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Generator
from contextlib import contextmanager

import psutil

try:
    import resource
except ImportError:  # Windows has no such limits; time is still bounded there
    resource = None


_LOOKS = 100
"""Turns of an empty loop; the interpreter looks for an exception from outside in each."""


class LimitExceeded(Exception):
    """The guarded code took too long or too much memory. The message says which, for a report."""


class _OutOfTime(BaseException):
    """Raised inside the guarded code. No `except Exception` there may swallow it."""


@contextmanager
def limited(seconds: float, extra_bytes: int) -> Generator[None]:
    """Run the body with at most `seconds` of time and `extra_bytes` of address space beyond what is mapped now.

    Raises LimitExceeded. Time is checked between bytecodes: one long native call is bounded by the memory only. The
    address space is the whole process's, so nothing else in it should allocate much meanwhile.
    """
    thread = ctypes.c_ulong(threading.get_ident())
    set_exception = ctypes.pythonapi.PyThreadState_SetAsyncExc
    lock = threading.Lock()
    over = expired = False

    def expire() -> None:
        nonlocal expired
        with lock:
            if not over:
                expired = True
                set_exception(thread, ctypes.py_object(_OutOfTime))

    timer = threading.Timer(seconds, expire)
    timer.daemon = True
    try:
        # Before the bound is set: a new thread may reserve as much as the bound leaves, and one that gets no memory
        # while it starts is waited for without end.
        timer.start()
        with _address_space(extra_bytes):
            try:
                yield
            finally:
                with lock:
                    over = True
                    timer.cancel()
                timer.join()  # it ends at once; a thread of it must not outlast the body
                if expired:
                    # The exception may be set and not raised yet. Taking it back would leave the interpreter on the
                    # lookout for it for ever, which slows all and hangs a traced program: so let it be raised here.
                    for _ in range(_LOOKS):
                        pass
    except _OutOfTime:
        raise LimitExceeded(f"took longer than {seconds:g} seconds") from None
    except MemoryError:
        raise LimitExceeded(f"took more than {extra_bytes >> 20} MiB of memory") from None


@contextmanager
def _address_space(extra_bytes: int) -> Generator[None]:
    if resource is None:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    bound = psutil.Process().memory_info().vms + extra_bytes
    for limit in (soft, hard):
        if limit != resource.RLIM_INFINITY:
            bound = min(bound, limit)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (bound, hard))
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
