"""Gets the files of one model: asks, goes on where it stopped, tries again within bounds, and looks at what arrived."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from engine.errors import EngineError, ErrorKind
from models.downloads.disk import check_room
from models.downloads.errors import USELESS, DownloadError, DownloadPaused, DownloadProblem, PassingFault
from models.downloads.messages import Arrived, DownloadedFile, DownloadProgress, Stage
from models.downloads.part_file import PartFile
from models.downloads.reply import Course, judge
from models.downloads.staging import Staging
from models.downloads.transport import Answer, HttpTransport
from models.foreign_files import HEAD_BYTES, name_foreign_file
from models.gguf_format import MAGIC
from models.inspection import describe

PAUSES = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0)
"""Seconds before each further attempt when one after the other fails."""
ENOUGH_BYTES = 1 << 20
"""An attempt that brought so many was a success, though it failed in the end: the pauses begin anew."""
MOST_ATTEMPTS = 100
SYNC_BYTES = 32 << 20
SYNC_SECONDS = 5.0
SLOW_SECONDS = 60.0
SLOWEST_RATE = 1000
"""Bytes a second, over `SLOW_SECONDS`; what is slower is given up and tried again."""
PROGRESS_SECONDS = 0.2

_CHUNK = 256 << 10


class Stop(Protocol):
    """As `threading.Event`: set from outside to end the download."""

    def is_set(self) -> bool: ...

    def wait(self, timeout: float) -> bool: ...


class Fetch:
    """One download, from what has arrived of it to files that are a model."""

    def __init__(
        self,
        staging: Staging,
        transport: HttpTransport,
        stop: Stop,
        tell: Callable[[DownloadProgress], None],
        *,
        clock: Callable[[], float] = time.monotonic,
        inspect: Callable[[Path], object] = describe,
    ) -> None:
        self._staging = staging
        self._transport = transport
        self._stop = stop
        self._tell = tell
        self._clock = clock
        self._inspect = inspect
        self._told_at = -PROGRESS_SECONDS
        self._number = 0

    def run(self) -> Arrived:
        """Raises DownloadPaused when it was stopped, or DownloadError. What has arrived is kept then, unless it is of
        no use: USELESS."""
        try:
            return self._run()
        except DownloadError as error:
            if error.kind in USELESS:
                self._staging.discard()
            raise

    def _run(self) -> Arrived:
        for number in range(len(self._staging.record.parts)):
            self._number = number
            if not self._is_done():
                self._get()
        self._say(Stage.INSPECTING)
        try:
            self._inspect(self._staging.path(0))
        except EngineError as error:
            if error.kind is ErrorKind.INTERNAL:  # it says nothing of the file
                raise DownloadError(
                    DownloadProblem.ENDED, f"{error.message} What has arrived is kept.", error.detail
                ) from error
            raise DownloadError(
                DownloadProblem.NOT_A_MODEL, f"{error.message} What was downloaded is deleted.", error.detail
            ) from error
        return Arrived(
            tuple(DownloadedFile(part.name, part.length, part.sha256) for part in self._staging.record.parts)
        )

    def _is_done(self) -> bool:
        part, path = self._staging.record.parts[self._number], self._staging.path(self._number)
        return bool(part.sha256) and path.is_file() and path.stat().st_size == part.length

    def _get(self) -> None:
        part = PartFile(self._staging, self._number)
        try:
            part.check(lambda done: self._proceed(Stage.CHECKING, done, part.record.kept))
            try:
                self._complete(part)
            except (DownloadPaused, DownloadError):
                with suppress(DownloadError):  # the disk may be full
                    part.sync()
                raise
            self._check_digest(part)
            part.finish()
        finally:
            part.close()

    def _complete(self, part: PartFile) -> None:
        """Until all bytes are here."""
        in_a_row = attempts = 0
        while not part.is_whole:
            before = part.bytes
            try:
                self._attempt(part)
            except PassingFault as fault:
                attempts += 1
                in_a_row = 1 if part.bytes - before >= ENOUGH_BYTES else in_a_row + 1
                if in_a_row > len(PAUSES) or attempts >= MOST_ATTEMPTS:
                    raise _given_up(fault, attempts) from fault
                self._wait(max(PAUSES[in_a_row - 1], fault.pause), fault, part)

    def _attempt(self, part: PartFile) -> None:
        """One request, and what it brings. Raises PassingFault where another may bring the rest."""
        known, here = part.record, part.bytes
        headers = dict[str, str]()
        if here and known.validator:
            headers = {"Range": f"bytes={here}-", "If-Range": known.validator}
        else:
            here = 0
        self._proceed(Stage.CONNECTING, part.bytes, known.length, now=True)
        with self._transport.get(known.url, headers) as answer:
            reply = judge(answer, known, here)
            if reply.course is Course.AGAIN:
                part.begin(0, "", "")
                raise PassingFault(f"{answer.host} did not go on where the download had stopped, so it begins anew.")
            if reply.course is Course.BEGIN:
                # A split model's parts are about equally long; the first one tells what the others will need.
                to_come = len(self._staging.record.parts) - self._number
                check_room(self._staging.folder, reply.length * to_come - part.bytes)
                part.begin(reply.length, reply.etag, reply.modified)
            else:
                check_room(self._staging.folder, reply.length - part.bytes)
            self._receive(answer, part, reply.end)
        if not part.is_whole:  # the server gave less of the range than it could
            raise PassingFault("The server gave only a part of what was asked for.")

    def _receive(self, answer: Answer, part: PartFile, end: int) -> None:
        synced_at = slow_since = self._clock()
        slow_bytes = first = part.bytes
        while part.bytes < end:
            before = part.bytes
            chunk = answer.read(min(_CHUNK, end - part.bytes))
            if not chunk:
                raise PassingFault(f"{answer.host} ended the connection before all had arrived.")
            part.append(chunk)
            self._proceed(Stage.RECEIVING, part.bytes, part.record.length, now=before == first or part.bytes == end)
            if before < HEAD_BYTES and (part.bytes >= HEAD_BYTES or part.bytes == part.record.length):
                _refuse_foreign(part)
            now = self._clock()
            if part.bytes - part.record.kept >= SYNC_BYTES or now - synced_at >= SYNC_SECONDS:
                part.sync()
                synced_at = now
            if now - slow_since >= SLOW_SECONDS:
                if part.bytes - slow_bytes < SLOWEST_RATE * (now - slow_since):
                    raise PassingFault(f"{answer.host} sends hardly anything.")
                slow_since, slow_bytes = now, part.bytes

    def _check_digest(self, part: PartFile) -> None:
        wanted = self._staging.record.sha256
        if wanted and part.sha256 != wanted:
            raise DownloadError(
                DownloadProblem.WRONG_DIGEST,
                "What arrived is not the file that was asked for: its SHA-256 is another one. It is deleted. "
                "Check the number, or look for another address of the file.",
                f"SHA-256 {part.sha256}, expected {wanted}",
            )

    def _wait(self, seconds: float, fault: PassingFault, part: PartFile) -> None:
        part.sync()
        words = f"{fault.what} It is tried again in {seconds:.0f} s."
        self._say(Stage.WAITING, part.bytes, part.record.length, words)
        if self._stop.wait(seconds):
            raise DownloadPaused

    def _proceed(self, stage: Stage, done: int, total: int, *, now: bool = False) -> None:
        """Raises DownloadPaused when it is time to stop; else says how far it is, though not too often."""
        if self._stop.is_set():
            raise DownloadPaused
        if now or self._clock() - self._told_at >= PROGRESS_SECONDS:
            self._say(stage, done, total)

    def _say(self, stage: Stage, done: int = 0, total: int = 0, words: str = "") -> None:
        self._told_at = self._clock()
        parts = len(self._staging.record.parts)
        self._tell(DownloadProgress(stage, done, total, self._number + 1, parts, words))


def _refuse_foreign(part: PartFile) -> None:
    """Whether it starts as a model does: gigabytes of something else need not arrive."""
    head = part.head(HEAD_BYTES)
    if head[: len(MAGIC)] != MAGIC:
        bad = name_foreign_file(head)
        raise DownloadError(
            DownloadProblem.NOT_A_MODEL, f"What arrives {bad.reason}, so the download was stopped. {bad.advice}"
        )


def _given_up(fault: PassingFault, attempts: int) -> DownloadError:
    return DownloadError(
        DownloadProblem.UNREACHABLE,
        f"{fault.what} What has arrived is kept: check the connection of this computer, and start the download again "
        "to go on from there.",
        f"{attempts} attempts failed",
    )
