"""A layout that goes on in the next line where a line is full, like words do."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Every item has the size that it asks for, or the whole width where that is less, and the middle of its line's
    height. Hidden ones take no place."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 8, *, ends: bool = False) -> None:
        """With `ends` every line ends at the right edge instead of beginning at the left one."""
        super().__init__(parent)
        self._ends = ends
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        """By width. Qt asks for them again with every change anywhere in the window."""
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # pyright: ignore[reportIncompatibleMethodOverride]  # the stubs leave out None, which Qt asks for
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # pyright: ignore[reportIncompatibleMethodOverride]  # as above
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), moves=False)
        return self._heights[width]

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, moves=True)

    def sizeHint(self) -> QSize:
        """Everything in one line."""
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in sizes) + self.spacing() * max(0, len(sizes) - 1)
        margins = self.contentsMargins()
        height = max((size.height() for size in sizes), default=0)
        return QSize(width + margins.left() + margins.right(), height + margins.top() + margins.bottom())

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _place(self, rect: QRect, *, moves: bool) -> int:
        """Lay the items out in `rect`; returns the height that they take."""
        margins = self.contentsMargins()
        area = rect.adjusted(margins.left(), margins.top(), -margins.right(), -margins.bottom())
        x, y, line = area.x(), area.y(), 0
        placed: list[tuple[QLayoutItem, QRect]] = []
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            width = max(item.minimumSize().width(), min(size.width(), area.width()))
            if x > area.x() and x + width > area.right() + 1:
                x, y, line = area.x(), y + line + self.spacing(), 0
            placed.append((item, QRect(QPoint(x, y), QSize(width, size.height()))))
            x += width + self.spacing()
            line = max(line, size.height())
        parent = self.parentWidget()
        mirrored = parent is not None and parent.isRightToLeft()
        for item, place in placed if moves else ():
            beside = [other for _, other in placed if other.y() == place.y()]
            place = place.translated(0, (max(other.height() for other in beside) - place.height()) // 2)
            if self._ends:
                place = place.translated(area.right() - max(other.right() for other in beside), 0)
            if mirrored:
                place = place.translated(area.left() + area.right() - place.left() - place.right(), 0)
            item.setGeometry(place)
        return y + line - rect.y() + margins.bottom()
