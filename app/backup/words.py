"""What is said of backups to a person."""

from __future__ import annotations

from app.backup.results import Kept, KeptKind, Manifest
from app.translation import day, number, plural, tr


def of_manifest(manifest: Manifest) -> str:
    """When it was made, and what it holds."""
    said = [
        tr(
            "Made on {day} by Homespun {version}: {conversations}, {size}.",
            day=day(manifest.created_at, long=True),
            version=manifest.program,
            conversations=plural("{n} conversation", "{n} conversations", manifest.conversations),
            size=size(manifest.size),
        )
    ]
    if "models" in manifest.parts:
        said.append(tr("The models are in it."))
    if manifest.encrypted:
        said.append(tr("It is encrypted: it opens with the passphrase that was used when it was made."))
    return " ".join(said)


def unencrypted() -> str:
    return tr("It is not encrypted, so what you restore from it will not be, either.")


def of_kept(kept: Kept) -> str:
    return tr("{kind}, kept on {day}, {size}.", kind=kind(kept), day=day(kept.made_at, long=True), size=size(kept.size))


def kind(kept: Kept) -> str:
    match kept.kind:
        case KeptKind.UPDATE:
            return tr("The conversations before an update")
        case KeptKind.REPLACED:
            return tr("What was here before something was restored")


def written(name: str, manifest: Manifest) -> str:
    """The file is there."""
    return tr("“{name}” is written. {what}", name=name, what=of_manifest(manifest))


def size(number_of_bytes: int) -> str:
    if number_of_bytes >= 1_000_000_000:
        return tr("{size} GB", size=number(number_of_bytes / 1e9, 1))
    return tr("{size} MB", size=number(max(number_of_bytes / 1e6, 0.1), 0 if number_of_bytes >= 1e7 else 1))
