"""DesktopDesk: connects the tray icon, notifications, the quick question and its key with those who act on them."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path

import platformdirs
from PySide6.QtCore import QObject

from app.chat.adapters import AdapterController
from app.chat.conversation import ChatController
from app.chat.preferences import Preferences
from app.chat.profiles import ProfileController
from app.chat.quick import QuickController
from app.global_key import GlobalKey, key_means
from app.paths import DataFolder
from app.reasoning import answer_of
from app.settings import Notify, Settings
from app.store.records import Conversation, ReplyMetadata, StoredMessage
from app.translation import tr
from app.ui.window import MainWindow

LONG_MS = 5_000
"""A reply that took less is not told of: whoever went away for it has not gone far."""
MOST_TEXT = 200
"""Characters of a reply in a notification."""


class DesktopDesk(QObject):
    def __init__(
        self,
        window: MainWindow,
        quick: QuickController,
        chat: ChatController,
        adapters: AdapterController,
        profiles: ProfileController,
        preferences: Preferences,
        folder: DataFolder,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._chat = chat
        self._preferences = preferences
        self._key = GlobalKey(self)
        self._keys = ""
        views = window.desktop
        views.set_means(key_means(), quick_command(folder))
        views.asked.connect(quick.ask)
        views.stop_requested.connect(quick.stop)
        views.keep_requested.connect(quick.keep)
        views.new_requested.connect(chat.show_new)
        views.conversation_wanted.connect(chat.show)
        quick.status_changed.connect(views.show_status)
        quick.text_came.connect(views.append_text)
        quick.asked.connect(adapters.forget_set)
        quick.kept.connect(self._show_kept)
        quick.problem.connect(window.show_problem)
        chat.replied.connect(self._tell_reply)
        profiles.changed.connect(lambda _, present: quick.set_profile(present))
        preferences.changed.connect(quick.set_settings)
        preferences.changed.connect(self._set_settings)
        self._key.pressed.connect(views.open_quick)
        self._key.bound.connect(self._tell_bound)
        self._key.refused.connect(self._tell_refused)
        self._is_new_key = False
        """The person has just chosen it."""
        self._set_settings(preferences.settings)

    def _set_settings(self, settings: Settings) -> None:
        self._window.desktop.set_settings(settings)
        before, self._keys = self._keys, settings.quick_key
        if self._keys != before:
            self._is_new_key = self._window.isVisible()
            self._key.set_keys(self._keys)

    def _tell_bound(self, keys: str) -> None:
        """Which one, where the person has just asked for it: the desktop may have chosen another."""
        if self._is_new_key:
            self._is_new_key = False
            self._window.show_notice(tr("The desktop opens the quick question with {keys}.", keys=keys))

    def _tell_refused(self, reason: str) -> None:
        self._window.show_notice(tr("The key of the quick question does not work. {reason}", reason=reason))

    def _show_kept(self, conversation_id: int) -> None:
        self._window.desktop.leave_quick()
        self._window.raise_window()
        self._chat.conversation_touched.emit(conversation_id)
        self._chat.show(conversation_id)

    def _tell_reply(self, conversation: Conversation, reply: StoredMessage) -> None:
        notify = self._preferences.settings.notify
        if notify is Notify.NOTHING or self._window.isActiveWindow() or took_ms(reply.metadata) < LONG_MS:
            return
        title, text = "Homespun", tr("A reply is done.")
        if notify is Notify.TEXT:
            title, text = conversation.title, " ".join(answer_of(reply.content).split())[:MOST_TEXT]
        self._window.desktop.tell(conversation.id, title, text)


def quick_command(folder: DataFolder) -> str:
    """What opens the quick question of this data folder, for a shell or a key of the desktop."""
    name = shutil.which("homespun")
    started = sys.executable if getattr(sys, "frozen", False) else sys.argv[0]
    is_on_path = name is not None and os.path.realpath(name) == os.path.realpath(started)
    command = ["homespun" if is_on_path else os.path.realpath(started)]
    if Path(started).suffix == ".py":
        command = [sys.executable, "-m", "app"]
    usual = os.path.realpath(platformdirs.user_data_path("Homespun", appauthor=False))
    if str(folder.path) != usual:
        command += ["--data-dir", str(folder.path)]
    return shlex.join([*command, "quick"])


def took_ms(reply: ReplyMetadata) -> float:
    """From its request to its last word, in milliseconds; 0 where that was not measured."""
    usage, timings = reply.usage, reply.timings
    if usage is None or timings is None or not timings.decode_tokens_per_second:
        return 0.0
    return timings.ttft_ms + 1000 * usage.completion_tokens / timings.decode_tokens_per_second
