"""LibraryDesk: connects what the window has of the library with those who act on it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from app.chat.library import LibraryController
from app.chat.model import ModelController
from app.state import ModelFolder
from app.translation import tr
from app.ui.model_library_words import number_of_models
from app.ui.window import MainWindow
from app.ui.words import size
from models.library import ModelEntry
from models.library.results import Removed, Verified


class LibraryDesk(QObject):
    """Holds nothing: it passes on what one says and another can do, and says what came of it."""

    def __init__(
        self,
        window: MainWindow,
        library: LibraryController,
        model: ModelController,
        folder: Path,
        parent: QObject | None = None,
    ) -> None:
        """`folder` is the library's own."""
        super().__init__(parent)
        self._window = window
        self._library = library
        self._model = model
        self._folder = folder
        self._connect_view()
        self._connect_controllers()

    def offer_copy(self, path: str) -> None:
        """Of a model that the person brought to be used: it stays where it is unless they want it in the library."""
        if not Path(path).is_relative_to(self._folder):
            self._window.show_library_notice(
                tr("{name} is used where it is. Copy it into the library?", name=Path(path).name),
                tr("Copy it"),
                lambda: self._library.bring([path]),
            )

    def _connect_view(self) -> None:
        views, library = self._window.library, self._library
        views.opened.connect(lambda: library.refresh())
        views.import_requested.connect(library.bring)
        views.place_chosen.connect(library.use)
        views.place_left.connect(library.stop_using)
        views.use_requested.connect(self._use)
        views.verify_requested.connect(library.verify)
        views.better_format_requested.connect(library.store_better)
        views.remove_requested.connect(library.remove)
        views.reveal_requested.connect(self._reveal)
        views.shown.connect(library.weigh)
        views.download_requested.connect(library.download)
        views.cancel_requested.connect(library.cancel)
        views.folder_requested.connect(lambda: _open(self._folder))

    def _connect_controllers(self) -> None:
        window, library = self._window, self._library
        library.changed.connect(window.library.set_shelf)
        library.listed.connect(self._model.set_listed)
        library.task_changed.connect(window.library.set_task)
        library.arrived.connect(self._offer_model)
        library.folder_used.connect(self._tell_folder)
        library.folder_left.connect(self._tell_folder_left)
        library.verified.connect(self._tell_verified)
        library.removed.connect(self._tell_removed)
        library.problem.connect(window.show_library_problem)
        library.notice.connect(window.show_library_notice)

    def _use(self, key: str) -> None:
        found = self._library.find(key)
        if found is not None:
            self._model.choose(str(found.entry.path))

    def _reveal(self, key: str) -> None:
        found = self._library.find(key)
        if found is not None:
            _open(found.entry.path if found.entry.path.is_dir() else found.entry.path.parent)

    def _offer_model(self, entry: ModelEntry, was_there: bool) -> None:
        """It is in the library, and answers nothing unless the person says so."""
        window, view = self._window, self._window.library.view
        if view is not None:
            view.choose(entry.key)
        name = self._name_of(entry)
        text = tr("{name} is in the library. Use it?", name=name)
        if was_there:
            text = tr("{name} is in the library already. Use it?", name=name)
        window.show_library_notice(text, tr("Use it"), lambda: self._model.choose(str(entry.path)))

    def _tell_folder(self, folder: ModelFolder, usable: int) -> None:
        self._window.show_library_notice(
            tr("{path} is used where it is: {models}.", path=folder.path, models=number_of_models(usable)),
            tr("Undo"),
            lambda: self._library.stop_using(folder.path),
        )

    def _tell_folder_left(self, folder: ModelFolder) -> None:
        self._window.show_library_notice(
            tr("{path} is not used any more. Nothing in it was changed.", path=folder.path),
            tr("Use it again"),
            lambda: self._library.use(folder.path),
        )

    def _tell_verified(self, verified: Verified) -> None:
        name = self._name_of(verified.entry)
        if verified.was_known:
            self._window.show_library_notice(tr("{name} is what it was, byte for byte.", name=name))
        else:
            self._window.show_library_notice(
                tr(
                    "{name} was read whole. There was nothing to compare it with; its checksum is kept from now on.",
                    name=name,
                )
            )

    def _tell_removed(self, removed: Removed) -> None:
        entry = removed.entry
        name = self._name_of(entry)
        if removed.deleted:
            self._window.show_library_notice(
                tr("{name} is deleted. {size} are free again.", name=name, size=size(entry.bytes))
            )
        else:
            self._window.show_library_notice(
                tr("{name} is not listed any more. Its files are where they were.", name=name),
                tr("List it again"),
                lambda: self._library.use(str(entry.path)),
            )

    def _name_of(self, entry: ModelEntry) -> str:
        return self._library.name_of(entry)


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
