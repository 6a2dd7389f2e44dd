"""BackupController: writes backups, says what one holds, and prepares that one takes the place of what is here."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.backup import words
from app.backup.contents import size_of_models
from app.backup.reading import look
from app.backup.restoring import all_kept, restore, restore_kept
from app.backup.results import BackupError
from app.backup.writing import create
from app.chat.courier import Courier
from app.chat.long_work import Cancelled, LongWork, Told
from app.paths import DataFolder
from app.store.errors import StoreError
from app.translation import told as in_this_language
from app.translation import tr
from models.encryption.keys import DataKey


class BackupController(QObject):
    """What takes long runs on a thread of its own, one thing after the other."""

    kept_changed = Signal(object, int)
    """(list of Kept, how many bytes the models of the library have)"""
    looked = Signal(str, str)
    """(path, in words what the backup holds): it can be restored."""
    written = Signal(str)
    """In words."""
    refused = Signal(str, str)
    """(message, detail): what was asked for was not done."""
    prepared = Signal()
    """What is restored is put into its place when the program starts again, which it should now."""
    task_changed = Signal(object)
    """Task, or None when nothing is under way."""

    def __init__(
        self,
        folder: DataFolder,
        worker: Executor,
        courier: Courier,
        key: Callable[[], DataKey | None],
        parent: QObject | None = None,
    ) -> None:
        """`worker` has one thread. `key` is what the data is encrypted with at the moment."""
        super().__init__(parent)
        self._folder = folder
        self._worker = worker
        self._courier = courier
        self._key = key
        self._work = LongWork(worker, courier, self)
        self._work.changed.connect(self.task_changed)

    def refresh(self) -> None:
        """Say what is kept; what is under way comes first."""

        def look() -> tuple[object, int]:
            return all_kept(self._folder), size_of_models(self._folder)

        found = self._worker.submit(look)
        self._courier.bring(found, lambda found: self.kept_changed.emit(*found), self._refuse)

    def create(self, path: str, *, models: bool) -> None:
        target = Path(path)

        def work(told: Told) -> str:
            manifest = create(self._folder, target, self._watched(told), models=models, key=self._key())
            return words.written(target.name, manifest)

        self._work.do(tr("Writing {name}", name=target.name), work, self.written.emit, self._refuse)

    def look(self, path: str) -> None:
        """Say what a backup holds; nothing is changed."""
        file = Path(path)

        def work(_: Told) -> str:
            manifest = look(file)
            warning = words.unencrypted() if self._key() is not None and not manifest.encrypted else ""
            return f"{words.of_manifest(manifest)} {warning}".rstrip()

        self._work.do(
            tr("Reading {name}", name=file.name),
            work,
            lambda said: self.looked.emit(path, said),
            self._refuse,
        )

    def restore(self, path: str) -> None:
        file = Path(path)
        self._work.do(
            tr("Checking {name}", name=file.name),
            lambda told: restore(self._folder, file, self._watched(told), self._key()),
            lambda _: self.prepared.emit(),
            self._refuse,
        )

    def restore_kept(self, name: str) -> None:
        self._work.do(
            tr("Checking the backup"),
            lambda _: restore_kept(self._folder, name, self._key()),
            lambda _: self.prepared.emit(),
            self._refuse,
        )

    def cancel(self) -> None:
        """Nothing of what was under way is left."""
        self._work.cancel()

    close = cancel

    def _watched(self, told: Told) -> Told:
        def tell(done: int, total: int) -> None:
            told(done, total)
            if self._work.is_cancelled():
                raise Cancelled

        return tell

    def _refuse(self, error: BaseException) -> None:
        if isinstance(error, BackupError | StoreError):
            self.refused.emit(in_this_language(error.message), error.detail)
        else:
            self.refused.emit(tr("A defect of this program stopped it. Nothing was changed. Report it."), repr(error))
