"""An engine that is told the key: its states are encrypted, and nobody can see the key from outside."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.launch import engine_command
from app.pipe import EnginePipe
from engine.protocol import (
    AdapterUse,
    Finished,
    Generate,
    LoadModel,
    LoadOptions,
    Message,
    Role,
    SamplingOptions,
    SetAdapters,
)
from models.adapters.library import AdapterLibrary
from models.encryption.files import EncryptedFiles
from models.encryption.keys import DataKey
from models.encryption.stream import is_encrypted
from models.starter import starter_model
from tests.encrypted_data import found_in

pytestmark = pytest.mark.model

MARKER = "the heron keeps the secret of the seventh weir"
KEY = DataKey.new()
GREEDY = SamplingOptions(temperature=0.0, seed=1)
ADAPTER = Path(__file__).parents[1] / "data" / "adapters" / "capitals"
Start = Callable[[DataKey | None], EnginePipe]


@pytest.fixture
def model() -> Path:
    path = starter_model()
    if path is None:
        pytest.skip("the starter model is not installed")
    return path


@pytest.fixture
def start(tmp_path: Path, model: Path) -> Iterator[Start]:
    pipes: list[EnginePipe] = []

    def start(key: DataKey | None) -> EnginePipe:
        pipe = EnginePipe(engine_command(tmp_path / "states", files=(model, tmp_path / "adapters")).knowing(key))
        pipes.append(pipe)
        pipe.__enter__()
        pipe.result(LoadModel(pipe.next_id(), str(model), LoadOptions(context_length=1024)))
        return pipe

    yield start
    for pipe in pipes:
        pipe.__exit__(None, None, None)


def ask(pipe: EnginePipe, *texts: str) -> Finished:
    roles = (Role.USER, Role.ASSISTANT)
    messages = tuple(Message(roles[index % 2], text) for index, text in enumerate(texts))
    finished = pipe.result(Generate(pipe.next_id(), messages, "one", GREEDY, 12))
    assert isinstance(finished, Finished)
    return finished


def test_states_are_encrypted_and_used_again_by_who_knows_the_key(start: Start, tmp_path: Path) -> None:
    question = f"Remember this: {MARKER}. " * 24
    pipe = start(KEY)
    first = ask(pipe, question)
    pipe.__exit__(None, None, None)
    states = list((tmp_path / "states").iterdir())
    assert len(states) == 2
    assert all(is_encrypted(path) for path in states)
    assert found_in(tmp_path) == []
    assert found_in(tmp_path, first.text) == []

    again = start(KEY)
    second = ask(again, question, first.text, "And what was it?")
    assert second.usage.restored_tokens > 200
    again.__exit__(None, None, None)

    stranger = start(DataKey.new())
    assert ask(stranger, question, first.text, "And what was it?").usage.restored_tokens == 0


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_the_key_is_in_no_argument_and_no_environment(start: Start) -> None:
    pipe = start(KEY)
    for name in ("cmdline", "environ"):
        seen = (Path("/proc") / str(pipe.pid) / name).read_bytes()
        assert KEY.secret.hex().encode() not in seen
        assert KEY.secret not in seen


def test_an_adapter_that_is_kept_encrypted_acts_as_the_plain_one(start: Start, tmp_path: Path, model: Path) -> None:
    plain = AdapterLibrary(tmp_path / "plain").import_(ADAPTER, model, name="Capitals")
    kept = AdapterLibrary(tmp_path / "adapters", files=EncryptedFiles(KEY)).import_(ADAPTER, model, name="Capitals")
    assert (kept.key, kept.sha256, kept.bytes) == (plain.key, plain.sha256, plain.bytes)
    assert is_encrypted(kept.path)
    assert found_in(tmp_path / "adapters", "GGUF") == []

    pipe = start(KEY)
    without = ask(pipe, "Where is the harbour?")
    pipe.result(SetAdapters(pipe.next_id(), (AdapterUse(str(kept.path), 1.0),)))
    encrypted = ask(pipe, "Where is the harbour?")
    assert encrypted.text != without.text
    assert encrypted.text.upper() == encrypted.text
