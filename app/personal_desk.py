"""PersonalDesk: connects what the window has of learning from a person with those who act on it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.chat.adapters import AdapterController
from app.chat.conversation import ChatController
from app.chat.facts import FactController
from app.chat.feedback import FeedbackController
from app.chat.memories import MemoryController
from app.chat.personal_review import ReviewController
from app.chat.personal_training import TrainingController
from app.chat.personal_versions import VersionsController
from app.chat.shelf import ShelfController
from app.learning import ShownVersion
from app.state import Problem
from app.store.records import Memory, PersonalVersion, Profile
from app.translation import told, tr
from app.ui.window import MainWindow


class PersonalDesk(QObject):
    """It passes on what one says and another can do, and says what came of it."""

    def __init__(
        self,
        window: MainWindow,
        feedback: FeedbackController,
        memories: MemoryController,
        facts: FactController,
        review: ReviewController,
        training: TrainingController,
        versions: VersionsController,
        shelf: ShelfController,
        adapters: AdapterController,
        chat: ChatController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._feedback = feedback
        self._memories = memories
        self._facts = facts
        self._review = review
        self._training = training
        self._versions = versions
        self._shelf = shelf
        self._adapters = adapters
        self._learned: PersonalVersion | None = None
        """A version that has just been kept, until the list has it."""
        transcript = window.transcript
        chat.conversation_shown.connect(feedback.show)
        chat.conversation_shown.connect(lambda *_: versions.look_again())
        chat.writing_changed.connect(training.set_writing)
        chat.writing_changed.connect(facts.set_writing)
        transcript.page.judged.connect(feedback.judge)
        transcript.page.corrected.connect(feedback.correct)
        feedback.changed.connect(transcript.set_feedback)
        feedback.correction_returned.connect(transcript.return_correction)
        self._connect_views()
        self._connect_controllers()

    def set_profile(self, profile: Profile) -> None:
        for controller in (self._feedback, self._facts, self._review, self._training, self._versions):
            controller.set_profile(profile)

    def _connect_views(self) -> None:
        views, training = self._window.learning, self._training
        views.opened.connect(self._look)
        views.included.connect(self._review.include)
        views.edited.connect(self._review.edit)
        views.documents_added.connect(self._review.add_documents)
        views.document_removed.connect(self._review.remove_document)
        views.document_removed.connect(self._versions.tell_document_removed)
        views.vote_forgotten.connect(self._review.forget_vote)
        views.begin_requested.connect(self._begin)
        views.go_on_requested.connect(training.go_on)
        views.discard_requested.connect(training.discard)
        views.pause_requested.connect(training.pause)
        views.resume_requested.connect(training.resume)
        views.stop_requested.connect(training.stop)
        views.use_requested.connect(self._versions.use)
        views.undo_requested.connect(lambda _: self._versions.undo())
        views.merge_requested.connect(self._versions.merge)
        views.deletion_requested.connect(self._versions.delete)
        views.compare_requested.connect(self._compare)
        views.memory_added.connect(self._memories.add)
        views.memory_edited.connect(self._memories.update)
        views.memory_deleted.connect(self._delete_memory)
        views.facts_wanted.connect(self._facts.look)
        views.fact_search_stopped.connect(self._facts.stop)
        views.fact_refused.connect(self._refuse_fact)
        self._window.conversation_deleted.connect(self._versions.tell_learned_from)
        self._window.lists.acted.connect(lambda *_: self._versions.look_again())

    def _connect_controllers(self) -> None:
        window, views = self._window, self._window.learning
        self._memories.changed.connect(views.set_memories)
        self._facts.changed.connect(views.set_fact_search)
        self._facts.found.connect(self._memories.refresh)
        self._facts.asked.connect(self._adapters.forget_set)
        self._review.changed.connect(views.set_review)
        self._training.changed.connect(window.set_training)
        self._training.kept.connect(self._take_version)
        self._versions.changed.connect(self._show_versions)
        self._versions.used.connect(self._tell_used)
        self._versions.undone.connect(self._tell_undone)
        self._versions.merged.connect(self._tell_merged)
        self._versions.learned_from_document.connect(self._tell_document)
        self._versions.deleted.connect(lambda: self._notice(tr("Deleted, with all that it learned.")))
        self._versions.learned_from.connect(self._tell_learned_from)
        for source in (self._feedback, self._memories, self._facts, self._review, self._training, self._versions):
            source.problem.connect(self._tell_problem)

    def _look(self) -> None:
        self._review.look()
        self._versions.read()

    def _begin(self) -> None:
        review = self._review.review
        if review is not None and self._review.model_path:
            self._training.begin(review, self._review.model_path)

    def _take_version(self, version: PersonalVersion) -> None:
        self._learned = version
        self._shelf.refresh()
        self._versions.read()

    def _show_versions(self, versions: tuple[ShownVersion, ...]) -> None:
        views, learned = self._window.learning, self._learned
        views.set_versions(versions)
        if learned is None or all(shown.version.id != learned.id for shown in versions):
            return
        self._learned = None
        if views.view is not None and not views.view.is_written_in:
            views.view.show_report(learned.id)
        else:
            text = tr("{name} did not pass its test. Its report says what was learned.", name=learned.name)
            if learned.adapter:
                text = tr("{name} is ready. Its report says what was learned.", name=learned.name)
            self._notice(text, tr("Look"), lambda: views.open_report(learned.id))

    def _compare(self, key: str) -> None:
        """Beside the model as it is. The view makes room: what lies below an open dialog cannot be used."""
        view = self._window.learning.view
        if view is not None:
            view.accept()
        self._window.adapters.compare_requested.emit(key)

    def _tell_used(self, version: PersonalVersion) -> None:
        text = tr("Conversations start with {name}.", name=version.name)
        if self._adapters.own is None:
            self._notice(text)
        else:
            add = self._adapters.add
            self._notice(
                f"{text} {tr('The one that is open has adapters of its own.')}",
                tr("Use it there"),
                lambda: add(version.adapter),
            )

    def _tell_undone(self, undone: PersonalVersion, before: PersonalVersion | None) -> None:
        text = tr("Conversations start with the model as it is again, without {version}.", version=undone.name)
        if before is not None:
            text = tr(
                "Conversations start with {before} again, without {version}.", before=before.name, version=undone.name
            )
        self._notice(text)

    def _tell_merged(self, version: PersonalVersion) -> None:
        if self._window.learning.view is not None:
            self._learned = version
            self._versions.read()
        delete = self._versions.delete
        self._notice(
            tr("{name} is made. Nothing uses it yet.", name=version.name), tr("Undo"), lambda: delete(version.id)
        )

    def _tell_document(self, path: str, text: str) -> None:
        add = self._review.add_documents
        self._notice(text, tr("Undo"), lambda: add([path]))

    def _tell_learned_from(self, conversation_id: int, text: str) -> None:
        """In the place of the window's own notice of the deletion, and with its way back."""
        undone = self._window.deletion_undone
        self._window.show_notice(
            f"{tr('Conversation deleted.')} {told(text)}", tr("Undo"), lambda: undone.emit(conversation_id)
        )

    def _delete_memory(self, memory: Memory) -> None:
        self._memories.delete(memory.id)
        self._notice(tr("Fact deleted."), tr("Undo"), lambda: self._memories.add(memory.text))

    def _refuse_fact(self, memory: Memory) -> None:
        self._memories.refuse(memory.id)
        undo = self._memories.refuse
        self._notice(tr("It will not be proposed again."), tr("Undo"), lambda: undo(memory.id, refused=False))

    def _notice(self, text: str, label: str = "", act: Callable[[], None] | None = None) -> None:
        """In the view while it is open, which lies over the window."""
        (self._window.learning.view or self._window).show_notice(text, label, act)

    def _tell_problem(self, problem: Problem) -> None:
        (self._window.learning.view or self._window).show_problem(problem)
