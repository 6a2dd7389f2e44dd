"""The system's keychain, through the library that knows them all: here with one that lives in memory."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from app.safe import keychain
from models.encryption.keys import DataKey

keyring = pytest.importorskip("keyring")


class InMemory(keyring.backend.KeyringBackend):
    priority = 1.0  # pyright: ignore[reportAssignmentType]  # a property of the class there

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], str] = {}
        self.is_locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.is_locked:
            raise keyring.errors.KeyringLocked("the person closed its question")
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.held[service, username]


@pytest.fixture
def backend() -> Iterator[InMemory]:
    before, backend = keyring.get_keyring(), InMemory()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(before)


def test_it_keeps_a_key_by_its_name_and_forgets_it(backend: InMemory) -> None:
    key = DataKey.new()
    assert keychain.why_none() == ""
    assert keychain.find("one") is None
    keychain.keep("one", key)
    assert keychain.find("one") == key
    assert keychain.find("another") is None
    keychain.forget("one")
    keychain.forget("one")
    assert backend.held == {}


def test_one_that_is_locked_or_holds_something_else_is_told_and_opens_nothing(backend: InMemory) -> None:
    keychain.keep("one", DataKey.new())
    backend.is_locked = True
    with pytest.raises(keychain.NoKeychain, match="locked"):
        keychain.find("one")
    backend.is_locked = False
    backend.held["Homespun", "one"] = "no key at all"
    with pytest.raises(keychain.NoKeychain):
        keychain.find("one")


def test_a_system_without_any_is_told_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    from keyring.backends.fail import Keyring

    before = keyring.get_keyring()
    keyring.set_keyring(Keyring())
    try:
        assert "no keychain" in keychain.why_none()
    finally:
        keyring.set_keyring(before)
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert "“keyring”" in keychain.why_none()
