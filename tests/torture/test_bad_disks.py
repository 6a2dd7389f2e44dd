"""A program that is killed while its disk fails, fills up or is both: what it said is durable is there all the same.

`HOMESPUN_TORTURE_TRIALS` (6) is how often it is killed on each disk.
"""

from __future__ import annotations

import os
import sys

import pytest

from tests.torture.failing_disk import compiler, failing_disk
from tests.torture.kill_trials import run_trials
from tests.unit.odd_disks import small_disk

TRIALS = int(os.environ.get("HOMESPUN_TORTURE_TRIALS", "6"))


@pytest.mark.skipif(sys.platform != "linux" or compiler() is None, reason="needs LD_PRELOAD and a C compiler")
def test_a_disk_whose_writes_fail_at_times(tmp_path):
    data = tmp_path / "data"
    report = run_trials(data, TRIALS, seed=11, environment=failing_disk(data, tmp_path / "failing.so"))
    print(report)
    assert report.failures == []
    assert report.trials == TRIALS
    assert report.promises > TRIALS
    assert report.refused["io_error"] > 0, "else no write failed"


def test_a_disk_that_is_full_at_times(tmp_path):
    disk = tmp_path / "disk"
    filler = disk / "filler"
    with small_disk(disk, "24m"):
        report = run_trials(
            disk / "data",
            TRIALS,
            seed=12,
            environment={"HOMESPUN_FILLS": str(filler)},
            before_check=lambda: filler.unlink(missing_ok=True),
        )
    print(report)
    assert report.failures == []
    assert report.trials == TRIALS
    assert report.promises > TRIALS
    assert report.refused["disk_full"] > 0, "else it was never full"
