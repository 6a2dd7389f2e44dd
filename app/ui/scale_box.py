"""The field for an adapter's scale."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox

from app.translation import tr

MOST_SCALE = 2.0
STEP = 0.05


class ScaleBox(QDoubleSpinBox):
    """From -2 to 2. The wheel changes it only while it has the keyboard, so that scrolling past does not."""

    def __init__(self, name: str, value: float = 1.0) -> None:
        """`name` is the adapter's, for screen readers."""
        super().__init__()
        self.setRange(-MOST_SCALE, MOST_SCALE)
        self.setDecimals(2)
        self.setSingleStep(STEP)
        self.setValue(value)
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lineEdit().setTextMargins(7, 0, 0, 0)
        self.setFixedWidth(self.sizeHint().width() + 12)
        self.setAccessibleName(tr("Scale of {name}", name=name))
        self.setAccessibleDescription(tr("1 is what it was trained for, 0 is off, below 0 is the opposite"))
        self.setToolTip(self.accessibleDescription())

    def scale(self) -> float:
        return round(self.value(), 2)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
