"""The person's database, for commands: read beside the window, or written while it is closed; and whose it is."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from app.cli.keys import key_of
from app.lock import AlreadyRunning
from app.paths import DataFolder
from app.personal.recall import Recall
from app.place import hold
from app.profiles import named, system_text
from app.store.portable_reader import PortableReader
from app.store.reader import Reader
from app.store.records import Profile
from app.store.store import Store
from engine.errors import EngineError, ErrorKind


@contextmanager
def reading(options: argparse.Namespace, *, begin: bool = False) -> Iterator[PortableReader]:
    """The store, also while the window writes to it; with `begin` a new one where there is none. Raises StoreError, and
    with `begin` DataFolderError."""
    database = DataFolder.resolve(options.data_dir).database
    if begin and not database.exists():
        with writing(options, "Homespun is being started for the first time. Try again when it is there."):
            pass
    reader = PortableReader.open_read_only(database, key_of(options) if database.exists() else None)
    try:
        yield reader
    finally:
        reader.close()


@contextmanager
def writing(options: argparse.Namespace, busy: str) -> Iterator[Store]:
    """The store, for this process alone. Raises StoreError, DataFolderError, and EngineError with the message `busy`
    while the window is open."""
    folder = DataFolder.resolve(options.data_dir)
    try:
        lock, _ = hold(folder)
    except AlreadyRunning as error:
        raise EngineError(ErrorKind.UNSUPPORTED, busy, error.detail) from error
    with lock:
        store = Store.open(folder.database, folder.backups, key=key_of(options))
        try:
            yield store
        finally:
            store.close()


def profile_named(reader: Reader, name: str | None) -> Profile:
    """By its name in any case; without one the first. Raises EngineError, StoreError."""
    profiles = reader.profiles()
    if name is None:
        return profiles[0]
    found = named(profiles, name)
    if found is None:
        names = ", ".join(f"“{profile.name}”" for profile in profiles)
        raise EngineError(ErrorKind.UNSUPPORTED, f"There is no profile “{name}”. There is {names}.")
    return found


def taken(options: argparse.Namespace) -> tuple[Profile | None, Recall]:
    """The profile that --profile names, and what it knows of the person; None, and nothing, without it. Fills in what
    `options` leave open: the system message, the model and the adapters. Raises EngineError, StoreError."""
    if options.profile is None:
        return None, Recall(())
    with reading(options) as reader:
        profile = profile_named(reader, options.profile)
        facts = [memory.text for memory in reader.memories(profile.id) if memory.confirmed]
    options.system = options.system or system_text(profile)
    options.model = options.model or profile.settings.model
    acting = [choice for choice in profile.settings.adapters if choice.active]
    options.adapter = options.adapter or [f"{choice.key}:{choice.scale}" for choice in acting]
    return profile, Recall(facts)
