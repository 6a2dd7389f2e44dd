"""The head of what a model reasoned before it answered: how long it took, and the switch that unfolds it."""

from __future__ import annotations

import time

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.translation import plural, tr
from app.ui.markdown import Reasoned
from app.ui.theme import Theme


class ReasoningHead(QWidget):
    """Folded until the person unfolds it."""

    toggled = Signal(bool)

    def __init__(self, theme: Theme, number: int, seconds: float | None) -> None:
        """`seconds` is how long it took, where that is known already."""
        super().__init__()
        self.number = number
        self._theme = theme
        self._seconds = seconds
        self._began = time.monotonic()
        self._words = 0
        self._over = True
        self.button = QPushButton()
        self.button.setObjectName("reasoningHead")
        self.button.setProperty("role", "link")
        self.button.setCheckable(True)
        self.button.toggled.connect(self._toggle)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        row.addStretch(1)
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._show)
        self._show()

    @property
    def is_open(self) -> bool:
        return self.button.isChecked()

    def set_seconds(self, seconds: float | None) -> None:
        """How long it took, where that is known."""
        if seconds is not None:
            self._seconds = seconds
            self._show()

    def set_reasoned(self, reasoned: Reasoned, *, live: bool) -> None:
        """`live`: it is being written, or was until now."""
        self._words = reasoned.words
        if live and not reasoned.over and not self._clock.isActive():
            self._over = False
            self._clock.start()
        elif reasoned.over and not self._over:
            self._over = True
            self._clock.stop()
            self._seconds = time.monotonic() - self._began
        self._show()

    def _toggle(self, opened: bool) -> None:
        self._show()
        self.toggled.emit(opened)

    def _show(self) -> None:
        seconds = self._seconds if self._over else time.monotonic() - self._began
        title = _title(seconds, self._words, over=self._over)
        self.button.setText(title)
        # Not the seconds that pass: a screen reader would tell each of them.
        self.button.setAccessibleName(title if self._over else tr("Reasoning, being written"))
        self.button.setAccessibleDescription(tr("Unfolded") if self.is_open else tr("Folded"))
        self._theme.dress(self.button, "chevron-down" if self.is_open else "chevron-right")


def _title(seconds: float | None, number: int, *, over: bool) -> str:
    """ "Reasoned for 12 s"; where the time is not known, the words are counted."""
    if not over:
        return tr("Reasoning \u00b7 {seconds} s", seconds=round(seconds or 0.0))
    if seconds is None:
        return plural("Reasoning \u00b7 {n} word", "Reasoning \u00b7 {n} words", number)
    minutes, rest = divmod(round(seconds), 60)
    return (
        tr("Reasoned for {minutes} min {seconds} s", minutes=minutes, seconds=rest)
        if minutes
        else tr("Reasoned for {seconds} s", seconds=rest)
    )
