"""Conversations leave one store as a file and come into another: nothing is lost, and nothing comes twice."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.exchange.results import ExchangeError, Found
from app.exchange.source import conversations_in
from app.exchange.writing import json_text, write_file
from app.store.message_tree import covering
from app.store.portable import PortableConversation, TakenIn
from app.store.records import (
    Attachment,
    AttachmentKind,
    ConversationSettings,
    MessageState,
    ReplyMetadata,
    Summary,
    Thumb,
    TitledBy,
)
from app.store.store import Store
from engine.protocol import Role, SamplingOptions
from tests.unit.store_samples import METADATA, contents, open_store, talk


def written(path: Path, *conversations: PortableConversation) -> Path:
    write_file(path, json_text(conversations))
    return path


def take_in(store: Store, conversation: PortableConversation, profile_id: int) -> TakenIn:
    [taken] = store.take_in([conversation], profile_id)
    return taken


def read(path: Path) -> list[PortableConversation]:
    found = list(conversations_in(path, None, lambda _done, _total: None))
    assert all(isinstance(one, Found) for one in found), found
    return [one.conversation for one in found if isinstance(one, Found)]


def random_conversation(store: Store, data: st.DataObject) -> None:
    draw, text = data.draw, st.text(max_size=20)
    own = ConversationSettings("Be kind.", None, SamplingOptions(seed=3))
    conversation = store.create_conversation(1, draw(text), draw(st.sampled_from([None, own])))
    written: list[int] = []
    for _ in range(draw(st.integers(0, 8))):
        reply = draw(st.booleans())
        message = store.append_message(
            conversation.id,
            draw(st.sampled_from([None, *written])),
            Role.ASSISTANT if reply else Role.USER,
            draw(text),
            draw(st.sampled_from([MessageState.COMPLETE, MessageState.STOPPED, MessageState.FAILED])),
            METADATA if reply else ReplyMetadata(),
            (Attachment("notes.txt", AttachmentKind.TEXT, draw(text), 2, "cut"),) if draw(st.booleans()) else (),
        )
        written.append(message.id)
        if draw(st.booleans()):
            covered = covering(sorted(store.tree(conversation.id).path(message.id)))
            store.put_summary(Summary(message.id, covered, "Short: " + draw(text), "SmolLM2", draw(st.booleans())))
        if draw(st.booleans()):
            store.set_feedback(message.id, thumb=draw(st.sampled_from(Thumb)), correction=draw(text))
    for _ in range(draw(st.integers(0, 2))):
        store.add_vote(
            1,
            conversation_id=conversation.id,
            before_id=draw(st.sampled_from([None, *written])),
            prompt=draw(text),
            answer=draw(text),
            other=draw(text),
            answer_metadata=METADATA,
            other_metadata=ReplyMetadata(),
            better=draw(st.sampled_from([-1, 0, 1])),
            attachments=(Attachment("prices.csv", AttachmentKind.CODE, draw(text)),) if draw(st.booleans()) else (),
        )
    for message_id in draw(st.lists(st.sampled_from(written), max_size=3)) if written else []:
        if message_id in store.tree(conversation.id):
            store.show_branch(conversation.id, message_id)
    for message_id in draw(st.lists(st.sampled_from(written), max_size=2)) if written else []:
        if message_id in store.tree(conversation.id):
            store.delete_message(message_id, with_rest=draw(st.booleans()))
    if draw(st.booleans()):
        store.move_conversations([conversation.id], store.create_folder(1, draw(st.text(min_size=1, max_size=9))).id)
    if draw(st.booleans()):
        store.pin_conversations([conversation.id], pinned=True)
    elif draw(st.booleans()):
        store.archive_conversations([conversation.id], archived=True)
    if draw(st.booleans()):
        store.rename_conversation(conversation.id, draw(text))


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory):
    """Two stores, the first of which is written in."""
    clock = count(1)
    one, other = (tmp_path_factory.mktemp(name) for name in ("one", "other"))
    stores = open_store(one, clock=lambda: next(clock) + 0.1), open_store(other)
    yield stores
    for store in stores:
        assert store._connection.execute("PRAGMA foreign_key_check").fetchall() == []
        store.close()


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_export_then_import_is_the_identity(
    pair: tuple[Store, Store], tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    store, other = pair
    known = set(store.conversation_ids())
    for _ in range(data.draw(st.integers(1, 3))):
        random_conversation(store, data)
    before = {one.key: one for one in map(store.portable, set(store.conversation_ids()) - known)}
    found = read(written(tmp_path_factory.getbasetemp() / "all.json", *before.values()))
    assert {one.key: one for one in found} == before
    numbers = [one.conversation_id for one in other.take_in(found, 1)]
    assert {one.key: one for one in map(other.portable, numbers)} == before
    order = [other.conversation(number).key for number in other.conversation_ids() if number in numbers]
    assert order == [key for number in store.conversation_ids() if (key := store.conversation(number).key) in before]
    # A second time nothing comes, there and where it is from.
    for where in (other, store):
        taken = where.take_in(found, 1)
        assert [one.messages for one in taken] == [0] * len(found)
        assert {one.key: one for one in (where.portable(one.conversation_id) for one in taken)} == before


@pytest.fixture
def store(tmp_path: Path):
    clock = count(1000)
    store = open_store(tmp_path, clock=lambda: float(next(clock)))
    yield store
    store.close()


def test_what_was_written_elsewhere_since_then_is_added(store: Store, tmp_path: Path) -> None:
    conversation = talk(store, "one", "first", title="Mine")
    copy = store.portable(conversation.id)
    (tmp_path / "other").mkdir()
    other = open_store(tmp_path / "other", clock=count(5000).__next__)
    number = take_in(other, copy, 1).conversation_id
    other.append_message(number, other.conversation(number).head_id, Role.USER, "two, elsewhere")
    other.rename_conversation(number, "Theirs")
    longer = other.portable(number)
    other.close()
    taken = take_in(store, longer, 1)
    assert (taken.is_new, taken.messages, taken.conversation_id) == (False, 1, conversation.id)
    assert contents(store.messages(conversation.id)) == ["one", "first", "two, elsewhere"]
    assert store.conversation(conversation.id).title == "Mine"
    assert [hit.conversation.id for hit in store.search(None, "elsewhere")] == [conversation.id]
    # What goes on here meanwhile keeps its place; the other end is a branch beside it.
    store.append_message(conversation.id, store.messages(conversation.id)[1].id, Role.USER, "two, here")
    third = replace(longer.messages[-1], key="new", parent=longer.messages[-1].key, content="three, elsewhere")
    assert take_in(store, replace(longer, head="new", messages=(*longer.messages, third)), 1).messages == 1
    assert contents(store.messages(conversation.id)) == ["one", "first", "two, here"]


def test_a_file_cannot_change_what_is_there(store: Store) -> None:
    conversation = talk(store, "one", "first", title="Mine")
    mine = store.portable(conversation.id)
    forged = replace(
        mine,
        title="Forged",
        profile="Nobody",
        settings=ConversationSettings("Obey."),
        messages=tuple(replace(one, content="forged", thumb=Thumb.DOWN) for one in mine.messages),
    )
    assert take_in(store, forged, 1).messages == 0
    assert store.portable(conversation.id) == mine


def test_an_imported_conversation_stands_where_its_time_puts_it(store: Store) -> None:
    old, new = talk(store, "old"), talk(store, "new")
    between = replace(
        store.portable(old.id), key="0" * 32, updated_at=(old.updated_at + new.updated_at) / 2, title="mid"
    )
    number = take_in(store, between, 1).conversation_id
    assert [one.id for one in store.conversations()] == [new.id, number, old.id]
    ancient = take_in(store, replace(between, key="1" * 32, updated_at=1.0), 1).conversation_id
    assert [one.id for one in store.conversations()] == [new.id, number, old.id, ancient]


def test_a_deleted_conversation_comes_back(store: Store) -> None:
    conversation = talk(store, "one", "first")
    copy = store.portable(conversation.id)
    store.delete_conversation(conversation.id)
    assert store.known_keys([copy.key]) == {}
    take_in(store, copy, 1)
    assert store.known_keys([copy.key]) == {copy.key: 2}
    assert contents(store.messages(conversation.id)) == ["one", "first"]


def test_it_comes_to_the_profile_of_its_name(store: Store) -> None:
    work = store.create_profile("Work")
    copy_id = talk(store, "one").id
    copy = store.portable(copy_id)
    at_work = take_in(store, replace(copy, key="a" * 32, profile="Work", folder="Letters"), 1).conversation_id
    at_home = take_in(store, replace(copy, key="b" * 32, profile="Nobody", titled=TitledBy.WORDS), 1).conversation_id
    assert [store.conversation(one).profile_id for one in (at_work, at_home)] == [work.id, 1]
    assert [folder.name for folder in store.folders(work.id)] == ["Letters"]
    store.delete_profile(work.id)
    assert [one.id for one in store.conversations()] == [at_home, copy_id]
    take_in(store, replace(copy, key="a" * 32, profile="Work"), 1)  # brought in again, it outlives the profile
    store.purge_profile(work.id)
    assert store.conversation(at_work).profile_id == 1
    assert store.folders(1) == []


HOSTILE = {
    "no key": {"messages": []},
    "a key that is a path": {"key": "../../etc/passwd", "messages": [{"key": "m", "role": "user", "content": "hi"}]},
    "wrong types": {"key": 3, "messages": {}, "title": [], "head": {}},
    "messages of wrong types": {"key": "k", "messages": [1, None, [], {"key": "m"}, {"key": "m", "role": "root"}]},
    "a circle": {
        "key": "k",
        "head": "b",
        "messages": [
            {"key": "a", "parent": "b", "role": "user", "content": "a"},
            {"key": "b", "parent": "a", "role": "assistant", "content": "b"},
            {"key": "b", "parent": None, "role": "assistant", "content": "again"},
        ],
    },
    "numbers that are none": {
        "key": "k",
        "created_at": -1e300,
        "updated_at": 1e18,
        "settings": {"sampling": {"temperature": -5}},
        "messages": [
            {"key": "m", "role": "user", "content": "\ud800", "created_at": True, "thumb": 7, "metadata": [1]}
        ],
    },
    "votes and summaries of wrong types": {
        "key": "k",
        "votes": [
            3,
            {"better": 5},
            {"better": True, "prompt": "p", "answer": "a", "other": "b"},
            {"better": 1, "prompt": "p", "answer": [], "other": "b"},
            {"better": 1, "prompt": "p", "answer": "a", "other": "b", "before": "nowhere"},
            {"better": 1, "prompt": "\ud800", "answer": "a", "other": "b", "before": "m", "attachments": {"a": 1}},
        ],
        "messages": [{"key": "m", "role": "user", "content": "hi", "summary": {"text": 3, "edited": "yes"}}],
    },
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_of_our_own_kind(store: Store, tmp_path: Path, name: str) -> None:
    mine = talk(store, "one", "first")
    before = store.portable(mine.id)
    item = HOSTILE[name] if "key" in HOSTILE[name] else HOSTILE[name] | {"title": "x"}
    path = tmp_path / "file.json"
    path.write_text(json.dumps({"format": "homespun conversations", "version": 1, "conversations": [item]}))
    for found in conversations_in(path, None, lambda _done, _total: None):
        if isinstance(found, Found):
            taken = take_in(store, found.conversation, 1)
            assert store.portable(taken.conversation_id).key == found.conversation.key
            assert set(found.conversation.key) <= set("0123456789abcdef")
    assert store.portable(mine.id) == before
    assert store._connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no JSON"),
        (b"GIF89a", "no JSON"),
        (b"[" * 1000, "damaged"),
        (b'{"format": "homespun conversations", "version": 2, "conversations": []}', "newer version"),
        (b"[]", "no conversations"),
        (b"PK\x03\x04 no archive", "damaged archive"),
        (b'[{"mapping": ', "damaged"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "file.json"
    path.write_bytes(content)
    with pytest.raises(ExchangeError, match=words):
        list(conversations_in(path, None, lambda _done, _total: None))
