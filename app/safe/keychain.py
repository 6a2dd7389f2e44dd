"""The system's keychain, which can hold the key so that nobody has to type the passphrase."""

from __future__ import annotations

from typing import Any

from app.translation import tr
from models.encryption.keys import DataKey

_SERVICE = "Homespun"


class NoKeychain(Exception):
    """`message` says why, for the person."""

    def __init__(self, message: str, detail: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.detail = detail


def keep(name: str, key: DataKey) -> None:
    """Under the name of the key file. May wait for the person to unlock the keychain. Raises NoKeychain."""
    keyring = _keyring()
    try:
        keyring.set_password(_SERVICE, name, key.secret.hex())
    except Exception as error:  # the errors of its backends share no base class
        raise _refused(error) from error


def find(name: str) -> DataKey | None:
    """None where the keychain has none of this name. Raises NoKeychain."""
    keyring = _keyring()
    try:
        text = keyring.get_password(_SERVICE, name)
        return DataKey(bytes.fromhex(text)) if text else None
    except Exception as error:  # as above; and what somebody else wrote there
        raise _refused(error) from error


def forget(name: str) -> None:
    """Raises NoKeychain."""
    keyring = _keyring()
    try:
        if keyring.get_password(_SERVICE, name) is not None:
            keyring.delete_password(_SERVICE, name)
    except Exception as error:
        raise _refused(error) from error


def why_none() -> str:
    """Why there is no keychain to use, for the person; empty where there is one."""
    try:
        _keyring()
    except NoKeychain as error:
        return error.message
    return ""


def _keyring() -> Any:
    """Raises NoKeychain."""
    try:
        import keyring  # late: it looks for all the keychains that there are
        from keyring.backends.fail import Keyring as NoBackend
    except ImportError as error:
        raise NoKeychain(
            tr("This installation of Homespun has no part that talks to keychains (the Python package “keyring”)."),
            str(error),
        ) from error
    backend: Any = keyring.get_keyring()
    parts = getattr(backend, "backends", None)
    if isinstance(backend, NoBackend) or parts == []:
        raise NoKeychain(tr("This system offers no keychain that Homespun can use."))
    return keyring


def _refused(error: Exception) -> NoKeychain:
    return NoKeychain(
        tr("The keychain of the system could not be used. It may be locked."), f"{type(error).__name__}: {error}"
    )
