"""A process that measures dynamic tokenization as its first argument says: at once, never, badly. For window tests."""

from __future__ import annotations

import os
import signal
import sys

from engine.errors import ErrorKind
from engine.protocol import (
    PROTOCOL_VERSION,
    DynamicMeasured,
    DynamicPrice,
    DynamicTokenization,
    Failed,
    LoadModel,
    MeasureDynamic,
    ModelInfo,
    ModelLoaded,
    Progress,
    Ready,
    Stage,
    decode_request,
    encode,
)

PRICES = (
    DynamicPrice(DynamicTokenization.CAREFUL, 0.1, 0.004, 0.007, 0.9),
    DynamicPrice(DynamicTokenization.STRONG, 0.2, 0.02, 0.03, 0.8),
)


def say(message: object) -> None:
    print(encode(message), flush=True)  # type: ignore[arg-type]  # only messages are passed


def load(request: LoadModel) -> ModelInfo:
    return ModelInfo(
        path=request.path,
        name="a model",
        backend="fake",
        architecture="",
        quantization="",
        parameters=0,
        bytes=0,
        layers=1,
        hidden_size=1,
        vocabulary_size=1,
        trained_context_length=512,
        context_length=512,
        threads=1,
        kv_type="f16",
        kv_bytes=0,
        devices=(),
        template="",
        fingerprint="",
        load_ms=0.0,
    )


def measure(request: MeasureDynamic, mode: str) -> None:
    say(Progress(request.id, Stage.MEASURE, 1, 4))
    match mode:
        case "never":
            signal.pause()
        case "fails":
            say(Failed(request.id, ErrorKind.OUT_OF_MEMORY, "It needs more memory. Close something."))
        case "dies":
            os.kill(os.getpid(), signal.SIGKILL)
        case _:
            say(DynamicMeasured(request.id, PRICES, DynamicTokenization.CAREFUL))


def main(mode: str) -> None:
    say(Ready(PROTOCOL_VERSION, os.getpid(), ("fake",)))
    for line in sys.stdin:
        request = decode_request(line)
        if isinstance(request, LoadModel):
            say(ModelLoaded(request.id, load(request)))
        elif isinstance(request, MeasureDynamic):
            measure(request, mode)


if __name__ == "__main__":
    main(sys.argv[1])
