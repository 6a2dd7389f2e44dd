"""The starter model as ONNX, converted once and kept: conversions take half a minute."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import time
from importlib import metadata
from pathlib import Path

from models.onnx.convert import Precision, convert
from models.starter import starter_model

_ROOT = Path(__file__).parent.parent
_CACHE = _ROOT / ".pytest_cache" / "onnx-twins"
_LIBRARIES = ("torch", "transformers", "gguf", "onnxruntime", "onnxruntime-genai", "onnx-ir")
_UNUSED_SECONDS = 24 * 3600


def onnx_twin(precision: Precision = Precision.INT4) -> Path:
    """A folder with the starter model in this precision. Its name changes with the model, the code that converts it,
    and the libraries; folders of other names that nobody used for a day are deleted."""
    starter = starter_model()
    assert starter is not None, "the starter model is not installed: make venv"
    return twin_of(starter, precision)


def twin_of(source: Path, precision: Precision) -> Path:
    folder = _CACHE / f"{source.stem}-{precision}-{_key(source)}"
    _CACHE.mkdir(parents=True, exist_ok=True)
    with (_CACHE / f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # another process of tests may be at it
        if not folder.is_dir():
            _delete_unused()
            convert(source, folder, precision, lambda _: None, lambda: False)
    os.utime(folder)
    return folder


def _key(source: Path) -> str:
    key = hashlib.sha256(source.read_bytes())
    for code in sorted((_ROOT / "models" / "onnx").glob("*.py")):
        key.update(code.read_bytes())
    for library in _LIBRARIES:
        key.update(metadata.version(library).encode())
    return key.hexdigest()[:16]


def _delete_unused() -> None:
    for folder in filter(Path.is_dir, _CACHE.iterdir()):
        if time.time() - folder.stat().st_mtime > _UNUSED_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)
