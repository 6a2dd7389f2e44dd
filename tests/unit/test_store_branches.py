"""Branches of a conversation: which one is shown, what is deleted from the tree and brought back, what is kept."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store.errors import StoreError, StoreErrorKind
from app.store.message_tree import MessageTree, TreeRow
from app.store.records import Conversation, StoredMessage, Thumb
from app.store.store import Store
from engine.protocol import Role
from tests.unit.store_samples import contents, open_store, talk


@pytest.fixture
def store(tmp_path: Path):
    clock = count(1)
    store = open_store(tmp_path, clock=lambda: float(next(clock)))
    yield store
    store.close()


def answer(store: Store, before: StoredMessage | None, text: str, conversation: Conversation) -> StoredMessage:
    role = Role.USER if before is None or before.role is Role.ASSISTANT else Role.ASSISTANT
    return store.append_message(conversation.id, before.id if before else None, role, text)


def forked(store: Store) -> tuple[Conversation, list[StoredMessage], list[StoredMessage]]:
    """Two branches from the second question on; the second one is shown."""
    conversation = talk(store, "one", "first", "two", "second")
    old = store.messages(conversation.id)
    other = answer(store, old[1], "two again", conversation)
    answer(store, other, "second again", conversation)
    return conversation, old, store.messages(conversation.id)


def test_a_branch_is_shown_where_it_was_left(store: Store) -> None:
    conversation, old, new = forked(store)
    both = old[2].id, new[2].id
    assert store.message_versions(conversation.id) == dict.fromkeys(both, both)
    third = answer(store, old[3], "three", conversation)
    assert contents(store.messages(conversation.id)) == ["one", "first", "two", "second", "three"]
    store.show_branch(conversation.id, old[3].id)  # it is shown already
    assert store.conversation(conversation.id).head_id == third.id
    store.show_branch(conversation.id, new[2].id)
    assert contents(store.messages(conversation.id)) == contents(new)
    store.show_branch(conversation.id, old[2].id)
    assert store.conversation(conversation.id).head_id == third.id
    # Within that branch another end; coming back leads to the end that was left, not to the newest.
    fourth = answer(store, old[3], "three again", conversation)
    store.show_branch(conversation.id, third.id)
    store.show_branch(conversation.id, new[3].id)
    store.show_branch(conversation.id, old[2].id)
    assert store.conversation(conversation.id).head_id == third.id != fourth.id


def test_the_branch_that_was_open_is_open_after_a_restart(store: Store, tmp_path: Path) -> None:
    conversation, old, _ = forked(store)
    store.show_branch(conversation.id, old[2].id)
    store.close()
    again = open_store(tmp_path)
    assert again.messages(conversation.id) == old
    again.close()


def test_versions_of_the_first_message(store: Store) -> None:
    conversation = talk(store, "one", "first")
    [first, _] = store.messages(conversation.id)
    other = answer(store, None, "one again", conversation)
    assert store.message_versions(conversation.id)[other.id] == (first.id, other.id)
    store.show_branch(conversation.id, first.id)
    assert contents(store.messages(conversation.id)) == ["one", "first"]


def test_a_message_is_deleted_alone_and_brought_back(store: Store) -> None:
    conversation, old, new = forked(store)
    store.show_branch(conversation.id, old[3].id)
    deletion = store.delete_message(old[1].id, with_rest=False)
    assert deletion.message_ids == (old[1].id,)
    assert deletion.shown_id == old[0].id
    assert contents(store.messages(conversation.id)) == ["one", "two", "second"]
    # What answered it answers what that one answered now; both branches are there still.
    assert set(store.message_versions(conversation.id)) == {old[2].id, new[2].id}
    assert store.conversations(search="first") == []
    assert store.restore_messages(deletion).head_id == old[3].id
    assert store.messages(conversation.id) == old
    assert len(store.conversations(search="first")) == 1


def test_a_branch_is_deleted_and_the_one_beside_it_shown(store: Store) -> None:
    conversation, old, new = forked(store)
    deletion = store.delete_message(new[2].id, with_rest=True)
    assert deletion.message_ids == (new[2].id, new[3].id)
    assert deletion.shown_id == old[2].id
    assert store.messages(conversation.id) == old
    assert store.message_versions(conversation.id) == {}
    assert [store.children(old[1].id), store.conversations(search="again")] == [[old[2]], []]
    store.restore_messages(deletion)
    assert store.messages(conversation.id) == new
    # Without one beside it, what it answered is the end; without that, nothing is left.
    store.delete_message(new[3].id, with_rest=True)
    assert contents(store.messages(conversation.id)) == ["one", "first", "two again"]
    last = store.delete_message(old[0].id, with_rest=True)
    assert (last.shown_id, store.messages(conversation.id)) == (None, [])
    with pytest.raises(StoreError) as raised:
        store.show_branch(conversation.id, old[0].id)
    assert raised.value.kind is StoreErrorKind.NOT_FOUND
    assert contents([answer(store, None, "afresh", conversation)]) == ["afresh"]


def test_what_was_deleted_is_overwritten_with_the_states_that_hold_it(store: Store, tmp_path: Path) -> None:
    conversation, old, _ = forked(store)
    store.set_feedback(old[1].id, thumb=Thumb.UP)
    store.keep_draft(conversation.id, old[2].id, "two, but better")
    store.show_branch(conversation.id, old[3].id)
    store.delete_message(old[0].id, with_rest=False)
    deletion = store.delete_message(old[1].id, with_rest=False)
    assert store.judged(conversation.id) == []
    assert store.purge_deleted(1_000_000.0) == []
    assert store.purge_deleted() == [conversation.key]
    assert store.purge_deleted() == []
    assert contents(store.messages(conversation.id)) == ["two", "second"]
    assert store.messages(conversation.id)[0].parent_id is None
    assert len(store.message_versions(conversation.id)) == 2
    store.restore_messages(deletion)  # too late: it is gone
    assert contents(store.messages(conversation.id)) == ["two", "second"]
    assert store._connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    store.delete_message(old[2].id, with_rest=True)
    store.purge_deleted()
    assert store.drafts(conversation.id) == {}
    store.close()
    assert b"but better" not in (tmp_path / "homespun.db").read_bytes()


def test_drafts_are_kept_by_their_place(store: Store, tmp_path: Path) -> None:
    conversation = talk(store, "one", "first")
    [one, _] = store.messages(conversation.id)
    store.keep_draft(None, None, "a new conv")
    store.keep_draft(None, None, "a new conversation")
    store.keep_draft(conversation.id, None, "und dann\u2026")
    store.keep_draft(conversation.id, one.id, "uno")
    store.close()
    again = open_store(tmp_path)
    assert again.drafts(None) == {None: "a new conversation"}
    assert again.drafts(conversation.id) == {None: "und dann\u2026", one.id: "uno"}
    again.keep_draft(conversation.id, one.id, "")
    assert again.drafts(conversation.id) == {None: "und dann\u2026"}
    again.delete_conversation(conversation.id)
    again.purge_deleted()
    assert again.drafts(conversation.id) == {}
    again.close()


@given(st.data())
def test_a_tree_without_its_deleted_messages(data: st.DataObject) -> None:
    """Against the plain reading: follow the parents and leave out what is deleted."""
    size = data.draw(st.integers(1, 25))
    rows = [
        TreeRow(
            number,
            data.draw(st.sampled_from([None, *range(1, number)])),
            data.draw(st.booleans()),
            data.draw(st.floats(0, 9)),
        )
        for number in range(1, size + 1)
    ]
    tree, by_id = MessageTree(rows), {row.id: row for row in rows}

    def above(number: int | None) -> list[int]:
        found = []
        while number is not None:
            if not by_id[number].is_deleted:
                found.append(number)
            number = by_id[number].parent_id
        return found

    kept = [row.id for row in rows if not row.is_deleted]
    assert [number for number in by_id if number in tree] == kept
    for number in kept:
        assert tree.path(number) == set(above(number))
        assert set(tree.below(number)) == {other for other in kept if number in above(other)}
        assert tree.versions_of(number) == tuple(one for one in kept if above(one)[1:2] == above(number)[1:2])
        end = tree.end(number)
        assert tree.below(end) == (end,)
        ends = [one for one in tree.below(number) if tree.below(one) == (one,)]
        assert all(by_id[one].seen_at <= by_id[end].seen_at for one in ends)
    assert set(tree.versions()) == {one for one in kept if len(tree.versions_of(one)) > 1}


def test_a_deletion_of_a_stranger_is_refused(store: Store) -> None:
    conversation, old, _ = forked(store)
    deletion = store.delete_message(old[0].id, with_rest=True)
    with pytest.raises(StoreError):
        store.delete_message(old[1].id, with_rest=True)
    assert store.restore_messages(replace(deletion, head_id=None)).id == conversation.id
