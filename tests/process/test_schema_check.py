"""Whether the starter model can be held to a JSON schema is said before anything is sent; on both runtimes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.structure import EXAMPLES, breach_of
from engine.backends import available_backends
from engine.core import EngineCore
from engine.errors import ErrorKind
from engine.protocol import (
    CheckSchema,
    Done,
    Failed,
    Finished,
    Generate,
    LoadModel,
    LoadOptions,
    Message,
    ModelLoaded,
    Role,
    SamplingOptions,
)
from models.starter import starter_model
from tests.onnx_twin import onnx_twin

pytestmark = pytest.mark.model

MODELS: dict[str, Callable[[], Path | None]] = {"llama.cpp": starter_model, "onnx": onnx_twin}


@pytest.fixture(params=MODELS)
def core(request: pytest.FixtureRequest) -> Iterator[EngineCore]:
    core = EngineCore(available_backends(), None)
    path = str(MODELS[request.param]())
    loaded = core.run(LoadModel(1, path, LoadOptions(context_length=512)), lambda _: None, lambda: False)
    assert isinstance(loaded, ModelLoaded), loaded
    yield core
    core.close()


def test_a_schema_is_refused_before_it_is_sent_or_kept(core: EngineCore) -> None:
    for schema in EXAMPLES.values():
        assert core.run(CheckSchema(2, schema), lambda _: None, lambda: False) == Done(2)
    too_large = {"type": "array", "minItems": 100_000, "items": {"type": "string", "minLength": 100_000}}
    refused = [
        core.run(CheckSchema(3, json.dumps(wanted)), lambda _: None, lambda: False)
        for wanted in (
            too_large,
            {"not": {"type": "string"}},
        )  # the first is too much for one runtime, one for the other
    ]
    assert ErrorKind.UNSUPPORTED in [one.kind for one in refused if isinstance(one, Failed)], refused
    schema = EXAMPLES["One of several answers"]
    question = Message(Role.USER, "Is the sea salty?")
    asked = Generate(4, (question,), sampling=SamplingOptions(temperature=0.0), max_tokens=160, json_schema=schema)
    answer = core.run(asked, lambda _: None, lambda: False)
    assert isinstance(answer, Finished), answer
    assert breach_of(schema, answer.text) == ""
