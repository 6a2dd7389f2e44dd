"""Downloads as the program does them: a process of their own, the setting, the library, and the command line."""

from __future__ import annotations

import ast
import hashlib
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from app.__main__ import INTERRUPTED, main
from app.downloads import Download, Downloads
from app.launch import download_command, engine_command
from app.paths import DataFolder
from app.settings import Settings, SettingsFile
from engine.errors import EngineError
from models.downloads.address import wanted_model
from models.downloads.errors import DownloadError, DownloadPaused, DownloadProblem
from models.downloads.messages import (
    DownloadOrder,
    DownloadProgress,
    Paused,
    Stage,
    decode_message,
    encode_message,
    encode_order,
)
from models.library import Library, ModelEntry
from models.library.entry import Keeping
from tests.gguf_files import tiny_llama
from tests.misbehaving_server import MisbehavingServer, honest, plain, stuck
from tests.unit.cli_driver import ROOT, terminal

pytestmark = pytest.mark.sockets

CHILDS_ONLY = {"http.client", "ssl"}
"""What a process needs to open a connection to a server, and no other one of ours has."""


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return tiny_llama().write(tmp_path_factory.mktemp("tiny") / "tiny.gguf").read_bytes()


@pytest.fixture
def folder(data_home: Path) -> DataFolder:
    """A data folder where downloads are allowed."""
    made = DataFolder(data_home)
    made.create()
    SettingsFile(made.settings).save(Settings(allow_downloads=True))
    return made


@pytest.fixture
def library(folder: DataFolder) -> Library:
    return Library(folder.models)


@pytest.fixture
def downloads(folder: DataFolder, library: Library) -> Downloads:
    return Downloads(folder, library)


@pytest.fixture
def server(tiny: bytes) -> Iterator[MisbehavingServer]:
    with MisbehavingServer(honest(tiny)) as running:
        yield running


class Running:
    """A download on a thread of its own, as the window runs it."""

    def __init__(self, download: Download) -> None:
        self.download = download
        self.heard: queue.Queue[DownloadProgress] = queue.Queue()
        self.ended: queue.Queue[ModelEntry | Exception] = queue.Queue()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def wait_for(self, done: int) -> None:
        """Until so many bytes have arrived."""
        while True:
            report = self.heard.get(timeout=30)
            if report.stage is Stage.RECEIVING and report.done >= done:
                return

    def end(self) -> ModelEntry | Exception:
        result = self.ended.get(timeout=30)
        self._thread.join(30)
        return result

    def _run(self) -> None:
        try:
            self.ended.put(self.download.run(self.heard.put))
        except (DownloadError, DownloadPaused, EngineError) as error:
            self.ended.put(error)


def children() -> list[psutil.Process]:
    return psutil.Process().children()


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_download_ends_in_the_library_and_can_be_removed_from_it(
    downloads: Downloads, library: Library, folder: DataFolder, server: MisbehavingServer, tiny: bytes
) -> None:
    entry = downloads.begin(server.url("/Tiny.gguf?key=secret")).run(lambda _: None)
    assert (entry.name, entry.keeping, entry.bytes) == ("Tiny", Keeping.COPIED, len(tiny))
    assert entry.sha256 == hashlib.sha256(tiny).hexdigest()
    assert server.url("/Tiny.gguf") in entry.origin
    assert "secret" not in entry.origin
    assert entry.path.read_bytes() == tiny
    assert library.models() == [entry]
    assert downloads.unfinished() == []
    assert [path.name for path in (folder.models / ".downloads").iterdir()] == ["lock"]
    assert children() == []
    assert library.remove("Tiny").deleted
    assert library.models() == []


def test_a_model_that_the_library_has_is_told_and_not_kept_twice(
    downloads: Downloads, library: Library, server: MisbehavingServer
) -> None:
    first = downloads.begin(server.url()).run(lambda _: None)
    assert downloads.begin(server.url("/mirror.gguf")).run(lambda _: None) == first
    assert library.models() == [first]
    assert downloads.unfinished() == []


def test_a_name_is_the_persons(downloads: Downloads, server: MisbehavingServer) -> None:
    assert downloads.begin(server.url(), name="My own").run(lambda _: None).name == "My own"


def test_a_split_model_arrives_in_one_folder(
    downloads: Downloads, library: Library, folder: DataFolder, tmp_path: Path
) -> None:
    first, second = split(tmp_path)
    (folder.models / "big").mkdir()  # the name is taken
    with MisbehavingServer(honest(first), honest(second)) as server:
        entry = downloads.begin(server.url("/big-00001-of-00002.gguf")).run(lambda _: None)
    assert entry.path.name == "big-00001-of-00002.gguf"
    assert entry.bytes == len(first) + len(second)
    assert entry.keeping is Keeping.COPIED
    assert downloads.unfinished() == []
    assert library.remove(entry.key).deleted
    assert not entry.path.parent.exists()


def split(folder: Path) -> tuple[bytes, bytes]:
    """A tiny model in two files."""
    whole = tiny_llama()
    first, second = tiny_llama(), tiny_llama()
    half = len(whole.tensors) // 2
    first.tensors, second.tensors = first.tensors[:half], second.tensors[half:]
    second.metadata = {}
    from models.gguf_format import ValueType

    for number, part in enumerate((first, second)):
        part.set("split.no", ValueType.UINT16, number)
        part.set("split.count", ValueType.UINT16, 2)
        part.set("split.tensors.count", ValueType.INT32, len(whole.tensors))
    return tuple(part.write(folder / "part").read_bytes() for part in (first, second))  # type: ignore[return-value]


def test_nothing_is_asked_while_downloads_are_off(
    folder: DataFolder, downloads: Downloads, server: MisbehavingServer, capsys: pytest.CaptureFixture[str]
) -> None:
    download = downloads.begin(server.url())
    for content in ('{"allow_downloads": false}', "{}", '{"allow_downloads": "yes"}', '{"allow_downloads": 1}'):
        folder.settings.write_text(content)
        with pytest.raises(DownloadError) as caught:
            downloads.begin(server.url())
        assert caught.value.kind is DownloadProblem.OFF
        assert str(folder.settings) in caught.value.message
    with pytest.raises(DownloadError) as caught:  # the child looks for itself
        download.run(lambda _: None)
    assert caught.value.kind is DownloadProblem.OFF
    assert main(["models", "download", server.url(), "--json"]) == 1
    (said,) = lines(capsys)
    assert (said["type"], said["kind"]) == ("failed", "downloads_off")
    assert server.requests == []


def test_a_pause_keeps_what_arrived_for_another_run_of_the_program(
    folder: DataFolder, downloads: Downloads, tiny: bytes
) -> None:
    with MisbehavingServer(stuck(tiny, 20_000), honest(tiny)) as server:
        running = Running(downloads.begin(server.url(), name="Mine"))
        running.wait_for(1)
        running.download.pause()
        running.download.pause()
        assert isinstance(running.end(), DownloadPaused)
        assert children() == []
        later = Downloads(folder, Library(folder.models))
        (left,) = later.unfinished()
        assert (left.address, left.name, left.total) == (server.url(), "Mine", len(tiny))
        assert 0 < left.bytes <= 20_000
        entry = later.begin(left.address, sha256=left.sha256, name=left.name).run(lambda _: None)
        assert entry.path.read_bytes() == tiny
        assert server.requests[1].range_start == left.bytes


def test_a_pause_before_the_start_is_one(downloads: Downloads, server: MisbehavingServer) -> None:
    download = downloads.begin(server.url())
    download.pause()
    with pytest.raises(DownloadPaused):
        download.run(lambda _: None)


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV], ids=["killed", "crashed"])
def test_a_process_killed_half_way_is_told_and_gone_on_with(
    downloads: Downloads, tiny: bytes, number: signal.Signals
) -> None:
    with MisbehavingServer(stuck(tiny, 20_000), honest(tiny)) as server:
        running = Running(downloads.begin(server.url()))
        running.wait_for(1)
        (child,) = children()
        child.send_signal(number)
        error = running.end()
        assert isinstance(error, DownloadError)
        assert error.kind is DownloadProblem.ENDED
        assert "is kept" in error.message
        entry = downloads.begin(server.url()).run(lambda _: None)
        assert entry.path.read_bytes() == tiny


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
def test_a_frozen_process_does_not_hold_a_pause_up(
    downloads: Downloads, tiny: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.downloads.STOP_SECONDS", 0.1)
    with MisbehavingServer(stuck(tiny, 20_000)) as server:
        running = Running(downloads.begin(server.url()))
        running.wait_for(1)
        children()[0].send_signal(signal.SIGSTOP)
        running.download.pause()
        assert isinstance(running.end(), DownloadPaused)
        assert children() == []


def test_the_process_ends_with_the_one_that_started_it(folder: DataFolder, tiny: bytes) -> None:
    command = download_command(folder.path)
    with MisbehavingServer(stuck(tiny, 20_000)) as server:
        child = subprocess.Popen(
            [command.program, *command.arguments],
            env=dict(command.environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        with child:
            assert child.stdin is not None
            assert child.stdout is not None
            child.stdin.write(encode_order(DownloadOrder(server.url())).encode() + b"\n")
            child.stdin.flush()
            while decode_message(child.stdout.readline()) != Paused():
                if not child.stdin.closed and server.requests:
                    child.stdin.close()  # all that it sees of our end
            assert child.wait(30) == 0


def test_one_download_runs_at_a_time(downloads: Downloads, tiny: bytes) -> None:
    with MisbehavingServer(stuck(tiny, 20_000), honest(tiny)) as server:
        running = Running(downloads.begin(server.url()))
        running.wait_for(1)
        other = downloads.begin(server.url("/other.gguf"))
        with pytest.raises(DownloadError) as caught:
            other.run(lambda _: None)
        assert caught.value.kind is DownloadProblem.BUSY
        with pytest.raises(DownloadError) as caught:
            downloads.discard(running.download.wanted.key)
        assert caught.value.kind is DownloadProblem.BUSY
        running.download.pause()
        running.end()
        downloads.discard(running.download.wanted.key)
        assert downloads.unfinished() == []


def test_a_model_that_the_library_cannot_take_is_kept_for_the_next_time(
    folder: DataFolder, server: MisbehavingServer, tiny: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library(folder.models)
    downloads = Downloads(folder, library)

    def refuse(*_: object, **__: object) -> ModelEntry:
        raise EngineError("internal", "No.")  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(library, "adopt", refuse)
        with pytest.raises(EngineError):
            downloads.begin(server.url()).run(lambda _: None)
    assert downloads.begin(server.url()).run(lambda _: None).path.read_bytes() == tiny
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "message", [b"", b"{}", b"[" * 100_000, b'{"type": "DownloadProgress", "stage": "x"}', b"\xff"]
)
def test_nonsense_is_no_message(message: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # whatever it says
        decode_message(message)


def test_messages_come_through() -> None:
    report = DownloadProgress(Stage.WAITING, 1, 2, 3, 4, "wörds")
    assert decode_message(encode_message(report)) == report
    error = decode_message(encode_message(DownloadError(DownloadProblem.BUSY, "Wait.", "pid 7")))
    assert isinstance(error, DownloadError)
    assert (error.kind, error.message, error.detail) == (DownloadProblem.BUSY, "Wait.", "pid 7")


def test_a_process_that_speaks_nonsense_is_told(downloads: Downloads, server: MisbehavingServer) -> None:
    download = downloads.begin(server.url())
    for code in ("print('nonsense')", "import sys; sys.exit('the last words')"):
        download = Download(
            DownloadOrder(server.url()),
            wanted_model(server.url()),
            replace(engine_command(), arguments=("-c", code)),
            lambda *_: pytest.fail("nothing arrived"),
        )
        with pytest.raises(DownloadError) as caught:
            download.run(lambda _: None)
        assert caught.value.kind is DownloadProblem.ENDED
    assert "the last words" in caught.value.detail


def test_an_order_that_makes_no_sense_ends_the_process(folder: DataFolder) -> None:
    command = download_command(folder.path)
    for arguments, order in ((command.arguments, "nonsense\n"), (command.arguments[:-1], "")):
        done = subprocess.run(
            [command.program, *arguments], env=dict(command.environment), input=order, text=True, capture_output=True
        )
        assert done.returncode == 2
        assert done.stderr
        assert "Traceback" not in done.stderr


def test_the_command_line_downloads(
    folder: DataFolder, server: MisbehavingServer, tiny: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    digest = hashlib.sha256(tiny).hexdigest()
    assert main(["models", "download", server.url(), "--sha256", digest, "--name", "Mine", "--json"]) == 0
    (said,) = lines(capsys)
    assert list(said) == ["name", "path", "bytes", "sha256"]
    assert (said["name"], said["bytes"], said["sha256"]) == ("Mine", len(tiny), digest)
    assert main(["models", "download", server.url(), "--sha256", "0" * 64, "--json"]) == 1
    assert lines(capsys)[0]["kind"] == "wrong_sha256"
    assert main(["models", "download", "ftp://example.org/tiny.gguf"]) == 1
    assert "https://" in capsys.readouterr().err


def test_ctrl_c_pauses_and_the_same_command_goes_on(
    folder: DataFolder, tiny: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    with MisbehavingServer(stuck(tiny, 20_000), honest(tiny)) as server:
        with terminal("models", "download", server.url()) as (process, screen):
            screen.wait_for("Downloading tiny from 127.0.0.1")
            process.send_signal(signal.SIGINT)
            screen.wait_for("the same command goes on from there")
            assert process.wait(30) == INTERRUPTED
        assert main(["models", "download", server.url()]) == 0
        assert "“tiny” is in the library" in capsys.readouterr().out


def test_the_command_line_discards(folder: DataFolder, tiny: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    with MisbehavingServer(honest(tiny, most=20_000), plain(403)) as server:
        assert main(["models", "download", server.url(), "--json"]) == 1
        capsys.readouterr()
        assert main(["models", "download", server.url(), "--discard", "--json"]) == 0
        assert lines(capsys) == [{"discarded": True, "bytes": 20_000}]
        assert main(["models", "download", server.url(), "--discard"]) == 0
        assert "nothing to delete" in capsys.readouterr().out


@pytest.mark.skipif(sys.platform != "linux", reason="strace is Linux's")
@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace: apt-get install strace")
def test_of_all_processes_the_one_that_downloads_alone_connects(
    folder: DataFolder, server: MisbehavingServer, tmp_path: Path
) -> None:
    log = tmp_path / "network.log"
    strace = ("strace", "-f", "-qq", "-s", "200", "-e", "trace=execve,socket", "-o", str(log))
    command = (sys.executable, "-m", "app", "models", "download", server.url())
    subprocess.run([*strace, *command], cwd=ROOT, check=True, capture_output=True)
    calls = [line.split(maxsplit=1) for line in log.read_text(errors="replace").splitlines()]
    connecting = {process for process, call in calls if "AF_INET" in call}
    downloading = {process for process, call in calls if "execve(" in call and '"-m", "app", "download"' in call}
    assert len(downloading) == 1
    assert connecting == downloading


def test_who_asks_for_a_download_has_no_means_to_connect() -> None:
    code = (
        "import sys, app.main, app.cli.models, app.cli.download, app.downloads, engine.main, engine.core\n"
        f"print(sorted({CHILDS_ONLY!r} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_one_module_alone_opens_connections() -> None:
    """Qt's local sockets, the pair of sockets that signals wake the window with, and the bus of the desktop lead
    nowhere; and the model that attacks from inside is for tests, where it gets none."""
    allowed = {"models/downloads/transport.py", "app/process_signals.py", "app/portal_key.py"}
    allowed.add("engine/backends/scripted_attack.py")
    means = {"socket", "ssl", "http", "urllib.request", "socketserver", "asyncio", "ftplib", "smtplib", "requests"}
    means |= {"httpx", "urllib3", "aiohttp", "huggingface_hub", "xmlrpc", "PySide6.QtWebSockets"}
    found: set[str] = set()
    for package in ("app", "engine", "models"):
        for path in (ROOT / package).rglob("*.py"):
            for name in _imported(path):
                if any(name == mean or name.startswith(f"{mean}.") for mean in means):
                    found.add(path.relative_to(ROOT).as_posix())
    assert found == allowed


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import():
                yield from (alias.name for alias in node.names)
            case ast.ImportFrom() if node.module:
                yield node.module
                yield from (f"{node.module}.{alias.name}" for alias in node.names)
            case _:
                pass
