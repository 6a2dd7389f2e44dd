"""The commands of personalization, as far as nothing is trained."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest

from app.__main__ import main
from app.cli import personal_review
from app.cli.personal_report import print_report, report_json
from app.store.records import PersonalVersion, Thumb, VersionState
from engine.training.personal_report import Arm, ArmName, Grade, Verdict
from tests.gguf_files import tiny_llama
from tests.personal_reports import REPORT
from tests.unit.store_samples import open_store, talk

THINGS = (
    *("bread", "tea", "rain", "snow", "salt", "iron", "grass", "paper", "glass"),
    *("copper", "wool", "honey", "smoke", "sand", "moss", "ice", "cheese", "linen"),
)


@pytest.fixture
def person(data_home):
    """Two profiles; the first has eighteen replies that were liked, one that was not judged, and a secret."""
    data_home.mkdir()
    store = open_store(data_home)
    store.create_profile("Work")
    for number, word in enumerate(THINGS):
        talked = talk(
            store, f"Tell me of {word}.", f"Ahoy, of {word} I say \x1b[31m{word * 9}!", title=f"Talk {number}"
        )
        store.set_feedback(store.messages(talked.id)[-1].id, thumb=Thumb.UP)
    talk(store, "My password is hunter22", "Thank you, I will not tell anybody.")
    store.close()
    return data_home


@pytest.fixture
def model(tmp_path):
    return str(tiny_llama().write(tmp_path / "base.gguf"))


def refused(capsys, *arguments: str) -> str:
    assert main(["personalize", *arguments]) == 1
    return capsys.readouterr().err


def test_the_preview_shows_each_example_and_what_it_takes(person, model, tmp_path, capsys):
    assert main(["personalize", "preview", "--model", model]) == 0
    shown = capsys.readouterr().out
    assert ["yes", "thumb", "up", "Talk", "0"] in [line.split()[:5] for line in shown.splitlines()]
    assert "\x1b" not in shown
    assert "12 examples to learn from, 6 held back" in shown
    assert "Left out: 1 that nobody judged" in shown
    assert "of memory" in shown
    (tmp_path / "diary.txt").write_text("Today I walked to the river, and my number is +43 664 1234567. " * 20)
    documents = ["--documents", str(tmp_path / "diary.txt")]
    assert main(["personalize", "preview", "--model", model, "--json", *documents]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["training"], told["problem"], told["profile"]) == (13, "", "Me")
    assert told["secrets"]["phone number"] > 1
    assert told["estimate"]["seconds"] > 0
    assert "1234567" not in json.dumps(told)
    assert "hunter22" not in json.dumps(told)
    assert [example["left_out"] for example in told["examples"]].count("unjudged") == 1


def test_the_preview_says_where_the_memory_is_too_small(person, model, capsys, monkeypatch):
    monkeypatch.setattr(personal_review, "available_memory", lambda: 10**8)
    assert main(["personalize", "preview", "--model", model]) == 0
    assert "Only 100 MB are free: close other programs first" in capsys.readouterr().out


def test_the_documents_of_the_profile_are_learned_from_too(person, model, tmp_path, capsys):
    letters = tmp_path / "letters"
    letters.mkdir()
    (letters / "ada.txt").write_text("Dear Ada, the rye came up well, and the tide is late again this week. " * 4)
    (letters / "odd.md").write_bytes(b"\xff\xfe\x00")
    store = open_store(person)
    store.add_documents(1, [str(letters), str(tmp_path / "gone")])
    store.close()
    assert main(["personalize", "preview", "--model", model, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(one["path"], one["passages"], len(one["unread"])) for one in told["documents"]] == [
        (str(tmp_path / "gone"), 0, 1),
        (str(letters), 1, 1),
    ]
    assert main(["personalize", "preview", "--model", model]) == 0
    assert "“odd.md” is no text in UTF-8" in capsys.readouterr().out


def test_nothing_is_trained_unasked_and_on_too_little(person, model, capsys):
    assert "add --yes" in refused(capsys, "train", "--model", model)
    assert "Nothing to learn from yet" in refused(capsys, "train", "--model", model, "--profile", "work", "--yes")
    assert "Start one without --resume" in refused(capsys, "train", "--resume")
    assert not list((person / "personal").iterdir())


def test_who_has_only_texts_needs_no_conversation(data_home, model, tmp_path, capsys):
    assert "no conversations yet" in refused(capsys, "preview", "--model", model)
    (tmp_path / "diary.txt").write_text("Today I walked to the river, where the heron stood. " * 40)
    assert main(["personalize", "preview", "--model", model, "--documents", str(tmp_path / "diary.txt")]) == 0
    assert "your text" in capsys.readouterr().out


def test_what_is_not_there_is_said_with_what_there_is(person, capsys, tmp_path):
    assert "There is “Me”, “Work”" in refused(capsys, "list", "--profile", "Nobody")
    assert "nothing that was learned yet for “Me”" in refused(capsys, "report")
    assert "no version 7" in refused(capsys, "report", "7")
    assert "nothing to take back" in refused(capsys, "rollback")
    assert "Name two or more" in refused(capsys, "merge")
    assert "no file “missing.txt”" in refused(capsys, "preview", "--documents", str(tmp_path / "missing.txt"))
    assert main(["personalize", "list"]) == 0
    assert "Nothing was learned for “Me” yet" in capsys.readouterr().out
    assert main(["personalize", "list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_a_report_says_what_few_replies_cannot_tell(capsys):
    report = replace(
        REPORT,
        arms=(
            Arm(ArmName.BASE, 3.0, 0.0, 0.0, 0.0),
            Arm(ArmName.PROFILE_PROMPT, 2.9, -0.1, -0.2, 0.0),
            Arm(ArmName.ADAPTER, 2.5, -0.5, -math.inf, math.inf),
        ),
        verdicts=(Verdict("Forgot what it knew", "no", Grade.GOOD, "Perplexity 20.0 before, 20.1 after."),),
        adapter_bytes=5_000_000,
        training_tokens=10_000,
        training_seconds=90.0,
        peak_bytes=1_500_000_000,
        examples=9,
    )
    version = PersonalVersion(1, 1, "Me", "/base.gguf", "", None, VersionState.DRAFT, "", "", 0.0)
    print_report(version, report)
    shown = capsys.readouterr().out
    assert "“Me” learned from 9 examples. It is a draft and is not offered." in shown
    assert "Forgot what it knew: no. Perplexity 20.0 before" in shown
    assert "-0.200 to +0.000" in shown
    assert "too few replies" in shown
    assert "You: Is rye flour better?" in shown
    assert "With it: Better for keeping." in shown
    assert "10,000 tokens read in 1.5 minutes, 1.5 GB of memory; the adapter has 5 MB" in shown
    told = json.loads(json.dumps(report_json(report), allow_nan=False))
    assert (told["arms"][2]["lower"], told["passes"]) == (None, True)
    bad = Verdict("Forgot what it knew", "yes", Grade.BAD, "")
    assert report_json(replace(report, verdicts=(bad,)))["passes"] is False
