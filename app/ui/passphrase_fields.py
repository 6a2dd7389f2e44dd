"""Fields for passphrases: one that hides what is typed, and two for a new one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from app.translation import plural, tr
from app.ui.facts_table import wrapped
from app.ui.passphrase_strength import Strength, strength, words
from app.ui.theme import Theme
from app.ui.tick_box import TickBox

SHORTEST = 8
"""Characters, as `app.safe.key_file` demands them."""
_LONGEST = 1000
_TONES = {Strength.WEAK: "danger", Strength.FAIR: "", Strength.STRONG: "active"}


class PassphraseField(QWidget):
    """A named line, whose characters are dots until the person wants to see them."""

    changed = Signal()
    accepted = Signal()
    """Enter"""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setMaxLength(_LONGEST)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setAccessibleName(name)
        self.line.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.line.textChanged.connect(lambda _: self.changed.emit())
        self.line.returnPressed.connect(self.accepted)
        label = QLabel(name)
        label.setBuddy(self.line)
        self.setFocusProxy(self.line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label)
        column.addWidget(self.line)

    @property
    def text(self) -> str:
        return self.line.text()

    def set_shown(self, shown: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def clear(self) -> None:
        self.line.clear()


class NewPassphrase(QWidget):
    """Typed twice, with a hint of how good it is."""

    changed = Signal()
    accepted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.first = PassphraseField(tr("New passphrase"))
        self.second = PassphraseField(tr("The same once more"))
        self.shows = TickBox(theme, tr("Show what I type"))
        self.hint = wrapped("note")
        for field in (self.first, self.second):
            field.changed.connect(self._look)
            self.shows.toggled.connect(field.set_shown)
        self.first.accepted.connect(self.second.setFocus)
        self.second.accepted.connect(self.accepted)
        self.setFocusProxy(self.first)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for part in (self.first, self.hint, self.second):
            column.addWidget(part)
        column.addWidget(self.shows, 0, Qt.AlignmentFlag.AlignLeft)
        self._look()

    @property
    def text(self) -> str:
        return self.first.text

    @property
    def problem(self) -> str:
        """Why it cannot be used as it is; empty where it can."""
        missing = SHORTEST - len(self.first.text)
        if missing > 0:
            return plural("At least {n} more character.", "At least {n} more characters.", missing)
        if self.first.text != self.second.text:
            return tr("The two are not alike yet.")
        return ""

    def clear(self) -> None:
        self.first.clear()
        self.second.clear()

    def _look(self) -> None:
        found = strength(self.first.text)
        self.hint.setText(words(found) if self.first.text else " ")
        self.hint.setProperty("tone", _TONES[found])
        self.hint.style().unpolish(self.hint)
        self.hint.style().polish(self.hint)
        self.changed.emit()
