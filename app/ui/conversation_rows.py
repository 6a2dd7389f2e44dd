"""The rows of the list of conversations: pinned ones, folders, the others by when they were used last, the archive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.found import Excerpt
from app.order import Order
from app.store.records import Conversation, Folder
from app.translation import number as as_number
from app.translation import plural, tr
from app.ui import words

Index = QModelIndex | QPersistentModelIndex
EXCERPT_ROLE = int(Qt.ItemDataRole.UserRole)
"""Excerpt of the message that a search found; None where there is none."""
HEADER_ROLE = EXCERPT_ROLE + 1
"""Header of a row that is one; None for a conversation."""
INDENT_ROLE = EXCERPT_ROLE + 2
"""Whether a conversation stands in a folder or in the archive."""


class Section(Enum):
    PLAIN = "plain"
    """Only a name."""
    FOLDER = "folder"
    ARCHIVE = "archive"


@dataclass(frozen=True)
class Header:
    text: str
    section: Section = Section.PLAIN
    folder: Folder | None = None
    count: int = 0
    is_open: bool = True

    @property
    def folds(self) -> bool:
        return self.section is not Section.PLAIN


Row = Header | Conversation


class ConversationModel(QAbstractListModel):
    """Rows are headers and conversations."""

    renamed = Signal(int, str)
    folder_renamed = Signal(int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._conversations: Sequence[Conversation] = ()
        self._order = Order()
        self._closed: set[int] = set()
        """Folders whose conversations are not shown."""
        self._today = date.today()
        self._excerpts: Mapping[int, Excerpt] = {}

    @property
    def order(self) -> Order:
        return self._order

    @property
    def conversations(self) -> Sequence[Conversation]:
        """Also those that stand in closed folders."""
        return self._conversations

    def set_excerpts(self, excerpts: Mapping[int, Excerpt]) -> None:
        """By conversation: what a search found in it."""
        if excerpts != self._excerpts:
            self.beginResetModel()
            self._excerpts = excerpts
            self.endResetModel()

    def set_order(self, order: Order) -> None:
        """Of the conversations that follow."""
        self._order = order

    def set_conversations(self, conversations: Sequence[Conversation], today: date) -> None:
        self._conversations, self._today = conversations, today
        self._show()

    def fold(self, folder_id: int, *, is_open: bool) -> None:
        (self._closed.discard if is_open else self._closed.add)(folder_id)
        self._show()

    def _show(self) -> None:
        rows = list(_rows(self._conversations, self._order, self._closed, self._today))
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def row(self, index: Index) -> Row | None:
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def conversation(self, index: Index) -> Conversation | None:
        row = self.row(index)
        return row if isinstance(row, Conversation) else None

    def header(self, index: Index) -> Header | None:
        row = self.row(index)
        return row if isinstance(row, Header) else None

    def index_of(self, conversation_id: int | None) -> QModelIndex:
        for number, row in enumerate(self._rows):
            if isinstance(row, Conversation) and row.id == conversation_id:
                return self.index(number)
        return QModelIndex()

    def index_of_header(self, header: Header) -> QModelIndex:
        """The same header, though it may be open or closed by now."""
        for number, row in enumerate(self._rows):
            if isinstance(row, Header) and row.section is header.section and row.folder == header.folder:
                return self.index(number)
        return QModelIndex()

    def neighbour(self, index: Index, step: int) -> Conversation | None:
        """The next conversation in the direction of `step`, headers passed over."""
        row = index.row() + step if index.isValid() else 0
        while 0 <= row < len(self._rows):
            candidate = self._rows[row]
            if isinstance(candidate, Conversation):
                return candidate
            row += step
        return None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if isinstance(row, Header):
            return _header_data(row, role)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return " ".join(row.title.split())
            case Qt.ItemDataRole.EditRole:
                return row.title
            case Qt.ItemDataRole.ToolTipRole:
                return words.tool_tip(row.title)
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                excerpt = self._excerpts.get(row.id)
                return excerpt.text if excerpt is not None else None
            case _ if role == EXCERPT_ROLE:
                return self._excerpts.get(row.id)
            case _ if role == INDENT_ROLE:
                return not self._order.is_search and (row.archived or (row.folder_id is not None and not row.pinned))
            case _:
                return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = self.row(index)
        name = " ".join(str(value).split())
        if isinstance(row, Conversation) and name and name != row.title:
            self.renamed.emit(row.id, name)
            return True
        if isinstance(row, Header) and row.folder is not None and name and name != row.folder.name:
            self.folder_renamed.emit(row.folder.id, name)
            return True
        return False

    def flags(self, index: Index) -> Qt.ItemFlag:
        header = self.header(index)
        if header is not None and not header.folds:
            return Qt.ItemFlag.NoItemFlags
        usable = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usable if header is not None and header.folder is None else usable | Qt.ItemFlag.ItemIsEditable


def group_of(updated_at: float, today: date) -> str:
    """Today, Yesterday or Earlier, by the local calendar."""
    days = (today - datetime.fromtimestamp(updated_at).date()).days
    return tr("Today") if days <= 0 else tr("Yesterday") if days == 1 else tr("Earlier")


def _header_data(header: Header, role: int) -> object:
    if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
        return header.text
    if role == HEADER_ROLE:
        return header
    if role == Qt.ItemDataRole.AccessibleTextRole and header.folds:
        name = tr("Folder {name}", name=header.text) if header.folder is not None else header.text
        said = tr("{name}, {count}, open") if header.is_open else tr("{name}, {count}, closed")
        return said.format(name=name, count=as_number(header.count))
    if role == Qt.ItemDataRole.ToolTipRole and header.folder is not None:
        return words.tool_tip(header.text)
    return None


def _rows(conversations: Sequence[Conversation], order: Order, closed: set[int], today: date) -> Iterator[Row]:
    if order.is_search:
        yield from _by_date(conversations, today)
        return
    known = {folder.id for folder in order.folders}
    inside: dict[int, list[Conversation]] = {}
    pinned: list[Conversation] = []
    loose: list[Conversation] = []
    archive: list[Conversation] = []
    for one in conversations:
        if one.archived:
            archive.append(one)
        elif one.pinned:
            pinned.append(one)
        elif one.folder_id is not None and one.folder_id in known:
            inside.setdefault(one.folder_id, []).append(one)
        else:
            loose.append(one)
    if pinned:
        yield Header(tr("Pinned"))
        yield from pinned
    for folder in order.folders:
        those = inside.get(folder.id, [])
        is_open = folder.id not in closed
        yield Header(folder.name, Section.FOLDER, folder, len(those), is_open)
        yield from those if is_open else ()
    yield from _by_date(loose, today)
    if order.archived:
        yield Header(tr("Archive"), Section.ARCHIVE, None, order.archived, order.is_archive_open)
        yield from archive
    if order.older:
        yield Header(plural("{n} older: search finds it", "{n} older: search finds them", order.older))


def _by_date(conversations: Iterable[Conversation], today: date) -> Iterator[Row]:
    group = ""
    for conversation in conversations:
        name = group_of(conversation.updated_at, today)
        if name != group:
            yield Header(name)
            group = name
        yield conversation
