"""What the program keeps, where, and what of it is encrypted when encryption is on: all of it, in one table."""

from __future__ import annotations

from dataclasses import dataclass

from app.translation import tr_noop


@dataclass(frozen=True)
class KeptData:
    name: str
    """What it is. This and `note` are marked to be translated by `tr` where they are shown."""
    places: tuple[str, ...]
    """Files and folders below the data folder; empty for what lies elsewhere."""
    is_encrypted: bool
    """While encryption is on."""
    note: str = ""
    """How it is protected, or why it need not be."""


KEPT: tuple[KeptData, ...] = (
    KeptData(
        tr_noop("Conversations, profiles, facts, votes, corrections, drafts, texts of attached files, search index"),
        ("homespun.db", "homespun.db-wal", "homespun.db-shm"),
        True,
        tr_noop("One database, encrypted page by page with AES-256 (SQLCipher), its journal too."),
    ),
    KeptData(
        tr_noop("Automatic backups of the database"),
        ("backups",),
        True,
        tr_noop("Encrypted as the database is. A backup that you write yourself is encrypted where your data is."),
    ),
    KeptData(
        tr_noop("Saved states of conversations"),
        ("states",),
        True,
        tr_noop("Each file with XChaCha20-Poly1305. They are written anew when encryption is turned on."),
    ),
    KeptData(
        tr_noop("Adapters on the shelf, with their descriptions"),
        ("adapters",),
        True,
        tr_noop("Each file with XChaCha20-Poly1305. Opened in memory only, on Linux."),
    ),
    KeptData(
        tr_noop("Trainings: examples, checkpoints, trained adapters, reports"),
        ("personal",),
        True,
        tr_noop("Each file with XChaCha20-Poly1305."),
    ),
    KeptData(
        tr_noop("The key"),
        ("homespun.key", "backups/homespun.key"),
        False,
        tr_noop("Itself in a box that only your passphrase or your recovery key opens (Argon2id)."),
    ),
    KeptData(
        tr_noop("Settings"),
        ("settings.json",),
        False,
        tr_noop("Sizes, switches, the path of the model used last. Nothing that you wrote."),
    ),
    KeptData(
        tr_noop("Models, and encoders"),
        ("models", "encoders"),
        False,
        tr_noop("Files of others. Nothing of yours is in them, unless you bake an adapter of yours into one."),
    ),
    KeptData(
        tr_noop("What was measured of models"),
        ("composers", "homespun.machine.json"),
        False,
        tr_noop("Numbers."),
    ),
    KeptData(
        tr_noop("Logs"),
        ("logs",),
        False,
        tr_noop("Times, counts and kinds of errors; no text of a conversation, but names of files may be in them."),
    ),
    KeptData(
        tr_noop("Files while they are used"),
        (),
        True,
        tr_noop(
            "On Linux in memory, never on a disk. Elsewhere an opened adapter or state lies in a private temporary "
            "folder for a moment. No core files are written. What the system itself moves out of memory to its disk "
            "is the system's to encrypt."
        ),
    ),
    KeptData(
        tr_noop("What you export, print or bake"),
        (),
        False,
        tr_noop("It is written where you say, to be read by others."),
    ),
)
