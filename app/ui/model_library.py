"""The models: every one that the person has, what it is, whether it fits, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QMargins, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.state import LibraryModel, ModelPhase, ModelShelf, ModelStatus, Problem, Task
from app.translation import plural, told, tr
from app.ui import model_library_words, words
from app.ui.announcements import announce
from app.ui.cards import NoticeBar, ProblemCard
from app.ui.facts_table import wrapped
from app.ui.file_drops import FileDrops
from app.ui.flow_layout import FlowLayout
from app.ui.halves import Halves
from app.ui.model_library_details import ModelDetails
from app.ui.model_library_list import ModelList, Order, arranged
from app.ui.model_library_parts import AddressRow, ModelPlaces, Offers
from app.ui.shelf_parts import EmptyPage, ProgressRow, RemovalQuestion
from app.ui.theme import Theme

SEARCHED = 8
"""From so many models on there is a field to search them."""


class ModelLibrary(QDialog):
    """Takes values and emits signals; nothing here reads a file."""

    import_requested = Signal(list)
    """Paths of model files and folders."""
    place_chosen = Signal(str)
    """Path of a folder, or a model, to use where it is."""
    place_left = Signal(str)
    use_requested = Signal(str)
    """Key"""
    verify_requested = Signal(str)
    better_format_requested = Signal(str)
    """Key: store the model in the format that is better here, too."""
    remove_requested = Signal(str)
    reveal_requested = Signal(str)
    shown = Signal(str)
    """Key of the model whose details are shown: whether it fits is to be found out."""
    download_requested = Signal(str)
    """An address, as it was written."""
    folder_requested = Signal()
    """Show the library's own folder."""
    settings_requested = Signal()
    cancel_requested = Signal()
    """Of the long work whose progress is shown."""
    problem_action = Signal(object)
    """A ProblemAction that the person chose."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shelf")
        self.setWindowTitle(tr("Models"))
        self.resize(940, 660)
        self._theme = theme
        self._shelf = ModelShelf()
        self._status = ModelStatus(ModelPhase.NONE)
        self._order = Order.READY
        self._is_busy = False
        self._told = ""
        """Key of the model that was told of last as shown."""

        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search models"))
        self.search.setAccessibleName(tr("Search models"))
        self.search.setAcceptDrops(False)
        self.search.textChanged.connect(self._show)
        self.sort = QPushButton()
        self.sort.setProperty("role", "link")
        self.sort.setAutoDefault(False)
        self.sort.setToolTip(tr("How the list is sorted"))
        self.sort.clicked.connect(self._open_orders)
        theme.dress(self.sort, "chevron-down")
        self.list = ModelList(theme)
        self.list.chosen.connect(self._show_chosen)
        self.list.opened.connect(self._use)
        self.list.removal_requested.connect(self.ask_removal)
        self.details = ModelDetails()
        self.details.use_requested.connect(self.use_requested)
        self.details.verify_requested.connect(self.verify_requested)
        self.details.better_format_requested.connect(self.better_format_requested)
        self.details.reveal_requested.connect(self.reveal_requested)
        self.details.settings_requested.connect(self.settings_requested)
        self.details.removal_requested.connect(self.ask_removal)
        self.question = RemovalQuestion()
        self.question.confirmed.connect(self._remove)
        self.question.declined.connect(self.list.setFocus)
        self.address = AddressRow()
        self.address.requested.connect(self.download_requested)
        self.address.closed.connect(self._focus_first)
        self.empty = EmptyPage(
            tr("There is no model yet"),
            tr("A model is what answers. Import one, and it runs here: nothing that you write leaves this computer."),
            tr(
                "Drop one here: a GGUF file, all parts of a split one, or the folder of an ONNX model. A folder full "
                "of models is used where it is."
            ),
            tr("Import a model\u2026"),
        )
        self.import_button = QPushButton(tr("Import\u2026"))
        self.folders_button = QPushButton(tr("Folders\u2026"))
        self.folders_button.setToolTip(tr("Use the models of a folder where they are, without a copy"))
        self.places = ModelPlaces(theme, self)
        self.places.import_chosen.connect(self._import)
        self.places.place_chosen.connect(self.place_chosen)
        self.places.place_left.connect(self.place_left)
        self.places.address_wanted.connect(self.address.ask)
        for button in (self.empty.import_button, self.import_button):
            button.clicked.connect(lambda _=False, below=button: self.places.open_import_menu(below))
        self.folders_button.clicked.connect(lambda: self.places.open_folder_menu(self.folders_button))
        self.offers = Offers()
        self.offers.place_chosen.connect(self.place_chosen)
        self.progress = ProgressRow()
        self.progress.cancelled.connect(self.cancel_requested)
        self.problem_card = ProblemCard(theme)
        self.problem_card.action_chosen.connect(self.problem_action)
        self.notice_bar = NoticeBar(theme)
        self._lay_out()
        self.drops = FileDrops(theme, self, tr("Drop to import"))
        self.drops.dropped.connect(self._import)
        for keys in ("Ctrl+F", "Ctrl+K"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._focus_search)
        self._show()

    # What the program tells the view

    def show_shelf(self, shelf: ModelShelf) -> None:
        self._shelf = shelf
        if len(shelf.models) < SEARCHED:
            self.search.clear()
        self.places.set_used(shelf.used)
        self.offers.show_offers(shelf.offered)
        for before, after in pairwise((self.address.close_button, *self.offers.buttons)):
            self.setTabOrder(before, after)
        self._show()

    def set_model(self, status: ModelStatus) -> None:
        """The model that answers."""
        self._status = status
        self._show()

    def set_downloads_allowed(self, allowed: bool) -> None:
        self.places.set_downloads_allowed(allowed)
        if not allowed:
            self.address.hide()

    def set_task(self, task: Task | None) -> None:
        """Long work that is under way, or None."""
        was_busy, self._is_busy = self._is_busy, task is not None
        self.progress.show_progress(*((task.text, task.done, task.total) if task is not None else ("", 0, 0)))
        if task is not None and not was_busy:
            announce(self, task.text)
        if was_busy != self._is_busy:
            self._show_chosen()

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
        """Show this model; whatever was searched for, it is found."""
        if all(one.entry.key != key for one in self._found()):
            self.search.clear()
        self.list.choose(key)

    def ask_removal(self) -> None:
        """Ask once whether the chosen model is to go, if it can."""
        model = self.list.chosen_model
        if model is not None and model_library_words.can_be_removed(model.entry):
            self.question.remove.setText(model_library_words.removing(model.entry))
            self.question.ask_about([model.entry.key], *model_library_words.removal(model))
            self._scroll.ensureWidgetVisible(self.question, 0, 20)

    # Inside

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.question.isHidden():
            self.question.decline()
        elif event.key() == Qt.Key.Key_Escape and self.search.hasFocus() and self.search.text():
            self.search.clear()
        elif event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _found(self) -> list[LibraryModel]:
        return arranged(self._shelf.models, self._status, self.search.text(), self._order)

    def _show(self) -> None:
        shelf, found = self._shelf, self._found()
        self.list.show_models(found, self._status)
        self._pages.setCurrentWidget(self._body if shelf.models or not shelf.is_read else self.empty)
        self.search.setVisible(len(shelf.models) >= SEARCHED)
        self.sort.setText(tr(self._order))
        self.sort.setAccessibleName(tr("Sorted: {order}", order=tr(self._order)))
        self.sort.setVisible(len(shelf.models) > 1)
        self._remark.setText(self._remarked(found))
        self._remark.setVisible(bool(self._remark.text()))
        self._remark.setToolTip(words.tool_tip("\n".join(shelf.notes)))
        self.list.setVisible(bool(found))
        self._show_chosen()

    def _remarked(self, found: list[LibraryModel]) -> str:
        """What is said above the list."""
        shelf = self._shelf
        if shelf.failure:
            return told(shelf.failure)
        if not shelf.is_read:
            return tr("Looking for models")
        if shelf.models and not found:
            return tr("No model has \u201c{search}\u201d in its name or facts.", search=self.search.text().strip()[:60])
        if not shelf.notes:
            return ""
        first, *others = shelf.notes
        return (
            plural("{first} And {n} more like this.", "{first} And {n} more like this.", len(others), first=first)
            if others
            else first
        )

    def _show_chosen(self) -> None:
        model = self.list.chosen_model
        key = model.entry.key if model is not None else ""
        if self.question.keys != [key]:
            self.question.hide()
        self.details.setVisible(model is not None)
        if model is None:
            return
        self.details.show_model(model, self._status, free=not self._is_busy)
        if (model.fit is None and not model.entry.pending) or self._told != key:
            self._told = key
            self.shown.emit(key)

    def _use(self, key: str) -> None:
        model = next((one for one in self._shelf.models if one.entry.key == key), None)
        if model is not None and model_library_words.is_usable(model):
            self.use_requested.emit(key)

    def _remove(self, keys: list[str]) -> None:
        self.list.setFocus()
        for key in keys:
            self.remove_requested.emit(key)

    def _focus_first(self) -> None:
        (self.list if self._shelf.models else self.empty.import_button).setFocus(Qt.FocusReason.OtherFocusReason)

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
        self._remark = wrapped("small")
        self._remark.setContentsMargins(10, 0, 0, 0)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(above)
        column.addWidget(self._remark, 0, Qt.AlignmentFlag.AlignTop)
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
        for part in (self.question, self.details):
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
        for part in (self.address, self.offers, self.problem_card, self.notice_bar, self.progress):
            messages.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._pages, 1)
        outer.addLayout(messages)
        outer.addWidget(self._foot())

    def _foot(self) -> QFrame:
        opens = QPushButton(tr("Open the library's folder"))
        opens.clicked.connect(self.folder_requested)
        self.close_button = QPushButton(tr("Close"))
        self.close_button.clicked.connect(self.accept)
        foot = QFrame()
        foot.setObjectName("foot")
        left = FlowLayout()
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 12, 20, 12)
        row.setSpacing(8)
        for button in (self.import_button, self.folders_button, opens, self.close_button):
            button.setProperty("role", "plain")
            button.setAutoDefault(False)
            if button is not self.close_button:
                left.addWidget(button)
        row.addLayout(left, 1)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        return foot
