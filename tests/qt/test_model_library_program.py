"""The whole program with a library of tiny models: imported, used where they are, verified, downloaded, removed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from app.chat.digests import Digests
from app.settings import SettingsFile
from app.state import LibraryModel, ModelChoice, Problem, Task
from app.ui.model_library import ModelLibrary
from models.library.entry import Keeping
from tests.gguf_files import tiny_llama
from tests.misbehaving_server import MisbehavingServer, honest, stuck
from tests.model_folders import untouched, write_ollama, write_split
from tests.onnx_files import write_optimum
from tests.running_program import RunningProgram
from tests.scripted_model import script

WAIT_MS = 60_000


class Owned:
    """A running program, its library, and what was said of it."""

    def __init__(self, program: RunningProgram, qtbot: QtBot) -> None:
        self.program = program
        self.library = program.program.library
        self.window = program.window
        self.views = program.window.library
        self.models = program.folder.models
        self.problems: list[Problem] = []
        self.tasks: list[Task | None] = []
        self.choices: list[ModelChoice] = []
        self._qtbot = qtbot
        self.library.problem.connect(self.problems.append)
        self.library.task_changed.connect(self.tasks.append)
        program.program.model.choices_changed.connect(self._take_choices)
        self.wait(lambda: self.library.shelf.is_read)

    def _take_choices(self, choices: list[ModelChoice]) -> None:
        self.choices = choices

    def open(self) -> ModelLibrary:
        self.views.open()
        assert self.views.view is not None
        return self.views.view

    def wait(self, there: Callable[[], object]) -> None:
        self._qtbot.waitUntil(lambda: bool(there()), timeout=WAIT_MS)

    def named(self, name: str) -> LibraryModel | None:
        return next((one for one in self.library.shelf.models if one.entry.name == name), None)

    def have(self, name: str) -> LibraryModel:
        """Once it is there, and has been looked at."""
        self.wait(lambda: (found := self.named(name)) is not None and not found.entry.pending)
        found = self.named(name)
        assert found is not None
        return found

    def notice(self, words: str) -> None:
        """Wait until it is said where the person looks."""
        self.wait(lambda: words in (self.views.view or self.window).notice_bar.text)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Of a person whose other programs keep no models yet."""
    home = tmp_path / "person"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    for variable in ("OLLAMA_MODELS", "HF_HOME", "HF_HUB_CACHE", "LLAMA_CACHE"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr("app.chat.model_choices.starter_model", lambda: None)
    return home


@pytest.fixture
def start(run_program: Callable[..., RunningProgram], tmp_path: Path, qtbot: QtBot, home: Path) -> Callable[..., Owned]:
    model = script(tmp_path / "plain.json", reply="The Pacific.")
    return lambda **settings: Owned(run_program(model, **settings), qtbot)


def tiny(path: Path, seed: int = 0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return tiny_llama(seed=seed).write(path)


def test_a_model_is_dropped_weighed_verified_used_and_removed(
    start: Callable[..., Owned], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tiny(tmp_path / "loud.gguf")
    shown: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown.append(url.toLocalFile()))
    owned = start()
    view = owned.open()
    view.import_requested.emit([str(source)])
    owned.notice("loud is in the library. Use it?")
    model = owned.have("loud")
    assert model.entry.keeping is Keeping.COPIED
    assert view.details.key == model.entry.key
    assert [task.text for task in owned.tasks if task is not None][:1] == ["Importing loud.gguf"]
    assert owned.tasks[-1] is None
    owned.wait(lambda: (found := owned.named("loud")) is not None and found.fit is not None and found.fit.memory)
    owned.wait(lambda: any(choice.path == str(model.entry.path) for choice in owned.choices))

    view.reveal_requested.emit(model.entry.key)
    view.folder_requested.emit()
    assert shown == [str(model.entry.path.parent), str(owned.models)]
    view.verify_requested.emit(model.entry.key)
    owned.notice("loud is what it was, byte for byte.")
    view.import_requested.emit([str(source)])
    owned.notice("loud is in the library already.")

    view.use_requested.emit(model.entry.key)
    owned.wait(lambda: owned.program.program.model.status.path == str(model.entry.path))
    view.remove_requested.emit(model.entry.key)
    assert owned.problems[-1].message == "It is in use. Use another model first, then remove this one."
    owned.program.program.model.choose(str(tmp_path / "plain.json"))
    view.remove_requested.emit(model.entry.key)
    owned.notice("loud is deleted.")
    assert not model.entry.path.exists()
    assert source.exists()
    assert owned.named("loud") is None
    owned.wait(lambda: all(choice.path != str(model.entry.path) for choice in owned.choices))


def test_a_damaged_copy_is_noticed(start: Callable[..., Owned], tmp_path: Path) -> None:
    owned = start()
    owned.views.import_requested.emit([str(tiny(tmp_path / "loud.gguf"))])
    owned.notice("loud is in the library")
    model = owned.have("loud")
    content = bytearray(model.entry.path.read_bytes())
    content[-1] ^= 1
    model.entry.path.chmod(0o600)
    model.entry.path.write_bytes(content)
    owned.views.verify_requested.emit(model.entry.key)
    owned.wait(lambda: owned.problems)
    assert owned.problems[0].title == "loud is not what it should be"
    assert "its content was changed or is damaged" in owned.problems[0].message


def test_folders_of_other_programs_are_used_where_they_are(
    start: Callable[..., Owned], home: Path, tmp_path: Path
) -> None:
    ollama = home / ".ollama" / "models"
    write_ollama(ollama, "library/tiny", seed=1)
    tiny(tmp_path / "shelf" / "one.gguf", 2)
    write_split(tmp_path / "shelf" / "parts", seed=3)
    write_optimum(tmp_path / "shelf" / "graph")
    before = untouched(ollama), untouched(tmp_path / "shelf")
    owned = start()
    view = owned.open()
    owned.wait(lambda: [button.text() for button in view.offers.buttons] == ["Use Ollama"])
    view.offers.buttons[0].click()
    owned.notice(f"{ollama} is used where it is: 1 model.")
    assert owned.have("tiny:latest").entry.keeping is Keeping.REFERENCED
    owned.wait(lambda: not view.offers.buttons)
    owned.wait(lambda: any(choice.name == "tiny:latest" for choice in owned.choices))

    view.import_requested.emit([str(tmp_path / "shelf")])  # a folder full of models is not copied
    owned.notice("is used where it is: 3 models.")
    assert {one.entry.format for one in owned.library.shelf.models} == {"gguf", "onnx"}
    view.remove_requested.emit(owned.have("one").entry.key)
    owned.notice("one is not listed any more. Its files are where they were.")
    assert owned.named("one") is None
    assert view.notice_bar.act()
    owned.have("one")
    view.place_left.emit(str(tmp_path / "shelf"))
    owned.notice("is not used any more. Nothing in it was changed.")
    assert owned.named("graph") is None
    assert (untouched(ollama), untouched(tmp_path / "shelf")) == before
    assert owned.problems == []


def test_what_lies_there_is_listed_at_once_then_looked_at_and_its_checksum_computed(
    start: Callable[..., Owned], data_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny(data_home / "models" / "mine.gguf")
    (data_home / "models" / "torn.gguf").write_bytes(b"GGUF\3\0\0\0")
    owned = start()
    pending = owned.named("mine")
    assert pending is not None
    assert pending.entry.pending
    owned.wait(lambda: any(choice.name == "mine" for choice in owned.choices))
    owned.library._look_first()
    mine = owned.have("mine")
    assert mine.entry.parameters > 0
    owned.wait(lambda: (found := owned.named("mine")) is not None and found.entry.sha256)
    torn = owned.have("torn")
    assert torn.entry.problem
    owned.wait(lambda: all(choice.name != "torn" for choice in owned.choices))
    view = owned.open()
    view.choose(mine.entry.key)
    owned.wait(lambda: (found := owned.named("mine")) is not None and found.fit is not None)
    settings = owned.program.program.preferences.settings
    fit = owned.have("mine").fit
    assert fit is not None
    assert fit.context_length == 256
    assert fit.memory > fit.weights + fit.cache > 0
    assert "tokens a second" in fit.speed
    owned.window.settings_changed.emit(type(settings)(model=settings.model, context_length=512))
    owned.wait(lambda: (found := owned.named("mine")) is not None and found.fit and found.fit.context_length == 512)
    fit = owned.have("mine").fit
    assert fit is not None
    assert "more than the 256 that this model was trained with" in fit.problem


def test_an_import_can_be_cancelled(start: Callable[..., Owned], tmp_path: Path) -> None:
    source = tiny(tmp_path / "loud.gguf")
    owned = start()
    owned.views.import_requested.emit([str(source)] * 3)
    owned.views.progress.cancel.click()
    owned.wait(lambda: owned.tasks and owned.tasks[-1] is None)
    assert owned.problems == []
    assert not [path for path in owned.models.glob("*") if not path.name.startswith(".")]
    owned.views.import_requested.emit([str(source)])
    owned.have("loud")


def test_what_is_no_model_says_so_and_the_next_import_works(start: Callable[..., Owned], tmp_path: Path) -> None:
    (tmp_path / "notes.gguf").write_text("Dear diary")
    owned = start()
    view = owned.open()
    view.import_requested.emit(
        [str(tmp_path / "notes.gguf"), str(tmp_path / "gone.gguf"), str(tiny(tmp_path / "a.gguf"))]
    )
    owned.have("a")
    assert [problem.title for problem in owned.problems] == [
        "notes.gguf was not imported",
        "gone.gguf was not imported",
    ]
    assert view.problem_card.problem == owned.problems[-1]


def test_a_library_that_cannot_be_read_says_so(start: Callable[..., Owned], monkeypatch: pytest.MonkeyPatch) -> None:
    owned = start()

    def broken(*_: object, **__: object) -> object:
        raise OSError("the disk is gone")

    monkeypatch.setattr("models.library.Library.listing", broken)
    view = owned.open()
    owned.wait(lambda: owned.library.shelf.failure)
    assert "A defect of this program stopped it." in view._remark.text()


@pytest.mark.sockets
def test_downloads_need_the_person_to_allow_them(start: Callable[..., Owned], tmp_path: Path) -> None:
    content = tiny(tmp_path / "tiny.gguf").read_bytes()
    with MisbehavingServer(stuck(content, 20_000), honest(content)) as server:
        origin = f"downloaded from {server.url()}"
        owned = start()
        view = owned.open()
        assert "connects to no server" in owned.window.top_bar.offline.accessibleDescription()
        view.download_requested.emit(server.url())
        owned.wait(lambda: owned.problems)
        assert owned.problems[0].title == "tiny.gguf was not downloaded"
        assert "Downloads are off" in owned.problems[0].message

        settings = owned.program.program.preferences.settings
        owned.window.settings_changed.emit(type(settings)(model=settings.model, allow_downloads=True))
        assert "only to download a model" in owned.window.top_bar.offline.accessibleDescription()
        file = SettingsFile(owned.program.folder.settings)
        owned.wait(lambda: file.load().settings.allow_downloads)
        view.download_requested.emit(server.url())
        owned.wait(lambda: server.requests)
        view.progress.cancel.click()
        owned.notice("What has arrived is kept")
        owned.wait(lambda: owned.tasks[-1] is None)
        view.download_requested.emit(server.url())
        owned.notice("tiny is in the library. Use it?")
    assert owned.have("tiny").entry.origin == origin
    assert len(owned.problems) == 1


def test_the_program_ends_while_checksums_are_computed(
    start: Callable[..., Owned], data_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (data_home.parent / "large.gguf").open("wb") as file:
        file.write(tiny_llama().write(data_home.parent / "made.gguf").read_bytes())
        file.truncate(2 << 30)  # sparse: long to read, nothing on the disk
    (data_home / "models").mkdir(parents=True)
    (data_home.parent / "large.gguf").rename(data_home / "models" / "large.gguf")
    steps: list[object] = []
    monkeypatch.setattr(Digests, "_tell", lambda _, step: steps.append(step))
    owned = start()
    owned.library._look_first()
    owned.wait(lambda: steps)
    owned.program.close()
    owned.wait(lambda: all(thread.name != "model-hasher" for thread in threading.enumerate()))
