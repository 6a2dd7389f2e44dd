"""VersionsController: what has been learned for the profile, and which of it conversations start with."""

from __future__ import annotations

from collections.abc import Callable
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
    from models.adapters.library import AdapterLibrary

T = TypeVar("T")


class VersionsController(QObject):
    changed = Signal(object)
    """tuple[ShownVersion, ...], the newest first."""
    used = Signal(object)
    """PersonalVersion that conversations start with from now on."""
    undone = Signal(object, object)
    """(PersonalVersion that was in use, the one before it or None for the model as it is)"""
    profile_changed = Signal(object)
    """Profile: it starts with another version."""
    deleted = Signal()
    learned_from = Signal(int, str)
    """(id of a conversation that is deleted, what has learned from it)"""
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
        self._versions: list[PersonalVersion] = []
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

        def done(found: list[PersonalVersion]) -> None:
            if self._profile is not None and self._profile.id == profile.id:
                self._versions = found
                self._tell()

        self._store.ask(lambda store: store.versions(profile.id), done, self._failed)

    def use(self, version_id: int) -> None:
        """Conversations start with it, in the place of any other version."""
        from app.personal.versions import use

        self._change(lambda store: use(store, version_id), self.used.emit)

    def undo(self) -> None:
        """Back to what was used before the version in use."""
        from app.personal.versions import roll_back

        profile = self._profile
        if profile is not None:
            self._change(lambda store: roll_back(store, profile.id), lambda both: self.undone.emit(*both))

    def delete(self, version_id: int) -> None:
        """With its adapter and its files; where it is in use, the one before it is used again."""
        from app.personal.versions import delete

        open_library = self._open_library

        def deleted(_: object) -> None:
            self._shelf.refresh()
            self.deleted.emit()

        self._change(lambda store: delete(store, open_library(), version_id), deleted)

    def tell_learned_from(self, conversation_id: int) -> None:
        """It is being deleted: say what has learned from it, if anything has."""
        if not self._versions:
            return
        from app.personal.versions import learned_from

        def done(text: str) -> None:
            if text:
                self.learned_from.emit(conversation_id, text)

        self._store.ask(lambda store: learned_from(store, conversation_id), done, self._failed)

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
        from app.personal.versions import in_use, report_of  # late: most people have learned nothing yet

        used = in_use(profile, self._versions)
        self.changed.emit(
            tuple(ShownVersion(one, report_of(one), one == used, self._is_there(one)) for one in self._versions)
        )

    def _is_there(self, version: PersonalVersion) -> bool:
        return bool(version.adapter) and self._shelf.find(version.adapter) is not None

    def _failed(self, error: StoreError) -> None:
        self.problem.emit(problems.store_failed(error))
