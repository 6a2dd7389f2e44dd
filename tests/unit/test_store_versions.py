"""Databases of every version of the schema are opened by this program, and everything in them is there."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from app.store.migrations import MIGRATIONS
from app.store.records import (
    Attachment,
    AttachmentKind,
    LearningChoice,
    MessageState,
    PersonalSource,
    Profile,
    ProfileSettings,
    Summary,
    Thumb,
)
from app.store.store import Store
from tests import store_versions as samples
from tests.unit.store_samples import contents, open_store

VERSIONS = range(2, len(MIGRATIONS) + 1)
"""Version 1 has a test of its own."""


def conversations(store: Store) -> None:
    assert [profile.name for profile in store.profiles()] == ["Me", "Work"]
    first = store.conversation(1)
    assert (first.title, first.settings) == ("Sourdough", samples.SETTINGS)
    tree = store.tree(1)
    assert [tree.parent(number) for number in (1, 2, 3, 4, 5)] == [None, 1, 1, 3, 4]
    branch = [store.message(number) for number in (1, 2, 3, 5)]
    assert contents(branch) == [samples.QUESTION, samples.ANSWER, samples.OTHER, samples.CUT_OFF]
    assert branch[1].metadata == samples.METADATA
    assert (branch[3].state, branch[3].metadata.finish_reason) == (MessageState.STOPPED, "interrupted")
    assert [found.id for found in store.conversations(search="الخبز")] == [1]
    assert store.conversations(search="deleted") == []
    assert [found.title for found in store.conversations(2, archived=store.conversation(2).archived)] == ["A letter"]
    store.restore_conversation(3)
    assert contents(store.messages(3)) == [samples.DELETED]


def profile_settings(store: Store) -> None:
    assert store.profile(2) == Profile(2, "Work", "Be brief.", ProfileSettings((samples.CAPITALS,)))


def personalization(store: Store) -> None:
    judged = store.feedback([2, 3])
    assert (judged[2].thumb, judged[3].correction) == (Thumb.UP, "By feel.")
    [fact] = [one for one in store.memories(1) if one.confirmed]
    assert (fact.text, fact.message_id) == ("I bake on Sundays.", 1)
    newest, first = store.versions(1)
    assert (newest.adapter, newest.parent_id, first.adapter) == ("me-2", first.id, "me-1")
    assert PersonalSource("document:1", None, "/letters/to-maren.txt") in store.sources(first.id)


def learning_sources(store: Store) -> None:
    assert store.documents(1) == ["/letters"]
    [vote] = store.votes(1)
    assert (vote.answer, vote.better, vote.before_id, vote.answer_metadata) == ("Wetter still.", 1, 3, samples.METADATA)
    [refused] = store.refused_memories(1)
    assert (refused.text, refused.sentence) == ("I own a mill.", samples.QUESTION)
    assert store.facts_looked_for(1) == 4


def branches(store: Store) -> None:
    assert contents(store.messages(1)) == [samples.QUESTION, samples.ANSWER]
    assert store.tree(1).end(3) == 5
    assert contents(store.messages(2))[0] == "Dear Maren"
    assert "A reply that was taken out." not in contents(store.messages(2))
    assert store.drafts(1) == {None: "Half a sentence", 1: "How wet should a dough be?"}


def learning_choices(store: Store) -> None:
    found = set(store.learning_choices(1))
    assert found == {LearningChoice("message:2", False), LearningChoice("vote:1", True, "Much wetter.")}


def attachments(store: Store) -> None:
    [recipe] = store.messages(2)[-1].attachments
    assert recipe == Attachment("recipe.pdf", AttachmentKind.PDF, "Flour, water, salt.", 2, "It has pictures.")
    assert [one.name for one in store.draft_attachments(1)] == ["notes.md"]


def order(store: Store) -> None:
    [folder] = store.folders(1)
    first, second = store.conversation(1), store.conversation(2)
    assert (folder.name, first.folder_id, first.pinned, second.archived) == ("Bread", folder.id, True, True)


def summaries(store: Store) -> None:
    assert store.summaries(1) == {3: Summary(3, "1,3", "A dough may be very wet.", "SmolLM2 135M", True)}


def files_found(store: Store) -> None:
    [vote] = store.votes(2)
    assert [one.text for one in vote.attachments] == ["rye, 2"]
    assert [hit.file for hit in store.search(None, "water, salt")] == ["recipe.pdf"]
    assert [one.name for one in store.draft_attachments(1)] == ["notes.md"]


def profiles_deleted(store: Store) -> None:
    assert "Choir" not in [profile.name for profile in store.profiles()]
    assert [one.title for one in store.conversations(store.restore_profile(3).id)] == ["Scores"]


FOUND: tuple[Callable[[Store], None], ...] = (
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


def test_every_version_of_the_schema_is_kept() -> None:
    missing = [one for one in range(1, len(MIGRATIONS) + 1) if not (samples.STORES / f"version-{one}.db").exists()]
    assert not missing, "write the new one: python -m tests.store_versions"


@pytest.mark.parametrize("number", VERSIONS)
def test_this_program_finds_everything_in_a_database_of(number: int, tmp_path: Path) -> None:
    kept = samples.STORES / f"version-{number}.db"
    shutil.copy(kept, tmp_path / "homespun.db")
    store = open_store(tmp_path)
    assert store._connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    for check in FOUND[:number]:
        check(store)
    backup = store.opening.backup
    store.close()
    if number == len(MIGRATIONS):
        assert backup is None
    else:
        assert backup is not None
        assert _rows(backup) == _rows(kept)


def _rows(database: Path) -> list[tuple[object, ...]]:
    """Of every table that the schema names, as any program would read them."""
    connection = sqlite3.connect(f"file:{database}?mode=ro&immutable=1", uri=True)
    try:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        plain = [name for (name,) in tables if not name.startswith("message_index")]
        return [row for name in plain for row in connection.execute(f"SELECT '{name}', * FROM {name} ORDER BY 2")]
    finally:
        connection.close()
