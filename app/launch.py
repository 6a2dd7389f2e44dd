"""The command, environment and working folder of an engine process."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from engine.sandbox.access import FileAccess, heard, told
from models.encryption.keys import DataKey
from models.encryption.scratch import scratch_folder, temporary_folder

DEFAULT_STATE_BYTES = 2 * 1024**3
"""Most bytes of saved conversation states that the engine keeps on disk."""


@dataclass(frozen=True)
class EngineCommand:
    program: str
    arguments: tuple[str, ...]
    environment: Mapping[str, str]
    """The whole environment of the child, not an addition to ours."""
    first_line: bytes = field(default=b"", repr=False)
    """What it is to be told on its standard input before all else."""

    def knowing(self, key: DataKey | None) -> EngineCommand:
        """The same, told the key to what is encrypted: not by its arguments or environment, which others can see."""
        if key is None:
            return self
        return replace(self, arguments=(*self.arguments, "--encrypted"), first_line=key.line)

    def confined(self, access: FileAccess) -> EngineCommand:
        """The same, with these files alone for the process to use."""
        return replace(self, environment={**self.environment, **told(access)})

    def reading(self, *paths: Path) -> EngineCommand:
        """The same, with more files to read for a process that is confined to some."""
        access = heard(self.environment)
        return self if access is None else self.confined(access.with_reads(*paths))

    def writing(self, *folders: Path) -> EngineCommand:
        access = heard(self.environment)
        return self if access is None else self.confined(access.with_writes(*folders))

    def may_read(self, path: Path) -> bool:
        access = heard(self.environment)
        return access is None or access.covers(path)


def engine_command(
    states: Path | None = None,
    state_bytes: int = DEFAULT_STATE_BYTES,
    composers: Path | None = None,
    files: Sequence[Path] | None = None,
) -> EngineCommand:
    """This very program in its engine role. `states` is the folder of the saved conversation states, which may grow to
    `state_bytes`; without one nothing is saved. `composers` is the folder of what was fitted and measured for dynamic
    tokenization, which several engines may share; without one it is fitted anew. `files` are the models and adapters,
    or folders of such, that it may read; None, for tests and benchmarks, leaves it all files."""
    role: tuple[str, ...] = ("engine",)
    if composers is not None:
        role += ("--composers", str(composers.absolute()))
    if states is not None and state_bytes > 0:
        role += ("--states", str(states.absolute()), "--state-bytes", str(state_bytes))
    command = _this_program(role, _environment())
    if files is None:
        return command
    writes = (folder for folder in (states, composers) if folder is not None)
    return command.confined(FileAccess().with_reads(*files).with_writes(*writes))


def download_command(data_folder: Path) -> EngineCommand:
    """This program in the role that downloads a model into a data folder: the one that is told of proxies."""
    proxies = {name: value for name, value in os.environ.items() if name.lower().endswith("_proxy")}
    return _this_program(("download", str(data_folder.absolute())), _environment() | proxies)


def inspect_command(*arguments: str) -> EngineCommand:
    """This program in the role that looks at strangers' files."""
    environment = _environment() | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}  # their stacks count as memory
    return _this_program(("inspect", *arguments), environment)


def program_command(*arguments: str) -> EngineCommand:
    """This program with the arguments of a command, beside the window."""
    module = () if getattr(sys, "frozen", False) else ("-m", "app")
    return EngineCommand(sys.executable, (*module, *arguments), _environment())


def window_command(data_folder: Path | None) -> EngineCommand:
    """This program anew, with its window, when this one has ended. None leaves it to find its data folder."""
    environment = dict(os.environ)
    if _is_frozen():
        environment["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
    role = () if data_folder is None else ("--data-dir", str(data_folder))
    return _this_program(role, environment)


def module_command(module: str, *arguments: str) -> EngineCommand:
    """A module of this program as a process of its own, with the environment of an engine. In a frozen program it must
    be one of `app.__main__.CHILDREN`."""
    start = "module" if _is_frozen() else "-m"
    return EngineCommand(sys.executable, (start, module, *arguments), _environment())


def confined_command(module: str, *arguments: str, reads: Sequence[Path], writes: Sequence[Path] = ()) -> EngineCommand:
    """One of `engine.sandbox.start.PARTS` as a process that can use these files alone, and no network."""
    access = FileAccess().with_reads(*reads).with_writes(*writes)
    return module_command("engine.sandbox.start", module, *arguments).confined(access)


def training_command(job: Path, model: Path) -> EngineCommand:
    """The process that trains for a person, by the job in this file, which lies in the job's folder."""
    arguments = ("engine.training.personal_main", str(job.absolute()))
    return confined_command(*arguments, reads=(model,), writes=(job.parent,))


def working_folder(*, unseen: bool = False) -> tempfile.TemporaryDirectory[str]:
    """A new empty folder to run one engine in: llama.cpp looks for plug-ins in the working folder and would load
    whatever lies there. `unseen`: what the process writes there must not touch a disk. The caller cleans it up when the
    engine has ended."""
    return scratch_folder() if unseen else temporary_folder()


def _this_program(role: tuple[str, ...], environment: Mapping[str, str]) -> EngineCommand:
    module = () if _is_frozen() else ("-m", "app")
    return EngineCommand(sys.executable, (*module, *role), environment)


def _is_frozen() -> bool:
    return bool(getattr(sys, "frozen", False))


def _environment() -> dict[str, str]:
    """Ours, without what could send the engine's imports or its traffic elsewhere."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.lower().endswith("_proxy") and not name.startswith(("PYTHON", "GGML_BACKEND"))
    }
    environment["PYTHONPATH"] = str(Path(__file__).resolve().parent.parent)
    environment["PYTHONSAFEPATH"] = "1"
    environment["PYTHONUNBUFFERED"] = "1"
    environment["PYTHONUTF8"] = "1"
    if _is_frozen():  # the child is to look for its libraries itself, not to take itself for a part of this process
        environment["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
    if "PYTHONDONTWRITEBYTECODE" in os.environ:
        environment["PYTHONDONTWRITEBYTECODE"] = os.environ["PYTHONDONTWRITEBYTECODE"]
    # An abort in ggml would start a debugger to print its stack otherwise.
    environment["GGML_NO_BACKTRACE"] = "1"
    # Official builds of ONNX Runtime send usage data unless they are told not to before they are loaded.
    environment["ORT_DISABLE_TELEMETRY"] = "1"
    return environment
