"""A window of its own for each test, in one theme."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.enter_presses import EnterPresses
from app.ui.theme import Theme
from app.ui.window import MainWindow, make_theme


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return make_theme(qapp)


@pytest.fixture(scope="session", autouse=True)
def enter_presses(qapp: QApplication) -> None:
    """As in the program."""
    EnterPresses(qapp)


@pytest.fixture(autouse=True)
def nothing_left(qapp: QApplication) -> Iterator[None]:
    """What a test lets go of is deleted behind it: without an event loop it would wait for a later one's, and each
    change of the style or the direction meanwhile is for all of it."""
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> Iterator[MainWindow]:
    theme.apply("light", 14)
    window = MainWindow(theme, Path("/home/maren/.local/share/Homespun"))
    window.resize(1180, 780)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    yield window
    window.close()
    window.deleteLater()


@pytest.fixture
def settled(qtbot: QtBot, window: MainWindow) -> Callable[[], None]:
    """Waits until everything that is known is on the page and has its place."""

    def wait() -> None:
        looks: list[tuple[int, int, int] | None] = []

        def is_still() -> bool:
            bar, page = window.transcript.verticalScrollBar(), window.transcript.widget()
            place = (page.height() if page else 0, bar.maximum(), bar.value())
            looks.append(place if window.transcript.is_settled else None)
            return len(looks) >= 3 and looks[-1] is not None and len(set(looks[-3:])) == 1

        qtbot.waitUntil(is_still, timeout=20_000)

    return wait
