"""What a person thinks of replies, facts about them, and what was trained on both, in the store."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from app.store.driver import dbapi2
from app.store.errors import StoreError, StoreErrorKind
from app.store.reader import Reader
from app.store.records import Feedback, LearningChoice, PersonalSource, Thumb, VersionState
from engine.protocol import Role
from tests.unit.store_samples import METADATA, open_store, talk


@pytest.fixture
def store(tmp_path):
    store = open_store(tmp_path, clock=lambda: 1000.0)
    yield store
    store.close()


def version(store, parent_id=None, sources=(), state=VersionState.OFFERED, report="{}"):
    return store.add_version(
        1,
        name="Me 1",
        model="/models/small.gguf",
        adapter="me-1" if state is VersionState.OFFERED else "",
        parent_id=parent_id,
        state=state,
        report=report,
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


def vote(store, conversation_id=None, before_id=None, better=1):
    return store.add_vote(
        1,
        conversation_id=conversation_id,
        before_id=before_id,
        prompt="And now?",
        answer="Shorter.",
        other="A longer one.",
        answer_metadata=METADATA,
        other_metadata=replace(METADATA, adapters=()),
        better=better,
    )


def test_a_vote_goes_with_the_conversation_and_with_the_message_that_it_came_after(store):
    conversation, other = talk(store, "question", "answer"), talk(store, "another", "answer")
    alone, asked = vote(store), vote(store, conversation.id, store.messages(conversation.id)[-1].id, -1)
    first = vote(store, other.id)
    assert store.votes(1) == [alone, asked, first]
    assert (asked.better, asked.answer_metadata, asked.other_metadata.adapters) == (-1, METADATA, ())
    store.delete_conversation(conversation.id)
    assert store.votes(1) == [alone, first]
    store.restore_conversation(conversation.id)
    assert store.votes(1) == [alone, asked, first]
    deletion = store.delete_message(asked.before_id, with_rest=False)
    assert store.votes(1) == [alone, first]
    store.restore_messages(deletion)
    for one in (conversation, other):
        store.delete_conversation(one.id)
    store.purge_deleted()
    assert store.votes(1) == [alone]
    store.delete_vote(alone.id)
    assert store.votes(1) == []


def test_documents_are_remembered_for_a_profile(store):
    work = store.create_profile("Work")
    store.add_documents(1, ["/notes", "/letters/ada.txt"])
    store.add_documents(1, ["/notes"])
    store.add_documents(work.id, ["/reports"])
    assert store.documents(1) == ["/letters/ada.txt", "/notes"]
    store.remove_document(1, "/notes")
    assert (store.documents(1), store.documents(work.id)) == (["/letters/ada.txt"], ["/reports"])


def test_what_was_decided_on_an_example_goes_with_what_it_comes_from(store):
    conversation = talk(store, "question", "answer", "question", "answer")
    first, last = [one for one in store.messages(conversation.id) if one.role is Role.ASSISTANT]
    voted = vote(store)
    keys = [f"message:{first.id}", f"message:{last.id}", f"vote:{voted.id}", "document:ab:0"]
    store.set_learning_choices(1, [LearningChoice(key, True, "Mine.") for key in keys])
    store.set_learning_choices(1, [LearningChoice(keys[0], False)])
    decided = {one.example: one for one in store.learning_choices(1)}
    assert decided[keys[0]] == LearningChoice(keys[0], False, "Mine.")
    store.set_feedback(last.id, thumb=Thumb.UP)  # said later
    store.delete_vote(voted.id)
    assert {one.example for one in store.learning_choices(1)} == {keys[0], keys[3]}
    store.delete_conversation(conversation.id)
    store.purge_deleted()
    store.forget_learning_choices(1, [keys[3]])
    assert store.learning_choices(1) == []


def test_what_was_refused_is_no_fact_and_is_known(store):
    conversation = talk(store, "My sister is called Ada. Write to her.", "answer", "I live in Graz.")
    first, last = store.own_messages(1, 0, 10)
    assert store.own_messages(1, 0, 1) == [last]
    store.set_facts_looked_for(1, first.id)
    assert store.own_messages(1, store.facts_looked_for(1), 10) == [last]
    guessed = store.add_memory(1, "Is Ada", first.id, confirmed=False, sentence="My sister is called Ada.")
    store.refuse_memory(guessed.id)
    assert (store.memories(1), [one.text for one in store.refused_memories(1)]) == ([], ["Is Ada"])
    store.refuse_memory(guessed.id, refused=False)
    assert store.memories(1) == [guessed]
    assert store.update_memory(guessed.id, "My sister is Ada").confirmed
    store.delete_conversation(conversation.id)
    store.purge_deleted()
    (kept,) = store.memories(1)
    assert (kept.text, kept.sentence, kept.message_id) == ("My sister is Ada", "", None)


def test_what_a_version_knows_of_what_is_deleted_is_counted(store):
    conversation, other = talk(store, "question", "answer"), talk(store, "another", "answer")
    of_both = [PersonalSource(f"message:{store.messages(one.id)[-1].id}", one.id) for one in (conversation, other)]
    made = version(store, sources=[*of_both, PersonalSource("document:1", None, "/notes/a.txt")])
    assert store.deleted_sources(made.id) == 0
    deletion = store.delete_message(store.messages(conversation.id)[-1].id, with_rest=False)
    assert store.deleted_sources(made.id) == 1
    store.restore_messages(deletion)
    store.delete_conversation(other.id)
    assert store.deleted_sources(made.id) == 1
    store.purge_deleted()
    assert store.deleted_sources(made.id) == 1
    assert store.versions_from_document("/notes") == store.versions_from_document("/notes/a.txt") == [made]
    assert store.versions_from_document("/note") == []


def test_a_vote_that_is_deleted_counts_as_what_a_version_knows_of(store):
    conversation = talk(store, "question", "answer")
    answer = store.messages(conversation.id)[-1].id
    votes = [vote(store), vote(store, conversation.id, answer), vote(store, conversation.id)]
    made = version(store, sources=[PersonalSource(f"vote:{one.id}", one.conversation_id) for one in votes])
    assert store.deleted_sources(made.id) == 0
    store.delete_message(answer, with_rest=False)
    assert store.deleted_sources(made.id) == 1
    store.delete_vote(votes[0].id)
    assert store.deleted_sources(made.id) == 2
    store.delete_conversation(conversation.id)
    store.purge_deleted()
    assert store.deleted_sources(made.id) == 3


def test_written_replies_leave_a_report_with_what_it_learned_from(store):
    talks = [talk(store, f"question {number}", "answer") for number in range(4)]
    replies = [store.messages(one.id)[-1].id for one in talks]
    report = json.dumps({"flips": 0.5, "likeness": {"replies": 8, "examples": [{"prompt": "question"}]}})
    made = [
        version(store, sources=[PersonalSource(f"message:{reply}", one.id)], report=report)
        for one, reply in zip(talks, replies, strict=True)
    ]
    unreadable = version(store, sources=[PersonalSource(f"message:{replies[0]}", talks[0].id)], report="{")
    store.delete_conversation(talks[0].id)
    store.delete_message(replies[1], with_rest=False)
    store.delete_message(store.messages(talks[2].id)[0].id, with_rest=False)
    assert [store.version(one.id).report for one in made] == [report] * 4
    store.purge_deleted()
    kept = [json.loads(store.version(one.id).report) for one in made]
    assert [one["likeness"] for one in kept[:3]] == [{"replies": 8, "examples": []}] * 3
    assert [one["flips"] for one in kept] == [0.5] * 4
    assert [store.version(one.id).report for one in made[3:]] == [report]
    assert store.version(unreadable.id).report == "{"


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
