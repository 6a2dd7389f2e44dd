"""`homespun profiles`, and what the other commands do with one."""

from __future__ import annotations

import json

import pytest

from app.__main__ import main
from app.cli.chat import request_template
from app.cli.parser import PRESETS as NAMED
from app.cli.parser import parse
from app.cli.stored import taken
from app.personal.recall import knowing
from app.profiles import PRESETS, preset, sampling_of
from engine.protocol import SamplingOptions
from tests.gguf_files import tiny_llama
from tests.unit.store_samples import open_store


@pytest.fixture
def person(data_home):
    """“Me” with a conversation, “Work” with another."""
    data_home.mkdir()
    store = open_store(data_home)
    store.create_conversation(1, "at home")
    store.create_conversation(store.create_profile("Work", "Be brief.").id, "at work")
    store.close()
    return data_home


def told(capsys, *arguments: str):
    assert main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys, *arguments: str) -> str:
    assert main([*arguments]) == 1
    return capsys.readouterr().err


def test_profiles_are_made_shown_edited_and_deleted(person, tmp_path, capsys):
    assert [preset.key for preset in PRESETS] == list(NAMED)
    model = tiny_llama().write(tmp_path / "base.gguf")
    made = told(
        capsys, "profiles", "make", "Kafka", "--preset", "translator", "--preferences", "Metric units\nFormal",
        "--model", str(model),
    )  # fmt: skip
    assert made["system_message"].startswith(preset("translator").instructions)
    assert made["system_message"].endswith("- Metric units\n- Formal")
    assert (made["model"], made["sampling"]["temperature"]) == (str(model), 0.2)
    assert "Another profile is called" in refused(capsys, "profiles", "make", "KAFKA")
    edited = told(
        capsys, "profiles", "edit", "kafka", "--name", "فرانز", "--instructions", "", "--model", "",
        "--program-sampling",
    )  # fmt: skip
    assert (edited["name"], edited["instructions"], edited["model"]) == ("فرانز", "", None)
    assert edited["sampling"] is None
    assert edited["preferences"] == "Metric units\nFormal"
    assert [one["name"] for one in told(capsys, "profiles", "list")] == ["Me", "Work", "فرانز"]
    assert "There is “Me”, “Work”, “فرانز”" in refused(capsys, "profiles", "show", "Kafka")
    assert "goes with 1 conversations" in refused(capsys, "profiles", "delete", "Work")
    assert [one["title"] for one in told(capsys, "conversations", "list", "--profile", "work")] == ["at work"]
    told(capsys, "profiles", "delete", "Work", "--yes")
    assert [one["title"] for one in told(capsys, "conversations", "list")] == ["at home"]
    told(capsys, "profiles", "delete", "فرانز", "--yes")
    assert "only profile" in refused(capsys, "profiles", "delete", "Me", "--yes")


def test_without_a_database_there_are_none(data_home, capsys):
    assert told(capsys, "profiles", "list") == []
    assert not data_home.exists()


def test_a_chat_takes_what_the_profile_brings_and_the_person_did_not_name(person, capsys):
    told(capsys, "profiles", "make", "Notes", "--preset", "scribe")
    options = parse(["chat", "--profile", "notes", "--seed", "3", "Hello"])
    request = request_template(options, sampling_of(taken(options)[0], SamplingOptions()))
    assert options.system == preset("scribe").instructions
    assert [message.content for message in request.messages] == [preset("scribe").instructions]
    assert request.sampling == SamplingOptions(temperature=0.0, seed=3)
    options = parse(["chat", "--profile", "notes", "--system", "Shout.", "--temperature", "1", "Hello"])
    request = request_template(options, sampling_of(taken(options)[0], SamplingOptions()))
    assert ([message.content for message in request.messages], request.sampling.temperature) == (["Shout."], 1.0)


def test_a_chat_is_told_the_facts_that_its_message_touches(person):
    store = open_store(person)
    work = store.profiles()[1]
    store.add_memory(work.id, "Maren's dog is called Bobbin.")
    store.add_memory(work.id, "Maren has a boat.", confirmed=False)
    store.add_memory(1, "The dog of another profile.")
    store.close()
    options = parse(["chat", "--profile", "work", "What is my dog called, and my boat?"])
    profile, recall = taken(options)
    asked = knowing(request_template(options, sampling_of(profile, SamplingOptions())), recall([options.prompt]))
    assert [message.content for message in asked.messages] == [
        "Be brief.\n\nWhat you know about the person:\n- Maren's dog is called Bobbin."
    ]
    assert recall(["Who wrote Faust?"]) == ()
    assert knowing(request_template(parse(["chat", "Hello"])), ()).messages == ()
