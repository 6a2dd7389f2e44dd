"""A process that speaks the engine's protocol badly, in the way that its first argument names. For client tests."""

from __future__ import annotations

import os
import signal
import sys

from engine.protocol import (
    PROTOCOL_VERSION,
    Cancel,
    Done,
    Finished,
    FinishReason,
    Generate,
    Heartbeat,
    Ready,
    Shutdown,
    TextDelta,
    Timings,
    Usage,
    decode_request,
    encode,
)


def say(message: object) -> None:
    print(encode(message), flush=True)  # type: ignore[arg-type]  # only messages are passed


def generate(request: Generate, mode: str) -> None:
    say(TextDelta(request.id, "some "))
    match mode:
        case "silent":
            signal.pause()
        case "garbage":
            print("this is no JSON", flush=True)
            signal.pause()
        case "torn":
            sys.stdout.write('{"type":"TextDelta","id":')
            sys.stdout.flush()
            sys.exit(4)
        case "dies":
            print("first line\nthe last words of the engine", file=sys.stderr, flush=True)
            os.kill(os.getpid(), getattr(signal, request.messages[-1].content))
            signal.pause()
        case "pieces":
            # A line arrives in pieces, and two lines at once.
            line = encode(TextDelta(request.id, "x" * 300_000))
            for start in range(0, len(line), 10_000):
                sys.stdout.write(line[start : start + 10_000])
                sys.stdout.flush()
            sys.stdout.write("\n" + encode(TextDelta(request.id, "é😀")) + "\n")
            sys.stdout.flush()
        case "chatty-log":
            sys.stderr.write("log " * 500_000)
            sys.stderr.flush()
    finish(request, FinishReason.STOP)


def finish(request: Generate, reason: FinishReason) -> None:
    say(Finished(request.id, reason, "some text", Usage(1, 1, 1, 64), Timings(0, 0, 0, 0)))


def main(mode: str) -> None:
    if mode == "mute":
        signal.pause()
    if mode == "no-handshake":
        say(Heartbeat(busy=False))
    if mode == "exits":
        print("cannot go on", file=sys.stderr, flush=True)
        sys.exit(3)
    say(Ready(PROTOCOL_VERSION + (mode == "version"), os.getpid(), ("fake",)))
    waiting: dict[int, Generate] = {}
    for line in sys.stdin:
        request = decode_request(line)
        match request:
            case Generate() if mode == "until-cancelled":
                waiting[request.id] = request
                say(TextDelta(request.id, "some "))
            case Generate():
                generate(request, mode)
            case Cancel():
                say(Done(request.id))
                if request.target in waiting:
                    finish(waiting.pop(request.target), FinishReason.CANCELLED)
            case Shutdown():
                if mode == "stubborn":
                    signal.pause()
                say(Done(request.id))
                return
            case _:
                say(Done(request.id))


if __name__ == "__main__":
    main(sys.argv[1])
