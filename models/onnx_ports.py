"""Finds how an ONNX language model is fed: which inputs and outputs its graph has, and what its KV cache looks like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from engine.errors import ErrorKind
from models.gguf_reader import BadHeader
from models.onnx_graph import FLOAT, FLOAT16, OnnxGraph, OnnxNode, OnnxValue
from models.ordinary_file import shown_text

_INT64 = 7
_PAST = re.compile(r"past_key_values\.(\d{1,4})\.(key|value)")
_LORA = re.compile(r"(blk\.\d{1,4}\.[a-z_]+\.weight|output\.weight)\.lora_([ab])")

_TOKENS, _EMBEDDINGS, _MASK, _POSITIONS = "input_ids", "inputs_embeds", "attention_mask", "position_ids"
_ROWS, _KEPT = "logits_positions", "num_logits_to_keep"
_KNOWN = frozenset({_TOKENS, _EMBEDDINGS, _MASK, _POSITIONS, _ROWS, _KEPT})

NUMBER_FORMATS = {FLOAT: "f32", FLOAT16: "f16"}
"""Of inputs, outputs and the KV cache."""

_MOST_HEADS = 4096

_ANOTHER_EXPORT = "Choose an export of this model for text generation with past keys and values."


@dataclass(frozen=True)
class LoraPort:
    """The pair of graph inputs by which an adapter acts on one linear layer: A of shape (inputs, rank) and B of shape
    (rank, outputs)."""

    tensor: str
    """The GGUF name of the layer's weight."""
    inputs: int
    outputs: int

    @property
    def names(self) -> tuple[str, str]:
        return f"{self.tensor}.lora_a", f"{self.tensor}.lora_b"


@dataclass(frozen=True)
class OnnxPorts:
    """What goes in and out of one graph. The batch is always 1."""

    takes_embeddings: bool
    """Rows of embeddings instead of token ids."""
    takes_positions: bool
    keeps_last: bool
    """Whether it must be told to compute the logits of the last position only."""
    gives_last: bool
    """Whether it computes the logits of the last position only when it is told nothing."""
    gives_hidden_states: bool
    number_format: str
    """Of embeddings, logits and hidden states: f32 or f16."""
    kv_format: str
    layers: int
    kv_heads: int | None
    """None where the graph leaves it open."""
    head_size: int | None
    shares_cache: bool
    """Whether keys and values are appended in place (GroupQueryAttention) rather than copied to a longer tensor."""
    hidden_size: int | None
    vocabulary_size: int | None
    lora: tuple[LoraPort, ...]

    def past(self, layer: int) -> tuple[str, str]:
        return f"past_key_values.{layer}.key", f"past_key_values.{layer}.value"

    def present(self, layer: int) -> tuple[str, str]:
        return f"present.{layer}.key", f"present.{layer}.value"


def find_ports(graph: OnnxGraph) -> OnnxPorts:
    """Raises BadHeader for a graph that is no language model, or of a kind that is fed in another way."""
    for node in graph.nodes:
        _check_numbers(node)
    given = {tensor.name for tensor in graph.tensors}
    lora = _lora_ports(graph)
    needed = [value for value in graph.inputs if value.name not in given]
    unknown = [
        value.name
        for value in needed
        if value.name not in _KNOWN and not _PAST.fullmatch(value.name) and not _LORA.fullmatch(value.name)
    ]
    names = {value.name for value in needed}
    layers = sum(1 for name in names if _PAST.fullmatch(name)) // 2
    if layers == 0 or not names & {_TOKENS, _EMBEDDINGS} or graph.output("logits") is None:
        raise BadHeader("is not a language model that writes text step by step", _ANOTHER_EXPORT, ErrorKind.UNSUPPORTED)
    if unknown or {_TOKENS, _EMBEDDINGS} <= names:
        listed = ", ".join(sorted(unknown)[:3]) or f"{_TOKENS} beside {_EMBEDDINGS}"
        raise BadHeader(
            f"wants inputs that Homespun does not know: {shown_text(listed)}", _ANOTHER_EXPORT, ErrorKind.UNSUPPORTED
        )
    past = [_pair(graph.inputs, f"past_key_values.{layer}") for layer in range(layers)]
    present = [_pair(graph.outputs, f"present.{layer}") for layer in range(layers)]
    shape = _cache_shape([*past, *present])
    logits = graph.output("logits")
    assert logits is not None
    embeddings = next((value for value in needed if value.name == _EMBEDDINGS), None)
    width = _last(embeddings) if embeddings else None
    states = graph.output("hidden_states")
    for value in (logits, *([embeddings] if embeddings else []), *([states] if states else [])):
        _check_floats(value)
    _check_whole(needed)
    if embeddings and embeddings.type != logits.type:
        raise BadHeader("mixes number formats in a way that Homespun does not read", kind=ErrorKind.UNSUPPORTED)
    return OnnxPorts(
        takes_embeddings=embeddings is not None,
        takes_positions=_POSITIONS in names,
        keeps_last=_KEPT in names,
        gives_last=graph.input(_ROWS) is not None and _ROWS in given,
        gives_hidden_states=states is not None,
        number_format=NUMBER_FORMATS[logits.type],
        kv_format=NUMBER_FORMATS[past[0].type],
        layers=layers,
        kv_heads=shape[0],
        head_size=shape[1],
        shares_cache=_shares_cache(graph, layers),
        hidden_size=width if width is not None else (_last(states) if states else None),
        vocabulary_size=_last(logits),
        lora=lora,
    )


def _check_numbers(node: OnnxNode) -> None:
    """Refuse what ONNX Runtime's operators divide by or trust without a look of their own."""
    numbers = node.numbers
    if node.operator in ("GroupQueryAttention", "MultiHeadAttention"):
        heads = numbers.get("num_heads", 0)
        kv_heads = numbers.get("kv_num_heads", heads)
        sound = 0 < kv_heads <= heads <= _MOST_HEADS and heads % kv_heads == 0
    elif node.operator == "MatMulNBits":
        sizes = numbers.get("K", 0), numbers.get("N", 0)
        block, bits = numbers.get("block_size", 0), numbers.get("bits", 4)
        sound = all(0 < size < 1 << 31 for size in sizes) and block in (16, 32, 64, 128, 256) and bits in (2, 4, 8)
    else:
        return
    if not sound:
        raise BadHeader(f"is damaged: the numbers of a {node.operator} make no sense")


def _pair(values: Sequence[OnnxValue], stem: str) -> OnnxValue:
    """One of the two values of a layer, after a look at both."""
    found = [value for value in values if value.name in (f"{stem}.key", f"{stem}.value")]
    same = len(found) == 2 and found[0].type == found[1].type and found[0].type in NUMBER_FORMATS
    if not same or any(len(value.shape) != 4 for value in found) or _inner(found[0]) != _inner(found[1]):
        raise BadHeader(
            "keeps its past keys and values in a way that Homespun does not know",
            _ANOTHER_EXPORT,
            ErrorKind.UNSUPPORTED,
        )
    return found[0]


def _inner(value: OnnxValue) -> tuple[int | None, int | None]:
    """Heads and the size of a head, where the shape (batch, heads, positions, size) tells them."""
    heads, size = value.shape[1], value.shape[3]
    return (heads if isinstance(heads, int) else None), (size if isinstance(size, int) else None)


def _cache_shape(values: Sequence[OnnxValue]) -> tuple[int | None, int | None]:
    """What all layers agree on."""
    heads = {inner[0] for value in values if (inner := _inner(value))[0] is not None}
    sizes = {inner[1] for value in values if (inner := _inner(value))[1] is not None}
    if len(heads) > 1 or len(sizes) > 1 or len({value.type for value in values}) > 1:
        raise BadHeader("has layers of different widths, which Homespun does not run", kind=ErrorKind.UNSUPPORTED)
    return next(iter(heads), None), next(iter(sizes), None)


def _shares_cache(graph: OnnxGraph, layers: int) -> bool:
    """GroupQueryAttention writes new keys and values behind the old ones where past and present are one buffer."""
    in_place = {
        (node.inputs[3], node.inputs[4])
        for node in graph.nodes
        if node.domain == "com.microsoft" and node.operator == "GroupQueryAttention" and len(node.inputs) > 4
    }
    return all(
        (f"past_key_values.{layer}.key", f"past_key_values.{layer}.value") in in_place for layer in range(layers)
    )


def _lora_ports(graph: OnnxGraph) -> tuple[LoraPort, ...]:
    """The pairs that a graph has complete and in the shapes that `LoraPort` says."""
    sides: dict[str, dict[str, OnnxValue]] = {}
    for value in graph.inputs:
        if named := _LORA.fullmatch(value.name):
            sides.setdefault(named[1], {})[named[2]] = value
    ports: list[LoraPort] = []
    for tensor, pair in sides.items():
        a, b = pair.get("a"), pair.get("b")
        if a is None or b is None or len(a.shape) != 2 or len(b.shape) != 2 or {a.type, b.type} != {FLOAT}:
            raise BadHeader("is damaged: its inputs for adapters do not come in pairs")
        inputs, outputs = a.shape[0], b.shape[1]
        if not isinstance(inputs, int) or not isinstance(outputs, int) or min(inputs, outputs) < 1:
            raise BadHeader("is damaged: its inputs for adapters have no shape")
        ports.append(LoraPort(tensor, inputs, outputs))
    return tuple(ports)


def _last(value: OnnxValue) -> int | None:
    return value.shape[-1] if value.shape and isinstance(value.shape[-1], int) else None


def _check_floats(value: OnnxValue) -> None:
    if value.type not in NUMBER_FORMATS:
        raise BadHeader(f"gives or takes {value.name} in a number format that Homespun does not read")


def _check_whole(values: Sequence[OnnxValue]) -> None:
    for value in values:
        if value.name in (_TOKENS, _MASK, _POSITIONS, _KEPT) and value.type != _INT64:
            raise BadHeader(f"takes {value.name} in a number format that Homespun does not write")
