"""Starts the program as a person does, writes a marked sentence, and erases everything through its window.

    python erasing_driver.py MARK

The program is the real one; only the hands are ours. Prints "kept" when the mark lies on the disk, and what the
program says at its end.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from app import run_window
from app.main import Program
from app.paths import DataFolder
from app.place import Place
from app.settings import Settings, SettingsFile
from app.store.records import StoredMessage

MARK = sys.argv[1]


class Watched(Program):
    def __init__(self, application: QApplication, place: Place) -> None:
        SettingsFile(place.folder.settings).save(Settings(max_tokens=8, title_conversations=False))
        super().__init__(application, place)
        self.model.loaded.connect(self._write)
        self.chat.message_updated.connect(self._answered)

    def _write(self, _: object) -> None:
        box = self.window.composer.text
        QTest.keyClicks(box, f"Remember: {MARK}")
        QTest.keyClick(box, Qt.Key.Key_Return)

    def _answered(self, _: StoredMessage) -> None:
        if self.chat.is_settled:
            self._open()
        else:
            QTimer.singleShot(100, self, lambda: self._answered(_))

    def _open(self) -> None:
        home = DataFolder.resolve().path
        if any(MARK.encode() in file.read_bytes() for file in home.rglob("*") if file.is_file()):
            print("kept", flush=True)
        self.window.privacy.open()
        dialog = self.window.privacy.dialog
        assert dialog is not None
        QTest.keyClicks(dialog.typed, "erase everything")
        QTest.mouseClick(dialog.erase_button, Qt.MouseButton.LeftButton)


def say(box: QMessageBox) -> int:
    print(box.text(), box.informativeText(), flush=True)
    return 0


if __name__ == "__main__":
    run_window.Program = Watched  # type: ignore[misc]
    QMessageBox.exec = say  # type: ignore[method-assign, assignment]
    sys.exit(run_window.run_window(Path(sys.argv[2]) if sys.argv[2:] else None))
