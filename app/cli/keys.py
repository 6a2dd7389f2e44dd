"""The key to what is encrypted, for a command: asked for once, where it is needed, and never an argument."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.output import say
from app.paths import DataFolder
from app.safe import keychain
from app.safe.key_file import KeyFile, KeyFileDamaged, Phase, WrongPassphrase, read_key_file
from engine.errors import EngineError, ErrorKind
from models.encryption.core_files import write_none
from models.encryption.files import files_of
from models.encryption.keys import DataKey, read_key

if TYPE_CHECKING:
    from models.adapters.library import AdapterLibrary

FILE_VARIABLE = "HOMESPUN_PASSPHRASE_FILE"
"""The environment variable that names a file with the passphrase in its first line."""
ATTEMPTS = 3
"""At a terminal."""


def key_of(options: argparse.Namespace) -> DataKey | None:
    """None where nothing is encrypted. Raises EngineError."""
    if not hasattr(options, "data_key"):
        options.data_key = _told(options) or _unlocked(options)
    return options.data_key


def shelf_of(options: argparse.Namespace) -> AdapterLibrary:
    """The person's adapters. Raises EngineError."""
    from app.looking import ChildImporter  # late: who only reads conversations does without numpy
    from models.adapters.library import AdapterLibrary

    folder = DataFolder.resolve(options.data_dir)
    return AdapterLibrary(folder.adapters, importer=ChildImporter(), files=files_of(key_of(options)))


def key_file_of(options: argparse.Namespace) -> KeyFile | None:
    """Raises EngineError."""
    try:
        return read_key_file(DataFolder.resolve(options.data_dir))
    except KeyFileDamaged as error:
        raise EngineError(ErrorKind.UNSUPPORTED, error.message, error.detail) from error


def unlocked(options: argparse.Namespace, file: KeyFile) -> DataKey:
    """By the keychain, by a file with the passphrase, or by whoever is at the terminal. Raises EngineError."""
    write_none()
    if file.keychain and not _passphrase_file(options):
        try:
            if (key := keychain.find(file.id)) is not None:
                return key
        except keychain.NoKeychain as error:
            say(error.message)
    return _asked(options, file.unlock)


def passphrase(options: argparse.Namespace, prompt: str = "Passphrase: ") -> str:
    """Of the file that is named, else typed without being shown. Raises EngineError where there is nobody to ask."""
    if path := _passphrase_file(options):
        return first_line(path)
    if not _is_somebody_there():
        raise EngineError(
            ErrorKind.UNSUPPORTED,
            "Your data is encrypted. Name a file that holds the passphrase: --passphrase-file FILE, or - for standard "
            f"input, or the variable {FILE_VARIABLE}.",
        )
    try:
        return getpass.getpass(prompt, sys.stderr)
    except EOFError:
        raise KeyboardInterrupt from None


def first_line(path: str) -> str:
    """Of a file, or of standard input where it is “-”. Raises EngineError."""
    try:
        text = sys.stdin.readline() if path == "-" else Path(path).expanduser().read_text("utf-8").partition("\n")[0]
    except (OSError, UnicodeError) as error:
        raise EngineError(ErrorKind.UNSUPPORTED, f"The passphrase cannot be read from {path}.", str(error)) from error
    return text.rstrip("\r\n")


def _told(options: argparse.Namespace) -> DataKey | None:
    """By the window, whose child this command is."""
    if not getattr(options, "encrypted", False):
        return None
    try:
        return read_key(sys.stdin.fileno())
    except (OSError, ValueError) as error:
        raise EngineError(ErrorKind.INTERNAL, "The key was not told on standard input.", str(error)) from error


def _unlocked(options: argparse.Namespace) -> DataKey | None:
    file = key_file_of(options)
    if file is None:
        return None
    if file.phase is not Phase.ON:
        command = "on" if file.phase is Phase.ENCRYPTING else "off"
        raise EngineError(
            ErrorKind.UNSUPPORTED,
            f"Your data was not encrypted or decrypted to the end. Open the window, or run “homespun encryption "
            f"{command}”: it goes on where it was.",
        )
    return unlocked(options, file)


def _asked(options: argparse.Namespace, unlock: Callable[[str], DataKey]) -> DataKey:
    for attempt in range(ATTEMPTS):
        typed = passphrase(options)
        try:
            return unlock(typed)
        except WrongPassphrase:
            if _passphrase_file(options) or attempt + 1 == ATTEMPTS:
                break
            say("That is not the passphrase. Try again.")
    raise EngineError(
        ErrorKind.UNSUPPORTED,
        "That is not the passphrase. If you have lost it, “homespun encryption change --recovery” sets a new one with "
        "your recovery key.",
    )


def _passphrase_file(options: argparse.Namespace) -> str:
    return getattr(options, "passphrase_file", None) or os.environ.get(FILE_VARIABLE, "")


def _is_somebody_there() -> bool:
    """A terminal that can be asked, even where standard input is something else."""
    if sys.stdin is not None and sys.stdin.isatty():
        return True
    if os.name != "posix":
        return False
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return False
    return True
