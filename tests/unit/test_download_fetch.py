"""Downloads against a server that does what servers do on bad days."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import ssl
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.errors import EngineError, ErrorKind
from models.downloads import disk
from models.downloads import fetch as fetching
from models.downloads.address import wanted_model
from models.downloads.errors import DownloadError, DownloadPaused, DownloadProblem
from models.downloads.fetch import MOST_ATTEMPTS, PAUSES, Fetch
from models.downloads.messages import DownloadProgress, Stage
from models.downloads.transport import MOST_REDIRECTS, HttpTransport
from tests.downloading import Downloading
from tests.gguf_files import tiny_llama
from tests.misbehaving_server import Behaviour, MisbehavingServer, Request, honest, moved, plain, raw, stuck
from tests.unit.odd_disks import fill, small_disk

pytestmark = pytest.mark.sockets


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return tiny_llama().write(tmp_path_factory.mktemp("tiny") / "tiny.gguf").read_bytes()


@pytest.fixture
def downloading(tmp_path: Path) -> Downloading:
    return Downloading(tmp_path / "models")


@pytest.fixture
def serve() -> Iterator[Callable[..., MisbehavingServer]]:
    running: list[MisbehavingServer] = []

    def start(*script: Behaviour, context: ssl.SSLContext | None = None) -> MisbehavingServer:
        running.append(MisbehavingServer(*script, context=context).__enter__())
        return running[-1]

    yield start
    for server in running:
        server.__exit__()


Serve = Callable[..., MisbehavingServer]


def refused(downloading: Downloading, url: str, **options: str) -> DownloadError:
    with pytest.raises(DownloadError) as caught:
        downloading.run(url, **options)
    assert caught.value.message.endswith(".")
    return caught.value


def test_a_file_arrives_whole_and_private(downloading: Downloading, serve: Serve, tiny: bytes) -> None:
    server = serve(honest(tiny))
    (file,) = downloading.run(server.url("/some/tiny.gguf?key=1")).files
    assert downloading.content == tiny
    assert (file.bytes, file.sha256) == (len(tiny), hashlib.sha256(tiny).hexdigest())
    assert [path.name for path in downloading.staging.model.iterdir()] == ["model.gguf"]
    for path in (downloading.staging.folder, *downloading.staging.folder.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
    (request,) = server.requests
    assert request.path == "/some/tiny.gguf?key=1"
    assert request.headers == {
        "host": f"127.0.0.1:{server.port}",
        "accept": "*/*",
        "accept-encoding": "identity",
        "connection": "close",
        "user-agent": "homespun",
    }
    assert downloading.stop.waits == []
    stages = [report.stage for report in downloading.heard]
    assert stages == sorted(stages, key=list(Stage).index)
    received = [report for report in downloading.heard if report.stage is Stage.RECEIVING]
    assert (received[-1].done, received[-1].total, received[-1].share) == (len(tiny), len(tiny), 1.0)


def test_the_right_digest_in_any_case_is_accepted(downloading: Downloading, serve: Serve, tiny: bytes) -> None:
    downloading.run(serve(honest(tiny)).url(), sha256=hashlib.sha256(tiny).hexdigest().upper())


def test_the_wrong_digest_deletes_what_arrived(downloading: Downloading, serve: Serve, tiny: bytes) -> None:
    error = refused(downloading, serve(honest(tiny)).url(), sha256="0" * 64)
    assert error.kind is DownloadProblem.WRONG_DIGEST
    assert hashlib.sha256(tiny).hexdigest() in error.detail
    assert downloading.is_deleted


@pytest.mark.parametrize("resets", [False, True], ids=["ended", "reset"])
def test_a_connection_lost_half_way_is_gone_on_with(
    downloading: Downloading, serve: Serve, tiny: bytes, resets: bool
) -> None:
    server = serve(honest(tiny, most=15_000, resets=resets))
    downloading.run(server.url())
    assert downloading.content == tiny
    first, *others = server.requests
    assert "range" not in first.headers
    assert others
    assert all(request.headers["if-range"] == '"one"' for request in others)
    starts = [request.range_start or 0 for request in server.requests]
    assert starts == sorted(starts)
    if not resets:  # a reset may take bytes with it that were on their way
        assert starts == list(range(0, len(tiny), 15_000))
        assert downloading.stop.waits == [PAUSES[0], PAUSES[1], PAUSES[2]][: len(others)]


def test_enough_progress_makes_the_pauses_short_again(
    downloading: Downloading, serve: Serve, tiny: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "ENOUGH_BYTES", 1000)
    downloading.run(serve(honest(tiny, most=2000)).url())
    assert downloading.content == tiny
    assert set(downloading.stop.waits) == {PAUSES[0]}
    assert len(downloading.stop.waits) > len(PAUSES)


def test_attempts_are_bounded_even_when_each_brings_something(
    downloading: Downloading, serve: Serve, tiny: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "ENOUGH_BYTES", 1)
    server = serve(honest(tiny, most=1))
    error = refused(downloading, server.url())
    assert error.kind is DownloadProblem.UNREACHABLE
    assert len(server.requests) == MOST_ATTEMPTS
    assert downloading.kept == MOST_ATTEMPTS


def test_a_server_that_never_sends_all_is_given_up(downloading: Downloading, serve: Serve, tiny: bytes) -> None:
    server = serve(honest(tiny, most=0))
    error = refused(downloading, server.url())
    assert error.kind is DownloadProblem.UNREACHABLE
    assert downloading.stop.waits == list(PAUSES)
    assert len(server.requests) == len(PAUSES) + 1
    waiting = [report for report in downloading.heard if report.stage is Stage.WAITING]
    assert "tried again in 32 s" in waiting[-1].words


def test_nobody_there_is_given_up(downloading: Downloading, serve: Serve, tiny: bytes) -> None:
    server = serve(honest(tiny))
    url = server.url()
    server.__exit__()
    error = refused(downloading, url)
    assert error.kind is DownloadProblem.UNREACHABLE
    assert "127.0.0.1" in error.message


def test_a_later_run_goes_on_where_the_first_stopped(downloading: Downloading, serve: Serve, tiny: bytes) -> None:
    server = serve(honest(tiny, most=20_000), *[plain(500)] * (len(PAUSES)), honest(tiny))
    assert refused(downloading, server.url()).kind is DownloadProblem.UNREACHABLE
    (left,) = downloading.area.unfinished()
    assert (left.address, left.bytes, left.total, left.started_at) == (server.url(), 20_000, len(tiny), 1000.0)
    server.requests.clear()
    downloading.run(server.url())
    assert downloading.content == tiny
    assert server.requests[0].range_start == 20_000
    assert server.requests[0].headers["if-range"] == '"one"'
    assert Stage.CHECKING in [report.stage for report in downloading.heard]


def test_what_is_not_surely_on_the_disk_is_not_built_on(downloading: Downloading, serve: Serve, tiny: bytes) -> None:
    server = serve(honest(tiny, most=20_000), *[plain(500)] * (len(PAUSES)), honest(tiny))
    refused(downloading, server.url())
    part = downloading.staging.model / "model.gguf.part"
    with part.open("ab") as file:
        file.write(bytes(5000))  # as a power cut leaves a file whose length was written and whose data was not
    server.requests.clear()
    downloading.run(server.url())
    assert downloading.content == tiny
    assert server.requests[0].range_start == 20_000


def test_a_whole_file_needs_no_request(downloading: Downloading, serve: Serve, tiny: bytes) -> None:
    server = serve(honest(tiny))
    downloading.run(server.url())
    part = downloading.staging.record.parts[0]
    for state in ("finished", "not noted", "not renamed"):
        if state != "finished":
            content = json.loads((downloading.staging.folder / "download.json").read_text())
            content["parts"][0]["sha256"] = ""
            (downloading.staging.folder / "download.json").write_text(json.dumps(content))
        if state == "not renamed":
            downloading.staging.path(0).rename(downloading.staging.model / "model.gguf.part")
        assert downloading.run(server.url()).files[0].sha256 == part.sha256, state
    assert len(server.requests) == 1


def test_a_damaged_record_begins_anew(downloading: Downloading, serve: Serve, tiny: bytes) -> None:
    server = serve(honest(tiny, most=20_000), *[plain(500)] * (len(PAUSES)), honest(tiny))
    refused(downloading, server.url())
    for content in (b"", b"{", b"[]", b"[" * 100_000, b'{"format": 2}', b'{"format": 1, "parts": [{"kept": "x"}]}'):
        (downloading.staging.folder / "download.json").write_bytes(content)
        assert downloading.area.unfinished() == []
    server.requests.clear()
    downloading.run(server.url())
    assert downloading.content == tiny
    assert server.requests[0].range_start is None


def test_200_where_206_was_asked_for_begins_anew(downloading: Downloading, serve: Serve, tiny: bytes) -> None:
    server = serve(honest(tiny, most=20_000), plain(200, tiny, ETag='"one"'))
    downloading.run(server.url())
    assert downloading.content == tiny
    assert [request.range_start for request in server.requests] == [None, 20_000]


def test_a_file_that_changed_begins_anew(downloading: Downloading, serve: Serve, tiny: bytes, tmp_path: Path) -> None:
    other = tiny_llama(seed=7).write(tmp_path / "other.gguf").read_bytes()
    server = serve(honest(tiny, most=20_000), honest(other, ETag='"two"', Last_Modified=""))
    downloading.run(server.url())
    assert downloading.content == other != tiny
    assert downloading.staging.record.parts[0].etag == '"two"'


def answer_206(content: bytes, told: str, **headers: str) -> Behaviour:
    return plain(206, content, None, Content_Range=told, **headers)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda rest, size: answer_206(rest, f"bytes 20000-{size - 1}/{size}", ETag='"two"'),
        lambda rest, size: answer_206(rest, f"bytes 19999-{size - 2}/{size}"),
        lambda rest, size: answer_206(rest, f"bytes 20000-{size - 1}/{size + 1}"),
        lambda rest, size: answer_206(rest, f"bytes 20000-{size}/{size}"),
        lambda rest, size: answer_206(rest, f"bytes 20000-{size - 1}/*"),
        lambda rest, size: answer_206(rest, "bytes 20000-19999/0"),
        lambda rest, size: answer_206(rest, "pages 1-2/3"),
        lambda rest, size: answer_206(rest, ""),
        lambda rest, size: plain(206, rest, Content_Type="multipart/byteranges; boundary=x"),
        lambda rest, size: plain(206, rest, length=-1, Content_Range=f"bytes 20000-{size - 1}/{size}"),
        lambda rest, size: plain(206, rest, length=len(rest) + 1, Content_Range=f"bytes 20000-{size - 1}/{size}"),
        lambda rest, size: plain(416, Content_Range=f"bytes */{size}"),
        lambda rest, size: plain(416),
    ],
    ids=[
        *("other ETag", "shifted", "other length", "behind the end", "no length", "backwards", "other unit", "empty"),
        *("multipart", "no Content-Length", "other Content-Length", "416", "bare 416"),
    ],
)
def test_an_answer_that_does_not_fit_begins_anew(
    downloading: Downloading, serve: Serve, tiny: bytes, wrong: Callable[[bytes, int], Behaviour]
) -> None:
    server = serve(honest(tiny, most=20_000), wrong(b"x" * (len(tiny) - 20_000), len(tiny)), honest(tiny))
    downloading.run(server.url())
    assert downloading.content == tiny
    assert [request.range_start for request in server.requests] == [None, 20_000, None]


def test_another_date_tells_another_file_where_there_is_no_etag(
    downloading: Downloading, serve: Serve, tiny: bytes
) -> None:
    before, after = "Wed, 01 Jan 2020 00:00:00 GMT", "Thu, 02 Jan 2020 00:00:00 GMT"
    rest, size = b"x" * (len(tiny) - 20_000), len(tiny)
    server = serve(
        honest(tiny, most=20_000, ETag='W/"weak"', Last_Modified=before),
        answer_206(rest, f"bytes 20000-{size - 1}/{size}", Last_Modified=after),
        honest(tiny),
    )
    downloading.run(server.url())
    assert downloading.content == tiny
    assert server.requests[1].headers["if-range"] == before
    assert server.requests[2].range_start is None


def test_less_of_the_range_than_asked_for_is_taken_and_the_rest_asked_for(
    downloading: Downloading, serve: Serve, tiny: bytes
) -> None:
    some = answer_206(tiny[20_000:25_000], f"bytes 20000-24999/{len(tiny)}")
    server = serve(honest(tiny, most=20_000), some, honest(tiny))
    downloading.run(server.url())
    assert downloading.content == tiny
    assert [request.range_start for request in server.requests] == [None, 20_000, 25_000]


def test_without_anything_to_know_the_file_by_it_begins_anew(
    downloading: Downloading, serve: Serve, tiny: bytes
) -> None:
    server = serve(honest(tiny, most=20_000, ETag='W/"weak"', Last_Modified=""), honest(tiny))
    downloading.run(server.url())
    assert downloading.content == tiny
    assert [request.headers.get("range") for request in server.requests] == [None, None]


@pytest.mark.parametrize("status", [206, 416])
def test_a_range_that_nobody_asked_for_is_refused(
    downloading: Downloading, serve: Serve, tiny: bytes, status: int
) -> None:
    told = f"bytes 0-{len(tiny) - 1}/{len(tiny)}"
    error = refused(downloading, serve(plain(status, tiny, Content_Range=told)).url())
    assert error.kind is DownloadProblem.MISBEHAVED


def test_bytes_behind_the_announced_ones_are_not_taken(downloading: Downloading, serve: Serve, tiny: bytes) -> None:
    downloading.run(serve(plain(200, tiny + b"x" * 1_000_000, length=len(tiny))).url())
    assert downloading.content == tiny


@pytest.mark.parametrize(
    "answer",
    [
        plain(200, b"GGUF" * 100, length=-1),
        plain(200, b"5\r\nGGUFx\r\n0\r\n\r\n", length=-1, Transfer_Encoding="chunked"),
        plain(200, b"GGUF", Transfer_Encoding="chunked"),
        plain(200, b"", length=0),
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n"),
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n"),
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 999999999999999\r\n\r\n"),
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nGGUFxx"),
        plain(200, b"\x1f\x8b" + bytes(100), Content_Encoding="gzip"),
        plain(200, b"GGUF", Content_Encoding="br"),
        plain(200, b"<p>Please log in</p>", Content_Type="text/html; charset=utf-8"),
        plain(204),
        plain(304),
        plain(299, b"GGUF"),
        raw(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n"),
        raw(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n"),
        raw(b"SSH-2.0-OpenSSH_9.6\r\n"),
        moved(""),
    ],
    ids=[
        *("no length", "chunked", "length and chunked", "empty", "negative", "absurd length", "huge", "two lengths"),
        *("gzip", "br", "page", "204", "304", "299", "many headers", "long header", "no HTTP", "moved nowhere"),
    ],
)
def test_an_answer_that_cannot_be_trusted_is_refused_at_once(
    downloading: Downloading, serve: Serve, answer: Behaviour
) -> None:
    server = serve(answer)
    error = refused(downloading, server.url())
    assert error.kind is DownloadProblem.MISBEHAVED, error.message
    assert len(server.requests) <= MOST_REDIRECTS + 1
    assert downloading.stop.waits == []


@pytest.mark.parametrize(
    ("status", "words"),
    [(404, "no such file"), (410, "no such file"), (401, "logged in"), (403, "logged in"), (400, "refused")],
)
def test_a_refusal_is_told_and_not_argued_with(downloading: Downloading, serve: Serve, status: int, words: str) -> None:
    server = serve(plain(status, b"<html>no</html>", Content_Type="text/html"))
    error = refused(downloading, server.url())
    assert error.kind is DownloadProblem.REFUSED
    assert words in error.message
    assert len(server.requests) == 1


def test_a_refusal_keeps_what_has_arrived(downloading: Downloading, serve: Serve, tiny: bytes) -> None:
    refused(downloading, serve(honest(tiny, most=20_000), plain(403)).url())
    assert downloading.kept == 20_000


@pytest.mark.parametrize(("asked", "waited"), [("7", 7.0), ("99999", 120.0), ("soon", PAUSES[0]), ("0", PAUSES[0])])
def test_a_busy_server_is_left_alone_as_long_as_it_asks_within_bounds(
    downloading: Downloading, serve: Serve, tiny: bytes, asked: str, waited: float
) -> None:
    downloading.run(serve(plain(503, Retry_After=asked), plain(429), honest(tiny)).url())
    assert downloading.stop.waits == [waited, PAUSES[1]]


def test_redirects_are_followed_with_the_range(downloading: Downloading, serve: Serve, tiny: bytes) -> None:
    store = serve(honest(tiny, most=20_000), honest(tiny))
    server = serve(moved(store.url("/signed?key=1"), 307))
    downloading.run(server.url())
    assert downloading.content == tiny
    assert [request.range_start for request in store.requests] == [None, 20_000]
    assert len(server.requests) == 2  # a signed address is soon over: each attempt begins at the first one


def test_redirects_in_a_circle_end(downloading: Downloading, serve: Serve) -> None:
    server = serve(moved("/tiny.gguf"))
    assert refused(downloading, server.url()).kind is DownloadProblem.MISBEHAVED
    assert len(server.requests) == MOST_REDIRECTS + 1


@pytest.mark.parametrize("location", ["file:///etc/passwd", "http://example.org/tiny.gguf", "ftp://example.org/x"])
def test_redirects_out_of_the_web_are_not_followed(downloading: Downloading, serve: Serve, location: str) -> None:
    server = serve(moved(location))
    error = refused(downloading, server.url())
    assert error.kind is DownloadProblem.MISBEHAVED
    assert location in error.message
    assert len(server.requests) == 1


def test_a_slow_trickle_is_given_up_and_tried_again(downloading: Downloading, serve: Serve, tiny: bytes) -> None:

    def trickle(request: Request) -> None:
        downloading.clock.step = 30.0
        honest(tiny, most=0)(request)
        for start in range(0, 5000, 500):
            request.send(tiny[start : start + 500])
        request.wait_for_the_other_end()

    def hurry(request: Request) -> None:
        downloading.clock.step = 0.01
        honest(tiny)(request)

    server = serve(trickle, hurry)
    downloading.run(server.url())
    assert downloading.content == tiny
    assert len(server.requests) == 2
    words = [report.words for report in downloading.heard if report.stage is Stage.WAITING]
    assert len(words) == 1
    assert "sends hardly anything" in words[0]


def test_a_silent_server_is_given_up_and_tried_again(downloading: Downloading, serve: Serve, tiny: bytes) -> None:
    downloading.transport = HttpTransport(silence_seconds=0.1)
    downloading.run(serve(stuck(tiny, 20_000), raw(b"", and_waits=True), honest(tiny)).url())
    assert downloading.content == tiny
    assert downloading.stop.waits == [PAUSES[0], PAUSES[1]]


def test_a_head_that_never_ends_is_given_up(downloading: Downloading, serve: Serve, tiny: bytes) -> None:
    downloading.transport = HttpTransport(silence_seconds=10, answer_seconds=0.1)
    server = serve(raw(b"HTTP/1.1 100 Continue\r\n\r\n" * 10, and_waits=True), honest(tiny))
    downloading.run(server.url())
    assert downloading.content == tiny
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<!doctype html><p>Log in</p>", "web page"),
        (b"\x80\x02}q\x00." + bytes(5000), "PyTorch checkpoint"),
        (b"PK\x03\x04" + bytes(5000), "archive"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:00\n", "Git LFS placeholder"),
    ],
)
def test_something_else_is_refused_from_its_first_bytes(
    downloading: Downloading, serve: Serve, content: bytes, words: str
) -> None:
    error = refused(downloading, serve(plain(200, content, length=1 << 32)).url())
    if len(content) < 4096:  # it ended before there was enough to look at
        assert error.kind is DownloadProblem.UNREACHABLE
        error = refused(downloading, serve(plain(200, content)).url())
    assert error.kind is DownloadProblem.NOT_A_MODEL
    assert words in error.message
    assert downloading.is_deleted


def test_a_model_that_cannot_be_used_is_refused_and_deleted(
    downloading: Downloading, serve: Serve, tiny: bytes
) -> None:
    error = refused(downloading, serve(honest(tiny[:-1000])).url())
    assert error.kind is DownloadProblem.NOT_A_MODEL
    assert "ends too early" in error.message
    assert "deleted" in error.message
    assert downloading.is_deleted


def test_a_look_that_fails_for_another_reason_keeps_what_arrived(
    downloading: Downloading, serve: Serve, tiny: bytes
) -> None:
    def fail(path: Path) -> None:
        raise EngineError(ErrorKind.INTERNAL, "It took too long.")

    stage = downloading.area.open(wanted_model(serve(honest(tiny)).url()))
    looking = Fetch(stage, downloading.transport, downloading.stop, downloading.heard.append, inspect=fail)
    with pytest.raises(DownloadError) as caught:
        looking.run()
    assert caught.value.kind is DownloadProblem.ENDED
    assert stage.path(0).read_bytes() == tiny


def test_a_stop_keeps_what_has_arrived(downloading: Downloading, serve: Serve, tiny: bytes) -> None:
    server = serve(honest(tiny, most=20_000), honest(tiny))
    downloading.stop.stopped = True
    with pytest.raises(DownloadPaused):
        downloading.run(server.url())
    assert server.requests == []
    downloading.stop.stopped = False

    def stop_at_the_pause(timeout: float) -> bool:
        return True

    downloading.stop.wait = stop_at_the_pause  # type: ignore[method-assign]  # as one that is set while it waits
    with pytest.raises(DownloadPaused):
        downloading.run(server.url())
    assert downloading.kept == 20_000
    del downloading.stop.wait
    downloading.run(server.url())
    assert downloading.content == tiny


def test_hanging_up_ends_the_wait_for_a_silent_server(downloading: Downloading, serve: Serve, tiny: bytes) -> None:
    def hang_up(report: DownloadProgress) -> None:
        downloading.heard.append(report)
        if report.stage is Stage.RECEIVING and report.done == 20_000:
            downloading.transport.hang_up()

    downloading.clock.step = 1.0  # so that every step is told
    downloading._hear = hang_up  # type: ignore[method-assign]
    downloading.run(serve(stuck(tiny, 20_000), honest(tiny)).url())
    assert downloading.content == tiny
    assert downloading.stop.waits == [PAUSES[0]]


def test_a_disk_without_room_is_told_before_anything_is_written(
    downloading: Downloading, serve: Serve, tiny: bytes
) -> None:
    free = shutil.disk_usage(downloading.area.lock_file.parent).free
    error = refused(downloading, serve(plain(200, b"GGUF", length=free)).url())
    assert error.kind is DownloadProblem.DISK_FULL
    assert "Free some space" in error.message
    assert (downloading.staging.model / "model.gguf.part").stat().st_size == 0


def test_a_disk_that_fills_up_keeps_what_has_arrived(
    tmp_path: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "SPARE_BYTES", 0)
    monkeypatch.setattr(fetching, "SYNC_BYTES", 50_000)
    big = tiny_llama(width=128, feed_forward=256).write(tmp_path / "big.gguf").read_bytes()
    small = tmp_path / "disk"
    with small_disk(small, "1m"):
        downloading = Downloading(small / "models")
        filler = small / "filler"

        def filling(request: Request) -> None:
            honest(big, most=100_000)(request)
            fill(filler)
            request.send(big[100_000:])

        server = serve(filling, honest(big))
        error = refused(downloading, server.url())
        assert error.kind is DownloadProblem.DISK_FULL
        filler.unlink()
        downloading.run(server.url())
        assert downloading.content == big


def test_all_parts_of_a_split_model_arrive(downloading: Downloading, serve: Serve, tiny: bytes) -> None:
    inspected: list[Path] = []
    server = serve(honest(tiny), honest(tiny, most=20_000), honest(tiny))
    wanted = wanted_model(server.url("/big-00001-of-00002.gguf"))
    stage = downloading.area.open(wanted)
    heard: list[DownloadProgress] = []
    arrived = Fetch(
        stage, downloading.transport, downloading.stop, heard.append, clock=downloading.clock, inspect=inspected.append
    ).run()
    assert [file.name for file in arrived.files] == ["big-00001-of-00002.gguf", "big-00002-of-00002.gguf"]
    assert all((stage.model / file.name).read_bytes() == tiny for file in arrived.files)
    assert inspected == [stage.model / "big-00001-of-00002.gguf"]
    paths = [request.path for request in server.requests]
    assert paths == ["/big-00001-of-00002.gguf", "/big-00002-of-00002.gguf", "/big-00002-of-00002.gguf"]
    received = [report for report in heard if report.stage is Stage.RECEIVING]
    assert {(report.part, report.parts) for report in received} == {(1, 2), (2, 2)}
    shares = [report.share for report in received]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_a_file_put_in_the_place_of_a_part_is_not_written_through(
    downloading: Downloading, serve: Serve, tiny: bytes, tmp_path: Path
) -> None:
    server = serve(honest(tiny))
    stage = downloading.area.open(wanted_model(server.url()))
    precious = tmp_path / "precious"
    precious.write_bytes(b"mine")
    (stage.model / "model.gguf.part").symlink_to(precious)
    error = refused(downloading, server.url())
    assert error.kind is DownloadProblem.UNWRITABLE
    assert precious.read_bytes() == b"mine"


@pytest.mark.parametrize("seed", range(40))
def test_no_series_of_mishaps_makes_another_file_of_it(
    downloading: Downloading, serve: Serve, tiny: bytes, seed: int
) -> None:
    chance = random.Random(seed)
    size = len(tiny)

    def mishap() -> Behaviour:
        most = chance.randrange(size)
        first, rest = chance.randrange(size), b"x" * chance.randrange(1, size)
        return chance.choice(
            (
                honest(tiny, most=most),
                honest(tiny, most=most, resets=True),
                honest(tiny, most=most, ETag='W/"weak"'),
                honest(tiny, most=most, ETag="", Last_Modified=""),
                plain(206, rest, ETag='"other"', Content_Range=f"bytes {first}-{size - 1}/{size}"),
                answer_206(rest, f"bytes {first}-{min(first + len(rest), size) - 1}/{size + 1}"),
                plain(416),
                plain(503),
                raw(b""),
                raw(b"HTTP/1.1 200 OK\r\nContent-Le"),
            )
        )

    kinds: set[DownloadProblem] = set()
    server = serve(*(mishap() for _ in range(20)), honest(tiny))
    for _ in range(25):
        try:
            downloading.run(server.url())
        except DownloadError as error:
            kinds.add(error.kind)
            if chance.random() < 0.5:
                downloading.area.discard(downloading.staging.folder.name)
        else:
            break
    assert downloading.content == tiny
    assert kinds <= {DownloadProblem.UNREACHABLE, DownloadProblem.MISBEHAVED}
