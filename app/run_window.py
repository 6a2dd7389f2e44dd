"""Shows the window until it is closed: the first one of its data folder, or a knock at the one that is there."""

from __future__ import annotations

import contextlib
import logging
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from time import monotonic
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QMessageBox

from app import __version__
from app.error_log import ErrorLog
from app.launch import EngineCommand, window_command
from app.lock import AlreadyRunning
from app.log import LogFile
from app.main import Program
from app.paths import DataFolder, DataFolderError
from app.place import take_place
from app.privacy.erasing import Erasure, erase
from app.process_signals import EndRequests
from app.responsive import keep_responsive
from app.safe.key_file import has_key_file
from app.single_instance import raise_first_window
from app.state import Problem
from app.translation import tr
from app.ui.enter_presses import EnterPresses
from models.encryption.keys import DataKey

log = logging.getLogger(__name__)

_SHOWN = 10
"""Files that are named when they could not be deleted."""
_REST_SECONDS = 10.0
"""So long an erasure waits for threads of the program that has ended."""


class Application(QApplication):
    file_opened = Signal(str)
    """A path: macOS names the files of a double click to the program that runs."""

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent) and event.file():
            self.file_opened.emit(event.file())
            return True
        return super().event(event)


def run_window(
    data_dir: Path | None, files: Sequence[str] = (), *, quick: bool = False, key: DataKey | None = None
) -> int:
    """Show the window until it is closed, with these absolute paths brought in; or the quick question alone. `key`
    opens what is encrypted, where it is known already. Returns the exit code."""
    folder = DataFolder.resolve(data_dir)
    try:
        place = take_place(folder)
    except AlreadyRunning as error:
        return _raise_first(folder, files, error, quick=quick)
    application = Application(sys.argv[:1])
    application.setApplicationName("Homespun")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("homespun")
    application.setQuitOnLastWindowClosed(False)
    EnterPresses(application)
    with contextlib.ExitStack() as cleanup:
        with contextlib.suppress(OSError):  # Without a log the program runs as well.
            file = LogFile(folder.logs)
            cleanup.callback(file.close)
            file.start()
            errors = ErrorLog(folder.logs)
            cleanup.callback(errors.close)
            errors.start()
        if has_key_file(folder):
            from app.unlocking import unlocked  # late: most starts find nothing encrypted

            found = unlocked(application, place, key)
            if found is None:
                return 0
            place = found
        keep_responsive(application)
        program = Program(application, place)
        program.closed.connect(application.quit)
        application.file_opened.connect(lambda path: program.opened.open([path]))
        program.opened.open(files)
        ends = EndRequests(program)
        ends.requested.connect(program.close)
        sys.excepthook = _report_defects_to(program)
        program.start(quick=quick)
        code = application.exec()
    if program.erases is not Erasure.NOTHING:
        return _erase(folder, models=program.erases is Erasure.ALL)
    if program.starts_again:
        _start_again(window_command(data_dir).knowing(program.key_after))
    return code


def _start_again(command: EngineCommand) -> None:
    stdin = subprocess.PIPE if command.first_line else None
    process = subprocess.Popen([command.program, *command.arguments], env=dict(command.environment), stdin=stdin)
    if process.stdin is not None:
        with contextlib.suppress(OSError), process.stdin:
            process.stdin.write(command.first_line)


def _erase(folder: DataFolder, *, models: bool) -> int:
    """Nothing is open any more: everything goes, and the person is told whether it has."""
    _let_threads_end()
    try:
        left = erase(folder, models=models).left
    except (AlreadyRunning, DataFolderError) as error:
        left = (error.message,)
    box = QMessageBox()
    box.setWindowTitle("Homespun")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(tr("Not everything could be deleted. This is left:") if left else tr("Everything is erased."))
    box.setInformativeText("\n".join(left[:_SHOWN]))
    box.exec()
    return 1 if left else 0


def _let_threads_end() -> None:
    """What a thread is still at, as a look at a model, it would write after everything was erased."""
    deadline = monotonic() + _REST_SECONDS
    for thread in threading.enumerate():
        if thread is not threading.main_thread() and not thread.daemon:
            thread.join(max(0.0, deadline - monotonic()))


def _raise_first(folder: DataFolder, files: Sequence[str], error: AlreadyRunning, *, quick: bool) -> int:
    application = QCoreApplication(sys.argv[:1])
    reached = raise_first_window(folder.instance_name, files, quick=quick)
    del application
    if not reached:
        print(error.message, file=sys.stderr)
        return 1
    if not quick:
        print("Homespun is open already with this data folder; its window is in front now.")
    return 0


def _report_defects_to(program: Program) -> Callable[..., Any]:
    """An exception in a slot would only be printed: tell it to the person, and go on."""
    import traceback

    def report(kind: type[BaseException], error: BaseException, trace: Any) -> None:
        sys.__excepthook__(kind, error, trace)
        log.critical("a defect: %s at %s", kind.__name__, traceback.extract_tb(trace)[-1:])
        program.window.show_problem(
            Problem(
                tr("A defect of this program"),
                tr(
                    "Something did not work as it should. What you wrote is saved; if the window behaves oddly, "
                    "start it again, and please report this."
                ),
                "".join(traceback.format_exception(kind, error, trace)),
            )
        )

    return report
