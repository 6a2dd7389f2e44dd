"""What the person does to keep conversations in order, and the order they are in, as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.store.records import Folder


class OrderAction(StrEnum):
    """On one or several conversations."""

    PIN = "pin"
    UNPIN = "unpin"
    ARCHIVE = "archive"
    UNARCHIVE = "unarchive"
    DELETE = "delete"
    RESTORE = "restore"


class ExportKind(StrEnum):
    JSON = "json"
    MARKDOWN = "markdown"
    PDF = "pdf"
    PAPER = "paper"
    """One conversation, by a printer."""


@dataclass(frozen=True)
class Order:
    """What there is beside the conversations that are listed."""

    folders: tuple[Folder, ...] = ()
    """By their names."""
    archived: int = 0
    """Conversations in the archive."""
    is_archive_open: bool = False
    """Those are listed too, at the end."""
    older: int = 0
    """Conversations that are not listed, because there are so many: a search finds them."""
    is_search: bool = False
    """What is listed was found by a search."""
