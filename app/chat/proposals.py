"""ProposalController: looks, while the person writes, for an adapter that fits; using it is for the person alone."""

from __future__ import annotations

import logging
from concurrent.futures import Executor

from PySide6.QtCore import QObject, Signal

from app.chat.courier import Courier
from app.chat.shelf import ShelfController
from app.settings import Settings
from models.adapters.choice import AdapterChooser
from models.adapters.entry import AdapterEntry

log = logging.getLogger(__name__)


class ProposalController(QObject):
    proposed = Signal(object)
    """AdapterEntry that fits the draft, or None."""

    def __init__(
        self,
        shelf: ShelfController,
        worker: Executor,
        courier: Courier,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._worker = worker
        self._courier = courier
        self._is_wanted = settings.propose_adapters
        self._question = 0
        """Grows with every draft: only the answer to the newest counts."""
        self._known: tuple[AdapterEntry, ...] = ()
        self._chooser = AdapterChooser(())
        """Of the entries that are known; belongs to the worker."""

    def set_settings(self, settings: Settings) -> None:
        self._is_wanted = settings.propose_adapters
        if not self._is_wanted:
            self.consider("")

    def consider(self, draft: str) -> None:
        """`proposed` follows, at once where there is nothing to think about."""
        self._question += 1
        question = self._question
        shelved = self._shelf.adapters or ()
        fitting = tuple(one.entry for one in shelved if not (one.misfit or one.entry.problem))
        if not (self._is_wanted and draft.strip() and fitting):
            self.proposed.emit(None)
            return

        def answered(found: AdapterEntry | None) -> None:
            if question == self._question:
                self.proposed.emit(found)

        self._courier.bring(
            self._worker.submit(self._choose, fitting, draft),
            answered,
            lambda error: log.error("no adapter could be proposed: %s", error),
        )

    def _choose(self, fitting: tuple[AdapterEntry, ...], draft: str) -> AdapterEntry | None:
        """On the worker's thread."""
        if fitting != self._known:
            self._known, self._chooser = fitting, AdapterChooser(fitting)
        proposal = self._chooser.propose(draft)
        return next((entry for entry in fitting if proposal is not None and entry.key == proposal.key), None)
