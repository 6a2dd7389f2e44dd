"""What lies in the folder of a document encoder: a graph, a table of word embeddings, a tokenizer and settings."""

from __future__ import annotations

import json
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

from engine.errors import EngineError, ErrorKind
from models.gguf_reader import BadHeader
from models.onnx_graph import FLOAT, read_graph
from models.ordinary_file import naming, open_ordinary
from models.tokenizer_file import check_tokenizer

GRAPH = "encoder.onnx"
EMBEDDINGS = "embeddings.npy"
TOKENIZER = "tokenizer.json"
SETTINGS = "encoder.json"
FORMAT = 1

_LARGEST_GRAPH = 1 << 30
_LARGEST_SETTINGS = 1 << 16
_INPUTS = ("inputs_embeds", "lengths", "weights")


@dataclass(frozen=True)
class EncoderFolder:
    """An encoder that was looked at before any native library sees it."""

    graph: Path
    tokenizer: Path
    table: NDArray[np.float16]
    """Word embeddings, shape (vocabulary, width), mapped into memory."""
    width: int
    """Numbers of a vector."""
    longest: int
    """Positions of a text, with those at its start and end; what is behind them is not read."""


def open_encoder(path: Path) -> EncoderFolder:
    """The encoder in the folder `path`, as `models.onnx.encoder` writes it. Raises EngineError."""
    with naming(path):
        longest = _longest(path / SETTINGS)
        width, places = _check_graph(path / GRAPH)
        check_tokenizer(path / TOKENIZER)
        table = _table(path / EMBEDDINGS, width)
        if not 2 < longest <= places:
            raise BadHeader(f"claims to read {longest} positions and has {places}", _ADVICE)
    return EncoderFolder(path / GRAPH, path / TOKENIZER, table, width, longest)


_ADVICE = "Convert the encoder again."


def _longest(path: Path) -> int:
    with open_ordinary(path, "encoder", "the folder of an encoder") as file:
        content = file.read(_LARGEST_SETTINGS)
    try:
        settings = cast(dict[str, object], json.loads(content))
        longest = settings["longest"]
        if settings["format"] != FORMAT or type(longest) is not int:
            raise ValueError
    except (ValueError, KeyError, TypeError, RecursionError):
        raise BadHeader("has settings of another version, or damaged ones", _ADVICE) from None
    return longest


def _check_graph(path: Path) -> tuple[int, int]:
    """Width of its vectors, and how many positions it knows."""
    with open_ordinary(path, "encoder", "the folder of an encoder") as file:
        content = file.read(_LARGEST_GRAPH)
    graph = read_graph(BytesIO(content), len(content))
    fed = {value.name: value for value in graph.inputs}
    places = next((tensor.shape for tensor in graph.tensors if tensor.name == "places"), ())
    if any(tensor.external is not None for tensor in graph.tensors):
        raise BadHeader("keeps weights outside its graph", _ADVICE)
    if tuple(fed) != _INPUTS or len(places) != 2 or len(fed[_INPUTS[0]].shape) != 3:
        raise BadHeader("is no encoder that is fed with embeddings", _ADVICE, ErrorKind.UNSUPPORTED)
    if fed[_INPUTS[0]].type != FLOAT or fed[_INPUTS[0]].shape[2] != places[1]:
        raise BadHeader("is damaged: its shapes do not fit together", _ADVICE)
    return places[1], places[0]


def _table(path: Path, width: int) -> NDArray[np.float16]:
    open_ordinary(path, "encoder", "the folder of an encoder").close()
    try:
        table = np.load(path, mmap_mode="r", allow_pickle=False).view(np.ndarray)
    except (ValueError, EOFError) as error:
        raise EngineError(
            ErrorKind.MODEL_INVALID, f"The {path.name} of the encoder is damaged. {_ADVICE}", str(error)[:2000]
        ) from error
    if table.dtype != np.float16 or table.ndim != 2 or table.shape[1] != width:
        raise BadHeader("is damaged: its embeddings do not fit its graph", _ADVICE)
    return cast("NDArray[np.float16]", table)
