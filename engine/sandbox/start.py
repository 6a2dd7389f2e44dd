"""Starts a part of this program in a process that confines itself first, before that part is even imported.

    python -m engine.sandbox.start MODULE ARGUMENT …

Which files it may use, the environment says (`engine.sandbox.access`).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

from engine.sandbox.access import take_from
from engine.sandbox.confine import confine

PARTS = (
    "engine.encoder.main", "engine.parity", "engine.training.vocabulary_main", "engine.training.composer_main",
    "engine.training.personal_main",
    "models.onnx.build", "models.onnx.build_encoder",
)  # fmt: skip
"""What can be started so."""


def main(arguments: Sequence[str]) -> int:
    """Returns the exit code of the module's own `main`."""
    module, *rest = arguments
    if module not in PARTS:
        raise ValueError(f"{module} is no part of the program that runs as a process of its own")
    sandbox = confine(take_from())
    if sandbox.why_not:
        print(f"Not all of the sandbox is in force. {sandbox.why_not}", file=sys.stderr)
    return import_module(module).main(rest)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
