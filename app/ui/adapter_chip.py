"""An adapter in the row above the message box: its name switches it, its scale opens what can be set."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from app.state import AdapterChip
from app.translation import told, tr
from app.ui import words
from app.ui.adapter_popover import STEP, AdapterPopover
from app.ui.theme import Theme

LEAST_HEIGHT = 28
MOST_NAME = 200
"""Pixels of a name; a longer one is cut on the screen and whole in the tool tip."""
TRACK = 44
FULL_TRACK = 1.5
"""Scale at which the small track is full."""


class AdapterChipView(QFrame):
    switched = Signal(str, bool)
    scaled = Signal(str, float)
    removed = Signal(str)
    shelf_requested = Signal(str)

    def __init__(self, chip: AdapterChip, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("adapterChip")
        self.chip = chip
        self._theme = theme
        self._popover: AdapterPopover | None = None
        self.name = QPushButton()
        self.name.setObjectName("chipSwitch")
        self.name.setCheckable(True)
        self.name.clicked.connect(self._switch)
        self.scale = _ScaleButton(theme)
        self.scale.clicked.connect(self.open_popover)
        self.scale.stepped.connect(self._step)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.name)
        row.addWidget(self.scale)
        self.set_chip(chip)

    @property
    def popover(self) -> AdapterPopover | None:
        """While it is open."""
        return self._popover

    def sizeHint(self) -> QSize:
        """The style sheet is asked of buttons only when they are polished."""
        self.name.ensurePolished()
        self.scale.ensurePolished()
        return QSize(self.name.sizeHint().width() + self.scale.sizeHint().width(), chip_height(self.name))

    def set_chip(self, chip: AdapterChip) -> None:
        self.chip = chip
        choice = chip.choice
        name = choice.name or tr("An adapter")
        self.name.ensurePolished()
        name = self.name.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, MOST_NAME)
        if chip.steering is not None:
            name = tr("Steered by {name}", name=name)
        self.name.setText(_escaped(name))
        self.name.setChecked(choice.active)
        self.name.setAccessibleName(words.adapter_state(chip))
        self.name.setAccessibleDescription(told(chip.problem) or words.switching(chip))
        self.name.setToolTip(words.tool_tip("\n".join(_explained(chip))))
        if chip.problem:
            self._theme.dress(self.name, "warning", "warning")
        elif chip.steering is not None:
            self._theme.dress(self.name, "steer")
        else:
            self._theme.undress(self.name)
        self.scale.set_scale(choice.scale, choice.active)
        scale = words.scale(choice.scale)
        if chip.steering is not None:
            self.scale.setAccessibleName(tr("Strength of the steering: {scale}", scale=scale))
        else:
            self.scale.setAccessibleName(tr("Scale of {name}: {scale}", name=choice.name, scale=scale))
        for part in (self, self.name, self.scale):
            part.setProperty("on", choice.active)
            part.setProperty("problem", bool(chip.problem))
            part.style().polish(part)
        self.updateGeometry()
        if self._popover is not None:
            self._popover.set_chip(chip)

    def restyle(self) -> None:
        self.set_chip(self.chip)

    def open_popover(self) -> None:
        if self._popover is not None:
            self._popover.close()
            return
        popover = AdapterPopover(self.chip, self._theme, self)
        key = self.chip.choice.key
        popover.scaled.connect(lambda scale: self.scaled.emit(key, scale))
        popover.switched.connect(lambda on: self.switched.emit(key, on))
        popover.removed.connect(lambda: self.removed.emit(key))
        popover.shelf_requested.connect(lambda: self.shelf_requested.emit(key))
        popover.closed.connect(self._closed)
        self._popover = popover
        popover.open_above(self.mapToGlobal(QPoint(0, 0)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Of the two buttons, what they do not use themselves."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(self.chip.choice.key)
        elif event.key() == Qt.Key.Key_F4:
            self.open_popover()
        else:
            super().keyPressEvent(event)

    def _switch(self, on: bool) -> None:
        self.switched.emit(self.chip.choice.key, on)

    def _step(self, steps: int) -> None:
        choice = self.chip.choice
        self.scaled.emit(choice.key, round(choice.scale + steps * STEP, 2))

    def _closed(self) -> None:
        self._popover = None


class _ScaleButton(QPushButton):
    """A small track with the number beside it; the arrow keys change it."""

    stepped = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("chipStrength")
        self._theme = theme
        self._scale, self._on = 1.0, True
        theme.changed.connect(self.update)

    def set_scale(self, scale: float, on: bool) -> None:
        self._scale, self._on = scale, on
        self.setText(words.scale(scale) if on else tr("off"))
        self.setToolTip(tr("Change the scale, or take it out"))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        text = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(text + 20 + (TRACK + 8 if self._on else 0), chip_height(self) - 2)  # within the chip's border

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_Left: -1}.get(
            Qt.Key(event.key())
        )
        if steps is None or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(steps)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._on:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        track = QRectF(8, self.height() / 2 - 1.5, TRACK, 3)
        painter.setBrush(self._theme.color("line" if not self._theme.palette.dark else "muted"))
        painter.drawRoundedRect(track, 1.5, 1.5)
        share = max(0.0, min(1.0, abs(self._scale) / FULL_TRACK))
        painter.setBrush(self._theme.color("accent" if self._scale > 0 else "warning" if self._scale else "muted"))
        filled = QRectF(track)
        filled.setWidth(track.width() * share)
        painter.drawRoundedRect(filled, 1.5, 1.5)
        knob = track.left() + track.width() * share
        painter.drawEllipse(QRectF(knob - 5, self.height() / 2 - 5, 10, 10))


def chip_height(button: QPushButton) -> int:
    """Of everything in the row, so that a line of it is even at every size of text."""
    button.ensurePolished()
    return max(LEAST_HEIGHT, button.fontMetrics().height() + 10)


def _explained(chip: AdapterChip) -> list[str]:
    """The tool tip, line by line."""
    choice = chip.choice
    if chip.steering is not None:
        return [words.steering(chip.steering), words.steering_price(chip.steering), tr("Press to stop steering.")]
    lines = [choice.name or tr("An adapter")]
    if chip.description:
        lines.append(chip.description)
    if chip.problem:
        lines.append(told(chip.problem))
    else:
        scale = words.scale(choice.scale)
        lines.append(
            tr("On, scale {scale}. Press to switch it.", scale=scale)
            if choice.active
            else tr("Off, scale {scale}. Press to switch it.", scale=scale)
        )
        lines.append(words.switching(chip))
    lines.append(tr(words.ADAPTERS_ADD_UP))
    return [line for line in lines if line]


def _escaped(text: str) -> str:
    """An ampersand on a button marks a key."""
    return text.replace("&", "&&")
