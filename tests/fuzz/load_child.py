"""Does with each file named on stdin what the engine does with a model: looks at it, loads it, lets it answer.

Runs as a process of its own, `python -m tests.fuzz.load_child MEGABYTES`: native code may abort on a bad file. Prints
one line for each file: `refused KIND: MESSAGE`, `native KIND: MESSAGE` where the inspector let it pass and the runtime
did not, or `loaded`. A folder is an ONNX model.
"""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Sequence
from pathlib import Path

from engine.backends.base import Backend
from engine.backends.llama import LlamaBackend
from engine.backends.onnx import OnnxBackend
from engine.errors import EngineError
from engine.protocol import LoadOptions, SamplingOptions
from models.inspect_gguf import inspect_gguf
from models.inspect_onnx import inspect_onnx

TEXT = "Hello, Wörld! 你好\n\t🙂 <s> 12,345"


def answer(backends: Sequence[Backend], path: Path) -> str:
    backend = next((backend for backend in backends if backend.accepts(path)), backends[0])
    try:
        trained = inspect_onnx(path).context_length if path.is_dir() else inspect_gguf(path).context_length
        context = min(trained, 64)
        options = LoadOptions(context_length=context, threads=1)
        backend.check(path, options, 0)
    except EngineError as error:
        return f"refused {error.kind}: {error.message}"
    try:
        model = backend.load(path, options, lambda done: None, lambda: False)
    except EngineError as error:
        return f"native {error.kind}: {error.message} {error.detail}"
    try:
        tokens = [*model.tokenize(TEXT, special=True), *model.tokenize(TEXT, special=False)][: max(context - 4, 1)]
        if not tokens:
            return "loaded"
        for start in range(0, len(tokens), model.batch_size):
            model.evaluate(tokens[start : start + model.batch_size], lambda: False)
        sampler = model.sampler(SamplingOptions(seed=1))
        for _ in range(3 if context > 8 else 0):
            token = sampler.sample()
            model.token_bytes(token)
            model.ends_generation(token)
            model.evaluate([token])
        sampler.close()
    except EngineError as error:
        return f"native {error.kind}: {error.message} {error.detail}"
    finally:
        model.close()
    return "loaded"


def main() -> None:
    limit = int(sys.argv[1]) * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    replies = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # what native code prints goes to stderr
    backends = (LlamaBackend(), OnnxBackend())
    for line in sys.stdin:
        print(" ".join(answer(backends, Path(line.rstrip("\n"))).split()), file=replies)


if __name__ == "__main__":
    main()
