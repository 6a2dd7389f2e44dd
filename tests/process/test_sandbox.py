"""The sandbox of the engine, attacked from inside, and what becomes of it where a system has none."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.launch import EngineCommand, confined_command, engine_command
from app.looking import ChildInspector, ChildReader
from app.pipe import EnginePipe
from engine.errors import EngineError
from engine.protocol import Finished, Generate, LoadModel, Message, ModelLoaded, Role
from engine.sandbox import landlock
from engine.sandbox.confine import SWITCH, files_of
from models.starter import starter_model
from tests.scripted_model import script

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="seccomp and Landlock are Linux's")
FILES = pytest.mark.skipif(not landlock.version(), reason="this kernel has no Landlock")
ALLOWED = {"read its model", "write where it works", "start a thread", "signal itself"}
BY_FILES = {
    "read a secret", "list the folder of the secret", "read it through a link", "read it through a hard link",
    "write over the secret", "cut the secret", "delete the secret", "move the secret", "write outside",
    "make a folder outside", "read the memory of the window", "read the environment of the window",
    "list all processes",
}  # fmt: skip
"""What Landlock stands in the way of; the rest is refused by the filter of system calls."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    (folder / ".ssh").mkdir(parents=True)
    (folder / ".ssh" / "id").write_text("a key")
    (folder / "models").mkdir()
    return folder


@pytest.fixture
def victim() -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        yield process
        process.kill()


def engine(home: Path, **environment: str) -> EngineCommand:
    """As the window starts it."""
    command = engine_command(home / "states", composers=home / "composers", files=[home / "models"])
    return replace(command, environment={**command.environment, "HOMESPUN_SCRIPTED_BACKEND": "1", **environment})


def attacked(home: Path, command: EngineCommand, victim: subprocess.Popen[bytes]) -> dict[str, str]:
    """What the model in the engine could do; it has to go on working."""
    model = home / "models" / "evil.json"
    targets = {"secret": str(home / ".ssh" / "id"), "outside": str(home), "victim": str(victim.pid), "own": str(model)}
    script(model, attack=targets)
    with EnginePipe(command) as pipe:
        assert isinstance(pipe.result(LoadModel(pipe.next_id(), str(model))), ModelLoaded)
        reply = pipe.result(Generate(pipe.next_id(), (Message(Role.USER, "Go"),)))
        assert isinstance(reply, Finished)
        again = pipe.result(Generate(pipe.next_id(), (Message(Role.USER, "Still there?"),)))
        assert isinstance(again, Finished)
        assert pipe.ready.sandbox.calls
    return json.loads(reply.text)


@LINUX
@FILES
def test_a_model_that_has_taken_over_the_engine_gets_nowhere(home: Path, victim: subprocess.Popen[bytes]) -> None:
    outcomes = attacked(home, engine(home), victim)
    assert {name for name, outcome in outcomes.items() if outcome == "done"} == ALLOWED
    refused = {name: outcome for name, outcome in outcomes.items() if name not in ALLOWED}
    assert set(refused.values()) <= {"EPERM", "EACCES", "EXDEV"}, refused
    assert all(outcome == "EPERM" for name, outcome in refused.items() if name not in BY_FILES), refused
    assert (home / ".ssh" / "id").read_text() == "a key"
    assert {place.name for place in home.iterdir()} == {".ssh", "models", "states", "composers"}
    assert victim.poll() is None


@LINUX
def test_without_restricted_files_the_calls_are_refused_all_the_same(
    home: Path, victim: subprocess.Popen[bytes]
) -> None:
    """As on a kernel without Landlock."""
    command = engine_command(home / "states")
    command = replace(command, environment={**command.environment, "HOMESPUN_SCRIPTED_BACKEND": "1"})
    outcomes = attacked(home, command, victim)
    done = {name for name, outcome in outcomes.items() if outcome == "done"}
    assert done <= ALLOWED | BY_FILES, outcomes
    assert "read a secret" in done, "else the test above shows nothing"
    assert victim.poll() is None


def test_what_is_not_in_force_is_told(home: Path) -> None:
    with EnginePipe(engine(home, **{SWITCH: "off"})) as pipe:
        assert not pipe.ready.sandbox.calls
        assert not pipe.ready.sandbox.files
        assert SWITCH in pipe.ready.sandbox.why_not


@LINUX
@FILES
@pytest.mark.model
def test_a_model_may_lie_anywhere_and_no_other_file_is_read_with_it(home: Path, tmp_path: Path) -> None:
    starter = starter_model()
    assert starter is not None
    chosen, other = tmp_path / "chosen.gguf", tmp_path / "other.gguf"
    for place in (chosen, other):
        place.write_bytes(starter.read_bytes())
    with EnginePipe(engine(home).reading(chosen)) as pipe:
        assert pipe.ready.sandbox.files
        assert isinstance(pipe.result(LoadModel(pipe.next_id(), str(chosen))), ModelLoaded)
        with pytest.raises(EngineError):
            pipe.result(LoadModel(pipe.next_id(), str(other)))
        reply = pipe.result(Generate(pipe.next_id(), (Message(Role.USER, "Hello"),), max_tokens=4))
        assert isinstance(reply, Finished)
        assert reply.text


@LINUX
@FILES
@pytest.mark.model
def test_it_goes_on_where_memory_runs_low_and_the_system_forgets_names(home: Path) -> None:
    """A chat template is measured by a file of /proc each time that it is rendered."""
    starter, caches = starter_model(), Path("/proc/sys/vm/drop_caches")
    assert starter is not None
    if not os.access(caches, os.W_OK):
        pytest.skip("only the administrator of a machine can make it forget")
    with EnginePipe(engine(home).reading(starter)) as pipe:
        assert isinstance(pipe.result(LoadModel(pipe.next_id(), str(starter))), ModelLoaded)
        for _ in range(5):  # what was used lately survives the first time
            caches.write_text("2")
        reply = pipe.result(Generate(pipe.next_id(), (Message(Role.USER, "Hello"),), max_tokens=4))
        assert isinstance(reply, Finished)


@LINUX
@FILES
def test_the_readers_of_files_have_the_one_file_that_they_are_given(tmp_path: Path) -> None:
    """A link to a secret beside it is no way out: what is asked for decides."""
    note = tmp_path / "note.txt"
    note.write_text("Read me.")
    assert ChildReader()(note).text == "Read me."
    (tmp_path / "broken.gguf").write_bytes(b"GGUF" + bytes(100))
    (answer,) = ChildInspector().look([tmp_path / "broken.gguf"])
    assert isinstance(answer, EngineError)
    code = (
        "from engine.sandbox.access import take_from\nfrom engine.sandbox.confine import confine\n"
        "sandbox = confine(take_from())\nassert sandbox.files and sandbox.calls, sandbox\n"
        f"open({str(note)!r}).close()\n"
        f"try:\n    open({str(tmp_path / 'broken.gguf')!r})\nexcept PermissionError:\n    raise SystemExit(7)"
    )
    access = confined_command("engine.parity", reads=(note,))
    done = subprocess.run([sys.executable, "-c", code], env=dict(access.environment), cwd=os.sep, check=False)
    assert done.returncode == 7


def test_a_model_comes_with_what_belongs_to_it(tmp_path: Path) -> None:
    """Parts of a split file, what lies beside a graph, and where links lead; nothing else."""
    for name in ("a-00001-of-00002.gguf", "a-00002-of-00002.gguf", "b-00002-of-00002.gguf", "blob"):
        (tmp_path / name).touch()
    (tmp_path / "repo" / "onnx").mkdir(parents=True)
    (tmp_path / "repo" / "onnx" / "model.onnx").symlink_to(tmp_path / "blob")
    first, second = tmp_path / "a-00001-of-00002.gguf", tmp_path / "a-00002-of-00002.gguf"
    assert set(files_of(first)) == {first, second}
    for path in (tmp_path / "repo", tmp_path / "repo" / "onnx" / "model.onnx"):
        assert set(files_of(path)) == {tmp_path / "repo", tmp_path / "blob"}
    assert list(files_of(tmp_path / "blob")) == [tmp_path / "blob"]


def test_only_parts_of_the_program_are_started_confined() -> None:
    command = confined_command("timeit", reads=(Path(os.devnull),))
    done = subprocess.run([command.program, *command.arguments], env=dict(command.environment), capture_output=True)
    assert done.returncode != 0
    assert b"no part of the program" in done.stderr


def test_the_starter_model_needs_no_engine_of_its_own(tmp_path: Path) -> None:
    """It lies in the program: the engine that a first start begins with may read it, and need not be started again."""
    starter = starter_model()
    assert starter is not None
    engine = engine_command(tmp_path / "states", files=(tmp_path / "models",))
    assert engine.may_read(starter)
    assert not engine.may_read(tmp_path / "elsewhere.gguf")
