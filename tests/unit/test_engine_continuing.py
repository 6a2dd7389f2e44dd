"""A reply that was cut short goes on in the middle of its text, from what the KV cache holds of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.core import EngineCore
from engine.errors import EngineError, ErrorKind
from engine.prompt import PromptBuilder
from engine.protocol import Event, Failed, Finished, Generate, LoadModel, Message, Role, TextDelta
from engine.states import StateCache
from engine.template import CHATML, ChatTemplate
from tests.unit.fake_model import END, FakeBackend, FakeModel

QUESTION = Message(Role.USER, "Which ocean is the largest?")
START = (256, *b"user\nWhich ocean is the largest?", 257, *b"\n", 256, *b"assistant\n")


def _builder(source: str = CHATML) -> PromptBuilder:
    model = FakeModel()
    return PromptBuilder(model, ChatTemplate(source, "model", model.bos, model.eos))


def _begun(text: str) -> tuple[Message, ...]:
    return QUESTION, Message(Role.ASSISTANT, text)


@pytest.mark.parametrize(
    "source", [CHATML, CHATML.replace("message['content']", "message['content'] | trim"), None], ids=str
)
def test_the_prompt_ends_in_the_middle_of_the_reply(source: str | None) -> None:
    # The last template changes contents, so where they stand in its text is not known.
    builder = _builder(source or CHATML.replace("message['content']", "message['content'] | replace('!', '?')"))
    prompt = builder.fit(_begun(" The Pacific <|im_end|> is "), {}, None, continues=True)
    assert prompt.tokens == (*START, *b" The Pacific <|im_end|> is ")
    assert prompt.begun == tuple(b" The Pacific <|im_end|> is ")


def test_the_tokens_that_wrote_the_reply_are_kept() -> None:
    prompt = _builder().fit(_begun("The P"), {"The P": (1, 2, 3)}, None, continues=True)
    assert prompt.tokens == (*START, 1, 2, 3)
    assert prompt.begun == (1, 2, 3)


def test_the_reply_itself_is_never_merged() -> None:
    def whole(texts):
        return [(tuple(text),) for text in texts]

    prompt = _builder().fit(_begun("The Pacific"), {}, None, whole, continues=True)
    assert prompt.saved_positions == len(b"Which ocean is the largest?") - 1
    assert prompt.spans[-len(b"The Pacific") :] == tuple((token,) for token in b"The Pacific")


def test_older_turns_make_room_and_a_reply_that_fills_the_context_is_refused() -> None:
    builder = PromptBuilder(FakeModel(context_length=400), ChatTemplate(CHATML, "model", "<s>", "<|im_end|>"))
    old = (Message(Role.USER, "x" * 250), Message(Role.ASSISTANT, "Yes."))
    prompt = builder.fit((*old, *_begun("The Pacific")), {}, None, continues=True)
    assert prompt.dropped_messages == 2
    assert bytes(prompt.begun) == b"The Pacific"
    with pytest.raises(EngineError, match="cannot go on") as raised:
        builder.fit(_begun("y" * 400), {}, None, continues=True)
    assert raised.value.kind is ErrorKind.CONTEXT_OVERFLOW


class Bench:
    def __init__(self, folder: Path) -> None:
        self.model = FakeModel()
        path = folder / "model.fake"
        path.touch()
        self.core = EngineCore([FakeBackend(self.model, FakeModel())], StateCache(folder / "states", 1 << 20))
        self.events: list[Event] = []
        self.core.run(LoadModel(1, str(path)), self.events.append, lambda: False)

    def write(self, messages: tuple[Message, ...], script: bytes, *, continues: bool) -> Event:
        self.events.clear()
        self.model.script = [*script, END]
        request = Generate(2, messages, "one", max_tokens=len(script), continues=continues)
        return self.core.run(request, self.events.append, lambda: False)


def test_a_reply_goes_on_twice_and_nothing_is_read_again(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    first = bench.write((QUESTION,), b"The Pa", continues=False)
    assert isinstance(first, Finished)
    second = bench.write(_begun("The Pa"), b"cific, o", continues=True)
    third = bench.write(_begun("The Pacific, o"), b"f course.", continues=True)
    assert isinstance(second, Finished)
    assert isinstance(third, Finished)
    assert (second.text, third.text) == ("cific, o", "f course.")
    # The last token of a reply is drawn but not read: it is all that is left to read.
    assert (second.usage.evaluated_tokens, third.usage.evaluated_tokens) == (1, 1)
    assert third.usage.prompt_tokens == len(START) + len(b"The Pacific, o")
    assert "".join(event.text for event in bench.events if isinstance(event, TextDelta)) == "f course."


def test_without_a_reply_there_is_nothing_to_go_on_with(tmp_path: Path) -> None:
    failed = Bench(tmp_path).write((QUESTION,), b"", continues=True)
    assert isinstance(failed, Failed)
    assert "no reply that could go on" in failed.message
