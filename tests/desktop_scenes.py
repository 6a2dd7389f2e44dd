"""Scenes of what the program has outside its window: the quick question, and the settings of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QWidget

from app.comparison import SideState, SideStatus
from app.state import DesktopMeans, KeyMeans
from app.ui.quick_window import QuickWindow
from app.ui.window import MainWindow
from tests.qt import samples

Scene = Callable[[MainWindow], QWidget | None]

ANSWER = (
    "The **Pacific Ocean** is the largest: about 165 million km², more than all land together.\n\n"
    "| ocean | million km² |\n|---|---:|\n| Pacific | 165 |\n| Atlantic | 106 |\n| Indian | 70 |\n\n"
    "Its deepest place is the Mariana Trench."
)


def _opened(window: MainWindow) -> QuickWindow:
    window.set_model_status(samples.ready_model())
    window.desktop.open_quick()
    quick = window.desktop.quick
    assert quick is not None
    return quick


def _wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def quick_question(window: MainWindow) -> QWidget:
    return _opened(window)


def quick_waiting(window: MainWindow) -> QWidget:
    quick = _opened(window)
    quick.field.setText("Which ocean is the largest, and how deep is it?")
    quick.show_status(SideStatus(SideState.READING, 120, 800))
    return quick


def quick_answered(window: MainWindow) -> QWidget:
    quick = _opened(window)
    quick.field.setText("Which ocean is the largest, and how deep is it?")
    quick.show_status(SideStatus(SideState.COMPLETE, text=ANSWER, metadata=samples.written()))
    _wait(300)
    return quick


def quick_failed(window: MainWindow) -> QWidget:
    quick = _opened(window)
    quick.field.setText("Which ocean is the largest?")
    metadata = samples.written()
    reason = "There is no model to answer. Choose a model file (its name ends in .gguf)."
    quick.show_status(SideStatus(SideState.FAILED, metadata=type(metadata)(error=reason)))
    return quick


def settings_desktop(window: MainWindow) -> QWidget:
    """Where the desktop has a tray, and keys."""
    return _settings(window, DesktopMeans(has_tray=True, keys=KeyMeans.PROGRAM))


def settings_desktop_wayland(window: MainWindow) -> QWidget:
    """Where the desktop gives the key."""
    return _settings(window, DesktopMeans(has_tray=True, keys=KeyMeans.DESKTOP))


def settings_desktop_none(window: MainWindow) -> QWidget:
    """Where it has neither."""
    return _settings(window, DesktopMeans())


def _settings(window: MainWindow, means: DesktopMeans) -> QWidget:
    window._dialogs.means = means
    window.open_settings()
    dialog = window.dialog("settings")
    dialog.show()
    _wait(50)
    fields = dialog.findChildren(QWidget, "desktopNotify")
    dialog._scroll.ensureWidgetVisible(fields[0], 0, 300)  # pyright: ignore[reportAttributeAccessIssue]
    return dialog


SCENES: tuple[Scene, ...] = (
    quick_question, quick_waiting, quick_answered, quick_failed, settings_desktop,
    settings_desktop_wayland, settings_desktop_none,
)  # fmt: skip
