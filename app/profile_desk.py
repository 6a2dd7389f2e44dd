"""ProfileDesk: connects what the window has of profiles with all that depends on whose turn it is."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject

from app.chat.compare import CompareController
from app.chat.conversation import ChatController
from app.chat.conversations import ConversationListController
from app.chat.model import ModelController
from app.chat.preferences import Preferences
from app.chat.profiles import ProfileController
from app.chat.shelf import ShelfController
from app.personal_desk import PersonalDesk
from app.profiles import sampling_of
from app.store.records import Profile, ProfileContents
from app.translation import tr, tr_noop
from app.ui import words
from app.ui.window import MainWindow

BUSY = tr_noop("A reply is being written. Wait for it, or stop it, then delete the profile.")


class ProfileDesk(QObject):
    def __init__(
        self,
        window: MainWindow,
        profiles: ProfileController,
        preferences: Preferences,
        chat: ChatController,
        conversations: ConversationListController,
        compare: CompareController,
        model: ModelController,
        shelf: ShelfController,
        personal: PersonalDesk,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._profiles = profiles
        self._preferences = preferences
        self._chat = chat
        self._conversations = conversations
        self._compare = compare
        self._model = model
        self._personal = personal
        self._taken: Profile | None = None
        self._wanted_model: str | None = None
        """Of the profile that was taken last, to be loaded once no reply is being written."""
        views = window.profiles
        views.chosen.connect(profiles.switch)
        views.saved.connect(profiles.save)
        views.deleted.connect(self._delete)
        profiles.changed.connect(self._take)
        profiles.deleted.connect(self._tell_deleted)
        profiles.purged.connect(conversations.forget)
        profiles.purged.connect(lambda _: shelf.refresh())
        conversations.purging.connect(profiles.purge)
        profiles.problem.connect(window.show_problem)
        preferences.changed.connect(lambda _: self._tell_sampling())
        chat.settled.connect(self._bring_model)
        shelf.changed.connect(views.set_adapters)

    def _take(self, profiles: tuple[Profile, ...], present: Profile) -> None:
        before, self._taken = self._taken, present
        switched = before is not None and before.id != present.id
        self._window.set_profiles(profiles, present)
        self._chat.set_profile(present)
        self._conversations.set_profile(present.id)
        self._personal.set_profile(present)
        self._tell_sampling()
        if switched:
            if self._chat.shown_id is not None:
                self._chat.show_new()
            self._preferences.choose_profile(present.id)
            self._window.show_notice(tr("You write as {name} now.", name=words.profile_name(present.name)))
        if switched or (before is not None and before.settings.model != present.settings.model):
            self._wanted_model = present.settings.model
            self._bring_model()

    def _tell_sampling(self) -> None:
        settings = self._preferences.settings
        self._window.profiles.set_sampling(settings.sampling)
        self._compare.set_settings(replace(settings, sampling=sampling_of(self._taken, settings.sampling)))

    def _bring_model(self) -> None:
        """A model that is loaded now would come before a reply that waits for the engine."""
        if self._wanted_model is not None and self._chat.is_settled:
            wanted, self._wanted_model = self._wanted_model, None
            if wanted != self._model.status.path:
                self._model.choose(wanted)

    def _delete(self, profile_id: int) -> None:
        if self._chat.is_settled:
            self._profiles.delete(profile_id)
        else:
            self._window.show_notice(BUSY)

    def _tell_deleted(self, gone: Profile, contents: ProfileContents) -> None:
        self._conversations.purge_later()
        undo = self._profiles.undo_delete
        self._window.notice_bar.offer_undo(words.profile_deleted(gone.name, contents), lambda: undo(gone.id))
