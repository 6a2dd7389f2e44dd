"""A process in the place of an encoder's that does what its folder is named after, to prove what the program makes of
that: `python -m tests.misbehaving_encoder FOLDER --merges N`."""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path


def main() -> None:
    order = json.loads(sys.stdin.readline())
    match Path(sys.argv[1]).name:
        case "aborts":
            print("GGML_ASSERT(false) failed", file=sys.stderr, flush=True)
            os.abort()
        case "hangs":
            threading.Event().wait()
        case "babbles":
            print("Sure! Here are the passages:", flush=True)
        case "counts wrong":
            print(json.dumps({"event": "compared", "values": [0.5]}), flush=True)
        case "ends":
            pass
        case _:
            for number in range(len(order["passages"])):
                print(json.dumps({"event": "step", "done": number, "total": 0}), flush=True)
            threading.Event().wait()


if __name__ == "__main__":
    main()
