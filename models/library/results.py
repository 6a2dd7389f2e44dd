"""What the library answers to what is asked of it."""

from __future__ import annotations

from dataclasses import dataclass

from models.library.entry import ModelEntry


@dataclass(frozen=True)
class Listing:
    models: tuple[ModelEntry, ...]
    notes: tuple[str, ...]
    """For a person: what was passed over in the folders, and why."""


@dataclass(frozen=True)
class Imported:
    entry: ModelEntry
    was_there: bool
    """The library had the same model already, and this is that one."""


@dataclass(frozen=True)
class Verified:
    entry: ModelEntry
    was_known: bool
    """Whether there was a digest to compare with; else this one is kept from now on."""


@dataclass(frozen=True)
class Removed:
    entry: ModelEntry
    deleted: bool
    """Whether a copy was deleted; else the model was only forgotten, and all its files are where they were."""
