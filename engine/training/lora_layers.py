"""Linear layers with LoRA, computed in one go, those of the same input together.

PEFT computes the frozen layer and the adapter's two as operations of their own, which keep copies of their input and
walk over the output three times more; q, k and v, and gate and up, each read the input anew. Here it is
y = x W^T + b + (x A^T) B^T with W, A and b those of all layers of one input, B their block diagonal with the scale in
it, and the gradients written out: none for W.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any


class Linears:
    """LoRA layers of one input, as peft makes them. Their frozen weights become parts of one tensor."""

    def __init__(self, layers: Sequence[Any]) -> None:
        import torch

        self._layers = layers
        bases: list[Any] = [layer.base_layer for layer in layers]
        self.sizes = [base.out_features for base in bases]
        self._weight: Any = bases[0].weight.detach()
        if len(bases) > 1:
            self._weight = torch.cat([base.weight.detach() for base in bases])
            for base, part in zip(bases, self._weight.split(self.sizes), strict=True):
                base.weight.data = part
        self._bias: Any = None
        if bases[0].bias is not None:
            self._bias = torch.cat([base.bias.detach() for base in bases])

    def __call__(self, x: Any) -> Any:
        """(rows, tokens, inputs) -> (rows, tokens, outputs of all layers)."""
        import torch

        first = self._layers[0]
        if first.disable_adapters:
            return torch.nn.functional.linear(x, self._weight, self._bias)
        (name,) = first.active_adapters
        dtype = torch.get_autocast_dtype("cpu") if torch.is_autocast_enabled("cpu") else x.dtype
        factors = [layer.lora_A[name].weight for layer in self._layers]
        factors += [layer.lora_B[name].weight for layer in self._layers]
        return _adapted().apply(x, self._weight, self._bias, first.scaling[name], dtype, *factors)


@cache
def _adapted() -> Any:
    """The class is made late: torch is imported by then."""
    import torch as library

    torch: Any = library

    class Adapted(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, *arguments: Any) -> Any:
            """x: (…, inputs), weight: (outputs, inputs), bias: (outputs,) or None; then of each layer a:
            (rank, inputs), and of each layer b: (outputs of it, rank)."""
            x, weight, bias, scale, dtype, *factors = arguments
            ctx.shape, ctx.kind, ctx.scale = x.shape, x.dtype, scale
            half = len(factors) // 2
            ctx.sizes = [one.shape for one in factors]
            a = torch.cat(factors[:half]).to(dtype)
            b = (scale * torch.block_diag(*factors[half:])).to(dtype)
            x, weight = x.reshape(-1, x.shape[-1]).to(dtype), weight.to(dtype)
            low = x @ a.T
            y = torch.nn.functional.linear(x, weight, None if bias is None else bias.to(dtype)).addmm_(low, b.T)
            ctx.save_for_backward(x, weight, a, b, low)
            return y.view(*ctx.shape[:-1], -1)

        @staticmethod
        def backward(ctx: Any, *gradients: Any) -> Any:
            x, weight, a, b, low = ctx.saved_tensors
            g = gradients[0].reshape(-1, weight.shape[0]).to(x.dtype)
            g_low = g @ b
            g_a, g_b = (g_low.T @ x).float(), (g.T @ low).float() * ctx.scale
            g_x = None
            if ctx.needs_input_grad[0]:
                g_x = (g @ weight).addmm_(g_low, a).view(ctx.shape).to(ctx.kind)
            rank, half = ctx.sizes[0][0], len(ctx.sizes) // 2
            rows = g_b.split([size[0] for size in ctx.sizes[half:]])
            diagonal = [part[:, at * rank : (at + 1) * rank] for at, part in enumerate(rows)]
            return g_x, None, None, None, None, *g_a.split(rank), *diagonal

    return Adapted
