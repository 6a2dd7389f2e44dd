"""What PEFT saves is read as PEFT means it; what is more than a LoRA, or no sound file, is refused in words."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.errors import EngineError, ErrorKind
from models.adapters.base import BaseDescription, describe_gguf_base
from models.adapters.convert import describe_source, import_adapter
from models.adapters.model_card import read_model_card
from models.inspect_gguf import inspect_gguf
from tests.adapter_files import Array, peft_config, raw_safetensors, write_peft
from tests.gguf_files import F16, Tensor, tiny_llama

Q = "model.layers.0.self_attn.q_proj"
A = np.ones((4, 32), np.float32)
B = np.ones((32, 4), np.float32)
KEY = f"base_model.model.{Q}.lora_A.weight"

SOUND = {"dtype": "F32", "shape": (1,), "data_offsets": (0, 4)}


def one_tensor(
    kind: str = "F32", shape: tuple[float, ...] = (1,), place: tuple[int, ...] = (0, 4), data: int = 4
) -> bytes:
    """A safetensors file with one tensor, described in any way."""
    return raw_safetensors({KEY: {"dtype": kind, "shape": shape, "data_offsets": place}}, bytes(data))


@pytest.fixture
def base(tmp_path: Path) -> BaseDescription:
    return describe_gguf_base(inspect_gguf(tiny_llama(layers=2).write(tmp_path / "base.gguf")))


def refusal(source: Path, base: BaseDescription) -> EngineError:
    output = source.parent / "out.gguf"
    with pytest.raises(EngineError) as caught:
        import_adapter(source, base, output)
    assert not output.exists()
    return caught.value


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"use_dora": True}, "“x” is a DoRA adapter"),
        ({"use_qalora": True}, "QA-LoRA"),
        ({"use_bdlora": {"nblocks": 2}}, "block-diagonal"),
        ({"kasa_config": {}, "lora_bias": True}, "lora_bias"),
        ({"arrow_config": {"top_k": 3}}, "Arrow"),
        ({"monteclora_config": {"a": 1}}, "MonteCLoRA"),
        ({"layer_replication": [[0, 4], [2, 5]]}, "repeated layers"),
        ({"modules_to_save": ["lm_head"]}, "whole layers besides the LoRA"),
        ({"trainable_token_indices": [5]}, "changes the words of the model"),
        ({"target_parameters": ["mlp.experts.gate_up_proj"]}, "fused experts"),
        ({"init_lora_weights": "pissa_niter_16"}, "started with PiSSA"),
        ({"init_lora_weights": "olora"}, "path_initial_model_for_weight_conversion"),
        ({"init_lora_weights": "corda"}, "started with CorDA"),
        ({"init_lora_weights": "loftq"}, "started with LoftQ"),
        ({"init_lora_weights": "lora_ga"}, "started with LoRA-GA"),
        ({"peft_type": "LOHA"}, "of the kind LOHA"),
        ({"peft_type": "LOKR"}, "of the kind LOKR"),
        ({"peft_type": "IA3"}, "of the kind IA3"),
        ({"peft_type": None}, "does not say of what kind"),
        ({"lora_alpha": 0}, "would do nothing"),
        ({"lora_alpha": 1e40}, "would do nothing or everything"),
        ({"lora_alpha": float("nan")}, "would do nothing"),
        ({"lora_alpha": 10**400}, "would do nothing"),
        ({"lora_alpha": "8"}, "lora_alpha is not a number"),
        ({"alpha_pattern": ["q_proj"]}, "does not name layers"),
        ({"alpha_pattern": {"q_proj": None}}, "alpha_pattern is not a number"),
        ({"alpha_pattern": {"(a+)+$": 3}}, "alpha_pattern that is not read here"),
        ({"alpha_pattern": {r"(?=x)q": 3}}, "alpha_pattern that is not read here"),
        ({"alpha_pattern": {"((": 3}}, "alpha_pattern that is not read here"),
        ({"alpha_pattern": {".*.*.*q_proj": 3}}, "alpha_pattern that is not read here"),
        ({"alora_invocation_tokens": []}, "list of token numbers"),
        ({"alora_invocation_tokens": [1, -1]}, "list of token numbers"),
        ({"alora_invocation_tokens": [1, 100_000]}, "not in the model's vocabulary"),
    ],
)
def test_what_is_no_plain_lora_is_refused(
    tmp_path: Path, base: BaseDescription, changes: dict[str, Any], words: str
) -> None:
    folder = write_peft(tmp_path / "x", {Q: (A, B)}, config=peft_config(**changes))
    error = refusal(folder, base)
    assert words in error.message
    assert error.message.rstrip(".").count(".") >= 1  # says what to do, too


@pytest.mark.parametrize("start", [True, False, "gaussian", "eva", "orthogonal", "mica", None])
def test_starts_that_leave_the_model_alone_are_taken(tmp_path: Path, base: BaseDescription, start: object) -> None:
    folder = write_peft(tmp_path / "x", {Q: (A, B)}, config=peft_config(init_lora_weights=start))
    assert import_adapter(folder, base, tmp_path / "out.gguf").rank == 4


@pytest.mark.parametrize(
    ("name", "shape", "words"),
    [
        (f"base_model.model.{Q}.lora_magnitude_vector", (32,), "is a DoRA adapter"),
        (f"base_model.model.{Q}.lora_B.bias", (32,), "changes biases"),
        (f"base_model.model.{Q}.bias", (32,), "changes biases"),
        ("base_model.model.model.embed_tokens.lora_embedding_A", (4, 259), "table of words"),
        ("base_model.model.model.embed_tokens.weight", (259, 32), "its vocabulary is not"),
        ("base_model.model.lm_head.modules_to_save.weight", (259, 32), "whole layers"),
        ("base_model.model.model.norm.weight", (32,), "normalizations"),
        ("base_model.model.model.embed_tokens.token_adapter.trainable_tokens_delta", (1, 32), "trainable tokens"),
        ("something.else", (3,), "is no LoRA"),
    ],
)
def test_tensors_that_are_no_lora_are_refused(
    tmp_path: Path, base: BaseDescription, name: str, shape: tuple[int, ...], words: str
) -> None:
    folder = write_peft(tmp_path / "x", {Q: (A, B)}, more={name: np.zeros(shape, np.float32)})
    error = refusal(folder, base)
    assert words in error.message
    assert error.kind is ErrorKind.UNSUPPORTED


def test_half_a_pair_and_pairs_that_do_not_fit(tmp_path: Path, base: BaseDescription) -> None:
    modules: dict[str, tuple[Array, Array]] = {Q: (A, B)}
    v = f"base_model.model.{Q.replace('q_', 'v_')}.lora_"
    for number, (more, words) in enumerate(
        [
            ({f"{v}A.weight": A}, "one of two matrices"),
            ({f"{v}A.weight": A, f"{v}B.weight": np.ones((16, 3), np.float32)}, "do not fit together"),
            ({f"{v}A.weight": A[None], f"{v}B.weight": B[None]}, "no linear layer"),
            ({f"{v}A.weight": A, f"{v}A.other.weight": A}, "two adapters in one file"),
        ]
    ):
        assert words in refusal(write_peft(tmp_path / str(number), modules, more=more), base).message


@pytest.mark.parametrize(
    ("module", "a", "b", "words"),
    [
        ("model.layers.7.self_attn.q_proj", A, B, "layer 7, and the model's layers end at 1"),
        (Q, np.ones((4, 64), "f4"), np.ones((64, 4), "f4"), "takes 64 numbers and gives 64, the model's takes 32 and"),
        ("lm_head", A, np.ones((259, 4), "f4"), "one with the table of words"),
        ("model.layers.0.self_attn.qkv_proj", A, B, "has no linear layer model.layers.0.self_attn.qkv_proj"),
        ("model.layers.0.block_sparse_moe.gate", A, np.ones((8, 4), "f4"), "no linear layer blk.0.ffn_gate_inp.weight"),
        ("model.layers.0.mlp.experts.3.up_proj", A, B, "has no linear layer"),
    ],
)
def test_an_adapter_for_another_model_names_both(
    tmp_path: Path, base: BaseDescription, module: str, a: Array, b: Array, words: str
) -> None:
    error = refusal(write_peft(tmp_path / "x", {module: (a, b)}), base)
    assert error.kind is ErrorKind.ADAPTER_MISMATCH
    assert words in error.message
    assert "“x” was made for somebody/Tiny and does not fit Tiny (llama)" in error.message
    assert "choose another adapter" in error.message


def test_the_output_layer_where_it_stands_alone(tmp_path: Path) -> None:
    model = tiny_llama()
    model.tensors.append(Tensor("output.weight", (32, 259), F16, bytes(32 * 259 * 2)))
    base = describe_gguf_base(inspect_gguf(model.write(tmp_path / "base.gguf")))
    folder = write_peft(tmp_path / "x", {"lm_head": (A, np.ones((259, 4), np.float32))})
    (pair,) = import_adapter(folder, base, tmp_path / "out.gguf").pairs
    assert pair.tensor == "output.weight"


def test_an_architecture_without_a_table_says_what_to_do(tmp_path: Path, base: BaseDescription) -> None:
    mamba = BaseDescription("Snake", "mamba", {}, True, 32, 1, (0,), (0,), 259)
    error = refusal(write_peft(tmp_path / "x", {Q: (A, B)}), mamba)
    assert error.kind is ErrorKind.UNSUPPORTED
    assert "only taken as GGUF files" in error.message


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_numbers_that_are_none(tmp_path: Path, base: BaseDescription, bad: float) -> None:
    broken = B.copy()
    broken[3, 1] = bad
    assert "not finite" in refusal(write_peft(tmp_path / "x", {Q: (A, broken)}), base).message


def test_a_pickle_is_never_opened(tmp_path: Path, base: BaseDescription) -> None:
    folder = write_peft(tmp_path / "x", {Q: (A, B)})
    weights = folder / "adapter_model.safetensors"
    weights.write_bytes(b"\x80\x02}q\x00." + bytes(40))
    assert "which can run code when it is opened" in refusal(folder, base).message
    weights.rename(folder / "adapter_model.bin")
    error = refusal(folder, base)
    assert "“adapter_model.bin” is a PyTorch checkpoint" in error.message
    assert "save_pretrained, which writes safetensors" in error.message


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x10", "is a text file"),
        (raw_safetensors({})[:9] + bytes(0), "its header is not all there"),
        ((2**60).to_bytes(8, "little") + b"{}", "is not an adapter file that Homespun knows"),
        ((90_000_000).to_bytes(8, "little") + b"{}", "claims a header of 90,000,000 bytes"),
        (raw_safetensors(b"{x"), "header cannot be read"),
        (raw_safetensors(b"{" + b'"a":' + b"[" * 200_000), "header cannot be read"),
        (raw_safetensors(b'{"a":{},"a":{}}'), "header cannot be read"),
        (raw_safetensors({}), "changes no layer"),
        (raw_safetensors({KEY: 5}), "not described properly"),
        (one_tensor(place=(0,)), "not described properly"),
        (one_tensor(shape=(-1,)), "not described properly"),
        (one_tensor(shape=(True,)), "not described properly"),
        (one_tensor(shape=(1.0,)), "not described properly"),
        (one_tensor(shape=(0,), place=(0, 0)), "not described properly"),
        (one_tensor(kind="I8", shape=(4,)), "as I8. Save the adapter again"),
        (one_tensor(shape=(2,)), "another size than its shape"),
        (one_tensor(place=(4, 8), data=8), "not where it should"),
        (one_tensor(data=5), "there is more in it"),
        (one_tensor(shape=(9,), place=(0, 36), data=5), "ends too early"),
        (raw_safetensors(dict.fromkeys((KEY, "b"), SOUND), bytes(4)), "not where it should"),
        (b"", "is empty"),
    ],
)
def test_a_bad_safetensors_file(tmp_path: Path, base: BaseDescription, content: bytes, words: str) -> None:
    folder = write_peft(tmp_path / "x", {Q: (A, B)})
    (folder / "adapter_model.safetensors").write_bytes(content)
    error = refusal(folder, base)
    assert words in error.message
    assert error.message.startswith(("“adapter_model.safetensors”", "“x”"))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{", "adapter_config.json is not JSON"),
        (b"[" * 200_000, "adapter_config.json is not JSON"),
        (b"[]", "does not describe an adapter"),
        (b"\xff\xfe", "adapter_config.json is not JSON"),
        (b" " * (2**20 + 1), "longer than that of any adapter"),
    ],
)
def test_a_bad_configuration(tmp_path: Path, base: BaseDescription, content: bytes, words: str) -> None:
    folder = write_peft(tmp_path / "x", {Q: (A, B)})
    (folder / "adapter_config.json").write_bytes(content)
    assert words in refusal(folder, base).message


def test_folders_that_are_not_complete(tmp_path: Path, base: BaseDescription) -> None:
    folder = write_peft(tmp_path / "x", {Q: (A, B)})
    (folder / "adapter_model.safetensors").rename(tmp_path / "alone.safetensors")
    assert refusal(folder, base).kind is ErrorKind.MODEL_NOT_FOUND
    assert "“adapter_config.json”" in refusal(tmp_path / "alone.safetensors", base).message
    (tmp_path / "empty").mkdir()
    assert "is a folder without adapter_config.json" in refusal(tmp_path / "empty", base).message
    assert refusal(tmp_path / "none", base).kind is ErrorKind.MODEL_NOT_FOUND


def test_a_folder_that_may_not_be_read(tmp_path: Path, base: BaseDescription, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_peft(tmp_path / "x", {Q: (A, B)})

    def refuse(path: Path, **options: object) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "is_dir", refuse)
    with pytest.raises(EngineError, match="may not be read by your account"):
        describe_source(folder)


def test_links_stay_within_the_folder(tmp_path: Path, base: BaseDescription) -> None:
    folder = write_peft(tmp_path / "x", {Q: (A, B)})
    weights = folder / "adapter_model.safetensors"
    weights.rename(folder / "blob")
    weights.symlink_to("blob")
    assert import_adapter(folder, base, tmp_path / "inside.gguf").rank == 4
    (folder / "blob").rename(tmp_path / "blob")
    weights.unlink()
    weights.symlink_to("../blob")
    assert "is a link that leads out of its folder" in refusal(folder, base).message
    weights.unlink()
    weights.symlink_to("adapter_model.safetensors")
    assert refusal(folder, base).kind in (ErrorKind.MODEL_INVALID, ErrorKind.UNSUPPORTED)
    weights.unlink()
    os.mkfifo(weights)
    assert "not an ordinary file" in refusal(folder, base).message
    (tmp_path / "alias").symlink_to("x")
    weights.unlink()
    (tmp_path / "blob").rename(weights)
    assert describe_source(tmp_path / "alias").name == "x"


@pytest.mark.parametrize("name", ["adapter_config.json", "adapter_model.safetensors"])
def test_a_file_with_a_second_name_is_refused(tmp_path: Path, base: BaseDescription, name: str) -> None:
    folder = write_peft(tmp_path / "x", {Q: (A, B)})
    os.link(folder / name, tmp_path / "elsewhere")
    error = refusal(folder, base)
    assert (error.kind, f"“{name}” has a second name" in error.message) == (ErrorKind.UNSUPPORTED, True)


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("---\nlicense: mit\n---\n# Rhyme\n\nAnswers in\nrhyme.\n\nMore.\n", "Answers in rhyme."),
        ("# Rhyme\nAnswers in rhyme.", "Answers in rhyme."),
        ("# Model Card for Model ID\n\n<!-- Provide a quick summary. -->\n\n## Model Details\n", ""),
        ("# Rhyme\n\n## Details\n\nText", ""),
        ("Text without a title", ""),
        ("# Rhyme\n\n" + "long " * 200, ""),
        ("# Rhyme", ""),
    ],
)
def test_the_first_paragraph_describes_an_adapter(text: str, description: str) -> None:
    assert read_model_card(text).description == description


def test_a_description_and_odd_names_come_along(tmp_path: Path, base: BaseDescription) -> None:
    folder = write_peft(tmp_path / "r\udcffyme", {Q: (A, B)})
    (folder / "README.md").write_text("# x\n\nAnswers in rhyme.\n")
    header = import_adapter(folder, base, tmp_path / "out.gguf")
    assert (header.name, header.description) == ("r�yme", "Answers in rhyme.")


@pytest.mark.parametrize("pattern", ["[a.]*[.a]*b", "(a|a)(a|a)b", "[.a]+(a|a|a|a|a)b"])
def test_patterns_cannot_take_for_ever(tmp_path: Path, pattern: str) -> None:
    """The slowest kinds that pass, for a name as long as it may be."""
    modules = {"a." * 230 + "a": (A, B)}
    folder = write_peft(tmp_path / "x", modules, config=peft_config(alpha_pattern={pattern: 3}))
    start = time.monotonic()
    assert describe_source(folder).rank == 4
    assert time.monotonic() - start < 5  # a bound on the work, not a measurement


@pytest.mark.parametrize("pattern", ["(a|.)*b", "(a|a)(a|a)(a|a)b", "((a|a)|(a|a))b", "a*a*a*b", "(a+)+b", "a?" * 30])
def test_patterns_that_could_are_not_tried(tmp_path: Path, pattern: str) -> None:
    folder = write_peft(tmp_path / "x", {"a" * 400: (A, B)}, config=peft_config(alpha_pattern={pattern: 3}))
    with pytest.raises(EngineError, match="alpha_pattern that is not read here"):
        describe_source(folder)


@pytest.mark.parametrize("pattern", ["q_proj", r".*\.(q_proj|k_proj)", r"^model\.layers\.\d+\.self_attn\.q_proj"])
def test_patterns_as_people_write_them_are_taken(tmp_path: Path, base: BaseDescription, pattern: str) -> None:
    config = peft_config(alpha_pattern={pattern: 3})
    header = import_adapter(write_peft(tmp_path / "x", {Q: (A, B)}, config=config), base, tmp_path / "out.gguf")
    assert header.alpha == 3.0


def test_a_path_of_the_maker_is_cut_to_its_last_part(tmp_path: Path) -> None:
    for given, told in (
        ("/home/somebody/models/SmolLM2", "SmolLM2"),
        (r"C:\models\SmolLM2", "SmolLM2"),
        ("org/SmolLM2", "org/SmolLM2"),
        ("./SmolLM2/", "SmolLM2"),
        (None, ""),
        ("\ud800", "�"),
    ):
        config = peft_config(base_model_name_or_path=given)
        assert describe_source(write_peft(tmp_path / "x", {Q: (A, B)}, config=config)).base == told


@pytest.mark.parametrize(
    ("card", "license", "tags"),
    [
        ("---\nlicense: mit\n---\n", "mit", ()),
        ("---\nlicense: other\nlicense_name: special\ntags: []\n---\n", "special", ("[]",)),
        ("---\ntags:\n- a\n- \"b\"\nlicense: 'x'\n---\n", "x", ("a", "b")),
        ("---\nlicense: ~\n", "", ()),
        ("# no front matter\nlicense: mit", "", ()),
        ("", "", ()),
        ("---\n- stray\n:\n---", "", ()),
    ],
)
def test_model_cards(card: str, license: str, tags: tuple[str, ...]) -> None:
    read = read_model_card(card)
    assert (read.license, read.tags) == (license, tags)
