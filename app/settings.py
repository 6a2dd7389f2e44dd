"""The program's settings: values that are always valid, and the file that keeps them."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from app.files import replace_file, set_aside
from app.values import UnusableValue, from_json
from engine.protocol import LoadOptions, SamplingOptions

KV_TYPES = ("f16", "q8_0", "q4_0")
FLASH_ATTENTION = ("auto", "on", "off")

_MOST_BYTES_OF_FILE = 1 << 20


class Theme(StrEnum):
    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Language(StrEnum):
    """Of the window. Commands speak English."""

    SYSTEM = "system"
    ENGLISH = "en"
    GERMAN = "de"
    ARABIC = "ar"


class WhenFull(StrEnum):
    """What becomes of the oldest turns of a conversation that is longer than the context."""

    DROP = "drop"
    """The model does not see them."""
    SUMMARISE = "summarise"
    """It sees a summary of them, which it writes itself."""


class Notify(StrEnum):
    """What the desktop tells when a long reply is done while the person is elsewhere."""

    NOTHING = "nothing"
    DONE = "done"
    """That it is; no word of the conversation."""
    TEXT = "text"
    """The title of the conversation, and how the reply begins."""


class SettingsError(ValueError):
    """A value that a setting cannot have.

    `field` names it ("threads", "sampling.top_p"); `message` is for the person.
    """

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message


@dataclass(frozen=True)
class Settings:
    """Making one with a value out of range raises SettingsError. None leaves the choice to the program."""

    first_steps: bool = False
    """Whether what one may want to set at first is shown: until it was done with, or a message was sent."""
    language: Language = Language.SYSTEM
    """Takes effect when the window is opened the next time."""
    theme: Theme = Theme.SYSTEM
    text_size: int = 14
    """Of the transcript's text, in pixels at 100 % scaling; the rest follows in proportion."""
    sidebar_visible: bool = True
    window_geometry: str | None = None
    """What QWidget.saveGeometry gave, as base64."""

    model: str | None = None
    """Path of the model chosen last; None takes the starter model."""
    profile_id: int | None = None
    threads: int | None = None
    """None: one for each physical core."""
    context_length: int | None = None
    """Tokens; None takes the model's own up to the engine's limit."""
    kv_type: str = "f16"
    gpu_layers: int = -1
    """-1: all that the GPU takes."""
    flash_attention: str = "auto"
    sampling: SamplingOptions = field(default_factory=SamplingOptions)
    max_tokens: int | None = None
    """Of one reply; None: until the model ends it."""
    when_full: WhenFull = WhenFull.DROP
    propose_adapters: bool = False
    """Whether an adapter that fits the message in the box is offered. It is never used by itself."""
    title_conversations: bool = True
    """Whether the model gives a new conversation its title, after the first reply."""
    state_cache_bytes: int = 2 << 30
    """How much disk the saved states of conversations may take; 0 keeps none."""
    allow_downloads: bool = False
    """Whether models may be downloaded. It is the one thing that this program does over a network."""
    keep_in_tray: bool = False
    """Whether the program goes on when its window is closed, where the desktop has a tray."""
    notify: Notify = Notify.DONE
    encoders_told: bool = False
    """Whether the person was told that an encoder finds passages by their meaning: once is enough."""
    quick_key: str = ""
    """Opens the quick question from everywhere, as Qt writes keys ("Ctrl+Alt+Space"); empty: none."""

    def __post_init__(self) -> None:
        _range("text_size", self.text_size, 8, 40)
        _range("profile_id", self.profile_id, 1, None)
        _range("threads", self.threads, 1, 1024)
        _range("context_length", self.context_length, 256, 1 << 24)
        _range("gpu_layers", self.gpu_layers, -1, 100_000)
        _range("max_tokens", self.max_tokens, 1, 1 << 24)
        _range("state_cache_bytes", self.state_cache_bytes, 0, None)
        _one_of("kv_type", self.kv_type, KV_TYPES)
        _one_of("flash_attention", self.flash_attention, FLASH_ATTENTION)
        if self.flash_attention == "off" and self.kv_type != "f16":
            raise SettingsError("kv_type", "A smaller KV cache needs flash attention. Set flash attention to auto.")
        validate_sampling(self.sampling)

    def load_options(self) -> LoadOptions:
        """What of this concerns the loading of a model: it must be loaded again when this changes."""
        return LoadOptions(
            context_length=self.context_length,
            threads=self.threads,
            gpu_layers=self.gpu_layers,
            kv_type=self.kv_type,
            flash_attention=self.flash_attention,
        )


def validate_sampling(sampling: SamplingOptions) -> None:
    """Raises SettingsError for options that no sampler can follow."""
    _range("sampling.temperature", sampling.temperature, 0, 5)
    _range("sampling.top_k", sampling.top_k, 0, 1_000_000)
    _range("sampling.top_p", sampling.top_p, 0, 1)
    _range("sampling.min_p", sampling.min_p, 0, 1)
    _range("sampling.repeat_penalty", sampling.repeat_penalty, 0.1, 5)
    _range("sampling.repeat_window", sampling.repeat_window, 0, 1 << 20)
    _range("sampling.seed", sampling.seed, 0, (1 << 32) - 2)  # The last 32-bit value means "random" to llama.cpp.
    for _, bias in sampling.logit_bias:
        if math.isnan(bias):
            raise SettingsError("sampling.logit_bias", "A bias must be a number.")


@dataclass(frozen=True)
class LoadedSettings:
    settings: Settings
    problem: str = ""
    """For the person, where the file was not as it should be: what was done about it."""
    is_new: bool = False
    """There was no file: the program starts here for the first time."""


class SettingsFile:
    """Settings as a JSON object on disk. Keys that another version wrote there are kept."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> LoadedSettings:
        """Never fails: what cannot be used is replaced by its default, and `problem` says so. A file that is no
        settings file at all is moved aside, not lost."""
        try:
            content = self._read()
        except FileNotFoundError:
            return LoadedSettings(Settings(), is_new=True)
        except OSError as error:
            return LoadedSettings(
                Settings(),
                f"The settings could not be read, so the defaults are used ({error.strerror}: {self._path}).",
            )
        except ValueError:
            return LoadedSettings(Settings(), self._put_aside())
        settings, unusable = _forgiving(content)
        if not unusable:
            return LoadedSettings(settings)
        names = ", ".join(unusable)
        return LoadedSettings(
            settings, f"These settings had values that cannot be used and are at their defaults: {names}."
        )

    def save(self, settings: Settings) -> None:
        """Returns when they are on disk. Raises OSError; the file is as it was then."""
        try:
            present = self._read()
        except (OSError, ValueError):
            present = {}
        content = json.dumps(_merge(present, asdict(settings)), indent=2, ensure_ascii=False, sort_keys=True)
        replace_file(self._path, (content + "\n").encode(errors="replace"))

    def _read(self) -> dict[str, Any]:
        """Raises OSError, or ValueError for a file that is no JSON object."""
        with self._path.open("rb") as file:
            raw = file.read(_MOST_BYTES_OF_FILE + 1)
        if len(raw) > _MOST_BYTES_OF_FILE:
            raise ValueError("too large")
        try:
            content = json.loads(raw)
        except RecursionError as error:
            raise ValueError("nested too deeply") from error
        if not isinstance(content, dict):
            raise ValueError("not an object")
        return content

    def _put_aside(self) -> str:
        try:
            aside = set_aside(self._path, "broken")
        except OSError as error:
            return f"The settings file is damaged, so the defaults are used ({error.strerror}: {self._path})."
        return f"The settings file was damaged, so the defaults are used. The damaged file is kept as {aside.name}."


def _forgiving(content: dict[str, Any]) -> tuple[Settings, list[str]]:
    """The settings that `content` gives, and the names of the values in it that had to be left out."""
    content, unusable = dict(content), []
    while True:
        nested: list[str] = []
        try:
            return from_json(Settings, content, nested), unusable + nested
        except SettingsError as error:
            unusable.append(error.field)
            _remove(content, error.field)
        except UnusableValue as error:  # Every setting has a default, so this is no file that can be read at all.
            raise AssertionError(f"settings must have defaults: {error}") from error


def _remove(content: dict[str, Any], name: str) -> None:
    outer, _, inner = name.partition(".")
    if inner and isinstance(content.get(outer), dict):
        content[outer] = {key: value for key, value in content[outer].items() if key != inner}
    else:
        content.pop(outer, None)


def _merge(present: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    merged = present | new
    for key, value in new.items():
        if isinstance(value, dict) and isinstance(present.get(key), dict):
            merged[key] = _merge(present[key], value)
    return merged


def _range(name: str, value: float | None, least: float, most: float | None) -> None:
    if value is None:
        return
    if not math.isfinite(value) or value < least or (most is not None and value > most):
        bounds = f"from {least:,} to {most:,}" if most is not None else f"of {least:,} or more"
        raise SettingsError(name, f"This must be a number {bounds}; {value:,} is not.")


def _one_of(name: str, value: str, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise SettingsError(name, f"This must be one of {', '.join(choices)}; {value!r} is not.")
