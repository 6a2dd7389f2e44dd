"""PassageController: keeps of files that are too long only the passages that have to do with the message."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.attachments.choosing import CHARACTERS_PER_TOKEN, SHARE, Fitting, Likeness, RankedFiles
from app.chat.courier import Courier
from app.chat.long_work import Cancelled, LongWork, Told
from app.chat.model import ModelController
from app.chat.question import Question
from app.client import EngineClient
from app.draft import NO_DRAFT, Draft
from app.encoding import ChildEncoder
from app.state import PassageState, Task
from app.store.records import Attachment
from app.translation import told, tr
from engine.errors import EngineError
from engine.protocol import CountTokens, DynamicTokenization, Event, Message, TokensCounted
from models.encoders import EncoderShelf

log = logging.getLogger(__name__)

MOST_ORIGINALS = 20
"""Whole files that are kept in memory, so that what was left out of them can be brought back."""

Counted = Callable[[Draft], tuple[Message, ...]]
"""The draft as the engine gets it where every older message is left out."""


@dataclass(frozen=True)
class _Asked:
    """Of what, and for which message box, passages are being chosen."""

    conversation_id: int | None
    draft: Draft
    files: tuple[Attachment, ...]
    """Those of the draft, each as it was before anything was left out of it."""
    room: int
    """Positions"""
    degree: DynamicTokenization

    @property
    def characters(self) -> float:
        return CHARACTERS_PER_TOKEN * self.room


@dataclass(frozen=True)
class _Ranked:
    files: RankedFiles
    by_meaning: bool
    fault: str = ""
    """Why not by meaning, although there is an encoder."""


class PassageController(QObject):
    changed = Signal(object)
    """PassageState"""
    chosen = Signal(object, object)
    """(conversation id or None for a new one, dict[Attachment, Attachment]): what is attached instead of what."""
    without_encoder = Signal()
    """Passages were chosen by words alone, because there is no encoder."""
    notice = Signal(str)

    def __init__(
        self,
        client: EngineClient,
        model: ModelController,
        shelf: EncoderShelf,
        alone: Counted,
        degree: Callable[[], DynamicTokenization],
        worker: Executor,
        courier: Courier,
        parent: QObject | None = None,
    ) -> None:
        """`worker` has one thread."""
        super().__init__(parent)
        self._model = model
        self._shelf = shelf
        self._alone = alone
        self._degree = degree
        self._work = LongWork(worker, courier, self)
        self._work.changed.connect(self._show_task)
        self._question = Question(client, self._take, self)
        client.died.connect(lambda _: self._finish())
        self._draft = NO_DRAFT
        self._asked: _Asked | None = None
        self._ranked: _Ranked | None = None
        self._fitting: Fitting | None = None
        self._originals: dict[Attachment, Attachment] = {}
        """Whole files by what was kept of them, the newest last."""
        self._state = PassageState()

    def consider(self, draft: Draft) -> None:
        """This is in the message box now."""
        self._draft = draft
        self._tell(self._state.is_choosing, self._state.done, self._state.total)

    def choose(self, conversation_id: int | None, draft: Draft) -> None:
        """Find the passages of this draft's files that have to do with its text."""
        info = self._model.status.info
        if self._asked is not None or info is None or not draft.text.strip():
            return
        files = tuple(self._originals.get(one, one) for one in draft.attachments)
        room = round(SHARE * info.context_length)
        self._asked = asked = _Asked(conversation_id, draft, files, room, self._degree())
        self._tell(True)
        self._work.do(tr("Comparing passages"), lambda progress: self._rank(asked, progress), self._fit, self._failed)

    def cancel(self) -> None:
        self._work.cancel()
        self._end()

    def undo(self, conversation_id: int | None, draft: Draft) -> None:
        """Bring the whole files of this draft back."""
        whole = {one: self._originals[one] for one in draft.attachments if one in self._originals}
        self.chosen.emit(conversation_id, whole)

    def close(self) -> None:
        """The program ends."""
        self.cancel()

    def _rank(self, asked: _Asked, progress: Told) -> _Ranked:
        """On the worker's thread."""

        def ranked(likeness: Likeness | None) -> RankedFiles:
            return RankedFiles(asked.files, asked.draft.text, likeness)

        used = self._shelf.used()
        if used is None:
            return _Ranked(ranked(None), by_meaning=False)
        try:
            return _Ranked(ranked(self._by_meaning(used.path, asked.degree, progress)), by_meaning=True)
        except EngineError as error:
            log.error("passages were not compared by meaning: %s", error.kind)
            return _Ranked(ranked(None), by_meaning=False, fault=error.message)

    def _by_meaning(self, encoder: Path, degree: DynamicTokenization, progress: Told) -> Likeness:
        def tell(done: int, total: int) -> None:
            if self._work.is_cancelled():
                raise Cancelled
            progress(done, total)

        child = ChildEncoder(encoder, degree)

        def likeness(message: str, passages: Sequence[str]) -> Sequence[float]:
            return child(message, passages, tell)

        return likeness

    def _fit(self, ranked: _Ranked) -> None:
        if self._asked is None:  # cancelled at the last moment
            return
        self._ranked = ranked
        self._fitting = Fitting(ranked.files, self._asked.room, self._asked.characters)
        self._count()

    def _count(self) -> None:
        asked, fitting = self._asked, self._fitting
        if asked is None or fitting is None:
            return
        if not self._model.is_ready:
            self._finish()
            return
        messages = self._alone(Draft(asked.draft.text, fitting.choice.files))
        self._question.ask(lambda number: CountTokens(number, messages, asked.degree))

    def _take(self, event: Event) -> None:
        if self._fitting is None:
            return
        if not isinstance(event, TokensCounted) or self._fitting.note(event.tokens - event.saved_positions):
            self._finish()
        else:
            self._count()

    def _finish(self) -> None:
        """Take the choice as it is now."""
        asked, ranked, fitting = self._asked, self._ranked, self._fitting
        if asked is None or ranked is None or fitting is None:
            return
        pairs = zip(asked.draft.attachments, asked.files, fitting.choice.files, strict=True)
        replaced: dict[Attachment, Attachment] = {}
        for present, original, kept in pairs:
            if kept != present:
                replaced[present] = kept
            if kept != original:
                self._originals.pop(kept, None)
                self._originals[kept] = original
        while len(self._originals) > MOST_ORIGINALS:
            del self._originals[next(iter(self._originals))]
        self._end()
        if not replaced:
            self.notice.emit(tr("The files are short as they are: nothing of them was left out."))
            return
        self.chosen.emit(asked.conversation_id, replaced)
        if ranked.fault:
            self.notice.emit(told(ranked.fault))
        elif not ranked.by_meaning:
            self.without_encoder.emit()

    def _failed(self, error: BaseException) -> None:
        self._end()
        if isinstance(error, EngineError):
            self.notice.emit(told(error.message))
        else:
            log.error("a defect in the choice of passages: %s", type(error).__name__)
            self.notice.emit(tr("A defect of this program kept passages from being chosen. The files are whole."))

    def _end(self) -> None:
        self._question.cancel()
        self._asked = self._ranked = self._fitting = None
        self._tell(False)

    def _show_task(self, task: Task | None) -> None:
        if task is not None and self._asked is not None:
            self._tell(True, task.done, task.total)

    def _tell(self, is_choosing: bool, done: int = 0, total: int = 0) -> None:
        can_undo = any(one in self._originals for one in self._draft.attachments)
        state = PassageState(is_choosing, done, total, can_undo)
        if state != self._state:
            self._state = state
            self.changed.emit(state)
