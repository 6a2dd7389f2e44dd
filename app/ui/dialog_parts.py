"""What dialogs are put together from: texts that wrap, buttons, a page that scrolls above a foot with the answers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.ui.facts_table import wrapped
from app.ui.shortcuts import native

FOOT_MARGINS = (28, 12, 28, 12)


def said(role: str, text: str) -> QLabel:
    label = wrapped(role)
    label.setText(text)
    label.setIndent(0)
    return label


def push_button(text: str, role: str = "plain", *, on_enter: bool = False) -> QPushButton:
    """`on_enter`: whether Enter presses it where no other button has the focus."""
    made = QPushButton(text)
    made.setProperty("role", role)
    made.setAutoDefault(on_enter)
    return made


def confirm_by_ctrl_enter(dialog: QDialog, button: QPushButton) -> None:
    """From every field: one of many lines keeps Enter alone for itself."""
    for keys in ("Ctrl+Return", "Ctrl+Enter"):
        QShortcut(QKeySequence(keys), dialog).activated.connect(button.click)
    button.setToolTip(native("Ctrl+Enter"))


def scrolled(page: QWidget) -> QScrollArea:
    """A page that scrolls, and is stepped over by Tab: what is on it has the focus. Its texts wrap; sideways it scrolls
    where large text and a narrow window leave no room for a button or a box."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    return area


def put_together(dialog: QDialog, page: QWidget, answers: QLayout) -> None:
    """Fill `dialog`: `page` scrolls, `answers` stay below it."""
    answers.setContentsMargins(*FOOT_MARGINS)
    foot = QFrame()
    foot.setObjectName("foot")
    foot.setLayout(answers)
    outer = QVBoxLayout(dialog)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(0)
    outer.addWidget(scrolled(page), 1)
    outer.addWidget(foot)
