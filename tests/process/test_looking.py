"""Strangers' files are looked at in a process that may die of them: what it can do, and what its end means."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from app.confinement import Confinement
from app.launch import EngineCommand, module_command
from app.look_messages import (
    Answer,
    ImportAdapter,
    LookAtAdapter,
    LookAtModel,
    Made,
    Order,
    Step,
    decode_answer,
    decode_order,
    encode_answer,
    encode_order,
)
from app.looking import LOOK, ChildImporter, ChildInspector, Limits
from engine.errors import EngineError, ErrorKind
from engine.protocol import AdapterKind
from models.adapters.base import describe_gguf_base
from models.adapters.convert import describe_source, import_adapter
from models.inspect_gguf import inspect_gguf
from models.library.facts import ModelFacts, read_facts
from tests.adapter_files import random_pairs, write_lora, write_peft
from tests.gguf_files import tiny_llama
from tests.onnx_files import write_optimum

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such limits")


def misbehaving(*arguments: str) -> EngineCommand:
    return module_command("tests.misbehaving_inspector", *arguments)


def look(paths: list[Path], limits: Limits = LOOK, command: Callable[..., EngineCommand] = misbehaving) -> list[str]:
    """For each path the kind and the message of its refusal."""
    answers = list(ChildInspector(limits, command).look(paths))
    assert all(isinstance(answer, EngineError) for answer in answers)
    return [f"{answer.kind}: {answer.message}" for answer in answers if isinstance(answer, EngineError)]


def children() -> list[psutil.Process]:
    return psutil.Process().children()


@pytest.mark.parametrize(
    "order",
    [
        LookAtModel(Path("/a b/ü.gguf")),
        LookAtAdapter(Path(os.fsdecode(b"/\xff\n"))),
        ImportAdapter(Path("/a"), None, Path("/out")),
        ImportAdapter(Path("/a"), Path("/base"), Path("/out")),
    ],
)
def test_orders_travel_as_one_line(order: Order) -> None:
    line = encode_order(order)
    assert line.isascii()
    assert "\n" not in line
    assert decode_order(line) == order


@pytest.mark.parametrize("line", [b"", b"[]", b"{}", b'{"model": 1}', b'{"source": "x"}', b"[" * 10_000])
def test_what_is_no_order_is_a_value_error(line: bytes) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        decode_order(line)


@pytest.mark.parametrize("answer", [Confinement(True, False), Step(3, 7), Made()])
def test_answers_travel_as_one_line(answer: Answer) -> None:
    assert decode_answer(encode_answer(answer)) == answer


@pytest.mark.parametrize(
    "line", [b"", b"[]", b"{}", b"\xff", b'{"done": "x"}', b'{"adapter": {"kind": "y"}}', b'{"kind": "evil"}']
)
def test_what_is_no_answer_is_a_value_error(line: bytes) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        decode_answer(line)


class TestModels:
    def test_the_same_is_seen_as_in_this_process(self, tmp_path: Path) -> None:
        model = tiny_llama().write(tmp_path / "tiny.gguf")
        folder = write_optimum(tmp_path / "onnx")
        damaged = tmp_path / "cut.gguf"
        damaged.write_bytes(model.read_bytes()[:100])
        pickle = tmp_path / "pytorch_model.bin"
        pickle.write_bytes(b"\x80\x02}q\x00.")
        answers = list(ChildInspector().look([model, damaged, folder, pickle, tmp_path / "nothing"]))
        assert answers[0] == read_facts(model)
        assert answers[2] == read_facts(folder)
        kinds = [answer.kind for answer in answers if isinstance(answer, EngineError)]
        assert kinds == [ErrorKind.MODEL_INVALID, ErrorKind.UNSUPPORTED, ErrorKind.MODEL_NOT_FOUND]

    def test_a_relative_path_is_one_of_this_process(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        tiny_llama().write(tmp_path / "tiny.gguf")
        monkeypatch.chdir(tmp_path)
        [answer] = ChildInspector().look([Path("tiny.gguf")])
        assert isinstance(answer, ModelFacts)

    def test_no_path_starts_no_process(self) -> None:
        def refuse(*_: str) -> EngineCommand:
            raise AssertionError("nothing was to be looked at")

        assert list(ChildInspector(LOOK, refuse).look([])) == []

    def test_a_file_that_ends_the_process_does_not_end_the_looking(self) -> None:
        [first, death, babble, other, last] = look(
            [Path(name) for name in ("x", "aborts", "babbles", "answers otherwise", "y")]
        )
        assert first == last == "model_invalid: It was looked at."
        assert death.startswith("model_invalid: “aborts” made the process that looked at it crash")
        assert babble.startswith("model_invalid: “babbles” made the process")
        assert other.startswith("model_invalid: “answers otherwise” made the process")

    def test_the_last_words_of_the_process_are_kept_for_a_report(self) -> None:
        [answer] = ChildInspector(LOOK, misbehaving).look([Path("aborts")])
        assert isinstance(answer, EngineError)
        assert "GGML_ASSERT(false) failed" in answer.detail

    def test_what_takes_too_long_is_no_verdict_on_the_file(self) -> None:
        [slow, after] = look([Path("hangs"), Path("x")], replace(LOOK, seconds=0.5))
        assert slow.startswith("internal: “hangs” took too long to look at. Check the drive")
        assert after == "model_invalid: It was looked at."

    def test_memory_is_watched_where_the_system_does_not_bound_it(self) -> None:
        [eater, after] = look([Path("eats"), Path("x")], Limits(200 << 20, 60.0))
        assert eater.startswith("model_invalid: “eats” takes more memory")
        assert after == "model_invalid: It was looked at."

    def test_a_flood_of_answers_is_not_kept(self) -> None:
        [flood] = look([Path("floods")], replace(LOOK, seconds=0.5))
        assert "“floods”" in flood

    def test_a_process_that_cannot_be_started_is_tried_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HOMESPUN_TEST_UNSTARTABLE", "1")
        started: list[object] = []

        def command(*arguments: str) -> EngineCommand:
            started.append(arguments)
            return misbehaving(*arguments)

        answers = look([Path("x"), Path("y")], command=command)
        assert len(started) == 1
        assert all("could not be started" in answer for answer in answers)
        missing = replace(misbehaving(), program="/nothing/here")
        assert "could not be started" in look([Path("x")], command=lambda *_: missing)[0]

    def test_stopping_early_leaves_no_process(self) -> None:
        before = children()
        answers = ChildInspector(LOOK, misbehaving).look([Path("x"), Path("y")])
        next(answers)
        assert len(children()) == len(before) + 1
        answers.close()  # type: ignore[attr-defined]  # it is a generator
        assert children() == before

    @LINUX
    def test_a_file_has_no_more_memory_than_it_is_given(self, tmp_path: Path) -> None:
        """A header that is all there, and larger than what may be taken for it."""
        model = tiny_llama()
        model.metadata["tokenizer.chat_template"] = (model.metadata["general.name"][0], "x" * (7 << 20))
        path = model.write(tmp_path / "tiny.gguf")
        assert isinstance(read_facts(path), ModelFacts)
        tiny = tiny_llama().write(tmp_path / "sound.gguf")
        answers = list(ChildInspector(Limits(12 << 20, 60.0)).look([path, tiny]))
        assert isinstance(answers[0], EngineError)
        assert answers[0].kind is ErrorKind.MODEL_INVALID
        assert "memory" in answers[0].message
        assert isinstance(answers[1], ModelFacts)


class TestAdapters:
    def test_the_same_comes_out_as_in_this_process(self, tmp_path: Path) -> None:
        model = tiny_llama(layers=2)
        base = model.write(tmp_path / "base.gguf")
        pairs = random_pairs({"blk.0.attn_v.weight": (32, 16)}, 2)
        peft = write_peft(tmp_path / "peft", {"model.layers.0.self_attn.v_proj": pairs["blk.0.attn_v.weight"]})
        steps: list[tuple[int, int]] = []
        ChildImporter()(peft, base, tmp_path / "1.gguf", lambda done, total: steps.append((done, total)))
        import_adapter(peft, describe_gguf_base(inspect_gguf(base)), tmp_path / "2.gguf")
        assert (tmp_path / "1.gguf").read_bytes() == (tmp_path / "2.gguf").read_bytes()
        assert steps[-1] == (1, 1)
        assert ChildImporter().describe(peft) == describe_source(peft)
        assert ChildImporter().describe(peft).kind is AdapterKind.LORA

    def test_a_refusal_comes_back_with_its_words(self, tmp_path: Path) -> None:
        wide = write_lora(tmp_path / "x.gguf", random_pairs({"blk.0.attn_v.weight": (64, 16)}, 2))
        base = tiny_llama(layers=2).write(tmp_path / "base.gguf")
        with pytest.raises(EngineError, match=r"blk\.0\.attn_v\.weight") as caught:
            ChildImporter()(wide, base, tmp_path / "out.gguf", lambda _done, _total: None)
        assert caught.value.kind is ErrorKind.ADAPTER_MISMATCH
        assert not (tmp_path / "out.gguf").exists()

    @pytest.mark.parametrize(
        ("name", "kind"),
        [("aborts", ErrorKind.MODEL_INVALID), ("hangs", ErrorKind.INTERNAL), ("babbles", ErrorKind.MODEL_INVALID)],
    )
    def test_a_file_that_ends_the_process_is_refused(self, tmp_path: Path, name: str, kind: ErrorKind) -> None:
        importer = ChildImporter(Limits(1 << 30, 0.5), misbehaving)
        before = children()
        with pytest.raises(EngineError, match=name) as caught:
            importer(tmp_path / name, None, tmp_path / "out.gguf", lambda _done, _total: None)
        assert caught.value.kind is kind
        with pytest.raises(EngineError, match=name):
            importer.describe(tmp_path / name)
        assert children() == before

    def test_what_takes_long_can_be_stopped(self, tmp_path: Path) -> None:
        class Stopped(Exception):
            pass

        def stop(_done: int, _total: int) -> None:
            raise Stopped

        before = children()
        with pytest.raises(Stopped):
            ChildImporter(command=misbehaving)(tmp_path / "hangs", None, tmp_path / "out.gguf", stop)
        assert children() == before


@LINUX
class TestConfinement:
    def run(self, body: str) -> None:
        code = (
            "from app.confinement import bound_processor_time, confine\nfrom engine.sandbox.state import Sandbox\n"
            "from engine.sandbox.system_calls import refuse_calls\nimport socket, subprocess, sys, threading\n"
        )
        done = subprocess.run([sys.executable, "-c", code + textwrap.dedent(body)], capture_output=True, text=True)
        if done.returncode == 77:
            pytest.skip("this kernel has no filters of system calls")
        assert done.returncode == 0, done.stderr

    def test_no_sockets_no_programs_in_any_thread(self) -> None:
        self.run("""
            go, failures = threading.Event(), []
            def attempt():
                go.wait()
                try:
                    socket.socket()
                except PermissionError as error:
                    failures.append(error)
            thread = threading.Thread(target=attempt)
            thread.start()
            if refuse_calls():
                go.set()
                sys.exit(77)
            go.set()
            thread.join()
            for attempt in (socket.socket, socket.socketpair, lambda: subprocess.run(["true"])):
                try:
                    attempt()
                except PermissionError as error:
                    failures.append(error)
            assert len(failures) == 4, failures
            open(__import__("os").devnull).close()
        """)

    def test_memory_and_what_is_written_are_bounded(self) -> None:
        self.run("""
            import os, tempfile
            assert confine(2**27, Sandbox(), writes=False).memory
            bytearray(2**25)
            try:
                bytearray(2**28)
                sys.exit(1)
            except MemoryError:
                pass
            with tempfile.TemporaryFile() as file:
                try:
                    os.truncate(file.fileno(), 2**25)
                    sys.exit(2)
                except OSError:
                    pass
        """)

    def test_an_order_that_nobody_watches_ends(self) -> None:
        code = "from app.confinement import bound_processor_time\nbound_processor_time(0.1)\nwhile True: pass"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60)
        assert done.returncode < 0
