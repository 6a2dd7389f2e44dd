"""Draws formulas within the lines of a text, in the colour and size of the theme."""

from __future__ import annotations

from functools import lru_cache
from math import ceil

from PySide6.QtCore import QRect, QRectF, QSizeF
from PySide6.QtGui import (
    QFontMetrics,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPyTextObject,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from app.ui.formulas import PLACEHOLDER, Formula
from app.ui.theme import Theme

ENLARGED = 1.12
"""Of the text's size: the letters of the formulas' font are smaller than those of a system's."""

_KIND = QTextFormat.ObjectTypes.UserObject.value + 1
_NUMBER = QTextFormat.Property.UserProperty.value + 1
_SIZE = QTextFormat.Property.UserProperty.value + 2


class FormulaObject(QPyTextObject):
    """The formulas of one document."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._document = document
        self._theme = theme
        self.formulas: tuple[Formula, ...] = ()
        document.documentLayout().registerHandler(_KIND, self)

    def place(self) -> None:
        """Put them where the placeholders are in the document's text."""
        if not self.formulas:
            return
        edit = QTextCursor(self._document)
        edit.beginEditBlock()
        found = self._document.find(PLACEHOLDER)
        for number, formula in enumerate(self.formulas):
            if found.isNull():
                break
            after = found.selectionEnd()
            found.insertText(PLACEHOLDER, self._format(found.charFormat(), number, formula))
            found = self._document.find(PLACEHOLDER, after)
        edit.endEditBlock()

    def text(self, cursor: QTextCursor) -> str:
        """What is selected, with the sources of the formulas in their places."""
        before = QTextCursor(cursor)
        before.setPosition(0)
        before.setPosition(cursor.selectionStart(), QTextCursor.MoveMode.KeepAnchor)
        number = before.selectedText().count(PLACEHOLDER)
        first, *rest = cursor.selection().toPlainText().split(PLACEHOLDER)
        sources = self.formulas[number : number + len(rest)]
        return first + "".join(formula.source + part for formula, part in zip(sources, rest, strict=False))

    def intrinsicSize(self, document: QTextDocument, position: int, format_: QTextFormat) -> QSizeF:
        formula, em = self._formula(format_)
        descent = QFontMetrics(format_.toCharFormat().font()).descent()  # whole pixels, as Qt counts here
        return QSizeF(formula.width * em, formula.ascent * em + descent)

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, document: QTextDocument, position: int, format_: QTextFormat
    ) -> None:
        formula, em = self._formula(format_)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(rect.left(), rect.top() + formula.ascent * em)
        painter.scale(em, em)
        painter.fillPath(_path(formula), self._theme.color("ink"))
        painter.restore()

    def _formula(self, format_: QTextFormat) -> tuple[Formula, float]:
        """A formula, and the size of its em in pixels."""
        return self.formulas[format_.intProperty(_NUMBER)], format_.doubleProperty(_SIZE)

    def _format(self, around: QTextCharFormat, number: int, formula: Formula) -> QTextCharFormat:
        """Qt puts an object that stands on the line so far below it as its font's letters go. So it gets a font whose
        letters go as far as the formula does."""
        size = around.intProperty(QTextFormat.Property.FontPixelSize) or self._theme.text_size
        em = size * ENLARGED
        format_ = QTextCharFormat(around)
        format_.setObjectType(_KIND)
        format_.setProperty(_NUMBER, number)
        format_.setProperty(_SIZE, em)
        format_.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignBaseline)
        font = format_.font()
        font.setPixelSize(100)
        of_pixel = QFontMetricsF(font).descent() / 100
        font.setPixelSize(max(1, ceil(formula.descent * em / of_pixel)))
        format_.setFont(font)
        return format_


@lru_cache(maxsize=500)
def _path(formula: Formula) -> QPainterPath:
    path = QPainterPath()
    for step, numbers in formula.outline.steps():
        match step:
            case "M":
                path.moveTo(*numbers)
            case "L":
                path.lineTo(*numbers)
            case "Q":
                path.quadTo(*numbers)
            case "C":
                path.cubicTo(*numbers)
            case _:
                path.closeSubpath()
    return path
