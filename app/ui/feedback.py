"""What a person thinks of a reply: two thumbs beside its other buttons, and below it what they would have said."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.store.records import Thumb
from app.translation import tr
from app.ui.blocks import TextView
from app.ui.shortcuts import native
from app.ui.text_field import TextField
from app.ui.theme import Theme

MARGIN = 12
"""Pixels between the edge of a correction and its text."""


class Thumbs(QWidget):
    """A thumb that is pressed again is taken back."""

    chosen = Signal(object)
    """Thumb"""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.thumb = Thumb.NONE
        self.up = _thumb(tr("Good reply"), tr("Good reply: more like this, if you let the model learn from it"))
        self.down = _thumb(tr("Bad reply"), tr("Bad reply: less like this, if you let the model learn from it"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for button, thumb in ((self.up, Thumb.UP), (self.down, Thumb.DOWN)):
            button.clicked.connect(lambda on, thumb=thumb: self._choose(thumb if on else Thumb.NONE))
            row.addWidget(button)
        self.set_thumb(Thumb.NONE)

    def press(self, thumb: Thumb) -> None:
        """As a click on this one does."""
        self._choose(Thumb.NONE if thumb is self.thumb else thumb)

    def set_thumb(self, thumb: Thumb) -> None:
        self.thumb = thumb
        for button, name, own in ((self.up, "thumb-up", Thumb.UP), (self.down, "thumb-down", Thumb.DOWN)):
            on = thumb is own
            with QSignalBlocker(button):
                button.setChecked(on)
            self._theme.dress(button, f"{name}-full" if on else name, "accent" if on else "muted")

    def _choose(self, thumb: Thumb) -> None:
        self.set_thumb(thumb)
        self.chosen.emit(thumb)


class Correction(QFrame):
    """The reply as the person would have said it: shown, written, or not there."""

    corrected = Signal(str)
    """Empty: there is none any more."""
    changed = Signal()
    """Other parts of it are there for the keyboard."""
    left = Signal()
    """The person is done with it, and the keyboard goes back to the reply."""
    opened = Signal()
    """The person begins to write."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("correction")
        self._text = ""
        self._width = 0
        title = QLabel(tr("You would have said"))
        title.setProperty("role", "small")
        self.view = TextView(theme)
        self.view.setAccessibleName(tr("What you would have said"))
        self.field = TextField(theme, most_lines=16)
        self.field.setAccessibleName(tr("What you would have said"))
        self.field.setAccessibleDescription(tr("Ctrl and Enter keeps it, Escape leaves it as it was"))
        self.field.accepted.connect(self._keep)
        self.field.dismissed.connect(self._leave)
        self.field.textChanged.connect(self._show_whether_kept)
        self.edit_button = _button(tr("Edit"), "link", tr("Edit what you would have said"))
        self.edit_button.clicked.connect(lambda: self.edit(self._text))
        self.remove = _button(tr("Remove"), "link", tr("Remove what you would have said"))
        self.remove.clicked.connect(self._remove)
        self.keep = _button(tr("Keep"), "primary", tr("Keep what you would have said"))
        self.keep.setToolTip(native("Ctrl+Enter"))
        self.keep.clicked.connect(self._keep)
        self.cancel = _button(tr("Cancel"), "plain", tr("Leave it as it was"))
        self.cancel.setToolTip(native("Esc"))
        self.cancel.clicked.connect(self._leave)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(title, 1)
        head.addWidget(self.edit_button)
        head.addWidget(self.remove)
        self._answers = QWidget()
        answers = QHBoxLayout(self._answers)
        answers.setContentsMargins(0, 0, 0, 0)
        answers.setSpacing(8)
        answers.addWidget(self.keep)
        answers.addWidget(self.cancel)
        answers.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 8, MARGIN, MARGIN)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.view)
        column.addWidget(self.field)
        column.addWidget(self._answers)
        self.hide()

    @property
    def text(self) -> str:
        return self._text

    @property
    def is_edited(self) -> bool:
        return not self.isHidden() and not self.field.isHidden()

    @property
    def draft(self) -> str:
        """What is being written; empty where nothing is."""
        return self.field.toPlainText() if self.is_edited else ""

    def set_text(self, text: str) -> None:
        """What is stored; what is being written stays as it is."""
        self._text = text
        self.view.set_plain(text)
        if not self.is_edited:
            self._show(editing=False)

    def edit(self, text: str) -> None:
        """Let the person write, beginning with this text."""
        if not self.is_edited:
            self.set_draft(text)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.opened.emit()

    def set_draft(self, text: str) -> None:
        """What was being written when the reply was shown last."""
        self.field.setPlainText(text)
        self._show(editing=True)

    def set_width(self, width: int) -> None:
        self._width = width
        self.view.set_width(max(80, width - 2 * MARGIN - 2))  # the frame's line

    def restyle(self) -> None:
        self.view.restyle()

    def stops(self) -> list[QWidget]:
        """What Tab reaches in it, in reading order."""
        if self.isHidden():
            return []
        return [self.field, self.keep, self.cancel] if self.is_edited else [self.edit_button, self.remove, self.view]

    def _show(self, *, editing: bool) -> None:
        self.setProperty("editing", editing)
        self.style().polish(self)
        for part in (self.field, self._answers):
            part.setVisible(editing)
        for part in (self.view, self.edit_button, self.remove):
            part.setVisible(not editing)
        self.setVisible(editing or bool(self._text))
        self.changed.emit()

    def _keep(self) -> None:
        text = self.field.toPlainText().strip()
        if not text:
            return
        changed, self._text = text != self._text, text
        self.view.set_plain(text)
        self._leave()
        if changed:
            self.corrected.emit(text)

    def _remove(self) -> None:
        self._text = ""
        self._leave()
        self.corrected.emit("")

    def _leave(self) -> None:
        self._show(editing=False)
        self.left.emit()

    def _show_whether_kept(self) -> None:
        self.keep.setEnabled(bool(self.field.toPlainText().strip()))


def _thumb(name: str, tip: str) -> QPushButton:
    button = _button("", "link", name)
    button.setCheckable(True)
    button.setToolTip(tip)
    return button


def _button(label: str, role: str, name: str) -> QPushButton:
    button = QPushButton(label)
    button.setProperty("role", role)
    button.setAccessibleName(name)
    button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    return button
