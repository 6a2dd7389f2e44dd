"""Reaches ONNX Runtime: its import without telemetry, sessions, and runs that can be interrupted."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from importlib import import_module
from pathlib import Path
from time import process_time, thread_time
from typing import Any

from engine.backends.base import Interrupt, Interrupted
from engine.backends.cores import usable_cores
from engine.errors import EngineError, ErrorKind

# Official builds send usage data unless this is set before they are loaded.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

# Untyped: the package brings no types.
ort: Any = import_module("onnxruntime")

_ERRORS_ONLY = 3
_SILENT = 4
_LOOK_SECONDS = 0.02
"""Between two looks at whether the work is done."""
_WORK_SECONDS = 0.01
"""Of the processor's time, by all threads but the caller's, after which the interrupt is asked again: far more than the
threads that only wait take in as many seconds as a silent engine is given."""

_FEW_CORES = 4
_SPIN_MICROSECONDS = 10
"""Of a thread that waits for the others, on machines with few cores. By default they spin for long, and where other
work takes a core for a moment, through the very time that the last one needs: measured on two cores beside much other
work, 18 tokens a second with the default, 40 with this. With many cores a neighbour is rarer, so there the default
stays."""

_PROCESSOR = "CPUExecutionProvider"
_DEVICES = {
    "CUDAExecutionProvider": "CUDA",
    "ROCMExecutionProvider": "ROCm",
    "DmlExecutionProvider": "DirectML",
    _PROCESSOR: "CPU",
}
"""What other builds of the library bring, in the order of preference, and what a person calls it. Not everything that a
build may have: the ordinary one has a provider that sends what it is given to a service."""

ort.set_default_logger_severity(_ERRORS_ONLY)


class Runner:
    """Runs native work while the caller's thread asks its interrupt.

    ONNX Runtime tells nothing while it works, so what counts as a sign of life is that other threads use the processor:
    while they do not, the interrupt, and with it the heartbeat, is not asked.
    """

    def __init__(self) -> None:
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="onnx")

    def run(self, session: Any, binding: Any, interrupt: Interrupt | None) -> None:
        """Run a bound session. Raises Interrupted, what the interrupt raises, or EngineError."""
        if interrupt is None:
            _run(session, binding, None)
            return
        options = ort.RunOptions()
        options.log_severity_level = _SILENT  # that it was told to stop is no news

        def stop() -> None:
            options.terminate = True

        self.work(lambda: _run(session, binding, options), interrupt, stop)

    def work(self, native: Callable[[], Any], interrupt: Interrupt, stop: Callable[[], None]) -> Any:
        """The result of `native`. When the interrupt ends it, `stop` is called and `native` waited for."""
        if interrupt():
            raise Interrupted
        done: Future[Any] = self._worker.submit(native)
        asked_at = _others_time()
        try:
            while not wait((done,), _LOOK_SECONDS).done:
                if (now := _others_time()) - asked_at >= _WORK_SECONDS:
                    asked_at = now
                    if interrupt():
                        raise Interrupted
        except BaseException:
            stop()
            wait((done,))
            raise
        return done.result()

    def close(self) -> None:
        self._worker.shutdown()


def execution_providers(*, gpu: bool) -> tuple[str, ...]:
    """Those to run a model with, the first that can do an operation does it: a GPU's, where one is wanted and this
    build has it, and always the processor's."""
    there = ort.get_available_providers()
    return tuple(name for name in _DEVICES if name in there and (gpu or name == _PROCESSOR))


def devices(session: Any) -> tuple[str, ...]:
    """What a session really runs on."""
    return tuple(_DEVICES[name] for name in session.get_providers())


def open_session(
    graph: Path,
    threads: int,
    runner: Runner,
    interrupt: Interrupt,
    *,
    edited: bytes | None = None,
    providers: Sequence[str] = (_PROCESSOR,),
) -> Any:
    """`edited` is what to run instead of the graph's file, with the weights beside it.

    Raises Interrupted, or EngineError(MODEL_INVALID) where the library refuses."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Plans for memory are kept by the shapes of the inputs, and each step has another one.
    options.enable_mem_pattern = False
    if usable_cores() <= _FEW_CORES:
        options.add_session_config_entry("session.intra_op.spin_duration_us", str(_SPIN_MICROSECONDS))

    if edited is not None:
        options.add_session_config_entry("session.model_external_initializers_file_folder_path", str(graph.parent))
    source = str(graph) if edited is None else edited

    def native() -> Any:
        return ort.InferenceSession(source, options, providers=list(providers))

    try:
        return runner.work(native, interrupt, lambda: options.set_load_cancellation_flag(True))
    except (Interrupted, MemoryError):
        raise
    except Exception as error:
        raise EngineError(
            ErrorKind.MODEL_INVALID,
            f"The model file {graph.name} could not be loaded: it is damaged, or of a kind that this version does not "
            "know. Download it again or choose another one.",
            str(error)[:2000],
        ) from error


def _others_time() -> float:
    """Seconds of the processor that all threads but this one have used."""
    return process_time() - thread_time()


def _run(session: Any, binding: Any, options: Any) -> None:
    try:
        session.run_with_iobinding(binding, options)
    except Exception as error:  # the library's own errors share no base class
        raise EngineError(
            ErrorKind.INTERNAL,
            "The model could not read this text. Try again; if it happens again, load the model anew.",
            str(error)[:2000],
        ) from error
