"""The only place of the program that opens a connection: asks a server for a file.

What of the surroundings is honoured: `https_proxy`, else `all_proxy`, and the names of hosts in `no_proxy` (also in
capitals), where the proxy is an http:// one: it passes the encrypted connection on and sees the server's name alone.
A proxy of another kind is refused rather than gone around. System-wide proxy settings of Windows and macOS are not
read. Certificates are checked against those of the system, or SSL_CERT_FILE and SSL_CERT_DIR. There are no cookies, no
passwords and no files with passwords (.netrc).
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import sys
import threading
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import SplitResult, urlsplit
from urllib.request import getproxies_environment

from models.downloads.address import checked_address, redirected, without_query
from models.downloads.errors import DownloadError, DownloadProblem, PassingFault
from models.ordinary_file import shown_text

SILENCE_SECONDS = 30.0
"""Longest wait for the next byte."""
ANSWER_SECONDS = 60.0
"""Longest wait for the whole head of an answer, however slowly it trickles in."""
MOST_REDIRECTS = 5

_CERTIFICATES = (
    Path("/etc/ssl/certs/ca-certificates.crt"),  # Debian, Arch
    Path("/etc/pki/tls/certs/ca-bundle.crt"),  # Fedora
    Path("/etc/ssl/ca-bundle.pem"),  # openSUSE
)
_REDIRECTS = (301, 302, 303, 307, 308)
_HEADERS = {"Accept": "*/*", "Accept-Encoding": "identity", "Connection": "close", "User-Agent": "homespun"}


class Answer:
    """What a server answered, with the body still to be read."""

    def __init__(self, url: str, response: http.client.HTTPResponse) -> None:
        self.url = url
        self.status = response.status
        self._response = response

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""

    def header(self, name: str) -> str:
        """Empty where there is none. Raises DownloadError for one that is there twice and differs."""
        values = {value.strip() for value in self._response.headers.get_all(name, [])}
        if len(values) > 1:
            raise DownloadError(
                DownloadProblem.MISBEHAVED,
                f"The answer of {self.host} contradicts itself, so it is not used.",
                f"{name}: {shown_text(' | '.join(sorted(values)))}",
            )
        return values.pop() if values else ""

    def read(self, most: int) -> bytes:
        """Some of the next bytes of the body; none at its end. Raises PassingFault."""
        try:
            return self._response.read1(most)
        except (OSError, http.client.HTTPException) as error:
            raise PassingFault(f"The connection to {self.host} was lost ({_words(error)}).") from error


class HttpTransport:
    def __init__(
        self,
        *,
        silence_seconds: float = SILENCE_SECONDS,
        answer_seconds: float = ANSWER_SECONDS,
        context: ssl.SSLContext | None = None,
    ) -> None:
        """`context` is how servers prove who they are; None is the system's way."""
        self._silence_seconds = silence_seconds
        self._answer_seconds = answer_seconds
        self._context = context
        self._connection: http.client.HTTPConnection | None = None
        self._socket: socket.socket | None = None

    @contextmanager
    def get(self, url: str, headers: Mapping[str, str]) -> Generator[Answer]:
        """The answer for `url`, redirects followed, until the block ends. Raises PassingFault or DownloadError; of
        the status nothing is judged here."""
        for _ in range(MOST_REDIRECTS + 1):
            address = checked_address(url)
            connection = self._connection = self._new_connection(address)
            response: http.client.HTTPResponse | None = None
            try:
                response = self._asked(connection, address, _HEADERS | dict(headers))
                answer = Answer(url, response)
                if response.status not in _REDIRECTS:
                    yield answer
                    return
                url = redirected(url, answer.header("Location"))
            finally:
                if response is not None:
                    response.close()
                connection.close()
                self._connection = self._socket = None
        raise DownloadError(
            DownloadProblem.MISBEHAVED,
            f"The server {urlsplit(url).hostname} sent the download on {MOST_REDIRECTS} times and then once more. "
            "Look for another address of the file.",
            without_query(url),
        )

    def hang_up(self) -> None:
        """From another thread: ends the wait for an answer or for more of it. `get` then raises PassingFault, or the
        body ends early."""
        waiting = (self._connection.sock if self._connection else None) or self._socket
        if waiting is not None:
            with contextlib.suppress(OSError):
                # Not SSLSocket's own method, which takes the encryption away under the reader's hands.
                socket.socket.shutdown(waiting, socket.SHUT_RDWR)

    def _new_connection(self, address: SplitResult) -> http.client.HTTPConnection:
        host = address.hostname or ""
        if address.scheme == "http":
            return http.client.HTTPConnection(host, address.port, timeout=self._silence_seconds)
        context = self._context or _system_context()
        proxy = _proxy(host)
        if proxy is None:
            return http.client.HTTPSConnection(host, address.port, timeout=self._silence_seconds, context=context)
        connection = http.client.HTTPSConnection(
            proxy.hostname or "", proxy.port or 80, timeout=self._silence_seconds, context=context
        )
        connection.set_tunnel(host, address.port or 443)
        return connection

    def _asked(
        self, connection: http.client.HTTPConnection, address: SplitResult, headers: Mapping[str, str]
    ) -> http.client.HTTPResponse:
        target = address.path + (f"?{address.query}" if address.query else "")
        patience = threading.Timer(self._answer_seconds, self.hang_up)
        patience.daemon = True
        patience.start()
        try:
            connection.request("GET", target, headers=dict(headers))
            self._socket = connection.sock  # which the connection leaves to its answer
            return connection.getresponse()
        except ssl.SSLCertVerificationError as error:
            raise DownloadError(
                DownloadProblem.UNREACHABLE,
                f"The server could not prove that it is {address.hostname}, so nothing was downloaded from it. "
                "Check the clock of this computer; a filter in the network can be the cause, too.",
                error.verify_message,
            ) from error
        except (http.client.RemoteDisconnected, http.client.IncompleteRead, OSError) as error:
            raise PassingFault(f"{address.hostname} could not be reached ({_words(error)}).") from error
        except (http.client.HTTPException, ValueError) as error:
            raise DownloadError(
                DownloadProblem.MISBEHAVED,
                f"The answer of {address.hostname} is none that a web server should give. "
                "Look for another address of the file.",
                f"{type(error).__name__}: {shown_text(str(error))}",
            ) from error
        finally:
            patience.cancel()


def _system_context() -> ssl.SSLContext:
    """Trusts whom the system trusts. A Python that was built on another system may look for its list in vain."""
    context = ssl.create_default_context()
    places = ssl.get_default_verify_paths()
    if not places.cafile and not places.capath and sys.platform == "linux":
        bundle = next((path for path in _CERTIFICATES if path.is_file()), None)
        if bundle is not None:
            context.load_verify_locations(bundle)
    return context


def _proxy(host: str) -> SplitResult | None:
    """The proxy that leads to `host`. Raises DownloadError for one that cannot be used."""
    named = getproxies_environment()
    text = named.get("https") or named.get("all", "")
    if not text or _is_exempt(host, named.get("no", "")):
        return None
    try:
        proxy = urlsplit(text if "://" in text else f"http://{text}")
        usable = proxy.scheme == "http" and bool(proxy.hostname) and proxy.username is None and proxy.port != 0
    except ValueError:
        usable, proxy = False, urlsplit("")
    if not usable:
        raise DownloadError(
            DownloadProblem.UNREACHABLE,
            "The proxy that https_proxy or all_proxy names cannot be used: it must be an http:// one, without a "
            "password. Change the variable, or clear it to connect directly.",
        )
    return proxy


def _is_exempt(host: str, names: str) -> bool:
    """Whether `names`, separated by commas, hold the host or a domain that it is in; * holds all."""
    exempt = [name.strip().lstrip(".").lower() for name in names.split(",")]
    return "*" in exempt or any(name and f".{host}".endswith(f".{name}") for name in exempt)


def _words(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "it did not answer in time"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error) or type(error).__name__
