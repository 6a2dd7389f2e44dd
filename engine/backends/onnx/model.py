"""A model that ONNX Runtime has loaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from engine.backends.base import Floats, Interrupt, LoadedAdapter, Snapshot
from engine.backends.onnx.adapters import OnnxAdapter, read_adapter, stacked
from engine.backends.onnx.bare import BareLoop
from engine.backends.onnx.embedding_table import EmbeddingTable
from engine.backends.onnx.grammar import Grammar, GrammarTokens
from engine.backends.onnx.graphs import Graphs
from engine.backends.onnx.runtime import Runner, devices, execution_providers
from engine.backends.onnx.sampling import OnnxSampler
from engine.backends.onnx.sequence import LiveSequence, OnnxSnapshot
from engine.backends.onnx.vocabulary import Vocabulary
from engine.errors import EngineError, ErrorKind
from engine.protocol import ModelInfo, SamplingOptions
from models.inspect_onnx import OnnxFolder

_BARE_PROMPT = 46
"""Tokens before those that the bare loop draws: as many as a chat template with a short question, since every token
attends to all before it."""


def load_model(folder: OnnxFolder, info: ModelInfo, interrupt: Interrupt, *, gpu: bool) -> OnnxModel:
    """Open everything that `info` tells of, on a GPU where one is wanted and can be used. Raises EngineError or
    Interrupted."""
    started = perf_counter()
    vocabulary = Vocabulary(folder)
    runner = Runner()
    try:
        graphs = Graphs(folder, info.threads, execution_providers(gpu=gpu), runner, interrupt)
        table = EmbeddingTable(folder)
        sequence = LiveSequence(folder, info.context_length, table, runner, graphs.plain)
    except BaseException:
        runner.close()
        raise
    took = info.load_ms + (perf_counter() - started) * 1000
    info = replace(info, load_ms=took, devices=devices(graphs.plain))
    return OnnxModel(folder, graphs, sequence, vocabulary, table, runner, info)


class OnnxModel:
    """Implements `engine.backends.base.LoadedModel`; owns the sessions and everything around them."""

    def __init__(
        self,
        folder: OnnxFolder,
        graphs: Graphs,
        sequence: LiveSequence,
        vocabulary: Vocabulary,
        table: EmbeddingTable,
        runner: Runner,
        info: ModelInfo,
    ) -> None:
        self._folder = folder
        self._graphs = graphs
        self._sequence = sequence
        self._vocabulary = vocabulary
        self._table = table
        self._runner = runner
        self._info = info
        self._grammar_tokens: GrammarTokens | None = None
        self._ports = folder.adapter_ports.lora if folder.adapter_ports is not None else ()
        self._adapters: dict[str, Floats] = {}

    @property
    def info(self) -> ModelInfo:
        return self._info

    @property
    def chat_template(self) -> str | None:
        return self._folder.settings.chat_template

    @property
    def bos(self) -> str:
        return self._vocabulary.bos

    @property
    def eos(self) -> str:
        return self._vocabulary.eos

    @property
    def adds_bos(self) -> bool:
        return self._vocabulary.adds_bos

    @property
    def special_tokens(self) -> frozenset[str]:
        return self._vocabulary.special_tokens

    @property
    def batch_size(self) -> int:
        return self._sequence.batch_size

    @property
    def position(self) -> int:
        return self._sequence.position

    @property
    def forgets_parts(self) -> bool:
        return True

    def tokenize(self, text: str, *, special: bool) -> list[int]:
        return self._vocabulary.tokenize(text, special=special)

    def token_bytes(self, token: int) -> bytes:
        return self._vocabulary.token_bytes(token)

    def ends_generation(self, token: int) -> bool:
        return self._vocabulary.ends_generation(token)

    def evaluate(self, tokens: Sequence[int], interrupt: Interrupt | None = None) -> None:
        self._sequence.evaluate(tokens, interrupt)

    def evaluate_all(self, tokens: Sequence[int], interrupt: Interrupt | None = None) -> None:
        self._sequence.evaluate_all(tokens, interrupt)

    def evaluate_embeddings(self, embeddings: Floats, interrupt: Interrupt | None = None) -> None:
        if not self._sequence.reads_embeddings:
            self._sequence.let_go()
            name = ""
            try:
                name = self._graphs.make_embedding_fed()
            finally:
                self._sequence.use(self._graphs.plain, {}, name)
        self._sequence.evaluate_embeddings(embeddings, interrupt)

    def token_embeddings(self, tokens: Sequence[int]) -> Floats:
        return self._table.rows(tokens)

    def logits(self, row: int = -1) -> Floats:
        return self._sequence.logits(row).copy()

    def hidden_states(self, tokens: Sequence[int], interrupt: Interrupt | None = None) -> Floats:
        return self._sequence.hidden_states(tokens, interrupt)

    def truncate(self, position: int) -> None:
        self._sequence.truncate(position)

    def save_state(self, path: Path) -> int:
        return self._sequence.save(path)

    def load_state(self, path: Path, positions: int) -> None:
        self._sequence.load(path, positions)

    def snapshot(self) -> OnnxSnapshot:
        return self._sequence.snapshot()

    def restore(self, snapshot: Snapshot) -> None:
        if not isinstance(snapshot, OnnxSnapshot):
            raise TypeError("a snapshot of another backend")
        self._sequence.restore(snapshot)

    def load_adapter(self, path: Path) -> OnnxAdapter:
        if self._info.adapter_problem:
            raise EngineError(ErrorKind.UNSUPPORTED, self._info.adapter_problem)
        adapter = read_adapter(path, self._folder, self._ports)
        if not self._graphs.is_adaptable:
            self._sequence.let_go()  # where memory is short, the plain graph makes room
            try:
                self._graphs.make_adaptable()
            finally:
                self._use()
        return adapter

    def set_adapters(self, adapters: Sequence[tuple[LoadedAdapter, float]]) -> None:
        own = [(adapter, scale) for adapter, scale in adapters if isinstance(adapter, OnnxAdapter)]
        if len(own) != len(adapters):
            raise TypeError("an adapter of another backend")
        self._adapters = stacked(own, self._ports)
        self._use()

    def sampler(self, options: SamplingOptions, json_schema: str | None = None) -> OnnxSampler:
        grammar = None
        if json_schema is not None:
            if self._grammar_tokens is None:
                self._grammar_tokens = GrammarTokens(self._vocabulary)
            grammar = Grammar(self._grammar_tokens, json_schema)
        return OnnxSampler(self._sequence, self._vocabulary.size, options, grammar)

    def measure_bare(self, kind: str, tokens: int) -> float:
        if kind not in ("prefill", "decode"):
            raise ValueError(f"unknown kind of measurement: {kind!r}")
        prompt = self._some_text(tokens if kind == "prefill" else _BARE_PROMPT)
        needed = len(prompt) + (tokens if kind == "decode" else 0)
        if tokens < 1 or needed > self._info.context_length:
            raise EngineError(
                ErrorKind.CONTEXT_OVERFLOW,
                f"Measuring {tokens} tokens takes a context of {needed}, and this one has "
                f"{self._info.context_length}. Measure fewer, or load the model with a longer context.",
            )
        self._sequence.clear()
        loop = BareLoop(
            self._folder, needed, self._table, self._sequence.session, self._sequence.embeddings, self._adapters
        )
        return loop.prefill(prompt, self.batch_size) if kind == "prefill" else loop.decode(prompt, tokens)

    def close(self) -> None:
        self._sequence.let_go()
        self._graphs.close()
        self._table.close()
        self._runner.close()

    def _use(self) -> None:
        self._sequence.use(self._graphs.adaptable if self._adapters else self._graphs.plain, self._adapters)

    def _some_text(self, count: int) -> list[int]:
        """As many tokens of English as are wanted."""
        sentence = self.tokenize(" The quick brown fox jumps over the lazy dog.", special=False)
        return (sentence * (count // len(sentence) + 1))[:count]
