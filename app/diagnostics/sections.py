"""The parts of the report: numbers, kinds and words of our own lists. Nothing of it is taken from what a person wrote,
named or chose freely; where such a text would stand, it says how many there are or what kind it is."""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psutil

from app import __version__
from app.error_log import last_errors
from app.paths import DataFolder
from app.settings import Settings
from app.store.backup import backups_in, is_encrypted
from app.store.diagnostics import last_replies, schema_and_counts
from app.this_machine import processor
from models.encryption.keys import DataKey
from models.library import Library, ModelEntry
from models.starter import starter_model

Row = tuple[str, str]

LIBRARIES = (
    "PySide6-Essentials",
    "llama-cpp-python",
    "onnxruntime",
    "sqlcipher3",
    "numpy",
    "tokenizers",
    "torch",
)
_INSTRUCTIONS = ("avx", "avx2", "f16c", "fma", "avx_vnni", "avx512f", "avx512_vnni", "avx512_bf16", "amx_int8", "neon")

ARCHITECTURES = frozenset(
    (
        "arctic", "baichuan", "bert", "bitnet", "bloom", "chatglm", "cohere2", "command-r", "deepseek", "deepseek2",
        "ernie4_5", "exaone", "exaone4", "falcon", "falcon-h1", "gemma", "gemma2", "gemma3", "gemma3n", "glm4",
        "glm4moe", "gpt-oss", "gpt2", "gptneox", "granite", "granitehybrid", "granitemoe", "hunyuan-dense",
        "hunyuan-moe", "internlm2", "jamba", "jais", "lfm2", "llama", "llama4", "mamba", "mamba2", "minicpm",
        "minicpm3", "mpt", "nemotron", "nemotron_h", "olmo", "olmo2", "olmoe", "openelm", "orion", "phi", "phi2",
        "phi3", "phi3small", "phimoe", "plamo", "qwen", "qwen2", "qwen2moe", "qwen3", "qwen3moe", "qwen3next", "refact",
        "rwkv6", "rwkv7", "seed_oss", "smollm3", "stablelm", "starcoder", "starcoder2", "xverse",
    )
)  # fmt: skip
"""Those that are said by their names: a file may call its own anything."""

_QUANTIZATION = re.compile(r"(I?Q\d[0-9A-Z_]{0,8}|TQ\d_\d|MXFP4|B?F16|F32|int[48]|fp(16|32)|mixed)", re.IGNORECASE)
_DESKTOPS = ("x11", "wayland", "tty", "GNOME", "ubuntu:GNOME", "KDE", "XFCE", "LXQt", "MATE", "X-Cinnamon")
_ERRORS = 40
_REPLIES = 12
_MODELS = 20


@dataclass(frozen=True)
class Section:
    title: str
    rows: tuple[Row, ...]


def sections(folder: DataFolder, settings: Settings, key: DataKey | None) -> list[Section]:
    """All of them. One that cannot be collected says by its kind what kept it from that."""
    parts: tuple[tuple[str, Callable[[], Iterator[Row]]], ...] = (
        ("Program", _program),
        ("Computer", lambda: _computer(folder)),
        ("Data", lambda: _data(folder, key)),
        ("Settings that are not as they come", lambda: _settings(settings)),
        ("Models", lambda: _models(folder, settings)),
        ("Last replies, the newest first", lambda: _replies(folder, key)),
        ("Last warnings and errors, their texts left out", lambda: _errors(folder)),
    )
    return [Section(title, _collected(part)) for title, part in parts]


def _collected(part: Callable[[], Iterator[Row]]) -> tuple[Row, ...]:
    rows: list[Row] = []
    try:
        for row in part():
            rows.append(row)
    except Exception as error:  # noqa: BLE001 - a report of what does not work must not fail of it
        rows.append(("not collected", type(error).__name__))
    return tuple(rows) or (("none", ""),)


def _program() -> Iterator[Row]:
    yield "Homespun", f"{__version__}, {'package' if getattr(sys, 'frozen', False) else 'from source'}"
    yield "Python", platform.python_version()
    for name in LIBRARIES:
        try:
            yield name, version(name)
        except PackageNotFoundError:
            yield name, "not found"


def _computer(folder: DataFolder) -> Iterator[Row]:
    yield "System", f"{platform.system()} {platform.release()}, {platform.machine()}"
    if sys.platform == "linux":
        told = platform.freedesktop_os_release()
        yield "Distribution", f"{told.get('ID', '')} {told.get('VERSION_ID', '')}".strip()
        for name in ("XDG_SESSION_TYPE", "XDG_CURRENT_DESKTOP"):
            yield name, _known(os.environ.get(name, ""), _DESKTOPS) or "not set"
    yield "Processor", f"{processor()}, {psutil.cpu_count(logical=False)} cores, {psutil.cpu_count()} threads"
    yield "Instructions", " ".join(_instructions())
    memory = psutil.virtual_memory()
    yield "Memory", f"{_size(memory.total)}, {_size(memory.available)} available"
    place = next(one for one in (folder.path, *folder.path.parents) if one.exists())
    disk = psutil.disk_usage(str(place))
    yield "Disk of the data folder", f"{_size(disk.total)}, {_size(disk.free)} free, {_file_system(place)}"


def _data(folder: DataFolder, key: DataKey | None) -> Iterator[Row]:
    home = Path.home()
    inside = folder.path.is_relative_to(home)
    yield "Data folder", "~/…" if inside else "outside of the home folder"
    if not folder.database.exists():
        yield "Database", "none yet"
        return
    journal = folder.database.with_name("homespun.db-wal")
    yield "Database", f"{_size(folder.database.stat().st_size)}{', encrypted' if is_encrypted(folder.database) else ''}"
    yield "Its journal", _size(journal.stat().st_size if journal.exists() else 0)
    for name, count in schema_and_counts(folder.database, key):
        yield name, f"{count:,}"
    yield "Backups before updates", f"{len(backups_in(folder.backups))}"
    yield "Saved states", _size(sum(path.stat().st_size for path in folder.states.glob("*") if path.is_file()))
    yield "Adapters", f"{sum(path.is_dir() for path in folder.adapters.glob('*'))}"


def _settings(settings: Settings) -> Iterator[Row]:
    yield from _changed(settings, Settings(), "")


def _changed(value: object, usual: object, prefix: str) -> Iterator[Row]:
    """Numbers and choices as they are; of a text only that there is one."""
    assert is_dataclass(value)
    for field in fields(value):
        present, default = getattr(value, field.name), getattr(usual, field.name)
        if present == default:
            continue
        if is_dataclass(present):
            yield from _changed(present, default, f"{field.name}.")
        elif present is None or isinstance(present, bool | int | float | Enum):
            yield prefix + field.name, f"{present}"
        else:
            yield prefix + field.name, "set"


def _models(folder: DataFolder, settings: Settings) -> Iterator[Row]:
    chosen = Path(settings.model) if settings.model is not None else starter_model()
    entries = Library(folder.models, starter_model()).listing(look=False).models
    if not any(entry.path == chosen for entry in entries):
        yield "The one in use", "not in the library" if chosen is not None and chosen.exists() else "not there"
    for number, entry in enumerate(sorted(entries, key=lambda one: one.path != chosen)[:_MODELS], 1):
        yield "The one in use" if entry.path == chosen else f"Model {number}", _model(entry)
    if len(entries) > _MODELS:
        yield "More", f"{len(entries) - _MODELS}"


def _model(entry: ModelEntry) -> str:
    told = [_known(entry.architecture, tuple(ARCHITECTURES)) if entry.architecture else "not looked into"]
    if _QUANTIZATION.fullmatch(entry.quantization):
        told.append(entry.quantization)
    told += [f"{entry.parameters / 1e6:,.0f} M parameters"] if entry.parameters else []
    told += [_size(entry.bytes), f"context {entry.context_length:,}", str(entry.keeping)]
    told += ["cannot be used"] if entry.problem else []
    return ", ".join(told)


def _replies(folder: DataFolder, key: DataKey | None) -> Iterator[Row]:
    if not folder.database.exists():
        return
    for number, reply in enumerate(last_replies(folder.database, key, _REPLIES), 1):
        told = [str(reply.state), _known(reply.finish_reason, ("stop", "length", "cancelled", "interrupted"))]
        if reply.usage is not None:
            used = reply.usage
            told.append(f"{used.prompt_tokens} tokens read, {used.completion_tokens} written")
        if reply.timings is not None:
            took = reply.timings
            told.append(f"first token {took.ttft_ms:.0f} ms, {took.decode_tokens_per_second:.1f} tokens/s")
        yield str(number), ", ".join(filter(None, told))


def _errors(folder: DataFolder) -> Iterator[Row]:
    for line in last_errors(folder.logs, _ERRORS):
        when, _, said = line.partition(" ")
        yield when, said


def _instructions() -> Iterator[str]:
    found: set[str] = set()
    if sys.platform == "linux":
        for line in Path("/proc/cpuinfo").read_text(errors="replace").splitlines():
            if line.startswith(("flags", "Features")):
                found = set(line.partition(":")[2].split())
                break
    return (name for name in _INSTRUCTIONS if name in found)


def _file_system(path: Path) -> str:
    """Its kind."""
    best = max(
        (one for one in psutil.disk_partitions(all=True) if path.is_relative_to(one.mountpoint)),
        key=lambda one: len(one.mountpoint),
        default=None,
    )
    return best.fstype if best is not None else ""


def _known(value: str, known: tuple[str, ...]) -> str:
    return value if value in known else "another" if value else ""


def _size(number: int) -> str:
    return f"{number / 1e9:,.1f} GB" if number >= 1e9 else f"{number / 1e6:,.1f} MB"
