"""A model without weights for tests of what lies above the backends: bytes are tokens, and its logits are a function
of everything in its KV cache and of the adapters that acted on it, so a stale cache shows."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np

from engine.backends.base import MOST_ROWS, Floats, Interrupt, Interrupted, LoadedAdapter, Snapshot
from engine.backends.fingerprint import fingerprint
from engine.errors import EngineError, ErrorKind
from engine.protocol import AdapterInfo, AdapterKind, AdapterUse, LoadOptions, ModelInfo, SamplingOptions

SPECIAL = {"<|im_start|>": 256, "<|im_end|>": 257, "<s>": 258}
END = 257

Acting = tuple[tuple[str, float], ...]
"""(fingerprint, scale) of adapters, sorted."""


@dataclass
class FakeAdapter:
    info: AdapterInfo
    invocation: tuple[int, ...] = ()
    effect: str = "some"
    """"some", "none" or "nan"; with "error" the model itself refuses to give logits."""
    closed: bool = False

    def close(self) -> None:
        assert not self.closed
        self.closed = True


@dataclass(frozen=True)
class FakeSnapshot:
    held: tuple[tuple[int, Acting], ...]

    @property
    def positions(self) -> int:
        return len(self.held)

    @property
    def bytes(self) -> int:
        return len(self.held)


def fake_adapter(path: Path, **content: object) -> Path:
    """Write an adapter: `invocation`, `effect`, `bytes`, and whatever else tells it apart from others."""
    path.write_text(json.dumps(content))
    return path


@dataclass
class FakeSampler:
    model: FakeModel
    closed: bool = False
    prompt: list[int] = field(default_factory=list)
    drawn_from: list[Floats] = field(default_factory=list)
    """The logits at each draw."""

    def accept_prompt(self, tokens: Sequence[int]) -> None:
        self.prompt = list(tokens)

    def sample(self, row: int = -1) -> int:
        self.drawn_from.append(self.model.logits(row))
        if self.model.script:
            return self.model.script.pop(0)
        return int(np.argmax(self.drawn_from[-1]))

    def close(self) -> None:
        self.closed = True


class FakeModel:
    def __init__(self, context_length: int = 4096, template: str | None = None, forgets_all: bool = False) -> None:
        self.held: list[tuple[int, Acting]] = []
        self.adapters: list[FakeAdapter] = []
        """All that were ever loaded."""
        self.active: tuple[tuple[FakeAdapter, float], ...] = ()
        self.breaks_at: float | None = None
        """A scale at which setting adapters fails."""
        self.refuses_snapshots = False
        self.evaluations: list[int] = []
        self.embedded: list[int] = []
        """Of the evaluations, those of embeddings."""
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
        self.forgets_parts = not forgets_all
        self._rows = 1
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
    def tokens(self) -> list[int]:
        return [token for token, _ in self.held]

    @property
    def position(self) -> int:
        return len(self.held)

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
        assert not any(adapter.closed for adapter, _ in self.active)
        acting = sorted((a.info.fingerprint, scale) for a, scale in self.active if a.effect != "none")
        self.held += [(token, tuple(acting)) for token in tokens]
        self.evaluations.append(len(tokens))
        self._rows = 1

    def evaluate_all(self, tokens: Sequence[int], interrupt: Interrupt | None = None) -> None:
        assert len(tokens) <= MOST_ROWS
        self.evaluate(tokens, interrupt)
        self._rows = len(tokens)

    def evaluate_embeddings(self, embeddings: Floats, interrupt: Interrupt | None = None) -> None:
        if self.info.dynamic_problem:
            raise EngineError(ErrorKind.UNSUPPORTED, self.info.dynamic_problem)
        assert embeddings.shape[1:] == (self.info.hidden_size,)
        self.evaluate([held_of(row) for row in embeddings], interrupt)
        self.embedded.append(len(embeddings))

    def token_embeddings(self, tokens: Sequence[int]) -> Floats:
        return np.stack([_embedding(token) for token in tokens])

    def hidden_states(self, tokens: Sequence[int], interrupt: Interrupt | None = None) -> Floats:
        raise NotImplementedError

    def logits(self, row: int = -1) -> Floats:
        assert -1 <= row < self._rows
        effects = {adapter.effect for adapter, _ in self.active}
        if "error" in effects:
            raise EngineError(ErrorKind.MODEL_INVALID, "The model computes numbers that make no sense.")
        held = self.held[: len(self.held) - (self._rows - row if row >= 0 else 1) + 1]
        return logits_of(held) * np.float32("nan" if "nan" in effects else 1)

    def truncate(self, position: int) -> None:
        if not self.forgets_parts and position < self.position:
            position = 0
        del self.held[position:]

    def save_state(self, path: Path) -> int:
        return path.write_text(json.dumps(self.held))

    def load_state(self, path: Path, positions: int) -> None:
        self.held = [
            (token, tuple((name, scale) for name, scale in acting)) for token, acting in json.loads(path.read_text())
        ]
        assert len(self.held) == positions

    def snapshot(self) -> FakeSnapshot:
        return FakeSnapshot(tuple(self.held))

    def restore(self, snapshot: Snapshot) -> None:
        assert isinstance(snapshot, FakeSnapshot)
        if self.refuses_snapshots:
            self.held = []
            raise EngineError(ErrorKind.INTERNAL, "The snapshot does not fit.")
        self.held = list(snapshot.held)

    def load_adapter(self, path: Path) -> FakeAdapter:
        try:
            content = json.loads(path.read_text())
        except OSError as error:
            raise EngineError(ErrorKind.MODEL_NOT_FOUND, "gone") from error
        info = AdapterInfo(
            path=str(path),
            name=path.stem,
            kind=AdapterKind.ACTIVATED_LORA if "invocation" in content else AdapterKind.LORA,
            fingerprint=fingerprint(path),
            rank=1,
            tensors=1,
            bytes=content.get("bytes", 1),
        )
        self.adapters.append(FakeAdapter(info, tuple(content.get("invocation", ())), content.get("effect", "some")))
        return self.adapters[-1]

    def set_adapters(self, adapters: Sequence[tuple[LoadedAdapter, float]]) -> None:
        chosen = [(adapter, scale) for adapter, scale in adapters if isinstance(adapter, FakeAdapter)]
        assert len(chosen) == len(adapters)
        assert not any(adapter.closed for adapter, _ in chosen)
        if any(scale == self.breaks_at for _, scale in chosen):
            raise EngineError(ErrorKind.OUT_OF_MEMORY, "There is not enough memory for this set.")
        self.active = tuple(chosen)

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

    def bake(
        self,
        path: Path,
        adapters: Sequence[AdapterUse],
        output: Path,
        progress: Callable[[int, int], None],
        interrupt: Interrupt,
    ) -> None:
        for done in range(5000):
            if done % 1000 == 0 and interrupt():
                raise Interrupted
            progress(done, 5000)
        output.write_text(json.dumps([(Path(use.path).name, use.scale) for use in adapters]))

    def requantize(
        self, path: Path, kind: str, output: Path, progress: Callable[[int, int], None], interrupt: Interrupt
    ) -> None:
        if interrupt():
            raise Interrupted
        progress(1, 1)
        output.write_text(kind)


def held_of(row: Floats) -> int:
    """What the cache holds of an embedding: the token whose it is, else a number below 0 that stands for it."""
    return _known().get(row.tobytes(), -zlib.crc32(row.tobytes()))


@cache
def _known() -> dict[bytes, int]:
    return {_embedding(token).tobytes(): token for token in range(259)}


def _embedding(token: int) -> Floats:
    return np.random.default_rng(token).random(4, dtype=np.float32)


def logits_of(held: Sequence[tuple[int, Acting]]) -> Floats:
    """What a model computes that holds these tokens, each with the adapters that acted on it."""
    return np.random.default_rng(zlib.crc32(repr(list(held)).encode())).random(259, dtype=np.float32)
