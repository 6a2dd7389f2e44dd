"""The row above the message box: which adapters shape the next reply, how much, and what else could be there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from app.state import AdapterChip, AdapterRow, AdapterSource, ShelfAdapter
from app.store.records import AdapterChoice
from app.translation import plural, told, tr
from app.ui import shortcuts, words
from app.ui.adapter_chip import AdapterChipView, chip_height
from app.ui.announcements import announce
from app.ui.chip_flow import ChipFlow
from app.ui.theme import Theme

MOST_OFFERED = 12
"""Adapters in the menu; the others are on the shelf."""
BUSY_MS = 250
"""An exchange that takes less is not worth a word."""


class AdapterRowView(QWidget):
    """Takes an AdapterRow and tells what the person wants changed in it."""

    switched = Signal(str, bool)
    scaled = Signal(str, float)
    added = Signal(str)
    steering_requested = Signal(str)
    """Key of an adapter that a small model is to take, to steer the loaded one."""
    removed = Signal(str)
    remedy_chosen = Signal(object)
    """ProblemAction"""
    proposal_dismissed = Signal(str)
    import_requested = Signal()
    shelf_requested = Signal(str)
    """Key of the adapter to show there; empty for the shelf as it is."""
    compare_requested = Signal()
    profile_row_wanted = Signal()
    """Back to what the profile brings."""
    profile_row_given = Signal()
    """Conversations of the profile are to begin with this row."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._row = AdapterRow()
        self._shelf: tuple[ShelfAdapter, ...] = ()
        self._chips: dict[str, AdapterChipView] = {}
        self._shown: list[QWidget] = []
        self._anchor = QWidget(self)
        self._anchor.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._anchor.hide()
        self.flow = ChipFlow()
        self.proposal = _Proposal(theme)
        self.proposal.taken.connect(self.added)
        self.proposal.dismissed.connect(self.proposal_dismissed)
        self.add = _DashedButton(tr("Add adapter"))
        self.add.setAccessibleDescription(tr("Opens a list of the adapters that fit the model"))
        changes = shortcuts.tip(tr("Change how the model answers"), shortcuts.ADD_ADAPTER.keys[0])
        self.add.setToolTip(words.tool_tip(changes))
        self.add.clicked.connect(self.open_menu)
        theme.dress(self.add, "plus")
        self.compare = _DashedButton(tr("Compare"))
        compares = shortcuts.tip(tr("The same message with and without"), shortcuts.COMPARE.keys[0])
        self.compare.setToolTip(words.tool_tip(compares))
        self.compare.clicked.connect(self.compare_requested)
        theme.dress(self.compare, "compare")
        self.menu = QMenu(self)
        self.menu.setToolTipsVisible(True)
        self._note = QLabel()
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setProperty("role", "note")
        self._note.setWordWrap(True)
        self.remedy = QPushButton()
        self.remedy.setProperty("role", "action")
        self.remedy.clicked.connect(self._choose_remedy)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(8)
        foot.addWidget(self._note, 1)
        foot.addWidget(self.remedy)
        for widget in (self.proposal, self.add, self.compare):
            widget.setParent(self.flow.widget())
            widget.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(4)
        column.addWidget(self.flow)
        column.addWidget(self._foot)
        self._busy_timer = QTimer(self)
        self._busy_timer.setSingleShot(True)
        self._busy_timer.setInterval(BUSY_MS)
        self._busy_timer.timeout.connect(self._show_note)
        theme.changed.connect(self._restyle)
        self._show()

    @property
    def note(self) -> str:
        """The sentence under the chips."""
        return "" if self._foot.isHidden() else self._note.text()

    def chip(self, key: str) -> AdapterChipView:
        """Raises KeyError."""
        return self._chips[key]

    def stops(self) -> list[QWidget]:
        """What Tab goes through, in this order, after a part that nobody sees: it keeps the place of the row among the
        others while the rest comes and goes."""
        stops: list[QWidget] = [self._anchor]
        for chip in _all(self._row):
            view = self._chips[chip.choice.key]
            stops += [view.name, view.scale]
        return [*stops, self.proposal.take, self.proposal.close_button, self.add, self.compare, self.remedy]

    def set_row(self, row: AdapterRow) -> None:
        before, self._row = self._row, row
        if row.busy and not before.busy:
            self._busy_timer.start()
        elif not row.busy:
            self._busy_timer.stop()
        self._show()
        self._announce(before, row)

    def set_shelf(self, shelf: Sequence[ShelfAdapter]) -> None:
        """What can be added."""
        self._shelf = tuple(shelf)

    def dismiss_proposal(self) -> bool:
        """Answers whether there was one."""
        proposal = self._row.proposal
        if proposal is None:
            return False
        self.proposal_dismissed.emit(proposal.key)
        return True

    def open_menu(self) -> None:
        self.menu.clear()
        self._offer()
        self.menu.addSeparator()
        self.menu.addAction(self._theme.icon("folder"), tr("Import\u2026"), self.import_requested.emit)
        self._entry("adapter", tr("Adapter shelf\u2026"), shortcuts.ADAPTERS, lambda: self.shelf_requested.emit(""))
        self._entry("compare", tr("Compare\u2026"), shortcuts.COMPARE, self.compare_requested.emit)
        self.menu.addSeparator()
        own = self._row.source is AdapterSource.CONVERSATION
        keep = self.menu.addAction(tr("Start new conversations like this"), self.profile_row_given.emit)
        keep.setToolTip(
            words.tool_tip(tr("Every conversation of your profile that has no row of its own shows this one."))
        )
        keep.setEnabled(own)
        back = self.menu.addAction(tr("Back to what new conversations have"), self.profile_row_wanted.emit)
        back.setEnabled(own)
        height = self.menu.sizeHint().height()
        place = self.add.mapToGlobal(QPoint(0, 0))
        above = place.y() - height - 4
        if above < self.screen().availableGeometry().top():
            above = place.y() + self.add.height() + 4
        self.menu.popup(QPoint(place.x(), above))

    def _offer(self) -> None:
        """The adapters that fit and are not in the row."""
        taken = {chip.choice.key for chip in self._row.chips}
        rest = [one for one in self._shelf if one.entry.key not in taken]
        fitting = [one for one in rest if not (one.entry.problem or one.misfit)]
        for one in fitting[:MOST_OFFERED]:
            action = self.menu.addAction(_menu_text(one.entry.name))
            action.setToolTip(words.tool_tip(one.entry.description))
            action.triggered.connect(lambda _=False, key=one.entry.key: self.added.emit(key))
        left = len(fitting) - MOST_OFFERED
        if left > 0:
            more = plural("{n} more on the shelf\u2026", "{n} more on the shelf\u2026", left)
            self.menu.addAction(more, lambda: self.shelf_requested.emit(""))
        steering = [one for one in rest if one.steering is not None and not one.entry.problem]
        for one in steering[:MOST_OFFERED]:
            assert one.steering is not None
            name = tr("{name}, to steer by {small}", name=one.entry.name, small=one.steering.name)
            action = self.menu.addAction(self._theme.icon("steer"), _menu_text(name))
            action.setToolTip(words.tool_tip(words.steering_price(one.steering)))
            action.triggered.connect(lambda _=False, key=one.entry.key: self.steering_requested.emit(key))
        others = len(rest) - len(fitting) - len(steering)
        if not self._shelf:
            self.menu.addAction(tr("No adapters yet: import one")).setEnabled(False)
        elif others:
            misfits = plural("{n} other does not fit this model", "{n} others do not fit this model", others)
            self.menu.addAction(misfits).setEnabled(False)
        elif not fitting and not steering:
            self.menu.addAction(tr("Every adapter is in the row already")).setEnabled(False)

    def _entry(self, icon: str, text: str, shortcut: shortcuts.Shortcut, act: Callable[[], object]) -> None:
        self.menu.addAction(self._theme.icon(icon), shortcuts.entry(text, shortcut.keys[0]), act)

    def _show(self) -> None:
        row = self._row
        wanted = {chip.choice.key: chip for chip in _all(row)}
        for key in [key for key in self._chips if key not in wanted]:
            self._drop(key)
        for key, chip in wanted.items():
            if key not in self._chips:
                self._chips[key] = self._new_chip(chip)
            elif self._chips[key].chip != chip:
                self._chips[key].set_chip(chip)
        self.proposal.set_proposal(row.proposal)
        shown: list[QWidget] = [self._chips[key] for key in wanted]
        if row.proposal is not None:
            shown.append(self.proposal)
        shown.append(self.add)
        if any(chip.choice.active and not chip.problem for chip in row.chips):
            shown.append(self.compare)
        self.flow.set_chips(shown)
        if shown != self._shown:
            self._shown = shown
            for first, second in pairwise(self.stops()):
                QWidget.setTabOrder(first, second)
        self._show_note()

    def _new_chip(self, chip: AdapterChip) -> AdapterChipView:
        view = AdapterChipView(chip, self._theme)
        view.switched.connect(self.switched)
        view.scaled.connect(self.scaled)
        view.removed.connect(self.removed)
        view.shelf_requested.connect(self.shelf_requested)
        return view

    def _drop(self, key: str) -> None:
        chip = self._chips.pop(key)
        if chip.name.hasFocus() or chip.scale.hasFocus():
            self.add.setFocus()  # what the person has been at is gone
        if chip.popover is not None:
            chip.popover.close()
        chip.hide()
        chip.deleteLater()

    def _show_note(self) -> None:
        row = self._row
        tone, text = "calm", ""
        if row.problem:
            tone, text = "warning", told(row.problem)
        elif row.busy and not self._busy_timer.isActive():
            text = tr("Exchanging the adapters")
        elif row.reread_tokens:
            text = words.next_reply_rereads(row.reread_tokens)
        self._note.setText(text)
        self._note.setProperty("tone", tone)
        self._note.style().polish(self._note)
        self.remedy.setText(tr(words.ACTION_LABELS[row.remedy]) if row.remedy is not None else "")
        self.remedy.setVisible(row.remedy is not None and bool(row.problem))
        self._foot.setVisible(bool(text))

    def _choose_remedy(self) -> None:
        if self._row.remedy is not None:
            self.remedy_chosen.emit(self._row.remedy)

    def _announce(self, before: AdapterRow, after: AdapterRow) -> None:
        """What has been switched, added, taken out or offered. A scale is read out by the control that changes it."""
        old = {chip.choice.key: chip for chip in _all(before)}
        new = {chip.choice.key: chip for chip in _all(after)}
        said = [
            words.adapter_state(chip)
            for key, chip in new.items()
            if key in old and chip.choice.active != old[key].choice.active
        ]
        if len(old.keys() ^ new.keys()) == 1:
            said += [words.adapter_state(chip) for key, chip in new.items() if key not in old]
            said += [words.adapter_gone(chip) for key, chip in old.items() if key not in new]
        if after.proposal is not None and after.proposal != before.proposal:
            said.append(tr("{name} may fit this message", name=after.proposal.name))
        if after.problem and after.problem != before.problem:
            said.append(told(after.problem))
        if said:
            announce(self, ". ".join(said))

    def _restyle(self) -> None:
        for chip in self._chips.values():
            chip.restyle()


class _DashedButton(QPushButton):
    """A chip that is not there yet."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setProperty("role", "dashed")

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), chip_height(self))


class _Proposal(QFrame):
    """A ghost chip: an adapter that is not used, and could be."""

    taken = Signal(str)
    dismissed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("proposal")
        self._key = ""
        self.take = QPushButton()
        self.take.setObjectName("chipSwitch")
        self.take.setToolTip(tr("It seems to fit what you write. Press to use it in this conversation."))
        self.take.clicked.connect(lambda: self.taken.emit(self._key))
        self.close_button = QPushButton()
        self.close_button.setObjectName("chipStrength")
        self.close_button.setAccessibleName(tr("Do not use it"))
        self.close_button.setToolTip(shortcuts.tip(tr("Not now"), "Esc"))
        self.close_button.clicked.connect(lambda: self.dismissed.emit(self._key))
        theme.dress(self.close_button, "close")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.take)
        row.addWidget(self.close_button)
        self.hide()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), chip_height(self.take))

    def set_proposal(self, proposal: AdapterChoice | None) -> None:
        if proposal is not None:
            self._key = proposal.key
            self.take.setText(_menu_text(tr("Try {name}?", name=proposal.name)))
            self.take.setAccessibleName(tr("Try the adapter {name}", name=proposal.name))
            self.updateGeometry()


def _all(row: AdapterRow) -> list[AdapterChip]:
    """What stands in it, from the first."""
    return [*([row.steering] if row.steering is not None else []), *row.chips]


def _menu_text(text: str) -> str:
    """An ampersand marks a key, and a tab the second column."""
    return text.replace("&", "&&").replace("\t", " ")
