"""Parses Markdown on a thread of its own, so that the window never waits for it."""

from __future__ import annotations

import atexit
import itertools
import logging
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, QThread, Signal, Slot

from app.ui.markdown import Change, plain_blocks
from app.ui.reply_text import ReplyText

PORTION = 60_000
"""Characters parsed before the first blocks of a long text are handed over."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Rendering:
    """What changed in the text that `ticket` names. `final` once for each text, with its last change."""

    ticket: int
    change: Change
    final: bool
    answers: bool
    """Whether all that was fed so far is in; False for the portions before the last of a long text."""


@dataclass(frozen=True)
class _Piece:
    ticket: int
    text: str
    final: bool


class Renderer(QObject):
    """Feed it pieces of text; `rendered` brings `Rendering` values back on the caller's thread, in order."""

    rendered = Signal(object)
    _fed = Signal(object)
    _left = Signal(int)
    _warmed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tickets = itertools.count(1)
        self._dropped: set[int] = set()
        self._thread = _Thread(_Worker(self._dropped), self)
        self._fed.connect(self._thread.worker.render)
        self._left.connect(self._thread.worker.forget)
        self._warmed.connect(self._thread.worker.warm)
        self._thread.worker.rendered.connect(self.rendered)
        self.destroyed.connect(self._thread.close)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.close)

    def new_ticket(self) -> int:
        return next(self._tickets)

    def feed(self, ticket: int, text: str, *, final: bool) -> None:
        self._thread.begin()
        self._fed.emit(_Piece(ticket, text, final))

    def drop(self, ticket: int) -> None:
        """Nobody looks at this text any more; what waits of it is not parsed."""
        self._dropped.add(ticket)
        self._left.emit(ticket)

    def warm(self) -> None:
        """Import the parsers now, while nobody waits for a reply."""
        self._thread.begin()
        self._warmed.emit()

    def close(self) -> None:
        """End the thread for good, after the portion that it parses. Replies may still end after that."""
        self._thread.close()


class _Thread(QThread):
    """Has ended before its object goes, however the window or the program ends: destroyed while it runs, it takes the
    whole program with it."""

    def __init__(self, worker: _Worker, parent: QObject) -> None:
        super().__init__(parent)
        self.setObjectName("markdown")
        self.worker = worker
        self._is_closed = False
        worker.moveToThread(self)

    def begin(self) -> None:
        if not self._is_closed and not self.isRunning():
            # This comes before what PySide has registered to take all objects down, for it is younger.
            atexit.register(self.close)
            # Of no lower priority: while it holds Python's lock, the window waits for it.
            self.start()

    @Slot()
    def close(self) -> None:
        self._is_closed = True
        self.requestInterruption()
        self.quit()
        self.wait()
        atexit.unregister(self.close)


class _Worker(QObject):
    rendered = Signal(object)

    def __init__(self, dropped: set[int]) -> None:
        super().__init__()
        self._dropped = dropped
        self._streams: dict[int, _Stream] = {}

    @Slot()
    def warm(self) -> None:
        ReplyText().finish("**ready**\n\n```python\nready = True\n```\n")

    @Slot(int)
    def forget(self, ticket: int) -> None:
        self._streams.pop(ticket, None)
        self._dropped.discard(ticket)

    @Slot(object)
    def render(self, piece: _Piece) -> None:
        if self._is_unwanted(piece):
            return
        stream = self._streams.setdefault(piece.ticket, _Stream())
        portions = range(0, len(piece.text), PORTION)
        last = portions[-1] if portions else 0
        for start in portions or (0,):
            if self._is_unwanted(piece):
                break
            final = piece.final and start == last
            text = piece.text[start : start + PORTION]
            change = self._change(stream, text, final)
            self.rendered.emit(Rendering(piece.ticket, change, final, start == last))
        if piece.final:
            self._streams.pop(piece.ticket, None)

    def _is_unwanted(self, piece: _Piece) -> bool:
        return piece.ticket in self._dropped or self.thread().isInterruptionRequested()

    def _change(self, stream: _Stream, text: str, final: bool) -> Change:
        try:
            return stream.feed(text, final=final)
        except Exception:  # noqa: BLE001 - a text that trips a parser is still shown, as it is
            _log.exception("A reply could not be parsed; it is shown as plain text")
            stream.parser = None
            return stream.feed("", final=final)


class _Stream:
    """A text and its parser; without a parser the text is shown as it is."""

    def __init__(self) -> None:
        self.parser: ReplyText | None = ReplyText()
        self._parts: list[str] = []

    def feed(self, text: str, *, final: bool) -> Change:
        self._parts.append(text)
        if self.parser is None:
            return Change(0, plain_blocks("".join(self._parts)))
        return self.parser.finish(text) if final else self.parser.feed(text)
