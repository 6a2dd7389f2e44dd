"""What the frozen program consists of: for its spec, and for the test that all of it is there."""

from __future__ import annotations

import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

PACKAGES = ("app", "assets", "engine", "models")
"""Whole: many of their modules are imported late."""

IMPORTED_BY_NAME = (
    "llama_cpp._ctypes_extensions",
    "llama_cpp.llama_cpp",
    "llama_cpp.llama_grammar",
    "llguidance",
    "nacl",
    "onnxruntime",
    "sentencepiece",
    "sqlcipher3",
    "tokenizers",
)
"""Found by no analysis of our modules."""

WHOLE = ("numpy", "tokenizers", "jinja2", "markupsafe", "psutil")
"""What the training pack's packages may want of them is there, too."""

METADATA = ("llama-cpp-python", "numpy", "onnxruntime", "pyside6-essentials", "sqlcipher3", "tokenizers")
"""Distributions whose versions are asked for: by `homespun bench`, by reports of a problem, and by the packages of the
training pack."""

WITH_FILES = ("latex2mathml", "ziafont", "ziamath")
"""Packages that read files of their own: the fonts and the symbols of formulas."""

DATA = (
    ("assets/*.json", "assets"),
    ("assets/*.qss", "assets"),
    ("assets/*.svg", "assets"),
    ("assets/icons/*.svg", "assets/icons"),
    ("assets/translations/*.qm", "assets/translations"),
    ("assets/translations/messages.json", "assets/translations"),
    ("models/composers/*", "models/composers"),
)
"""(files, folder in the program)"""

QT_TRANSLATIONS = ("qtbase_de.qm", "qtbase_ar.qm")

EXCLUDED = (
    # in the training pack, or nowhere
    "accelerate", "faiss", "gguf", "google", "huggingface_hub", "onnx", "onnx_ir", "onnxruntime_genai", "peft",
    "safetensors", "torch", "transformers",
    # the high-level parts of packages of which the engine uses the low-level ones
    "diskcache", "llama_cpp.llama", "llama_cpp.server", "onnxruntime.quantization", "onnxruntime.tools",
    "onnxruntime.transformers", "onnxruntime.datasets", "onnxruntime.backend",
    # tools
    "IPython", "_pytest", "altgraph", "matplotlib", "pandas", "pip", "pkg_resources", "pytest", "scipy", "setuptools",
    "yaml",
)  # fmt: skip

EXCLUDED_STANDARD = frozenset(
    ("antigravity", "crypt", "curses", "distutils", "ensurepip", "idlelib", "lib2to3", "msilib", "nis", "spwd", "test",
     "this", "tkinter", "turtle", "turtledemo", "venv")
)  # fmt: skip
"""Of the standard library. The rest is there whole: the packages of the training pack want this and that of it."""

QT_PLUGINS = frozenset(
    ("iconengines/libqsvgicon", "imageformats/libqsvg", "platforminputcontexts/libcomposeplatforminputcontextplugin",
     "platforminputcontexts/libibusplatforminputcontextplugin", "platforms/libqoffscreen", "platforms/libqwayland",
     "platforms/libqxcb", "platformthemes/libqxdgdesktopportal", "wayland-decoration-client/libadwaita",
     "wayland-decoration-client/libbradient", "wayland-shell-integration/libxdg-shell",
     "iconengines/qsvgicon", "imageformats/qsvg", "platforms/qoffscreen", "platforms/qwindows",
     "styles/qmodernwindowsstyle", "platforms/libqcocoa", "styles/libqmacstyle", "printsupport/libcupsprintersupport",
     "printsupport/windowsprintersupport", "printsupport/libcocoaprintersupport")
)  # fmt: skip
"""Without their endings, of all systems."""

QT_LIBRARIES = frozenset(
    ("Core", "DBus", "Gui", "Network", "OpenGL", "PrintSupport", "Svg", "WaylandClient", "Widgets", "XcbQpa")
)  # fmt: skip

SYSTEM_LIBRARIES = (
    "libbz2", "libffi", "libgomp", "liblzma", "libpython3", "libsqlite3", "libuuid", "libxcb-cursor",
    "libxcb-icccm", "libxcb-image", "libxcb-keysyms", "libxcb-render-util", "libxcb-util",
)  # fmt: skip
"""Those of the building system that are shipped, by the start of their names: each distribution of Linux has others, or
lacks them. All others are the person's system's, which keeps them safe: OpenSSL, the libraries of the screen, of C."""

LEFT_AS_THEY_ARE = ("numpy", "onnxruntime", "PySide6", "shiboken6")
"""Folders whose libraries were made small by who made them, or were moved there by a tool after which `strip` breaks
them. The others lose what only a debugger reads."""

FORGOTTEN_HOOKS = frozenset(("pyi_rth_multiprocessing", "pyi_rth_pyside6"))
"""What PyInstaller would run at every start. Nothing here uses multiprocessing, and Qt, which only the window needs,
finds its plugins by itself."""


def own_modules() -> list[str]:
    return sorted(_modules(ROOT, PACKAGES))


def standard_modules() -> list[str]:
    """The public ones of this Python, with their submodules."""
    folder = Path(sysconfig.get_path("stdlib"))
    names = [name for name in sys.stdlib_module_names if not name.startswith("_") and name not in EXCLUDED_STANDARD]
    return sorted({*names, *_modules(folder, [name for name in names if (folder / name).is_dir()])})


def data_files() -> list[tuple[Path, str]]:
    """(file, folder in the program). Raises FileNotFoundError where a pattern finds nothing."""
    found: list[tuple[Path, str]] = []
    for pattern, folder in DATA:
        files = sorted(ROOT.glob(pattern))
        if not files:
            raise FileNotFoundError(f"nothing is named {pattern}")
        found += [(file, folder) for file in files if file.is_file()]
    return found


def is_wanted_data(place: str) -> bool:
    """The same for a file that is no code. Of Qt's own texts those are shipped that its dialogs show."""
    parts = Path(place).parts
    if "translations" in parts:
        return parts[0] == "assets" or parts[-1] in QT_TRANSLATIONS
    return is_wanted(place) and not {"benchmarks", "tests"} & set(parts)


def is_wanted(place: str) -> bool:
    """Whether a library or plugin that PyInstaller found is shipped. `place` is where it would lie in the program."""
    path = Path(place)
    name = path.name
    if "plugins" in path.parts:
        inside = path.parts[path.parts.index("plugins") + 1 :]
        return str(Path(*inside).with_suffix("")).replace("\\", "/") in QT_PLUGINS
    if name.startswith(("libQt6", "Qt6")):
        return name.removeprefix("lib").removeprefix("Qt6").partition(".")[0] in QT_LIBRARIES
    if name.startswith(("libonnxruntime.so", "_simd.", "_test", "_ctypes_test", "xxl", "_xx")) or "_tests." in name:
        return False  # ONNX Runtime's bindings bring their own; the others are for tests of Python and numpy
    if len(path.parts) == 1 and name.startswith("lib") and ".so" in name and sys.platform == "linux":
        return name.startswith((*SYSTEM_LIBRARIES, "libQt6", "libicu", "libpyside6", "libshiboken6"))
    return True


def _modules(folder: Path, packages: tuple[str, ...] | list[str]) -> Iterator[str]:
    for package in packages:
        for file in (folder / package).rglob("*.py"):
            parts = file.relative_to(folder).with_suffix("").parts
            if not {"test", "tests", "idle_test", "__main__"} & set(parts):
                yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
