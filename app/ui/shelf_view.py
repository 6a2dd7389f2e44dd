"""What the adapter shelf and the models have in common: a list, searched and sorted, and the chosen one beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMargins, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.state import Problem
from app.translation import tr
from app.ui import words
from app.ui.announcements import announce
from app.ui.cards import NoticeBar, ProblemCard
from app.ui.facts_table import wrapped
from app.ui.file_drops import FileDrops
from app.ui.flow_layout import FlowLayout
from app.ui.halves import Halves
from app.ui.shelf_parts import EmptyPage, OrderButton, ProgressRow, RemovalQuestion
from app.ui.theme import Theme

SEARCHED = 8
"""From so many entries on there is a field to search them."""


class ShelfView(QDialog):
    """Takes values and emits signals; nothing here reads a file."""

    import_requested = Signal(list)
    """Paths of files and folders."""
    remove_requested = Signal(str)
    """Key"""
    folder_requested = Signal()
    """Show the folder where they are kept."""
    cancel_requested = Signal()
    """Of the long work whose progress is shown."""
    problem_action = Signal(object)
    """A ProblemAction that the person chose."""

    def __init__(self, theme: Theme, title: str, search: str, empty: EmptyPage, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("shelf")
        self.setWindowTitle(title)
        self._theme = theme
        self._is_busy = False
        self.search = QLineEdit()
        self.search.setPlaceholderText(search)
        self.search.setAccessibleName(search)
        self.search.setAcceptDrops(False)
        self.search.textChanged.connect(self._show)
        self.sort = OrderButton(theme)
        self.sort.chosen.connect(self._show)
        self.question = RemovalQuestion()
        self.question.confirmed.connect(self._remove)
        self.empty = empty
        self.import_button = QPushButton(tr("Import\u2026"))
        self.progress = ProgressRow()
        self.progress.cancelled.connect(self.cancel_requested)
        self.problem_card = ProblemCard(theme)
        self.problem_card.action_chosen.connect(self.problem_action)
        self.notice_bar = NoticeBar(theme)
        self.drops = FileDrops(theme, self, tr("Drop to import"))
        self.drops.dropped.connect(self._import)
        for keys in ("Ctrl+F", "Ctrl+K"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._focus_search)

    # What the program tells the view

    def show_problem(self, problem: Problem) -> None:
        self.problem_card.show_problem(problem)
        announce(self, words.spoken_problem(problem), assertive=True)

    def clear_problem(self) -> None:
        self.problem_card.dismiss()

    def show_notice(self, text: str, label: str = "", act: Callable[[], None] | None = None) -> None:
        """A sentence, with one thing that can be done about it."""
        self.notice_bar.show_notice(text, label, act)
        announce(self, text)

    # Inside

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.question.isHidden():
            self.question.decline()
        elif event.key() == Qt.Key.Key_Escape and self.search.hasFocus() and self.search.text():
            self.search.clear()
        elif event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _show(self) -> None:
        """The list as it is searched and sorted now."""
        raise NotImplementedError

    def _show_frame(self, count: int, found: int, remark: str, *, is_empty: bool) -> None:
        """What is around the list: `found` of `count` entries are in it, and `remark` stands above it."""
        self._pages.setCurrentWidget(self.empty if is_empty else self._body)
        self.search.setVisible(count >= SEARCHED)
        self.sort.setVisible(count > 1)
        self._remark.setText(remark)
        self._remark.setVisible(bool(remark))
        self._list.setVisible(bool(found))

    def _searched(self) -> str:
        """As it is told where nothing was found."""
        return self.search.text().strip()[:60]

    def _remove(self, keys: list[str]) -> None:
        self._list.setFocus()
        for key in keys:
            self.remove_requested.emit(key)

    def _focus_first(self, count: int) -> None:
        (self._list if count else self.empty.import_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus_chosen(self) -> None:
        """Unless the person writes: the button that they imported it with cannot be pressed by now, or is gone."""
        if not isinstance(self.focusWidget(), QLineEdit | QPlainTextEdit):
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus_search(self) -> None:
        if self.search.isVisible():
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()

    def _import(self, paths: list[str]) -> None:
        self.clear_problem()
        self.notice_bar.dismiss()
        self.import_requested.emit(paths)

    # Layout

    def _lay_out(
        self, entries: QWidget, details: Sequence[QWidget], messages: Sequence[QWidget], buttons: Sequence[QPushButton]
    ) -> None:
        """`entries`: the list; `details`, what stands beside it below the question; `messages`, above the problem;
        `buttons`, at the foot."""
        self._list = entries
        self.question.declined.connect(entries.setFocus)
        self._body = Halves(
            self._side(), self._page((self.question, *details)), 10, QMargins(20, 16, 8, 0), QMargins(20, 16, 20, 0)
        )
        self._pages = QStackedWidget()
        self._pages.addWidget(self._body)
        self._pages.addWidget(self.empty)
        below = QVBoxLayout()
        below.setContentsMargins(20, 8, 20, 12)
        below.setSpacing(8)
        for part in (*messages, self.problem_card, self.notice_bar, self.progress):
            below.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._pages, 1)
        outer.addLayout(below)
        outer.addWidget(self._foot(buttons))

    def _side(self) -> QWidget:
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(self.search, 1)
        above.addWidget(self.sort)
        above.addStretch()
        self._remark = wrapped("small")
        self._remark.setContentsMargins(10, 0, 0, 0)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(above)
        column.addWidget(self._remark, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._list, 1)
        column.addStretch()
        return side

    def _page(self, parts: Sequence[QWidget]) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(12, 0, 12, 12)
        column.setSpacing(12)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        area.setWidget(page)
        return area

    def _foot(self, buttons: Sequence[QPushButton]) -> QFrame:
        self.close_button = QPushButton(tr("Close"))
        self.close_button.clicked.connect(self.accept)
        foot = QFrame()
        foot.setObjectName("foot")
        left = FlowLayout()
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 12, 20, 12)
        row.setSpacing(8)
        for button in (*buttons, self.close_button):
            button.setProperty("role", "plain")
            button.setAutoDefault(False)
        for button in buttons:
            left.addWidget(button)
        row.addLayout(left, 1)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        return foot
