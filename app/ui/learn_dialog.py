"""Learning from a person in one place: what is used, how far it is, what came of it, and what is known about them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.learning import FactSearch, ReviewState, ShownVersion, TrainingState
from app.state import Problem
from app.store.records import Memory
from app.translation import tr
from app.ui import learn_words, words
from app.ui.announcements import announce
from app.ui.cards import NoticeBar, ProblemCard
from app.ui.learn_progress import LearnFoot
from app.ui.learn_review import ReviewPage
from app.ui.learn_versions import VersionsPage
from app.ui.memory_list import MemoryList
from app.ui.theme import Theme
from app.ui.window_layout import order_tabs


class LearnDialog(QDialog):
    """Takes values and emits signals; its parts' signals are for whoever opens it."""

    problem_action = Signal(object)
    """A ProblemAction that the person chose."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr(learn_words.TITLE))
        self.resize(940, 680)
        self.setMinimumSize(400, 480)
        self.review = ReviewPage(theme)
        self.versions = VersionsPage(theme)
        self.memories = MemoryList()
        self.foot = LearnFoot()
        self.problem_card = ProblemCard(theme)
        self.problem_card.action_chosen.connect(self.problem_action)
        self.notice_bar = NoticeBar(theme)
        self._pages = QStackedWidget()
        self.tabs: list[QPushButton] = []
        self._group = QButtonGroup(self)
        heads = QHBoxLayout()
        heads.setContentsMargins(20, 16, 20, 8)
        heads.setSpacing(4)
        for place, (name, page) in enumerate(
            ((tr("Examples"), self.review), (tr("Versions"), self.versions), (tr("Facts"), self.memories))
        ):
            self._pages.addWidget(page)
            button = _segment(name)
            button.setToolTip(f"Ctrl+{place + 1}")
            button.clicked.connect(lambda _=False, page=page: self.open_page(page))
            QShortcut(QKeySequence(f"Ctrl+{place + 1}"), self).activated.connect(lambda page=page: self.open_page(page))
            self._group.addButton(button)
            self.tabs.append(button)
            heads.addWidget(button)
        heads.addStretch(1)
        messages = QVBoxLayout()
        messages.setContentsMargins(20, 0, 20, 8)
        messages.setSpacing(8)
        messages.addWidget(self.problem_card)
        messages.addWidget(self.notice_bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(heads)
        column.addWidget(self._pages, 1)
        column.addLayout(messages)
        column.addWidget(self.foot)
        self.versions.relearn_requested.connect(self._learn_again)
        details, report, foot = self.review.details, self.versions.report, self.foot
        order_tabs(
            (
                *self.tabs, self.review.documents.add, self.review.list, details.use, details.all, details.forget,
                details.field, self.versions.list, report.relearn, report.use, report.undo, report.compare,
                report.merge, report.delete, report.figures, *self.memories.found.stops(), self.memories.list,
                self.memories.edit, self.memories.delete, self.memories.field, self.memories.add,
                foot.pause, foot.stop, foot.discard, foot.go_on, foot.begin,
            )
        )  # fmt: skip
        self.open_page(self.review)

    # What the program tells the view

    def show_review(self, review: ReviewState) -> None:
        was_there = not self.review.list.isHidden()
        self.review.show_review(review)
        if not was_there and self.focusWidget() in self.tabs:
            self._focus_first()  # it was not there yet when the view was opened
        self.foot.show_review(review)

    def show_state(self, state: TrainingState) -> None:
        self.foot.show_state(state)
        self.versions.set_free(not state.is_running)

    def show_versions(self, versions: Sequence[ShownVersion]) -> None:
        self.versions.show_versions(versions)

    def show_memories(self, memories: Sequence[Memory]) -> None:
        self.memories.show_memories(memories)

    def show_fact_search(self, search: FactSearch) -> None:
        self.memories.found.show_search(search)

    def show_report(self, version_id: int) -> None:
        """Of this version, which has just been made or asked for."""
        self.versions.choose(version_id)
        self.open_page(self.versions)

    def show_problem(self, problem: Problem) -> None:
        self.problem_card.show_problem(problem)
        announce(self, words.spoken_problem(problem), assertive=True)

    def show_notice(self, text: str, label: str = "", act: Callable[[], None] | None = None) -> None:
        """A sentence, with one thing that can be done about it."""
        self.notice_bar.show_notice(text, label, act)
        announce(self, text)

    @property
    def is_written_in(self) -> bool:
        """Whether the person is in the middle of a text."""
        return isinstance(self.focusWidget(), QLineEdit | QPlainTextEdit)

    def open_page(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        self.tabs[self._pages.currentIndex()].setChecked(True)
        self.foot.setVisible(page is not self.memories)
        self._focus_first()

    # Inside

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Texts are written here: Enter in a field that does not want it must not close what was looked at.
        if event.key() == Qt.Key.Key_Escape and self.versions.question.isVisible():
            self.versions.question.decline()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _learn_again(self) -> None:
        """What was deleted is no example any more."""
        self.open_page(self.review)
        self.foot.begin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus_first(self) -> None:
        page = self._pages.currentWidget()
        if isinstance(page, ReviewPage | VersionsPage | MemoryList):
            page.focus_first()


def _segment(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("role", "segment")
    button.setCheckable(True)
    button.setAutoDefault(False)
    bold = button.font()
    bold.setBold(True)  # as the chosen one is written, which Qt does not reckon with
    button.setMinimumWidth(QFontMetrics(bold).horizontalAdvance(text) + 34)
    return button
