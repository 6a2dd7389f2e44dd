"""How conversations are kept in order: pinned, archived, in folders; and who gave them their titles."""

# ruff: noqa: S608 - statements are put together from constants of this file; values are always bound.

from __future__ import annotations

import json
from collections.abc import Iterable

from app.store.codec import clean
from app.store.errors import StoreError, StoreErrorKind
from app.store.personal_store import inserted
from app.store.profile_store import ProfileStore
from app.store.records import Conversation, Folder, TitledBy

_AMONG = "IN (SELECT value FROM json_each(?))"


class OrderStore(ProfileStore):
    """Every method raises StoreError; a change that fails leaves everything as it was."""

    def rename_conversation(self, conversation_id: int, title: str) -> Conversation:
        """The person's title, for ever."""
        return self._set(conversation_id, "title = ?, titled = ?", clean(title), TitledBy.PERSON)

    def set_model_title(self, conversation_id: int, title: str) -> Conversation:
        """A title that a model made, unless there is one by now that is more than first words."""
        with self._change():
            self._connection.execute(
                "UPDATE conversations SET title = ?, titled = ? WHERE id = ? AND titled = ?",
                (clean(title), TitledBy.MODEL, conversation_id, TitledBy.WORDS),
            )
            return self.conversation(conversation_id)

    def pin_conversations(self, conversation_ids: Iterable[int], *, pinned: bool) -> None:
        """What is pinned is not in the archive any more."""
        self._change_all(
            conversation_ids, "pinned = ?, archived = CASE ? WHEN 1 THEN 0 ELSE archived END", pinned, pinned
        )

    def archive_conversations(self, conversation_ids: Iterable[int], *, archived: bool) -> None:
        """What is in the archive is not pinned any more."""
        self._change_all(
            conversation_ids, "archived = ?, pinned = CASE ? WHEN 1 THEN 0 ELSE pinned END", archived, archived
        )

    def move_conversations(self, conversation_ids: Iterable[int], folder_id: int | None) -> None:
        """Into a folder of their profile, or out of theirs. What is put into a folder is to be seen there, so it is
        neither pinned nor in the archive any more."""
        if folder_id is None:
            self._change_all(conversation_ids, "folder_id = NULL")
        else:
            self.folder(folder_id)
            self._change_all(conversation_ids, "folder_id = ?, pinned = 0, archived = 0", folder_id)

    def delete_conversations(self, conversation_ids: Iterable[int]) -> None:
        """Take them out of sight, all together. They can be brought back until `purge_deleted` takes them away."""
        self._change_all(conversation_ids, "deleted_at = ?", self._clock())

    def restore_conversations(self, conversation_ids: Iterable[int]) -> None:
        self._change_all(conversation_ids, "deleted_at = ?", None)

    def create_folder(self, profile_id: int, name: str) -> Folder:
        """The folder of that name is there already: that one."""
        with self._change():
            self.profile(profile_id)
            return self._folder_named(profile_id, name)

    def rename_folder(self, folder_id: int, name: str) -> Folder:
        """Refused where another folder has the name."""
        with self._change():
            folder = self.folder(folder_id)
            if any(other.name == name and other.id != folder_id for other in self.folders(folder.profile_id)):
                raise StoreError(StoreErrorKind.INTERNAL, f"There is a folder “{name}” already. Choose another name.")
            self._connection.execute("UPDATE folders SET name = ? WHERE id = ?", (clean(name), folder_id))
            return self.folder(folder_id)

    def delete_folder(self, folder_id: int) -> None:
        """Its conversations stay, in no folder."""
        with self._change():
            self._connection.execute("DELETE FROM folders WHERE id = ?", (folder_id,))

    def _folder_named(self, profile_id: int, name: str) -> Folder:
        """Inside a transaction. Made where there is none."""
        name = clean(name)
        for folder in self.folders(profile_id):
            if folder.name == name:
                return folder
        cursor = self._connection.execute("INSERT INTO folders (profile_id, name) VALUES (?, ?)", (profile_id, name))
        return Folder(inserted(cursor), profile_id, name)

    def _change_all(self, conversation_ids: Iterable[int], assignment: str, *values: object) -> None:
        with self._change():
            self._connection.execute(
                f"UPDATE conversations SET {assignment} WHERE id {_AMONG}",
                (*values, json.dumps(list(conversation_ids))),
            )

    def _set(self, conversation_id: int, assignment: str, *values: object) -> Conversation:
        with self._change():
            self._connection.execute(f"UPDATE conversations SET {assignment} WHERE id = ?", (*values, conversation_id))
            return self.conversation(conversation_id)
