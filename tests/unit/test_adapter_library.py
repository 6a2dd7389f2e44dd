"""The shelf of adapters: whole or not there, private, shared by two programs, and found by name."""

from __future__ import annotations

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from engine.errors import EngineError, ErrorKind
from engine.protocol import AdapterKind
from models.adapters.entry import AdapterEntry
from models.adapters.library import MOST_NAME, AdapterLibrary
from models.adapters.manifest import MOST_BYTES
from models.adapters.shelf import FILE, MANIFEST, Shelf
from tests.adapter_files import random_pairs, write_lora
from tests.unit.odd_disks import fill, read_only, small_disk

CAPITALS = AdapterEntry(
    key="",
    name="Capitals",
    path=Path(),
    kind=AdapterKind.ACTIVATED_LORA,
    base="SmolLM2 135M",
    architecture="llama",
    rank=8,
    tensors=210,
    origin="PEFT folder capitals",
    license="apache-2.0",
    description="Answers in capitals.\nLoudly – 大声に.",
    examples=("SHOUT", "Sprich laut, bitte!"),
    added_at=1_760_000_000.5,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "adapters"


@pytest.fixture
def shelf(folder: Path) -> Shelf:
    return Shelf(folder)


@pytest.fixture
def library(folder: Path) -> AdapterLibrary:
    return AdapterLibrary(folder, clock=lambda: 5.0)


def put(folder: Path, name: str = "Capitals", content: bytes | None = None) -> AdapterEntry:
    shelf = Shelf(folder)
    with shelf.making() as path:
        path.write_bytes(name.encode() if content is None else content)
        return shelf.keep(path, replace(CAPITALS, name=name))


def refusal(action: Callable[..., object], *arguments: object, **named: object) -> EngineError:
    with pytest.raises(EngineError) as caught:
        action(*arguments, **named)
    return caught.value


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_is_kept_is_read_again(folder: Path, shelf: Shelf) -> None:
    assert shelf.entries() == []
    assert not folder.exists()
    kept = put(folder)
    assert kept == replace(CAPITALS, key=kept.key, path=folder / kept.key / FILE, bytes=8, sha256=kept.sha256)
    assert shelf.read(kept.key) == kept
    assert shelf.entries() == [kept]
    assert kept.path.read_bytes() == b"Capitals"
    assert kept.sha256.startswith(kept.key)
    assert names(folder) == [kept.key]
    assert names(folder / kept.key) == [FILE, MANIFEST]


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_others_cannot_read_an_adapter(folder: Path) -> None:
    before = os.umask(0)
    try:
        kept = put(folder)
    finally:
        os.umask(before)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(kept.path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(kept.path.with_name(MANIFEST).stat().st_mode) == 0o600


def test_the_same_content_is_the_same_entry(folder: Path, shelf: Shelf) -> None:
    kept = put(folder, "Capitals", b"content")
    assert put(folder, "Another name", b"content") == kept
    assert names(folder) == [kept.key]
    other = put(folder, "Capitals", b"other content")
    assert other.key != kept.key
    shelf.remove(kept.key)
    assert shelf.entries() == [other]
    assert put(folder, "Back", b"content").key == kept.key


def test_what_fails_in_the_making_leaves_nothing(folder: Path, shelf: Shelf) -> None:
    def interrupted() -> None:
        with shelf.making() as path:
            path.write_bytes(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert names(folder) == []


KILLED = """
import os, signal, sys
from pathlib import Path
from models.adapters.shelf import Shelf

with Shelf(Path(sys.argv[1])).making() as path:
    path.write_bytes(b"half an adapter")
    print("making", flush=True)
    if sys.argv[2] == "wait":
        sys.stdin.read()
    else:
        os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_crash_left_is_swept(folder: Path, shelf: Shelf) -> None:
    kept = put(folder)
    done = subprocess.run([sys.executable, "-c", KILLED, str(folder), "die"], check=False, stdout=subprocess.DEVNULL)
    assert done.returncode == -signal.SIGKILL
    doomed = folder / f".old-{kept.key}-00"
    shutil.copytree(kept.path.parent, doomed)
    assert len(names(folder)) == 3
    assert shelf.entries() == [kept]
    assert names(folder) == [kept.key]


def test_what_another_program_is_making_stays(folder: Path, shelf: Shelf) -> None:
    command = [sys.executable, "-c", KILLED, str(folder), "wait"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"making\n"
        assert shelf.entries() == []
        [stage] = folder.iterdir()
        assert (stage / FILE).read_bytes() == b"half an adapter"
        # A folder a day old belongs to nobody, whichever process has that number now.
        os.utime(stage, (1.0, 1.0))
        assert shelf.entries() == []
        assert names(folder) == []


TWO_AT_ONCE = """
import sys
from pathlib import Path
from engine.errors import EngineError
from models.adapters.entry import AdapterEntry
from models.adapters.shelf import Shelf

shelf = Shelf(Path(sys.argv[1]))
sys.stdin.readline()
for number in range(40):
    with shelf.making() as path:
        path.write_bytes(b"adapter %d" % (number % 4))
        key = shelf.keep(path, AdapterEntry("", f"adapter {number % 4}", Path())).key
    for entry in shelf.entries():
        assert not entry.problem, entry
    if number % 3 == 0:
        try:
            shelf.remove(key)
        except (EngineError, ValueError):
            pass  # The other one was quicker.
"""


def test_two_programs_at_once(folder: Path, shelf: Shelf) -> None:
    command = [sys.executable, "-c", TWO_AT_ONCE, str(folder)]
    programs = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True, bufsize=1) for _ in range(2)
    ]
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("go\n")
    for program in programs:
        _, complaints = program.communicate()
        assert program.returncode == 0, complaints
    entries = shelf.entries()
    assert {entry.name for entry in entries} <= {f"adapter {number}" for number in range(4)}
    assert names(folder) == sorted(entry.key for entry in entries)


@pytest.mark.parametrize(
    "manifest",
    [
        None,
        b"",
        b"\xff\xfe",
        b"[]",
        b"[" * 100_000,
        b"{}",
        b'{"format": 1}',
        b'{"format": 2, "name": "From the future"}',
        b'{"format": 1, "name": "x", "rank": "eight"}',
        b'{"format": 1, "name": "x", "kind": "unheard of"}',
        b'{"format": 1, "name": "x", "examples": "one"}',
        b" " * (MOST_BYTES + 1),
    ],
)
def test_a_damaged_adapter_is_told_and_can_be_removed_or_put_there_again(
    folder: Path, library: AdapterLibrary, manifest: bytes | None
) -> None:
    kept = put(folder)
    file = kept.path.with_name(MANIFEST)
    file.unlink()
    if manifest is not None:
        file.write_bytes(manifest)
    [damaged] = library.entries()
    assert (damaged.key, damaged.path, damaged.name) == (kept.key, kept.path, f"adapter {kept.key[:8]}")
    assert "Remove it and import it again" in damaged.problem
    for action in (library.describe, library.verify):
        assert refusal(action, kept.key).kind is ErrorKind.MODEL_INVALID
    assert library.misfit(damaged, Path("/no/model.gguf")) == damaged.problem
    assert put(folder) == kept
    assert library.entries() == [kept]
    file.write_bytes(manifest or b"")
    library.remove(kept.key)
    assert names(folder) == []


def test_a_file_that_is_not_what_was_imported(folder: Path, library: AdapterLibrary) -> None:
    kept = put(folder)
    described = library.describe(kept.key, description="Mine")
    assert library.verify(kept.key) == described
    kept.path.write_bytes(b"CAPITALS")
    assert library.entries() == [described]
    error = refusal(library.verify, kept.key)
    assert (error.kind, "Capitals" in error.message) == (ErrorKind.MODEL_INVALID, True)
    kept.path.write_bytes(b"longer than it was")
    assert "was changed" in library.entry(kept.key).problem
    kept.path.unlink()
    assert "cannot be read" in library.entry(kept.key).problem
    # What the person wrote about it comes back with the file.
    assert put(folder) == described
    kept.path.unlink()
    kept.path.symlink_to("/dev/zero")
    assert library.entry(kept.key).problem


def test_what_is_imported_is_the_thing_itself(folder: Path, tmp_path: Path, library: AdapterLibrary) -> None:
    """What a link leads to, and what has a second name, could be another thing a moment later."""
    file = write_lora(tmp_path / "style.gguf", random_pairs({"blk.0.attn_v.weight": (32, 16)}, 2))
    (tmp_path / "link.gguf").symlink_to(file)
    error = refusal(library.import_, tmp_path / "link.gguf")
    assert (error.kind, f"is a link to {file}" in error.message) == (ErrorKind.UNSUPPORTED, True)
    os.link(file, tmp_path / "second.gguf")
    assert "has a second name" in refusal(library.import_, file).message
    (tmp_path / "second.gguf").unlink()
    os.mkfifo(tmp_path / "pipe.gguf")
    assert "not an ordinary file" in refusal(library.import_, tmp_path / "pipe.gguf").message
    assert library.entries() == []
    assert library.import_(file).rank == 2


def test_only_our_folders_are_seen_and_removed(folder: Path, tmp_path: Path, library: AdapterLibrary) -> None:
    kept = put(folder)
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(kept.path.parent, elsewhere)
    linked = folder / ("ab" * 16)
    linked.symlink_to(elsewhere)
    (folder / "notes").mkdir()
    (folder / ("cd" * 16)).write_text("a file")
    assert library.entries() == [kept]
    for key in (linked.name, "cd" * 16, "notes", "", ".", "..", "../elsewhere", f"../adapters/{kept.key}", "ef" * 16):
        assert refusal(library.remove, key).kind is ErrorKind.MODEL_NOT_FOUND
        assert refusal(library.entry, key).kind is ErrorKind.MODEL_NOT_FOUND
        with pytest.raises(ValueError, match="no adapter"):
            Shelf(folder).remove(key)
    (kept.path.parent / "diary.txt").write_text("mine")
    error = refusal(library.remove, kept.key)
    assert (error.kind, "diary.txt" in error.message) == (ErrorKind.UNSUPPORTED, True)
    assert library.entries() == [kept]
    (kept.path.parent / "diary.txt").unlink()
    (kept.path.parent / "manifest.json.left-by-a-crash").write_text("")
    library.remove(kept.key)
    assert library.entries() == []
    assert sorted(names(elsewhere)) == [FILE, MANIFEST]


def test_a_full_disk(tmp_path: Path) -> None:
    home = tmp_path / "disk"
    with small_disk(home, "256k"):
        kept = put(home / "adapters")
        library = AdapterLibrary(home / "adapters")
        with pytest.raises(EngineError) as caught, Shelf(home / "adapters").making() as path:
            path.write_bytes(bytes(1_000_000))
        assert caught.value.kind is ErrorKind.DISK_FULL
        assert "Free some space" in caught.value.message
        fill(home / "full")
        assert refusal(library.describe, kept.key, description="x" * 9000).kind is ErrorKind.DISK_FULL
        assert library.entries() == [kept]
        assert names(home / "adapters") == [kept.key]
        assert names(kept.path.parent) == [FILE, MANIFEST]


def test_a_disk_that_is_closed_for_writing(folder: Path, library: AdapterLibrary) -> None:
    kept = put(folder)
    with read_only(folder):
        assert library.entries() == [kept]
        for action in (library.remove, library.describe):
            error = refusal(action, kept.key)
            assert (error.kind, str(folder) in error.message) == (ErrorKind.INTERNAL, True)
        assert refusal(put, folder, "Another").kind is ErrorKind.INTERNAL
    assert library.entries() == [kept]


def test_a_shelf_that_is_no_folder(folder: Path, library: AdapterLibrary) -> None:
    folder.write_text("a file")
    error = refusal(library.entries)
    assert (error.kind, str(folder) in error.message) == (ErrorKind.INTERNAL, True)


def test_finding(folder: Path, library: AdapterLibrary) -> None:
    error = refusal(library.find, "Capitals")
    assert error.kind is ErrorKind.MODEL_NOT_FOUND
    assert "It is empty" in error.message
    capitals, bullets, more = (put(folder, name) for name in ("Capitals", "Bullets", "Bullets and more"))
    assert [entry.name for entry in library.entries()] == ["Bullets", "Bullets and more", "Capitals"]
    for reference in ("Capitals", "capITALS", " cap ", capitals.key, capitals.key[:12]):
        assert library.find(reference) == capitals
    assert library.find("bullets") == bullets
    assert library.find("Bullets a") == more
    assert library.entry(more.key) == more
    ambiguous = refusal(library.find, "bul")
    assert ambiguous.kind is ErrorKind.MODEL_NOT_FOUND
    assert all(key[:8] in ambiguous.message for key in (bullets.key, more.key))
    assert "Did you mean “Capitals”?" in refusal(library.find, "capitols").message
    for reference in ("", " ", "zzz", "\x1b[31m"):
        assert "It holds “Bullets”" in refusal(library.find, reference).message


def test_describing(folder: Path, library: AdapterLibrary) -> None:
    capitals, bullets = put(folder, "Capitals"), put(folder, "Bullets")
    changed = library.describe(
        capitals.key, name="  LOUD \n words ", description=" new ", examples=("one", " ", " two "), license="mit"
    )
    assert changed == replace(capitals, name="LOUD words", description="new", examples=("one", "two"), license="mit")
    assert library.entry(capitals.key) == changed
    assert library.describe(capitals.key) == changed
    assert library.describe(capitals.key, name="loud WORDS").name == "loud WORDS"
    assert "another adapter" in refusal(library.describe, capitals.key, name="bullets").message
    for name in ("", " \n", "\x00\x07", "x" * (MOST_NAME + 1)):
        assert refusal(library.describe, bullets.key, name=name).kind is ErrorKind.UNSUPPORTED
    assert refusal(library.describe, bullets.key, description="x" * MOST_BYTES).kind is ErrorKind.UNSUPPORTED
    assert library.entry(bullets.key) == bullets
    assert refusal(library.describe, "ab" * 16, name="x").kind is ErrorKind.MODEL_NOT_FOUND
    manifest = json.loads(bullets.path.with_name(MANIFEST).read_text(encoding="utf-8"))
    assert manifest["description"] == CAPITALS.description
