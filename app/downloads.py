"""Downloads of models as the window and the command line see them: each runs in a process of its own."""

from __future__ import annotations

import contextlib
import logging
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from app.launch import EngineCommand, download_command
from app.lock import AlreadyRunning, FolderLock
from app.paths import DataFolder
from app.piped_child import PipedChild
from app.settings import SettingsFile
from models.downloads.address import Wanted, wanted_model, without_query
from models.downloads.errors import DownloadError, DownloadPaused, DownloadProblem
from models.downloads.messages import (
    LONGEST_LINE,
    Arrived,
    DownloadOrder,
    DownloadProgress,
    Message,
    decode_message,
    encode_order,
)
from models.downloads.staging import StagingArea, Unfinished
from models.library import Library, ModelEntry

log = logging.getLogger(__name__)

STOP_SECONDS = 3.0
"""How long a process that was asked to stop may take before it is killed. What has arrived is kept in any case."""

Watch = Callable[[DownloadProgress], None]


def check_allowed(folder: DataFolder) -> None:
    """Raises DownloadError(OFF) unless the person has turned downloads on."""
    if not SettingsFile(folder.settings).load().settings.allow_downloads:
        raise DownloadError(
            DownloadProblem.OFF,
            "Downloads are off, so that nothing leaves this computer by itself. To allow them, tick “Allow downloads” "
            f'in the settings of the window, or write "allow_downloads": true into {folder.settings}.',
        )


@contextmanager
def alone(area: StagingArea) -> Iterator[None]:
    """Nobody else changes anything there until the block ends. Raises DownloadError while somebody does."""
    area.make()
    try:
        lock = FolderLock(area.lock_file)
    except AlreadyRunning as error:
        raise DownloadError(
            DownloadProblem.BUSY,
            "Another download is running, and one runs at a time. Wait for its end, or stop it first.",
            error.detail,
        ) from None
    except OSError as error:
        raise DownloadError(
            DownloadProblem.UNWRITABLE,
            "The library's folder may not be written to, so nothing can be downloaded into it.",
            f"{area.lock_file}: {error.strerror}",
        ) from error
    with lock:
        yield


class Downloads:
    """What downloads there are, and new ones. Reads and writes files: not for the GUI thread."""

    def __init__(self, folder: DataFolder, library: Library, command: EngineCommand | None = None) -> None:
        """`folder` is made already. `command` starts the process that downloads; None is this program's own."""
        self._folder = folder
        self._library = library
        self._command = command or download_command(folder.path)
        self._area = StagingArea(folder.models)

    def begin(self, address: str, *, sha256: str = "", name: str = "") -> Download:
        """A download to be run; where some of it has arrived before, it goes on from there. Raises DownloadError."""
        check_allowed(self._folder)
        wanted = wanted_model(address, sha256=sha256, name=name)
        return Download(DownloadOrder(address, sha256, name), wanted, self._command, self._take_in)

    def unfinished(self) -> list[Unfinished]:
        """What was begun and can be gone on with: `begin` with its address, digest and name. The oldest first."""
        return self._area.unfinished()

    def discard(self, key: str) -> None:
        """Delete what has arrived of a download that does not run. Raises DownloadError."""
        with alone(self._area):
            self._area.discard(key)

    def _take_in(self, wanted: Wanted, arrived: Arrived) -> ModelEntry:
        """Give what has arrived its place in the library. Raises EngineError or DownloadError."""
        with alone(self._area):
            staging = self._area.open(wanted)
            entry = self._library.adopt(
                staging.path(0),
                f"downloaded from {without_query(wanted.address)}",
                name=wanted.name,
                digests={file.name: file.sha256 for file in arrived.files},
            )
            staging.discard()
        return entry


class Download:
    """One download. `run` blocks: on a thread of its own in the window; `pause` may be called from any thread, and from
    a signal handler."""

    def __init__(
        self,
        order: DownloadOrder,
        wanted: Wanted,
        command: EngineCommand,
        take_in: Callable[[Wanted, Arrived], ModelEntry],
    ) -> None:
        self._order = order
        self.wanted = wanted
        self._command = command
        self._take_in = take_in
        self._paused = threading.Event()
        self._child: PipedChild | None = None
        self._patience: threading.Timer | None = None

    @property
    def host(self) -> str:
        """Who is asked for it, for a person."""
        return urlsplit(self.wanted.address).hostname or ""

    def run(self, watch: Watch) -> ModelEntry:
        """Download, and return the model as the library has it. `watch` hears how far it is, on this thread.

        Raises DownloadPaused after `pause`; DownloadError, or EngineError where the library does not take it. What has
        arrived is kept unless the error says otherwise."""
        try:
            child = PipedChild(self._command)
        except OSError as error:
            raise _ended(f"The process that downloads could not be started: {error.strerror}.", "") from error
        with child:
            try:
                last = self._followed(child, watch)
            finally:
                self._end(child)
            report = child.report()
        match last:
            case Arrived():
                return self._take_in(self.wanted, last)
            case DownloadError():
                raise last
            case _ if self._paused.is_set():
                raise DownloadPaused
            case _:
                raise _ended("The process that downloads ended unexpectedly.", report)

    def pause(self) -> None:
        """Stop; what has arrived is kept. Returns at once, and `run` ends soon."""
        self._paused.set()
        child = self._child
        if child is not None and self._patience is None:
            self._patience = threading.Timer(STOP_SECONDS, child.process.kill)
            self._patience.daemon = True
            self._patience.start()
            child.hang_up()  # which tells it to stop

    def _followed(self, child: PipedChild, watch: Watch) -> Message | None:
        """Its last message; None where it had none."""
        child.tell_if_it_lives(encode_order(self._order).encode() + b"\n")
        self._child = child
        if self._paused.is_set():  # before there was a process to tell
            self.pause()
        while line := child.output.readline(LONGEST_LINE):
            try:
                message = decode_message(line)
            except ValueError:
                log.warning("the process that downloads sent a line that is not understood")
                return None
            if not isinstance(message, DownloadProgress):
                return message
            watch(message)
        return None

    def _end(self, child: PipedChild) -> None:
        """It has nothing more to say: let it go, and make sure that it does."""
        self._child = None
        child.hang_up()
        with contextlib.suppress(subprocess.TimeoutExpired):  # then it is ended
            child.process.wait(STOP_SECONDS)
        if self._patience is not None:
            self._patience.cancel()


def _ended(what: str, detail: str) -> DownloadError:
    return DownloadError(
        DownloadProblem.ENDED, f"{what} What has arrived is kept: start the download again to go on from there.", detail
    )
