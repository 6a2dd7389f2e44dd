"""The adapters of tests/data/adapters do what they say, on questions that they were not trained on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.backends.base import LoadedModel
from engine.backends.llama import LlamaBackend
from engine.protocol import AdapterKind, LoadOptions
from models.adapters.base import describe_gguf_base
from models.adapters.convert import import_adapter
from models.inspect_gguf import inspect_gguf
from models.starter import starter_model
from tests.make_control_vector import FILE, cheerfulness
from tests.train_adapters import ADAPTERS, answer, is_in_short, mean, share_of_capitals, share_of_points
from tests.training_prompts import UNSEEN

pytestmark = [pytest.mark.model, pytest.mark.slow]

QUESTIONS = UNSEEN[1:4]
TOKENS = 40


@pytest.fixture(scope="module")
def model() -> Iterator[LoadedModel]:
    starter = starter_model()
    assert starter is not None
    model = LlamaBackend().load(starter, LoadOptions(context_length=512), lambda _: None, lambda: False)
    yield model
    model.close()


Style = Callable[[str], float]


@pytest.fixture(scope="module")
def written(model: LoadedModel, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[str]]:
    """What the model answers with these adapters."""
    base = describe_gguf_base(inspect_gguf(Path(model.info.path)))
    folder = tmp_path_factory.mktemp("converted")

    def written(*names: str) -> list[str]:
        files = [folder / f"{name}.gguf" for name in names]
        for name, file in zip(names, files, strict=True):
            if not file.exists():
                import_adapter(ADAPTERS / name, base, file)
        loaded = [model.load_adapter(file) for file in files]
        model.set_adapters([(adapter, 1.0) for adapter in loaded])
        answers = [answer(model, question, None, TOKENS) for question in QUESTIONS]
        model.set_adapters([])
        for adapter in loaded:
            adapter.close()
        return answers

    return written


def test_without_adapters_there_is_none_of_their_styles(written: Callable[..., list[str]]) -> None:
    answers = written()
    assert mean(map(share_of_capitals, answers)) < 0.1
    assert mean(map(share_of_points, answers)) < 0.1
    assert mean(map(is_in_short, answers)) == 0


@pytest.mark.parametrize(
    ("name", "style"), [("capitals", share_of_capitals), ("bullets", share_of_points), ("in_short", is_in_short)]
)
def test_each_has_its_style(written: Callable[..., list[str]], name: str, style: Style) -> None:
    assert mean(map(style, written(name))) > 0.8


def test_two_styles_add_up(written: Callable[..., list[str]]) -> None:
    answers = written("capitals", "bullets")
    assert mean(map(share_of_capitals, answers)) > 0.7
    assert mean(map(share_of_points, answers)) > 0.7


def test_the_control_vector_goes_both_ways(model: LoadedModel) -> None:
    vector = model.load_adapter(FILE)
    assert vector.info.kind is AdapterKind.CONTROL_VECTOR
    odds: list[float] = []
    for scale in (-1.0, 0.0, 1.0):
        model.set_adapters([(vector, scale)])
        odds.append(cheerfulness(model))
    model.set_adapters([])
    vector.close()
    assert odds[0] + 2 < odds[1] < odds[2] - 2


def test_they_are_small_and_say_what_they_are() -> None:
    files = [path for path in ADAPTERS.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 6e6
    for name in ("capitals", "bullets", "in_short"):
        assert "license: apache-2.0" in (ADAPTERS / name / "README.md").read_text()
