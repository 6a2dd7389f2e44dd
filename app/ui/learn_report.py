"""What came of a training: the verdicts in plain words, and on demand the figures that they rest on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.learning import ShownVersion
from app.store.records import VersionState
from app.translation import leading, number, told, tr, tr_noop
from app.ui import learn_words
from app.ui.facts_table import FactsTable, plain, wrapped
from app.ui.flow_layout import FlowLayout
from app.ui.theme import Theme, icon_behind
from engine.training.personal_report import Grade, PersonalReport, ReplyPair, Verdict

_MARKS = {Grade.GOOD: ("check", "good"), Grade.FAIR: ("warning", "warning"), Grade.BAD: ("close", "danger")}
_GRADES = {Grade.GOOD: tr_noop("good"), Grade.FAIR: tr_noop("fair"), Grade.BAD: tr_noop("bad")}


class ReportView(QWidget):
    use_requested = Signal(int)
    """Id of the version."""
    undo_requested = Signal(int)
    deletion_requested = Signal()
    """The person would like it gone, and is to be asked."""
    merge_requested = Signal()
    """With the one before it."""
    relearn_requested = Signal()
    """Without what the person has deleted."""
    compare_requested = Signal(str)
    """Key of the adapter."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: ShownVersion | None = None
        self._name = wrapped("headline")
        self._headline = wrapped("muted")
        self._state = wrapped("note")
        self._deleted = wrapped("note")
        self.relearn = _button(tr("Learn again\u2026"), "primary")
        self.relearn.clicked.connect(self.relearn_requested)
        self.use = _button(tr("Use it"), "primary")
        self.undo = _button(tr("Undo"), "plain")
        self.undo.setToolTip(tr("Conversations start with what was used before it"))
        self.compare = _button(tr("Try side by side"), "plain")
        self.use.clicked.connect(lambda: self._shown and self.use_requested.emit(self._shown.version.id))
        self.undo.clicked.connect(lambda: self._shown and self.undo_requested.emit(self._shown.version.id))
        self.compare.clicked.connect(lambda: self._shown and self.compare_requested.emit(self._shown.version.adapter))
        self.merge = _button(tr("Merge"), "plain")
        self.merge.clicked.connect(self.merge_requested)
        self.delete = _button(tr("Delete\u2026"), "plain")
        self.delete.clicked.connect(self.deletion_requested)
        buttons = FlowLayout()
        for button in (self.relearn, self.use, self.undo, self.compare, self.merge, self.delete):
            buttons.addWidget(button)
        self._words = _Card(tr("In plain words"))
        self._verdicts = QGridLayout()
        self._verdicts.setHorizontalSpacing(8)
        self._verdicts.setVerticalSpacing(10)
        self._verdicts.setColumnStretch(1, 1)
        self._words.column.addLayout(self._verdicts)
        self._replies = _Replies()
        self.figures = QPushButton(tr("Figures"))
        self.figures.setProperty("role", "link")
        self.figures.setCheckable(True)
        self.figures.setAutoDefault(False)
        icon_behind(self.figures)
        theme.dress(self.figures, "chevron-down")
        self._figures = _Figures()
        self._figures.hide()
        self.figures.toggled.connect(self._figures.setVisible)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 4, 4)
        column.setSpacing(8)
        for part in (self._name, self._headline, self._state, self._deleted):
            column.addWidget(part)
        column.addLayout(buttons)
        column.addSpacing(4)
        column.addWidget(self._words)
        column.addWidget(self._replies)
        opener = QHBoxLayout()
        opener.addWidget(self.figures)
        opener.addStretch(1)
        column.addLayout(opener)
        column.addWidget(self._figures)
        column.addStretch(1)

    def show_version(self, shown: ShownVersion, *, free: bool, merges_with: str = "") -> None:
        """`free`: nothing is under way that a click would have to wait for. `merges_with` is the name of the version
        before it, where both can become one."""
        before, self._shown = self._shown, shown
        report = shown.report
        had_focus = self.use.hasFocus() or self.undo.hasFocus()
        self._name.setText(leading(shown.version.name))
        self._headline.setText(learn_words.headline(shown))
        draft = shown.version.state is VersionState.DRAFT
        self._state.setText(
            tr("It did not pass its test, so it is kept as a draft and not offered. The points below say why.")
            if draft
            else learn_words.version_state(replace(shown, deleted_sources=0)).whole + "."
        )
        self._deleted.setText(learn_words.deleted_sources(shown))
        self._deleted.setVisible(bool(shown.deleted_sources))
        self.relearn.setVisible(bool(shown.deleted_sources))
        self.merge.setText(
            tr("Merge with {version}", version=merges_with).replace("&", "&&")
        )  # else it would underline a letter
        self.merge.setVisible(bool(merges_with))
        self._state.setProperty("tone", "warning" if draft or not shown.can_be_used else "active")
        self._state.style().polish(self._state)
        self._state.setVisible(draft or shown.in_use or not shown.can_be_used)
        self.use.setProperty("role", "plain" if shown.deleted_sources else "primary")
        self.use.style().polish(self.use)
        self.use.setVisible(shown.can_be_used and not shown.in_use)
        self.undo.setVisible(shown.in_use)
        self.compare.setVisible(shown.can_be_used)
        for button in (self.use, self.undo, self.merge, self.delete):
            button.setEnabled(free)
        if had_focus:  # one takes the other's place
            (self.undo if shown.in_use else self.use).setFocus(Qt.FocusReason.OtherFocusReason)
        for part in (self._words, self.figures):
            part.setVisible(report is not None)
        self._replies.show_pairs(report.likeness.examples if report is not None and report.likeness else ())
        self._figures.setVisible(report is not None and self.figures.isChecked())
        if report is not None and (before is None or before.report != report):
            self._fill(report.verdicts)
            self._figures.show_report(report)

    def _fill(self, verdicts: tuple[Verdict, ...]) -> None:
        while (item := self._verdicts.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row, verdict in enumerate(verdicts):
            icon, color = _MARKS[verdict.grade]
            mark = QLabel()
            mark.setFixedSize(16, 20)
            self._theme.dress(mark, icon, color)
            text = wrapped("")
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setText(f"{told(verdict.question)}: {told(verdict.answer)}")
            bold = text.font()
            bold.setBold(True)
            text.setFont(bold)
            text.setAccessibleDescription(f"{tr(_GRADES[verdict.grade])}. {told(verdict.figures)}")
            figures = wrapped("small")
            figures.setText(told(verdict.figures))
            words = QVBoxLayout()
            words.setSpacing(1)
            words.addWidget(text)
            words.addWidget(figures)
            holder = QWidget()
            words.setContentsMargins(0, 0, 0, 0)
            holder.setLayout(words)
            self._verdicts.addWidget(mark, row, 0, Qt.AlignmentFlag.AlignTop)
            self._verdicts.addWidget(holder, row, 1)


class _Card(QFrame):
    def __init__(self, title: str) -> None:
        super().__init__()
        self.setObjectName("card")
        head = plain("title")
        head.setText(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 12, 16, 14)
        self.column.setSpacing(8)
        self.column.addWidget(head)


class _Replies(_Card):
    """What the model writes without an adapter and with it."""

    def __init__(self) -> None:
        super().__init__(tr("What it writes"))
        note = wrapped("small")
        note.setText(tr("To messages that were held back: the beginnings, neither the best nor the worst."))
        self.column.addWidget(note)
        self._pairs = [FactsTable(), FactsTable()]
        for table in self._pairs:
            self.column.addSpacing(6)
            self.column.addLayout(table)

    def show_pairs(self, pairs: Sequence[ReplyPair]) -> None:
        self.setVisible(bool(pairs))
        for table, pair in zip_longest(self._pairs, pairs):
            table.fill(learn_words.written(pair) if pair is not None else [])


class _Figures(_Card):
    """The replies that were held back, read in each way, and what else was measured."""

    def __init__(self) -> None:
        super().__init__(tr("What helped"))
        note = wrapped("small")
        note.setText(
            tr(
                "Surprise at replies that were held back, in nats a token: less is better. Beside it the change "
                "against the model as it is, with its 95 % interval."
            )
        )
        self.column.addWidget(note)
        self._arms = QGridLayout()
        self._arms.setHorizontalSpacing(20)
        self._arms.setVerticalSpacing(5)
        self._arms.setColumnStretch(0, 1)
        self.column.addLayout(self._arms)
        self.column.addSpacing(6)
        self._facts = FactsTable()
        self.column.addLayout(self._facts)

    def show_report(self, report: PersonalReport) -> None:
        while (item := self._arms.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        best = min((arm.loss for arm in report.arms), default=0.0)
        for row, arm in enumerate(report.arms):
            cells = (tr(learn_words.ARMS[arm.name]), number(arm.loss, 3), learn_words.change(arm))
            for column, text in enumerate(cells):
                label = wrapped("") if column == 0 else plain("")
                label.setText(text)
                if arm.loss == best:
                    bold = label.font()
                    bold.setBold(True)
                    label.setFont(bold)
                side = (Qt.AlignmentFlag.AlignRight,) if column else ()
                self._arms.addWidget(label, row, column, *side)
        self._facts.fill(learn_words.figures(report))


def _button(text: str, role: str) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("role", role)
    button.setAutoDefault(False)
    return button
