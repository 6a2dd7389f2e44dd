"""A reply as text on the page, complete or growing, and under it what wrote it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from app.reasoning import answer_of
from app.state import MessageAction
from app.store.records import Feedback, MessageState, StoredMessage, Structure, Thumb
from app.translation import tr
from app.ui import shortcuts, words
from app.ui.blocks import TextView
from app.ui.code_view import CodeView
from app.ui.feedback import Correction
from app.ui.graphemes import last_grapheme
from app.ui.message_actions import Pager
from app.ui.messages import MessageView
from app.ui.renderer import Renderer, Rendering
from app.ui.reply_blocks import ReplyBlocks
from app.ui.reply_footer import ReplyFooter
from app.ui.theme import Theme
from app.ui.work_queue import WorkQueue
from engine.protocol import FinishReason

PAUSE_MS = 50
"""Between two looks at what has arrived of a reply."""
HOLD_MS = 400
"""How long the last character waits for what may belong to it: an accent, the rest of a flag."""


class ReplyMessage(MessageView):
    """A reply, complete or growing. Parsing happens elsewhere; blocks arrive one small step at a time."""

    judged = Signal(int, object)
    """(message id, Thumb)"""
    corrected = Signal(int, str)
    """(message id, what the person would have said; empty where they take it back)"""
    correction_opened = Signal()
    """The person begins to write it."""

    def __init__(self, message: StoredMessage, theme: Theme, renderer: Renderer, work: WorkQueue) -> None:
        super().__init__(message, theme)
        self._renderer = renderer
        self._work = work
        self._width = 0
        self._parts: list[str] = []
        self._waiting: list[str] = []
        self._in_flight = False
        self._ended = False
        self._end_fed = False
        self._discarded = False
        self._is_current = False
        self._activity_words = ""
        self.ticket = renderer.new_ticket()
        self._came = QElapsedTimer()
        self._came.start()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._feed)

        self._blocks = ReplyBlocks(theme, work, self)
        self._blocks.layout.setContentsMargins(8, 0, 8, 0)
        self._blocks.made.connect(self._take_view)
        self._blocks.stops_changed.connect(self._show_stops)
        self._note = QLabel()
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setWordWrap(True)
        self._note.setProperty("role", "note")
        self._note.setContentsMargins(8, 0, 8, 0)
        self.footer = footer = ReplyFooter(theme)
        self.thumbs = footer.thumbs
        footer.copy.clicked.connect(self.copy)
        footer.retry.clicked.connect(lambda: self.acted.emit(MessageAction.WRITE_AGAIN))
        footer.go_on_pressed.connect(lambda: self.acted.emit(MessageAction.GO_ON))
        footer.correct.clicked.connect(self.correct)
        footer.more.clicked.connect(lambda: self.open_menu_below(footer.more))
        self.thumbs.chosen.connect(lambda thumb: self.judged.emit(self.message.id, thumb))
        self._correction: Correction | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 12)
        column.setSpacing(6)
        column.addLayout(self._blocks.layout)
        column.addWidget(self._note)
        column.addWidget(footer)
        self._below = QHBoxLayout()
        self._below.setContentsMargins(8, 0, 8, 0)
        column.addLayout(self._below)
        self._begin(message)

    @property
    def content(self) -> str:
        return "".join(self._parts)

    @property
    def answer(self) -> str:
        """The content without what the model reasoned."""
        return answer_of(self.content)

    def copy_text(self) -> str:
        return self.answer or self.content

    @property
    def is_settled(self) -> bool:
        """Whether everything that is known of the reply is on the page."""
        return not (self._in_flight or self._waiting or self._pause.isActive())

    def append(self, delta: str) -> None:
        if self._ended or not delta:
            return
        self._parts.append(delta)
        self._waiting.append(delta)
        self._came.start()
        if len(self._parts) == 1:
            self._show_note()
        if not self._in_flight and not self._pause.isActive():
            self._pause.start()

    def set_message(self, message: StoredMessage) -> None:
        """The store's word on the reply: its state, and its content where that is not what was appended."""
        shown = self.content
        if message.content == shown and not self._ended:
            self.message = message
            self._ended = message.state is not MessageState.STREAMING
            if self._owes_end:
                self._feed()
        elif (self._ended and message.state is MessageState.STREAMING) or (
            message.content != shown
            and not (message.state is MessageState.STREAMING and shown.startswith(message.content))
        ):
            self._renderer.drop(self.ticket)
            self.ticket = self._renderer.new_ticket()
            self._parts, self._waiting, self._in_flight = [], [], False
            self._blocks.begin()
            self._begin(message)
        self.message = message
        self._show_state()

    def set_activity(self, activity: str) -> None:
        """What goes on, in words; stands in for the reply until its first text comes."""
        if activity != self._activity_words:
            self._activity_words = activity
            self._show_note()

    def set_newest(self, newest: bool) -> None:
        """Only the newest reply can go on."""
        if newest != self.is_newest:
            super().set_newest(newest)
            self._show_footer()

    def place_pager(self, pager: Pager) -> None:
        self.footer.place_pager(pager)

    def set_versions(self, versions: Sequence[int]) -> None:
        super().set_versions(versions)
        self._show_state()

    @property
    def can_go_on(self) -> bool:
        """Whether it was cut off, and there is something to go on from."""
        message = self.message
        return bool(message.content.strip()) and (
            message.state in (MessageState.STOPPED, MessageState.FAILED)
            or message.metadata.finish_reason == FinishReason.LENGTH
        )

    @property
    def correction(self) -> Correction:
        """Made when somebody asks for it first: most replies have none."""
        if self._correction is None:
            self._correction = correction = Correction(self._theme)
            correction.corrected.connect(lambda text: self.corrected.emit(self.message.id, text))
            correction.changed.connect(self._show_footer)
            correction.opened.connect(self.correction_opened)
            correction.left.connect(lambda: self.setFocus(Qt.FocusReason.OtherFocusReason))
            self._below.addWidget(correction)
            if self._width:
                correction.set_width(max(80, self._width - 16))
        return self._correction

    def judge(self, thumb: Thumb) -> None:
        """As a click on this thumb does."""
        if not self.thumbs.isHidden() and not self.footer.isHidden():
            self.thumbs.press(thumb)

    def correct(self) -> None:
        """Let the person write what they would have said."""
        if self.content and not self.footer.isHidden():
            self.correction.edit(self.correction.text or self.answer)

    def act_by_key(self, key: int) -> bool:
        if key == Qt.Key.Key_R:
            self.acted.emit(MessageAction.WRITE_AGAIN)
        elif key == Qt.Key.Key_G and self.is_newest and self.can_go_on:
            self.acted.emit(MessageAction.GO_ON)
        else:
            return False
        return True

    def fill_menu(self, menu: QMenu) -> None:
        menu.addAction(shortcuts.entry(tr("Try again"), "R"), partial(self.acted.emit, MessageAction.WRITE_AGAIN))
        on = shortcuts.entry(tr("Go on where it was cut off"), "G")
        goes_on = menu.addAction(on, partial(self.acted.emit, MessageAction.GO_ON))
        goes_on.setEnabled(self.is_newest and self.can_go_on)
        menu.addSeparator()
        judged = bool(self.content) and not self.footer.isHidden()
        for text, shortcut, thumb in (
            (tr("Good reply"), shortcuts.GOOD, Thumb.UP),
            (tr("Bad reply"), shortcuts.BAD, Thumb.DOWN),
        ):
            action = menu.addAction(shortcuts.entry(text, shortcut.keys[0]), partial(self.judge, thumb))
            action.setCheckable(True)
            action.setChecked(self.thumbs.thumb is thumb)
            action.setEnabled(judged)
        corrects = menu.addAction(
            shortcuts.entry(tr("I would have said\u2026"), shortcuts.CORRECT.keys[0]), self.correct
        )
        corrects.setEnabled(judged)
        menu.addSeparator()

    @property
    def draft(self) -> str:
        """The correction that is being written; empty where none is."""
        return self._correction.draft if self._correction is not None else ""

    def set_feedback(self, feedback: Feedback) -> None:
        """As it is stored."""
        self.thumbs.set_thumb(feedback.thumb)
        if feedback.correction or self._correction is not None:
            self.correction.set_text(feedback.correction)

    def set_width(self, width: int) -> None:
        if width == self._width:
            return
        self._width = width
        if self._correction is not None:
            self._correction.set_width(max(80, width - 16))
        self._show_footer()
        self._blocks.set_width(max(80, width - 16))

    def texts(self) -> Sequence[TextView | CodeView]:
        return self._blocks.texts()

    def set_marked(self, wanted: str) -> None:
        self._blocks.set_marked(wanted)
        super().set_marked(wanted)

    def restyle(self) -> None:
        self._blocks.restyle()
        if self._correction is not None:
            self._correction.restyle()
        self._show_state()

    def discard(self) -> None:
        self._discarded = True
        self._pause.stop()
        self._blocks.begin()
        self._renderer.drop(self.ticket)

    def parts(self) -> list[QWidget]:
        return [*self._blocks.holders, self]

    def stops(self) -> list[QWidget]:
        stops = [*self._blocks.stops(), *self.footer.stops()]
        return stops + (self._correction.stops() if self._correction is not None else [])

    def set_current(self, current: bool) -> None:
        self._is_current = current
        super().set_current(current)

    def apply(self, rendering: Rendering) -> None:
        """Take over what the parser found, block by block, when there is time."""
        self._blocks.apply(rendering.change)
        self._work.put(partial(self._applied, rendering))

    def _begin(self, message: StoredMessage) -> None:
        self._is_framed = False
        self._parts = [message.content] if message.content else []
        self._waiting = list(self._parts)
        self._ended = message.state is not MessageState.STREAMING
        self._end_fed = self._ended and not self._waiting
        self._blocks.is_live = not self._ended
        self._show_state()
        if self._waiting:
            self._feed()

    @property
    def _owes_end(self) -> bool:
        """Whether the parser has not been told yet that the reply is complete."""
        return self._ended and not self._end_fed

    def _feed(self) -> None:
        if self._discarded or self._in_flight or not (self._waiting or self._owes_end):
            return
        text = "".join(self._waiting)
        held = 0 if self._ended or self._came.elapsed() > HOLD_MS else last_grapheme(text)
        self._waiting = [text[len(text) - held :]] if held else []
        if held == len(text) and not self._ended:
            self._pause.start()
            return
        text = text[: len(text) - held]
        self._in_flight = True
        self._end_fed = self._ended
        self._renderer.feed(self.ticket, self._framed(text), final=self._ended)

    def _framed(self, text: str) -> str:
        """As a block of code, where the reply is JSON by demand."""
        if self.message.metadata.structure is Structure.NONE:
            return text
        head = "" if self._is_framed else "```json\n"
        self._is_framed = True
        return f"{head}{text}"

    def _applied(self, rendering: Rendering) -> None:
        if self._discarded or rendering.ticket != self.ticket or not rendering.answers:
            return
        self._in_flight = False
        if self._waiting or self._owes_end:
            self._pause.start()

    def _take_view(self, view: TextView | CodeView) -> None:
        if isinstance(view, CodeView):
            view.copied.connect(self.notice)
        else:
            view.menu_requested.connect(self.open_menu)
            view.anchorClicked.connect(self.link_activated)

    def _show_stops(self) -> None:
        if self._is_current:
            super().set_current(True)

    def _show_state(self) -> None:
        message = self.message
        streaming = message.state is MessageState.STREAMING
        note = self._show_note()
        origin = words.provenance(message.metadata)
        self.footer.origin.set_whole(origin)
        self.footer.setVisible(not streaming)
        self._show_footer()
        reasoned = message.metadata.reasoning_ms
        self._blocks.set_reasoning_seconds(None if reasoned is None else reasoned / 1000)
        name = tr("Reply, being written") if streaming else tr("Reply")
        self.setAccessibleName(name)
        described = "" if streaming else self.answer[:2_000]
        self.setAccessibleDescription(" ".join(part for part in (self.version_words, described, note, origin) if part))

    def _show_footer(self) -> None:
        can_correct = self._correction is None or self._correction.isHidden()
        self.footer.show_content(
            has_content=bool(self.content),
            is_newest=self.is_newest,
            can_go_on=self.can_go_on,
            can_correct=can_correct,
        )
        self.footer.make_room(self._width - 16)
        self._show_stops()

    def _show_note(self) -> str:
        state = self.message.state
        if state is MessageState.STREAMING:
            note, tone = "" if self._parts else self._activity_words, "calm"
        else:
            note = words.outcome(state, self.message.metadata)
            tone = "danger" if state is MessageState.FAILED else "warning"
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._note.setProperty("tone", tone)
        self._note.style().polish(self._note)
        return note
