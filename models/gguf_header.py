"""What a GGUF header says about its model, as typed values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from models.gguf_format import FILE_TYPES, ValueType
from models.gguf_reader import KEPT_NUMBERS, Array, BadHeader, RawHeader, TensorInfo

MAX_LAYERS = 512
"""llama.cpp's own limit; it aborts beyond."""

MetadataValue = str | int | float | bool | tuple[int | float, ...]


@dataclass(frozen=True)
class TypeShare:
    """How much of a model is stored in one number format."""

    name: str
    tensors: int
    bytes: int


@dataclass(frozen=True)
class GGUFHeader:
    """A model file as its header describes it. Lengths are in tokens or numbers, sizes in bytes."""

    path: Path
    files: tuple[Path, ...]
    """All parts of a split model in their order; else the file alone."""
    version: int
    architecture: str
    name: str
    """What the maker calls the model; may be empty."""
    parameters: int
    quantization: str
    tensor_types: tuple[TypeShare, ...]
    """Largest share first."""
    context_length: int
    """What the model was trained on."""
    embedding_length: int
    feed_forward_length: int
    """Of the widest layer; 0 where the header does not say."""
    layers: int
    heads: tuple[int, ...]
    """For each layer; 0 where a layer has no attention."""
    kv_heads: tuple[int, ...]
    key_length: int
    """Numbers in a key of one head."""
    value_length: int
    vocabulary_size: int
    tokenizer: str
    """llama (SentencePiece), gpt2 (byte pairs), ..."""
    chat_template: str | None
    license: str
    alignment: int
    bytes: int
    """Of all files."""
    tensors: tuple[TensorInfo, ...]
    metadata: Mapping[str, MetadataValue]
    """Numbers, texts and short arrays of numbers; never the vocabulary."""


class Metadata:
    """Typed access to the values of a raw header. A value of the wrong type raises BadHeader."""

    def __init__(self, raw: RawHeader) -> None:
        self._values = raw.metadata
        self.architecture = self.text("general.architecture")

    def own(self, key: str) -> str:
        """The full key of one of the architecture's own values."""
        return f"{self.architecture}.{key}"

    def text(self, key: str, default: str = "") -> str:
        value = self._values.get(key)
        if value is None:
            return default
        if not isinstance(value.content, bytes):
            raise BadHeader(f"is damaged: its {key} is not a text")
        try:
            return value.content.decode()
        except UnicodeDecodeError:
            raise BadHeader(f"is damaged: its {key} is not readable text") from None

    def integer(self, key: str, default: int | None = None) -> int:
        """A number of something: not negative. Without a default the key must be there."""
        value = self._values.get(key)
        if value is None:
            if default is None:
                raise BadHeader(f"is incomplete: it has no {key}")
            return default
        if value.type is not ValueType.UINT32 or not isinstance(value.content, int):
            raise BadHeader(f"is damaged: its {key} is not a whole number")
        return value.content

    def real(self, key: str) -> float | None:
        value = self._values.get(key)
        if value is None:
            return None
        if value.type is not ValueType.FLOAT32 or not isinstance(value.content, float):
            raise BadHeader(f"is damaged: its {key} is not a number")
        return value.content

    def flag(self, key: str, default: bool) -> bool:
        value = self._values.get(key)
        if value is None:
            return default
        if not isinstance(value.content, bool):
            raise BadHeader(f"is damaged: its {key} is neither true nor false")
        return value.content

    def per_layer(self, key: str, layers: int) -> tuple[int, ...] | None:
        """A value that a file gives once for all layers or once for each."""
        value = self._values.get(key)
        if value is None:
            return None
        if not isinstance(value.content, Array):
            return (self.integer(key),) * layers
        numbers = tuple(number for number in value.content.numbers if isinstance(number, int) and number >= 0)
        if len(numbers) != layers or value.content.length != layers:
            raise BadHeader(f"is damaged: its {key} does not give one number for each of the {layers} layers")
        return numbers

    def array(self, key: str) -> Array | None:
        value = self._values.get(key)
        if value is None:
            return None
        if not isinstance(value.content, Array):
            raise BadHeader(f"is damaged: its {key} is not a list")
        return value.content

    def plain(self) -> Mapping[str, MetadataValue]:
        """What can be shown or kept: everything but arrays of strings and long arrays."""
        kept: dict[str, MetadataValue] = {}
        for key, value in self._values.items():
            content = value.content
            if isinstance(content, bytes):
                kept[key] = content.decode(errors="replace")
            elif not isinstance(content, Array):
                kept[key] = content
            elif 0 < len(content.numbers) <= KEPT_NUMBERS:
                kept[key] = content.numbers
        return MappingProxyType(kept)


def describe_header(path: Path, files: tuple[Path, ...], size: int, raw: RawHeader, metadata: Metadata) -> GGUFHeader:
    """The values of a model's header. Raises BadHeader where one that every model needs is missing or impossible."""
    layers = metadata.integer(metadata.own("block_count"))
    if not 1 <= layers <= MAX_LAYERS:
        raise BadHeader(f"is damaged: it claims {layers:,} layers")
    embedding = metadata.integer(metadata.own("embedding_length"))
    heads = metadata.per_layer(metadata.own("attention.head_count"), layers) or (0,) * layers
    kv_heads = metadata.per_layer(metadata.own("attention.head_count_kv"), layers) or heads
    most_heads = max(heads)
    head_length = embedding // most_heads if most_heads else 0
    shares = _shares(raw)
    tokens = metadata.array("tokenizer.ggml.tokens")
    return GGUFHeader(
        path=path,
        files=files,
        version=raw.version,
        architecture=metadata.architecture,
        name=metadata.text("general.name"),
        parameters=sum(tensor.elements for tensor in raw.tensors),
        quantization=_quantization(metadata, shares),
        tensor_types=shares,
        context_length=metadata.integer(metadata.own("context_length")),
        embedding_length=embedding,
        feed_forward_length=max(metadata.per_layer(metadata.own("feed_forward_length"), layers) or (0,)),
        layers=layers,
        heads=heads,
        kv_heads=kv_heads,
        key_length=metadata.integer(metadata.own("attention.key_length"), head_length),
        value_length=metadata.integer(metadata.own("attention.value_length"), head_length),
        vocabulary_size=tokens.length if tokens else 0,
        tokenizer=metadata.text("tokenizer.ggml.model"),
        chat_template=metadata.text("tokenizer.chat_template") or None,
        license=metadata.text("general.license"),
        alignment=raw.alignment,
        bytes=size,
        tensors=raw.tensors,
        metadata=metadata.plain(),
    )


def _shares(raw: RawHeader) -> tuple[TypeShare, ...]:
    counts: dict[str, tuple[int, int]] = {}
    for tensor in raw.tensors:
        tensors, size = counts.get(tensor.type.name, (0, 0))
        counts[tensor.type.name] = tensors + 1, size + tensor.bytes
    shares = [TypeShare(name, tensors, size) for name, (tensors, size) in counts.items()]
    return tuple(sorted(shares, key=lambda share: share.bytes, reverse=True))


def _quantization(metadata: Metadata, shares: tuple[TypeShare, ...]) -> str:
    """What the file calls itself, unless none of its tensors is stored so; then what most of it is stored in."""
    label = FILE_TYPES.get(metadata.integer("general.file_type", -1), "")
    if any(label.startswith(share.name) for share in shares):
        return label
    return shares[0].name if shares else label
