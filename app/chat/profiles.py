"""ProfileController: the profiles, and the one that is taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from app import problems
from app.chat.courier import StoreAccess
from app.profiles import free_name
from app.store.errors import StoreError
from app.store.records import Profile, ProfileContents
from app.store.store import Store

if TYPE_CHECKING:
    from models.adapters.library import AdapterLibrary

T = TypeVar("T")


class ProfileController(QObject):
    """Whoever else changes a profile in the store tells it with `note`."""

    changed = Signal(object, object)
    """(tuple[Profile, ...], the Profile that is taken): another one, or one that says something else now"""
    deleted = Signal(object, object)
    """(Profile, ProfileContents): it is out of sight, with all that belonged to it"""
    purged = Signal(list)
    """Keys of its conversations: what was deleted is gone for good, the adapters that were learned for it too"""
    problem = Signal(object)
    """Problem"""

    def __init__(
        self,
        store: StoreAccess,
        open_library: Callable[[], AdapterLibrary],
        trainings: Path,
        parent: QObject | None = None,
    ) -> None:
        """`open_library` opens the library of adapters, on any thread; `trainings` is the folder of those that wait."""
        super().__init__(parent)
        self._store = store
        self._open_library = open_library
        self._trainings = trainings
        self._profiles: tuple[Profile, ...] = ()
        self.present: Profile | None = None

    def start(self, wanted: int | None) -> None:
        """The store is open: take the profile with this id, else the first."""
        self._ask(lambda store: store.profiles(), lambda found: self._take(found, wanted))

    def switch(self, profile_id: int) -> None:
        """Take another one. Replies that are being written go on."""
        if self.present is not None and profile_id != self.present.id:
            self._ask(lambda store: store.profiles(), lambda found: self._take(found, profile_id))

    def save(self, profile: Profile) -> None:
        """As it is now; one with the id 0 is made, and taken."""

        def save(store: Store) -> tuple[list[Profile], int]:
            if profile.id:
                store.update_profile(profile.id, profile.name, profile.system_message, profile.settings)
                return store.profiles(), profile.id
            made = store.create_profile(profile.name, profile.system_message, profile.settings)
            return store.profiles(), made.id

        self._ask(save, lambda saved: self._take(*saved))

    def note(self, profile: Profile) -> None:
        """It has other settings now, which are in the store already."""
        if self.present is not None:
            known = [profile if one.id == profile.id else one for one in self._profiles]
            self._take(known, self.present.id)

    def delete(self, profile_id: int) -> None:
        """Out of sight at once, with everything that belongs to it; for good with `purge`. Another one is taken where
        it was the one that is taken."""
        open_library, folder = self._open_library, self._trainings

        def delete(store: Store) -> tuple[Profile, ProfileContents, list[Profile]]:
            from app.personal.profiles import delete_profile  # late: it needs numpy, which the window does not

            gone, contents = store.profile(profile_id), store.profile_contents(profile_id)
            delete_profile(store, open_library(), folder, profile_id)
            return gone, contents, store.profiles()

        def done(outcome: tuple[Profile, ProfileContents, list[Profile]]) -> None:
            gone, contents, left = outcome
            self._take(left, self.present.id if self.present is not None else None)
            self.deleted.emit(gone, contents)

        self._ask(delete, done)

    def undo_delete(self, profile_id: int) -> None:
        """Bring it back, and take it. Its name has a number where another one has it by now."""

        def restore(store: Store) -> list[Profile]:
            others = store.profiles()
            back = store.restore_profile(profile_id)
            name = free_name(back.name, others)
            if name != back.name:
                store.update_profile(profile_id, name, back.system_message)
            return store.profiles()

        self._ask(restore, lambda found: self._take(found, profile_id))

    def purge(self, older_than_seconds: float | None) -> None:
        """Those that were deleted so long ago, or all that were, go for good."""
        open_library, folder = self._open_library, self._trainings

        def purge(store: Store) -> list[str] | None:
            gone = store.deleted_profiles(older_than_seconds)
            if not gone:
                return None
            from app.personal.profiles import purge_profile  # late: it needs numpy, which the window does not

            library = open_library()
            return [key for number in gone for key in purge_profile(store, library, folder, number)]

        self._ask(purge, lambda keys: self.purged.emit(keys) if keys is not None else None)

    def _take(self, profiles: Sequence[Profile], wanted: int | None) -> None:
        present = next((profile for profile in profiles if profile.id == wanted), profiles[0])
        self._profiles, self.present = tuple(profiles), present
        self.changed.emit(self._profiles, present)

    def _ask(self, function: Callable[[Store], T], done: Callable[[T], None]) -> None:
        self._store.ask(function, done, self._failed)

    def _failed(self, error: StoreError) -> None:
        self.problem.emit(problems.store_failed(error))
