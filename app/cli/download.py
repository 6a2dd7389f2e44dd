"""`homespun models download`: the one command that uses the network, when the person has allowed it."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from app.cli.model import library
from app.cli.output import StepProgress, for_terminal, report_failure, say, write_json
from app.downloads import Download, Downloads
from app.paths import DataFolder
from models.downloads.address import wanted_model
from models.downloads.errors import DownloadError, DownloadPaused
from models.downloads.messages import DownloadProgress, Stage
from models.library import ModelEntry
from models.sizes import readable


def download(options: argparse.Namespace) -> int:
    """The exit code. Raises KeyboardInterrupt when Ctrl+C stopped it; what has arrived is kept then."""
    try:
        folder = DataFolder.resolve(options.data_dir)
        folder.create()
        downloads = Downloads(folder, library(options))
        if options.discard:
            return _discard(downloads, options)
        entry = _run(downloads.begin(options.address, sha256=options.sha256, name=options.name))
    except DownloadError as error:
        report_failure(error.kind, error.message, error.detail, as_json=options.json)
        return 1
    except DownloadPaused:
        say("Stopped. What has arrived is kept; the same command goes on from there, and with --discard deletes it.")
        raise KeyboardInterrupt from None
    _tell(entry, as_json=options.json)
    return 0


def _run(one: Download) -> ModelEntry:
    with StepProgress(f"Downloading {one.wanted.name} from {one.host}") as progress, _ctrl_c_pauses(one):

        def watch(report: DownloadProgress) -> None:
            if report.stage is Stage.WAITING:
                say(f"\n{report.words}" if sys.stderr.isatty() else report.words)
            elif report.stage is Stage.RECEIVING:
                progress.show(int(report.share * 1000), 1000)

        return one.run(watch)


@contextmanager
def _ctrl_c_pauses(one: Download) -> Iterator[None]:
    """The first time; a second Ctrl+C raises KeyboardInterrupt."""
    pressed = False

    def press(_signal: int, _frame: FrameType | None) -> None:
        nonlocal pressed
        if pressed:
            raise KeyboardInterrupt
        pressed = True
        one.pause()

    before = signal.signal(signal.SIGINT, press)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _discard(downloads: Downloads, options: argparse.Namespace) -> int:
    key = wanted_model(options.address, name=options.name).key
    found = next((one for one in downloads.unfinished() if one.key == key), None)
    if found is not None:
        downloads.discard(key)
    if options.json:
        write_json({"discarded": found is not None, "bytes": found.bytes if found else 0})
    elif found is None:
        print("Nothing of this address has arrived, so there is nothing to delete.")
    else:
        print(for_terminal(f"What had arrived of “{found.name}” is deleted: {readable(found.bytes)}."))
    return 0


def _tell(entry: ModelEntry, *, as_json: bool) -> None:
    if as_json:
        write_json({"name": entry.name, "path": str(entry.path), "bytes": entry.bytes, "sha256": entry.sha256})
        return
    print(for_terminal(f"“{entry.name}” is in the library: {readable(entry.bytes)}, SHA-256 {entry.sha256}."))
