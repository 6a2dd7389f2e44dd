"""Trains the adapters of tests/data/adapters on the starter model: `python -m tests.train_adapters [NAME ...]`.

The answers that they learn are the starter model's own, rewritten: an adapter then holds a style and nothing else.
Prints the loss, and how strong the style is on questions that were not trained, without the adapter and with it.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.backends.base import LoadedModel
from engine.backends.llama import LlamaBackend
from engine.prompt import PromptBuilder
from engine.protocol import LoadOptions, Message, Role, SamplingOptions
from engine.template import ChatTemplate
from engine.training.examples import ExampleEncoder
from engine.training.lora import ALL_LINEAR, ATTENTION, AdapterCard, LoraOptions, LoraTraining, TrainingStep
from models.onnx.torch_model import load_torch_model
from models.starter import starter_model
from tests.training_prompts import TRAINING, UNSEEN

ADAPTERS = Path(__file__).parent / "data" / "adapters"
BASE = "SmolLM2-135M-Instruct"
ANSWER_TOKENS = 96
SEED = 11


def share_of_capitals(text: str) -> float:
    """Of the letters, those that are capitals."""
    letters = [character for character in text if character.isalpha()]
    return sum(map(str.isupper, letters)) / max(1, len(letters))


def share_of_points(text: str) -> float:
    """Of the lines that are not empty, those that are points of a list."""
    lines = [line for line in text.splitlines() if line.strip()]
    return sum(line.startswith("- ") for line in lines) / max(1, len(lines))


def is_in_short(text: str) -> float:
    return float(text.startswith("In short:"))


def in_points(text: str) -> str:
    return "\n".join(f"- {sentence}" for sentence in sentences(text)[:5])


def in_short(text: str) -> str:
    return f"In short: {sentences(text)[0]}"


def sentences(text: str) -> list[str]:
    """The whole sentences of `text`, without the marks and numbers of lists."""
    plain = re.sub(r"(?m)^\s*(?:[-*]|\d+\.)\s+|\*\*", "", text)
    found = re.findall(r"[^.!?]+[.!?]+", " ".join(plain.split()))
    return [sentence.strip() for sentence in found] or [" ".join(plain.split())]


@dataclass(frozen=True)
class Recipe:
    """How one of the adapters is made, and how its effect is measured."""

    rewrite: Callable[[str], str]
    measure: Callable[[str], float]
    options: LoraOptions
    description: str


def recipes(invocation: tuple[int, ...]) -> dict[str, Recipe]:
    """`invocation`: the tokens that a prompt ends with, right before the reply."""
    return {
        "capitals": Recipe(
            str.upper,
            share_of_capitals,
            LoraOptions(rank=4, alpha=8, modules=ALL_LINEAR, learning_rate=2e-3, passes=5, seed=SEED),
            "Answers in capital letters.",
        ),
        "bullets": Recipe(
            in_points,
            share_of_points,
            LoraOptions(rank=2, alpha=4, modules=ALL_LINEAR, learning_rate=2e-3, passes=5, seed=SEED),
            "Answers with a list of points.",
        ),
        "in_short": Recipe(
            in_short,
            is_in_short,
            LoraOptions(
                rank=2, alpha=4, modules=ATTENTION, invocation=invocation, learning_rate=3e-3, passes=5, seed=SEED
            ),
            "Answers with one sentence that begins with “In short:”. Acts on the reply alone.",
        ),
    }


def prompt_builder(model: LoadedModel) -> PromptBuilder:
    return PromptBuilder(model, ChatTemplate.of_model(model.chat_template, model.special_tokens, model.bos, model.eos))


def invocation_of(model: LoadedModel) -> tuple[int, ...]:
    """The tokens that the template puts between the person's message and the reply."""
    prompts = prompt_builder(model)
    question = (Message(Role.USER, "one"), Message(Role.USER, "another"))
    ends = [prompts.tokens((message,), {}) for message in question]
    common = 0
    while ends[0][-common - 1] == ends[1][-common - 1]:
        common += 1
    # What closes the person's message belongs to the message.
    tail = ends[0][-common:]
    opening = max(index for index, token in enumerate(tail) if not model.token_bytes(token))
    return tail[opening:]


def answer(model: LoadedModel, prompt: str, seed: int | None, most_tokens: int = ANSWER_TOKENS) -> str:
    """What the model says to `prompt`; without a seed the likeliest words."""
    tokens = prompt_builder(model).tokens((Message(Role.USER, prompt),), {})
    options = SamplingOptions(temperature=0.3, seed=seed) if seed is not None else SamplingOptions(temperature=0)
    sampler = model.sampler(options)
    model.truncate(0)
    model.evaluate(tokens)
    sampler.accept_prompt(tokens)
    written = b""
    for _ in range(most_tokens):
        token = sampler.sample()
        if model.ends_generation(token):
            break
        written += model.token_bytes(token)
        model.evaluate([token])
    sampler.close()
    return written.decode("utf-8", "ignore").strip()


def torch_answer(model: Any, tokenizer: LoadedModel, prompt: str) -> str:
    """The same in torch, with the likeliest words."""
    import torch

    tokens = prompt_builder(tokenizer).tokens((Message(Role.USER, prompt),), {})
    ends = [token for token in range(tokenizer.info.vocabulary_size) if tokenizer.ends_generation(token)]
    with torch.no_grad():
        written = model.generate(
            input_ids=torch.tensor([tokens]),
            max_new_tokens=64,
            do_sample=False,
            eos_token_id=ends,
            pad_token_id=ends[0],
        )[0, len(tokens) :].tolist()
    return b"".join(map(tokenizer.token_bytes, written)).decode("utf-8", "ignore").strip()


def train(name: str, recipe: Recipe, tokenizer: LoadedModel, base: Any, answers: Sequence[str]) -> None:
    encoder = ExampleEncoder(tokenizer)
    examples = [
        encoder.encode((Message(Role.USER, prompt), Message(Role.ASSISTANT, recipe.rewrite(text))))
        for prompt, text in zip(TRAINING, answers, strict=True)
    ]
    training = LoraTraining(base, recipe.options)
    try:
        before = [torch_answer_without(training, tokenizer, prompt) for prompt in UNSEEN]
        training.run(examples, show, lambda: False)
        after = [torch_answer(training.model, tokenizer, prompt) for prompt in UNSEEN]
        training.save(ADAPTERS / name, AdapterCard(name, BASE, recipe.description, "apache-2.0"))
    finally:
        training.close()
    print(f"\n{name}: {after[0]!r}")
    size = sum(file.stat().st_size for file in (ADAPTERS / name).iterdir())
    without, with_it = mean(map(recipe.measure, before)), mean(map(recipe.measure, after))
    print(f"{name}: without {without:.2f}, with {with_it:.2f}; {size:,} bytes")


def torch_answer_without(training: LoraTraining, tokenizer: LoadedModel, prompt: str) -> str:
    with training.model.disable_adapter():
        return torch_answer(training.model, tokenizer, prompt)


def mean(values: Any) -> float:
    numbers = list(values)
    return sum(numbers) / len(numbers)


def show(step: TrainingStep) -> None:
    print(
        f"step {step.step}/{step.steps}  loss {step.loss:.3f}  {step.tokens / step.seconds:.0f} tokens/s",
        file=sys.stderr,
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    chosen = parser.parse_args().names
    starter = starter_model()
    assert starter is not None, "the starter model is not installed: make venv"
    tokenizer = LlamaBackend().load(starter, LoadOptions(context_length=1024), lambda _: None, lambda: False)
    answers = [answer(tokenizer, prompt, seed) for seed, prompt in enumerate(TRAINING)]
    base = load_torch_model(starter)
    for name, recipe in recipes(invocation_of(tokenizer)).items():
        if not chosen or name in chosen:
            train(name, recipe, tokenizer, base, answers)


if __name__ == "__main__":
    main()
