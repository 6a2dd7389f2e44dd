"""What came of trainings: kept, offered, used and undone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from app.personal.trainings import Training, discard_older, forget_texts
from app.store.errors import StoreError
from app.store.reader import Reader
from app.store.records import AdapterChoice, PersonalVersion, Profile, VersionState
from app.store.store import Store
from engine.errors import EngineError, ErrorKind
from engine.protocol import ProtocolError, build
from engine.training.personal_files import read_report
from engine.training.personal_report import PersonalReport
from models.adapters.entry import AdapterEntry
from models.adapters.library import AdapterLibrary

_MERGED = "merged"
"""Names in the place of a report what a version was merged from."""


def shelve(training: Training, library: AdapterLibrary) -> AdapterEntry | None:
    """Put a training's adapter on the shelf; None where it did not pass its gate. Converts the adapter: not for the
    thread that draws, nor for the store's. May be done again. Raises EngineError."""
    if not _report(training).passes:
        return None
    with training.files.plain_folder(training.adapter) as adapter:
        return library.import_(adapter, Path(training.job.model), name=training.job.name)


def keep(store: Store, training: Training, adapter: AdapterEntry | None) -> PersonalVersion:
    """Write down a finished training; `adapter` is what `shelve` gave. One that failed its gate is a draft.

    What the person wrote is deleted from its folder, and so is every older training that was stopped. May be done
    again. Raises StoreError, and EngineError."""
    profile_id, folder = training.origin.profile_id, str(training.folder)
    before = store.versions(profile_id)
    version = next((version for version in before if version.folder == folder), None)
    if version is None:
        used = in_use(store.profile(profile_id), before)
        version = store.add_version(
            profile_id,
            name=adapter.name if adapter else training.job.name,
            model=training.job.model,
            adapter=adapter.key if adapter else "",
            parent_id=used.id if used else None,
            state=VersionState.OFFERED if adapter else VersionState.DRAFT,
            report=training.files.decoded(training.report_file.read_bytes()).decode("utf-8"),
            folder=folder,
            sources=training.origin.sources,
        )
    discard_older(training)
    forget_texts(training)
    return version


def in_use(profile: Profile, versions: Sequence[PersonalVersion]) -> PersonalVersion | None:
    """The version that new conversations of the profile are written with."""
    chosen = {choice.key for choice in profile.settings.adapters if choice.active}
    return next((version for version in versions if version.adapter and version.adapter in chosen), None)


def use(store: Store, version_id: int) -> PersonalVersion:
    """Write new conversations of its profile with a version, in the place of any other version. Raises StoreError, and
    EngineError for a draft."""
    version = store.version(version_id)
    if not version.adapter:
        raise EngineError(
            ErrorKind.UNSUPPORTED,
            f"“{version.name}” did not pass its tests and is only a draft. Train again with more examples.",
        )
    _set_adapter(store, version.profile_id, version)
    return store.set_version_state(version_id, VersionState.OFFERED)


def roll_back(store: Store, profile_id: int) -> tuple[PersonalVersion, PersonalVersion | None]:
    """Go back from the version in use to the one before it; returns both, None for the model as it was made. Raises
    StoreError, and EngineError where no version is in use."""
    versions = store.versions(profile_id)
    used = in_use(store.profile(profile_id), versions)
    if used is None:
        raise EngineError(ErrorKind.UNSUPPORTED, "No version is in use, so there is nothing to take back.")
    by_id = {version.id: version for version in versions}
    before = by_id.get(used.parent_id or 0)
    while before is not None and before.state is not VersionState.OFFERED:
        before = by_id.get(before.parent_id or 0)
    _set_adapter(store, profile_id, before)
    return store.set_version_state(used.id, VersionState.ROLLED_BACK), before


def delete(store: Store, library: AdapterLibrary, version_id: int) -> PersonalVersion:
    """Delete a version, its adapter and its files; conversations keep their text. Returns what it was. Raises
    StoreError, and EngineError."""
    version = store.version(version_id)
    if in_use(store.profile(version.profile_id), [version]):
        roll_back(store, version.profile_id)
    if any(entry.key == version.adapter for entry in library.entries()):
        library.remove(version.adapter)
    if version.folder:  # what was merged has none
        shutil.rmtree(version.folder, ignore_errors=True)
    store.delete_version(version_id)
    return version


def merge(store: Store, library: AdapterLibrary, version_ids: Sequence[int]) -> PersonalVersion:
    """A new version that does what these do on average, with the lineage of all of them. Nothing measures it as one:
    each has passed its own gate. Raises StoreError, and EngineError where one is a draft, or for another model."""
    parts = [store.version(version_id) for version_id in dict.fromkeys(version_ids)]
    if len(parts) < 2:
        raise EngineError(ErrorKind.UNSUPPORTED, "One version alone cannot be merged. Name two or more.")
    for part in parts:
        if not part.adapter:
            raise EngineError(ErrorKind.UNSUPPORTED, f"“{part.name}” is only a draft, so it cannot be merged.")
        if (part.model, part.profile_id) != (parts[0].model, parts[0].profile_id):
            raise EngineError(
                ErrorKind.ADAPTER_MISMATCH,
                f"“{part.name}” and “{parts[0].name}” are for different models or profiles and cannot be merged.",
            )
    profile = store.profile(parts[0].profile_id)
    versions = store.versions(profile.id)
    used = in_use(profile, versions)
    adapter = library.merge([(part.adapter, 1 / len(parts)) for part in parts], f"{profile.name} {len(versions) + 1}")
    sources = {source.example: source for part in parts for source in store.sources(part.id)}
    try:
        return store.add_version(
            profile.id,
            name=adapter.name,
            model=parts[0].model,
            adapter=adapter.key,
            parent_id=used.id if used else None,
            state=VersionState.OFFERED,
            report=json.dumps({_MERGED: [part.id for part in parts]}),
            folder="",
            sources=sources.values(),
        )
    except StoreError:
        library.remove(adapter.key)
        raise


def merged_from(version: PersonalVersion) -> tuple[int, ...]:
    """Ids of the versions that it was merged from; none where it was trained."""
    try:
        value = json.loads(version.report)
    except (ValueError, RecursionError):
        return ()
    return tuple(value[_MERGED]) if isinstance(value, dict) and _MERGED in value else ()


def report_of(reader: Reader, version: PersonalVersion) -> PersonalReport | None:
    """None where it cannot be read any more. Without the written replies where the person has deleted something that
    was learned from: they may be about it, and leave the store when the deletion cannot be undone any more. Raises
    StoreError."""
    try:
        value = json.loads(version.report)
        report = build(PersonalReport, value) if isinstance(value, dict) else None
    except (ValueError, RecursionError, ProtocolError):
        return None
    if report is None or report.likeness is None or not reader.deleted_sources(version.id):
        return report
    return replace(report, likeness=replace(report.likeness, examples=()))


def learned_from(reader: Reader, conversation_id: int) -> str:
    """For a person who deletes a conversation: which versions have learned from it, and what can be done; empty where
    none has. Raises StoreError."""
    return _still_known(reader.versions_from(conversation_id))


def learned_from_document(reader: Reader, path: str) -> str:
    """The same of a file or folder that is no longer to be learned from."""
    return _still_known(reader.versions_from_document(path))


def _still_known(versions: Sequence[PersonalVersion]) -> str:
    names = [f"“{version.name}”" for version in versions]
    if not names:
        return ""
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    know = "knows" if len(names) == 1 else "know"
    return f"{listed} learned from it and still {know} it. Learn again without it, or delete the version."


def _report(training: Training) -> PersonalReport:
    try:
        return read_report(training.report_file, training.files)
    except (OSError, ProtocolError) as error:
        raise EngineError(
            ErrorKind.MODEL_INVALID, "The report of the training cannot be read. Train again.", str(error)
        ) from error


def _set_adapter(store: Store, profile_id: int, version: PersonalVersion | None) -> None:
    """Put a version where another one acts in a profile, or last; None takes it away."""
    profile = store.profile(profile_id)
    keys = {one.adapter for one in store.versions(profile_id) if one.adapter}
    choices = [choice for choice in profile.settings.adapters if choice.key not in keys]
    if version is not None:
        choices.append(AdapterChoice(version.adapter, name=version.name))
    settings = replace(profile.settings, adapters=tuple(choices))
    store.update_profile(profile_id, profile.name, profile.system_message, settings)
