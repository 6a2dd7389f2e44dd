"""How one side of a comparison is written, besides its adapters: by which model, and how the next word is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QLabel, QPushButton, QSpinBox, QVBoxLayout, QWidget

from app.comparison import Way
from app.state import ModelChoice
from app.translation import plural, tr, tr_noop
from app.ui import words
from app.ui.flow_layout import FlowLayout
from app.ui.form import Choice, fraction, whole_number
from app.ui.theme import Theme

_STEP = 0.05
_MOST_SEED = (1 << 31) - 1
MOST_NAME = 26
"""Characters of a model's name in the list."""
NAMES = {
    "temperature": tr_noop("Temperature"),
    "top_k": tr_noop("Top k"),
    "top_p": tr_noop("Top p"),
    "min_p": tr_noop("Min p"),
    "repeat_penalty": tr_noop("Repeat penalty"),
    "seed": tr_noop("Seed"),
}


class WayEditor(QWidget):
    """A box at its least takes what the conversation has. All but the temperature are folded away at first."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._names = {"": ""}
        """By path."""
        self.model = Choice(theme)
        self.model.setAccessibleName(tr("Model"))
        self.model.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        self.model.addItem(tr("The loaded model"), "")
        self.model.currentIndexChanged.connect(self.changed)
        self.temperature = fraction(-_STEP, 5, _STEP)
        self.boxes: dict[str, QSpinBox | QDoubleSpinBox] = {
            "temperature": self.temperature,
            "top_k": whole_number(-1, 1_000_000),
            "top_p": fraction(-_STEP, 1, _STEP),
            "min_p": fraction(-_STEP, 1, _STEP),
            "repeat_penalty": fraction(_STEP, 5, _STEP),
            "seed": whole_number(-1, _MOST_SEED),
        }
        self.more = QPushButton()
        self.more.setProperty("role", "link")
        self.more.setObjectName("sampling")
        self.more.setCheckable(True)
        self.more.setAutoDefault(False)
        theme.dress(self.more, "chevron-down")
        self._folded = QWidget()
        self._folded.hide()
        self.more.toggled.connect(self._folded.setVisible)
        row, below = FlowLayout(spacing=12), FlowLayout(self._folded, 12)
        row.addWidget(self.model)
        for name, box in self.boxes.items():
            box.setSpecialValueText(tr("As set"))
            box.setValue(box.minimum())  # pyright: ignore[reportArgumentType]  # of its kind
            box.valueChanged.connect(self._show_more)
            box.valueChanged.connect(self.changed)
            (row if name == "temperature" else below).addWidget(_named(tr(NAMES[name]), box))
        row.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self._folded)
        self._show_more()

    @property
    def way(self) -> Way:
        path = str(self.model.currentData() or "")
        return Way(path, self._names[path], **self._sampling())

    def set_way(self, way: Way) -> None:
        self.model.setCurrentIndex(max(0, self.model.findData(way.model)))
        for name, box in self.boxes.items():
            box.setValue(way.sampling.get(name, box.minimum()))  # pyright: ignore[reportArgumentType]  # of its kind

    def set_models(self, models: Sequence[ModelChoice], loaded: str) -> None:
        """What there is to choose from; `loaded` is the path of the model that is loaded."""
        way = self.way
        self.model.blockSignals(True)
        self.model.clear()
        self.model.addItem(tr("The loaded model"), "")
        others = [one for one in models if one.path != loaded]
        self._names = {"": ""} | {one.path: one.name for one in others}
        for one in others:
            name = one.name if len(one.name) <= MOST_NAME else f"{one.name[: MOST_NAME - 1]}\u2026"
            number_format, _, _ = one.summary.partition(" · ")
            self.model.addItem(" · ".join(filter(None, (name, number_format))), one.path)
        self.model.setCurrentIndex(max(0, self.model.findData(way.model)))
        self.model.blockSignals(False)
        self.changed.emit()

    def _sampling(self) -> dict[str, Any]:
        return {name: round(box.value(), 2) for name, box in self.boxes.items() if box.value() > box.minimum()}

    def _show_more(self) -> None:
        """How many of the folded boxes change something."""
        number = len(self._sampling().keys() - {"temperature"})
        changed = plural("Sampling: {n} changed", "Sampling: {n} changed", number)
        self.more.setText(changed if number else tr("Sampling"))
        self.more.setAccessibleName(tr("{sampling}, more settings of this side", sampling=self.more.text()))


def way_words(way: Way) -> str:
    """What it changes of the sampling, for a sentence: "temperature 0.5, seed 7"."""
    named = (f"{tr(NAMES[name]).lower()} {words.scale(value)}" for name, value in way.sampling.items())
    return tr(", ").join(named)


def _named(name: str, box: QSpinBox | QDoubleSpinBox) -> QWidget:
    box.setAccessibleName(name)
    label = QLabel(name)
    label.setProperty("role", "small")
    label.setBuddy(box)
    named = QWidget()
    pair = QHBoxLayout(named)
    pair.setContentsMargins(0, 0, 0, 0)
    pair.setSpacing(6)
    pair.addWidget(label)
    pair.addWidget(box)
    return named
