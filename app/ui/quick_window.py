"""The quick question: a line to type in the middle of the screen, and the answer below it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.comparison import SideState, SideStatus
from app.translation import tr
from app.ui.announcements import announce
from app.ui.answer_view import AnswerView
from app.ui.compare_side import note_of
from app.ui.renderer import Renderer
from app.ui.shortcuts import native
from app.ui.theme import Theme, app_icon

WIDTH = 46
"""Of the window, in heights of a line of text."""
TOP = 0.2
"""Share of the screen above the window."""
MOST_HEIGHT = 0.6
"""Share of the screen that the window takes at most."""
KEEP_KEYS = "Ctrl+Return"


class QuickWindow(QWidget):
    """Vanishes by Esc. What was asked last is there again when it comes back, until the program ends."""

    asked = Signal(str)
    stop_requested = Signal()
    keep_requested = Signal()
    vanished = Signal()

    def __init__(self, theme: Theme, renderer: Renderer) -> None:
        super().__init__(None, Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
        self.setObjectName("quick")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(tr("Quick question"))
        self.setWindowIcon(app_icon())
        self._status = SideStatus()
        self.field = QLineEdit()
        self.field.setObjectName("quickField")
        self.field.setPlaceholderText(tr("Ask something"))
        self.field.setAccessibleName(tr("Quick question"))
        self.field.setAccessibleDescription(tr("Enter asks, Esc closes"))
        self.field.returnPressed.connect(self._ask)
        self.field.textChanged.connect(lambda _: self._show_status())
        self._note = _label("note")
        self.answer = AnswerView(theme, renderer)
        self.answer.grew.connect(self._fit)
        self.copy = QPushButton(tr("Copy"))
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.answer.text))
        self.stop = QPushButton(tr("Stop"))
        self.stop.clicked.connect(self.stop_requested)
        self.keep = QPushButton(tr("Go on in the window"))
        self.keep.setToolTip(tr("Keeps both as a conversation ({keys})", keys=native(KEEP_KEYS)))
        self.keep.clicked.connect(self.keep_requested)
        self._hint = _label("small")
        self._hint.setText(tr("Enter asks \u00b7 Esc closes"))
        self._column = QVBoxLayout(self)
        self._lay_out(theme)
        for keys in (KEEP_KEYS, "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._keep)
        theme.changed.connect(self._fit)
        self._show_status()

    def open(self) -> None:
        """Show it, with the keyboard in the line."""
        self._fit()
        screen = QGuiApplication.screenAt(self.cursor().pos()) or self.screen()
        place = screen.availableGeometry()
        self.move(place.x() + (place.width() - self.width()) // 2, place.y() + round(TOP * place.height()))
        self.show()
        self.raise_()
        self.activateWindow()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def show_status(self, status: SideStatus) -> None:
        self._status = status
        if status.state.is_over:
            self.answer.finish(status.text)
            announce(self, tr("The answer is complete") if status.state is SideState.COMPLETE else note_of(status)[0])
        self._show_status()

    def append_text(self, text: str) -> None:
        self.answer.append(text)

    def forget(self) -> None:
        """It is a conversation now: begin anew."""
        self._status = SideStatus()
        self.field.clear()
        self.answer.begin()
        self._show_status()

    def vanish(self) -> None:
        if self.isVisible():
            self.hide()
            self.stop_requested.emit()
            self.vanished.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.vanish()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()  # the desktop's own key for it does what Esc does
        self.vanish()

    def _ask(self) -> None:
        question = self.field.text()
        if question.strip():
            self.answer.begin()
            self.asked.emit(question)
            self.field.selectAll()

    def _keep(self) -> None:
        if self._can_keep:
            self.keep_requested.emit()

    @property
    def _can_keep(self) -> bool:
        return self._status.state.is_over and bool(self._status.text)

    def _show_status(self) -> None:
        status = self._status
        is_working = status.state is not SideState.EMPTY and not status.state.is_over
        note, tone = note_of(status)
        if status.state is SideState.LOADING:
            note = tr("Waiting for the model")
        self._note.setText("" if status.state is SideState.WRITING else note)
        self._note.setProperty("tone", tone)
        self._note.style().polish(self._note)
        self._note.setVisible(bool(self._note.text()))
        self.stop.setVisible(is_working)
        for button in (self.copy, self.keep):
            button.setVisible(self._can_keep)
        self.answer.setAccessibleDescription(note)
        self._fit()

    def _fit(self) -> None:
        """As tall as what is in it, at most as the screen allows; the answer scrolls then."""
        line, place = self.fontMetrics().lineSpacing(), self.screen().availableGeometry()
        width = min(WIDTH * line, place.width() - 40)
        self.answer.setVisible(bool(self.answer.text))
        around = self._height(width) - self.answer.minimumHeight()
        most = max(4 * line, round(MOST_HEIGHT * place.height()) - around)
        self.answer.setFixedHeight(min(self.answer.content_height, most))
        self.setFixedSize(width, self._height(width))

    def _height(self, width: int) -> int:
        column = self._column
        return column.totalHeightForWidth(width) if column.hasHeightForWidth() else column.totalSizeHint().height()

    def _lay_out(self, theme: Theme) -> None:
        icon = QLabel()
        theme.dress(icon, "chat", "accent")
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(icon)
        line.addWidget(self.field, 1)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._hint, 1)
        for button, role in ((self.stop, "plain"), (self.copy, "link"), (self.keep, "action")):
            button.setProperty("role", role)
            row.addWidget(button)
        theme.dress(self.copy, "copy")
        column = self._column
        column.setContentsMargins(20, 14, 20, 12)
        column.setSpacing(10)
        column.addLayout(line)
        column.addWidget(self._note)
        column.addWidget(self.answer)
        column.addLayout(row)


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(role == "note")
    label.setProperty("role", role)
    return label
