"""TokenDesk: connects what the window has of dynamic tokenization with those who act on it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.chat.conversation import ChatController
from app.chat.dynamic import DynamicController
from app.chat.inspection import InspectionController
from app.chat.languages import LanguagePricer
from app.translation import tr
from app.ui.window import MainWindow
from engine.protocol import DynamicTokenization


class TokenDesk(QObject):
    """Holds nothing: it passes on what one says and another can do, and says what came of it."""

    def __init__(
        self,
        window: MainWindow,
        dynamic: DynamicController,
        inspection: InspectionController,
        languages: LanguagePricer,
        chat: ChatController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._inspection = inspection
        self._languages = languages
        views = window.tokens
        views.chosen.connect(dynamic.choose)
        views.measure_requested.connect(dynamic.measure)
        views.cancel_requested.connect(dynamic.cancel)
        views.inspector_opened.connect(self._open)
        views.inspector_closed.connect(self._close)
        views.text_changed.connect(inspection.inspect)
        views.inspected_degree_chosen.connect(self._cut_otherwise)
        dynamic.changed.connect(window.set_dynamic)
        dynamic.conversation_changed.connect(chat.conversation_changed)
        dynamic.measured.connect(self._tell_measured)
        dynamic.problem.connect(window.show_problem)
        inspection.changed.connect(views.set_inspection)
        languages.changed.connect(views.set_languages)
        window.set_dynamic(dynamic.state)

    def _open(self, degree: DynamicTokenization) -> None:
        self._inspection.open(degree)
        self._languages.open(degree)

    def _close(self) -> None:
        self._inspection.close()
        self._languages.close()

    def _cut_otherwise(self, degree: DynamicTokenization) -> None:
        self._inspection.set_degree(degree)
        self._languages.set_degree(degree)

    def _tell_measured(self, model: str) -> None:
        self._window.show_notice(
            tr("Dynamic tokens are measured with {model}.", model=model), tr("Look"), self._window.tokens.open_popover
        )
