"""What the library keeps about a model in a file of its own, beside the models and never in a folder of others."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import cast

from engine.errors import EngineError, ErrorKind
from models.library.facts import FACTS_VERSION, ModelFacts, facts_from, json_object, typed
from models.library.replacing import replace_file
from models.library.seeing import is_folder

FORMAT = 1
MOST_BYTES = 4 << 20
KEY_LENGTH = 32
"""Hexadecimal digits."""


@dataclass(frozen=True)
class FileStamp:
    """A file as it was at one moment: what changes when it is replaced."""

    path: str
    """Within the library's folder from there, else the whole path."""
    bytes: int
    modified_ns: int
    inode: int
    """0 where the file system has none."""
    changed_ns: int = 0
    """When its permissions or names changed last."""
    sha256: str = ""
    """Of the content; empty until it was computed."""

    def is_same_moment(self, other: FileStamp) -> bool:
        """Whether the content is untouched."""
        return (self.path, self.bytes, self.modified_ns) == (other.path, other.bytes, other.modified_ns)


@dataclass(frozen=True)
class Manifest:
    """What is known about one model."""

    place: str
    """Of what is loaded, written as in a stamp."""
    files: tuple[FileStamp, ...]
    """All that belong to it."""
    facts: ModelFacts | None = None
    problem: tuple[str, str] | None = None
    """Kind and message of the error that the look ended in."""
    copied: tuple[FileStamp, ...] = ()
    """The files that the library itself wrote, as it wrote them."""
    origin: str = ""
    added_at: float = 0.0

    @property
    def sha256(self) -> str:
        return joined_digest(self.hashed)

    @property
    def is_seen(self) -> bool:
        """Whether a look told what it is, or what is wrong with it."""
        return self.facts is not None or self.problem is not None

    @property
    def hashed(self) -> tuple[FileStamp, ...]:
        """The files that decide which numbers come out."""
        named = {Path(name).name for name in self.facts.files} if self.facts else set[str]()
        return tuple(stamp for stamp in self.files if Path(stamp.path).name in named) if named else self.files

    def describes(self, files: Sequence[FileStamp]) -> bool:
        """Whether nothing has changed since; what could not be used may have become so by other permissions, too."""
        return len(files) == len(self.files) and all(
            known.is_same_moment(found) and (self.problem is None or known.changed_ns == found.changed_ns)
            for known, found in zip(self.files, files, strict=True)
        )

    def at(self, files: Sequence[FileStamp]) -> Manifest:
        """The same model after a change of its files: what was told of the changed ones is forgotten."""
        known = {stamp.path: stamp for stamp in self.files}
        kept = tuple(
            known[stamp.path] if stamp.path in known and known[stamp.path].is_same_moment(stamp) else stamp
            for stamp in files
        )
        return replace(self, files=kept, facts=None, problem=None)

    def with_digests(self, digests: dict[str, str]) -> Manifest:
        """`digests` by the paths of the stamps."""
        return replace(
            self,
            files=tuple(replace(stamp, sha256=digests.get(stamp.path, stamp.sha256)) for stamp in self.files),
        )


def stamp(status: os.stat_result, path: str) -> FileStamp:
    return FileStamp(path, status.st_size, status.st_mtime_ns, status.st_ino, status.st_ctime_ns)


def joined_digest(stamps: Iterable[FileStamp]) -> str:
    """The SHA-256 of one file; of several that of what `sha256sum` prints for them in the order of their names. Empty
    where one is missing."""
    named = sorted((Path(stamp.path).name, stamp.sha256) for stamp in stamps)
    if not named or not all(digest for _, digest in named):
        return ""
    if len(named) == 1:
        return named[0][1]
    lines = "".join(f"{digest}  {name}\n" for name, digest in named)
    return hashlib.sha256(lines.encode(errors="surrogateescape" if os.name == "posix" else "surrogatepass")).hexdigest()


class Manifests:
    """The manifests of a library, each in a file that is named for its model's place."""

    def __init__(self, folder: Path, library: Path) -> None:
        """Either may be missing: then nothing is known."""
        self._folder = folder
        self._library = library

    def place(self, path: Path) -> str:
        """How stamps and manifests write a path: the library may be moved as a whole."""
        return str(path.relative_to(self._library)) if path.is_relative_to(self._library) else str(path)

    def path(self, place: str) -> Path:
        """The inverse of `place`."""
        return self._library / place

    def key(self, path: Path) -> str:
        return hashlib.sha256(self.place(path).encode(errors="surrogatepass")).hexdigest()[:KEY_LENGTH]

    def stamps(self, paths: Iterable[Path]) -> tuple[FileStamp, ...]:
        """Of those that are there, links followed."""
        found: list[FileStamp] = []
        for path in paths:
            with suppress(OSError, ValueError):
                status = path.stat()
                found.append(stamp(status, self.place(path)))
        return tuple(found)

    def read(self, path: Path) -> Manifest | None:
        """What is known about the model at `path`; None where nothing is, or what is there is damaged."""
        try:
            with self._file(path).open("rb") as file:
                raw = file.read(MOST_BYTES + 1)
            manifest = _decode(raw) if len(raw) <= MOST_BYTES else None
        except (OSError, ValueError):
            return None
        return manifest if manifest and manifest.place == self.place(path) else None

    def note(self, manifest: Manifest) -> None:
        """Keep what could be found out again; where that is not possible it is not kept."""
        if is_folder(self._library):
            with suppress(OSError):
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                replace_file(self._file(self.path(manifest.place)), _encode(manifest), durable=False)

    def write(self, manifest: Manifest) -> None:
        """Keep what nothing else tells. Raises EngineError."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace_file(self._file(self.path(manifest.place)), _encode(manifest))
        except OSError as error:
            raise EngineError(
                ErrorKind.INTERNAL,
                f"What the library knows about a model could not be written to {self._folder}. "
                "Check that there is room on its disk and that the folder may be written to.",
                str(error),
            ) from error

    def forget(self, path: Path) -> None:
        with suppress(OSError):
            self._file(path).unlink(missing_ok=True)

    def _file(self, path: Path) -> Path:
        return self._folder / f"{self.key(path)}.json"


def _encode(manifest: Manifest) -> bytes:
    facts = manifest.facts
    content: dict[str, object] = {
        "format": FORMAT,
        "facts_version": FACTS_VERSION,
        "place": manifest.place,
        "origin": manifest.origin,
        "added_at": manifest.added_at,
        "sha256": manifest.sha256,
        "files": [asdict(stamp) for stamp in manifest.files],
        "copied": [asdict(stamp) for stamp in manifest.copied],
    }
    if facts is not None:
        content["facts"] = asdict(facts)
    if manifest.problem is not None:
        content["problem"] = {"kind": manifest.problem[0], "message": manifest.problem[1]}
    return (json.dumps(content, indent=1) + "\n").encode()


def _decode(raw: bytes) -> Manifest:
    """Raises ValueError."""
    try:
        content = json_object(json.loads(raw))
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    if typed(content, "format", 0) != FORMAT:
        raise ValueError("this program knows another format of it")
    manifest = Manifest(
        place=typed(content, "place", ""),
        files=_stamps(content, "files"),
        copied=_stamps(content, "copied"),
        origin=typed(content, "origin", ""),
        added_at=typed(content, "added_at", 0.0),
    )
    if typed(content, "facts_version", 0) != FACTS_VERSION:
        return manifest
    facts, problem = content.get("facts"), content.get("problem")
    return replace(
        manifest,
        facts=facts_from(json_object(facts)) if facts is not None else None,
        problem=_problem(json_object(problem)) if problem is not None else None,
    )


def _problem(content: object) -> tuple[str, str]:
    value = json_object(content)
    return str(ErrorKind(typed(value, "kind", ""))), typed(value, "message", "")


def _stamps(content: object, name: str) -> tuple[FileStamp, ...]:
    values = cast(list[object], typed(json_object(content), name, []))
    return tuple(_stamp(json_object(value)) for value in values)


def _stamp(value: object) -> FileStamp:
    content = json_object(value)
    return FileStamp(
        path=typed(content, "path", ""),
        bytes=typed(content, "bytes", 0),
        modified_ns=typed(content, "modified_ns", 0),
        inode=typed(content, "inode", 0),
        changed_ns=typed(content, "changed_ns", 0),
        sha256=typed(content, "sha256", ""),
    )
