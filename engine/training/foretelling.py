"""What a model foretells, compared with what is so: losses without keeping what it thinks of every word.

The output layer is the largest matrix of a small model, and its logits the largest thing in a step. They are computed
for a few dozen places at a time, and their gradient, which is known at once, goes through the output layer on the spot.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from engine.training.personal_estimate import PLACES


def cross_entropies(states: Any, head: Any, labels: Any) -> Any:
    """-log q(label), in nats: shape (targets,). `states`: (targets, width), `head`: (vocabulary, width), `labels`:
    (targets,)."""
    import torch

    certain = torch.ones(len(labels), 1)
    return _foretold().apply(states, head, labels[:, None], certain)


def divergences(states: Any, head: Any, tokens: Any, chances: Any) -> Any:
    """KL(p || q) in nats, shape (targets,), with all tokens that p does not name taken for one: a lower bound of that
    over the whole vocabulary. `tokens`, `chances`: (targets, named), the named ones and p of each."""
    return _foretold().apply(states, head, tokens, chances)


@cache
def _foretold() -> Any:
    """The class is made late: torch is imported by then."""
    import torch as library

    torch: Any = library

    class Foretold(torch.autograd.Function):
        """With z the logits, q their softmax and r the tokens that p does not name: the gradient of the divergence is
        q_t - p_t where t is named, and q_t (1 - p_r / q_r) elsewhere."""

        @staticmethod
        def forward(ctx: Any, *arguments: Any) -> Any:
            states, head, tokens, chances = arguments
            head = head.to(states.dtype)
            losses: list[Any] = []
            gradients: list[Any] = []
            for part in range(0, len(states), PLACES):
                some = slice(part, part + PLACES)
                logits = (states[some] @ head.T).float()
                named, known = tokens[some], chances[some]
                total = logits.logsumexp(-1, keepdim=True)
                thought = logits.gather(-1, named) - total
                rest = (1 - known.sum(-1)).clamp(min=0)
                left = (1 - thought.exp().sum(-1)).clamp(min=1e-6)
                losses.append(
                    torch.special.xlogy(known, known).sum(-1)
                    + torch.special.xlogy(rest, rest)
                    - (known * thought).sum(-1)
                    - rest * left.log()
                )
                if ctx.needs_input_grad[0]:
                    slope = logits.sub_(total).exp_()
                    if named.shape[-1] > 1:
                        slope.mul_((1 - rest / left)[:, None])
                    slope.scatter_(-1, named, thought.exp() - known)
                    gradients.append(slope.to(head.dtype) @ head)
            if gradients:
                ctx.save_for_backward(torch.cat(gradients))
            ctx.kind = states.dtype
            return torch.cat(losses)

        @staticmethod
        def backward(ctx: Any, *gradients: Any) -> Any:
            (slopes,) = ctx.saved_tensors
            return (slopes * gradients[0][:, None]).to(ctx.kind), None, None, None

    return Foretold
