"""Where garbage is collected while the window is there."""

from __future__ import annotations

import gc
import sys
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.responsive import keep_responsive


@pytest.fixture
def restored() -> Iterator[None]:
    interval, thresholds = sys.getswitchinterval(), gc.get_threshold()
    yield
    sys.setswitchinterval(interval)
    gc.set_threshold(*thresholds)


@pytest.mark.usefixtures("restored")
def test_what_another_thread_leaves_is_collected_on_the_drawing_thread(qtbot: QtBot) -> None:
    class Cycle:
        pass

    collected_on: list[int] = []

    def leave_garbage() -> None:
        one = Cycle()
        one.itself = one  # type: ignore[attr-defined]
        weakref.finalize(one, lambda: collected_on.append(threading.get_ident()))
        del one
        many = [[number] for number in range(20_000)]
        assert many

    parent = QObject()
    keep_responsive(parent)
    worker = threading.Thread(target=leave_garbage)
    worker.start()
    worker.join()
    assert not collected_on
    kept = [[number] for number in range(20_000)]
    qtbot.waitUntil(lambda: bool(collected_on), timeout=10_000)
    assert collected_on == [threading.get_ident()]
    assert kept
    parent.deleteLater()
