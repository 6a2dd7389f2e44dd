"""The read-only view of running text. It opens nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QMimeData, QPoint, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QImage,
    QPainter,
    QPalette,
    QPen,
    QTextCursor,
    QTextDocument,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QPlainTextEdit,
    QTextBrowser,
    QTextEdit,
    QWidget,
)

from app.translation import tr
from app.ui.formula_object import FormulaObject
from app.ui.formulas import Formula
from app.ui.marks import mark
from app.ui.theme import Theme

SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


MOST_DESCRIBED = 2_000
"""Characters of the formulas of a text that a screen reader is told of."""
ASIDE = 14
"""Pixels that the line beside an aside takes, as the style sheet has it."""
INDENT = 30
"""Pixels before a line of a list."""
_AFTER_NUMBER = 12
_LIST = re.compile(r'<ol(?: start="(\d{1,9})")?')


class TextView(QTextBrowser):
    """Text as tall as it is, of a width that is given. Whatever resource its text asks for, it gets an empty image."""

    menu_requested = Signal(QPoint, object)
    """(place on the screen, QMenu with what can be done with the text)"""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._html = ""
        self._formulas: FormulaObject | None = None
        """Made when the first formula comes."""
        self._is_aside = False
        self._plain: str | None = None
        self._marked = ""
        self._width = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setAcceptDrops(False)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(SELECTABLE)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        # A fixed wrap width keeps Qt from laying the text out again on every resize: `set_width` decides when.
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setLineWrapColumnOrWidth(720)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(0)
        self.document().setIndentWidth(INDENT)
        self.viewport().setAutoFillBackground(False)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Opens nothing. A valid image, because Qt looks on the disk itself when it gets none."""
        image = QImage(1, 1, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        return image

    def set_html(self, html: str, formulas: Sequence[Formula] = ()) -> None:
        """Show clean HTML (see app.ui.markdown), with these formulas in their places. Links answer to a click with
        `anchorClicked`, and do nothing else."""
        before = self._formulas.formulas if self._formulas is not None else ()
        if html == self._html and tuple(formulas) == before:
            return
        self._html, self._plain = html, None
        self._set_formulas(tuple(formulas))
        flags = SELECTABLE
        if "<a href" in html:
            flags |= Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        self.setTextInteractionFlags(flags)
        self._fill()

    def set_plain(self, text: str) -> None:
        if text == self._plain:
            return
        self._html, self._plain = "", text
        self._fill()

    def set_width(self, width: int) -> None:
        """Lay the text out for `width` pixels and take the height that it needs."""
        width -= ASIDE if self._is_aside else 0
        if width != self._width:
            self._width = width
            self.setLineWrapColumnOrWidth(width)
            self._fit()

    def set_marked(self, wanted: str) -> None:
        """Mark this wherever it stands in the text."""
        if wanted != self._marked:
            self._marked = wanted
            mark(self, wanted, self._theme)

    def set_aside(self) -> None:
        """It is not what the reader came for: quieter, behind a line."""
        self._is_aside = True
        self.setProperty("aside", True)
        self._fill()

    def natural_width(self) -> int:
        """Pixels that the longest line takes, at most the width set."""
        return min(self._width, int(self.document().idealWidth()) + 1)

    def restyle(self) -> None:
        self._fill()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_requested.emit(event.globalPos(), self.createStandardContextMenu(event.pos()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Sideways it may scroll a wide table; up and down belongs to the transcript.
        if abs(event.angleDelta().x()) > abs(event.angleDelta().y()):
            super().wheelEvent(event)
        else:
            event.ignore()

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied. A formula is copied as its source."""
        if self._formulas is None:
            return super().createMimeDataFromSelection()
        data = QMimeData()
        data.setText(self._formulas.text(self.textCursor()))
        return data

    def _set_formulas(self, formulas: tuple[Formula, ...]) -> None:
        if self._formulas is None:
            if not formulas:
                return
            self._formulas = FormulaObject(self.document(), self._theme)
        self._formulas.formulas = formulas
        # A screen reader finds nothing in their places.
        sources = "; ".join(formula.source for formula in formulas)
        self.setAccessibleDescription(tr("Formulas: {sources}", sources=sources)[:MOST_DESCRIBED] if formulas else "")

    def _fill(self) -> None:
        if self._plain is not None:
            self.setPlainText(self._plain)
            _space_lines(self.document(), self._theme)
        else:
            self.document().setDefaultStyleSheet(_prose_style(self._theme, "muted" if self._is_aside else "ink"))
            self.document().setIndentWidth(max(INDENT, self._number_width()))
            self.setHtml(self._html)
            if self._formulas is not None:
                self._formulas.place()
        if self._marked:
            mark(self, self._marked, self._theme)
        self._fit()

    def _number_width(self) -> int:
        """Pixels that the highest number of a list can take: Qt cuts off what is wider than the indent."""
        starts = _LIST.findall(self._html)
        if not starts:
            return 0
        highest = max(int(start or 1) for start in starts) + self._html.count("<li")
        return self.fontMetrics().horizontalAdvance(f"{highest}.") + _AFTER_NUMBER

    def _fit(self) -> None:
        if not self._width:
            return
        document = self.document()
        document.setTextWidth(self._width)
        size = document.size()
        height = int(size.height()) + 1
        if size.width() > self._width + 1:
            height += self.horizontalScrollBar().sizeHint().height()
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)


def line_height(theme: Theme) -> int:
    return round(theme.text_size * 1.5)


def _space_lines(document: QTextDocument, theme: Theme) -> None:
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    block = cursor.blockFormat()
    block.setLineHeight(line_height(theme), 2)  # QTextBlockFormat.LineHeightTypes.MinimumHeight
    cursor.mergeBlockFormat(block)


def _prose_style(theme: Theme, ink: str) -> str:
    """The part of CSS that QTextDocument knows; `ink` is the colour of the text."""
    colors, text = theme.palette, theme.text_size
    line = line_height(theme)
    mono = theme.code_font().family()
    color = getattr(colors, ink)
    return f"""
        body, p, li, td, th {{ color: {color}; line-height: {line}px; }}
        p {{ margin-top: 0; margin-bottom: 10px; }}
        h1 {{ font-size: {text + 6}px; font-weight: 600; margin-top: 16px; margin-bottom: 8px; }}
        h2 {{ font-size: {text + 4}px; font-weight: 600; margin-top: 16px; margin-bottom: 8px; }}
        h3 {{ font-size: {text + 2}px; font-weight: 600; margin-top: 14px; margin-bottom: 6px; }}
        h4, h5, h6 {{ font-size: {text}px; font-weight: 600; margin-top: 12px; margin-bottom: 6px; }}
        ul, ol {{ margin-top: 0; margin-bottom: 10px; }}
        li {{ margin-bottom: 4px; }}
        a {{ color: {colors.accent}; text-decoration: underline; }}
        code {{ font-family: '{mono}'; font-size: {text - 1}px; background-color: {colors.sunken}; }}
        pre {{ font-family: '{mono}'; font-size: {text - 1}px; white-space: pre-wrap; margin-bottom: 10px; }}
        table {{ border-collapse: collapse; border-color: {colors.line}; margin-top: 12px; margin-bottom: 14px; }}
        th {{ font-weight: 600; padding: 5px 20px 5px 2px; border-bottom: 1px solid {colors.muted}; }}
        td {{ padding: 5px 20px 5px 2px; border-bottom: 1px solid {colors.line}; }}
        td.quote {{ padding: 2px 0 2px 14px; border-bottom: none; border-left: 3px solid {colors.line}; }}
        td.quote p {{ color: {colors.muted}; margin-bottom: 2px; }}
        p.formula {{ text-align: center; }}
        p.note {{ color: {colors.muted}; font-size: {theme.small_size}px; }}
        hr {{ background-color: {colors.line}; }}
    """


def draw_focus_ring(widget: QWidget, theme: Theme, radius: float) -> None:
    """The ring around what has the keyboard, for widgets that the style sheet does not reach."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("accent"), 2))
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(1, 1, -1, -1), radius, radius)


def transparent(view: QTextEdit | QPlainTextEdit) -> None:
    palette = view.palette()
    palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
    view.setPalette(palette)
