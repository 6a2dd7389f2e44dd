"""What the same content takes in each language, as bars beside the first one's."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from app.dynamic import LanguagePrices
from app.translation import number, tr, tr_noop
from app.ui.facts_table import plain, wrapped
from app.ui.theme import Theme
from engine.protocol import DynamicTokenization

NAMES = (
    tr_noop("English"), tr_noop("French"), tr_noop("Spanish"), tr_noop("German"), tr_noop("Finnish"),
    tr_noop("Turkish"), tr_noop("Swahili"), tr_noop("Vietnamese"), tr_noop("Russian"), tr_noop("Greek"),
    tr_noop("Arabic"), tr_noop("Hebrew"), tr_noop("Hindi"), tr_noop("Chinese"), tr_noop("Japanese"),
)  # fmt: skip
"""As the file of texts has them."""


class LanguageBars(QFrame):
    def __init__(self, theme: Theme, source: str) -> None:
        """`source` says which content that is."""
        super().__init__()
        self._theme = theme
        self._source = source
        self.setObjectName("card")
        title = plain("title")
        title.setText(tr("Price of a language"))
        self._note = wrapped("small")
        self._rows: list[tuple[QLabel, _Bar, QLabel]] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(6)
        column.addWidget(title)
        column.addWidget(self._note)
        column.addSpacing(2)
        column.addLayout(self._grid)
        column.addStretch(1)
        self.show_prices(LanguagePrices())

    def show_prices(self, prices: LanguagePrices) -> None:
        merged = prices.degree is not DynamicTokenization.OFF
        self._note.setText(self._explained(prices, merged=merged))
        base = prices.languages[0].tokens if prices.languages else 1
        most = max((language.tokens for language in prices.languages), default=1) / base
        for index, language in enumerate(prices.languages):
            if index == len(self._rows):
                self._rows.append(self._new_row(index))
            name, bar, value = self._rows[index]
            before, after = language.tokens / base, language.positions / base
            name.setText(tr(language.language))
            bar.show_shares(before / most, after / most)
            value.setText(f"{number(before, 2)} \u2192 {number(after, 2)}" if merged else number(before, 2))
            spoken = tr(
                "{language}: {before} times the positions of {first}",
                language=tr(language.language),
                before=number(before, 2),
                first=tr(prices.languages[0].language),
            )
            if merged:
                spoken = tr("{spoken}, {after} with dynamic tokens", spoken=spoken, after=number(after, 2))
            bar.setAccessibleName(spoken)
        for index, row in enumerate(self._rows):
            for widget in row:
                widget.setVisible(index < len(prices.languages))

    def _explained(self, prices: LanguagePrices, *, merged: bool) -> str:
        if not prices.languages:
            return tr("It is counted as soon as a model is loaded and has nothing else to do.")
        first = tr(prices.languages[0].language)
        said = [tr("Positions for the same content, {first} = 1.", first=first), self._source]
        if merged:
            said.append(tr("The grey end is what dynamic tokens save."))
        if len(prices.languages) < prices.total:
            said.append(tr("Counting: {done} of {total}.", done=len(prices.languages), total=prices.total))
        return " ".join(said)

    def _new_row(self, index: int) -> tuple[QLabel, _Bar, QLabel]:
        name, bar, value = plain(""), _Bar(self._theme), plain("muted")
        self._grid.addWidget(name, index, 0)
        self._grid.addWidget(bar, index, 1, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(value, index, 2, Qt.AlignmentFlag.AlignRight)
        return name, bar, value


class _Bar(QWidget):
    """What is taken, and at its end what is saved of it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._before = self._after = 0.0
        self.setMinimumSize(QSize(60, 10))
        self.setMaximumHeight(10)
        theme.changed.connect(self.update)

    def show_shares(self, before: float, after: float) -> None:
        """Of the widest bar."""
        self._before, self._after = before, after
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for color, share in (("line", 1.0), ("muted", self._before), ("accent", self._after)):
            width = max(8.0, self.width() * share) if share else 0.0
            left = self.width() - width if self.isRightToLeft() else 0.0
            painter.setBrush(self._theme.color(color))
            painter.drawRoundedRect(QRectF(left, 1, width, 8), 4, 4)
