"""The line at the foot of the window: how full the context is, what goes on, and how fast."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from app.state import Activity, ChatActivity, ContextUse, ModelPhase, ModelStatus
from app.translation import tr, tr_noop
from app.ui import words
from app.ui.theme import Theme

NEARLY_FULL = 0.85
TIP = tr_noop("What this conversation and your draft take of the context, which is what the model can see at once")


class StatusLine(QFrame):
    def __init__(self, theme: Theme, dynamic: QPushButton, learning: QPushButton) -> None:
        """`dynamic` says how the context is read, and opens what can be chosen; `learning` does the same of a training
        that is under way."""
        super().__init__()
        self.setObjectName("statusLine")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._theme = theme
        self._dynamic = dynamic
        self._learning = learning
        self._bar = ContextBar(theme)
        self._context = _label()
        self._context.setAccessibleName(tr("Context used"))
        self._activity = _label()
        self._first = _label()
        self._rate = _label()
        self._has_length = False
        self._context_words = self._context_short = ""
        self._dynamic_words = ""
        self._model_words = ""
        self._activity_words = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(12)
        self._caption = _label(tr("Context"))
        for widget in (self._caption, self._bar, self._context, dynamic, learning, self._activity):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._first)
        row.addWidget(self._rate)
        self._row = row
        theme.changed.connect(self._restyle)
        self._restyle()
        self.set_context_use(ContextUse())

    def set_context_use(self, use: ContextUse) -> None:
        used, length, saved = use.used_positions, use.context_length, use.saved_positions
        share = used / length if used is not None and length else 0.0
        self._bar.set_share(share)
        tone = ""
        spoken = short = ""
        if length is None:
            text = ""
        elif used is None:
            text = words.tokens(length)
        else:
            number = tr("over {used}", used=used) if use.is_least else words.count(used)
            short = text = tr("{used} of {length}", used=number, length=length)
            if saved:
                text = tr("{used} of {length} positions", used=number, length=length)
            spoken = tr("{share} used", share=text)
            if saved:
                text = tr("{share} \u00b7 {saved} saved", share=text, saved=saved)
                spoken = tr("{share}, {saved} saved by dynamic tokens", share=spoken, saved=saved)
            if used > length:
                text, tone = tr("{share}, more than the model reads at once", share=text), "warning"
            elif share >= NEARLY_FULL:
                text, tone = tr("{share}, nearly full", share=text), "warning"
        self._has_length = length is not None
        self._context_words, self._context_short = text, short or text
        self._context.setToolTip(tr(TIP))
        self._context.setAccessibleDescription(spoken)
        self._context.setProperty("tone", tone)
        self._context.style().polish(self._context)
        self._first.setText(
            tr("First token {time}", time=words.seconds(use.ttft_ms)) if use.ttft_ms is not None else ""
        )
        self._rate.setText(words.rate(use.tokens_per_second) if use.tokens_per_second else "")
        self.make_room()

    def set_activity(self, activity: ChatActivity) -> None:
        waiting = activity.activity in (Activity.IDLE, Activity.WAITING)
        self._activity_words = "" if waiting else words.activity(replace(activity, total=0))
        self._show_activity()

    def set_model_status(self, status: ModelStatus) -> None:
        self._model_words = {
            ModelPhase.NONE: tr("No model"),
            ModelPhase.STARTING: tr("Starting the engine"),
            ModelPhase.LOADING: tr("Loading the model, {percent} %", percent=round(status.progress * 100)),
            ModelPhase.READY: "",
            ModelPhase.FAILED: tr("The model is not loaded"),
        }[status.phase]
        self._show_activity()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.make_room()

    def _show_activity(self) -> None:
        self._activity.setText(self._activity_words or self._model_words)
        self.make_room()

    def set_dynamic_words(self, text: str) -> None:
        """What the button says where it has room: its name, and behind a colon what is in force."""
        self._dynamic_words = text
        self.make_room()

    def make_room(self) -> None:
        """Where not everything has a place, what can be missed most easily gives way."""
        self._context.setText(self._context_words)
        self._dynamic.setText(self._dynamic_words)
        if not self._fits(self._context, self._dynamic):
            self._context.setText(self._context_short)
        if not self._fits(self._context, self._dynamic):
            self._dynamic.setText(self._dynamic_words.rpartition(": ")[2].capitalize())
        parts: tuple[tuple[QWidget, bool], ...] = (
            (self._context, bool(self._context.text())),
            (self._dynamic, bool(self._dynamic.text())),
            (self._learning, bool(self._learning.text())),
            (self._activity, bool(self._activity.text())),
            (self._bar, self._has_length),
            (self._rate, bool(self._rate.text())),
            (self._caption, self._has_length),
            (self._first, bool(self._first.text())),
        )
        left = self._room
        for part, is_wanted in parts:
            left -= self._taken(part) if is_wanted else 0
            part.setVisible(is_wanted and (left >= 0 or part in (self._context, self._dynamic)))

    @property
    def _room(self) -> int:
        margins = self._row.contentsMargins()
        return self.width() - margins.left() - margins.right()

    def _taken(self, part: QWidget) -> int:
        part.ensurePolished()
        return max(part.sizeHint().width(), part.minimumWidth()) + self._row.spacing()

    def _fits(self, *parts: QWidget) -> bool:
        return sum(map(self._taken, parts)) <= self._room

    def _restyle(self) -> None:
        """As high as its letters need."""
        self.setFixedHeight(max(30, 2 * self._theme.small_size))
        self.make_room()


class ContextBar(QWidget):
    """How much of the context is used, 120 pixels wide."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._share = 0.0
        self.setFixedSize(QSize(120, 16))
        theme.changed.connect(self.update)

    def set_share(self, share: float) -> None:
        self._share = max(0.0, min(1.0, share))
        self.setAccessibleName(tr("Context {percent} % full", percent=round(self._share * 100)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        bar = QRectF(0, (self.height() - 5) / 2, self.width(), 5)
        painter.setBrush(self._theme.color("line"))
        painter.drawRoundedRect(bar, 2.5, 2.5)
        if self._share > 0:
            painter.setBrush(self._theme.color("warning" if self._share >= NEARLY_FULL else "accent"))
            bar.setWidth(max(5.0, bar.width() * self._share))
            if self.isRightToLeft():
                bar.moveRight(self.width())
            painter.drawRoundedRect(bar, 2.5, 2.5)


def _label(text: str = "") -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", "small")
    return label
