"""The step for adapters that is built into llama.cpp: it says what the steps that it replaces say."""

from __future__ import annotations

import importlib
import os
import platform
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.contract.test_llama_adapters import FLOAT_NOISE, float_model
from tests.gguf_files import F16, F32, linear_tensors, random_lora

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))
fused_lora = importlib.import_module("fused_lora")

TINY, ROUNDED = 1e-4, 3e-4
"""Other fused steps, which are left out with this one, change sums by some 1e-7; rounding to 16 bits more than this."""

PROGRAM = """
import sys
from pathlib import Path
import numpy as np
from engine.backends.llama import LlamaBackend
from engine.protocol import LoadOptions

model_path, folder, threads, result = sys.argv[1:]
model = LlamaBackend().load(Path(model_path), LoadOptions(threads=int(threads)), lambda _: None, lambda: False)
found = {}
for path in [None, *sorted(Path(folder).glob("*.gguf"))]:
    model.truncate(0)
    model.set_adapters([] if path is None else [(model.load_adapter(path), 0.7)])
    rows = []
    for tokens in ([60, 61, 62, 63, 64, 65, 66, 67, 68, 69], [70], [71, 72, 73], [74]):
        model.evaluate(tokens)
        rows.append(model.logits().copy())
    found["none" if path is None else path.stem] = np.stack(rows)
np.savez(result, **found)
"""


def logits(model: Path, adapters: Path, threads: int, result: Path, *, fused: bool) -> dict[str, np.ndarray]:
    """By adapter, after reading a prompt, and one, three and one token more. In a process of its own: whether steps are
    fused is settled at its start."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)} | ({} if fused else {"GGML_CPU_DISABLE_FUSION": "1"})
    command = [sys.executable, "-c", PROGRAM, str(model), str(adapters), str(threads), str(result)]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    with np.load(result) as found:
        return dict(found)


@pytest.mark.parametrize("threads", [1, 2])
def test_it_agrees_with_the_steps_that_it_replaces(tmp_path: Path, threads: int) -> None:
    model = float_model().write(tmp_path / "model.gguf")
    adapters = tmp_path / "adapters"
    adapters.mkdir()
    shapes = linear_tensors(model)
    for rank in (1, 6, 8, 16, 40):
        for name, kind in (("half", F16), ("single", F32)):
            random_lora(shapes, rank=rank, strength=0.5, kind=kind).write(adapters / f"{rank}-{name}.gguf")
    fused = logits(model, adapters, threads, tmp_path / "fused.npz", fused=True)
    apart = logits(model, adapters, threads, tmp_path / "apart.npz", fused=False)
    plain = fused["none"]
    assert np.abs(plain - apart["none"]).max() <= TINY
    assert fused.keys() == apart.keys()
    for name in fused.keys() - {"none"}:
        assert np.abs(fused[name] - apart[name]).max() <= FLOAT_NOISE, name
        assert np.abs(fused[name] - plain).max() > 20 * FLOAT_NOISE, name
    # The step leaves activations as they are, where those that it replaces round them to 16 bits for an adapter in 16:
    # it can be told by that. On other processors, and for what is left of the rank beside fours, it rounds them, too.
    if platform.machine() in ("x86_64", "AMD64"):
        differences = [np.abs(fused[f"{rank}-half"] - apart[f"{rank}-half"])[1].max() for rank in (8, 16, 40)]
        assert (min(differences) > ROUNDED) == fused_lora.is_in_use()


def test_other_sources_stay_as_they_are(tmp_path: Path) -> None:
    folder = tmp_path / "vendor" / "llama.cpp" / "ggml" / "src" / "ggml-cpu"
    folder.mkdir(parents=True)
    for name in ("ggml-cpu.c", "ggml-cpu-impl.h"):
        (folder / name).write_text("int main;\n", encoding="utf-8")
    with pytest.raises(fused_lora.CannotBeDone, match="no known place"):
        fused_lora.put_into(tmp_path)
    assert sorted(path.name for path in folder.iterdir()) == ["ggml-cpu-impl.h", "ggml-cpu.c"]
    assert all(path.read_text(encoding="utf-8") == "int main;\n" for path in folder.iterdir())
