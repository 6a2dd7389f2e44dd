"""EncoderDesk: connects what the window has of encoders with those who act on them."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject

from app.chat.attaching import AttachmentController
from app.chat.encoders import EncoderController
from app.chat.library import LibraryController
from app.chat.passages import PassageController
from app.chat.preferences import Preferences
from app.state import Problem
from app.translation import tr
from app.ui.window import MainWindow


class EncoderDesk(QObject):
    """Holds nothing: it passes on what one says and another can do, and says what came of it."""

    def __init__(
        self,
        window: MainWindow,
        encoders: EncoderController,
        passages: PassageController,
        attaching: AttachmentController,
        library: LibraryController,
        preferences: Preferences,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._preferences = preferences
        views = window.encoders
        views.opened.connect(encoders.look)
        views.added.connect(encoders.add)
        views.removed.connect(encoders.remove)
        views.cancelled.connect(encoders.cancel)
        for source in (attaching, library):
            source.encoder_brought.connect(encoders.add)
        encoders.changed.connect(views.show_encoders)
        encoders.task_changed.connect(views.set_task)
        encoders.arrived.connect(self._tell_arrived)
        encoders.problem.connect(self._show_problem)
        passages.without_encoder.connect(self._tell_of_encoders)

    def _tell_of_encoders(self) -> None:
        """Once: who wants none need not hear of it again."""
        settings = self._preferences.settings
        if not settings.encoders_told:
            self._preferences.change(replace(settings, encoders_told=True))
            self._window.show_notice(
                tr("The passages were chosen by their words. An encoder would also find what is said in other words."),
                tr("Encoders\u2026"),
                self._window.encoders.open,
            )

    def _tell_arrived(self, name: str) -> None:
        if not self._window.encoders.tell_arrived(name):
            self._window.show_library_notice(
                tr("{name} is added: passages are also compared by their meaning.", name=name)
            )

    def _show_problem(self, problem: Problem) -> None:
        if not self._window.encoders.show_problem(problem):
            self._window.show_library_problem(problem)
