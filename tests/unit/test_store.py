"""The store in fair weather."""

from __future__ import annotations

import os
import stat
import time
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.store.codec import decode, encode
from app.store.driver import dbapi2
from app.store.errors import StoreError, StoreErrorKind
from app.store.reader import Reader
from app.store.records import (
    AdapterChoice,
    ConversationSettings,
    MessageState,
    Profile,
    ProfileSettings,
    ReplyMetadata,
)
from engine.protocol import Role, SamplingOptions
from tests.unit.store_samples import METADATA, contents, open_store, stream, talk


@pytest.fixture
def store(tmp_path):
    store = open_store(tmp_path)
    yield store
    store.close()


def missing(action, *arguments) -> None:
    with pytest.raises(StoreError) as caught:
        action(*arguments)
    assert caught.value.kind is StoreErrorKind.NOT_FOUND


def test_a_new_store_has_one_profile_and_private_files(tmp_path, store):
    assert store.profiles() == [Profile(1, "Me", "")]
    talk(store, "hello")
    for name in ("homespun.db", "homespun.db-wal", "homespun.db-shm"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600, name
    assert store.opening.checked
    assert (store.opening.backup, store.opening.interrupted_replies) == (None, 0)


def test_a_database_that_others_could_read_is_closed_to_them(tmp_path, store):
    store.close()
    (tmp_path / "homespun.db").chmod(0o644)
    open_store(tmp_path).close()
    assert stat.S_IMODE((tmp_path / "homespun.db").stat().st_mode) == 0o600


def test_commits_are_durable_and_deletions_overwrite(store):
    def setting(name):
        return store._connection.execute(f"PRAGMA {name}").fetchone()[0]

    assert setting("journal_mode") == "wal"
    assert setting("synchronous") == 2
    assert setting("foreign_keys") == 1
    assert setting("secure_delete") == 1
    assert setting("busy_timeout") == 5000


def test_profiles_are_made_and_changed(store):
    work = store.create_profile("Work", "Be brief.")
    assert store.profiles() == [Profile(1, "Me", ""), work]
    changed = store.update_profile(work.id, "Arbeit", "Sei knapp.")
    assert store.profile(work.id) == changed == Profile(work.id, "Arbeit", "Sei knapp.")
    missing(store.update_profile, 99, "x", "")
    # Settings stay as they are until new ones are given, the empty ones too.
    settings = ProfileSettings((AdapterChoice("k", 0.5, active=False, name="Capitals"),))
    assert store.update_profile(work.id, "Work", "", settings).settings == settings
    assert store.update_profile(work.id, "Arbeit", "Sei knapp.") == Profile(work.id, "Arbeit", "Sei knapp.", settings)
    assert store.update_profile(work.id, "Arbeit", "Sei knapp.", ProfileSettings()) == changed
    private = store.create_profile("Private", settings=settings)
    assert store.profile(private.id).settings == settings
    missing(store.create_conversation, 99)
    other = store.create_conversation(work.id, "at work")
    assert store.conversations(work.id) == [other]
    assert store.conversations(1) == []
    assert store.conversations() == [other]


def test_everything_is_there_after_reopening(tmp_path, store):
    options = ConversationSettings("Be kind.", "/m.gguf", SamplingOptions(temperature=0.0))
    conversation = store.create_conversation(1, "Größe", options)
    question = store.append_message(conversation.id, None, Role.USER, "How large?")
    answer = store.append_message(
        conversation.id, question.id, Role.ASSISTANT, "Very.", MessageState.COMPLETE, METADATA
    )
    conversation = store.conversation(conversation.id)
    store.close()
    reopened = open_store(tmp_path)
    try:
        assert reopened.conversations() == [conversation]
        assert reopened.conversation(conversation.id).settings == options
        assert reopened.messages(conversation.id) == [question, answer]
        assert reopened.message(answer.id).metadata == METADATA
    finally:
        reopened.close()


def test_a_reply_grows_and_ends(store):
    conversation = talk(store, "question")
    reply = stream(store, conversation, "")
    assert store.conversation(conversation.id).head_id == reply.id
    for text in ("An", "An answer"):
        assert store.update_message(reply.id, text, MessageState.STREAMING, ReplyMetadata()).content == text
    ended = store.update_message(reply.id, "An answer.", MessageState.COMPLETE, METADATA)
    assert store.message(reply.id) == ended
    assert (ended.state, ended.metadata) == (MessageState.COMPLETE, METADATA)
    missing(store.update_message, 99, "", MessageState.COMPLETE, METADATA)
    missing(store.message, 99)


def test_the_list_shows_the_conversation_used_last_first_whatever_the_clock_says(tmp_path):
    times = iter([1000.0, 900.0, 5e9, 800.0, 1.0, 0.0, 0.0, 0.0, 0.0])
    store = open_store(tmp_path, clock=lambda: next(times))
    first = store.create_conversation(1, "first")
    second = store.create_conversation(1, "second")
    third = store.create_conversation(1, "third")
    assert [c.title for c in store.conversations()] == ["third", "second", "first"]
    store.append_message(first.id, None, Role.USER, "again")
    assert [c.title for c in store.conversations()] == ["first", "third", "second"]
    store.rename_conversation(second.id, "renamed")
    assert [c.title for c in store.conversations()] == ["first", "third", "renamed"]
    assert [c.title for c in store.conversations(limit=2)] == ["first", "third"]
    assert store.conversation(first.id).updated_at == 800.0
    assert store.conversation(third.id).created_at == 5e9
    store.close()


def test_order_of_messages_holds_when_the_clock_jumps(tmp_path):
    times = iter([0.0, 1e9, 1e9 - 365 * 86400, 1e9 + 10 * 365 * 86400, 0.0])
    store = open_store(tmp_path, clock=lambda: next(times))
    conversation = talk(store, "a", "b", "c")
    assert contents(store.messages(conversation.id)) == ["a", "b", "c"]
    store.close()


def test_messages_are_a_tree_and_the_head_chooses_the_path(store):
    conversation = talk(store, "question", "first answer", "follow-up")
    question, first, follow_up = store.messages(conversation.id)
    second = store.append_message(conversation.id, question.id, Role.ASSISTANT, "second answer")
    assert contents(store.messages(conversation.id)) == ["question", "second answer"]
    assert store.children(question.id) == [first, second]
    assert store.children(follow_up.id) == []
    assert store.set_head(conversation.id, follow_up.id).head_id == follow_up.id
    assert contents(store.messages(conversation.id)) == ["question", "first answer", "follow-up"]
    assert store.set_head(conversation.id, None).head_id is None
    assert store.messages(conversation.id) == []


def test_a_long_path_is_read_in_pages_from_its_end(store):
    conversation = talk(store, *map(str, range(10)))
    page = store.messages(conversation.id, limit=4)
    assert contents(page) == ["6", "7", "8", "9"]
    page = store.messages(conversation.id, limit=4, before=page[0].id)
    assert contents(page) == ["2", "3", "4", "5"]
    page = store.messages(conversation.id, limit=4, before=page[0].id)
    assert contents(page) == ["0", "1"]
    assert store.messages(conversation.id, limit=4, before=page[0].id) == []


def test_a_parent_must_be_of_the_same_conversation(store):
    mine, other = talk(store, "mine"), talk(store, "other")
    assert mine.head_id is not None
    assert other.head_id is not None
    missing(store.append_message, mine.id, other.head_id, Role.USER, "lost")
    missing(store.append_message, 99, None, Role.USER, "lost")
    missing(store.set_head, mine.id, other.head_id)
    assert contents(store.messages(mine.id)) == ["mine"]
    # The schema itself does not allow it either.
    for statement in (
        f"UPDATE messages SET parent_id = {mine.head_id} WHERE id = {other.head_id}",
        f"UPDATE messages SET parent_id = id WHERE id = {mine.head_id}",
        f"UPDATE conversations SET head_id = {other.head_id} WHERE id = {mine.id}",
        f"DELETE FROM messages WHERE id = {mine.head_id}",
        f"UPDATE messages SET state = 'lost' WHERE id = {mine.head_id}",
    ):
        with pytest.raises(dbapi2.IntegrityError):
            store._connection.execute(statement)


def test_settings_of_a_conversation(store):
    conversation = store.create_conversation(1)
    assert conversation.settings == ConversationSettings()
    options = ConversationSettings(system_message="")
    assert store.set_conversation_settings(conversation.id, options).settings == options
    assert store.conversation(conversation.id).settings == options
    missing(store.set_conversation_settings, 99, options)
    missing(store.rename_conversation, 99, "x")


def test_deleting_is_undone(store):
    kept, deleted = talk(store, "kept"), talk(store, "deleted", "answer")
    store.delete_conversation(deleted.id)
    assert store.conversations() == [kept]
    assert store.conversations(search="deleted") == []
    missing(store.conversation, deleted.id)
    missing(store.delete_conversation, deleted.id)
    assert store.restore_conversation(deleted.id) == deleted
    assert store.conversations() == [deleted, kept]
    assert contents(store.messages(deleted.id)) == ["deleted", "answer"]
    missing(store.restore_conversation, 99)


def test_a_reply_still_reaches_a_conversation_that_may_come_back(store):
    conversation = talk(store, "question")
    reply = stream(store, conversation, "begin")
    store.delete_conversation(conversation.id)
    store.update_message(reply.id, "begin and end", MessageState.COMPLETE, METADATA)
    store.restore_conversation(conversation.id)
    assert contents(store.messages(conversation.id)) == ["question", "begin and end"]


def test_purging_takes_what_was_deleted_long_enough_ago(tmp_path):
    now = [1000.0]
    store = open_store(tmp_path, clock=lambda: now[0])
    old, new, kept = talk(store, "old", "branch"), talk(store, "new"), talk(store, "kept")
    stream(store, old, "never finished")
    store.delete_conversation(old.id)
    now[0] = 1030.0
    store.delete_conversation(new.id)
    assert store.purge_deleted(30.0) == [old.key]
    assert store.purge_deleted(30.0) == []
    missing(store.restore_conversation, old.id)
    assert store.purge_deleted(None) == [new.key]
    assert store.conversations() == [kept]
    assert store._connection.execute("SELECT content FROM messages").fetchall() == [("kept",)]
    newer = talk(store, "newer")
    assert newer.id > kept.id
    assert newer.head_id is not None
    assert newer.head_id > 5, "ids of purged messages are not used again"
    store.close()


def test_nothing_of_a_purged_text_stays_in_the_files(tmp_path, store):
    secret = "Xylophonquarzgeheimnis"
    doomed = talk(store, f"{secret} one", f"{secret} two", title=secret)
    talk(store, "something that stays")
    talk(store, *(f"{number} more of it" for number in range(30)))

    def on_disk() -> bytes:
        return b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())

    assert secret.encode() in on_disk()
    assert b"quarz"[1:4] in on_disk()
    store.delete_conversation(doomed.id)
    store.purge_deleted()
    remaining = on_disk()
    folded = secret.casefold()
    assert secret.encode() not in remaining
    # The index keeps words in pieces that share their beginnings; these pieces begin like no other.
    pieces = {folded[at : at + 3] for at in range(len(folded) - 2)}
    assert not [
        piece
        for piece in pieces
        if store._connection.execute("SELECT 1 FROM temp.message_pieces WHERE term = ?", (piece,)).fetchone()
    ]
    assert b"arz" not in remaining
    assert b"xyl" not in remaining
    assert b"that stays" in remaining


any_text = st.text(st.characters(exclude_categories=()), max_size=50)


@settings(max_examples=200, deadline=None)
@given(content=any_text)
def test_any_text_is_kept_or_repaired(module_store, content):
    conversation = module_store.create_conversation(1, content)
    message = module_store.append_message(conversation.id, None, Role.USER, content)
    assert module_store.message(message.id).content == message.content
    assert message.content == content.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    assert conversation.title == message.content


@pytest.fixture(scope="module")
def module_store(tmp_path_factory):
    store = open_store(tmp_path_factory.mktemp("store"))
    yield store
    store.close()


def test_nul_characters_stay_and_half_characters_are_replaced(store):
    conversation = talk(store, "a\0b", "\ud83d", "\ud83d\ude00", "\ud83d x", "")
    assert contents(store.messages(conversation.id)) == ["a\0b", "\ufffd", "😀", "\ufffd x", ""]


def test_a_message_of_many_megabytes(store):
    content = "wört " * 2_000_000
    conversation = talk(store, content)
    assert contents(store.messages(conversation.id)) == [content]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ReplyMetadata()),
        ("[]", ReplyMetadata()),
        ("[" * 10_000, ReplyMetadata()),
        ('{"model": "m", "future": 1}', ReplyMetadata(model="m")),
        ('{"model": 7, "error": "e"}', ReplyMetadata(error="e")),
        ('{"usage": {"prompt_tokens": 1}, "model": "m"}', ReplyMetadata(model="m")),
        ('{"sampling": {"top_k": 3, "new": 1, "top_p": "x"}}', ReplyMetadata(sampling=SamplingOptions(top_k=3))),
    ],
)
def test_metadata_of_other_versions_is_read_as_far_as_it_goes(text, expected):
    assert decode(ReplyMetadata, text) == expected


def test_metadata_survives_encoding():
    assert decode(ReplyMetadata, encode(METADATA)) == METADATA
    assert encode(ReplyMetadata()) == "{}"
    odd = ConversationSettings(system_message="", sampling=SamplingOptions(temperature=0.0))
    assert decode(ConversationSettings, encode(odd)) == odd
    chosen = ConversationSettings(adapters=(AdapterChoice("k", -0.5, name="Größe"), AdapterChoice("off", 1.0, False)))
    assert decode(ConversationSettings, encode(chosen)) == chosen
    # A conversation without any adapter is not one that takes the profile's.
    assert decode(ConversationSettings, encode(ConversationSettings(adapters=()))).adapters == ()
    assert decode(ConversationSettings, encode(ConversationSettings())).adapters is None
    assert decode(ProfileSettings, '{"adapters":[{"scale":1}]}') == ProfileSettings()


def test_reading_beside_a_writer(tmp_path, store):
    path = tmp_path / "homespun.db"
    conversation = talk(store, "written")
    reader = Reader.open_read_only(path)
    try:
        assert contents(reader.messages(conversation.id)) == ["written"]
        talk(store, "later")
        assert len(reader.conversations()) == 2
        assert len(reader.conversations(search="LATER")) == 1
        with pytest.raises(dbapi2.OperationalError, match="readonly"):
            reader._connection.execute("DELETE FROM messages")
    finally:
        reader.close()


def test_purging_does_not_wait_for_a_reader(tmp_path, store):
    doomed = talk(store, "doomed")
    reader = Reader.open_read_only(tmp_path / "homespun.db")
    with transaction_of(reader):
        assert len(reader.conversations()) == 1
        store.delete_conversation(doomed.id)
        start = time.monotonic()
        assert store.purge_deleted() == [doomed.key]
        assert time.monotonic() - start < 2
        assert len(reader.conversations()) == 1, "what is read does not change under the reader"
    assert reader.conversations() == []
    reader.close()
    assert store._connection.execute("PRAGMA busy_timeout").fetchone() == (5000,)


@contextmanager
def transaction_of(reader):
    reader._connection.execute("BEGIN")
    yield
    reader._connection.execute("COMMIT")


@pytest.mark.parametrize("name", ["with space", "50%?#&=%20", "ünï 日本", "new\nline", os.fsdecode(b"\xff not text")])
def test_any_name_of_a_folder(tmp_path, name):
    home = tmp_path / name
    home.mkdir()
    store = open_store(home)
    talk(store, "hello")
    reader = Reader.open_read_only(home / "homespun.db")
    assert len(reader.conversations()) == 1
    reader.close()
    store.close()
    assert [path.name for path in home.iterdir()] == ["homespun.db"]
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_flipped_bit_costs_a_character(tmp_path, store):
    conversation = talk(store, "a unique sentence", "b")
    store.close()
    path = tmp_path / "homespun.db"
    content = path.read_bytes()
    assert content.count(b"a unique sentence") == 1
    path.write_bytes(content.replace(b"a unique sentence", b"a un\xffque sentence"))
    store = open_store(tmp_path)
    assert contents(store.messages(conversation.id)) == ["a un\ufffdque sentence", "b"]
    store.close()


def test_reading_where_nothing_is(tmp_path):
    missing(Reader.open_read_only, tmp_path / "none.db")
    assert list(tmp_path.iterdir()) == []
