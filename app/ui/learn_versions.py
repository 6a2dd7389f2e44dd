"""The versions that were learned: a list, and beside it the report of the one that is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.learning import ShownVersion
from app.translation import listed, tr
from app.ui import learn_words
from app.ui.facts_table import wrapped
from app.ui.halves import Halves
from app.ui.learn_report import ReportView
from app.ui.shelf_parts import RemovalQuestion
from app.ui.theme import Theme
from app.ui.two_lines import Index, Row, TwoLines


class VersionsPage(QWidget):
    use_requested = Signal(int)
    """Id of the version."""
    undo_requested = Signal(int)
    deletion_requested = Signal(int)
    """Of this version, with all that it learned."""
    merge_requested = Signal(list)
    """Ids of versions that are to become one."""
    relearn_requested = Signal()
    compare_requested = Signal(str)
    """Key of the adapter."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._free = True
        self._empty = wrapped("")
        self._empty.setText(tr(learn_words.NO_VERSIONS))
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.list = _VersionList(theme)
        self.list.chosen.connect(self._show_chosen)
        self.report = ReportView(theme)
        self.report.use_requested.connect(self.use_requested)
        self.report.undo_requested.connect(self.undo_requested)
        self.report.compare_requested.connect(self.compare_requested)
        self.report.relearn_requested.connect(self.relearn_requested)
        self.report.merge_requested.connect(self._merge)
        self.report.deletion_requested.connect(self._ask_deletion)
        self.question = RemovalQuestion()
        self.question.remove.setText(tr("Delete"))
        self.question.confirmed.connect(self._delete)
        self.question.declined.connect(self.focus_first)
        self.report.setObjectName("page")
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.report)
        self._body = Halves(self.list, area)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 4, 20, 12)
        column.setSpacing(8)
        column.addWidget(self.question)
        column.addWidget(self._empty, 1)
        column.addWidget(self._body, 1)
        self.show_versions(())

    def show_versions(self, versions: Sequence[ShownVersion]) -> None:
        """The newest first."""
        self._empty.setVisible(not versions)
        self._body.setVisible(bool(versions))
        self.list.show_versions(versions)
        self._show_chosen()

    def set_free(self, free: bool) -> None:
        """Whether nothing is under way that a click would have to wait for."""
        self._free = free
        self._show_chosen()

    def choose(self, version_id: int) -> None:
        self.list.choose(version_id)

    def focus_first(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_deletion(self) -> None:
        chosen = self.list.chosen_version
        if chosen is not None:
            said = [tr("Its adapter, its report and all that it learned are deleted.")]
            if chosen.in_use:
                said.append(tr("Conversations start with what was used before it."))
            said += self._kept_in(chosen)
            text = " ".join(said)
            self.question.ask_about([str(chosen.version.id)], tr("Delete {name}?", name=chosen.version.name), text)

    def _kept_in(self, chosen: ShownVersion) -> list[str]:
        """What was merged from it keeps what it learned."""
        names = [one.version.name for one in self.list.rows.versions if chosen.version.id in one.merged]
        if not names:
            return []
        return [tr("{versions} was merged from it and keeps what it learned.", versions=listed(names))]

    def _partner(self, chosen: ShownVersion) -> ShownVersion | None:
        """The newest before it with which it can become one."""
        rows = self.list.rows.versions
        if not chosen.can_be_used or chosen not in rows:
            return None
        for other in rows[rows.index(chosen) + 1 :]:
            if other.can_be_used and other.version.model == chosen.version.model and not other.deleted_sources:
                return None if other.version.id in chosen.merged else other
        return None

    def _merge(self) -> None:
        chosen = self.list.chosen_version
        partner = self._partner(chosen) if chosen is not None else None
        if chosen is not None and partner is not None:
            self.merge_requested.emit([chosen.version.id, partner.version.id])

    def _delete(self, keys: list[str]) -> None:
        self.focus_first()
        for key in keys:
            self.deletion_requested.emit(int(key))

    def _show_chosen(self) -> None:
        chosen = self.list.chosen_version
        if chosen is None or self.question.keys != [str(chosen.version.id)]:
            self.question.hide()
        self.report.setVisible(chosen is not None)
        if chosen is not None:
            partner = self._partner(chosen)
            name = partner.version.name if partner is not None else ""
            self.report.show_version(chosen, free=self._free, merges_with=name)


class _Rows(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.versions: tuple[ShownVersion, ...] = ()

    def set_versions(self, versions: Sequence[ShownVersion]) -> None:
        self.beginResetModel()
        self.versions = tuple(versions)
        self.endResetModel()

    def drawn(self, index: Index) -> Row:
        shown = self.versions[index.row()]
        state = learn_words.version_state(shown)
        return Row(shown.version.name, learn_words.version_summary(shown), state, shown.can_be_used)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default; it holds nothing
        return 0 if parent.isValid() else len(self.versions)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        drawn = self.drawn(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return drawn.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{drawn.name}. {drawn.summary}. {drawn.state.whole}"
        return None


class _VersionList(QListView):
    chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("conversations")  # drawn like the list at the side of the window
        self._showing = False
        self.rows = _Rows()
        self.setModel(self.rows)
        self.setItemDelegate(TwoLines(theme, self.rows.drawn, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setMinimumHeight(100)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Versions"))
        self.selectionModel().currentChanged.connect(lambda *_: self._showing or self.chosen.emit())

    @property
    def chosen_version(self) -> ShownVersion | None:
        index = self.currentIndex()
        return self.rows.versions[index.row()] if index.isValid() else None

    def show_versions(self, versions: Sequence[ShownVersion]) -> None:
        """What was chosen stays chosen where it is still there; else it is the newest."""
        kept = self.chosen_version
        self._showing = True
        self.rows.set_versions(versions)
        if versions:
            self.setCurrentIndex(self.rows.index(0))
            if kept is not None:
                self.choose(kept.version.id)
        self._showing = False

    def choose(self, version_id: int) -> None:
        for place, shown in enumerate(self.rows.versions):
            if shown.version.id == version_id:
                self.setCurrentIndex(self.rows.index(place))
