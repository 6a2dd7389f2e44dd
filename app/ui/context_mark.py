"""The mark between what the model still sees and what it does not, with the summary that stands for the latter."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.settings import WhenFull
from app.state import SummaryMark
from app.translation import tr
from app.ui import words
from app.ui.divider import Divider
from app.ui.message_actions import link_button, text_button
from app.ui.text_field import TextField
from app.ui.theme import Theme


class ContextMark(QWidget):
    """The person chooses here what becomes of messages that do not fit, and reads and corrects their summary."""

    other_way_wanted = Signal()
    """A summary instead of leaving them out, or the other way round: in every conversation, as it is a setting."""
    edited = Signal(str)
    """The summary in the person's words."""
    again_requested = Signal()
    """The model is to write the summary once more."""
    changed = Signal()
    """It is higher or lower now."""
    opened = Signal()
    """The person looks at the summary."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._mark = SummaryMark()
        self._is_open = False
        self._line = Divider()
        self.show_button = link_button("", "chevron-down", tr("Show the summary that the model sees"), theme)
        self.show_button.clicked.connect(self._toggle)
        self.way_button = link_button("", "text", "", theme)
        self.way_button.clicked.connect(self.other_way_wanted)
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        buttons.addStretch(1)
        buttons.addWidget(self.show_button)
        buttons.addWidget(self.way_button)
        buttons.addStretch(1)
        self.panel = QFrame()
        self.panel.setObjectName("summary")
        self._note = QLabel()
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setProperty("role", "small")
        self._note.setWordWrap(True)
        self.field = TextField(theme, least_lines=2, most_lines=14)
        self.field.setAccessibleName(tr("Summary of the messages above"))
        self.field.setAccessibleDescription(
            tr("What the model sees in their place. Ctrl and Enter saves what you change.")
        )
        self.field.textChanged.connect(self._show_buttons)
        self.field.accepted.connect(self._save)
        self.field.dismissed.connect(self._dismiss)
        self.save = text_button(tr("Save"), "primary", tr("Let the model see these words"))
        self.save.clicked.connect(self._save)
        self.again = text_button(tr("Write it again"), "plain", tr("Let the model write the summary once more"))
        self.again.clicked.connect(self.again_requested)
        answers = QHBoxLayout()
        answers.setSpacing(8)
        answers.addStretch(1)
        answers.addWidget(self.again)
        answers.addWidget(self.save)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self._note)
        column.addLayout(answers)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addWidget(self._line)
        self._line.show()  # here, and no sooner: without a parent it would be a window
        whole.addLayout(buttons)
        panel_row = QHBoxLayout()
        panel_row.setContentsMargins(8, 0, 8, 0)
        panel_row.addWidget(self.panel)
        whole.addLayout(panel_row)
        for part in self.stops():
            part.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()
        self._show()

    @property
    def text(self) -> str:
        """What it says."""
        return self._line.accessibleName()

    def stops(self) -> tuple[QWidget, ...]:
        """What Tab reaches in it, in reading order."""
        return (self.show_button, self.way_button, self.field, self.again, self.save)

    def set_width(self, width: int) -> None:
        self.setFixedWidth(width)
        self._line.set_width(width)

    def set_mark(self, mark: SummaryMark, dropped: int) -> None:
        """`dropped` is how many of the first messages the model did not see word by word when it wrote last."""
        typed = self._is_open and self.field.toPlainText() != self._mark.text  # what the person is writing stays
        self._mark = mark
        self._line.set_text(words.context_mark(mark, dropped))
        self.setAccessibleName(self.text)
        if not typed or not mark.count:
            self.field.setPlainText(mark.text)
        self._show()

    def _toggle(self) -> None:
        self._is_open = not self._is_open
        self._show()
        if self._is_open:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.opened.emit()

    def _dismiss(self) -> None:
        """Leave the summary as it was."""
        self.field.setPlainText(self._mark.text)
        self._is_open = False
        self._show()
        self.show_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        text = self.field.toPlainText()
        if text.strip() and text != self._mark.text:
            self.edited.emit(text)

    def _show(self) -> None:
        mark = self._mark
        has = mark.count > 0
        self.show_button.setVisible(has)
        self.show_button.setText(tr("Hide the summary") if self._is_open else tr("Show the summary"))
        drops = mark.way is WhenFull.DROP
        self.way_button.setText(tr("Summarise them instead") if drops else tr("Leave them out instead"))
        self.way_button.setAccessibleName(
            tr("Let the model see a summary of older messages, in every conversation")
            if drops
            else tr("Let the model see nothing of older messages, in every conversation")
        )
        self._note.setText(words.summary_note(mark))
        self.panel.setVisible(has and self._is_open)
        self._show_buttons()
        self.changed.emit()

    def _show_buttons(self) -> None:
        text = self.field.toPlainText()
        self.save.setEnabled(bool(text.strip()) and text != self._mark.text)
        self.again.setEnabled(not self._mark.is_making)
