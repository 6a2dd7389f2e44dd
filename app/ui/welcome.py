"""What a conversation without messages shows: what this is, what one could ask, and that it stays here."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.state import ModelPhase, ModelStatus
from app.translation import tr, tr_noop
from app.ui.first_steps import FirstSteps
from app.ui.theme import Theme

EXAMPLES = (
    tr_noop("What is the largest ocean on Earth?"),
    tr_noop("Write a friendly note to a neighbour about a party."),
    tr_noop("Explain how a bicycle stays upright, in three sentences."),
)


class Welcome(QScrollArea):
    example_chosen = Signal(str)
    model_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("welcome")
        headline = _line(tr("Ask a model that runs on this computer"), "headline")
        explanation = _line(
            tr(
                "Homespun answers with a language model on your own machine. Write a message below, or begin with one "
                "of these."
            ),
            "muted",
        )
        self._explanation = explanation
        self._examples = QWidget()
        examples = QVBoxLayout(self._examples)
        examples.setContentsMargins(0, 0, 0, 0)
        examples.setSpacing(8)
        for example in EXAMPLES:
            text = tr(example)
            button = QPushButton(text)
            button.setProperty("role", "example")
            button.setAccessibleDescription(tr("Puts this into the message box"))
            button.clicked.connect(lambda _=False, chosen=text: self.example_chosen.emit(chosen))
            examples.addWidget(button)
        self._no_model = QWidget()
        missing = QVBoxLayout(self._no_model)
        missing.setContentsMargins(0, 0, 0, 0)
        missing.setSpacing(12)
        missing.addWidget(
            _line(
                tr("No model was found. Choose a model file (GGUF) on this computer, and it will answer here."), "muted"
            )
        )
        choose = QPushButton(tr("Choose a model\u2026"))
        choose.setProperty("role", "primary")
        choose.clicked.connect(self.model_requested)
        missing.addWidget(choose, 0, Qt.AlignmentFlag.AlignLeft)
        lock = QLabel()
        theme.dress(lock, "lock", "accent")
        privacy = QHBoxLayout()
        privacy.setSpacing(8)
        privacy.addWidget(lock)
        privacy.addWidget(_line(tr("Everything stays on this computer."), "small"), 1)

        self._box = QWidget()
        self._box.setMaximumWidth(560)
        column = QVBoxLayout(self._box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.first_steps = FirstSteps(theme)
        for part in (headline, explanation, self._examples, self._no_model, self.first_steps):
            column.addWidget(part)
        column.addSpacing(4)
        column.addLayout(privacy)
        page = QWidget()
        page.setObjectName("page")
        outer = QVBoxLayout(page)
        outer.setContentsMargins(28, 20, 28, 20)
        outer.addStretch(2)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._box, 8)
        row.addStretch(1)
        outer.addLayout(row)
        outer.addStretch(3)
        self.setWidgetResizable(True)
        self.setWidget(page)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.set_model_status(ModelStatus(ModelPhase.STARTING))

    def set_model_status(self, status: ModelStatus) -> None:
        missing = status.phase is ModelPhase.NONE
        self._no_model.setVisible(missing)
        self._explanation.setVisible(not missing)
        self._examples.setVisible(not missing)


def _line(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("role", role)
    return label
