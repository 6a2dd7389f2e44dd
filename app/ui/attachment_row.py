"""The files above the text of the message box: what is attached, what is still being read, and whether it fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.state import AttachmentSizes, FileReading, PassageState
from app.store.records import Attachment
from app.translation import tr
from app.ui.announcements import announce
from app.ui.attachment_chip import AttachmentChip
from app.ui.chip_flow import ChipFlow
from app.ui.passage_row import PassageRow
from app.ui.theme import Theme


class AttachmentRow(QWidget):
    """Takes no place while there is nothing."""

    changed = Signal()
    """A file has come, or the person has taken one out; or another one is being read."""
    opened = Signal(object)
    """Attachment whose text the person wants to see"""
    cancelled = Signal(int)
    """Key of a FileReading"""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._attachments: tuple[Attachment, ...] = ()
        self._readings: tuple[FileReading, ...] = ()
        self._sizes = AttachmentSizes()
        self._pending: dict[int, AttachmentChip] = {}
        """By key."""
        self._chips: list[AttachmentChip] = []
        """One for each attachment."""
        self.flow = ChipFlow()
        self._note = QLabel()
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setProperty("role", "note")
        self._note.setWordWrap(True)
        self.passages = PassageRow()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(6)
        column.addWidget(self.flow)
        column.addWidget(self._note)
        column.addWidget(self.passages)
        theme.changed.connect(self._fill)
        self._show()

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        return self._attachments

    @property
    def is_reading(self) -> bool:
        return bool(self._readings)

    @property
    def note(self) -> str:
        """Why the message does not fit; empty where it does."""
        return "" if self._note.isHidden() else self._note.text()

    @property
    def chips(self) -> tuple[AttachmentChip, ...]:
        """What is attached, then what is being read."""
        return (*self._chips, *self._pending.values())

    def set_attachments(self, attachments: Sequence[Attachment]) -> None:
        if self._attachments != tuple(attachments):
            self._attachments = tuple(attachments)
            self._show()

    def add(self, attachment: Attachment) -> None:
        self.set_attachments((*self._attachments, attachment))
        self.changed.emit()
        announce(self, tr("{name} is attached", name=attachment.name))

    def replace(self, replaced: Mapping[Attachment, Attachment]) -> None:
        """Put others in the place of some of those that are attached."""
        if any(one in replaced for one in self._attachments):
            self.set_attachments([replaced.get(one, one) for one in self._attachments])
            self.changed.emit()

    def set_passages(self, state: PassageState) -> None:
        self.passages.set_state(state)
        self._fill()

    def set_has_message(self, has_message: bool) -> None:
        """Whether anything is written to go by."""
        self.passages.set_has_message(has_message)

    def set_readings(self, readings: Sequence[FileReading]) -> None:
        """Of the files that are for this message box."""
        was = self._readings
        self._readings = tuple(readings)
        if [one.key for one in was] != [one.key for one in readings]:
            self._show()
            self.changed.emit()
        else:
            self._fill()

    def set_sizes(self, sizes: AttachmentSizes) -> None:
        if sizes.note and sizes.note != self._sizes.note:
            announce(self, sizes.note)
        self._sizes = sizes
        self._fill()

    def stops(self) -> list[QWidget]:
        """What Tab reaches in it."""
        return [*self._chip_stops(), *self.passages.buttons]

    def _chip_stops(self) -> list[QWidget]:
        return [part for chip in self.chips for part in (chip.button, chip.remove)]

    def _show(self) -> None:
        """Make the chips anew: there are few."""
        old = self.chips
        had_focus = any(chip.isAncestorOf(focus) for chip in old if (focus := self.window().focusWidget()) is not None)
        self._chips = [AttachmentChip(self._theme, removable=True) for _ in self._attachments]
        for place, chip in enumerate(self._chips):
            chip.opened.connect(lambda place=place: self.opened.emit(self._attachments[place]))
            chip.removed.connect(lambda place=place: self._remove(place))
        self._pending = {one.key: AttachmentChip(self._theme, removable=True) for one in self._readings}
        for key, chip in self._pending.items():
            chip.removed.connect(lambda key=key: self.cancelled.emit(key))
        for chip in self.chips:
            chip.setParent(self.flow.widget())
        self._fill()
        self.flow.set_chips(self.chips)
        for chip in old:
            chip.deleteLater()
        # What is made anew would come last in the window; the buttons have their place there.
        before = self.passages.buttons[0].previousInFocusChain()
        for after in self._chip_stops():
            assert before is not None  # the chain is a ring
            QWidget.setTabOrder(before, after)
            before = after
        if had_focus and self._chips:
            self._chips[-1].button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setVisible(bool(self.chips))

    def _fill(self) -> None:
        for chip, attachment in zip(self._chips, self._attachments, strict=True):
            chip.set_attachment(attachment, self._sizes.tokens.get(attachment))
        for reading in self._readings:
            self._pending[reading.key].set_reading(reading)
        self._note.setText(self._sizes.note)
        is_too_long = bool(self._sizes.note and self._attachments)
        self._note.setVisible(is_too_long and not self.passages.is_choosing)
        self.passages.set_offered(is_too_long)

    def _remove(self, place: int) -> None:
        self.set_attachments((*self._attachments[:place], *self._attachments[place + 1 :]))
        self.changed.emit()
