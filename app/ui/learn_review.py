"""What would be learned from: every example with where it comes from, a tick to use it, and its text to edit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QPushButton,
    QScrollArea,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.learning import ReviewState
from app.personal.examples import Basis, Candidate, LeftOut
from app.personal.review import Review
from app.translation import tr
from app.ui import review_words
from app.ui.facts_table import plain, wrapped
from app.ui.file_drops import FileDrops
from app.ui.halves import Halves
from app.ui.learn_documents import DocumentBar
from app.ui.text_field import TextField
from app.ui.theme import Theme
from app.ui.tick_box import TickBox, draw_tick_box
from app.ui.two_lines import Index, Row, TwoLines

TICK = 30
"""Width of the tick's column in the list, in pixels."""
LOW = 480
"""Height of the page, in pixels, at which what was said before is left out."""
ASKED = 600
"""Characters of the question that are shown."""


class ReviewPage(QWidget):
    included = Signal(list, bool)
    """(keys, whether these examples are to be used)"""
    edited = Signal(str, str)
    """(key, text that is to be learned instead)"""
    vote_forgotten = Signal(int)
    """Id"""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._counts = wrapped("title")
        self._promise = wrapped("muted")
        self._promise.setText(tr(review_words.PROMISE))
        self._empty = wrapped("headline")
        self._begin = wrapped("muted")
        self._begin.setText(tr(review_words.HOW_TO_BEGIN))
        self.documents = DocumentBar(theme)
        drops = FileDrops(theme, self, tr(review_words.DROP))
        drops.dropped.connect(self.documents.added)
        self.list = ExampleList(theme)
        self.list.chosen.connect(self._show_chosen)
        self.list.toggled.connect(self._toggle)
        self.details = _Details(theme)
        self.details.use.toggled.connect(lambda on: self._tell_included(on=on))
        self.details.field.left.connect(self._tell_edited)
        self.details.field.setAcceptDrops(False)  # files are dropped on the whole page
        self.details.forget.clicked.connect(self._tell_forgotten)
        self.details.all.clicked.connect(self._tell_all_included)
        self._review: Review | None = None
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.details)
        area.setMinimumHeight(90)
        self._body = Halves(self.list, area)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 4, 20, 12)
        column.setSpacing(6)
        column.addWidget(self._counts)
        column.addWidget(self._promise)
        column.addWidget(self._empty)
        column.addWidget(self._begin)
        column.addSpacing(2)
        column.addWidget(self.documents)
        column.addSpacing(4)
        column.addWidget(self._body, 1)
        self._room = QWidget()
        column.addWidget(self._room, 1)
        self.show_review(ReviewState())

    def show_review(self, state: ReviewState) -> None:
        self._review = review = state.review
        rows = review.candidates[::-1] if review is not None else ()
        self._counts.setText(review_words.headline(state))
        self._counts.setVisible(bool(rows))
        self._empty.setText(review_words.headline(state))
        self._empty.setVisible(not rows)
        self._begin.setVisible(not rows)
        self._room.setVisible(not rows)
        self.documents.setVisible(review is not None)
        self.documents.show_sources(review.documents if review is not None else ())
        self.list.setVisible(bool(rows))
        self._body.setVisible(bool(rows))
        self._show_promise()
        self.list.show_rows(rows)
        self._show_chosen()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_promise()

    def focus_first(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_promise(self) -> None:
        """Where the examples leave room for it."""
        self._promise.setVisible(self._body.isVisibleTo(self) and self.height() > LOW)

    def _show_chosen(self) -> None:
        row = self.list.chosen_row
        self.details.setVisible(row is not None)
        if row is not None:
            self.details.show_row(row, self._review.from_source_of(row) if self._review is not None else ())

    def _toggle(self) -> None:
        self.details.use.click()

    def _tell_included(self, *, on: bool) -> None:
        row = self.list.chosen_row
        if row is not None:
            self.included.emit([row.example.key], on)

    def _tell_all_included(self) -> None:
        row = self.list.chosen_row
        if row is not None and self._review is not None:
            alike = self._review.from_source_of(row)
            wanted = not any(one.included for one in alike)
            changed = [one for one in alike if not (wanted and one.left_out is LeftOut.DUPLICATE)]
            self.included.emit([one.example.key for one in changed], wanted)

    def _tell_forgotten(self) -> None:
        row = self.list.chosen_row
        if row is not None:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            self.vote_forgotten.emit(int(row.example.key.partition(":")[2]))

    def _tell_edited(self) -> None:
        row = self.list.chosen_row
        text = self.details.field.toPlainText()
        if row is not None and text != row.reply:
            self.edited.emit(row.example.key, text)


class _Details(QWidget):
    """The example that is chosen in the list."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("page")
        self._key = self._shown = ""
        self._source = wrapped("title")
        self._kind = wrapped("muted")
        self._note = wrapped("note")
        self.use = TickBox(theme, tr("Use this example"))
        self.all = QPushButton()
        self.forget = QPushButton(tr("Forget this vote"))
        links = QHBoxLayout()
        links.setSpacing(4)
        for link in (self.all, self.forget):
            link.setProperty("role", "link")
            link.setAutoDefault(False)
            links.addWidget(link)
        links.addStretch(1)
        self._asked_title, self._asked = plain("small"), wrapped("")
        self._asked_title.setText(tr("You asked"))
        self._rejected_title, self._rejected = plain("small"), wrapped("muted")
        self._text_title = plain("small")
        self.field = TextField(theme, least_lines=3, most_lines=14)
        self.field.setAccessibleName(tr("Text that is learned"))
        self.field.accepted.connect(lambda: self.use.setFocus(Qt.FocusReason.OtherFocusReason))
        self.field.dismissed.connect(self._leave_as_it_was)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(6)
        for part in (self._source, self._kind, self._note, self.use):
            column.addWidget(part)
        column.addLayout(links)
        column.addSpacing(8)
        parts = (self._asked_title, self._asked, self._rejected_title, self._rejected, self._text_title, self.field)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)

    def show_row(self, row: Candidate, alike: Sequence[Candidate]) -> None:
        """`alike` are the examples of the same source."""
        note = review_words.note(row)
        self._source.setText(row.title)
        self._kind.setText(review_words.kind(row))
        self._note.setText(note)
        self._note.setVisible(bool(note))
        with QSignalBlocker(self.use):
            self.use.setChecked(row.included)
        asked = row.question if len(row.question) <= ASKED else f"{row.question[:ASKED].rstrip()}\u2026"
        for title, label, text in (
            (self._asked_title, self._asked, asked),
            (self._rejected_title, self._rejected, row.example.rejected),
        ):
            label.setText(text)
            label.setVisible(bool(text))
            title.setVisible(bool(text))
        self.all.setText(review_words.all_of(alike))
        self.all.setVisible(len(alike) > 1)
        voted = row.example.key.startswith("vote:")
        self.forget.setVisible(voted)
        self._rejected_title.setText(tr("The other answer") if voted else tr("The model had said"))
        disliked = row.basis is Basis.DISLIKED
        self._text_title.setText(tr("What becomes less likely") if disliked else tr("What is learned"))
        if row.example.key != self._key or self._shown != row.reply:
            self._key, self._shown = row.example.key, row.reply
            self.field.setPlainText(row.reply)

    def _leave_as_it_was(self) -> None:
        self.field.setPlainText(self._shown)
        self.use.setFocus(Qt.FocusReason.OtherFocusReason)


class _Rows(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Candidate, ...] = ()

    def set_rows(self, rows: Sequence[Candidate]) -> bool:
        """Answers whether they are other examples than before."""
        same = [row.example.key for row in rows] == [row.example.key for row in self._rows]
        if same:
            self._rows = tuple(rows)
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return False
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()
        return True

    def at(self, index: Index) -> Candidate:
        return self._rows[index.row()]

    def place(self, key: str) -> int:
        return next((place for place, row in enumerate(self._rows) if row.example.key == key), 0)

    def drawn(self, index: Index) -> Row:
        row = self._rows[index.row()]
        start = " ".join(row.reply[:200].split())
        summary = f"{tr(review_words.KINDS[row.basis])} \u00b7 {row.title}"
        return Row(start, summary, review_words.row_state(row), row.included)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default; it holds nothing
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        drawn = self.drawn(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return drawn.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            used = tr("Used") if self._rows[index.row()].included else tr("Left out")
            return f"{used}. {drawn.name}. {drawn.summary}. {drawn.state.whole}"
        return None


class ExampleList(QListView):
    chosen = Signal()
    toggled = Signal()
    """The chosen example is to be used, or not any more."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("conversations")  # drawn like the list at the side of the window
        self._showing = False
        self.rows = _Rows()
        self.setModel(self.rows)
        self.setItemDelegate(_Ticked(theme, self.rows, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setMinimumHeight(120)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(tr("Examples"))
        self.selectionModel().currentChanged.connect(lambda *_: self._showing or self.chosen.emit())

    @property
    def chosen_row(self) -> Candidate | None:
        index = self.currentIndex()
        return self.rows.at(index) if index.isValid() else None

    def show_rows(self, rows: Sequence[Candidate]) -> None:
        """What was chosen stays chosen where it is still there."""
        kept = self.chosen_row
        self._showing = True
        if self.rows.set_rows(rows) and rows:
            self.setCurrentIndex(self.rows.index(self.rows.place(kept.example.key) if kept is not None else 0))
        self._showing = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.toggled.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        place = event.position().toPoint()
        index = self.indexAt(place)
        if index.isValid() and place.x() < self.visualRect(index).left() + TICK:
            self.toggled.emit()


class _Ticked(TwoLines):
    """A tick before the two lines."""

    def __init__(self, theme: Theme, rows: _Rows, parent: QWidget) -> None:
        super().__init__(theme, rows.drawn, parent)
        self._rows = rows

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = self._rows.at(index)
        painter.save()
        tick = QRectF(option.rect.left() + 2, option.rect.top(), TICK - 8, option.rect.height())
        box = QRectF(0, 0, 16, 16)
        box.moveCenter(tick.center())
        draw_tick_box(painter, box, self._theme, on=row.included)
        painter.restore()
        moved = QStyleOptionViewItem(option)
        moved.rect = option.rect.adjusted(TICK, 0, 0, 0)
        super().paint(painter, moved, index)
