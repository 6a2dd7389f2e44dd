"""The foot of the sidebar: whose conversations these are. Opens the list of profiles."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy

from app.translation import tr
from app.ui.elided_label import ElidedLabel
from app.ui.theme import Theme
from app.ui.words import profile_name


class ProfileButton(QPushButton):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("profile")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._initial = QLabel()
        self._initial.setObjectName("avatar")
        self._initial.setFixedSize(28, 28)
        self._initial.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._name = ElidedLabel()
        chevron = QLabel()
        theme.dress(chevron, "chevron-down")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(10)
        row.addWidget(self._initial)
        row.addWidget(self._name, 1)
        row.addWidget(chevron)
        for label in (self._initial, self._name, chevron):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.set_name("")

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), 44)

    def set_name(self, name: str) -> None:
        shown = profile_name(name)
        self._name.set_whole(shown)
        self._initial.setText(shown[0].upper())
        self.setToolTip(self._name.toolTip())
        self.setAccessibleName(tr("Profile: {name}", name=shown))
        self.setAccessibleDescription(tr("Opens the list of profiles"))
