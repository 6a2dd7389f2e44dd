"""The layers of Llama, Qwen2 and Qwen3 as a training on the processor computes them: with fewer walks over memory.

transformers writes them for every device and leaves it to autograd to go back: rotations are cut and put together
again, keys are repeated for each head that shares them, and flash attention is slow on a processor for the few hundred
tokens of a step. Here the gradients of attention and of the norms are written out. What is computed is the same.
"""

from __future__ import annotations

from functools import cache, partial
from typing import Any

from engine.training.lora_layers import Linears

_KEPT = 512
"""Tokens up to which what attention weighs is kept for the way back; beyond, it is computed again."""


def compute_together(model: Any) -> None:
    """Have the layers of a peft model, which adapts all linear ones, compute so; adapters are still switched off and
    unloaded as ever."""
    for layer in model.get_base_model().model.layers:
        attention, mlp = layer.self_attn, layer.mlp
        inward = Linears([attention.q_proj, attention.k_proj, attention.v_proj])
        attention.forward = partial(_attend, attention, inward, Linears([attention.o_proj]))
        mlp.forward = partial(_think, mlp.act_fn, Linears([mlp.gate_proj, mlp.up_proj]), Linears([mlp.down_proj]))
    for module in model.modules():
        if type(module).__name__.endswith("RMSNorm"):
            module.forward = partial(_norm, module.weight.detach(), module.variance_epsilon)


def as_ever(model: Any) -> None:
    """Undo `compute_together`."""
    for module in model.modules():
        if isinstance(module.__dict__.get("forward"), partial):
            del module.forward


def _attend(
    attention: Any,
    inward: Linears,
    outward: Linears,
    hidden_states: Any,
    position_embeddings: Any,
    attention_mask: Any,
    **_: Any,
) -> tuple[Any, None]:
    import torch

    shape = (*hidden_states.shape[:-1], -1, attention.head_dim)
    query, key, value = (part.view(shape) for part in inward(hidden_states).split(inward.sizes, -1))
    if hasattr(attention, "q_norm"):
        query, key = attention.q_norm(query), attention.k_norm(key)
    if attention_mask is None:
        length = shape[1]
        attention_mask = torch.ones(length, length, dtype=torch.bool).tril()[None, None]
    mixed = _attention().apply(query, key, value, *position_embeddings, attention_mask, attention.scaling)
    return outward(mixed.flatten(-2)), None


def _think(act: Any, inward: Linears, outward: Linears, x: Any) -> Any:
    gate, up = inward(x).split(inward.sizes, -1)
    return outward(act(gate) * up)


def _norm(weight: Any, epsilon: float, x: Any) -> Any:
    return _normed().apply(x, weight, epsilon)


@cache
def _attention() -> Any:
    import torch as library

    torch: Any = library

    def turned(x: Any, cos: Any, sin: Any) -> Any:
        """Rotary positions: the halves of x (…, size) as the parts of complex numbers."""
        half = x.shape[-1] // 2
        first, second = x[..., :half], x[..., half:]
        y = torch.empty_like(x)
        torch.mul(first, cos, out=y[..., :half]).addcmul_(second, sin, value=-1)
        torch.mul(second, cos, out=y[..., half:]).addcmul_(first, sin)
        return y

    def weighed(query: Any, key: Any, hidden: Any) -> Any:
        """What each token takes from each other, (groups, shared x tokens, tokens)."""
        scores = query @ key.transpose(1, 2)
        length = key.shape[1]
        scores.view(len(hidden), -1, length, length).add_(hidden)
        return torch.softmax(scores, -1)

    class Attention(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, *arguments: Any) -> Any:
            """query: (rows, tokens, heads, size), key, value: (rows, tokens, groups of heads, size), cos, sin:
            (rows or 1, tokens, size), visible: (rows or 1, 1, tokens, tokens), true or 0 where a token is seen."""
            query, key, value, cos, sin, visible, scale = arguments
            rows, tokens, heads, size = query.shape
            groups, dtype = key.shape[2], query.dtype
            ctx.shape, ctx.scale = (rows, tokens, heads, groups, size), scale
            if visible.dtype == torch.bool:
                visible = torch.zeros(visible.shape, dtype=dtype).masked_fill_(~visible, float("-inf"))
            hidden = visible.to(dtype).expand(rows, 1, tokens, tokens)
            cos, sin = (one[..., : size // 2].to(dtype) for one in (cos, sin))
            # Heads that share a key are rows of one product.
            query = query.view(rows, tokens, groups, -1, size).permute(0, 2, 3, 1, 4)
            query = turned(query, cos[:, None, None] * scale, sin[:, None, None] * scale).reshape(
                rows * groups, -1, size
            )
            key = turned(key.transpose(1, 2), cos[:, None], sin[:, None]).reshape(rows * groups, tokens, size)
            value = value.transpose(1, 2).reshape(rows * groups, tokens, size)
            weights = weighed(query, key, hidden)
            ctx.save_for_backward(query, key, value, cos, sin, hidden, weights if tokens <= _KEPT else None)
            mixed = (weights @ value).view(rows, groups, -1, tokens, size)
            return mixed.permute(0, 3, 1, 2, 4).reshape(rows, tokens, heads, size)

        @staticmethod
        def backward(ctx: Any, *gradients: Any) -> Any:
            query, key, value, cos, sin, hidden, weights = ctx.saved_tensors
            rows, tokens, heads, groups, size = ctx.shape
            if weights is None:
                weights = weighed(query, key, hidden)
            g = gradients[0].view(rows, tokens, groups, -1, size).permute(0, 2, 3, 1, 4)
            g = g.reshape(rows * groups, -1, size)
            g_value = weights.transpose(1, 2) @ g
            g_scores = torch.ops.aten._softmax_backward_data(g @ value.transpose(1, 2), weights, -1, g.dtype)
            g_query = (g_scores @ key).view(rows, groups, -1, tokens, size)
            g_key = (g_scores.transpose(1, 2) @ query).view(rows, groups, tokens, size)
            g_query = turned(g_query, cos[:, None, None] * ctx.scale, sin[:, None, None] * -ctx.scale)
            g_key = turned(g_key, cos[:, None], -sin[:, None])
            g_query = g_query.permute(0, 3, 1, 2, 4).reshape(rows, tokens, heads, size)
            g_value = g_value.view(rows, groups, tokens, size).transpose(1, 2)
            return g_query, g_key.transpose(1, 2), g_value, None, None, None, None

    return Attention


@cache
def _normed() -> Any:
    import torch as library

    torch: Any = library

    class Normed(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, *arguments: Any) -> Any:
            """y = weight x / sqrt(mean x^2 + epsilon) over the last dimension; computed in float32."""
            x, weight, epsilon = arguments
            whole = x.float()
            scale = torch.rsqrt(whole.square().mean(-1, keepdim=True) + epsilon)
            normed = (whole * scale).to(x.dtype)
            ctx.save_for_backward(normed, scale, weight)
            return normed * weight

        @staticmethod
        def backward(ctx: Any, *gradients: Any) -> Any:
            normed, scale, weight = ctx.saved_tensors
            g = gradients[0].float() * weight
            along = (g * normed).mean(-1, keepdim=True)
            return g.addcmul_(normed, along, value=-1).mul_(scale).to(normed.dtype), None, None

    return Normed
