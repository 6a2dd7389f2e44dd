"""The starter model is asked for facts: its answer has the form, and what is believed of it is what was written."""

from __future__ import annotations

import json

import pytest

from app.launch import engine_command
from app.personal.facts import MOST_TOKENS, proposed, question, schema, statements
from app.pipe import EnginePipe
from engine.protocol import Finished, Generate, LoadModel, LoadOptions, SamplingOptions
from models.starter import starter_model

pytestmark = pytest.mark.model


def test_a_model_answers_in_the_form_that_it_is_held_to() -> None:
    sentences = statements("By the way, I bake with rye flour every Sunday. What shall we cook?")
    with EnginePipe(engine_command()) as engine:
        engine.result(LoadModel(engine.next_id(), str(starter_model()), LoadOptions(context_length=2048, threads=1)))
        request = Generate(
            engine.next_id(),
            question(sentences),
            sampling=SamplingOptions(temperature=0.0, repeat_penalty=1.0),
            max_tokens=MOST_TOKENS,
            json_schema=schema(sentences),
            adapters=(),
        )
        answer = engine.result(request)
    assert isinstance(answer, Finished)
    facts = json.loads(answer.text)["facts"]
    assert all(set(fact) == {"sentence", "fact"} and fact["sentence"] == 1 for fact in facts)
    (found,) = proposed(answer.text, sentences, ())
    assert found.sentence == "By the way, I bake with rye flour every Sunday."
