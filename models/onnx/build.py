"""The child that converts one GGUF model for ONNX Runtime: `python -m models.onnx.build SOURCE FOLDER PRECISION`.

Reports on its standard output, one JSON object a line; what the libraries print goes to standard error. Ends when its
standard input does: then nobody waits for it any more.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import shutil
import signal
import sys
import threading
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, TextIO

import numpy as np

from engine.errors import EngineError, ErrorKind
from models.inspect_gguf import inspect_gguf
from models.onnx.convert import ConversionFailed, ConversionProgress, ConversionStage, Precision
from models.onnx.tokenizer import Vocabulary, ending_tokens, read_vocabulary, write_tokenizer
from models.onnx.torch_model import load_torch_model

PLAIN_GRAPH = "model.onnx"
LORA_GRAPH = "model-lora.onnx"
"""The same with inputs for adapters, over the same data file. These inputs cost a small int4 model 15 % of its decode
speed even where there is no adapter, so the plain graph is the one to open first."""

_MIXED = {
    "is_symmetric": "false",
    "algo_config": "k_quant",
    "matmul_mixed_precision": "last_matmul:int8,mixed_layers:int8",
}
"""For int4: the layers that suffer most are stored in 8 bits, in the manner of llama.cpp's Q4_K_M. It costs the starter
model 16 % of the decode speed of plain 4 bits, and halves the distance to the original (KL 0.16 instead of 0.34)."""


class Conversion:
    """Builds the folder step by step."""

    def __init__(self, source: Path, folder: Path, precision: Precision, reports: TextIO) -> None:
        self._source = source
        self._header = inspect_gguf(source)
        self._folder = folder
        self._precision = precision
        self._reports = reports

    def run(self) -> None:
        """Raises EngineError, or whatever the libraries raise."""
        self._report(ConversionStage.READ, 0)
        vocabulary = read_vocabulary(self._source)
        model = load_torch_model(self._source)
        self._report(ConversionStage.BUILD, 0)
        self._build(model)
        self._report(ConversionStage.WRITE, 0)
        self._finish_graphs()
        self._write_embeddings(model)
        write_tokenizer(vocabulary, self._folder)
        if self._header.chat_template:
            (self._folder / "chat_template.jinja").write_text(self._header.chat_template, encoding="utf-8")
        self._describe(vocabulary, tied=bool(model.config.tie_word_embeddings))
        self._report(ConversionStage.WRITE, 1)

    def _build(self, model: Any) -> None:
        """Through a Hugging Face folder: that is what the builder reads."""
        torch_folder = self._folder / "torch"
        cache = self._folder / "cache"
        model.save_pretrained(torch_folder)
        _write_stand_in_tokenizer(torch_folder)
        # On a processor the builder computes in float32; for fp16 the weights are halved afterwards.
        precision = "fp32" if self._precision is Precision.FP16 else str(self._precision)
        options = self._quantization_options()
        # The package of the builder, when imported, makes the builder importable under this name.
        importlib.import_module("onnxruntime_genai.models")
        builder: Any = importlib.import_module("builder")

        place = str(torch_folder)
        given = {"hf_token": "false", "exclude_embeds": "true", "include_hidden_states": "true"} | options
        extra: dict[str, Any] = builder.parse_extra_options(
            place, place, str(self._folder), precision, "cpu", str(cache), [f"{k}={v}" for k, v in given.items()]
        )
        builder.create_model(place, place, str(self._folder), precision, "cpu", str(cache), **extra)
        shutil.rmtree(torch_folder)
        shutil.rmtree(cache, ignore_errors=True)
        for leftover in ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "chat_template.jinja"):
            (self._folder / leftover).unlink(missing_ok=True)

    def _quantization_options(self) -> dict[str, str]:
        if self._precision is not Precision.INT4 or self._header.quantization == "Q4_0":
            # Q4_0 has the very blocks of the plain 4 bits: it is taken over as it is.
            return {}
        return _MIXED

    def _finish_graphs(self) -> None:
        from models.onnx.graph import LinearShapes, add_lora_inputs, choose_logits, load_graph, save_graph

        header, path = self._header, self._folder / PLAIN_GRAPH
        if self._precision is Precision.FP16:
            self._halve(path)
        model = load_graph(path)
        choose_logits(model)
        save_graph(model, path)
        add_lora_inputs(
            model,
            LinearShapes(
                hidden=header.embedding_length,
                query=header.key_length * header.heads[0],
                key=header.key_length * header.kv_heads[0],
                feed_forward=header.feed_forward_length,
            ),
        )
        save_graph(model, self._folder / LORA_GRAPH)

    def _halve(self, path: Path) -> None:
        """Replace the graph and its data. The tensors are mapped from the old file while the new one is written, so
        that lies in a folder of its own until then."""
        from models.onnx.graph import halve_weights, load_graph, save_with_data

        aside = path.parent / "half"
        aside.mkdir()
        model = load_graph(path)
        halve_weights(model)
        save_with_data(model, aside / path.name)
        del model
        for file in aside.iterdir():
            file.replace(path.parent / file.name)
        aside.rmdir()

    def _write_embeddings(self, model: Any) -> None:
        kind = np.float32 if self._precision is Precision.FP32 else np.float16
        table = model.get_input_embeddings().weight.detach().numpy().astype(kind)
        np.save(self._folder / "embeddings.npy", table)

    def _describe(self, vocabulary: Vocabulary, *, tied: bool) -> None:
        header = self._header
        description = {
            "format": 1,
            "architecture": header.architecture,
            "name": header.name or self._source.stem,
            "license": header.license,
            "parameters": header.parameters,
            "quantization": str(self._precision),
            "context_length": header.context_length,
            "hidden_size": header.embedding_length,
            "feed_forward_size": header.feed_forward_length,
            "layers": header.layers,
            "heads": header.heads[0],
            "kv_heads": header.kv_heads[0],
            "head_size": header.key_length,
            "vocabulary_size": header.vocabulary_size,
            "bos": vocabulary.bos,
            "eos": [] if vocabulary.eos is None else [vocabulary.eos],
            "eog": list(ending_tokens(vocabulary)),
            "adds_bos": vocabulary.adds_bos,
            "tied_embeddings": tied,
            "source": {"file": self._source.name, "fingerprint": _sha256(self._source)},
            "lora": LORA_GRAPH,
        }
        text = json.dumps(description, indent=2, ensure_ascii=False)
        (self._folder / "homespun.json").write_text(text + "\n", encoding="utf-8")

    def _report(self, stage: ConversionStage, done: int) -> None:
        send(self._reports, ConversionProgress(stage, done, 1))


def _write_stand_in_tokenizer(folder: Path) -> None:
    """The builder wants a tokenizer to look for special tokens in. The real one is written without its help."""
    stand_in: dict[str, Any] = {
        "version": "1.0",
        "added_tokens": [],
        "model": {"type": "WordLevel", "vocab": {"?": 0}, "unk_token": "?"},
    }
    (folder / "tokenizer.json").write_text(json.dumps(stand_in), encoding="utf-8")
    (folder / "tokenizer_config.json").write_text('{"tokenizer_class": "PreTrainedTokenizerFast"}', encoding="utf-8")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def send(reports: TextIO, report: ConversionProgress | ConversionFailed) -> None:
    reports.write(json.dumps({"type": type(report).__name__} | asdict(report)) + "\n")
    reports.flush()


def _end_with_standard_input() -> None:
    while os.read(0, 1):  # not through sys.stdin: its lock would be held when the interpreter ends
        pass
    os._exit(1)


def main(arguments: Sequence[str]) -> int:
    """0 when the folder is complete; else a `ConversionFailed` was reported."""
    source, folder, precision = arguments
    reports = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # the libraries print there
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for whoever started this: they end it in order
    threading.Thread(target=_end_with_standard_input, daemon=True).start()
    try:
        Conversion(Path(source), Path(folder), Precision(precision), reports).run()
    except EngineError as error:
        send(reports, ConversionFailed(error.kind, error.message, error.detail))
        return 1
    except Exception as error:
        send(reports, _explained(error))
        raise
    return 0


def _explained(error: BaseException) -> ConversionFailed:
    if isinstance(error, MemoryError):
        message = "There is not enough memory to convert this model. Close other programs, or convert a smaller model."
        return ConversionFailed(ErrorKind.OUT_OF_MEMORY, message, "")
    if isinstance(error, OSError) and error.errno == 28:
        message = "The drive is full, so the model could not be converted. Free some space and try again."
        return ConversionFailed(ErrorKind.DISK_FULL, message, str(error))
    message = "The model could not be converted: the model builder failed. Use the GGUF file as it is."
    return ConversionFailed(ErrorKind.INTERNAL, message, f"{type(error).__name__}: {error}"[:2000])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
