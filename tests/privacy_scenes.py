"""Scenes of privacy: what is open, what lies where, and the way to erase it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from app.privacy.kept import Holds, Kept, Protection
from app.privacy.processes import Part, Running
from app.ui.privacy_dialog import PrivacyDialog
from app.ui.window import MainWindow
from engine.sandbox.state import Sandbox
from tests.qt import samples

Scene = Callable[[MainWindow], QWidget | None]

HOME = Path("/home/maren/.local/share/Homespun")
KEPT = (
    Kept(Holds.CONVERSATIONS, HOME / "homespun.db", 48_300_000, Protection.PLAIN),
    Kept(Holds.STATES, HOME / "states", 912_000_000, Protection.PLAIN),
    Kept(Holds.ADAPTERS, HOME / "adapters", 31_400_000, Protection.ENCRYPTED),
    Kept(Holds.BACKUPS, HOME / "backups", 44_000_000, Protection.PARTLY),
    Kept(Holds.MODELS, HOME / "models", 4_920_000_000, Protection.IMPERSONAL),
    Kept(Holds.SETTINGS, HOME / "settings.json", 914, Protection.IMPERSONAL),
    Kept(Holds.LOGS, HOME / "logs", 61_000, Protection.PLAIN),
)
RUNNING = (
    Running(Part.WINDOW, 4101, 0, confined=False),
    Running(Part.ENGINE, 4107, 0, confined=True),
    Running(Part.TRAINER, 4133, 0, confined=True),
)
NOT_CONFINED = Sandbox(why_not="This system has no filter of system calls.")


def _opened(window: MainWindow, running: tuple[Running, ...], sandbox: Sandbox) -> PrivacyDialog:
    window.set_model_status(samples.ready_model())
    window.privacy.open()
    dialog = window.privacy.dialog
    assert dialog is not None
    dialog.show_running(running)
    dialog.show_sandbox(sandbox)
    dialog.show_kept(KEPT)
    _wait(200)
    return dialog


def _wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def privacy(window: MainWindow) -> QWidget:
    return _opened(window, RUNNING, Sandbox(calls=True, files=True))


def privacy_erasing(window: MainWindow) -> QWidget:
    dialog = privacy(window)
    assert isinstance(dialog, PrivacyDialog)
    dialog.typed.setText("erase everything")
    scroll = dialog.findChild(QScrollArea)
    assert isinstance(scroll, QScrollArea)
    scroll.ensureWidgetVisible(dialog.erase_button, 0, 60)
    _wait(200)
    return dialog


def privacy_connected(window: MainWindow) -> QWidget:
    running = (*RUNNING[:2], Running(Part.DOWNLOAD, 4120, 1, confined=False))
    return _opened(window, running, NOT_CONFINED)


SCENES: tuple[Scene, ...] = (privacy, privacy_erasing, privacy_connected)
EVERY_SIZE: tuple[Scene, ...] = (privacy,)
