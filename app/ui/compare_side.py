"""One side of a comparison: what writes it, its answer as it comes, and how fast it was."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QTextEdit,
    QVBoxLayout,
)

from app.chat.adapter_sets import acting
from app.comparison import SideState, SideStatus, Way
from app.store.records import AdapterChoice, ReplyMetadata
from app.translation import told, tr
from app.ui import words
from app.ui.compare_set import SetEditor
from app.ui.compare_way import WayEditor, way_words
from app.ui.flow_layout import FlowLayout
from app.ui.theme import Theme
from app.ui.top_bar import ElidedLabel

LEAST_LINES = 5
"""Of the answer, however small the window."""


class ComparedSide(QFrame):
    keep_requested = Signal()
    better_chosen = Signal()
    """The person finds this answer better than the other one."""
    text_changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("comparedSide")
        self._theme = theme
        self._status = SideStatus()
        self._model_now = ""
        self._parting: int | None = None
        self._blind_name = ""
        self._is_better = False
        self._mark_grows = False
        """The marked word is the last one so far."""
        self._title = QLabel()
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setProperty("role", "title")
        self._model = ElidedLabel()
        self._model.setProperty("role", "small")
        self._model.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self.set_editor = SetEditor(theme)
        self.set_editor.changed.connect(self._show_title)
        self.set_editor.changed.connect(self._show_status)
        self.way_editor = WayEditor(theme)
        self.way_editor.changed.connect(self._show_way)
        self.answer = _Answer()
        self.answer.setObjectName("comparedAnswer")
        self.answer.setReadOnly(True)
        self.answer.setFrameShape(QFrame.Shape.NoFrame)
        self.answer.setTabChangesFocus(True)
        self.answer.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.answer.document().setDocumentMargin(0)
        self.answer.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.answer.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._note = QLabel()
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setWordWrap(True)
        # A word that is wider than the side is cut off instead of widening it.
        self._note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._note.setProperty("role", "note")
        self._figures = QLabel()
        self._figures.setTextFormat(Qt.TextFormat.PlainText)
        self._figures.setWordWrap(True)
        self._figures.setProperty("role", "small")
        self.copy = QPushButton(tr("Copy"))
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text))
        self.keep = QPushButton(tr("Use this answer"))
        self.keep.setToolTip(tr("Puts it into the conversation as the reply"))
        self.keep.clicked.connect(self.keep_requested)
        self.better = QPushButton(tr("This one is better"))
        self.better.clicked.connect(self.better_chosen)
        self.better.hide()
        self._mark = QLabel(tr("You found this one better"))
        self._mark.setProperty("role", "note")
        self._mark.setProperty("tone", "active")
        self._mark.hide()
        theme.dress(self.copy, "copy")
        theme.changed.connect(self._show_parting)
        self._lay_out()
        self._show_title()
        self._show_status()

    @property
    def text(self) -> str:
        return self.answer.toPlainText()

    @property
    def choices(self) -> tuple[AdapterChoice, ...]:
        """Its adapters; another model than the loaded one takes none."""
        return () if self.way.model else self.set_editor.choices

    @property
    def way(self) -> Way:
        return self.way_editor.way

    @property
    def status(self) -> SideStatus:
        return self._status

    def hide_set(self, name: str) -> None:
        """Show the answer under this name, and nothing of what writes it, until it is called with an empty one."""
        self._blind_name = name
        self.way_editor.setVisible(not name)
        self._show_way()

    def offer_vote(self, *, offered: bool) -> None:
        self.better.setVisible(offered)

    def mark_better(self, *, better: bool) -> None:
        self._is_better = better
        self._mark.setVisible(better)
        self._show_title()

    def set_model(self, name: str) -> None:
        """Of the model that would answer now; an answer that is there keeps the name of the one that wrote it."""
        self._model_now = name
        self._show_status()

    def show_status(self, status: SideStatus) -> None:
        """A side that is asked anew begins with an empty text."""
        if status.state is SideState.WAITING:
            self.answer.clear()
            self.show_parting(None)
            self.text_changed.emit()
        self._status = status
        if status.state.is_over and status.text != self.text:
            self.answer.setPlainText(status.text)
            self.text_changed.emit()
        self._show_status()

    def append(self, text: str) -> None:
        """More of the answer; whoever reads its end goes on seeing it."""
        bar = self.answer.verticalScrollBar()
        follows = bar.value() >= bar.maximum() - 2
        cursor = QTextCursor(self.answer.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(text)
        if self._mark_grows:
            self._show_parting()
        if follows:
            bar.setValue(bar.maximum())
        self.text_changed.emit()

    def show_parting(self, index: int | None) -> None:
        """Mark the word at `index`, where this answer parts from the other one."""
        if index != self._parting:
            self._parting = index
            self._show_parting()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _show_parting(self) -> None:
        self._mark_grows = False
        if self._parting is None:
            self.answer.setExtraSelections([])
            return
        text = self.text
        end = next((at for at in range(self._parting, len(text)) if text[at].isspace()), len(text))
        self._mark_grows = end == len(text)
        mark = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.answer.document())
        cursor.setPosition(_units(text[: self._parting]))
        cursor.setPosition(_units(text[:end]), QTextCursor.MoveMode.KeepAnchor)
        style = QTextCharFormat()
        style.setBackground(self._theme.color("accent_soft"))
        style.setForeground(self._theme.color("accent"))
        mark.cursor = cursor  # pyright: ignore[reportAttributeAccessIssue]  # a field that the stubs leave out
        mark.format = style  # pyright: ignore[reportAttributeAccessIssue]  # as above
        self.answer.setExtraSelections([mark])

    def _show_way(self) -> None:
        self.set_editor.setVisible(not self._blind_name and not self.way.model)
        self._show_title()
        self._show_status()

    def _show_title(self) -> None:
        if self._blind_name:
            self._title.setText(self._blind_name)
            self.setAccessibleName(self._blind_name)
            self.answer.setAccessibleName(self._blind_name)
            self.better.setAccessibleName(tr("{name} is better", name=self._blind_name))
            return
        choices, way = self.choices, self.way
        if way.model:
            self._title.setText(tr("Another model"))
            name = tr("Answer of {name}", name=way.name)
        else:
            self._title.setText(tr("With") if choices else tr("Without adapters"))
            named = tr(", ").join(words.scaled(choice) for choice in choices)
            name = tr("Answer with {adapters}", adapters=named) if named else tr("Answer without adapters")
        if way.sampling:
            name = tr("{answer}, {sampling}", answer=name, sampling=way_words(way))
        self.better.setAccessibleName(tr("{name} is better", name=name))
        self.answer.setAccessibleName(tr("{name}, which you found better", name=name) if self._is_better else name)
        self.setAccessibleName(self.answer.accessibleName())

    def _show_status(self) -> None:
        status = self._status
        note, tone = note_of(status)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._note.setProperty("tone", tone)
        self._note.style().polish(self._note)
        # Blind, also the model's name would tell.
        self._model.set_whole("" if self._blind_name else status.metadata.model or self.way.name or self._model_now)
        figures = _figures(status.metadata)
        if status.state.is_over and status.metadata.adapters != acting(self.choices):
            figures = f"{_written_with(status.metadata)} · {figures}" if figures else _written_with(status.metadata)
        if self._blind_name:
            figures = ""  # how fast it was would tell
        self._figures.setText(figures)
        self._figures.setVisible(bool(figures))
        over = status.state.is_over
        usable = over and bool(status.text)
        self.answer.setPlaceholderText(tr("The answer comes here") if status.state is SideState.EMPTY else "")
        self.copy.setVisible(usable)
        self.keep.setVisible(usable)
        for editor in (self.set_editor, self.way_editor):
            editor.setEnabled(over or status.state is SideState.EMPTY)
        self.answer.setAccessibleDescription(" ".join(part for part in (note, figures) if part))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._mark)
        head.addWidget(self._model, 1)
        buttons = FlowLayout(spacing=4)
        for button, role in ((self.copy, "link"), (self.keep, "action"), (self.better, "plain")):
            button.setProperty("role", role)
            button.setAutoDefault(False)
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 10)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.way_editor)
        column.addWidget(self.set_editor)
        column.addWidget(self._note)
        column.addWidget(self.answer, 1)
        column.addWidget(self._figures)
        column.addLayout(buttons)
        self._fit()

    def _fit(self) -> None:
        for button in (self.copy, self.keep, self.better):  # they stand in one line
            button.setMinimumHeight(self.fontMetrics().lineSpacing() + 14)
        self.answer.setMinimumHeight(LEAST_LINES * self.answer.fontMetrics().lineSpacing())


class _Answer(QPlainTextEdit):
    """Takes the room that there is, and asks for no more than its least."""

    def __init__(self) -> None:
        super().__init__()
        # Each paragraph has the direction of its own text; beside a bar at the left Qt cuts off lines from the left.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

    def sizeHint(self) -> QSize:
        return QSize(200, self.minimumHeight())


def note_of(status: SideStatus) -> tuple[str, str]:
    """What goes on, or how it ended, in words; and their tone."""
    match status.state:
        case SideState.WAITING:
            return tr("Waiting for its turn"), "calm"
        case SideState.LOADING if status.total:
            return tr("Loading the model: {percent} %", percent=100 * status.done // status.total), "calm"
        case SideState.LOADING:
            return tr("Loading the model beside the other one"), "calm"
        case SideState.READING if status.total:
            return tr("Reading {done} of {total} tokens", done=status.done, total=status.total), "calm"
        case SideState.READING:
            return tr("Reading"), "calm"
        case SideState.WRITING:
            return tr("Writing"), "calm"
        case SideState.STOPPING:
            return tr("Stopping"), "calm"
        case SideState.STOPPED:
            stopped = tr("Stopped. What had come is here.") if status.text else tr("Stopped before anything came.")
            return told(status.metadata.error) or stopped, "warning"
        case SideState.FAILED:
            return told(status.metadata.error) or tr("The answer could not be written."), "danger"
        case SideState.COMPLETE if status.metadata.finish_reason == "length":
            return tr("Cut off: the answer reached its greatest length."), "warning"
        case SideState.COMPLETE if not status.text:
            return tr("The model had nothing to say."), "calm"
        case _:
            return "", "calm"


def _figures(metadata: ReplyMetadata) -> str:
    """ "96 tok/s · first token 0.21 s · 214 tokens"."""
    timings, usage = metadata.timings, metadata.usage
    parts: list[str] = []
    if timings is not None and timings.decode_tokens_per_second > 0:
        parts.append(words.rate(timings.decode_tokens_per_second))
    if timings is not None and timings.ttft_ms > 0:
        parts.append(tr("first token {time}", time=words.seconds(timings.ttft_ms)))
    if usage is not None and usage.completion_tokens:
        parts.append(words.tokens(usage.completion_tokens))
    return " · ".join(parts)


def _written_with(metadata: ReplyMetadata) -> str:
    """Said of an answer whose set is no longer the one above it."""
    named = tr(", ").join(words.scaled(choice) for choice in metadata.adapters)
    return tr("Written with {adapters}", adapters=named) if named else tr("Written without adapters")


def _units(text: str) -> int:
    """How many positions Qt counts in `text`: it counts those of UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
