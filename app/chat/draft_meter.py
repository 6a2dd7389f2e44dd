"""DraftMeter: what the files in the message box take of the context, and whether the message fits in it at all."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.attachments.telling import told_file
from app.chat.context import countable_draft
from app.chat.model import ModelController
from app.chat.question import Question
from app.client import EngineClient
from app.draft import NO_DRAFT, Draft
from app.state import AttachmentSizes
from app.store.records import Attachment
from app.translation import number, tr
from engine.protocol import MIN_REPLY, CountTokens, DynamicTokenization, Event, Message, ModelInfo, Role, TokensCounted

_STEP = 1024
"""Context lengths that are proposed are multiples of it."""

Alone = Callable[[Draft], tuple[Message, ...]]
"""The draft as the engine gets it where every older message is left out."""


class DraftMeter(QObject):
    """Asks the engine while it writes no reply, one count after the other; a file is counted once for a model."""

    measured = Signal(object)
    """AttachmentSizes"""

    def __init__(
        self,
        client: EngineClient,
        model: ModelController,
        alone: Alone,
        degree: Callable[[], DynamicTokenization],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._alone = alone
        self._degree = degree
        self._question = Question(client, self._take, self)
        self._draft = NO_DRAFT
        self._is_writing = False
        self._is_least = False
        """Only the beginning of a file is counted, which is more than the context holds."""
        self._empty: int | None = None
        """Tokens of a message without a text, which every template wraps in some."""
        self._tokens: dict[Attachment, int] = {}
        self._waiting: deque[tuple[tuple[Message, ...], Callable[[TokensCounted], None]]] = deque()
        self._note = ""
        model.loaded.connect(self._model_loaded)

    def consider(self, draft: Draft) -> None:
        """This is in the message box now."""
        self._draft = draft
        self._tokens = {one: tokens for one, tokens in self._tokens.items() if one in draft.attachments}
        self._begin()

    def set_writing(self, is_writing: bool) -> None:
        """Whether a reply is under way: the answers would come after it."""
        if is_writing != self._is_writing:
            self._is_writing = is_writing
            self._begin()

    def _model_loaded(self, _: ModelInfo) -> None:
        self._empty = None
        self._tokens = {}
        self._begin()

    def _begin(self) -> None:
        self._question.cancel()
        self._waiting.clear()
        if not self._draft.attachments:
            self._note = ""
        self._tell()
        if not self._draft.attachments or self._is_writing or not self._model.is_ready:
            return
        if self._empty is None:
            self._waiting.append(((Message(Role.USER, ""),), self._note_empty))
        info = self._model.status.info
        counted = countable_draft(self._draft, info.context_length if info is not None else 0)
        self._is_least = counted is not self._draft
        for one in counted.attachments:
            if one in self._draft.attachments and one not in self._tokens:
                self._waiting.append(((Message(Role.USER, told_file(one)),), partial(self._note_file, one)))
        self._waiting.append((self._alone(counted), self._note_whole))
        self._ask()

    def _ask(self) -> None:
        if self._waiting:
            messages = self._waiting[0][0]
            self._question.ask(lambda number: CountTokens(number, messages, self._degree()))

    def _take(self, event: Event) -> None:
        if not self._waiting:
            return
        _, note = self._waiting.popleft()
        if isinstance(event, TokensCounted):
            note(event)
            self._tell()
        self._ask()

    def _note_empty(self, event: TokensCounted) -> None:
        self._empty = event.tokens

    def _note_file(self, one: Attachment, event: TokensCounted) -> None:
        self._tokens[one] = max(0, event.tokens - (self._empty or 0))

    def _note_whole(self, event: TokensCounted) -> None:
        info = self._model.status.info
        trained = info.trained_context_length if info is not None else 0
        self._note = does_not_fit(event, trained, is_least=self._is_least)

    def _tell(self) -> None:
        self.measured.emit(AttachmentSizes(dict(self._tokens), self._note))


def does_not_fit(counted: TokensCounted, trained: int, *, is_least: bool = False) -> str:
    """Why a message is too long for the model even without the conversation before it, and what would help; empty where
    it fits. `trained` is the longest context that the model knows, in tokens; `is_least`: there are more tokens than
    these."""
    positions = counted.tokens - counted.saved_positions
    most = counted.context_length - MIN_REPLY
    if positions <= most:
        return ""
    takes = tr("over {tokens}", tokens=counted.tokens) if is_least else number(counted.tokens)
    if counted.saved_positions:
        found = tr(
            "This message takes {tokens} tokens, {positions} of them after merging, and {most} is the most that the "
            "model can read at once as it is loaded.",
            tokens=takes,
            positions=positions,
            most=most,
        )
    else:
        found = tr(
            "This message takes {tokens} tokens, and {most} is the most that the model can read at once as it is "
            "loaded.",
            tokens=takes,
            most=most,
        )
    needed = -(-(positions + max(MIN_REPLY, positions // 8)) // _STEP) * _STEP
    if not is_least and min(needed, trained) >= positions + MIN_REPLY:
        fits = tr(
            "A context length of {length} would hold it (Settings, Model), or fewer files.",
            length=min(needed, trained),
        )
        return f"{found} {fits}"
    said = [found]
    if trained > counted.context_length:
        said.append(tr("It knows {most} at most.", most=trained))
    said.append(tr("Take out a file, attach a part of it, or choose a model that reads more."))
    return " ".join(said)
