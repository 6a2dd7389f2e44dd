"""Read-only views of the parts of a message: running text, and code in a frame. They open nothing."""

from __future__ import annotations

from math import ceil
from typing import Any

from PySide6.QtCore import QPoint, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QImage,
    QPainter,
    QPalette,
    QPen,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTextBrowser,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.ui.highlighting import Highlights
from app.ui.markdown import Code
from app.ui.marks import mark
from app.ui.theme import Theme

MOST_LINES = 400
"""Code with more lines scrolls inside its frame."""

_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


class TextView(QTextBrowser):
    """Text as tall as it is, of a width that is given. Whatever resource its text asks for, it gets an empty image."""

    menu_requested = Signal(QPoint, object)
    """(place on the screen, QMenu with what can be done with the text)"""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._html = ""
        self._plain: str | None = None
        self._marked = ""
        self._width = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setAcceptDrops(False)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(_SELECTABLE)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        # A fixed wrap width keeps Qt from laying the text out again on every resize: `set_width` decides when.
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setLineWrapColumnOrWidth(720)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(0)
        self.document().setIndentWidth(30)
        self.viewport().setAutoFillBackground(False)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Opens nothing. A valid image, because Qt looks on the disk itself when it gets none."""
        image = QImage(1, 1, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        return image

    def set_html(self, html: str) -> None:
        """Show clean HTML (see app.ui.markdown). Links answer to a click with `anchorClicked`, and do nothing else."""
        if html == self._html:
            return
        self._html, self._plain = html, None
        flags = _SELECTABLE
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
        if width != self._width:
            self._width = width
            self.setLineWrapColumnOrWidth(width)
            self._fit()

    def set_marked(self, wanted: str) -> None:
        """Mark this wherever it stands in the text."""
        if wanted != self._marked:
            self._marked = wanted
            mark(self, wanted, self._theme)

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

    def _fill(self) -> None:
        if self._plain is not None:
            self.setPlainText(self._plain)
            _space_lines(self.document(), self._theme)
        else:
            self.document().setDefaultStyleSheet(_prose_style(self._theme))
            self.setHtml(self._html)
        if self._marked:
            mark(self, self._marked, self._theme)
        self._fit()

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


class CodeView(QFrame):
    """A block of code: its language, a button that copies it, and the code itself, which scrolls sideways."""

    copied = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("code")
        self._theme = theme
        self._code: Code | None = None
        self._language = QLabel()
        self._language.setTextFormat(Qt.TextFormat.PlainText)
        self._language.setProperty("role", "small")
        self.copy_button = QPushButton("Copy")
        self.copy_button.setProperty("role", "link")
        self.copy_button.setAccessibleName("Copy this code")
        self.copy_button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.copy_button.clicked.connect(self._copy)
        self.text = _CodeText(theme)
        head = QWidget()
        head.setObjectName("codeHead")
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 2, 6, 2)
        row.addWidget(self._language)
        row.addStretch(1)
        row.addWidget(self.copy_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self.text)

    def set_code(self, code: Code) -> None:
        if code == self._code:
            return
        self._code = code
        self._language.setText(code.language or "text")
        self.text.setAccessibleName(f"Code, {code.language}" if code.language else "Code")
        self.text.set_code(code.shown, code.highlights)

    def set_width(self, width: int) -> None:
        self.setFixedWidth(width)

    def set_marked(self, wanted: str) -> None:
        self.text.set_marked(wanted)

    def restyle(self) -> None:
        self.text.restyle()

    def _copy(self) -> None:
        if self._code is not None:
            QGuiApplication.clipboard().setText(self._code.text)
            self.copied.emit("Code copied")


class _CodeText(QPlainTextEdit):
    """The code. Text that only grew at its end is appended, so a long block streams at a constant price."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown = ""
        self._marked = ""
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTextInteractionFlags(_SELECTABLE)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setUndoRedoEnabled(False)
        self.setAcceptDrops(False)
        self.document().setDocumentMargin(0)
        self.setViewportMargins(12, 10, 12, 10)
        self._highlighter = _Highlighter(self.document(), theme)
        self.horizontalScrollBar().rangeChanged.connect(self._fit)
        self.restyle()

    def set_code(self, shown: str, highlights: Highlights) -> None:
        if shown.startswith(self._shown):
            self._highlighter.highlights = highlights
            cursor = QTextCursor(self.document())
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertText(shown[len(self._shown) :])
        else:
            self._highlighter.highlights = highlights
            self.setPlainText(shown)
        self._shown = shown
        self._highlighter.refresh()
        if self._marked:
            mark(self, self._marked, self._theme)
        self._fit()

    def set_marked(self, wanted: str) -> None:
        if wanted != self._marked:
            self._marked = wanted
            mark(self, wanted, self._theme)

    def restyle(self) -> None:
        self.setFont(self._theme.code_font())
        self._highlighter.restyle()
        if self._marked:
            mark(self, self._marked, self._theme)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        sideways = abs(event.angleDelta().x()) > abs(event.angleDelta().y())
        if sideways or (self.hasFocus() and self.verticalScrollBar().maximum() > 0):
            super().wheelEvent(event)
        else:
            event.ignore()

    def _fit(self) -> None:
        lines = self.blockCount()
        inner = lines > MOST_LINES
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if inner else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        margins = self.viewportMargins()
        sideways = self.horizontalScrollBar()
        bar = sideways.sizeHint().height() if sideways.maximum() > 0 else 0
        line = max(self.fontMetrics().lineSpacing(), self.blockBoundingRect(self.document().begin()).height())
        height = ceil(min(lines, MOST_LINES) * line) + margins.top() + margins.bottom() + bar
        if self.minimumHeight() != height:
            self.setFixedHeight(height)


class _Highlighter(QSyntaxHighlighter):
    """Paints the spans that were found on the parser's thread."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._theme = theme
        self._formats: dict[str, QTextCharFormat] = {}
        self._painted: Highlights = ()
        self.highlights: Highlights = ()

    def highlightBlock(self, text: str) -> None:
        number = self.currentBlock().blockNumber()
        if number < len(self.highlights):
            for start, length, color in self.highlights[number]:
                self.setFormat(start, length, self._format(color))

    def refresh(self) -> None:
        """Paint again the lines whose spans are not what they were."""
        old, new = self._painted, self.highlights
        for number in range(max(len(old), len(new))):
            before = old[number] if number < len(old) else ()
            if before != (new[number] if number < len(new) else ()):
                self.rehighlightBlock(self.document().findBlockByNumber(number))
        self._painted = new

    def restyle(self) -> None:
        self._formats = {}
        if self.highlights:
            self.rehighlight()

    def _format(self, color: str) -> QTextCharFormat:
        if color not in self._formats:
            self._formats[color] = QTextCharFormat()
            self._formats[color].setForeground(self._theme.color(color))
            self._formats[color].setFontItalic(color == "code_comment")
        return self._formats[color]


def line_height(theme: Theme) -> int:
    return round(theme.text_size * 1.5)


def _space_lines(document: QTextDocument, theme: Theme) -> None:
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    block = cursor.blockFormat()
    block.setLineHeight(line_height(theme), 2)  # QTextBlockFormat.LineHeightTypes.MinimumHeight
    cursor.mergeBlockFormat(block)


def _prose_style(theme: Theme) -> str:
    """The part of CSS that QTextDocument knows."""
    colors, text = theme.palette, theme.text_size
    line = line_height(theme)
    mono = theme.code_font().family()
    return f"""
        body, p, li, td, th {{ color: {colors.ink}; line-height: {line}px; }}
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
