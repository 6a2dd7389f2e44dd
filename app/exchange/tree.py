"""Trees of messages from files: whatever order, gaps and circles they have there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.store.portable import PortableMessage


@dataclass(frozen=True)
class Node:
    key: str
    parent: str | None
    message: PortableMessage | None
    """None for one that is passed over: what answers it answers the one above it."""


def grown(nodes: Iterable[Node]) -> tuple[tuple[PortableMessage, ...], dict[str, str | None]]:
    """The messages, parents first and else in the order of `nodes`; and by node the message that stands for it, which
    is itself or the nearest one above it. Of two nodes with one key the first counts. What has no parent in the file,
    and the first of a circle, begins a branch of its own."""
    found: dict[str, Node] = {}
    for node in nodes:
        found.setdefault(node.key, node)
    stands: dict[str, str | None] = {}
    for key in found:
        _climb(key, found, stands)
    waiting: dict[str, list[PortableMessage]] = {}
    done: set[str] = set()
    messages: list[PortableMessage] = []

    def take(message: PortableMessage) -> None:
        together = [message]
        for one in together:  # grows on the way
            messages.append(one)
            done.add(one.key)
            together += waiting.pop(one.key, [])

    late: list[PortableMessage] = []
    for key, node in found.items():
        if node.message is None:
            continue
        parent = stands.get(node.parent) if node.parent is not None else None
        message = replace(node.message, key=key, parent=parent)
        if parent is None or parent in done:
            take(message)
        else:
            waiting.setdefault(parent, []).append(message)
            late.append(message)
    for message in late:
        if message.key not in done and message.parent is not None:
            waiting[message.parent].remove(message)
            take(replace(message, parent=None))
    return tuple(messages), stands


def _climb(key: str, found: dict[str, Node], stands: dict[str, str | None]) -> None:
    passed: list[str] = []
    seen: set[str] = set()
    here: str | None = key
    while True:
        if here is None or here not in found or here in seen:
            end = None
            break
        if here in stands:
            end = stands[here]
            break
        if found[here].message is not None:
            end = stands[here] = here
            break
        seen.add(here)
        passed.append(here)
        here = found[here].parent
    for one in passed:
        stands[one] = end
