"""A published sentence encoder of random weights, as small as can be, and it converted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

WIDTH, WIDE, LONGEST = 32, 64, 16
TOKENS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "play", "##ing", "##er", "s", "##ing", "a", "b", "c", "d", "e"]


def published_encoder(folder: Path) -> Path:
    """Write it into the new folder, as the hub has it. Needs the package safetensors."""
    from safetensors.numpy import save_file

    folder.mkdir(parents=True, exist_ok=True)
    numbers = np.random.default_rng(3)
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (len(TOKENS), WIDTH),
        "embeddings.position_embeddings.weight": (40, WIDTH),
        "embeddings.token_type_embeddings.weight": (2, WIDTH),
        "embeddings.LayerNorm.weight": (WIDTH,),
        "embeddings.LayerNorm.bias": (WIDTH,),
    }
    for layer in ("encoder.layer.0.", "encoder.layer.1."):
        for name in ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"):
            shapes |= {f"{layer}{name}.weight": (WIDTH, WIDTH), f"{layer}{name}.bias": (WIDTH,)}
        for name in ("attention.output.LayerNorm", "output.LayerNorm"):
            shapes |= {f"{layer}{name}.weight": (WIDTH,), f"{layer}{name}.bias": (WIDTH,)}
        shapes |= {f"{layer}intermediate.dense.weight": (WIDE, WIDTH), f"{layer}intermediate.dense.bias": (WIDE,)}
        shapes |= {f"{layer}output.dense.weight": (WIDTH, WIDE), f"{layer}output.dense.bias": (WIDTH,)}
    tensors = {
        name: numbers.normal(0, 0.3, shape).astype(np.float16).astype(np.float32) for name, shape in shapes.items()
    }
    save_file(tensors, folder / "model.safetensors")
    config = {"model_type": "bert", "hidden_act": "gelu", "hidden_size": WIDTH, "num_attention_heads": 2}
    config |= {"num_hidden_layers": 2, "layer_norm_eps": 1e-12, "intermediate_size": WIDE, "vocab_size": len(TOKENS)}
    config |= {"max_position_embeddings": 40}
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "sentence_bert_config.json").write_text(json.dumps({"max_seq_length": LONGEST}))
    vocabulary = {text: token for token, text in enumerate(TOKENS)}
    tokenizer: Any = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    tokenizer.enable_padding(length=8)
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder
