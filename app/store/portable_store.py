"""Taking in conversations that come from elsewhere: what is here already is never overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.store import text_index
from app.store.codec import clean, encode
from app.store.message_tree import MessageTree, covering
from app.store.order_store import OrderStore
from app.store.personal_store import inserted
from app.store.portable import PortableConversation, PortableMessage, TakenIn, message_key
from app.store.records import MessageState, Vote
from app.store.rows import SUMMARY


class PortableStore(OrderStore):
    """Every method raises StoreError; a change that fails leaves everything as it was."""

    def take_in(self, portables: Iterable[PortableConversation], profile_id: int) -> list[TakenIn]:
        """Add conversations, or to those that are here the messages that they lack: all of it, or nothing. Several at
        once cost little more than one: most of its time goes into waiting for the disk.

        One comes to the profile that it names where there is one of that name, else to `profile_id`. One that is here
        keeps its title, its settings and its place in the order; it shows the new messages where they go on from what
        it showed.
        """
        with self._change():
            return [self._take_in(portable, profile_id) for portable in portables]

    def _take_in(self, portable: PortableConversation, profile_id: int) -> TakenIn:
        row = self._one("SELECT id, head_id FROM conversations WHERE key = ?", portable.key)
        number, old_head = row if row is not None else (self._insert(portable, profile_id), None)
        known = self._known(portable.key, number)
        added = [message for message in portable.messages if message.key not in known]
        for message in added:
            known[message.key] = self._insert_message(number, message, known.get(message.parent or ""))
        come = [(known[message.key], clean(message.content)) for message in added]
        text_index.update_index(self._connection, come=text_index.with_files(self._connection, come))
        head = known.get(portable.head or "")
        tree = self.tree(number)
        self._take_in_summaries(portable, known, tree)
        if row is None and (head is None or head not in tree) and added:
            head = known[added[-1].key]
        if head is not None and head in tree and (old_head is None or old_head in tree.path(head)):
            self._set_head(number, head)
        if row is not None and added:
            newest = max(message.created_at for message in added)
            self._connection.execute(
                "UPDATE conversations SET deleted_at = NULL, updated_at = max(updated_at, ?) WHERE id = ?",
                (newest, number),
            )
        elif row is not None:
            self._connection.execute("UPDATE conversations SET deleted_at = NULL WHERE id = ?", (number,))
        self._leave_deleted_profile(number, self._profile_for(portable, profile_id))
        self._take_in_votes(portable, number, known)
        return TakenIn(number, row is None, len(added))

    def _take_in_summaries(self, portable: PortableConversation, known: Mapping[str, int], tree: MessageTree) -> None:
        """Where there is none."""
        for message in portable.messages:
            message_id = known[message.key]
            if message.summary is None or message_id not in tree:
                continue
            self._connection.execute(
                f"INSERT OR IGNORE INTO summaries ({SUMMARY}) VALUES (?, ?, ?, ?, ?)",  # noqa: S608 - a constant
                (
                    message_id,
                    covering(sorted(tree.path(message_id))),
                    clean(message.summary.text),
                    clean(message.summary.model),
                    message.summary.edited,
                ),
            )

    def _take_in_votes(self, portable: PortableConversation, number: int, known: Mapping[str, int]) -> None:
        """Those that are not there yet."""
        profile_id = self.conversation(number).profile_id
        there = {(one.created_at, one.prompt, one.answer, one.other) for one in self.votes_in(number)}
        for vote in portable.votes:
            texts = clean(vote.prompt), clean(vote.answer), clean(vote.other)
            if (vote.created_at, *texts) in there or (vote.before is not None and vote.before not in known):
                continue
            self._insert_vote(
                Vote(
                    0,
                    profile_id,
                    number,
                    known[vote.before] if vote.before is not None else None,
                    *texts,
                    vote.answer_metadata,
                    vote.other_metadata,
                    vote.better,
                    vote.created_at,
                    vote.attachments,
                )
            )

    def _known(self, key: str, conversation_id: int) -> dict[str, int]:
        """The messages of a conversation by their keys."""
        rows = self._all("SELECT id, created_at, origin FROM messages WHERE conversation_id = ?", conversation_id)
        return {
            message_key(key, number, created_at) if origin is None else origin: number
            for number, created_at, origin in rows
        }

    def _profile_for(self, portable: PortableConversation, profile_id: int) -> int:
        return next((one.id for one in self.profiles() if one.name == portable.profile), profile_id)

    def _leave_deleted_profile(self, number: int, profile_id: int) -> None:
        """What is brought in again does not go with the profile that it was deleted with."""
        home = self.conversation(number).profile_id
        if self._one("SELECT 1 FROM profiles WHERE id = ? AND deleted_at IS NOT NULL", home) is None:
            return
        execute = self._connection.execute
        execute("UPDATE votes SET profile_id = ? WHERE conversation_id = ?", (profile_id, number))
        execute("UPDATE conversations SET profile_id = ?, folder_id = NULL WHERE id = ?", (profile_id, number))

    def _insert(self, portable: PortableConversation, profile_id: int) -> int:
        profile_id = self._profile_for(portable, profile_id)
        folder = self._folder_named(profile_id, portable.folder).id if portable.folder else None
        # Beside the one that was used last before it, whose number it takes: the list is in the order of use.
        before = self._one(
            "SELECT touched FROM conversations WHERE updated_at <= ? ORDER BY updated_at DESC LIMIT 1",
            portable.updated_at,
        )
        cursor = self._connection.execute(
            "INSERT INTO conversations (key, profile_id, title, settings, created_at, updated_at, touched, folder_id, "
            "pinned, archived, titled) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                portable.key,
                profile_id,
                clean(portable.title),
                encode(portable.settings),
                portable.created_at,
                portable.updated_at,
                before[0] if before is not None else 0,
                folder,
                int(portable.pinned),
                int(portable.archived),
                portable.titled,
            ),
        )
        return inserted(cursor)

    def _insert_message(self, conversation_id: int, message: PortableMessage, parent_id: int | None) -> int:
        state = MessageState.STOPPED if message.state is MessageState.STREAMING else message.state
        cursor = self._connection.execute(
            "INSERT INTO messages (conversation_id, parent_id, role, state, created_at, metadata, content, seen_at, "
            "origin) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                conversation_id,
                parent_id,
                message.role,
                state,
                message.created_at,
                encode(message.metadata),
                clean(message.content),
                message.seen_at,
                message.key,
            ),
        )
        number = inserted(cursor)
        self._attach(conversation_id, number, message.attachments)
        if message.thumb or message.correction:
            self._connection.execute(
                "INSERT INTO feedback (message_id, thumb, correction, changed_at) VALUES (?, ?, ?, ?)",
                (number, int(message.thumb), clean(message.correction), message.judged_at),
            )
        return number
