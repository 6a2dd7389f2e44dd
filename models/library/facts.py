"""What a look into a model's header tells, and how it travels as a line of JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar, cast

from engine.errors import EngineError, ErrorKind
from models.inspect_gguf import inspect_gguf
from models.inspect_onnx import inspect_onnx, is_onnx
from models.library.seeing import is_folder, is_there
from models.ordinary_file import shown

FACTS_VERSION = 1
"""Raised whenever a look finds more, or accepts other files, than it did: what was kept before is looked at again."""

_ADAPTER_FILES = ("adapter_config.json", "adapter_model.safetensors")

T = TypeVar("T")


@dataclass(frozen=True)
class ModelFacts:
    """A model as its header describes it. Lengths are in tokens, sizes in bytes; texts may be empty."""

    format: str
    architecture: str
    name: str
    parameters: int
    quantization: str
    context_length: int
    bytes: int
    license: str
    tokenizer: str
    template: str
    """The whole chat template."""
    files: tuple[str, ...]
    """Paths of the files that decide which numbers come out: the first is the one that is loaded."""


def read_facts(path: Path) -> ModelFacts:
    """Look at the model at `path`: a GGUF file, the first part of a split one, or an ONNX folder or graph.

    Raises EngineError as `inspect_gguf` and `inspect_onnx` do. Reads what a stranger wrote: for a process of its own.
    """
    if is_onnx(path):
        return _onnx_facts(path)
    if path.name in _ADAPTER_FILES or (is_folder(path) and any(is_there(path / name) for name in _ADAPTER_FILES)):
        raise EngineError(
            ErrorKind.UNSUPPORTED,
            f"“{shown(path)}” is an adapter, which changes a model but is none itself. “homespun adapters import” "
            "takes it.",
            str(path),
        )
    if is_folder(path):
        return _onnx_facts(path)  # which says what is wrong with the folder
    header = inspect_gguf(path)
    return ModelFacts(
        format="gguf",
        architecture=header.architecture,
        name=header.name,
        parameters=header.parameters,
        quantization=header.quantization,
        context_length=header.context_length,
        bytes=header.bytes,
        license=header.license,
        tokenizer=header.tokenizer,
        template=header.chat_template or "",
        files=tuple(map(str, header.files)),
    )


def _onnx_facts(path: Path) -> ModelFacts:
    folder = inspect_onnx(path)
    return ModelFacts(
        format="onnx",
        architecture=folder.settings.architecture,
        name=folder.settings.name,
        parameters=folder.parameters,
        quantization=folder.quantization,
        context_length=folder.context_length,
        bytes=folder.bytes,
        license=folder.settings.license,
        tokenizer=folder.tokenizer.name,
        template=folder.settings.chat_template or "",
        files=tuple(map(str, folder.files)),
    )


def encode_answer(answer: ModelFacts | EngineError) -> str:
    """One line, without its end. ASCII, so that any name of a file comes through."""
    if isinstance(answer, EngineError):
        return json.dumps({"kind": str(answer.kind), "message": answer.message, "detail": answer.detail})
    return json.dumps({"facts": asdict(answer)})


def decode_answer(line: str | bytes) -> ModelFacts | EngineError:
    """Raises ValueError for what `encode_answer` does not write."""
    try:
        value: object = json.loads(line)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    content = json_object(value)
    if "facts" in content:
        return facts_from(json_object(content["facts"]))
    return EngineError(
        ErrorKind(typed(content, "kind", "")), typed(content, "message", ""), typed(content, "detail", "")
    )


def facts_from(content: Mapping[str, object]) -> ModelFacts:
    """The facts that `asdict` made `content` of. Raises ValueError."""
    return ModelFacts(
        format=typed(content, "format", ""),
        architecture=typed(content, "architecture", ""),
        name=typed(content, "name", ""),
        parameters=typed(content, "parameters", 0),
        quantization=typed(content, "quantization", ""),
        context_length=typed(content, "context_length", 0),
        bytes=typed(content, "bytes", 0),
        license=typed(content, "license", ""),
        tokenizer=typed(content, "tokenizer", ""),
        template=typed(content, "template", ""),
        files=tuple(texts(content, "files")),
    )


def json_object(value: object) -> Mapping[str, object]:
    """Raises ValueError where `value` is no object of JSON."""
    if not isinstance(value, dict):
        raise ValueError("it is not a JSON object")
    return cast(dict[str, object], value)


def typed(content: Mapping[str, object], name: str, default: T) -> T:
    """The value called `name`, or `default` where there is none. Raises ValueError for one of another type."""
    value = content.get(name, default)
    if isinstance(default, float) and type(value) is int:
        value = float(value)
    if type(value) is not type(default):
        raise ValueError(f"its {name} is no {type(default).__name__}")
    return cast(T, value)


def texts(content: Mapping[str, object], name: str) -> list[str]:
    """A list of texts; what is none in it raises ValueError."""
    values = cast(list[object], typed(content, name, []))
    return [typed({name: value}, name, "") for value in values]
