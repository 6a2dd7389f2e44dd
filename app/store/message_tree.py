"""The messages of a conversation as a tree, without those that are deleted; no database."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

Versions = Mapping[int, tuple[int, ...]]
"""By message: all that stand in its place, itself among them, the oldest first. One that stands alone is left out."""


def covering(message_ids: Iterable[int]) -> str:
    """Tells which messages a summary stands for."""
    return hashlib.sha256(",".join(map(str, message_ids)).encode()).hexdigest()


class TreeRow(NamedTuple):
    """One for each of ten thousand messages: a tuple is made in a third of the time of a dataclass."""

    id: int
    parent_id: int | None
    is_deleted: bool
    seen_at: float
    """When it was the last message that was shown, in seconds since 1970."""


class MessageTree:
    """What answered a deleted message stands below what that one answered."""

    def __init__(self, rows: Iterable[TreeRow]) -> None:
        """`rows` are all messages of a conversation, in the order of their ids: parents come first."""
        self._kept: dict[int | None, int | None] = {None: None}
        """By message: itself, or the nearest one above it that is not deleted."""
        self._parents: dict[int, int | None] = {}
        self._children: dict[int | None, list[int]] = {}
        self._seen: dict[int, float] = {}
        for number, above, is_deleted, seen_at in rows:
            parent = self._kept.get(above)
            if is_deleted:
                self._kept[number] = parent
                continue
            self._kept[number] = number
            self._parents[number] = parent
            self._children.setdefault(parent, []).append(number)
            self._seen[number] = seen_at

    def __contains__(self, message_id: int) -> bool:
        return message_id in self._parents

    def parent(self, message_id: int) -> int | None:
        return self._parents[message_id]

    def versions_of(self, message_id: int) -> tuple[int, ...]:
        """All that stand in its place, the oldest first."""
        return tuple(self._children[self._parents[message_id]])

    def versions(self) -> Versions:
        places = (tuple(children) for children in self._children.values() if len(children) > 1)
        return {message_id: place for place in places for message_id in place}

    def path(self, message_id: int | None) -> set[int]:
        """A message and all above it."""
        found: set[int] = set()
        while message_id is not None:
            found.add(message_id)
            message_id = self._parents[message_id]
        return found

    def below(self, message_id: int) -> tuple[int, ...]:
        """A message and all that follow it, in every branch."""
        found = [message_id]
        for one in found:  # grows on the way
            found += self._children.get(one, ())
        return tuple(found)

    def end(self, message_id: int) -> int:
        """The end of the branch with this message that was seen last."""
        ends = (one for one in self.below(message_id) if one not in self._children)
        return max(ends, key=lambda one: (self._seen[one], one))
