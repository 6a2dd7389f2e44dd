"""What a profile tells a model, and what it may be."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from app.personal.profiles import delete_profile, purge_profile
from app.profiles import MOST_INSTRUCTIONS, MOST_NAME, PRESETS, ProfileError, checked, free_name, named, system_text
from app.store.codec import decode, encode
from app.store.errors import StoreError
from app.store.records import (
    AdapterChoice,
    MessageState,
    Profile,
    ProfileContents,
    ProfileSettings,
    Thumb,
    VersionState,
)
from engine.protocol import Role, SamplingOptions
from models.adapters.library import AdapterLibrary
from tests.unit.store_samples import VERSION_1, open_store, talk

ME = Profile(1, "Me", "")


def test_a_model_is_told_the_instructions_and_what_matters_line_by_line():
    assert system_text(None) == system_text(ME) == system_text(replace(ME, system_message=" \n")) == ""
    assert system_text(replace(ME, system_message="Be brief.\n")) == "Be brief."
    stated = ProfileSettings(preferences="- Metric units\n\n• Honest about doubt \n---")
    told = "What the user prefers and values. Keep to it in every answer:\n- Metric units\n- Honest about doubt"
    assert system_text(replace(ME, settings=stated)) == told
    assert system_text(Profile(1, "Me", "Be brief.", stated)) == f"Be brief.\n\n{told}"


def test_names_are_seen_and_told_apart():
    assert checked(replace(ME, name=" Ana\u202e \n María\x00 "), ()).name == "Ana María"
    assert checked(replace(ME, name="מאיה"), ()).name == "מאיה"
    others = [Profile(2, "Straße", ""), Profile(3, "Work", ""), Profile(4, "Work 2", "")]
    for name, said in ((" \u200f\t", "needs a name"), ("STRASSE", "called"), ("x" * (MOST_NAME + 1), "at most 60")):
        with pytest.raises(ProfileError, match=said) as refused:
            checked(replace(ME, name=name), others)
        assert refused.value.field == "name"
    with pytest.raises(ProfileError, match="2,001"):
        checked(replace(ME, system_message="x" * (MOST_INSTRUCTIONS + 1)), ())
    assert named(others, " work ") == others[1]
    assert free_name("Work", others) == "Work 3"
    assert len(free_name("x" * MOST_NAME, [Profile(2, "x" * MOST_NAME, "")])) == MOST_NAME


def test_every_preset_is_a_profile_as_it_stands():
    for preset in PRESETS:
        made = checked(Profile(9, preset.name, preset.instructions, preset.settings), (ME,))
        assert system_text(made) == preset.instructions
        assert len(preset.instructions) < 500  # a fortieth of the smallest model's context


def test_settings_of_a_profile_survive_the_disk_and_another_version():
    settings = ProfileSettings(
        (AdapterChoice("k", 0.5),), "Metric units", "/models/a.gguf", SamplingOptions(temperature=0.2)
    )
    assert decode(ProfileSettings, encode(settings)) == settings
    assert decode(ProfileSettings, '{"preferences":7,"mood":"calm"}') == ProfileSettings()


def test_a_profile_goes_with_everything_and_the_other_stays(tmp_path):
    shutil.copy(VERSION_1, tmp_path / "homespun.db")
    store = open_store(tmp_path)
    assert [profile.name for profile in store.profiles()] == ["Me", "Work"]
    kept = store.conversations(1)
    work = store.create_conversation(2, "at work")
    asked = store.append_message(work.id, None, Role.USER, "the secret zeppelin")
    reply = store.append_message(work.id, asked.id, Role.ASSISTANT, "half", MessageState.STREAMING)
    hidden = store.create_conversation(2)
    store.delete_conversation(hidden.id)
    store.set_feedback(reply.id, thumb=Thumb.UP)
    fact = store.add_memory(2, "Has a boat.", asked.id)
    store.refuse_memory(store.add_memory(2, "Is a boat.").id)
    store.set_facts_looked_for(2, asked.id)
    store.add_documents(2, ["/letters"])
    first = store.add_version(
        2, name="Work 1", model="/m.gguf", adapter="", parent_id=None, state=VersionState.DRAFT, report="{}",
        folder=str(tmp_path / "trained"), sources=(),
    )  # fmt: skip
    store.add_version(
        2, name="Work 2", model="/m.gguf", adapter="", parent_id=first.id, state=VersionState.DRAFT, report="{}",
        folder="", sources=(),
    )  # fmt: skip
    (tmp_path / "trained").mkdir()
    assert store.memories(2) == [fact]
    assert store.profile_contents(2) == ProfileContents(1, 1, 2)
    shelf = AdapterLibrary(tmp_path / "adapters")
    before = store.conversations(2), store.folders(2), store.memories(2), store.versions(2)
    delete_profile(store, shelf, tmp_path / "personal", 2)
    assert ([one.id for one in store.profiles()], store.conversations(2)) == ([1], [])
    assert store.search(None, "zeppelin", 10) == []
    store.restore_profile(2)
    assert (store.conversations(2), store.folders(2), store.memories(2), store.versions(2)) == before
    assert hidden.id not in [one.id for one in store.conversations(2)]
    delete_profile(store, shelf, tmp_path / "personal", 2)
    assert (store.deleted_profiles(60), store.deleted_profiles()) == ([], [2])
    assert set(purge_profile(store, shelf, tmp_path / "personal", 2)) == {work.key, hidden.key}
    assert [profile.name for profile in store.profiles()] == ["Me"]
    assert store.conversations() == kept
    assert store.search(None, "zeppelin", 10) == []
    assert store.profile_contents(2) == ProfileContents()
    assert not (tmp_path / "trained").exists()
    for taking_away in (delete_profile, purge_profile):
        with pytest.raises(StoreError, match="only profile"):
            taking_away(store, shelf, tmp_path / "personal", 1)
    assert store.conversations(1) == kept
    talk(store, "still", "works")
    store.close()
    assert b"zeppelin" not in b"".join(file.read_bytes() for file in tmp_path.glob("homespun.db*"))
