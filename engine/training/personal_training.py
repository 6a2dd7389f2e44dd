"""Trains the adapter of a person, in steps that can be stopped and taken up again with the very same outcome."""

from __future__ import annotations

import io
import math
import random
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from enum import Enum, auto
from pathlib import Path
from time import perf_counter
from typing import Any, Protocol

from engine.backends.base import Interrupt, Interrupted
from engine.training.batches import families, joined, rows
from engine.training.examples import EncodedExample
from engine.training.foretelling import cross_entropies
from engine.training.general import GeneralText
from engine.training.lora import LoraOptions, LoraTraining, rate_share, target_states
from engine.training.personal_estimate import MOST_PASSES, RANK, STEP_TOKENS
from engine.training.personal_events import Step, Validation
from engine.training.personal_material import Material
from engine.training.preferences import by_example, dpo_loss, kto_drift, kto_loss, reply_losses
from engine.training.scoring import Scorer
from engine.training.trainer import replace_file
from models.encryption.files import PLAIN, PlainFiles

_FORMAT = 1
_JUDGED = 4
"""Most pairs, or disliked replies, that one step looks at."""


@dataclass(frozen=True)
class PersonalOptions:
    """How a person's adapter is trained."""

    lora: LoraOptions = field(
        default_factory=lambda: LoraOptions(
            rank=RANK, learning_rate=5e-4, passes=MOST_PASSES, tokens_per_step=STEP_TOKENS
        )
    )
    steps_per_pass: int = 8
    """At least: few examples are read in smaller steps."""
    beta: float = 0.1
    """Of DPO and KTO: how dear it is to leave the base."""
    general_weight: float = 4.0
    """Of the divergence from the base on a passage of general text, in every step (the consistency term of arXiv
    2408.04556): see benchmarks/personalization_forgetting.py."""
    patience: int = 2
    """Validations without a better one, after which the training ends."""
    strengths: tuple[float, ...] = (0.4, 0.5, 0.65, 0.8)
    """What the trained adapter may be weakened to; see `kept_gain`."""
    kept_gain: float = 0.95
    """Share of the gain on held-out replies that it has to keep then. Between the base and what was learned, most is
    forgotten on the last part of the way (arXiv 2109.01903): see benchmarks/personalization_forgetting.py."""
    least_gain: float = 0.8
    """That share where it forgot more than is accepted; see `weaken`. With 0.6 no habit showed in a reply any more."""
    steps_between: int = 40
    """Most steps from one validation, and one checkpoint, to the next."""


class Control(Protocol):
    """See `personal_control.TrainingControl`."""

    @property
    def wanted(self) -> bool: ...

    def __call__(self) -> bool: ...


@dataclass
class _Progress:
    step: int = 0
    tokens: int = 0
    seconds: float = 0.0
    loss: float = math.nan
    base_loss: float = math.nan
    best_loss: float = math.inf
    worse: int = 0
    """Validations since the best one."""
    finished: bool = False


class _Kind(Enum):
    REPLIES = auto()
    PAIRS = auto()
    """Chosen and rejected replies in turn."""
    JUDGED = auto()


@dataclass(frozen=True)
class _Work:
    """What one step learns from."""

    kind: _Kind
    examples: Sequence[EncodedExample]
    liked: tuple[bool, ...] = ()
    """Of judged replies."""
    strayed: Sequence[EncodedExample] = ()

    @property
    def tokens(self) -> int:
        """That are read with a gradient."""
        return sum(len(example.tokens) for example in self.examples)


class PersonalTraining:
    """One adapter in the making, kept in a checkpoint."""

    def __init__(
        self,
        base: Any,
        material: Material,
        held_out: Sequence[EncodedExample],
        general: Sequence[EncodedExample],
        options: PersonalOptions,
        checkpoint: Path,
        key: str,
        files: PlainFiles = PLAIN,
        interrupt: Interrupt = lambda: False,
    ) -> None:
        """`base` as `load_torch_model` gives it; its weights are rounded to bfloat16 where the processor has that.

        `held_out` decides when the training ends. `general` are passages, whose order counts, for
        `general_weight`. What `checkpoint` holds is taken up: ValueError where it was not made with the same `key` or
        is damaged, OSError where it cannot be read. `files` keeps it, encrypted or not. Raises Interrupted while what
        the base says is read.
        """
        import torch

        self._material, self._held_out = material, held_out
        self._options, self._checkpoint, self._key, self._files = options, checkpoint, key, files
        self._lora = LoraTraining(base, options.lora)
        self._scorer = Scorer(self._lora.model)
        self._general = GeneralText(self._lora.model, general if options.general_weight else (), interrupt)
        self._base_losses = self._read_base(interrupt)
        lora = options.lora
        self._optimizer: Any = torch.optim.AdamW(
            self._lora.trained, lr=lora.learning_rate, weight_decay=lora.weight_decay, fused=True
        )
        self._plan = self._make_plan()
        self._now = _Progress()
        self._best = self._weights()
        if checkpoint.exists():
            self._take_up()

    @property
    def lora(self) -> LoraTraining:
        return self._lora

    @property
    def steps(self) -> int:
        return len(self._plan)

    @property
    def steps_done(self) -> int:
        return self._now.step

    @property
    def tokens(self) -> int:
        """To be read in all steps."""
        return sum(work.tokens for work in self._plan)

    @property
    def tokens_read(self) -> int:
        return self._now.tokens

    @property
    def seconds(self) -> float:
        """Of training so far, over every time that it was taken up."""
        return self._now.seconds

    def run(self, tell: Callable[[Step | Validation], None], control: Control) -> None:
        """Train to the end; the adapter then holds the best weights. Raises Interrupted between two steps, with the
        checkpoint written, and OSError where it cannot be."""
        now = self._now
        if math.isnan(now.base_loss):
            now.base_loss = self._held_out_loss()
        while not now.finished and now.step < len(self._plan):
            if control.wanted:
                self._save()
                if control():
                    raise Interrupted
            self._step(self._plan[now.step])
            left = sum(work.tokens for work in self._plan[now.step :])
            tell(
                Step(
                    now.step,
                    now.step / len(self._plan),
                    now.loss,
                    now.tokens,
                    now.seconds,
                    left * now.seconds / max(1, now.tokens),
                )
            )
            if now.step % self._interval == 0 or now.step == len(self._plan):
                tell(self._validate())
                self._save()
        if not now.finished:
            now.finished = True
            self._save()
        self.weaken(self._options.kept_gain)

    @property
    def _interval(self) -> int:
        """Steps from one validation to the next."""
        return min(self._options.steps_between, max(1, len(self._plan) // self._options.lora.passes))

    def _make_plan(self) -> list[_Work]:
        """All steps in their order, drawn from the seed: the same whenever the training is taken up."""
        lora, material = self._options.lora, self._material
        whole = sum(len(example.tokens) for example in material.replies)
        length = min(lora.tokens_per_step, max(64, whole // self._options.steps_per_pass))
        order = random.Random(lora.seed)  # noqa: S311 - an order, no secret
        conversations = families(material.replies)
        plan: list[_Work] = []
        for _ in range(lora.passes):
            replies = [reply for replies in order.sample(conversations, len(conversations)) for reply in replies]
            works = [_Work(_Kind.REPLIES, row) for row in rows(replies, length)]
            pairs = order.sample(material.pairs, len(material.pairs))
            sizes = [len(pair.chosen.tokens) + len(pair.rejected.tokens) for pair in pairs]
            for numbers in _groups(sizes, lora.tokens_per_step):
                halves = [half for number in numbers for half in (pairs[number].chosen, pairs[number].rejected)]
                works.append(_Work(_Kind.PAIRS, halves))
            disliked = order.sample(range(len(material.disliked)), len(material.disliked))
            sizes = [2 * len(material.disliked[number].tokens) for number in disliked]
            for numbers in _groups(sizes, lora.tokens_per_step):
                works.append(self._judgement([disliked[number] for number in numbers], order))
            order.shuffle(works)
            plan += works
        return plan

    def _judgement(self, numbers: Sequence[int], order: random.Random) -> _Work:
        """Disliked replies beside as many that the person kept: KTO balances the two."""
        material = self._material
        disliked = [material.disliked[number] for number in numbers]
        liked = order.sample(material.replies, min(len(numbers), len(material.replies)))
        strayed = [material.strayed[number] for number in numbers]
        marks = (*[False] * len(disliked), *[True] * len(liked))
        return _Work(_Kind.JUDGED, [*disliked, *liked], marks, strayed)

    def _step(self, work: _Work) -> None:
        import torch

        now, lora = self._now, self._options.lora
        started = perf_counter()
        self._optimizer.param_groups[0]["lr"] = lora.learning_rate * rate_share(lora.warmup, len(self._plan), now.step)
        loss, drift = self._losses(work)
        (loss + drift).backward()
        torch.nn.utils.clip_grad_norm_(self._lora.trained, lora.largest_gradient)
        self._optimizer.step()
        self._optimizer.zero_grad()
        value = float(loss.item())
        if work.kind is _Kind.REPLIES:  # the others are of another scale
            now.loss = value if math.isnan(now.loss) else 0.8 * now.loss + 0.2 * value
        now.step += 1
        now.tokens += work.tokens
        now.seconds += perf_counter() - started

    def _losses(self, work: _Work) -> tuple[Any, Any]:
        """Of the work, and of the divergence on a passage of general text, which is read in the same row."""
        import torch

        number = self._now.step % len(self._general) if len(self._general) else None
        batch = joined([*work.examples, *(() if number is None else [self._general.passage(number)])])
        states, head = target_states(self._lora.model, batch)
        count = int((batch.owners < len(work.examples)).sum())  # of targets; the passage's are behind them
        losses = cross_entropies(states[:count], head, torch.as_tensor(batch.labels[:count]))
        drift = torch.zeros(())
        if number is not None:
            drift = self._options.general_weight * self._general.divergence(number, states[count:], head)
        if work.kind is _Kind.REPLIES:
            return losses.mean(), drift
        beta = self._options.beta
        gains = self._gains(work.examples, by_example(losses, batch.owners[:count], len(work.examples)))
        if work.kind is _Kind.PAIRS:
            return dpo_loss(gains[0::2], gains[1::2], beta), drift
        with torch.no_grad():
            strayed = self._gains(work.strayed, reply_losses(self._lora.model, joined(work.strayed)))
        return kto_loss(gains, torch.tensor(work.liked), kto_drift(strayed), beta), drift

    def _gains(self, examples: Sequence[EncodedExample], losses: Any) -> Any:
        """log p_adapter - log p_base of each reply, whose `losses` with the adapter are given."""
        return losses.new_tensor([self._base_losses[example] for example in examples]) - losses

    def _read_base(self, interrupt: Interrupt) -> dict[EncodedExample, float]:
        """What judged replies cost without the adapter, which does not change."""
        material = self._material
        pairs = [half for pair in material.pairs for half in (pair.chosen, pair.rejected)]
        beside = material.replies if material.disliked else ()
        judged = list(dict.fromkeys((*pairs, *material.disliked, *material.strayed, *beside)))
        if not judged:
            return {}
        losses = Scorer(self._lora.model, interrupt).losses(judged, adapter=False)
        return dict(zip(judged, losses.sums.tolist(), strict=True))

    def _held_out_loss(self) -> float:
        """Nats a token; of the replies learned from where none is held out."""
        losses = self._scorer.losses(self._held_out or self._material.replies[:32])
        return float(losses.sums.sum() / max(1, losses.counts.sum()))

    def _validate(self) -> Validation:
        now = self._now
        loss = self._held_out_loss()
        if loss < now.best_loss:
            now.best_loss, now.worse = loss, 0
            self._best = self._weights()
        else:
            now.worse += 1
        now.finished = now.worse >= self._options.patience
        return Validation(now.step, loss, now.base_loss)

    def weaken(self, kept_gain: float) -> None:
        """The best weights at the least strength that keeps `kept_gain` of what was gained on held-out replies."""
        now = self._now
        for strength in self._options.strengths:
            self._set_weights([strength**0.5 * weight for weight in self._best])  # A and B alike
            if now.base_loss - self._held_out_loss() >= kept_gain * (now.base_loss - now.best_loss):
                return
        self._set_weights(self._best)

    def _weights(self) -> list[Any]:
        return [parameter.detach().clone() for parameter in self._lora.trained]

    def _set_weights(self, weights: Sequence[Any]) -> None:
        import torch

        with torch.no_grad():
            for parameter, weight in zip(self._lora.trained, weights, strict=True):
                parameter.copy_(weight)

    def _save(self) -> None:
        """The checkpoint is there whole, the old one or the new."""
        import torch

        content = {
            "format": _FORMAT,
            "key": self._key,
            "weights": self._weights(),
            "best": self._best,
            "optimizer": self._optimizer.state_dict(),
            "progress": asdict(self._now),
        }
        buffer = io.BytesIO()
        torch.save(content, buffer)
        replace_file(self._checkpoint, self._files.encoded(buffer.getvalue()))

    def _take_up(self) -> None:
        import torch

        try:
            raw = io.BytesIO(self._files.decoded(self._checkpoint.read_bytes()))
            content: Any = torch.load(raw, map_location="cpu", weights_only=True)
        except OSError:
            raise
        except Exception as error:  # the errors of its formats share no base class
            raise ValueError(str(error)) from error
        if content.get("format") != _FORMAT or content.get("key") != self._key:
            raise ValueError("the checkpoint is of another training")
        self._set_weights(content["weights"])
        self._best = content["best"]
        self._optimizer.load_state_dict(content["optimizer"])
        self._now = _Progress(**content["progress"])


def _groups(sizes: Sequence[int], most: int) -> list[list[int]]:
    """Numbers of neighbours whose sizes together are at most `most`, and at most _JUDGED of them; a larger one is a
    group of its own."""
    groups: list[list[int]] = []
    room = 0
    for number, size in enumerate(sizes):
        if not groups or size > room or len(groups[-1]) == _JUDGED:
            groups.append([])
            room = most
        groups[-1].append(number)
        room -= size
    return groups


def round_to_bfloat16(model: Any) -> None:
    """Halve the memory of frozen weights, one after the other; buffers, such as the rotary frequencies, stay."""
    import torch

    for parameter in model.parameters():
        parameter.data = parameter.data.to(torch.bfloat16)
