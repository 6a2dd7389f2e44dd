"""Temporary folders of a process that was killed are deleted by the next one, those of a living one never."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from app.launch import working_folder
from models.encryption.scratch import sweep

ROOT = Path(__file__).resolve().parents[2]
HOLDER = "from app.launch import working_folder; folder = working_folder(); print(folder.name, flush=True); input()"


def test_what_a_killed_process_left_is_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    foreign = tmp_path / "homespun-notes"
    foreign.mkdir()
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    command = [sys.executable, "-c", HOLDER]
    with (
        working_folder() as ours,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, env=environment) as holder,
    ):
        assert holder.stdout is not None
        theirs = Path(holder.stdout.readline().decode().strip())
        (theirs / "left").write_text("something")
        sweep()
        assert theirs.is_dir(), "it may still be needed"
        holder.kill()
        holder.wait()
        sweep()
        assert not theirs.exists()
        assert Path(ours).is_dir()
        assert foreign.is_dir(), "not made by us"
