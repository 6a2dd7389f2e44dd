"""What is where, what is open and what is confined, and the way to erase all of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.privacy import words
from app.privacy.kept import Kept, Protection
from app.privacy.processes import Running
from app.translation import tr
from app.ui.announcements import announce
from app.ui.dialog_parts import push_button, put_together, said
from app.ui.facts_table import FactsTable, keep_direction, wrapped
from app.ui.theme import Theme
from app.ui.tick_box import TickBox
from engine.sandbox.state import Sandbox


class PrivacyDialog(QDialog):
    """Takes values and emits signals."""

    place_opened = Signal(str)
    """Path of a file or folder that the person wants to see where it lies"""
    erasure_confirmed = Signal(bool)
    """Whether with the models"""

    def __init__(self, theme: Theme, *, downloads_allowed: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Privacy"))
        self.setMinimumSize(380, 320)
        self.resize(620, 680)
        self.connections = wrapped("title")
        self.may_connect = said("muted", words.may_connect(downloads_allowed))
        self.processes = FactsTable()
        self.sandbox = said("muted", "")
        self._places = QVBoxLayout()
        self._places.setSpacing(10)
        self.models = TickBox(theme, tr("The models as well"))
        self.typed = QLineEdit()
        self.typed.setPlaceholderText(_word())
        self.typed.setAccessibleName(tr("Type “{word}” to erase everything", word=_word()))
        self.typed.textChanged.connect(self._look_at_typed)
        self.typed.returnPressed.connect(self._erase)
        self.erase_button = push_button(tr("Erase everything and quit"), "plain")
        self.erase_button.clicked.connect(self._erase)
        self.close_button = push_button(tr("Close"), "primary")
        self.close_button.clicked.connect(self.reject)
        self._lay_out()
        self._look_at_typed("")
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_running(self, processes: Sequence[Running]) -> None:
        """As they are at this moment."""
        said = words.all_connections(processes)
        if said != self.connections.text():
            self.connections.setText(said)
            announce(self, said)
        self.processes.fill([(words.part(one.part), words.connections(one)) for one in processes])

    def show_sandbox(self, sandbox: Sandbox) -> None:
        self.sandbox.setText(words.sandbox(sandbox))

    def show_kept(self, kept: Sequence[Kept]) -> None:
        while (item := self._places.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for one in kept:
            row = _Place(one)
            row.button.clicked.connect(lambda _=False, path=str(one.path): self.place_opened.emit(path))
            self._places.addWidget(row)

    def _look_at_typed(self, text: str) -> None:
        self.erase_button.setEnabled(text.strip().casefold() == _word().casefold())

    def _erase(self) -> None:
        if self.erase_button.isEnabled():
            self.erase_button.setEnabled(False)
            self.erasure_confirmed.emit(self.models.isChecked())

    def _lay_out(self) -> None:
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(28, 16, 28, 20)
        column.setSpacing(8)
        column.addWidget(self.connections)
        column.addWidget(self.may_connect)
        column.addSpacing(4)
        column.addLayout(self.processes)
        column.addSpacing(4)
        column.addWidget(self.sandbox)
        column.addWidget(said("section", tr("What is where")))
        column.addWidget(
            said("muted", tr("Everything lies on this computer, in places that only your account can open."))
        )
        column.addSpacing(2)
        column.addLayout(self._places)
        column.addWidget(said("section", tr("Erase everything")))
        column.addWidget(
            said(
                "muted",
                tr(
                    "Deletes all that is listed above but the models for good, closes the program, and cannot be "
                    "undone. Backups that you keep elsewhere stay. On most disks an expert could find pieces of what "
                    "was not encrypted."
                ),
            )
        )
        column.addWidget(self.models, 0, Qt.AlignmentFlag.AlignLeft)
        ask = wrapped("")
        ask.setText(tr("Type “{word}” to confirm:", word=_word()))
        ask.setBuddy(self.typed)
        column.addWidget(ask)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.typed, 1)
        row.addWidget(self.erase_button)
        column.addLayout(row)
        column.addStretch(1)
        answers = QHBoxLayout()
        answers.addStretch(1)
        answers.addWidget(self.close_button)
        put_together(self, page, answers)


class _Place(QWidget):
    def __init__(self, kept: Kept) -> None:
        super().__init__()
        name = wrapped("")
        name.setText(words.holds(kept.holds))
        facts = wrapped("small")
        facts.setText(
            tr("{size}, {protection}", size=words.size(kept.bytes), protection=words.protection(kept.protection))
        )
        if kept.protection in (Protection.PLAIN, Protection.PARTLY):
            facts.setProperty("tone", "warning")
        path = wrapped("small")
        path.setText(str(kept.path))
        keep_direction(path)
        path.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.button = push_button(tr("Show"), "plain")
        self.button.setAccessibleName(tr("Show where it lies: {what}", what=name.text()))
        text = QVBoxLayout()
        text.setSpacing(1)
        for label in (name, facts, path):
            text.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(text, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)


def _word() -> str:
    """What is typed so that nobody erases by a slip of the hand."""
    return tr("erase everything", "what a person types to confirm")
