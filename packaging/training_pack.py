"""Collects what training needs into one folder that the frozen program finds beside itself.

    .venv/bin/python packaging/training_pack.py dist/training

Takes the distributions of the extra “personalize”, and what they need, from the environment that runs this: there
they were chosen (a torch for processors, not one for graphics cards), built and tested. What the frozen program has
itself is left out, and so is what only developers of these packages use.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution, requires
from pathlib import Path

from contents import ROOT

IN_PROGRAM = frozenset(
    ("homespun", "jinja2", "llama-cpp-python", "markupsafe", "numpy", "onnxruntime", "psutil", "tokenizers")
)
NEVER_USED = frozenset(
    ("cuda-bindings", "cuda-toolkit", "hf-xet", "pip", "rich", "setuptools",
     "shellingham", "triton", "typer")
)  # fmt: skip
UNWANTED_FOLDERS = frozenset(("__pycache__", "include", "test", "tests", "testing_data"))
UNWANTED_ENDINGS = frozenset((".a", ".h", ".hpp", ".pyc", ".pyi", ".cuh", ".cmake"))


def main(folder: Path) -> int:
    shutil.rmtree(folder, ignore_errors=True)
    names = sorted(needed())
    for name in names:
        _copy(distribution(name), folder)
    licences = ROOT / "packaging" / "licences.py"
    bill = folder.parent / "homespun-training.cdx.json"
    subprocess.run([sys.executable, licences, folder / "LICENCES.txt", bill, *names], check=True)
    return 0


def needed() -> set[str]:
    """The distributions of the pack."""
    found: set[str] = set()
    waiting = [name for name, marker in _requirements("homespun") if "personalize" in marker]
    while waiting:
        name = waiting.pop()
        if name in found | IN_PROGRAM | NEVER_USED:
            continue
        found.add(name)
        waiting += [other for other, marker in _requirements(name) if "extra" not in marker and _is_installed(other)]
    return found


def _requirements(name: str) -> Iterator[tuple[str, str]]:
    for line in requires(name) or ():
        words, _, marker = line.partition(";")
        yield _plain(re.split(r"[\s\[<>=!~(]", words.strip(), maxsplit=1)[0]), marker


def _is_installed(name: str) -> bool:
    """Others are for other systems, or for another Python."""
    try:
        distribution(name)
    except ModuleNotFoundError:
        return False
    return True


def _copy(one: Distribution, folder: Path) -> None:
    for file in one.files or ():
        if ".." in file.parts or UNWANTED_FOLDERS & set(file.parts) or file.suffix in UNWANTED_ENDINGS:
            continue
        source, target = Path(str(file.locate())), folder / file
        if source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).absolute()))
