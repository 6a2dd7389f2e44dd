"""What the window has of learning from a person: the view, and a word in the status line while it is closed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.learning import FactSearch, ReviewState, ShownVersion, TrainingState
from app.store.records import Memory
from app.ui import learn_words
from app.ui.dialogs import Dialogs
from app.ui.shortcuts import native
from app.ui.theme import Theme

if TYPE_CHECKING:
    from app.ui.learn_dialog import LearnDialog


class LearnViews(QObject):
    """The view is made when it is opened; what it is to show is kept here."""

    button_changed = Signal()
    """It says something else, and needs other room."""
    opened = Signal()
    """What is to be learned from may have changed since it was looked for."""
    included = Signal(list, bool)
    """(keys of examples, whether they are to be used)"""
    edited = Signal(str, str)
    """(key of an example, text that is to be learned instead)"""
    documents_added = Signal(list)
    """Paths of files and folders to learn from, too."""
    document_removed = Signal(str)
    vote_forgotten = Signal(int)
    """Id"""
    begin_requested = Signal()
    go_on_requested = Signal()
    discard_requested = Signal()
    pause_requested = Signal()
    resume_requested = Signal()
    stop_requested = Signal()
    use_requested = Signal(int)
    """Id of a version."""
    undo_requested = Signal(int)
    merge_requested = Signal(list)
    """Ids of versions."""
    deletion_requested = Signal(int)
    compare_requested = Signal(str)
    """Key of an adapter."""
    memory_added = Signal(str)
    memory_edited = Signal(int, str)
    memory_deleted = Signal(object)
    """Memory"""
    facts_wanted = Signal()
    """The person would like the model to look for some."""
    fact_search_stopped = Signal()
    fact_refused = Signal(object)
    """Memory"""
    problem_action = Signal(object)

    def __init__(self, theme: Theme, dialogs: Dialogs, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._dialogs = dialogs
        self._window = window
        self._review = ReviewState()
        self._state = TrainingState()
        self._versions: tuple[ShownVersion, ...] = ()
        self._memories: tuple[Memory, ...] = ()
        self._fact_search = FactSearch()
        self._view: LearnDialog | None = None
        self.button = QPushButton()
        self.button.setProperty("role", "link")
        self.button.setToolTip(native("Ctrl+Shift+L"))
        self.button.clicked.connect(self._press)
        theme.dress(self.button, "learn")
        self.button.hide()

    @property
    def view(self) -> LearnDialog | None:
        """While it is open: what concerns learning is told there then."""
        return self._view

    @property
    def button_words(self) -> str:
        """For the status line; empty where there is nothing to say."""
        return learn_words.training_short(self._state) or learn_words.forgetting_short(self._versions)

    def set_review(self, review: ReviewState) -> None:
        self._review = review
        if self._view is not None:
            self._view.show_review(review)

    def set_state(self, state: TrainingState) -> None:
        self._state = state
        self._show_button()
        if self._view is not None:
            self._view.show_state(state)

    def set_versions(self, versions: Sequence[ShownVersion]) -> None:
        self._versions = tuple(versions)
        self._show_button()
        if self._view is not None:
            self._view.show_versions(versions)

    def set_memories(self, memories: Sequence[Memory]) -> None:
        self._memories = tuple(memories)
        if self._view is not None:
            self._view.show_memories(memories)

    def set_fact_search(self, search: FactSearch) -> None:
        self._fact_search = search
        if self._view is not None:
            self._view.show_fact_search(search)

    def _show_button(self) -> None:
        self.button.setText(self.button_words)
        self.button.setAccessibleName(learn_words.training(self._state) or self.button_words)
        self.button_changed.emit()

    def _press(self) -> None:
        """What the button is about is shown at once."""
        version_id = learn_words.forgetting(self._versions)
        if version_id is not None and not learn_words.training_short(self._state):
            self.open_report(version_id)
        else:
            self.open()

    def open(self) -> None:
        if self._view is not None:
            self._view.raise_()
            self._view.activateWindow()
            return
        self._view = view = self._new_view()
        view.show_state(self._state)
        view.show_review(self._review)
        view.show_versions(self._versions)
        view.show_memories(self._memories)
        view.show_fact_search(self._fact_search)
        self._dialogs.open("learn", view)
        self.opened.emit()

    def open_report(self, version_id: int) -> None:
        self.open()
        if self._view is not None:
            self._view.show_report(version_id)

    def _new_view(self) -> LearnDialog:
        from app.ui.learn_dialog import LearnDialog  # late: most starts never open it

        view = LearnDialog(self._theme, self._window)
        view.review.included.connect(self.included)
        view.review.edited.connect(self.edited)
        view.review.documents.added.connect(self.documents_added)
        view.review.documents.removed.connect(self.document_removed)
        view.review.vote_forgotten.connect(self.vote_forgotten)
        view.foot.begin_requested.connect(self.begin_requested)
        view.foot.go_on_requested.connect(self.go_on_requested)
        view.foot.discard_requested.connect(self.discard_requested)
        view.foot.pause_requested.connect(self.pause_requested)
        view.foot.resume_requested.connect(self.resume_requested)
        view.foot.stop_requested.connect(self.stop_requested)
        view.versions.use_requested.connect(self.use_requested)
        view.versions.undo_requested.connect(self.undo_requested)
        view.versions.deletion_requested.connect(self.deletion_requested)
        view.versions.merge_requested.connect(self.merge_requested)
        view.versions.compare_requested.connect(self.compare_requested)
        view.memories.added.connect(self.memory_added)
        view.memories.edited.connect(self.memory_edited)
        view.memories.deleted.connect(self.memory_deleted)
        view.memories.found.look_requested.connect(self.facts_wanted)
        view.memories.found.stop_requested.connect(self.fact_search_stopped)
        view.memories.found.kept.connect(self.memory_edited)
        view.memories.found.refused.connect(self.fact_refused)
        view.problem_action.connect(self.problem_action)
        view.finished.connect(self._forget_view)
        return view

    def _forget_view(self) -> None:
        self._view = None
