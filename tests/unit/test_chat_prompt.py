"""From stored messages to what the engine is asked, and to a title."""

from __future__ import annotations

import pytest

from app.chat.context import countable
from app.chat.prompt import engine_messages, stored_messages_dropped, system_message
from app.draft import Draft
from app.store.records import Conversation, ConversationSettings, Profile, StoredMessage
from app.titles import TITLE_LENGTH, title_of
from engine.protocol import Message, Role


def path(*contents: str) -> list[StoredMessage]:
    """Messages of the person and replies by turns; "you:" begins a message of the person out of turn."""
    messages: list[StoredMessage] = []
    for number, content in enumerate(contents):
        role = Role.ASSISTANT if content.startswith("reply") or not content else Role.USER
        messages.append(StoredMessage(number + 1, 1, number or None, role, content))
    return messages


def test_messages_go_over_as_they_are() -> None:
    assert engine_messages("", path("a", "reply b", "c")) == (
        Message(Role.USER, "a"),
        Message(Role.ASSISTANT, "reply b"),
        Message(Role.USER, "c"),
    )


def test_the_system_message_comes_first() -> None:
    assert engine_messages("Be brief.", path("a"))[0] == Message(Role.SYSTEM, "Be brief.")
    assert engine_messages("  ", path("a"))[0].role is Role.USER


def test_an_empty_reply_leaves_one_turn_of_the_person() -> None:
    assert engine_messages("", path("a", "", "b")) == (Message(Role.USER, "a\n\nb"),)


def test_a_draft_comes_last() -> None:
    assert engine_messages("", path("a", "reply"), Draft("draft"))[-1] == Message(Role.USER, "draft")
    assert engine_messages("", path("a", ""), Draft("draft")) == (Message(Role.USER, "a\n\ndraft"),)
    assert engine_messages("", path("a"), Draft("  ")) == (Message(Role.USER, "a"),)


@pytest.mark.parametrize(("dropped", "stored"), [(0, 0), (1, 3), (2, 4), (3, 5), (9, 5)])
def test_dropped_turns_are_counted_in_stored_messages(dropped: int, stored: int) -> None:
    messages = path("a", "", "b", "reply", "c")
    assert stored_messages_dropped(messages, dropped) == stored


def test_a_conversation_has_its_own_system_message_or_its_profiles() -> None:
    profile = Profile(1, "Me", "of the profile")

    def conversation(own: str | None) -> Conversation:
        return Conversation(1, "key", 1, "", None, ConversationSettings(system_message=own), 0, 0)

    assert system_message(conversation(None), profile) == "of the profile"
    assert system_message(conversation("own"), profile) == "own"
    assert system_message(conversation(""), profile) == ""
    assert system_message(None, None) == ""


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Short", "Short"),
        ("  two\n lines ", "two lines"),
        ("What is the largest ocean on Earth, and how deep is it?", "What is the largest ocean on Earth, and…"),
        ("x" * 100, "x" * TITLE_LENGTH + "…"),
        ("海" * 100, "海" * TITLE_LENGTH + "…"),
        ("a " + "b" * 100, "a " + "b" * (TITLE_LENGTH - 2) + "…"),
        ("", ""),
    ],
)
def test_titles(text: str, title: str) -> None:
    assert title_of(text) == title
    assert len(title) <= TITLE_LENGTH + 1


def test_no_more_is_counted_than_surely_fills_the_context():
    path = [
        StoredMessage(number, 1, None, Role.ASSISTANT if number % 2 else Role.USER, "x" * 100) for number in range(100)
    ]
    counted = countable(path, 100)
    assert counted[0].role is Role.USER
    assert counted == path[-len(counted) :]
    assert sum(len(message.content) for message in counted) > 1200
    assert len(counted) <= 14
    assert countable(path, 1000) == path
    assert countable([], 100) == []
