"""Facts that the model found in the person's messages: looked for when asked, and looked through one by one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.learning import FactSearch
from app.store.records import Memory
from app.translation import plural, told, tr, tr_noop
from app.ui import words
from app.ui.facts_table import plain, wrapped
from app.ui.shelf_parts import ProgressRow
from app.ui.shortcuts import native

LOOKING = tr_noop("Looking through your messages")
WAITING = tr_noop("Waiting until the reply is written")
EXPLANATION = tr_noop(
    "The model looks for them in what you wrote, on this computer. Nothing counts until you have kept it."
)
NOTHING_NEW = tr_noop("You have written nothing since the last look that could hold a fact.")
NOTHING_FOUND = tr_noop("No fact was found.")
MOST_CHARACTERS = 500


class FoundFacts(QWidget):
    look_requested = Signal()
    stop_requested = Signal()
    kept = Signal(int, str)
    """(id of the proposal, the fact as the person wants it)"""
    refused = Signal(object)
    """Memory"""

    def __init__(self) -> None:
        super().__init__()
        self._proposals: tuple[Memory, ...] = ()
        self._search = FactSearch()
        self.look = _button(tr("Look for facts in my messages"), "plain")
        self.look.clicked.connect(self.look_requested)
        self._note = wrapped("small")
        self.progress = ProgressRow()
        self.progress.cancelled.connect(self.stop_requested)
        self._card = QFrame()
        self._card.setObjectName("foundFact")
        self._title = plain("title")
        self._title.setText(tr("Is this true of you?"))
        self.field = QLineEdit()
        self.field.setMaxLength(MOST_CHARACTERS)
        self.field.setAccessibleName(tr("Fact that was found"))
        self.field.returnPressed.connect(self._keep)
        self.field.textChanged.connect(self._show_whether_kept)
        self._quote = wrapped("muted")
        self.keep = _button(tr("Keep"), "primary")
        self.keep.setToolTip(native("Enter"))
        self.keep.clicked.connect(self._keep)
        self.refuse = _button(tr("Not true"), "plain")
        self.refuse.setToolTip(words.tool_tip(tr("It is not proposed again")))
        self.refuse.clicked.connect(self._refuse)
        self._number = plain("muted")
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._number)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.keep)
        buttons.addWidget(self.refuse)
        buttons.addStretch(1)
        card = QVBoxLayout(self._card)
        card.setContentsMargins(16, 12, 16, 14)
        card.setSpacing(8)
        card.addLayout(head)
        card.addWidget(self.field)
        card.addWidget(self._quote)
        card.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.look, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._note)
        column.addWidget(self.progress)
        column.addWidget(self._card)
        self.show_search(self._search)
        self.show_proposals(())

    @property
    def proposal(self) -> Memory | None:
        """The one that is shown."""
        return self._proposals[0] if self._proposals else None

    def show_search(self, search: FactSearch) -> None:
        had_keyboard = self.look.hasFocus() or self.progress.cancel.hasFocus()
        self._search = search
        self.look.setVisible(not search.running)
        self.look.setEnabled(not search.obstacle)
        self._note.setVisible(not search.running)
        self._note.setText(told(search.obstacle) or _outcome(search))
        text = tr(WAITING if search.waits else LOOKING) if search.running else ""
        self.progress.show_progress(text, search.done, search.total)
        if had_keyboard:
            over = self.look if self.proposal is None else self.field
            (self.progress.cancel if search.running else over).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_proposals(self, proposals: Sequence[Memory]) -> None:
        """The oldest first. What the person is writing stays."""
        before, had_keyboard = self.proposal, self._card.isAncestorOf(self.focusWidget() or self)
        self._proposals = tuple(proposals)
        one = self.proposal
        self._card.setVisible(one is not None)
        if one is None:
            if had_keyboard:
                (self.look if self.look.isVisible() else self.progress.cancel).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._number.setText(plural("{n} to look at", "{n} to look at", len(proposals)))
        self._quote.setText(tr("You wrote: \u201c{sentence}\u201d", sentence=one.sentence) if one.sentence else "")
        self._quote.setVisible(bool(one.sentence))
        self.field.setAccessibleDescription(self._quote.text())
        if before is None or before.id != one.id:
            self.field.setText(one.text)
            if had_keyboard:
                self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def stops(self) -> list[QWidget]:
        """What Tab reaches, in reading order."""
        return [self.look, self.progress.cancel, self.field, self.keep, self.refuse]

    def _keep(self) -> None:
        if self.proposal is not None and (text := self.field.text().strip()):
            self.kept.emit(self.proposal.id, text)

    def _refuse(self) -> None:
        if self.proposal is not None:
            self.refused.emit(self.proposal)

    def _show_whether_kept(self) -> None:
        self.keep.setEnabled(bool(self.field.text().strip()))


def _outcome(search: FactSearch) -> str:
    """Of the last search, or what a search is."""
    if search.found is None:
        return tr(EXPLANATION)
    if not search.total:
        return tr(NOTHING_NEW)
    looked = plural("{n} message looked through.", "{n} messages looked through.", search.done)
    if not search.found:
        return f"{looked} {tr(NOTHING_FOUND)}"
    found = plural("{n} possible fact was found.", "{n} possible facts were found.", search.found)
    return f"{looked} {found}"


def _button(text: str, role: str) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("role", role)
    button.setAutoDefault(False)
    return button
