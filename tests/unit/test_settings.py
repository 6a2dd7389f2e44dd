from __future__ import annotations

import json
import math
import stat
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.settings import Language, Notify, Settings, SettingsError, SettingsFile, Theme, WhenFull
from engine.protocol import SamplingOptions
from tests.unit.odd_disks import read_only, small_disk

UNUSUAL = Settings(
    first_steps=True,
    language=Language.ARABIC,
    theme=Theme.DARK,
    text_size=18,
    sidebar_visible=False,
    window_geometry="AdnQywADAAA=",
    model="/models/mötör.gguf",
    profile_id=3,
    threads=2,
    context_length=4096,
    kv_type="q8_0",
    gpu_layers=10,
    flash_attention="on",
    sampling=SamplingOptions(0.0, 1, 0.5, 0.0, 1.0, 0, 42, ((7, -1.5), (8, math.inf))),
    max_tokens=100,
    when_full=WhenFull.SUMMARISE,
    propose_adapters=True,
    title_conversations=False,
    state_cache_bytes=0,
    allow_downloads=True,
    keep_in_tray=True,
    notify=Notify.TEXT,
    encoders_told=True,
    quick_key="Ctrl+Alt+Space",
)


def test_every_setting_survives_saving(tmp_path):
    assert not [f.name for f in fields(Settings) if getattr(UNUSUAL, f.name) == getattr(Settings(), f.name)]
    file = SettingsFile(tmp_path / "settings.json")
    file.save(UNUSUAL)
    assert file.load().settings == UNUSUAL
    assert file.load().problem == ""
    assert stat.S_IMODE((tmp_path / "settings.json").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["settings.json"]


def test_a_missing_file_is_no_problem(tmp_path):
    loaded = SettingsFile(tmp_path / "settings.json").load()
    assert loaded.settings == Settings()
    assert loaded.problem == ""


def test_keys_of_another_version_are_kept_at_every_depth(tmp_path):
    path = tmp_path / "settings.json"
    path.write_text('{"future": {"a": [1]}, "sampling": {"mirostat": 2, "top_k": 5}, "theme": "dark"}')
    file = SettingsFile(path)
    loaded = file.load().settings
    assert (loaded.theme, loaded.sampling.top_k) == (Theme.DARK, 5)
    file.save(replace(loaded, theme=Theme.LIGHT))
    content = json.loads(path.read_text())
    assert content["future"] == {"a": [1]}
    assert content["sampling"]["mirostat"] == 2
    assert content["theme"] == "light"


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "null", "\0" * 4096, '{"theme": "dark"', "[" * 100_000, "x" * (2 << 20), "\udcff"],
    ids=["empty", "open", "list", "null", "NULs", "cut off", "deep", "huge", "not text"],
)
def test_a_damaged_file_is_moved_aside_and_said(tmp_path, content):
    path = tmp_path / "settings.json"
    raw = content.encode(errors="surrogateescape")
    path.write_bytes(raw)
    (tmp_path / "settings.json.broken-1").write_text("from before")
    loaded = SettingsFile(path).load()
    assert loaded.settings == Settings()
    assert "settings.json.broken-2" in loaded.problem
    assert (tmp_path / "settings.json.broken-2").read_bytes() == raw
    assert (tmp_path / "settings.json.broken-1").read_text() == "from before"
    assert not path.exists()


def test_one_unusable_value_costs_only_itself(tmp_path):
    path = tmp_path / "settings.json"
    path.write_text(
        '{"theme": "pink", "threads": 0, "text_size": "big", "kv_type": "q8_0", "max_tokens": true,'
        ' "sampling": {"top_p": 7, "top_k": 3, "temperature": 1}}'
    )
    loaded = SettingsFile(path).load()
    assert loaded.settings == Settings(kv_type="q8_0", sampling=SamplingOptions(temperature=1.0, top_k=3))
    for name in ("theme", "threads", "text_size", "max_tokens", "sampling.top_p"):
        assert name in loaded.problem
    assert "kv_type" not in loaded.problem


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
names = st.sampled_from([f.name for f in fields(Settings)])
sampling_names = st.sampled_from([f.name for f in fields(SamplingOptions)])


@given(st.dictionaries(names, json_values), st.dictionaries(sampling_names, json_values))
def test_no_json_object_keeps_the_program_from_starting(tmp_path_factory, content, sampling):
    path = tmp_path_factory.mktemp("any") / "settings.json"
    path.write_text(json.dumps(content | {"sampling": sampling}))
    assert isinstance(SettingsFile(path).load().settings, Settings)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"threads": 0}, "threads"),
        ({"context_length": 10}, "context_length"),
        ({"text_size": 1000}, "text_size"),
        ({"kv_type": "f64"}, "kv_type"),
        ({"kv_type": "q4_0", "flash_attention": "off"}, "kv_type"),
        ({"flash_attention": "maybe"}, "flash_attention"),
        ({"max_tokens": 0}, "max_tokens"),
        ({"state_cache_bytes": -1}, "state_cache_bytes"),
        ({"sampling": SamplingOptions(temperature=math.nan)}, "sampling.temperature"),
        ({"sampling": SamplingOptions(temperature=-1)}, "sampling.temperature"),
        ({"sampling": SamplingOptions(top_p=1.5)}, "sampling.top_p"),
        ({"sampling": SamplingOptions(seed=-1)}, "sampling.seed"),
        ({"sampling": SamplingOptions(logit_bias=((1, math.nan),))}, "sampling.logit_bias"),
    ],
)
def test_a_value_out_of_range_is_refused_with_its_name_and_words(change, field):
    with pytest.raises(SettingsError) as caught:
        replace(Settings(), **change)
    assert caught.value.field == field
    assert caught.value.message.endswith(".")


def test_load_options_carry_what_concerns_the_model():
    options = UNUSUAL.load_options()
    assert (options.threads, options.context_length, options.kv_type) == (2, 4096, "q8_0")
    assert (options.gpu_layers, options.flash_attention) == (10, "on")


def test_a_full_disk_leaves_the_old_settings(tmp_path):
    home = tmp_path / "disk"
    with small_disk(home, "64k"):
        file = SettingsFile(home / "settings.json")
        file.save(UNUSUAL)
        with pytest.raises(OSError, match="No space"):
            (home / "filler").write_bytes(bytes(1 << 20))
        with pytest.raises(OSError, match="No space"):
            file.save(Settings())
        assert file.load().settings == UNUSUAL
        assert sorted(path.name for path in home.iterdir()) == ["filler", "settings.json"]


def test_a_read_only_folder_leaves_the_old_settings(tmp_path):
    home = tmp_path / "closed"
    home.mkdir()
    file = SettingsFile(home / "settings.json")
    file.save(UNUSUAL)
    with read_only(home):
        with pytest.raises(OSError, match=r"Read-only|denied"):
            file.save(Settings())
        assert file.load().settings == UNUSUAL


def test_a_damaged_file_in_a_read_only_folder_still_gives_the_defaults(tmp_path):
    home = tmp_path / "closed"
    home.mkdir()
    (home / "settings.json").write_text("{")
    with read_only(home):
        loaded = SettingsFile(home / "settings.json").load()
    assert loaded.settings == Settings()
    assert "damaged" in loaded.problem


def test_something_else_in_its_place_gives_the_defaults(tmp_path):
    (tmp_path / "settings.json").mkdir()
    loaded = SettingsFile(tmp_path / "settings.json").load()
    assert loaded.settings == Settings()
    assert "could not be read" in loaded.problem
