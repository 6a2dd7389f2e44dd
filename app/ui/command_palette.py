"""Everything that the window can do, found by typing a few letters of it, and done by Enter."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.translation import tr
from app.ui.shortcuts import GROUP, GROUPS, WITHOUT_KEYS, Shortcut, native_keys

_ROWS = 12
_MOVING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True)
class Command:
    words: str
    group: str
    source: str
    """Both in English, by which it is found in every language."""
    keys: str
    act: Callable[[], object]


def commands(acts: Mapping[Shortcut, Callable[[], object]]) -> list[Command]:
    """Those of the shortcuts, in the order in which the sheet has them, and those that have no keys."""
    return [
        Command(
            tr(shortcut.words), tr(group, GROUP), f"{shortcut.words} {group}", native_keys(shortcut), acts[shortcut]
        )
        for group, shortcuts in (*GROUPS, *WITHOUT_KEYS)
        for shortcut in shortcuts
        if shortcut in acts
    ]


def matching(found: Sequence[Command], typed: str) -> list[Command]:
    """Those that hold every word typed; first those that have one beginning as it was typed."""
    wanted = typed.casefold().split()

    def rank(command: Command) -> int:
        words = command.words.casefold().split()
        return sum(not any(word.startswith(part) for word in words) for part in wanted)

    held = [one for one in found if all(part in f"{one.words} {one.group} {one.source}".casefold() for part in wanted)]
    return sorted(held, key=rank)


class CommandPalette(QDialog):
    """Closes before it does what was chosen, so that the keyboard is where it was."""

    def __init__(self, found: Sequence[Command], window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setWindowTitle(tr("Commands"))
        self._found = found
        self._shown: list[Command] = []
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("What do you want to do?"))
        self.field.setAccessibleName(tr("Command"))
        self.field.setAccessibleDescription(tr("Up and Down choose, Enter does it"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._show)
        self.field.installEventFilter(self)
        self.list = QTreeWidget()
        self.list.setObjectName("commands")
        self.list.setAccessibleName(tr("Commands"))
        self.list.setColumnCount(3)
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.list.itemClicked.connect(lambda _: self._act())
        self._nothing = QLabel(tr("Nothing is called that. Try another word."))
        self._nothing.setProperty("role", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self._nothing)
        column.addWidget(self.list, 1)
        line = QFontMetrics(self.font()).lineSpacing()
        screen = self.screen().availableSize()
        self.resize(min(52 * line, screen.width() - 40), min(round(_ROWS * (line + 15)) + 60, screen.height() - 80))
        self._show("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # In large text the words need the room of their group.
        self.list.setColumnHidden(1, self.width() < 36 * QFontMetrics(self.font()).lineSpacing())

    @property
    def shown(self) -> list[Command]:
        """What fits what is typed, in its order."""
        return self._shown

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Of the field: keys that are for the list."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _MOVING:
                self.list.event(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._act()
                return True
        return super().eventFilter(watched, event)

    def _show(self, typed: str) -> None:
        self._shown = matching(self._found, typed)
        self.list.clear()
        for command in self._shown:
            item = QTreeWidgetItem([command.words, command.group, command.keys])
            item.setForeground(1, self.palette().placeholderText())
            item.setForeground(2, self.palette().placeholderText())
            item.setToolTip(0, command.words)
            item.setSizeHint(0, QSize(0, QFontMetrics(self.font()).lineSpacing() + 13))
            item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            # One line for a screen reader, which would read the cells one by one.
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{command.words}, {command.keys}")
            self.list.addTopLevelItem(item)
        if (first := self.list.topLevelItem(0)) is not None:
            self.list.setCurrentItem(first)
        self.list.setVisible(bool(self._shown))
        self._nothing.setVisible(not self._shown)

    def _act(self) -> None:
        chosen = self.list.currentItem()
        if not self._shown or chosen is None:
            return
        act = self._shown[self.list.indexOfTopLevelItem(chosen)].act
        self.accept()
        # Once the window has the keyboard again, where it was: what is done may depend on that.
        QTimer.singleShot(0, self._window, act)
