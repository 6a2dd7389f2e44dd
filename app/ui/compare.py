"""The comparison: one prompt, two adapter sets, models or settings, two answers side by side."""

from __future__ import annotations

from collections.abc import Sequence
from random import getrandbits

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QTextCursor
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.comparison import (
    ComparisonRequest,
    ComparisonStart,
    Side,
    SideState,
    SideStatus,
    can_be_voted_on,
    parting,
)
from app.state import ModelChoice, ModelPhase, ModelStatus, Problem, ShelfAdapter
from app.store.records import AdapterChoice, Vote
from app.translation import plural, told, tr
from app.ui import words
from app.ui.announcements import announce
from app.ui.cards import ProblemCard
from app.ui.compare_side import ComparedSide
from app.ui.compare_vote import VOTE_ALIKE, VOTE_LEFT, VOTE_RIGHT, VoteBar
from app.ui.flow_layout import FlowLayout
from app.ui.shortcuts import native
from app.ui.theme import Theme
from app.ui.tick_box import TickBox

NARROW = 760
"""Width, in pixels, below which one answer stands above the other."""
PROMPT_LINES = 3


class Comparison(QDialog):
    """Takes values and emits signals. Closing it ends what is being written."""

    run_requested = Signal(object)
    """ComparisonRequest"""
    stop_requested = Signal()
    keep_requested = Signal(object)
    """Side: its answer is wanted in the conversation. The comparison closes."""
    voted = Signal(object)
    """Side: its answer is the better one; None where both are alike."""
    vote_undone = Signal(int)
    """Id of the vote."""
    problem_action = Signal(object)
    """A ProblemAction that the person chose."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("comparison")
        self.setWindowTitle(tr("Compare"))
        self.resize(1000, 680)
        self._start = ComparisonStart()
        self._models: tuple[ModelChoice, ...] = ()
        self._loaded = ""
        """Path of the model that is loaded."""
        self._is_running = False
        self._is_ready = False
        self._parted = False
        """The texts have parted: what comes after that changes nothing of where."""
        self.prompt = _PromptBox()
        self.prompt.run_pressed.connect(self._run)
        self.prompt.textChanged.connect(self._show_run)
        self.with_context = TickBox(theme)
        self.with_context.setChecked(True)
        self.same_seed = TickBox(theme, tr("Same seed"))
        self.same_seed.setChecked(True)
        self.same_seed.setToolTip(
            words.tool_tip(
                tr("Both draw with the same random numbers, so that what differs does not come from chance.")
            )
        )
        self.same_seed.setAccessibleDescription(tr("Both draw with the same random numbers"))
        self.blind = TickBox(theme, tr("Blind"))
        self.blind.setToolTip(
            words.tool_tip(tr("The answers are shuffled. What wrote which is shown once you have voted."))
        )
        self.blind.setAccessibleDescription(tr("What wrote which is shown once you have voted"))
        self.blind.toggled.connect(lambda on: on or self._show_names())
        self.run_button = QPushButton(tr("Run"))
        self.run_button.setObjectName("send")
        self.run_button.setAutoDefault(False)
        self.run_button.clicked.connect(self._press)
        self.problem_card = ProblemCard(theme)
        self.problem_card.action_chosen.connect(self.problem_action)
        self.sides = {side: ComparedSide(theme) for side in Side}
        for side, view in self.sides.items():
            view.keep_requested.connect(lambda side=side: self._keep(side))
            view.better_chosen.connect(lambda side=side: self._vote(side))
            view.text_changed.connect(self._show_parting)
        self.vote = VoteBar()
        self.vote.alike.clicked.connect(lambda: self._vote(None))
        self.vote.undo_requested.connect(self._undo_vote)
        for keys, side in ((VOTE_LEFT, Side.LEFT), (VOTE_RIGHT, Side.RIGHT), (VOTE_ALIKE, None)):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda side=side: self._vote(side))
        for side, keys in ((Side.LEFT, VOTE_LEFT), (Side.RIGHT, VOTE_RIGHT)):
            self.sides[side].better.setToolTip(keys)
        self._same = QLabel()
        self._same.setTextFormat(Qt.TextFormat.PlainText)
        self._same.setWordWrap(True)
        self._same.setProperty("role", "small")
        self._lay_out()
        self._show_run()

    # What the program tells the comparison

    def show_start(self, start: ComparisonStart, left: Sequence[AdapterChoice], right: Sequence[AdapterChoice]) -> None:
        """The prompt to begin with, and the set of each side."""
        self._start = start
        self.prompt.setPlainText(start.prompt)
        self.prompt.moveCursor(QTextCursor.MoveOperation.End)
        number = len(start.path)
        self.with_context.setText(plural("With {n} earlier message", "With {n} earlier messages", number))
        self.with_context.setVisible(bool(number))
        for side, choices in ((Side.LEFT, left), (Side.RIGHT, right)):
            self.sides[side].set_editor.set_choices([one for one in choices if one.active and one.scale])

    def show_adapters(self, adapters: Sequence[ShelfAdapter]) -> None:
        """The shelf, from which either set can be changed."""
        for view in self.sides.values():
            view.set_editor.show_adapters(adapters)

    def set_models(self, models: Sequence[ModelChoice]) -> None:
        """Those that could answer instead of the loaded one."""
        self._models = tuple(models)
        for view in self.sides.values():
            view.way_editor.set_models(models, self._loaded)

    def set_model(self, status: ModelStatus) -> None:
        if status.path != self._loaded:
            self._loaded = status.path
            self.set_models(self._models)
        self._is_ready = status.phase is ModelPhase.READY
        name = status.name if self._is_ready else tr("No model is loaded")
        if status.phase in (ModelPhase.STARTING, ModelPhase.LOADING):
            name = tr("{name} is being loaded", name=status.name) if status.name else tr("The model is being loaded")
        for view in self.sides.values():
            view.set_model(name)
        self._show_run()

    def show_side(self, side: Side, status: SideStatus) -> None:
        self.sides[side].show_status(status)
        if status.state is SideState.COMPLETE:
            announce(self, tr("{answer} is complete", answer=self.sides[side].accessibleName()))
        elif status.state is SideState.FAILED:
            announce(self, f"{self.sides[side].accessibleName()}: {told(status.metadata.error)}", assertive=True)
        self._show_parting()

    def append_text(self, side: Side, text: str) -> None:
        self.sides[side].append(text)

    def show_vote(self, vote: Vote) -> None:
        """The vote is kept."""
        self.vote.show_kept(vote.id)

        self.vote.undo.setFocus(Qt.FocusReason.OtherFocusReason)

    def lose_vote(self, problem: Problem) -> None:
        """It could not be kept, and can be cast again."""
        self.forget_vote()
        self.show_problem(problem)

    def forget_vote(self) -> None:
        """It can be cast again."""
        self.vote.forget()
        self._show_vote()

    def set_running(self, running: bool) -> None:
        self._is_running = running
        self._show_vote()
        self._show_run()
        self._show_parting()

    def show_problem(self, problem: Problem) -> None:
        self.problem_card.show_problem(problem)
        announce(self, words.spoken_problem(problem), assertive=True)

    # Inside

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._is_running:
            self.stop_requested.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        self._columns.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def _press(self) -> None:
        if self._is_running:
            self.stop_requested.emit()
        else:
            self._run()

    def _run(self) -> None:
        prompt = self.prompt.toPlainText()
        if self._is_running or not self._is_ready or not prompt.strip():
            return
        self.problem_card.dismiss()
        self._parted = False
        self.vote.forget()
        self._hide_names(hidden=self.blind.isChecked())
        self.run_requested.emit(
            ComparisonRequest(
                self._start,
                prompt,
                self.sides[Side.LEFT].choices,
                self.sides[Side.RIGHT].choices,
                with_context=self.with_context.isChecked(),
                same_seed=self.same_seed.isChecked(),
                left_way=self.sides[Side.LEFT].way,
                right_way=self.sides[Side.RIGHT].way,
            )
        )

    def _hide_names(self, *, hidden: bool) -> None:
        """Where they are hidden, chance decides which is asked first, and stands first."""
        left, right = self.sides[Side.LEFT], self.sides[Side.RIGHT]
        if hidden and getrandbits(1):
            sets, ways = (left.set_editor.choices, right.set_editor.choices), (left.way, right.way)
            for view, choices, way in zip((right, left), sets, ways, strict=True):
                view.set_editor.set_choices(choices)
                view.way_editor.set_way(way)
        for view, name in ((left, tr("Answer A")), (right, tr("Answer B"))):
            view.hide_set(name if hidden else "")

    def _show_names(self) -> None:
        self._hide_names(hidden=False)

    def _vote(self, better: Side | None) -> None:
        if not self._can_vote:
            return
        self.vote.show_cast(better)
        self._show_names()
        self._show_vote()
        if better is not None:
            announce(self, self.sides[better].accessibleName())
        self.voted.emit(better)

    def _undo_vote(self, vote_id: int) -> None:
        self.vote_undone.emit(vote_id)
        self.forget_vote()
        self.vote.alike.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _can_vote(self) -> bool:
        if self._is_running or self.vote.is_cast:
            return False
        return can_be_voted_on(*(self.sides[side].status for side in Side))

    def _show_vote(self) -> None:
        offered = self._can_vote
        for side, view in self.sides.items():
            view.offer_vote(offered=offered)
            view.mark_better(better=self.vote.is_cast and self.vote.better is side)
        self.vote.offer(offered=offered)
        over = not self._is_running and all(view.status.state.is_over for view in self.sides.values())
        if over and not offered:
            self._show_names()  # there is nothing to vote on any more

    def _keep(self, side: Side) -> None:
        self.keep_requested.emit(side)
        self.accept()

    def _show_run(self) -> None:
        running = self._is_running
        self.run_button.setText(tr("Stop") if running else tr("Run"))
        self.run_button.setToolTip(native("Esc" if running else "Enter"))
        self.run_button.setEnabled(running or (self._is_ready and bool(self.prompt.toPlainText().strip())))
        self.run_button.setProperty("stops", running)
        self.run_button.style().polish(self.run_button)
        for control in (self.with_context, self.same_seed, self.blind):
            control.setEnabled(not running)
        self.prompt.setReadOnly(running)

    def _show_parting(self) -> None:
        """Mark where the answers part, and say it."""
        if self._parted and all(view.text for view in self.sides.values()):
            return
        left, right = (self.sides[side].text for side in Side)
        index = parting(left, right) if left and right else None
        self._parted = index is not None
        for view in self.sides.values():
            view.show_parting(index)
        self._same.setText(_same_words(left, right, index, running=self._is_running))

    def _lay_out(self) -> None:
        label = QLabel(tr("Prompt"))
        label.setBuddy(self.prompt)
        switches = FlowLayout(spacing=16)
        switches.addWidget(self.with_context)
        switches.addWidget(self.same_seed)
        switches.addWidget(self.blind)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addLayout(switches, 1)
        row.addWidget(self.run_button, 0, Qt.AlignmentFlag.AlignTop)
        above = QVBoxLayout()
        above.setContentsMargins(20, 14, 20, 12)
        above.setSpacing(8)
        for part in (label, self.prompt):
            above.addWidget(part)
        above.addLayout(row)
        above.addWidget(self.problem_card)
        page = QWidget()
        page.setObjectName("page")
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, page)
        self._columns.setContentsMargins(20, 0, 20, 0)
        self._columns.setSpacing(12)
        for view in self.sides.values():
            self._columns.addWidget(view, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(page)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        closes = QPushButton(tr("Close"))
        closes.setProperty("role", "plain")
        closes.setAutoDefault(False)
        closes.clicked.connect(self.reject)
        foot = QFrame()
        foot.setObjectName("foot")
        foot_row = QHBoxLayout(foot)
        foot_row.setContentsMargins(20, 12, 20, 12)
        foot_row.setSpacing(8)
        foot_row.addWidget(self._same, 1)
        foot_row.addWidget(self.vote)
        foot_row.addWidget(closes)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(above)
        outer.addWidget(scroll, 1)
        outer.addSpacing(12)
        outer.addWidget(foot)


class _PromptBox(QPlainTextEdit):
    run_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("field")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setPlaceholderText(tr("What both are asked. Enter runs."))
        self.setAccessibleName(tr("Prompt"))
        self.setAccessibleDescription(tr("Enter runs, Shift and Enter starts a new line"))
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier):
            self.run_pressed.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(PROMPT_LINES * self.fontMetrics().lineSpacing() + 22)


def _same_words(left: str, right: str, index: int | None, *, running: bool) -> str:
    if not left or not right:
        return ""
    if index is None:
        if running:
            return ""
        return tr("Both answers are the same.") if left == right else tr("One answer is the beginning of the other.")
    number = len(left[:index].split())
    if not number:
        return tr("They differ from the first word on.")
    return plural(
        "The first word is the same; where they part is marked.",
        "The first {n} words are the same; where they part is marked.",
        number,
    )
