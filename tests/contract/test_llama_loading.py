"""What the llama.cpp backend loads, refuses, and says about it."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import psutil
import pytest

from engine.backends.base import Interrupted
from engine.backends.cores import usable_cores
from engine.backends.llama import LlamaBackend
from engine.errors import EngineError, ErrorKind
from engine.protocol import LoadOptions
from models.gguf_format import ValueType
from tests.contract.conftest import Load, ignore, never
from tests.contract.tiny_models import of_architecture
from tests.gguf_files import tiny_llama

MIB = 1 << 20


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return tiny_llama(width=64, heads=2, layers=2, words=["▁"]).write(tmp_path / "tiny.gguf")


def failure(load: Load, path: Path, **options: object) -> EngineError:
    with pytest.raises(EngineError) as caught:
        load(path, **options)
    return caught.value


class TestFiles:
    def test_gguf_files_are_accepted_by_their_first_bytes(
        self, llama: LlamaBackend, tiny: Path, tmp_path: Path
    ) -> None:
        assert llama.accepts(tiny)
        (tmp_path / "other.gguf").write_bytes(b"PK\x03\x04")
        assert not llama.accepts(tmp_path / "other.gguf")
        assert not llama.accepts(tmp_path / "missing.gguf")
        assert not llama.accepts(tmp_path)
        if hasattr(os, "mkfifo"):
            os.mkfifo(tmp_path / "pipe.gguf")
            assert not llama.accepts(tmp_path / "pipe.gguf")  # and does not wait for a writer

    def test_a_missing_file(self, load: Load, tmp_path: Path) -> None:
        error = failure(load, tmp_path / "missing.gguf")
        assert error.kind is ErrorKind.MODEL_NOT_FOUND
        assert "missing.gguf" in error.message

    def test_a_truncated_file(self, load: Load, tiny: Path) -> None:
        tiny.write_bytes(tiny.read_bytes()[:-100])
        assert failure(load, tiny).kind is ErrorKind.MODEL_INVALID

    def test_what_the_library_refuses_carries_its_words(self, load: Load, tmp_path: Path) -> None:
        file = tiny_llama()
        file.tensors = [tensor for tensor in file.tensors if tensor.name != "blk.0.ffn_down.weight"]
        error = failure(load, file.write(tmp_path / "incomplete.gguf"))
        assert error.kind is ErrorKind.MODEL_INVALID
        assert "incomplete.gguf" in error.message
        assert "blk.0.ffn_down.weight" in error.detail

    def test_an_unknown_architecture(self, load: Load, tmp_path: Path) -> None:
        file = tiny_llama()
        file.set("general.architecture", ValueType.STRING, "unheard-of")
        file.metadata |= {key.replace("llama.", "unheard-of."): value for key, value in file.metadata.items()}
        error = failure(load, file.write(tmp_path / "odd.gguf"))
        assert error.kind is ErrorKind.MODEL_INVALID
        assert "unheard-of" in error.detail

    def test_another_model_has_another_fingerprint(self, load: Load, tiny: Path, tmp_path: Path) -> None:
        other = tiny_llama(width=64, heads=2, layers=2, words=["▁"], seed=1).write(tmp_path / "other.gguf")
        assert load(tiny).info.fingerprint == load(tiny).info.fingerprint != load(other).info.fingerprint


class TestOptions:
    def test_more_context_than_the_training_had(self, load: Load, tiny: Path) -> None:
        error = failure(load, tiny, context_length=1000)
        assert error.kind is ErrorKind.UNSUPPORTED
        assert "1000" in error.message
        assert "256" in error.message

    @pytest.mark.parametrize(
        ("options", "word"),
        [
            ({"context_length": 0}, "context"),
            ({"context_length": -5}, "context"),
            ({"threads": 0}, "threads"),
            ({"threads": 100_000}, "threads"),
            ({"kv_type": "q3_x"}, "q3_x"),
            ({"flash_attention": "perhaps"}, "perhaps"),
            ({"kv_type": "q8_0", "flash_attention": "off"}, "flash attention"),
        ],
    )
    def test_what_cannot_be(self, load: Load, tiny: Path, options: dict[str, object], word: str) -> None:
        error = failure(load, tiny, **options)
        assert error.kind is ErrorKind.UNSUPPORTED
        assert word in error.message

    def test_heads_that_are_too_narrow_for_a_quantized_cache(self, load: Load, tmp_path: Path) -> None:
        narrow = tiny_llama(width=32, heads=2).write(tmp_path / "narrow.gguf")
        assert failure(load, narrow, kv_type="q8_0").kind is ErrorKind.UNSUPPORTED
        assert load(narrow, kv_type="f16").info.kv_type == "f16"

    @pytest.mark.parametrize("length", [1, 7, 100, 256])
    def test_any_context_length_is_kept_to_the_token(self, load: Load, tiny: Path, length: int) -> None:
        model = load(tiny, context_length=length)
        assert model.info.context_length == length
        for _ in range(length):
            model.evaluate([70])
        with pytest.raises(EngineError) as caught:
            model.evaluate([70])
        assert caught.value.kind is ErrorKind.CONTEXT_OVERFLOW

    @pytest.mark.parametrize(
        ("options", "largest"),
        [
            ({"kv_type": "q8_0"}, 0.05),
            ({"kv_type": "q4_0"}, 1.5),
            ({"flash_attention": "off"}, 0.01),
            ({"flash_attention": "on"}, 0.01),
            ({"use_mmap": False}, 0.0),
            ({"threads": 1}, 0.01),
        ],
    )
    def test_options_change_the_numbers_little(
        self, load: Load, tiny: Path, options: dict[str, object], largest: float
    ) -> None:
        tokens = [*range(40, 140)]
        plain, other = load(tiny), load(tiny, **options)
        for model in (plain, other):
            model.evaluate(tokens)
        assert np.abs(plain.logits() - other.logits()).max() <= largest
        if "kv_type" in options:
            assert other.info.kv_bytes < plain.info.kv_bytes
        assert other.info.threads == options.get("threads", usable_cores())


class TestWhileLoading:
    def test_progress_rises_to_one(self, llama: LlamaBackend, tiny: Path) -> None:
        seen: list[float] = []
        llama.load(tiny, LoadOptions(), seen.append, never).close()
        assert seen == sorted(seen)
        assert seen[-1] == 1
        assert 0 <= seen[0] < 1

    @pytest.mark.parametrize("after", [0, 1, 5])
    def test_an_interrupt_ends_it(self, llama: LlamaBackend, tiny: Path, after: int) -> None:
        asked: list[int] = []

        def interrupt() -> bool:
            asked.append(0)
            return len(asked) > after

        with pytest.raises(Interrupted):
            llama.load(tiny, LoadOptions(), ignore, interrupt)
        assert len(asked) == after + 1

    def test_an_error_in_a_callback_comes_through(self, llama: LlamaBackend, tiny: Path) -> None:
        def broken(_done: float) -> None:
            raise KeyError("broken")

        with pytest.raises(KeyError, match="broken"):
            llama.load(tiny, LoadOptions(), broken, never)


class TestMemory:
    @pytest.mark.model
    def test_loading_and_closing_leaves_nothing(self, llama: LlamaBackend, starter: Path) -> None:
        def once() -> int:
            model = llama.load(starter, LoadOptions(context_length=512), ignore, never)
            model.evaluate(model.tokenize("Hello there", special=False))
            model.token_embeddings([1, 2])
            model.close()
            del model
            gc.collect()
            return psutil.Process().memory_info().rss

        once()
        settled = once()
        sizes = [once() for _ in range(18)]
        assert sizes[-1] - settled < 30 * MIB  # one context alone takes more than a hundred

    def test_two_models_live_side_by_side(self, load: Load, tiny: Path, tmp_path: Path) -> None:
        gemma = of_architecture("gemma", width=64).write(tmp_path / "gemma.gguf")
        one, two = load(tiny), load(gemma)
        one.evaluate([65, 66])
        expected = one.logits()
        two.evaluate([65])
        one.truncate(0)
        one.evaluate([65, 66])
        assert np.array_equal(one.logits(), expected)
        assert two.position == 1


def test_the_high_level_class_is_not_imported_but_can_be() -> None:
    program = (
        "import sys\n"
        "import engine.backends.llama\n"
        "loaded = {'diskcache', 'llama_cpp', 'llama_cpp.llama', 'multiprocessing'} & sys.modules.keys()\n"
        "assert not loaded, loaded\n"
        "import llama_cpp\n"
        "from engine.backends.llama.native import lib\n"
        "assert llama_cpp.Llama and llama_cpp.llama_cpp is lib\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_threads_sleep_early_where_cores_are_few_unless_somebody_says_otherwise() -> None:
    program = "import os, engine.backends.llama; print(os.environ.get('GOMP_SPINCOUNT', ''))"

    def spin_count(**chosen: str) -> str:
        environment = {key: value for key, value in os.environ.items() if key != "GOMP_SPINCOUNT"} | chosen
        command = [sys.executable, "-c", program]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()

    assert spin_count() == ("500" if usable_cores() <= 4 else "")
    assert spin_count(GOMP_SPINCOUNT="7") == "7"


def test_a_process_ends_quietly_with_a_model_in_use(tiny: Path) -> None:
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from engine.backends.llama import LlamaBackend\n"
        "from engine.protocol import LoadOptions\n"
        "model = LlamaBackend().load(Path(sys.argv[1]), LoadOptions(), lambda done: None, lambda: False)\n"
        "model.evaluate([65, 66])\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tiny)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_threads_are_bounded_by_what_the_process_may_use() -> None:
    assert 1 <= usable_cores() <= (psutil.cpu_count() or 1)


def test_loading_is_possible_from_another_thread(llama: LlamaBackend, tiny: Path) -> None:
    names: list[str] = []

    def work() -> None:
        model = llama.load(tiny, LoadOptions(), ignore, never)
        names.append(model.info.name)
        model.close()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert names == ["Tiny"]
