"""What the next reply is read with: the degrees of dynamic tokenization, each with its price."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.dynamic import DynamicState
from app.translation import told, tr
from app.ui import dynamic_words
from app.ui.choice_button import ChoiceButton
from app.ui.facts_table import plain
from app.ui.shelf_parts import ProgressRow
from app.ui.theme import Theme
from engine.protocol import DynamicTokenization

LEAST_WIDTH = 380
LETTERS = 27
"""Width in heights of a letter: larger text has more room."""
INDENT = 30
"""Pixels from a choice's mark to its words."""


class DynamicPopover(QFrame):
    chosen = Signal(object)
    """A degree, or None for the model's default."""
    measure_requested = Signal()
    cancel_requested = Signal()
    inspector_requested = Signal()
    closed = Signal()

    def __init__(self, state: DynamicState, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popover")
        self.setAccessibleName(tr(dynamic_words.NAME))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay)  # a click on its own button only closes it
        self._width = max(LEAST_WIDTH, LETTERS * theme.text_size)
        self._state = state
        title = plain("title")
        title.setText(tr(dynamic_words.NAME))
        explanation = plain("small")
        explanation.setText(tr(dynamic_words.EXPLANATION))
        self._problem = plain("note")
        self._note = plain("small")
        self.choices: dict[DynamicTokenization, ChoiceButton] = {}
        self._prices: dict[DynamicTokenization, QLabel] = {}
        group = QButtonGroup(self)
        for degree in DynamicTokenization:
            choice = ChoiceButton(theme)
            choice.clicked.connect(lambda _=False, degree=degree: self._choose(degree))
            group.addButton(choice)
            self.choices[degree] = choice
            price = plain("small")
            price.setIndent(0)
            price.setContentsMargins(INDENT, 0, 0, 0)
            price.setBuddy(choice)
            self._prices[degree] = price
        for label in (explanation, self._problem, self._note, *self._prices.values()):
            label.setWordWrap(True)
        self.measure = QPushButton(tr("Measure now"))
        self.measure.setProperty("role", "plain")
        self.measure.clicked.connect(self.measure_requested)
        self.progress = ProgressRow()
        self.progress.cancelled.connect(self.cancel_requested)
        self.usual = _link(tr("Use the model\u2019s default"))
        self.usual.clicked.connect(lambda: self.chosen.emit(None))
        self.inspector = _link(tr("Inspect tokens\u2026"))
        self.inspector.clicked.connect(self._open_inspector)
        self._lay_out(title, explanation)
        self.set_state(state)

    def set_state(self, state: DynamicState) -> None:
        self._state = state
        measurable = not state.problem
        for degree, choice in self.choices.items():
            price = dynamic_words.choice(state, degree)
            choice.setText(dynamic_words.name(state, degree))
            choice.setChecked(degree is state.degree)
            choice.setEnabled(measurable)
            choice.setAccessibleDescription(price)
            self._prices[degree].setText(price)
            self._prices[degree].setVisible(bool(price))
        notes: list[str] = []
        if measurable:
            notes.append(dynamic_words.measured(state))
            if state.read_again:
                notes.append(tr(dynamic_words.READ_AGAIN))
        self._problem.setText(told(state.problem))
        self._note.setText("\n".join(notes))
        for label in (self._problem, self._note):
            label.setVisible(bool(label.text()))
        task = state.task
        self.progress.show_progress(*((tr("Measuring"), task.done, task.total) if task is not None else ("", 0, 0)))
        self.measure.setText(tr("Measure again") if state.prices else tr("Measure now"))
        self.measure.setVisible(measurable and task is None)
        self.usual.setVisible(measurable and state.own is not None)
        self._fit()

    def open_above(self, place: QPoint) -> None:
        """With its lower left corner a little above `place`, or below it where the screen ends."""
        screen = self.screen().availableGeometry()
        y = place.y() - self.height() - 8
        if y < screen.top():
            y = max(screen.top(), min(place.y() + 36, screen.bottom() - self.height()))
        self.move(max(screen.left() + 8, min(place.x(), screen.right() - self.width() - 8)), y)
        self.show()
        first = self.choices[self._state.degree]
        (first if first.isEnabled() else self.inspector).setFocus(Qt.FocusReason.PopupFocusReason)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def _lay_out(self, title: QLabel, explanation: QLabel) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(4)
        foot.addWidget(self.inspector)
        foot.addStretch(1)
        foot.addWidget(self.usual)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 10)
        column.setSpacing(6)
        column.addWidget(title)
        column.addWidget(explanation)
        column.addWidget(self._problem)
        column.addSpacing(2)
        for degree, choice in self.choices.items():
            pair = QVBoxLayout()
            pair.setSpacing(1)
            pair.addWidget(choice)
            pair.addWidget(self._prices[degree])
            column.addLayout(pair)
        column.addSpacing(4)
        column.addWidget(self._note)
        column.addWidget(self.measure, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.progress)
        column.addSpacing(2)
        column.addLayout(foot)

    def _fit(self) -> None:
        """As high as the words need at this width; the lower edge stays where it is."""
        self.ensurePolished()
        for label in self.findChildren(QLabel):
            label.ensurePolished()
        self._column.invalidate()
        height = self._column.totalHeightForWidth(self._width)
        bottom = self.y() + self.height()
        self.setFixedSize(self._width, height)
        if self.isVisible():
            self.move(self.x(), max(self.screen().availableGeometry().top(), bottom - height))

    def _choose(self, degree: DynamicTokenization) -> None:
        if degree is not self._state.degree:
            self.chosen.emit(degree)

    def _open_inspector(self) -> None:
        self.close()
        self.inspector_requested.emit()


def _link(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("role", "link")
    return button
