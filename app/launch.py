"""The command, environment and working folder of an engine process."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DEFAULT_STATE_BYTES = 2 * 1024**3
"""Most bytes of saved conversation states that the engine keeps on disk."""


@dataclass(frozen=True)
class EngineCommand:
    program: str
    arguments: tuple[str, ...]
    environment: Mapping[str, str]
    """The whole environment of the child, not an addition to ours."""


def engine_command(
    states: Path | None = None, state_bytes: int = DEFAULT_STATE_BYTES, composers: Path | None = None
) -> EngineCommand:
    """This very program in its engine role. `states` is the folder of the saved conversation states, which may grow to
    `state_bytes`; without one nothing is saved. `composers` is the folder of what was fitted and measured for dynamic
    tokenization, which several engines may share; without one it is fitted anew."""
    role: tuple[str, ...] = ("engine",)
    if composers is not None:
        role += ("--composers", str(composers.absolute()))
    if states is not None and state_bytes > 0:
        role += ("--states", str(states.absolute()), "--state-bytes", str(state_bytes))
    return _this_program(role, _environment())


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


def module_command(module: str, *arguments: str) -> EngineCommand:
    """A module of this program as a process of its own, with the environment of an engine. In a frozen program it must
    be one of `app.__main__.CHILDREN`."""
    start = "module" if _is_frozen() else "-m"
    return EngineCommand(sys.executable, (start, module, *arguments), _environment())


def training_command(job: Path) -> EngineCommand:
    """The process that trains for a person, by the job in this file."""
    return module_command("engine.training.personal_main", str(job.absolute()))


def working_folder() -> tempfile.TemporaryDirectory[str]:
    """A new empty folder to run one engine in: llama.cpp looks for plug-ins in the working folder and would load
    whatever lies there. The caller cleans it up when the engine has ended."""
    return tempfile.TemporaryDirectory(prefix="homespun-engine-", ignore_cleanup_errors=True)


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
