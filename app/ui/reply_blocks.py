"""The blocks of a reply on the page: running text, code, and what was reasoned before, which is folded."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.translation import tr
from app.ui.blocks import TextView
from app.ui.code_view import CodeView
from app.ui.markdown import Block, Change, Code, Prose, Reasoned, Reasoning
from app.ui.reasoning_head import ReasoningHead
from app.ui.theme import Theme
from app.ui.work_queue import WorkQueue

CHUNK = 24
"""Blocks that share a layout, so that one more costs the same at the end of a long reply as at its start."""

View = TextView | CodeView | ReasoningHead


class ReplyBlocks(QObject):
    """They arrive in small steps, when there is time. What is folded is not laid out before it is unfolded."""

    made = Signal(object)
    """TextView | CodeView that was not there before."""
    stops_changed = Signal()
    """What Tab reaches is not what it was."""

    def __init__(self, theme: Theme, work: WorkQueue, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._work = work
        self._width = 0
        self._marked = ""
        self._blocks: list[Block] = []
        self._views: list[View] = []
        self._chunks: list[QVBoxLayout] = []
        self._round = 0
        """Steps of an earlier one have nothing to do any more."""
        self.holders: list[QWidget] = []
        self.layout = column()
        self.is_live = False
        """The reply is being written."""
        self._seconds: float | None = None

    def set_reasoning_seconds(self, seconds: float | None) -> None:
        """How long the first reasoning took, where that is known."""
        self._seconds = seconds
        for view in self._views:
            if isinstance(view, ReasoningHead) and view.number == 1:
                view.set_seconds(seconds)

    def begin(self) -> None:
        """Another text comes in place of the one that is there."""
        self._round += 1

    def apply(self, change: Change) -> None:
        """Take over what the parser found; the work queue does it block by block."""
        for index, block in enumerate(change.blocks, change.first):
            self._put(self._set_block, index, block)
        self._put(self._end_at, change.first + len(change.blocks))
        for reasoned in change.reasoned:
            self._put(self._set_reasoned, reasoned)

    def texts(self) -> list[TextView | CodeView]:
        return [view for view in self._views if not isinstance(view, ReasoningHead)]

    def stops(self) -> list[QWidget]:
        stops: list[QWidget] = []
        for view in self._views:
            if isinstance(view, ReasoningHead):
                stops.append(view.button)
            elif not view.isHidden():
                stops += view.stops() if isinstance(view, CodeView) else [view]
        return stops

    def set_marked(self, wanted: str) -> None:
        self._marked = wanted

    def set_width(self, width: int) -> None:
        self._width = width
        for view in self.texts():
            self._put(self._lay_out, view)

    def restyle(self) -> None:
        for view in self.texts():
            self._put(self._restyle, view)

    def _put(self, step: Callable[..., None], *arguments: object) -> None:
        self._work.put(partial(self._do, self._round, partial(step, *arguments)))

    def _do(self, of_round: int, step: Callable[[], None]) -> None:
        if of_round == self._round:
            step()

    def _end_at(self, total: int) -> None:
        self._remove_from(total, len(self._views))

    def _remove_from(self, first: int, end: int) -> None:
        for view in self._views[first:end]:
            view.hide()
            view.deleteLater()
        del self._views[first:end], self._blocks[first:end]

    def _set_block(self, index: int, block: Block) -> None:
        if index < len(self._views) and _kind(self._blocks[index]) != _kind(block):
            self._remove_from(index, index + 1)
            self._insert(index, block)
        elif index >= len(self._views):
            self._insert(index, block)
        self._blocks[index] = block
        self._fill(self._views[index], block)

    def _fill(self, view: View, block: Block) -> None:
        if isinstance(view, ReasoningHead) or isinstance(block, Reasoning) or not self._is_open(block.reasoning):
            return
        self._lay_out(view)  # First: Qt lays the text out while it takes it.
        if isinstance(view, CodeView) and isinstance(block, Code):
            view.set_code(block)
        elif isinstance(view, TextView) and isinstance(block, Prose):
            view.set_html(block.html, block.formulas)
        view.set_marked(self._marked)

    def _insert(self, index: int, block: Block) -> None:
        view = self._new_view(block)
        if index // CHUNK == len(self._chunks):
            holder = QWidget()
            self.holders.append(holder)
            self._chunks.append(column())
            holder.setLayout(self._chunks[-1])
            self.layout.addWidget(holder)
        self._chunks[index // CHUNK].insertWidget(index % CHUNK, view)
        self._views.insert(index, view)
        self._blocks.insert(index, block)
        if not isinstance(block, Reasoning) and not self._is_open(block.reasoning):
            view.hide()
        self.stops_changed.emit()

    def _new_view(self, block: Block) -> View:
        if isinstance(block, Reasoning):
            head = ReasoningHead(self._theme, block.number, self._seconds if block.number == 1 else None)
            head.toggled.connect(lambda opened: self._unfold(block.number, opened=opened))
            return head
        if isinstance(block, Code):
            view: TextView | CodeView = CodeView(self._theme)
            view.stops_changed.connect(self.stops_changed)
        else:
            view = TextView(self._theme)
            view.setAccessibleName(tr("What the model reasoned") if block.reasoning else tr("Text of the reply"))
            if block.reasoning:
                view.set_aside()
        self.made.emit(view)
        return view

    def _is_open(self, reasoning: int) -> bool:
        if not reasoning:
            return True
        heads = (view for view in self._views if isinstance(view, ReasoningHead))
        return any(head.is_open for head in heads if head.number == reasoning)

    def _unfold(self, number: int, *, opened: bool) -> None:
        for view, block in zip(self._views, self._blocks, strict=True):
            if isinstance(block, Reasoning) or block.reasoning != number:
                continue
            view.setVisible(opened)
            if opened:
                self._put(self._refill, view)
        self.stops_changed.emit()

    def _refill(self, view: View) -> None:
        if view in self._views:
            self._fill(view, self._blocks[self._views.index(view)])

    def _set_reasoned(self, reasoned: Reasoned) -> None:
        for view in self._views:
            if isinstance(view, ReasoningHead) and view.number == reasoned.number:
                view.set_reasoned(reasoned, live=self.is_live)

    def _lay_out(self, view: TextView | CodeView) -> None:
        if self._width and view in self._views:
            view.set_width(self._width)

    def _restyle(self, view: TextView | CodeView) -> None:
        if view in self._views:
            view.restyle()


def _kind(block: Block) -> tuple[type, int]:
    """Blocks of the same kind can have the same view."""
    return type(block), block.number if isinstance(block, Reasoning) else block.reasoning


def column() -> QVBoxLayout:
    layout = QVBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    return layout
