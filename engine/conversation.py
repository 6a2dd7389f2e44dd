"""The live context: what the KV cache holds, as a value, and the evaluation of only what is new."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from pathlib import Path
from time import perf_counter

from engine.adapter_stack import NO_ADAPTERS, AdapterStack, Stretch
from engine.backends.base import Floats, Interrupt, LoadedModel
from engine.protocol import Stage
from engine.snapshots import KeptSequence, SnapshotCache
from engine.states import AdapterSet, ContextKey, Position, SavedState, Span, StateCache, common_beginning
from engine.tokenization.composer import Composer, evaluate_spans

WORTH_SAVING = 256
"""Positions. Evaluating fewer again is quicker than writing and reading them."""

WORTH_KEEPING = 16
"""Positions. The same for a copy in memory."""

MOST_CONVERSATIONS = 32
"""Of which the tokens of the replies are remembered."""

PROBE_TEXT = " A river rises in the hills and"
"""What an adapter is tried on: several tokens, for the first of a text attends to itself alone, whatever its query."""

OnProgress = Callable[[Stage, int, int], None]


@dataclass(frozen=True)
class Plan:
    """What the KV cache is to hold before a reply."""

    conversation: str
    adapters: AdapterSet
    """The set in force."""
    positions: tuple[Position, ...]
    stretches: tuple[Stretch, ...]
    """They start at positions, not at tokens."""
    cached: int
    """How many of the positions live, memory or disk hold already."""


@dataclass(frozen=True)
class Evaluation:
    """What it took to bring a prompt into the KV cache, in positions and seconds."""

    cached: int
    """In the KV cache already, from memory or from disk."""
    restored: int
    """Of these, how many came from disk."""
    evaluated: int
    seconds: float


@dataclass(frozen=True)
class Probe:
    """What a set of adapters makes of a few tokens."""

    position: int
    """Where in the KV cache they stood."""
    logits: Floats


class LiveContext:
    """Owns the KV cache of a loaded model. The cache belongs to one conversation and one adapter set at a time; when
    another takes over, what was there is kept in memory, of another conversation also on disk, if it is worth that, and
    comes back from there.

    A stale cache cannot be: positions are reused only where model, spans, and the adapters that acted are equal.
    """

    def __init__(self, model: LoadedModel, key: ContextKey, states: StateCache | None, kept: SnapshotCache) -> None:
        self.model = model
        self._key = key
        self._states = states
        self._kept = kept
        self._positions: list[Position] = []
        self._owner = ""  # the conversation that the positions belong to, and the set in force for it
        self._adapters: AdapterSet = ()
        self._saved: tuple[Position, ...] = ()  # what the disk has of it
        self._active: AdapterStack | None = NO_ADAPTERS  # in the backend; None where that is not known
        self._conversation = ""  # the one that is open
        self._on_disk: tuple[SavedState, ...] = ()  # what the disk has of it
        self._composer: Composer | None = None  # known once merged spans are wanted
        self._replies: dict[str, dict[str, tuple[int, ...]]] = {}  # of each conversation, the latest last
        self._sets: dict[AdapterSet, AdapterSet] = {}  # one object for each: comparing thousands of positions is quick

    @property
    def replies(self) -> Mapping[str, tuple[int, ...]]:
        """Text of this conversation's replies -> the tokens that the model wrote them with. Cutting a text into
        tokens anew may cut it differently, and the cache would not fit."""
        return self._replies.get(self._conversation, {})

    @property
    def positions(self) -> tuple[Position, ...]:
        return tuple(self._positions)

    def open(self, conversation: str) -> None:
        """Turn to a conversation: what memory and disk know of it can be used from now on."""
        if conversation == self._conversation:
            return
        self._conversation = conversation
        self._look_on_disk()
        while len(self._replies) > MOST_CONVERSATIONS:
            del self._replies[next(iter(self._replies))]

    def merge_with(self, composer: Composer) -> None:
        """From now on spans of several tokens can be evaluated, and what disk has that was made with `composer` is of
        use."""
        if self._composer is None or self._composer.fingerprint != composer.fingerprint:
            self._composer = composer
            if self._conversation:
                self._look_on_disk()

    def plan(self, spans: Sequence[Span], stack: AdapterStack) -> Plan:
        """How the open conversation gets to the prompt of `spans` with the set `stack` in force. A span on which the
        adapters change is taken token by token."""
        starts = [0, *accumulate(map(len, spans))]
        first = {start: number for number, start in enumerate(starts)}
        found = stack.stretches([token for span in spans for token in span])
        if broken := {bisect(starts, stretch.start) - 1 for stretch in found if stretch.start not in first}:
            single = (((token,) for token in span) if n in broken else (span,) for n, span in enumerate(spans))
            return self.plan([part for parts in single for part in parts], stack)
        stretches = tuple(Stretch(first[stretch.start], stretch.stack) for stretch in found)
        bounds = (*(stretch.start for stretch in stretches), len(spans))
        positions = tuple(
            Position(span, acting)
            for stretch, (start, end) in zip(stretches, pairwise(bounds), strict=True)
            for acting in (self._one(stretch.stack.key),)
            for span in spans[start:end]
        )
        cached, _ = self._best(positions)
        return Plan(self._conversation, stack.key, positions, stretches, cached)

    def evaluate(self, plan: Plan, on_progress: OnProgress, interrupt: Interrupt) -> Evaluation:
        """Make the KV cache hold exactly what is planned and compute the logits of the last position.

        Raises Interrupted; what was evaluated until then stays for the next time.
        """
        started = perf_counter()
        positions = plan.positions
        self._leave(plan.conversation, plan.adapters, positions)
        common, restored = self._fetch(positions, on_progress)
        self._cut(common)
        common = len(self._positions)  # a model that cannot forget a part has forgotten all
        self._belong(plan.conversation, plan.adapters)
        on_progress(Stage.PREFILL, 0, len(positions) - common)
        bounds = (*(stretch.start for stretch in plan.stretches), len(positions))
        for stretch, (first, end) in zip(plan.stretches, pairwise(bounds), strict=True):
            if end <= common:
                continue
            self.activate(stretch.stack)
            for start in range(max(first, common), end, self.model.batch_size):
                self._append(positions[start : min(start + self.model.batch_size, end)], interrupt)
                on_progress(Stage.PREFILL, len(self._positions) - common, len(positions) - common)
        return Evaluation(common, min(restored, common), len(positions) - common, perf_counter() - started)

    def append(self, token: int) -> None:
        """Evaluate one token that the model itself drew, with the adapters of the position before."""
        self.model.evaluate((token,))
        self._positions.append(Position((token,), self._positions[-1].adapters))

    def append_draft(self, tokens: Sequence[int]) -> None:
        """Evaluate a token that the model drew and those that are guessed to follow it, with the logits of each."""
        adapters = self._positions[-1].adapters
        self.model.evaluate_all(tokens)
        self._positions += [Position((token,), adapters) for token in tokens]

    def append_span(self, span: Span) -> None:
        """Evaluate a span that was written at one step, as one position, with the adapters of the position before."""
        self._append((Position(span, self._positions[-1].adapters),), lambda: False)

    def cut(self, position: int) -> None:
        """Forget everything from `position` on, if there is anything."""
        if position < len(self._positions):
            self._cut(position)

    def remember_reply(self, text: str, tokens: Sequence[int]) -> None:
        self._replies.setdefault(self._conversation, {})[text] = tuple(tokens)

    def activate(self, stack: AdapterStack) -> None:
        """Make the adapters of `stack` act on what is evaluated from now on. Raises EngineError."""
        if self._active != stack:
            self._active = None
            self.model.set_adapters(stack.parts)
            self._active = stack

    def probe(self, stack: AdapterStack) -> Probe:
        """What the model makes of a few tokens with the adapters of `stack`. They stand behind what is live, which is
        as it was afterwards, but for what had to make room, or what a model that cannot forget a part has forgotten."""
        context, batch = self.model.info.context_length, self.model.batch_size
        tokens = self.model.tokenize(PROBE_TEXT, special=False)[: min(context, batch)]
        self._cut(min(len(self._positions), context - len(tokens)))
        position = len(self._positions)
        self.activate(stack)
        try:
            self.model.evaluate(tokens)
            return Probe(position, self.model.logits())
        finally:
            self._cut(position)

    def bring_back(self, conversation: str, adapters: AdapterSet, on_progress: OnProgress) -> None:
        """Turn to a conversation that goes on with a set of adapters: where memory or disk has what it left with them
        in force, that is live again afterwards."""
        self.open(conversation)
        if (self._owner, self._adapters) == (conversation, adapters):
            return
        found: KeptSequence | SavedState | None = next(
            (kept for kept in self._kept if (kept.conversation, kept.adapters) == (conversation, adapters)), None
        )
        saved = max(self._saved_states(adapters), key=lambda state: len(state.positions), default=None)
        if saved and len(saved.positions) >= (len(found.positions) if found else 0) + WORTH_SAVING:
            found = saved
        if found is None or len(found.positions) < self._common(found.positions) + WORTH_KEEPING:
            return
        self._leave(conversation, adapters, found.positions)
        if self._restore(found, on_progress):
            self._belong(conversation, adapters)

    def save(self) -> None:
        """Write the live sequence to disk, if there is enough of it that is not there yet."""
        unsaved = len(self._positions) - self._common(self._saved)
        if self._states is None or not self._owner or unsaved < WORTH_SAVING:
            return
        written = {token for position in self._positions for token in position.span}
        merged = any(len(position.span) > 1 for position in self._positions)
        state = SavedState(
            self._merged_key(self._composer) if merged and self._composer else self._key,
            self._owner,
            self._adapters,
            tuple(self._positions),
            {text: tokens for text, tokens in self._replies.get(self._owner, {}).items() if written.issuperset(tokens)},
        )
        info = self.model.info
        expected = info.kv_bytes * len(self._positions) // max(info.context_length, 1)
        if self._states.store(state, expected, self.model.save_state):
            self._saved = state.positions
            if self._owner == self._conversation:
                one = state.key, state.adapters
                self._on_disk = (*(other for other in self._on_disk if (other.key, other.adapters) != one), state)

    def forget(self, conversation: str) -> None:
        """Drop what disk and memory have of a conversation, and what is live of it."""
        if self._states:
            self._states.forget(conversation)
        self._kept.forget(conversation)
        self._replies.pop(conversation, None)
        if conversation == self._conversation:
            self._on_disk = ()
        if conversation == self._owner:
            self.clear()

    def clear(self) -> None:
        """Empty the KV cache."""
        self._cut(0)
        self._owner, self._adapters, self._saved = "", (), ()

    def _look_on_disk(self) -> None:
        keys = [self._key, *([self._merged_key(self._composer)] if self._composer else [])]
        found = [
            state
            for key in keys
            for state in (self._states.find(key, self._conversation) if self._states and self._conversation else ())
        ]
        self._on_disk = tuple(
            replace(state, positions=tuple(Position(span, self._one(adapters)) for span, adapters in state.positions))
            for state in found
        )
        replies = self._replies.pop(self._conversation, {})
        for state in found:
            replies = {**state.replies, **replies}
        self._replies[self._conversation] = replies

    def _merged_key(self, composer: Composer) -> ContextKey:
        return replace(self._key, composer=composer.fingerprint)

    def _one(self, adapters: AdapterSet) -> AdapterSet:
        return self._sets.setdefault(adapters, adapters)

    def _best(self, positions: Sequence[Position]) -> tuple[int, KeptSequence | SavedState | None]:
        """How many of the positions of a prompt are there already, and what has them; None is the live sequence.

        The logits of the last position are not kept anywhere, so that one is always evaluated. To bring back what
        saves too little would be for nothing.
        """
        most = len(positions) - 1
        best, source = min(self._common(positions), most), None
        for candidates, worth in ((self._kept, WORTH_KEEPING), (self._on_disk, WORTH_SAVING)):
            for candidate in candidates:
                if min(len(candidate.positions), most) >= best + worth:
                    common = min(common_beginning(candidate.positions, positions), most)
                    if common >= best + worth:
                        best, source = common, candidate
        return best, source

    def _fetch(self, positions: Sequence[Position], on_progress: OnProgress) -> tuple[int, int]:
        """Make the best there is of the positions live. Returns how many, and how many of them came from disk."""
        while True:
            common, source = self._best(positions)
            if source is None:
                return common, 0
            # What cannot be used is gone afterwards, and the next best is looked for.
            if self._restore(source, on_progress):
                return common, common if isinstance(source, SavedState) else 0

    def _restore(self, source: KeptSequence | SavedState, on_progress: OnProgress) -> bool:
        if isinstance(source, KeptSequence):
            self._positions.clear()
            done = self._kept.restore(self.model, source)
        else:
            on_progress(Stage.RESTORE, 0, 1)
            done = self._read(source)
            on_progress(Stage.RESTORE, 1, 1)
        if done:
            self._positions = list(source.positions)
        else:
            self._cut(0)
        return done

    def _read(self, state: SavedState) -> bool:
        def load(path: Path, positions: int) -> None:
            self._positions.clear()
            self.model.load_state(path, positions)

        if self._states and self._states.restore(state, load):
            return True
        self._on_disk = tuple(other for other in self._on_disk if other is not state)
        if self._saved is state.positions:
            self._saved = ()
        return False

    def _leave(self, conversation: str, adapters: AdapterSet, positions: Sequence[Position]) -> None:
        """Before `positions` become live: keep what of the live ones would be lost and may be wanted again."""
        if (self._owner, self._adapters) == (conversation, adapters):
            return
        worth = len(self._positions) - self._common(positions) >= WORTH_KEEPING
        kept = worth and self._kept.keep(self.model, self._owner, self._adapters, tuple(self._positions))
        if self._owner != conversation or (worth and not kept):
            self.save()

    def _belong(self, conversation: str, adapters: AdapterSet) -> None:
        """Say whose the live sequence is from now on."""
        if (self._owner, self._adapters) != (conversation, adapters):
            self._owner, self._adapters = conversation, adapters
            saved = (state.positions for state in self._saved_states(adapters))
            self._saved = max(saved, key=self._common, default=())

    def _saved_states(self, adapters: AdapterSet) -> list[SavedState]:
        """What the disk has of the open conversation with this set in force: without merged spans, and with."""
        return [state for state in self._on_disk if state.adapters == adapters]

    def _common(self, positions: Sequence[Position]) -> int:
        return common_beginning(self._positions, positions)

    def _append(self, positions: Sequence[Position], interrupt: Interrupt) -> None:
        try:
            evaluate_spans(self.model, [position.span for position in positions], self._composer, interrupt)
        finally:
            held = self.model.position
            self._positions.extend(positions[: max(held - len(self._positions), 0)])
            del self._positions[held:]

    def _cut(self, position: int) -> None:
        self.model.truncate(min(position, self.model.position))
        del self._positions[self.model.position :]
