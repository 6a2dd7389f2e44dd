"""What speaks up above the message box: a problem with its next steps, and short notices with at most one."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout

from app.problems import fingerprint
from app.state import Problem
from app.translation import told, tr
from app.ui import words
from app.ui.announcements import announce
from app.ui.shortcuts import tip
from app.ui.theme import Theme

NOTICE_MS = 8_000
OFFER_MS = 20_000
"""For who reads slowly, looks elsewhere or reaches the button by keys; less than what can be undone is kept."""

log = logging.getLogger(__name__)


class ProblemCard(QFrame):
    """The one place where an error is shown: what happened, what to do next, and the details on demand."""

    action_chosen = Signal(object)
    dismissed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("problem")
        self._problem: Problem | None = None
        icon = QLabel()
        theme.dress(icon, "warning", "danger")
        self._title = _plain("title")
        self._message = _plain("")
        self._message.setWordWrap(True)
        self._message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._close = QPushButton()
        self._close.setProperty("role", "icon")
        self._close.setAccessibleName(tr("Dismiss"))
        self._close.setToolTip(tip(tr("Dismiss"), "Esc"))
        self._close.clicked.connect(self.dismiss)
        theme.dress(self._close, "close")
        self._details = QPlainTextEdit()
        self._details.setReadOnly(True)
        self._details.setObjectName("details")
        self._details.setTabChangesFocus(True)
        self._details.setAccessibleName(tr("Details of the problem"))
        self._details.setFixedHeight(120)
        self._details_button = QPushButton(tr("Details"))
        self._details_button.setProperty("role", "link")
        self._details_button.setCheckable(True)
        self._details_button.toggled.connect(self._details.setVisible)
        self._copy_button = QPushButton(tr("Copy details"))
        self._copy_button.setProperty("role", "link")
        self._copy_button.clicked.connect(self._copy)

        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(icon)
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 8, 12)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._message)
        column.addWidget(self._details)
        column.addLayout(self._actions)
        self.hide()

    @property
    def problem(self) -> Problem | None:
        return self._problem

    def show_problem(self, problem: Problem) -> None:
        log.warning("shown: %s", fingerprint(problem))
        self._problem = problem
        title, message = told(problem.title), told(problem.message)
        self._title.setText(title)
        self._message.setText(message)
        self._message.setVisible(bool(problem.message))
        self._details.setPlainText(problem.detail)
        self._details.hide()
        self._details_button.setChecked(False)
        self.setAccessibleName(title)
        self.setAccessibleDescription(message)
        self._fill_actions(problem)
        self.show()

    def dismiss(self) -> None:
        if self._problem is not None:
            self._problem = None
            self.hide()
            self.dismissed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def _fill_actions(self, problem: Problem) -> None:
        while (item := self._actions.takeAt(0)) is not None:
            widget = item.widget()
            if widget in (self._details_button, self._copy_button):
                widget.hide()
            elif widget is not None:
                widget.hide()
                widget.deleteLater()
        for index, action in enumerate(problem.actions):
            button = QPushButton(tr(words.ACTION_LABELS[action]))
            button.setProperty("role", "primary" if index == 0 else "plain")
            button.clicked.connect(lambda _=False, chosen=action: self.action_chosen.emit(chosen))
            self._actions.addWidget(button)
        self._actions.addStretch(1)
        if problem.detail:
            for button in (self._details_button, self._copy_button):
                self._actions.addWidget(button)
                button.show()

    def _copy(self) -> None:
        if self._problem is not None:
            parts = (told(self._problem.title), told(self._problem.message), self._problem.detail)
            QGuiApplication.clipboard().setText("\n\n".join(part for part in parts if part))


class NoticeBar(QFrame):
    """A sentence that goes away by itself, later where it comes with a thing that can be done about it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("notice")
        self._act: Callable[[], None] | None = None
        self._text = _plain("")
        self._text.setWordWrap(True)
        self._button = QPushButton()
        self._button.setProperty("role", "action")
        self._button.clicked.connect(self.act)
        self._close = QPushButton()
        self._close.setProperty("role", "icon")
        self._close.setAccessibleName(tr("Dismiss"))
        self._close.clicked.connect(self.dismiss)
        theme.dress(self._close, "close")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 6, 4)
        row.setSpacing(8)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        row.addWidget(self._close)
        self.hide()

    @property
    def text(self) -> str:
        return "" if self.isHidden() else self._text.text()

    def show_notice(self, text: str, label: str = "", act: Callable[[], None] | None = None) -> None:
        self._act = act
        text = told(text)
        self._text.setText(text)
        self._button.setText(label)
        self._button.setVisible(act is not None)
        self.setAccessibleName(text)
        self.show()
        self._timer.start(NOTICE_MS if act is None else OFFER_MS)

    def offer_undo(self, text: str, undo: Callable[[], None]) -> None:
        """Something is deleted, and can be brought back with the button or its key."""
        self.show_notice(text, tr("Undo"), undo)
        announce(self, f"{text} {tr('Control, Shift and Z undoes it.')}")

    def act(self) -> bool:
        """Do what the notice offers, if it still does; answers whether it did."""
        act = self._act
        self.dismiss()
        if act is None:
            return False
        act()
        return True

    def dismiss(self) -> None:
        self._act = None
        self._timer.stop()
        self.hide()


def _plain(role: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        label.setProperty("role", role)
    return label
