"""Finding conversations by what was said in them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.found import fold
from app.store import text_index
from app.store.connection import transaction
from app.store.migrations import MIGRATIONS
from app.store.records import Attachment, AttachmentKind, MessageState
from app.store.search_reader import FoundMessage
from engine.protocol import Role
from tests.unit.store_samples import METADATA, open_store, stream, talk

TEXTS = {
    "english": "The quick brown fox, 100% sure_of it: C:\\path 'quoted' \"double\"",
    "german": "Die STRASSE ist GROSS. Die Straße ist größer.",
    "greek": "Ο ΟΔΥΣΣΕΎΣ γύρισε στην Ιθάκη",
    "russian": "Съешь ещё этих мягких французских булок",
    "chinese": "今天天气很好，我们去公园吧",
    "japanese": "ｶﾀｶﾅ と カタカナ",
    "arabic": "السلام عليكم",
    "hindi": "नमस्ते दुनिया",
    "emoji": "family 👨‍👩‍👧 and flag 🇫🇷",
    "decomposed": "cafe\u0301 on the corner",
    "nul": "before\0after",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    store = open_store(tmp_path_factory.mktemp("store"))
    for title, content in TEXTS.items():
        talk(store, content, title=title)
    yield store
    store.close()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("BROWN FOX", ["english"]),
        ("  brown fox ", ["english"]),
        ("100%", ["english"]),
        ("%", ["english"]),
        ("0_s", []),
        ("sure_of", ["english"]),
        ("C:\\PATH", ["english"]),
        ("'quoted' \"double\"", ["english"]),
        ("strasse", ["german"]),
        ("Straße", ["german"]),
        ("GRÖSSER", ["german"]),
        ("οδυσσεύς", ["greek"]),
        ("БУЛОК", ["russian"]),
        ("Ё", ["russian"]),
        ("天气", ["chinese"]),
        ("吧", ["chinese"]),
        ("气天", []),
        ("カタカナ", ["japanese"]),
        ("عليكم", ["arabic"]),
        ("नमस्ते", ["hindi"]),
        ("👨‍👩‍👧", ["emoji"]),
        ("🇫🇷", ["emoji"]),
        ("café", ["decomposed"]),
        ("before\0after", ["nul"]),
        ("AFTER", ["nul"]),
        ("JAPAN", ["japanese"]),
        ("the quick brown fox, 100% sure_of it: c:\\path 'quoted' \"double\"", ["english"]),
        ("fox OR булок", []),
        ("NEAR(fox brown)", []),
        ("fo*", []),
        ("\ud800", []),
        ("", list(reversed(TEXTS))),
        ("   ", list(reversed(TEXTS))),
    ],
)
def test_what_is_found(store, text, found):
    assert [conversation.title for conversation in store.conversations(search=text)] == found


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_every_piece_of_every_text_is_found_in_any_case(store, data):
    title = data.draw(st.sampled_from(list(TEXTS)))
    text = TEXTS[title]
    start = data.draw(st.integers(0, len(text) - 1))
    piece = text[start : data.draw(st.integers(start + 1, len(text)))]
    if not text_index.fold(piece.strip()) or text_index.fold(piece.strip()) not in text_index.fold(text):
        return  # A combining mark torn from its letter.
    for spelled in (piece, piece.upper(), piece.lower()):
        if text_index.fold(spelled.strip()) in text_index.fold(text):
            assert title in [conversation.title for conversation in store.conversations(search=spelled)]


@settings(max_examples=200, deadline=None)
@given(needle=st.text(min_size=1, max_size=4))
def test_the_index_changes_nothing_but_the_time(store, needle):
    folded = text_index.fold(needle.strip())
    plainly = [
        title
        for title, content in reversed(TEXTS.items())
        if folded in text_index.fold(content) or folded in text_index.fold(title)
    ]
    assert [conversation.title for conversation in store.conversations(search=needle)] == plainly


def test_a_very_common_beginning_is_searched_without_the_index(store, monkeypatch):
    monkeypatch.setattr(text_index, "_MOST_BEGINNINGS", 1)
    assert text_index.candidates(store._connection, "e") is None
    assert [c.title for c in store.conversations(search="булок"[:1])] == ["russian"]
    assert "english" in [c.title for c in store.conversations(search="E")]


def test_a_very_long_search(store):
    assert store.conversations(search="the quick " * 10_000) == []


def test_profile_and_limit_hold_for_a_search_too(tmp_path):
    store = open_store(tmp_path)
    for number in range(5):
        talk(store, "needle", title=str(number))
    other = store.create_profile("Other")
    assert [c.title for c in store.conversations(search="needle", limit=2)] == ["4", "3"]
    assert store.conversations(other.id, "needle") == []
    assert len(store.conversations(1, "needle")) == 5
    store.close()


def test_a_reply_is_found_when_it_has_ended(tmp_path):
    store = open_store(tmp_path)
    conversation = talk(store, "question")
    reply = stream(store, conversation, "an aardvark")
    assert store.conversations(search="aardvark") == []
    store.update_message(reply.id, "an aardvark!", MessageState.COMPLETE, METADATA)
    assert store.conversations(search="aardvark!") == [store.conversation(conversation.id)]
    store.update_message(reply.id, "a zebra", MessageState.COMPLETE, METADATA)
    assert store.conversations(search="aardvark") == []
    assert len(store.conversations(search="zebra")) == 1
    stream(store, conversation, "interrupted pangolin")
    store.close()
    store = open_store(tmp_path)
    assert len(store.conversations(search="pangolin")) == 1
    store.close()


# As a fault of the disk might do it: the pages are readable, what they say makes no sense.
SPOILS = (
    "UPDATE message_index_data SET block = x'ffffffffff' WHERE id > 10",
    "DELETE FROM message_index_data",
    "DELETE FROM message_index_idx",
)


@pytest.mark.parametrize("spoil", SPOILS)
def test_a_spoiled_index_costs_no_message(tmp_path, spoil):
    store = open_store(tmp_path)
    doomed, kept = talk(store, "the first of many", "words"), talk(store, "another")
    store._connection.execute(spoil)
    reply = stream(store, kept, "the reply")
    store.update_message(reply.id, "the whole reply", MessageState.COMPLETE, METADATA)
    store.update_message(reply.id, "the second reply", MessageState.COMPLETE, METADATA)
    store.delete_conversation(doomed.id)
    assert store.purge_deleted() == [doomed.key]
    talk(store, "the third of many")
    store.close()
    store = open_store(tmp_path)
    assert len(store.conversations(search="the")) == 2
    assert len(store.conversations(search="second")) == 1
    assert len(store.conversations(search="y")) == 2
    assert store.conversations(search="words") == []
    assert store._connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    store.close()


@pytest.mark.parametrize("spoil", SPOILS)
def test_a_search_in_a_spoiled_index_still_answers(tmp_path, spoil):
    store = open_store(tmp_path)
    talk(store, "the first of many", "words")
    store._connection.execute(spoil)
    # What the index does not know may be missed until the next start, but nothing fails.
    assert len(store.conversations(search="first")) <= 1
    assert len(store.conversations(search="w")) <= 1
    store.close()
    store = open_store(tmp_path)
    assert len(store.conversations(search="first of")) == 1
    assert len(store.conversations(search="w")) == 1
    store.close()


def test_sweeping_goes_on_where_it_stopped(tmp_path):
    store = open_store(tmp_path)
    for number in range(40):
        talk(store, f"{number} " * 50)
    with transaction(store._connection):
        text_index.update_index(store._connection, gone=[(1, "0 " * 50)])
    assert not text_index.sweep_index(store._connection, 0.0)
    assert text_index.sweep_index(store._connection, 60.0)
    assert len(store.conversations(search="7 7 7")) == 1
    store.close()


def test_a_hit_names_the_newest_message_and_shows_its_surroundings(tmp_path):
    store = open_store(tmp_path)
    found = talk(store, "A needle", "no", "another NEEDLE in the hay", "no", title="Hay")
    titled = talk(store, "nothing", title="The needle itself")
    messages = store.messages(found.id)
    hits = {hit.conversation.id: hit for hit in store.search(None, "needle")}
    assert list(hits) == [titled.id, found.id]
    assert (hits[titled.id].message_id, hits[titled.id].excerpt) == (None, None)
    assert hits[found.id].message_id == messages[2].id
    excerpt = hits[found.id].excerpt
    assert excerpt is not None
    assert [excerpt.text[start:end] for start, end in excerpt.places] == ["NEEDLE"]
    assert store.find(found.id, "needle") == [FoundMessage(messages[0].id), FoundMessage(messages[2].id)]
    assert store.find(titled.id, "needle") == store.find(found.id, "  ") == []
    assert store.search(None, " ") == []
    # What is deleted is not found, and another branch is.
    other = store.append_message(found.id, messages[1].id, Role.USER, "a needle elsewhere")
    store.delete_message(messages[0].id, with_rest=False)
    assert store.find(found.id, "needle") == [FoundMessage(messages[2].id), FoundMessage(other.id)]
    store.close()


def indexed(store, piece):
    """How many messages the index has with three characters."""
    found = store._connection.execute("SELECT count(*) FROM message_index WHERE message_index MATCH ?", (piece,))
    return found.fetchone()[0]


def test_what_attached_files_say_is_found_with_the_name_of_the_file(tmp_path):
    store = open_store(tmp_path)
    conversation = talk(store, "See the files", "I have.")
    files = (
        Attachment("notes.md", AttachmentKind.MARKDOWN, "Flour and water."),
        Attachment("Bäckerei.pdf", AttachmentKind.PDF, "Of salt, take 2 %. Ännchen bakes on Sundays."),
    )
    head = store.conversation(conversation.id).head_id
    asked = store.append_message(conversation.id, head, Role.USER, "What is in it?", attachments=files)
    for wanted in ("ännchen", "SALT", "2 %", "bäckerei", "nn"):
        [hit] = store.search(None, wanted)
        assert (hit.message_id, hit.file) == (asked.id, "Bäckerei.pdf")
        assert hit.excerpt is not None
        assert hit.excerpt.text.startswith("Bäckerei.pdf: ")
        assert {fold(hit.excerpt.text[start:end]) for start, end in hit.excerpt.places} == {fold(wanted)}
        assert store.find(conversation.id, wanted) == [FoundMessage(asked.id, "Bäckerei.pdf")]
    assert store.find(conversation.id, "what is") == [FoundMessage(asked.id)]
    # What waits in a message box is not looked into.
    store.keep_draft_attachments(conversation.id, (Attachment("later.txt", AttachmentKind.TEXT, "A zeppelin."),))
    assert store.search(None, "zeppelin") == []
    # Nothing of it is left in the index once it is gone for good.
    store.delete_message(asked.id, with_rest=False)
    store.purge_deleted()
    assert store.search(None, "salt") == []
    assert indexed(store, "nnc") == 0
    text_index.rebuild_index(store._connection)
    store.close()


def test_the_index_of_files_is_made_when_a_database_comes_up_to_date(tmp_path):
    store = open_store(tmp_path, migrations=MIGRATIONS[:9])
    execute = store._connection.execute  # the program of today speaks to the schema of today only
    execute(
        "INSERT INTO conversations (id, key, profile_id, title, settings, created_at, updated_at, touched) "
        "VALUES (1, 'one', (SELECT min(id) FROM profiles), '', '{}', 0, 0, 1)"
    )
    execute(
        "INSERT INTO messages (id, conversation_id, role, state, created_at, metadata, content) "
        "VALUES (1, 1, 'user', 'complete', 0, '{}', 'Read this')"
    )
    execute("UPDATE conversations SET head_id = 1")
    execute(
        "INSERT INTO attachments (conversation_id, message_id, name, kind, pages, note, text) "
        "VALUES (1, 1, 'a.txt', 'text', 0, '', 'A zeppelin.')"
    )
    store.close()
    store = open_store(tmp_path)
    assert [hit.file for hit in store.search(None, "zeppelin")] == ["a.txt"]
    store.delete_conversation(1)
    store.purge_deleted()
    assert indexed(store, "zep") == 0
    store.close()
