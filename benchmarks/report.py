"""What the tables of this folder have in common: the machine, and the file that keeps a table with its command."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

import psutil

from app.this_machine import processor

_VECTORS = (("avx512f", "AVX-512"), ("avx2", "AVX2"))

RESULTS = Path(__file__).parent / "results"


def machine() -> str:
    """One line that says what the figures were measured on."""
    return (
        f"{processor()}{_vectors()}, {psutil.cpu_count(logical=False)} physical cores, "
        f"{psutil.virtual_memory().total / 1e9:.0f} GB, {platform.system()}; "
        f"llama-cpp-python {metadata.version('llama-cpp-python')}, Python {platform.python_version()}"
    )


def _vectors() -> str:
    """The widest vectors that the processor multiplies, which decide over most figures; empty where nothing says so."""
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="utf-8").split()
    except OSError:
        return ""
    return next((f" with {name}" for flag, name in _VECTORS if flag in flags), "")


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; every column but the first is aligned to the right."""
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def publish(name: str, title: str, command: str, body: str, *, write: bool) -> None:
    """Print the result, and keep it in `results/NAME.md` when asked to."""
    text = f"# {title}\n\n`{command}`\n\n{machine()}.\n\n{body}\n"
    print(text)
    if write:
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / f"{name}.md").write_text(text, encoding="utf-8")
