"""One window for one data folder: the second start asks the first to come to the front, and hands over its files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

CONNECT_MS = 1000
MOST_BYTES = 1024 * 1024
"""Of the names of files that one start hands over."""
QUICK = b'"quick"'
"""Said in place of the list of files. A program of before this takes it for a start without any."""


class InstanceListener(QObject):
    """Hears of second starts on a local socket; no port is opened."""

    raise_requested = Signal()
    files_opened = Signal(list)
    """Absolute paths, of one second start. Comes after its `raise_requested`, and not at all where it has none."""
    quick_requested = Signal()
    """The quick question is wanted in place of the window."""

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        """The caller holds the lock of the data folder, so a socket of this name is a dead program's."""
        super().__init__(parent)
        self._connections: list[QLocalSocket] = []
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._connected)
        QLocalServer.removeServer(name)
        self._server.listen(name)

    def close(self) -> None:
        self._server.close()

    def _connected(self) -> None:
        while self._server.hasPendingConnections():
            connection = self._server.nextPendingConnection()
            connection.setReadBufferSize(MOST_BYTES)
            connection.disconnected.connect(self._listen)
            self._connections.append(connection)
        self._listen()

    def _listen(self) -> None:
        """To those that have hung up: what they had to say is there."""
        done = [one for one in self._connections if one.state() is QLocalSocket.LocalSocketState.UnconnectedState]
        for connection in done:
            self._connections.remove(connection)
            said = bytes(connection.readAll().data())
            connection.deleteLater()
            if said == QUICK:
                self.quick_requested.emit()
                continue
            self.raise_requested.emit()
            if files := _files(said):
                self.files_opened.emit(files)


def raise_first_window(name: str, files: Sequence[str] = (), *, quick: bool = False) -> bool:
    """Ask the program that listens on `name`, and have it open these absolute paths, or the quick question. For a
    process without a window: it waits for up to some seconds."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(CONNECT_MS):
        return False
    socket.write(QUICK if quick else json.dumps(list(files)).encode("ascii"))
    while socket.bytesToWrite() and socket.waitForBytesWritten(CONNECT_MS):
        pass
    socket.disconnectFromServer()
    return True


def _files(said: bytes) -> list[str]:
    """What is no list of paths is a start of another version, which has none."""
    try:
        content: Any = json.loads(said)
    except ValueError:
        return []
    return [one for one in content if isinstance(one, str)] if isinstance(content, list) else []
