"""The real program, with a person at its window who asks one thing after the other, until it is killed:
`python -m tests.torture.window_writer FOLDER SEED`.

Window, controllers, store and engine child are the real ones; the model is a script, so that replies come at once and
what they say is known. Every line that is printed is a promise (`kill_trials.Promise`).
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import sys
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["HOMESPUN_SCRIPTED_BACKEND"] = "1"

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.main import Program
from app.paths import DataFolder
from app.place import take_place
from app.settings import Settings, SettingsFile
from app.state import Activity, ChatActivity
from app.store.records import Conversation, StoredMessage

WORDS = ("thread ", "über ", "日本 ", "ткань ", "weft 🧵 ", "the quick brown fox ")
MODEL_BYTE_SECONDS = 0.002


class Person(QObject):
    """Writes the next message when the last one is answered; tells what has reached the disk."""

    def __init__(self, program: Program, random_: random.Random) -> None:
        super().__init__(program)
        self._program = program
        self._random = random_
        self._texts: dict[int, str] = {}
        self._asked = ""
        self._is_idle = True
        program.chat.conversation_shown.connect(self._conversation_shown)
        program.chat.message_added.connect(self._message_added)
        program.chat.text_appended.connect(self._text_appended)
        program.chat.stored.connect(self._stored)
        program.chat.activity_changed.connect(self._activity_changed)
        program.model.status_changed.connect(lambda _: self._go_on())

    def _activity_changed(self, activity: ChatActivity) -> None:
        self._is_idle = activity.activity is Activity.IDLE
        self._go_on()

    def _go_on(self) -> None:
        QTimer.singleShot(0, self, self._write)

    def _write(self) -> None:
        if not (self._is_idle and self._program.model.is_ready):
            return
        window = self._program.window
        if self._random.random() < 0.3:
            window.new_conversation_requested.emit()
        self._asked = some_text(self._random, 20)
        window.composer.set_draft(self._asked)
        QTest.keyClick(window.composer.text, Qt.Key.Key_Return)

    def _conversation_shown(self, _: Conversation | None, messages: list[StoredMessage]) -> None:
        self._texts |= {message.id: message.content for message in messages}

    def _message_added(self, message: StoredMessage) -> None:
        self._texts[message.id] = message.content

    def _text_appended(self, message_id: int, text: str) -> None:
        self._texts[message_id] += text

    def _stored(self, message_id: int, length: int) -> None:
        # A question is said to be stored before it is shown.
        text = self._texts.get(message_id, self._asked)[:length]
        promise = {"message_id": message_id, "length": length, "sha256": hashlib.sha256(text.encode()).hexdigest()}
        print(json.dumps(promise), flush=True)


def main() -> int:
    folder, random_ = DataFolder.resolve(Path(sys.argv[1])), random.Random(int(sys.argv[2]))
    place = take_place(folder)
    model = folder.models / "script.json"
    replies = [some_text(random_, random_.choice((3, 10, 100))) for _ in range(50)]
    model.write_text(json.dumps({"scripted": {"reply": replies, "token_delay": MODEL_BYTE_SECONDS}}))
    SettingsFile(folder.settings).save(replace(Settings(), model=str(model)))
    application = QApplication(sys.argv[:1])
    program = Program(application, place)
    Person(program, random_)
    program.closed.connect(application.quit)
    program.start()
    return application.exec()


def some_text(random_: random.Random, words: int) -> str:
    return "".join(random_.choices(WORDS, k=random_.randint(1, words))).strip()


if __name__ == "__main__":
    sys.exit(main())
