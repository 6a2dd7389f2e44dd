"""The adapter shelf: every adapter that the program has, what it is, whether it fits, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QWidget

from app.state import ModelPhase, ModelStatus, ShelfAdapter
from app.translation import tr
from app.ui import adapter_words
from app.ui.adapter_details import AdapterDetails
from app.ui.adapter_files import AdapterFiles
from app.ui.adapter_list import AdapterList, arranged
from app.ui.adapter_stack import AdapterStack
from app.ui.announcements import announce
from app.ui.shelf_parts import EmptyShelf
from app.ui.shelf_view import SEARCHED, ShelfView
from app.ui.theme import Theme


class AdapterShelf(ShelfView):
    use_requested = Signal(str, bool)
    """(key, whether to use it) in the conversation that is shown"""
    steering_requested = Signal(str)
    """Key of one that a small model is to take, to steer the loaded one."""
    described = Signal(str, str, str, object, str)
    """(key, name, description, examples as a tuple, licence)"""
    merge_requested = Signal(list, str)
    """(list of (key, scale), name of the new adapter)"""
    bake_requested = Signal(list, str)
    """(list of (key, scale), path of the model to write)"""
    compare_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("Adapter shelf"), tr("Search adapters"), EmptyShelf(), parent)
        self.resize(900, 640)
        self._adapters: tuple[ShelfAdapter, ...] = ()
        self._in_use: frozenset[str] = frozenset()
        self._model = ModelStatus(ModelPhase.NONE)
        self.list = AdapterList(theme)
        self.list.chosen.connect(self._show_chosen)
        self.list.opened.connect(self._toggle_use)
        self.list.removal_requested.connect(self.ask_removal)
        self.list.rename_requested.connect(self._rename)
        self.details = AdapterDetails(theme)
        self.details.use_requested.connect(self.use_requested)
        self.details.steering_requested.connect(self.steering_requested)
        self.details.compare_requested.connect(self.compare_requested)
        self.details.removal_requested.connect(self.ask_removal)
        self.details.described.connect(self.described)
        self._files = AdapterFiles(theme, self)
        self._files.adapters_chosen.connect(self._import)
        self._files.model_chosen.connect(self.bake_requested)
        for button in (self.empty.import_button, self.import_button):
            button.clicked.connect(lambda _=False, below=button: self._files.open_menu(below))
        self.stack = AdapterStack()
        self.stack.merge_requested.connect(self.merge_requested)
        self.stack.bake_requested.connect(self._files.choose_model)
        self.stack.removal_requested.connect(self.ask_removal)
        opens = QPushButton(tr("Open the folder"))
        opens.clicked.connect(self.folder_requested)
        self._lay_out(self.list, (self.details, self.stack), (), (self.import_button, opens))
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
        self.drops.are_taken = not self._is_busy
        if self._is_busy and not was_busy:
            announce(self, text)

    def choose(self, key: str) -> None:
        """Show this adapter; whatever was searched for, it is found."""
        if all(one.entry.key != key for one in self._found()):
            self.search.clear()
        self.list.choose(key)
        self._focus_chosen()

    def ask_removal(self) -> None:
        """Ask once whether the chosen adapters are to go."""
        chosen = [one.entry for one in self.list.chosen_adapters()]
        if chosen:
            self.question.ask(chosen)

    # Inside

    def done(self, result: int) -> None:
        self.details.keep_changes()
        super().done(result)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._focus_first(len(self._adapters))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.details.keep_changes()
        super().closeEvent(event)

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
        return arranged(adapters, self._in_use, self.search.text(), self.sort.order)

    def _show(self) -> None:
        found = self._found()
        self.list.show_adapters(found, self._in_use, self._model_name)
        nothing = tr("No adapter has \u201c{search}\u201d in its name or description.", search=self._searched())
        remark = "" if found or not self._adapters else nothing
        self._show_frame(len(self._adapters), len(found), remark, is_empty=not self._adapters)
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
