"""What a runtime must offer: load a model, evaluate tokens or embeddings, give logits, sample, keep its state.

A loaded model holds one live sequence in its KV cache. Positions are counted from 0 and must stay consecutive: the
next evaluation starts at `LoadedModel.position`. Who decides what to evaluate (prompt, reuse, drafts) lives above.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from engine.protocol import AdapterInfo, AdapterUse, LoadOptions, ModelInfo, SamplingOptions

Floats = NDArray[np.float32]

DEFAULT_CONTEXT_LIMIT = 8192
"""Tokens of context taken when nobody asks for a length: a longer KV cache is paid for in memory at once."""

MOST_ROWS = 64
"""Tokens whose logits are kept at once: each takes a float for every token of the vocabulary."""


class Interrupted(Exception):
    """An evaluation or a load ended early because the interrupt said so. The model keeps what it had evaluated
    before: `LoadedModel.position` is true."""


class Interrupt(Protocol):
    """Asked by the backend at every safe point of long work, many times a second. Asking is also the sign of life
    that keeps the heartbeat going."""

    def __call__(self) -> bool:
        """True: stop now."""
        ...


class Sampler(Protocol):
    """Draws tokens with the backend's own samplers; holds the state of one reply (seed, penalties, grammar)."""

    def accept_prompt(self, tokens: Sequence[int]) -> None:
        """Count the prompt's last tokens for the repeat penalty. The grammar does not see them."""
        ...

    def sample(self, row: int = -1) -> int:
        """A token from the logits of a row of the last evaluation, as `LoadedModel.logits` counts them. It is accepted
        already: what comes next in the reply is drawn as if it stood there."""
        ...

    def close(self) -> None: ...


class LoadedAdapter(Protocol):
    """An adapter that one loaded model holds ready. Reading it again is what loading it twice costs."""

    @property
    def info(self) -> AdapterInfo: ...

    @property
    def invocation(self) -> tuple[int, ...]:
        """Token ids that switch an activated LoRA on; empty for every other kind, which always acts."""
        ...

    def close(self) -> None:
        """Free it. It must not be in the active set."""
        ...


class Snapshot(Protocol):
    """The live sequence as it was at one moment, in memory."""

    @property
    def positions(self) -> int: ...

    @property
    def bytes(self) -> int: ...


class LoadedModel(Protocol):
    @property
    def info(self) -> ModelInfo: ...

    @property
    def chat_template(self) -> str | None:
        """The Jinja source that the model file brings, if any."""
        ...

    @property
    def bos(self) -> str:
        """Text of the begin-of-sequence token as templates want it; empty where the model has none."""
        ...

    @property
    def eos(self) -> str: ...

    @property
    def adds_bos(self) -> bool:
        """Whether a plain text (no template) starts with the begin-of-sequence token."""
        ...

    @property
    def special_tokens(self) -> frozenset[str]:
        """The texts of the control tokens that `tokenize(..., special=True)` recognizes and a plain one does not."""
        ...

    @property
    def batch_size(self) -> int:
        """Most tokens that one `evaluate` takes."""
        ...

    @property
    def position(self) -> int:
        """How many positions the KV cache holds."""
        ...

    @property
    def forgets_parts(self) -> bool:
        """Whether `truncate` can forget a part of what is held; recurrent models cannot."""
        ...

    def tokenize(self, text: str, *, special: bool) -> list[int]:
        """Token ids of `text`. With `special` the text of control tokens becomes these tokens, otherwise it stays
        text. No begin-of-sequence token is added. Text that is not valid Unicode (lone surrogates) is replaced."""
        ...

    def token_bytes(self, token: int) -> bytes:
        """The bytes that a token stands for; empty for control tokens. A character may span tokens."""
        ...

    def ends_generation(self, token: int) -> bool: ...

    def evaluate(self, tokens: Sequence[int], interrupt: Interrupt | None = None) -> None:
        """Append 1 to `batch_size` tokens to the KV cache and compute the logits of the last one.

        Raises Interrupted, or EngineError(CONTEXT_OVERFLOW) when the cache is full. Without an interrupt the call is
        as fast as the runtime allows: that is the decode loop.
        """
        ...

    def evaluate_all(self, tokens: Sequence[int], interrupt: Interrupt | None = None) -> None:
        """The same for 1 to min(`batch_size`, MOST_ROWS) tokens, with the logits of every one of them."""
        ...

    def evaluate_embeddings(self, embeddings: Floats, interrupt: Interrupt | None = None) -> None:
        """The same for rows of input embeddings, shape (n, hidden_size): later work feeds merged spans."""
        ...

    def token_embeddings(self, tokens: Sequence[int]) -> Floats:
        """Rows of the input embedding table, dequantized, shape (len(tokens), hidden_size)."""
        ...

    def logits(self, row: int = -1) -> Floats:
        """A copy of the logits of one row of the last evaluation, shape (vocabulary_size,).

        After `evaluate_all` row i is that of its i-th token; after any other evaluation there is one row, that of the
        last position. -1 is the last one always. Raises IndexError for a row that is not there.

        There are none right after `truncate`, `clear` or `load_state`: evaluate at least one token first.
        """
        ...

    def hidden_states(self, tokens: Sequence[int], interrupt: Interrupt | None = None) -> Floats:
        """Append `tokens` (at most `batch_size`) and return the states after the final norm, shape
        (len(tokens), hidden_size). The logits of the last one are computed too."""
        ...

    def truncate(self, position: int) -> None:
        """Forget everything from `position` on. A model that cannot forget a part (a recurrent one) forgets all:
        `LoadedModel.position` says what is left."""
        ...

    def save_state(self, path: Path) -> int:
        """Write the KV cache of the live sequence to a new file; returns its size in bytes. Logits are not in it.
        Raises EngineError(DISK_FULL) or OSError; what was written then is for the caller to delete."""
        ...

    def load_state(self, path: Path, positions: int) -> None:
        """Replace the live sequence by a file that `save_state` of the same model and options wrote and whose hash the
        caller has verified (native readers may abort on a malformed one). Raises EngineError when it does not fit;
        the cache is empty then."""
        ...

    def snapshot(self) -> Snapshot:
        """A copy of the KV cache of the live sequence, to go back to it with this same model. Logits are not in it."""
        ...

    def restore(self, snapshot: Snapshot) -> None:
        """Replace the live sequence by a snapshot of this model, which can be restored again later. Raises
        EngineError when it does not fit; the cache is empty then."""
        ...

    def load_adapter(self, path: Path) -> LoadedAdapter:
        """Read an adapter for this model. The live sequence and the active set are untouched.

        Raises EngineError: MODEL_NOT_FOUND where there is no file, MODEL_INVALID for a damaged one, ADAPTER_MISMATCH
        for one that was made for another model, UNSUPPORTED for what this model or backend cannot apply.
        """
        ...

    def set_adapters(self, adapters: Sequence[tuple[LoadedAdapter, float]]) -> None:
        """Replace the active set by these adapters with their scales, for the evaluations that follow.

        The KV cache keeps what it holds, computed with the sets before: whoever calls this keeps account of it. With an
        empty set every number is what it would be had there never been an adapter.
        """
        ...

    def sampler(self, options: SamplingOptions, json_schema: str | None = None) -> Sampler:
        """Raises EngineError(UNSUPPORTED) for a schema that cannot be turned into a grammar."""
        ...

    def measure_bare(self, kind: str, tokens: int) -> float:
        """Tokens a second of the plainest loop over the native library: the yardstick of the benchmark. The live
        sequence is lost. `kind` is "prefill" or "decode"."""
        ...

    def close(self) -> None:
        """Free everything. The object must not be used after it."""
        ...


@runtime_checkable
class Steered(Protocol):
    """A loaded model that what adapters change in a small one steers."""

    def set_strength(self, strength: float) -> None:
        """How much of that change is added from now on: 0 is none, below 0 takes it away. The KV cache does not depend
        on it."""
        ...


class Backend(Protocol):
    @property
    def name(self) -> str: ...

    def accepts(self, path: Path) -> bool:
        """Whether this backend should try the file or folder, by a look at its first bytes."""
        ...

    def check(self, path: Path, options: LoadOptions, freed: int) -> None:
        """Look at the file without any native code, and at the memory, of which `freed` bytes more will be free by the
        time that it is loaded. Raises EngineError for what cannot be trusted, run, or fitted."""
        ...

    def load(
        self, path: Path, options: LoadOptions, progress: Callable[[float], None], interrupt: Interrupt
    ) -> LoadedModel:
        """Raises EngineError with a message for the person, or Interrupted. `progress` takes 0 to 1."""
        ...

    def bake(
        self,
        path: Path,
        adapters: Sequence[AdapterUse],
        output: Path,
        progress: Callable[[int, int], None],
        interrupt: Interrupt,
    ) -> None:
        """Write the model at `path` with `adapters` merged into its weights to the new file `output`. `progress` takes
        bytes written and bytes in all. Raises EngineError or Interrupted; nothing is left at `output` then."""
        ...

    def requantize(
        self, path: Path, kind: str, output: Path, progress: Callable[[int, int], None], interrupt: Interrupt
    ) -> None:
        """Write the model at `path` with its weights in the number format `kind` to the new file `output`. `progress`
        takes bytes written and about how many there will be. Raises EngineError or Interrupted; nothing is left at
        `output` then."""
        ...
