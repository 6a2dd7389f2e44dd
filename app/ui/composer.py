"""The message box: it grows with the text, sends, and stops what is being written."""

from __future__ import annotations

import re
from math import ceil

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.draft import NO_DRAFT, Draft
from app.state import Activity, ChatActivity, Demand
from app.translation import tr
from app.ui import words
from app.ui.attachment_row import AttachmentRow
from app.ui.file_drops import dropped_paths
from app.ui.shortcuts import ATTACH, SCHEMA, native
from app.ui.shortcuts import tip as with_keys
from app.ui.text_direction import keep_turned, turn
from app.ui.theme import Theme

DRAFT_PAUSE_MS = 300
MOST_LINES = 8
LEAST_CHARACTERS = 24
"""Of a line in the box that there must be room for beside the hint."""
LEAST_BESIDE = 12
"""Characters of a line in the box that there must be room for beside the buttons."""
FOLD = 40_000
"""Characters of a paste that is kept beside the box instead of in it."""
_LONG_WORD = re.compile(r"\S{3000}")
"""A run that takes Qt long to wrap: the time grows with the square of its length."""


class Composer(QFrame):
    """Keeps a draft. A very long paste becomes a chip above the text and is sent after it; files are sent before it."""

    submitted = Signal(object)
    """Draft"""
    stop_requested = Signal()
    draft_changed = Signal(object)
    """Draft"""
    files_changed = Signal(object)
    """tuple[Attachment, ...]: what is attached now."""
    files_wanted = Signal()
    """The person wants to choose files to attach."""
    files_brought = Signal(list)
    """Paths of files that were pasted."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("composer")
        self._pasted = ""
        self._activity = ChatActivity(Activity.IDLE)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(DRAFT_PAUSE_MS)
        self._pause.timeout.connect(lambda: self.draft_changed.emit(self.written))

        self._paste_chip = QPushButton()
        self._paste_chip.setProperty("role", "chip")
        self._paste_chip.setToolTip(tr("Sent after what you write. Press to remove it."))
        self._paste_chip.clicked.connect(self._remove_paste)
        theme.dress(self._paste_chip, "close")
        self._paste_chip.hide()
        self.files = AttachmentRow(theme)
        self.files.changed.connect(self._files_changed)
        self.attach = QPushButton()
        self.attach.setProperty("role", "icon")
        self.attach.setAccessibleName(tr("Attach files"))
        self.attach.setToolTip(
            words.tool_tip(with_keys(tr("Attach files: their text is read with your message"), ATTACH.keys[0]))
        )
        self.attach.clicked.connect(self.files_wanted)
        theme.dress(self.attach, "attach")
        self.schema = QPushButton()
        self.schema.setProperty("role", "icon")
        self.schema.setCheckable(True)
        theme.dress(self.schema, "braces")
        self.schema.clicked.connect(lambda: self.schema.setChecked(self._demands_schema))  # the editor decides
        self._theme = theme
        self.set_demand(Demand.NONE)

        self.text = _Box(theme)
        self.text.setAccessibleName(tr("Message"))
        self.text.setAccessibleDescription(tr("Enter sends, Shift and Enter starts a new line"))
        self.text.textChanged.connect(self._changed)
        self.text.send_pressed.connect(self._submit)
        self.text.stop_pressed.connect(self.stop_requested)
        self.text.long_paste.connect(self._keep_paste)
        self.text.files_pasted.connect(self.files_brought)
        self.text.focus_changed.connect(self._show_focus)
        self._hint = QLabel(tr("Enter sends"))
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        self._hint.setProperty("role", "small")
        self.button = QPushButton(tr("Send"))
        self.button.setObjectName("send")
        self.button.clicked.connect(self._press)

        self._tools = QWidget()
        tools = QHBoxLayout(self._tools)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.setSpacing(0)
        for tool in (self.attach, self.schema):
            tools.addWidget(tool, 0, Qt.AlignmentFlag.AlignBottom)
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._arrange(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 10, 10)
        column.setSpacing(8)
        self._column = column
        column.addWidget(self.files)
        column.addWidget(self._paste_chip, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._grid)
        self._show_state()

    def set_row(self, row: QWidget) -> None:
        """What shapes the reply, above the text."""
        self._column.insertWidget(0, row)

    @property
    def draft(self) -> str:
        """What would be sent now: the text, and after it what was pasted beside it."""
        text = self.text.toPlainText()
        return f"{text}\n\n{self._pasted}" if text.strip() and self._pasted else text + self._pasted

    @property
    def written(self) -> Draft:
        """All that would be sent now."""
        return Draft(self.draft, self.files.attachments)

    def set_written(self, draft: Draft) -> None:
        self.files.set_attachments(draft.attachments)
        self.set_draft(draft.text)
        self._changed()

    def set_draft(self, text: str) -> None:
        """The files stay."""
        if _is_long(text):
            self.text.clear()
            self._keep_paste(text)
        else:
            self._remove_paste()
            self.text.setPlainText(text)
            self.text.moveCursor(QTextCursor.MoveOperation.End)

    def set_demand(self, demand: Demand) -> None:
        """Which answers must be JSON of a certain form."""
        self._demands_schema = demanded = demand is not Demand.NONE
        self.schema.setChecked(demanded)
        self._theme.dress(self.schema, "braces", "accent" if demanded else "muted")
        name, tip = {
            Demand.NONE: (tr("Answers as JSON: off"), tr("Demand answers as JSON")),
            Demand.ONCE: (
                tr("The next answer as JSON"),
                tr("The next answer follows a JSON schema: look at it, or take it out"),
            ),
            Demand.ALWAYS: (
                tr("Answers as JSON: on"),
                tr("Answers follow a JSON schema: look at it, or take it out"),
            ),
        }[demand]
        self.schema.setAccessibleName(name)
        self.schema.setToolTip(words.tool_tip(with_keys(tip, SCHEMA.keys[0])))

    def settle(self) -> None:
        """Tell of the draft now, where typing has not paused yet."""
        if self._pause.isActive():
            self._pause.stop()
            self.draft_changed.emit(self.written)

    def set_activity(self, activity: ChatActivity) -> None:
        self._activity = activity
        self._show_state()

    def focus(self) -> None:
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """The words beside the button go where they would leave no room to write; the status line says them, too. Where
        there is too little without them, the text is above the buttons."""
        character = self.fontMetrics().averageCharWidth()
        others = (self.attach, self.schema, self.button)
        room = self.width() - sum(part.sizeHint().width() for part in others) - 24 - 24
        is_above = room < LEAST_BESIDE * character
        needed = self._hint.sizeHint().width() + (0 if is_above else LEAST_CHARACTERS * character)
        self._hint.setVisible(room >= needed)
        self._hint.setMinimumHeight(self.button.sizeHint().height())  # its words stand beside those of the button
        if is_above is not self._is_above:
            self._arrange(is_above)

    def _arrange(self, is_above: bool) -> None:
        """The text beside the buttons, or above them."""
        self._is_above = is_above
        row = int(is_above)
        for column, part in ((0, self._tools), (2, self._hint), (3, self.button)):
            self._grid.addWidget(part, row, column, Qt.AlignmentFlag.AlignBottom)
        if is_above:
            self._grid.addWidget(self.text, 0, 0, 1, 4)
        else:
            self._grid.addWidget(self.text, 0, 1)

    def _press(self) -> None:
        if self._activity.activity is Activity.IDLE:
            self._submit()
        else:
            self.stop_requested.emit()
        self.text.setFocus()

    def _submit(self) -> None:
        draft = self.written
        if self._activity.activity is not Activity.IDLE or draft.is_empty or self.files.is_reading:
            return
        self.set_written(NO_DRAFT)
        self._pause.stop()
        self.submitted.emit(draft)

    def _files_changed(self) -> None:
        self.files_changed.emit(self.files.attachments)
        self._changed()

    def _changed(self) -> None:
        self._pause.start()
        self._show_state()

    def _keep_paste(self, text: str) -> None:
        self._pasted = f"{self._pasted}\n\n{text}" if self._pasted else text
        self._paste_chip.setText(tr("Pasted text, {number} characters", number=len(self._pasted)))
        self._paste_chip.setAccessibleName(tr("{text}. Press to remove it.", text=self._paste_chip.text()))
        self._paste_chip.show()
        self._changed()

    def _remove_paste(self) -> None:
        if self._pasted:
            self._pasted = ""
            self._paste_chip.hide()
            self._changed()

    def _show_focus(self, focused: bool) -> None:
        # The ring goes around the whole box, which is what the person sees as the field.
        self.setProperty("focused", focused)
        self.style().polish(self)

    def _show_state(self) -> None:
        idle = self._activity.activity is Activity.IDLE
        if idle:
            self.button.setText(tr("Send"))
            self.button.setToolTip(native("Enter"))
            has_message = bool(self._pasted) or not self.text.is_blank()
            something = has_message or bool(self.files.attachments)
            self.files.set_has_message(has_message)
            self.button.setEnabled(something and not self.files.is_reading)
            self._hint.setText(tr("Reading files") if self.files.is_reading else tr("Enter sends"))
        else:
            self.button.setText(tr("Stop"))
            self.button.setToolTip(native("Esc"))
            self.button.setEnabled(self._activity.activity is not Activity.STOPPING)
            self._hint.setText(words.activity(self._activity))
        self._make_room()
        self.button.setProperty("stops", not idle)
        self.button.style().polish(self.button)


class _Box(QPlainTextEdit):
    """The text itself, one to eight lines tall."""

    send_pressed = Signal()
    stop_pressed = Signal()
    long_paste = Signal(str)
    files_pasted = Signal(list)
    focus_changed = Signal(bool)
    left_upwards = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._show_hint()
        self.setTabChangesFocus(True)
        self.setAcceptDrops(True)
        self.document().setDocumentMargin(0)
        self.setViewportMargins(0, 6, 0, 6)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        theme.changed.connect(self._fit)
        keep_turned(self)
        self._fit()

    def is_blank(self) -> bool:
        """Whether there is nothing to send. Looks at no more of a long text than it must."""
        block = self.document().begin()
        while block.isValid():
            if block.text().strip():
                return False
            block = block.next()
        return True

    def sizeHint(self) -> QSize:
        return QSize(200, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_hint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._show_hint()
        elif event.type() == QEvent.Type.LayoutDirectionChange:
            turn(self)

    def event(self, event: QEvent) -> bool:
        # The window undoes a deletion with this key; a text claims it also where it has nothing to do again.
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.ShortcutOverride
            and event.matches(QKeySequence.StandardKey.Redo)
            and not self.document().isRedoAvailable()
        ):
            event.ignore()
            return True
        return super().event(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        # Files are for the window around; their addresses are no text that anybody wants to send.
        if event.mimeData().hasUrls():
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if paths := dropped_paths(source):
            self.files_pasted.emit(paths)
            return
        text = source.text() if source.hasText() else ""
        if _is_long(text):
            self.long_paste.emit(text)
        elif text:
            self.insertPlainText(text)
            self.ensureCursorVisible()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() or bool(dropped_paths(source))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier):
            self.send_pressed.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif event.key() == Qt.Key.Key_Up and self.document().isEmpty():
            self.left_upwards.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit(False)

    def _show_hint(self) -> None:
        """What is to be done here, in as many words as there is room for."""
        room = self.viewport().width()
        hints = (tr("Write a message"), tr("Message"))
        fitting = (hint for hint in hints if self.fontMetrics().horizontalAdvance(hint) <= room)
        self.setPlaceholderText(next(fitting, hints[-1]))

    def _fit(self) -> None:
        lines = max(1, min(MOST_LINES, round(self.document().size().height())))
        first = self.document().begin()
        line = max(self.fontMetrics().lineSpacing(), self.blockBoundingRect(first).height() / max(1, first.lineCount()))
        margins = self.viewportMargins()
        height = ceil(lines * line) + margins.top() + margins.bottom() + 2
        if self.minimumHeight() != height:
            self.setFixedHeight(height)
            # It was scrolled to the cursor while it was shorter.
            if lines < MOST_LINES:
                QTimer.singleShot(0, self, lambda: self.verticalScrollBar().setValue(0))
        # A bar beside text that fits would only flicker.
        inner = Qt.ScrollBarPolicy.ScrollBarAsNeeded if lines == MOST_LINES else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(inner)


def _is_long(text: str) -> bool:
    return len(text) > FOLD or _LONG_WORD.search(text) is not None
