"""The person's own message: plain text in a tint, to the right, with what can be done with it below."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from app.found import places
from app.state import MessageAction
from app.store.records import StoredMessage
from app.translation import plural, tr
from app.ui.attachment_chip import AttachmentChip
from app.ui.blocks import TextView
from app.ui.chip_flow import GAP, ChipFlow
from app.ui.markdown import TAIL
from app.ui.message_actions import Pager, icon_button, link_button
from app.ui.message_edit import MessageEdit
from app.ui.messages import MessageView
from app.ui.shortcuts import entry
from app.ui.theme import Theme
from app.ui.work_queue import WorkQueue

FOLD = 6_000
"""Characters that are shown before the person asks for the rest."""


class UserMessage(MessageView):
    """A very long one is folded. Its buttons show themselves to the pointer and to the keyboard."""

    edited = Signal(str)
    """Another version of it is to be sent."""
    edit_draft_changed = Signal(str)
    """What is written of it so far; empty where nothing is to be kept."""
    edit_opened = Signal()
    attachment_opened = Signal(object)
    """Attachment whose text the person wants to see"""

    def __init__(self, message: StoredMessage, theme: Theme, work: WorkQueue) -> None:
        super().__init__(message, theme)
        self._work = work
        self._width = 0
        self._discarded = False
        self._bubble = QFrame()
        self._bubble.setObjectName("bubble")
        self._column = QVBoxLayout(self._bubble)
        self._column.setContentsMargins(14, 10, 14, 10)
        self._column.setSpacing(0)
        self._views: list[TextView] = []
        self._unfold = QPushButton()
        self._unfold.setProperty("role", "link")
        self._unfold.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._unfold.clicked.connect(self.unfold)
        self._column.addWidget(self._unfold, 0, Qt.AlignmentFlag.AlignLeft)
        self._editor: MessageEdit | None = None
        self.is_sent = False
        """What is written in place of it is on its way: it need not be kept."""
        self._is_current = False
        self._is_hovered = False
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._bubble)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(8, 4, 8, 0)
        self._rows.setSpacing(0)
        self._files = self._new_files()
        if self._files is not None:
            self._rows.addWidget(self._files)
            self._rows.addSpacing(GAP)
        self._rows.addLayout(row)
        self._has_actions = False
        self._actions = QWidget()
        self._action_row = QHBoxLayout(self._actions)
        self._action_row.setContentsMargins(0, 0, 0, 0)
        self._action_row.setSpacing(4)
        self._action_row.addStretch(1)
        self._actions.setFixedHeight(theme.small_size + 14)
        self._rows.addWidget(self._actions)
        self.setAccessibleName(tr("You said"))
        self._show_text()
        self._show_actions()

    def _new_files(self) -> ChipFlow | None:
        """What is attached; it never changes."""
        self.files: list[AttachmentChip] = []
        if not self.message.attachments:
            return None
        flow = ChipFlow(Qt.AlignmentFlag.AlignRight)
        for attachment in self.message.attachments:
            chip = AttachmentChip(self._theme, removable=False)
            chip.set_attachment(attachment)
            chip.opened.connect(partial(self.attachment_opened.emit, attachment))
            chip.button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            self.files.append(chip)
        flow.set_chips(self.files)
        return flow

    def _make_actions(self) -> None:
        """When they are wanted first: every button takes a millisecond when a conversation is opened."""
        theme = self._theme
        self.reply = link_button(tr("Ask for the reply"), "retry", tr("Ask for the reply to this message"), theme)
        self.reply.clicked.connect(lambda: self.acted.emit(MessageAction.WRITE_AGAIN))
        self.edit_button = icon_button("rename", tr("Edit this message and send it again"), theme)
        self.edit_button.clicked.connect(self.edit)
        self.copy_button = icon_button("copy", tr("Copy this message"), theme)
        self.copy_button.clicked.connect(self.copy)
        self.more = icon_button("more", tr("More to do with this message"), theme)
        self.more.clicked.connect(lambda: self.open_menu_below(self.more))
        for place, part in enumerate((self.reply, self.edit_button, self.copy_button, self.more), 1):
            self._action_row.insertWidget(place, part)
        self._has_actions = True

    def place_pager(self, pager: Pager) -> None:
        self._action_row.addWidget(pager)

    @property
    def editor(self) -> MessageEdit | None:
        """Where another version of it is being written."""
        return self._editor

    @property
    def edit_draft(self) -> str:
        return self._editor.text if self._editor is not None else ""

    def edit(self) -> None:
        """Let the person write another version, beginning with this one."""
        self.open_editor(self.content)
        if self._editor is not None:
            self._editor.focus()
            self.edit_opened.emit()

    def open_editor(self, text: str) -> None:
        if self._editor is not None:
            return
        self._editor = editor = MessageEdit(self._theme, text)
        editor.field.textChanged.connect(self._write_on)
        editor.sent.connect(self._send)
        editor.cancelled.connect(self._close_editor)
        editor.draft_changed.connect(self.edit_draft_changed)
        self._bubble.hide()
        self._rows.insertWidget(self._rows.indexOf(self._actions), editor)
        self._show_actions()
        if self._is_current:
            self.set_current(True)

    def _send(self, text: str) -> None:
        self.is_sent = True
        self.edited.emit(text)

    def _write_on(self) -> None:
        self.is_sent = False

    def _close_editor(self) -> None:
        if self._editor is None:
            return
        self._editor.hide()
        self._editor.deleteLater()
        self._editor = None
        self._bubble.setVisible(self._has_text)
        self._show_actions()
        self.edit_draft_changed.emit("")
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._editor is not None and not self.hasFocus():
            event.ignore()  # what the field has no use for is not for the message
        else:
            super().keyPressEvent(event)

    def act_by_key(self, key: int) -> bool:
        if key == Qt.Key.Key_E:
            self.edit()
        elif key == Qt.Key.Key_R and self.is_newest:
            self.acted.emit(MessageAction.WRITE_AGAIN)
        else:
            return False
        return True

    def fill_menu(self, menu: QMenu) -> None:
        menu.addAction(entry(tr("Edit and send again"), "E"), self.edit)
        if self.is_newest:
            menu.addAction(entry(tr("Ask for the reply"), "R"), partial(self.acted.emit, MessageAction.WRITE_AGAIN))
        menu.addSeparator()

    def set_newest(self, newest: bool) -> None:
        super().set_newest(newest)
        self._show_actions()

    def set_versions(self, versions: Sequence[int]) -> None:
        super().set_versions(versions)
        self._describe()

    def set_current(self, current: bool) -> None:
        self._is_current = current
        self._show_actions()
        super().set_current(current)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._is_hovered = True
        self._show_actions()

    def leaveEvent(self, event: QEvent) -> None:
        self._is_hovered = False
        self._show_actions()

    def _show_actions(self) -> None:
        """The place is theirs all the time, so that nothing moves."""
        wanted = (self._is_hovered or self._is_current) and self._editor is None
        answers = self.is_newest and self._editor is None
        if (wanted or answers) and not self._has_actions:
            self._make_actions()
        if self._has_actions:
            for button in (self.edit_button, self.copy_button, self.more):
                button.setVisible(wanted)
            self.reply.setVisible(answers)
        self._actions.setVisible(self._editor is None)

    def set_message(self, message: StoredMessage) -> None:
        if message.content != self.message.content:
            self.message = message
            self._show_text()
        self.message = message

    def set_width(self, width: int) -> None:
        self._width = width
        self._fit()

    def restyle(self) -> None:
        self._actions.setFixedHeight(self._theme.small_size + 14)
        for view in self._views:
            view.restyle()
        for chip, attachment in zip(self.files, self.message.attachments, strict=True):
            chip.set_attachment(attachment)
        self._fit()

    def discard(self) -> None:
        self._discarded = True

    def stops(self) -> list[QWidget]:
        if self._editor is not None:
            return self._editor.stops()
        actions = [self.reply, self.edit_button, self.copy_button, self.more] if self._has_actions else []
        pager = [self._pager.before, self._pager.after] if self._pager is not None else []
        return [*(chip.button for chip in self.files), *self._views, self._unfold, *actions, *pager]

    def texts(self) -> Sequence[TextView]:
        return self._views

    def set_marked(self, wanted: str) -> None:
        super().set_marked(wanted)
        if wanted and not self._unfold.isHidden() and any(end > FOLD for _, end in places(self.content, wanted)):
            self.unfold()

    def unfold(self) -> None:
        """Show the rest, a part at a time."""
        self._unfold.hide()
        for start in range(FOLD, len(self.content), TAIL):
            self._work.put(partial(self._add_part, start, start + TAIL))

    def _show_text(self) -> None:
        for view in self._views:
            view.deleteLater()
        self._views = []
        text = self.content
        self._add_part(0, FOLD)
        folded = len(text) > FOLD
        if folded:
            self._unfold.setText(plural("Show {n} character", "Show all {n} characters", len(text)))
        self._unfold.setVisible(folded)
        self._bubble.setVisible(self._has_text and self._editor is None)
        self._describe()

    @property
    def _has_text(self) -> bool:
        """A message may be files alone."""
        return bool(self.content.strip()) or not self.message.attachments

    def _describe(self) -> None:
        files = "".join(tr("With the file {name}.", name=one.name) + " " for one in self.message.attachments)
        self.setAccessibleDescription(f"{self.version_words} {files}{self.content[:2_000]}".strip())

    def _add_part(self, start: int, end: int) -> None:
        if self._discarded:
            return
        view = TextView(self._theme)
        view.setAccessibleName(tr("Your message"))
        view.menu_requested.connect(self.open_menu)
        if self._width:
            view.set_width(self._most())
        view.set_plain(self.content[start:end])
        view.set_marked(self.marked)
        self._column.insertWidget(len(self._views), view)
        self._views.append(view)
        self._fit()

    def _most(self) -> int:
        return max(120, min(self._width - 48, round(self._width * 0.85)) - 28)

    def _fit(self) -> None:
        """As narrow as the text allows. A part that is laid out already is left as it is."""
        if not self._width:
            return
        most = self._most()
        for view in self._views:
            view.set_width(most)
        natural = max((view.natural_width() for view in self._views), default=0)
        if len(self._views) == 1 and natural < most:
            # The text keeps its wide layout unless it reads from right to left, which hangs on the other edge.
            self._views[0].set_width(max(natural + 1, 24))
            most = natural + 1
        for view in self._views:
            view.setFixedWidth(max(most, 24))
