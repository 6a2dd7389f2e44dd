"""ChatDesk: connects what the window has of the shown conversation with those who act on it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from app.chat.branches import BranchController
from app.chat.conversation import ChatController
from app.chat.drafts import DraftController
from app.chat.finding import FindController
from app.draft import Draft
from app.state import MessageAction
from app.store.branch_store import MessageDeletion
from app.store.records import Attachment, Conversation, StoredMessage
from app.ui import words
from app.ui.window import MainWindow


class ChatDesk(QObject):
    """Holds nothing: it passes on what one says and another can do, and says what came of it."""

    def __init__(
        self,
        window: MainWindow,
        chat: ChatController,
        branches: BranchController,
        drafts: DraftController,
        finding: FindController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._chat = chat
        self._branches = branches
        self._drafts = drafts
        self._finding = finding
        self._connect_views()
        self._connect_controllers()

    def _connect_views(self) -> None:
        window, transcript, chat = self._window, self._window.transcript, self._chat
        window.new_conversation_requested.connect(chat.show_new)
        window.conversation_selected.connect(chat.show)
        window.hit_selected.connect(chat.show)
        window.finding.wanted.connect(self._finding.find)
        window.message_submitted.connect(chat.submit)
        window.stop_requested.connect(chat.stop)
        window.retry_requested.connect(chat.writer.retry)
        window.draft_changed.connect(chat.measure_draft)
        window.conversation.draft_kept.connect(self._keep_draft)
        window.conversation.files_kept.connect(self._drafts.keep_files)
        window.message_action.connect(self._act)
        transcript.page.version_chosen.connect(chat.show_version)
        transcript.divider.edited.connect(chat.edit_summary)
        transcript.divider.again_requested.connect(chat.summarise_again)
        transcript.page.edited.connect(chat.writer.edit)
        transcript.page.edit_draft_changed.connect(self._drafts.keep)

    def _connect_controllers(self) -> None:
        window, chat, branches = self._window, self._chat, self._branches
        chat.conversation_shown.connect(self._show)
        chat.versions_changed.connect(window.transcript.set_versions)
        chat.mark_changed.connect(window.transcript.page.set_mark)
        chat.message_sought.connect(window.transcript.seek)
        chat.message_added.connect(window.add_message)
        chat.message_updated.connect(window.update_message)
        chat.text_appended.connect(window.append_text)
        chat.activity_changed.connect(window.set_activity)
        chat.context_changed.connect(window.set_context_use)
        chat.draft_returned.connect(window.restore_draft)
        chat.writer.edit_returned.connect(window.transcript.return_edit)
        branches.deleted.connect(self._offer_undo)
        self._drafts.found.connect(self._restore_drafts)
        self._drafts.files_found.connect(self._restore_files)
        self._finding.found.connect(window.finding.show_found)
        for source in (chat, branches, self._drafts, self._finding):
            source.problem.connect(window.show_problem)
        for source in (chat, branches):
            source.notice.connect(window.show_notice)

    def _show(self, conversation: Conversation | None, messages: Sequence[StoredMessage]) -> None:
        self._window.show_conversation(conversation, messages)
        self._drafts.show(conversation.id if conversation is not None else None)

    def _act(self, action: MessageAction, message_id: int) -> None:
        match action:
            case MessageAction.WRITE_AGAIN:
                self._chat.writer.write_again(message_id)
            case MessageAction.GO_ON:
                self._chat.writer.go_on(message_id)
            case MessageAction.DELETE:
                self._branches.delete(message_id, with_rest=False)
            case MessageAction.DELETE_REST:
                self._branches.delete(message_id, with_rest=True)

    def _offer_undo(self, deletion: MessageDeletion) -> None:
        text = words.deleted_messages(len(deletion.message_ids))
        self._window.notice_bar.offer_undo(text, lambda: self._branches.undo(deletion))

    def _keep_draft(self, conversation_id: int | None, text: str) -> None:
        self._drafts.keep(conversation_id, None, text)

    def _restore_drafts(self, conversation_id: int | None, drafts: dict[int | None, str]) -> None:
        if conversation_id != self._chat.shown_id:
            return
        if text := drafts.get(None):
            self._window.restore_draft(Draft(text))
        for message_id, text in drafts.items():
            if message_id is not None:
                self._window.transcript.return_edit(message_id, text)

    def _restore_files(self, conversation_id: int | None, files: tuple[Attachment, ...]) -> None:
        if conversation_id == self._chat.shown_id:
            self._window.restore_draft(Draft(attachments=files))
