"""A text with the boundaries of its tokens and positions drawn over it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import cast

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QToolTip

from app.translation import tr
from app.ui import dynamic_words, words
from app.ui.theme import Theme
from engine.protocol import TokenSpan

LINE_PERCENT = 165
"""Height of a line: there is room for a box around each span."""
_SHOWN = {
    **{code: chr(0x2400 + code) for code in range(32)},
    ord("\t"): "\t",
    ord("\n"): "\u21b5\n",
    **dict.fromkeys((0x85, 0x2028, 0x2029), "\u2424"),
    **dict.fromkeys((0xFDD0, 0xFDD1), "\ufffd"),  # a text document gives them a meaning of its own
}
"""What stands for characters that cannot be seen, or that would begin another line without being seen."""


class TokenText(QTextEdit):
    """Spans alternate between two soft tints. One of several tokens has a line under it, and a tick at each boundary
    between its tokens."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._spans: tuple[TokenSpan, ...] = ()
        self._starts: list[int] = []
        """Of each span in the document, in UTF-16 units; behind the last one, the end."""
        self._tokens: list[list[int]] = []
        """Where the tokens of each span after its first begin."""
        self.setObjectName("tokenText")
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setAccessibleName(tr("The text with its tokens"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(3)
        option = self.document().defaultTextOption()
        option.setFlags(QTextOption.Flag.ShowTabsAndSpaces)
        self.document().setDefaultTextOption(option)
        theme.changed.connect(self._restyle)

    @property
    def spans(self) -> tuple[TokenSpan, ...]:
        return self._spans

    def set_spans(self, spans: Sequence[TokenSpan]) -> None:
        """Show the text that they make up."""
        if tuple(spans) == self._spans:
            return
        self._spans = tuple(spans)
        shown = [[piece.translate(_SHOWN) for piece in span.pieces] for span in spans]
        lengths = [[len(piece.encode("utf-16-le", "surrogatepass")) // 2 for piece in pieces] for pieces in shown]
        self._starts = [0, *accumulate(map(sum, lengths))]
        self._tokens = [
            [start + inner for inner in accumulate(of_span[:-1])]
            for start, of_span in zip(self._starts, lengths, strict=False)
        ]
        self.setPlainText("".join(piece for pieces in shown for piece in pieces))
        self._space_lines()
        self.verticalScrollBar().setValue(0)

    def span_at(self, place: QPoint) -> TokenSpan | None:
        """What is at this place of the viewport."""
        hit = (
            self.document()
            .documentLayout()
            .hitTest(QPointF(place) + QPointF(0, self.verticalScrollBar().value()), Qt.HitTestAccuracy.ExactHit)
        )
        return self._spans[self._index(hit)] if 0 <= hit < self._end else None

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            span = self.span_at(self.viewport().mapFromGlobal(event.globalPos()))
            text = words.tool_tip(dynamic_words.span(span)) if span is not None else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_spans(painter, event)
        painter.end()
        super().paintEvent(event)

    @property
    def _end(self) -> int:
        return self._starts[-1] if self._starts else 0

    def _index(self, place: int) -> int:
        """Of the span that the character at `place` belongs to; one without characters is passed over."""
        return bisect_right(self._starts, place) - 1

    def _paint_spans(self, painter: QPainter, event: QPaintEvent) -> None:
        layout = self.document().documentLayout()
        scrolled = self.verticalScrollBar().value()
        block = self.document().begin()
        while block.isValid():
            rect = layout.blockBoundingRect(block).translated(0, -scrolled)
            if rect.top() > event.rect().bottom():
                break
            if rect.bottom() >= event.rect().top():
                self._paint_block(painter, event, block, rect.topLeft())
            block = block.next()

    def _paint_block(self, painter: QPainter, event: QPaintEvent, block: QTextBlock, origin: QPointF) -> None:
        layout = block.layout()
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            top = origin.y() + line.y()
            if top <= event.rect().bottom() and top + line.height() >= event.rect().top():
                self._paint_line(painter, block, line, origin)

    def _paint_line(self, painter: QPainter, block: QTextBlock, line: QTextLine, origin: QPointF) -> None:
        first = block.position() + line.textStart()
        last = min(first + line.textLength(), self._end)
        index = self._index(first) if first < self._end else len(self._spans)
        while index < len(self._spans) and self._starts[index] < last:
            start = max(self._starts[index], first)
            end = min(self._starts[index + 1], last)
            if end > start:
                self._paint_span(painter, index, block, line, origin, start, end)
            index += 1

    def _paint_span(
        self, painter: QPainter, index: int, block: QTextBlock, line: QTextLine, origin: QPointF, start: int, end: int
    ) -> None:
        """What of the span lies in this line: one box, or more where its text runs in both directions."""
        merged = len(self._spans[index].tokens) > 1
        theme = self._theme
        soft, other = ("accent_soft", "accent") if merged else ("sunken", "muted")
        tint = _mixed(theme.color(soft), theme.color(other), 0.16 if index % 2 else 0.0)
        bottom = 0.0
        for box in _boxes(line, start - block.position(), end - block.position()):
            box = box.translated(origin).adjusted(0.75, -1, -0.75, 4)  # with a gap to its neighbours
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tint)
            painter.drawRoundedRect(box, 3, 3)
            if merged:
                painter.setBrush(theme.color("accent"))
                painter.drawRect(QRectF(box.left() + 1, box.bottom() - 2, box.width() - 2, 2))
            bottom = box.bottom()
        if not merged:
            return
        painter.setPen(QPen(theme.color("accent"), 1.5))
        for place in self._tokens[index]:
            if start < place < end:
                x = origin.x() + _x(line, place - block.position())
                painter.drawLine(QPointF(x, bottom - 7), QPointF(x, bottom - 2))

    def _space_lines(self) -> None:
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        spaced = QTextBlockFormat()
        spaced.setLineHeight(LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.mergeBlockFormat(spaced)

    def _restyle(self) -> None:
        self._space_lines()
        self.viewport().update()


def _boxes(line: QTextLine, start: int, end: int) -> list[QRectF]:
    """Around the characters from `start` to `end` of the line's block, in its coordinates."""
    boxes: list[QRectF] = []
    for run in line.glyphRuns(start, end - start):
        box = run.boundingRect()
        if boxes and abs(boxes[-1].right() - box.left()) < 1:
            boxes[-1] = boxes[-1].united(box)
        elif box.width() > 0:
            boxes.append(box)
    return boxes


def _mixed(one: QColor, other: QColor, share: float) -> QColor:
    return QColor.fromRgbF(
        one.redF() + (other.redF() - one.redF()) * share,
        one.greenF() + (other.greenF() - one.greenF()) * share,
        one.blueF() + (other.blueF() - one.blueF()) * share,
    )


def _x(line: QTextLine, place: int) -> float:
    x, _ = cast(tuple[float, int], line.cursorToX(place))  # PySide's stubs know nothing of what it gives back
    return x
