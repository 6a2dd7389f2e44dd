"""The backends of the contract suite, and the model that each of them loads for it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.backends.base import Backend, LoadedModel
from engine.backends.llama import LlamaBackend
from engine.backends.onnx import OnnxBackend
from engine.backends.scripted import ScriptedBackend
from engine.protocol import LoadOptions
from models.starter import starter_model
from tests.onnx_twin import onnx_twin

Load = Callable[..., LoadedModel]


def never() -> bool:
    return False


def ignore(_progress: float) -> None:
    """Takes what a load reports."""


@pytest.fixture(scope="session")
def llama() -> LlamaBackend:
    return LlamaBackend()


@pytest.fixture(scope="session")
def starter() -> Path:
    path = starter_model()
    assert path is not None, "the starter model is not installed: make venv"
    return path


@pytest.fixture
def load(llama: LlamaBackend) -> Iterator[Load]:
    """Loads a GGUF file with options; what it loaded is closed after the test."""
    loaded: list[LoadedModel] = []

    def load(path: Path, **options: object) -> LoadedModel:
        loaded.append(llama.load(path, LoadOptions(**options), ignore, never))  # pyright: ignore[reportArgumentType]
        return loaded[-1]

    yield load
    for model in loaded:
        model.close()


@pytest.fixture(scope="session")
def twin() -> Path:
    """The starter model as an ONNX folder in 4 bits."""
    return onnx_twin()


@pytest.fixture(
    scope="module",
    params=[
        pytest.param("llama", marks=pytest.mark.model),
        pytest.param("onnx", marks=pytest.mark.model),
        "scripted",
    ],
)
def shared_model(
    request: pytest.FixtureRequest,
    llama: LlamaBackend,
    starter: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[LoadedModel]:
    backend: Backend = llama
    path = starter
    if request.param == "onnx":
        backend = OnnxBackend()
        path = request.getfixturevalue("twin")
    elif request.param == "scripted":
        backend = ScriptedBackend()
        path = tmp_path_factory.mktemp("script") / "script.json"
        path.write_text(json.dumps({"scripted": {"reply": "Once upon a time."}}))
    model = backend.load(path, LoadOptions(context_length=512), ignore, never)
    yield model
    model.close()


@pytest.fixture
def model(shared_model: LoadedModel) -> LoadedModel:
    """A model with an empty cache. Loading one for each test would cost more than the tests."""
    shared_model.truncate(0)
    return shared_model
