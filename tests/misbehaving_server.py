"""A web server on this computer that answers each request as a test has scripted it: well, badly, or hardly at all."""

from __future__ import annotations

import contextlib
import re
import select
import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from typing import Self

_RANGE = re.compile(r"bytes=(\d+)-")


class Request:
    """One request, and the connection that it came by."""

    def __init__(self, connection: socket.socket, path: str, headers: dict[str, str]) -> None:
        self.path = path
        self.headers = headers
        """Names in lower case."""
        self._connection = connection

    @property
    def range_start(self) -> int | None:
        asked = _RANGE.fullmatch(self.headers.get("range", ""))
        return int(asked[1]) if asked else None

    def head(self, status: int, headers: Mapping[str, object]) -> None:
        lines = [f"HTTP/1.1 {status} Whatever", *(f"{name}: {value}" for name, value in headers.items())]
        self.send("\r\n".join(lines).encode() + b"\r\n\r\n")

    def send(self, content: bytes) -> None:
        """As far as the other side still listens."""
        with contextlib.suppress(OSError):
            self._connection.sendall(content)

    def reset(self) -> None:
        """End the connection as a machine that went down would."""
        self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        self._connection.close()

    def wait_for_the_other_end(self) -> None:
        """Until the client has had enough."""
        with contextlib.suppress(OSError):
            while self._connection.recv(4096):
                pass

    def pass_on(self, port: int) -> None:
        """All bytes, to a server on this computer and back, until one of them ends it."""
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)) as other:
            ways = {self._connection: other, other: self._connection}
            while True:
                for end in select.select(list(ways), [], [])[0]:
                    content = end.recv(65536)
                    if not content:
                        return
                    ways[end].sendall(content)


Behaviour = Callable[[Request], None]


class MisbehavingServer:
    """Use it as a context manager. Requests take their behaviours in order; the last one stays."""

    def __init__(self, *script: Behaviour, context: ssl.SSLContext | None = None) -> None:
        """With a `context` it speaks https."""
        self.script = list(script)
        self.requests: list[Request] = []
        self._context = context
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._start(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            for connection in self._open:
                with contextlib.suppress(OSError):
                    socket.socket.shutdown(connection, socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(10)
            assert not thread.is_alive()

    @property
    def port(self) -> int:
        port: int = self._listener.getsockname()[1]
        return port

    def url(self, path: str = "/tiny.gguf") -> str:
        return f"{'https' if self._context else 'http'}://127.0.0.1:{self.port}{path}"

    def _start(self, work: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                with self._lock:
                    self._open.add(connection)
                self._start(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        spoken = connection
        try:
            if self._context is not None:
                spoken = self._context.wrap_socket(connection, server_side=True)
                with self._lock:
                    self._open.add(spoken)
            request = _read(spoken)
            if request is None:
                return
            with self._lock:
                self.requests.append(request)
                behaviour = self.script.pop(0) if len(self.script) > 1 else self.script[0]
            behaviour(request)
        except OSError:
            pass  # a client that does not trust us, or that went away
        finally:
            with self._lock:
                self._open -= {connection, spoken}
            spoken.close()
            connection.close()


def _read(connection: socket.socket) -> Request | None:
    received = b""
    while b"\r\n\r\n" not in received:
        chunk = connection.recv(4096)
        if not chunk:
            return None
        received += chunk
    first, *lines = received.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return Request(connection, first.split(" ")[1], headers)


def honest(content: bytes, *, most: int | None = None, resets: bool = False, **headers: str) -> Behaviour:
    """What a good server does, ranges included; but the connection ends after `most` bytes of the body. `headers` are
    more than the usual ones, with _ for -."""
    more = {"ETag": '"one"', "Last-Modified": "Wed, 01 Jan 2020 00:00:00 GMT"} | _named(headers)

    def answer(request: Request) -> None:
        start = request.range_start
        if start is not None and request.headers.get("if-range") in (more["ETag"], more["Last-Modified"]):
            if start >= len(content):
                request.head(416, {"Content-Range": f"bytes */{len(content)}", "Content-Length": 0})
                return
            told = f"bytes {start}-{len(content) - 1}/{len(content)}"
            request.head(206, {"Content-Range": told, "Content-Length": len(content) - start} | more)
        else:
            start = 0
            request.head(200, {"Content-Length": len(content)} | more)
        end = len(content) if most is None else start + most
        request.send(content[start:end])
        if resets:
            request.reset()

    return answer


def plain(status: int, body: bytes = b"", length: int | None = None, **headers: str) -> Behaviour:
    """One answer, whatever was asked. A `length` of -1 says none."""

    def answer(request: Request) -> None:
        size = {} if length == -1 else {"Content-Length": len(body) if length is None else length}
        request.head(status, size | _named(headers))
        request.send(body)

    return answer


def moved(location: str, status: int = 302) -> Behaviour:
    return plain(status, Location=location)


def tunnel(port: int) -> Behaviour:
    """A proxy that passes a connection on to a server on this computer."""

    def answer(request: Request) -> None:
        request.send(b"HTTP/1.1 200 Connection established\r\n\r\n")
        request.pass_on(port)

    return answer


def raw(content: bytes, *, and_waits: bool = False) -> Behaviour:
    """Bytes that need not be HTTP."""

    def answer(request: Request) -> None:
        request.send(content)
        if and_waits:
            request.wait_for_the_other_end()

    return answer


def stuck(content: bytes, most: int) -> Behaviour:
    """A good answer that stops after `most` bytes without ending."""

    def answer(request: Request) -> None:
        honest(content, most=most)(request)
        request.wait_for_the_other_end()

    return answer


def _named(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}
