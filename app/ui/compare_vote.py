"""The vote on two answers: whether both are alike, what was said, and the way back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.comparison import Side
from app.translation import tr
from app.ui.facts_table import plain

VOTE_LEFT, VOTE_RIGHT, VOTE_ALIKE = "Ctrl+1", "Ctrl+2", "Ctrl+0"


class VoteBar(QWidget):
    """The buttons that say which one is better stand below the answers."""

    undo_requested = Signal(int)
    """Id of the vote."""

    def __init__(self) -> None:
        super().__init__()
        self._vote_id: int | None = None
        self.is_cast = False
        self.better: Side | None = None
        """Once it is cast; None where both are alike."""
        self._said = plain("small")
        self.alike = QPushButton(tr("Both alike"))
        self.alike.setProperty("role", "plain")
        self.alike.setToolTip(VOTE_ALIKE)
        self.undo = QPushButton(tr("Take the vote back"))
        self.undo.setProperty("role", "link")
        self.undo.clicked.connect(self._undo)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._said)
        for button in (self.undo, self.alike):
            button.setAutoDefault(False)
            row.addWidget(button)
        self.forget()

    def offer(self, *, offered: bool) -> None:
        self.alike.setVisible(offered)

    def show_cast(self, better: Side | None) -> None:
        self.is_cast, self.better = True, better
        self._said.setText(tr("Both alike") if better is None else tr("The model can learn from your vote"))
        self._said.show()
        self.undo.setEnabled(False)
        self.undo.show()

    def show_kept(self, vote_id: int) -> None:
        if self.is_cast:
            self._vote_id = vote_id
            self.undo.setEnabled(True)

    def forget(self) -> None:
        self.is_cast, self.better, self._vote_id = False, None, None
        for part in (self._said, self.undo, self.alike):
            part.hide()

    def _undo(self) -> None:
        if self._vote_id is not None:
            self.undo_requested.emit(self._vote_id)
