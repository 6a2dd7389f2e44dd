"""The live context: what the KV cache holds, as a value, and the evaluation of only what is new."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from engine.backends.base import Interrupt, LoadedModel
from engine.protocol import Stage
from engine.states import ContextKey, SavedState, Span, StateCache

WORTH_SAVING = 256
"""Positions. Evaluating fewer again is quicker than writing and reading them."""

OnProgress = Callable[[Stage, int, int], None]


@dataclass(frozen=True)
class Evaluation:
    """What it took to bring a prompt into the KV cache, in positions and seconds."""

    cached: int
    """In the KV cache already, from memory or from disk."""
    restored: int
    """Of these, how many came from disk."""
    evaluated: int
    seconds: float


class LiveContext:
    """Owns the KV cache of a loaded model. The cache belongs to one conversation at a time; when another takes over,
    the old one's state goes to disk if it is worth that, and comes back from there.

    A stale cache cannot be: positions are reused only where model, adapter set and spans are equal.
    """

    def __init__(self, model: LoadedModel, key: ContextKey, states: StateCache | None) -> None:
        self.model = model
        self._key = key
        self._states = states
        self._spans: list[Span] = []
        self._conversation = ""
        self._replies: dict[str, tuple[int, ...]] = {}
        self._saved = 0  # positions of this conversation that are on disk already

    @property
    def replies(self) -> Mapping[str, tuple[int, ...]]:
        """Text of this conversation's replies -> the tokens that the model wrote them with. Cutting a text into
        tokens anew may cut it differently, and the cache would not fit."""
        return self._replies

    @property
    def spans(self) -> tuple[Span, ...]:
        return tuple(self._spans)

    def open(self, conversation: str) -> SavedState | None:
        """Turn to a conversation: the one before is saved if that is worth it. Returns what the disk has of this
        one, where that is more than the memory has."""
        if conversation == self._conversation:
            return None
        self.save()
        state = self._states.find(self._key, conversation) if self._states and conversation else None
        self._conversation = conversation
        self._replies = dict(state.replies) if state else {}
        self._saved = len(state.spans) if state else 0
        return state

    def cached(self, tokens: Sequence[int], state: SavedState | None) -> int:
        """How many positions of the prompt `tokens` memory or disk hold already."""
        spans = [(token,) for token in tokens]
        held = max(_common(self._spans, spans), _common(state.spans, spans) if state else 0)
        return min(held, len(spans) - 1)

    def evaluate(
        self, tokens: Sequence[int], state: SavedState | None, on_progress: OnProgress, interrupt: Interrupt
    ) -> Evaluation:
        """Make the KV cache hold exactly `tokens` and compute the logits of the last one.

        `state` is what `open` returned. Raises Interrupted; what was evaluated until then stays for the next time.
        """
        started = perf_counter()
        spans = [(token,) for token in tokens]
        # The logits of the last position are not kept, so that one is always evaluated.
        usable = len(spans) - 1
        common = min(_common(self._spans, spans), usable)
        restored = 0
        if state and self._states:
            on_disk = min(_common(state.spans, spans), usable)
            if on_disk >= common + WORTH_SAVING:
                on_progress(Stage.RESTORE, 0, 1)
                if self._restore(self._states, state):
                    common = restored = on_disk
                else:
                    common = min(_common(self._spans, spans), usable)
                on_progress(Stage.RESTORE, 1, 1)
        self.model.truncate(common)
        common = self.model.position  # a model that cannot forget a part has forgotten all
        del self._spans[common:]
        self._saved = min(self._saved, common)
        batch = self.model.batch_size
        on_progress(Stage.PREFILL, 0, len(spans) - common)
        for start in range(common, len(spans), batch):
            chunk = spans[start : start + batch]
            try:
                self.model.evaluate([token for span in chunk for token in span], interrupt)
            finally:
                self._spans.extend(chunk[: self.model.position - len(self._spans)])
            on_progress(Stage.PREFILL, len(self._spans) - common, len(spans) - common)
        return Evaluation(common, min(restored, common), len(spans) - common, perf_counter() - started)

    def append(self, token: int) -> None:
        """Evaluate one token that the model itself drew."""
        self.model.evaluate((token,))
        self._spans.append((token,))

    def remember_reply(self, text: str, tokens: Sequence[int]) -> None:
        self._replies[text] = tuple(tokens)

    def save(self) -> None:
        """Write the state of the live conversation to disk, if there is enough of it that is not there yet."""
        if self._states is None or not self._conversation or len(self._spans) - self._saved < WORTH_SAVING:
            return
        written = {token for span in self._spans for token in span}
        state = SavedState(
            self._key,
            self._conversation,
            tuple(self._spans),
            {text: tokens for text, tokens in self._replies.items() if written.issuperset(tokens)},
        )
        info = self.model.info
        expected = info.kv_bytes * len(self._spans) // max(info.context_length, 1)
        if self._states.store(state, expected, self.model.save_state):
            self._saved = len(self._spans)

    def forget(self, conversation: str) -> None:
        """Drop a conversation's state from disk, and from memory if it is the live one."""
        if self._states:
            self._states.forget(conversation)
        if conversation == self._conversation:
            self.clear()

    def clear(self) -> None:
        self.model.truncate(0)
        self._spans.clear()
        self._conversation = ""
        self._replies = {}
        self._saved = 0

    def _restore(self, states: StateCache, state: SavedState) -> bool:
        def load(path: Path, positions: int) -> None:
            self._spans.clear()
            self.model.load_state(path, positions)
            self._spans.extend(state.spans)

        if states.restore(state, load):
            return True
        if self.model.position != len(self._spans):
            self.model.truncate(0)
            self._spans.clear()
        return False


def _common(one: Sequence[Span], other: Sequence[Span]) -> int:
    """Length of the common beginning."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
