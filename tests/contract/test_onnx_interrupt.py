"""A long evaluation of an ONNX model shows that it lives, and ends soon after it is told to."""

from __future__ import annotations

import itertools
import threading
from pathlib import Path
from time import process_time

import pytest

from engine.backends.base import Interrupted
from engine.backends.onnx import OnnxBackend
from engine.backends.onnx.runtime import Runner
from engine.protocol import LoadOptions
from tests.contract.conftest import ignore, never


def test_work_that_hangs_is_no_sign_of_life() -> None:
    """The interrupt is asked as long as the processor is used, and not while native code is stuck."""
    runner = Runner()
    asked = 0

    def count() -> bool:
        nonlocal asked
        asked += 1
        return False

    def busy() -> None:
        while asked < 4:
            sum(range(10_000))

    runner.work(busy, count, ignore_stop)
    assert asked >= 4
    asked = 0
    runner.work(lambda: threading.Event().wait(0.3), count, ignore_stop)  # stuck, as far as anybody can see
    assert asked == 1
    runner.close()


def ignore_stop() -> None:
    """Nothing is interrupted here."""


@pytest.mark.model
def test_a_prefill_stops_in_the_middle(twin: Path) -> None:
    """Measured by the processor's time: what is not computed takes none."""
    model = OnnxBackend().load(twin, LoadOptions(context_length=512, threads=1), ignore, never)
    tokens = [(7919 * place) % 20_000 + 300 for place in range(512)]
    model.evaluate(tokens[:8])
    model.truncate(0)
    asked = 0

    def count() -> bool:
        nonlocal asked
        asked += 1
        return False

    before = process_time()
    model.evaluate(tokens, count)
    whole = process_time() - before
    assert asked >= 5
    model.truncate(0)
    calls = itertools.count()
    before = process_time()
    with pytest.raises(Interrupted):
        model.evaluate(tokens, lambda: next(calls) >= 2)
    assert process_time() - before < 0.6 * whole
    assert model.position == 0
    model.evaluate(tokens)
    assert model.position == 512
    model.close()
