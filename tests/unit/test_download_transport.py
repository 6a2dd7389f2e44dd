"""Protected connections and proxies."""

from __future__ import annotations

import os
import shutil
import ssl
import subprocess
import sys
from pathlib import Path

import pytest

from models.downloads import transport
from models.downloads.errors import DownloadError, DownloadProblem
from models.downloads.transport import HttpTransport
from tests.downloading import Downloading
from tests.gguf_files import tiny_llama
from tests.misbehaving_server import MisbehavingServer, honest, moved, plain, tunnel

pytestmark = pytest.mark.sockets


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 that nobody vouches for, with its key."""
    if shutil.which("openssl") is None:
        pytest.skip("needs the openssl command")
    folder = tmp_path_factory.mktemp("certificate")
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=127.0.0.1"
    files = ("-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem"))
    subprocess.run(
        [*command.split(), "-addext", "subjectAltName=IP:127.0.0.1", *files], check=True, capture_output=True
    )
    return folder


def server_side(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "certificate.pem", certificate / "key.pem")
    return context


@pytest.fixture
def trusting(certificate: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(certificate / "certificate.pem"))


@pytest.fixture
def tiny(tmp_path: Path) -> bytes:
    return tiny_llama().write(tmp_path / "tiny.gguf").read_bytes()


@pytest.fixture
def downloading(tmp_path: Path, trusting: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch) -> Downloading:
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    made = Downloading(tmp_path / "models")
    made.transport = HttpTransport(silence_seconds=10, context=trusting)
    return made


def test_a_server_that_cannot_prove_who_it_is_gets_no_request(
    downloading: Downloading, tiny: bytes, certificate: Path
) -> None:
    downloading.transport = HttpTransport(silence_seconds=10)
    with MisbehavingServer(honest(tiny), context=server_side(certificate)) as server:
        with pytest.raises(DownloadError, match="could not prove") as caught:
            downloading.run(server.url())
        assert caught.value.kind is DownloadProblem.UNREACHABLE
        assert server.requests == []
    assert downloading.stop.waits == []


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have one place for their list")
def test_the_systems_list_is_found_by_a_python_from_elsewhere(
    downloading: Downloading, tiny: bytes, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = ssl.get_default_verify_paths()
    monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: found._replace(cafile=None, capath=None))
    monkeypatch.setattr(transport, "_CERTIFICATES", (certificate / "missing", certificate / "certificate.pem"))
    downloading.transport = HttpTransport(silence_seconds=10)
    with MisbehavingServer(honest(tiny), context=server_side(certificate)) as server:
        downloading.run(server.url())
    assert downloading.content == tiny


def test_a_protected_download_is_gone_on_with(downloading: Downloading, tiny: bytes, certificate: Path) -> None:
    script = (honest(tiny, most=20_000), honest(tiny))
    with MisbehavingServer(*script, context=server_side(certificate)) as server:
        downloading.run(server.url())
        assert [request.range_start for request in server.requests] == [None, 20_000]
    assert downloading.content == tiny


def test_it_is_never_sent_on_to_a_place_without_protection(
    downloading: Downloading, tiny: bytes, certificate: Path
) -> None:
    with MisbehavingServer(honest(tiny)) as unprotected:
        script = moved(unprotected.url())
        with MisbehavingServer(script, context=server_side(certificate)) as server:
            with pytest.raises(DownloadError) as caught:
                downloading.run(server.url())
            assert caught.value.kind is DownloadProblem.MISBEHAVED
            assert len(server.requests) == 1
        assert unprotected.requests == []


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"])
def test_a_proxy_passes_the_protected_connection_on(
    downloading: Downloading, tiny: bytes, certificate: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    with MisbehavingServer(honest(tiny), context=server_side(certificate)) as server:
        with MisbehavingServer(tunnel(server.port)) as proxy:
            monkeypatch.setenv(name, proxy.url(""))
            downloading.run(server.url("/tiny.gguf?key=secret"))
            (request,) = proxy.requests
        assert request.path == f"127.0.0.1:{server.port}"  # and nothing more did the proxy hear
        assert "secret" not in repr(request.headers)
        assert len(server.requests) == 1
    assert downloading.content == tiny


def test_a_proxy_that_refuses_is_not_gone_around(
    downloading: Downloading, tiny: bytes, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with MisbehavingServer(honest(tiny), context=server_side(certificate)) as server:
        with MisbehavingServer(plain(403)) as proxy:
            for address in (proxy.url(""), "socks5://127.0.0.1:1", "http://me:secret@127.0.0.1:1", "http://["):
                monkeypatch.setenv("HTTPS_PROXY", address)
                with pytest.raises(DownloadError) as caught:
                    downloading.run(server.url())
                assert caught.value.kind is DownloadProblem.UNREACHABLE
                assert "secret" not in caught.value.message
        assert server.requests == []


def test_hosts_that_need_no_proxy_are_asked_themselves(
    downloading: Downloading, tiny: bytes, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    with MisbehavingServer(honest(tiny), context=server_side(certificate)) as server:
        for number, names in enumerate(("example.org, 127.0.0.1", "*", ".0.0.1")):
            monkeypatch.setenv("NO_PROXY", names)
            downloading.run(server.url(f"/{number}.gguf"))
            assert len(server.requests) == number + 1
