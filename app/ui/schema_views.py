"""SchemaViews: the button in the message box that demands JSON, and the editor behind it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.state import Demand, SchemaState
from app.ui.composer import Composer
from app.ui.dialogs import Dialogs
from app.ui.schema_dialog import SchemaDialog
from app.ui.theme import Theme


class SchemaViews(QObject):
    wanted = Signal()
    """The editor, with `open`"""
    check_requested = Signal(str)
    chosen = Signal(object, bool)
    """(schema as text, or None; whether it is only for the next answer of the shown conversation)"""

    def __init__(self, theme: Theme, composer: Composer, dialogs: Dialogs, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._composer = composer
        self._dialogs = dialogs
        self._window = window
        self.dialog: SchemaDialog | None = None
        """While it is open."""
        composer.schema.clicked.connect(self.wanted)

    def open(self, schema: str | None, demand: Demand) -> None:
        if self.dialog is not None:
            self.dialog.raise_()
            return
        self.dialog = SchemaDialog(self._theme, schema, demand, self._window)
        self.dialog.check_requested.connect(self.check_requested)
        self.dialog.chosen.connect(self.chosen)
        self.dialog.finished.connect(self._forget)
        self._dialogs.open("schema", self.dialog)

    def show_state(self, state: SchemaState) -> None:
        if self.dialog is not None:
            self.dialog.show_state(state)

    def set_demand(self, demand: Demand) -> None:
        self._composer.set_demand(demand)

    def _forget(self) -> None:
        self.dialog = None
