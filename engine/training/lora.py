"""Trains a LoRA adapter on conversations, with the base model's weights as they are."""

from __future__ import annotations

import json
import math
import platform
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from engine.backends.base import Interrupt, Interrupted
from engine.training.batches import Batch, pack, pad
from engine.training.decoder_layers import as_ever, compute_together
from engine.training.examples import EncodedExample
from engine.training.foretelling import cross_entropies

if TYPE_CHECKING:
    from transformers import PreTrainedModel

ATTENTION = ("q_proj", "k_proj", "v_proj", "o_proj")
ALL_LINEAR = (*ATTENTION, "gate_proj", "up_proj", "down_proj")


@dataclass(frozen=True)
class LoraOptions:
    """How an adapter is built and trained. The defaults are those of OPPU (arXiv 2402.04401) for a person's style."""

    rank: int = 8
    alpha: float = 16.0
    """The update is alpha / rank * B A."""
    modules: tuple[str, ...] = ALL_LINEAR
    """Linear layers to adapt, by their last name in the torch model."""
    invocation: tuple[int, ...] = ()
    """Token ids that switch an activated LoRA on (arXiv 2504.12397); empty for an ordinary one."""
    learning_rate: float = 2e-4
    """At its highest, after the warm-up; it then follows half a cosine down to a tenth."""
    warmup: float = 0.1
    """Share of the steps."""
    passes: int = 3
    """How often each example is seen."""
    tokens_per_step: int = 1024
    weight_decay: float = 0.0
    largest_gradient: float = 1.0
    """Norm to which gradients are clipped."""
    seed: int = 0


@dataclass(frozen=True)
class TrainingStep:
    """Where the training is after a step."""

    step: int
    steps: int
    loss: float
    """Mean over the step's targets, in nats a token."""
    tokens: int
    """Read since the training began."""
    seconds: float


@dataclass(frozen=True)
class AdapterCard:
    """What an adapter says about itself."""

    name: str
    base: str
    """Name of the model that it was trained on."""
    description: str
    license: str

    def readme(self) -> str:
        """A model card as the tools around PEFT write and read it."""
        return (
            f"---\nlicense: {self.license}\nbase_model: {self.base}\nlibrary_name: peft\n---\n"
            f"# {self.name}\n\n{self.description}\n"
        )


class LoraTraining:
    """One adapter in the making. Changes `base` (adds the adapter's layers) until `close`."""

    def __init__(self, base: PreTrainedModel, options: LoraOptions) -> None:
        """`base` as `load_torch_model` gives it."""
        from peft import LoraConfig, get_peft_model

        self._options = options
        _torch().manual_seed(options.seed)  # A is drawn at random
        config = LoraConfig(
            r=options.rank,
            lora_alpha=options.alpha,  # pyright: ignore[reportArgumentType]  # any number, see peft's own documentation
            target_modules=list(options.modules),
            alora_invocation_tokens=list(options.invocation) or None,
            task_type="CAUSAL_LM",
        )
        self._model: Any = get_peft_model(base, config)
        if not options.invocation and set(options.modules) == set(ALL_LINEAR):
            compute_together(self._model)

    @property
    def trained(self) -> list[Any]:
        """The adapter's own parameters, in a fixed order."""
        return [parameter for parameter in self._model.parameters() if parameter.requires_grad]

    @property
    def model(self) -> Any:
        """The base with the adapter, a peft model, as it is now."""
        return self._model

    def run(
        self,
        examples: Sequence[EncodedExample],
        progress: Callable[[TrainingStep], None],
        interrupt: Interrupt,
    ) -> None:
        """Train on `examples`, each of them `passes` times in an order drawn from the seed.

        Activations are in bfloat16 where the processor has it, the adapter's own weights and the loss in float32.
        Raises Interrupted between two steps; what was learned until then stays.
        """
        torch = _torch()
        options = self._options
        batches = self._batches(examples)
        parameters = self.trained
        optimizer = torch.optim.AdamW(parameters, lr=options.learning_rate, weight_decay=options.weight_decay)
        schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, partial(rate_share, options.warmup, len(batches)))
        self._model.train()
        started, tokens = perf_counter(), 0
        try:
            for number, batch in enumerate(batches, start=1):
                if interrupt():
                    raise Interrupted
                loss = self.loss(batch)
                loss.backward()
                torch.nn.utils.clip_grad_norm_(parameters, options.largest_gradient)
                optimizer.step()
                optimizer.zero_grad()
                schedule.step()
                tokens += batch.size
                progress(TrainingStep(number, len(batches), loss.item(), tokens, perf_counter() - started))
        finally:
            self._model.eval()

    def save(self, folder: Path, card: AdapterCard) -> None:
        """Write the adapter as PEFT does (adapter_config.json, adapter_model.safetensors, README.md), its weights in
        float16.

        Raises OSError. The folder is made; files of the same names in it are replaced.
        """
        import peft
        from safetensors import torch as safetensors

        library: Any = peft
        files: Any = safetensors
        folder.mkdir(parents=True, exist_ok=True)
        weights: dict[str, Any] = library.get_peft_model_state_dict(self._model)
        halves = {name: tensor.detach().half().contiguous() for name, tensor in sorted(weights.items())}
        files.save_file(halves, folder / "adapter_model.safetensors", {"format": "pt"})
        config: dict[str, Any] = self._model.peft_config["default"].to_dict()
        config |= {"target_modules": sorted(config["target_modules"]), "base_model_name_or_path": card.base}
        text = json.dumps(config, indent=2, sort_keys=True, default=str)
        (folder / "adapter_config.json").write_text(text + "\n", encoding="utf-8")
        (folder / "README.md").write_text(card.readme(), encoding="utf-8")

    def close(self) -> None:
        """Take the adapter's layers out of the base again."""
        as_ever(self._model)
        self._model.unload()

    def _batches(self, examples: Sequence[EncodedExample]) -> list[Batch]:
        options = self._options
        order = random.Random(options.seed)  # noqa: S311 - an order, no secret
        arrange = pad if options.invocation else pack
        batches: list[Batch] = []
        for _ in range(options.passes):
            shuffled = list(examples)
            order.shuffle(shuffled)
            batches += arrange(shuffled, options.tokens_per_step)
        return batches

    def loss(self, batch: Batch) -> Any:
        """Mean cross entropy of the targets, in nats a token."""
        return target_losses(self._model, batch).mean()


def target_losses(model: Any, batch: Batch) -> Any:
    """Cross entropy of every target in nats, shape (targets,)."""
    states, head = target_states(model, batch)
    return cross_entropies(states, head, _torch().as_tensor(batch.labels))


def target_states(model: Any, batch: Batch) -> tuple[Any, Any]:
    """What the output layer makes the logits of each target of, shape (targets, width), and the weight of that layer,
    (vocabulary, width). Activations are in bfloat16 where `has_bfloat16`."""
    torch = _torch()
    found: list[Any] = []

    def keep(_module: Any, _inputs: Any, states: Any) -> None:
        found.append(states)

    handle = model.get_base_model().model.norm.register_forward_hook(keep)
    try:
        with torch.autocast("cpu", torch.bfloat16, enabled=has_bfloat16()):
            model(
                input_ids=torch.from_numpy(batch.tokens),
                position_ids=torch.from_numpy(batch.positions.copy()),
                attention_mask=None if batch.visible is None else torch.from_numpy(batch.visible[:, None]),
                logits_to_keep=torch.zeros(0, dtype=torch.long),  # those of a whole row are never needed
                use_cache=False,
            )
    finally:
        handle.remove()
    (states,) = found
    return states[torch.from_numpy(batch.rows), torch.from_numpy(batch.places)], model.get_output_embeddings().weight


def rate_share(warmup: float, steps: int, step: int) -> float:
    """Share of the highest learning rate at `step` of `steps`, counted from 0: it rises over the share `warmup` of
    them, then follows half a cosine down to a tenth."""
    rising = max(1, round(warmup * steps))
    if step < rising:
        return (step + 1) / rising
    done = (step - rising) / max(1, steps - rising)
    return 0.1 + 0.9 * 0.5 * (1 + math.cos(math.pi * done))


def _torch() -> Any:
    """Imported late, and untyped: the types of many of its functions are open."""
    import torch

    return torch


def has_bfloat16() -> bool:
    """Whether the processor multiplies bfloat16 itself. Without that, autocast is slower than float32. oneDNN says yes
    of every processor with AVX-512, too, where it computes with float32 and converts all the time."""
    torch = _torch()
    if not torch.ops.mkldnn._is_mkldnn_bf16_supported():
        return False
    return platform.machine() not in ("x86_64", "AMD64") or bool(torch.cpu._is_avx512_bf16_supported())
