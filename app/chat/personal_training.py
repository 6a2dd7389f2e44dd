"""TrainingController: one training for the person at a time, from its beginning to the version that is kept of it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app import problems
from app.chat.courier import Courier, StoreAccess
from app.chat.training_process import TrainingProcess
from app.launch import EngineCommand
from app.learning import TrainingPhase, TrainingState
from app.lock import FolderLock
from app.outcome import EngineOutcome
from app.state import Problem
from app.store.errors import StoreError
from app.store.reader import Reader
from app.store.records import PersonalVersion, Profile
from app.translation import told, tr, tr_noop
from engine.errors import EngineError
from engine.training.personal_events import (
    Command,
    Failed,
    GateProgress,
    Paused,
    PauseReason,
    Preparing,
    Resumed,
    Started,
    Step,
    Stopped,
    Trained,
    TrainingEvent,
    Validation,
)
from models.encryption.files import PlainFiles

if TYPE_CHECKING:
    from app.personal.review import Review
    from app.personal.trainings import Training
    from models.adapters.entry import AdapterEntry
    from models.adapters.library import AdapterLibrary

STOPPED = tr_noop("Learning stopped before its end")
KEPT_SO_FAR = tr_noop("What it had learned is kept: it can go on where it was.")
END_SECONDS = 3.0
"""How long a training may take to keep its checkpoint when the program ends."""
STOP_SECONDS = 60.0
"""How long it may take to do so while the program goes on."""


class TrainingController(QObject):
    """A training waits while a reply is being written, and survives the end of the program."""

    changed = Signal(object)
    """TrainingState"""
    kept = Signal(object)
    """PersonalVersion that has been learned: offered, or a draft."""
    problem = Signal(object)
    """Problem"""
    closed = Signal()
    """No process is left, after `close`."""

    def __init__(
        self,
        store: StoreAccess,
        open_reader: Callable[[], Reader],
        folder: Path,
        files: PlainFiles,
        open_library: Callable[[], AdapterLibrary],
        command: Callable[[Path, Path], EngineCommand],
        worker: Executor,
        shelf_worker: Executor,
        courier: Courier,
        parent: QObject | None = None,
    ) -> None:
        """`folder` holds the trainings, kept as `files` does it. `command` starts a training with the job in a file and
        its model. `worker` reads and writes its files; `shelf_worker` is the thread of the library that `open_library`
        opens."""
        super().__init__(parent)
        self._store = store
        self._open_reader = open_reader
        self._files = files
        self._folder = folder
        self._open_library = open_library
        self._command = command
        self._worker = worker
        self._shelf_worker = shelf_worker
        self._courier = courier
        self._process = TrainingProcess(self)
        self._process.told.connect(self._take)
        self._process.ended.connect(self._ended)
        self._profile: Profile | None = None
        self._training: Training | None = None
        """Under way, or waiting to be taken up again."""
        self._lock: FolderLock | None = None
        """Of `_training`, while it is under way."""
        self._state = TrainingState()
        self._before_pause = TrainingPhase.READING
        self._is_writing = False
        self._is_told_to_wait = False
        self._is_trained = False
        self._is_closing = False

    @property
    def state(self) -> TrainingState:
        return self._state

    def set_profile(self, profile: Profile) -> None:
        """What was not finished for this profile can be taken up again."""
        before, self._profile = self._profile, profile
        if (before is None or before.id != profile.id) and not self._state.is_running:
            self._look_for_unfinished()

    def begin(self, review: Review, model: str) -> None:
        """Learn what `review` includes, with the model at this path."""
        if self._state.is_running or self._is_closing:
            return
        self._tell(TrainingState(TrainingPhase.READING))
        open_reader, folder, files = self._open_reader, self._folder, self._files

        def written() -> tuple[Training, FolderLock]:
            from app.personal.trainings import begin, hold

            with closing(open_reader()) as reader:
                number = len(reader.versions(review.profile.id)) + 1
            training = begin(folder, review, Path(model), f"{review.profile.name} {number}", files=files)
            return training, hold(training)

        self._courier.bring(self._worker.submit(written), lambda found: self._start(*found), self._not_done)

    def go_on(self) -> None:
        """Take up the training that was stopped, or whose outcome could not be kept."""
        training = self._training
        if training is None or self._state.is_running or self._is_closing:
            return
        self._tell(TrainingState(TrainingPhase.READING))

        def held() -> tuple[FolderLock, bool]:
            from app.personal.trainings import hold

            return hold(training), training.is_trained

        def taken_up(found: tuple[FolderLock, bool]) -> None:
            lock, is_trained = found
            if is_trained:
                self._lock = lock
                self._keep(training)
            else:
                self._start(training, lock)

        self._courier.bring(self._worker.submit(held), taken_up, self._not_done)

    def discard(self) -> None:
        """Give up the training that was stopped."""
        training = self._training
        if training is None or self._state.is_running:
            return
        self._training = None
        self._tell(TrainingState())

        def discarded() -> None:
            from app.personal.trainings import discard

            discard(training)

        self._courier.bring(self._worker.submit(discarded), lambda _: self._look_for_unfinished(), self._not_done)

    def pause(self) -> None:
        self._tell(replace(self._state, asked=True))
        self._say_whether_to_wait()

    def resume(self) -> None:
        """Also on the battery, if that is what it waits for; not before the reply that is being written."""
        self._tell(replace(self._state, asked=False, on_battery=False))
        self._is_told_to_wait = self._is_writing
        if not self._is_writing:
            self._process.tell(Command.RESUME)

    def set_writing(self, is_writing: bool) -> None:
        """Whether a reply is being written."""
        self._is_writing = is_writing
        self._say_whether_to_wait()

    def stop(self) -> None:
        """It can go on later."""
        if self._process.is_running or self._state.phase is TrainingPhase.READING:
            self._tell(replace(self._state, phase=TrainingPhase.STOPPING))
            self._process.stop(STOP_SECONDS)

    def close(self) -> None:
        """The program ends. `closed` follows, maybe at once."""
        self._is_closing = True
        if self._process.is_running:
            self._process.stop(END_SECONDS)
        else:
            self._release()
            self.closed.emit()

    # Inside

    def _look_for_unfinished(self) -> None:
        profile, folder, files, open_reader = self._profile, self._folder, self._files, self._open_reader
        if profile is None:
            return

        def found() -> list[tuple[Training, bool]]:
            if not any(folder.glob("*")):
                return []
            from app.personal.trainings import discard_deleted, unfinished  # late: most starts have none

            with closing(open_reader()) as reader:
                discard_deleted(folder, reader, files)
            return [(training, training.is_trained) for training in unfinished(folder, profile.id, files)]

        def take(trainings: list[tuple[Training, bool]]) -> None:
            other = self._profile is None or self._profile.id != profile.id
            if other or self._state.is_running or self._is_closing:
                return
            self._training, is_trained = trainings[0] if trainings else (None, False)
            self._tell(TrainingState(resumable=self._training is not None))
            if is_trained:
                self.go_on()

        self._courier.bring(self._worker.submit(found), take, self._not_done)

    def _start(self, training: Training, lock: FolderLock) -> None:
        self._training, self._lock = training, lock
        if self._is_closing or self._state.phase is TrainingPhase.STOPPING:
            self._release()
            self._tell(TrainingState(resumable=True))
            return
        self._is_told_to_wait = self._is_trained = False
        self._process.start(self._command(training.job_file, Path(training.job.model)))
        self._say_whether_to_wait()

    def _say_whether_to_wait(self) -> None:
        wanted = self._state.asked or (self._is_writing and not self._state.on_battery)
        if wanted != self._is_told_to_wait and self._process.is_running:
            self._is_told_to_wait = wanted
            self._process.tell(Command.PAUSE if wanted else Command.RESUME)

    def _take(self, event: TrainingEvent) -> None:
        state = self._state
        if state.phase is TrainingPhase.STOPPING and not isinstance(event, Trained | Failed):
            return
        match event:
            case Preparing():
                self._tell(replace(state, share=event.share))
            case Started():
                share = event.steps_done / event.steps if event.steps else 0.0
                self._tell(replace(state, phase=TrainingPhase.TRAINING, share=share))
            case Step():
                left = event.seconds_left
                self._tell(replace(state, phase=TrainingPhase.TRAINING, share=event.share, seconds_left=left))
            case GateProgress():
                share = event.done / event.total if event.total else 0.0
                self._tell(replace(state, phase=TrainingPhase.CHECKING, share=share, seconds_left=None))
            case Paused():
                if state.phase is not TrainingPhase.PAUSED:
                    self._before_pause = state.phase
                battery = event.reason is PauseReason.BATTERY
                reason = self._why(event.reason)
                self._tell(replace(state, phase=TrainingPhase.PAUSED, reason=reason, on_battery=battery))
            case Resumed():
                self._tell(replace(state, phase=self._before_pause, reason="", on_battery=False))
                self._say_whether_to_wait()
            case Failed():
                self.problem.emit(Problem(tr("Nothing was learned"), event.message, event.detail))
            case Trained():
                self._is_trained = True
            case Stopped() | Validation():
                pass

    def _why(self, reason: PauseReason) -> str:
        if reason is PauseReason.BATTERY:
            return tr("the computer runs on its battery")
        return tr("you asked for it") if self._state.asked else tr("a reply is being written")

    def _release(self) -> None:
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _ended(self, outcome: EngineOutcome | None) -> None:
        if self._is_closing:
            self._release()
            self.closed.emit()
        elif self._is_trained and self._training is not None:
            self._keep(self._training)
        else:
            self._release()
            was_stopped = self._state.phase is TrainingPhase.STOPPING
            self._tell(TrainingState(resumable=self._training is not None))
            if outcome is not None and not was_stopped:
                said = told(outcome.fault) or tr(
                    "The process that learns ended by itself, often because memory ran out."
                )
                self.problem.emit(Problem(STOPPED, f"{said} {tr(KEPT_SO_FAR)}", outcome.report()))

    def _keep(self, training: Training) -> None:
        """Put what was learned onto the shelf if it passed, and write down the version."""
        self._tell(TrainingState(TrainingPhase.KEEPING, 1.0))
        open_library = self._open_library

        def shelved() -> AdapterEntry | None:
            from app.personal.versions import shelve

            return shelve(training, open_library())

        def write_down(adapter: AdapterEntry | None) -> None:
            from app.personal.versions import keep  # the shelf's thread has it already

            self._store.ask(lambda store: keep(store, training, adapter), done, self._not_done)

        def done(version: PersonalVersion) -> None:
            self._release()
            self._training = None
            self._tell(TrainingState())
            self.kept.emit(version)

        self._courier.bring(self._shelf_worker.submit(shelved), write_down, self._not_done)

    def _not_done(self, error: BaseException) -> None:
        self._release()
        self._tell(TrainingState(resumable=self._training is not None))
        if isinstance(error, StoreError):
            self.problem.emit(problems.store_failed(error))
        elif isinstance(error, EngineError):
            self.problem.emit(Problem(tr("Learning could not go on"), error.message, error.detail))
        else:
            self.problem.emit(
                Problem(STOPPED, f"{tr('A file could not be read or written.')} {tr(KEPT_SO_FAR)}", str(error))
            )

    def _tell(self, state: TrainingState) -> None:
        if state != self._state:
            self._state = state
            self.changed.emit(state)
