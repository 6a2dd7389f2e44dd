"""Gives llama.cpp a faster step for adapters: python packaging/fused_lora.py [SOURCES]

With SOURCES, an unpacked llama-cpp-python, the step is put into them. Without, the library for the processor that this
Python's llama-cpp-python came with is built anew with the step and takes its place; that takes about a minute. Where it
cannot be done (no compiler, no network, another llama.cpp) one line says so and everything stays: the program does not
need the step, adapters only cost more without it. What it brings is in benchmarks/results/adapters.md.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

HEADER = Path(__file__).resolve().parent / "llama.cpp" / "lora.h"
MARK = "fused_lora.sha256"
"""Beside the library: the digests of the one with the step, and of the step."""

INSERTIONS = (
    ('#include "tiled/tiled.h"\n', '#include "lora.h"\n'),
    (
        "                ggml_compute_forward_rms_norm_mul_fused(params, node, mul_node);\n"
        "                return 1;\n            }\n        }\n    }\n",
        """
    if (node->op == GGML_OP_MUL_MAT) {
        if (ggml_can_fuse_lora(cgraph, node_n)) {
            ggml_compute_forward_lora(params, cgraph->nodes + node_n);
            return 3;
        }
        if (ggml_is_lora(cgraph, node_n + 1)) {
            ggml_prefetch_lora(params, cgraph->nodes + node_n + 1);
        }
    }
""",
    ),
)
"""Of ggml-cpu.c: what must be there exactly once, and what comes behind it."""


class CannotBeDone(Exception):
    """Everything is as it was."""


def put_into(sources: Path) -> None:
    """Change unpacked sources of llama-cpp-python. Raises CannotBeDone where they are not those that are known."""
    folder = sources / "vendor" / "llama.cpp" / "ggml" / "src" / "ggml-cpu"
    try:
        text = (folder / "ggml-cpu.c").read_text(encoding="utf-8")
    except OSError as error:
        raise CannotBeDone(str(error)) from error
    for place, added in INSERTIONS:
        if text.count(place) != 1:
            raise CannotBeDone("this version of llama.cpp has no known place for it")
        text = text.replace(place, place + added)
    shutil.copy(HEADER, folder)
    (folder / "ggml-cpu.c").write_text(text, encoding="utf-8")


def installed_libraries() -> Path:
    """The folder with llama.cpp's libraries, of which the one for the processor has a single form."""
    package = importlib.util.find_spec("llama_cpp")
    if package is None or not package.submodule_search_locations:
        raise CannotBeDone("llama-cpp-python is not installed")
    return Path(package.submodule_search_locations[0]) / "lib"


def library_in(folder: Path) -> Path:
    found = [path for path in (folder / "libggml-cpu.so", folder / "libggml-cpu.dylib") if path.is_file()]
    if not found:
        raise CannotBeDone(f"{folder} has no library for this processor alone")
    return found[0]


def mark_of(library: Path) -> str:
    return "\n".join(hashlib.sha256(path.read_bytes()).hexdigest() for path in (library, HEADER))


def is_in_use() -> bool:
    """Whether this Python's llama.cpp has the step."""
    try:
        folder = installed_libraries()
        return (folder / MARK).read_text(encoding="ascii") == mark_of(library_in(folder))
    except (OSError, CannotBeDone):
        return False


def install() -> None:
    folder = installed_libraries()
    library = library_in(folder)
    with tempfile.TemporaryDirectory(prefix="homespun-build-") as name:
        built = build(Path(name), library.name)
        for path in folder.glob(f"{library.stem}*"):  # the library and its names with a version
            if path.is_symlink():
                continue
            fresh = path.with_name(path.name + ".new")
            shutil.copy(built, fresh)
            fresh.replace(path)  # a program that runs keeps the one that it has
    (folder / MARK).write_text(mark_of(library), encoding="ascii")


def build(work: Path, name: str) -> Path:
    """The library for the processor, from the sources of the version that is installed."""
    version = metadata.version("llama-cpp-python")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    tools = work / "tools"
    call([*pip, "install", "--target", str(tools), "cmake", "ninja"])
    download = ["download", "--no-deps", "--no-binary", "llama-cpp-python", "--dest", str(work)]
    call([*pip, *download, f"llama-cpp-python=={version}"])
    shutil.unpack_archive(only(work.glob("*.tar.gz")), work)
    sources = only(path for path in work.iterdir() if (path / "vendor").is_dir())
    put_into(sources)
    environment = os.environ | {"PATH": f"{tools / 'bin'}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(tools)}
    options = ["-DCMAKE_BUILD_TYPE=Release", "-DLLAVA_BUILD=OFF", *shlex.split(os.environ.get("CMAKE_ARGS", ""))]
    call(["cmake", "-S", str(sources), "-B", str(work / "build"), "-G", "Ninja", *options], environment)
    call(["cmake", "--build", str(work / "build"), "--target", "ggml-cpu"], environment)
    return only((work / "build").rglob(name))


def only(paths: Iterable[Path]) -> Path:
    found = list(paths)
    if len(found) != 1:
        raise CannotBeDone(f"{len(found)} files were found where one was expected")
    return found[0]


def call(command: list[str], environment: dict[str, str] | None = None) -> None:
    try:
        subprocess.run(command, check=True, env=environment, capture_output=True, text=True)
    except OSError as error:
        raise CannotBeDone(str(error)) from error
    except subprocess.CalledProcessError as error:
        last = (error.stderr.strip() or error.stdout.strip() or "it ended with an error").splitlines()[-1]
        raise CannotBeDone(f"{Path(command[0]).name}: {last}") from error


def main() -> int:
    try:
        if len(sys.argv) > 1:
            put_into(Path(sys.argv[1]))
        elif not is_in_use():
            install()
    except (CannotBeDone, OSError, shutil.ReadError) as error:
        print(f"llama.cpp stays as it was released, with which adapters cost more: {error}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
