"""Losses that teach from judgements of replies: pairs by DPO, single ones by KTO.

Both look at how much likelier the adapter makes a reply than the model without it: r = log p_adapter - log p_base,
summed over the reply's tokens. Here replies come as negative log likelihoods, so r is the base's less the adapter's.
"""

from __future__ import annotations

from typing import Any

from engine.training.batches import Batch, Integers
from engine.training.lora import target_losses


def reply_losses(model: Any, batch: Batch) -> Any:
    """Negative log likelihood of each example's targets, summed, in nats: shape (examples,)."""
    return by_example(target_losses(model, batch), batch.owners, batch.example_count)


def by_example(losses: Any, owners: Integers, count: int) -> Any:
    """Sums over the targets of each of `count` examples: shape (targets,) -> (examples,). `owners` as in `Batch`."""
    import torch

    return losses.new_zeros(count).index_add(0, torch.as_tensor(owners), losses)


def dpo_loss(chosen: Any, rejected: Any, beta: float) -> Any:
    """Mean of -log sigmoid(beta (r_chosen - r_rejected)), equation 7 of arXiv 2305.18290. Both of shape (pairs,): r."""
    import torch

    return -torch.nn.functional.logsigmoid(beta * (chosen - rejected)).mean()


def kto_loss(gains: Any, liked: Any, drift: Any, beta: float) -> Any:
    """Mean of 1 - sigmoid(beta (r - z)) over liked replies and 1 - sigmoid(beta (z - r)) over the others, equation 8 of
    arXiv 2402.01306 with both weights 1.

    `gains` are r, `liked` is a mask, both of shape (replies,). `drift` is what `kto_drift` gives.
    """
    import torch

    signs = torch.where(liked, 1.0, -1.0)
    return (1 - torch.sigmoid(beta * signs * (gains - drift))).mean()


def kto_drift(gains: Any) -> Any:
    """z: how far the adapter is from the base, estimated on replies put to the wrong prompts; at least 0, without a
    gradient. `gains` are r of these, shape (replies,)."""
    return gains.detach().mean().clamp(min=0)
