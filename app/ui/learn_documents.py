"""Texts that the person wrote elsewhere: a chip for each file or folder, and a menu for more."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.personal.documents import SUFFIXES, Source
from app.translation import tr
from app.ui import review_words, words
from app.ui.elided_label import ElidedLabel
from app.ui.facts_table import wrapped
from app.ui.flow_layout import FlowLayout
from app.ui.theme import Theme

MOST_NAME = 200
"""Pixels of a name in a chip."""
MOST_TOLD = 3
"""Files that could not be read and are told by name; of the others, their number."""


class DocumentBar(QWidget):
    added = Signal(list)
    """Paths of files and folders."""
    removed = Signal(str)
    """Path"""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._sources: tuple[Source, ...] = ()
        self._chips: list[_SourceChip] = []
        self.add = QPushButton(tr("Add texts of yours"))
        self.add.setProperty("role", "dashed")
        self.add.setAutoDefault(False)
        self.add.setAccessibleDescription(tr("Files or folders with texts that you wrote"))
        self.add.clicked.connect(self._open_menu)
        theme.dress(self.add, "plus")
        holder = QWidget()
        self._flow = FlowLayout(holder, 6)
        self._flow.addWidget(self.add)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        self._unread = wrapped("note")
        self._unread.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(holder)
        column.addWidget(self._unread)

    @property
    def chips(self) -> Sequence[_SourceChip]:
        return self._chips

    def show_sources(self, sources: Sequence[Source]) -> None:
        if tuple(sources) == self._sources:
            return
        self._sources = tuple(sources)
        place = next((at for at, chip in enumerate(self._chips) if chip.close_button.hasFocus()), None)
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [_SourceChip(self._theme, source) for source in sources]
        before: QWidget = self.add
        for chip in self._chips:
            chip.removed.connect(self.removed)
            self._flow.addWidget(chip)
            QWidget.setTabOrder(before, chip.close_button)
            before = chip.close_button
        if place is not None:
            left = self._chips[min(place, len(self._chips) - 1)].close_button if self._chips else self.add
            left.setFocus(Qt.FocusReason.OtherFocusReason)
        told = [message for source in sources for message in source.unread]
        more = len(told) - MOST_TOLD
        self._unread.setText(" ".join([*told[:MOST_TOLD], *([review_words.more_unread(more)] if more > 0 else [])]))
        self._unread.setToolTip(words.tool_tip("\n".join(told[:40])) if more > 0 else "")
        self._unread.setVisible(bool(told))

    def _open_menu(self) -> None:
        """A file or a folder? No dialog lets one choose either."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self._theme.icon("text"), tr("Files\u2026"), self._choose_files)
        menu.addAction(self._theme.icon("folder"), tr("A folder\u2026"), self._choose_folder)
        menu.popup(self.add.mapToGlobal(self.add.rect().bottomLeft()))

    def _choose_files(self) -> None:
        kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        dialog = QFileDialog(self, tr("Texts that you wrote"), "", tr("Texts ({kinds});;All files (*)", kinds=kinds))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        self._open(dialog)

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, tr("A folder of texts that you wrote"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        self._open(dialog)

    def _open(self, dialog: QFileDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self.added)
        dialog.open()


class _SourceChip(QFrame):
    removed = Signal(str)

    def __init__(self, theme: Theme, source: Source) -> None:
        super().__init__()
        self.setObjectName("setChip")
        path = PurePath(source.path)
        name, number = path.name or source.path, review_words.source(source)
        icon = QLabel()
        kind = "text" if path.suffix.lower() in SUFFIXES else "folder"
        theme.dress(icon, "warning" if source.unread else kind, "warning" if source.unread else "muted")
        label = ElidedLabel()
        label.set_whole(name)
        label.setToolTip(words.tool_tip(source.path))
        label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        label.setFixedWidth(min(MOST_NAME, label.fontMetrics().horizontalAdvance(name) + 4))
        count = QLabel(number)
        count.setProperty("role", "muted")
        self.setAccessibleName(f"{name}, {number}")
        self.close_button = QPushButton()
        self.close_button.setProperty("role", "chipClose")
        self.close_button.setAutoDefault(False)
        self.close_button.setAccessibleName(tr("Learn no more from {name}, {number}", name=name, number=number))
        self.close_button.setToolTip(words.tool_tip(tr("Learn no more from it. The files stay as they are.")))
        self.close_button.clicked.connect(lambda: self.removed.emit(source.path))
        theme.dress(self.close_button, "close")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 2, 4, 2)
        row.setSpacing(6)
        for part in (icon, label, count, self.close_button):
            row.addWidget(part)
