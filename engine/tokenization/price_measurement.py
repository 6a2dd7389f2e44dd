"""Measures what each degree of dynamic tokenization saves and costs with a loaded model, on this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice, zip_longest
from pydoc_data.topics import topics
from time import perf_counter

from engine.backends.base import Interrupt, LoadedModel
from engine.errors import EngineError, ErrorKind
from engine.protocol import DynamicPrice, DynamicTokenization
from engine.states import Span, single_spans
from engine.tokenization.composer import Composer
from engine.tokenization.evaluation import Passage, foretold, loss, ratio, read
from engine.tokenization.segmenter import Segmenter

LENGTH = 512
"""Tokens of a document that is read. Longer ones lose less, for more of them is far away: this is the dear end."""
CONTINUATION = 64
FEWEST, MOST = 24, 64
"""Documents. Between the two the time decides."""
SECONDS = 300.0

DEGREES = (DynamicTokenization.CAREFUL, DynamicTokenization.STRONG)


@dataclass
class _Sums:
    """Of one degree, a number for each document."""

    positions: list[float] = field(default_factory=list[float])
    losses: list[float] = field(default_factory=list[float])
    seconds: list[float] = field(default_factory=list[float])


def measure(
    model: LoadedModel,
    segmenter: Segmenter,
    composer: Composer,
    progress: Callable[[int, int], None],
    interrupt: Interrupt,
) -> tuple[DynamicPrice, ...]:
    """A price for each degree. The texts are those of Python's own reference manual, which every installation has.

    Takes minutes; the live sequence is lost. `progress` takes documents read and documents in all. Raises Interrupted,
    and EngineError(UNSUPPORTED) where the context is too short for a document.
    """
    if model.info.context_length < LENGTH + CONTINUATION:
        raise EngineError(
            ErrorKind.UNSUPPORTED,
            f"Measuring takes a context of {LENGTH + CONTINUATION} tokens, and this model was loaded with "
            f"{model.info.context_length}. Load it with a longer one.",
        )
    passages = list(islice(manual_passages(model), MOST + 1))
    first, *rest = passages
    _read_all(model, segmenter, composer, first, _degree_sums(), interrupt)  # whatever happens once only happens here
    sums = _degree_sums()
    started = perf_counter()
    progress(0, len(rest))
    for done, passage in enumerate(rest, 1):
        _read_all(model, segmenter, composer, passage, sums, interrupt)
        enough = done >= FEWEST and perf_counter() - started > SECONDS
        progress(len(rest) if enough else done, len(rest))
        if enough:
            break
    return tuple(_price(degree, sums[degree], sums[DynamicTokenization.OFF]) for degree in DEGREES)


def manual_passages(model: LoadedModel) -> Iterator[Passage]:
    """The manual in pieces of `LENGTH` tokens and a continuation: the first of each topic that is long enough, then the
    second of each that has one, and so on."""
    opening = tuple(model.tokenize(model.bos, special=True)) if model.adds_bos else ()
    lengths = LENGTH - len(opening), CONTINUATION
    cut = (_pieces(model.tokenize(topics[name], special=False), *lengths) for name in sorted(topics, key=str.casefold))
    # Some topics are parts of others: what was given once is not given again.
    for piece in dict.fromkeys(chain.from_iterable(zip_longest(*cut))):
        if piece is not None:
            tokens, continuation = piece
            yield Passage(opening + tokens, continuation)


def _pieces(tokens: Sequence[int], length: int, continuation: int) -> Iterator[tuple[Span, Span]]:
    step = length + continuation
    for start in range(0, len(tokens) - step + 1, step):
        middle = start + length
        yield tuple(tokens[start:middle]), tuple(tokens[middle : start + step])


def _degree_sums() -> dict[DynamicTokenization, _Sums]:
    return {degree: _Sums() for degree in DynamicTokenization}


def _read_all(
    model: LoadedModel,
    segmenter: Segmenter,
    composer: Composer,
    passage: Passage,
    sums: dict[DynamicTokenization, _Sums],
    interrupt: Interrupt,
) -> None:
    """Read the passage in every degree, one directly after the other: what else the machine does meets all alike."""
    for degree in (DynamicTokenization.OFF, *DEGREES):
        started = perf_counter()
        spans = single_spans(passage.tokens) if degree is DynamicTokenization.OFF else _cut(segmenter, passage, degree)
        read(model, spans, composer, interrupt)
        model.logits()
        sums[degree].seconds.append(perf_counter() - started)
        sums[degree].positions.append(len(spans))
        sums[degree].losses.append(loss(foretold(model, passage.continuation, interrupt), passage.continuation))


def _cut(segmenter: Segmenter, passage: Passage, degree: DynamicTokenization) -> tuple[Span, ...]:
    return segmenter.segment([passage.tokens], degree)[0]


def _price(degree: DynamicTokenization, sums: _Sums, base: _Sums) -> DynamicPrice:
    losses = ratio(sums.losses, base.losses)  # bits and bytes cancel: they are the same above and below
    return DynamicPrice(
        degree=degree,
        reduction=1 - sum(sums.positions) / sum(base.positions),
        loss=losses.value - 1,
        loss_upper=losses.upper - 1,
        ttft_ratio=sum(sums.seconds) / sum(base.seconds),
    )
