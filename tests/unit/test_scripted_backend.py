"""The scripted backend misbehaves as it is told: other tests depend on it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from time import perf_counter

import numpy as np
import pytest

from engine.backends import available_backends
from engine.backends.base import Interrupted
from engine.backends.scripted import ScriptedBackend, ScriptedModel
from engine.errors import EngineError, ErrorKind
from engine.protocol import AdapterKind, AdapterUse, LoadOptions, SamplingOptions
from models.gguf_format import ValueType
from tests.gguf_files import GGUFFile

PROGRAM = """
import sys
from pathlib import Path
from engine.backends.scripted import ScriptedBackend
from engine.protocol import LoadOptions, SamplingOptions

model = ScriptedBackend().load(Path(sys.argv[1]), LoadOptions(), lambda done: None, lambda: False)
model.evaluate([65])
sampler = model.sampler(SamplingOptions())
while not model.ends_generation(token := sampler.sample()):
    print(token, flush=True)
"""


def never() -> bool:
    return False


def write(folder: Path, **script: object) -> Path:
    path = folder / "script.json"
    path.write_text(json.dumps({"scripted": script}))
    return path


def load(folder: Path, **script: object) -> ScriptedModel:
    return ScriptedBackend().load(write(folder, **script), LoadOptions(), lambda done: None, never)


def reply(model: ScriptedModel) -> str:
    model.evaluate([65])
    sampler = model.sampler(SamplingOptions())
    text = b""
    while not model.ends_generation(token := sampler.sample()):
        text += model.token_bytes(token)
    return text.decode()


def test_it_is_there_only_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOMESPUN_SCRIPTED_BACKEND", raising=False)
    assert "scripted" not in [backend.name for backend in available_backends()]
    monkeypatch.setenv("HOMESPUN_SCRIPTED_BACKEND", "1")
    assert [backend.name for backend in available_backends()][-1] == "scripted"


def test_it_accepts_scripts_only(tmp_path: Path) -> None:
    backend = ScriptedBackend()
    assert backend.accepts(write(tmp_path))
    (tmp_path / "other.json").write_text('{"other": 1}')
    assert not backend.accepts(tmp_path / "other.json")
    assert not backend.accepts(tmp_path / "missing.json")


def test_a_field_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(EngineError) as caught:
        load(tmp_path, token_dealy=1)
    assert caught.value.kind is ErrorKind.MODEL_INVALID
    assert "token_dealy" in caught.value.detail


def test_it_says_its_reply_each_time(tmp_path: Path) -> None:
    model = load(tmp_path, reply="Ω 😀")
    assert [reply(model), reply(model)] == ["Ω 😀", "Ω 😀"]


def test_it_says_one_reply_after_the_other(tmp_path: Path) -> None:
    model = load(tmp_path, reply=["one", "two"])
    assert [reply(model) for _ in range(3)] == ["one", "two", "two"]


def test_loading_takes_its_time_and_can_be_interrupted(tmp_path: Path) -> None:
    path = write(tmp_path, load_delay=0.1)
    seen: list[float] = []
    started = perf_counter()
    ScriptedBackend().load(path, LoadOptions(), seen.append, never)
    assert perf_counter() - started >= 0.09
    assert seen == sorted(seen)
    assert seen[-1] == 1
    with pytest.raises(Interrupted):
        ScriptedBackend().load(path, LoadOptions(), lambda done: None, lambda: True)


def test_loading_fails_as_told(tmp_path: Path) -> None:
    with pytest.raises(EngineError) as caught:
        load(tmp_path, fail_at_load="out_of_memory")
    assert caught.value.kind is ErrorKind.OUT_OF_MEMORY


def test_prompts_and_tokens_take_their_time(tmp_path: Path) -> None:
    model = load(tmp_path, reply="abcd", chunk_delay=0.05, token_delay=0.02)
    started = perf_counter()
    model.evaluate([65] * 10, never)
    assert perf_counter() - started >= 0.045
    started = perf_counter()
    reply(model)
    assert perf_counter() - started >= 0.09


def test_it_fails_in_the_middle(tmp_path: Path) -> None:
    model = load(tmp_path, reply="abcdef", fail="internal", after_tokens=3)
    model.evaluate([65])
    sampler = model.sampler(SamplingOptions())
    assert [sampler.sample() for _ in range(3)] == [*b"abc"]
    with pytest.raises(EngineError) as caught:
        sampler.sample()
    assert caught.value.kind is ErrorKind.INTERNAL


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no such signals")
@pytest.mark.parametrize("crash", ["SEGV", "ABRT", "KILL"])
def test_it_dies_in_the_middle(tmp_path: Path, crash: str) -> None:
    path = write(tmp_path, reply="abcdef", crash=crash, after_tokens=3)
    done = subprocess.run([sys.executable, "-c", PROGRAM, str(path)], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["97", "98", "99"]
    assert -done.returncode == signal.Signals[f"SIG{crash}"]


@pytest.mark.skipif(not hasattr(os, "WUNTRACED"), reason="Windows does not stop processes")
def test_it_freezes_in_the_middle(tmp_path: Path) -> None:
    path = write(tmp_path, reply="abcdef", crash="STOP", after_tokens=3)
    with subprocess.Popen([sys.executable, "-c", PROGRAM, str(path)], stdout=subprocess.PIPE) as process:
        _, status = os.waitpid(process.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status)
        process.kill()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no such signals")
def test_it_hangs_in_the_middle(tmp_path: Path) -> None:
    path = write(tmp_path, reply="abcdef", hang=True, after_tokens=3)
    command = [sys.executable, "-c", PROGRAM, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert [process.stdout.readline() for _ in range(3)] == [b"97\n", b"98\n", b"99\n"]
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.3)
        process.kill()


def adapter(folder: Path, stem: str, /, **script: object) -> Path:
    path = folder / f"{stem}.json"
    path.write_text(json.dumps({"scripted_adapter": script}))
    return path


def logits(model: ScriptedModel, text: bytes = b"Hello") -> np.ndarray:
    model.truncate(0)
    model.evaluate([*text])
    return model.logits()


def test_an_adapter_changes_what_it_is_told_to(tmp_path: Path) -> None:
    model = load(tmp_path)
    one, two = (model.load_adapter(adapter(tmp_path, name, name=name)) for name in ("one", "two"))
    none = model.load_adapter(adapter(tmp_path, "none", effect="none"))
    broken = model.load_adapter(adapter(tmp_path, "broken", effect="not_finite"))
    base = logits(model)
    model.set_adapters([(one, 1.0), (two, 0.5)])
    both = logits(model)
    assert not np.array_equal(both, base)
    model.set_adapters([(two, 0.5), (none, 1.0), (one, 1.0)])
    assert np.array_equal(logits(model), both)
    model.set_adapters([(one, 1.0), (two, 0.6)])
    assert not np.array_equal(logits(model), both)
    model.set_adapters([(broken, 1.0)])
    assert np.isnan(logits(model)).all()
    model.set_adapters([])
    assert np.array_equal(logits(model), base)


def test_what_an_adapter_did_stays_in_the_cache(tmp_path: Path) -> None:
    model = load(tmp_path)
    one = model.load_adapter(adapter(tmp_path, "one"))
    base = logits(model)
    model.set_adapters([(one, 1.0)])
    logits(model, b"Hell")
    model.set_adapters([])
    model.evaluate([*b"o"])
    assert not np.array_equal(model.logits(), base)


def test_it_says_something_else_with_adapters(tmp_path: Path) -> None:
    model = load(tmp_path, reply="plain", replies_by_adapters={"Caps": "LOUD", "Caps + Lists": "- LOUD"})
    caps = model.load_adapter(adapter(tmp_path, "caps", name="Caps"))
    lists = model.load_adapter(adapter(tmp_path, "lists", name="Lists"))
    assert reply(model) == "plain"
    model.set_adapters([(caps, 1.0)])
    assert reply(model) == "LOUD"
    model.set_adapters([(lists, 1.0), (caps, 1.0)])
    assert reply(model) == "- LOUD"
    model.set_adapters([(lists, 1.0)])
    assert reply(model) == "plain"


def test_an_adapter_describes_itself(tmp_path: Path) -> None:
    model = load(tmp_path)
    info = model.load_adapter(adapter(tmp_path, "plain")).info
    assert (info.name, info.kind) == ("plain", AdapterKind.LORA)
    activated = model.load_adapter(adapter(tmp_path, "activated", invocation="<|im_start|>go"))
    assert activated.info.kind is AdapterKind.ACTIVATED_LORA
    assert activated.invocation == (256, *b"go")
    vector = model.load_adapter(adapter(tmp_path, "vector", kind="control_vector"))
    assert vector.info.kind is AdapterKind.CONTROL_VECTOR
    assert len({info.fingerprint, activated.info.fingerprint, vector.info.fingerprint}) == 3
    gguf = GGUFFile({"general.name": (ValueType.STRING, "Capitals")}).write(tmp_path / "adapter.gguf")
    assert model.load_adapter(gguf).info.name == "Capitals"


def test_loading_an_adapter_fails_as_told(tmp_path: Path) -> None:
    model = load(tmp_path)
    for path, kind in (
        (adapter(tmp_path, "wrong", fail="adapter_mismatch"), ErrorKind.ADAPTER_MISMATCH),
        (adapter(tmp_path, "typo", efect="none"), ErrorKind.MODEL_INVALID),
        (write(tmp_path), ErrorKind.MODEL_INVALID),
        (tmp_path / "gone.gguf", ErrorKind.MODEL_NOT_FOUND),
    ):
        with pytest.raises(EngineError) as caught:
            model.load_adapter(path)
        assert caught.value.kind is kind


def test_a_snapshot_comes_back(tmp_path: Path) -> None:
    model = load(tmp_path)
    one = model.load_adapter(adapter(tmp_path, "one"))
    model.set_adapters([(one, 1.0)])
    before = logits(model)
    model.truncate(4)
    snapshot = model.snapshot()
    assert (snapshot.positions, snapshot.bytes) == (4, 4 * 72)
    logits(model, b"Other")
    model.restore(snapshot)
    with pytest.raises(RuntimeError, match="no logits"):
        model.logits()
    model.evaluate([*b"o"])
    assert np.array_equal(model.logits(), before)


def test_a_baked_script_says_what_the_adapters_said(tmp_path: Path) -> None:
    path = write(tmp_path, reply="plain", replies_by_adapters={"Caps": "LOUD"})
    use = AdapterUse(str(adapter(tmp_path, "caps", name="Caps")))
    seen: list[tuple[int, int]] = []
    output = tmp_path / "baked.json"
    ScriptedBackend().bake(path, [use], output, lambda *done: seen.append(done), never)
    assert seen[-1] == (output.stat().st_size,) * 2
    assert reply(ScriptedBackend().load(output, LoadOptions(), lambda done: None, never)) == "LOUD"
    with pytest.raises(FileExistsError):
        ScriptedBackend().bake(path, [use], output, lambda *done: None, never)
