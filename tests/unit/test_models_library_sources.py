"""Folders of other programs, used where they are: what is found in them, and that links do not lead out unsaid."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from engine.errors import EngineError, ErrorKind
from models.library import Library, ModelEntry
from models.library import scanning as scanning_module
from models.library.entry import Keeping
from models.library.seeing import is_folder, is_link, is_there
from models.library.sources import Source, SourceFile, SourceKind, SourceList, recognize, usual_places
from tests.gguf_files import tiny_llama
from tests.model_folders import untouched, write_cached, write_ollama, write_split
from tests.onnx_files import write_optimum


@pytest.fixture
def library(tmp_path: Path) -> Library:
    (tmp_path / "models").mkdir()
    return Library(tmp_path / "models")


def _listed(library: Library) -> dict[str, ModelEntry]:
    return {entry.name: entry for entry in library.models()}


def _refusal(library: Library, path: Path) -> EngineError:
    with pytest.raises(EngineError) as caught:
        library.use(path)
    return caught.value


class TestFolders:
    def test_a_plain_folder_with_all_kinds_of_models(self, library: Library, tmp_path: Path) -> None:
        folder = tmp_path / "My Models"
        write_split(folder / "big")
        write_optimum(folder / "deep" / "small onnx")
        tiny_llama().write(folder / "tiny.gguf")
        tiny_llama().write(folder / ".hidden.gguf")
        tiny_llama().write(folder / "mmproj-tiny-f16.gguf")
        (folder / "notes.txt").write_text("no model")
        before = untouched(folder)
        assert library.use(folder) == Source(folder, SourceKind.FOLDER)
        listed = _listed(library)
        assert set(listed) == {"Big-Q8_0", "small onnx", "tiny"}
        assert [entry.problem for entry in listed.values()] == ["", "", ""]
        assert listed["Big-Q8_0"].bytes == sum(path.stat().st_size for path in (folder / "big").iterdir())
        assert listed["small onnx"].format == "onnx"
        assert listed["tiny"].keeping is Keeping.REFERENCED
        assert listed["tiny"].source == folder
        assert str(folder) in listed["tiny"].origin
        assert library.resolve("TINY.gguf") == folder / "tiny.gguf"
        assert untouched(folder) == before

    def test_a_folder_is_used_once_and_can_be_left_again(self, library: Library, tmp_path: Path) -> None:
        tiny_llama().write(tmp_path / "tiny.gguf")
        for _ in range(2):
            library.use(tmp_path)
        assert library.sources() == [Source(tmp_path, SourceKind.FOLDER)]
        assert set(_listed(library)) == {"tiny"}
        before = untouched(tmp_path / "tiny.gguf")
        assert library.stop_using(tmp_path).path == tmp_path
        assert library.models() == []
        assert untouched(tmp_path / "tiny.gguf") == before
        with pytest.raises(EngineError, match="does not use the folder"):
            library.stop_using(tmp_path)

    def test_another_library_on_the_same_folder_sees_the_same(self, library: Library, tmp_path: Path) -> None:
        tiny_llama().write(tmp_path / "tiny.gguf")
        library.use(tmp_path / "tiny.gguf")
        other = Library(tmp_path / "models")
        assert other.models() == library.models()
        assert other.sources() == [Source(tmp_path / "tiny.gguf", SourceKind.MODEL)]

    def test_a_folder_that_is_gone_is_said(self, library: Library, tmp_path: Path) -> None:
        folder = tmp_path / "stick"
        folder.mkdir()
        tiny_llama().write(folder / "tiny.gguf")
        library.use(folder)
        folder.rename(tmp_path / "elsewhere")
        listing = library.listing()
        assert listing.models == ()
        assert listing.notes == (f"{folder} is not there at the moment.",)
        (tmp_path / "elsewhere").rename(folder)
        assert set(_listed(library)) == {"tiny"}

    def test_what_cannot_be_used(self, library: Library, tmp_path: Path) -> None:
        assert _refusal(library, tmp_path / "nothing").kind is ErrorKind.MODEL_NOT_FOUND
        (tmp_path / "link").symlink_to(tmp_path)
        assert "is a link to" in _refusal(library, tmp_path / "link").message
        (tmp_path / "page.gguf").write_text("<html>")
        assert "web page" in _refusal(library, tmp_path / "page.gguf").message
        assert "listed already" in _refusal(library, tmp_path / "models").message
        os.mkfifo(tmp_path / "pipe.gguf")
        assert "not an ordinary file" in _refusal(library, tmp_path / "pipe.gguf").message
        assert library.sources() == []

    def test_names_are_unique_across_folders(self, library: Library, tmp_path: Path) -> None:
        for number, name in enumerate(("a", "b")):
            (tmp_path / name).mkdir()
            tiny_llama(seed=number).write(tmp_path / name / "tiny.gguf")
            library.use(tmp_path / name)
        assert set(_listed(library)) == {"tiny", "tiny (2)"}
        assert library.resolve("tiny (2)") == tmp_path / "b" / "tiny.gguf"

    def test_a_huge_folder_is_not_read_to_its_end(
        self, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(scanning_module, "MOST_ENTRIES", 20)
        folder = tmp_path / "huge"
        (folder / "z").mkdir(parents=True)
        for number in range(15):
            (folder / f"{number:02}.txt").touch()
            (folder / "z" / f"{number:02}.txt").touch()
        tiny_llama().write(folder / "a.gguf")
        library.use(folder)
        listing = library.listing()
        assert [entry.name for entry in listing.models] == ["a"]
        assert "holds more than 20 files" in listing.notes[0]


class TestLinks:
    def test_a_link_out_of_the_folder_is_told(self, library: Library, tmp_path: Path) -> None:
        outside = tmp_path / "outside"
        outside.mkdir()
        real = tiny_llama().write(outside / "secret.gguf")
        tiny_llama().write(outside / "more.gguf")
        folder = tmp_path / "folder"
        folder.mkdir()
        (folder / "a.gguf").symlink_to(real)
        (folder / "sub").symlink_to(outside)
        library.use(folder)
        listing = library.listing()
        assert [(entry.name, entry.leads_to) for entry in listing.models] == [("a", real)]
        assert listing.notes == (
            f"{folder / 'sub'} is a link that leads out of the folder, to {outside}; it was not followed.",
        )

    def test_links_inside_are_listed_once_and_circles_end(self, library: Library, tmp_path: Path) -> None:
        folder = tmp_path / "folder"
        (folder / "sub").mkdir(parents=True)
        tiny_llama().write(folder / "sub" / "tiny.gguf")
        (folder / "also.gguf").symlink_to("sub/tiny.gguf")
        (folder / "sub" / "up").symlink_to(folder)
        (folder / "self.gguf").symlink_to("self.gguf")
        library.use(folder)
        listing = library.listing()
        assert [(entry.name, bool(entry.problem)) for entry in listing.models] == [("self", True), ("tiny", False)]
        assert listing.notes == ()


class TestPrograms:
    def test_lm_studio(self, library: Library, tmp_path: Path) -> None:
        home = tmp_path / ".lmstudio"
        place = home / "models" / "lmstudio-community" / "Tiny-GGUF"
        place.mkdir(parents=True)
        tiny_llama().write(place / "Tiny-Q8_0.gguf")
        assert library.use(home) == Source(home / "models", SourceKind.LM_STUDIO)
        entry = _listed(library)["Tiny-Q8_0"]
        assert entry.origin == "LM Studio, lmstudio-community/Tiny-GGUF"

    def test_ollama(self, library: Library, tmp_path: Path) -> None:
        folder = tmp_path / ".ollama" / "models"
        small = write_ollama(folder, "library/llama3.2", "1b", seed=1)
        mine = write_ollama(folder, "someone/own", seed=2)
        write_ollama(folder, "org/name-GGUF", "Q4_0", host="hf.co", seed=3)
        before = untouched(folder)
        assert library.use(tmp_path / ".ollama") == Source(folder, SourceKind.OLLAMA)
        listed = _listed(library)
        assert set(listed) == {"llama3.2:1b", "someone/own:latest", "hf.co/org/name-GGUF:Q4_0"}
        assert listed["llama3.2:1b"].path == small
        assert listed["llama3.2:1b"].origin == "Ollama, llama3.2:1b"
        assert library.resolve("llama3.2:1b") == small
        assert library.resolve("someone/own") == mine
        assert library.verify("someone/own").was_known  # against the name of the blob
        assert untouched(folder) == before

    def test_ollamas_digest_is_compared(self, library: Library, tmp_path: Path) -> None:
        blob = write_ollama(tmp_path / "o", "library/tiny")
        library.use(tmp_path / "o")
        content = bytearray(blob.read_bytes())
        content[-1] ^= 1
        blob.write_bytes(content)
        for _ in range(2):
            with pytest.raises(EngineError, match="not what it was"):
                library.verify("tiny")

    @pytest.mark.parametrize(
        "manifest",
        [
            "nonsense",
            "[" * 100_000,
            '{"layers": {}}',
            '{"layers": [1]}',
            '{"layers": []}',
            json.dumps({"layers": [{"mediaType": "application/vnd.ollama.image.model", "digest": "sha256:../../x"}]}),
            " " * (2 << 20),
        ],
    )
    def test_a_strange_manifest_of_ollama_is_passed_over(self, manifest: str, library: Library, tmp_path: Path) -> None:
        write_ollama(tmp_path / "o", "library/good")
        strange = tmp_path / "o" / "manifests" / "registry.ollama.ai" / "library" / "strange" / "latest"
        strange.parent.mkdir()
        strange.write_text(manifest)
        library.use(tmp_path / "o")
        listing = library.listing()
        assert [entry.name for entry in listing.models] == ["good:latest"]
        assert "strange:latest" in listing.notes[0]

    def test_the_hugging_face_cache(self, library: Library, tmp_path: Path) -> None:
        hub = tmp_path / "huggingface" / "hub"
        old = tiny_llama(seed=1).write(tmp_path / "old")
        new = tiny_llama(seed=2).write(tmp_path / "new")
        write_cached(hub, "org/Tiny-GGUF", {"Tiny-Q8_0.gguf": old}, "0" * 40, main=False)
        snapshot = write_cached(hub, "org/Tiny-GGUF", {"Tiny-Q8_0.gguf": new}, "f" * 40)
        onnx = write_optimum(tmp_path / "made")
        files = {path.name: path for path in sorted(onnx.iterdir())}
        write_cached(hub, "org/tiny-onnx", files)
        split = {path.name: path for path in write_split(tmp_path / "split")}
        write_cached(hub, "org/big", split)
        before = untouched(hub)
        assert library.use(tmp_path / "huggingface") == Source(hub, SourceKind.HUGGING_FACE)
        listed = _listed(library)
        assert set(listed) == {"Tiny-Q8_0", "tiny-onnx", "Big-Q8_0"}
        assert listed["Tiny-Q8_0"].path == snapshot / "Tiny-Q8_0.gguf"
        assert [entry.problem for entry in listed.values()] == [""] * 3
        assert all(entry.leads_to is None for entry in listed.values())
        assert listed["tiny-onnx"].origin == "Hugging Face, org/tiny-onnx"
        assert library.verify("Tiny-Q8_0").was_known
        assert untouched(hub) == before

    def test_places_of_other_programs_are_offered_and_not_used(self, library: Library, tmp_path: Path) -> None:
        home = tmp_path / "person"
        for place in (".lmstudio/models", ".ollama/models", ".cache/huggingface/hub", ".cache/llama.cpp"):
            (home / place).mkdir(parents=True)
        (tmp_path / "o").mkdir()
        environment = {"OLLAMA_MODELS": str(tmp_path / "o"), "HF_HOME": str(tmp_path / "none")}
        offered = library.offered(home, environment)
        assert [(source.path, source.kind) for source in offered if source.path.is_relative_to(tmp_path)] == [
            (home / ".lmstudio/models", SourceKind.LM_STUDIO),
            (tmp_path / "o", SourceKind.OLLAMA),
            (home / ".ollama/models", SourceKind.OLLAMA),
            (home / ".cache/huggingface/hub", SourceKind.HUGGING_FACE),
            (home / ".cache/llama.cpp", SourceKind.FOLDER),
        ]
        assert library.sources() == []
        library.use(home / ".cache" / "llama.cpp")
        assert home / ".cache/llama.cpp" not in [source.path for source in library.offered(home, environment)]
        assert usual_places(tmp_path / "nobody", {}) == usual_places(tmp_path / "nobody", {"HF_HOME": ""})


class TestTheFile:
    def test_what_was_written_is_read(self, tmp_path: Path) -> None:
        file = SourceFile(tmp_path / "deep" / "sources.json")
        assert file.read() == SourceList()
        listed = SourceList((Source(tmp_path / "ä", SourceKind.OLLAMA),), frozenset({tmp_path / "x"}))
        file.write(listed)
        assert file.read() == listed

    @pytest.mark.parametrize(
        "content",
        [b"", b"{}", b"[" * 100_000, b"\xff", b'{"format": 1, "sources": [{"path": "relative", "kind": "folder"}]}'],
    )
    def test_a_damaged_one_counts_as_empty_and_is_kept(self, content: bytes, tmp_path: Path) -> None:
        path = tmp_path / "sources.json"
        path.write_bytes(content)
        file = SourceFile(path)
        assert file.read() == SourceList()
        file.write(SourceList((Source(tmp_path, SourceKind.FOLDER),)))
        assert len(file.read().sources) == 1
        assert (tmp_path / "sources.json.damaged").read_bytes() == content

    def test_a_model_that_was_forgotten_comes_back_with_its_folder(self, tmp_path: Path) -> None:
        source = recognize(tmp_path)
        listed = SourceList((source,)).without_model(tmp_path / "a.gguf")
        assert listed.forgotten == {tmp_path / "a.gguf"}
        assert listed.with_source(source).forgotten == frozenset()
        assert listed.without_source(tmp_path) == SourceList()


def test_what_may_not_be_seen_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a folder of another account's is: Path.exists raises then."""

    def closed(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        raise PermissionError(13, "closed")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "stat", closed)
        patch.setattr(Path, "lstat", closed)
        assert not any((is_there(tmp_path), is_folder(tmp_path), is_link(tmp_path)))
        assert usual_places(tmp_path, {}) == []
    assert is_folder(tmp_path)
    assert not is_there(Path("a\0b"))
