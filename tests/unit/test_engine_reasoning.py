"""What a model reasons before it answers: it is not read again where its template says so, and told where the prompt
has begun it."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.core import EngineCore
from engine.prompt import PromptBuilder
from engine.protocol import Event, Finished, Generate, LoadModel, Message, Role, TextDelta
from engine.states import StateCache
from engine.template import CHATML, ChatTemplate
from tests.unit.fake_model import END, FakeBackend, FakeModel

# As Qwen3's and DeepSeek-R1's do.
FORGETS = CHATML.replace("message['content']", "message['content'].split('</think>')[-1].lstrip('\\n')")
BEGINS = FORGETS.replace("assistant\n'", "assistant\n<think>\n'")

ASKED = Message(Role.USER, "Why?")
REASONED = Message(Role.ASSISTANT, "<think>\nI think so.\n</think>\n\nBecause.")
AGAIN = Message(Role.USER, "Sure?")


def _template(source: str) -> ChatTemplate:
    return ChatTemplate(source, "model", "<s>", "<|im_end|>")


def _prompt(source: str, *messages: Message, continues: bool = False) -> str:
    builder = PromptBuilder(FakeModel(), _template(source))
    names = {256: b"[", 257: b"]"}
    return b"".join(
        names.get(token) or bytes([token]) for token in builder.fit(messages, {}, None, continues=continues).tokens
    ).decode()


def test_a_model_does_not_read_again_what_it_reasoned_where_its_template_leaves_that_out() -> None:
    read = _prompt(FORGETS, ASKED, REASONED, AGAIN)
    assert read == "[user\nWhy?]\n[assistant\nBecause.]\n[user\nSure?]\n[assistant\n"
    assert "I think so." in _prompt(CHATML, ASKED, REASONED, AGAIN)
    plain = Message(Role.ASSISTANT, "Because </think> is a tag.")
    assert _template(CHATML).as_read((ASKED, plain)) == (ASKED, plain)
    asked = Message(Role.USER, "What is </think>?")
    assert _template(FORGETS).as_read((asked, REASONED))[0] == asked


def test_where_its_contents_stand_is_known_also_then() -> None:
    def whole(texts):
        return [(tuple(text),) for text in texts]

    prompt = PromptBuilder(FakeModel(), _template(FORGETS)).fit((ASKED, REASONED, AGAIN), {}, None, whole)
    assert prompt.saved_positions == len("Why?") + len("Because.") + len("Sure?") - 3


@pytest.mark.parametrize(("source", "begins"), [(BEGINS, "<think>\n"), (FORGETS, ""), (CHATML, "")])
def test_a_prompt_that_begins_the_reasoning_is_told_of(source: str, begins: str) -> None:
    assert _template(source).begins_reasoning == begins


def test_a_reply_goes_on_without_beginning_its_reasoning_twice() -> None:
    begun = Message(Role.ASSISTANT, "<think>\nI thi")
    assert _prompt(BEGINS, ASKED, begun, continues=True) == "[user\nWhy?]\n[assistant\n<think>\nI thi"


def test_the_reply_of_a_model_whose_prompt_begins_the_reasoning_begins_with_its_tag(tmp_path: Path) -> None:
    model = FakeModel(template=BEGINS)
    model.script = [*b"So.</think>Yes", END]
    path = tmp_path / "model.fake"
    path.touch()
    events: list[Event] = []
    core = EngineCore([FakeBackend(model)], StateCache(tmp_path / "states", 1 << 20))
    core.run(LoadModel(1, str(path)), events.append, lambda: False)
    finished = core.run(Generate(2, (ASKED,), "one", max_tokens=30), events.append, lambda: False)
    assert isinstance(finished, Finished)
    assert finished.text == "<think>\nSo.</think>Yes"
    assert "".join(event.text for event in events if isinstance(event, TextDelta)) == finished.text
