"""Saved KV caches on disk: one for each conversation and context key, bounded, verified before use.

Only a cache: everything in it can be computed again, so damage means deleting, and no write is forced to the platter.
"""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from engine.errors import EngineError

_log = logging.getLogger(__name__)

_FORMAT = 1
_FREE_SPACE_KEPT = 256 << 20

AdapterSet = tuple[tuple[str, float], ...]
"""(fingerprint of the adapter, scale), sorted: the order of adapters does not change the sum."""

Span = tuple[int, ...]
"""The base tokens that share one position of the KV cache. Static tokenization has one token in each."""


@dataclass(frozen=True)
class ContextKey:
    """Everything besides the text that decides what a KV cache holds."""

    model: str
    """Fingerprint of the weights."""
    kv_type: str
    adapters: AdapterSet = ()


@dataclass(frozen=True)
class SavedState:
    """What a file of the cache holds, known without reading the KV values."""

    key: ContextKey
    conversation: str
    spans: tuple[Span, ...]
    replies: Mapping[str, tuple[int, ...]]
    """Text of a reply -> the tokens that the model wrote it with."""


class StateCache:
    """The folder of saved states, at most `limit_bytes` large; the states used least recently go first."""

    def __init__(self, folder: Path, limit_bytes: int) -> None:
        self._folder = folder
        self._limit = limit_bytes
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for leftover in folder.glob("*.part"):
            leftover.unlink(missing_ok=True)
        for values in folder.glob("*.kv"):
            if not values.with_suffix(".json").exists():
                values.unlink(missing_ok=True)

    def find(self, key: ContextKey, conversation: str) -> SavedState | None:
        """The saved state of a conversation, if its description can be read. Its KV values are not verified yet."""
        path = self._path(key, conversation)
        try:
            described = _describe(json.loads(path.read_bytes()))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            _log.warning("a saved state is damaged and deleted: %s", error)
            self._delete(path)
            return None
        if described.key != key or described.conversation != conversation:
            self._delete(path)
            return None
        return described

    def restore(self, state: SavedState, load: Callable[[Path, int], None]) -> bool:
        """Verify the KV values of `state` and hand their file to `load(path, positions)`.

        False when they are damaged or do not fit; the state is deleted then.
        """
        path = self._path(state.key, state.conversation)
        values = path.with_suffix(".kv")
        try:
            expected = json.loads(path.read_bytes())["digest"]
            if _digest(state, values) != expected:
                raise ValueError("the digest does not match")
            load(values, len(state.spans))
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
        path = self._path(state.key, state.conversation)
        part = path.with_suffix(".kv.part")
        description = path.with_suffix(".json.part")
        try:
            save(part)
            content = {
                "format": _FORMAT,
                "model": state.key.model,
                "kv_type": state.key.kv_type,
                "adapters": state.key.adapters,
                "conversation": state.conversation,
                "spans": state.spans,
                "replies": state.replies,
                "digest": _digest(state, part),
            }
            description.write_text(json.dumps(content, separators=(",", ":")), encoding="ascii")
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

    def _path(self, key: ContextKey, conversation: str) -> Path:
        return self._folder / f"{_name(conversation)}-{_name(repr(key))}.json"


def _name(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:20]


def _digest(state: SavedState, values: Path) -> str:
    """Over the KV values and the spans that they are claimed to hold: either alone could be swapped."""
    described = json.dumps([repr(state.key), state.conversation, state.spans, sorted(state.replies.items())])
    with values.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
    digest.update(described.encode("ascii"))
    return digest.hexdigest()


def _describe(content: object) -> SavedState:
    fields = cast(dict[str, object], content)
    if fields["format"] != _FORMAT:
        raise ValueError("another format")
    adapters = cast(list[tuple[str, float]], fields["adapters"])
    spans = cast(list[list[int]], fields["spans"])
    replies = cast(dict[str, list[int]], fields["replies"])
    return SavedState(
        key=ContextKey(
            model=str(fields["model"]),
            kv_type=str(fields["kv_type"]),
            adapters=tuple((str(name), float(scale)) for name, scale in adapters),
        ),
        conversation=str(fields["conversation"]),
        spans=tuple(tuple(map(int, span)) for span in spans),
        replies={text: tuple(map(int, tokens)) for text, tokens in replies.items()},
    )
