"""The encoders: what finds passages that say in other words what is asked, and where to add one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.state import Problem, Task
from app.translation import told, tr
from app.ui.announcements import announce
from app.ui.dialog_parts import push_button, put_together, said
from app.ui.elided_label import ElidedLabel
from app.ui.facts_table import wrapped
from app.ui.file_drops import FileDrops
from app.ui.shelf_parts import ProgressRow, RemovalQuestion
from app.ui.theme import Theme
from app.ui.words import size
from models.encoders import EncoderEntry


class EncoderDialog(QDialog):
    folder_wanted = Signal()
    """A folder is to be chosen."""
    added = Signal(str)
    """Path of a folder that was dropped."""
    removed = Signal(str)
    """Name"""
    cancelled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Encoders"))
        self.setMinimumSize(340, 300)
        self.resize(560, 420)
        self._is_busy = False
        self._rows: list[QWidget] = []
        self.remove_buttons: dict[str, QPushButton] = {}
        """By the name of an encoder."""
        self._empty = said(
            "muted", tr("There is none. Passages are found by the words that they share with your message.")
        )
        self.progress = ProgressRow()
        self.progress.cancelled.connect(self.cancelled)
        self.question = RemovalQuestion()
        self.question.confirmed.connect(self._remove)
        self.question.declined.connect(self._focus_asked)
        self.error = wrapped("error")
        self.error.hide()
        self.add_button = push_button(tr("Add a folder\u2026"), "primary")
        self.add_button.clicked.connect(self.folder_wanted)
        close = push_button(tr("Close"))
        close.clicked.connect(self.accept)
        page = QWidget()
        self._column = column = QVBoxLayout(page)
        column.setContentsMargins(28, 22, 28, 16)
        column.setSpacing(10)
        column.addWidget(said("title", tr("Encoders")))
        column.addWidget(
            said(
                "",
                tr(
                    "Where a file is too long for the model, the passages about your message can be kept. An encoder "
                    "also finds those that say it in other words. It runs on this computer, as everything does."
                ),
            )
        )
        column.addWidget(
            said(
                "small",
                tr(
                    "Add one as its makers publish it: a folder of the BERT family, such as all-MiniLM-L6-v2, with "
                    "config.json, model.safetensors and tokenizer.json. You can also drop it here."
                ),
            )
        )
        column.addWidget(self._empty)
        self._place = column.count()
        column.addWidget(self.question)
        column.addWidget(self.progress)
        column.addWidget(self.error)
        column.addStretch(1)
        answers = QHBoxLayout()
        answers.addWidget(self.add_button)
        answers.addStretch(1)
        answers.addWidget(close)
        put_together(self, page, answers)
        self._drops = FileDrops(theme, self, tr("Drop the folder of an encoder"))
        self._drops.dropped.connect(lambda paths: [self.added.emit(path) for path in paths])

    @property
    def rows(self) -> Sequence[QWidget]:
        return self._rows

    def show_encoders(self, entries: Sequence[EncoderEntry]) -> None:
        """The first one is used."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.deleteLater()
        self.remove_buttons.clear()
        self._rows = [self._row(entry, is_used=place == 0) for place, entry in enumerate(entries)]
        for place, row in enumerate(self._rows):
            self._column.insertWidget(self._place + place, row)
        self._empty.setVisible(not entries)
        if not any(button.hasFocus() for button in self.findChildren(QWidget)):
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_task(self, task: Task | None) -> None:
        """An encoder is being added, or none is."""
        self.progress.show_progress(*((task.text, task.done, task.total) if task is not None else ("", 0, 0)))
        self.add_button.setEnabled(task is None)
        if task is not None:
            self.error.hide()
            if not self._is_busy:
                announce(self, task.text)
        self._is_busy = task is not None

    def show_problem(self, problem: Problem) -> None:
        message = told(problem.message)
        self.error.setText(message)
        self.error.setToolTip(problem.detail)
        self.error.show()
        announce(self, message, assertive=True)

    def tell_arrived(self, name: str) -> None:
        announce(self, tr("{name} is added", name=name))

    def _ask(self, name: str) -> None:
        self.error.hide()
        self.question.ask_about(
            [name],
            tr("Remove {name}?", name=name),
            tr("What Homespun made of it is deleted. The folder it came from stays, and can be added again."),
        )

    def _remove(self, names: list[str]) -> None:
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.removed.emit(names[0])

    def _focus_asked(self) -> None:
        """On the button that asked."""
        button = self.remove_buttons.get(self.question.keys[0], self.add_button)
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, entry: EncoderEntry, *, is_used: bool) -> QWidget:
        row = QWidget()
        name = ElidedLabel()
        name.set_whole(entry.name)
        facts = size(entry.bytes)
        about = QLabel(tr("{size}, in use", size=facts) if is_used else facts)
        about.setTextFormat(Qt.TextFormat.PlainText)
        about.setProperty("role", "small")
        remove = push_button(tr("Remove"), "action")
        remove.setAccessibleName(tr("Remove {name}", name=entry.name))
        remove.clicked.connect(lambda: self._ask(entry.name))
        self.remove_buttons[entry.name] = remove
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(name, 1)
        line.addWidget(about)
        line.addWidget(remove)
        return row
