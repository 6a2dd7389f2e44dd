from __future__ import annotations

import logging
import stat

import pytest

from app.log import LOGGERS, LogFile
from tests.unit.odd_disks import small_disk


@pytest.fixture
def log(tmp_path):
    file = LogFile(tmp_path)
    file.start()
    yield file
    file.close()


def test_what_the_program_says_is_kept_privately(tmp_path, log):
    logging.getLogger("app.client").info("the engine is ready: pid %d", 42)
    logging.getLogger("somebody.else").warning("not ours")
    path = tmp_path / "homespun.log"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    content = path.read_text()
    assert "INFO app.client: the engine is ready: pid 42" in content
    assert "not ours" not in content


def test_one_entry_cannot_pass_for_two_nor_grow_without_bound(tmp_path, log):
    logging.getLogger("app").info("first\n2026-01-01T00:00:00.000Z ERROR app: forged")
    logging.getLogger("app").info("x" * 100_000)
    lines = (tmp_path / "homespun.log").read_text().splitlines()
    assert len(lines) == 3
    assert lines[1].startswith("    ")
    assert len(lines[2]) < 5000
    assert "characters more" in lines[2]


def test_old_entries_are_rotated_out(tmp_path, log):
    for _ in range(600):
        logging.getLogger("engine").info("y" * 3900)
    files = sorted(tmp_path.glob("homespun.log*"))
    assert [file.name for file in files] == ["homespun.log", "homespun.log.1", "homespun.log.2"]
    assert sum(file.stat().st_size for file in files) < 2 << 20
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in files)


def test_closing_takes_the_file_off_the_loggers(tmp_path):
    file = LogFile(tmp_path)
    file.start()
    file.close()
    assert all(file not in logging.getLogger(name).handlers for name in LOGGERS)


def test_a_full_disk_does_not_disturb_the_program(tmp_path, capfd):
    with small_disk(tmp_path / "disk", "16k"):
        file = LogFile(tmp_path / "disk")
        file.start()
        try:
            for _ in range(20):
                logging.getLogger("app").info("z" * 3000)
        finally:
            file.close()
        assert (tmp_path / "disk" / "homespun.log").stat().st_size > 0
    assert capfd.readouterr().err == ""
