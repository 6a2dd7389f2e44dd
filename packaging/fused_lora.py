"""Lets llama.cpp write faster, with adapters and without: python packaging/fused_lora.py [SOURCES]

An adapter becomes a part of the product that it changes, and each of a few threads computes one piece of a product.
With SOURCES, an unpacked llama-cpp-python, these are changed. Without, the library for the processor that this
Python's llama-cpp-python came with is built anew and takes its place; that takes about a minute. Where it cannot be
done (no compiler, no network, another llama.cpp) one line says so and everything stays: the program does not need it,
and is only slower without. What it brings is in benchmarks/results/fused_lora.md.
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

SCRIPT = Path(__file__).resolve()
HEADER = SCRIPT.parent / "llama.cpp" / "lora.h"
MARK = "fused_lora.sha256"
"""Beside the library: the digests of the one with the step, and of what it was built from."""

_ONE_PIECE = (
    "        ggml_compute_forward_mul_mat_one_chunk(params, dst, src0->type, num_rows_per_vec_dot, "
    "ir0_start, ir0_end, ir1_start, ir1_end);\n"
)
CHANGES = (
    (
        "ggml-cpu-impl.h",
        "    // use reference implementation\n    bool use_ref;\n};\n",
        "    // use reference implementation\n    bool use_ref;\n\n    struct ggml_lora * lora;\n};\n",
    ),
    ("ggml-cpu.c", '#include "tiled/tiled.h"\n', '#include "tiled/tiled.h"\n#include "lora.h"\n'),
    (
        "ggml-cpu.c",
        "        /*.use_ref    =*/ cplan->use_ref,\n",
        "        /*.use_ref    =*/ cplan->use_ref,\n        /*.lora       =*/ NULL,\n",
    ),
    (
        "ggml-cpu.c",
        "        struct ggml_tensor * node = cgraph->nodes[node_n];\n\n        if (ggml_op_is_empty(node->op)) {\n",
        """        struct ggml_tensor * node = cgraph->nodes[node_n];

        ggml_lora_look_ahead(&params, cgraph, node_n);

        if (ggml_op_is_empty(node->op)) {
""",
    ),
    (
        "ggml-cpu.c",
        """                ggml_compute_forward_rms_norm_mul_fused(params, node, mul_node);
                return 1;
            }
        }
    }
""",
        """                ggml_compute_forward_rms_norm_mul_fused(params, node, mul_node);
                return 1;
            }
        }
    }

    if (node->op == GGML_OP_MUL_MAT && ggml_lora_can_fuse(cgraph, node_n)) {
        struct ggml_lora lora = ggml_lora_begin(params, cgraph->nodes + node_n);
        for (int i = 1; i < 5; i++) {
            ggml_lora_look_ahead(params, cgraph, node_n + i);
        }
        struct ggml_compute_params with_lora = *params;
        with_lora.lora = &lora;
        ggml_compute_forward(&with_lora, node);
        ggml_lora_end(params, &lora, node);
        return 4;
    }
""",
    ),
    # With few threads each computes one piece: to take the next of many small ones from a counter that they share makes
    # two threads hardly faster than one. See benchmarks/results/fused_lora.md.
    (
        "ggml-cpu.c",
        "    if (nchunk0 * nchunk1 < nth * 4 || ggml_is_numa()) {\n        // distribute the thread work",
        """    if (nchunk0 * nchunk1 < nth * 4 || ggml_is_numa() || (nr1 == 1 && nth <= 4)) {
        // distribute the thread work""",
    ),
    (
        "ggml-cpu.c",
        """    int current_chunk = ith;

    while (current_chunk < nchunk0 * nchunk1) {
        const int64_t ith0 = current_chunk % nchunk0;
        const int64_t ith1 = current_chunk / nchunk0;

        const int64_t ir0_start = dr0 * ith0;
""",
        """    int current_chunk = ith;

    struct ggml_lora * lora = params->lora;
    if (lora) {
        lora->in_product = true;
    }

    while (current_chunk < nchunk0 * nchunk1) {
        const int64_t ith0 = current_chunk % nchunk0;
        const int64_t ith1 = current_chunk / nchunk0;

        const int64_t ir0_start = dr0 * ith0;
""",
    ),
    (
        "ggml-cpu.c",
        _ONE_PIECE,
        f"""        if (lora) {{
            ggml_lora_prefetch_rows(lora, ir0_start, ir0_end);
        }}
{_ONE_PIECE}        if (lora) {{
            ggml_lora_add(lora, dst, ir0_start, ir0_end, ir1_start, ir1_end);
        }}
""",
    ),
)
"""Of the files of ggml-cpu: what must be there exactly once, and what takes its place."""


class CannotBeDone(Exception):
    """Everything is as it was."""


def put_into(sources: Path) -> None:
    """Change unpacked sources of llama-cpp-python. Raises CannotBeDone where they are not those that are known."""
    folder = sources / "vendor" / "llama.cpp" / "ggml" / "src" / "ggml-cpu"
    try:
        texts = {name: (folder / name).read_text(encoding="utf-8") for name, _, _ in CHANGES}
    except OSError as error:
        raise CannotBeDone(str(error)) from error
    for name, place, changed in CHANGES:
        if texts[name].count(place) != 1:
            raise CannotBeDone("this version of llama.cpp has no known place for it")
        texts[name] = texts[name].replace(place, changed)
    shutil.copy(HEADER, folder)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


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
    return "\n".join(hashlib.sha256(path.read_bytes()).hexdigest() for path in (library, HEADER, SCRIPT))


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
