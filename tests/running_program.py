"""The whole program in this process (window, controllers, store, real engine child), driven through its window."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.main import Program
from app.paths import DataFolder
from app.place import take_place
from app.settings import Settings, SettingsFile
from app.state import Activity, ChatActivity, ModelPhase, Problem
from app.store.reader import Reader
from app.store.records import Conversation, MessageState, StoredMessage
from engine.protocol import Role
from models.encryption.keys import DataKey

LOAD_MS = 60_000
REPLY_MS = 120_000


class RunningProgram:
    """What the window showed, and the means of a person: keys, clicks, menus."""

    def __init__(
        self,
        qtbot: QtBot,
        home: Path,
        model: Path | None = None,
        key: DataKey | None = None,
        news: str = "",
        **settings: object,
    ) -> None:
        self._qtbot = qtbot
        self.folder = DataFolder(home)
        if model is not None or settings:
            self.folder.create()
            plain = Settings(model=str(model) if model else None, title_conversations=False)
            SettingsFile(self.folder.settings).save(replace(plain, **settings))  # type: ignore[arg-type]
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.setQuitOnLastWindowClosed(False)
        self.key = key
        self.program = Program(application, replace(take_place(self.folder), key=key, news=news))
        self.window = self.program.window
        self.problems: list[Problem] = []
        self.notices: list[str] = []
        self.shown: dict[int, StoredMessage] = {}
        self.streamed: dict[int, str] = {}
        self.stored: list[tuple[int, int]] = []
        self.listed: list[Conversation] = []
        self.activity = Activity.IDLE
        self.is_closed = self._is_deleted = False
        self._listen()

    def _listen(self) -> None:
        program, chat = self.program, self.program.chat
        for source in (chat.problem, program.model.problem, program.conversations.problem):
            source.connect(self.problems.append)
        for source in (chat.notice, program.model.notice):
            source.connect(self.notices.append)
        chat.conversation_shown.connect(self._conversation_shown)
        chat.message_added.connect(lambda message: self.shown.update({message.id: message}))
        chat.message_updated.connect(lambda message: self.shown.update({message.id: message}))
        chat.text_appended.connect(self._text_appended)
        chat.activity_changed.connect(self._activity_changed)
        chat.stored.connect(lambda message_id, length: self.stored.append((message_id, length)))
        program.conversations.list_changed.connect(self._list_changed)
        program.closed.connect(self._closed)

    def _conversation_shown(self, _: Conversation | None, messages: list[StoredMessage]) -> None:
        self.shown = {message.id: message for message in messages}
        self.streamed |= {one.id: one.content for one in messages if one.state is MessageState.STREAMING}

    def _text_appended(self, message_id: int, text: str) -> None:
        self.streamed[message_id] = self.streamed.get(message_id, "") + text

    def _activity_changed(self, activity: ChatActivity) -> None:
        self.activity = activity.activity

    def _list_changed(self, found: list[Conversation]) -> None:
        self.listed = found

    def _closed(self) -> None:
        self.is_closed = True

    def start(self, *, ready: bool = True) -> RunningProgram:
        self.program.start()
        if ready:
            self.wait_ready()
        return self

    def wait_ready(self) -> None:
        phases = (ModelPhase.READY, ModelPhase.FAILED)
        self._qtbot.waitUntil(lambda: self.program.model.status.phase in phases, timeout=LOAD_MS)
        assert self.program.model.is_ready, self.problems

    def type_message(self, text: str) -> None:
        self.window.composer.set_draft(text)

    def send(self, text: str) -> None:
        """Type it and press Enter."""
        self.type_message(text)
        self.press_enter()

    def press_enter(self) -> None:
        QTest.keyClick(self.window.composer.text, Qt.Key.Key_Return)

    def press_stop(self) -> None:
        QTest.mouseClick(self.window.composer.button, Qt.MouseButton.LeftButton)

    def last(self) -> StoredMessage:
        return list(self.shown.values())[-1]

    def wait_writing(self) -> int:
        """Until the reply's first words are there; returns its id."""
        self._qtbot.waitUntil(lambda: self.activity is Activity.WRITING, timeout=REPLY_MS)
        return self.last().id

    def wait_reply(self, count: int = 1) -> StoredMessage:
        """Until the shown conversation ends with its `count`-th reply, whatever became of it, on the disk."""

        def is_there() -> bool:
            replies = [message for message in self.shown.values() if message.role is Role.ASSISTANT]
            return len(replies) >= count and replies[-1].state is not MessageState.STREAMING

        self._qtbot.waitUntil(is_there, timeout=REPLY_MS)
        self._qtbot.waitUntil(lambda: self.program.chat.is_settled, timeout=REPLY_MS)
        return self.last()

    def ask(self, text: str, count: int = 1) -> StoredMessage:
        self.send(text)
        return self.wait_reply(count)

    def wait_problem(self, count: int = 1, timeout: int = 30_000) -> Problem:
        self._qtbot.waitUntil(lambda: len(self.problems) >= count, timeout=timeout)
        return self.problems[-1]

    def wait_listed(self, count: int) -> None:
        self._qtbot.waitUntil(lambda: len(self.listed) == count)

    def on_disk(self) -> list[list[StoredMessage]]:
        """All conversations as another process would read them."""
        reader = Reader.open_read_only(self.folder.database, self.key)
        try:
            return [reader.messages(conversation.id) for conversation in reader.conversations()]
        finally:
            reader.close()

    def close(self) -> None:
        """Close the window as a person does, and wait until the program would end."""
        if not self.is_closed:
            self.window.close()
            self.window.desktop.quit()  # where closing the window leaves it in the tray
            self._qtbot.waitUntil(lambda: self.is_closed, timeout=15_000)
        if not self._is_deleted:
            self._is_deleted = True
            self.window.deleteLater()
            self.program.deleteLater()
