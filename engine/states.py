"""Saved KV caches on disk: one for each conversation, model and adapter set, bounded, verified before use.

Only a cache: everything in it can be computed again, so damage means deleting, and no write is forced to the platter.
"""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple, cast

from engine.errors import EngineError
from models.encryption.files import PLAIN, PlainFiles

_log = logging.getLogger(__name__)

_FORMAT = 3
_FREE_SPACE_KEPT = 256 << 20
_NAME_PARTS = 3
"""Of a file: conversation, model, adapter set."""

AdapterSet = tuple[tuple[str, float], ...]
"""(fingerprint of the adapter, scale), sorted: the order of adapters does not change the sum."""

Span = tuple[int, ...]
"""The base tokens that share one position of the KV cache. Static tokenization has one token in each."""


def single_spans(tokens: Iterable[int]) -> tuple[Span, ...]:
    """The static way: each token has a position of its own."""
    return tuple((token,) for token in tokens)


class Position(NamedTuple):
    """What one position of a KV cache was computed from, besides the positions before it. Two that are equal hold the
    same numbers where all before them do."""

    span: Span
    adapters: AdapterSet = ()
    """The adapters that acted there."""


@dataclass(frozen=True)
class ContextKey:
    """What decides over every number of a KV cache besides its positions."""

    model: str
    """Fingerprint of the weights."""
    kv_type: str
    composer: str = ""
    """Fingerprint of what made the embeddings of spans of several tokens; empty where there is no such span."""


@dataclass(frozen=True)
class SavedState:
    """What a file of the cache holds, known without reading the KV values."""

    key: ContextKey
    conversation: str
    adapters: AdapterSet
    """The set in force when it was written: a conversation has one state for each."""
    positions: tuple[Position, ...]
    replies: Mapping[str, tuple[int, ...]]
    """Text of a reply -> the tokens that the model wrote it with."""


class StateCache:
    """The folder of saved states, at most `limit_bytes` large; the states used least recently go first."""

    def __init__(self, folder: Path, limit_bytes: int, files: PlainFiles = PLAIN) -> None:
        """`files` keeps what is in it, encrypted or not."""
        self._folder = folder
        self._limit = limit_bytes
        self._files = files
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for leftover in folder.glob("*.part"):
            leftover.unlink(missing_ok=True)
        for values in folder.glob("*.kv"):
            if not values.with_suffix(".json").exists():
                values.unlink(missing_ok=True)
        for path in folder.glob("*.json"):
            if path.stem.count("-") != _NAME_PARTS - 1:  # of the first format, which knew nothing of adapters
                self._delete(path)

    def find(self, key: ContextKey, conversation: str) -> tuple[SavedState, ...]:
        """The saved states of a conversation, one for each adapter set that wrote it, as far as their descriptions
        can be read. Their KV values are not verified yet."""
        found: list[SavedState] = []
        for path in sorted(self._folder.glob(f"{_name(conversation)}-{_name(repr(key))}-*.json")):
            try:
                described = _describe(self._described(path))
                if path != self._path(described) or (described.key, described.conversation) != (key, conversation):
                    raise ValueError("it is not what its name says")
            except FileNotFoundError:
                continue
            except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
                _log.warning("a saved state is damaged and deleted: %s", error)
                self._delete(path)
                continue
            found.append(described)
        return tuple(found)

    def restore(self, state: SavedState, load: Callable[[Path, int], None]) -> bool:
        """Verify the KV values of `state` and hand their file to `load(path, positions)`.

        False when they are damaged or do not fit; the state is deleted then.
        """
        path = self._path(state)
        values = path.with_suffix(".kv")
        try:
            expected = self._described(path)["digest"]
            with self._files.plain(values) as plain:
                if _digest(state, plain) != expected:
                    raise ValueError("the digest does not match")
                load(plain, len(state.positions))
            path.touch()
        except (OSError, ValueError, KeyError, TypeError, EngineError) as error:
            _log.warning("a saved state cannot be used and is deleted: %s", error)
            self._delete(path)
            return False
        return True

    def store(self, state: SavedState, expected_bytes: int, save: Callable[[Path], int]) -> bool:
        """Have `save(path)` write the KV values of `state`, and keep them. False when there is no room.

        Nothing half-written is ever found by a later `find`.
        """
        if expected_bytes > self._limit or shutil.disk_usage(self._folder).free < expected_bytes + _FREE_SPACE_KEPT:
            return False
        path = self._path(state)
        part = path.with_suffix(".kv.part")
        description = path.with_suffix(".json.part")
        try:
            with self._files.writing(part) as plain:
                save(plain)
                digest = _digest(state, plain)
            content = {
                "format": _FORMAT,
                "model": state.key.model,
                "kv_type": state.key.kv_type,
                "composer": state.key.composer,
                "conversation": state.conversation,
                "adapters": state.adapters,
                "positions": _runs(state.positions),
                "replies": state.replies,
                "digest": digest,
            }
            text = json.dumps(content, separators=(",", ":")).encode("ascii")
            description.write_bytes(self._files.encoded(text))
            self._delete(path)
            part.replace(path.with_suffix(".kv"))
            description.replace(path)
        except (OSError, EngineError) as error:
            _log.warning("a state could not be saved: %s", error)
            part.unlink(missing_ok=True)
            description.unlink(missing_ok=True)
            return False
        self._evict(keep=path)
        return True

    def forget(self, conversation: str) -> None:
        """Delete every state of a conversation, whatever model or adapters it was made with."""
        for path in self._folder.glob(f"{_name(conversation)}-*.json"):
            self._delete(path)

    def _described(self, path: Path) -> dict[str, Any]:
        """Raises OSError or ValueError."""
        return json.loads(self._files.decoded(path.read_bytes()))

    def _evict(self, keep: Path) -> None:
        states = sorted(self._folder.glob("*.json"), key=lambda path: path.stat().st_mtime)
        sizes = {path: path.stat().st_size + path.with_suffix(".kv").stat().st_size for path in states}
        total = sum(sizes.values())
        for path in states:
            if total <= self._limit:
                return
            if path != keep:
                total -= sizes[path]
                self._delete(path)

    def _delete(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        path.with_suffix(".kv").unlink(missing_ok=True)

    def _path(self, state: SavedState) -> Path:
        names = map(_name, (state.conversation, repr(state.key), repr(state.adapters)))
        return self._folder / f"{'-'.join(names)}.json"


def common_beginning(one: Sequence[Position], other: Sequence[Position]) -> int:
    """How many positions the two have in common before they first differ."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _name(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:20]


def _digest(state: SavedState, values: Path) -> str:
    """Over the KV values and the positions that they are claimed to hold: either alone could be swapped."""
    described = json.dumps(
        [
            repr(state.key),
            state.conversation,
            state.adapters,
            _runs(state.positions),
            sorted(state.replies.items()),
        ]
    )
    with values.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
    digest.update(described.encode("ascii"))
    return digest.hexdigest()


def _runs(positions: Sequence[Position]) -> list[tuple[AdapterSet, list[Span]]]:
    """Positions as a file holds them: neighbours on which the same adapters acted tell them once."""
    return [
        (adapters, [position.span for position in run])
        for adapters, run in groupby(positions, key=lambda position: position.adapters)
    ]


def _describe(content: object) -> SavedState:
    fields = cast(dict[str, object], content)
    if fields["format"] != _FORMAT:
        raise ValueError("another format")
    runs = cast(list[tuple[object, list[list[int]]]], fields["positions"])
    replies = cast(dict[str, list[int]], fields["replies"])
    return SavedState(
        key=ContextKey(model=str(fields["model"]), kv_type=str(fields["kv_type"]), composer=str(fields["composer"])),
        conversation=str(fields["conversation"]),
        adapters=_adapter_set(fields["adapters"]),
        positions=tuple(
            Position(tuple(map(int, span)), adapters)
            for adapters, spans in ((_adapter_set(adapters), spans) for adapters, spans in runs)
            for span in spans
        ),
        replies={text: tuple(map(int, tokens)) for text, tokens in replies.items()},
    )


def _adapter_set(content: object) -> AdapterSet:
    return tuple((str(name), float(scale)) for name, scale in cast(list[tuple[str, float]], content))
