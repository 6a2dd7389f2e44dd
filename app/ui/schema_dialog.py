"""The editor of the JSON schema that the answers of a conversation must follow; it is checked while it is written."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QMenu, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.state import Demand, SchemaState
from app.structure import EXAMPLES
from app.translation import told, tr
from app.ui.dialog_parts import confirm_by_ctrl_enter
from app.ui.theme import Theme
from app.ui.tick_box import TickBox

PAUSE_MS = 250
"""After the last key, before the text is checked."""


class SchemaDialog(QDialog):
    check_requested = Signal(str)
    """`show_state` is expected to follow."""
    chosen = Signal(object, bool)
    """(schema as text, or None for free answers; whether it is only for the next answer)"""

    def __init__(self, theme: Theme, schema: str | None, demand: Demand, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Answers as JSON"))
        self._is_sound = False
        self._waits = False
        """The person has pressed Use before the check was over."""
        explained = QLabel(
            tr(
                "An answer that is held to a schema is JSON that follows it: the model cannot write anything else. "
                "What the JSON says is as right or wrong as its other answers."
            )
        )
        explained.setProperty("role", "small")
        explained.setWordWrap(True)
        self.examples = QPushButton(tr("Begin with an example"))
        self.examples.setProperty("role", "plain")
        self.examples.setAutoDefault(False)
        menu = QMenu(self.examples)
        for name, text in EXAMPLES.items():
            menu.addAction(tr(name), lambda text=text: self.set_text(text))
        self.examples.setMenu(menu)
        self.text = QPlainTextEdit()
        self.text.setObjectName("field")
        self.text.setFont(theme.code_font())
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setTabChangesFocus(True)
        self.text.setPlaceholderText('{ "type": "object", "properties": { \u2026 } }')
        self.text.setAccessibleName(tr("JSON schema"))
        self.text.textChanged.connect(self._changed)
        self.state = QLabel()
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setWordWrap(True)
        self.state.setProperty("role", "note")
        self.once = TickBox(theme, tr("Only for the next answer"))
        self.once.setToolTip(tr("Otherwise for every answer in this conversation, until you take it out"))
        self.once.setChecked(demand is Demand.ONCE)
        self.free = QPushButton(tr("Free answers"))
        self.free.setProperty("role", "plain")
        self.free.setVisible(schema is not None)
        self.free.clicked.connect(lambda: self._choose(None))
        cancel = QPushButton(tr("Cancel"))
        cancel.setProperty("role", "plain")
        cancel.clicked.connect(self.reject)
        self.use = QPushButton(tr("Use it"))
        self.use.setProperty("role", "primary")
        self.use.clicked.connect(self._use)
        confirm_by_ctrl_enter(self, self.use)
        for button in (self.free, cancel, self.use):
            button.setAutoDefault(False)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.examples)
        head.addWidget(self.once)
        head.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.free)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.use)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(explained)
        column.addLayout(head)
        column.addWidget(self.text, 1)
        column.addWidget(self.state)
        column.addLayout(foot)
        self.resize(640, 560)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(lambda: self.check_requested.emit(self.text.toPlainText()))
        with QSignalBlocker(self.text):
            self.text.setPlainText(schema or "")
        self._changed()
        self.text.setFocus()

    def set_text(self, text: str) -> None:
        """In place of what is there; it can be undone."""
        cursor = QTextCursor(self.text.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self.text.setFocus()

    def show_state(self, state: SchemaState) -> None:
        """What was found out about the text, unless it is another one by now."""
        if state.schema != self.text.toPlainText() or not state.schema.strip():
            return
        self._is_sound = not state.fault and not state.is_checking
        detail = f" ({state.detail.splitlines()[0][:200]})" if state.detail else ""
        fault = told(state.fault) + detail
        self._say(fault or (tr("Checking") if state.is_checking else told(state.note)), bool(state.fault))
        if self._waits and not state.is_checking:
            self._waits = False
            if self._is_sound:
                self._choose(state.schema)
        self.use.setEnabled(self._is_sound or state.is_checking)

    def _changed(self) -> None:
        self._is_sound = self._waits = False
        blank = not self.text.toPlainText().strip()
        self.use.setEnabled(not blank)
        self._say(tr("Write a schema, or begin with an example.") if blank else tr("Checking"), False)
        self._pause.start()

    def _say(self, words: str, is_fault: bool) -> None:
        self.state.setText(words)
        self.state.setProperty("tone", "danger" if is_fault else "calm")
        self.state.style().polish(self.state)
        self.text.setAccessibleDescription(words)

    def _use(self) -> None:
        if self._is_sound:
            self._choose(self.text.toPlainText())
        else:
            self._waits = True

    def _choose(self, schema: str | None) -> None:
        self.chosen.emit(schema, self.once.isChecked())
        self.accept()
