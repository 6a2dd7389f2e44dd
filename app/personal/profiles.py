"""The end of a profile, with all that a model has learned for it."""

from __future__ import annotations

from pathlib import Path

from app.personal import trainings, versions
from app.store.errors import StoreError, StoreErrorKind
from app.store.store import Store
from engine.errors import EngineError
from models.adapters.library import AdapterLibrary


def delete_profile(store: Store, library: AdapterLibrary, folder: Path, profile_id: int) -> None:
    """Take a profile out of sight with its conversations: `Store.restore_profile` brings it back until
    `purge_profile`. Nothing happens while a training for it goes on in `folder`. Raises StoreError."""
    _require_rest(library, folder, profile_id)
    store.delete_profile(profile_id)


def purge_profile(store: Store, library: AdapterLibrary, folder: Path, profile_id: int) -> list[str]:
    """Delete for good a profile, its conversations, facts and versions, their adapters, and the trainings that wait in
    `folder`. Returns the keys of conversations whose saved states must go. Nothing happens while a training for it
    goes on. Raises StoreError."""
    store.require_another(profile_id)
    waiting = _require_rest(library, folder, profile_id)
    try:
        for version in store.versions(profile_id):
            versions.delete(store, library, version.id)
    except EngineError as error:
        raise _as_store_error(error) from error
    for training in waiting:
        trainings.discard(training)
    return store.purge_profile(profile_id)


def _require_rest(library: AdapterLibrary, folder: Path, profile_id: int) -> list[trainings.Training]:
    """The trainings that wait for it, none of which goes on. Raises StoreError."""
    waiting = trainings.unfinished(folder, profile_id, library.files)
    try:
        for training in waiting:
            trainings.hold(training).release()
    except EngineError as error:
        raise _as_store_error(error) from error
    return waiting


def _as_store_error(error: EngineError) -> StoreError:
    return StoreError(StoreErrorKind.INTERNAL, error.message, error.detail)
