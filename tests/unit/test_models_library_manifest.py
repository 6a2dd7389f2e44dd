"""What the library remembers of models: nothing is read twice, a change is noticed, and damage costs a second look."""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from engine.errors import EngineError, ErrorKind
from models.gguf_format import ValueType
from models.library import Library, ModelEntry
from models.library.facts import ModelFacts, decode_answer, encode_answer, read_facts
from models.library.hashing import Hasher, HashStep
from models.library.looking import InProcess
from models.library.manifest import FileStamp, joined_digest
from models.library.progress import Interrupt, Progress, Stopped
from tests.gguf_files import tiny_llama
from tests.model_folders import write_split
from tests.onnx_files import Style, write_optimum
from tests.unit.odd_disks import read_only


class Watched(InProcess):
    """Notes what it is asked to look into."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def look(self, paths: Sequence[Path]) -> Iterator[ModelFacts | EngineError]:
        self.asked.append([path.name for path in paths])
        return super().look(paths)


class _Vanishing:
    """A library whose file is deleted between the list and the digest."""

    def __init__(self, library: Library, path: Path) -> None:
        self._library = library
        self._path = path

    def unhashed(self) -> list[ModelEntry]:
        entries = self._library.unhashed()
        self._path.unlink()
        return entries

    def hash(self, key: str, progress: Progress, interrupt: Interrupt) -> ModelEntry:
        return self._library.hash(key, progress, interrupt)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "models"
    folder.mkdir()
    return folder


@pytest.fixture
def watched() -> Watched:
    return Watched()


@pytest.fixture
def library(folder: Path, watched: Watched) -> Library:
    return Library(folder, inspector=watched)


class TestListing:
    def test_nothing_is_opened_twice(self, library: Library, folder: Path, watched: Watched) -> None:
        for number in range(3):
            tiny_llama(seed=number).write(folder / f"{number}.gguf")
        (folder / "page.gguf").write_text("<html>")
        write_split(folder / "split")
        write_optimum(folder / "onnx")
        first = library.models()
        assert len(watched.asked) == 1  # one inspector for all of them
        assert sorted(watched.asked[0]) == [
            *("0.gguf", "1.gguf", "2.gguf", "Big-Q8_0-00001-of-00002.gguf", "onnx", "page.gguf")
        ]
        assert Library(folder, inspector=watched).models() == first
        assert len(watched.asked) == 1
        assert all(entry.added_at > 0 for entry in first)

    def test_a_first_list_opens_nothing(self, library: Library, folder: Path, watched: Watched) -> None:
        tiny_llama().write(folder / "a.gguf")
        [pending] = library.listing(look=False).models
        assert (pending.name, pending.pending, pending.problem, pending.architecture) == ("a", True, "", "")
        assert pending.bytes == (folder / "a.gguf").stat().st_size
        assert watched.asked == []
        [entry] = library.models()
        assert not entry.pending
        assert library.listing(look=False).models == (entry,)

    def test_an_interrupt_keeps_what_was_seen(self, library: Library, folder: Path, watched: Watched) -> None:
        for number in range(3):
            tiny_llama(seed=number).write(folder / f"{number}.gguf")
        steps: list[tuple[int, int]] = []
        listing = library.listing(lambda done, total: steps.append((done, total)), lambda: len(steps) == 2)
        assert [entry.pending for entry in listing.models] == [False, False, True]
        assert steps == [(1, 3), (2, 3)]
        assert not any(entry.pending for entry in library.models())
        assert watched.asked[1] == ["2.gguf"]

    def test_a_changed_file_is_looked_at_again_and_loses_its_digest(
        self, library: Library, folder: Path, watched: Watched
    ) -> None:
        path = tiny_llama(context_length=256).write(folder / "a.gguf")
        [before] = library.models()
        assert library.hash(before.key).sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
        tiny_llama(context_length=512).write(path)
        os.utime(path, ns=(1, 1))
        [after] = library.models()
        assert (after.context_length, after.sha256) == (512, "")
        assert after.added_at == before.added_at

    def test_one_changed_part_keeps_the_digests_of_the_others(
        self, library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        parts = write_split(folder, parts=3)
        [entry] = library.models()
        whole = library.hash(entry.key).sha256
        os.utime(parts[1], ns=(1, 1))
        [entry] = library.models()
        assert entry.sha256 == ""
        steps: list[tuple[int, int]] = []
        assert library.hash(entry.key, lambda done, total: steps.append((done, total))).sha256 == whole
        assert steps[-1] == (parts[1].stat().st_size,) * 2

    def test_a_part_that_comes_later_makes_a_model_whole(self, library: Library, folder: Path) -> None:
        parts = write_split(folder)
        aside = parts[1].rename(folder / "download.part")
        [entry] = library.models()
        assert "not beside it" in entry.problem
        aside.rename(parts[1])
        [entry] = library.models()
        assert entry.problem == ""

    def test_permissions_that_come_back_make_a_model_usable(self, library: Library, folder: Path) -> None:
        """A second name of the weights is refused, and only the time of the last change of names shows it."""
        onnx = write_optimum(folder / "tiny", style=Style(external=True))
        data = next(path for path in onnx.iterdir() if "data" in path.name)
        os.link(data, folder / "second")
        assert "second name" in library.models()[0].problem
        (folder / "second").unlink()
        assert library.models()[0].problem == ""

    def test_a_damaged_manifest_costs_a_second_look(self, library: Library, folder: Path, watched: Watched) -> None:
        tiny_llama().write(folder / "a.gguf")
        [entry] = library.models()
        [path] = (folder / ".library" / "manifests").iterdir()
        whole = path.read_text()
        for content in (
            "",
            "[]",
            "{",
            '{"format": 2}',
            "[" * 100_000,
            whole.replace('"bytes": ', '"bytes": "x", "y": '),
        ):
            path.write_text(content)
            assert [one.name for one in library.models()] == [entry.name]
        assert len(watched.asked) == 7

    def test_a_manifest_of_another_model_is_not_believed(self, library: Library, folder: Path) -> None:
        tiny_llama(context_length=512).write(folder / "a.gguf")
        tiny_llama(context_length=256).write(folder / "b.gguf")
        first, second = library.models()
        manifests = folder / ".library" / "manifests"
        (manifests / f"{second.key}.json").write_bytes((manifests / f"{first.key}.json").read_bytes())
        assert [entry.context_length for entry in library.models()] == [512, 256]

    def test_nothing_is_written_where_there_is_no_library(self, tmp_path: Path) -> None:
        starter = tiny_llama().write(tmp_path / "starter.gguf")
        assert [entry.starter for entry in Library(tmp_path / "none", starter).models()] == [True]
        assert not (tmp_path / "none").exists()

    def test_a_library_that_is_closed_for_writing_is_listed(self, folder: Path, watched: Watched) -> None:
        tiny_llama().write(folder / "a.gguf")
        library = Library(folder, inspector=watched)
        with read_only(folder):
            for _ in range(2):
                [entry] = library.models()
                assert (entry.architecture, entry.problem) == ("llama", "")
                assert library.hash(entry.key).name == "a"

    def test_a_graph_that_was_chosen_counts_with_its_weights(self, library: Library, tmp_path: Path) -> None:
        onnx = write_optimum(tmp_path / "tiny", style=Style(external=True))
        library.use(onnx / "model.onnx")
        [entry] = library.models()
        before = library.hash(entry.key).sha256
        data = next(path for path in onnx.iterdir() if "data" in path.name)
        content = bytearray(data.read_bytes())
        content[0] ^= 1
        data.write_bytes(content)
        os.utime(data, ns=(1, 1))
        assert library.models()[0].sha256 == ""
        assert library.hash(entry.key).sha256 not in (before, "")

    def test_the_manifest_says_all_that_is_known(self, library: Library, folder: Path) -> None:
        file = tiny_llama()
        file.set("tokenizer.chat_template", ValueType.STRING, "{{ messages }}")
        file.write(folder / "a.gguf")
        [entry] = library.models()
        assert entry.has_template
        library.hash(entry.key)
        content = json.loads((folder / ".library" / "manifests" / f"{entry.key}.json").read_text())
        assert content["facts"]["template"] == "{{ messages }}"
        assert content["facts"]["tokenizer"] == "llama"
        assert content["sha256"] == hashlib.sha256((folder / "a.gguf").read_bytes()).hexdigest()


class TestHashing:
    def test_in_the_background_with_progress(self, library: Library, folder: Path) -> None:
        for number in range(3):
            tiny_llama(seed=number).write(folder / f"{number}.gguf")
        (folder / "page.gguf").write_text("<html>")
        library.models()
        steps: list[HashStep] = []
        threads: set[int] = set()

        def tell(step: HashStep) -> None:
            threads.add(threading.get_ident())
            steps.append(step)

        hasher = Hasher(library, tell)
        hasher.start()
        hasher.start()  # runs already
        hasher.wait()
        assert threads.isdisjoint({threading.get_ident()})
        finished = [step.entry for step in steps if step.entry.sha256]
        assert [entry.name for entry in finished] == ["0", "1", "2"]
        assert all(entry.sha256 == hashlib.sha256(entry.path.read_bytes()).hexdigest() for entry in finished)
        assert [step.left for step in steps if step.entry.sha256] == [2, 1, 0]
        assert library.unhashed() == []
        steps.clear()
        hasher.start()
        hasher.wait()
        assert steps == []

    def test_stopped_and_resumed_file_by_file(self, library: Library, folder: Path) -> None:
        write_split(folder, parts=3)
        [entry] = library.models()
        read: list[int] = []

        def stop_in_the_second() -> bool:
            return len(read) == 2

        with pytest.raises(Stopped):
            library.hash(entry.key, lambda done, total: read.append(done), stop_in_the_second)
        steps: list[tuple[int, int]] = []
        library.hash(entry.key, lambda done, total: steps.append((done, total)))
        assert len(steps) == 2
        assert steps[0][1] < sum(path.stat().st_size for path in folder.glob("*.gguf"))

    def test_a_hasher_that_is_stopped_ends(self, library: Library, folder: Path) -> None:
        for number in range(5):
            tiny_llama(seed=number).write(folder / f"{number}.gguf")
        library.models()
        steps: list[HashStep] = []
        go = threading.Event()

        def tell(step: HashStep) -> None:
            steps.append(step)
            go.wait()

        hasher = Hasher(library, tell)
        hasher.start()
        stopping = threading.Thread(target=hasher.stop)
        stopping.start()
        go.set()
        stopping.join()
        assert len(library.unhashed()) >= 3
        hasher.start()
        hasher.wait()
        assert library.unhashed() == []

    def test_a_file_that_vanished_is_told(self, library: Library, folder: Path) -> None:
        path = tiny_llama().write(folder / "a.gguf")
        library.models()

        steps: list[HashStep] = []
        hasher = Hasher(_Vanishing(library, path), steps.append)
        hasher.start()
        hasher.wait()
        [step] = steps
        assert "There is no model" in step.problem

    def test_a_file_that_changes_meanwhile_gets_no_digest(self, library: Library, folder: Path) -> None:
        path = tiny_llama().write(folder / "a.gguf")
        [entry] = library.models()
        assert library.hash(entry.key, lambda done, total: os.utime(path, ns=(5, 5))).sha256 == ""

    def test_several_files_as_sha256sum_prints_them(self) -> None:
        stamps = [FileStamp("x/b", 1, 1, 1, sha256="22"), FileStamp("x/a", 1, 1, 1, sha256="11")]
        assert joined_digest(stamps) == hashlib.sha256(b"11  a\n22  b\n").hexdigest()
        assert joined_digest(stamps[:1]) == "22"
        assert joined_digest([*stamps, FileStamp("x/c", 1, 1, 1)]) == ""
        assert joined_digest([]) == ""


class TestAnswers:
    def test_facts_travel_as_a_line(self, folder: Path) -> None:
        for path in (write_split(folder)[0], write_optimum(folder / "tiny")):
            facts = read_facts(path)
            line = encode_answer(facts)
            assert "\n" not in line
            assert decode_answer(line) == facts

    def test_errors_travel_as_a_line(self) -> None:
        error = decode_answer(encode_answer(EngineError(ErrorKind.MODEL_INVALID, "“x”\nis broken", "detail")))
        assert isinstance(error, EngineError)
        assert (error.kind, error.message, error.detail) == (ErrorKind.MODEL_INVALID, "“x”\nis broken", "detail")

    @pytest.mark.parametrize(
        "line", ["", "[]", "{}", '{"kind": "nonsense"}', '{"facts": {"bytes": "1"}}', "[" * 100_000]
    )
    def test_nonsense_is_a_value_error(self, line: str) -> None:
        with pytest.raises(ValueError):  # noqa: PT011 - any
            decode_answer(line)
