"""What came of trainings is offered where it passed, undone in one step, and follows its sources."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.__main__ import main
from app.personal import trainings, versions
from app.personal.review import gather
from app.personal.trainings import Training
from app.store.records import AdapterChoice, PersonalVersion, ProfileSettings, Thumb, VersionState
from engine.errors import EngineError
from engine.training.personal_files import CHECKPOINT, write_report
from engine.training.personal_report import Grade, PersonalReport
from models.adapters.library import AdapterLibrary
from models.adapters.weights import read_weights
from tests.adapter_files import write_peft
from tests.gguf_files import tiny_llama
from tests.personal_reports import REPORT
from tests.unit.store_samples import open_store, talk


def report(grade: Grade) -> PersonalReport:
    return replace(REPORT, verdicts=(replace(REPORT.verdicts[0], grade=grade),))


class Desk:
    """A person with judged conversations, and a trainer of the hand."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "personal"
        self.store = open_store(folder)
        self.library = AdapterLibrary(folder / "adapters")
        self.model = tiny_llama().write(folder / "base.gguf")
        self.conversations = []
        for number in range(9):
            talked = talk(
                self.store, f"Question {number}?", f"My secret answer {number * 1111}", title=f"Talk {number}"
            )
            self.store.set_feedback(self.store.messages(talked.id)[-1].id, thumb=Thumb.UP)
            self.conversations.append(talked.id)

    def begin(self) -> Training:
        return trainings.begin(self.root, gather(self.store, 1), self.model, "Me")

    def trained(self, grade: Grade = Grade.GOOD) -> Training:
        training = self.begin()
        number = int(training.folder.name)
        projection = "model.layers.0.self_attn.q_proj"
        pair = (np.full((4, 32), number / 8, np.float32), np.ones((32, 4), np.float32))
        write_peft(training.adapter, {projection: pair})
        write_report(training.report_file, report(grade))
        (training.folder / CHECKPOINT).write_bytes(b"half of it")
        return training

    def kept(self, grade: Grade = Grade.GOOD):
        training = self.trained(grade)
        return versions.keep(self.store, training, versions.shelve(training, self.library))

    def effect(self, version: PersonalVersion):
        """What its adapter adds to the one matrix that it changes."""
        path = next(entry.path for entry in self.library.entries() if entry.key == version.adapter)
        weights = read_weights(path)
        (pair,) = weights.pairs.values()
        return weights.header.strength(pair.rank) * (pair.b @ pair.a)

    @property
    def row(self) -> list[str]:
        return [choice.key for choice in self.store.profile(1).settings.adapters]


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    yield desk
    desk.store.close()


def test_versions_are_merged_into_one_that_knows_all_their_sources(desk):
    first = desk.kept()
    desk.store.delete_conversation(desk.conversations[0])
    second = desk.kept()
    draft = desk.kept(Grade.BAD)
    versions.use(desk.store, second.id)
    merged = versions.merge(desk.store, desk.library, [second.id, first.id])
    assert (merged.parent_id, merged.state, desk.row) == (second.id, VersionState.OFFERED, [second.adapter])
    assert versions.merged_from(merged) == (second.id, first.id)
    assert (versions.report_of(desk.store, merged), versions.merged_from(first)) == (None, ())
    assert desk.store.sources(merged.id) == desk.store.sources(first.id)
    both = desk.effect(first) + desk.effect(second)
    assert np.allclose(desk.effect(merged), both / 2)
    assert not np.allclose(desk.effect(first), desk.effect(second))
    versions.use(desk.store, merged.id)
    assert versions.roll_back(desk.store, 1)[1] == second
    versions.delete(desk.store, desk.library, merged.id)
    assert {entry.key for entry in desk.library.entries()} == {first.adapter, second.adapter}
    with pytest.raises(EngineError, match="only a draft"):
        versions.merge(desk.store, desk.library, [draft.id, first.id])
    with pytest.raises(EngineError, match="two or more"):
        versions.merge(desk.store, desk.library, [first.id, first.id])


def test_the_commands_merge_the_newest_and_name_what_knows_something_deleted(data_home, capsys):
    data_home.mkdir()
    desk = Desk(data_home)
    first, second = desk.kept(), desk.kept()
    desk.store.delete_conversation(desk.conversations[0])
    desk.store.close()
    assert main(["personalize", "merge", "--json"]) == 0
    merged = json.loads(capsys.readouterr().out)
    assert main(["personalize", "list", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [(one["id"], one["deleted_sources"]) for one in listed] == [(merged["id"], 1), (second.id, 1), (first.id, 1)]
    assert main(["personalize", "list"]) == 0
    assert f"“{merged['name']}” still knows what you have deleted since" in capsys.readouterr().out
    assert main(["personalize", "report"]) == 1
    assert "not tested as one" in capsys.readouterr().err


def test_a_training_is_found_again_until_its_outcome_is_kept(desk):
    first, second = desk.begin(), desk.trained()
    assert trainings.unfinished(desk.root, 1) == [second, first]
    assert (second.is_trained, first.is_trained) == (True, False)
    assert trainings.unfinished(desk.root, 2) == []
    second.job_file.write_text("{")
    (desk.root / "99").mkdir()
    assert trainings.unfinished(desk.root, 1) == [first]
    trainings.discard(first)
    assert trainings.unfinished(desk.root, 1) == []
    assert trainings.unfinished(desk.root / "nowhere", 1) == []


def test_a_stopped_training_does_not_keep_the_text_of_a_conversation_that_is_deleted(desk):
    training = desk.begin()
    desk.store.delete_conversation(desk.conversations[3])
    trainings.discard_deleted(desk.root, desk.store)
    assert training.folder.exists()  # it can still be undone
    desk.store.purge_deleted()
    with trainings.hold(training):
        trainings.discard_deleted(desk.root, desk.store)
        assert training.folder.exists()
    other = desk.begin()
    trainings.discard_deleted(desk.root, desk.store)
    assert (training.folder.exists(), other.folder.exists()) == (False, True)


def test_what_passed_is_on_the_shelf_with_its_report_and_nothing_of_what_the_person_wrote_stays(desk):
    older, held, training = desk.begin(), desk.begin(), desk.trained()
    lock = trainings.hold(held)
    with pytest.raises(EngineError, match="goes on already"):
        trainings.hold(held)
    version = versions.keep(desk.store, training, versions.shelve(training, desk.library))
    assert version.state is VersionState.OFFERED
    assert desk.library.entry(version.adapter).name == "Me"
    assert versions.report_of(desk.store, version) == report(Grade.GOOD)
    assert {source.conversation_id for source in desk.store.sources(version.id)} == set(desk.conversations)
    desk.store.delete_conversation(desk.conversations[0])
    hidden = versions.report_of(desk.store, version)
    assert hidden is not None
    assert hidden.likeness is not None
    assert hidden.likeness.examples == ()
    desk.store.restore_conversation(desk.conversations[0])
    assert versions.report_of(desk.store, version) == report(Grade.GOOD)
    assert not training.report_file.exists()
    assert not any(b"secret answer" in path.read_bytes() for path in training.folder.rglob("*") if path.is_file())
    # The older one was overtaken, but for that which another program goes on with.
    assert (older.folder.exists(), held.folder.exists()) == (False, True)
    lock.release()
    # A program that ended before it forgot the texts does all of it again.
    write_report(training.report_file, report(Grade.GOOD))
    assert versions.keep(desk.store, training, versions.shelve(training, desk.library)) == version
    assert len(desk.store.versions(1)) == len(desk.library.entries()) == 1


def test_what_failed_is_a_draft_and_cannot_be_used(desk):
    version = desk.kept(Grade.BAD)
    assert (version.state, version.adapter) == (VersionState.DRAFT, "")
    assert desk.library.entries() == []
    with pytest.raises(EngineError, match="draft"):
        versions.use(desk.store, version.id)
    with pytest.raises(EngineError, match="nothing to take back"):
        versions.roll_back(desk.store, 1)


def test_versions_follow_each_other_and_are_taken_back_one_by_one(desk):
    other = AdapterChoice("capitals-1", 0.5)
    desk.store.update_profile(1, "Me", "Be brief.", ProfileSettings((other,)))
    first = versions.use(desk.store, desk.kept().id)
    assert desk.row == ["capitals-1", first.adapter]
    draft = desk.kept(Grade.BAD)
    second = desk.kept()
    assert desk.row == ["capitals-1", first.adapter]  # offered, not put to use by itself
    assert (draft.parent_id, second.parent_id) == (first.id, first.id)
    second = versions.use(desk.store, second.id)
    assert desk.row == ["capitals-1", second.adapter]
    undone, before = versions.roll_back(desk.store, 1)
    assert (undone.id, undone.state, before) == (second.id, VersionState.ROLLED_BACK, first)
    assert desk.row == ["capitals-1", first.adapter]
    assert versions.roll_back(desk.store, 1)[1] is None
    assert desk.store.profile(1).settings.adapters == (other,)
    assert versions.use(desk.store, second.id).state is VersionState.OFFERED
    # The first one was taken back itself: what is before the second is the model as it was made.
    assert versions.roll_back(desk.store, 1)[1] is None


def test_a_deleted_conversation_names_what_learned_from_it_and_a_deleted_version_leaves_nothing(desk):
    one, two = desk.kept(), desk.kept()
    versions.use(desk.store, two.id)
    gone = desk.conversations[0]
    assert versions.learned_from(desk.store, talk(desk.store, "hello").id) == ""
    desk.store.delete_conversation(gone)
    desk.store.purge_deleted()
    assert versions.learned_from(desk.store, gone).startswith("“Me 2” and “Me” learned from it and still know it")
    versions.delete(desk.store, desk.library, two.id)
    assert versions.learned_from(desk.store, gone).startswith("“Me” learned from it and still knows it")
    assert (desk.row, [entry.key for entry in desk.library.entries()]) == ([], [one.adapter])
    assert not Path(two.folder).exists()
