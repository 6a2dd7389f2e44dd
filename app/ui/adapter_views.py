"""What the window has of adapters: the row, the shelf, the comparison; it speaks for all three."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.state import AdapterRow, ModelChoice, ModelPhase, ModelStatus, ShelfAdapter, Task
from app.ui.adapter_files import AdapterFiles
from app.ui.adapter_row import AdapterRowView
from app.ui.dialogs import Dialogs
from app.ui.shelf_parts import ProgressRow
from app.ui.theme import Theme

if TYPE_CHECKING:
    from app.ui.adapter_shelf import AdapterShelf
    from app.ui.compare import Comparison


class AdapterViews(QObject):
    """The shelf is made when it is opened; what it is to show is kept here."""

    used = Signal(str, bool)
    """(key, whether the shown conversation is to be answered with it)"""
    steering_requested = Signal(str)
    """Key of an adapter that a small model is to take, to steer the loaded one."""
    paths_brought = Signal(list)
    """Paths that were chosen or dropped: adapters, or models."""
    remove_requested = Signal(str)
    described = Signal(str, str, str, object, str)
    """(key, name, description, examples as a tuple, licence)"""
    merge_requested = Signal(list, str)
    bake_requested = Signal(list, str)
    folder_requested = Signal()
    cancel_requested = Signal()
    """Of the task that is shown."""
    problem_action = Signal(object)
    shelf_opened = Signal()
    """What is on it may have changed since it was read."""
    compare_requested = Signal(str)
    """Compare with and without: this adapter, or where it is empty the row."""

    def __init__(self, theme: Theme, dialogs: Dialogs, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._dialogs = dialogs
        self._window = window
        self._adapters: tuple[ShelfAdapter, ...] = ()
        self._models: tuple[ModelChoice, ...] = ()
        self._row = AdapterRow()
        self._model = ModelStatus(ModelPhase.NONE)
        self._task: Task | None = None
        self._shelf: AdapterShelf | None = None
        self._comparison: Comparison | None = None
        self.row = AdapterRowView(theme)
        self.progress = ProgressRow()
        self.progress.cancelled.connect(self.cancel_requested)
        self.files = AdapterFiles(theme, window)
        self.row.added.connect(lambda key: self.used.emit(key, True))
        self.row.steering_requested.connect(self.steering_requested)
        self.row.import_requested.connect(lambda: self.files.open_menu(self.row.add))
        self.row.shelf_requested.connect(self.open_shelf)
        self.row.compare_requested.connect(lambda: self.compare_requested.emit(""))
        self.files.adapters_chosen.connect(self.paths_brought)

    def set_row(self, row: AdapterRow) -> None:
        self._row = row
        self.row.set_row(row)
        self._fill()

    def set_shelf(self, adapters: Sequence[ShelfAdapter]) -> None:
        self._adapters = tuple(adapters)
        self.row.set_shelf(adapters)
        self._fill()
        if self._comparison is not None:
            self._comparison.show_adapters(adapters)

    def set_models(self, models: Sequence[ModelChoice]) -> None:
        """What there is to compare the loaded model with."""
        self._models = tuple(models)
        if self._comparison is not None:
            self._comparison.set_models(models)

    def set_model_status(self, status: ModelStatus) -> None:
        """The shelf says what fits this model."""
        self._model = status
        for view in (self._shelf, self._comparison):
            if view is not None:
                view.set_model(status)

    def set_task(self, task: Task | None) -> None:
        """Long work that is under way, or None."""
        self._task = task
        self._show_task()

    @property
    def shelf(self) -> AdapterShelf | None:
        """While it is open: what concerns adapters is told there then."""
        return self._shelf

    def open_shelf(self, key: str = "") -> None:
        """With this adapter chosen, if it is there."""
        if self._shelf is None:
            self._shelf = self._new_shelf()
            self._shelf.set_model(self._model)
            self._fill()
            self._show_task()
            self._dialogs.open("shelf", self._shelf)
            self.shelf_opened.emit()
        else:
            self._shelf.raise_()
            self._shelf.activateWindow()
        if key:
            self._shelf.choose(key)

    def open_comparison(self) -> Comparison | None:
        """A new one; None where one is open already, which comes to the front."""
        from app.ui.compare import Comparison  # late: most starts never open it

        if self._comparison is not None:
            self._comparison.raise_()
            self._comparison.activateWindow()
            return None
        # Above the shelf, if it was asked for there: a dialog that lies below an open one cannot be used.
        self._comparison = Comparison(self._theme, self._shelf or self._window)
        self._comparison.set_model(self._model)
        self._comparison.set_models(self._models)
        self._comparison.show_adapters(self._adapters)
        self._comparison.problem_action.connect(self.problem_action)
        self._comparison.finished.connect(self._forget_comparison)
        self._dialogs.open("comparison", self._comparison)
        return self._comparison

    def _new_shelf(self) -> AdapterShelf:
        from app.ui.adapter_shelf import AdapterShelf  # late: most starts never open it

        shelf = AdapterShelf(self._theme, self._window)
        shelf.import_requested.connect(self.paths_brought)
        shelf.use_requested.connect(self.used)
        shelf.steering_requested.connect(self.steering_requested)
        shelf.remove_requested.connect(self.remove_requested)
        shelf.described.connect(self.described)
        shelf.merge_requested.connect(self.merge_requested)
        shelf.bake_requested.connect(self.bake_requested)
        shelf.compare_requested.connect(self.compare_requested)
        shelf.folder_requested.connect(self.folder_requested)
        shelf.cancel_requested.connect(self.cancel_requested)
        shelf.problem_action.connect(self.problem_action)
        shelf.finished.connect(self._forget_shelf)
        return shelf

    def _forget_shelf(self) -> None:
        self._shelf = None

    def _forget_comparison(self) -> None:
        self._comparison = None

    def _fill(self) -> None:
        if self._shelf is not None:
            in_use = frozenset(chip.choice.key for chip in self._row.chips if chip.choice.active)
            self._shelf.show_adapters(self._adapters, in_use)

    def _show_task(self) -> None:
        task = self._task
        text, done, total = (task.text, task.done, task.total) if task is not None else ("", 0, 0)
        self.progress.show_progress(text, done, total)
        if self._shelf is not None:
            self._shelf.show_progress(text, done, total)
