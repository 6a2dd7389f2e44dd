"""OrderDesk: connects what the window has of the list of conversations, and of files of them, with who acts on it."""

from __future__ import annotations

from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.chat.conversation import ChatController
from app.chat.conversations import ConversationListController
from app.chat.exchange import ExchangeController
from app.chat.titles import TitleController
from app.exchange.bringing import Report
from app.exchange.words import of_report
from app.order import ExportKind
from app.translation import plural, tr
from app.ui.window import MainWindow

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class OrderDesk(QObject):
    """Holds nothing: it passes on what one says and another can do, and says what came of it."""

    def __init__(
        self,
        window: MainWindow,
        conversations: ConversationListController,
        exchange: ExchangeController,
        titles: TitleController,
        chat: ChatController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._conversations = conversations
        self._exchange = exchange
        self._chat = chat
        self._connect_list()
        self._connect_exchange()
        chat.conversation_touched.connect(titles.replied)
        chat.writing_changed.connect(titles.set_writing)
        titles.given.connect(chat.conversation_changed)
        titles.given.connect(lambda _: conversations.refresh())

    def _connect_list(self) -> None:
        window, lists, conversations, chat = self._window, self._window.lists, self._conversations, self._chat
        window.conversation_renamed.connect(conversations.rename)
        window.conversation_deleted.connect(conversations.delete)
        window.deletion_undone.connect(conversations.undo_delete)
        window.search_changed.connect(conversations.search)
        lists.acted.connect(conversations.act)
        lists.moved.connect(conversations.move)
        lists.moved_to_new.connect(conversations.move_to_new)
        lists.folder_renamed.connect(conversations.rename_folder)
        lists.folder_deleted.connect(conversations.delete_folder)
        lists.archive_toggled.connect(conversations.show_archive)
        conversations.hits_changed.connect(window.set_hits)
        conversations.order_changed.connect(lists.sidebar.set_order)
        conversations.renamed.connect(chat.conversation_changed)
        conversations.deleted.connect(chat.leave)
        conversations.restored.connect(chat.show)
        conversations.problem.connect(window.show_problem)

    def _connect_exchange(self) -> None:
        views, exchange, lists = self._window.exchange, self._exchange, self._window.lists
        lists.sidebar.import_requested.connect(views.choose_file)
        lists.sidebar.folder_import_requested.connect(views.choose_folder)
        lists.sidebar.export_requested.connect(lambda kind: views.choose_export((), kind, tr("Conversations")))
        lists.sidebar.list.export_requested.connect(self._choose_export)
        views.opened.connect(exchange.look)
        views.confirmed.connect(exchange.bring_in)
        views.cancelled.connect(exchange.cancel)
        views.import_cancelled.connect(exchange.cancel_import)
        views.export_requested.connect(exchange.export)
        exchange.task_changed.connect(views.set_task)
        exchange.previewed.connect(views.show_preview)
        exchange.refused.connect(views.show_refusal)
        exchange.brought.connect(self._tell_brought)
        exchange.written.connect(self._tell_written)
        exchange.problem.connect(self._window.show_problem)
        views.print_requested.connect(self._print)
        views.notice.connect(self._window.show_notice)
        exchange.printed.connect(self._tell_printed)

    def _choose_export(self, ids: tuple[int, ...], kind: ExportKind) -> None:
        shown = self._window.lists.sidebar.list.conversations.conversations
        title = next((one.title for one in shown if one.id == ids[0]), "") if len(ids) == 1 else tr("Conversations")
        self._window.exchange.choose_export(ids, kind, title)

    def _tell_brought(self, report: Report) -> None:
        if not self._window.exchange.show_report(report):
            self._window.show_notice(of_report(report))
        self._conversations.refresh()
        shown = self._chat.shown_id
        if report.extended and shown is not None and not self._chat.is_writing(shown):
            self._chat.show(shown)  # it may be one of those that go on now

    def _print(self, conversation_id: int, printer: QPrinter) -> None:
        from app.paper import print_on  # late: few people print

        self._exchange.print_out(conversation_id, printer.docName(), partial(print_on, printer))

    def _tell_printed(self, pages: int) -> None:
        self._window.show_notice(plural("{n} page is with the printer.", "{n} pages are with the printer.", pages))

    def _tell_written(self, path: str, number: int) -> None:
        self._window.show_notice(
            plural(
                "{n} conversation written to {name}.",
                "{n} conversations written to {name}.",
                number,
                name=PurePath(path).name,
            )
        )
