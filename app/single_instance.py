"""One window for one data folder: the second start asks the first to come to the front."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

CONNECT_MS = 1000


class InstanceListener(QObject):
    """Hears of second starts on a local socket; no port is opened."""

    raise_requested = Signal()

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        """The caller holds the lock of the data folder, so a socket of this name is a dead program's."""
        super().__init__(parent)
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
            connection.disconnected.connect(connection.deleteLater)
            connection.disconnectFromServer()
            self.raise_requested.emit()


def raise_first_window(name: str) -> bool:
    """Ask the program that listens on `name`. For a process without a window: it waits for up to a second."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    reached = socket.waitForConnected(CONNECT_MS)
    socket.abort()
    return reached
