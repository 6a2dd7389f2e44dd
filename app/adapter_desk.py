"""AdapterDesk: connects what the window has of adapters with those who act on it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from app.chat.adapter_sets import acting
from app.chat.adapters import AdapterController
from app.chat.compare import CompareController
from app.chat.conversation import ChatController
from app.chat.feedback import FeedbackController
from app.chat.model import ModelController
from app.chat.proposals import ProposalController
from app.chat.shelf import ShelfController
from app.draft import NO_DRAFT
from app.store.records import AdapterChoice
from app.translation import tr
from app.ui.window import MainWindow
from models.adapters.entry import AdapterEntry


class AdapterDesk(QObject):
    """Holds nothing: it passes on what one says and another can do, and says what came of it."""

    def __init__(
        self,
        window: MainWindow,
        shelf: ShelfController,
        adapters: AdapterController,
        proposals: ProposalController,
        compare: CompareController,
        feedback: FeedbackController,
        chat: ChatController,
        model: ModelController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._shelf = shelf
        self._adapters = adapters
        self._proposals = proposals
        self._compare = compare
        self._feedback = feedback
        self._chat = chat
        self._model = model
        self._connect_views()
        self._connect_controllers()

    def _connect_views(self) -> None:
        views, shelf, adapters = self._window.adapters, self._shelf, self._adapters
        views.row.switched.connect(adapters.switch)
        views.row.scaled.connect(adapters.set_scale)
        views.row.removed.connect(adapters.remove)
        views.row.profile_row_given.connect(adapters.keep_for_profile)
        views.row.profile_row_wanted.connect(adapters.follow_profile)
        views.row.proposal_dismissed.connect(adapters.decline)
        views.used.connect(adapters.use)
        views.steering_requested.connect(adapters.steer)
        views.paths_brought.connect(shelf.bring)
        views.shelf_opened.connect(lambda: shelf.refresh(tell=True))
        views.remove_requested.connect(shelf.remove)
        views.described.connect(shelf.describe)
        views.merge_requested.connect(shelf.merge)
        views.bake_requested.connect(shelf.bake)
        views.cancel_requested.connect(shelf.cancel)
        views.compare_requested.connect(self._open_comparison)

        self._window.draft_changed.connect(lambda draft: self._proposals.consider(draft.text))
        self._window.message_submitted.connect(lambda _: self._proposals.consider(""))
        self._proposals.proposed.connect(adapters.propose)

    def _connect_controllers(self) -> None:
        window, shelf, adapters = self._window, self._shelf, self._adapters
        shelf.changed.connect(window.adapters.set_shelf)
        shelf.task_changed.connect(window.adapters.set_task)
        shelf.problem.connect(window.show_adapter_problem)
        shelf.model_found.connect(self._model.choose)
        shelf.arrived.connect(self._offer_adapter)
        shelf.baked.connect(self._offer_model)
        adapters.row_changed.connect(window.adapters.set_row)
        adapters.conversation_changed.connect(self._chat.conversation_changed)
        adapters.problem.connect(window.show_adapter_problem)
        adapters.notice.connect(window.show_notice)
        self._compare.kept.connect(self._chat.keep_answer)
        self._chat.prompt_kept.connect(self._empty_message_box)
        self._compare.voted.connect(self._feedback.vote)
        self._compare.running_changed.connect(lambda _: adapters.forget_set())

    def _offer_adapter(self, entry: AdapterEntry) -> None:
        """It is on the shelf, and nothing uses it unless the person says so."""
        window = self._window
        if window.adapters.shelf is not None:
            window.adapters.shelf.choose(entry.key)
        found = self._shelf.find(entry.key)
        if found is None or found.misfit or found.entry.problem:
            window.show_adapter_notice(tr("{name} is on the shelf. The loaded model cannot use it.", name=entry.name))
            return
        if any(choice.key == entry.key for choice in acting(self._adapters.choices)):
            window.show_adapter_notice(tr("{name} is on the shelf, and this conversation uses it.", name=entry.name))
            return
        window.show_adapter_notice(
            tr("{name} is on the shelf. Use it in this conversation?", name=entry.name),
            tr("Use it"),
            lambda: self._adapters.add(entry.key),
        )

    def _empty_message_box(self, prompt: str) -> None:
        composer = self._window.composer
        if composer.draft.strip() == prompt.strip():
            composer.set_written(NO_DRAFT)

    def _offer_model(self, path: str) -> None:
        self._window.show_adapter_notice(
            tr("{name} is written. Load it?", name=Path(path).name), tr("Load it"), lambda: self._model.choose(path)
        )

    def _open_comparison(self, key: str) -> None:
        """With and without this adapter; where none is named, with and without the row."""
        view = self._window.adapters.open_comparison()
        if view is None:
            return
        compare, feedback = self._compare, self._feedback
        view.run_requested.connect(compare.run)
        view.stop_requested.connect(compare.stop)
        view.keep_requested.connect(compare.keep)
        view.voted.connect(compare.vote)
        view.vote_undone.connect(feedback.take_vote_back)
        feedback.vote_kept.connect(view.show_vote)
        feedback.vote_lost.connect(view.lose_vote)
        view.finished.connect(compare.close)
        compare.side_changed.connect(view.show_side)
        compare.text_came.connect(view.append_text)
        compare.running_changed.connect(view.set_running)
        compare.problem.connect(view.show_problem)
        found = self._shelf.find(key)
        only = (AdapterChoice(key, name=found.entry.name),) if found is not None else ()
        start = self._chat.comparison_start(self._window.composer.written)
        view.show_start(start, (), only or acting(self._adapters.choices))
