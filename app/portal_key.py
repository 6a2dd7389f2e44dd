"""A key that a Wayland desktop gives to one program, whatever window has the keyboard: through the desktop's portal.

org.freedesktop.portal.GlobalShortcuts, over the bus of the session. The program wishes for a key; the desktop asks the
person, may give another one, and remembers it.
"""

from __future__ import annotations

import contextlib
import logging
import os
import secrets
import socket
import threading
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.translation import tr
from app.x_keys import KeyUnavailable, parsed

if TYPE_CHECKING:
    from jeepney import Message
    from jeepney.io.blocking import DBusConnection

PORTAL = "org.freedesktop.portal.Desktop"
PORTAL_PATH = "/org/freedesktop/portal/desktop"
SHORTCUTS = "org.freedesktop.portal.GlobalShortcuts"
REQUEST = "org.freedesktop.portal.Request"
SESSION = "org.freedesktop.portal.Session"
REGISTRY = "org.freedesktop.host.portal.Registry"
DESKTOP_FILE = "homespun"
"""Name of the program's entry in the menus, by which the desktop knows it."""
SHORTCUT = "quick-question"

_ANSWER_SECONDS = 20.0
"""For an answer that no person gives."""
_MODIFIERS = {"Ctrl": "CTRL", "Shift": "SHIFT", "Alt": "ALT", "Meta": "LOGO"}
_KEYS = {"Space": "space", "PgUp": "Page_Up", "PgDown": "Page_Down", "Ins": "Insert"}
"""By Qt's names, where the names of xkbcommon are others."""

log = logging.getLogger(__name__)


class PortalKey(QObject):
    """One key, from its making to `close`. What the desktop says comes later, by a signal."""

    pressed = Signal()
    bound = Signal(str)
    """The key that the desktop has given, in its words."""
    refused = Signal(str)
    """Why there is none, for the person; or why there is none any more"""

    def __init__(self, keys: str, parent: QObject | None = None) -> None:
        """`keys` as Qt writes them in any language: "Ctrl+Alt+Space". Raises KeyUnavailable."""
        super().__init__(parent)
        self._trigger = trigger(keys)
        self._socket: socket.socket | None = None
        self._is_closed = False

    def ask(self) -> None:
        """The desktop, without waiting for it. To be called once the signals are connected."""
        threading.Thread(target=self._run, name="portal", daemon=True).start()

    def close(self) -> None:
        """Give the key back: the desktop takes it when the connection ends."""
        self._is_closed = True
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)

    # On a thread of its own, which waits for the desktop

    def _run(self) -> None:
        try:
            self._listen()
        except KeyUnavailable as error:
            self._tell(self.refused, str(error))
        except ConnectionResetError:
            self._tell(self.refused, tr("The desktop has taken the key back."))
        except Exception as error:  # noqa: BLE001 - the bus, the portal and what they send are the desktop's
            log.info("the portal of keys: %s", type(error).__name__)
            self._tell(self.refused, tr("This desktop gives no program a key for everywhere."))

    def _listen(self) -> None:
        from jeepney import MatchRule, message_bus  # late: elsewhere nobody needs it
        from jeepney.io.blocking import Proxy, open_dbus_connection

        with open_dbus_connection() as connection:
            self._socket = connection.sock
            if self._is_closed:
                return
            Proxy(message_bus, connection).AddMatch(MatchRule(type="signal", sender=PORTAL))
            _register(connection)
            session = _created(connection)
            arrived: deque[Message] = deque()
            with connection.filter(MatchRule(type="signal", path=PORTAL_PATH, interface=SHORTCUTS), queue=arrived):
                self._tell_given(_bound(connection, session, self._trigger))
                with connection.filter(MatchRule(type="signal", path=session, interface=SESSION), queue=arrived):
                    while not self._is_closed:
                        self._take(connection.recv_until_filtered(arrived), session)

    def _take(self, message: Message, session: str) -> None:
        member = _member(message)
        if member == "Activated" and tuple(message.body[:2]) == (session, SHORTCUT):
            self._tell(self.pressed)
        elif member == "ShortcutsChanged" and message.body[0] == session:
            self._tell_given(message.body[1])
        elif member == "Closed":
            raise KeyUnavailable(tr("The desktop has taken the key back."))

    def _tell_given(self, shortcuts: Any) -> None:
        given = (what.get("trigger_description", ("s", ""))[1] for name, what in shortcuts if name == SHORTCUT)
        if words := next(given, ""):
            self._tell(self.bound, str(words))
        else:
            self._tell(self.refused, tr("No key is bound to it yet. Choose one in the desktop's own settings."))

    def _tell(self, signal: Any, *values: object) -> None:
        if not self._is_closed:
            with contextlib.suppress(RuntimeError):  # the program may have ended meanwhile
                signal.emit(*values)


def has_session_bus() -> bool:
    """Whether there is a desktop to ask."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    return bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS")) or (runtime is not None and Path(runtime, "bus").exists())


def trigger(keys: str) -> str:
    """As the desktops' common description of shortcuts writes keys: "CTRL+ALT+space". Raises KeyUnavailable."""
    parsed(keys)
    *held, key = keys.split("+")
    return "+".join((*(_MODIFIERS[one] for one in held), _KEYS.get(key, key.lower() if len(key) == 1 else key)))


def _register(connection: DBusConnection) -> None:
    """Newer portals want to know who asks, and find out by themselves only what the desktop has started."""
    with contextlib.suppress(KeyUnavailable):  # older ones have no such method, and ask for no name
        _call(connection, REGISTRY, "Register", "sa{sv}", (DESKTOP_FILE, {}))


def _created(connection: DBusConnection) -> str:
    """The path of a new session."""
    results = _asked(connection, "CreateSession", "a{sv}", (), {"session_handle_token": ("s", _token())})
    return str(results["session_handle"][1])


def _bound(connection: DBusConnection, session: str, wanted: str) -> Any:
    """What the desktop has bound. It may ask the person first, who takes as long as they like."""
    what = {"description": ("s", tr("Quick question")), "preferred_trigger": ("s", wanted)}
    body = (session, [(SHORTCUT, what)], "")
    results = _asked(connection, "BindShortcuts", "oa(sa{sv})sa{sv}", body, {}, seconds=None)
    return results.get("shortcuts", ("", []))[1]


def _asked(
    connection: DBusConnection,
    method: str,
    signature: str,
    body: tuple[object, ...],
    options: Mapping[str, tuple[str, object]],
    seconds: float | None = _ANSWER_SECONDS,
) -> dict[str, Any]:
    """What a method of the portal comes to, which it tells later, at a path that is known before. Raises
    KeyUnavailable."""
    from jeepney import MatchRule

    token = _token()
    sender = str(connection.unique_name).removeprefix(":").replace(".", "_")
    path = f"{PORTAL_PATH}/request/{sender}/{token}"
    with connection.filter(MatchRule(type="signal", path=path, interface=REQUEST)) as answers:
        _call(connection, SHORTCUTS, method, signature, (*body, {**options, "handle_token": ("s", token)}))
        response, results = connection.recv_until_filtered(answers, timeout=seconds).body
    if response != 0:
        raise KeyUnavailable(tr("The desktop was not allowed to give the key."))
    return results


def _call(connection: DBusConnection, interface: str, method: str, signature: str, body: tuple[object, ...]) -> None:
    """Raises KeyUnavailable where the portal refuses."""
    from jeepney import DBusAddress, MessageType, new_method_call

    address = DBusAddress(PORTAL_PATH, PORTAL, interface)
    message = new_method_call(address, method, signature, body)
    reply = connection.send_and_get_reply(message, timeout=_ANSWER_SECONDS)
    if reply.header.message_type is not MessageType.error:
        return
    if _error(reply) == "org.freedesktop.portal.Error.NotAllowed":
        raise KeyUnavailable(tr("The desktop gives keys only to programs that are in its menus. Put Homespun there."))
    raise KeyUnavailable(tr("This desktop gives no program a key for everywhere."))


def _member(message: Message) -> str:
    from jeepney import HeaderFields

    return str(message.header.fields.get(HeaderFields.member, ""))


def _error(message: Message) -> str:
    from jeepney import HeaderFields

    return str(message.header.fields.get(HeaderFields.error_name, ""))


def _token() -> str:
    return f"homespun_{secrets.token_hex(8)}"
