"""The models of the library as a list: name, facts and state in two lines, however many there are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from app.state import LibraryModel, ModelPhase, ModelStatus
from app.translation import tr
from app.ui import model_library_words, words
from app.ui.shelf_parts import Order
from app.ui.theme import Theme
from app.ui.two_lines import Index, Row, TwoLines


def arranged(models: Sequence[LibraryModel], status: ModelStatus, search: str, order: Order) -> list[LibraryModel]:
    """Those that have every word of `search` in their name, architecture, format, licence or origin, sorted."""
    wanted = search.casefold().split()
    found = [one for one in models if all(word in _searched(one) for word in wanted)]
    found.sort(key=lambda one: words.natural(one.name))
    match order:
        case Order.READY:
            found.sort(
                key=lambda one: (
                    not model_library_words.is_in_use(one.entry, status),
                    bool(one.entry.problem),
                    one.entry.pending,
                )
            )
        case Order.NEWEST:
            found.sort(key=lambda one: -one.entry.added_at)
        case Order.SIZE:
            found.sort(key=lambda one: -one.entry.bytes)
        case Order.NAME:
            pass
    return found


class ModelRows(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[LibraryModel] = []
        self._status = ModelStatus(ModelPhase.NONE)

    def set_models(self, models: Sequence[LibraryModel], status: ModelStatus) -> bool:
        """Answers whether the rows are other ones than before."""
        rows = list(models)
        same = [row.entry.key for row in rows] == [row.entry.key for row in self._rows]
        if same:
            self._rows, self._status = rows, status
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return False
        self.beginResetModel()
        self._rows, self._status = rows, status
        self.endResetModel()
        return True

    def model_at(self, index: Index) -> LibraryModel:
        return self._rows[index.row()]

    def index_of(self, key: str) -> QModelIndex:
        """An invalid one where it is not among them."""
        row = next((number for number, one in enumerate(self._rows) if one.entry.key == key), -1)
        return self.index(row) if row >= 0 else QModelIndex()

    def row(self, index: Index) -> Row:
        model = self._rows[index.row()]
        return Row(
            " ".join(model.name.split()),
            model_library_words.summary(model.entry),
            model_library_words.state(model, self._status),
            model_library_words.is_usable(model),
        )

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.row(index).name
        if role == Qt.ItemDataRole.ToolTipRole:
            return words.tool_tip(str(self._rows[index.row()].entry.path))
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            row = self.row(index)
            parts = (row.name, row.summary, row.state.whole)
            return ". ".join(part.rstrip(".") for part in parts if part)
        return None


class ModelList(QListView):
    chosen = Signal()
    """Another model than before is chosen."""
    opened = Signal(str)
    """Key: Enter, or a double click."""
    removal_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("conversations")  # drawn like the list at the side of the window
        self._showing = False
        self.models = ModelRows(self)
        self.setModel(self.models)
        self.setItemDelegate(TwoLines(theme, self.models.row, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(tr("Models"))
        self.selectionModel().currentChanged.connect(lambda *_: self._showing or self.chosen.emit())
        self.doubleClicked.connect(lambda index: self.opened.emit(self.models.model_at(index).entry.key))
        theme.changed.connect(self._restyle)

    def show_models(self, models: Sequence[LibraryModel], status: ModelStatus) -> None:
        """What was chosen stays chosen where it is still there; else what has come to its place. Nothing is told."""
        kept, place = self.chosen_key, max(self.currentIndex().row(), 0)
        self._showing = True
        if self.models.set_models(models, status):
            index = self.models.index_of(kept)
            self.setCurrentIndex(index if index.isValid() else self.models.index(min(place, len(models) - 1)))
        self._showing = False

    def choose(self, key: str) -> None:
        index = self.models.index_of(key)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    @property
    def chosen_key(self) -> str:
        """Empty where none is."""
        model = self.chosen_model
        return model.entry.key if model is not None else ""

    @property
    def chosen_model(self) -> LibraryModel | None:
        index = self.currentIndex()
        return self.models.model_at(index) if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = self.chosen_key
        if event.key() == Qt.Key.Key_Delete and key:
            self.removal_requested.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and key:
            self.opened.emit(key)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        # A list view keeps Tab for its own cells; this one has none.
        return QFrame.focusNextPrevChild(self, forward)

    def _restyle(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()


def _searched(one: LibraryModel) -> str:
    entry = one.entry
    parts = (
        one.name,
        entry.name,
        entry.title,
        entry.architecture,
        entry.quantization,
        entry.format,
        entry.license,
        entry.origin,
    )
    return "\n".join(parts).casefold()
