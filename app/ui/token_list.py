"""The positions of a text as a list: one a line, with the tokens in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from app.translation import tr
from app.ui import dynamic_words, words
from engine.protocol import TokenSpan

Index = QModelIndex | QPersistentModelIndex


class _Spans(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self._spans: tuple[TokenSpan, ...] = ()

    def set_spans(self, spans: Sequence[TokenSpan]) -> None:
        self.beginResetModel()
        self._spans = tuple(spans)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default; it holds nothing
        return 0 if parent.isValid() else len(self._spans)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        span = self._spans[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{words.count(index.row() + 1)}   {dynamic_words.span(span)}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return dynamic_words.spoken_span(index.row() + 1, span)
        return None


class TokenList(QListView):
    def __init__(self) -> None:
        super().__init__()
        self._spans = _Spans()
        self.setObjectName("tokenList")
        self.setModel(self._spans)
        self.setAccessibleName(tr("Positions"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def set_spans(self, spans: Sequence[TokenSpan]) -> None:
        self._spans.set_spans(spans)
        if spans:
            self.setCurrentIndex(self._spans.index(0, 0))
