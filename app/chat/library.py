"""LibraryController: the models that the person has, whether they fit, and the long work on them."""

from __future__ import annotations

import logging
import threading
import traceback
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from PySide6.QtCore import QObject, QTimer, Signal

from app import problems
from app.chat.courier import Courier
from app.chat.digests import Digests
from app.chat.long_work import Cancelled, LongWork, Told
from app.chat.model import ModelController
from app.chat.model_choices import shown_name
from app.chat.model_fit import Scales
from app.chat.other_format import FormatWriter
from app.pipe import EngineDied
from app.settings import Settings
from app.state import LibraryModel, ModelFit, ModelFolder, ModelPhase, ModelShelf, Problem
from app.translation import told, tr
from engine.errors import EngineError, ErrorKind
from models.downloads.errors import DownloadError, DownloadPaused
from models.encoders import is_published
from models.library import Library, ModelEntry
from models.library.hashing import HashStep
from models.library.progress import Stopped
from models.library.results import Imported, Listing, Removed, Verified
from models.library.sources import Source, SourceKind, recognize

if TYPE_CHECKING:
    from app.downloads import Download, Downloads

log = logging.getLogger(__name__)

LOOK_DELAY_MS = 3_000
"""After the start, before strangers' files are looked into and read: the model that answers is loaded first."""

T = TypeVar("T")


@dataclass(frozen=True)
class _Seen:
    listing: Listing
    used: tuple[ModelFolder, ...]
    offered: tuple[ModelFolder, ...]


class LibraryController(QObject):
    """One thing at a time is imported, verified or removed; what is asked for meanwhile waits for its turn."""

    changed = Signal(object)
    """ModelShelf"""
    listed = Signal(list)
    """list[ModelEntry]: the library was read again."""
    task_changed = Signal(object)
    """Task, or None when nothing is under way."""
    arrived = Signal(object, bool)
    """(ModelEntry, whether the library had it already)"""
    folder_used = Signal(object, int)
    """(ModelFolder whose models are used where they are from now on, how many of them can be used)"""
    folder_left = Signal(object)
    """ModelFolder"""
    verified = Signal(object)
    """models.library.results.Verified"""
    removed = Signal(object)
    """models.library.results.Removed"""
    encoder_brought = Signal(str)
    """Path of the folder of a sentence encoder, which is no model of the library."""
    problem = Signal(object)
    """Problem"""
    notice = Signal(str)

    def __init__(
        self,
        open_library: Callable[[], Library],
        open_downloads: Callable[[Library], Downloads],
        scales: Scales,
        formats: FormatWriter,
        model: ModelController,
        settings: Settings,
        looker: Executor,
        worker: Executor,
        courier: Courier,
        home: Path,
        environment: Mapping[str, str],
        parent: QObject | None = None,
    ) -> None:
        """`looker` has one thread and reads what there is; `worker` has one thread, which an import may keep busy for
        long. `open_library` and `open_downloads` will run there. `home` and `environment` tell where other programs
        keep models."""
        super().__init__(parent)
        self._open_library = open_library
        self._open_downloads = open_downloads
        self._scales = scales
        self._formats = formats
        self._opened: Library | None = None
        self._download: Download | None = None
        """The one that runs."""
        self._model = model
        self._settings = settings
        self._looker = looker
        self._courier = courier
        self._home, self._environment = home, environment
        self._shelf = ModelShelf()
        self._question = 0
        """Grows with every look at the library: only the answer to the newest counts."""
        self._waiting: list[Callable[[], None]] = []
        """What is to be done when the library has been looked at."""
        self._tried: set[str] = set()
        """Keys of models whose checksum was computed, or could not be."""
        self._weighed: set[str] = set()
        """Keys of models that are being weighed."""
        self._closing = threading.Event()
        self._work = LongWork(worker, courier, self)
        self._work.changed.connect(self.task_changed)
        self._digests = Digests(lambda: self._library, self)
        self._digests.stepped.connect(self._take_step)
        model.loaded.connect(lambda _: self._forget_fits())

    @property
    def shelf(self) -> ModelShelf:
        return self._shelf

    def find(self, key: str) -> LibraryModel | None:
        return next((one for one in self._shelf.models if one.entry.key == key), None)

    def name_of(self, entry: ModelEntry) -> str:
        """What the person calls it."""
        return shown_name(entry)

    def start(self) -> None:
        """List what is known; look into the rest, and compute checksums, a little later."""
        self._question += 1
        self._read(self._question, lambda: None, whole=False)
        QTimer.singleShot(LOOK_DELAY_MS, self, self._look_first)

    def refresh(self, then: Callable[[], None] = lambda: None) -> None:
        """Read the library again: a model may have come or gone. `then` is called when all of it has been looked at."""
        self._waiting.append(then)
        self._question += 1
        self._read(self._question, lambda: self._read(self._question, self._looked, whole=True), whole=False)

    def weigh(self, key: str) -> None:
        """Find out whether a model fits in memory as it is now."""
        one = self.find(key)
        if one is None or one.entry.problem or one.entry.pending or key in self._weighed:
            return
        self._weighed.add(key)
        info = self._model.status.info
        freed = info.bytes + info.kv_bytes if info is not None else 0
        settings = self._settings

        def found(fit: ModelFit) -> None:
            self._weighed.discard(key)
            self._replace(key, lambda one: replace(one, fit=fit if settings == self._settings else None))

        def failed(error: BaseException) -> None:
            self._weighed.discard(key)
            log.error("a model could not be weighed: %s", type(error).__name__)
            self._replace(key, lambda one: replace(one, fit=ModelFit()))

        self._courier.bring(self._looker.submit(self._scales.weigh, one.entry, settings, freed), found, failed)

    def set_settings(self, settings: Settings) -> None:
        changed = settings.load_options() != self._settings.load_options()
        self._settings = settings
        if changed:
            self._forget_fits()

    def bring(self, paths: Sequence[str]) -> None:
        """What the person dropped or chose: models are copied into the library; a folder with models in it is used
        where it is."""

        def work(path: Path, told: Told) -> Imported | Source | Path:
            """A path is that of an encoder."""
            if is_published(path):
                return path
            if path.is_dir() and recognize(path).kind is not SourceKind.MODEL:
                return self._library.use(path)
            return self._library.import_(path, told, self._is_stopped)

        def done(found: Imported | Source | Path) -> None:
            if isinstance(found, Path):
                self.encoder_brought.emit(str(found))
            elif isinstance(found, Source):
                self._has_source(found)
            else:
                self.refresh(lambda: self.arrived.emit(found.entry, found.was_there))

        for path in map(Path, paths):
            self._do(
                tr("Importing {name}", name=path.name),
                tr("{name} was not imported", name=path.name),
                lambda told, path=path: work(path, told),
                done,
            )

    def use(self, path: str) -> None:
        """Use a folder with models, or one model, where it is."""
        name = Path(path).name
        self._do(
            tr("Looking into {name}", name=name),
            tr("{name} is not used", name=name),
            lambda _: self._library.use(Path(path)),
            self._has_source,
        )

    def stop_using(self, path: str) -> None:
        """Forget a folder. Nothing in it is changed."""

        def done(source: Source) -> None:
            self.refresh(lambda: self.folder_left.emit(_folder(source)))

        self._do(
            tr("Forgetting {name}", name=Path(path).name),
            tr("The folder is still used"),
            lambda _: self._library.stop_using(Path(path)),
            done,
        )

    def verify(self, key: str) -> None:
        """Read a model whole, and compare it with what it was."""
        one = self.find(key)
        if one is None:
            return

        def done(verified: Verified) -> None:
            self._replace(key, lambda one: replace(one, entry=verified.entry))
            self.verified.emit(verified)

        self._do(
            tr("Verifying {name}", name=one.name),
            tr("{name} is not what it should be", name=one.name),
            lambda told: self._library.verify(key, told, self._is_stopped),
            done,
        )

    def remove(self, key: str) -> None:
        """Delete a copy, or forget a model that is used where it is."""
        one = self.find(key)
        if one is None:
            return
        name = one.name
        status = self._model.status
        used = (status.path, status.steering.path if status.steering is not None else "")
        if str(one.entry.path) in used and status.phase is not ModelPhase.FAILED:
            self.problem.emit(
                Problem(
                    tr("{name} was not removed", name=name),
                    tr("It is in use. Use another model first, then remove this one."),
                )
            )
            return

        def done(removed: Removed) -> None:
            self.refresh(lambda: self.removed.emit(removed))

        self._do(
            tr("Removing {name}", name=name),
            tr("{name} was not removed", name=name),
            lambda _: self._library.remove(key),
            done,
        )

    def download(self, address: str) -> None:
        """Fetch a model from an address that the person wrote, if the settings allow it."""

        def work(told: Told) -> ModelEntry:
            download = self._open_downloads(self._library).begin(address)
            self._download = download
            if self._is_stopped():  # before there was a download to be told of it
                raise Cancelled
            try:
                return download.run(lambda progress: told(round(1000 * progress.share), 1000))
            except DownloadPaused as paused:
                raise Cancelled from paused
            finally:
                self._download = None

        name = Path(urlsplit(address).path).name or tr("a model")
        self._do(
            tr("Downloading {name}", name=name),
            tr("{name} was not downloaded", name=name),
            work,
            lambda entry: self.refresh(lambda: self.arrived.emit(entry, False)),
        )

    def store_better(self, key: str) -> None:
        """Store a model in the format that is better on this computer, as a new one of the library."""
        one = self.find(key)
        if one is None or one.fit is None or not one.fit.better_format:
            return
        kind = one.fit.better_format
        self._do(
            tr("Storing {name} as {kind}", name=one.name, kind=kind),
            tr("{name} was not stored as {kind}", name=one.name, kind=kind),
            lambda told: self._formats.write(self._library, one.entry, one.name, kind, told, self._is_stopped),
            lambda entry: self.refresh(lambda: self.arrived.emit(entry, False)),
        )

    def cancel(self) -> None:
        """Stop what is under way, and everything that waits behind it."""
        self._work.cancel()
        download = self._download
        if download is not None:
            download.pause()
            self.notice.emit(tr("The download stops. What has arrived is kept: enter the same address to go on."))

    def close(self) -> None:
        """The program ends."""
        self._closing.set()
        self.cancel()
        self._digests.close(self._looker)

    @property
    def _library(self) -> Library:
        """On the threads of the workers."""
        if self._opened is None:
            self._opened = self._open_library()
        return self._opened

    def _is_stopped(self) -> bool:
        return self._closing.is_set() or self._work.is_cancelled()

    def _do(self, text: str, failure: str, work: Callable[[Told], T], done: Callable[[T], None]) -> None:
        def run(told: Told) -> T:
            try:
                return work(told)
            except Stopped as stopped:
                raise Cancelled from stopped

        self._work.do(text, run, done, lambda error: self.problem.emit(_explained(failure, error)))

    def _has_source(self, source: Source) -> None:
        def tell() -> None:
            usable = [one for one in self._shelf.models if one.entry.source == source.path and not one.entry.problem]
            self.folder_used.emit(_folder(source), len(usable))

        self.refresh(tell)

    # Reading the library

    def _look_first(self) -> None:
        if self._question == 1 and not self._closing.is_set():  # else it is being looked into already
            self._read(self._question, self._looked, whole=True)

    def _looked(self) -> None:
        """All is known that there is."""
        self._compute_digests()
        waiting, self._waiting = self._waiting, []
        for then in waiting:
            then()

    def _read(self, question: int, then: Callable[[], None], *, whole: bool) -> None:
        def read() -> _Seen:
            def is_over() -> bool:
                return self._closing.is_set() or question != self._question

            library = self._library
            listing = library.listing(interrupt=is_over, look=whole)
            offered = library.offered(self._home, self._environment)
            return _Seen(listing, tuple(map(_folder, library.sources())), tuple(map(_folder, offered)))

        def seen(found: _Seen) -> None:
            if question == self._question:  # else a newer look answers
                self._take_listing(found)
                then()

        def failed(error: BaseException) -> None:
            self._waiting.clear()
            explained = _explained(tr("The library could not be read"), error)
            self._set(replace(self._shelf, failure=explained.message, is_read=True))
            self.listed.emit([one.entry for one in self._shelf.models])

        self._courier.bring(self._looker.submit(read), seen, failed)

    def _take_listing(self, found: _Seen) -> None:
        known = {one.entry.key: one for one in self._shelf.models}
        models: list[LibraryModel] = []
        for entry in found.listing.models:
            before = known.get(entry.key)
            name = shown_name(entry)
            if before is not None and before.entry.bytes == entry.bytes:
                models.append(replace(before, entry=entry, name=name))
            else:
                models.append(LibraryModel(entry, name))
        self._set(ModelShelf(tuple(models), found.used, found.offered, found.listing.notes, is_read=True))
        self.listed.emit(list(found.listing.models))

    def _replace(self, key: str, change: Callable[[LibraryModel], LibraryModel]) -> None:
        models = tuple(change(one) if one.entry.key == key else one for one in self._shelf.models)
        self._set(replace(self._shelf, models=models))

    def _forget_fits(self) -> None:
        self._set(replace(self._shelf, models=tuple(replace(one, fit=None) for one in self._shelf.models)))

    def _set(self, shelf: ModelShelf) -> None:
        self._shelf = shelf
        self.changed.emit(shelf)

    # Checksums

    def _compute_digests(self) -> None:
        entries = (one.entry for one in self._shelf.models)
        if any(not (one.sha256 or one.problem or one.key in self._tried) for one in entries):
            self._digests.start()

    def _take_step(self, step: HashStep) -> None:
        key = step.entry.key
        if not step.entry.sha256 and not step.problem:
            share = step.done / step.total if step.total else 0.0
            self._replace(key, lambda one: replace(one, hashed=share))
            return
        self._tried.add(key)
        digest = step.entry.sha256
        self._replace(key, lambda one: replace(one, hashed=None, entry=replace(one.entry, sha256=digest)))
        if step.left == 0:  # others may have come meanwhile
            self._courier.bring(
                self._looker.submit(self._digests.wait), lambda _: self._compute_digests(), lambda _: None
            )


def _folder(source: Source) -> ModelFolder:
    return ModelFolder(str(source.path), source.kind.label)


def _explained(title: str, error: BaseException) -> Problem:
    if isinstance(error, EngineError):
        return problems.shelf_failed(title, error.kind, error.message, error.detail)
    if isinstance(error, EngineDied):
        return Problem(
            title,
            tr("{outcome} Nothing is left of what it wrote.", outcome=told(str(error.outcome))),
            error.outcome.report(),
        )
    if isinstance(error, DownloadError):
        return Problem(title, error.message, error.detail)
    detail = "".join(traceback.format_exception(error))
    log.error("a defect in the work on the library: %s", type(error).__name__)
    return problems.shelf_failed(
        title, ErrorKind.INTERNAL, tr("A defect of this program stopped it. The library is as it was before."), detail
    )
