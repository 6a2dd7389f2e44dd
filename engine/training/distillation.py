"""What a composer is trained on: the model that reads merged spans is to think what it thinks of their tokens."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.states import Span
from engine.training.composer_network import MASKED

if TYPE_CHECKING:
    from transformers import PreTrainedModel

Compose = Callable[[Any, Any], Any]
"""(pieces, mask) -> embeddings, see `composer_network.compose`."""


@dataclass(frozen=True)
class MergedWindow:
    """A window of base tokens and the spans that it is cut into."""

    spans: Sequence[Span]

    @property
    def tokens(self) -> list[int]:
        return [token for span in self.spans for token in span]

    @property
    def ends(self) -> NDArray[np.int64]:
        """Of each span the place of its last token."""
        return np.cumsum([len(span) for span in self.spans]) - 1

    @property
    def first_merge(self) -> int:
        """Number of the first span of several tokens; of all spans where there is none."""
        return next((number for number, span in enumerate(self.spans) if len(span) > 1), len(self.spans))


@dataclass(frozen=True)
class Comparison:
    """The reading of merged spans against that of their tokens, at the same places. All of shape (places,)."""

    divergence: NDArray[np.float64]
    """Kullback-Leibler divergence of the next token's distribution from the unmerged model's, in nats."""
    loss_change: NDArray[np.float64]
    """Change of the negative log likelihood of the token that follows, in nats."""
    agreement: NDArray[np.bool_]
    """Whether both think the same token likeliest."""


class Distillation:
    """Reads windows with and without merges, through all layers of a torch model or the first ones."""

    def __init__(self, model: PreTrainedModel) -> None:
        self._model: Any = model
        for parameter in self._model.parameters():
            parameter.requires_grad_(False)
        self._table = self._model.get_input_embeddings().weight.detach()
        self._trunks: dict[int, Any] = {}

    @property
    def layers(self) -> int:
        return len(self._model.model.layers)

    @property
    def table(self) -> Any:
        """Input embeddings, shape (vocabulary, hidden_size)."""
        return self._table

    @property
    def device(self) -> Any:
        return self._table.device

    @property
    def has_bfloat16(self) -> bool:
        """Whether the device multiplies bfloat16 itself. Without that, autocast is slower than float32."""
        import torch

        if self.device.type == "cpu":
            return bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))

    def match(self, windows: Sequence[MergedWindow], depth: int, compose: Compose) -> Any:
        """How far the states after `depth` layers are from those of the unmerged reading, at each span's last token
        from the first merge on: their squared distance over the squared length, as the next layer sees them."""
        import torch

        with torch.no_grad():
            wanted = self._read(self._embed([window.tokens for window in windows]), depth)
        states = self._read(self._embed_merged(windows, compose), depth)
        rows, places, ends = self._places(windows)
        goal = wanted[rows, ends]
        return (states[rows, places] - goal).square().sum() / goal.square().sum()

    def diverge(self, windows: Sequence[MergedWindow], compose: Compose, places: int, seed: int) -> Any:
        """Mean Kullback-Leibler divergence of the next token's distribution at up to `places` places from the first
        merge on, drawn from the seed."""
        import torch

        rows, columns, ends = self._places(windows)
        chosen = torch.randperm(len(rows), generator=torch.Generator().manual_seed(seed))[:places].to(self.device)
        rows, columns, ends = rows[chosen], columns[chosen], ends[chosen]
        with torch.no_grad():
            read = self._read(self._embed([window.tokens for window in windows]), self.layers)
            wanted = torch.log_softmax(self._model.lm_head(read[rows, ends]).float(), -1)
        states = self._read(self._embed_merged(windows, compose), self.layers)
        thought = torch.log_softmax(self._model.lm_head(states[rows, columns]).float(), -1)
        return torch.nn.functional.kl_div(thought, wanted, log_target=True, reduction="batchmean")

    def compare(self, window: MergedWindow, last: int, compose: Compose) -> Comparison:
        """At the window's last `last` tokens but one, each of them a span of its own."""
        import torch

        following = torch.tensor(window.tokens[1:][-last + 1 :], device=self.device)
        with torch.no_grad():
            base = self._read(self._embed([window.tokens]), self.layers)[0, -last:-1]
            merged = self._read(self._embed_merged([window], compose), self.layers)[0, -last:-1]
            wanted, thought = (torch.log_softmax(self._model.lm_head(part).float(), -1) for part in (base, merged))
            divergence = (wanted.exp() * (wanted - thought)).sum(-1)
            change = (wanted - thought).gather(-1, following[:, None])[:, 0]
            same = wanted.argmax(-1) == thought.argmax(-1)
        return Comparison(divergence.double().cpu().numpy(), change.double().cpu().numpy(), same.cpu().numpy())

    def pieces(self, spans: Sequence[Span]) -> tuple[Any, Any]:
        """The spans' embeddings and mask, see `composer_network.compose`."""
        return span_pieces(self._table, spans)

    def _places(self, windows: Sequence[MergedWindow]) -> tuple[Any, Any, Any]:
        """Row, place in the merged reading and place in the unmerged one, of each span from the first merge on."""
        import torch

        found = [
            (row, place, int(end))
            for row, window in enumerate(windows)
            for place, end in enumerate(window.ends)
            if place >= window.first_merge
        ]
        rows, places, ends = torch.tensor(found, device=self.device).T
        return rows, places, ends

    def _embed(self, rows: Sequence[Sequence[int]]) -> Any:
        """Rows are filled up at the end: what is there reaches nothing before it."""
        import torch

        width = max(map(len, rows))
        return self._table[torch.tensor([[*row, *[0] * (width - len(row))] for row in rows], device=self.device)]

    def _embed_merged(self, windows: Sequence[MergedWindow], compose: Compose) -> Any:
        import torch

        embeddings = self._embed([[span[-1] for span in window.spans] for window in windows])
        merged = [
            (row, place, span)
            for row, window in enumerate(windows)
            for place, span in enumerate(window.spans)
            if len(span) > 1
        ]
        if not merged:
            return embeddings
        rows = torch.tensor([row for row, _, _ in merged], device=self.device)
        places = torch.tensor([place for _, place, _ in merged], device=self.device)
        composed = compose(*self.pieces([span for _, _, span in merged]))
        return embeddings.index_put((rows, places), composed)

    def _read(self, embeddings: Any, depth: int) -> Any:
        """States after `depth` layers as the next one sees them, after its norm; of all layers, after the last norm."""
        trunk = self._trunk(depth)
        return trunk(inputs_embeds=embeddings, use_cache=False).last_hidden_state

    def _trunk(self, depth: int) -> Any:
        """The first `depth` layers, which share their weights with the model."""
        if depth == self.layers:
            return self._model.model
        if depth not in self._trunks:
            whole = self._model.model
            trunk = copy.copy(whole)
            trunk._modules = {
                **whole._modules,
                "layers": whole.layers[:depth],
                "norm": whole.layers[depth].input_layernorm,
            }
            trunk.config = copy.copy(whole.config)
            trunk.config.num_hidden_layers = depth
            self._trunks[depth] = trunk
        return self._trunks[depth]


def span_pieces(embeddings: Any, spans: Sequence[Span]) -> tuple[Any, Any]:
    """What `composer_network.compose` takes of spans: their tokens' rows of `embeddings`, and the mask."""
    import torch

    width = max(map(len, spans))
    tokens = torch.tensor([(*[0] * (width - len(span)), *span) for span in spans], device=embeddings.device)
    masked = [[MASKED] * (width - len(span)) + [0.0] * len(span) for span in spans]
    return embeddings[tokens], torch.tensor(masked, device=embeddings.device)
