"""The token inspector: how a text is cut, what dynamic tokens make of it, and what a language pays."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QDialog,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.dynamic import DynamicState, Inspection, InspectionPhase, LanguagePrices
from app.store.records import StoredMessage
from app.translation import told, tr, tr_noop
from app.ui import dynamic_words, words
from app.ui.announcements import announce
from app.ui.facts_table import wrapped
from app.ui.flow_layout import FlowLayout
from app.ui.language_bars import LanguageBars
from app.ui.price_table import PriceTable
from app.ui.theme import Theme, icon_behind
from app.ui.token_list import TokenList
from app.ui.token_text import TokenText
from engine.protocol import DynamicTokenization, Role

WIDE = 820
"""Width of the dialog, in pixels at the usual text size, from which the prices stand beside the text."""
MOST_MESSAGES = 12
"""That the menu offers, the latest first."""
MESSAGE_START = 48
"""Characters of a message in the menu."""
NO_TEXT = tr_noop("Paste a text above, or take a message of the conversation: its tokens appear here.")
NO_MODEL = tr_noop("No model is loaded. Tokens are the model\u2019s own: choose a model, and the text is cut at once.")
SOURCE = tr_noop("It is the start of the Universal Declaration of Human Rights.")


class TokenInspector(QDialog):
    text_changed = Signal(str)
    degree_chosen = Signal(object)
    """For this view; the conversation keeps its own."""
    measure_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._messages: tuple[StoredMessage, ...] = ()
        self.setWindowTitle(tr("Token inspector"))
        self.resize(1000, 700)
        self.setMinimumSize(400, 320)
        self.text = QPlainTextEdit()
        self.text.setObjectName("field")
        self.text.setPlaceholderText(tr("Paste or write a text"))
        self.text.setAccessibleName(tr("Text to inspect"))
        self.text.setTabChangesFocus(True)
        self.text.textChanged.connect(lambda: self.text_changed.emit(self.text.toPlainText()))
        self.take = QPushButton(tr("Take a message"))
        self.take.setAutoDefault(False)
        self.take.clicked.connect(self.open_messages)
        theme.dress(self.take, "chevron-down")
        icon_behind(self.take)
        self.menu_of_messages = QMenu(self)
        self.degrees: dict[DynamicTokenization, QPushButton] = {}
        self.spans = TokenText(theme)
        self.list = TokenList()
        self.summary = wrapped("title")
        self.hint = wrapped("muted")
        self.hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.note = wrapped("small")
        self.over_text = _segment(tr("Text"))
        self.over_text.setAccessibleName(tr("Show the tokens over the text"))
        self.as_list = _segment(tr("List"))
        self.as_list.setAccessibleName(tr("Show the positions as a list"))
        self.prices = PriceTable()
        self.prices.measure_requested.connect(self.measure_requested)
        self.prices.cancel_requested.connect(self.cancel_requested)
        self.languages = LanguageBars(theme, tr(SOURCE))
        self._lay_out()
        self.show_inspection(Inspection())

    # What the window tells

    def show_state(self, state: DynamicState) -> None:
        """What the degrees save and cost with the loaded model."""
        self.prices.show_state(state)
        merges = not state.problem
        for degree, button in self.degrees.items():
            button.setEnabled(merges or degree is DynamicTokenization.OFF)
            button.setToolTip(words.tool_tip("" if merges else told(state.problem)))

    def show_degree(self, degree: DynamicTokenization) -> None:
        self.degrees[degree].setChecked(True)

    def show_messages(self, messages: Sequence[StoredMessage]) -> None:
        """Of the shown conversation, to pick from."""
        self._messages = tuple(message for message in messages if message.content.strip())
        self.take.setEnabled(bool(self._messages))

    def show_text(self, text: str) -> None:
        """Inspect this one."""
        with QSignalBlocker(self.text):
            self.text.setPlainText(text)
        self.text_changed.emit(text)

    def show_inspection(self, found: Inspection) -> None:
        ready = found.phase is InspectionPhase.READY
        if not ready and found.phase is InspectionPhase.WAITING and self.spans.spans:
            return  # what is shown gives way when its successor is there
        self.spans.set_spans(found.spans)
        self.list.set_spans(found.spans)
        tokens, positions, saved = dynamic_words.counts(found) if ready else ("", "", "")
        summary = tr(", ").join(part.replace(" ", "\u00a0") for part in (tokens, positions, saved))
        self.summary.setText(summary if ready else "")
        self.summary.setVisible(ready)
        self.hint.setText(_hint(found))
        self.hint.setVisible(not ready)
        for widget in (self.over_text, self.as_list, self._views_frame):
            widget.setVisible(ready)
        self.note.setText(dynamic_words.remark(found) if ready else "")
        self.note.setVisible(bool(self.note.text()))
        if ready:
            self.spans.setAccessibleDescription(f"{tokens}, {positions}, {saved}")
            announce(self, f"{tokens}, {positions}, {saved}")

    def show_languages(self, prices: LanguagePrices) -> None:
        self.languages.show_prices(prices)

    def open_messages(self) -> None:
        self.menu_of_messages.clear()
        for message in reversed(self._messages[-MOST_MESSAGES:]):
            who = tr("You") if message.role is Role.USER else tr("Reply")
            start = " ".join(message.content[: 4 * MESSAGE_START].split())
            shown = start if len(start) <= MESSAGE_START else f"{start[:MESSAGE_START].rstrip()}\u2026"
            action = self.menu_of_messages.addAction(f"{who}: {shown}".replace("&", "&&"))
            action.triggered.connect(lambda _=False, text=message.content: self.show_text(text))
        self.menu_of_messages.popup(self.take.mapToGlobal(self.take.rect().bottomLeft()))

    # Inside

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= WIDE * self._theme.text_size / 14
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if direction != self._halves.direction():
            self._halves.setDirection(direction)
        self._side.setMaximumWidth(max(340, self.width() * 2 // 5) if wide else 16_777_215)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # A text is written here: Enter in a field that does not want it must not close what was looked at.
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        page = QWidget()
        page.setObjectName("page")
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, page)
        self._halves.setContentsMargins(20, 16, 20, 20)
        self._halves.setSpacing(16)
        main = QVBoxLayout()
        main.setSpacing(12)
        main.addLayout(self._tools())
        self.text.setFixedHeight(6 * self._theme.text_size + 24)
        main.addWidget(self.text)
        main.addWidget(self._result(), 1)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(16)
        side.addWidget(self.prices)
        side.addWidget(self.languages)
        side.addStretch(1)
        self._halves.addLayout(main, 3)
        self._halves.addWidget(self._side, 2)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tools(self) -> FlowLayout:
        group = QButtonGroup(self)
        row = FlowLayout(spacing=4)
        row.addWidget(self.take)
        for degree in DynamicTokenization:
            button = _segment(tr(dynamic_words.DEGREES[degree]))
            button.setAccessibleName(tr(dynamic_words.SHOWN[degree]))
            button.clicked.connect(lambda _=False, degree=degree: self.degree_chosen.emit(degree))
            group.addButton(button)
            row.addWidget(button)
            self.degrees[degree] = button
        return row

    def _result(self) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        group = QButtonGroup(self)
        for place, button in enumerate((self.over_text, self.as_list)):
            group.addButton(button)
            button.clicked.connect(lambda _=False, place=place: self._views.setCurrentIndex(place))
        self.over_text.setChecked(True)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.summary, 1)
        head.addWidget(self.over_text)
        head.addWidget(self.as_list)
        self._views_frame = QWidget()
        self._views_frame.setMinimumHeight(180)
        self._views = QStackedLayout(self._views_frame)
        self._views.addWidget(self.spans)
        self._views.addWidget(self.list)
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 12, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.hint, 1)
        column.addWidget(self._views_frame, 1)
        column.addWidget(self.note)
        return card


def _hint(found: Inspection) -> str:
    match found.phase:
        case InspectionPhase.EMPTY:
            return tr(NO_TEXT)
        case InspectionPhase.NO_MODEL:
            return tr(NO_MODEL)
        case _:
            return told(found.message)


def _segment(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("role", "segment")
    button.setCheckable(True)
    button.setAutoDefault(False)
    bold = button.font()
    bold.setBold(True)  # as the chosen one is written, which Qt does not reckon with
    button.setMinimumWidth(QFontMetrics(bold).horizontalAdvance(text) + 34)
    return button
