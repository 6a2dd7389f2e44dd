"""Light, dark, or as the system is: buttons side by side, of which one is taken."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from app.settings import Theme
from app.translation import tr, tr_noop

_THEMES = (
    (Theme.SYSTEM, tr_noop("As the system")),
    (Theme.LIGHT, tr_noop("Light")),
    (Theme.DARK, tr_noop("Dark")),
)


class ThemeChoice(QWidget):
    chosen = Signal(object)
    """A Theme of the settings, chosen by the person"""

    def __init__(self) -> None:
        super().__init__()
        self.buttons = QButtonGroup(self)
        self.buttons.idClicked.connect(lambda number: self.chosen.emit(_THEMES[number][0]))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for number, (_, label) in enumerate(_THEMES):
            words = tr(label)
            button = QPushButton(words)
            button.setProperty("role", "segment")
            button.setCheckable(True)
            taken = QFont(button.font())
            taken.setWeight(QFont.Weight.DemiBold)  # as the style sheet has the one that is taken
            button.setMinimumWidth(QFontMetrics(taken).horizontalAdvance(words) + 32)
            self.buttons.addButton(button, number)
            row.addWidget(button)
        row.addStretch(1)

    @property
    def theme(self) -> Theme:
        return _THEMES[self.buttons.checkedId()][0]

    def set_theme(self, theme: Theme) -> None:
        for number, (choice, _) in enumerate(_THEMES):
            if choice is theme:
                self.buttons.button(number).setChecked(True)
