"""What a backup holds, and what can be wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


@dataclass(frozen=True)
class BackedUpFile:
    name: str
    """Its place in the data folder, with "/" between folders."""
    size: int
    """Bytes."""
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself."""

    format: str
    version: int
    program: str
    """The version of the program that wrote it."""
    schema: int
    """Of the database."""
    created_at: float
    """Seconds since 1970, UTC."""
    conversations: int
    messages: int
    encrypted: bool
    """Whether its database can be read with the passphrase of that time only."""
    files: tuple[BackedUpFile, ...]

    @property
    def size(self) -> int:
        """Bytes, once it is restored."""
        return sum(one.size for one in self.files)

    @property
    def parts(self) -> frozenset[str]:
        """The files and folders of the data folder that it has something of."""
        return frozenset(one.name.partition("/")[0] for one in self.files)


class KeptKind(StrEnum):
    UPDATE = "update"
    """The database, before a newer version of the program changed its form."""
    REPLACED = "replaced"
    """What was there before something was restored."""


@dataclass(frozen=True)
class Kept:
    """Something that the program keeps by itself, and that can be put back."""

    name: str
    kind: KeptKind
    path: Path
    made_at: float
    """Seconds since 1970, UTC."""
    size: int
    """Bytes."""


class BackupError(Exception):
    """`message` says to the person what happened and what to do next; `detail` is for a report."""

    def __init__(self, message: str, detail: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.detail = detail
