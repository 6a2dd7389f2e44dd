"""The format of an encrypted file: a mark, then chunks, each authenticated with its place, and the last as the last.

It is libsodium's secretstream (https://doc.libsodium.org/secret-key_cryptography/secretstream), XChaCha20 with
Poly1305: what was changed, left out, moved or cut off is refused. Both ways take one chunk after another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from nacl import bindings
from nacl.exceptions import CryptoError

from models.encryption.unreadable import Unreadable

MARK = b"Homespun encrypted file 1\n"
CHUNK = 1 << 18
"""Bytes. What is read and written between two of them stays in a processor's cache."""

_MORE = bindings.crypto_secretstream_xchacha20poly1305_ABYTES
"""Bytes that a chunk grows by."""
_HEADER = bindings.crypto_secretstream_xchacha20poly1305_HEADERBYTES
_LAST = bindings.crypto_secretstream_xchacha20poly1305_TAG_FINAL
_NOT_LAST = bindings.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE

Told = Callable[[int], None]
"""Takes how many bytes have been read more. What it raises ends the work."""


def encrypt(source: BinaryIO, target: BinaryIO, key: bytes, told: Told = lambda _: None) -> None:
    """All that is left of `source`, encrypted into `target`. Raises OSError."""
    state = bindings.crypto_secretstream_xchacha20poly1305_state()
    target.write(MARK)
    target.write(bindings.crypto_secretstream_xchacha20poly1305_init_push(state, key))
    for chunk, is_last in _chunks(source, CHUNK):
        tag = _LAST if is_last else _NOT_LAST
        target.write(bindings.crypto_secretstream_xchacha20poly1305_push(state, chunk, None, tag))
        told(len(chunk))


def decrypt(source: BinaryIO, target: BinaryIO, key: bytes, told: Told = lambda _: None) -> None:
    """What `encrypt` wrote, into `target`. Raises OSError, or Unreadable: nothing of `target` is to be used then."""
    if source.read(len(MARK)) != MARK:
        raise Unreadable("it is not encrypted")
    state = bindings.crypto_secretstream_xchacha20poly1305_state()
    try:
        bindings.crypto_secretstream_xchacha20poly1305_init_pull(state, source.read(_HEADER), key)
        for chunk, is_last in _chunks(source, CHUNK + _MORE):
            content, tag = bindings.crypto_secretstream_xchacha20poly1305_pull(state, chunk)
            if (tag == _LAST) is not is_last:
                raise Unreadable("it was cut off")
            target.write(content)
            told(len(chunk))
    except CryptoError as error:
        raise Unreadable("it is damaged, or was encrypted with another key") from error


def is_encrypted(path: Path) -> bool:
    """By its first bytes. Raises OSError."""
    with path.open("rb") as file:
        return file.read(len(MARK)) == MARK


def plain_size(size: int) -> int:
    """How many bytes an encrypted file of `size` bytes holds; negative where it cannot be one."""
    whole, rest = divmod(size - len(MARK) - _HEADER, CHUNK + _MORE)
    return whole * CHUNK + (rest - _MORE if rest else 0)


def _chunks(source: BinaryIO, size: int) -> Iterator[tuple[bytes, bool]]:
    """Each with whether it is the last; an empty file has one."""
    chunk = source.read(size)
    while True:
        following = source.read(size) if len(chunk) == size else b""
        yield chunk, not following
        if not following:
            return
        chunk = following
