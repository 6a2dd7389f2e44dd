"""The models: every one that the person has, what it is, whether it fits, and what can be done with it."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QWidget

from app.state import LibraryModel, ModelPhase, ModelShelf, ModelStatus, Task
from app.translation import plural, told, tr
from app.ui import model_library_words, words
from app.ui.announcements import announce
from app.ui.model_library_details import ModelDetails
from app.ui.model_library_list import ModelList, arranged
from app.ui.model_library_parts import AddressRow, ModelPlaces, Offers
from app.ui.shelf_parts import EmptyPage
from app.ui.shelf_view import SEARCHED, ShelfView
from app.ui.theme import Theme


class ModelLibrary(ShelfView):
    place_chosen = Signal(str)
    """Path of a folder, or a model, to use where it is."""
    place_left = Signal(str)
    use_requested = Signal(str)
    """Key"""
    verify_requested = Signal(str)
    better_format_requested = Signal(str)
    """Key: store the model in the format that is better here, too."""
    reveal_requested = Signal(str)
    shown = Signal(str)
    """Key of the model whose details are shown: whether it fits is to be found out."""
    download_requested = Signal(str)
    """An address, as it was written."""
    settings_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        empty = EmptyPage(
            tr("There is no model yet"),
            tr("A model is what answers. Import one, and it runs here: nothing that you write leaves this computer."),
            tr(
                "Drop one here: a GGUF file, all parts of a split one, or the folder of an ONNX model. A folder full "
                "of models is used where it is."
            ),
            tr("Import a model\u2026"),
        )
        super().__init__(theme, tr("Models"), tr("Search models"), empty, parent)
        self.resize(940, 660)
        self._shelf = ModelShelf()
        self._status = ModelStatus(ModelPhase.NONE)
        self._told = ""
        """Key of the model that was told of last as shown."""
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
        self.address = AddressRow()
        self.address.requested.connect(self.download_requested)
        self.address.closed.connect(lambda: self._focus_first(len(self._shelf.models)))
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
        opens = QPushButton(tr("Open the library's folder"))
        opens.clicked.connect(self.folder_requested)
        self._lay_out(
            self.list,
            (self.details,),
            (self.address, self.offers),
            (self.import_button, self.folders_button, opens),
        )
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

    def choose(self, key: str) -> None:
        """Show this model; whatever was searched for, it is found."""
        if all(one.entry.key != key for one in self._found()):
            self.search.clear()
        self.list.choose(key)
        self._focus_chosen()

    def ask_removal(self) -> None:
        """Ask once whether the chosen model is to go, if it can."""
        model = self.list.chosen_model
        if model is not None and model_library_words.can_be_removed(model.entry):
            self.question.remove.setText(model_library_words.removing(model.entry))
            self.question.ask_about([model.entry.key], *model_library_words.removal(model))

    # Inside

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._focus_first(len(self._shelf.models))

    def _found(self) -> list[LibraryModel]:
        return arranged(self._shelf.models, self._status, self.search.text(), self.sort.order)

    def _show(self) -> None:
        shelf, found = self._shelf, self._found()
        self.list.show_models(found, self._status)
        is_empty = shelf.is_read and not shelf.models
        self._show_frame(len(shelf.models), len(found), self._remarked(found), is_empty=is_empty)
        self._remark.setToolTip(words.tool_tip("\n".join(shelf.notes)))
        self._show_chosen()

    def _remarked(self, found: list[LibraryModel]) -> str:
        """What is said above the list."""
        shelf = self._shelf
        if shelf.failure:
            return told(shelf.failure)
        if not shelf.is_read:
            return tr("Looking for models")
        if shelf.models and not found:
            return tr("No model has \u201c{search}\u201d in its name or facts.", search=self._searched())
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
