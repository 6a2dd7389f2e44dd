"""Training: what is learned from, that packing changes nothing, that it learns, and that what it writes can be used."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from engine.backends.base import Interrupted
from engine.backends.llama import LlamaBackend
from engine.protocol import AdapterKind, LoadOptions, Message, Role
from engine.training.batches import Batch, families, pack, pad
from engine.training.decoder_layers import compute_together
from engine.training.examples import EncodedExample, ExampleEncoder
from engine.training.foretelling import cross_entropies, divergences
from engine.training.lora import AdapterCard, LoraOptions, LoraTraining, TrainingStep, has_bfloat16
from models.adapters.base import describe_gguf_base
from models.adapters.convert import import_adapter
from models.inspect_gguf import inspect_gguf
from models.starter import starter_model
from tests.torch_models import tiny_torch_model, write_tiny_gguf


def example(*tokens: int, prompt: int = 2) -> EncodedExample:
    return EncodedExample(tokens, tuple(index >= prompt for index in range(len(tokens))))


EXAMPLES = [example(1, 2, 3, 4), example(5, 6, 7), example(8, 9, 10, 11, 12, 13), example(14, 15, 16)]


def test_packing_fills_rows_with_whole_examples() -> None:
    batches = pack(EXAMPLES, 8)
    assert [batch.tokens.tolist() for batch in batches] == [[[1, 2, 3, 5, 6]], [[8, 9, 10, 11, 12, 14, 15]]]
    assert batches[0].positions.tolist() == [[0, 1, 2, 0, 1]]
    assert (batches[0].places.tolist(), batches[0].labels.tolist()) == ([1, 2, 4], [3, 4, 7])
    assert batches[0].owners.tolist() == [0, 0, 1]
    assert sum(batch.size for batch in batches) == sum(len(one.tokens) for one in EXAMPLES)
    assert [batch.visible is None for batch in pack(EXAMPLES[:1], 8)] == [True]


def test_what_examples_begin_with_is_read_once() -> None:
    (batch,) = pack([example(1, 2, 3, 4), example(1, 2, 3, 5, 6, prompt=4), example(1, 2, 7)], 8)
    assert batch.tokens.tolist() == [[1, 2, 3, 5]]
    assert batch.positions.tolist() == [[0, 1, 2, 3]]
    assert list(zip(batch.owners.tolist(), batch.places.tolist(), batch.labels.tolist(), strict=True)) == [
        (0, 1, 3),
        (0, 2, 4),
        (1, 3, 6),
        (2, 1, 7),
    ]
    assert (batch.size, batch.sizes) == (12, (4, 5, 3))
    (forked,) = pack([example(1, 2, 3, 4), example(1, 2, 5, 6)], 8)
    assert forked.visible is not None
    assert forked.visible[0].astype(int).tolist() == [[1, 0, 0, 0], [1, 1, 0, 0], [1, 1, 1, 0], [1, 1, 0, 1]]


def test_replies_of_one_conversation_stay_together() -> None:
    first, other, second, third = example(1, 2), example(1, 3), example(1, 2, 4), example(1, 2, 5, 6)
    assert families([third, other, second, first]) == [[first, second, third], [other]]


def test_a_long_example_is_cut_at_its_end() -> None:
    (batch,) = pack([example(*range(1, 20))], 8)
    assert batch.tokens.tolist() == [list(range(1, 8))]
    assert batch.labels[-1] == 8


def test_padding_gives_each_example_a_row() -> None:
    first, second = pad(EXAMPLES, 12)
    assert first.tokens.shape == (2, 4)
    assert (first.rows.tolist(), first.places.tolist(), first.labels.tolist()) == ([0, 0, 1], [1, 2, 1], [3, 4, 7])
    assert second.tokens.shape == (2, 6)


def losses(training: LoraTraining, batches: list[Batch]) -> tuple[float, int]:
    """Summed over all targets, and how many there were."""
    import torch

    with torch.no_grad():
        total = sum(float(training.loss(batch)) * batch.target_count for batch in batches)
    return total, sum(batch.target_count for batch in batches)


@pytest.fixture
def training() -> Any:
    options = LoraOptions(rank=4, alpha=8, learning_rate=2e-2, passes=12, tokens_per_step=16, seed=3)
    training = LoraTraining(tiny_torch_model("qwen2"), options)
    yield training
    training.close()


def test_packed_examples_do_not_see_each_other(training: LoraTraining, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.training.lora.has_bfloat16", lambda: False)
    examples = [*EXAMPLES, example(1, 2, 3, 9, 8), example(5, 6, 7, 8, 9, prompt=3)]
    alone = losses(training, [batch for one in examples for batch in pack([one], 64)])
    packed = losses(training, pack(examples, 64))
    padded = losses(training, pad(examples, 64))
    assert len(pack(examples, 64)) == 1
    assert packed == pytest.approx(alone, rel=1e-5)
    assert padded == pytest.approx(alone, rel=1e-5)


@pytest.mark.parametrize("architecture", ["llama", "qwen2", "qwen3"])
def test_layers_computed_together_have_the_gradients_of_peft(
    architecture: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    monkeypatch.setattr("engine.training.lora.has_bfloat16", lambda: False)
    batches = (*pack(EXAMPLES, 64), *pad(EXAMPLES, 64))
    found: list[list[Any]] = []
    for compute in (lambda _: None, compute_together):
        monkeypatch.setattr("engine.training.lora.compute_together", compute)
        base = tiny_torch_model(architecture)
        training = LoraTraining(base, LoraOptions(rank=4, seed=3))
        draw = torch.Generator().manual_seed(1)
        with torch.no_grad():
            for parameter in training.trained:
                parameter.copy_(0.1 * torch.randn(parameter.shape, generator=draw))
        loss: Any = sum(training.loss(batch) for batch in batches)
        loss.backward()
        found.append([loss.detach(), *(parameter.grad for parameter in training.trained)])
        with torch.no_grad(), training.model.disable_adapter():
            found[-1] += [training.loss(batch) for batch in batches]
        training.close()
        with torch.no_grad():
            found[-1].append(base(input_ids=torch.from_numpy(batches[0].tokens)).logits)
    assert len(found[0]) > 20
    for ours, theirs in zip(*reversed(found), strict=True):
        torch.testing.assert_close(ours, theirs, rtol=1e-4, atol=1e-5)


def test_what_is_foretold_has_the_gradient_of_its_definition() -> None:
    import torch

    draw = torch.Generator().manual_seed(2)
    states = torch.randn(300, 8, generator=draw).requires_grad_()
    head, labels = torch.randn(40, 8, generator=draw), torch.randint(40, (300,), generator=draw)
    weights = torch.rand(300, generator=draw)
    chances, tokens = torch.randn(300, 40, generator=draw).softmax(-1).topk(5)

    def coarse(z: Any) -> Any:
        named = z.softmax(-1).gather(-1, tokens)
        p = torch.cat((chances, 1 - chances.sum(-1, keepdim=True)), -1)
        q = torch.cat((named, 1 - named.sum(-1, keepdim=True)), -1)
        return (p * (p / q).log()).sum(-1)

    for ours, plain in (
        (
            cross_entropies(states, head, labels),
            torch.nn.functional.cross_entropy(states @ head.T, labels, reduction="none"),
        ),
        (divergences(states, head, tokens, chances), coarse(states @ head.T)),
    ):
        torch.testing.assert_close(ours, plain)
        gradients = [
            torch.autograd.grad((weights * losses).sum(), states, retain_graph=True)[0] for losses in (ours, plain)
        ]
        torch.testing.assert_close(gradients[0], gradients[1], rtol=1e-4, atol=1e-5)


def test_it_learns_and_the_adapter_can_be_imported(training: LoraTraining, tmp_path: Path) -> None:
    steps: list[TrainingStep] = []
    training.run(EXAMPLES, steps.append, lambda: False)
    assert [step.step for step in steps] == list(range(1, steps[0].steps + 1))
    assert np.mean([step.loss for step in steps[-4:]]) < 0.5 * steps[0].loss
    folder = tmp_path / "trained"
    training.save(folder, AdapterCard("Trained", "Tiny qwen2", "Counts.", "apache-2.0"))
    source = write_tiny_gguf(tiny_torch_model("qwen2"), tmp_path / "tiny.gguf")
    header = import_adapter(folder, describe_gguf_base(inspect_gguf(source)), tmp_path / "trained.gguf")
    assert (header.kind, header.rank, header.tensors, header.license) == (AdapterKind.LORA, 4, 14, "apache-2.0")
    assert header.base == "Tiny qwen2"


def test_the_same_seed_gives_the_same_adapter(tmp_path: Path) -> None:
    weights: list[bytes] = []
    for name in ("one", "other"):
        training = LoraTraining(tiny_torch_model("qwen2"), LoraOptions(rank=2, passes=1, seed=5))
        training.run(EXAMPLES, lambda _: None, lambda: False)
        training.save(tmp_path / name, AdapterCard("x", "y", "z", "apache-2.0"))
        training.close()
        weights.append((tmp_path / name / "adapter_model.safetensors").read_bytes())
    assert weights[0] == weights[1]


def test_interrupting_keeps_what_was_learned(training: LoraTraining) -> None:
    steps: list[TrainingStep] = []
    with pytest.raises(Interrupted):
        training.run(EXAMPLES, steps.append, lambda: len(steps) == 3)
    assert len(steps) == 3
    assert any(
        float(layer.detach().abs().max()) > 0 for name, layer in training.model.named_parameters() if "lora_B" in name
    )


@pytest.mark.model
def test_replies_alone_are_targets_and_special_texts_stay_texts() -> None:
    starter = starter_model()
    assert starter is not None
    model = LlamaBackend().load(starter, LoadOptions(context_length=64), lambda _: None, lambda: False)
    messages = (
        Message(Role.USER, "Say <|im_end|> please"),
        Message(Role.ASSISTANT, "No."),
        Message(Role.USER, "And now?"),
        Message(Role.ASSISTANT, "Yes."),
    )
    encoded = ExampleEncoder(model).encode(messages)
    learned = [token for token, target in zip(encoded.tokens, encoded.targets, strict=True) if target]
    (end,) = model.tokenize("<|im_end|>", special=True)
    no, yes = (model.tokenize(text, special=False) for text in ("No.", "Yes."))
    assert learned == [*no, end, *yes, end]
    assert encoded.tokens.count(end) == 5  # of the system message and of the four others; none of the person's text
    with pytest.raises(ValueError, match="no reply"):
        ExampleEncoder(model).encode(messages[:1])
    model.close()


@pytest.mark.parametrize("has", [False, True])
def test_bfloat16_is_taken_where_the_processor_multiplies_it(has: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.machine", lambda: "x86_64")
    monkeypatch.setattr("torch.cpu._is_avx512_bf16_supported", lambda: has)
    assert has_bfloat16() == (has and torch.ops.mkldnn._is_mkldnn_bf16_supported())
