"""What the window has of the library: the view of the models, and the progress of work on them while it is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.state import ModelPhase, ModelShelf, ModelStatus, Task
from app.ui.dialogs import Dialogs
from app.ui.shelf_parts import ProgressRow
from app.ui.theme import Theme

if TYPE_CHECKING:
    from app.ui.model_library import ModelLibrary


class LibraryViews(QObject):
    """The view is made when it is opened; what it is to show is kept here."""

    opened = Signal()
    """What is in the library may have changed since it was read."""
    import_requested = Signal(list)
    place_chosen = Signal(str)
    place_left = Signal(str)
    use_requested = Signal(str)
    verify_requested = Signal(str)
    better_format_requested = Signal(str)
    remove_requested = Signal(str)
    reveal_requested = Signal(str)
    shown = Signal(str)
    download_requested = Signal(str)
    folder_requested = Signal()
    settings_requested = Signal()
    cancel_requested = Signal()
    problem_action = Signal(object)

    def __init__(self, theme: Theme, dialogs: Dialogs, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._dialogs = dialogs
        self._window = window
        self._shelf = ModelShelf()
        self._status = ModelStatus(ModelPhase.NONE)
        self._task: Task | None = None
        self._downloads = False
        self._view: ModelLibrary | None = None
        self.progress = ProgressRow()
        self.progress.cancelled.connect(self.cancel_requested)

    @property
    def view(self) -> ModelLibrary | None:
        """While it is open: what concerns the library is told there then."""
        return self._view

    def set_shelf(self, shelf: ModelShelf) -> None:
        self._shelf = shelf
        if self._view is not None:
            self._view.show_shelf(shelf)

    def set_model_status(self, status: ModelStatus) -> None:
        self._status = status
        if self._view is not None:
            self._view.set_model(status)

    def set_task(self, task: Task | None) -> None:
        """Long work that is under way, or None."""
        self._task = task
        self.progress.show_progress(*((task.text, task.done, task.total) if task is not None else ("", 0, 0)))
        if self._view is not None:
            self._view.set_task(task)

    def set_downloads_allowed(self, allowed: bool) -> None:
        self._downloads = allowed
        if self._view is not None:
            self._view.set_downloads_allowed(allowed)

    def open(self) -> None:
        if self._view is not None:
            self._view.raise_()
            self._view.activateWindow()
            return
        self._view = view = self._new_view()
        view.set_model(self._status)
        view.show_shelf(self._shelf)
        view.set_downloads_allowed(self._downloads)
        view.set_task(self._task)
        self._dialogs.open("models", view)
        self.opened.emit()

    def _new_view(self) -> ModelLibrary:
        from app.ui.model_library import ModelLibrary  # late: most starts never open it

        view = ModelLibrary(self._theme, self._window)
        view.import_requested.connect(self.import_requested)
        view.place_chosen.connect(self.place_chosen)
        view.place_left.connect(self.place_left)
        view.use_requested.connect(self.use_requested)
        view.verify_requested.connect(self.verify_requested)
        view.better_format_requested.connect(self.better_format_requested)
        view.remove_requested.connect(self.remove_requested)
        view.reveal_requested.connect(self.reveal_requested)
        view.shown.connect(self.shown)
        view.download_requested.connect(self.download_requested)
        view.folder_requested.connect(self.folder_requested)
        view.settings_requested.connect(self.settings_requested)
        view.cancel_requested.connect(self.cancel_requested)
        view.problem_action.connect(self.problem_action)
        view.finished.connect(self._forget_view)
        return view

    def _forget_view(self) -> None:
        self._view = None
