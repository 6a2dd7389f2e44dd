"""What was measured is kept, survives damage, and decides what is on by default."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from engine.core import EngineCore
from engine.errors import ErrorKind
from engine.protocol import (
    Done,
    DynamicMeasured,
    DynamicPrice,
    DynamicTokenization,
    Event,
    Failed,
    Generate,
    LoadModel,
    LoadOptions,
    MeasureDynamic,
    Message,
    ModelLoaded,
    Progress,
    Request,
    Role,
    Stage,
)
from engine.tokenization import price_measurement
from engine.tokenization.composer import MeanComposer
from engine.tokenization.price_measurement import CONTINUATION, LENGTH, manual_passages
from engine.tokenization.prices import FORMAT, NOTHING_KNOWN, dynamic_default, measured_prices, store_prices
from tests.unit.fake_model import FakeBackend, FakeModel

OFF, CAREFUL, STRONG = DynamicTokenization


def read_prices(folder: Path | None, model: str, composer: str) -> tuple[DynamicPrice, ...]:
    return measured_prices(folder, model).get(composer, NOTHING_KNOWN).prices


CHEAP = DynamicPrice(CAREFUL, reduction=0.1, loss=0.004, loss_upper=0.009, ttft_ratio=0.92)
DEAR = DynamicPrice(STRONG, reduction=0.2, loss=0.02, loss_upper=0.03, ttft_ratio=0.84)


@pytest.mark.parametrize(
    ("prices", "default"),
    [
        ((), OFF),
        ((CHEAP, DEAR), CAREFUL),
        ((CHEAP, replace(DEAR, loss_upper=0.01)), STRONG),
        ((replace(CHEAP, loss_upper=0.011), DEAR), OFF),
        ((replace(CHEAP, ttft_ratio=1.0), DEAR), OFF),
        ((replace(CHEAP, loss_upper=0.5), replace(DEAR, loss_upper=-0.01)), STRONG),
    ],
)
def test_only_what_earns_it_is_on_by_default(prices: tuple[DynamicPrice, ...], default: DynamicTokenization):
    assert dynamic_default(prices) is default


def test_prices_are_kept_by_model_and_composer(tmp_path: Path):
    folder = tmp_path / "new"
    composer = MeanComposer(FakeModel())
    other = MeanComposer(FakeModel())
    other.fingerprint = "other"
    store_prices(folder, "one", composer, (CHEAP, DEAR))
    store_prices(folder, "one", other, (DEAR,))
    assert read_prices(folder, "one", composer.fingerprint) == (CHEAP, DEAR)
    assert read_prices(folder, "one", "other") == (DEAR,)
    store_prices(folder, "one", composer, (CHEAP,))
    assert read_prices(folder, "one", composer.fingerprint) == (CHEAP,)
    assert read_prices(folder, "two", composer.fingerprint) == ()
    assert read_prices(None, "one", composer.fingerprint) == ()
    assert len(list(folder.iterdir())) == 1


def test_prices_that_came_with_the_program_say_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    composer = MeanComposer(FakeModel())
    shipped, own = tmp_path / "shipped", tmp_path / "own"
    monkeypatch.setattr("engine.tokenization.prices.shipped_composers", lambda: shipped)
    store_prices(shipped, "one", composer, (CHEAP,))
    assert [price.elsewhere for price in read_prices(own, "one", composer.fingerprint)] == [True]
    store_prices(own, "one", composer, (DEAR,))
    assert read_prices(own, "one", composer.fingerprint) == (DEAR,)
    assert not DEAR.elsewhere


def _entry(**changes: object) -> dict[str, object]:
    price = {"degree": "careful", "reduction": 0.1, "loss": 0.0, "loss_upper": 0.0, "ttft_ratio": 0.9}
    return {"composer": "mean", "prices": [price | changes]}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 100_000,
        b" " * (2 << 20),
        json.dumps({"format": 999, "composers": {"mean": _entry()}}).encode(),
        json.dumps({"format": FORMAT, "composers": []}).encode(),
        json.dumps({"format": FORMAT, "composers": {"mean": None}}).encode(),
        json.dumps({"format": FORMAT, "composers": {"mean": _entry(degree="reckless")}}).encode(),
        json.dumps({"format": FORMAT, "composers": {"mean": _entry(loss="much")}}).encode(),
        json.dumps({"format": FORMAT, "composers": {"mean": _entry(loss_upper=float("nan"))}}).encode(),
        json.dumps({"format": FORMAT, "composers": {"mean": _entry(ttft_ratio=float("-inf"))}}).encode(),
    ],
)
def test_a_damaged_file_counts_as_none_and_is_written_anew(tmp_path: Path, content: bytes):
    composer = MeanComposer(FakeModel())
    composer.fingerprint = "mean"
    store_prices(tmp_path, "one", composer, (CHEAP,))
    (path,) = tmp_path.iterdir()
    path.write_bytes(content)
    assert read_prices(tmp_path, "one", "mean") == ()
    store_prices(tmp_path, "one", composer, (DEAR,))
    assert read_prices(tmp_path, "one", "mean") == (DEAR,)


def test_the_manual_is_cut_into_passages_that_share_nothing():
    passages = list(manual_passages(FakeModel()))
    assert len(passages) > price_measurement.MOST
    assert {(len(passage.tokens), len(passage.continuation)) for passage in passages} == {(LENGTH, CONTINUATION)}
    assert len({passage.tokens for passage in passages}) == len(passages)


class Measuring:
    """A core with a fake model, whose prices are kept in a folder."""

    def __init__(self, tmp_path: Path, model: FakeModel | None = None) -> None:
        self.model = model or FakeModel()
        self.folder = tmp_path / "composers"
        self.path = tmp_path / "model.fake"
        self.path.touch()
        self.core = EngineCore([FakeBackend(self.model, FakeModel())], None, composers=self.folder)
        self.emitted: list[Event] = []
        self.stopped = False
        self.cancel_at: Event | None = None
        """Told, it is the last thing that the person waits for."""

    def run(self, request: Request) -> Event:
        self.emitted.clear()
        return self.core.run(request, self._take, lambda: self.stopped)

    def load(self) -> ModelLoaded:
        loaded = self.run(LoadModel(1, str(self.path), LoadOptions()))
        assert isinstance(loaded, ModelLoaded)
        return loaded

    def _take(self, event: Event) -> None:
        self.emitted.append(event)
        self.stopped = self.stopped or event == self.cancel_at


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"MOST": 3, "LENGTH": 160, "CONTINUATION": 16}.items():
        monkeypatch.setattr(price_measurement, name, value)


def test_a_measurement_is_told_and_found_again_by_the_next_load(tmp_path: Path, few: None):
    bench = Measuring(tmp_path)
    assert bench.load().info.dynamic_prices == ()
    measured = bench.run(MeasureDynamic(2))
    assert isinstance(measured, DynamicMeasured)
    assert [price.degree for price in measured.prices] == [CAREFUL, STRONG]
    assert 0.05 < measured.prices[0].reduction < measured.prices[1].reduction < 0.5
    assert measured.default is dynamic_default(measured.prices)
    steps = [event for event in bench.emitted if isinstance(event, Progress)]
    assert [(step.stage, step.done, step.total) for step in steps] == [(Stage.MEASURE, n, 3) for n in range(4)]
    again = bench.load().info
    assert again.dynamic_prices == measured.prices
    assert again.dynamic_default is measured.default
    assert again.composer == "mean"


def test_after_a_measurement_the_next_message_is_read_anew(tmp_path: Path, few: None):
    bench = Measuring(tmp_path)
    bench.load()
    messages = (Message(Role.USER, "Hello"),)
    bench.run(Generate(2, messages, max_tokens=2))
    bench.run(MeasureDynamic(3))
    bench.model.held.clear()
    bench.run(Generate(4, messages, max_tokens=2))
    assert bytes(token for token in bench.model.tokens if token < 256).count(b"Hello") == 1


def test_a_cancelled_measurement_keeps_nothing(tmp_path: Path, few: None):
    bench = Measuring(tmp_path)
    bench.load()
    bench.cancel_at = Progress(2, Stage.MEASURE, 1, 3)
    assert bench.run(MeasureDynamic(2)) == Done(2)
    assert not list(tmp_path.glob("composers/*.prices.json"))
    assert bench.model.position == 0


def test_a_context_that_holds_no_document_is_named(tmp_path: Path):
    bench = Measuring(tmp_path, FakeModel(context_length=LENGTH))
    bench.load()
    failed = bench.run(MeasureDynamic(2))
    assert isinstance(failed, Failed)
    assert failed.kind is ErrorKind.UNSUPPORTED
    assert "longer" in failed.message


def test_a_model_that_reads_no_embeddings_says_so(tmp_path: Path):
    model = FakeModel()
    model.info = replace(model.info, dynamic_problem="It reads tokens only.")
    bench = Measuring(tmp_path, model)
    assert bench.load().info.dynamic_prices == ()
    failed = bench.run(MeasureDynamic(2))
    assert isinstance(failed, Failed)
    assert (failed.kind, failed.message) == (ErrorKind.UNSUPPORTED, "It reads tokens only.")
