"""How one side of a comparison is written, besides its adapters: by which model, and how boldly."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.comparison import Way
from app.state import ModelChoice
from app.translation import tr
from app.ui.flow_layout import FlowLayout
from app.ui.form import Choice, fraction
from app.ui.theme import Theme

_STEP = 0.05
_AS_SET = -_STEP
"""Where the box of the temperature says that it takes the conversation's own."""
MOST_NAME = 26
"""Characters of a model's name in the list."""


class WayEditor(QWidget):
    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._loaded = ""
        self.model = Choice(theme)
        self.model.setAccessibleName(tr("Model"))
        self.model.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        self.model.addItem(tr("The loaded model"), "")
        self.model.currentIndexChanged.connect(self.changed)
        self.temperature = fraction(_AS_SET, 5, _STEP)
        self.temperature.setSpecialValueText(tr("As set"))
        self.temperature.setValue(_AS_SET)
        self.temperature.setAccessibleName(tr("Temperature"))
        self.temperature.valueChanged.connect(self.changed)
        label = QLabel(tr("Temperature"))
        label.setProperty("role", "small")
        label.setBuddy(self.temperature)
        named = QWidget()
        pair = QHBoxLayout(named)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setSpacing(6)
        pair.addWidget(label)
        pair.addWidget(self.temperature)
        row = FlowLayout(self, 12)
        row.addWidget(self.model)
        row.addWidget(named)

    @property
    def way(self) -> Way:
        value = round(self.temperature.value(), 2)
        path = str(self.model.currentData() or "")
        name = self.model.currentText() if path else ""
        return Way(path, name, None if value < 0 else value)

    def set_way(self, way: Way) -> None:
        self.model.setCurrentIndex(max(0, self.model.findData(way.model)))
        self.temperature.setValue(_AS_SET if way.temperature is None else way.temperature)

    def set_models(self, models: Sequence[ModelChoice], loaded: str) -> None:
        """What there is to choose from; `loaded` is the path of the model that is loaded."""
        way = self.way
        self.model.blockSignals(True)
        self.model.clear()
        self.model.addItem(tr("The loaded model"), "")
        for one in models:
            if one.path != loaded:
                name = one.name if len(one.name) <= MOST_NAME else f"{one.name[: MOST_NAME - 1]}\u2026"
                self.model.addItem(name, one.path)
        self.model.setCurrentIndex(max(0, self.model.findData(way.model)))
        self.model.blockSignals(False)
        self.changed.emit()
