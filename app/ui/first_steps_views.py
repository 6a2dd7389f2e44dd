"""What the window has for somebody who is new here: what one may want to set, and a walk past the controls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from app.translation import tr
from app.ui.dialogs import Dialogs
from app.ui.theme import Theme
from app.ui.tour import Stop, Tour

if TYPE_CHECKING:
    from app.ui.window import MainWindow


class FirstStepsViews(QObject):
    place_chosen = Signal(str)
    """Path of a folder that the data is to be kept in"""

    def __init__(self, theme: Theme, dialogs: Dialogs, window: MainWindow) -> None:
        super().__init__(window)
        self._theme = theme
        self._dialogs = dialogs
        self._window = window
        self.steps = window.welcome.first_steps
        self.tour: Tour | None = None
        """While it lasts."""
        self.steps.place_requested.connect(self._choose_place)
        self.steps.tour_requested.connect(self.start_tour)

    def start_tour(self) -> None:
        if self.tour is not None:
            return
        self.tour = Tour(self._theme, self._stops(), self._window)
        self.tour.ended.connect(self._leave)
        self.tour.start()

    def _stops(self) -> tuple[Stop, ...]:
        window = self._window
        return (
            Stop(
                window.composer,
                tr("Write here"),
                tr("Enter sends your message, and the answer comes as you watch. Files can be dropped on the window."),
            ),
            Stop(
                window.top_bar.model,
                tr("Choose the model"),
                tr(
                    "The one that comes with the program is very small. Others that you have are in this menu, with "
                    "what memory they take and how fast they will be."
                ),
            ),
            Stop(
                window.adapters.row,
                tr("Change how it answers"),
                tr("Adapters are small files on top of a model. They are switched on and off here, as you write."),
            ),
            Stop(
                window.sidebar.learn,
                tr("Let it learn from you, when you want it to"),
                tr("Nothing is learned by itself. Here you see what would be, and take it back again."),
            ),
            Stop(
                window.top_bar.offline,
                tr("It stays here"),
                tr("No account, no server. What you write does not leave this computer."),
            ),
        )

    def _choose_place(self) -> None:
        chooser = QFileDialog(self._window, tr("Choose a folder for your data"))
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.setOption(QFileDialog.Option.ShowDirsOnly)
        chooser.fileSelected.connect(self.place_chosen)
        self._dialogs.open("place", chooser)

    def _leave(self) -> None:
        self.tour = None
        self._window.composer.focus()
