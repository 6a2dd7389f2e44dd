"""The degree of dynamic tokenization in a conversation's settings: kept, and forgiven where it means nothing."""

from __future__ import annotations

import pytest

from app.dynamic import degree_for
from app.store.codec import decode, encode
from app.store.records import AdapterChoice, ConversationSettings, ReplyMetadata
from engine.protocol import DynamicTokenization


@pytest.mark.parametrize("degree", [None, *DynamicTokenization])
def test_it_comes_back_as_it_was(degree: DynamicTokenization | None) -> None:
    settings = ConversationSettings(system_message="Be kind.", dynamic=degree)
    assert decode(ConversationSettings, encode(settings)) == settings
    assert ("dynamic" in encode(settings)) == (degree is not None)


def test_settings_from_before_take_the_models_default() -> None:
    old = '{"system_message":"Be kind.","adapters":[{"key":"a","scale":0.5}]}'
    found = decode(ConversationSettings, old)
    assert found == ConversationSettings("Be kind.", adapters=(AdapterChoice("a", 0.5),))
    assert found.dynamic is None


def test_a_degree_of_another_version_costs_only_itself() -> None:
    found = decode(ConversationSettings, '{"system_message":"Be kind.","dynamic":"reckless"}')
    assert found == ConversationSettings("Be kind.")


def test_a_reply_from_before_saved_nothing() -> None:
    old = '{"usage":{"prompt_tokens":9,"evaluated_tokens":9,"completion_tokens":3,"context_length":64}}'
    usage = decode(ReplyMetadata, old).usage
    assert usage is not None
    assert (usage.saved_positions, usage.drafted_tokens) == (0, 0)


def test_without_a_model_nothing_is_merged() -> None:
    assert degree_for(DynamicTokenization.STRONG, None) is DynamicTokenization.OFF
