"""Compares an adapter as it was saved, on the model as it is stored, with what torch learnt."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.backends.base import MOST_ROWS, LoadedAdapter, LoadedModel
from engine.training.decoder_layers import as_ever
from engine.training.examples import EncodedExample
from models.adapters.convert import import_adapter
from models.adapters.importing import describe_base
from models.onnx.torch_weights import restore_weights

_MOST_TOKENS = 128
"""Of each text."""

LogProbabilities = NDArray[np.float32]
"""(tokens, vocabulary)."""


@dataclass(frozen=True)
class Exported:
    divergence: float
    """KL of torch's distribution with the adapter to llama.cpp's, mean over the tokens, nats."""
    without: float
    """The same with no adapter on either side."""


@contextmanager
def as_it_runs(path: Path, adapter: Path, model: LoadedModel) -> Generator[tuple[LoadedAdapter, int]]:
    """An adapter in `model` as the program runs it, with the bytes of its file. `path` is the base's GGUF file, `model`
    the same on llama.cpp, `adapter` a PEFT folder.

    Raises EngineError where the adapter cannot be converted or loaded, and OSError.
    """
    file = adapter.parent / f"{adapter.name}.gguf"
    file.unlink(missing_ok=True)
    try:
        import_adapter(adapter, describe_base(path), file)
        loaded = model.load_adapter(file)
        try:
            yield loaded, file.stat().st_size
        finally:
            model.set_adapters([])
            loaded.close()
    finally:
        file.unlink(missing_ok=True)


def compare_export(
    path: Path,
    adapter: Path,
    torch_model: Any,
    model: LoadedModel,
    loaded: LoadedAdapter,
    texts: Sequence[EncodedExample],
) -> Exported:
    """`loaded` is `adapter` as it runs, `torch_model` the peft model that it was saved from. Torch computes in float32
    on the dequantized weights: those of `torch_model` are replaced by them, and its adapter by the saved one."""
    import peft

    library: Any = peft
    as_ever(torch_model)  # which holds the norms' weights as they were
    restore_weights(torch_model.get_base_model(), path)
    library.set_peft_model_state_dict(torch_model, library.load_peft_weights(str(adapter), device="cpu"))
    torch_model.eval()
    with_it, without = list[float](), list[float]()
    for text in texts:
        tokens = list(text.tokens[:_MOST_TOKENS])
        with torch_model.disable_adapter():
            expected = _torch_distributions(torch_model, tokens)
        model.set_adapters([])
        without += _divergences(expected, _distributions(model, tokens))
        model.set_adapters([(loaded, 1.0)])
        with_it += _divergences(_torch_distributions(torch_model, tokens), _distributions(model, tokens))
    return Exported(float(np.mean(with_it)), float(np.mean(without)))


def _torch_distributions(model: Any, tokens: Sequence[int]) -> LogProbabilities:
    import torch

    with torch.no_grad():
        logits = model(input_ids=torch.tensor([list(tokens)]), use_cache=False).logits[0]
        return logits.float().log_softmax(-1).numpy()


def _distributions(model: LoadedModel, tokens: Sequence[int]) -> LogProbabilities:
    model.truncate(0)
    rows: list[Any] = []
    step = min(MOST_ROWS, model.batch_size)
    for start in range(0, len(tokens), step):
        part = tokens[start : start + step]
        model.evaluate_all(part)
        rows += [model.logits(row) for row in range(len(part))]
    logits = np.asarray(rows, np.float32)
    logits -= logits.max(axis=1, keepdims=True)
    return logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))


def _divergences(expected: LogProbabilities, measured: LogProbabilities) -> list[float]:
    return (np.exp(expected) * (expected - measured)).sum(axis=1).tolist()
