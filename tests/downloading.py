"""Runs one download of a model in this process, without waiting for real time."""

from __future__ import annotations

from pathlib import Path

from models.downloads.address import wanted_model
from models.downloads.fetch import Fetch
from models.downloads.messages import Arrived, DownloadProgress
from models.downloads.staging import StagingArea
from models.downloads.transport import HttpTransport


class Patience:
    """A stop that notes how long it was asked to wait, and waits for nothing."""

    def __init__(self) -> None:
        self.stopped = False
        self.waits: list[float] = []

    def is_set(self) -> bool:
        return self.stopped

    def wait(self, timeout: float) -> bool:
        self.waits.append(timeout)
        return self.stopped


class Clock:
    """Each look at it takes `step` seconds."""

    def __init__(self, step: float = 0.01) -> None:
        self.step = step
        self._now = 0.0

    def __call__(self) -> float:
        self._now += self.step
        return self._now


class Downloading:
    """One download into a library of its own, as often as it is run."""

    def __init__(self, library: Path) -> None:
        self.area = StagingArea(library, clock=lambda: 1000.0)
        self.area.make()
        self.clock = Clock()
        self.stop = Patience()
        self.heard: list[DownloadProgress] = []
        self.transport = HttpTransport(silence_seconds=10)

    def run(self, url: str, **options: str) -> Arrived:
        self.staging = self.area.open(wanted_model(url, **options))
        return Fetch(self.staging, self.transport, self.stop, self._hear, clock=self.clock).run()

    def _hear(self, report: DownloadProgress) -> None:
        self.heard.append(report)

    @property
    def content(self) -> bytes:
        return self.staging.path(0).read_bytes()

    @property
    def kept(self) -> int:
        return self.staging.record.parts[0].kept

    @property
    def is_deleted(self) -> bool:
        return not self.staging.folder.exists()
