"""Does with each adapter named on stdin what the program does with one that is dragged in: looks at it, imports it for
a model, puts it on that model and evaluates some tokens.

Runs as a process of its own, `python -m tests.fuzz.adapter_child MEGABYTES`, because reading may take too much memory
and native code may abort. Prints one line for each: `refused KIND: MESSAGE` where it was not imported, `native KIND:
MESSAGE` where it was and could not be put on the model, or `loaded`.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
from pathlib import Path

from engine.backends.base import LoadedModel
from engine.backends.llama import LlamaBackend
from engine.errors import EngineError
from engine.protocol import LoadOptions
from models.adapters.base import BaseDescription, describe_gguf_base
from models.adapters.convert import describe_source, import_adapter
from models.inspect_gguf import inspect_gguf
from tests.gguf_files import tiny_llama


def answer(source: Path, base: BaseDescription, model: LoadedModel, output: Path) -> str:
    try:
        describe_source(source)
        import_adapter(source, base, output)
    except EngineError as error:
        return f"refused {error.kind}: {error.message}"
    try:
        adapter = model.load_adapter(output)
    except EngineError as error:
        return f"native {error.kind}: {error.message} {error.detail}"
    finally:
        output.unlink()
    try:
        model.set_adapters([(adapter, 1.0)])
        model.evaluate([5, 6, 7])
        model.logits()
    except EngineError as error:
        return f"native {error.kind}: {error.message} {error.detail}"
    finally:
        model.set_adapters([])
        model.truncate(0)
        adapter.close()
    return "loaded"


def main() -> None:
    limit = int(sys.argv[1]) * 2**20
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    replies = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # what native code prints goes to stderr
    with tempfile.TemporaryDirectory() as folder:
        path = tiny_llama(layers=2).write(Path(folder) / "tiny.gguf")
        base = describe_gguf_base(inspect_gguf(path))
        model = LlamaBackend().load(path, LoadOptions(context_length=64, threads=1), lambda done: None, lambda: False)
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        for line in sys.stdin:
            reply = answer(Path(line.rstrip("\n")), base, model, Path(folder) / "out.gguf")
            print(" ".join(reply.split()), file=replies)


if __name__ == "__main__":
    main()
