"""The adapter set of one side of a comparison: a chip with a scale for each adapter, and a menu for more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from app.state import ShelfAdapter
from app.store.records import AdapterChoice
from app.translation import tr
from app.ui import adapter_words, words
from app.ui.flow_layout import FlowLayout
from app.ui.scale_box import ScaleBox
from app.ui.theme import Theme
from app.ui.top_bar import ElidedLabel

MOST_NAME = 170
"""Pixels of a name in a chip."""


class SetEditor(QWidget):
    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._adapters: tuple[ShelfAdapter, ...] = ()
        self._choices: tuple[AdapterChoice, ...] = ()
        self._chips: list[_SetChip] = []
        self._flow = FlowLayout(self, 6)
        self.add = QPushButton(tr("Add adapter"))
        self.add.setProperty("role", "dashed")
        self.add.setAutoDefault(False)
        self.add.clicked.connect(self._open_menu)
        self._flow.addWidget(self.add)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def choices(self) -> tuple[AdapterChoice, ...]:
        return self._choices

    def show_adapters(self, adapters: Sequence[ShelfAdapter]) -> None:
        """What can be added: those of the shelf that fit the loaded model."""
        self._adapters = tuple(adapters)
        self.add.setVisible(bool(self._addable()))

    def set_choices(self, choices: Sequence[AdapterChoice]) -> None:
        if tuple(choices) == self._choices:
            return
        self._choices = tuple(choices)
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._flow.removeWidget(self.add)
        self._chips = [self._chip(choice) for choice in choices]
        before: QWidget | None = None
        for chip in self._chips:
            self._flow.addWidget(chip)
            if before is not None:
                QWidget.setTabOrder(before, chip.scale)
            QWidget.setTabOrder(chip.scale, chip.close_button)
            before = chip.close_button
        self._flow.addWidget(self.add)
        if before is not None:
            QWidget.setTabOrder(before, self.add)
        self.add.setVisible(bool(self._addable()))
        self.changed.emit()

    def _chip(self, choice: AdapterChoice) -> _SetChip:
        chip = _SetChip(self._theme, choice)
        chip.scaled.connect(lambda value: self._scale(choice.key, value))
        chip.removed.connect(lambda: self._remove(choice.key))
        return chip

    def _scale(self, key: str, value: float) -> None:
        self._choices = tuple(replace(one, scale=value) if one.key == key else one for one in self._choices)
        self.changed.emit()

    def _remove(self, key: str) -> None:
        place = next(number for number, one in enumerate(self._choices) if one.key == key)
        self.set_choices([one for one in self._choices if one.key != key])
        left = self._chips[min(place, len(self._chips) - 1)].close_button if self._chips else self.add
        left.setFocus(Qt.FocusReason.OtherFocusReason)

    def _addable(self) -> list[ShelfAdapter]:
        used = {choice.key for choice in self._choices}
        return [one for one in self._adapters if adapter_words.is_usable(one) and one.entry.key not in used]

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for one in self._addable():
            choice = AdapterChoice(one.entry.key, name=one.entry.name)
            name = adapter_words.short(one.entry.name).replace("&", "&&")
            menu.addAction(name, lambda choice=choice: self.set_choices((*self._choices, choice)))
        menu.popup(self.add.mapToGlobal(self.add.rect().bottomLeft()))


class _SetChip(QFrame):
    scaled = Signal(float)
    removed = Signal()

    def __init__(self, theme: Theme, choice: AdapterChoice) -> None:
        super().__init__()
        self.setObjectName("setChip")
        name = ElidedLabel()
        name.set_whole(choice.name or choice.key)
        self.scale = ScaleBox(choice.name or choice.key, choice.scale)
        self.scale.setObjectName("setScale")
        self.scale.setFixedWidth(self.scale.fontMetrics().horizontalAdvance("-0.00") + 16)
        self.scale.valueChanged.connect(lambda _: self.scaled.emit(self.scale.scale()))
        self.close_button = QPushButton()
        self.close_button.setProperty("role", "chipClose")
        self.close_button.setAutoDefault(False)
        self.close_button.setAccessibleName(tr("Take out {name}", name=choice.name or choice.key))
        self.close_button.setToolTip(words.tool_tip(tr("Take it out of this side")))
        self.close_button.clicked.connect(self.removed)
        theme.dress(self.close_button, "close")
        metrics = name.fontMetrics()
        name.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        name.setFixedWidth(min(MOST_NAME, metrics.horizontalAdvance(choice.name or choice.key) + 4))
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 2, 4, 2)
        row.setSpacing(4)
        row.addWidget(name)
        row.addWidget(self.scale)
        row.addWidget(self.close_button)
