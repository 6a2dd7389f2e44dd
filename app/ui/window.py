"""The main window: puts the views together and speaks for them. It takes values and emits signals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow

from app.draft import Draft
from app.dynamic import DynamicState
from app.learning import TrainingState
from app.settings import Settings
from app.state import (
    Activity,
    ChatActivity,
    ContextUse,
    MessageAction,
    ModelChoice,
    ModelPhase,
    ModelStatus,
    Problem,
    ProblemAction,
)
from app.store.records import Conversation, Profile, StoredMessage
from app.store.search_reader import Hit
from app.translation import told, tr
from app.ui import dynamic_words, words
from app.ui.adapter_views import AdapterViews
from app.ui.announcements import announce
from app.ui.attachment_views import AttachmentViews
from app.ui.backup_views import BackupViews
from app.ui.cards import NoticeBar, ProblemCard
from app.ui.conversation_views import ConversationViews
from app.ui.desktop_views import DesktopViews
from app.ui.dialogs import Dialogs
from app.ui.encoder_views import EncoderViews
from app.ui.encryption_views import EncryptionViews
from app.ui.exchange_views import ExchangeViews
from app.ui.file_drops import FileDrops
from app.ui.find_bar import FindViews
from app.ui.first_steps_views import FirstStepsViews
from app.ui.help_views import HelpViews
from app.ui.learn_views import LearnViews
from app.ui.model_library_views import LibraryViews
from app.ui.privacy_views import PrivacyViews
from app.ui.profile_views import ProfileViews
from app.ui.renderer import Renderer
from app.ui.schema_views import SchemaViews
from app.ui.shortcuts import WHEN_FULL, add_shortcuts
from app.ui.sidebar_views import SidebarViews
from app.ui.status_line import StatusLine
from app.ui.theme import Theme, app_icon
from app.ui.token_views import TokenViews
from app.ui.top_bar import TopBar
from app.ui.window_layout import lay_out, order_tabs, window_stops
from app.ui.window_shortcuts import window_shortcuts


class MainWindow(QMainWindow):
    """Everything the person sees. Nothing here reads the disk, talks to the engine or waits."""

    new_conversation_requested = Signal()
    conversation_selected = Signal(int)
    hit_selected = Signal(int, int)
    """(conversation id, message id): a conversation, at the message that a search found in it"""
    conversation_renamed = Signal(int, str)
    conversation_deleted = Signal(int)
    deletion_undone = Signal(int)
    search_changed = Signal(str)
    message_submitted = Signal(object)
    """Draft"""
    stop_requested = Signal()
    retry_requested = Signal()
    message_action = Signal(object, int)
    """(MessageAction, message id)"""
    draft_changed = Signal(object)
    """Draft: what would be sent now, once typing has paused for 300 ms, or another conversation is shown."""
    model_chosen = Signal(str)
    """Path of a model file."""
    settings_changed = Signal(object)
    """A Settings value."""
    problem_action = Signal(object)
    """A ProblemAction that the window does not carry out by itself."""
    data_folder_requested = Signal()
    closing = Signal()

    def __init__(self, theme: Theme, data_folder: Path | None = None) -> None:
        """`data_folder` is only shown, in the settings."""
        super().__init__()
        self._theme = theme
        self._settings = Settings()

        self._renderer = Renderer(self)
        self.top_bar = TopBar(theme)
        self.conversation = ConversationViews(theme, self._renderer, self)
        self.transcript, self.welcome = self.conversation.transcript, self.conversation.welcome
        self.composer = self.conversation.composer
        self.finding = FindViews(theme, self.transcript, self)
        self.problem_card = ProblemCard(theme)
        self.notice_bar = NoticeBar(theme)
        self._dialogs = Dialogs(theme, data_folder, self)
        self.lists = SidebarViews(theme, self.conversation, self.finding, self.notice_bar, self._dialogs, self)
        self.sidebar = self.lists.sidebar
        self.exchange = ExchangeViews(self._dialogs, self)
        self.profiles = ProfileViews(theme, self.sidebar.profile, self._dialogs, self)
        self.attachments = AttachmentViews(self.conversation, self._dialogs, self)
        self.schema = SchemaViews(theme, self.composer, self._dialogs, self)
        self.adapters = AdapterViews(theme, self._dialogs, self)
        self.library = LibraryViews(theme, self._dialogs, self)
        self.tokens = TokenViews(theme, self._dialogs, self)
        self.learning = LearnViews(theme, self._dialogs, self)
        self.backup = BackupViews(theme, self._dialogs, self)
        self.encoders = EncoderViews(theme, self._dialogs, self)
        self.encryption = EncryptionViews(theme, self._dialogs, self)
        self.help = HelpViews(self._dialogs, self)
        self.first_steps = FirstStepsViews(theme, self._dialogs, self)
        self.privacy = PrivacyViews(theme, self._dialogs, lambda: self._settings.allow_downloads, self)
        self.desktop = DesktopViews(theme, self._renderer, self._dialogs, self)
        self.status_line = StatusLine(theme, self.tokens.button, self.learning.button)
        self.composer.set_row(self.adapters.row)
        self.drops = FileDrops(theme, self, tr("Drop files to be read, conversations, an adapter or a model"))
        self._lay_out()
        self._connect()
        self.acts = window_shortcuts(self)
        add_shortcuts(self, self.acts)
        self.setWindowTitle("Homespun")
        self.setWindowIcon(app_icon())
        self.setMinimumSize(420, 360)
        self.resize(1180, 780)
        self._show_title()
        self.composer.focus()

    # What the controllers tell the window

    def set_hits(self, hits: Mapping[int, Hit]) -> None:
        """By conversation: what the search found in those that are shown next."""
        self.lists.set_hits(hits)

    def show_conversations(self, conversations: Sequence[Conversation], selected_id: int | None) -> None:
        """The list as it is now, newest first; with a search, what was found."""
        self.sidebar.show_conversations(conversations, selected_id)
        shown = self.conversation.conversation
        for conversation in conversations:
            if shown is not None and conversation.id == shown.id:
                self.conversation.conversation = conversation
                self._show_title()

    def show_conversation(self, conversation: Conversation | None, messages: Sequence[StoredMessage]) -> None:
        """Show a conversation from its first message to its head; None is a new one that is not stored yet."""
        self.finding.conversation_shown(same=self.conversation.show(conversation, messages))
        self.tokens.set_messages(self.transcript.messages)
        self._show_title()

    def add_message(self, message: StoredMessage) -> None:
        """A message after those that are shown. A reply that is being written is added with the state STREAMING."""
        self.conversation.add(message)
        self.tokens.set_messages(self.transcript.messages)

    def update_message(self, message: StoredMessage) -> None:
        """The content, the state and the metadata of a message that is shown, as they now are."""
        self.conversation.update(message)
        self.tokens.set_messages(self.transcript.messages)

    def append_text(self, message_id: int, delta: str) -> None:
        """More text of a reply that is being written."""
        self.transcript.append_text(message_id, delta)

    def set_activity(self, activity: ChatActivity) -> None:
        self.conversation.set_activity(activity)
        self.status_line.set_activity(activity)

    def set_models(self, models: Sequence[ModelChoice]) -> None:
        self.top_bar.model.set_choices(models)
        self.profiles.set_models(models)
        self.adapters.set_models(models)

    def set_model_status(self, status: ModelStatus) -> None:
        self.top_bar.model.set_status(status)
        self.status_line.set_model_status(status)
        self.welcome.set_model_status(status)
        self.adapters.set_model_status(status)
        self.library.set_model_status(status)
        if status.phase is ModelPhase.READY:
            self._announce(tr("The model is ready"))

    def set_dynamic(self, state: DynamicState) -> None:
        self.tokens.set_state(state)
        self.status_line.set_dynamic_words(dynamic_words.button(state))

    def set_training(self, state: TrainingState) -> None:
        self.learning.set_state(state)

    def set_context_use(self, use: ContextUse) -> None:
        self.status_line.set_context_use(use)

    def set_settings(self, settings: Settings) -> None:
        self._settings = settings
        self._theme.apply(settings.theme, settings.text_size)
        self.top_bar.set_downloads_allowed(settings.allow_downloads)
        self.library.set_downloads_allowed(settings.allow_downloads)
        self.lists.place.set_wanted(settings.sidebar_visible)
        self.welcome.first_steps.show_settings(settings)
        if settings.window_geometry and not self.isVisible():
            self.restoreGeometry(QByteArray.fromBase64(settings.window_geometry.encode()))

    def set_profiles(self, profiles: Sequence[Profile], present: Profile) -> None:
        """All of them, and the one whose conversations are listed."""
        self.profiles.set_profiles(profiles, present)

    def show_adapter_problem(self, problem: Problem) -> None:
        """On the shelf while it is open, which lies over the window."""
        if self.adapters.shelf is not None:
            self.adapters.shelf.show_problem(problem)
        else:
            self.show_problem(problem)

    def show_problem(self, problem: Problem) -> None:
        self.problem_card.show_problem(problem)
        self._announce(words.spoken_problem(problem), assertive=True)

    def clear_problem(self) -> None:
        self.problem_card.dismiss()

    def show_notice(self, text: str, label: str = "", act: Callable[[], None] | None = None) -> None:
        """With at most one thing that can be done about it."""
        self.notice_bar.show_notice(text, label, act)
        self._announce(told(text))

    def show_adapter_notice(self, text: str, label: str = "", act: Callable[[], None] | None = None) -> None:
        """On the shelf while it is open, which lies over the window."""
        (self.adapters.shelf or self).show_notice(text, label, act)

    def show_library_problem(self, problem: Problem) -> None:
        """In the view of the models while it is open, which lies over the window."""
        (self.library.view or self).show_problem(problem)

    def show_library_notice(self, text: str, label: str = "", act: Callable[[], None] | None = None) -> None:
        """In the view of the models while it is open, which lies over the window."""
        (self.library.view or self).show_notice(text, label, act)

    def restore_draft(self, draft: Draft) -> None:
        """Put a message that could not be sent back into the box, before what was typed since."""
        self.conversation.restore_draft(draft)

    def raise_window(self) -> None:
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def geometry_text(self) -> str:
        """For Settings.window_geometry."""
        return self.saveGeometry().toBase64().toStdString()

    # Dialogs

    @property
    def settings(self) -> Settings:
        """As they were last told to the window."""
        return self._settings

    def dialog(self, name: str) -> QDialog:
        """An open dialog: "settings", "shortcuts", "model" (a file to choose) or "link". Raises KeyError."""
        return self._dialogs[name]

    def open_settings(self) -> None:
        self._dialogs.open_settings(self._settings)

    def open_palette(self) -> None:
        self._dialogs.open_palette(self.acts)

    def open_shortcuts(self) -> None:
        self._dialogs.open_shortcuts()

    def choose_model_file(self) -> None:
        self._dialogs.choose_model_file()

    # Inside

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(200, self._renderer, self._renderer.warm)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        self._renderer.close()
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lists.place.set_window_width(self.width())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._show_title()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Comes here when nothing that has the keyboard wanted it.
        if event.key() == Qt.Key.Key_Escape:
            self._escape()
        elif not self.conversation.take_key(event):
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        foot = (
            self.problem_card,
            self.notice_bar,
            self.adapters.progress,
            self.library.progress,
            self.exchange.progress,
            self.tokens.progress,
            self.composer,
        )
        self.setCentralWidget(
            lay_out(self.sidebar, self.top_bar, self.finding.bar, self.transcript, self.welcome, foot, self.status_line)
        )
        order_tabs(window_stops(self))

    def _connect(self) -> None:
        self.lists.new_requested.connect(self.new_conversation_requested)
        self.lists.selected.connect(self.conversation_selected)
        self.lists.hit_selected.connect(self.hit_selected)
        self.lists.deleted.connect(self.conversation_deleted)
        self.lists.deletion_undone.connect(self.deletion_undone)
        self.finding.left.connect(self.composer.focus)
        self.sidebar.renamed.connect(self.conversation_renamed)
        self.sidebar.search_changed.connect(self.search_changed)
        self.sidebar.settings_requested.connect(self.open_settings)
        self.sidebar.learning_requested.connect(self.learning.open)
        self.sidebar.backup_requested.connect(self.backup.open)
        self.sidebar.keys_requested.connect(self.open_shortcuts)
        self.sidebar.report_requested.connect(self.help.open_report)
        self.lists.place.wanted_changed.connect(self._keep_sidebar)
        self.top_bar.sidebar_toggled.connect(self.lists.place.toggle)
        self.top_bar.model_chosen.connect(self.model_chosen)
        self.top_bar.model_file_requested.connect(self.choose_model_file)
        self.top_bar.all_models_requested.connect(self.library.open)
        self.top_bar.offline_explained.connect(lambda text: self.show_notice(text, tr("Show"), self.privacy.open))
        self.transcript.page.acted.connect(self._act_on_message)
        self.transcript.page.link_activated.connect(self._dialogs.confirm_link)
        self.transcript.page.notice.connect(self.show_notice)
        self.transcript.page.inspection_requested.connect(self.tokens.open_inspector)
        self.transcript.divider.other_way_wanted.connect(lambda: self.acts[WHEN_FULL]())
        self.welcome.model_requested.connect(self.choose_model_file)
        self.problem_card.action_chosen.connect(self._act_on_problem)
        self.conversation.submitted.connect(self._submit)
        self.conversation.retry_requested.connect(self._retry)
        self.conversation.draft_changed.connect(self.draft_changed)
        self.composer.stop_requested.connect(self.stop_requested)
        self.drops.dropped.connect(lambda paths: self.attachments.bring(self.exchange.taken_from(paths)))
        self.adapters.row.remedy_chosen.connect(self._act_on_problem)
        self.adapters.problem_action.connect(self._act_on_problem)
        self.library.problem_action.connect(self._act_on_problem)
        self.learning.problem_action.connect(self._act_on_problem)
        self.learning.button_changed.connect(self.status_line.make_room)
        self.library.settings_requested.connect(self.open_settings)
        self._dialogs.settings_changed.connect(self.settings_changed)
        self._dialogs.data_folder_requested.connect(self.data_folder_requested)
        self._dialogs.backup_requested.connect(self.backup.open)
        self._dialogs.encoders_requested.connect(self.encoders.open)
        self._dialogs.encryption_requested.connect(self.encryption.open)
        self._dialogs.privacy_requested.connect(self.privacy.open)
        self._dialogs.model_chosen.connect(self.model_chosen)

    def _show_title(self) -> None:
        shown = self.conversation.conversation
        title = shown.title if shown else tr("New conversation")
        self.top_bar.title.set_whole(title)
        self.setWindowTitle(tr("{title} \u2014 Homespun", title=title) if shown else "Homespun")

    def _keep_sidebar(self, shown: bool) -> None:
        self.settings_changed.emit(replace(self._settings, sidebar_visible=shown))

    def _submit(self, draft: Draft) -> None:
        self.clear_problem()  # whoever goes on has read it; if it persists, it comes back
        self.message_submitted.emit(draft)

    def _retry(self) -> None:
        self.clear_problem()
        self.retry_requested.emit()

    def _act_on_message(self, action: MessageAction, message_id: int) -> None:
        self.clear_problem()
        self.message_action.emit(action, message_id)

    def _escape(self) -> None:
        if self.conversation.activity is not Activity.IDLE:
            self.stop_requested.emit()
        elif self.problem_card.problem is not None:
            self.problem_card.dismiss()
        elif not (self.finding.close() or self.adapters.row.dismiss_proposal()):
            self.composer.focus()

    def _act_on_problem(self, action: ProblemAction) -> None:
        self.problem_card.dismiss()
        match action:
            case ProblemAction.CHOOSE_MODEL:
                self.top_bar.model.open_menu()
            case ProblemAction.OPEN_SETTINGS:
                self.open_settings()
            case ProblemAction.OPEN_DATA_FOLDER:
                self.data_folder_requested.emit()
            case ProblemAction.TAKE_OUT_ADAPTERS | ProblemAction.SWITCH_OFF_ADAPTERS:
                self.problem_action.emit(action)
                self.composer.focus()  # where the message waits
            case _:
                self.problem_action.emit(action)

    def _announce(self, text: str, *, assertive: bool = False) -> None:
        announce(self, text, assertive=assertive)


def make_theme(application: QApplication) -> Theme:
    """Dress the application; there is one theme in a program."""
    return Theme(application)
