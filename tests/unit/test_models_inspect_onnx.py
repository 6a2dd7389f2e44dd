"""ONNX folders: what they are, and that no trap in one gets past the look at it."""

from __future__ import annotations

import json
import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper

from engine.errors import EngineError, ErrorKind
from models.inspect_onnx import inspect_onnx, is_onnx
from models.inspection import describe
from models.library import Library, model_name
from models.onnx_fit import check_onnx_fit, onnx_memory_needed
from tests.onnx_files import (
    CONTEXT,
    HEAD,
    KV_HEADS,
    LAYERS,
    VOCABULARY,
    WIDTH,
    Style,
    random_weights,
    write_genai,
    write_graph,
    write_optimum,
)

Edit = Callable[[onnx.ModelProto], None]


def _edited(folder: Path, edit: Edit) -> Path:
    """The folder after a change of its graph's own words; weights outside of it stay where they are."""
    path = folder / "model.onnx"
    model = onnx.load(str(path), load_external_data=False)
    edit(model)
    path.write_bytes(model.SerializeToString())
    return folder


def _settings(folder: Path, name: str = "config.json", **changes: object) -> Path:
    path = folder / name
    content = json.loads(path.read_text())
    path.write_text(json.dumps(content | changes))
    return folder


def _last(model: onnx.ModelProto, key: str) -> tuple[onnx.TensorProto, onnx.StringStringEntryProto]:
    """Of the weights in another file those with the largest such number, and its entry."""
    found = [
        (tensor, entry) for tensor in model.graph.initializer for entry in tensor.external_data if entry.key == key
    ]
    return max(found, key=lambda one: int(one[1].value))


def _refusal(path: Path) -> EngineError:
    with pytest.raises(EngineError) as caught:
        inspect_onnx(path)
    assert caught.value.message.isprintable()
    return caught.value


class TestWhatItIs:
    def test_an_optimum_export(self, tmp_path: Path) -> None:
        folder = inspect_onnx(write_optimum(tmp_path / "tiny"))
        weights = random_weights()
        assert folder.name == "tiny"
        assert folder.parameters == pytest.approx(sum(array.size for array in weights.values()), abs=50)
        assert (folder.hidden_size, folder.vocabulary_size, folder.context_length) == (WIDTH, VOCABULARY, CONTEXT)
        assert (folder.ports.layers, folder.kv_heads, folder.head_size) == (LAYERS, KV_HEADS, HEAD)
        assert folder.quantization == "F32"
        assert not folder.ports.shares_cache
        assert not folder.ports.takes_embeddings
        assert folder.settings.eos == 258
        assert folder.adapter_graph is None
        assert is_onnx(folder.path)

    def test_a_folder_of_onnxruntime_genai(self, tmp_path: Path) -> None:
        folder = inspect_onnx(write_genai(tmp_path / "tiny"))
        assert folder.ports.shares_cache
        assert folder.settings.ends == {258}
        assert folder.context_length == CONTEXT
        assert tmp_path / "tiny" / "model.onnx.data" in folder.files
        assert folder.bytes == sum(file.stat().st_size for file in folder.files)

    def test_half_precision(self, tmp_path: Path) -> None:
        folder = inspect_onnx(write_optimum(tmp_path / "tiny", style=Style(floats=np.float16)))
        assert folder.quantization == "F16"
        assert folder.ports.kv_format == "f16"

    def test_the_graph_itself_may_be_chosen(self, tmp_path: Path) -> None:
        folder = write_optimum(tmp_path / "tiny")
        chosen = write_graph(folder / "model_fp16.onnx", random_weights(), Style(floats=np.float16))
        assert inspect_onnx(chosen).quantization == "F16"
        assert inspect_onnx(folder).quantization == "F32"
        assert model_name(chosen) == "tiny"

    def test_graphs_may_lie_in_a_folder_of_their_own(self, tmp_path: Path) -> None:
        folder = write_optimum(tmp_path / "tiny")
        (folder / "onnx").mkdir()
        (folder / "model.onnx").rename(folder / "onnx" / "model_q4.onnx")
        assert inspect_onnx(folder).graph == folder / "onnx" / "model_q4.onnx"
        assert inspect_onnx(folder / "onnx" / "model_q4.onnx").tokenizer == folder / "tokenizer.json"

    def test_it_is_listed_and_described(self, tmp_path: Path) -> None:
        write_optimum(tmp_path / "models" / "small v1.2")
        (tmp_path / "models" / "empty").mkdir()
        library = Library(tmp_path / "models")
        (entry,) = library.models()
        assert (entry.name, entry.format, entry.problem) == ("small v1.2", "onnx", "")
        assert library.resolve("SMALL v1.2") == entry.path
        described = describe(entry.path)
        assert (described.format, described.architecture) == ("onnx", "llama")
        assert described.bytes == entry.bytes

    def test_a_chat_template_is_found(self, tmp_path: Path) -> None:
        folder = write_optimum(tmp_path / "tiny")
        assert inspect_onnx(folder).settings.chat_template is None
        (folder / "tokenizer_config.json").write_text(
            json.dumps({"chat_template": [{"name": "tools", "template": "T"}, {"name": "default", "template": "D"}]})
        )
        assert inspect_onnx(folder).settings.chat_template == "D"
        (folder / "chat_template.jinja").write_text("J")
        assert inspect_onnx(folder).settings.chat_template == "J"


class TestMemory:
    def test_a_cache_that_is_copied_takes_twice(self, tmp_path: Path) -> None:
        copied = onnx_memory_needed(inspect_onnx(write_optimum(tmp_path / "a")), 100)
        shared = onnx_memory_needed(inspect_onnx(write_genai(tmp_path / "b")), 100)
        assert shared.kv == LAYERS * 2 * KV_HEADS * HEAD * 4 * 100
        assert copied.kv == 2 * shared.kv

    def test_too_little_is_said_with_what_would_fit(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        folder = inspect_onnx(_settings(write_optimum(tmp_path / "tiny"), max_position_embeddings=1 << 20))
        least = onnx_memory_needed(folder, 4096).total
        monkeypatch.setattr("models.onnx_fit.available_memory", lambda: least)
        with pytest.raises(EngineError, match="It fits with a context of 4,096 tokens") as caught:
            check_onnx_fit(folder, 1 << 20)
        assert caught.value.kind is ErrorKind.OUT_OF_MEMORY
        check_onnx_fit(folder, 4096)
        monkeypatch.setattr("models.onnx_fit.available_memory", lambda: 1000)
        with pytest.raises(EngineError, match="choose a smaller model"):
            check_onnx_fit(folder, 4096)


class TestWeightsElsewhere:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        return write_genai(tmp_path / "tiny")

    def _relocated(self, folder: Path, **entries: str) -> Path:
        def edit(model: onnx.ModelProto) -> None:
            tensor = next(tensor for tensor in model.graph.initializer if tensor.external_data)
            for entry in tensor.external_data:
                if entry.key in entries:
                    entry.value = entries[entry.key]

        return _edited(folder, edit)

    @pytest.mark.parametrize(
        "location",
        [
            "/etc/passwd",
            "../secret",
            "a/../../secret",
            "./model.onnx.data",
            "a//b",
            "..\\secret",
            "C:\\secret",
            "*/_ORT_MEM_ADDR_/*",
            "model.onnx.data\0",
        ],
    )
    def test_a_place_outside_is_refused(self, folder: Path, location: str) -> None:
        (folder.parent / "secret").write_bytes(bytes(1 << 20))
        error = _refusal(self._relocated(folder, location=location))
        assert error.kind is ErrorKind.MODEL_INVALID
        assert "outside of its folder" in error.message

    def test_a_link_that_leads_out_is_refused(self, folder: Path) -> None:
        (folder / "model.onnx.data").rename(folder.parent / "elsewhere")
        (folder / "model.onnx.data").symlink_to(folder.parent / "elsewhere")
        assert "a link that leads out" in _refusal(folder).message

    def test_a_folder_that_is_a_link_is_refused(self, folder: Path) -> None:
        (folder.parent / "elsewhere").mkdir()
        (folder / "model.onnx.data").rename(folder.parent / "elsewhere" / "data")
        (folder / "inner").symlink_to(folder.parent / "elsewhere")
        assert "a link that leads out" in _refusal(self._relocated(folder, location="inner/data")).message

    def test_a_second_name_is_refused(self, folder: Path) -> None:
        os.link(folder / "model.onnx.data", folder.parent / "elsewhere")
        assert "second name" in _refusal(folder).message

    def test_a_missing_file_is_named(self, folder: Path) -> None:
        (folder / "model.onnx.data").unlink()
        assert "“model.onnx.data”, which is not beside it" in _refusal(folder).message

    @pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
    def test_something_else_than_a_file_is_refused(self, folder: Path, make: Callable[[Path], None]) -> None:
        (folder / "model.onnx.data").unlink()
        make(folder / "model.onnx.data")
        assert "no ordinary file" in _refusal(folder).message

    def test_a_short_file_is_refused(self, folder: Path) -> None:
        path = folder / "model.onnx.data"
        os.truncate(path, path.stat().st_size - 1)
        assert "needs more of “model.onnx.data”" in _refusal(folder).message

    def test_weights_that_lie_across_each_other_are_refused(self, folder: Path) -> None:
        def edit(model: onnx.ModelProto) -> None:
            _, offset = _last(model, "offset")
            offset.value = str(int(offset.value) - 4)

        assert "lie across each other" in _refusal(_edited(folder, edit)).message

    def test_a_place_that_is_shared_too_often_is_refused(self, folder: Path) -> None:
        def share(times: int) -> Edit:
            def edit(model: onnx.ModelProto) -> None:
                largest, _ = _last(model, "length")
                for number in range(times):
                    copied = model.graph.initializer.add()
                    copied.CopyFrom(largest)
                    copied.name = f"tied {times} {number}"

            return edit

        inspect_onnx(_edited(folder, share(1)))
        assert "far more weights" in _refusal(_edited(folder, share(100))).message

    @pytest.mark.parametrize(
        "entries", [{"offset": "-4"}, {"offset": "9" * 30}, {"offset": "x"}, {"length": "4"}, {"length": "²"}]
    )
    def test_numbers_that_make_no_sense_are_refused(self, folder: Path, entries: dict[str, str]) -> None:
        assert _refusal(self._relocated(folder, **entries)).kind is ErrorKind.MODEL_INVALID


class TestForeignCode:
    def _with_node(self, folder: Path, node: onnx.NodeProto) -> Path:
        return _edited(folder, lambda model: model.graph.node.append(node))

    def test_an_operator_of_a_library_is_refused_by_name(self, tmp_path: Path) -> None:
        node = helper.make_node("Evil", ["logits"], ["x"], domain="ai.onnx.contrib")
        error = _refusal(self._with_node(write_optimum(tmp_path / "tiny"), node))
        assert error.kind is ErrorKind.UNSUPPORTED
        assert "ai.onnx.contrib.Evil" in error.message

    def test_also_within_another_graph(self, tmp_path: Path) -> None:
        body = helper.make_graph([helper.make_node("Evil", [], ["y"], domain="evil")], "body", [], [])
        node = helper.make_node("If", ["logits"], ["x"], then_branch=body, else_branch=body)
        assert "evil.Evil" in _refusal(self._with_node(write_optimum(tmp_path / "tiny"), node)).message

    def test_also_within_a_function(self, tmp_path: Path) -> None:
        def function(domain: str) -> Edit:
            def edit(model: onnx.ModelProto) -> None:
                inner = helper.make_node("Act", ["x"], ["y"], domain=domain)
                opsets = [helper.make_opsetid(domain, 1)]
                model.functions.append(helper.make_function("own", "Wrap", ["x"], ["y"], [inner], opsets))
                model.graph.node.append(helper.make_node("Wrap", ["logits"], ["z"], domain="own"))

            return edit

        inspect_onnx(_edited(write_optimum(tmp_path / "sound"), function("")))
        assert "evil.Act" in _refusal(_edited(write_optimum(tmp_path / "bad"), function("evil"))).message

    def test_compiled_contexts_are_refused(self, tmp_path: Path) -> None:
        node = helper.make_node("EPContext", ["logits"], ["x"], domain="com.microsoft", ep_cache_context="../x.so")
        assert "EPContext" in _refusal(self._with_node(write_optimum(tmp_path / "tiny"), node)).message

    def test_a_pickle_is_known_by_its_content(self, tmp_path: Path) -> None:
        folder = write_optimum(tmp_path / "tiny")
        (folder / "model.onnx").write_bytes(pickle.dumps({"weights": [1, 2]}, protocol=2))
        error = _refusal(folder)
        assert error.kind is ErrorKind.UNSUPPORTED
        assert "can run code" in error.message


class TestDamage:
    def _input(self, name: str, kind: int = TensorProto.FLOAT) -> onnx.ValueInfoProto:
        return helper.make_tensor_value_info(name, kind, [1])

    def test_a_download_that_did_not_finish(self, tmp_path: Path) -> None:
        folder = write_optimum(tmp_path / "tiny")
        whole = (folder / "model.onnx").read_bytes()
        for length in (0, 1, 5, len(whole) // 3, len(whole) - 1):
            (folder / "model.onnx").write_bytes(whole[:length])
            assert _refusal(folder).kind is ErrorKind.MODEL_INVALID

    def test_a_graph_that_is_no_language_model(self, tmp_path: Path) -> None:
        def edit(model: onnx.ModelProto) -> None:
            del model.graph.input[3:]

        error = _refusal(_edited(write_optimum(tmp_path / "tiny"), edit))
        assert error.kind is ErrorKind.UNSUPPORTED
        assert "not a language model" in error.message

    def test_an_input_that_nobody_knows(self, tmp_path: Path) -> None:
        folder = _edited(write_optimum(tmp_path / "tiny"), lambda model: model.graph.input.append(self._input("mood")))
        error = _refusal(folder)
        assert error.kind is ErrorKind.UNSUPPORTED
        assert "mood" in error.message

    def test_an_input_with_a_default_may_be_unknown(self, tmp_path: Path) -> None:
        def edit(model: onnx.ModelProto) -> None:
            model.graph.input.append(self._input("mood"))
            model.graph.initializer.append(helper.make_tensor("mood", TensorProto.FLOAT, [1], [1.0]))

        inspect_onnx(_edited(write_optimum(tmp_path / "tiny"), edit))

    def test_layers_that_differ(self, tmp_path: Path) -> None:
        def edit(model: onnx.ModelProto) -> None:
            model.graph.input[3].type.tensor_type.shape.dim[1].dim_value = 7

        assert _refusal(_edited(write_optimum(tmp_path / "tiny"), edit)).kind is ErrorKind.UNSUPPORTED

    def test_a_tensor_of_another_size(self, tmp_path: Path) -> None:
        def edit(model: onnx.ModelProto) -> None:
            model.graph.initializer[0].dims[0] += 1

        assert "size that its shape says" in _refusal(_edited(write_optimum(tmp_path / "tiny"), edit)).message

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"vocab_size": 17}, "size of the vocabulary"),
            ({"hidden_size": None, "vocab_size": None}, "width"),
            ({"max_position_embeddings": None}, "how long its context is"),
            ({"eos_token_id": 100_000}, "begin and end tokens"),
            ({"eos_token_id": -1}, "begin and end tokens"),
        ],
    )
    def test_settings_that_do_not_fit(self, tmp_path: Path, changes: dict[str, Any], words: str) -> None:
        assert words in _refusal(_settings(write_optimum(tmp_path / "tiny"), **changes)).message

    @pytest.mark.parametrize("name", ["../other.onnx", "/model.onnx", "x.so", "a/b.onnx", 7])
    def test_a_graph_named_elsewhere(self, tmp_path: Path, name: object) -> None:
        folder = write_genai(tmp_path / "tiny")
        path = folder / "genai_config.json"
        content = json.loads(path.read_text())
        content["model"]["decoder"]["filename"] = name
        path.write_text(json.dumps(content))
        assert "does not lie in its folder" in _refusal(folder).message

    @pytest.mark.parametrize("content", [b"{", b"[" * 100_000, b"\xff\xfe", b'{"a": 1e999999'])
    def test_json_that_is_none(self, tmp_path: Path, content: bytes) -> None:
        folder = write_optimum(tmp_path / "tiny")
        (folder / "config.json").write_bytes(content)
        assert "config.json" in _refusal(folder).message

    @pytest.mark.parametrize("name", ["config.json", "genai_config.json", "homespun.json"])
    def test_a_folder_with_damaged_settings_is_still_taken_for_one(self, tmp_path: Path, name: str) -> None:
        folder = write_optimum(tmp_path / "model")
        (folder / name).write_bytes(b"{")
        assert is_onnx(folder)
        assert f"has a {name} that is damaged" in _refusal(folder).message

    def test_no_tokenizer(self, tmp_path: Path) -> None:
        folder = write_optimum(tmp_path / "tiny")
        (folder / "tokenizer.json").unlink()
        assert "has no tokenizer" in _refusal(folder).message

    @pytest.mark.parametrize("name", ["model.onnx", "config.json", "tokenizer.json"])
    def test_a_pipe_does_not_block(self, tmp_path: Path, name: str) -> None:
        folder = write_optimum(tmp_path / "tiny")
        (folder / name).unlink()
        os.mkfifo(folder / name)
        assert "ordinary file" in _refusal(folder).message

    def test_what_is_not_there(self, tmp_path: Path) -> None:
        assert _refusal(tmp_path / "none").kind is ErrorKind.MODEL_NOT_FOUND
        (tmp_path / "empty").mkdir()
        assert "is a folder without a model" in _refusal(tmp_path / "empty").message
        assert not is_onnx(tmp_path / "empty")
        assert not is_onnx(tmp_path / "none")
