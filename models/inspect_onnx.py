"""Looks at a folder with an ONNX model before anything loads it: what it is, and whether it is whole and safe to load.

Three kinds of folders are known: those that Homespun's own conversion writes (homespun.json), those of
onnxruntime-genai (genai_config.json), and what Optimum exports (config.json). Native code never sees a folder that did
not pass here. The graph's own words decide how it is fed; the folder's JSON files add what a graph does not say.
"""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from engine.errors import EngineError, ErrorKind
from models.foreign_files import HEAD_BYTES, name_foreign_file
from models.gguf_reader import BadHeader
from models.onnx_graph import FLOAT, FLOAT16, INT8, UINT8, OnnxGraph, read_graph
from models.onnx_ports import OnnxPorts, find_ports
from models.onnx_settings import OnnxSettings, read_settings
from models.ordinary_file import naming, not_found, open_ordinary, shown, shown_text
from models.tokenizer_file import check_tokenizer

LARGEST_GRAPH = 2**31
"""Bytes; protobuf itself ends here."""
MOST_SHARING = 3
"""How many tensors may lie in the same bytes, on average."""
MOST_LAYERS = 512
LARGEST_WIDTH = 1 << 20
LARGEST_VOCABULARY = 1 << 24
LONGEST_CONTEXT = 1 << 24

_GRAPH_BUFFER = 1 << 16
_TOKENIZERS = ("tokenizer.json", "tokenizer.model")
_NPY_HEADER = re.compile(
    rb"\x93NUMPY\x01\x00..\{'descr': '<f([24])', 'fortran_order': False, "
    rb"'shape': \((\d{1,12}), (\d{1,12})\), \}\s*$",
    re.DOTALL,
)
_QUANTIZED_MATRICES = frozenset({"MatMulInteger", "DynamicQuantizeMatMul", "QLinearMatMul", "DynamicQuantizeLSTM"})


@dataclass(frozen=True)
class OnnxFolder:
    """A model as its folder describes it. Lengths are in tokens or numbers, sizes in bytes."""

    path: Path
    """The folder, or the .onnx file in it that was chosen."""
    graph: Path
    adapter_graph: Path | None
    """The graph with inputs for adapters, which may be `graph` itself; None where there is none."""
    embeddings: Path | None
    """A .npy file of shape (vocabulary_size, hidden_size), for a graph that takes embeddings."""
    tokenizer: Path
    files: tuple[Path, ...]
    """All that decides which numbers come out: graphs, weights, embeddings, tokenizer."""
    bytes: int
    """Of all files."""
    weight_bytes: int
    """Of the weights in the graph, without the embeddings beside it."""
    embedding_bytes: int
    ports: OnnxPorts
    adapter_ports: OnnxPorts | None
    kv_heads: int
    head_size: int
    hidden_size: int
    vocabulary_size: int
    context_length: int
    parameters: int
    quantization: str
    settings: OnnxSettings

    @property
    def name(self) -> str:
        folder = self.path if self.path.is_dir() else self.path.parent
        return self.settings.name or folder.name

    @property
    def kv_numbers(self) -> int:
        """Numbers of the KV cache for each position."""
        return 2 * self.ports.layers * self.kv_heads * self.head_size


def is_onnx(path: Path) -> bool:
    """Whether `path` is a folder with an ONNX graph, or such a graph by its name; never blocks and never raises.

    A folder whose settings are damaged is one, so that `inspect_onnx` can say so."""
    try:
        return _choose_graph(path) is not None
    except BadHeader:
        return True
    except (EngineError, OSError, ValueError):
        return False


def inspect_onnx(path: Path) -> OnnxFolder:
    """What the model at `path` is: a folder, or the .onnx file in one.

    Raises EngineError with MODEL_NOT_FOUND where there is nothing, UNSUPPORTED for what is sound but of another kind,
    and MODEL_INVALID for what is damaged, incomplete or a trap. The message says which, and what to do.
    """
    with naming(path):
        graph_path = _choose_graph(path)
    if graph_path is None:
        if not path.exists():
            raise not_found(path)
        raise EngineError(
            ErrorKind.UNSUPPORTED,
            f"“{shown(path)}” is a folder without a model. Choose a .gguf file, or a folder with a model.onnx in it.",
            str(path),
        )
    home = _home(graph_path)
    with naming(path):
        settings = read_settings(home)
        tokenizer = _tokenizer(home)
    graph, data = _graph(graph_path)
    with naming(graph_path):
        ports = find_ports(graph)
    adapter_graph = home / settings.adapter_graph if settings.adapter_graph else None
    adapter_ports = None
    if adapter_graph is not None and adapter_graph != graph_path:
        second, more = _graph(adapter_graph)
        data |= more
        with naming(adapter_graph):
            adapter_ports = find_ports(second)
            _check_twin(ports, adapter_ports)
    elif ports.lora and settings.adapter_graph:
        adapter_graph, adapter_ports = graph_path, ports
    with naming(path):
        return _describe(path, home, graph_path, adapter_graph, adapter_ports, graph, ports, data, settings, tokenizer)


def _describe(
    path: Path,
    home: Path,
    graph_path: Path,
    adapter_graph: Path | None,
    adapter_ports: OnnxPorts | None,
    graph: OnnxGraph,
    ports: OnnxPorts,
    data: dict[Path, int],
    settings: OnnxSettings,
    tokenizer: Path,
) -> OnnxFolder:
    vocabulary = _agreed("size of the vocabulary", ports.vocabulary_size, settings.vocabulary_size, LARGEST_VOCABULARY)
    hidden = _agreed("width", ports.hidden_size, settings.hidden_size, LARGEST_WIDTH)
    heads = _agreed("number of heads", ports.kv_heads, settings.kv_heads, LARGEST_WIDTH)
    head_size = _agreed("size of a head", ports.head_size, settings.head_size, LARGEST_WIDTH)
    if ports.layers > MOST_LAYERS:
        raise BadHeader(f"is damaged: it claims to have {ports.layers:,} layers")
    if not 0 < settings.context_length <= LONGEST_CONTEXT:
        raise BadHeader(
            "does not say how long its context is", "Put the config.json of the model back into the folder."
        )
    if any(not 0 <= token < vocabulary for token in settings.marks):
        raise BadHeader("is damaged: its begin and end tokens are not in its vocabulary")
    embeddings = home / "embeddings.npy" if ports.takes_embeddings else None
    if embeddings is not None:
        _check_embeddings(embeddings, vocabulary, hidden)
    graphs = tuple(dict.fromkeys(filter(None, (graph_path, adapter_graph))))
    files = (*graphs, *sorted(data), *([embeddings] if embeddings else []), tokenizer)
    inside = sum(tensor.bytes for tensor in graph.tensors)
    return OnnxFolder(
        path=path,
        graph=graph_path,
        adapter_graph=adapter_graph,
        embeddings=embeddings,
        tokenizer=tokenizer,
        files=files,
        bytes=sum(file.stat().st_size for file in files),
        weight_bytes=inside,
        embedding_bytes=embeddings.stat().st_size if embeddings else 0,
        ports=ports,
        adapter_ports=adapter_ports,
        kv_heads=heads,
        head_size=head_size,
        hidden_size=hidden,
        vocabulary_size=vocabulary,
        context_length=settings.context_length,
        parameters=settings.parameters or _parameters(graph),
        quantization=settings.quantization or _quantization(graph),
        settings=settings,
    )


def _choose_graph(path: Path) -> Path | None:
    """The graph that `path` means: itself, or in a folder model.onnx, or else the first by name."""
    if path.suffix.lower() == ".onnx" and not path.is_dir():
        return path if path.exists() else None
    if not path.is_dir():
        return None
    settings = read_settings(path)
    if settings.graph:
        return path / settings.graph
    for folder in (path, path / "onnx"):
        graphs = sorted(folder.glob("*.onnx")) if folder.is_dir() else []
        if graphs:
            return next((graph for graph in graphs if graph.name == "model.onnx"), graphs[0])
    return None


def _home(graph: Path) -> Path:
    """The folder with the settings: transformers.js keeps the graphs in a folder of their own beside them."""
    folder = graph.parent
    above = folder.name == "onnx" and not any((folder / name).exists() for name in _TOKENIZERS)
    return folder.parent if above else folder


def _tokenizer(home: Path) -> Path:
    for name in _TOKENIZERS:
        path = home / name
        if path.exists():
            if not _is_plain(path):
                raise BadHeader(f"has a {name} that is no ordinary file")
            check_tokenizer(path)
            return path
    raise BadHeader(
        "has no tokenizer",
        "Put the tokenizer.json or tokenizer.model of the model into the folder.",
    )


def _graph(path: Path) -> tuple[OnnxGraph, dict[Path, int]]:
    """A graph, and the files that its weights lie in with their sizes."""
    with open_ordinary(path) as opened, naming(path):
        with BufferedReader(opened, _GRAPH_BUFFER) as file:
            size = os.fstat(file.fileno()).st_size
            if size > LARGEST_GRAPH:
                raise BadHeader("is larger than an ONNX graph can be")
            head = file.read(HEAD_BYTES)
            if head[:1] != b"\x08":  # ir_version: the first field of every model
                raise name_foreign_file(head)
            graph = read_graph(file, size)
        return graph, _data_files(path, graph)


def _data_files(graph_path: Path, graph: OnnxGraph) -> dict[Path, int]:
    """The files with weights that a graph names, after a look at every place in them. Raises BadHeader."""
    sizes: dict[str, tuple[Path, int]] = {}
    places: dict[str, list[tuple[int, int]]] = {}
    for tensor in graph.tensors:
        external = tensor.external
        if external is None:
            continue
        if external.location not in sizes:
            sizes[external.location] = _data_file(graph_path.parent, external.location)
        path, size = sizes[external.location]
        if external.offset + external.length > size:
            raise BadHeader(
                f"needs more of “{shown(path)}” than there is", "The download did not finish; download it again."
            )
        if external.length:
            places.setdefault(external.location, []).append((external.offset, external.offset + external.length))
    for location, ranges in places.items():
        _check_ranges(ranges, sizes[location][1])
    return dict(sizes.values())


def _check_ranges(ranges: list[tuple[int, int]], size: int) -> None:
    """Tensors may share a place, as tied weights do; lying across each other, or sharing one so often that a small file
    becomes a large model, is a trap."""
    if sum(end - start for start, end in ranges) > MOST_SHARING * size:
        raise BadHeader("claims to have far more weights than there are in its file")
    last = 0
    for start, end in sorted(set(ranges)):
        if start < last:
            raise BadHeader("is damaged: its weights lie across each other")
        last = end


def _data_file(folder: Path, location: str) -> tuple[Path, int]:
    """A file of weights must lie in the graph's own folder and be there under this name alone: a path that leads out,
    a link, or a second name would let a model read what it has no business with."""
    parts = location.split("/")
    if any(part in ("", ".", "..") for part in parts) or re.search(r"[\\:*\0]", location):
        raise BadHeader(f"wants to read “{shown_text(location)}”, which lies outside of its folder")
    path = folder.joinpath(*parts)
    if not path.exists():
        raise BadHeader(f"needs “{shown(path)}”, which is not beside it", "Download that file into the same folder.")
    if not path.resolve().is_relative_to(folder.resolve()):
        raise BadHeader(
            f"keeps its weights in “{shown(path)}”, a link that leads out of its folder",
            "Put a copy of the file in its place.",
        )
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise BadHeader(f"keeps its weights in “{shown(path)}”, which is no ordinary file")
    if status.st_nlink > 1:
        raise BadHeader(
            f"keeps its weights in “{shown(path)}”, a file with a second name elsewhere",
            "Put a copy of the file in its place.",
        )
    return path, status.st_size


def _check_twin(plain: OnnxPorts, other: OnnxPorts) -> None:
    """Both graphs must share one KV cache."""
    same = (plain.layers, plain.kv_format, plain.takes_embeddings, plain.shares_cache, plain.number_format)
    if same != (other.layers, other.kv_format, other.takes_embeddings, other.shares_cache, other.number_format):
        raise BadHeader("belongs to another model")
    if not other.lora:
        raise BadHeader("has no inputs for adapters")


def _check_embeddings(path: Path, vocabulary: int, hidden: int) -> None:
    if not path.exists():
        raise BadHeader(
            "takes embeddings, and there is no embeddings.npy to look them up in",
            "Convert the model again, or choose an export that takes token ids.",
        )
    if not _is_plain(path):
        raise BadHeader("has an embeddings.npy that is no ordinary file")
    with path.open("rb") as file:
        head = file.read(10)
        head += file.read(min(int.from_bytes(head[8:10], "little"), 4096))
    named = _NPY_HEADER.match(head)
    if not named or (int(named[2]), int(named[3])) != (vocabulary, hidden):
        raise BadHeader("is damaged: its table of embeddings does not have the shape of the model")
    expected = len(head) + vocabulary * hidden * int(named[1])
    if path.stat().st_size != expected:
        raise BadHeader("is damaged: its table of embeddings is not complete")


def _agreed(what: str, graph: int | None, settings: int, most: int) -> int:
    """A number that the graph, its settings, or both tell."""
    value = graph if graph is not None else settings
    if not 0 < value <= most or (graph is not None and settings and graph != settings):
        raise BadHeader(
            f"is damaged: the {what} is missing or told in two ways", "Put the config.json of the model back."
        )
    return value


def _parameters(graph: OnnxGraph) -> int:
    """Weights that are no scales, zero points or constants. Packed ones are counted by what they stand for."""
    packed = {
        name: node.numbers.get("K", 0) * node.numbers.get("N", 0)
        for node in graph.nodes
        if node.operator == "MatMulNBits" and len(node.inputs) > 2
        for name in node.inputs[1:2]
    }
    beside = {name for node in graph.nodes if node.operator == "MatMulNBits" for name in node.inputs[2:]}
    known = {tensor.name: tensor for tensor in graph.tensors}
    total = sum(count for name, count in packed.items() if name in known)
    for tensor in known.values():
        if tensor.name not in packed and tensor.name not in beside and tensor.type in (FLOAT, FLOAT16, INT8, UINT8):
            total += tensor.elements
    return total


def _quantization(graph: OnnxGraph) -> str:
    bits = [node.numbers.get("bits", 4) for node in graph.nodes if node.operator == "MatMulNBits"]
    if bits:
        return f"INT{max(set(bits), key=bits.count)}"
    if any(node.operator in _QUANTIZED_MATRICES or node.operator == "DequantizeLinear" for node in graph.nodes):
        return "INT8"
    halves = sum(tensor.bytes for tensor in graph.tensors if tensor.type == FLOAT16)
    return "F16" if 2 * halves > sum(tensor.bytes for tensor in graph.tensors) else "F32"


def _is_plain(path: Path) -> bool:
    return stat.S_ISREG(path.stat().st_mode)
