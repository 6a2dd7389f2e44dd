"""VersionsController: what has been learned for the profile, and which of it conversations start with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from app import problems
from app.chat.courier import StoreAccess
from app.chat.shelf import ShelfController
from app.learning import ShownVersion
from app.store.errors import StoreError
from app.store.records import PersonalVersion, Profile
from app.store.store import Store

if TYPE_CHECKING:
    from engine.training.personal_report import PersonalReport
    from models.adapters.library import AdapterLibrary

T = TypeVar("T")


@dataclass(frozen=True)
class _Known:
    """What the store says of a version."""

    version: PersonalVersion
    report: PersonalReport | None
    merged: tuple[int, ...]
    deleted_sources: int


class VersionsController(QObject):
    changed = Signal(object)
    """tuple[ShownVersion, ...], the newest first."""
    used = Signal(object)
    """PersonalVersion that conversations start with from now on."""
    undone = Signal(object, object)
    """(PersonalVersion that was in use, the one before it or None for the model as it is)"""
    profile_changed = Signal(object)
    """Profile: it starts with another version."""
    merged = Signal(object)
    """PersonalVersion that was made of others."""
    deleted = Signal()
    learned_from = Signal(int, str)
    """(id of a conversation that is deleted, what has learned from it)"""
    learned_from_document = Signal(str, str)
    """(path of a file or folder that was taken away, what has learned from it)"""
    problem = Signal(object)
    """Problem"""

    def __init__(
        self,
        store: StoreAccess,
        shelf: ShelfController,
        open_library: Callable[[], AdapterLibrary],
        parent: QObject | None = None,
    ) -> None:
        """`open_library` opens the library of the shelf, on any thread."""
        super().__init__(parent)
        self._store = store
        self._open_library = open_library
        self._shelf = shelf
        self._profile: Profile | None = None
        self._versions: list[_Known] = []
        shelf.changed.connect(lambda _: self._tell())

    def set_profile(self, profile: Profile) -> None:
        same = self._profile is not None and self._profile.id == profile.id
        self._profile = profile
        if same:
            self._tell()
        else:
            self._versions = []
            self.read()

    def read(self) -> None:
        """There may be other ones."""
        profile = self._profile
        if profile is None:
            return

        def find(store: Store) -> list[_Known]:
            found = store.versions(profile.id)
            if not found:
                return []
            from app.personal.versions import merged_from, report_of  # late: most people have learned nothing yet

            return [
                _Known(version, report_of(store, version), merged_from(version), store.deleted_sources(version.id))
                for version in found
            ]

        def done(found: list[_Known]) -> None:
            if self._profile is not None and self._profile.id == profile.id:
                self._versions = found
                self._tell()

        self._store.ask(find, done, self._failed)

    def look_again(self) -> None:
        """What they learned from may be gone, or back."""
        if self._versions:
            self.read()

    def use(self, version_id: int) -> None:
        """Conversations start with it, in the place of any other version."""

        def change(store: Store) -> PersonalVersion:
            from app.personal.versions import use

            return use(store, version_id)

        self._change(change, self.used.emit)

    def undo(self) -> None:
        """Back to what was used before the version in use."""
        profile = self._profile
        if profile is None:
            return

        def change(store: Store) -> tuple[PersonalVersion, PersonalVersion | None]:
            from app.personal.versions import roll_back

            return roll_back(store, profile.id)

        self._change(change, lambda both: self.undone.emit(*both))

    def merge(self, version_ids: Sequence[int]) -> None:
        """Make one of these, which is not used before the person says so."""
        open_library = self._open_library

        def change(store: Store) -> PersonalVersion:
            from app.personal.versions import merge

            return merge(store, open_library(), version_ids)

        def merged(version: PersonalVersion) -> None:
            self._shelf.refresh()
            self.merged.emit(version)

        self._change(change, merged)

    def delete(self, version_id: int) -> None:
        """With its adapter and its files; where it is in use, the one before it is used again."""
        open_library = self._open_library

        def change(store: Store) -> PersonalVersion:
            from app.personal.versions import delete

            return delete(store, open_library(), version_id)

        def deleted(_: PersonalVersion) -> None:
            self._shelf.refresh()
            self.deleted.emit()

        self._change(change, deleted)

    def tell_learned_from(self, conversation_id: int) -> None:
        """It is being deleted: say what has learned from it, if anything has."""
        if not self._versions:
            return

        def find(store: Store) -> str:
            from app.personal.versions import learned_from

            return learned_from(store, conversation_id)

        def done(text: str) -> None:
            if text:
                self.learned_from.emit(conversation_id, text)
                self.read()

        self._store.ask(find, done, self._failed)

    def tell_document_removed(self, path: str) -> None:
        """It is no longer to be learned from: say what has learned from it, if anything has."""
        if not self._versions:
            return

        def find(store: Store) -> str:
            from app.personal.versions import learned_from_document

            return learned_from_document(store, path)

        def done(text: str) -> None:
            if text:
                self.learned_from_document.emit(path, text)

        self._store.ask(find, done, self._failed)

    def _change(self, change: Callable[[Store], T], then: Callable[[T], None]) -> None:
        profile = self._profile
        if profile is None:
            return

        def changed(store: Store) -> tuple[T, Profile]:
            return change(store), store.profile(profile.id)

        def done(found: tuple[T, Profile]) -> None:
            outcome, new = found
            self._profile = new
            self.profile_changed.emit(new)
            self.read()
            then(outcome)

        self._store.ask(changed, done, self._failed)

    def _tell(self) -> None:
        profile = self._profile
        if profile is None or not self._versions:
            self.changed.emit(())
            return
        from app.personal.versions import in_use  # the store's thread has it already

        used = in_use(profile, [known.version for known in self._versions])
        self.changed.emit(
            tuple(
                ShownVersion(
                    known.version,
                    known.report,
                    known.version == used,
                    self._is_there(known.version),
                    known.merged,
                    known.deleted_sources,
                )
                for known in self._versions
            )
        )

    def _is_there(self, version: PersonalVersion) -> bool:
        return bool(version.adapter) and self._shelf.find(version.adapter) is not None

    def _failed(self, error: StoreError) -> None:
        self.problem.emit(problems.store_failed(error))
