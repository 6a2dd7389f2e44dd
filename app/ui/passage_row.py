"""Below a message that is too long: keep only what has to do with it, how far that is, and the way back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.state import PassageState
from app.translation import tr
from app.ui import attachment_words, words
from app.ui.announcements import announce
from app.ui.flow_layout import FlowLayout


class PassageRow(QWidget):
    """Takes no place while there is nothing to do."""

    wanted = Signal()
    """Only the passages about the message are to be kept."""
    cancelled = Signal()
    undone = Signal()
    """The whole files are wanted again."""

    def __init__(self) -> None:
        super().__init__()
        self._state = PassageState()
        self._is_offered = self._has_message = False
        self.keep = _button(tr("Keep the passages about this message"))
        self.keep.setObjectName("keepPassages")
        self.keep.clicked.connect(self.wanted)
        self.cancel = _button(tr("Cancel"))
        self.cancel.setAccessibleName(tr("Stop choosing passages"))
        self.cancel.clicked.connect(self.cancelled)
        self.undo = _button(tr("Use the whole files again"))
        self.undo.clicked.connect(self.undone)
        self._said = QLabel()
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setProperty("role", "small")
        flow = FlowLayout(self)
        for part in (self.keep, self._said, self.cancel, self.undo):
            flow.addWidget(part)
        self._show()

    @property
    def buttons(self) -> list[QWidget]:
        return [self.keep, self.cancel, self.undo]

    @property
    def said(self) -> str:
        return "" if self._said.isHidden() else self._said.text()

    @property
    def is_choosing(self) -> bool:
        return self._state.is_choosing

    def set_offered(self, is_offered: bool) -> None:
        """Whether there is too much to read."""
        self._is_offered = is_offered
        self._show()

    def set_has_message(self, has_message: bool) -> None:
        """Whether anything is written to go by."""
        self._has_message = has_message
        self._show()

    def set_state(self, state: PassageState) -> None:
        before, self._state = self._state, state
        had_focus = any(button.hasFocus() for button in self.buttons)
        self._show()
        if state.is_choosing and not before.is_choosing:
            announce(self, attachment_words.choosing(state))
        elif state.can_undo and not before.can_undo:
            announce(self, tr("Only the passages about your message are kept."))
        if had_focus:
            shown = next((button for button in self.buttons if not button.isHidden() and button.isEnabled()), None)
            if shown is not None:
                shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        state = self._state
        is_offered = self._is_offered and not state.is_choosing
        self.keep.setVisible(is_offered)
        self.keep.setEnabled(self._has_message)
        hint = tr("Write your message first.")
        tip = tr("The rest of the files is left out, and can be brought back until the message is sent.")
        self.keep.setToolTip(words.tool_tip(tip if self._has_message else hint))
        self.keep.setAccessibleDescription(tip if self._has_message else hint)
        self.cancel.setVisible(state.is_choosing)
        self.undo.setVisible(state.can_undo and not state.is_choosing)
        if state.is_choosing:
            said = attachment_words.choosing(state)
        elif is_offered and not self._has_message:
            said = hint
        elif state.can_undo and not is_offered:
            said = tr("Only the passages about your message are kept.")
        else:
            said = ""
        self._said.setText(said)
        self._said.setVisible(bool(said))
        self.setVisible(is_offered or state.is_choosing or state.can_undo)


def _button(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("role", "action")
    button.setAutoDefault(False)
    return button
