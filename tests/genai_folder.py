"""Makes a folder for onnxruntime-genai with its own model builder: `python -m tests.genai_folder SOURCE FOLDER`.

SOURCE is a GGUF model, or the word "tiny" for a small random Llama. The graph takes token ids and is quantized to 4
bits: what people find who look for models of that library. It needs torch, so it runs as a process of its own.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.onnx_files import CONTEXT, VOCABULARY, write_tokenizer

ROOT = Path(__file__).parents[1]


def genai_folder(source: Path | None, folder: Path, threads: int) -> Path:
    """`folder`, made from the GGUF model `source`, or from a small random model where that is None."""
    command = [sys.executable, "-m", "tests.genai_folder", str(source or "tiny"), str(folder)]
    environment = os.environ | {"HF_HUB_OFFLINE": "1", "ORT_DISABLE_TELEMETRY": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the model builder failed: {done.stderr[-2000:]}")
    # The number of threads that its generator takes.
    path = folder / "genai_config.json"
    content = json.loads(path.read_text())
    content["model"]["decoder"]["session_options"]["intra_op_num_threads"] = threads
    path.write_text(json.dumps(content))
    return folder


def _tiny_model() -> Any:
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    torch.manual_seed(0)
    config = LlamaConfig(
        vocab_size=VOCABULARY,
        hidden_size=64,
        intermediate_size=128,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=CONTEXT,
        bos_token_id=256,
        eos_token_id=258,
        initializer_range=0.3,
    )
    return LlamaForCausalLM(config)


def _build(model: Any, folder: Path) -> None:
    # The package of the builder, when imported, makes the builder importable under this name.
    importlib.import_module("onnxruntime_genai.models")
    builder: Any = importlib.import_module("builder")
    with tempfile.TemporaryDirectory() as place:
        model.save_pretrained(place)
        write_tokenizer(Path(place))
        (Path(place) / "tokenizer_config.json").write_text('{"tokenizer_class": "PreTrainedTokenizerFast"}')
        paths = (place, place, str(folder), "int4", "cpu", str(Path(place) / "cache"))
        extra = builder.parse_extra_options(*paths, ["hf_token=false"])
        builder.create_model(*paths, **extra)
    write_tokenizer(folder)


def main() -> None:
    source, folder = sys.argv[1:]
    if source == "tiny":
        model = _tiny_model()
    else:
        from models.onnx.torch_model import load_torch_model

        model = load_torch_model(Path(source))
    _build(model, Path(folder))


if __name__ == "__main__":
    main()
