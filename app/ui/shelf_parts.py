"""Parts of the adapter shelf and the library: empty state, order, progress, one question."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.translation import plural, tr, tr_noop
from app.ui import adapter_words
from app.ui.theme import Theme
from models.adapters.entry import AdapterEntry


class EmptyPage(QWidget):
    """Teaches one thing, and offers one."""

    def __init__(self, headline: str, explanation: str, dropped: str, button: str) -> None:
        super().__init__()
        labels = [_plain("headline"), _plain("muted"), _plain("muted")]
        for label, text in zip(labels, (headline, explanation, dropped), strict=True):
            label.setText(text)
            label.setWordWrap(True)
        self.import_button = QPushButton(button)
        self.import_button.setProperty("role", "primary")
        self.import_button.setAutoDefault(False)
        box = QWidget()
        box.setMaximumWidth(520)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for label in labels:
            column.addWidget(label)
        column.addSpacing(4)
        column.addWidget(self.import_button, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(box, 8)
        row.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(28, 20, 28, 20)
        outer.addStretch(2)
        outer.addLayout(row)
        outer.addStretch(3)


class EmptyShelf(EmptyPage):
    def __init__(self) -> None:
        super().__init__(
            tr("An adapter changes how the model answers"),
            tr(
                "It is a small file on top of the model that is loaded: a style, a language, a task. It is switched on "
                "and off in the middle of a conversation, and the model stays as it is."
            ),
            tr("Drop one here: a GGUF adapter (.gguf), an .onnx_adapter file, or the folder of a PEFT adapter."),
            tr("Import an adapter\u2026"),
        )


class Order(StrEnum):
    READY = tr_noop("Ready to use first")
    NEWEST = tr_noop("Newest first")
    NAME = tr_noop("By name")
    SIZE = tr_noop("Largest first")


class OrderButton(QPushButton):
    """Says how a list is sorted, and lets it be sorted otherwise."""

    chosen = Signal()
    """Another order, which is `order` now."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "link")
        self.setAutoDefault(False)
        self.setToolTip(tr("How the list is sorted"))
        self.clicked.connect(self._open)
        theme.dress(self, "chevron-down")
        self.order = Order.READY
        self._show()

    def _open(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for order in Order:
            action = menu.addAction(tr(order), lambda order=order: self._choose(order))
            action.setCheckable(True)
            action.setChecked(order is self.order)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _choose(self, order: Order) -> None:
        self.order = order
        self._show()
        self.chosen.emit()

    def _show(self) -> None:
        self.setText(tr(self.order))
        self.setAccessibleName(tr("Sorted: {order}", order=tr(self.order)))


class ProgressRow(QFrame):
    """What is being done, how far it is, and Cancel."""

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self._text = _plain("")
        self._share = _plain("muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.cancel = QPushButton(tr("Cancel"))
        self.cancel.setProperty("role", "action")
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self._cancel)
        words_row = QHBoxLayout()
        words_row.setSpacing(8)
        words_row.addWidget(self._text, 1)
        words_row.addWidget(self._share)
        words_row.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 6, 8, 10)
        column.setSpacing(4)
        column.addLayout(words_row)
        column.addWidget(self._bar)
        self.hide()

    def show_progress(self, text: str, done: int, total: int) -> None:
        if not text:
            self.hide()
            return
        if self.isHidden():
            self.cancel.setEnabled(True)
        stopping = not self.cancel.isEnabled()
        self._text.setText(tr("Stopping") if stopping else text)
        thousandths = round(1000 * min(done, total) / total) if total else 0
        self._share.setText(f"{thousandths // 10} %" if total else "")
        self._bar.setMaximum(1000)
        self._bar.setValue(thousandths)
        self._bar.setAccessibleName(text)
        self.show()

    def _cancel(self) -> None:
        self.cancel.setEnabled(False)
        self._text.setText(tr("Stopping"))
        self.cancelled.emit()


class RemovalQuestion(QFrame):
    """Asks once, in place, where it can be seen. The answer that changes nothing has the keyboard."""

    confirmed = Signal(list)
    """Keys"""
    declined = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("problem")
        self.keys: list[str] = []
        self._title = _plain("title")
        self._text = _plain("")
        for label in (self._title, self._text):
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.keep = QPushButton(tr("Keep"))
        self.keep.clicked.connect(self.decline)
        self.remove = QPushButton(tr("Remove"))
        self.remove.clicked.connect(self._confirm)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.remove, self.keep):
            button.setProperty("role", "plain")
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addSpacing(4)
        column.addLayout(row)
        self.hide()

    def ask(self, entries: Sequence[AdapterEntry]) -> None:
        one = len(entries) == 1
        self.ask_about(
            [entry.key for entry in entries],
            tr("Remove {name}?", name=adapter_words.short(entries[0].name))
            if one
            else plural("Remove {n} adapter?", "Remove {n} adapters?", len(entries)),
            plural(
                "Its file is deleted. Conversations keep every text that it helped to write; one that is set to use it "
                "says so before its next message.",
                "Their files are deleted. Conversations keep every text that they helped to write; one that is set to "
                "use them says so before its next message.",
                len(entries),
            ),
        )

    def ask_about(self, keys: Sequence[str], title: str, text: str) -> None:
        """`text` says what becomes of them."""
        self.keys = list(keys)
        self._title.setText(title)
        self._text.setText(text)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.show()
        self.keep.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self._come_into_view)  # by then it has its place

    def decline(self) -> None:
        self.hide()
        self.declined.emit()

    def _confirm(self) -> None:
        self.hide()
        self.confirmed.emit(self.keys)

    def _come_into_view(self) -> None:
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None:
            area.ensureWidgetVisible(self, 0, 20)


def _plain(role: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        label.setProperty("role", role)
    return label
