"""ProfileController: the profiles, and the one that is taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from app import problems
from app.chat.courier import StoreAccess
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
    weighed = Signal(object, object)
    """(Profile, ProfileContents): what goes with it if it is deleted"""
    deleted = Signal(object, list)
    """(Profile, keys of its conversations): it is gone, with all that belonged to it"""
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

    def weigh(self, profile_id: int) -> None:
        """Find out what would go with a profile."""

        def find(store: Store) -> tuple[Profile, ProfileContents]:
            return store.profile(profile_id), store.profile_contents(profile_id)

        self._ask(find, lambda found: self.weighed.emit(*found))

    def delete(self, profile_id: int) -> None:
        """With everything that belongs to it. Another one is taken where it was the one that is taken."""
        open_library, folder = self._open_library, self._trainings

        def delete(store: Store) -> tuple[Profile, list[str], list[Profile]]:
            from app.personal.profiles import delete_profile  # late: it needs numpy, which the window does not

            gone = store.profile(profile_id)
            return gone, delete_profile(store, open_library(), folder, profile_id), store.profiles()

        def done(outcome: tuple[Profile, list[str], list[Profile]]) -> None:
            gone, keys, left = outcome
            self._take(left, self.present.id if self.present is not None else None)
            self.deleted.emit(gone, keys)

        self._ask(delete, done)

    def _take(self, profiles: Sequence[Profile], wanted: int | None) -> None:
        present = next((profile for profile in profiles if profile.id == wanted), profiles[0])
        self._profiles, self.present = tuple(profiles), present
        self.changed.emit(self._profiles, present)

    def _ask(self, function: Callable[[Store], T], done: Callable[[T], None]) -> None:
        self._store.ask(function, done, self._failed)

    def _failed(self, error: StoreError) -> None:
        self.problem.emit(problems.store_failed(error))
