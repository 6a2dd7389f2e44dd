"""The end of a profile, with all that a model has learned for it."""

from __future__ import annotations

from pathlib import Path

from app.personal import trainings, versions
from app.store.errors import StoreError, StoreErrorKind
from app.store.store import Store
from engine.errors import EngineError
from models.adapters.library import AdapterLibrary


def delete_profile(store: Store, library: AdapterLibrary, folder: Path, profile_id: int) -> list[str]:
    """Delete a profile, its conversations, facts and versions, their adapters, and the trainings that wait in `folder`.
    Returns the keys of conversations whose saved states must go. Nothing happens while a training for it goes on.
    Raises StoreError."""
    if len(store.profiles()) == 1:
        return store.delete_profile(profile_id)  # refuses it, and says why
    waiting = trainings.unfinished(folder, profile_id, library.files)
    try:
        for training in waiting:
            trainings.hold(training).release()
        for version in store.versions(profile_id):
            versions.delete(store, library, version.id)
    except EngineError as error:
        raise StoreError(StoreErrorKind.INTERNAL, error.message, error.detail) from error
    for training in waiting:
        trainings.discard(training)
    return store.delete_profile(profile_id)
