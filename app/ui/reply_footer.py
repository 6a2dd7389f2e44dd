"""Below a reply: its other versions, what can be done with it, and what wrote it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.translation import tr
from app.ui.elided_label import ElidedLabel
from app.ui.feedback import Thumbs
from app.ui.message_actions import Pager, icon_button, link_button
from app.ui.theme import Theme

LEAST_ORIGIN = 10
"""Characters of what wrote it that say something."""


class ReplyFooter(QWidget):
    """Its buttons are for the reply to connect. What few replies have is made when it is wanted first: every button
    takes a millisecond when a conversation is opened."""

    go_on_pressed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._pager: Pager | None = None
        self._go_on: QPushButton | None = None
        self.copy = link_button(tr("Copy"), "copy", tr("Copy this reply"), theme)
        self.retry = link_button(tr("Try again"), "retry", tr("Ask for this reply again"), theme)
        self.thumbs = Thumbs(theme)
        self.correct = link_button(tr("I would have said\u2026"), "rename", tr("Write what you would have said"), theme)
        self.more = icon_button("more", tr("More to do with this reply"), theme)
        self.origin = ElidedLabel(Qt.TextElideMode.ElideMiddle)
        self.origin.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.origin.setProperty("role", "small")
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(4)
        for part in self._parts():
            row.addWidget(part)
        row.addWidget(self.origin, 1)
        row.addStretch()  # where that is hidden

    @property
    def go_on(self) -> QPushButton:
        if self._go_on is None:
            self._go_on = link_button(
                tr("Go on"), "go-on", tr("Let this reply go on where it was cut off"), self._theme
            )
            self._go_on.clicked.connect(self.go_on_pressed)
            self._row.insertWidget(self._row.indexOf(self.retry) + 1, self._go_on)
        return self._go_on

    def place_pager(self, pager: Pager) -> None:
        self._pager = pager
        self._row.insertWidget(0, pager)

    def stops(self) -> list[QWidget]:
        """What Tab reaches in it, in reading order."""
        pager = [self._pager.before, self._pager.after] if self._pager is not None else []
        go_on = [self._go_on] if self._go_on is not None else []
        return [*pager, self.copy, self.retry, *go_on, self.thumbs.up, self.thumbs.down, self.correct, self.more]

    def show_content(self, *, has_content: bool, is_newest: bool, can_go_on: bool, can_correct: bool) -> None:
        """What can be done now."""
        for part in (self.copy, self.thumbs):
            part.setVisible(has_content)
        goes_on = is_newest and can_go_on
        if goes_on or self._go_on is not None:
            self.go_on.setVisible(goes_on)
        self.correct.setVisible(has_content and can_correct)

    def make_room(self, width: int) -> None:
        """Where there is no room for all, buttons that are known by their icon go without their word."""
        named = [(self.copy, tr("Copy"), ""), (self.retry, tr("Try again"), "")]
        later = [(self.correct, tr("I would have said\u2026"), tr("Write the reply as you would have said it"))]
        if self._go_on is not None:
            later.insert(0, (self._go_on, tr("Go on"), ""))
        for button, label, tip in (*named, *later):
            button.setText(label)
            button.setToolTip(tip)
        metrics = self.origin.fontMetrics()
        origin = metrics.horizontalAdvance(self.origin.accessibleName())
        for buttons, least in ((named, origin), *(([one], 0) for one in later)):
            if self._taken() + least > width:
                for button, label, tip in buttons:
                    button.setToolTip(tip or label)
                    button.setText("")
        # Two letters of it would say nothing.
        self.origin.setVisible(width - self._taken() >= min(origin, LEAST_ORIGIN * metrics.averageCharWidth()))

    def _taken(self) -> int:
        """Pixels that the buttons take."""
        return sum(part.sizeHint().width() + 4 for part in self._parts() if not part.isHidden())

    def _parts(self) -> tuple[QWidget, ...]:
        parts = (self._pager, self.copy, self.retry, self._go_on, self.thumbs, self.correct, self.more)
        return tuple(part for part in parts if part is not None)
