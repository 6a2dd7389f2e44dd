"""A conversation on paper: the open branch as a PDF, without what a model wrote before its answers."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QIODevice, QLocale, QMarginsF, QRectF, QSaveFile, QSizeF, Qt, QThread
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextDocument,
    QTextOption,
)

from app.exchange.markdown import open_branch, writer
from app.exchange.results import ExchangeError
from app.store.portable import PortableConversation, PortableMessage
from app.store.records import MessageState
from app.translation import tr
from app.ui.formulas import PLACEHOLDER
from app.ui.markdown import Code, MarkdownStream, Prose
from engine.protocol import Role

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_TEXT = 10.5
_CODE = 9.0
"""Points."""
_MARGIN_MM = 20
_SCREEN_DPI = 96
"""What Qt counts pixels of a document in."""
_STYLE = """
h1 { font-size: 17pt; }
h2 { font-size: 14pt; } h3 { font-size: 12pt; }
.who { color: #0B6560; font-weight: 600; }
.small { color: #635C53; font-size: 9pt; font-weight: normal; }
table { margin-top: 4px; margin-bottom: 8px; }
th, td { padding: 2px 12px 2px 0px; }
.own { background-color: #EEF6F5; padding: 6px; }
.code { background-color: #F2EEE8; padding: 6px; }
.quote { border-left: 3px solid #DDD6CC; padding-left: 8px; color: #635C53; }
a { color: #0B6560; }
"""


def write_pdf(path: Path, conversation: PortableConversation) -> None:
    """Needs a QGuiApplication. Takes a second for some fifty pages: not for the window's own process. Raises
    ExchangeError; `path` is as it was then."""
    file = QSaveFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        raise _not_written(path, file)
    paper = QPdfWriter(file)
    paper.setTitle(conversation.title)
    paper.setCreator("Homespun")
    metric = QLocale.system().measurementSystem() is QLocale.MeasurementSystem.MetricSystem
    paper.setPageSize(QPageSize(QPageSize.PageSizeId.A4 if metric else QPageSize.PageSizeId.Letter))
    paper.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)  # the document adds 2 cm of its own
    document_of(conversation).print_(paper)
    del paper  # it writes the last of it when it goes
    if not file.commit():
        raise _not_written(path, file)


def write_pdf_alone(path: Path, conversation: PortableConversation) -> None:
    """As `write_pdf`, for a process that has no window and needs no screen."""
    if QGuiApplication.instance() is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        application = QGuiApplication(sys.argv[:1])
        application.setApplicationName("Homespun")
    write_pdf(path, conversation)


def print_on(printer: QPrinter, conversation: PortableConversation, told: Callable[[int, int], None]) -> int:
    """Print it as the person has set the printer up, on any thread, which waits. `told` takes the pages that are
    painted and all there are, and may raise to stop. Returns how many there were. Raises ExchangeError."""
    printing = _Printing(printer, conversation, told)
    printing.start()
    printing.wait()
    if printing.error is not None:
        raise printing.error
    return printing.pages


class _Printing(QThread):
    """Fonts keep timers, which only threads of Qt take away in time."""

    def __init__(self, printer: QPrinter, conversation: PortableConversation, told: Callable[[int, int], None]) -> None:
        super().__init__()
        self._job = printer, conversation, told
        self.pages = 0
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.pages = _print(*self._job)
        except BaseException as error:  # noqa: BLE001 - raised again by the one who waits
            self.error = error


def _print(printer: QPrinter, conversation: PortableConversation, told: Callable[[int, int], None]) -> int:
    printer.setFullPage(True)
    document = document_of(conversation)
    layout = document.documentLayout()
    layout.setPaintDevice(printer)
    margin = _MARGIN_MM / 25.4 * printer.resolution()
    frame = document.rootFrame().frameFormat()
    frame.setMargin(_MARGIN_MM / 25.4 * _SCREEN_DPI)  # the layout takes it to the printer
    document.rootFrame().setFrameFormat(frame)
    size = QSizeF(printer.width(), printer.height())
    document.setPageSize(size)
    pages = _pages(printer, document.pageCount())
    painter = QPainter()
    if not painter.begin(printer):
        raise ExchangeError(tr("The printer takes nothing. Look whether it is on, or choose another one."))
    try:
        for done, page in enumerate(pages):
            told(done, len(pages))
            if done and not printer.newPage():
                raise ExchangeError(tr("The printer stopped after {pages} pages.", pages=done))
            _paint(painter, document, page, size, margin)
        told(len(pages), len(pages))
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
    return len(pages)


def _pages(printer: QPrinter, count: int) -> list[int]:
    """Their numbers, from 0, in the order in which they come."""
    first, last = max(1, printer.fromPage()), min(count, printer.toPage() or count)
    pages = list(range(first - 1, last))
    if printer.pageOrder() is printer.PageOrder.LastPageFirst:
        pages.reverse()
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    if printer.collateCopies():
        return pages * copies
    return [page for page in pages for _ in range(copies)]


def _paint(painter: QPainter, document: QTextDocument, page: int, size: QSizeF, margin: float) -> None:
    seen = QRectF(0, page * size.height(), size.width(), size.height())
    context = QAbstractTextDocumentLayout.PaintContext()
    context.clip = seen  # pyright: ignore[reportAttributeAccessIssue]  # a field that the stubs leave out
    context.palette = QPalette(QColor("black"), QColor("white"))  # pyright: ignore[reportAttributeAccessIssue]  # as above
    painter.save()
    painter.translate(0, -seen.top())
    painter.setClipRect(seen)
    document.documentLayout().draw(painter, context)
    painter.setFont(document.defaultFont())
    foot = QRectF(margin, seen.bottom() - margin, size.width() - 2 * margin, margin / 2)
    painter.drawText(foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(page + 1))
    painter.restore()


def document_of(conversation: PortableConversation) -> QTextDocument:
    document = QTextDocument()
    document.setDocumentMargin(0)
    font = QFont()
    font.setPointSizeF(_TEXT)
    document.setDefaultFont(font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    document.setDefaultTextOption(option)
    document.setDefaultStyleSheet(_STYLE)
    document.setHtml("".join(_parts(conversation)))
    return document


def _parts(conversation: PortableConversation) -> Iterator[str]:
    yield f"<h1>{escape(conversation.title or tr('Untitled'))}</h1>"
    if conversation.settings.system_message:
        yield _who(tr("Instructions"), "")
        yield _plain(conversation.settings.system_message)
    for message in open_branch(conversation):
        yield _who(writer(message), _when(message.created_at))
        for attachment in message.attachments:
            yield f'<p class="small">{tr("Attached: {name}", name=escape(attachment.name))}</p>'
        yield _own(message) if message.role is Role.USER else "".join(_reply(message))
        if message.state is not MessageState.COMPLETE:
            yield f'<p class="small">{tr("This reply was cut off.")}</p>'


def _who(name: str, when: str) -> str:
    return f'<p class="who">{escape(name)} <span class="small">{escape(when)}</span></p>'


def _own(message: PortableMessage) -> str:
    """Of the person: shown as it was typed, as in the window."""
    return f'<table width="100%" cellspacing="0"><tr><td class="own">{_plain(message.content)}</td></tr></table>'


def _reply(message: PortableMessage) -> Iterator[str]:
    family = escape(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family())
    for block in MarkdownStream().finish(message.content).blocks:
        if isinstance(block, Prose) and not block.reasoning:
            yield _with_formulas(block)
        elif isinstance(block, Code) and not block.reasoning:
            code = escape(block.text).replace("\n", "<br>").replace("  ", "&nbsp; ")
            yield (
                '<table width="100%" cellspacing="0"><tr><td class="code">'
                f"<span style=\"font-family: '{family}'; font-size: {_CODE}pt\">{code}</span></td></tr></table><p></p>"
            )


def _with_formulas(block: Prose) -> str:
    """As their source."""
    html = block.html
    for formula in block.formulas:
        html = html.replace(PLACEHOLDER, f"<i>{escape(formula.source)}</i>", 1)
    return html


def _plain(text: str) -> str:
    paragraphs = escape(text.strip()).replace("  ", "&nbsp; ").split("\n\n")
    return "".join(f"<p>{paragraph.replace(chr(10), '<br>')}</p>" for paragraph in paragraphs)


def _when(moment: float) -> str:
    return f"{datetime.fromtimestamp(moment):%Y-%m-%d %H:%M}" if moment else ""


def _not_written(path: Path, file: QSaveFile) -> ExchangeError:
    return ExchangeError(
        f"“{path.name}” could not be written: {file.errorString()}. Choose another place, or free some space."
    )
