"""What each degree of dynamic tokenization saves and costs with the loaded model, as a table."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout

from app.dynamic import DynamicState
from app.translation import number, told, tr, tr_noop
from app.ui import dynamic_words
from app.ui.facts_table import plain, wrapped
from app.ui.shelf_parts import ProgressRow
from engine.protocol import DynamicTokenization

HEADS = ("", tr_noop("Positions"), tr_noop("First word"), tr_noop("Worse"))


class PriceTable(QFrame):
    measure_requested = Signal()
    cancel_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        title = plain("title")
        title.setText(tr("What it saves and costs"))
        self._note = wrapped("small")
        self._cells: dict[tuple[int, int], QLabel] = {}
        self._grid = grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(0, 1)
        for row in range(len(DynamicTokenization) + 1):
            for column in range(len(HEADS)):
                cell = plain("" if row else "small")
                side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
                grid.addWidget(cell, row, column, side)
                self._cells[row, column] = cell
        for column, head in enumerate(HEADS):
            self._cells[0, column].setText(tr(head) if head else "")
        self.measure = QPushButton(tr("Measure now"))
        self.measure.setProperty("role", "plain")
        self.measure.setAutoDefault(False)
        self.measure.clicked.connect(self.measure_requested)
        self.progress = ProgressRow()
        self.progress.cancelled.connect(self.cancel_requested)
        column_of_all = QVBoxLayout(self)
        column_of_all.setContentsMargins(16, 12, 16, 14)
        column_of_all.setSpacing(8)
        column_of_all.addWidget(title)
        column_of_all.addLayout(grid)
        column_of_all.addWidget(self._note)
        column_of_all.addWidget(self.measure, 0, Qt.AlignmentFlag.AlignLeft)
        column_of_all.addWidget(self.progress)
        column_of_all.addStretch(1)

    def show_state(self, state: DynamicState) -> None:
        for row, degree in enumerate(DynamicTokenization, 1):
            price = state.price(degree)
            facts = (tr("all"), number(1), "\u2013") if degree is DynamicTokenization.OFF else ("", "", "")
            if price is not None:
                saved = f"\u2212{dynamic_words.percent(price.reduction)}"
                facts = saved, f"\u00d7 {dynamic_words.ratio(price.ttft_ratio)}", dynamic_words.loss_figure(price)
            for column, text in enumerate((tr(dynamic_words.DEGREES[degree]), *facts)):
                cell = self._cells[row, column]
                cell.setText(text)
                font = cell.font()
                font.setBold(degree is state.degree and not state.problem)
                cell.setFont(font)
        for cell in self._cells.values():
            cell.setVisible(bool(state.prices))
        task = state.task
        self.progress.show_progress(*((tr("Measuring"), task.done, task.total) if task is not None else ("", 0, 0)))
        self._note.setText(told(state.problem) or dynamic_words.measured(state))
        self.measure.setText(tr("Measure again") if state.prices else tr("Measure now"))
        self.measure.setVisible(not state.problem and task is None)
