"""The window's program: builds the objects and connects them."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from app.adapter_desk import AdapterDesk
from app.attachment_desk import AttachmentDesk
from app.care import Care
from app.chat.adapters import AdapterController
from app.chat.attaching import AttachmentController
from app.chat.branches import BranchController
from app.chat.compare import CompareController
from app.chat.conversation import ChatController
from app.chat.conversations import ConversationListController
from app.chat.courier import Courier
from app.chat.draft_meter import DraftMeter
from app.chat.drafts import DraftController
from app.chat.dynamic import DynamicController
from app.chat.encoders import EncoderController
from app.chat.encryption import EncryptionController
from app.chat.exchange import ExchangeController
from app.chat.facts import FactController
from app.chat.feedback import FeedbackController
from app.chat.finding import FindController
from app.chat.inspection import InspectionController
from app.chat.languages import LanguagePricer
from app.chat.library import LibraryController
from app.chat.memories import MemoryController
from app.chat.model import ModelController
from app.chat.model_choices import ModelFiles
from app.chat.model_fit import Scales
from app.chat.other_format import FormatWriter
from app.chat.passages import PassageController
from app.chat.personal_review import ReviewController
from app.chat.personal_training import TrainingController
from app.chat.personal_versions import VersionsController
from app.chat.preferences import Preferences
from app.chat.pricing import PriceMeasurement
from app.chat.privacy import PrivacyController
from app.chat.profiles import ProfileController
from app.chat.proposals import ProposalController
from app.chat.quick import QuickController
from app.chat.second_engine import SecondEngine
from app.chat.shelf import ShelfController
from app.chat.structure import StructureController
from app.chat.summaries import SummaryController
from app.chat.titles import TitleController
from app.chat_desk import ChatDesk
from app.client import EngineClient
from app.desktop_desk import DesktopDesk
from app.encoder_desk import EncoderDesk
from app.encryption_desk import EncryptionDesk
from app.language_texts import language_texts
from app.languages import use_language
from app.launch import EngineCommand, engine_command, program_command, training_command
from app.library_desk import LibraryDesk
from app.looking import ChildImporter, ChildInspector, ChildReader
from app.opened_files import OpenedFiles
from app.order_desk import OrderDesk
from app.personal_desk import PersonalDesk
from app.place import Place
from app.privacy.erasing import Erasure
from app.privacy_desk import PrivacyDesk
from app.profile_desk import ProfileDesk
from app.settings import LoadedSettings, Settings, SettingsFile
from app.single_instance import InstanceListener
from app.state import ProblemAction
from app.store.records import Conversation
from app.store_desk import StoreDesk
from app.token_desk import TokenDesk
from app.translation import tr
from app.ui.window import MainWindow, make_theme
from app.workers import Workers
from models.encoders import EncoderShelf
from models.encryption.files import files_of
from models.encryption.keys import DataKey
from models.encryption.scratch import sweep

if TYPE_CHECKING:
    from app.downloads import Downloads
    from models.adapters.library import AdapterLibrary
    from models.library import Library
    from models.machine import Machine

ENGINE_SECONDS = 3.0
"""How long the engine may take to end."""
END_SECONDS = 6.0
"""How long the end of the program may take altogether, whatever hangs."""


class Program(QObject):
    """Everything behind one window. `closed` comes when all is saved and the engine has ended."""

    closed = Signal()

    def __init__(self, application: QApplication, place: Place) -> None:
        super().__init__()
        self._place = place
        self._folder = place.folder
        self._key = key = place.key
        self._files = files_of(key)
        self._listed: list[Conversation] = []
        self._is_closing = False
        self._is_closed = False
        self.erases = Erasure.NOTHING
        """What is to be erased once it has ended."""
        self.key_after: DataKey | None = None
        """What it is then to be told."""
        self.starts_again = False
        """Whether it is to be started anew once it has ended."""
        self._waits_for = {"engine", "store", "files", "prices", "training", "second"}
        self._listener: InstanceListener | None = None
        file = SettingsFile(self._folder.settings)
        self._loaded: LoadedSettings = file.load()
        settings = replace(self._loaded.settings, first_steps=self._loaded.is_new or self._loaded.settings.first_steps)
        use_language(application, settings.language)

        self._courier = Courier(self)
        self._workers = workers = Workers()
        self.window = MainWindow(make_theme(application), self._folder.path)
        self._store_desk = StoreDesk(self.window, place, workers.files, self._courier, self)
        self._store = self._store_desk.store
        composers = self._folder.composers
        files = (self._folder.models, self._folder.adapters)
        baking = self._folder.models / ".baking"
        command = engine_command(self._folder.states, settings.state_cache_bytes, composers, files).knowing(key)
        self.client = EngineClient(command.reading(*self._last_model(settings)).writing(baking), self)
        self.preferences = Preferences(settings, file, workers.files, self._courier, self)
        inspector = ChildInspector()
        model_files = ModelFiles(self._folder.models, inspector)
        self.model = ModelController(self.client, model_files, workers.files, self._courier, settings, self)
        self.library = LibraryController(
            model_files.library,
            self._open_downloads,
            Scales(self._measure_machine),
            FormatWriter(self._folder.models, engine_command(files=())),
            self.model,
            settings,
            workers.models,
            workers.library,
            self._courier,
            Path.home(),
            os.environ,
            self,
        )
        self.shelf = ShelfController(
            self.client, self._open_library, inspector, self.model, workers.adapters, self._courier, baking, self
        )
        self.adapters = AdapterController(self.client, self._store, self.model, self.shelf, self)
        self.opened = OpenedFiles(self.shelf, self.model, self.window.exchange.taken_from, self)
        self._pricing = PriceMeasurement(engine_command(composers=composers, files=files), self)
        self.dynamic = DynamicController(self._store, self.model, self._pricing, self)
        self.memories = MemoryController(self._store, self)
        structure = StructureController(self.client, self._store, self.model, workers.files, self._courier, self)
        self.summaries = SummaryController(self.client, self._store, self.model, settings, self)
        self.chat = ChatController(
            self.client, self._store, self.model, self.adapters, self.dynamic, self.memories, self.summaries, structure,
            settings, self,
        )  # fmt: skip
        self.conversations = ConversationListController(self.client, self._store, self)
        self.exchange = ExchangeController(
            self._store, self._store_desk.open_reader, self._command, workers.exchange, self._courier, self
        )
        self.titles = TitleController(self.client, self._store, self.model, settings, self)
        self.branches = BranchController(self._store, self.chat, self)
        self.drafts = DraftController(self._store, self)
        self.branches.deleted.connect(lambda _: self.conversations.purge_later())
        finding = FindController(self._store, self.chat, self)
        self.chat_desk = ChatDesk(self.window, self.chat, self.branches, self.drafts, finding, self)
        self.order_desk = OrderDesk(self.window, self.conversations, self.exchange, self.titles, self.chat, self)
        self.titles.asked.connect(self.adapters.forget_set)
        self.proposals = ProposalController(self.shelf, workers.files, self._courier, settings, self)
        self._second = SecondEngine(engine_command(composers=composers, files=files).knowing(key), self)
        self.compare = CompareController(self.client, self.model, self.shelf.find, settings, self._second, self)
        self.feedback = FeedbackController(self._store, self)
        self._connect_window()
        self._connect_controllers()
        self.attaching = AttachmentController(ChildReader(), workers.attachments, self._courier, self)
        meter = DraftMeter(self.client, self.model, self.chat.alone, lambda: self.dynamic.state.degree, self)
        self.care = Care(
            self.window, place, self.preferences, self.library, self.conversations, workers.exchange,
            self._courier, self,
        )  # fmt: skip
        self.care.restart_requested.connect(self._restart)
        encryption = EncryptionController(self._folder, key, workers.attachments, self._courier, self)
        self.encryption_desk = EncryptionDesk(self.window, encryption, self)
        self.encryption_desk.restart_requested.connect(self._restart)
        privacy = PrivacyController(self._folder, self.client, self._courier, self)
        self.privacy_desk = PrivacyDesk(self.window, privacy, self)
        self.privacy_desk.erasure_requested.connect(self._erase)
        encoders = EncoderShelf(self._folder.encoders)
        self.passages = PassageController(
            self.client, self.model, encoders, self.chat.alone, lambda: self.dynamic.state.degree, workers.passages,
            self._courier, self,
        )  # fmt: skip
        self.box_desk = AttachmentDesk(
            self.window, self.attaching, meter, self.passages, self.chat, self.shelf, structure, self
        )
        self.desk = AdapterDesk(
            self.window, self.shelf, self.adapters, self.proposals, self.compare, self.feedback, self.chat, self.model,
            self,
        )  # fmt: skip
        self.encoders = EncoderController(encoders, workers.passages, self._courier, self)
        self.encoder_desk = EncoderDesk(
            self.window, self.encoders, self.passages, self.attaching, self.library, self.preferences, self
        )
        self.library_desk = LibraryDesk(self.window, self.library, self.model, self._folder.models, self)
        self.shelf.model_found.connect(self.library_desk.offer_copy)
        inspection = InspectionController(self.client, self.model, self)
        languages = LanguagePricer(self.client, self.model, language_texts, self)
        self.token_desk = TokenDesk(self.window, self.dynamic, inspection, languages, self.chat, self)
        self.review = ReviewController(
            self._store, self._store_desk.open_reader, self.model, workers.personal, self._courier, self
        )
        self.training = TrainingController(
            self._store, self._store_desk.open_reader, self._folder.personal, self._files, self._open_library,
            lambda job, model: training_command(job, model).knowing(key), workers.personal, workers.adapters,
            self._courier, self,
        )  # fmt: skip
        self.versions = VersionsController(self._store, self.shelf, self._open_library, self)
        self.facts = FactController(self.client, self._store, self.model, self)
        self.personal_desk = PersonalDesk(
            self.window, self.feedback, self.memories, self.facts, self.review, self.training, self.versions,
            self.shelf, self.adapters, self.chat, self,
        )  # fmt: skip
        self.profiles = ProfileController(self._store, self._open_library, self._folder.personal, self)
        self.profiles.changed.connect(lambda _, present: self.exchange.set_profile(present.id))
        self.profile_desk = ProfileDesk(
            self.window, self.profiles, self.preferences, self.chat, self.conversations, self.compare, self.model,
            self.shelf, self.personal_desk, self,
        )  # fmt: skip
        quick = QuickController(self.client, self._store, self.model, self.shelf, self.memories, settings, self)
        self.desktop_desk = DesktopDesk(
            self.window, quick, self.chat, self.adapters, self.profiles, self.preferences,
            self._folder, self,
        )  # fmt: skip
        for source in (self.versions, self.adapters):
            source.profile_changed.connect(self.profiles.note)
        self.window.set_settings(settings)
        self.window.set_model_status(self.model.status)

    def start(self, *, quick: bool = False) -> None:
        """Show the window, or only the quick question; all that takes time comes after that."""
        (self.window.desktop.open_quick if quick else self.window.show)()
        QTimer.singleShot(0, self, self._begin)

    def close(self) -> None:
        """Save, end the engine, and tell it by `closed`. What hangs is left behind."""
        if self._is_closing:
            return
        self._is_closing = True
        QTimer.singleShot(int(END_SECONDS * 1000), self, self._finish)
        if self._listener is not None:
            self._listener.close()
        self.preferences.keep_geometry(self.window.geometry_text())
        self.window.hide()
        self.model.close()
        self.shelf.close()
        self.library.close()
        self.attaching.close()
        self.passages.close()
        self.encoders.cancel()
        self.care.close()
        self.privacy_desk.close()
        self.adapters.close()
        self.chat.settled.connect(self._purge)
        self.conversations.purged.connect(self._end_engine)
        self.chat.close()

    # The start

    def _begin(self) -> None:
        if self._is_closing:
            return
        self._store_desk.open()
        self.model.start()
        self._workers.files.submit(sweep)
        self.library.start()
        self.shelf.refresh()
        if self._place.lock is not None:
            self._listener = InstanceListener(self._folder.instance_name, self)
            self._listener.raise_requested.connect(self.window.raise_window)
            self._listener.quick_requested.connect(self.window.desktop.open_quick)
            self._listener.files_opened.connect(self.opened.open)
        if self._loaded.problem:
            self.window.show_notice(self._loaded.problem)
        elif self._place.restored:
            self.window.show_notice(
                tr("What you restored is here. What was here before is kept, and can be put back."),
                tr("Back up and restore"),
                self.window.backup.open,
            )
        elif self._place.news:
            self.window.show_notice(self._place.news)

    def _command(self, *arguments: str) -> EngineCommand:
        """This program with the arguments of a command, on the same data."""
        return program_command(*arguments, "--data-dir", str(self._folder.path)).knowing(self._key)

    def _open_library(self) -> AdapterLibrary:
        """On the shelf's thread, or the store's."""
        from models.adapters.library import AdapterLibrary  # late: it needs numpy, which the window does not

        return AdapterLibrary(self._folder.adapters, importer=ChildImporter(), files=self._files)

    @staticmethod
    def _last_model(settings: Settings) -> tuple[Path, ...]:
        """What the engine will most likely be asked for: it may lie anywhere."""
        return (Path(settings.model),) if settings.model is not None else ()

    def _open_downloads(self, library: Library) -> Downloads:
        """On the library's thread."""
        from app.downloads import Downloads  # late: most starts never download

        return Downloads(self._folder, library)

    def _measure_machine(self) -> Machine:
        """On the thread that looks at models."""
        from app.this_machine import this_machine  # late: it needs numpy, which the window does not

        return this_machine(self._folder)

    def _store_opened(self) -> None:
        self.profiles.start(self.preferences.settings.profile_id)
        self.conversations.purge_old()
        self.drafts.show(None)

    # What belongs together

    def _connect_window(self) -> None:
        window = self.window
        window.model_chosen.connect(self.model.choose)
        window.settings_changed.connect(self.preferences.change)
        window.problem_action.connect(self._act)
        window.data_folder_requested.connect(self._open_data_folder)
        window.closing.connect(self.close)
        window.desktop.quit_requested.connect(self.close)

    def _connect_controllers(self) -> None:
        window, chat, model, conversations = self.window, self.chat, self.model, self.conversations
        chat.conversation_shown.connect(lambda *_: self._show_list(self._listed))
        chat.conversation_touched.connect(lambda _: conversations.refresh())
        model.status_changed.connect(window.set_model_status)
        model.choices_changed.connect(window.set_models)
        model.chosen.connect(self.preferences.choose_model)
        model.problem.connect(window.show_problem)
        model.solved.connect(window.clear_problem)
        model.notice.connect(window.show_notice)
        conversations.list_changed.connect(self._show_list)
        self._store_desk.opened.connect(self._store_opened)
        for listener in (window, model, self.library, chat, self.proposals, self.titles):
            self.preferences.changed.connect(listener.set_settings)
        self.preferences.problem.connect(window.show_problem)
        window.adapters.folder_requested.connect(self._open_adapter_folder)

    def _show_list(self, found: list[Conversation]) -> None:
        self._listed = found
        self.window.show_conversations(found, self.chat.shown_id)

    def _erase(self, models: bool) -> None:
        """When the engine has ended and nothing is open any more, whoever runs the program does it."""
        self.erases = Erasure.ALL if models else Erasure.ALL_BUT_MODELS
        self.close()

    def _restart(self, key: DataKey | None = None) -> None:
        self.starts_again, self.key_after = True, key
        self.close()

    def _act(self, action: ProblemAction) -> None:
        match action:
            case ProblemAction.RETRY:
                self.chat.writer.retry()
            case ProblemAction.RELOAD_MODEL:
                self.model.reload()
            case ProblemAction.RESTORE_BACKUP:
                self._store_desk.restore_backup()
            case ProblemAction.START_AFRESH:
                self._store_desk.start_afresh()
            case ProblemAction.TAKE_OUT_ADAPTERS:
                self.adapters.take_out()
            case ProblemAction.SWITCH_OFF_ADAPTERS:
                self.adapters.switch_off()
            case ProblemAction.STEER:
                self.adapters.steer_with_row()
            case ProblemAction.OPEN_DATA_FOLDER:
                self._open_data_folder()
            case ProblemAction.CHOOSE_MODEL | ProblemAction.OPEN_SETTINGS:
                pass  # The window does these by itself.

    def _open_adapter_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder.adapters)))

    def _open_data_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder.path)))

    # The end

    def _purge(self) -> None:
        """Every text is saved; what was deleted goes for good."""
        self.chat.settled.disconnect(self._purge)
        self.conversations.purge_all()

    def _end_engine(self) -> None:
        """The last words of the engine, the store and the settings may come in any order."""
        self.conversations.purged.disconnect(self._end_engine)
        self.client.stopped.connect(lambda: self._has_ended("engine"))
        self.client.shutdown(ENGINE_SECONDS)
        self._pricing.closed.connect(lambda: self._has_ended("prices"))
        self._pricing.close()
        self._second.closed.connect(lambda: self._has_ended("second"))
        self._second.close()
        self.training.closed.connect(lambda: self._has_ended("training"))
        self.training.close()
        self._store.close(lambda: self._has_ended("store"))
        last = self._workers.files.submit(lambda: None)  # behind the settings that are being written
        self._courier.bring(last, lambda _: self._has_ended("files"), lambda _: self._has_ended("files"))

    def _has_ended(self, part: str) -> None:
        self._waits_for.discard(part)
        if not self._waits_for:
            self._finish()

    def _finish(self) -> None:
        if self._is_closed:
            return
        self._is_closed = True
        self._courier.close()
        self._workers.close()
        if self._place.lock is not None:
            self._place.lock.release()
        self.closed.emit()
