"""What a person thinks of replies, facts about them, and what was trained on both, in the store."""

from __future__ import annotations

import pytest

from app.store.driver import dbapi2
from app.store.errors import StoreError, StoreErrorKind
from app.store.reader import Reader
from app.store.records import Feedback, PersonalSource, Thumb, VersionState
from tests.unit.store_samples import open_store, talk


@pytest.fixture
def store(tmp_path):
    store = open_store(tmp_path, clock=lambda: 1000.0)
    yield store
    store.close()


def version(store, parent_id=None, sources=(), state=VersionState.OFFERED):
    return store.add_version(
        1,
        name="Me 1",
        model="/models/small.gguf",
        adapter="me-1" if state is VersionState.OFFERED else "",
        parent_id=parent_id,
        state=state,
        report="{}",
        folder="/data/personal/1",
        sources=sources,
    )


def test_a_thumb_and_a_correction_are_set_apart_and_taken_back(store):
    question, answer = store.messages(talk(store, "question", "answer").id)
    store.set_feedback(answer.id, thumb=Thumb.DOWN)
    both = store.set_feedback(answer.id, correction="I would have said this \ud800.")
    assert both == Feedback(answer.id, Thumb.DOWN, "I would have said this \ufffd.", 1000.0)
    assert store.feedback([question.id, answer.id, 99]) == {answer.id: both}
    assert [message.id for message in store.judged(answer.conversation_id)] == [answer.id]
    store.set_feedback(answer.id, thumb=Thumb.NONE)
    assert store.set_feedback(answer.id, correction="") == Feedback(answer.id, changed_at=1000.0)
    assert store.feedback([answer.id]) == {}
    with pytest.raises(StoreError) as caught:
        store.set_feedback(99, thumb=Thumb.UP)
    assert caught.value.kind is StoreErrorKind.NOT_FOUND


def test_memories_are_read_changed_and_deleted_by_profile(store):
    other = store.create_profile("Work")
    mine = store.add_memory(1, "I live in Graz.")
    store.add_memory(other.id, "The office closes at six.")
    assert store.update_memory(mine.id, "I live in Linz.").text == "I live in Linz."
    assert [memory.text for memory in store.memories(1)] == ["I live in Linz."]
    store.delete_memory(mine.id)
    assert store.memories(1) == []
    with pytest.raises(StoreError):
        store.update_memory(mine.id, "again")


def test_what_was_said_of_a_conversation_goes_when_it_is_purged_and_its_versions_still_name_it(store, tmp_path):
    conversation = talk(store, "I live in Graz.", "answer")
    question, answer = store.messages(conversation.id)
    store.set_feedback(answer.id, thumb=Thumb.UP, correction="A correction.")
    guessed = store.add_memory(1, "Lives in Graz.", question.id, confirmed=False)
    confirmed = store.add_memory(1, "Is from Graz.", question.id)
    made = version(store, sources=[PersonalSource(f"message:{answer.id}", conversation.id)])
    store.delete_conversation(conversation.id)
    assert store.memories(1) == [guessed, confirmed]
    store.purge_deleted()
    assert store.feedback([answer.id]) == {}
    assert [(memory.text, memory.message_id) for memory in store.memories(1)] == [("Is from Graz.", None)]
    assert store.versions_from(conversation.id) == [made]
    reader = Reader.open_read_only(tmp_path / "homespun.db")
    assert reader.sources(made.id) == [PersonalSource(f"message:{answer.id}", conversation.id)]
    reader.close()


def test_versions_keep_their_line_when_one_is_deleted(store):
    first = version(store)
    second = version(store, first.id, [PersonalSource("document:ab:0", None, "/notes/diary.md")])
    third = version(store, second.id, state=VersionState.DRAFT)
    assert store.versions(1) == [third, second, first]
    assert store.set_version_state(second.id, VersionState.ROLLED_BACK).state is VersionState.ROLLED_BACK
    store.delete_version(second.id)
    assert [(one.id, one.parent_id) for one in store.versions(1)] == [(third.id, first.id), (first.id, None)]
    assert store.sources(second.id) == []
    with pytest.raises(StoreError):
        store.version(second.id)


def test_what_the_schema_forbids_is_refused_and_nothing_changes(store):
    with pytest.raises(StoreError):
        store.add_memory(1, "of no message", 99)
    with pytest.raises(StoreError):
        version(store, sources=[PersonalSource("message:1"), PersonalSource("message:1")])
    assert (store.memories(1), store.versions(1)) == ([], [])
    with pytest.raises(dbapi2.IntegrityError):
        store._connection.execute("INSERT INTO feedback VALUES (1, 2, '', 0)")
