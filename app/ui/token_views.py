"""What the window has of dynamic tokenization: the button with its popover, and the token inspector."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.dynamic import DynamicState, Inspection, LanguagePrices
from app.store.records import StoredMessage
from app.translation import told, tr
from app.ui import dynamic_words, words
from app.ui.dialogs import Dialogs
from app.ui.dynamic_popover import DynamicPopover
from app.ui.shelf_parts import ProgressRow
from app.ui.shortcuts import DYNAMIC, native_keys
from app.ui.theme import Theme, icon_behind

if TYPE_CHECKING:
    from app.ui.token_inspector import TokenInspector


class TokenViews(QObject):
    """The inspector is made when it is opened; what it is to show is kept here."""

    chosen = Signal(object)
    """The conversation is to be read with this degree; None takes the model's default."""
    measure_requested = Signal()
    cancel_requested = Signal()
    """Of the measurement."""
    inspector_opened = Signal(object)
    """The degree that it begins with."""
    inspector_closed = Signal()
    text_changed = Signal(str)
    """What is to be inspected."""
    inspected_degree_chosen = Signal(object)

    def __init__(self, theme: Theme, dialogs: Dialogs, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._dialogs = dialogs
        self._window = window
        self._state = DynamicState()
        self._messages: tuple[StoredMessage, ...] = ()
        self._languages = LanguagePrices()
        self._inspector: TokenInspector | None = None
        self.popover: DynamicPopover | None = None
        """While it is open."""
        self.button = QPushButton()
        self.button.setProperty("role", "link")
        icon_behind(self.button)
        self.button.clicked.connect(self.open_popover)
        theme.dress(self.button, "chevron-down")
        self.progress = ProgressRow()
        self.progress.cancelled.connect(self.cancel_requested)
        self.set_state(self._state)

    def set_state(self, state: DynamicState) -> None:
        self._state = state
        text = dynamic_words.button(state)
        self.button.setAccessibleName(text or tr(dynamic_words.NAME))
        self.button.setToolTip(
            words.tool_tip(
                f"{told(state.problem) or dynamic_words.choice(state, state.degree)}\n{native_keys(DYNAMIC)}"
            )
        )
        task = state.task
        self.progress.show_progress(*((task.text, task.done, task.total) if task is not None else ("", 0, 0)))
        if self.popover is not None:
            self.popover.set_state(state)
        if self._inspector is not None:
            self._inspector.show_state(state)

    def set_messages(self, messages: Sequence[StoredMessage]) -> None:
        """Of the shown conversation."""
        self._messages = tuple(messages)
        if self._inspector is not None:
            self._inspector.show_messages(messages)

    def set_inspection(self, inspection: Inspection) -> None:
        if self._inspector is not None:
            self._inspector.show_inspection(inspection)

    def set_languages(self, prices: LanguagePrices) -> None:
        self._languages = prices
        if self._inspector is not None:
            self._inspector.show_languages(prices)

    @property
    def inspector(self) -> TokenInspector | None:
        """While it is open."""
        return self._inspector

    def open_popover(self) -> None:
        self.popover = popover = DynamicPopover(self._state, self._theme, self.button)
        popover.chosen.connect(self.chosen)
        popover.measure_requested.connect(self.measure_requested)
        popover.cancel_requested.connect(self.cancel_requested)
        popover.inspector_requested.connect(self.open_inspector)
        popover.closed.connect(self._forget_popover)
        popover.open_above(self.button.mapToGlobal(self.button.rect().topLeft()))

    def open_inspector(self, text: str = "") -> None:
        """With this text; without one it stays with what it shows."""
        if self._inspector is None:
            self._inspector = view = self._new_inspector()
            view.show_state(self._state)
            view.show_degree(self._state.degree)
            view.show_messages(self._messages)
            view.show_languages(self._languages)
            self._dialogs.open("tokens", view)
            self.inspector_opened.emit(self._state.degree)
        else:
            self._inspector.raise_()
            self._inspector.activateWindow()
        if text:
            self._inspector.show_text(text)

    def _new_inspector(self) -> TokenInspector:
        from app.ui.token_inspector import TokenInspector  # late: most starts never open it

        view = TokenInspector(self._theme, self._window)
        view.text_changed.connect(self.text_changed)
        view.degree_chosen.connect(self.inspected_degree_chosen)
        view.measure_requested.connect(self.measure_requested)
        view.cancel_requested.connect(self.cancel_requested)
        view.finished.connect(self._forget_inspector)
        return view

    def _forget_inspector(self) -> None:
        self._inspector = None
        self.inspector_closed.emit()

    def _forget_popover(self) -> None:
        self.popover = None
