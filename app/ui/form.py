"""Dialogs of fields: each with a sentence on what it does, and what is wrong with it beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from app.translation import tr
from app.ui.dialog_parts import confirm_by_ctrl_enter
from app.ui.theme import Theme
from engine.protocol import SamplingOptions

FIELD_WIDTH = 210


class FormDialog(QDialog):
    """Made of `section` and `row`; `lay_out` comes last. `accept` and `save` are up to the dialog."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(620, 680)
        self.save_button = QPushButton(tr("Save"))
        self._scroll = QScrollArea()
        self._errors: dict[str, QLabel] = {}
        self._column = QVBoxLayout()
        self._column.setContentsMargins(28, 8, 28, 20)
        self._column.setSpacing(14)

    def save(self) -> None:
        """Tell what was changed and close, or say beside the field what is wrong with it."""
        raise NotImplementedError

    def add(self, widget: QWidget) -> None:
        """Below what is there."""
        self._column.addWidget(widget)

    def section(self, name: str) -> None:
        label = QLabel(name)
        label.setProperty("role", "section")
        label.setIndent(0)
        self._column.addWidget(label)

    def row(self, field: str, name: str, explanation: str, control: QWidget, *, below: bool = False) -> QWidget:
        """A control with its name and what it does; `below` gives it all of the width. Answers what holds both."""
        label = QLabel(name)
        label.setBuddy(control)
        control.setAccessibleName(name)
        control.setAccessibleDescription(explanation)
        error = QLabel()
        error.setTextFormat(Qt.TextFormat.PlainText)
        error.setProperty("role", "error")
        error.setWordWrap(True)
        error.hide()
        self._errors[field] = error
        text = QVBoxLayout()
        text.setSpacing(1)
        text.addWidget(label)
        text.addWidget(small(explanation))
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addLayout(text, 1)
        whole = QWidget()
        box = QVBoxLayout(whole)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addLayout(row)
        if below:
            box.addWidget(control)
        else:
            if isinstance(control, QAbstractSpinBox | QLineEdit | QComboBox):
                control.setFixedWidth(FIELD_WIDTH)
            row.addWidget(control, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        box.addWidget(error)
        self._column.addWidget(whole)
        return whole

    def lay_out(self, *extra: QPushButton) -> None:
        """Everything on a page that scrolls, above Cancel and Save; `extra` buttons stand on the other side."""
        self._column.addStretch(1)
        page = QWidget()
        page.setObjectName("page")
        page.setLayout(self._column)
        scroll = self._scroll
        scroll.setWidgetResizable(True)
        scroll.setWidget(page)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        cancels = QPushButton(tr("Cancel"))
        cancels.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.save)
        foot = QFrame()
        foot.setObjectName("foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(28, 12, 28, 12)
        for button in extra:
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(cancels)
        row.addWidget(self.save_button)
        for button in (*extra, cancels, self.save_button):
            button.setProperty("role", "primary" if button is self.save_button else "plain")
            button.setAutoDefault(False)
        self.save_button.setDefault(True)
        confirm_by_ctrl_enter(self, self.save_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scroll, 1)
        outer.addWidget(foot)

    def show_error(self, field: str, message: str) -> None:
        """In place of any other. An empty `field` takes it away."""
        for name, label in self._errors.items():
            label.setVisible(name == field)
        label = self._errors.get(field)
        if label is not None:
            label.setText(message)
            self._scroll.ensureWidgetVisible(label, 0, 60)


class SamplingFields:
    """How the next word is chosen."""

    def __init__(self, form: FormDialog) -> None:
        self._temperature = fraction(0, 5, 0.05)
        self._top_k = whole_number(0, 1_000_000, special=tr("Off"))
        self._top_p = fraction(0, 1, 0.01)
        self._min_p = fraction(0, 1, 0.01)
        self._repeat = fraction(0.1, 5, 0.05)
        self.rows = [
            form.row(
                "sampling.temperature",
                tr("Temperature"),
                tr("Low is careful and repeatable, high is more varied. 0 always takes the likeliest word."),
                self._temperature,
            ),
            form.row("sampling.top_k", tr("Top k"), tr("Chooses among this many likeliest tokens."), self._top_k),
            form.row(
                "sampling.top_p",
                tr("Top p"),
                tr("Chooses among the likeliest tokens that together have this share."),
                self._top_p,
            ),
            form.row(
                "sampling.min_p",
                tr("Min p"),
                tr("Leaves out tokens less likely than this share of the likeliest."),
                self._min_p,
            ),
            form.row(
                "sampling.repeat_penalty",
                tr("Repeat penalty"),
                tr("Above 1, words just used become less likely."),
                self._repeat,
            ),
        ]

    def fill(self, sampling: SamplingOptions) -> None:
        self._temperature.setValue(sampling.temperature)
        self._top_k.setValue(sampling.top_k)
        self._top_p.setValue(sampling.top_p)
        self._min_p.setValue(sampling.min_p)
        self._repeat.setValue(sampling.repeat_penalty)

    def collected(self, before: SamplingOptions) -> SamplingOptions:
        """What the fields do not show is as it was."""
        return replace(
            before,
            temperature=self._temperature.value(),
            top_k=self._top_k.value(),
            top_p=self._top_p.value(),
            min_p=self._min_p.value(),
            repeat_penalty=self._repeat.value(),
        )


class _CalmWheel(QObject):
    """Keeps the wheel from changing a value that the pointer only passes over while scrolling."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QWheelEvent) and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False


class Choice(QComboBox):
    """A list to choose from, with the chevron of the theme."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setItemDelegate(QStyledItemDelegate(self))  # its own does not hear what the style sheet says of items
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.installEventFilter(_CalmWheel(self))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        place = self.rect().adjusted(self.width() - 26, 0, -10, 0)
        if self.isRightToLeft():
            place.moveLeft(10)
        self._theme.icon("chevron-down").paint(painter, place)


def whole_number(least: int, most: int, *, special: str = "", suffix: str = "", step: int = 1) -> QSpinBox:
    box = _calm(QSpinBox())
    box.setRange(least, most)
    box.setSingleStep(step)
    box.setSuffix(suffix)
    box.setSpecialValueText(special)
    box.setGroupSeparatorShown(True)
    return box


def fraction(least: float, most: float, step: float) -> QDoubleSpinBox:
    box = _calm(QDoubleSpinBox())
    box.setRange(least, most)
    box.setDecimals(2)
    box.setSingleStep(step)
    return box


def _calm(box: Any) -> Any:
    box.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    box.installEventFilter(_CalmWheel(box))
    box.lineEdit().setTextMargins(9, 0, 0, 0)
    return box


def small(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("role", "small")
    return label
