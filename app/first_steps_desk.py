"""FirstStepsDesk: connects what the window shows to somebody who is new with those who do what they choose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.chat.conversations import ConversationListController
from app.chat.data_place import DataPlace
from app.chat.library import LibraryController
from app.location import usual_place
from app.place import Place
from app.settings import Language, Theme
from app.store.records import Conversation
from app.ui.window import MainWindow


class FirstStepsDesk(QObject):
    """Holds nothing but where the data is: it passes on what one says and another can do."""

    restart_requested = Signal()

    def __init__(
        self,
        window: MainWindow,
        data_place: DataPlace,
        library: LibraryController,
        conversations: ConversationListController,
        place: Place,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._place = place
        self._steps = steps = window.first_steps.steps
        steps.language_chosen.connect(self._choose_language)
        steps.theme_chosen.connect(self._choose_theme)
        steps.models_requested.connect(window.library.place_chosen)
        steps.import_requested.connect(window.exchange.choose_file)
        steps.encryption_requested.connect(window.encryption.open)
        steps.done.connect(self._end)
        window.message_submitted.connect(lambda _: self._change(first_steps=False))
        window.sidebar.tour_requested.connect(window.first_steps.start_tour)
        window.first_steps.place_chosen.connect(data_place.choose)
        data_place.moved.connect(self.restart_requested)
        data_place.problem.connect(window.show_problem)
        library.changed.connect(lambda shelf: steps.show_offered(shelf.offered))
        conversations.list_changed.connect(self._show_place)
        self._show_place(())

    def _show_place(self, found: Sequence[Conversation]) -> None:
        """Once something is written it stays where it is."""
        path = self._place.folder.path
        movable = self._place.lock is not None and not found and path == usual_place().resolve()
        self._steps.show_place(path, changeable=movable, encrypted=self._place.key is not None)

    def _choose_language(self, language: Language) -> None:
        if language is not self._window.settings.language:
            self._change(language=language)
            self.restart_requested.emit()

    def _choose_theme(self, theme: Theme) -> None:
        self._change(theme=theme)

    def _end(self) -> None:
        self._change(first_steps=False)
        self._window.composer.focus()

    def _change(self, **values: object) -> None:
        self._window.settings_changed.emit(replace(self._window.settings, **values))  # pyright: ignore[reportArgumentType]  # each is of its type
