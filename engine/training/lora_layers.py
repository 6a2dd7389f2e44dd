"""Linear layers with LoRA, computed in one go, those of the same input together.

PEFT computes the frozen layer and the adapter's two as operations of their own, which keep copies of their input and
walk over the output three times more; q, k and v, and gate and up, each read the input anew. Here it is
y = x W^T + b + (x A^T) B^T with W, A and b those of all layers of one input, B their block diagonal with the scale in
it, and the gradients written out: none for W.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

_OF_ONE_INPUT = (("q_proj", "k_proj", "v_proj"), ("gate_proj", "up_proj"))


def compute_together(model: Any) -> None:
    """Have the LoRA layers of a peft model compute so; they are still switched off and unloaded as ever. Their frozen
    weights become parts of one tensor."""
    from peft.tuners import lora

    function = _function()
    alone = [layer for layer in model.modules() if isinstance(layer, lora.Linear)]
    for parent in model.modules():
        for names in _OF_ONE_INPUT:
            layers = [getattr(parent, name, None) for name in names]
            if all(layer in alone for layer in layers):
                _Layers(function, layers)
                alone = [layer for layer in alone if layer not in layers]
    for layer in alone:
        _Layers(function, [layer])


class _Layers:
    """Of one input: the first one that is asked computes for all."""

    def __init__(self, function: Any, layers: Sequence[Any]) -> None:
        import torch

        self._function, self._layers = function, layers
        self._bases: list[Any] = [layer.base_layer for layer in layers]
        self._sizes = [base.out_features for base in self._bases]
        self._weight: Any = self._bases[0].weight.detach()
        if len(layers) > 1:
            self._weight = torch.cat([base.weight.detach() for base in self._bases])
            for base, part in zip(self._bases, self._weight.split(self._sizes), strict=True):
                base.weight.data = part
        self._bias: Any = None
        if self._bases[0].bias is not None:
            self._bias = torch.cat([base.bias.detach() for base in self._bases])
        self._input: Any = None
        self._outputs: Sequence[Any] = ()
        for number, layer in enumerate(layers):
            layer.forward = partial(self._forward, number)

    def _forward(self, number: int, x: Any) -> Any:
        if self._layers[number].disable_adapters:
            return self._bases[number](x)
        if self._input is not x:
            self._input, self._outputs = x, self._compute(x).split(self._sizes, -1)
        output = self._outputs[number]
        if number == len(self._layers) - 1:
            self._input, self._outputs = None, ()
        return output

    def _compute(self, x: Any) -> Any:
        import torch

        (name,) = self._layers[0].active_adapters
        dtype = torch.get_autocast_dtype("cpu") if torch.is_autocast_enabled("cpu") else x.dtype
        factors = [layer.lora_A[name].weight for layer in self._layers]
        factors += [layer.lora_B[name].weight for layer in self._layers]
        return self._function.apply(x, self._weight, self._bias, self._layers[0].scaling[name], dtype, *factors)


def _function() -> Any:
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
