"""Changes of profiles, and what goes with them."""

from __future__ import annotations

from collections.abc import Iterable

from app.store import text_index
from app.store.branch_store import BranchStore
from app.store.codec import clean, encode
from app.store.errors import StoreError, StoreErrorKind
from app.store.personal_store import inserted
from app.store.records import Profile, ProfileSettings

# In an order in which nothing refers to what is gone. What belongs to a conversation or a version goes with it.
_OWNED = (
    "votes",
    "learning_choices",
    "memories",
    "fact_searches",
    "personal_documents",
    "personal_versions",
    "folders",
)


class ProfileStore(BranchStore):
    """Every method raises StoreError; a change that fails leaves everything as it was."""

    def create_profile(self, name: str, system_message: str = "", settings: ProfileSettings | None = None) -> Profile:
        with self._change():
            cursor = self._connection.execute(
                "INSERT INTO profiles (name, system_message, settings) VALUES (?, ?, ?)",
                (clean(name), clean(system_message), encode(settings or ProfileSettings())),
            )
            return self.profile(inserted(cursor))

    def update_profile(
        self, profile_id: int, name: str, system_message: str, settings: ProfileSettings | None = None
    ) -> Profile:
        """None leaves the settings as they are."""
        with self._change():
            self._connection.execute(
                "UPDATE profiles SET name = ?, system_message = ?, settings = coalesce(?, settings) WHERE id = ?",
                (clean(name), clean(system_message), encode(settings) if settings else None, profile_id),
            )
            return self.profile(profile_id)

    def delete_profile(self, profile_id: int) -> None:
        """Take it out of sight with its conversations. It can be brought back until `purge_profile` takes it away. The
        last one is refused."""
        now = self._clock()
        with self._change():
            self.require_another(profile_id)
            self._connection.execute("UPDATE profiles SET deleted_at = ? WHERE id = ?", (now, profile_id))
            self._connection.execute(
                "UPDATE conversations SET deleted_at = ? WHERE profile_id = ? AND deleted_at IS NULL", (now, profile_id)
            )

    def restore_profile(self, profile_id: int) -> Profile:
        """With the conversations that went with it; what was deleted before stays deleted."""
        with self._change():
            self._connection.execute(
                "UPDATE conversations SET deleted_at = NULL WHERE profile_id = ?1 "
                "AND deleted_at = (SELECT deleted_at FROM profiles WHERE id = ?1)",
                (profile_id,),
            )
            self._connection.execute("UPDATE profiles SET deleted_at = NULL WHERE id = ?", (profile_id,))
            return self.profile(profile_id)

    def deleted_profiles(self, older_than_seconds: float | None = None) -> list[int]:
        """Ids of those that were deleted so long ago; None: of all that were."""
        latest = float("inf") if older_than_seconds is None else self._clock() - older_than_seconds
        return [number for (number,) in self._all("SELECT id FROM profiles WHERE deleted_at <= ?", latest)]

    def purge_profile(self, profile_id: int) -> list[str]:
        """Overwrite a profile with all that belongs to it, what was only taken out of sight too, and return the keys
        of conversations whose saved states must go. Backups made before still hold it. The last one is refused."""
        execute = self._connection.execute
        with self._change():
            self.require_another(profile_id)
            found = execute("SELECT id, key FROM conversations WHERE profile_id = ?", (profile_id,)).fetchall()
            keys = self._erase_conversations(found)
            for table in _OWNED:
                execute(f"DELETE FROM {table} WHERE profile_id = ?", (profile_id,))  # noqa: S608 - a constant
            execute("DELETE FROM profiles WHERE id = ?", (profile_id,))
        return keys

    def require_another(self, profile_id: int) -> None:
        """That it is not the last profile."""
        self.profile(profile_id)
        if self._one("SELECT 1 FROM profiles WHERE id <> ? AND deleted_at IS NULL", profile_id) is None:
            raise StoreError(
                StoreErrorKind.INTERNAL, "This is the only profile. Make another one before you delete it."
            )

    def _erase_conversations(self, conversations: Iterable[tuple[int, str]]) -> list[str]:
        """Inside a transaction. Takes ids with their keys and returns the keys."""
        execute = self._connection.execute
        keys: list[str] = []
        for conversation_id, key in conversations:
            texts = execute(
                "SELECT id, content FROM messages WHERE conversation_id = ? AND state <> 'streaming'",
                (conversation_id,),
            ).fetchall()
            texts = text_index.with_files(self._connection, texts)
            execute("UPDATE conversations SET head_id = NULL WHERE id = ?", (conversation_id,))
            execute("DELETE FROM messages WHERE conversation_id = ?", (conversation_id,))
            execute("DELETE FROM conversations WHERE id = ?", (conversation_id,))
            text_index.update_index(self._connection, gone=texts)
            keys.append(key)
        return keys
