"""What stands below a message: the way to its other versions, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from app.translation import number, tr
from app.ui.theme import Theme


class Pager(QWidget):
    """Which of its versions a message is, and the way to the others: ‹ 2/3 ›. Not there for one that stands alone."""

    chosen = Signal(int)
    """Id of the version to show in this one's place."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._versions: Sequence[int] = ()
        self._at = 0
        self.before = icon_button("chevron-left", tr("Version before this one"), theme)
        self.before.clicked.connect(lambda: self.step(-1))
        self.after = icon_button("chevron-right", tr("Version after this one"), theme)
        self.after.clicked.connect(lambda: self.step(1))
        self.place = QLabel()
        self.place.setProperty("role", "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for part in (self.before, self.place, self.after):
            row.addWidget(part)
        self.hide()

    @property
    def words(self) -> str:
        """For a screen reader; empty where there is one version."""
        return tr("Version {at} of {total}.", at=self._at + 1, total=len(self._versions)) if self._versions else ""

    def set_versions(self, versions: Sequence[int], message_id: int) -> None:
        self._versions = versions
        self._at = versions.index(message_id) if versions else 0
        self.place.setText(f"{number(self._at + 1)}/{number(len(versions))}")
        self.place.setAccessibleName(self.words)
        self.before.setEnabled(self._at > 0)
        self.after.setEnabled(self._at + 1 < len(versions))
        self.setVisible(bool(versions))

    def step(self, step: int) -> None:
        """Go to the version before (-1) or after (1), if there is one."""
        if 0 <= self._at + step < len(self._versions):
            self.chosen.emit(self._versions[self._at + step])

    def can_step(self, step: int) -> bool:
        return 0 <= self._at + step < len(self._versions)


def text_button(label: str, role: str, name: str) -> QPushButton:
    button = QPushButton(label)
    button.setProperty("role", role)
    button.setAccessibleName(name)
    button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    return button


def link_button(label: str, icon: str, name: str, theme: Theme) -> QPushButton:
    """One of the quiet ones below a message."""
    button = text_button(label, "link", name)
    theme.dress(button, icon)
    return button


def icon_button(icon: str, name: str, theme: Theme) -> QPushButton:
    button = link_button("", icon, name, theme)
    button.setToolTip(name)
    return button
