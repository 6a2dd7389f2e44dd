"""Trains in one way and prints what came of it: `python -m benchmarks.peqa_training WAY RATE TASK.json`.

WAY is lora (rank 8 on all linear layers), rows (one factor for the scales of each output row: PEQA, arXiv 2305.14152)
or blocks (one factor for each 32 weights, which is what a block of Q4_1 has a scale for). All three have the same
examples in the same order, the same optimizer and schedule, frozen weights in bfloat16 and what is trained in float32.
One process each: its peak of memory is that of its way.
"""

from __future__ import annotations

import json
import os
import random
import resource
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np
import torch
from torch import nn

from models.onnx.torch_model import load_torch_model

WAYS = ("lora", "rows", "blocks")
RANK, ALPHA = 8, 16
BLOCK = 32
BATCH = 8
"""Examples a step, padded to the longest."""
_LINEAR = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")

Example = tuple[Sequence[int], Sequence[bool]]
"""Tokens, and which of them are to be learned."""


@dataclass(frozen=True)
class Task:
    model: str
    training: tuple[Example, ...]
    held_out: tuple[Example, ...]
    general: tuple[Example, ...]
    passes: int
    threads: int
    scales: str
    """Where to keep what `rows` and `blocks` have learned, by torch's names of the layers (.npz)."""


@dataclass(frozen=True)
class Trained:
    trained: int
    """Parameters."""
    tokens: int
    """Read in training, padding not counted."""
    seconds: float
    """Of processor time, which other work on the machine hardly changes."""
    peak_bytes: int
    before: tuple[float, float]
    """Loss in nats a token: of the held-out replies, of general text."""
    after: tuple[float, float]


class _BlockScaled(torch.autograd.Function):
    """x times the transpose of W whose blocks are multiplied by 1 + change; neither the scaled weights nor their
    gradient outlive their layer."""

    @staticmethod
    def forward(ctx: Any, x: Any, weight: Any, change: Any) -> Any:
        ctx.save_for_backward(x, weight, change)
        return x @ scaled(weight, change).T

    @staticmethod
    def backward(ctx: Any, *gradients: Any) -> Any:
        x, weight, change = ctx.saved_tensors
        (given,) = gradients
        of_weight = given.flatten(0, -2).T @ x.flatten(0, -2)
        of_change = (of_weight.float() * weight).unflatten(1, (-1, BLOCK)).sum(-1)
        return given @ scaled(weight, change), None, of_change


def scaled(weight: Any, change: Any) -> Any:
    return (weight.unflatten(1, (-1, BLOCK)) * (1 + change).unsqueeze(-1)).flatten(1).to(weight.dtype)


class ScaledLinear(nn.Module):
    """A frozen linear layer whose quantization scales are trained."""

    def __init__(self, linear: nn.Linear, *, blocks: bool) -> None:
        super().__init__()
        self.weight = linear.weight.requires_grad_(False)
        outputs, inputs = linear.weight.shape
        self.change = nn.Parameter(torch.zeros((outputs, inputs // BLOCK) if blocks else (outputs, 1)))
        """The scales are multiplied by 1 + this."""
        self._blocks = blocks

    def forward(self, x: Any) -> Any:
        x = x.to(self.weight.dtype)
        if self._blocks:
            return _BlockScaled.apply(x, self.weight, self.change)
        plain = nn.functional.linear(x, self.weight)
        return plain + plain * self.change[:, 0].to(plain.dtype)


def prepare(base: Any, way: str) -> Any:
    """The model with what is to be trained in it, and nothing else that has a gradient."""
    base.requires_grad_(False)
    for module in base.modules():
        if isinstance(module, nn.Linear | nn.Embedding):  # positions need their 32 bits
            module.to(torch.bfloat16)
    if way == "lora":
        from peft import LoraConfig, get_peft_model

        config = LoraConfig(r=RANK, lora_alpha=ALPHA, target_modules=list(_LINEAR), task_type="CAUSAL_LM")
        return get_peft_model(base, config)
    for layer in base.model.layers:
        for part in (layer.self_attn, layer.mlp):
            for name, linear in list(part.named_children()):
                if name in _LINEAR:
                    setattr(part, name, ScaledLinear(linear, blocks=way == "blocks"))
    return base


def losses(model: Any, examples: Sequence[Example]) -> Any:
    """Of every target, in nats; logits are computed in the columns that have one."""
    width = max(len(tokens) for tokens, _ in examples) - 1
    tokens = torch.zeros((len(examples), width), dtype=torch.long)
    labels = torch.full_like(tokens, -100)
    for row, (read, learned) in enumerate(examples):
        count = len(read) - 1
        tokens[row, :count] = torch.tensor(read[:-1])
        labels[row, :count] = torch.where(torch.tensor(learned[1:]), torch.tensor(read[1:]), -100)
    columns = (labels != -100).any(0).nonzero()[:, 0]
    labels = labels[:, columns]
    with torch.autocast("cpu", torch.bfloat16):
        logits = model(input_ids=tokens, logits_to_keep=columns, use_cache=False).logits
    wanted = labels != -100
    return nn.functional.cross_entropy(logits[wanted].float(), labels[wanted], reduction="none")


def mean_loss(model: Any, examples: Sequence[Example]) -> float:
    with torch.no_grad():
        parts = [losses(model, examples[at : at + BATCH]) for at in range(0, len(examples), BATCH)]
    return float(torch.cat(parts).double().mean())


def train(model: Any, task: Task, rate: float) -> tuple[int, float]:
    """Tokens and seconds of processor time. AdamW, a short warm-up, then half a cosine down to a tenth."""
    parameters = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(parameters, lr=rate, weight_decay=0.0)
    order = random.Random(1)
    batches: list[list[Example]] = []
    for _ in range(task.passes):
        shuffled = list(task.training)
        order.shuffle(shuffled)
        batches += [shuffled[at : at + BATCH] for at in range(0, len(shuffled), BATCH)]
    rising = max(1, len(batches) // 10)

    def share(step: int) -> float:
        if step < rising:
            return (step + 1) / rising
        return 0.55 + 0.45 * float(np.cos(np.pi * (step - rising) / max(1, len(batches) - rising)))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, share)
    model.train()
    started, tokens = process_time(), 0
    for batch in batches:
        losses(model, batch).mean().backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        optimizer.zero_grad()
        schedule.step()
        tokens += sum(len(read) for read, _ in batch)
    seconds = process_time() - started
    model.eval()
    return tokens, seconds


def keep_scales(model: Any, path: Path) -> None:
    changes = {
        name.removesuffix(".change"): parameter.detach().numpy()
        for name, parameter in model.named_parameters()
        if name.endswith(".change")
    }
    np.savez(path, allow_pickle=False, **changes)


def main(arguments: Sequence[str]) -> int:
    way, rate, file = arguments[0], float(arguments[1]), Path(arguments[2])
    lines = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # the libraries print there
    task = Task(**json.loads(file.read_text(encoding="utf-8")))
    torch.set_num_threads(task.threads)
    torch.manual_seed(1)
    model = prepare(load_torch_model(Path(task.model)), way)
    before = mean_loss(model, task.held_out), mean_loss(model, task.general)
    tokens, seconds = train(model, task, rate)
    peak = 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    after = mean_loss(model, task.held_out), mean_loss(model, task.general)
    count = sum(parameter.numel() for parameter in model.parameters() if parameter.requires_grad)
    if way != "lora":
        keep_scales(model, Path(task.scales))
    lines.write(json.dumps(asdict(Trained(count, tokens, seconds, peak, before, after))) + "\n")
    lines.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
