"""One model of the library: its state, what can be done with it, and all that is known of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.state import LibraryModel, ModelStatus
from app.translation import leading, told, tr
from app.ui import model_library_words
from app.ui.facts_table import FactsTable, wrapped
from app.ui.flow_layout import FlowLayout
from app.ui.shortcuts import tip


class ModelDetails(QWidget):
    use_requested = Signal(str)
    verify_requested = Signal(str)
    better_format_requested = Signal(str)
    reveal_requested = Signal(str)
    """Key: show where its file is."""
    removal_requested = Signal()
    settings_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: LibraryModel | None = None
        self.name = wrapped("headline")
        self._state = wrapped("note")
        self.use = QPushButton(tr("Use"))
        self.use.setProperty("role", "primary")
        self.use.setToolTip(tip(tr("Load it and answer with it"), "Enter"))
        self.use.clicked.connect(lambda: self.use_requested.emit(self.key))
        self.settings = QPushButton(tr("Open settings"))
        self.settings.clicked.connect(self.settings_requested)
        self.verify = QPushButton(tr("Verify"))
        self.verify.setToolTip(tr("Read the whole model, and compare it with what it was"))
        self.verify.clicked.connect(lambda: self.verify_requested.emit(self.key))
        self.reveal = QPushButton(tr("Show the folder"))
        self.reveal.clicked.connect(lambda: self.reveal_requested.emit(self.key))
        self.remove = QPushButton(tr("Remove\u2026"))
        self.remove.clicked.connect(self.removal_requested)
        self._advice = wrapped("muted")
        self.better = QPushButton()
        self.better.setProperty("role", "plain")
        self.better.setAutoDefault(False)
        self.better.clicked.connect(lambda: self.better_format_requested.emit(self.key))
        self._facts = FactsTable()
        actions = FlowLayout()
        for button in (self.use, self.settings, self.verify, self.reveal, self.remove):
            if button is not self.use:
                button.setProperty("role", "plain")
            button.setAutoDefault(False)
            actions.addWidget(button)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(self.name)
        head.addWidget(self._state)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(actions)
        column.addWidget(self._advice)
        column.addWidget(self.better, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._facts)

    @property
    def key(self) -> str:
        return self._shown.entry.key if self._shown is not None else ""

    def show_model(self, shown: LibraryModel, status: ModelStatus, *, free: bool) -> None:
        """`free`: no long work is under way that another would have to wait for."""
        self._shown = shown
        entry = shown.entry
        self.name.setText(leading(shown.name))
        state = model_library_words.state(shown, status)
        self._state.setText(state.whole)
        self._state.setVisible(bool(state.whole))
        self._state.setProperty("tone", state.tone)
        self._state.style().polish(self._state)
        in_use = model_library_words.is_in_use(entry, status)
        misfit = shown.fit is not None and bool(shown.fit.problem) and not in_use
        self.use.setVisible(not (entry.problem or in_use))
        self.use.setText(tr("Try it all the same") if misfit else tr("Use"))
        self.use.setProperty("role", "plain" if misfit else "primary")
        self.use.style().polish(self.use)
        self.settings.setVisible(misfit)
        self.verify.setVisible(not entry.problem)
        self.verify.setEnabled(free)
        self.remove.setVisible(model_library_words.can_be_removed(entry))
        advice = shown.fit.advice if shown.fit is not None else ""
        self._advice.setText(told(advice))
        self.better.setText(
            tr("Make a copy as {format}", format=shown.fit.better_format) if shown.fit is not None else ""
        )
        self.better.setEnabled(free)
        for part in (self._advice, self.better):
            part.setVisible(bool(advice))
        self._facts.fill(model_library_words.facts(shown))
