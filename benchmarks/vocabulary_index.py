"""What writing with a large vocabulary costs and gains: `python -m benchmarks.vocabulary_index [--size N] [--write]`.

The vocabulary is the starter model's tokens and the most frequent runs of 2 to 4 tokens in the Debian handbook (Debian
package debian-handbook), Python's manual and Python's own library; each eighth page of the handbook is held out. Its
output vectors need no training. Needs the package faiss-cpu, about 2 GB of memory, and for a million entries some
20 minutes. Timed on one thread, by the processor time taken.
"""

from __future__ import annotations

import argparse
import math
import pydoc_data.topics
import sysconfig
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.handbook import ENGLISH, handbook
from benchmarks.report import publish, table
from benchmarks.vocabulary_search import OutputVectors, VocabularyIndex, Weighting, best
from engine.backends.base import Floats, LoadedModel
from engine.backends.llama.backend import LlamaBackend
from engine.protocol import LoadOptions
from engine.tokenization.span_vocabulary import LONGEST, SpanVocabulary, build_vocabulary
from models.starter import starter_model

HELD_OUT = 8
CONTEXT = 512
KEPT = 20
CELLS_PER_ROOT = 1.5
"""Cells of the index, in square roots of its entries."""
LOOKED_AT = (8, 32, 128)
TIMED = 100
"""States for each timing."""
FILE_CHARACTERS = 40_000


@dataclass(frozen=True)
class HeldOut:
    """Runs of held-out text with the model's hidden state before each of their tokens but the first."""

    tokens: Sequence[Sequence[int]]
    states: Sequence[Floats]
    bytes: int


def _counted(model: LoadedModel, read: list[int]) -> Iterator[Sequence[int]]:
    """Texts in tokens; `read` is told how many each has."""
    for text in _texts():
        tokens = model.tokenize(text, special=False)
        read.append(len(tokens))
        yield tokens


def _texts() -> Iterator[str]:
    pages = list(handbook(ENGLISH).values())
    for index, page in enumerate(pages):
        if index % HELD_OUT:
            yield "\n\n".join(paragraph.text for paragraph in page)
    yield from pydoc_data.topics.topics.values()
    for path in sorted(Path(sysconfig.get_path("stdlib")).glob("*.py")):
        yield path.read_text(encoding="utf-8", errors="replace")[:FILE_CHARACTERS]
    for path in sorted(Path(sysconfig.get_path("stdlib")).glob("*/*.py")):
        yield path.read_text(encoding="utf-8", errors="replace")[:FILE_CHARACTERS]


def held_out(model: LoadedModel, runs: int) -> HeldOut:
    pages = list(handbook(ENGLISH).values())[::HELD_OUT]
    tokens: list[list[int]] = []
    states: list[Floats] = []
    for page in pages:
        run = model.tokenize("\n\n".join(paragraph.text for paragraph in page), special=False)[:CONTEXT]
        if len(run) == CONTEXT and len(tokens) < runs:
            model.truncate(0)
            states.append(model.hidden_states(run)[:-1])
            tokens.append(run)
    written = b"".join(model.token_bytes(token) for run in tokens for token in run[1:])
    return HeldOut(tokens, states, len(written))


def quality(
    text: HeldOut, matrix: Floats, vocabulary: SpanVocabulary, vectors: OutputVectors
) -> tuple[float, float, float]:
    """Bits a byte of held-out text that is cut into the longest entries, steps for each token, and the part of the
    steps at which the entry is among the KEPT best: elsewhere a softmax over these alone could never write it."""
    bits = 0.0
    steps = kept = 0
    for tokens, states in zip(text.tokens, text.states, strict=True):
        for place, entry in vocabulary.cut(tokens[1:]):
            scores = vectors.scores(matrix @ states[place])
            highest = float(scores.max())
            total = highest + math.log(float(np.exp(scores - highest).sum(dtype=np.float64)))
            bits += (total - float(scores[entry])) / math.log(2)
            kept += int((scores > scores[entry]).sum()) < KEPT
            steps += 1
    return bits / text.bytes, steps / sum(len(states) for states in text.states), kept / steps


def timed(work: Callable[[Floats], object], states: Floats) -> float:
    """Milliseconds of the processor for each state."""
    start = time.process_time()
    for state in states:
        work(state)
    return (time.process_time() - start) / len(states) * 1e3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=4, help="held-out texts of 512 tokens")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    path = starter_model()
    if path is None:
        raise SystemExit("The starter model is missing.")
    loading = LoadOptions(context_length=CONTEXT, threads=1)
    model = LlamaBackend().load(path, loading, lambda _done: None, lambda: False)
    matrix = model.token_embeddings(range(model.info.vocabulary_size))
    text = held_out(model, options.runs)
    read: list[int] = []
    vocabulary = build_vocabulary("", len(matrix), _counted(model, read), options.size)
    model.close()
    arms = {
        "first token's vector": OutputVectors(matrix, vocabulary.parts, Weighting.FIRST),
        "mean of the tokens' vectors": OutputVectors(matrix, vocabulary.parts, Weighting.MEAN),
        "first token's vector + share": OutputVectors(matrix, vocabulary.parts, Weighting.FIRST, vocabulary.shares()),
    }
    base = build_vocabulary("", len(matrix), iter(()), len(matrix))
    static = OutputVectors(matrix, base.parts, Weighting.FIRST)
    rows = [_quality_row("the model's own tokens", quality(text, matrix, base, static))]
    rows += [_quality_row(name, quality(text, matrix, vocabulary, vectors)) for name, vectors in arms.items()]
    qualities = table(["output vectors", "bits a byte", "steps a token", f"among the {KEPT} kept"], rows)
    states = np.concatenate(text.states)
    states = states[:: max(1, len(states) // TIMED)][:TIMED]
    speeds = _speeds(matrix, arms["mean of the tokens' vectors"], states)
    body = (
        f"{len(vocabulary.parts):,} entries from {sum(read):,} tokens of text; "
        f"{len(text.tokens)} held-out texts of {CONTEXT} tokens, {text.bytes:,} bytes. The states are those of the "
        f"base tokens, so what is lost is lost at the output alone.\n\n{qualities}\n\n{speeds}"
    )
    publish(
        "vocabulary_index",
        "Writing with a large vocabulary",
        f"python -m benchmarks.vocabulary_index --size {options.size}",
        body,
        write=options.write,
    )


def _quality_row(name: str, measured: tuple[float, float, float]) -> list[str]:
    bits, steps, kept = measured
    return [name, f"{bits:.3f}", f"{steps:.3f}", f"{kept:.1%}"]


def _speeds(matrix: Floats, vectors: OutputVectors, states: Floats) -> str:
    """Of the arm whose vectors all differ: in the others many entries tie."""
    logits = [matrix @ state for state in states]
    exact = [set(best(vectors.scores(row), KEPT).entries.tolist()) for row in logits]
    plain = timed(lambda state: matrix @ state, states)
    rows = [["the model's own output matrix", f"{plain:.2f}", "1.0", "-", f"{matrix.nbytes / 1e6:.0f} MB"]]
    by_parts = timed(lambda state: best(vectors.scores(matrix @ state), KEPT), states)
    gathered = len(vectors) * LONGEST * 8 + len(vectors) * 4
    rows.append(_speed_row("all entries, from the tokens' logits", by_parts, plain, 1.0, gathered))
    cells = round(CELLS_PER_ROOT * math.sqrt(len(vectors)))
    start = time.process_time()
    index = VocabularyIndex(vectors, cells=cells)
    built = time.process_time() - start
    for looked_at in LOOKED_AT:
        found = [set(index.search(state, KEPT, looked_at).entries.tolist()) for state in states]
        recall = sum(len(one & two) for one, two in zip(found, exact, strict=True)) / KEPT / len(states)

        def search(state: Floats, looked_at: int = looked_at) -> object:
            return index.search(state, KEPT, looked_at)

        took = timed(search, states)
        rows.append(_speed_row(f"index, {looked_at} of {cells} cells", took, plain, recall, index.bytes))
    head = ["search", "ms a step", "times the output matrix", f"recall@{KEPT}", "memory"]
    return f"{table(head, rows)}\n\nThe index took {built:.0f} s of the processor to build."


def _speed_row(name: str, took: float, plain: float, recall: float, memory: int) -> list[str]:
    return [name, f"{took:.2f}", f"{took / plain:.1f}", f"{recall:.3f}", f"{memory / 1e6:.0f} MB"]


if __name__ == "__main__":
    main()
