"""Where the parts of the window stand, and the order in which Tab reaches them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.sidebar import Sidebar
from app.ui.status_line import StatusLine
from app.ui.top_bar import TopBar
from app.ui.transcript import COLUMN, GUTTER, Transcript
from app.ui.welcome import Welcome

if TYPE_CHECKING:
    from app.ui.window import MainWindow


def lay_out(
    sidebar: Sidebar,
    top_bar: TopBar,
    find: QWidget,
    transcript: Transcript,
    welcome: Welcome,
    foot: Sequence[QWidget],
    status_line: StatusLine,
) -> QWidget:
    """The whole window; `foot` is what stands in one column below the text, in its order."""
    foot_column = QWidget()
    foot_column.setMaximumWidth(COLUMN)
    column = QVBoxLayout(foot_column)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    for part in foot:
        column.addWidget(part)
    foot_row = QHBoxLayout()
    foot_row.setContentsMargins(GUTTER, 0, GUTTER, 12)
    foot_row.addStretch(1)
    foot_row.addWidget(foot_column, 1000)
    foot_row.addStretch(1)
    page = QVBoxLayout()
    page.setContentsMargins(0, 0, 0, 0)
    page.setSpacing(0)
    page.addWidget(top_bar)
    page.addWidget(find)
    page.addWidget(transcript, 1)
    page.addWidget(welcome, 1)
    page.addLayout(foot_row)
    page.addWidget(status_line)
    body = QWidget()
    body.setObjectName("body")
    row = QHBoxLayout(body)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(sidebar)
    row.addLayout(page, 1)
    return body


def order_tabs(stops: Sequence[QWidget]) -> None:
    """They stand in one window already."""
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def window_stops(window: MainWindow) -> tuple[QWidget, ...]:
    """What the tabulator goes through, in this order."""
    return (
        window.sidebar.new,
        window.sidebar.search,
        window.sidebar.more,
        window.sidebar.list,
        window.sidebar.learn,
        window.sidebar.profile,
        window.sidebar.settings,
        window.top_bar.toggle,
        window.top_bar.model,
        window.top_bar.offline,
        window.finding.bar.field,
        window.finding.bar.before,
        window.finding.bar.after,
        window.finding.bar.close_button,
        window.transcript,
        *window.adapters.row.stops(),
        *window.composer.files.stops(),
        window.composer.attach,
        window.composer.schema,
        window.composer.text,
        window.composer.button,
        window.tokens.button,
        window.learning.button,
    )
