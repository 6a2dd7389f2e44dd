"""A whole engine with an ONNX model: adapters exchanged between replies, and a conversation's state across engines."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.launch import engine_command
from app.pipe import EnginePipe
from engine.protocol import (
    AdaptersSet,
    AdapterUse,
    Finished,
    Generate,
    LoadModel,
    LoadOptions,
    Message,
    ModelLoaded,
    Role,
    SamplingOptions,
    SetAdapters,
)
from models.starter import starter_model
from tests.gguf_files import linear_tensors, random_lora
from tests.onnx_twin import onnx_twin

pytestmark = pytest.mark.model

GREEDY = SamplingOptions(temperature=0, repeat_penalty=1)
LONG = "Note these words: " + " ".join(("sea", "sky", "ship", "wind", "star", "rope")[n % 6] for n in range(300))


def _load(engine: EnginePipe) -> ModelLoaded:
    loaded = engine.result(LoadModel(engine.next_id(), str(onnx_twin()), LoadOptions(context_length=1024)))
    assert isinstance(loaded, ModelLoaded)
    return loaded


def _ask(engine: EnginePipe, *messages: Message, conversation: str = "") -> Finished:
    request = Generate(engine.next_id(), messages, conversation=conversation, sampling=GREEDY, max_tokens=12)
    reply = engine.result(request)
    assert isinstance(reply, Finished)
    return reply


def test_adapters_are_exchanged_between_replies(tmp_path: Path) -> None:
    starter = starter_model()
    assert starter is not None
    adapter = random_lora(linear_tensors(starter), rank=4, strength=1.5).write(tmp_path / "style.gguf")
    question = Message(Role.USER, "What is the capital of France?")
    with EnginePipe(engine_command()) as engine:
        info = _load(engine).info
        assert (info.backend, info.adapter_problem, info.template) == ("ONNX Runtime", "", "model")
        plain = _ask(engine, question)
        assert "Paris" in plain.text
        swapped = engine.result(SetAdapters(engine.next_id(), (AdapterUse(str(adapter)),)))
        assert isinstance(swapped, AdaptersSet)
        assert [one.name for one in swapped.adapters] == ["Random"]
        assert _ask(engine, question).text != plain.text
        engine.result(SetAdapters(engine.next_id(), ()))
        assert _ask(engine, question).text == plain.text


def test_a_conversation_goes_on_in_the_next_engine(tmp_path: Path) -> None:
    states = tmp_path / "states"
    first = Message(Role.USER, LONG)
    with EnginePipe(engine_command(states)) as engine:
        _load(engine)
        reply = _ask(engine, first, conversation="a")
    with EnginePipe(engine_command(states)) as engine:
        _load(engine)
        again = _ask(
            engine, first, Message(Role.ASSISTANT, reply.text), Message(Role.USER, "Thanks."), conversation="a"
        )
    assert again.usage.restored_tokens > 256
    assert again.usage.evaluated_tokens < 40
