"""The adapter shelf: every adapter that the program has, what it is, whether it fits, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QMargins, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.state import ModelPhase, ModelStatus, Problem, ShelfAdapter
from app.translation import tr
from app.ui import adapter_words, words
from app.ui.adapter_details import AdapterDetails
from app.ui.adapter_files import AdapterFiles
from app.ui.adapter_list import AdapterList, Order, arranged
from app.ui.adapter_stack import AdapterStack
from app.ui.announcements import announce
from app.ui.cards import NoticeBar, ProblemCard
from app.ui.flow_layout import FlowLayout
from app.ui.halves import Halves
from app.ui.shelf_parts import DropFrame, EmptyShelf, ProgressRow, RemovalQuestion, dropped_paths
from app.ui.theme import Theme

SEARCHED = 8
"""From so many adapters on there is a field to search them."""


class AdapterShelf(QDialog):
    """Takes values and emits signals; nothing here reads a file."""

    import_requested = Signal(list)
    """Paths of adapter files and folders."""
    use_requested = Signal(str, bool)
    """(key, whether to use it) in the conversation that is shown"""
    steering_requested = Signal(str)
    """Key of one that a small model is to take, to steer the loaded one."""
    remove_requested = Signal(str)
    described = Signal(str, str, str, object, str)
    """(key, name, description, examples as a tuple, licence)"""
    merge_requested = Signal(list, str)
    """(list of (key, scale), name of the new adapter)"""
    bake_requested = Signal(list, str)
    """(list of (key, scale), path of the model to write)"""
    compare_requested = Signal(str)
    folder_requested = Signal()
    """Show the folder where adapters are kept."""
    cancel_requested = Signal()
    """Of the long work whose progress is shown."""
    problem_action = Signal(object)
    """A ProblemAction that the person chose."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shelf")
        self.setWindowTitle(tr("Adapter shelf"))
        self.setAcceptDrops(True)
        self.resize(900, 640)
        self._theme = theme
        self._adapters: tuple[ShelfAdapter, ...] = ()
        self._in_use: frozenset[str] = frozenset()
        self._model = ModelStatus(ModelPhase.NONE)
        self._order = Order.READY
        self._is_busy = False

        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search adapters"))
        self.search.setAccessibleName(tr("Search adapters"))
        self.search.setAcceptDrops(False)
        self.search.textChanged.connect(self._show)
        self.sort = QPushButton()
        self.sort.setProperty("role", "link")
        self.sort.setToolTip(tr("How the list is sorted"))
        self.sort.clicked.connect(self._open_orders)
        theme.dress(self.sort, "chevron-down")
        self.list = AdapterList(theme)
        self.list.chosen.connect(self._show_chosen)
        self.list.opened.connect(self._toggle_use)
        self.list.removal_requested.connect(self.ask_removal)
        self.details = AdapterDetails(theme)
        self.details.use_requested.connect(self.use_requested)
        self.details.steering_requested.connect(self.steering_requested)
        self.details.compare_requested.connect(self.compare_requested)
        self.details.removal_requested.connect(self.ask_removal)
        self.details.described.connect(self.described)
        self.list.rename_requested.connect(self._rename)
        self.question = RemovalQuestion()
        self.question.confirmed.connect(self._remove)
        self.question.declined.connect(self.list.setFocus)
        self.empty = EmptyShelf()
        self.import_button = QPushButton(tr("Import\u2026"))
        self._files = AdapterFiles(theme, self)
        self._files.adapters_chosen.connect(self._import)
        self._files.model_chosen.connect(self.bake_requested)
        for button in (self.empty.import_button, self.import_button):
            button.clicked.connect(lambda _=False, below=button: self._files.open_menu(below))
        self.stack = AdapterStack()
        self.stack.merge_requested.connect(self.merge_requested)
        self.stack.bake_requested.connect(self._files.choose_model)
        self.stack.removal_requested.connect(self.ask_removal)
        self.progress = ProgressRow()
        self.progress.cancelled.connect(self.cancel_requested)
        self.problem_card = ProblemCard(theme)
        self.problem_card.action_chosen.connect(self.problem_action)
        self.notice_bar = NoticeBar(theme)
        self._lay_out()
        self.drop_frame = DropFrame(theme, self)
        for keys in ("Ctrl+F", "Ctrl+K"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._focus_search)
        self._show()

    # What the program tells the shelf

    def show_adapters(self, adapters: Sequence[ShelfAdapter], in_use: frozenset[str]) -> None:
        """`in_use`: keys of those that are switched on in the conversation that is shown."""
        self._adapters, self._in_use = tuple(adapters), in_use
        if len(adapters) < SEARCHED:
            self.search.clear()
        self._show()

    def set_model(self, status: ModelStatus) -> None:
        """The model that adapters are to fit, and that they are baked into."""
        self._model = status
        self._show()

    def show_progress(self, text: str, done: int = 0, total: int = 0) -> None:
        """Of an import, a merge or a bake: `done` of `total`, 0 where the whole is not known. An empty text ends it."""
        was_busy, self._is_busy = self._is_busy, bool(text)
        self.progress.show_progress(text, done, total)
        for button in (self.import_button, self.empty.import_button):
            button.setEnabled(not self._is_busy)
        self.stack.set_free(not self._is_busy)
        if self._is_busy and not was_busy:
            announce(self, text)

    def show_problem(self, problem: Problem) -> None:
        self.problem_card.show_problem(problem)
        announce(self, words.spoken_problem(problem), assertive=True)

    def clear_problem(self) -> None:
        self.problem_card.dismiss()

    def show_notice(self, text: str, label: str = "", act: Callable[[], None] | None = None) -> None:
        """A sentence, with one thing that can be done about it."""
        self.notice_bar.show_notice(text, label, act)
        announce(self, text)

    def choose(self, key: str) -> None:
        """Show this adapter; whatever was searched for, it is found."""
        if all(one.entry.key != key for one in self._found()):
            self.search.clear()
        self.list.choose(key)

    def ask_removal(self) -> None:
        """Ask once whether the chosen adapters are to go."""
        chosen = [one.entry for one in self.list.chosen_adapters()]
        if chosen:
            self.question.ask(chosen)
            self._scroll.ensureWidgetVisible(self.question, 0, 20)

    # Inside

    def done(self, result: int) -> None:
        self.details.keep_changes()
        super().done(result)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        (self.list if self._adapters else self.empty.import_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.details.keep_changes()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.question.isHidden():
            self.question.decline()
        elif event.key() == Qt.Key.Key_Escape and self.search.hasFocus() and self.search.text():
            self.search.clear()
        elif event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.drop_frame.setGeometry(self.rect())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event.mimeData()) and not self._is_busy:
            event.acceptProposedAction()
            self.drop_frame.show_over(self)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.drop_frame.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self.drop_frame.hide()
        paths = dropped_paths(event.mimeData())
        if paths and not self._is_busy:
            event.acceptProposedAction()
            self._import(paths)

    @property
    def _model_name(self) -> str:
        """Of the model that adapters are put on; empty where none is loaded."""
        if self._model.info is None:
            return ""
        return self._model.steering.name if self._model.steering is not None else self._model.name

    def _found(self) -> list[ShelfAdapter]:
        info = self._model.info
        refusal = info.adapter_problem if info is not None else ""
        adapters = [replace(one, misfit=one.misfit or refusal) for one in self._adapters]
        return arranged(adapters, self._in_use, self.search.text(), self._order)

    def _show(self) -> None:
        found = self._found()
        self.list.show_adapters(found, self._in_use, self._model_name)
        self._pages.setCurrentWidget(self._body if self._adapters else self.empty)
        self.import_button.setVisible(bool(self._adapters))
        self.search.setVisible(len(self._adapters) >= SEARCHED)
        self.sort.setText(tr(self._order))
        self.sort.setAccessibleName(tr("Sorted: {order}", order=tr(self._order)))
        self.sort.setVisible(len(self._adapters) > 1)
        self._nothing.setText(
            tr(
                "No adapter has \u201c{search}\u201d in its name or description.",
                search=self.search.text().strip()[:60],
            )
        )
        self._nothing.setVisible(bool(self._adapters) and not found)
        self.list.setVisible(bool(found))
        self._show_chosen()

    def _show_chosen(self) -> None:
        chosen = self.list.chosen_adapters()
        if self.question.keys != [one.entry.key for one in chosen]:
            self.question.hide()
        one = chosen[0] if len(chosen) == 1 else None
        self.details.setVisible(one is not None)
        if one is not None:
            self.details.show_adapter(one, one.entry.key in self._in_use, self._model_name)
        self.stack.setVisible(len(chosen) > 1 or (one is not None and not one.entry.problem))
        if chosen:
            self.stack.show_adapters(chosen, self._model)

    def _toggle_use(self, key: str) -> None:
        one = next((one for one in self._found() if one.entry.key == key), None)
        in_use = key in self._in_use
        if one is not None and adapter_words.can_steer(one):
            self.steering_requested.emit(key)
        elif one is not None and (in_use or not (one.misfit or one.entry.problem)):
            self.use_requested.emit(key, not in_use)

    def _rename(self) -> None:
        self.details.name.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.details.name.selectAll()

    def _remove(self, keys: list[str]) -> None:
        self.list.setFocus()
        for key in keys:
            self.remove_requested.emit(key)

    def _focus_search(self) -> None:
        if self.search.isVisible():
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()

    def _import(self, paths: list[str]) -> None:
        self.clear_problem()
        self.notice_bar.dismiss()
        self.import_requested.emit(paths)

    def _open_orders(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for order in Order:
            action = menu.addAction(str(order), lambda order=order: self._sort_by(order))
            action.setCheckable(True)
            action.setChecked(order is self._order)
        menu.popup(self.sort.mapToGlobal(self.sort.rect().bottomLeft()))

    def _sort_by(self, order: Order) -> None:
        self._order = order
        self._show()

    # Layout

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(self.search, 1)
        above.addWidget(self.sort)
        above.addStretch()
        self._nothing = QLabel()
        self._nothing.setTextFormat(Qt.TextFormat.PlainText)
        self._nothing.setWordWrap(True)
        self._nothing.setProperty("role", "muted")
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(above)
        column.addWidget(self._nothing, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.list, 1)
        column.addStretch()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget()
        page.setObjectName("page")
        inner = QVBoxLayout(page)
        inner.setContentsMargins(12, 0, 12, 12)
        inner.setSpacing(12)
        for part in (self.question, self.details, self.stack):
            inner.addWidget(part)
        inner.addStretch(1)
        self._scroll.setWidget(page)
        margins, narrow = QMargins(20, 16, 8, 0), QMargins(20, 16, 20, 0)
        self._body = Halves(side, self._scroll, 10, margins, narrow)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._body)
        self._pages.addWidget(self.empty)
        messages = QVBoxLayout()
        messages.setContentsMargins(20, 8, 20, 12)
        messages.setSpacing(8)
        for part in (self.problem_card, self.notice_bar, self.progress):
            messages.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._pages, 1)
        outer.addLayout(messages)
        outer.addWidget(self._foot())

    def _foot(self) -> QFrame:
        opens = QPushButton(tr("Open the folder"))
        opens.clicked.connect(self.folder_requested)
        self.close_button = QPushButton(tr("Close"))
        self.close_button.clicked.connect(self.accept)
        foot = QFrame()
        foot.setObjectName("foot")
        left = FlowLayout()
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 12, 20, 12)
        row.setSpacing(8)
        for button in (self.import_button, opens, self.close_button):
            button.setProperty("role", "plain")
            button.setAutoDefault(False)
        left.addWidget(self.import_button)
        left.addWidget(opens)
        row.addLayout(left, 1)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        return foot
