"""`homespun encryption`: turned on and off, and its passphrase changed, while the window is closed."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from app.cli.keys import first_line, key_file_of, passphrase, unlocked
from app.cli.output import StepProgress, say, write_json, write_table
from app.lock import AlreadyRunning
from app.paths import DataFolder
from app.place import hold
from app.safe import keychain
from app.safe.converting import EncryptionError, carry_on, refuse_busy
from app.safe.kept import KEPT
from app.safe.key_file import SHORTEST, KeyFile, Phase, WrongPassphrase, new_key, write_key_file
from engine.errors import EngineError, ErrorKind
from models.encryption.keys import DataKey

_BUSY = "The window of Homespun is open: use its settings for this, or close it first."


def encryption(options: argparse.Namespace) -> int:
    """Raises EngineError, DataFolderError, or KeyboardInterrupt."""
    folder = DataFolder.resolve(options.data_dir)
    if options.action == "status":
        _tell_status(options)
        return 0
    with _held(folder), _explained():
        match options.action:
            case "on":
                _turn_on(options, folder)
            case "off":
                _turn_off(options, folder)
            case _:
                _change(options, folder)
    _tell_status(options)
    return 0


def _turn_on(options: argparse.Namespace, folder: DataFolder) -> None:
    file = key_file_of(options)
    if file is not None and file.phase is Phase.ON:
        raise EngineError(ErrorKind.UNSUPPORTED, "Encryption is on already.")
    if file is not None:
        key = unlocked(options, file)
        file = file.in_phase(Phase.ENCRYPTING)
    else:
        refuse_busy(folder)
        made = new_key(_new_passphrase(options))
        file, key = made.file, made.key
        _give(options, made.recovery_key)
        if options.keychain:
            file = _with_keychain(file, key)
    write_key_file(folder, file)
    _convert(folder, file, key, "Encrypting")


def _turn_off(options: argparse.Namespace, folder: DataFolder) -> None:
    file = _existing(options)
    key = unlocked(options, file)
    file = file.in_phase(Phase.DECRYPTING)
    write_key_file(folder, file)
    _convert(folder, file, key, "Decrypting")
    if file.keychain:
        _without_keychain(file)


def _change(options: argparse.Namespace, folder: DataFolder) -> None:
    file = _existing(options)
    key = _recovered(options, file) if options.recovery or options.recovery_key_file else unlocked(options, file)
    if options.keychain is None or options.new_passphrase_file:
        file = file.with_passphrase(key, _new_passphrase(options))
    if options.keychain:
        file = _with_keychain(file, key)
    elif options.keychain is not None and file.keychain:
        file = _without_keychain(file)
    write_key_file(folder, file)


def _existing(options: argparse.Namespace) -> KeyFile:
    file = key_file_of(options)
    if file is None:
        raise EngineError(ErrorKind.UNSUPPORTED, "Encryption is off. “homespun encryption on” turns it on.")
    return file


def _convert(folder: DataFolder, file: KeyFile, key: DataKey, doing: str) -> None:
    try:
        with StepProgress(doing) as progress:
            carry_on(folder, file, key, progress.show)
    except KeyboardInterrupt:
        say("Stopped. The same command goes on where it was; “on” and “off” may also be exchanged.")
        raise


def _recovered(options: argparse.Namespace, file: KeyFile) -> DataKey:
    source = options.recovery_key_file
    typed = first_line(source) if source else passphrase(argparse.Namespace(), "Recovery key: ")
    try:
        return file.recover(typed)
    except WrongPassphrase as error:
        raise EngineError(ErrorKind.UNSUPPORTED, "That is not the recovery key of this data.") from error


def _new_passphrase(options: argparse.Namespace) -> str:
    """Typed twice, or read from a file. Raises EngineError."""
    if options.new_passphrase_file:
        typed = first_line(options.new_passphrase_file)
    else:
        nowhere = argparse.Namespace(passphrase_file=getattr(options, "passphrase_file", None))
        source = nowhere if options.action == "on" else argparse.Namespace()
        typed = passphrase(source, "New passphrase: ")
        if not source.__dict__.get("passphrase_file") and passphrase(source, "Once more: ") != typed:
            raise EngineError(ErrorKind.UNSUPPORTED, "The two are not alike. Nothing was changed.")
    if len(typed) < SHORTEST:
        raise EngineError(
            ErrorKind.UNSUPPORTED,
            f"A passphrase needs {SHORTEST} characters or more. Four words that have nothing to do with each other are "
            "a good one.",
        )
    return typed


def _give(options: argparse.Namespace, recovery_key: str) -> None:
    """Raises EngineError where it could not be kept: then nothing has been encrypted."""
    path: Path | None = options.recovery_file
    if path is None:
        say(f"Your recovery key, which opens everything if the passphrase is lost:\n\n    {recovery_key}\n")
        say("Write it down and keep it away from this computer. It is not shown again.")
        return
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(f"{recovery_key}\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise EngineError(
            ErrorKind.UNSUPPORTED, f"The recovery key could not be written to {path}. Name a new file.", str(error)
        ) from error


def _with_keychain(file: KeyFile, key: DataKey) -> KeyFile:
    try:
        keychain.keep(file.id, key)
    except keychain.NoKeychain as error:
        raise EngineError(ErrorKind.UNSUPPORTED, error.message, error.detail) from error
    return replace(file, keychain=True)


def _without_keychain(file: KeyFile) -> KeyFile:
    try:
        keychain.forget(file.id)
    except keychain.NoKeychain as error:
        say(error.message)
    return replace(file, keychain=False)


def _tell_status(options: argparse.Namespace) -> None:
    file = key_file_of(options)
    phase = "off" if file is None else str(file.phase)
    if options.json:
        rows = [{"what": one.name, "places": one.places, "encrypted": one.is_encrypted} for one in KEPT]
        write_json({"encryption": phase, "keychain": file is not None and file.keychain, "kept": rows})
        return
    print(_WORDS[phase])
    if file is not None and file.keychain:
        print("The system's keychain opens it too.")
    print()
    head = ("what is kept", "where", "encrypted" if file is not None else "would be encrypted")
    write_table(head, [(one.name, ", ".join(one.places) or "-", "yes" if one.is_encrypted else "no") for one in KEPT])


_WORDS = {
    "off": "Encryption is off. “homespun encryption on” encrypts everything that you wrote.",
    "on": "Encryption is on.",
    "encrypting": "Encryption was interrupted: “homespun encryption on” goes on where it was.",
    "decrypting": "Decryption was interrupted: “homespun encryption off” goes on where it was.",
}


@contextmanager
def _held(folder: DataFolder) -> Iterator[None]:
    """The data folder, for this process alone."""
    try:
        lock, _ = hold(folder)
    except AlreadyRunning as error:
        raise EngineError(ErrorKind.UNSUPPORTED, _BUSY, error.detail) from error
    with lock:
        yield


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except EncryptionError as error:
        raise EngineError(ErrorKind.UNSUPPORTED, error.message, error.detail) from error
    except OSError as error:
        raise EngineError(
            ErrorKind.DISK_FULL, "The key file could not be written. Free some space on its disk.", str(error)
        ) from error
