"""Boxes that one key each opens, and keys that are made of passphrases. The only place that knows how."""

from __future__ import annotations

import hashlib
import secrets

from nacl.exceptions import CryptoError
from nacl.pwhash import argon2id
from nacl.secret import SecretBox

from models.encryption.keys import KEY_BYTES
from models.encryption.unreadable import Unreadable

PASSES, MEMORY = argon2id.OPSLIMIT_MODERATE, argon2id.MEMLIMIT_MODERATE
"""What Argon2id spends on a passphrase: most of a second, and 256 MB."""
MOST_PASSES, LEAST_MEMORY, MOST_MEMORY = 16, argon2id.MEMLIMIT_MIN, 2 << 30
SALT_BYTES = argon2id.SALTBYTES


def passphrase_key(passphrase: bytes, salt: bytes, passes: int, memory: int) -> bytes:
    """`memory` in bytes. Takes as long as it is told to: for the guesses of others, too."""
    return argon2id.kdf(KEY_BYTES, passphrase, salt, opslimit=passes, memlimit=memory)


def long_secret_key(secret: bytes) -> bytes:
    """Of a secret that nobody can guess, so that guesses need not be made dear."""
    return hashlib.blake2b(secret, digest_size=KEY_BYTES, person=b"Recovery key").digest()


def put_in(secret: bytes, key: bytes) -> bytes:
    """A box (XSalsa20-Poly1305) with `secret` in it."""
    return bytes(SecretBox(key).encrypt(secret))


def taken_out(box: bytes, key: bytes) -> bytes:
    """Raises Unreadable where another key opens it."""
    try:
        return SecretBox(key).decrypt(box)
    except (CryptoError, ValueError) as error:
        raise Unreadable("another key opens it") from error


def fresh_salt() -> bytes:
    return secrets.token_bytes(SALT_BYTES)
