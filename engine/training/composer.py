"""Trains a composer for one model by distillation, in steps that can be stopped and taken up again."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.backends.base import Interrupt, Interrupted
from engine.states import Span
from engine.tokenization.recuts import Recuts
from engine.training.composer_network import NetworkShape, Weights, compose, initial_weights
from engine.training.composer_text import TextWindows
from engine.training.distillation import Distillation, MergedWindow
from engine.training.merges import RandomCuts

_SEEN = 64
"""Tokens at the end of a held-out window that stay single; what the merges before them do is measured there."""
_FORMAT = 1


@dataclass(frozen=True)
class ComposerOptions:
    """How a composer is trained."""

    seconds: float
    """Of training in all, over every time that it is taken up; steps only, not what is read and tested between."""
    learning_rate: float = 2e-4
    """At its highest; it then follows half a cosine down to a twentieth. 1e-3 undoes what was learned (measured)."""
    warmup: float = 0.02
    """Share of the time."""
    matching: float = 0.35
    """Share of the time in which states after `depth` layers are matched; then the whole model's answers are, which
    teaches more a token and costs four times as much. None of it where an earlier training is gone on with."""
    depth: float = 0.27
    """Share of the layers."""
    rows: int = 2
    """Windows a step."""
    rates: tuple[float, float] = (0.08, 0.45)
    """Share of a window's positions that merges save, drawn evenly between these."""
    places: int = 160
    """Most positions a step whose answers are compared."""
    known: int = 64
    """The vocabulary's own tokens, made of their parts, a step."""
    known_weight: float = 0.5
    """Of the loss on these (arXiv 2411.18553)."""
    largest_gradient: float = 1.0
    test_rate: float = 0.2
    """Positions saved in a test."""
    test_windows: int = 8
    tests: int = 12
    """About how many tests there are in all."""
    seed: int = 0


@dataclass(frozen=True)
class Test:
    """What the composer did to held-out text at one moment of its training."""

    tokens: int
    """Read until then."""
    seconds: float
    divergence: float
    """Mean Kullback-Leibler divergence from the unmerged model, in nats, at `ComposerOptions.test_rate`."""
    loss_change: float
    """In nats a token."""


@dataclass(frozen=True)
class TrainingState:
    """Where the training is after a step."""

    step: int
    share: float
    """Of the time, 0 to 1."""
    loss: float
    """Smoothed, of the present phase."""
    matching: bool
    tokens: int
    seconds: float
    test: Test | None
    """The one made after this step, if any."""


@dataclass(frozen=True)
class Earlier:
    """A composer that was trained before, with which a training begins."""

    weights: Weights
    facts: Mapping[str, Any]
    """Of its training, as its card tells them."""


@dataclass
class _Progress:
    step: int = 0
    windows: int = 0
    tokens: int = 0
    seconds: float = 0.0
    tests: list[Test] = field(default_factory=list[Test])
    best: float = math.inf


class ComposerTraining:
    """One composer in the making, kept in a folder."""

    def __init__(
        self,
        distillation: Distillation,
        text: TextWindows,
        cuts: RandomCuts,
        recuts: Recuts,
        shape: NetworkShape,
        options: ComposerOptions,
        checkpoint: Path,
        earlier: Earlier | None = None,
    ) -> None:
        """What `checkpoint` holds is taken up; OSError or ValueError where that is of another training or damaged.
        Without one the training begins with the weights of `earlier`, or else with the mean."""
        import torch

        self._distillation, self._text, self._cuts, self._recuts = distillation, text, cuts, recuts
        self._shape, self._options, self._checkpoint = shape, options, checkpoint
        self._progress = _Progress()
        self._earlier: Mapping[str, Any] | None = earlier.facts if earlier is not None else None
        scale = distillation.table.square().mean().sqrt().item()
        weights = earlier.weights if earlier is not None else initial_weights(shape, scale, options.seed)
        self._weights: Weights = {name: value.to(distillation.device, copy=True) for name, value in weights.items()}
        self._best: Weights = {name: value.cpu().clone() for name, value in weights.items()}
        self._trained = [value.requires_grad_() for name, value in self._weights.items() if name != "scale"]
        self._optimizer: Any = torch.optim.AdamW(self._trained, lr=0.0, weight_decay=0.0, betas=(0.9, 0.98))
        self._exam = self._make_exam()
        if checkpoint.exists():
            self._take_up()

    @property
    def best(self) -> Weights:
        """The weights of the best test so far."""
        return self._best

    @property
    def earlier(self) -> Mapping[str, Any] | None:
        """Facts of the training that this one goes on with."""
        return self._earlier

    @property
    def tests(self) -> Sequence[Test]:
        return self._progress.tests

    def run(self, progress: Callable[[TrainingState], None], interrupt: Interrupt) -> None:
        """Train until the time is over. Raises Interrupted between two steps, with the checkpoint written."""
        now, options = self._progress, self._options
        windows = self._text.training(options.seed, now.windows)
        known = self._known()
        smoothed, phase = math.nan, None
        if not now.tests:
            self._test()
        while now.seconds < options.seconds:
            if interrupt():
                self._save()
                raise Interrupted
            started = perf_counter()
            share = now.seconds / options.seconds
            matching = self._earlier is None and share < options.matching
            loss = self._step(windows, known, share, matching)
            now.seconds += perf_counter() - started
            smoothed = loss if math.isnan(smoothed) or phase != matching else 0.98 * smoothed + 0.02 * loss
            phase = matching
            test = None
            if now.seconds * options.tests >= len(now.tests) * options.seconds:
                test = self._test()
                self._save()
            progress(TrainingState(now.step, share, smoothed, matching, now.tokens, now.seconds, test))

    def _step(self, windows: Iterator[NDArray[np.int64]], known: Iterator[Any], share: float, matching: bool) -> float:
        import torch

        now, options = self._progress, self._options
        draw = np.random.default_rng((options.seed, now.step))
        batch = [self._cut(next(windows), draw) for _ in range(options.rows)]
        self._optimizer.param_groups[0]["lr"] = options.learning_rate * self._rate(share)
        with torch.autocast(self._distillation.device.type, torch.bfloat16, enabled=self._distillation.has_bfloat16):
            if matching:
                depth = max(1, round(options.depth * self._distillation.layers))
                loss = self._distillation.match(batch, depth, self._compose)
            else:
                loss = self._distillation.diverge(batch, self._compose, options.places, now.step)
            whole = loss + options.known_weight * self._known_loss(next(known))
        whole.backward()
        torch.nn.utils.clip_grad_norm_(self._trained, options.largest_gradient)
        self._optimizer.step()
        self._optimizer.zero_grad()
        now.step += 1
        now.windows += len(batch)
        now.tokens += sum(len(window.tokens) for window in batch)
        return float(loss.item())

    def _cut(self, window: NDArray[np.int64], draw: np.random.Generator) -> MergedWindow:
        return MergedWindow(self._cuts.drawn(window, draw.uniform(*self._options.rates), draw))

    def _rate(self, share: float) -> float:
        """Share of the highest learning rate."""
        if share < self._options.warmup:
            return 0.1 + 0.9 * share / self._options.warmup
        return 0.05 + 0.95 * 0.5 * (1 + math.cos(math.pi * min(1.0, share)))

    def _compose(self, pieces: Any, mask: Any) -> Any:
        return compose(self._shape, self._weights, pieces, mask)

    def _known(self) -> Iterator[list[tuple[int, Span]]]:
        """Batches of the vocabulary's own tokens with their parts, without end."""
        number = 0
        while True:
            examples = self._recuts.examples((2, 2, 3, 2, 4), seed=self._options.seed + number)
            for start in range(0, len(examples), self._options.known):
                yield examples[start : start + self._options.known]
            number += 1

    def _known_loss(self, examples: Sequence[tuple[int, Span]]) -> Any:
        """Squared distance of composed embeddings to the true ones over the squared length of these."""
        table = self._distillation.table
        made = self._compose(*self._distillation.pieces([span for _, span in examples]))
        goal = table[[token for token, _ in examples]]
        return (made - goal).square().sum() / goal.square().sum()

    def _make_exam(self) -> list[MergedWindow]:
        options = self._options
        windows = self._text.held_out(options.test_windows)
        return [MergedWindow(self._cuts.usual(window, options.test_rate, _SEEN)) for window in windows]

    def _test(self) -> Test:
        import torch

        now = self._progress
        with torch.no_grad():
            results = [self._distillation.compare(window, _SEEN, self._compose) for window in self._exam]
        divergence = float(np.mean([result.divergence.mean() for result in results]))
        change = float(np.mean([result.loss_change.mean() for result in results]))
        test = Test(now.tokens, now.seconds, divergence, change)
        now.tests.append(test)
        if divergence < now.best:
            now.best = divergence
            self._best = {name: value.detach().cpu().clone() for name, value in self._weights.items()}
        return test

    def _save(self) -> None:
        """The checkpoint is there whole, the old one or the new."""
        import torch

        now = self._progress
        content = {
            "format": _FORMAT,
            "shape": asdict(self._shape),
            "weights": {name: value.detach() for name, value in self._weights.items()},
            "best": self._best,
            "optimizer": self._optimizer.state_dict(),
            "progress": {"step": now.step, "windows": now.windows, "tokens": now.tokens, "seconds": now.seconds},
            "tests": [asdict(test) for test in now.tests],
            "earlier": self._earlier,
        }
        aside = self._checkpoint.with_name(f"{self._checkpoint.name}.{os.getpid()}.new")
        try:
            torch.save(content, aside)
            aside.replace(self._checkpoint)
        finally:
            aside.unlink(missing_ok=True)

    def _take_up(self) -> None:
        import torch

        try:
            content: Any = torch.load(self._checkpoint, map_location="cpu", weights_only=True)
        except OSError:
            raise
        except Exception as error:  # the errors of its formats share no base class
            raise ValueError(str(error)) from error
        if content.get("format") != _FORMAT or content.get("shape") != asdict(self._shape):
            raise ValueError("the checkpoint is of another training")
        with torch.no_grad():
            for name, value in self._weights.items():
                value.copy_(content["weights"][name])
        self._best = content["best"]
        self._earlier = content.get("earlier")
        self._optimizer.load_state_dict(content["optimizer"])
        tests = [Test(**test) for test in content["tests"]]
        best = min((test.divergence for test in tests), default=math.inf)
        self._progress = _Progress(**content["progress"], tests=tests, best=best)
