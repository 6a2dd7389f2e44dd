"""FindController: which messages of the shown conversation hold some words."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app import problems
from app.chat.conversation import ChatController
from app.chat.courier import StoreAccess
from app.store.errors import StoreError
from app.store.search_reader import FoundMessage


class FindController(QObject):
    found = Signal(str, list)
    """(text, list[FoundMessage]): those that hold it, in any branch, the oldest first"""
    problem = Signal(object)

    def __init__(self, store: StoreAccess, chat: ChatController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._chat = chat
        self._question = 0
        """Grows with every question: only the answer to the newest counts."""

    def find(self, text: str) -> None:
        self._question += 1
        question, shown = self._question, self._chat.shown_id
        if shown is None:
            self.found.emit(text, [])
            return

        def done(messages: list[FoundMessage]) -> None:
            if question == self._question and shown == self._chat.shown_id:
                self.found.emit(text, messages)

        self._store.ask(lambda store: store.find(shown, text), done, self._tell)

    def _tell(self, error: StoreError) -> None:
        self.problem.emit(problems.store_failed(error))
