"""How much of a conversation a set of adapters must read again."""

from __future__ import annotations

from app.chat.adapter_sets import acting, changed, read_tokens, reread_tokens
from app.store.records import AdapterChoice, MessageState, ReplyMetadata, StoredMessage
from engine.protocol import Role, Usage

LOUD = AdapterChoice("loud", 0.8)
SPOKEN = AdapterChoice("spoken")


def reply(tokens: int, *adapters: AdapterChoice) -> StoredMessage:
    """One after which the conversation is `tokens` long."""
    usage = Usage(tokens - 10, 5, 10, 4096)
    return StoredMessage(1, 1, None, Role.ASSISTANT, "x", metadata=ReplyMetadata(usage=usage, adapters=adapters))


def reread(path: list[StoredMessage], *choices: AdapterChoice) -> int | None:
    return reread_tokens(read_tokens(path), choices, lambda key: key == "spoken")


def test_what_a_set_has_read_is_kept() -> None:
    path = [reply(100), reply(200, LOUD), reply(300)]
    assert reread(path) == 0
    assert reread(path, LOUD) == 100
    assert reread(path, changed([LOUD], "loud", scale=0.7)[0]) == 300


def test_what_does_not_act_is_no_other_set() -> None:
    path = [reply(100)]
    assert acting([LOUD, AdapterChoice("off", active=False), AdapterChoice("zero", 0.0)]) == (LOUD,)
    assert reread(path, AdapterChoice("off", active=False), AdapterChoice("zero", 0.0)) == 0


def test_the_order_of_a_set_does_not_matter() -> None:
    other = AdapterChoice("other")
    assert reread([reply(100, LOUD, other)], other, LOUD) == 0


def test_one_that_waits_for_its_phrase_changes_nothing_before_it() -> None:
    path = [reply(100, LOUD)]
    assert reread(path, LOUD, SPOKEN) == 0
    assert reread(path, SPOKEN) == 100


def test_nothing_is_known_before_the_first_reply_was_counted() -> None:
    failed = StoredMessage(1, 1, None, Role.ASSISTANT, "", MessageState.FAILED)
    assert reread([], LOUD) is None
    assert reread([failed], LOUD) is None
    assert reread([reply(100), failed], LOUD) == 100
