"""An inspector whose files do to it what they are named after, to prove what the program makes of that.

Run as `python -m tests.misbehaving_inspector WHAT --bytes N --seconds N`, as the program starts its own.
"""

from __future__ import annotations

import os
import sys
import threading

from app.confinement import Confinement
from app.look_messages import ImportAdapter, Made, Step, decode_order, encode_answer


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def misbehave(name: str) -> None:
    match name:
        case "aborts":
            print("GGML_ASSERT(false) failed", file=sys.stderr, flush=True)
            os.abort()
        case "hangs":
            threading.Event().wait()
        case "eats":
            eaten = bytearray(2**30)
            for place in range(0, len(eaten), 4096):  # what is not written to is not resident
                eaten[place] = 1
            threading.Event().wait()
        case "babbles":
            say("Sure! Here is what I found:")
        case "answers otherwise":
            say(encode_answer(Made()))
        case "floods":
            for number in range(10_000):
                say(encode_answer(Step(number, 10_000)))
            threading.Event().wait()
        case _:
            say('{"kind": "model_invalid", "message": "It was looked at.", "detail": ""}')


if __name__ == "__main__":
    if os.environ.get("HOMESPUN_TEST_UNSTARTABLE"):
        sys.exit("no such luck")
    say(encode_answer(Confinement(memory=False, no_sockets=False)))
    for line in sys.stdin:
        order = decode_order(line)
        misbehave((order.source if isinstance(order, ImportAdapter) else order.path).name)
