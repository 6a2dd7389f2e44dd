"""OpenedFiles: what the person opened with the program, by a double click or by its name in a terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from app.chat.model import ModelController
from app.chat.shelf import ShelfController
from app.state import ModelPhase, ModelStatus


class OpenedFiles(QObject):
    """They are brought in as if they were dropped on the window, once it is known which model an adapter must fit."""

    def __init__(
        self,
        shelf: ShelfController,
        model: ModelController,
        take_exports: Callable[[list[str]], list[str]],
        parent: QObject | None = None,
    ) -> None:
        """`take_exports` takes files of conversations and answers with the others."""
        super().__init__(parent)
        self._shelf = shelf
        self._take_exports = take_exports
        self._waiting: list[str] = []
        self._may_go = False
        model.status_changed.connect(self._model_changed)

    def open(self, paths: Sequence[str]) -> None:
        self._waiting += paths
        if self._may_go:
            self._go()

    def _model_changed(self, status: ModelStatus) -> None:
        self._may_go = status.phase not in (ModelPhase.STARTING, ModelPhase.LOADING)
        if self._may_go:
            self._go()

    def _go(self) -> None:
        paths, self._waiting = self._waiting, []
        if others := self._take_exports(paths):
            self._shelf.bring(others)
