"""A block of code in a frame: its language, buttons that wrap and copy it, and the code itself."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from math import ceil

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.translation import tr
from app.ui.blocks import SELECTABLE
from app.ui.highlighting import Highlights
from app.ui.markdown import Code
from app.ui.marks import mark
from app.ui.theme import Theme

MOST_LINES = 400
"""Code with more lines scrolls inside its frame."""


class CodeView(QFrame):
    """Long lines scroll sideways, unless the person lets them wrap."""

    copied = Signal(str)
    stops_changed = Signal()
    """What Tab reaches in it is not what it was."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("code")
        self._theme = theme
        self._code: Code | None = None
        self._language = QLabel()
        self._language.setTextFormat(Qt.TextFormat.PlainText)
        self._language.setProperty("role", "small")
        self.copy_button = QPushButton(tr("Copy"))
        self.copy_button.setProperty("role", "link")
        self.copy_button.setAccessibleName(tr("Copy this code"))
        self.copy_button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.copy_button.clicked.connect(self._copy)
        self.wrap_button: QPushButton | None = None
        """Made for code with a line that is too long: buttons are dear, and most code has none."""
        self.text = _CodeText(theme)
        self.text.horizontalScrollBar().rangeChanged.connect(self._offer_wrapping)
        head = QWidget()
        head.setObjectName("codeHead")
        self._row = row = QHBoxLayout(head)
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
        self._language.setText(code.language or tr("text"))
        self.text.setAccessibleName(tr("Code, {language}", language=code.language) if code.language else tr("Code"))
        self.text.set_code(code.shown, code.highlights)

    def stops(self) -> list[QWidget]:
        """What Tab reaches in it."""
        return [*([self.wrap_button] if self.wrap_button is not None else []), self.copy_button, self.text]

    def set_width(self, width: int) -> None:
        self.setFixedWidth(width)
        self.text.fit()

    def set_marked(self, wanted: str) -> None:
        self.text.set_marked(wanted)

    def restyle(self) -> None:
        self.text.restyle()

    def _offer_wrapping(self, _: int, most: int) -> None:
        if not most or self.wrap_button is not None:
            return
        self.wrap_button = button = QPushButton(tr("Wrap"))
        button.setCheckable(True)
        button.setProperty("role", "link")
        button.setAccessibleName(tr("Wrap the long lines of this code"))
        button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        button.toggled.connect(self.text.set_wrapped)
        self._row.insertWidget(self._row.count() - 1, button)
        self.stops_changed.emit()

    def _copy(self) -> None:
        if self._code is not None:
            QGuiApplication.clipboard().setText(self._code.text)
            self.copied.emit(tr("Code copied"))


class _CodeText(QPlainTextEdit):
    """The code. Text that only grew at its end is appended, so a long block streams at a constant price."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown = ""
        self._marked = ""
        self._is_wrapped = False
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # whatever the language of the window
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setTextInteractionFlags(SELECTABLE)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setUndoRedoEnabled(False)
        self.setAcceptDrops(False)
        self.document().setDocumentMargin(0)
        self.setViewportMargins(12, 10, 12, 10)
        self._highlighter = _Highlighter(self.document(), theme)
        self.horizontalScrollBar().rangeChanged.connect(self.fit)
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
        self.fit()

    def set_marked(self, wanted: str) -> None:
        if wanted != self._marked:
            self._marked = wanted
            mark(self, wanted, self._theme)

    def restyle(self) -> None:
        self.setFont(self._theme.code_font())
        self._highlighter.restyle()
        if self._marked:
            mark(self, self._marked, self._theme)
        self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        sideways = abs(event.angleDelta().x()) > abs(event.angleDelta().y())
        if sideways or (self.hasFocus() and self.verticalScrollBar().maximum() > 0):
            super().wheelEvent(event)
        else:
            event.ignore()

    def set_wrapped(self, wrapped: bool) -> None:
        self._is_wrapped = wrapped
        mode = QPlainTextEdit.LineWrapMode.WidgetWidth if wrapped else QPlainTextEdit.LineWrapMode.NoWrap
        self.setLineWrapMode(mode)
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (
            event.size().width() != event.oldSize().width()
            and self.lineWrapMode() is not QPlainTextEdit.LineWrapMode.NoWrap
        ):
            self.fit()

    def fit(self) -> None:
        """Take the height that the code needs."""
        lines = self.blockCount()
        inner = lines > MOST_LINES
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if inner else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        margins = self.viewportMargins()
        sideways = self.horizontalScrollBar()
        bar = sideways.sizeHint().height() if sideways.maximum() > 0 else 0
        line = max(self.fontMetrics().lineSpacing(), self.blockBoundingRect(self.document().begin()).height())
        height = ceil(self._text_height(line)) + margins.top() + margins.bottom() + bar
        if self.minimumHeight() != height:
            self.setFixedHeight(height)

    def _text_height(self, line: float) -> float:
        """In pixels, of the lines that are shown at once; `line` is the height of one."""
        lines = min(self.blockCount(), MOST_LINES)
        if not self._is_wrapped:
            return lines * line
        blocks = islice(_blocks(self.document()), lines)
        return min(sum(self.blockBoundingRect(block).height() for block in blocks), MOST_LINES * line)


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


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()
