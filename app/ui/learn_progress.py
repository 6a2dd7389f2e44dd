"""The foot of the view: what a training would take and the button that begins it, or how far it is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout

from app.learning import ReviewState, TrainingPhase, TrainingState
from app.translation import plural, told, tr
from app.ui import learn_words, review_words
from app.ui.facts_table import wrapped


class LearnFoot(QFrame):
    begin_requested = Signal()
    go_on_requested = Signal()
    """Take up the training that was stopped."""
    discard_requested = Signal()
    """Give it up."""
    pause_requested = Signal()
    resume_requested = Signal()
    stop_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("learnFoot")
        self._review = ReviewState()
        self._state = TrainingState()
        self._text = wrapped("")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setMaximum(1000)
        self.begin = _button(tr("Learn"), "primary")
        self.begin.clicked.connect(self.begin_requested)
        self.go_on = _button(tr("Go on"), "primary")
        self.go_on.clicked.connect(self.go_on_requested)
        self.discard = _button(tr("Begin anew"), "plain")
        self.discard.clicked.connect(self.discard_requested)
        self.pause = _button(tr("Pause"), "plain")
        self.pause.clicked.connect(self._pause_or_resume)
        self.stop = _button(tr("Stop"), "plain")
        self.stop.setToolTip(tr("What has been learned so far is kept: it can go on later"))
        self.stop.clicked.connect(self.stop_requested)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._text, 1)
        for button in (self.pause, self.stop, self.discard, self.go_on, self.begin):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 20, 12)
        column.setSpacing(8)
        column.addWidget(self._bar)
        column.addLayout(row)
        self._show()

    def show_review(self, review: ReviewState) -> None:
        self._review = review
        self._show()

    def show_state(self, state: TrainingState) -> None:
        self._state = state
        self._show()

    def _show(self) -> None:
        state, review = self._state, self._review
        running, waits = state.is_running, state.resumable and not state.is_running
        self._bar.setVisible(running)
        self._bar.setValue(round(state.share * 1000))
        text = learn_words.training(state)
        self._bar.setAccessibleName(text)
        if waits:
            text = tr("A training was stopped before its end. It can go on where it was.")
        elif not running:
            text = told(review.obstacle) or review_words.estimate(review)
        self._text.setText(text)
        self.begin.setVisible(not running and not waits)
        number = len(review.review.training) if review.review is not None else 0
        self.begin.setEnabled(bool(number) and not review.obstacle)
        self.begin.setText(
            plural("Learn from {n} example", "Learn from {n} examples", number) if number else tr("Learn")
        )
        for button in (self.go_on, self.discard):
            button.setVisible(waits)
        self.go_on.setEnabled(not review.obstacle)
        may_pause = state.phase not in (TrainingPhase.STOPPING, TrainingPhase.KEEPING)
        self.pause.setVisible(running)
        self.pause.setEnabled(may_pause)
        self.pause.setText(tr("Go on") if state.asked or state.on_battery else tr("Pause"))
        self.stop.setVisible(running)
        self.stop.setEnabled(may_pause)

    def _pause_or_resume(self) -> None:
        waits = self._state.asked or self._state.on_battery
        (self.resume_requested if waits else self.pause_requested).emit()


def _button(text: str, role: str) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("role", role)
    button.setAutoDefault(False)
    return button
