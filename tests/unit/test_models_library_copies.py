"""Copying models in, comparing them, and removing them: what is not the library's own copy is never touched."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import onnx
import pytest

from engine.errors import EngineError, ErrorKind
from models.library import Library
from models.library.copies import Copies, proper_name
from models.library.entry import Keeping
from models.library.progress import Stopped
from tests.gguf_files import linear_tensors, random_lora, tiny_llama
from tests.model_folders import untouched, write_cached, write_ollama, write_split
from tests.onnx_files import Style, write_optimum
from tests.unit.odd_disks import fill, read_only, small_disk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "models"


@pytest.fixture
def library(folder: Path) -> Library:
    return Library(folder, clock=lambda: 12.5)


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """The person's own folder."""
    path = tmp_path / "person"
    path.mkdir()
    return path


@pytest.fixture
def tiny(outside: Path) -> Path:
    return tiny_llama().write(outside / "Tiny-Q8_0.gguf")


def refusal(action: Callable[..., object], *arguments: object, **options: object) -> EngineError:
    with pytest.raises(EngineError) as caught:
        action(*arguments, **options)
    return caught.value


def _files(folder: Path) -> list[str]:
    """All but what the library knows."""
    files = (path.relative_to(folder) for path in folder.rglob("*") if not path.is_dir())
    return sorted(str(file) for file in files if file.parts[0] != ".library")


class TestImport:
    def test_a_file(self, library: Library, folder: Path, tiny: Path, outside: Path) -> None:
        before, steps = untouched(outside), list[tuple[int, int]]()
        imported = library.import_(tiny, lambda done, total: steps.append((done, total)))
        entry = imported.entry
        assert not imported.was_there
        assert entry.path == folder / "Tiny-Q8_0" / "Tiny-Q8_0.gguf"
        assert entry.path.read_bytes() == tiny.read_bytes()
        assert entry.sha256 == hashlib.sha256(tiny.read_bytes()).hexdigest()
        assert (entry.name, entry.keeping, entry.added_at) == ("Tiny-Q8_0", Keeping.COPIED, 12.5)
        assert entry.origin == f"copied from {tiny}"
        assert (entry.architecture, entry.license, entry.problem) == ("llama", "apache-2.0", "")
        assert steps[-1] == (tiny.stat().st_size, tiny.stat().st_size)
        assert library.models() == [entry]
        assert library.unhashed() == []
        assert entry.path.stat().st_mode & 0o777 == 0o600
        assert entry.path.parent.stat().st_mode & 0o777 == 0o700
        assert untouched(outside) == before

    def test_all_parts_of_a_split_model(self, library: Library, folder: Path, outside: Path) -> None:
        parts = write_split(outside, parts=3)
        entry = library.import_(parts[0], name="Large one").entry
        assert _files(folder) == [f"Large one/Large one-0000{number}-of-00003.gguf" for number in (1, 2, 3)]
        assert entry.name == "Large one"
        lines = "".join(
            f"{hashlib.sha256(part.read_bytes()).hexdigest()}  Large one-0000{number}-of-00003.gguf\n"
            for number, part in enumerate(parts, start=1)
        )
        assert entry.sha256 == hashlib.sha256(lines.encode()).hexdigest()
        assert library.verify("large one").was_known

    def test_a_folder_with_an_onnx_model(self, library: Library, folder: Path, outside: Path) -> None:
        source = write_optimum(outside / "tiny-onnx", style=Style(external=True))
        (source / "holiday.jpg").write_bytes(b"mine")
        (source / "model_fp16.onnx").write_bytes(b"another graph")
        (source / "LICENSE").write_text("MIT")
        entry = library.import_(source).entry
        assert entry.format == "onnx"
        assert entry.problem == ""
        copied = [Path(name).name for name in _files(folder)]
        assert {"model.onnx", "config.json", "tokenizer.json", "LICENSE"} < set(copied)
        assert not {"holiday.jpg", "model_fp16.onnx"} & set(copied)
        assert library.verify(entry.key).was_known

    def test_out_of_the_caches_of_other_programs(self, library: Library, tmp_path: Path) -> None:
        hub = tmp_path / "hub"
        made = write_optimum(tmp_path / "made", style=Style(external=True))
        onnx = write_cached(hub, "org/tiny-onnx", {path.name: path for path in sorted(made.iterdir())})
        gguf = write_cached(hub, "org/tiny", {"Tiny.gguf": tiny_llama().write(tmp_path / "t")}) / "Tiny.gguf"
        library.use(hub)
        [there] = [entry for entry in library.models() if entry.name == "tiny-onnx"]
        assert "link that leads out of its folder" in there.problem
        assert library.import_(onnx).entry.problem == ""  # the copy has no links
        assert not library.import_(gguf).entry.path.is_symlink()
        ollama = write_ollama(tmp_path / "o", "library/llama3.2", "1b", seed=3)
        library.use(tmp_path / "o")
        entry = library.import_(ollama).entry
        assert entry.path.name == "llama3.2-1b.gguf"
        assert library.verify(entry.key).was_known

    def test_a_damaged_file_of_another_program_is_not_taken(
        self, library: Library, folder: Path, tmp_path: Path
    ) -> None:
        cached = write_cached(tmp_path / "hub", "org/tiny", {"Tiny.gguf": tiny_llama().write(tmp_path / "t")})
        for path in (write_ollama(tmp_path / "o", "library/tiny"), cached / "Tiny.gguf"):
            with path.open("r+b") as file:
                file.seek(-1, os.SEEK_END)
                file.write(b"x")
            assert "its content is not what its name says" in refusal(library.import_, path).message
        assert list(folder.iterdir()) == []

    def test_a_folder_of_the_cache_without_a_graph(self, library: Library, folder: Path, tmp_path: Path) -> None:
        made = tiny_llama().write(tmp_path / "t")
        snapshot = write_cached(tmp_path / "hub", "org/tiny", {"Tiny.gguf": made})
        assert "Choose a .gguf file" in refusal(library.import_, snapshot).message
        outside = tiny_llama().write(tmp_path / "outside.gguf")
        (snapshot / "out.gguf").symlink_to(outside)
        assert "is a link to" in refusal(library.import_, snapshot / "out.gguf").message
        assert not folder.exists()

    def test_weights_in_a_folder_of_their_own_are_copied(self, library: Library, outside: Path) -> None:
        source = write_optimum(outside / "tiny-onnx", style=Style(external=True))
        graph = onnx.load(source / "model.onnx", load_external_data=False)
        for tensor in graph.graph.initializer:
            for entry in tensor.external_data:
                if entry.key == "location":
                    (source / "weights").mkdir(exist_ok=True)
                    if (source / entry.value).exists():
                        (source / entry.value).rename(source / "weights" / "all.data")
                    entry.value = "weights/all.data"
        onnx.save(graph, source / "model.onnx")
        copied = library.import_(source).entry
        assert copied.problem == ""
        assert (copied.path / "weights" / "all.data").exists()
        assert library.verify(copied.key).was_known
        with (copied.path / "weights" / "all.data").open("r+b") as file:
            file.write(b"x")
        assert "all.data" in refusal(library.verify, copied.key).message

    def test_the_same_content_is_the_same_model(self, library: Library, folder: Path, tiny: Path) -> None:
        first = library.import_(tiny).entry
        twin = tiny.rename(tiny.with_name("Other name.gguf"))
        again = library.import_(twin)
        assert again.was_there
        assert again.entry == first
        other = library.import_(tiny_llama(seed=9).write(tiny), name="Tiny-Q8_0")
        assert not other.was_there
        assert [entry.name for entry in library.models()] == ["Tiny-Q8_0", "Tiny-Q8_0 (2)"]

    def test_stopping_leaves_nothing(self, library: Library, folder: Path, tiny: Path) -> None:
        asked: list[bool] = []

        def interrupt() -> bool:
            asked.append(True)
            return len(asked) > 1  # in the middle of the copy

        with pytest.raises(Stopped):
            library.import_(tiny, interrupt=interrupt)
        assert list(folder.iterdir()) == []

    def test_ctrl_c_leaves_nothing(self, library: Library, folder: Path, tiny: Path) -> None:
        def press(done: int, total: int) -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            library.import_(tiny, press)
        assert list(folder.iterdir()) == []

    @pytest.mark.parametrize(
        "name", ["", "a/b", "..", "../x", "a\\b", "C:x", "nul", "CON.gguf", "x\0y", ".hidden", "é" * 90]
    )
    def test_names_that_lead_elsewhere(self, name: str, library: Library, folder: Path, tiny: Path) -> None:
        if name:
            assert refusal(library.import_, tiny, name=name).kind is ErrorKind.UNSUPPORTED
        assert refusal(proper_name, name).kind is ErrorKind.UNSUPPORTED
        assert not folder.exists()

    def test_what_is_not_a_file_of_its_own_is_refused(
        self, library: Library, folder: Path, tiny: Path, outside: Path
    ) -> None:
        link, second, pipe = outside / "link.gguf", outside / "second.gguf", outside / "pipe.gguf"
        link.symlink_to(tiny)
        assert "is a link to" in refusal(library.import_, link).message
        link.unlink()
        os.link(tiny, second)
        assert "second name elsewhere" in refusal(library.import_, tiny).message
        second.unlink()
        os.mkfifo(pipe)
        assert "not an ordinary file" in refusal(library.import_, pipe).message
        assert "not an ordinary file" in refusal(library.import_, Path("/dev/zero")).message
        (outside / "linked").symlink_to(outside)
        assert "is a link to" in refusal(library.import_, outside / "linked").message
        assert refusal(library.import_, outside / "none.gguf").kind is ErrorKind.MODEL_NOT_FOUND
        assert not folder.exists()

    def test_what_is_no_model_is_named(self, library: Library, folder: Path, tiny: Path, outside: Path) -> None:
        adapter = random_lora(linear_tensors(tiny)).write(outside / "lora.gguf")
        assert "is an adapter" in refusal(library.import_, adapter).message
        peft = outside / "peft"
        peft.mkdir()
        (peft / "adapter_config.json").write_text("{}")
        assert "is an adapter" in refusal(library.import_, peft).message
        (outside / "page.gguf").write_text("<html>")
        assert refusal(library.import_, outside / "page.gguf").kind is ErrorKind.MODEL_INVALID
        assert not folder.exists()

    def test_a_disk_without_room_is_refused_before_anything_is_copied(
        self, library: Library, folder: Path, tiny: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        usage = shutil.disk_usage(tiny.parent)
        monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=1000))
        error = refusal(library.import_, tiny)
        assert error.kind is ErrorKind.DISK_FULL
        assert "are free on the disk" in error.message
        assert list(folder.iterdir()) == []

    def test_a_disk_that_becomes_full_keeps_nothing_half_made(
        self, library: Library, folder: Path, tiny: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with small_disk(folder, "1m"):
            fill(folder / "filler")
            monkeypatch.setattr(Copies, "check_room", lambda self, needed: None)
            assert refusal(library.import_, tiny).kind is ErrorKind.DISK_FULL
            assert [path.name for path in folder.iterdir()] == ["filler"]

    def test_a_library_that_is_closed_for_writing(self, library: Library, folder: Path, tiny: Path) -> None:
        folder.mkdir()
        with read_only(folder):
            assert "may not be read or changed" in refusal(library.import_, tiny).message
            assert library.models() == []

    def test_a_file_that_grows_meanwhile_is_refused(self, library: Library, folder: Path, tiny: Path) -> None:
        size = tiny.stat().st_size

        def grow() -> bool:
            with tiny.open("ab") as file:
                file.truncate(2 * size)
            return False

        assert "changed while it was read" in refusal(library.import_, tiny, interrupt=grow).message
        assert _files(folder) == []

    def test_what_a_crash_left_is_swept_and_what_another_process_makes_is_not(
        self, library: Library, folder: Path, tiny: Path
    ) -> None:
        folder.mkdir()
        for process in (2**22 + 1, os.getppid()):
            (folder / f".new-{process}-abc").mkdir()
            (folder / f".new-{process}-abc" / "half.gguf").touch()
        (folder / f".new-{2**22 + 1}-link").symlink_to(tiny.parent)
        library.import_(tiny)
        left = {path.name for path in folder.glob(".new-*")}
        assert left == {f".new-{2**22 + 1}-link", f".new-{os.getppid()}-abc"}
        assert tiny.exists()


class TestVerify:
    def test_a_changed_copy_is_told_each_time(self, library: Library, tiny: Path) -> None:
        entry = library.import_(tiny).entry
        status = entry.path.stat()
        content = bytearray(entry.path.read_bytes())
        content[-1] ^= 1
        entry.path.write_bytes(content)
        for _ in range(2):
            assert "not what it was" in refusal(library.verify, entry.key).message
        os.utime(entry.path, ns=(status.st_atime_ns, status.st_mtime_ns))  # nothing shows it but the content
        for _ in range(2):
            assert refusal(library.verify, entry.key).kind is ErrorKind.MODEL_INVALID

    def test_a_first_time_keeps_the_digest(self, library: Library, folder: Path, tiny: Path) -> None:
        folder.mkdir()
        library.use(tiny)
        first = library.verify("Tiny-Q8_0")
        assert not first.was_known
        assert first.entry.sha256 == hashlib.sha256(tiny.read_bytes()).hexdigest()
        assert library.verify("Tiny-Q8_0").was_known

    def test_a_missing_file_of_a_copy(self, library: Library, outside: Path) -> None:
        source = write_optimum(outside / "tiny-onnx")
        (source / "LICENSE").write_text("MIT")
        entry = library.import_(source).entry
        (entry.path / "LICENSE").unlink()
        assert "“LICENSE” is missing" in refusal(library.verify, entry.key).message


class TestRemove:
    def test_a_copy_is_deleted_and_nothing_else(
        self, library: Library, folder: Path, tiny: Path, outside: Path
    ) -> None:
        other = library.import_(tiny_llama(seed=4).write(outside / "other.gguf")).entry
        entry = library.import_(tiny).entry
        before = untouched(outside)
        removed = library.remove("Tiny-Q8_0")
        assert removed.deleted
        assert removed.entry.key == entry.key
        assert library.models() == [other]
        assert _files(folder) == ["other/other.gguf"]
        assert not (folder / "Tiny-Q8_0").exists()
        assert untouched(outside) == before
        assert refusal(library.remove, entry.key).kind is ErrorKind.MODEL_NOT_FOUND

    def test_what_is_used_where_it_is_is_only_forgotten(
        self, library: Library, folder: Path, tiny: Path, outside: Path
    ) -> None:
        folder.mkdir()
        write_optimum(outside / "onnx")
        library.use(outside)
        before = untouched(outside)
        for name in ("Tiny-Q8_0", "onnx"):
            assert not library.remove(name).deleted
        assert library.models() == []
        assert untouched(outside) == before
        library.use(outside)  # named again, it is read again
        assert [entry.name for entry in library.models()] == ["onnx", "Tiny-Q8_0"]
        library.stop_using(outside)
        library.use(tiny)
        library.remove("Tiny-Q8_0")
        assert library.sources() == []
        assert untouched(outside) == before

    def test_the_starter_stays(self, tmp_path: Path, tiny: Path) -> None:
        library = Library(tmp_path / "models", tiny)
        assert "belongs to the program" in refusal(library.remove, "Tiny-Q8_0").message
        assert tiny.exists()

    def test_what_was_put_there_by_hand_stays(self, library: Library, folder: Path) -> None:
        (folder / "sub").mkdir(parents=True)
        tiny_llama().write(folder / "mine.gguf")
        tiny_llama(seed=2).write(folder / "sub" / "deeper.gguf")
        write_optimum(folder / "onnx")
        library.models()
        before = untouched(folder)
        for name in ("mine", "deeper", "onnx"):
            assert "by hand" in refusal(library.remove, name).message
        assert untouched(folder) == before

    def test_a_file_in_the_place_of_the_copy_stays(self, library: Library, tiny: Path) -> None:
        """Whatever it is: another content, the same content, the original itself, a second name of it."""
        path = library.import_(tiny).entry.path
        aside = path.rename(path.with_name("aside"))
        aside.unlink()

        def refused() -> None:
            before = untouched(path.parent), untouched(tiny.parent)
            assert "not what Homespun copied" in refusal(library.remove, "Tiny-Q8_0").message
            assert (untouched(path.parent), untouched(tiny.parent)) == before

        tiny_llama(seed=8).write(path)
        refused()
        path.unlink()
        shutil.copy(tiny, path)
        refused()
        path.unlink()
        os.link(tiny, path)
        refused()
        path.unlink()
        path.symlink_to(tiny)
        refused()
        path.unlink()
        tiny.rename(path)
        refused()

    def test_a_file_beside_the_copy_keeps_it(self, library: Library, tiny: Path) -> None:
        path = library.import_(tiny).entry.path
        notes = path.with_name("notes.txt")
        notes.write_text("mine")
        assert "“notes.txt”" in refusal(library.remove, "Tiny-Q8_0").message
        assert path.exists()
        notes.unlink()
        (path.parent / "empty").mkdir()
        assert "“empty”" in refusal(library.remove, "Tiny-Q8_0").message
        assert path.exists()

    def test_a_link_in_the_place_of_the_folder_is_not_followed(
        self, library: Library, folder: Path, tiny: Path, outside: Path
    ) -> None:
        """The folder was moved to another disk, say, and a link was left."""
        entry = library.import_(tiny).entry
        moved = outside / "moved"
        entry.path.parent.rename(moved)
        (folder / "Tiny-Q8_0").symlink_to(moved)
        before = untouched(outside)
        refusal(library.remove, entry.key)
        refusal(Copies(folder).remove, folder / "Tiny-Q8_0", ())
        assert untouched(outside) == before
        assert (folder / "Tiny-Q8_0").is_symlink()

    def test_a_renamed_folder_is_not_ours_any_more(self, library: Library, folder: Path, tiny: Path) -> None:
        library.import_(tiny)
        (folder / "Tiny-Q8_0").rename(folder / "Renamed")
        before = untouched(folder / "Renamed")
        assert "by hand" in refusal(library.remove, "Tiny-Q8_0").message
        assert untouched(folder / "Renamed") == before

    def test_a_library_that_was_moved_or_restored_is_still_ours(
        self, library: Library, folder: Path, tiny: Path, tmp_path: Path
    ) -> None:
        library.import_(tiny)
        restored = shutil.copytree(folder, tmp_path / "restored", symlinks=True)  # keeps times, as backups do
        shutil.rmtree(folder)
        library = Library(restored)
        assert library.verify("Tiny-Q8_0").was_known
        assert library.remove("Tiny-Q8_0").deleted
        assert _files(restored) == []

    def test_a_false_manifest_deletes_nothing_elsewhere(self, library: Library, folder: Path, tiny: Path) -> None:
        entry = library.import_(tiny).entry
        [manifest] = (folder / ".library" / "manifests").iterdir()
        text = manifest.read_text()
        for name in (str(tiny), f"../../{tiny.parent.name}/{tiny.name}"):
            manifest.write_text(text.replace('"path": "Tiny-Q8_0.gguf"', f'"path": "{name}"'))
            refusal(library.remove, entry.key)
            assert tiny.exists()
            assert entry.path.exists()

    def test_half_of_a_removal_can_be_finished(
        self, library: Library, folder: Path, outside: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        source = write_optimum(outside / "onnx")
        entry = library.import_(source).entry
        unlink, deleted = Path.unlink, list[Path]()

        def fail_at_the_second(path: Path, missing_ok: bool = False) -> None:
            if path.is_relative_to(entry.path):
                deleted.append(path)
                if len(deleted) == 2:
                    raise OSError(errno.EIO, "broken")
            unlink(path, missing_ok)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "unlink", fail_at_the_second)
            refusal(library.remove, entry.key)
        assert not deleted[0].exists()
        assert library.remove(str(entry.path)).deleted
        assert _files(folder) == []


class TestAdopt:
    def test_what_the_program_made_becomes_its_own(self, library: Library, folder: Path) -> None:
        folder.mkdir()
        made = tiny_llama().write(folder / ".made")
        assert library.models() == []
        entry = library.adopt(made, "downloaded from https://example.org/tiny.gguf", name="Tiny")
        assert not made.exists()
        assert (entry.name, entry.keeping) == ("Tiny", Keeping.COPIED)
        assert entry.origin == "downloaded from https://example.org/tiny.gguf"
        assert library.verify("Tiny").was_known
        assert library.remove("Tiny").deleted

    def test_a_converted_folder_stays_where_it_is(self, library: Library, folder: Path) -> None:
        folder.mkdir()
        made = write_optimum(folder / "tiny-onnx")
        entry = library.adopt(made, "converted from Tiny")
        assert entry.path == made
        assert library.remove("tiny-onnx").deleted
        assert not made.exists()

    @pytest.mark.parametrize("form", ["split", "onnx"])
    def test_a_folder_elsewhere_moves_in(self, form: str, library: Library, folder: Path) -> None:
        made = folder / ".downloads" / "model"
        made.mkdir(parents=True)
        if form == "split":
            write_split(made)
        else:
            write_optimum(made)
        content = {path.name: path.read_bytes() for path in made.iterdir()}
        digests = {name: hashlib.sha256(data).hexdigest() for name, data in content.items()}
        entry = library.adopt(made, "downloaded", name="New", digests=digests)
        assert entry.name == "New"
        assert list(made.iterdir()) == []
        home = folder / "New"
        assert sorted(path.read_bytes() for path in home.iterdir()) == sorted(content.values())
        assert library.verify("New").was_known
        assert library.models() == [entry]
        assert library.remove("New").deleted

    def test_what_the_library_has_is_not_taken_twice(self, library: Library, folder: Path, tiny: Path) -> None:
        first = library.import_(tiny).entry
        made = folder / ".made"
        shutil.copy(tiny, made)
        assert library.adopt(made, "downloaded") == first
        assert made.exists()

    def test_what_is_no_model_stays_where_it_was(self, library: Library, folder: Path) -> None:
        folder.mkdir()
        made = folder / ".made"
        made.write_text("<html>")
        refusal(library.adopt, made, "downloaded")
        assert made.exists()
