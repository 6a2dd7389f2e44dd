"""ReviewController: what could be learned from the person, as they look through it and change it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app import problems
from app.chat.courier import Courier, StoreAccess
from app.chat.model import ModelController
from app.learning import ReviewState
from app.state import ModelStatus, Problem
from app.store.errors import StoreError, StoreErrorKind
from app.store.reader import Reader
from app.store.records import LearningChoice, Profile
from app.store.store import Store
from app.translation import tr, tr_noop
from models.training_pack import HOW_TO_INSTALL, PACKAGES, missing

if TYPE_CHECKING:
    from app.personal.review import Review
    from engine.training.personal_estimate import Estimate

NOT_INSTALLED = (
    f"Learning needs parts of Homespun that are not installed (torch, transformers and peft). {HOW_TO_INSTALL}"
)
NO_MODEL = tr_noop("No model is loaded. Choose the one that is to learn.")
NO_GGUF = tr_noop("The loaded model cannot learn: its weights are not in a GGUF file. Choose another one.")


def is_installed() -> bool:
    return not missing(PACKAGES)


class ReviewController(QObject):
    """What the person decides is kept, and stands when the examples are looked for anew."""

    changed = Signal(object)
    """ReviewState"""
    problem = Signal(object)
    """Problem"""

    def __init__(
        self,
        store: StoreAccess,
        open_reader: Callable[[], Reader],
        model: ModelController,
        worker: Executor,
        courier: Courier,
        parent: QObject | None = None,
        *,
        installed: Callable[[], bool] = is_installed,
    ) -> None:
        """`worker` reads every conversation, and files of models."""
        super().__init__(parent)
        self._store = store
        self._open_reader = open_reader
        self._model = model
        self._worker = worker
        self._courier = courier
        self._installed = installed
        self._profile: Profile | None = None
        self._state = ReviewState()
        self._is_looking = False
        self._asked = 0
        """Grows with each question to the worker: the answer to an earlier one is late."""
        self._path = ""
        self._is_installed = True
        model.status_changed.connect(self._model_changed)

    @property
    def review(self) -> Review | None:
        return self._state.review

    @property
    def model_path(self) -> str:
        """Of the model that would learn."""
        return self._path

    def set_profile(self, profile: Profile) -> None:
        if self._profile is None or profile.id != self._profile.id:
            self._state = ReviewState()
        self._profile = profile

    def look(self) -> None:
        """Gather the examples; the person wants to see them."""
        profile = self._profile
        if profile is None:
            return
        self._is_looking = True
        self._asked += 1
        asked, open_reader, installed = self._asked, self._open_reader, self._installed

        def gathered() -> tuple[Review, bool]:
            from app.personal.documents import look_through
            from app.personal.review import gather  # late: it brings the numbering plans of all telephones along
            from app.personal.secrets import home_region

            with closing(open_reader()) as reader:
                documents = look_through(reader.documents(profile.id))
                return gather(reader, profile.id, documents, home_region()), installed()

        def done(found: tuple[Review, bool]) -> None:
            if asked != self._asked:
                return
            self._is_looking = False
            review, self._is_installed = found
            self._show(review)

        self._courier.bring(self._worker.submit(gathered), done, self._failed)

    def add_documents(self, paths: Sequence[str]) -> None:
        """Learn from these files and folders, too, from now on."""
        self._change(lambda store, profile_id: store.add_documents(profile_id, paths))

    def remove_document(self, path: str) -> None:
        review = self._state.review
        keys = [one.example.key for one in review.candidates if _is_within(one.document, path)] if review else []

        def remove(store: Store, profile_id: int) -> None:
            store.remove_document(profile_id, path)
            store.forget_learning_choices(profile_id, keys)

        self._change(remove)

    def forget_vote(self, vote_id: int) -> None:
        self._change(lambda store, _: store.delete_vote(vote_id))

    def include(self, keys: Sequence[str], wanted: bool) -> None:
        """Take these examples in, or leave them out."""
        if self._state.review is not None:
            self._show(self._state.review.choose(*keys, included=wanted))
            self._keep([LearningChoice(key, wanted) for key in keys])

    def edit(self, key: str, text: str) -> None:
        """Learn this text instead; secrets in it are replaced as everywhere."""
        if self._state.review is not None and text.strip():
            review = self._state.review.edit(key, text)
            self._show(review)
            self._keep([LearningChoice(key, True, one.reply) for one in review.candidates if one.example.key == key])

    def _keep(self, choices: Sequence[LearningChoice]) -> None:
        profile = self._profile
        if profile is None:
            return

        def kept(_: None) -> None:
            if self._is_looking:  # it may have missed them
                self.look()

        self._store.ask(lambda store: store.set_learning_choices(profile.id, choices), kept, self._failed)

    def _change(self, change: Callable[[Store, int], None]) -> None:
        """Change what there is to learn from, then look again."""
        profile = self._profile
        if profile is not None:
            self._tell(replace(self._state, looking=True))
            self._store.ask(lambda store: change(store, profile.id), lambda _: self.look(), self._failed)

    def _show(self, review: Review) -> None:
        self._tell(replace(self._state, review=review, looking=False))
        self._estimate(review)

    def _estimate(self, review: Review) -> None:
        path = self._path
        examples = [one.example for one in review.training]
        if not path or not examples or self._why_not(review):
            self._tell(replace(self._state, seconds=None, needed_bytes=None, free_bytes=None))
            return

        def estimated() -> tuple[Estimate, int]:
            from engine.training.personal_estimate import estimate
            from models.available_memory import available_memory

            return estimate(Path(path), examples), available_memory()

        def done(found: tuple[Estimate, int]) -> None:
            expected, free = found
            if self._state.review is review and self._path == path:
                self._tell(replace(self._state, seconds=expected.seconds, needed_bytes=expected.bytes, free_bytes=free))

        # Why it is not known, the training says when it is to begin.
        self._courier.bring(self._worker.submit(estimated), done, lambda _: None)

    def _model_changed(self, status: ModelStatus) -> None:
        path = status.path if self._model.is_coming else ""
        if path != self._path:
            self._path = path
            if self._state.review is not None:
                self._show(self._state.review)

    def _why_not(self, review: Review) -> str:
        if not self._is_installed:
            return NOT_INSTALLED
        if not self._path:
            return NO_MODEL
        if not self._path.lower().endswith(".gguf"):
            return NO_GGUF
        return review.problem if review.candidates else ""

    def _tell(self, state: ReviewState) -> None:
        if state.review is not None:
            state = replace(state, obstacle=self._why_not(state.review))
        if state != self._state:
            self._state = state
            self.changed.emit(state)

    def _failed(self, error: BaseException) -> None:
        self._tell(replace(self._state, looking=False))
        if isinstance(error, StoreError) and error.kind is not StoreErrorKind.CLOSED:
            self.problem.emit(problems.store_failed(error))
        else:
            title = tr("The examples could not be looked for")
            self.problem.emit(Problem(title, tr("Close this view and open it again."), str(error)))


def _is_within(document: str, path: str) -> bool:
    return bool(document) and Path(document).is_relative_to(path)
