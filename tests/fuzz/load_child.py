"""Does with each file named on stdin what the engine does with a model: looks at it, loads it, lets it answer.

Runs as a process of its own, `python -m tests.fuzz.load_child MEGABYTES`: native code may abort on a bad file. Prints
one line for each file: `refused KIND: MESSAGE`, `native KIND: MESSAGE` where the inspector let it pass and llama.cpp
did not, or `loaded`.
"""

from __future__ import annotations

import os
import resource
import sys
from pathlib import Path

from engine.backends.llama import LlamaBackend
from engine.errors import EngineError
from engine.protocol import LoadOptions, SamplingOptions
from models.fit import check_fit
from models.inspect_gguf import inspect_gguf

TEXT = "Hello, Wörld! 你好\n\t🙂 <s> 12,345"


def answer(backend: LlamaBackend, path: Path) -> str:
    try:
        header = inspect_gguf(path)
        context = min(header.context_length, 64)
        check_fit(header, context)
    except EngineError as error:
        return f"refused {error.kind}: {error.message}"
    try:
        options = LoadOptions(context_length=context, threads=1)
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
    backend = LlamaBackend()
    for line in sys.stdin:
        print(" ".join(answer(backend, Path(line.rstrip("\n"))).split()), file=replies)


if __name__ == "__main__":
    main()
