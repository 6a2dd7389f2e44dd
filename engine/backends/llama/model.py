"""A model that llama.cpp has loaded."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from engine.backends.base import Floats, Interrupt, LoadedAdapter, Snapshot
from engine.backends.llama.adapter_files import load_adapter
from engine.backends.llama.adapters import ActiveAdapters, ControlVector, LowRank
from engine.backends.llama.bare import bare_decode, bare_prefill
from engine.backends.llama.embedding_table import EmbeddingTable
from engine.backends.llama.native import NativeLog, lib
from engine.backends.llama.sampling import LlamaSampler
from engine.backends.llama.sequence import LiveSequence
from engine.backends.llama.state_copies import StateCopy
from engine.backends.llama.vocabulary import Vocabulary
from engine.errors import EngineError, ErrorKind
from engine.protocol import ModelInfo, SamplingOptions
from models.adapters.base import BaseDescription

_SCALE_TOKENS_ONLY = ("gemma3",)
"""Architectures that multiply the embeddings of token ids by the square root of their width, but not embeddings that
are fed to them (gemma3.cpp of llama.cpp; gemma and gemma2 multiply both)."""

_NEED_TOKENS = ("cogvlm", "deepseek4", "gemma3n", "gemma4", "graniteswitch")
"""Architectures that look at the token ids themselves, in some layer or other: embeddings are not enough for them, are
taken for pictures, or end the process."""

_BARE_PROMPT = 46
"""Tokens before those that the bare loop draws: as many as a chat template with a short question, since every token
attends to all before it."""


class LlamaModel:
    """Implements `engine.backends.base.LoadedModel`; owns the native model and its context."""

    def __init__(
        self,
        model: Any,
        sequence: LiveSequence,
        vocabulary: Vocabulary,
        info: ModelInfo,
        files: Sequence[Path],
        base: BaseDescription,
        chat_template: str | None,
        log: NativeLog,
    ) -> None:
        self._model = model
        self._sequence = sequence
        self._vocabulary = vocabulary
        self._info = replace(info, dynamic_problem=_dynamic_problem(info.architecture))
        self._files = files
        self._base = base
        self._chat_template = chat_template
        self._log = log
        self._adapters = ActiveAdapters(model, sequence.context, base, log)
        self._table: EmbeddingTable | None = None

    @property
    def info(self) -> ModelInfo:
        return self._info

    @property
    def sequence(self) -> LiveSequence:
        """For what makes one model of several."""
        return self._sequence

    @property
    def chat_template(self) -> str | None:
        return self._chat_template

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
        return self._sequence.forgets_parts

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
        if self._info.dynamic_problem:
            raise EngineError(ErrorKind.UNSUPPORTED, self._info.dynamic_problem)
        self._sequence.evaluate_embeddings(embeddings, interrupt)

    def token_embeddings(self, tokens: Sequence[int]) -> Floats:
        if self._table is None:
            self._table = EmbeddingTable(self._files, self._info.vocabulary_size, self._info.hidden_size)
        rows = self._table.rows(tokens)
        if self._info.architecture in _SCALE_TOKENS_ONLY:
            rows *= math.sqrt(self._info.hidden_size)
        return rows

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

    def snapshot(self) -> StateCopy:
        return self._sequence.snapshot()

    def restore(self, snapshot: Snapshot) -> None:
        if not isinstance(snapshot, StateCopy):
            raise TypeError("this snapshot was made by another backend")
        self._sequence.restore(snapshot)

    def load_adapter(self, path: Path) -> LowRank | ControlVector:
        return load_adapter(path, self._model, self._base, self._log)

    def set_adapters(self, adapters: Sequence[tuple[LoadedAdapter, float]]) -> None:
        own = [(adapter, scale) for adapter, scale in adapters if isinstance(adapter, LowRank | ControlVector)]
        if len(own) != len(adapters):
            raise TypeError("an adapter of another backend")
        self._adapters.replace(own)
        self._sequence.adapters_change(bool(own))

    def sampler(self, options: SamplingOptions, json_schema: str | None = None) -> LlamaSampler:
        return LlamaSampler(self._sequence, self._vocabulary, options, json_schema, self._log)

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
        try:
            if kind == "prefill":
                return bare_prefill(self._sequence.context, prompt, self.batch_size)
            return bare_decode(self._sequence.context, prompt, tokens)
        finally:
            self._sequence.clear()

    def close(self) -> None:
        if self._table is not None:
            self._table.close()
        self._sequence.close()
        lib.llama_model_free(self._model)

    def _some_text(self, count: int) -> list[int]:
        """As many tokens of English as are wanted."""
        sentence = self.tokenize(" The quick brown fox jumps over the lazy dog.", special=False)
        return (sentence * (count // len(sentence) + 1))[:count]


def _dynamic_problem(architecture: str) -> str:
    """See `ModelInfo.dynamic_problem`."""
    if architecture in _NEED_TOKENS:
        return f"Models of the {architecture} family look at the tokens themselves, so none of them can be merged."
    return ""
