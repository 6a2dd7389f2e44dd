"""Adapters put together: a scale for each, and one adapter or a new model made of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.state import ModelPhase, ModelStatus, ShelfAdapter
from app.translation import plural, tr
from app.ui import adapter_words
from app.ui.adapter_words import Preview, Scaled
from app.ui.scale_box import ScaleBox
from app.ui.top_bar import ElidedLabel

MOST_TOGETHER = 24
"""Adapters with a scale each, on one page."""


class AdapterStack(QWidget):
    """With one adapter it offers baking alone."""

    merge_requested = Signal(list, str)
    """(list of (key, scale), name of the new adapter)"""
    bake_requested = Signal(list, str)
    """(list of (key, scale), proposed file name)"""
    removal_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._stack: list[ShelfAdapter] = []
        self._boxes: dict[str, ScaleBox] = {}
        self._model = ModelStatus(ModelPhase.NONE)
        self._is_free = True
        self._is_named = False
        """The person has written a name: it is no longer ours to choose."""
        self._title = _plain("section")
        self._explanation = _plain("small")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        self.name = QLineEdit()
        self.name.setAccessibleName(tr("Name of the merged adapter"))
        self.name.setMaxLength(80)
        self.name.setAcceptDrops(False)
        self.name.textEdited.connect(self._named)
        self.merge = QPushButton(tr("Merge into one adapter"))
        self.merge.clicked.connect(self._merge)
        self._merge_note = _plain("small")
        self.bake = QPushButton(tr("Bake into a new model\u2026"))
        self.bake.clicked.connect(self._bake)
        self._bake_note = _plain("small")
        self.remove = QPushButton(tr("Remove them\u2026"))
        self.remove.clicked.connect(self.removal_requested)
        self._lay_out()

    def show_adapters(self, adapters: Sequence[ShelfAdapter], model: ModelStatus) -> None:
        """`model` is what they would be baked into. Scales that were set stay. More than `MOST_TOGETHER` can only be
        removed."""
        together = list(adapters) if len(adapters) <= MOST_TOGETHER else []
        before, keys = [one.entry.key for one in self._stack], [one.entry.key for one in together]
        self._model = model
        self._stack = together
        self._is_named = self._is_named and set(keys) == set(before)
        if keys != before:
            self._fill_grid()
        several = len(adapters) > 1
        self._title.setText(
            plural("{n} adapter together", "{n} adapters together", len(adapters))
            if several
            else tr("Make it permanent")
        )
        self._explanation.setText(
            tr("Their effects add up, so their order does not matter.")
            if together
            else tr("Choose at most {most} to put them together.", most=MOST_TOGETHER)
        )
        self._explanation.setVisible(several)
        for widget in (self._name_label, self.name, self.merge, self._merge_note):
            widget.setVisible(several and bool(together))
        for widget in (self.bake, self._bake_note):
            widget.setVisible(bool(together))
        self.remove.setVisible(several)
        self._show()

    def set_free(self, free: bool) -> None:
        """Whether other long work leaves room for this."""
        self._is_free = free
        self._show()

    def scaled(self) -> list[Scaled]:
        return [(one, self._boxes[one.entry.key].scale()) for one in self._stack]

    def _fill_grid(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        kept = {key: box.scale() for key, box in self._boxes.items()}
        self._boxes = {}
        for row, one in enumerate(self._stack):
            name = ElidedLabel()
            name.set_whole(one.entry.name)
            box = ScaleBox(one.entry.name, kept.get(one.entry.key, 1.0))
            box.setObjectName(f"scale-{one.entry.key}")
            box.valueChanged.connect(self._show)
            self._boxes[one.entry.key] = box
            self._grid.addWidget(name, row, 0)
            self._grid.addWidget(box, row, 1)
        before: QWidget | None = None
        for box in self._boxes.values():
            if before is not None:
                QWidget.setTabOrder(before, box)
            before = box
        if before is not None:
            QWidget.setTabOrder(before, self.name)

    def _show(self) -> None:
        scaled = self.scaled()
        if not self._is_named:
            self.name.setText(adapter_words.merged_name(scaled))
        self._offer(self.merge, self._merge_note, adapter_words.merge_preview(scaled))
        self._offer(self.bake, self._bake_note, adapter_words.bake_preview(scaled, self._model))

    def _offer(self, button: QPushButton, note: QLabel, preview: Preview) -> None:
        button.setEnabled(preview.possible and self._is_free)
        button.setAccessibleDescription(preview.text)
        note.setText(preview.text)
        note.setProperty("tone", "calm" if preview.possible else "warning")
        note.style().polish(note)

    def _named(self, text: str) -> None:
        self._is_named = bool(text.strip())

    def _merge(self) -> None:
        name = " ".join(self.name.text().split()) or adapter_words.merged_name(self.scaled())
        self.merge_requested.emit(self._acting(), name)

    def _bake(self) -> None:
        self.bake_requested.emit(self._acting(), adapter_words.file_name(self._model.name, self.scaled()))

    def _acting(self) -> list[tuple[str, float]]:
        return [(one.entry.key, factor) for one, factor in self.scaled() if factor]

    def _lay_out(self) -> None:
        for button in (self.merge, self.bake, self.remove):
            button.setAutoDefault(False)
            button.setProperty("role", "plain")
        self._title.setIndent(0)
        self._name_label = QLabel(tr("Name of the merged adapter"))
        self._name_label.setBuddy(self.name)
        for label in (self._explanation, self._merge_note, self._bake_note):
            label.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self._explanation)
        column.addSpacing(4)
        column.addLayout(self._grid)
        column.addSpacing(8)
        for widget in (self._name_label, self.name, self.merge, self._merge_note):
            column.addWidget(widget, 0, _left(widget))
        column.addSpacing(4)
        for widget in (self.bake, self._bake_note):
            column.addWidget(widget, 0, _left(widget))
        column.addSpacing(4)
        column.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)


def _left(widget: QWidget) -> Qt.AlignmentFlag:
    """Buttons are as wide as their words; all else takes the whole width."""
    return Qt.AlignmentFlag.AlignLeft if isinstance(widget, QPushButton) else Qt.AlignmentFlag(0)


def _plain(role: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    return label
