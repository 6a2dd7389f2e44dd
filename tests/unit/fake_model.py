"""A model without weights for tests of what lies above the backends: bytes are tokens, and its logits are a function
of everything in its KV cache, so a stale cache shows."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from engine.backends.base import Floats, Interrupt, Interrupted
from engine.errors import EngineError, ErrorKind
from engine.protocol import LoadOptions, ModelInfo, SamplingOptions

SPECIAL = {"<|im_start|>": 256, "<|im_end|>": 257, "<s>": 258}
END = 257


@dataclass
class FakeSampler:
    model: FakeModel
    closed: bool = False
    prompt: list[int] = field(default_factory=list)

    def accept_prompt(self, tokens: Sequence[int]) -> None:
        self.prompt = list(tokens)

    def sample(self) -> int:
        if self.model.script:
            return self.model.script.pop(0)
        return int(np.argmax(self.model.logits()))

    def close(self) -> None:
        self.closed = True


class FakeModel:
    def __init__(self, context_length: int = 4096, template: str | None = None, forgets_all: bool = False) -> None:
        self.tokens: list[int] = []
        self.evaluations: list[int] = []
        self.script: list[int] = []
        """What is sampled next; then the logits decide."""
        self.samplers: list[FakeSampler] = []
        self.closed = False
        self.chat_template = template
        self.bos = "<s>"
        self.eos = "<|im_end|>"
        self.adds_bos = False
        self.batch_size = 64
        self.special_tokens = frozenset(SPECIAL)
        self._forgets_all = forgets_all
        self.info = ModelInfo(
            path="fake",
            name="Fake",
            backend="fake",
            architecture="fake",
            quantization="F32",
            parameters=1,
            bytes=1,
            layers=1,
            hidden_size=4,
            vocabulary_size=259,
            trained_context_length=context_length,
            context_length=context_length,
            threads=1,
            kv_type="f16",
            kv_bytes=context_length,
            devices=("CPU",),
            template="",
            fingerprint="fake-model",
            load_ms=1.0,
        )

    @property
    def position(self) -> int:
        return len(self.tokens)

    def tokenize(self, text: str, *, special: bool) -> list[int]:
        tokens: list[int] = []
        while text:
            found = next((name for name in SPECIAL if special and text.startswith(name)), None)
            if found:
                tokens.append(SPECIAL[found])
                text = text[len(found) :]
            else:
                tokens += text[0].encode("utf-8", "replace")
                text = text[1:]
        return tokens

    def token_bytes(self, token: int) -> bytes:
        return bytes([token]) if token < 256 else b""

    def ends_generation(self, token: int) -> bool:
        return token == END

    def evaluate(self, tokens: Sequence[int], interrupt: Interrupt | None = None) -> None:
        assert 0 < len(tokens) <= self.batch_size
        if interrupt and interrupt():
            raise Interrupted
        if self.position + len(tokens) > self.info.context_length:
            raise EngineError(ErrorKind.CONTEXT_OVERFLOW, "full")
        self.tokens += tokens
        self.evaluations.append(len(tokens))

    def evaluate_embeddings(self, embeddings: Floats, interrupt: Interrupt | None = None) -> None:
        raise NotImplementedError

    def token_embeddings(self, tokens: Sequence[int]) -> Floats:
        raise NotImplementedError

    def hidden_states(self, tokens: Sequence[int], interrupt: Interrupt | None = None) -> Floats:
        raise NotImplementedError

    def logits(self) -> Floats:
        seed = zlib.crc32(repr(self.tokens).encode())
        return np.random.default_rng(seed).random(259, dtype=np.float32)

    def truncate(self, position: int) -> None:
        if self._forgets_all and position < self.position:
            position = 0
        del self.tokens[position:]

    def save_state(self, path: Path) -> int:
        return path.write_text(json.dumps(self.tokens))

    def load_state(self, path: Path, positions: int) -> None:
        self.tokens = json.loads(path.read_text())
        assert len(self.tokens) == positions

    def sampler(self, options: SamplingOptions, json_schema: str | None = None) -> FakeSampler:
        if json_schema == "bad":
            raise EngineError(ErrorKind.UNSUPPORTED, "The schema is not understood.")
        self.samplers.append(FakeSampler(self))
        return self.samplers[-1]

    def measure_bare(self, kind: str, tokens: int) -> float:
        return 1.0

    def close(self) -> None:
        self.closed = True


class FakeBackend:
    """Loads the model that it was given; the path decides nothing."""

    name = "fake"

    def __init__(self, *models: FakeModel) -> None:
        self._models = list(models)

    def accepts(self, path: Path) -> bool:
        return path.suffix == ".fake"

    def check(self, path: Path, options: LoadOptions, freed: int) -> None:
        if path.stat().st_size:
            raise EngineError(ErrorKind.MODEL_INVALID, f"{path.name} is damaged.", f"{freed} bytes")

    def load(
        self, path: Path, options: LoadOptions, progress: Callable[[float], None], interrupt: Interrupt
    ) -> FakeModel:
        progress(0.5)
        if interrupt():
            raise Interrupted
        progress(1.0)
        return self._models.pop(0)
