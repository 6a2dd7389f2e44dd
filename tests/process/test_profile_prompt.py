"""With the real model: other words of a profile change the beginning of every prompt, and the KV cache sees it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.chat.prompt import engine_messages
from app.profiles import preset, system_text
from app.store.records import Profile, ProfileSettings, StoredMessage
from engine.backends.llama import LlamaBackend
from engine.core import EngineCore
from engine.protocol import Finished, Generate, LoadModel, Message, ModelLoaded, Role, SamplingOptions
from models.starter import starter_model

pytestmark = [pytest.mark.model, pytest.mark.slow]

TUTOR = Profile(1, "Tutor", preset("tutor").instructions)
STATED = replace(TUTOR, settings=ProfileSettings(preferences="Metric units\nBritish English"))
HISTORY = (
    StoredMessage(1, 1, None, Role.USER, "How far is it from here to the sea?"),
    StoredMessage(2, 1, 1, Role.ASSISTANT, "Where are you now?"),
    StoredMessage(3, 1, 2, Role.USER, "In the hills, a day's walk away."),
)


class Engine:
    def __init__(self) -> None:
        path = starter_model()
        assert path, "the starter model is not installed; `make venv` installs it"
        self._core = EngineCore([LlamaBackend()], None)
        assert isinstance(self._core.run(LoadModel(1, str(path)), lambda _: None, lambda: False), ModelLoaded)

    def ask(self, profile: Profile) -> Finished:
        messages: tuple[Message, ...] = engine_messages(system_text(profile), HISTORY)
        request = Generate(
            2, messages, "one", sampling=SamplingOptions(temperature=0, repeat_penalty=1.0), max_tokens=16
        )
        finished = self._core.run(request, lambda _: None, lambda: False)
        assert isinstance(finished, Finished)
        return finished

    def close(self) -> None:
        self._core.close()


def test_the_cache_holds_only_what_the_new_words_share_with_the_old() -> None:
    engine, fresh = Engine(), Engine()
    try:
        first = engine.ask(TUTOR).usage
        assert first.evaluated_tokens == first.prompt_tokens
        again = engine.ask(TUTOR).usage
        assert again.evaluated_tokens < 5  # the same words: all but the last token are there
        stated = engine.ask(STATED)
        # All after the instructions is read again: what is stated, and the whole conversation.
        behind = stated.usage.prompt_tokens - first.prompt_tokens
        kept = stated.usage.prompt_tokens - stated.usage.evaluated_tokens
        assert behind > 10
        assert 0 < kept < first.prompt_tokens - 20
        # And what is said does not come from the old words: a context that never saw them says the same.
        assert stated.text == fresh.ask(STATED).text
        other = engine.ask(Profile(1, "Me", "Answer in one word.")).usage
        assert other.evaluated_tokens > 0.7 * other.prompt_tokens
    finally:
        engine.close()
        fresh.close()
