"""A real model writes with drafts what it writes without them; where it does not, two tokens were as good as tied."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing

import numpy as np
import pytest

from engine.adapter_stack import NO_ADAPTERS
from engine.backends.base import LoadedModel
from engine.conversation import LiveContext
from engine.decoding import DrawnTokens
from engine.protocol import SamplingOptions
from engine.snapshots import SnapshotCache
from engine.states import ContextKey, single_spans
from engine.tokenization.drafting import Drafting
from tests.contract.conftest import never
from tests.contract.test_loaded_model import GREEDY, PROSE, SHAPE_NOISE

SCHEMA = json.dumps(
    {
        "type": "object",
        "properties": {"names": {"type": "array", "items": {"type": "string", "maxLength": 12}, "maxItems": 6}},
        "required": ["names"],
        "additionalProperties": False,
    }
)


REAL = [pytest.param(backend, marks=pytest.mark.model) for backend in ("llama", "onnx")]


class Eager(Drafting):
    """Drafts whatever it can."""

    def length(self, matched: int, most: int) -> int:
        return min(most, 12)


@pytest.fixture
def prompt(model: LoadedModel) -> list[int]:
    question = f"Repeat this text:\n\n{PROSE}"
    return model.tokenize(f"<|im_start|>user\n{question}<|im_end|>\n<|im_start|>assistant\n", special=True)


def write(
    model: LoadedModel,
    prompt: Sequence[int],
    options: SamplingOptions,
    drafting: Drafting | None,
    schema: str | None = None,
) -> tuple[list[int], DrawnTokens]:
    model.truncate(0)
    live = LiveContext(model, ContextKey("model", "f16"), None, SnapshotCache(lambda held: 0))
    live.evaluate(live.plan(single_spans(prompt), NO_ADAPTERS), lambda *_: None, never)
    sampler = model.sampler(options, schema)
    sampler.accept_prompt(prompt)
    drawn = DrawnTokens(live, sampler, 60, drafting)
    tokens: list[int] = []
    with closing(iter(drawn)) as stream:
        for token in stream:
            tokens.append(token)
            if model.ends_generation(token):
                break
    sampler.close()
    assert model.position == len(live.positions) == len(prompt) + len(tokens) - 1
    return tokens, drawn


def gap_where_they_part(
    model: LoadedModel, prompt: Sequence[int], one: Sequence[int], other: Sequence[int]
) -> float | None:
    """Between the logits of the two tokens that differ first, computed token by token; None where none differ."""
    place = next((n for n, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), None)
    if place is None:
        return None
    model.truncate(0)
    model.evaluate(prompt)
    for token in one[:place]:
        model.evaluate((token,))
    logits = model.logits()
    return float(np.abs(logits[one[place]] - logits[other[place]]))


def test_greedy_text_is_the_same_or_parts_at_a_tie(model: LoadedModel, prompt: list[int]) -> None:
    plain, _ = write(model, prompt, GREEDY, None)
    drafted, drawn = write(model, prompt, GREEDY, Eager())
    gap = gap_where_they_part(model, prompt, plain, drafted)
    assert gap is None or gap <= 2 * SHAPE_NOISE
    if model.info.backend != "scripted":
        assert drawn.accepted > 0


@pytest.mark.parametrize("schema", [None, SCHEMA], ids=["free", "schema"])
def test_the_same_draft_and_seed_give_the_same_text(model: LoadedModel, prompt: list[int], schema: str | None) -> None:
    options = SamplingOptions(temperature=0.7, seed=11)
    once, _ = write(model, prompt, options, Eager(), schema)
    assert write(model, prompt, options, Eager(), schema)[0] == once


@pytest.mark.parametrize(
    "options",
    [GREEDY, SamplingOptions(temperature=0.8, seed=5, repeat_penalty=1.2)],
    ids=["greedy", "sampled"],
)
@pytest.mark.parametrize("shared_model", REAL, indirect=True, scope="module")  # a script says what it says
def test_a_schema_is_kept_to(model: LoadedModel, prompt: list[int], options: SamplingOptions) -> None:
    tokens, _ = write(model, prompt, options, Eager(), SCHEMA)
    text = b"".join(map(model.token_bytes, tokens)).decode()
    if model.ends_generation(tokens[-1]):
        assert json.loads(text).keys() == {"names"}
    else:
        assert text.replace(" ", "").replace("\n", "").startswith('{"names":[')
