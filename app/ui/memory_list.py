"""What the program knows about the person: a list of facts to read, add to, edit and delete."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.store.records import Memory
from app.translation import tr, tr_noop
from app.ui.facts_table import wrapped
from app.ui.found_facts import FoundFacts
from app.ui.shortcuts import native

Index = QModelIndex | QPersistentModelIndex

MOST_CHARACTERS = 500
EXPLANATION = tr_noop(
    "Facts about you that the model is told when a message has to do with them. They stay on this computer, and only "
    "what stands here is told."
)
NOTHING = tr_noop("Nothing yet. Write one below, for example: \u201cI bake with rye flour.\u201d")


class MemoryList(QWidget):
    added = Signal(str)
    edited = Signal(int, str)
    deleted = Signal(object)
    """Memory"""

    def __init__(self) -> None:
        super().__init__()
        self.found = FoundFacts()
        self.list = _Facts()
        self.list.rows.edited.connect(self.edited)
        self.list.deletion_requested.connect(self._delete)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_buttons())
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("A fact about you, in a sentence"))
        self.field.setAccessibleName(tr("A new fact about you"))
        self.field.setMaxLength(MOST_CHARACTERS)
        self.field.returnPressed.connect(self._add)
        self.field.textChanged.connect(self._show_buttons)
        self.add = QPushButton(tr("Add"))
        self.add.setProperty("role", "primary")
        self.add.clicked.connect(self._add)
        self.edit = QPushButton(tr("Edit"))
        self.edit.setToolTip(native("F2"))
        self.edit.clicked.connect(lambda: self.list.edit(self.list.currentIndex()))
        self.delete = QPushButton(tr("Delete"))
        self.delete.setToolTip(native("Del"))
        self.delete.clicked.connect(self._delete)
        self._explanation = wrapped("muted")
        self._explanation.setText(tr(EXPLANATION))
        self._nothing = wrapped("")
        self._nothing.setText(tr(NOTHING))
        written = QHBoxLayout()
        written.setSpacing(8)
        written.addWidget(self.field, 1)
        written.addWidget(self.add)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.edit, self.delete):
            button.setProperty("role", "plain")
            buttons.addWidget(button)
        buttons.addStretch(1)
        for button in (self.add, self.edit, self.delete):
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 4, 20, 16)
        column.setSpacing(12)
        column.addWidget(self._explanation)
        column.addWidget(self.found)
        column.addWidget(self._nothing, 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.list, 1)
        self._room = QWidget()
        column.addWidget(self._room, 1)
        column.addLayout(buttons)
        column.addLayout(written)
        self.show_memories(())

    def show_memories(self, memories: Sequence[Memory]) -> None:
        """The oldest first. What the person has not confirmed yet is only proposed."""
        confirmed = [memory for memory in memories if memory.confirmed]
        self.found.show_proposals([memory for memory in memories if not memory.confirmed])
        self.list.show_memories(confirmed)
        self.list.setVisible(bool(confirmed))
        self._nothing.setVisible(not memories)
        self._room.setVisible(bool(memories) and not confirmed)
        self._show_buttons()

    def focus_first(self) -> None:
        if self.found.proposal is not None:
            first: QWidget = self.found.field
        else:
            first = self.field if self.list.isHidden() else self.list
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_buttons(self) -> None:
        for button in (self.edit, self.delete):
            button.setVisible(not self.list.isHidden())
            button.setEnabled(self.list.currentIndex().isValid())
        self.add.setEnabled(bool(self.field.text().strip()))

    def _add(self) -> None:
        if text := self.field.text().strip():
            self.field.clear()
            self.added.emit(text)

    def _delete(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            self.deleted.emit(self.list.rows.memory(index))


class _Rows(QAbstractListModel):
    edited = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self._memories: tuple[Memory, ...] = ()

    def set_memories(self, memories: Sequence[Memory]) -> None:
        self.beginResetModel()
        self._memories = tuple(memories)
        self.endResetModel()

    def memory(self, index: Index) -> Memory:
        return self._memories[index.row()]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default; it holds nothing
        return 0 if parent.isValid() else len(self._memories)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        memory = self._memories[index.row()]
        if role == Qt.ItemDataRole.EditRole:
            return memory.text
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return memory.text
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        memory = self._memories[index.row()]
        text = str(value).strip()[:MOST_CHARACTERS]
        if role != Qt.ItemDataRole.EditRole or not text or text == memory.text:
            return False
        self.edited.emit(memory.id, text)
        return True


class _Facts(QListView):
    deletion_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows = _Rows()
        self.setObjectName("facts")
        self.setModel(self.rows)
        self.setAccessibleName(tr("Facts about you"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def show_memories(self, memories: Sequence[Memory]) -> None:
        place = self.currentIndex().row()
        self.rows.set_memories(memories)
        if memories:
            self.setCurrentIndex(self.rows.index(max(0, min(place, len(memories) - 1))))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # what the field in the row left over
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.deletion_requested.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)
