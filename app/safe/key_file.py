"""The key file: the data key in two boxes, one for the passphrase and one for the recovery key.

It tells nobody anything, but without it everything is lost. So a second copy lies beside the backups.
"""

from __future__ import annotations

import base64
import contextlib
import json
import secrets
import unicodedata
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from app.files import replace_file, set_aside
from app.paths import DataFolder
from app.store.encrypting import is_plain
from app.translation import tr
from app.values import UnusableValue, from_json
from models.encryption.keys import DataKey

SHORTEST = 8
"""Characters of a passphrase."""

_FORMAT = 1
_MOST_BYTES = 1 << 16
_RECOVERY_BYTES = 20
_GROUP = 4
"""Characters of the recovery key that stand together."""


class Phase(StrEnum):
    ON = "on"
    ENCRYPTING = "encrypting"
    """Some files are encrypted and some are not yet."""
    DECRYPTING = "decrypting"


class WrongPassphrase(Exception):
    """The passphrase, or the recovery key, opens nothing."""


class KeyFileDamaged(Exception):
    """There is a key file, and neither it nor its copy can be read."""

    def __init__(self, path: Path, detail: str) -> None:
        self.message = tr(
            "The key file {path} cannot be read, and neither can its copy in the backups. Without it nothing can be "
            "decrypted: bring it back from a backup of your own, or begin anew with the data set aside.",
            path=str(path),
        )
        self.detail = detail
        super().__init__(self.message)


@dataclass(frozen=True)
class Cost:
    """What is spent on a passphrase: at a time, and for every guess of somebody else."""

    passes: int
    memory: int
    """Bytes."""


@dataclass(frozen=True)
class KeyFile:
    """What the key file says. All of it may be read by anybody."""

    id: str
    """Of the data key, by which a keychain knows it."""
    phase: Phase
    salt: str
    cost: Cost
    by_passphrase: str
    by_recovery_key: str
    keychain: bool = False
    """The system's keychain holds the data key too."""
    format: int = field(default=_FORMAT)

    def unlock(self, passphrase: str) -> DataKey:
        """Takes most of a second. Raises WrongPassphrase."""
        return _taken_out(self.by_passphrase, _passphrase_key(passphrase, self.salt, self.cost))

    def recover(self, recovery_key: str) -> DataKey:
        """Raises WrongPassphrase."""
        return _taken_out(self.by_recovery_key, _recovery_box_key(recovery_key))

    def with_passphrase(self, key: DataKey, passphrase: str) -> KeyFile:
        """Opened by another passphrase from now on. Takes most of a second."""
        salt = _fresh_salt()
        return replace(self, salt=salt, by_passphrase=_put_in(key, _passphrase_key(passphrase, salt, self.cost)))

    def in_phase(self, phase: Phase) -> KeyFile:
        return replace(self, phase=phase)


@dataclass(frozen=True)
class NewKey:
    """What turning encryption on begins with."""

    file: KeyFile
    key: DataKey
    recovery_key: str
    """For the person to keep. It is nowhere else."""


def new_key(passphrase: str, cost: Cost | None = None) -> NewKey:
    """Takes most of a second."""
    from models.encryption import boxes  # late, here and below: who encrypts nothing does not load libsodium

    key, salt, cost = DataKey.new(), _fresh_salt(), cost or Cost(boxes.PASSES, boxes.MEMORY)
    recovery_key = _grouped(base64.b32encode(secrets.token_bytes(_RECOVERY_BYTES)).decode("ascii"))
    file = KeyFile(
        id=secrets.token_hex(8),
        phase=Phase.ENCRYPTING,
        salt=salt,
        cost=cost,
        by_passphrase=_put_in(key, _passphrase_key(passphrase, salt, cost)),
        by_recovery_key=_put_in(key, _recovery_box_key(recovery_key)),
    )
    return NewKey(file, key, recovery_key)


def has_key_file(folder: DataFolder) -> bool:
    """Whether there is something for `read_key_file`."""
    return folder.key_file.exists() or folder.key_file_copy.exists()


def read_key_file(folder: DataFolder) -> KeyFile | None:
    """None where nothing is encrypted. Raises KeyFileDamaged."""
    reasons: list[str] = []
    for path in (folder.key_file, folder.key_file_copy):
        try:
            file = _read(path)
        except FileNotFoundError:
            continue
        except (OSError, ValueError, UnusableValue) as error:
            reasons.append(f"{path}: {error}")
            continue
        # A backup that was not encrypted may have taken the place of everything but the copy.
        if path == folder.key_file_copy and file.phase is Phase.ON and not reasons and _is_plain(folder.database):
            return None
        return file
    if reasons:
        raise KeyFileDamaged(folder.key_file, "\n".join(reasons))
    return None


def _is_plain(database: Path) -> bool:
    try:
        return is_plain(database)
    except OSError:
        return False


def write_key_file(folder: DataFolder, file: KeyFile) -> None:
    """Raises OSError; the old one is there still, then."""
    content = json.dumps(asdict(file), indent=1).encode("ascii")
    replace_file(folder.key_file, content)
    folder.key_file_copy.parent.mkdir(mode=0o700, exist_ok=True)
    replace_file(folder.key_file_copy, content)


def delete_key_file(folder: DataFolder, *, keep: bool = False) -> None:
    """When nothing is encrypted any more; `keep` gives it another name instead. Raises OSError."""
    folder.key_file_copy.unlink(missing_ok=True)  # First: a copy alone would count.
    if keep:
        set_aside(folder.key_file, "old")
    folder.key_file.unlink(missing_ok=True)


def _read(path: Path) -> KeyFile:
    with path.open("rb") as source:
        raw = source.read(_MOST_BYTES)
    try:
        content = json.loads(raw)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(content, dict) or content.get("format") != _FORMAT:
        raise ValueError("it is no key file, or one of a newer version")
    from models.encryption import boxes

    file = from_json(KeyFile, content)
    cost = file.cost  # Of a key file from elsewhere: it must not keep the computer busy for hours.
    if not (1 <= cost.passes <= boxes.MOST_PASSES and boxes.LEAST_MEMORY <= cost.memory <= boxes.MOST_MEMORY):
        raise ValueError("it asks for more work than a computer has time for")
    if len(_decoded(file.salt)) != boxes.SALT_BYTES:
        raise ValueError("its salt has another length")
    return file


def _passphrase_key(passphrase: str, salt: str, cost: Cost) -> bytes:
    from models.encryption import boxes

    # The same characters may be typed in several ways.
    typed = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "replace")
    return boxes.passphrase_key(typed, _decoded(salt), cost.passes, cost.memory)


def _recovery_box_key(recovery_key: str) -> bytes:
    """Digits that look like letters are taken as those."""
    from models.encryption import boxes

    typed = "".join(character for character in recovery_key.upper() if character.isalnum())
    return boxes.long_secret_key(typed.translate(str.maketrans("018", "OIB")).encode("utf-8", "replace"))


def _put_in(key: DataKey, box_key: bytes) -> str:
    from models.encryption import boxes

    return base64.b64encode(boxes.put_in(key.secret, box_key)).decode("ascii")


def _taken_out(box: str, box_key: bytes) -> DataKey:
    from models.encryption import boxes

    try:
        return DataKey(boxes.taken_out(_decoded(box), box_key))
    except ValueError as error:
        raise WrongPassphrase from error


def _decoded(text: str) -> bytes:
    with contextlib.suppress(ValueError):
        return base64.b64decode(text, validate=True)
    return b""


def _fresh_salt() -> str:
    from models.encryption import boxes

    return base64.b64encode(boxes.fresh_salt()).decode("ascii")


def _grouped(text: str) -> str:
    return "-".join(text[start : start + _GROUP] for start in range(0, len(text), _GROUP))
