"""How exactly converted adapters are applied: `python -m benchmarks.adapter_parity [--write]`.

PEFT in torch is the reference; the same adapters, converted, act in llama.cpp and in ONNX Runtime on the same prompts.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

from benchmarks.report import publish, table
from tests.adapter_parity import (
    COMPARED,
    LLAMA_F16,
    LLAMA_F32,
    LLAMA_Q4,
    ONNX_FP32,
    ONNX_INT4,
    PROMPTS,
    Parity,
    measure_starter,
    measure_tiny,
)

TINY = ("qwen2", "qwen3")


def starter_table(rows: Sequence[Parity]) -> str:
    head = (
        "adapters on the starter model",
        "what they do (KL)",
        "llama.cpp F16: largest difference",
        "llama.cpp Q4_1: KL",
        "ONNX fp32: largest difference",
        "ONNX int4: KL",
    )
    return table(head, [_starter_row(case, rows) for case in dict.fromkeys(row.case for row in rows)])


def _starter_row(case: str, rows: Sequence[Parity]) -> list[str]:
    by_engine = {row.engine: row for row in rows if row.case == case}
    differences = {engine: f"{row.largest:.5f}" for engine, row in by_engine.items()}
    distances = {engine: f"{row.kl:.4f}" for engine, row in by_engine.items()}
    return [
        case,
        f"{next(iter(by_engine.values())).effect:.2f}",
        differences[LLAMA_F16],
        distances.get(LLAMA_Q4, "-"),
        differences.get(ONNX_FP32, "-"),
        distances.get(ONNX_INT4, "-"),
    ]


def tiny_table(rows: Sequence[Parity]) -> str:
    head = (
        "adapters on tiny random models",
        "what they do (KL)",
        "llama.cpp F32: largest difference",
        "ONNX fp32: largest difference",
    )
    body: list[list[str]] = []
    for row in rows:
        if row.engine == LLAMA_F32:
            onnx = next(r for r in rows if (r.model, r.case, r.engine) == (row.model, row.case, ONNX_FP32))
            body.append([f"{row.model}: {row.case}", f"{row.effect:.2f}", f"{row.largest:.5f}", f"{onnx.largest:.5f}"])
    return table(head, body)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="keep the tables in benchmarks/results/adapter_parity.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        starter = measure_starter(folder)
        tiny: list[Parity] = []
        for architecture in TINY:
            (folder / architecture).mkdir()
            tiny += measure_tiny(architecture, folder / architecture)
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in ("torch", "peft", "onnxruntime"))
    body = f"""\
{len(PROMPTS) * COMPARED} positions of {len(PROMPTS)} prompts, all logits of each; {versions}. The reference is PEFT in
float32 on the dequantized weights (for F16 rounded to F16). The first row of each model has no adapter: what is left
there comes from the engine's number formats, not from adapters. KL is that of the reference's probabilities to the
engine's, in nats a token; "what they do" is that of the reference with the adapters to the reference without them. The
last row of the first table is a negative control.

{starter_table(starter)}

{tiny_table(tiny)}"""
    publish(
        "adapter_parity",
        "Converted adapters against PEFT",
        "python -m benchmarks.adapter_parity --write",
        body,
        write=options.write,
    )


if __name__ == "__main__":
    main()
