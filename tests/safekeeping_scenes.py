"""Scenes of backups, of the report of a problem and of the first start, for tests/screenshots.py."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from app.backup.results import Kept, KeptKind
from app.settings import Settings
from app.state import ModelFolder, ModelPhase, ModelStatus, Task
from app.ui.window import MainWindow
from tests.qt import samples

Scene = Callable[[MainWindow], QWidget | None]

HOLDS = (
    "Made on 28 November 2026 by Homespun 0.1.0: 412 conversations, 96 MB. It is encrypted: it opens with the "
    "passphrase that was used when it was made."
)
REPORT = """What I did:


What happened, and what I had expected:


----
Written by Homespun on 2026-11-28. It holds no message, no name and no path of yours; read it before you send it.

Program
  Homespun: 0.1.0, package
  Python: 3.11.2
  PySide6-Essentials: 6.11.3

Computer
  System: Linux 6.1.0, x86_64
  Processor: Intel(R) Core(TM) i5-8250U CPU @ 1.60GHz, 4 cores, 8 threads
  Memory: 16.6 GB, 9.2 GB available

Last warnings and errors, their texts left out
  2026-11-28T21:14:02Z: WARNING app.client: engine died: Engine process: signal 9 (SIGKILL)
"""


def _kept(number: int, kind: KeptKind, size: int) -> Kept:
    made = datetime(2026, 11, 28 - number).timestamp()
    return Kept(f"{kind}-{number}", kind, Path("/x"), made, size)


KEPT = (
    _kept(1, KeptKind.REPLACED, 98_000_000),
    _kept(3, KeptKind.UPDATE, 41_000_000),
    _kept(20, KeptKind.UPDATE, 12_000_000),
)


def _opened(window: MainWindow) -> QWidget:
    shown = samples.conversations()
    window.show_conversations(shown, shown[0].id)
    window.show_conversation(shown[0], samples.rich_messages())
    window.backup.open()
    window.backup.show_kept(KEPT, 2_310_000_000)
    assert window.backup.dialog is not None
    return window.backup.dialog


def backup(window: MainWindow) -> QWidget:
    return _opened(window)


def backup_progress(window: MainWindow) -> QWidget:
    dialog = _opened(window)
    window.backup.set_task(Task("Writing Homespun 2026-11-28.zip", 46, 100))
    return dialog


def backup_question(window: MainWindow) -> QWidget:
    dialog = _opened(window)
    window.backup.ask("/media/disk/Homespun 2026-11-28.zip", HOLDS)
    return dialog


def backup_written(window: MainWindow) -> QWidget:
    dialog = _opened(window)
    window.backup.tell(
        "“Homespun 2026-11-28.zip” is written. Made on 28 November 2026 by Homespun 0.1.0: 412 conversations, 96 MB."
    )
    return dialog


def report(window: MainWindow) -> QWidget:
    window.help.open_report()
    window.help.show_report(REPORT)
    assert window.help.report is not None
    return window.help.report


def first_steps(window: MainWindow) -> None:
    window.set_settings(Settings(theme=window.settings.theme, text_size=window.settings.text_size, first_steps=True))
    window.show_conversations([], None)
    window.set_profiles((samples.PROFILE,), samples.PROFILE)
    window.set_model_status(ModelStatus(ModelPhase.LOADING, "SmolLM2 135M", progress=0.46))
    steps = window.first_steps.steps
    steps.show_place(Path("/home/maren/.local/share/Homespun"), changeable=True, encrypted=False)
    steps.show_offered(
        (ModelFolder("/home/maren/.lmstudio/models", "LM Studio"), ModelFolder("/home/maren/.ollama/models", "Ollama"))
    )


def first_steps_below(window: MainWindow) -> None:
    first_steps(window)
    QApplication.processEvents()
    bar = window.welcome.verticalScrollBar()
    bar.setValue(bar.maximum())


def tour(window: MainWindow) -> None:
    first_steps(window)
    window.first_steps.start_tour()


def tour_model(window: MainWindow) -> None:
    tour(window)
    if window.first_steps.tour is not None:
        window.first_steps.tour.go_on()


SCENES: tuple[Scene, ...] = (
    backup, backup_progress, backup_question, backup_written, report, first_steps, first_steps_below, tour, tour_model,
)  # fmt: skip
EVERY_SIZE: tuple[Scene, ...] = (first_steps, first_steps_below, tour, tour_model)
