"""Opens the store, tells the window what was found in it, and repairs it when a person says so."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor

from PySide6.QtCore import QObject, Signal

from app import problems
from app.chat.courier import Courier, StoreAccess
from app.place import Place
from app.state import Problem, ProblemAction
from app.store.backup import restore_backup, start_afresh
from app.store.errors import StoreError
from app.store.portable_reader import PortableReader
from app.store.store import Opening, Store, check_database
from app.translation import tr
from app.ui.window import MainWindow


class StoreDesk(QObject):
    opened = Signal()
    """The store answers from now on."""

    def __init__(
        self, window: MainWindow, place: Place, worker: Executor, courier: Courier, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._place = place
        self._worker = worker
        self._courier = courier
        self.store = StoreAccess(self._open_store, courier)

    def open(self) -> None:
        self.store.open(self._opened, self._not_opened)

    def open_reader(self) -> PortableReader:
        """On any thread."""
        return PortableReader.open_read_only(self._place.folder.database, self._place.key)

    def restore_backup(self) -> None:
        folder = self._place.folder
        self._repair(lambda: restore_backup(folder.database, folder.backups, self._place.key))

    def start_afresh(self) -> None:
        self._repair(lambda: start_afresh(self._place.folder.database))

    def _open_store(self) -> Store:
        """On the store's thread."""
        if self._place.error is not None:
            raise problems.folder_error(self._place.error)
        return Store.open(self._place.folder.database, self._place.folder.backups, key=self._place.key)

    def _opened(self, opening: Opening) -> None:
        if opening.interrupted_replies:
            self._window.show_notice(
                tr("The program ended in the middle of a reply. What had been written of it is kept.")
            )
        if not opening.checked:
            check = self._worker.submit(check_database, self._place.folder.database, self._place.key)
            self._courier.bring(check, lambda _: None, self._damage_found)
        self.opened.emit()

    def _not_opened(self, error: StoreError) -> None:
        self._window.show_problem(problems.store_failed(error))

    def _damage_found(self, error: BaseException) -> None:
        if isinstance(error, StoreError):
            self._not_opened(error)

    def _repair(self, repair: Callable[[], object]) -> None:
        """Deal with a damaged database while nobody has it open, then open what is in its place."""

        def repaired(_: object) -> None:
            self._window.show_notice(tr("The damaged database is kept in the data folder."))
            self.open()

        def failed(error: BaseException) -> None:
            if isinstance(error, StoreError):
                self._window.show_problem(
                    Problem(
                        tr("The backup could not be restored"),
                        error.message,
                        error.detail,
                        (ProblemAction.START_AFRESH,),
                    )
                )

        self.store.close(lambda: self._courier.bring(self._worker.submit(repair), repaired, failed))
