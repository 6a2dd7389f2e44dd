"""JSON columns: values of records to text and back."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TypeVar

from app.store.records import ConversationSettings, ProfileSettings, ReplyMetadata
from app.values import UnusableValue, from_json

T = TypeVar("T", ReplyMetadata, ConversationSettings, ProfileSettings)

_EMPTY = {kind: kind() for kind in (ReplyMetadata, ConversationSettings, ProfileSettings)}
_NOTHING = {kind: asdict(value) for kind, value in _EMPTY.items()}


def encode(value: ReplyMetadata | ConversationSettings | ProfileSettings) -> str:
    """A JSON object that leaves out what says nothing."""
    return json.dumps(said(value), separators=(",", ":"))


def said(value: ReplyMetadata | ConversationSettings | ProfileSettings) -> dict[str, object]:
    """Its fields, without those that say nothing."""
    if value == _EMPTY[type(value)]:  # as of most messages
        return {}
    nothing = _NOTHING[type(value)]
    return {name: part for name, part in asdict(value).items() if part != nothing[name]}


def decode(kind: type[T], text: str) -> T:
    """What can be understood of `text`; a damaged or foreign value costs the details, never the message."""
    if text == "{}":  # what most messages have
        return kind()
    try:
        return from_json(kind, json.loads(text))
    except (UnusableValue, ValueError, RecursionError):
        return kind()


def clean(text: str) -> str:
    """`text` as valid Unicode: halves of a surrogate pair are joined, a lone one becomes U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
