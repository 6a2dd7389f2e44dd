"""The network that makes one input embedding for several tokens, in torch: what it computes and where it starts."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

Weights = dict[str, Any]
"""Name -> tensor."""

NORM_EPSILON = 1e-5
MASKED = -1e4
"""Added to the attention to a column that holds no token."""


@dataclass(frozen=True)
class NetworkShape:
    """An encoder over the embeddings of a span's tokens; its last column's state becomes a correction to their mean."""

    hidden_size: int
    """Of the model that it serves."""
    feed_forward: int
    heads: int
    layers: int = 2
    longest: int = 8
    """Tokens of a span."""

    @classmethod
    def within(cls, hidden_size: int, parameters: int) -> NetworkShape:
        """One layer or two, with the widest feed-forward part that keeps it below about `parameters` weights."""
        heads = next(count for count in range(max(1, hidden_size // 64), 0, -1) if hidden_size % count == 0)
        for layers in (2, 1):
            spare = (parameters - hidden_size**2) / layers - 4 * hidden_size**2
            width = int(min(spare / (2 * hidden_size), 8 / 3 * hidden_size)) // 64 * 64
            if width >= hidden_size:
                break
        return cls(hidden_size, max(width, 64), heads, layers)

    @property
    def parameters(self) -> int:
        width = self.hidden_size
        layer = 4 * width**2 + 2 * width * self.feed_forward + 2 * width
        return self.layers * layer + width**2 + width + self.longest * (width + 1) + 1


def initial_weights(shape: NetworkShape, scale: float, seed: int) -> Weights:
    """Weights with which the network gives a mean that weighs each token half as much as the one after it: `output` is
    zero, so training starts there. `scale` is the root mean square of the model's embeddings.

    Weights of 1, 2, 4 ... toward the last token lose less than equal ones (measured: 0.240 against 0.289 nats of KL at
    19 % fewer positions).
    """
    import torch

    generator = torch.Generator().manual_seed(seed)
    width, wide = shape.hidden_size, shape.feed_forward

    def drawn(rows: int, columns: int) -> Any:
        return torch.randn(rows, columns, generator=generator) / math.sqrt(rows)

    weights: Weights = {
        "scale": torch.tensor(scale),
        "tilt": -math.log(2) * torch.arange(shape.longest - 1, -1, -1, dtype=torch.float32),
        "positions": 0.1 * drawn(shape.longest, width),
        "last_norm": torch.ones(width),
        "output": torch.zeros(width, width),
    }
    for layer in range(shape.layers):
        weights[f"{layer}.attention_norm"] = torch.ones(width)
        weights[f"{layer}.feed_forward_norm"] = torch.ones(width)
        for name in ("query", "key", "value"):
            weights[f"{layer}.{name}"] = drawn(width, width)
        weights[f"{layer}.attention_out"] = drawn(width, width) / math.sqrt(2 * shape.layers)
        weights[f"{layer}.up"] = drawn(width, wide)
        weights[f"{layer}.down"] = drawn(wide, width) / math.sqrt(2 * shape.layers)
    return weights


def compose(shape: NetworkShape, weights: Weights, pieces: Any, mask: Any) -> Any:
    """Embeddings of spans, shape (spans, hidden_size).

    `pieces` are their tokens' embeddings, shape (spans, length, hidden_size), with the last token in the last column;
    `mask` is 0 where there is a token and MASKED before the first one, shape (spans, length).
    """
    import torch

    length, heads = pieces.shape[1], shape.heads
    state = pieces / weights["scale"] + weights["positions"][-length:]
    for layer in range(shape.layers):
        # Nothing but the last column's state is read in the end.
        asking = state[:, -1:] if layer == shape.layers - 1 else state
        normed = _norm(state, weights[f"{layer}.attention_norm"])
        asked = normed[:, -asking.shape[1] :] @ weights[f"{layer}.query"]
        keys, values = normed @ weights[f"{layer}.key"], normed @ weights[f"{layer}.value"]
        queries, keys, values = (part.unflatten(-1, (heads, -1)).transpose(1, 2) for part in (asked, keys, values))
        scores = queries @ keys.transpose(2, 3) / math.sqrt(shape.hidden_size // heads) + mask[:, None, None, :]
        seen = (torch.softmax(scores, -1) @ values).transpose(1, 2).flatten(2)
        state = asking + seen @ weights[f"{layer}.attention_out"]
        wide = torch.nn.functional.silu(_norm(state, weights[f"{layer}.feed_forward_norm"]) @ weights[f"{layer}.up"])
        state = state + wide @ weights[f"{layer}.down"]
    correction = _norm(state[:, -1], weights["last_norm"]) @ weights["output"]
    share = torch.softmax(weights["tilt"][-length:] + mask, -1)
    return (share[:, :, None] * pieces).sum(1) + weights["scale"] * correction


def _norm(values: Any, gain: Any) -> Any:
    """Root mean square normalization (arXiv 1910.07467)."""
    return values * (values.square().mean(-1, keepdim=True) + NORM_EPSILON).rsqrt() * gain
