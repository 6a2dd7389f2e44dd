"""A model with a SentencePiece vocabulary, from its files to the answer in a terminal, on both engines.

It learnt the Universal Declaration of Human Rights by heart (tests/data/sentencepiece), so it is known what it should
answer.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from engine.backends.base import LoadedModel
from engine.backends.llama import LlamaBackend
from engine.backends.onnx import OnnxBackend
from engine.parity import compare_models
from engine.prompt import PromptBuilder
from engine.protocol import LoadOptions, Message, Role, SamplingOptions
from engine.template import ChatTemplate
from engine.text import TextStream
from models.onnx.convert import Precision
from tests.onnx_twin import twin_of
from tests.sentencepiece_model import CONTEXT, MODEL, PAIRS, processor

ROOT = Path(__file__).resolve().parents[2]

ANSWERS = {
    "Article 1": "All human beings are born free and equal in dignity and rights.",
    "Artikel 3": "Jeder hat das Recht auf Leben, Freiheit und Sicherheit der Person.",
    "Artículo 3": "Todo individuo tiene derecho a la vida, a la libertad y a la seguridad de su persona.",
    "Статья 1": "Все люди рождаются свободными и равными в своем достоинстве и правах.",
    "अनुच्छेद ३.": "प्रत्येक व्यक्ति को जीवन, स्वाधीनता और वैयक्तिक सुरक्षा का अधिकार है",
    "第一条": "人人生而自由,在尊严和权利上一律平等。",
}

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Reply:
    tokens: tuple[int, ...]
    pieces: tuple[str, ...]
    """What could be shown after each token."""

    @property
    def text(self) -> str:
        return "".join(self.pieces)


def answer(model: LoadedModel, question: str, json_schema: str | None = None) -> Reply:
    """The likeliest answer, up to its end."""
    template = ChatTemplate.of_model(model.chat_template, model.special_tokens, model.bos, model.eos)
    prompt = PromptBuilder(model, template).tokens([Message(Role.USER, question)], {})
    model.truncate(0)
    model.evaluate(prompt)
    sampler = model.sampler(SamplingOptions(temperature=0), json_schema)
    stream, tokens, pieces = TextStream(), list[int](), list[str]()
    while model.position < CONTEXT and not model.ends_generation(token := sampler.sample()):
        tokens.append(token)
        pieces.append(stream.feed(model.token_bytes(token)))
        model.evaluate([token])
    sampler.close()
    return Reply(tuple(tokens), (*pieces, stream.finish()))


@pytest.fixture(scope="module")
def twin() -> Path:
    """The same model for ONNX Runtime; its tokenizer.model was written from the GGUF file."""
    return twin_of(MODEL, Precision.FP16)


@pytest.fixture(scope="module")
def llama() -> Iterator[LoadedModel]:
    model = LlamaBackend().load(MODEL, LoadOptions(context_length=CONTEXT), lambda _: None, lambda: False)
    yield model
    model.close()


@pytest.fixture(scope="module")
def onnx(twin: Path) -> Iterator[LoadedModel]:
    model = OnnxBackend().load(twin, LoadOptions(context_length=CONTEXT), lambda _: None, lambda: False)
    yield model
    model.close()


def homespun(*arguments: str) -> list[Any]:
    """What the command printed, one JSON object a line. It must succeed."""
    done = subprocess.run(
        [sys.executable, "-m", "app", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("question", ANSWERS)
def test_both_engines_recite_the_same(llama: LoadedModel, onnx: LoadedModel, question: str) -> None:
    replies = [answer(model, question) for model in (llama, onnx)]
    assert replies[0].text.startswith(ANSWERS[question])
    assert replies[1] == replies[0]
    assert "\ufffd" not in replies[0].text


def test_both_engines_are_alike_on_text_that_the_model_wrote(llama: LoadedModel, onnx: LoadedModel) -> None:
    text = "\n".join(answer(llama, question).text for question in ANSWERS)
    parity = compare_models(llama, onnx, text, lambda _done, _total: None)
    assert parity.same_tokens
    assert parity.top1_agreement > 0.98
    assert parity.kl < 1e-3


@pytest.mark.parametrize("engine", ["llama", "onnx"])
@pytest.mark.parametrize("words", ["Würde", "два  слова", 'a "b" \\ c\n', "侮蔑", "👩‍👧"])
def test_a_schema_is_followed_to_the_byte(engine: str, words: str, request: pytest.FixtureRequest) -> None:
    """The last two are no pieces of the vocabulary: each byte of them is a token that the grammar must let through."""
    schema = {"type": "object", "properties": {"said": {"const": words}}, "required": ["said"]}
    reply = answer(request.getfixturevalue(engine), "Article 1", json.dumps(schema | {"additionalProperties": False}))
    assert json.loads(reply.text) == {"said": words}


def test_the_converted_vocabulary_cuts_as_the_learnt_one(twin: Path) -> None:
    learnt, converted = processor(PAIRS), processor(twin / "tokenizer.model")
    for text in (*ANSWERS, *ANSWERS.values(), "  two  spaces ", "ไทย 👩‍👧\n", "<|im_end|>"):
        assert converted.encode(text) == learnt.encode(text)


@pytest.mark.parametrize("engine", ["llama", "onnx"])
def test_the_command_line_answers(engine: str, request: pytest.FixtureRequest) -> None:
    path = MODEL if engine == "llama" else request.getfixturevalue("twin")
    question = "第一条"
    *deltas, finished = homespun("chat", "--model", str(path), "--json", "--temperature", "0", question)
    assert finished["type"] == "finished"
    assert finished["reason"] == "stop"
    assert finished["text"].startswith(ANSWERS[question])
    shown = [delta["text"] for delta in deltas]
    assert "".join(shown) == finished["text"]
    # Some of its characters are three tokens of one byte each; they came whole.
    assert finished["usage"]["completion_tokens"] > len(finished["text"])
    assert not any("\ufffd" in text for text in shown)


@pytest.mark.parametrize(("engine", "quantization"), [("llama", "F16"), ("onnx", "FP16")])
def test_the_model_is_described(engine: str, quantization: str, request: pytest.FixtureRequest) -> None:
    path = MODEL if engine == "llama" else request.getfixturevalue("twin")
    [told] = homespun("models", "inspect", str(path), "--json")
    expected = {"architecture": "llama", "parameters": 487_584, "quantization": quantization}
    expected |= {"context_length": CONTEXT, "license": "apache-2.0"}
    assert {key: told[key] for key in expected} == expected
