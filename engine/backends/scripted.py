"""A backend for tests: it plays a script instead of running a model, and can be slow, fail, crash or hang on cue.

A "model" is a small JSON file, `{"scripted": {...}}`, whose fields are those of `Script`. Its tokens are the bytes of
UTF-8 and a few control tokens; its logits and hidden states are a function of the tokens that are held and of the
adapters that were active for each, so that reuse can be tested with it, but what it says is the script alone. Its
adapters are those of `scripted_adapter`.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import threading
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from time import perf_counter

import numpy as np

from engine.backends.base import MOST_ROWS, Floats, Interrupt, Interrupted, LoadedAdapter, Snapshot
from engine.backends.fingerprint import fingerprint
from engine.backends.scripted_adapter import (
    BROKEN_MARK,
    MARK_BYTES,
    ActiveAdapters,
    ScriptedAdapter,
    load_scripted_adapter,
)
from engine.backends.scripted_attack import attack
from engine.errors import EngineError, ErrorKind
from engine.protocol import AdapterUse, LoadOptions, ModelInfo, SamplingOptions

_SPECIAL = ("<|im_start|>", "<|im_end|>")
"""Texts of the control tokens; their ids follow the 256 bytes."""
_START, _END = 256, 257
_VOCABULARY = 256 + len(_SPECIAL)
_WIDTH = 16
_POSITION_BYTES = 4 * _WIDTH + MARK_BYTES
_BATCH = 64
_PAUSE = 0.01
"""Seconds between two looks at the interrupt."""


@dataclass(frozen=True)
class Script:
    """What a scripted model does. Times are in seconds."""

    reply: str | list[str] = "Hello."
    """With a list each reply takes the next one; the last is repeated."""
    replies_by_adapters: dict[str, str] = field(default_factory=dict[str, str])
    """What it says instead where these adapters wrote it: their names, sorted, with " + " between them."""
    adapter_problem: str = ""
    """Why it takes no adapters."""
    load_delay: float = 0.0
    chunk_delay: float = 0.0
    """For each call that evaluates with an interrupt, which is how a prompt is read."""
    token_delay: float = 0.0
    context_length: int = 2048
    template: str | None = None
    fail_at_load: str = ""
    """An `ErrorKind`."""
    fail: str = ""
    """An `ErrorKind`: raised when `after_tokens` tokens of a reply are drawn."""
    crash: str = ""
    """A signal (SEGV, ABRT, KILL, STOP) that the process sends itself at the same point."""
    attack: dict[str, str] = field(default_factory=dict[str, str])
    """What it tries to reach before its first reply, which is what came of it: see `scripted_attack`."""
    hang: bool = False
    """Whether the process stops making progress at the same point, interrupt or not."""
    after_tokens: int = 0


class ScriptedBackend:
    """Implements `engine.backends.base.Backend`."""

    @property
    def name(self) -> str:
        return "scripted"

    def accepts(self, path: Path) -> bool:
        try:
            with path.open("rb") as file:
                return re.match(rb'\s*\{\s*"scripted"', file.read(256)) is not None
        except OSError:
            return False

    def check(self, path: Path, options: LoadOptions, freed: int) -> None:
        """A script needs no trust and no memory."""

    def load(
        self, path: Path, options: LoadOptions, progress: Callable[[float], None], interrupt: Interrupt
    ) -> ScriptedModel:
        started = perf_counter()
        script = _read(path)
        if script.fail_at_load:
            raise EngineError(ErrorKind(script.fail_at_load), "The script says that loading fails.")
        steps = max(round(script.load_delay / _PAUSE), 1)
        for step in range(steps):
            if interrupt():
                raise Interrupted
            _wait(script.load_delay / steps)
            progress((step + 1) / steps)
        length = options.context_length or script.context_length
        info = ModelInfo(
            path=str(path),
            name=path.stem,
            backend=self.name,
            architecture="script",
            quantization="none",
            parameters=0,
            bytes=path.stat().st_size,
            layers=1,
            hidden_size=_WIDTH,
            vocabulary_size=_VOCABULARY,
            trained_context_length=script.context_length,
            context_length=length,
            threads=options.threads or 1,
            kv_type=options.kv_type,
            kv_bytes=_POSITION_BYTES * length,
            devices=("CPU",),
            template="model" if script.template else "",
            fingerprint=fingerprint(path),
            load_ms=(perf_counter() - started) * 1000,
            adapter_problem=script.adapter_problem,
        )
        return ScriptedModel(script, info)

    def bake(
        self,
        path: Path,
        adapters: Sequence[AdapterUse],
        output: Path,
        progress: Callable[[int, int], None],
        interrupt: Interrupt,
    ) -> None:
        """Write a script that says of itself what this one says with the adapters."""
        script = _read(path)
        active = ActiveAdapters(
            [(load_scripted_adapter(Path(use.path), _tokenize_special), use.scale) for use in adapters]
        )
        baked = replace(script, reply=script.replies_by_adapters.get(active.names, script.reply))
        content = json.dumps({"scripted": asdict(baked)}).encode()
        progress(0, len(content))
        _wait_interruptibly(script.load_delay, interrupt)
        with output.open("xb") as file:
            file.write(content)
        progress(len(content), len(content))

    def requantize(
        self,
        path: Path,
        kind: str,  # noqa: ARG002 - the protocol's
        output: Path,
        progress: Callable[[int, int], None],
        interrupt: Interrupt,
    ) -> None:
        """Write the same script: it has no numbers that could have a format."""
        content = path.read_bytes()
        progress(0, len(content))
        _wait_interruptibly(_read(path).load_delay, interrupt)
        with output.open("xb") as file:
            file.write(content)
        progress(len(content), len(content))


@dataclass(frozen=True)
class ScriptedSnapshot:
    """Implements `engine.backends.base.Snapshot`."""

    held: tuple[bytes, ...]

    @property
    def positions(self) -> int:
        return len(self.held)

    @property
    def bytes(self) -> int:
        return _POSITION_BYTES * len(self.held)


class ScriptedModel:
    """Implements `engine.backends.base.LoadedModel`."""

    def __init__(self, script: Script, info: ModelInfo) -> None:
        self._script = script
        self._info = info
        self._held: list[bytes] = []  # of each position what was evaluated and the mark of the adapters active then
        self._active = ActiveAdapters()
        self._rows = 0  # of logits that there are: of the last positions
        self._replies = 0

    @property
    def info(self) -> ModelInfo:
        return self._info

    @property
    def chat_template(self) -> str | None:
        return self._script.template

    @property
    def bos(self) -> str:
        return _SPECIAL[_START - 256]

    @property
    def eos(self) -> str:
        return _SPECIAL[_END - 256]

    @property
    def adds_bos(self) -> bool:
        return False

    @property
    def special_tokens(self) -> frozenset[str]:
        return frozenset(_SPECIAL)

    @property
    def batch_size(self) -> int:
        return min(_BATCH, self._info.context_length)

    @property
    def position(self) -> int:
        return len(self._held)

    @property
    def forgets_parts(self) -> bool:
        return True

    def tokenize(self, text: str, *, special: bool) -> list[int]:
        return _tokenize_special(text) if special else list(text.encode("utf-8", "replace"))

    def token_bytes(self, token: int) -> bytes:
        _check_token(token)
        return bytes((token,)) if token < 256 else b""

    def ends_generation(self, token: int) -> bool:
        _check_token(token)
        return token == _END

    def evaluate(self, tokens: Sequence[int], interrupt: Interrupt | None = None) -> None:
        for token in tokens:
            _check_token(token)
        self._append([_embedding(token).tobytes() for token in tokens], interrupt)

    def evaluate_all(self, tokens: Sequence[int], interrupt: Interrupt | None = None) -> None:
        if len(tokens) > MOST_ROWS:
            raise ValueError(f"{len(tokens)} tokens at once; 1 to {MOST_ROWS} are possible")
        self.evaluate(tokens, interrupt)
        self._rows = len(tokens)

    def evaluate_embeddings(self, embeddings: Floats, interrupt: Interrupt | None = None) -> None:
        rows = np.ascontiguousarray(embeddings, np.float32)
        if rows.ndim != 2 or rows.shape[1] != _WIDTH:
            raise ValueError(f"embeddings of shape (n, {_WIDTH}) are expected, not {rows.shape}")
        self._append([row.tobytes() for row in rows], interrupt)

    def token_embeddings(self, tokens: Sequence[int]) -> Floats:
        for token in tokens:
            _check_token(token)
        return np.stack([_embedding(token) for token in tokens])

    def logits(self, row: int = -1) -> Floats:
        self.require_logits(row)
        held = self._held[: len(self._held) - (self._rows - row if row >= 0 else 1) + 1]
        if held[-1].endswith(BROKEN_MARK):
            return np.full(_VOCABULARY, np.nan, np.float32)
        return _numbers(b"logits" + b"".join(held), _VOCABULARY)

    def hidden_states(self, tokens: Sequence[int], interrupt: Interrupt | None = None) -> Floats:
        first = len(self._held)
        self.evaluate(tokens, interrupt)
        return np.stack([_numbers(b"".join(self._held[:end]), _WIDTH) for end in range(first + 1, len(self._held) + 1)])

    def truncate(self, position: int) -> None:
        if not 0 <= position <= len(self._held):
            raise ValueError(f"position {position} is not within the {len(self._held)} that are held")
        if position < len(self._held):
            self._rows = 0
            del self._held[position:]

    def save_state(self, path: Path) -> int:
        return path.write_bytes(b"".join(self._held))

    def load_state(self, path: Path, positions: int) -> None:
        self.truncate(0)
        self._rows = 0
        data = path.read_bytes()
        if len(data) != positions * _POSITION_BYTES:
            raise EngineError(ErrorKind.INTERNAL, "The saved state does not fit the model.", str(path))
        self._held = [data[start : start + _POSITION_BYTES] for start in range(0, len(data), _POSITION_BYTES)]

    def snapshot(self) -> ScriptedSnapshot:
        return ScriptedSnapshot(tuple(self._held))

    def restore(self, snapshot: Snapshot) -> None:
        self.truncate(0)
        self._rows = 0
        if not isinstance(snapshot, ScriptedSnapshot):
            raise EngineError(ErrorKind.INTERNAL, "The snapshot does not fit the model.")
        self._held = list(snapshot.held)

    def load_adapter(self, path: Path) -> ScriptedAdapter:
        return load_scripted_adapter(path, _tokenize_special)

    def set_adapters(self, adapters: Sequence[tuple[LoadedAdapter, float]]) -> None:
        self._active = ActiveAdapters(adapters)

    def sampler(
        self,
        options: SamplingOptions,  # noqa: ARG002 - the protocol's; a script says what it says
        json_schema: str | None = None,
    ) -> ScriptedSampler:
        if json_schema is not None:
            try:
                json.loads(json_schema)
            except ValueError as error:
                raise EngineError(ErrorKind.UNSUPPORTED, "This is no JSON schema.", str(error)) from error
        replies = [self._script.reply] if isinstance(self._script.reply, str) else self._script.reply
        reply = replies[min(self._replies, len(replies) - 1)]
        self._replies += 1

        def tokens() -> tuple[int, ...]:
            """Known when the first is drawn: by then the adapters are set."""
            if self._script.attack:
                return (*json.dumps(attack(self._script.attack)).encode(), _END)
            return (*self._script.replies_by_adapters.get(self._active.names, reply).encode(), _END)

        return ScriptedSampler(self._script, tokens, self.require_logits)

    def measure_bare(self, kind: str, tokens: int) -> float:
        if kind not in ("prefill", "decode"):
            raise ValueError(f"unknown kind of measurement: {kind!r}")
        if not 0 < tokens <= self._info.context_length:
            raise self._overflow()
        self.truncate(0)
        delay = self._script.chunk_delay / _BATCH if kind == "prefill" else self._script.token_delay
        started = perf_counter()
        _wait(delay * tokens)
        return tokens / max(perf_counter() - started, 1e-6)

    def close(self) -> None:
        self._held = []

    def require_logits(self, row: int) -> None:
        if not self._rows:
            raise RuntimeError("there are no logits: evaluate at least one token first")
        if not -1 <= row < self._rows:
            raise IndexError(f"row {row} of {self._rows} rows of logits")

    def _overflow(self) -> EngineError:
        return EngineError(
            ErrorKind.CONTEXT_OVERFLOW, f"More than the context of {self._info.context_length} tokens holds."
        )

    def _append(self, rows: list[bytes], interrupt: Interrupt | None) -> None:
        if not 0 < len(rows) <= self.batch_size:
            raise ValueError(f"{len(rows)} tokens at once; 1 to {self.batch_size} are possible")
        if len(self._held) + len(rows) > self._info.context_length:
            raise self._overflow()
        if interrupt is not None:
            self._rows = 0
            _wait_interruptibly(self._script.chunk_delay, interrupt)
        self._held += [row + self._active.mark for row in rows]
        self._rows = 1


class ScriptedSampler:
    """Implements `engine.backends.base.Sampler`: the tokens of one reply, and then its end for ever."""

    def __init__(
        self, script: Script, tokens: Callable[[], Sequence[int]], require_logits: Callable[[int], None]
    ) -> None:
        self._script = script
        self._decide = tokens
        self._tokens: Sequence[int] = ()
        self._require_logits = require_logits
        self._drawn = 0

    def accept_prompt(self, tokens: Sequence[int]) -> None:
        """A script repeats itself as it likes."""

    def sample(self, row: int = -1) -> int:
        self._require_logits(row)
        self._tokens = self._tokens or self._decide()
        _wait(self._script.token_delay)
        if self._drawn == self._script.after_tokens:
            _misbehave(self._script)
        token = self._tokens[min(self._drawn, len(self._tokens) - 1)]
        self._drawn += 1
        return token

    def close(self) -> None:
        """There is nothing to free."""


def _read(path: Path) -> Script:
    try:
        values = json.loads(path.read_bytes())["scripted"]
        known = {field.name for field in fields(Script)}
        if unknown := values.keys() - known:
            raise ValueError(f"unknown fields: {', '.join(sorted(unknown))}")
        return Script(**values)
    except (ValueError, TypeError, AttributeError) as error:
        raise EngineError(ErrorKind.MODEL_INVALID, f"{path.name} is no script.", str(error)) from error


def _misbehave(script: Script) -> None:
    if script.crash:
        os.kill(os.getpid(), signal.Signals[f"SIG{script.crash}"])
    if script.hang:
        threading.Event().wait()
    if script.fail:
        raise EngineError(ErrorKind(script.fail), "The script says that this fails.")


def _wait(seconds: float) -> None:
    if seconds > 0:
        threading.Event().wait(seconds)


def _wait_interruptibly(seconds: float, interrupt: Interrupt) -> None:
    end = perf_counter() + seconds
    while True:
        if interrupt():
            raise Interrupted
        left = end - perf_counter()
        if left <= 0:
            return
        _wait(min(left, _PAUSE))


def _check_token(token: int) -> None:
    if not 0 <= token < _VOCABULARY:
        raise ValueError(f"token {token} is not in the vocabulary of {_VOCABULARY}")


def _tokenize_special(text: str) -> list[int]:
    tokens: list[int] = []
    for piece in re.split(f"({'|'.join(map(re.escape, _SPECIAL))})", text):
        if piece in _SPECIAL:
            tokens.append(256 + _SPECIAL.index(piece))
        else:
            tokens.extend(piece.encode("utf-8", "replace"))
    return tokens


def _embedding(token: int) -> Floats:
    return _numbers(b"token %d" % token, _WIDTH)


def _numbers(seed: bytes, count: int) -> Floats:
    """Numbers between -1 and 1 that follow from the seed alone."""
    digest = hashlib.sha256(seed).digest()
    return np.random.default_rng(list(digest)).uniform(-1, 1, count).astype(np.float32)
