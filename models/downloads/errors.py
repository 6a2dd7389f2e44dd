"""What can go wrong with a download."""

from __future__ import annotations

from enum import StrEnum


class DownloadProblem(StrEnum):
    OFF = "downloads_off"
    ADDRESS = "address"
    """It is none that a model can be downloaded from."""
    UNREACHABLE = "unreachable"
    """The connection failed, and failed again. What has arrived is kept."""
    REFUSED = "refused"
    """The server answered that it does not give the file."""
    MISBEHAVED = "misbehaved"
    """The server's answer cannot be trusted, or is no file."""
    WRONG_DIGEST = "wrong_sha256"
    NOT_A_MODEL = "not_a_model"
    DISK_FULL = "disk_full"
    UNWRITABLE = "unwritable"
    BUSY = "busy"
    """Another download is running."""
    ENDED = "ended"
    """The process that downloads ended unexpectedly. What has arrived is kept."""


USELESS = frozenset((DownloadProblem.WRONG_DIGEST, DownloadProblem.NOT_A_MODEL))
"""What arrived is another thing than was wanted, and is deleted."""


class DownloadError(Exception):
    """A download that failed. `message` is for the person, `detail` for a report."""

    def __init__(self, kind: DownloadProblem, message: str, detail: str = "") -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.detail = detail


class DownloadPaused(Exception):
    """It was stopped. What has arrived is kept, and the next download of the same address goes on from there."""


class PassingFault(Exception):
    """Something that may be over when the request is made again."""

    def __init__(self, what: str, pause: float = 0.0) -> None:
        """`what` happened, as a sentence; `pause` is how long the server asks to be left alone, in seconds."""
        super().__init__(what)
        self.what = what
        self.pause = pause
