"""Writes a database with something in everything that its schema has: python -m tests.store_versions [FOLDER]

It is called `version-N.db`, by the number of the schema, and kept in `tests/data/stores` for good: after a release
every program must open it. When a migration is added, give FILLERS what fills its columns, run this once, and add to
`tests/unit/test_store_versions.py` what must be found. A file that is there already is not written again.

It was run with the program of each version, of which it imports no more than that one had; version 1 is older than it.
"""

from __future__ import annotations

import itertools
import shutil
import sys
import tempfile
from pathlib import Path

from app.store.migrations import MIGRATIONS
from app.store.records import AdapterChoice, ConversationSettings, MessageState, ReplyMetadata
from app.store.store import Store
from engine.protocol import Role, SamplingOptions, Timings, Usage

STORES = Path(__file__).parent / "data" / "stores"

SETTINGS = ConversationSettings("Be kind.", "/models/small.gguf", SamplingOptions(temperature=0.0))
METADATA = ReplyMetadata(
    "SmolLM2 135M", "stop", Usage(10, 5, 7, 8192), Timings(1.5, 20.0, 300.0, 80.5), SamplingOptions(seed=7)
)
CAPITALS = AdapterChoice("capitals-1", 0.5)
QUESTION, ANSWER, OTHER = "How wet may a dough be?", "75 % of the flour's weight.", "As wet as you can handle. 🥖"
CUT_OFF, DELETED = "ما هو الخبز؟", "This was deleted."


def conversations(store: Store) -> None:
    """Two profiles; two versions of an answer, a reply that was cut off, and a conversation that was deleted."""
    store.create_profile("Work", "Be brief.")
    first = store.create_conversation(1, "Sourdough", SETTINGS)
    question = store.append_message(first.id, None, Role.USER, QUESTION)
    store.append_message(first.id, question.id, Role.ASSISTANT, ANSWER, MessageState.COMPLETE, METADATA)
    other = store.append_message(first.id, question.id, Role.ASSISTANT, OTHER, MessageState.COMPLETE, METADATA)
    more = store.append_message(first.id, other.id, Role.USER, "And in Arabic?")
    store.append_message(first.id, more.id, Role.ASSISTANT, CUT_OFF, MessageState.STREAMING)
    second = store.create_conversation(2, "A letter")
    store.append_message(second.id, None, Role.USER, "Dear Maren")
    gone = store.create_conversation(1, "Deleted")
    store.append_message(gone.id, None, Role.USER, DELETED)
    store.delete_conversation(gone.id)


def profile_settings(store: Store) -> None:
    from app.store.records import ProfileSettings

    store.update_profile(2, "Work", "Be brief.", ProfileSettings((CAPITALS,)))


def personalization(store: Store) -> None:
    from app.store.records import PersonalSource, Thumb, VersionState

    store.set_feedback(2, thumb=Thumb.UP)
    store.set_feedback(3, correction="By feel.")
    store.add_memory(1, "I bake on Sundays.", 1)
    sources = (PersonalSource("message:2", 1), PersonalSource("document:1", None, "/letters/to-maren.txt"))
    made = {"model": "/models/small.gguf", "report": "{}", "sources": sources, "state": VersionState.OFFERED}
    first = store.add_version(1, name="Me 1", adapter="me-1", parent_id=None, folder="/personal/1", **made)  # pyright: ignore[reportArgumentType]  # each is of its type
    store.add_version(1, name="Me 2", adapter="me-2", parent_id=first.id, folder="/personal/2", **made)  # pyright: ignore[reportArgumentType]  # as above


def learning_sources(store: Store) -> None:
    store.add_documents(1, ["/letters"])
    store.add_vote(
        1,
        conversation_id=1,
        before_id=3,
        prompt="And rye?",
        answer="Wetter still.",
        other="No.",
        answer_metadata=METADATA,
        other_metadata=ReplyMetadata(),
        better=1,
    )
    guessed = store.add_memory(1, "I own a mill.", 1, confirmed=False, sentence=QUESTION)
    store.refuse_memory(guessed.id)
    store.set_facts_looked_for(1, 4)


def branches(store: Store) -> None:
    store.show_branch(1, 2)
    last = store.append_message(2, 6, Role.ASSISTANT, "A reply that was taken out.")
    store.delete_message(last.id, with_rest=False)
    store.keep_draft(1, None, "Half a sentence")
    store.keep_draft(1, 1, "How wet should a dough be?")


def learning_choices(store: Store) -> None:
    from app.store.records import LearningChoice

    store.set_learning_choices(1, [LearningChoice("message:2", False), LearningChoice("vote:1", True, "Much wetter.")])


def attachments(store: Store) -> None:
    from app.store.records import Attachment, AttachmentKind

    recipe = Attachment("recipe.pdf", AttachmentKind.PDF, "Flour, water, salt.", 2, "It has pictures.")
    store.append_message(2, 6, Role.USER, "Read this.", attachments=(recipe,))
    store.keep_draft_attachments(1, (Attachment("notes.md", AttachmentKind.MARKDOWN, "# Notes"),))


def order(store: Store) -> None:
    store.move_conversations([1], store.create_folder(1, "Bread").id)
    store.pin_conversations([1], pinned=True)
    store.archive_conversations([2], archived=True)


def summaries(store: Store) -> None:
    from app.store.records import Summary

    store.put_summary(Summary(3, "1,3", "A dough may be very wet.", "SmolLM2 135M", True))


def files_found(store: Store) -> None:
    from app.store.records import Attachment, AttachmentKind

    prices = Attachment("prices.csv", AttachmentKind.CODE, "rye, 2")
    store.add_vote(
        2,
        conversation_id=None,
        before_id=None,
        prompt="What does rye cost?",
        answer="Two.",
        other="Too much.",
        answer_metadata=METADATA,
        other_metadata=ReplyMetadata(),
        better=0,
        attachments=(prices,),
    )


def profiles_deleted(store: Store) -> None:
    store.create_conversation(store.create_profile("Choir").id, "Scores")
    store.delete_profile(3)


FILLERS = (
    conversations,
    profile_settings,
    personalization,
    learning_sources,
    branches,
    learning_choices,
    attachments,
    order,
    summaries,
    files_found,
    profiles_deleted,
)
"""What fills the tables and columns of each version, in the order of the versions."""


def write(path: Path) -> None:
    """The database of this program, in one file."""
    with tempfile.TemporaryDirectory() as folder:
        times = itertools.count(1_760_000_000)
        place = Path(folder) / "homespun.db"
        store = Store.open(place, Path(folder), clock=lambda: float(next(times)))
        for fill in FILLERS[: len(MIGRATIONS)]:
            fill(store)
        store.close()
        shutil.move(place, path)


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0]) if arguments else STORES
    path = folder / f"version-{len(MIGRATIONS)}.db"
    if path.exists():
        print(f"{path} is there already.")
        return 1
    write(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
