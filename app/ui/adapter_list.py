"""The adapters of the shelf as a list: name, facts and state in two lines, drawn quickly however many there are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
)

from app.state import ShelfAdapter
from app.translation import tr
from app.ui import adapter_words, words
from app.ui.shelf_parts import Order
from app.ui.theme import Theme
from app.ui.two_lines import Row, TwoLines

_Index = QModelIndex | QPersistentModelIndex


def arranged(adapters: Sequence[ShelfAdapter], in_use: frozenset[str], search: str, order: Order) -> list[ShelfAdapter]:
    """Those that have every word of `search` in their name, description, base or origin, sorted."""
    wanted = search.casefold().split()
    found = [one for one in adapters if all(word in _searched(one) for word in wanted)]
    found.sort(key=lambda one: words.natural(one.entry.name))
    match order:
        case Order.READY:
            found.sort(
                key=lambda one: (
                    one.entry.key not in in_use,
                    bool(one.misfit) and one.steering is None,
                    bool(one.entry.problem),
                    one.steering is not None,
                )
            )
        case Order.NEWEST:
            found.sort(key=lambda one: -one.entry.added_at)
        case Order.SIZE:
            found.sort(key=lambda one: -one.entry.bytes)
        case Order.NAME:
            pass
    return found


class AdapterModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[ShelfAdapter] = []
        self._in_use: frozenset[str] = frozenset()
        self._model = ""

    def set_adapters(self, adapters: Sequence[ShelfAdapter], in_use: frozenset[str], model: str) -> bool:
        """Answers whether the rows are other ones than before."""
        rows = list(adapters)
        if [row.entry.key for row in rows] == [row.entry.key for row in self._rows]:
            self._rows, self._in_use, self._model = rows, in_use, model
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return False
        self.beginResetModel()
        self._rows, self._in_use, self._model = rows, in_use, model
        self.endResetModel()
        return True

    def adapter(self, index: _Index) -> ShelfAdapter:
        return self._rows[index.row()]

    def state(self, index: _Index) -> adapter_words.State:
        adapter = self._rows[index.row()]
        return adapter_words.state(adapter, adapter.entry.key in self._in_use, self._model)

    def row(self, index: _Index) -> Row:
        adapter = self._rows[index.row()]
        name = " ".join(adapter.entry.name.split())
        usable = adapter_words.is_usable(adapter) or adapter_words.can_steer(adapter)
        return Row(name, adapter_words.summary(adapter.entry), self.state(index), usable)

    def indexes_of(self, keys: Sequence[str]) -> list[QModelIndex]:
        return [self.index(number) for number, row in enumerate(self._rows) if row.entry.key in keys]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self._rows[index.row()].entry
        if role == Qt.ItemDataRole.DisplayRole:
            return self.row(index).name
        if role == Qt.ItemDataRole.ToolTipRole:
            return words.tool_tip(entry.name)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            parts = (entry.name, adapter_words.summary(entry), self.state(index).whole)
            return ". ".join(part.rstrip(".") for part in parts if part)
        return None


class AdapterList(QListView):
    """One adapter chosen, or several to stack."""

    chosen = Signal()
    """Other adapters than before are chosen."""
    opened = Signal(str)
    """Key: Enter, or a double click."""
    removal_requested = Signal()
    rename_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("conversations")  # drawn like the list at the side of the window
        self._theme = theme
        self._showing = False
        self.adapters = AdapterModel(self)
        self.setModel(self.adapters)
        self.setItemDelegate(TwoLines(theme, self.adapters.row, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(tr("Adapters"))
        self.setAccessibleDescription(tr("Shift or Control chooses several, to merge them"))
        self.selectionModel().selectionChanged.connect(self._selection_changed)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.adapters.adapter(index).entry.key))
        theme.changed.connect(self._restyle)

    def show_adapters(self, adapters: Sequence[ShelfAdapter], in_use: frozenset[str], model: str) -> None:
        """What was chosen stays chosen where it is still there; else what has come to its place. Nothing is told."""
        kept = [one.entry.key for one in self.chosen_adapters()]
        place = min(max(self.currentIndex().row(), 0), len(adapters) - 1)
        self._showing = True
        if self.adapters.set_adapters(adapters, in_use, model):
            self._select(self.adapters.indexes_of(kept) or ([self.adapters.index(place)] if adapters else []))
        self._showing = False

    def choose(self, key: str) -> None:
        self.choose_all([key])

    def choose_all(self, keys: Sequence[str]) -> None:
        self._select(self.adapters.indexes_of(keys))

    def chosen_adapters(self) -> list[ShelfAdapter]:
        """In the order of the list."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.adapters.adapter(self.adapters.index(row)) for row in rows]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        chosen = self.chosen_adapters()
        if event.key() == Qt.Key.Key_Delete and chosen:
            self.removal_requested.emit()
        elif event.key() == Qt.Key.Key_F2 and len(chosen) == 1:
            self.rename_requested.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and len(chosen) == 1:
            self.opened.emit(chosen[0].entry.key)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        # A list view keeps Tab for its own cells; this one has none.
        return QFrame.focusNextPrevChild(self, forward)

    def _select(self, indexes: Sequence[QModelIndex]) -> None:
        selection = QItemSelection()
        for index in indexes:
            selection.select(index, index)
        flag = QItemSelectionModel.SelectionFlag
        if indexes:
            self.selectionModel().setCurrentIndex(indexes[0], flag.NoUpdate)
            self.scrollTo(indexes[0])
        self.selectionModel().select(selection, flag.ClearAndSelect)

    def _selection_changed(self) -> None:
        if not self._showing:
            self.chosen.emit()

    def _restyle(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()


def _searched(one: ShelfAdapter) -> str:
    entry = one.entry
    return "\n".join((entry.name, entry.description, entry.base, entry.origin)).casefold()
