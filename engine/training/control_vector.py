"""Finds a control vector: the direction in which a model's hidden states differ between two kinds of text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.training.lora import AdapterCard
from models.gguf_format import ValueType
from models.gguf_reader import Value
from models.gguf_writer import data_of, plan_for, text, write_gguf
from models.new_file import new_file

if TYPE_CHECKING:
    from transformers import PreTrainedModel

Floats = NDArray[np.float32]


def find_directions(
    model: PreTrainedModel, wanted: Sequence[Sequence[int]], unwanted: Sequence[Sequence[int]], strength: float
) -> dict[int, Floats]:
    """By layer, the mean hidden state at the end of the `wanted` texts less that of the `unwanted` ones (a mean
    difference, arXiv 2312.06681), each text as token ids.

    Layer n is the output of the model's block n, counted from 0. Block 0 has no direction: GGUF has no place for one.
    What is added after one block stays in the residual stream, so that each block gets its share: added in all of
    them, the directions move the last state by about `strength` times the difference.
    """
    ends, opposites = _end_states(model, wanted), _end_states(model, unwanted)
    share = np.float32(strength / len(ends))
    return {layer: share * (ends[layer] - opposites[layer]) for layer in ends if layer > 0}


def write_control_vector(path: Path, architecture: str, directions: Mapping[int, Floats], card: AdapterCard) -> None:
    """Write the new file `path` as llama.cpp's own generator does, and the card's texts. Raises EngineError."""
    metadata = {
        "general.architecture": text("controlvector"),
        "general.name": text(card.name),
        "general.description": text(card.description),
        "general.license": text(card.license),
        "general.base_model.count": Value(ValueType.UINT32, 1),
        "general.base_model.0.name": text(card.base),
        "controlvector.model_hint": text(architecture),
        "controlvector.layer_count": Value(ValueType.INT32, len(directions)),
    }
    arrays = {f"direction.{layer}": directions[layer] for layer in sorted(directions)}
    with new_file(path) as file:
        plans = [plan_for(name, array) for name, array in arrays.items()]
        write_gguf(file, metadata, plans, (data_of(array) for array in arrays.values()))


def _end_states(model: Any, texts: Sequence[Sequence[int]]) -> dict[int, Floats]:
    """By layer, the mean over `texts` of the state at the last token."""
    import torch

    sums: dict[int, Any] = {}

    def keep(layer: int, _block: Any, _given: Any, output: Any) -> None:
        last = output[0, -1].double()
        sums[layer] = sums[layer] + last if layer in sums else last

    with ExitStack() as hooks, torch.no_grad():
        for number, block in enumerate(model.model.layers):
            hooks.callback(block.register_forward_hook(partial(keep, number)).remove)
        for tokens in texts:
            model(input_ids=torch.tensor([list(tokens)]), logits_to_keep=1)
    return {layer: (total / len(texts)).float().numpy() for layer, total in sums.items()}
