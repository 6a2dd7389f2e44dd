"""With the real model: a reply that was cut short goes on with the words that it would have had."""

from __future__ import annotations

import pytest

from engine.backends.llama import LlamaBackend
from engine.core import EngineCore
from engine.protocol import Event, Finished, Generate, LoadModel, LoadOptions, Message, Role, SamplingOptions
from models.starter import starter_model

pytestmark = pytest.mark.model

GREEDY = SamplingOptions(temperature=0, repeat_penalty=1.0)
QUESTION = Message(Role.USER, "Name the five oceans of the Earth, each with a sentence.")


def test_the_words_are_those_of_a_reply_that_was_never_cut() -> None:
    path = starter_model()
    assert path, "the starter model is not installed; `make venv` installs it"
    core = EngineCore([LlamaBackend()], None)

    def ask(request: Generate | LoadModel) -> Event:
        return core.run(request, lambda _: None, lambda: False)

    def write(messages: tuple[Message, ...], tokens: int, *, continues: bool = False) -> Finished:
        request = Generate(2, messages, "one", GREEDY, tokens, drafting=False, continues=continues)
        finished = ask(request)
        assert isinstance(finished, Finished), finished
        return finished

    try:
        ask(LoadModel(1, str(path), LoadOptions(context_length=1024)))
        whole = write((QUESTION,), 40)
        start = write((QUESTION,), 16)
        rest = write((QUESTION, Message(Role.ASSISTANT, start.text)), 24, continues=True)
    finally:
        core.close()
    assert start.text
    assert rest.usage.evaluated_tokens == 1
    assert start.text + rest.text == whole.text
