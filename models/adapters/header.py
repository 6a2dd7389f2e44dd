"""What the header of an adapter file says, as typed values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from engine.protocol import AdapterKind
from models.gguf_format import ValueType
from models.gguf_header import Metadata
from models.gguf_reader import Array, BadHeader, RawHeader, TensorInfo

CONTROL_VECTOR = "controlvector"
TAGS = "general.tags"
MAX_INVOCATION = 512
"""Tokens. Far more than a sentence that switches an adapter on."""


@dataclass(frozen=True)
class PairShape:
    """The two small matrices that change one tensor of the model: its rows by B A, times scale."""

    tensor: str
    """Name of the tensor in the model, for example blk.0.attn_q.weight."""
    inputs: int
    outputs: int
    rank: int
    experts: int
    """How many experts the pair holds one behind another; 0 for an ordinary matrix."""
    a: TensorInfo
    """(inputs, rank), innermost dimension first."""
    b: TensorInfo
    """(rank, outputs)."""


@dataclass(frozen=True)
class Direction:
    """What a control vector adds to the hidden state after one layer."""

    layer: int
    """1 or more: llama.cpp applies none after the first layer, number 0."""
    tensor: TensorInfo


@dataclass(frozen=True)
class AdapterHeader:
    """An adapter file as its header describes it."""

    path: Path
    kind: AdapterKind
    architecture: str
    """Of the model that it is for; of a control vector that does not say, empty."""
    name: str
    description: str
    license: str
    base: str
    """What it calls the model that it was made for; empty where it does not say."""
    tags: tuple[str, ...]
    alpha: float
    """0 where the matrices are to be taken as they are."""
    rank: int
    """The largest of its pairs; 0 for a control vector."""
    pairs: tuple[PairShape, ...]
    directions: tuple[Direction, ...]
    width: int
    """Numbers in a direction; 0 for everything but a control vector."""
    invocation: tuple[int, ...]
    """Token ids that switch an activated LoRA on."""
    bytes: int
    """Of the file."""

    @property
    def infos(self) -> tuple[TensorInfo, ...]:
        """Every tensor in the file."""
        halves = tuple(tensor for pair in self.pairs for tensor in (pair.a, pair.b))
        return halves + tuple(direction.tensor for direction in self.directions)

    @property
    def data_bytes(self) -> int:
        """Of the numbers alone, which is what they take in memory."""
        return sum(tensor.bytes for tensor in self.infos)

    @property
    def tensors(self) -> int:
        """How many tensors of the model it changes; of a control vector, how many layers."""
        return len(self.pairs) or len(self.directions)

    def strength(self, rank: int) -> float:
        """What multiplies B A of a pair of this rank at scale 1 (llama-adapter.h, `get_scale`)."""
        return self.alpha / rank if self.alpha else 1.0


_PAIR = re.compile(r"(?P<tensor>.+\.weight)\.lora_(?P<part>[ab])")
_DIRECTION = re.compile(r"direction\.([1-9]\d{0,5})")
_PRINTABLE = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_SIMPLE_TYPES = ("F32", "F16", "BF16", "Q8_0")
"""What `weights` can turn into plain numbers, and every backend multiplies by."""


def describe_adapter(path: Path, size: int, raw: RawHeader) -> AdapterHeader:
    """The values of an adapter's header.

    Raises BadHeader for what is none, and for everything that llama.cpp would abort on, misread or skip in silence
    when it loads one (llama-adapter.cpp, `llama_adapter_lora_init_impl`; common.cpp, `common_control_vector_load_one`).
    """
    metadata = Metadata(raw)
    kind = metadata.text("general.type", "model")
    if metadata.architecture == CONTROL_VECTOR:
        return _control_vector(path, size, raw, metadata)
    if kind != "adapter":
        raise BadHeader(
            "is a model, not an adapter" if raw.tensors and kind == "model" else "is not an adapter",
            "Choose a file that was made to be put on top of a model.",
        )
    return _lora(path, size, raw, metadata)


def _lora(path: Path, size: int, raw: RawHeader, metadata: Metadata) -> AdapterHeader:
    form = metadata.text("adapter.type")
    if form != "lora":
        raise BadHeader(
            f"is an adapter of the kind “{form[:40]}”"
            if form
            else "is an adapter that does not say of what kind it is",
            "Homespun applies LoRA adapters and control vectors.",
        )
    if not _PRINTABLE.fullmatch(metadata.architecture):
        raise BadHeader("is damaged: it does not say for which architecture it was made")
    alpha = metadata.real("adapter.lora.alpha") or 0.0
    if not abs(alpha) < float("inf"):
        raise BadHeader("is damaged: its strength (alpha) is not a number")
    invocation = _invocation(metadata.array("adapter.alora.invocation_tokens"))
    pairs = _pairs(raw)
    return AdapterHeader(
        path=path,
        kind=AdapterKind.ACTIVATED_LORA if invocation else AdapterKind.LORA,
        architecture=metadata.architecture,
        name=metadata.text("general.name"),
        description=metadata.text("general.description"),
        license=metadata.text("general.license"),
        base=_base(metadata),
        tags=_tags(metadata),
        alpha=alpha,
        rank=max(pair.rank for pair in pairs),
        pairs=pairs,
        directions=(),
        width=0,
        invocation=invocation,
        bytes=size,
    )


def _control_vector(path: Path, size: int, raw: RawHeader, metadata: Metadata) -> AdapterHeader:
    directions: dict[int, Direction] = {}
    for tensor in raw.tensors:
        named = _DIRECTION.fullmatch(tensor.name)
        if not named:
            raise BadHeader(f"holds {tensor.name}, which is no direction of a layer that can be moved")
        if tensor.type.name != "F32" or _trimmed(tensor.shape) != tensor.shape[:1]:
            raise BadHeader(f"is damaged: its {tensor.name} is not a plain row of numbers")
        directions[int(named[1])] = Direction(int(named[1]), tensor)
    widths = {direction.tensor.shape[0] for direction in directions.values()}
    if not widths:
        raise BadHeader("is empty: it holds no directions")
    if len(widths) > 1:
        raise BadHeader("is damaged: its directions differ in length")
    return AdapterHeader(
        path=path,
        kind=AdapterKind.CONTROL_VECTOR,
        architecture=metadata.text("controlvector.model_hint"),
        name=metadata.text("general.name"),
        description=metadata.text("general.description"),
        license=metadata.text("general.license"),
        base=_base(metadata),
        tags=_tags(metadata),
        alpha=0.0,
        rank=0,
        pairs=(),
        directions=tuple(directions[layer] for layer in sorted(directions)),
        width=widths.pop(),
        invocation=(),
        bytes=size,
    )


def _pairs(raw: RawHeader) -> tuple[PairShape, ...]:
    halves: dict[str, dict[str, TensorInfo]] = {}
    for tensor in raw.tensors:
        named = _PAIR.fullmatch(tensor.name)
        if not named or ".lora_" in named["tensor"]:
            raise _unexpected(tensor.name)
        if tensor.type.name not in _SIMPLE_TYPES:
            raise BadHeader(
                f"stores its tensor {tensor.name} as {tensor.type.name}",
                f"Choose a file of the same adapter that is stored as {', '.join(_SIMPLE_TYPES)}.",
            )
        halves.setdefault(named["tensor"], {})[named["part"]] = tensor
    if not halves:
        raise BadHeader("is empty: it changes no tensor of a model")
    return tuple(_pair(tensor, parts) for tensor, parts in halves.items())


def _unexpected(name: str) -> BadHeader:
    if name.endswith("_norm.weight"):
        return BadHeader(
            f"changes {name}, which llama.cpp would leave out without a word",
            "Use an adapter that was trained on the linear layers alone.",
        )
    return BadHeader(
        f"holds {name}, which is not a part of a LoRA adapter that could be applied",
        "Use an adapter that was trained on the linear layers alone.",
    )


def _pair(name: str, parts: dict[str, TensorInfo]) -> PairShape:
    if len(parts) != 2:
        raise BadHeader(f"is damaged: for {name} it holds one of two matrices")
    a, b = parts["a"], parts["b"]
    if name == "token_embd.weight":
        raise BadHeader(
            f"changes the model's table of words ({name}), which is looked up and not multiplied",
            "Use an adapter that was trained on the linear layers alone.",
        )
    dimensions_a, dimensions_b = _dimensions(a), _dimensions(b)
    # llama.cpp compares the first two dimensions only: what it takes for experts must agree here.
    if not dimensions_a or not dimensions_b or dimensions_a[2] != dimensions_b[2] or dimensions_a[1] != dimensions_b[0]:
        raise BadHeader(f"is damaged: its two matrices for {name} do not fit together")
    return PairShape(
        tensor=name,
        inputs=dimensions_a[0],
        outputs=dimensions_b[1],
        rank=dimensions_a[1],
        experts=dimensions_a[2],
        a=a,
        b=b,
    )


def _dimensions(tensor: TensorInfo) -> tuple[int, int, int] | None:
    """Columns, rows, and experts (0 for an ordinary matrix); None for what is no matrix."""
    match _trimmed(tensor.shape):
        case (columns,):
            return columns, 1, 0
        case (columns, rows):
            return columns, rows, 0
        case (columns, rows, experts):
            return columns, rows, experts
        case _:
            return None


def _trimmed(shape: tuple[int, ...]) -> tuple[int, ...]:
    """Without the ones at its end, which mean nothing."""
    while len(shape) > 1 and shape[-1] == 1:
        shape = shape[:-1]
    return shape


def _invocation(array: Array | None) -> tuple[int, ...]:
    if array is None:
        return ()
    if array.element_type is not ValueType.UINT32 or array.length > MAX_INVOCATION:
        raise BadHeader("is damaged: the tokens that switch it on are not a list of token numbers")
    return tuple(int(number) for number in array.numbers)


def _base(metadata: Metadata) -> str:
    """What the adapter says of its base (gguf-py's keys)."""
    for key in ("name", "repo_url"):
        if text := metadata.text(f"general.base_model.0.{key}"):
            return text
    return ""


def _tags(metadata: Metadata) -> tuple[str, ...]:
    array = metadata.array(TAGS)
    return tuple(tag.decode(errors="replace") for tag in array.strings) if array else ()
