"""What can be set of one adapter in the row: its scale, whether it is on, whether it stays."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSlider, QVBoxLayout, QWidget

from app.state import AdapterChip
from app.translation import told, tr
from app.ui import words
from app.ui.scale_box import MOST_SCALE, STEP, ScaleBox
from app.ui.theme import Theme

LEAST_WIDTH = 320
LETTERS = 23
"""Width in heights of a letter: larger text has more room."""
USUAL = (0.0, 1.5)
"""Scales that the slider shows; all of them where the scale lies outside."""


class AdapterPopover(QFrame):
    scaled = Signal(float)
    switched = Signal(bool)
    removed = Signal()
    shelf_requested = Signal()
    closed = Signal()

    def __init__(self, chip: AdapterChip, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("adapterPopover")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay)  # a click on its own button only closes it
        self._width = max(LEAST_WIDTH, LETTERS * theme.text_size)
        self._chip = chip
        self._name = _plain("title")
        self._name.setWordWrap(True)
        self._description = _plain("small")
        self._problem = _plain("note")
        self._cost = _plain("small")
        self._sum = _plain("small")
        for label in (self._description, self._problem, self._cost, self._sum):
            label.setWordWrap(True)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(*(round(scale / STEP) for scale in USUAL))
        self.slider.setPageStep(4)
        self.slider.valueChanged.connect(self._slid)
        self.box = ScaleBox(chip.choice.name, chip.choice.scale)
        self.box.valueChanged.connect(lambda _: self._typed())
        self.reset = _link(tr("Reset to 1"))
        self.reset.clicked.connect(lambda: self.box.setValue(1.0))
        self.switch = QPushButton()
        self.switch.setProperty("role", "plain")
        self.switch.clicked.connect(self._switch)
        self.remove = _link(tr("Take out"))
        self.remove.clicked.connect(self._remove)
        self.remove.setAccessibleName(tr("Take it out of this conversation"))
        self.remove.setToolTip(tr("Out of this conversation; it stays on the shelf"))
        theme.dress(self.remove, "close")
        self.shelf = _link(tr("Show on the shelf"))
        self.shelf.clicked.connect(self._show_on_shelf)
        self._lay_out()
        self.set_chip(chip)

    def set_chip(self, chip: AdapterChip) -> None:
        self._chip = chip
        choice = chip.choice
        steering = chip.steering
        name = choice.name or tr("An adapter")
        for label, text in (
            (self._name, name if steering is None else tr("Steered by {name}", name=name)),
            (self._description, chip.description if steering is None else words.steering(steering)),
            (self._problem, told(chip.problem)),
            (self._cost, words.switching(chip)),
            (self._sum, tr(words.ADAPTERS_ADD_UP) if steering is None else ""),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        for button in (self.remove, self.shelf):
            button.setVisible(steering is None)
        if steering is None:
            self.slider.setAccessibleName(tr("Scale of {name}", name=choice.name))
        else:
            self.slider.setAccessibleName(tr("Strength of the steering"))
        self.slider.setEnabled(not chip.problem)
        self.box.setEnabled(not chip.problem)
        self.switch.setText(tr("Switch off") if choice.active else tr("Switch on"))
        if steering is not None:
            self.switch.setText(tr("Stop steering"))
        self._show_scale(choice.scale)
        self._fit()

    def open_above(self, place: QPoint) -> None:
        """With its lower left corner a little above `place`, or below it where the screen ends."""
        screen = self.screen().availableGeometry()
        y = place.y() - self.height() - 8
        if y < screen.top():
            y = place.y() + 36
        self.move(max(screen.left() + 8, min(place.x(), screen.right() - self.width() - 8)), y)
        self.show()
        self.slider.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if isinstance(focused, QPushButton):
                focused.click()
            else:
                self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def _lay_out(self) -> None:
        scale = QHBoxLayout()
        scale.setSpacing(12)
        scale.addWidget(self.slider, 1)
        scale.addWidget(self.box)
        under = QHBoxLayout()
        under.addWidget(self.switch)
        under.addStretch(1)
        under.addWidget(self.reset)
        foot = QHBoxLayout()
        foot.setSpacing(4)
        foot.addWidget(self.remove)
        foot.addStretch(1)
        foot.addWidget(self.shelf)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 10)
        column.setSpacing(8)
        for label in (self._name, self._description, self._problem):
            column.addWidget(label)
        column.addLayout(scale)
        column.addLayout(under)
        column.addWidget(self._cost)
        column.addWidget(self._sum)
        column.addSpacing(2)
        column.addLayout(foot)
        for before, after in zip(
            (self.slider, self.box, self.switch, self.reset, self.remove),
            (self.box, self.switch, self.reset, self.remove, self.shelf),
            strict=True,
        ):
            QWidget.setTabOrder(before, after)

    def _fit(self) -> None:
        """As high as the words need at this width."""
        self.ensurePolished()
        for label in self.findChildren(QLabel):
            label.ensurePolished()
        self._column.invalidate()
        self.setFixedSize(self._width, self._column.totalHeightForWidth(self._width))

    def _show_scale(self, scale: float) -> None:
        """Both controls say the same, and say it without asking for it."""
        steps = round(scale / STEP)
        if not self.slider.minimum() <= steps <= self.slider.maximum():
            self.slider.setRange(round(-MOST_SCALE / STEP), round(MOST_SCALE / STEP))
        blocks = QSignalBlocker(self.slider), QSignalBlocker(self.box)
        self.slider.setValue(steps)
        if self.box.scale() != scale:  # The same value again would replace what is being typed.
            self.box.setValue(scale)
        del blocks
        self.reset.setEnabled(scale != 1.0)

    def _slid(self, steps: int) -> None:
        self._ask(round(steps * STEP, 2))

    def _typed(self) -> None:
        self._ask(self.box.scale())

    def _ask(self, scale: float) -> None:
        self._show_scale(scale)
        if scale != self._chip.choice.scale:
            self.scaled.emit(scale)

    def _switch(self) -> None:
        if self._chip.steering is not None:
            self.close()  # it is gone then
        self.switched.emit(not self._chip.choice.active)

    def _remove(self) -> None:
        self.close()
        self.removed.emit()

    def _show_on_shelf(self) -> None:
        self.close()
        self.shelf_requested.emit()


def _plain(role: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    return label


def _link(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("role", "link")
    return button
