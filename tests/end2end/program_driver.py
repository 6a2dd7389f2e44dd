"""Starts the program in this process, asks it something through its window, takes a picture, and closes it.

    python program_driver.py PICTURE QUESTION

Prints the answer. The program is the real one, with its real engine; only the hands are ours.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.main import Program
from app.paths import DataFolder
from app.place import take_place
from app.settings import Settings, SettingsFile
from app.store.records import StoredMessage
from engine.protocol import ModelInfo, SamplingOptions

PAINT_MS = 500
"""Until the answer is rendered and painted."""


class Driver:
    def __init__(self, application: QApplication, picture: str, question: str) -> None:
        self._application = application
        self._picture = picture
        self._question = question
        place = take_place(DataFolder.resolve())
        SettingsFile(place.folder.settings).save(Settings(sampling=SamplingOptions(temperature=0.0)))
        self._program = Program(application, place)
        self._program.closed.connect(application.quit)
        self._program.model.loaded.connect(self._ask)
        self._program.chat.message_updated.connect(self._answered)
        self._program.chat.problem.connect(self._fail)
        self._program.model.problem.connect(self._fail)
        self._code = 0

    def run(self) -> int:
        self._program.start()
        self._application.exec()
        return self._code

    def _ask(self, _: ModelInfo) -> None:
        box = self._program.window.composer.text
        box.setFocus()
        QTest.keyClicks(box, self._question)
        QTest.keyClick(box, Qt.Key.Key_Return)

    def _answered(self, reply: StoredMessage) -> None:
        print(reply.content, flush=True)
        QTimer.singleShot(PAINT_MS, self._program, self._finish)

    def _finish(self) -> None:
        window = self._program.window
        screen = window.screen()
        place = window.frameGeometry()
        screen.grabWindow(0, place.x(), place.y(), place.width(), place.height()).save(self._picture)
        window.close()

    def _fail(self, problem: object) -> None:
        print(problem, file=sys.stderr, flush=True)
        self._code = 1
        self._program.window.close()


if __name__ == "__main__":
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    sys.exit(Driver(app, sys.argv[1], sys.argv[2]).run())
