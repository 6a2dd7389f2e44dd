"""What the shortcuts of the window do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from app.order import ExportKind
from app.settings import WhenFull
from app.store.records import Thumb
from app.translation import tr
from app.ui import shortcuts
from app.ui.announcements import announce
from app.ui.shortcuts import Shortcut
from app.ui.text_size import percent, stepped

if TYPE_CHECKING:
    from app.ui.window import MainWindow


def window_shortcuts(window: MainWindow) -> dict[Shortcut, Callable[[], object]]:
    lists, conversation, transcript = window.lists, window.conversation, window.transcript
    return {
        shortcuts.NEW: lists.start_new,
        shortcuts.SEARCH: lists.search,
        shortcuts.SIDEBAR: lists.place.toggle,
        shortcuts.PREVIOUS: lambda: lists.move(-1),
        shortcuts.NEXT: lambda: lists.move(1),
        shortcuts.RENAME: lists.rename,
        shortcuts.PIN: lists.pin_or_unpin,
        shortcuts.ARCHIVE: lists.archive,
        shortcuts.IMPORT: window.exchange.choose_file,
        shortcuts.PRINT: lambda: window.exchange.print_conversation(conversation.conversation),
        shortcuts.MORE: lists.open_more,
        shortcuts.DELETE: lists.delete_shown,
        shortcuts.UNDO_DELETE: window.notice_bar.act,
        shortcuts.MESSAGE_BOX: window.composer.focus,
        shortcuts.ATTACH: window.attachments.choose,
        shortcuts.SCHEMA: window.schema.wanted.emit,
        shortcuts.RETRY: conversation.retry,
        shortcuts.GO_ON: transcript.go_on,
        shortcuts.EDIT: transcript.edit,
        shortcuts.VERSION_BEFORE: lambda: transcript.step_version(-1),
        shortcuts.VERSION_AFTER: lambda: transcript.step_version(1),
        shortcuts.FIND: window.finding.open,
        shortcuts.FIND_AFTER: lambda: window.finding.step(1),
        shortcuts.FIND_BEFORE: lambda: window.finding.step(-1),
        shortcuts.COPY_REPLY: conversation.copy_reply,
        shortcuts.GOOD: lambda: transcript.judge(Thumb.UP),
        shortcuts.BAD: lambda: transcript.judge(Thumb.DOWN),
        shortcuts.CORRECT: transcript.correct,
        shortcuts.LATEST: transcript.jump_to_latest,
        shortcuts.WHEN_FULL: lambda: _change_when_full(window),
        shortcuts.QUICK: window.desktop.open_quick,
        shortcuts.MODELS: window.top_bar.model.open_menu,
        shortcuts.ALL_MODELS: window.library.open,
        shortcuts.MODEL_FILE: window.choose_model_file,
        shortcuts.ADD_ADAPTER: window.adapters.row.open_menu,
        shortcuts.ADAPTERS: window.adapters.open_shelf,
        shortcuts.ENCODERS: window.encoders.open,
        shortcuts.COMPARE: lambda: window.adapters.compare_requested.emit(""),
        shortcuts.DYNAMIC: window.tokens.open_popover,
        shortcuts.TOKENS: window.tokens.open_inspector,
        shortcuts.LEARN: window.learning.open,
        shortcuts.PROFILES: window.profiles.open_menu,
        shortcuts.SETTINGS: window.open_settings,
        shortcuts.PRIVACY: window.privacy.open,
        shortcuts.BACKUP: window.backup.open,
        shortcuts.ENCRYPTION: window.encryption.open,
        shortcuts.REPORT: window.help.open_report,
        shortcuts.TOUR: window.first_steps.start_tour,
        shortcuts.TEXT_LARGER: lambda: _step_text_size(window, 1),
        shortcuts.TEXT_SMALLER: lambda: _step_text_size(window, -1),
        shortcuts.TEXT_USUAL: lambda: _step_text_size(window, 0),
        shortcuts.PALETTE: window.open_palette,
        shortcuts.SHEET: window.open_shortcuts,
        shortcuts.QUIT: window.desktop.quit,
        shortcuts.EXPORT_MARKDOWN: lambda: _export(window, ExportKind.MARKDOWN),
        shortcuts.EXPORT_JSON: lambda: _export(window, ExportKind.JSON),
        shortcuts.EXPORT_PDF: lambda: _export(window, ExportKind.PDF),
        shortcuts.EXPORT_ALL: lambda: window.exchange.choose_export((), ExportKind.JSON, tr("Conversations")),
    }


def _export(window: MainWindow, kind: ExportKind) -> None:
    """The conversation that is shown."""
    shown = window.conversation.conversation
    if shown is None:
        window.show_notice(tr("There is nothing to export yet."))
    else:
        window.exchange.choose_export((shown.id,), kind, shown.title)


def _step_text_size(window: MainWindow, step: int) -> None:
    """Larger (1), smaller (-1), or the usual size (0)."""
    size = stepped(window.settings.text_size, step)
    window.settings_changed.emit(replace(window.settings, text_size=size))
    announce(window, tr("Text size {percent}", percent=percent(size)))


def _change_when_full(window: MainWindow) -> None:
    """Of all conversations: it is a setting."""
    summarises = window.settings.when_full is WhenFull.DROP
    way = WhenFull.SUMMARISE if summarises else WhenFull.DROP
    window.settings_changed.emit(replace(window.settings, when_full=way))
    window.show_notice(
        tr("In every conversation, messages that no longer fit are summarised from now on.")
        if summarises
        else tr("In every conversation, messages that no longer fit are left out from now on.")
    )
