"""One adapter of the shelf: its state, what can be done with it, its facts, and what the person may change."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.state import ShelfAdapter
from app.translation import tr
from app.ui import adapter_words, words
from app.ui.facts_table import FactsTable, plain, wrapped
from app.ui.flow_layout import FlowLayout
from app.ui.theme import Theme
from models.adapters.entry import AdapterEntry

MOST_NAME = 80
"""Characters."""


class AdapterDetails(QWidget):
    """What is changed in a field is told when the keyboard leaves the field."""

    use_requested = Signal(str, bool)
    steering_requested = Signal(str)
    compare_requested = Signal(str)
    removal_requested = Signal()
    described = Signal(str, str, str, object, str)
    """(key, name, description, examples, licence)"""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._shown: ShelfAdapter | None = None
        self._in_use = False
        self.name = NameField()
        self.name.setObjectName("adapterName")
        self.name.setMaxLength(MOST_NAME)
        self.name.setAccessibleName(tr("Name"))
        if self.isRightToLeft():  # a name of another direction would stand at the other side
            self.name.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        self.name.setAccessibleDescription(tr("Change it, and press Enter"))
        self._state = wrapped("note")
        self.use = QPushButton()
        self.use.clicked.connect(self._toggle)
        self.steer = QPushButton(tr("Steer this model with it"))
        self.steer.setProperty("role", "primary")
        self.steer.clicked.connect(lambda: self._shown and self.steering_requested.emit(self._shown.entry.key))
        self.compare = QPushButton(tr("Compare\u2026"))
        self.compare.setProperty("role", "plain")
        self.compare.setToolTip(tr("The same message with and without it, side by side"))
        self.compare.clicked.connect(lambda: self._shown and self.compare_requested.emit(self._shown.entry.key))
        self.remove = QPushButton(tr("Remove\u2026"))
        self.remove.setProperty("role", "plain")
        self.remove.clicked.connect(self.removal_requested)
        self._facts = FactsTable()
        self.description = TextField(lines=3)
        self.description.setPlaceholderText(tr("What it does, in a sentence"))
        self.examples = TextField(lines=4)
        self.examples.setPlaceholderText(tr("One on each line"))
        self.license = NameField()
        self.license.setPlaceholderText(tr("Not stated"))
        self.license.setMaxLength(200)
        self._told: tuple[object, ...] = ()
        """What was told last: leaving a field tells the same only once, since it may have been refused."""
        for field in (self.name, self.description, self.examples, self.license):
            field.left.connect(self.keep_changes)
            field.entered.connect(self._keep_once_more)
        self._words = QWidget()
        self._lay_out()

    @property
    def key(self) -> str:
        return self._shown.entry.key if self._shown is not None else ""

    def show_adapter(self, shown: ShelfAdapter, in_use: bool, model: str) -> None:
        """What the person is changing in a field of this adapter stays in it."""
        same = self.key == shown.entry.key
        if not same:
            self.keep_changes()
        before = self._shown.entry if same and self._shown is not None else None
        self._shown, self._in_use = shown, in_use
        entry = shown.entry
        for field, old, new in (
            (self.name, before and before.name, entry.name),
            (self.description, before and before.description, entry.description),
            (self.examples, before and _joined(before), _joined(entry)),
            (self.license, before and before.license, entry.license),
        ):
            if before is None or field.content() == old:
                field.fill(new)
            else:
                field.saved = new
        self.name.setToolTip(words.tool_tip(entry.name))
        state = adapter_words.state(shown, in_use, model)
        self._state.setText(state.whole)
        self._state.setProperty("tone", state.tone)
        self._state.style().polish(self._state)
        usable = adapter_words.is_usable(shown)
        self.use.setText(tr("Take out of this conversation") if in_use else tr("Use in this conversation"))
        self.use.setProperty("role", "plain" if in_use else "primary")
        self.use.style().polish(self.use)
        self.use.setVisible(usable or in_use)
        self.steer.setVisible(adapter_words.can_steer(shown))
        self.compare.setVisible(usable)
        self._words.setVisible(not entry.problem)
        self.name.setReadOnly(bool(entry.problem))
        self._facts.fill(adapter_words.facts(entry))

    def keep_changes(self) -> None:
        """Tell of what was changed in the fields."""
        if self._shown is None or self._shown.entry.problem:
            return
        entry = self._shown.entry
        name = " ".join(self.name.text().split())
        if not name:
            self.name.fill(entry.name)
            name = entry.name
        description = self.description.content().strip()
        lines = (line.strip() for line in self.examples.content().splitlines())
        examples = tuple(line for line in lines if line)
        license_name = " ".join(self.license.text().split())
        known = (entry.key, entry.name, entry.description.strip(), entry.examples, entry.license)
        changed = (entry.key, name, description, examples, license_name)
        if changed not in (known, self._told):
            self._told = changed
            self.described.emit(*changed)

    def _keep_once_more(self) -> None:
        """Enter: what was refused may be accepted now."""
        self._told = ()
        self.keep_changes()

    def _toggle(self) -> None:
        if self._shown is not None:
            self.use_requested.emit(self._shown.entry.key, not self._in_use)

    def _lay_out(self) -> None:
        actions = FlowLayout()
        for button in (self.use, self.steer, self.compare, self.remove):
            button.setAutoDefault(False)
            actions.addWidget(button)
        words_column = QVBoxLayout(self._words)
        words_column.setContentsMargins(0, 0, 0, 0)
        words_column.setSpacing(4)
        for text, explanation, field in (
            (
                tr("Description"),
                tr("Shown here; with the examples it decides when the adapter is proposed."),
                self.description,
            ),
            (tr("Messages that it is for"), tr("Examples of what one would write to it."), self.examples),
            (tr("Licence"), "", self.license),
        ):
            label = plain("")
            label.setText(text)
            label.setBuddy(field)
            field.setAccessibleName(text)
            field.setAccessibleDescription(explanation)
            words_column.addSpacing(6)
            words_column.addWidget(label)
            if explanation:
                small = plain("small")
                small.setText(explanation)
                small.setWordWrap(True)
                words_column.addWidget(small)
            words_column.addWidget(field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(self.name)
        head.addWidget(self._state)
        column.addLayout(head)
        column.addLayout(actions)
        column.addLayout(self._facts)
        column.addWidget(self._words)


class NameField(QLineEdit):
    """A line that tells when it is done; Escape brings back what it was."""

    left = Signal()
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.saved = ""
        self.setAcceptDrops(False)  # files are dropped on the whole shelf

    def content(self) -> str:
        return self.text()

    def fill(self, text: str) -> None:
        self.saved = text
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text() != self.saved:
            self.setText(self.saved)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class TextField(QPlainTextEdit):
    """Some lines that tell when they are left; Escape brings back what they were."""

    left = Signal()
    entered = Signal()
    """Ctrl+Enter"""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self.saved = ""
        self._lines = lines
        self.setObjectName("field")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)
        self._fit()

    def content(self) -> str:
        return self.toPlainText()

    def fill(self, text: str) -> None:
        self.saved = text
        if text != self.toPlainText():
            self.setPlainText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape and self.toPlainText() != self.saved:
            self.setPlainText(self.saved)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self._lines * self.fontMetrics().lineSpacing() + 22)


def _joined(entry: AdapterEntry) -> str:
    return "\n".join(entry.examples)
