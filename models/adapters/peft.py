"""Reads a LoRA as PEFT saves it: a folder with adapter_config.json and adapter_model.safetensors."""

from __future__ import annotations

import re
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

from engine.errors import EngineError, ErrorKind
from models.adapters.model_card import MAX_CARD_BYTES, ModelCard, read_model_card
from models.adapters.peft_config import MATCHING_SECONDS, MAX_CONFIG_BYTES, PeftConfig, read_peft_config
from models.adapters.safetensors import StoredTensor, read_safetensors_header, read_tensor
from models.adapters.source import ModulePair, SourceInfo
from models.adapters.weights import Floats
from models.foreign_files import HEAD_BYTES, is_safetensors, name_foreign_file
from models.gguf_reader import BadHeader
from models.library.copies import refuse_strange_file
from models.ordinary_file import naming, open_ordinary, shown, shown_text

CONFIG = "adapter_config.json"
WEIGHTS = "adapter_model.safetensors"
_PICKLES = ("adapter_model.bin", "adapter_model.pt", "adapter_model.pth")

_PAIR = re.compile(r"(?:base_model\.model\.)?(?P<module>.+)\.lora_(?P<part>[AB])(?:\.[^.]+)?\.weight")
_LINEAR_ONLY = "Train the adapter again on the linear layers alone, or merge it into its model and convert that."


class PeftSource:
    """An open PEFT adapter."""

    def __init__(
        self, file: FileIO, path: Path, halves: Mapping[str, Mapping[str, StoredTensor]], config: PeftConfig
    ) -> None:
        self._file = file
        self._path = path
        self._halves = halves
        self.info = _info(path, config)
        deadline = time.monotonic() + MATCHING_SECONDS
        self.pairs = tuple(_pair(module, parts, config, deadline) for module, parts in halves.items())

    def load(self, pair: ModulePair) -> tuple[Floats, Floats]:
        halves = self._halves[pair.module]
        with naming(self._path):
            return read_tensor(self._file, halves["A"]), read_tensor(self._file, halves["B"])


@contextmanager
def open_peft(source: Path) -> Generator[PeftSource]:
    """The adapter in the folder `source`, or whose safetensors file or adapter_config.json `source` is.

    Raises EngineError: MODEL_NOT_FOUND, MODEL_INVALID for what is damaged, UNSUPPORTED for what is no plain LoRA. Which
    model it fits is seen when it is converted.
    """
    folder = source if source.is_dir() else source.parent
    weights = folder / WEIGHTS if source.is_dir() or source.name == CONFIG else source
    named = folder if weights.name == WEIGHTS else weights
    with naming(named):
        config = read_peft_config(_content(folder / CONFIG, folder, MAX_CONFIG_BYTES))
        _refuse_pickle(folder, weights)
    with open_ordinary(_inside(weights, folder), "adapter file", "the adapter") as file:
        with naming(weights):
            head = file.read(HEAD_BYTES)
            if not is_safetensors(head):
                raise name_foreign_file(head, "adapter")
            tensors = read_safetensors_header(file)
        with naming(named):
            opened = PeftSource(file, named, _halves(tensors), config)
        yield opened


def _info(path: Path, config: PeftConfig) -> SourceInfo:
    folder = path if path.is_dir() else path.parent
    card = _card(folder)
    return SourceInfo(
        name=shown_text(path.resolve().name if path.is_dir() else path.stem),
        description=card.description,
        license=card.license,
        base=config.base or card.base,
        tags=card.tags,
        alpha=config.alpha,
        invocation=config.invocation,
        bytes=sum(file.stat().st_size for file in (folder / CONFIG, folder / WEIGHTS, path) if file.is_file()),
    )


def _card(folder: Path) -> ModelCard:
    try:
        return read_model_card(_content(folder / "README.md", folder, MAX_CARD_BYTES).decode(errors="replace"))
    except (BadHeader, EngineError, OSError):
        return ModelCard()  # nice to have


def _content(path: Path, folder: Path, most: int) -> bytes:
    """A small file of the folder. Raises BadHeader, EngineError or OSError."""
    with open_ordinary(_inside(path, folder), "adapter file", "the adapter") as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise BadHeader(f"is damaged: its {path.name} is longer than that of any adapter")
    return content


def _inside(path: Path, folder: Path) -> Path:
    """The place where `path` ends, which must lie in `folder`: a link must not bring in what the person did not choose.

    Raises EngineError."""
    try:
        place, bounds = path.resolve(), folder.resolve()
    except (OSError, RuntimeError):  # a loop of links
        place, bounds = path, path
    if place != path and not place.is_relative_to(bounds):
        raise EngineError(
            ErrorKind.UNSUPPORTED,
            f"“{shown(path)}” is a link that leads out of its folder. Copy the folder with the files themselves "
            "(“cp -rL” does so) and choose the copy.",
            str(path),
        )
    with naming(path):
        if place.is_file():
            refuse_strange_file(path, place.stat())  # one with a second name
    return place


def _refuse_pickle(folder: Path, weights: Path) -> None:
    pickle = next((folder / name for name in _PICKLES if (folder / name).exists()), None)
    if pickle is not None and not weights.exists():
        with naming(pickle):
            raise name_foreign_file(b"\x80\x02", "adapter")


def _halves(tensors: Mapping[str, StoredTensor]) -> Mapping[str, Mapping[str, StoredTensor]]:
    """A and B by module. Raises BadHeader for everything that is neither."""
    halves: dict[str, dict[str, StoredTensor]] = {}
    for name, tensor in tensors.items():
        named = _PAIR.fullmatch(name)
        if named is None or ".lora_" in named["module"]:
            raise _refusal(name)
        parts = halves.setdefault(named["module"], {})
        if named["part"] in parts:
            raise BadHeader(f"is damaged: {shown_text(named['module'])} has two adapters in one file")
        parts[named["part"]] = tensor
    if not halves:
        raise BadHeader("is empty: it changes no layer of a model")
    return halves


def _refusal(name: str) -> BadHeader:
    reasons = {
        "lora_magnitude_vector": "is a DoRA adapter, which also rescales the model's own weights",
        "lora_embedding_": "changes the table of words (an embedding)",
        "trainable_tokens": "changes the words of the model (trainable tokens)",
        "modules_to_save": "holds whole layers besides the LoRA (modules_to_save)",
        "embed_tokens": "brings its own table of words, so its vocabulary is not its model's",
        ".bias": "also changes biases",
        "norm": "also changes normalizations",
    }
    reason = next((reason for part, reason in reasons.items() if part in name), "holds what is no LoRA")
    return BadHeader(f"{reason}: {shown_text(name)}", _LINEAR_ONLY, ErrorKind.UNSUPPORTED)


def _pair(module: str, parts: Mapping[str, StoredTensor], config: PeftConfig, deadline: float) -> ModulePair:
    if len(parts) != 2:
        raise BadHeader(f"is damaged: for {shown_text(module)} it holds one of two matrices")
    a, b = parts["A"].shape, parts["B"].shape
    if len(a) != 2 or len(b) != 2:
        raise BadHeader(f"changes {shown_text(module)}, which is no linear layer", _LINEAR_ONLY, ErrorKind.UNSUPPORTED)
    if a[0] != b[1]:
        raise BadHeader(f"is damaged: its two matrices for {shown_text(module)} do not fit together")
    return ModulePair(module, a[1], b[0], a[0], config.strength_of(module, a[0], deadline))
