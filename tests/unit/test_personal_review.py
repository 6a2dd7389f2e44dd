"""What is learned from a person's conversations and documents, and what is left out of it."""

from __future__ import annotations

import os
from collections.abc import Sequence

import pytest

from app.personal.documents import look_through
from app.personal.duplicates import repeated
from app.personal.examples import Basis, LeftOut
from app.personal.review import LEAST, gather
from app.personal.secrets import SecretKind
from app.store.records import (
    Attachment,
    AttachmentKind,
    ConversationSettings,
    LearningChoice,
    MessageState,
    PersonalSource,
    ReplyMetadata,
    Thumb,
)
from engine.protocol import Message, Role
from engine.training.personal_job import ExampleKind
from tests.unit.store_samples import open_store, talk


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        self.now += 1
        return self.now


@pytest.fixture
def store(tmp_path):
    store = open_store(tmp_path, clock=Clock())
    yield store
    store.close()


def answers(store, conversation):
    return [message for message in store.messages(conversation.id) if message.role is Role.ASSISTANT]


def told(store, count, thumb=Thumb.UP):
    """Conversations of a question and an answer that was judged."""
    numbers = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    for number in range(count):
        word = " ".join(numbers[int(digit)] for digit in f"{number:02}")
        conversation = talk(
            store, f"What about {word}?", f"{word.title()} is the answer, and so it goes on: {word * 3}"
        )
        store.set_feedback(answers(store, conversation)[0].id, thumb=thumb)


def contents(messages: Sequence[Message]) -> list[str]:
    return [message.content for message in messages]


def by_basis(review):
    return {candidate.basis: candidate for candidate in review.candidates}


def test_what_a_file_said_is_not_learned(store):
    conversation = talk(store, "Hello", "Good day.")
    file = Attachment("report.pdf", AttachmentKind.PDF, "A secret of somebody else.", 1)
    end = answers(store, conversation)[-1].id
    asked = store.append_message(conversation.id, end, Role.USER, "What does it say?", attachments=[file])
    said = store.append_message(conversation.id, asked.id, Role.ASSISTANT, "A secret.")
    more = store.append_message(conversation.id, said.id, Role.USER, "And how are you?")
    well = store.append_message(conversation.id, more.id, Role.ASSISTANT, "Well, thank you.")
    for reply in (said, well):
        store.set_feedback(reply.id, thumb=Thumb.UP)
    (found,) = [one for one in gather(store, 1).candidates if one.basis is Basis.LIKED]
    assert found.example.key == f"message:{well.id}"
    assert "secret of somebody" not in " ".join(contents(found.example.messages))


def test_what_a_model_reasoned_is_not_learned(store):
    conversation = talk(
        store,
        "How many legs has a spider?",
        "<think>Insects have six.</think>\nEight.",
        "And a bee?",
        "<think>It is an insect.</think>\nSix.",
    )
    for message in answers(store, conversation):
        store.set_feedback(message.id, thumb=Thumb.UP)
    empty = talk(store, "And a snake?", "<think>None, I think.</think>")
    store.set_feedback(answers(store, empty)[0].id, thumb=Thumb.UP)
    learned = [one.example.messages for one in gather(store, 1).candidates]
    assert [[message.content for message in messages] for messages in learned] == [
        ["How many legs has a spider?", "Eight."],
        ["How many legs has a spider?", "Eight.", "And a bee?", "Six."],
    ]


def test_only_what_the_person_accepted_or_wrote_is_learned(store):
    conversation = talk(store, "first question", "nobody judged this", "second", "liked", "third", "disliked")
    _, liked, disliked = answers(store, conversation)
    store.set_feedback(liked.id, thumb=Thumb.UP)
    store.set_feedback(disliked.id, thumb=Thumb.DOWN)
    other = talk(store, "A question?", "the model's answer")
    corrected = answers(store, other)[0]
    store.set_feedback(corrected.id, correction="What I would have said.")
    again = store.append_message(other.id, corrected.parent_id, Role.ASSISTANT, "another answer, kept")
    store.append_message(other.id, again.id, Role.USER, "and?")
    store.append_message(other.id, store.conversation(other.id).head_id, Role.ASSISTANT, "cut o", MessageState.STOPPED)

    found = by_basis(gather(store, 1))
    assert set(found) == {Basis.UNJUDGED, Basis.LIKED, Basis.DISLIKED, Basis.CORRECTED, Basis.CHOSEN}
    assert found[Basis.UNJUDGED].left_out is LeftOut.UNJUDGED
    assert found[Basis.LIKED].example.key == f"message:{liked.id}"
    assert contents(found[Basis.LIKED].example.messages) == ["first question", "nobody judged this", "second", "liked"]
    assert found[Basis.DISLIKED].example.kind is ExampleKind.DISLIKED
    # The person's words against the model's, though another answer has taken its place.
    pair = found[Basis.CORRECTED].example
    assert (pair.kind, pair.rejected) == (ExampleKind.CORRECTED, "the model's answer")
    assert contents(pair.messages) == ["A question?", "What I would have said."]
    assert found[Basis.CHOSEN].reply == "another answer, kept"


def test_a_correction_of_a_reply_that_was_cut_off_has_no_fair_opposite(store):
    settings = ConversationSettings(system_message="Be a pirate.")
    conversation = store.create_conversation(1, "", settings)
    asked = store.append_message(conversation.id, None, Role.USER, "Hello?")
    reply = store.append_message(conversation.id, asked.id, Role.ASSISTANT, "Good m", MessageState.STOPPED)
    store.set_feedback(reply.id, correction="Ahoy!")
    (one,) = gather(store, 1).candidates
    assert (one.example.kind, one.example.rejected) == (ExampleKind.ACCEPTED, "")
    assert one.example.messages[0] == Message(Role.SYSTEM, "Be a pirate.")


def test_other_profiles_and_deleted_conversations_are_not_read(store):
    told(store, 2)
    work = store.create_profile("Work")
    store.delete_conversation(store.conversations()[0].id)
    assert len(gather(store, 1).candidates) == 1
    assert gather(store, work.id).candidates == ()


def test_secrets_are_replaced_wherever_they_stand_and_counted(store):
    conversation = talk(store, "My password is hunter22. Write to a@b.de", "I wrote to a@b.de", "again", "Done: a@b.de")
    for reply in answers(store, conversation):
        store.set_feedback(reply.id, thumb=Thumb.UP)
    review = gather(store, 1)
    for candidate in review.candidates:
        assert not any("hunter22" in text or "a@b" in text for text in contents(candidate.example.messages))
    assert review.secrets == {SecretKind.PASSWORD: 1, SecretKind.EMAIL: 3}


def test_the_later_examples_are_held_out_and_too_few_are_refused(store):
    told(store, LEAST - 1)
    assert f"{LEAST - 1} of {LEAST}" in gather(store, 1).problem
    told(store, 13, Thumb.DOWN)  # the same words: left out beside those that are liked, the others count for nothing
    assert gather(store, 1).problem
    told(store, 40)
    review = gather(store, 1)
    assert not review.problem
    times = [candidate.example.written_at for candidate in review.training if candidate.basis is Basis.LIKED]
    assert max(times) < min(candidate.example.written_at for candidate in review.held_out)
    assert len(review.held_out) == 6
    # Leaving one out brings the next one forward.
    last = review.held_out[-1].example.key
    fewer = review.choose(last, included=False)
    assert last not in {candidate.example.key for candidate in (*fewer.training, *fewer.held_out)}
    assert len(fewer.held_out) == 6
    job = fewer.job(store._path, store._path.parent, "Me 1", seed=3)
    assert (len(job.held_out), job.seed, job.name) == (6, 3, "Me 1")
    assert {example.key for example in job.training}.isdisjoint(example.key for example in job.held_out)
    assert len(fewer.sources()) == len(job.training) + len(job.held_out)


def test_what_is_said_twice_is_learned_once_and_the_newest_stays(store):
    for _ in range(3):
        conversation = talk(store, "How do I greet?", "One says hello, and then good evening, in that order.")
        store.set_feedback(answers(store, conversation)[0].id, thumb=Thumb.UP)
    talk(store, "How do I greet?", "one says  HELLO, and then good evening, in that order")
    reasons = [candidate.left_out for candidate in gather(store, 1).candidates]
    assert reasons == [LeftOut.DUPLICATE, LeftOut.DUPLICATE, None, LeftOut.UNJUDGED]


def test_exchanges_are_alike_when_both_halves_are():
    long = "This is the letter that I wrote about, word for word, with everything in it. " * 5
    exchanges = [(long, "Yes."), (long, "No, never."), (long.upper(), "yes."), ("Another question", "Yes."), ("", "")]
    assert repeated([*exchanges, ("", " ")]) == {2, 5}


def test_what_the_person_edits_is_theirs(store):
    told(store, 1)
    told(store, 1, Thumb.DOWN)
    talk(store, "Something else entirely?", "an unjudged answer")
    review = gather(store, 1)
    disliked = next(one for one in review.candidates if one.basis is Basis.DISLIKED)
    unjudged = next(one for one in review.candidates if one.basis is Basis.UNJUDGED)
    review = review.edit(disliked.example.key, "My words, from me@home.at").edit(unjudged.example.key, "Mine.")
    review = review.edit(unjudged.example.key, "  ")
    changed = {one.example.key: one for one in review.candidates}
    pair = changed[disliked.example.key]
    assert (pair.example.kind, pair.example.rejected) == (ExampleKind.CORRECTED, disliked.reply)
    assert (pair.reply, pair.found[-1].kind) == ("My words, from [e-mail address]", SecretKind.EMAIL)
    assert (changed[unjudged.example.key].reply, changed[unjudged.example.key].included) == ("Mine.", True)


def test_only_confirmed_facts_are_told(store):
    store.add_memory(1, "I live in Graz.")
    store.add_memory(1, "Perhaps likes tea.", confirmed=False)
    assert gather(store, 1).memories == ("I live in Graz.",)


def test_what_the_person_decided_stands_when_the_examples_are_looked_for_anew(store):
    told(store, 2)
    conversation = talk(store, "question", "first answer", "question two", "second answer")
    first, second = [f"message:{message.id}" for message in answers(store, conversation)]
    liked = gather(store, 1).candidates[0].example.key
    choices = [LearningChoice(liked, False), LearningChoice(second, True, "Mine."), LearningChoice("message:99", True)]
    store.set_learning_choices(1, choices[:2])
    found = {one.example.key: one for one in gather(store, 1).candidates}
    assert (found[liked].left_out, found[first].left_out) == (LeftOut.PERSON, LeftOut.UNJUDGED)
    assert (found[second].basis, found[second].reply) == (Basis.CORRECTED, "Mine.")
    review = gather(store, 1).decided(choices)
    assert [one.example.key for one in review.from_source_of(found[first])] == [first, second]
    assert not any(one.included for one in review.choose(first, second, liked, included=False).candidates[-2:])


def test_a_vote_is_a_pair_and_two_alike_are_nothing(store):
    conversation = talk(store, "question", "answer")
    head = store.messages(conversation.id)[-1].id
    for before, better, answer in ((head, 1, "Short."), (None, -1, "Wordy: anna@example.org."), (None, 0, "Alike")):
        store.add_vote(
            1,
            conversation_id=conversation.id,
            before_id=before,
            prompt="And now?",
            answer=answer,
            other="The other one.",
            answer_metadata=ReplyMetadata(),
            other_metadata=ReplyMetadata(),
            better=better,
        )
    first, second = [one for one in gather(store, 1).candidates if one.basis is Basis.VOTED]
    assert contents(first.example.messages) == ["question", "answer", "And now?", "Short."]
    assert (first.example.kind, first.example.rejected) == (ExampleKind.CORRECTED, "The other one.")
    assert contents(second.example.messages) == ["And now?", "The other one."]
    assert second.example.rejected == "Wordy: [e-mail address]."
    assert gather(store, 1).edit(first.example.key, "Shorter.").candidates[-2].reply == "Shorter."


def test_documents_are_cut_into_passages_that_go_on_from_each_other(store, tmp_path):
    notes = tmp_path / "notes"
    notes.mkdir()
    diary = notes / "Diary.md"
    paragraphs = [f"Day {number}. " + f"It was a day of {number} walks and some thoughts. " * 12 for number in range(8)]
    diary.write_text("\n\n".join(paragraphs) + "\n\n" + "One sentence after the other. " * 100, "utf-8")
    os.utime(diary, (500.0, 500.0))
    (notes / "copy.txt").write_bytes(diary.read_bytes())
    (notes / "picture.png").write_bytes(b"\x89PNG")
    (source,) = found = look_through([str(notes)])
    assert source.files == 2
    assert {len(passage.text) <= 1200 for passage in source.passages} == {True}
    assert "".join("".join(passage.text.split()) for passage in source.passages) == "".join(
        diary.read_text("utf-8").split()
    )
    review = gather(store, 1, found)
    first, second = (candidate.example for candidate in review.candidates[:2])
    assert first.kind is ExampleKind.WRITING
    assert first.messages[0].content == "Write the beginning of “Diary”."
    assert second.messages[0].content.endswith(first.messages[1].content[-200:])
    assert first.written_at == 500.0
    assert review.sources()[0] == PersonalSource(first.key, None, str(diary))
    assert review.held_out[-1] == [candidate for candidate in review.candidates if candidate.included][-1]


def test_what_is_hidden_is_passed_over_and_a_name_may_be_anything(tmp_path):
    text = "A letter that is long enough to be learned from, and that says nothing at all. " * 3
    for name in (b"odd\xff\n.txt", b".hidden.txt", b"picture.png", b".git/note.md", b"a/b/note.md"):
        path = tmp_path / os.fsdecode(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{text}{name!r}")
    (tmp_path / "a" / "again").symlink_to(tmp_path, target_is_directory=True)
    (source,) = look_through([str(tmp_path)])
    assert (source.files, source.unread, source.cut) == (2, (), False)
    assert sorted(passage.title for passage in source.passages) == ["note", "odd\ufffd\ufffd"]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"a" * ((4 << 20) + 1), None])
def test_what_is_no_text_is_told_by_name_and_the_rest_is_read(tmp_path, content):
    path = tmp_path / "letter.txt"
    if content is not None:
        path.write_bytes(content)
    (tmp_path / "other.txt").write_text("A letter that can be read, and that is long enough to be learned from. " * 3)
    wrong, right = look_through([str(path), str(tmp_path / "other.txt")])
    assert [("letter.txt" in told) for told in wrong.unread] == [True]
    assert (wrong.files, right.files, len(right.passages)) == (0, 1, 1)
