"""The frozen program, where `make package` has made it: its children confine themselves, and what it brings works.

`make package-test` runs these, and then uses the installed package as a person does.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.launch import confined_command
from app.looking import ChildInspector, ChildReader
from models.library.facts import ModelFacts
from models.starter import starter_model
from tests.attachment_files import pdf
from tests.process import test_sandbox as sandbox
from tests.process.test_sandbox import home, victim  # noqa: F401 - fixtures

FOLDER = Path(__file__).resolve().parents[2] / "dist" / "homespun"
PROGRAM = FOLDER / "homespun"

pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason="make package makes it")


@pytest.fixture
def frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    """What this process starts is the frozen program."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(PROGRAM))


def run(home_: Path, *arguments: str, passphrase: str = "") -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment |= {"HOMESPUN_HOME": str(home_), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [str(PROGRAM), *arguments], env=environment, input=passphrase, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done


@sandbox.LINUX
@sandbox.FILES
def test_a_model_that_has_taken_over_the_engine_gets_nowhere(
    home: Path, victim: subprocess.Popen[bytes], frozen: None  # noqa: F811
) -> None:  # fmt: skip
    outcomes = sandbox.attacked(home, sandbox.engine(home), victim)
    assert {name for name, outcome in outcomes.items() if outcome == "done"} == sandbox.ALLOWED, outcomes
    assert (home / ".ssh" / "id").read_text() == "a key"
    assert victim.poll() is None


def test_the_readers_of_files_read_them(tmp_path: Path, frozen: None) -> None:
    starter = next((FOLDER / "_internal" / "assets" / "models").glob("*.gguf"))
    assert "heron" in ChildReader()(pdf(tmp_path / "bird.pdf", ["The heron waits."])).text
    (facts,) = ChildInspector().look([starter])
    assert isinstance(facts, ModelFacts)


@sandbox.LINUX
@sandbox.FILES
@pytest.mark.model
def test_other_parts_of_it_are_confined(tmp_path: Path, frozen: None) -> None:
    """As the converter and the trainer are started, which need the training pack. The one that compares needs none."""
    starter = starter_model()
    assert starter is not None
    other = tmp_path / "other.gguf"
    shutil.copyfile(starter, other)
    command = confined_command("engine.parity", str(starter), str(other), reads=(starter,))
    done = subprocess.run(
        [command.program, *command.arguments],
        env=dict(command.environment), cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "other.gguf" in json.loads(done.stdout.splitlines()[-1])["message"], done.stdout
    assert "sandbox" not in done.stderr
    command = command.reading(other)
    with subprocess.Popen(
        [command.program, *command.arguments], env=dict(command.environment), cwd=tmp_path, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        assert "done" in json.loads(child.stdout.readline())
        status = Path(f"/proc/{child.pid}/status").read_text()
        child.kill()
    assert "\nSeccomp:\t2\n" in status


@pytest.mark.model
def test_what_is_encrypted_is_opened_with_the_passphrase(tmp_path: Path) -> None:
    run(tmp_path, "profiles", "make", "Heron")
    run(
        tmp_path, "encryption", "on", "--new-passphrase-file", "-", "--recovery-file", str(tmp_path / "recovery"),
        passphrase="tea under tall trees\n",
    )  # fmt: skip
    assert not (tmp_path / "homespun.db").read_bytes().startswith(b"SQLite format 3")
    listed = run(tmp_path, "--passphrase-file", "-", "profiles", "list", passphrase="tea under tall trees\n")
    assert "Heron" in listed.stdout


def test_texts_of_its_languages_are_in_it() -> None:
    inside = FOLDER / "_internal"
    for language in ("de", "ar"):
        assert (inside / "assets" / "translations" / f"homespun_{language}.qm").is_file()
        assert (inside / "PySide6" / "Qt" / "translations" / f"qtbase_{language}.qm").is_file()
