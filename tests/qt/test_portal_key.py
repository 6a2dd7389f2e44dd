"""A key that the portal of a desktop gives, on a bus of the test's own with a portal that is only a few methods."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.global_key import GlobalKey, key_means
from app.portal_key import PORTAL, PORTAL_PATH, REQUEST, SESSION, SHORTCUT, SHORTCUTS, trigger
from app.state import KeyMeans
from app.x_keys import KeyUnavailable

jeepney = pytest.importorskip("jeepney")
blocking = pytest.importorskip("jeepney.io.blocking")

pytestmark = pytest.mark.sockets  # the system's message bus makes one of its own, to the kernel


class Portal(threading.Thread):
    """Gives each session the key that it wishes for, or what `gives` says. Answers a request before its method, as a
    portal may."""

    def __init__(self, address: str, gives: str | None = None, error: str = "", response: int = 0) -> None:
        super().__init__(daemon=True)
        self._gives, self._error, self._response = gives, error, response
        self._bus = blocking.open_dbus_connection(address)
        blocking.Proxy(jeepney.message_bus, self._bus).RequestName(PORTAL)
        self.calls: list[tuple[str, Any]] = []
        self.session = ""
        self.start()

    def signal(self, path: str, interface: str, name: str, signature: str, body: tuple[Any, ...]) -> None:
        address = jeepney.DBusAddress(path, interface=interface)
        self._bus.send(jeepney.new_signal(address, name, signature, body))

    def press(self, name: str = SHORTCUT) -> None:
        self.signal(PORTAL_PATH, SHORTCUTS, "Activated", "osta{sv}", (self.session, name, 1, {}))

    def run(self) -> None:
        with contextlib.suppress(ConnectionResetError):  # the bus has ended
            self._serve()
        self._bus.close()

    def _serve(self) -> None:
        fields = jeepney.HeaderFields
        while True:
            call = self._bus.receive()
            if call.header.message_type is not jeepney.MessageType.method_call:
                continue
            method, sender = call.header.fields[fields.member], call.header.fields[fields.sender]
            self.calls.append((method, call.body))
            if self._error and method != "Register":
                self._bus.send(jeepney.new_error(call, self._error))
                continue
            if method == "Register":
                self._bus.send(jeepney.new_error(call, "org.freedesktop.DBus.Error.UnknownMethod"))
                continue
            self._answer(method, call, sender.removeprefix(":").replace(".", "_"))

    def _answer(self, method: str, call: Any, sender: str) -> None:
        path = f"{PORTAL_PATH}/request/{sender}/{call.body[-1]['handle_token'][1]}"
        results: dict[str, Any] = {}
        if method == "CreateSession":
            self.session = f"{PORTAL_PATH}/session/{sender}/{call.body[0]['session_handle_token'][1]}"
            results = {"session_handle": ("s", self.session)}
        elif self._gives != "":
            [(name, wish)] = call.body[1]
            given = self._gives or wish["preferred_trigger"][1]
            results = {"shortcuts": ("a(sa{sv})", [(name, {"trigger_description": ("s", given)})])}
        self.signal(path, REQUEST, "Response", "ua{sv}", (self._response, results))
        self._bus.send(jeepney.new_method_return(call, "o", (path,)))


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a bus that is the session's."""
    daemon = shutil.which("dbus-daemon")
    if daemon is None:
        pytest.skip("dbus is not installed")
    command = [daemon, "--session", "--nofork", "--print-address"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    address = process.stdout.readline().strip()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    monkeypatch.setattr(QGuiApplication, "platformName", staticmethod(lambda: "wayland"))
    yield address
    process.terminate()
    process.wait(20)
    process.stdout.close()


@pytest.fixture
def key(bus: str) -> Iterator[GlobalKey]:
    made = GlobalKey()
    yield made
    made.close()


def test_the_desktop_gives_a_key_and_tells_when_it_is_pressed(bus: str, key: GlobalKey, qtbot: QtBot) -> None:
    portal = Portal(bus)
    assert key_means() is KeyMeans.DESKTOP
    with qtbot.waitSignal(key.bound) as bound:
        key.set_keys("Ctrl+Alt+Space")
    assert bound.args == ["CTRL+ALT+space"]
    methods = [method for method, _ in portal.calls]
    assert methods == ["Register", "CreateSession", "BindShortcuts"]
    assert portal.calls[0][1] == ("homespun", {})
    portal.press("another")
    with qtbot.waitSignal(key.pressed):
        portal.press()
    changed = [(SHORTCUT, {"trigger_description": ("s", "Meta+K")})]
    with qtbot.waitSignal(key.bound, check_params_cb=lambda keys: keys == "Meta+K"):
        portal.signal(PORTAL_PATH, SHORTCUTS, "ShortcutsChanged", "oa(sa{sv})", (portal.session, changed))
    with qtbot.waitSignal(key.refused, check_params_cb=lambda reason: "taken the key back" in reason):
        portal.signal(portal.session, SESSION, "Closed", "", ())
    with qtbot.waitSignal(key.bound, check_params_cb=lambda keys: keys == "CTRL+F9"):
        key.set_keys("Ctrl+F9")
    key.set_keys("")
    with qtbot.assertNotEmitted(key.pressed, wait=50):
        portal.press()


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"gives": ""}, "No key is bound to it yet"),
        ({"response": 1}, "not allowed to give the key"),
        ({"error": "org.freedesktop.portal.Error.NotAllowed"}, "Put Homespun there"),
        ({"error": "org.freedesktop.DBus.Error.UnknownMethod"}, "gives no program a key"),
    ],
)
def test_a_refusal_is_told_in_words(bus: str, key: GlobalKey, qtbot: QtBot, answer: dict[str, Any], words: str) -> None:
    Portal(bus, **answer)
    with qtbot.waitSignal(key.refused, check_params_cb=lambda reason: words in reason):
        key.set_keys("Ctrl+Alt+Space")


def test_a_bus_without_a_portal_and_none_at_all(
    bus: str, key: GlobalKey, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with qtbot.waitSignal(key.refused, check_params_cb=lambda reason: "gives no program a key" in reason):
        key.set_keys("Ctrl+Alt+Space")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
    with qtbot.waitSignal(key.refused, check_params_cb=lambda reason: "gives no program a key" in reason):
        key.set_keys("Ctrl+Alt+Space")
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    assert key_means() is KeyMeans.NONE


def test_keys_as_desktops_write_them() -> None:
    assert trigger("Meta+Shift+K") == "LOGO+SHIFT+k"
    assert [trigger(keys) for keys in ("Ctrl+PgUp", "Alt+F4")] == ["CTRL+Page_Up", "ALT+F4"]
    with pytest.raises(KeyUnavailable, match="Hold Ctrl"):
        trigger("K")
