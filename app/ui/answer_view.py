"""An answer as it comes, set as in the transcript, with nothing around it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QScrollArea, QVBoxLayout, QWidget

from app.translation import tr
from app.ui.blocks import TextView
from app.ui.code_view import CodeView
from app.ui.graphemes import last_grapheme
from app.ui.markdown import Change
from app.ui.renderer import Renderer, Rendering
from app.ui.reply_blocks import ReplyBlocks
from app.ui.theme import Theme
from app.ui.work_queue import WorkQueue

PAUSE_MS = 50
"""Between two looks at what has arrived."""


class AnswerView(QScrollArea):
    """Whoever reads its end goes on seeing it while it grows."""

    grew = Signal()
    """`content_height` is another one."""
    link_activated = Signal(QUrl)

    def __init__(self, theme: Theme, renderer: Renderer) -> None:
        super().__init__()
        self._renderer = renderer
        self._work = WorkQueue(self)
        self._ticket = renderer.new_ticket()
        self._fed = ""
        self._waiting = ""
        self._is_over = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._feed)
        self._blocks = ReplyBlocks(theme, self._work, self)
        self._blocks.made.connect(self._take_view)
        self._blocks.stops_changed.connect(self._let_tab_reach_all)
        self._page = page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._blocks.layout)
        column.addStretch(1)
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Answer"))
        renderer.rendered.connect(self._rendered)
        theme.changed.connect(self._blocks.restyle)

    @property
    def text(self) -> str:
        """All that has come."""
        return self._fed + self._waiting

    @property
    def content_height(self) -> int:
        """Pixels that the whole answer takes."""
        return self._page.sizeHint().height()

    def begin(self) -> None:
        """Another answer comes."""
        self._pause.stop()
        self._renderer.drop(self._ticket)
        self._ticket = self._renderer.new_ticket()
        self._fed = self._waiting = ""
        self._is_over = False
        self._blocks.begin()
        self._blocks.apply(Change(0, ()))
        self._blocks.is_live = True
        self._work.put(self.grew.emit)

    def append(self, text: str) -> None:
        self._waiting += text
        if not self._pause.isActive():
            self._pause.start()

    def finish(self, text: str) -> None:
        """This is the whole of it."""
        if self._is_over and text == self.text:
            return
        if text != self.text:
            self.begin()
            self._waiting = text
        self._pause.stop()  # a text that has ended is not fed again
        self._is_over = True
        self._blocks.is_live = False
        self._feed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._blocks.set_width(max(80, self.viewport().width()))
        self._work.put(self.grew.emit)

    def _feed(self) -> None:
        held = 0 if self._is_over else last_grapheme(self._waiting)
        text, self._waiting = self._waiting[: len(self._waiting) - held], self._waiting[len(self._waiting) - held :]
        self._fed += text
        if text or self._is_over:
            self._renderer.feed(self._ticket, text, final=self._is_over)

    def _rendered(self, rendering: Rendering) -> None:
        if rendering.ticket != self._ticket:
            return
        bar = self.verticalScrollBar()
        follows = bar.value() >= bar.maximum() - 2
        self._blocks.apply(rendering.change)
        self._work.put(partial(self._applied, follows))

    def _applied(self, follows: bool) -> None:
        self.grew.emit()
        if follows and not self._is_over:
            QTimer.singleShot(0, self, lambda: self.verticalScrollBar().setValue(self.verticalScrollBar().maximum()))

    def _let_tab_reach_all(self) -> None:
        for stop in self._blocks.stops():
            stop.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _take_view(self, view: TextView | CodeView) -> None:
        if isinstance(view, TextView):
            view.anchorClicked.connect(self.link_activated)
            view.menu_requested.connect(_open_menu)


def _open_menu(place: QPoint, menu: QMenu) -> None:
    menu.popup(place)
