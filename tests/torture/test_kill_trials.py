from __future__ import annotations

import json
import sys

import pytest

from app.paths import DataFolder
from app.store.store import Store

from .kill_trials import WINDOW_WRITER, Promises, check, hear_all, run_trials
from .kill_trials import Report as KillReport


def test_a_killed_program_keeps_its_promises(tmp_path):
    report = run_trials(tmp_path / "data", trials=15, seed=1)
    print(report)
    assert report.failures == []
    assert report.trials == 15
    assert report.promises > 100
    assert report.cut_off > 0, "some must die in the middle of a reply"


@pytest.mark.slow
def test_the_killed_window_keeps_its_promises(tmp_path):
    report = run_trials(tmp_path / "data", trials=4, seed=3, child=WINDOW_WRITER, most_promises=12)
    print(report)
    assert report.failures == []
    assert report.trials == 4
    assert report.promises > 4
    assert report.cut_off > 0


def test_the_trials_notice_a_broken_promise(tmp_path):
    """A test that cannot fail proves nothing."""
    run_trials(tmp_path / "data", trials=1, seed=2)
    data = DataFolder.resolve(tmp_path / "data")
    store = Store.open(data.database, data.backups)
    message = store.messages(store.conversations()[0].id)[0]
    store.close()
    for said in (
        {"message_id": 10**6, "length": 1},
        {"message_id": message.id, "length": len(message.content) + 1},
        {"message_id": message.id, "length": len(message.content), "sha256": "0" * 64},
    ):
        promises = Promises()
        assert hear_all(promises, json.dumps(said).encode() + b"\n{") == b"{"
        assert len(check(data.path, promises, KillReport())) == 1


def test_a_program_that_ends_by_itself_fails_the_trial(tmp_path):
    report = run_trials(tmp_path / "data", 3, 1, (sys.executable, "-c", "raise SystemExit('it broke')"))
    assert report.trials == 1
    assert "it broke" in report.failures[0]
