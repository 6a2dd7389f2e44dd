"""The key to all that a person has written, and how it is passed to a process."""

from __future__ import annotations

import hashlib
import os
import secrets
from dataclasses import dataclass, field

from models.encryption.core_files import write_none

KEY_BYTES = 32


@dataclass(frozen=True)
class DataKey:
    """Made once, at random. A passphrase only opens the box that it lies in."""

    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.secret) != KEY_BYTES:
            raise ValueError(f"a key has {KEY_BYTES} bytes")

    @classmethod
    def new(cls) -> DataKey:
        return cls(secrets.token_bytes(KEY_BYTES))

    @property
    def database(self) -> bytes:
        """For SQLCipher."""
        return self._derived(b"database")

    @property
    def files(self) -> bytes:
        """For everything else."""
        return self._derived(b"files")

    @property
    def line(self) -> bytes:
        """What a child process is told before all else, on its standard input."""
        return self.secret.hex().encode("ascii") + b"\n"

    def _derived(self, purpose: bytes) -> bytes:
        return hashlib.blake2b(purpose, key=self.secret, digest_size=KEY_BYTES, person=b"Homespun").digest()


def read_key(descriptor: int) -> DataKey:
    """The first line of `descriptor`, and not a byte more; this process writes no core files from then on. Raises
    ValueError, or OSError."""
    write_none()
    line = b""
    while len(line) < 2 * KEY_BYTES + 1:
        part = os.read(descriptor, 2 * KEY_BYTES + 1 - len(line))
        if not part:
            break
        line += part
    return DataKey(bytes.fromhex(line.decode("ascii", "replace").strip()))
