"""The one error type that crosses the engine's seams."""

from __future__ import annotations

from enum import StrEnum


class ErrorKind(StrEnum):
    """What went wrong, as far as a program needs to know it; the message says it to a person."""

    MODEL_NOT_FOUND = "model_not_found"
    MODEL_INVALID = "model_invalid"
    ADAPTER_MISMATCH = "adapter_mismatch"
    OUT_OF_MEMORY = "out_of_memory"
    CONTEXT_OVERFLOW = "context_overflow"
    UNSUPPORTED = "unsupported"
    DISK_FULL = "disk_full"
    INTERNAL = "internal"


class EngineError(Exception):
    """A failure with a cause that is known.

    `message` is for the person: what happened and what to do next, in one or two sentences.
    `detail` is for a report: the library's own words, a path, a stack trace. It may be empty.
    """

    def __init__(self, kind: ErrorKind, message: str, detail: str = "") -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.detail = detail
