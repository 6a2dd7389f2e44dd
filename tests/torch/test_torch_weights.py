"""A torch model that was rounded after it was read has the file's weights again, those under an adapter, too."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from engine.training.lora import LoraOptions, LoraTraining
from engine.training.personal_training import round_to_bfloat16
from models.onnx.torch_model import load_torch_model
from models.onnx.torch_weights import restore_weights
from models.starter import starter_model
from tests.torch_models import tiny_torch_model, write_tiny_gguf


@pytest.mark.parametrize("architecture", ["llama", "qwen2", "qwen3"])
def test_every_weight_comes_back_to_the_bit(architecture: str, tmp_path: Path) -> None:
    path = starter_model()  # whose rows of q and k are reordered, and which ties its output to its table
    assert path
    if architecture != "llama":
        path = write_tiny_gguf(tiny_torch_model(architecture), tmp_path / "tiny.gguf")
    model = load_torch_model(path)
    expected = {name: weight.clone() for name, weight in model.named_parameters()}
    round_to_bfloat16(model)
    assert any(not torch.equal(weight.float(), expected[name]) for name, weight in model.named_parameters())
    training = LoraTraining(model, LoraOptions(rank=2))
    restore_weights(training.model.get_base_model(), path)
    training.close()
    restored = dict(model.named_parameters())
    assert restored.keys() == expected.keys()
    for name, weight in restored.items():
        assert weight.dtype == torch.float32
        assert torch.equal(weight, expected[name]), name
