"""What the window has of files of conversations: the choice of a file, the dialog of one that comes in."""

from __future__ import annotations

from pathlib import PurePath

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.exchange.bringing import Preview, Report
from app.exchange.names import is_export, suggested_name
from app.order import ExportKind
from app.state import Task
from app.store.records import Conversation
from app.translation import tr, tr_noop
from app.ui.dialogs import Dialogs
from app.ui.import_dialog import ImportDialog
from app.ui.shelf_parts import ProgressRow

_FILTERS = {
    ExportKind.JSON: tr_noop("Conversations (*.json)"),
    ExportKind.MARKDOWN: tr_noop("Markdown (*.md)"),
    ExportKind.PDF: tr_noop("PDF (*.pdf)"),
}


class ExchangeViews(QObject):
    opened = Signal(str)
    """Path of a file that is to come in; first it is looked at."""
    confirmed = Signal()
    import_cancelled = Signal()
    cancelled = Signal()
    """What goes on without a dialog."""
    export_requested = Signal(object, object, str)
    """(tuple of conversation ids, none for all; ExportKind; path of the new file, or of a folder for Markdown)"""

    print_requested = Signal(int, object)
    """(id of a conversation, QPrinter that the person has set up)"""
    notice = Signal(str)

    def __init__(self, dialogs: Dialogs, window: QWidget) -> None:
        super().__init__(window)
        self._dialogs = dialogs
        self._window = window
        self.dialog: ImportDialog | None = None
        """While a file is coming in."""
        self.progress = ProgressRow()
        self.progress.cancelled.connect(self.cancelled)

    def choose_file(self) -> None:
        if self.dialog is not None:
            self.dialog.raise_()
            return
        chooser = QFileDialog(self._window, tr("Import conversations"), "", tr("Exports (*.json *.zip);;All files (*)"))
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.fileSelected.connect(self.open)
        self._dialogs.open("import file", chooser)

    def choose_folder(self) -> None:
        """For programs that keep conversations as many files: Jan, LM Studio."""
        if self.dialog is not None:
            self.dialog.raise_()
            return
        chooser = QFileDialog(self._window, tr("Import conversations from a folder"))
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.setOption(QFileDialog.Option.ShowDirsOnly)
        chooser.fileSelected.connect(self.open)
        self._dialogs.open("import folder", chooser)

    def open(self, path: str) -> None:
        """Look at a file. One at a time: another one waits for the person to ask again."""
        if self.dialog is not None:
            self.dialog.raise_()
            return
        self.dialog = dialog = ImportDialog(PurePath(path).name, self._window)
        dialog.confirmed.connect(self.confirmed)
        dialog.cancelled.connect(self.import_cancelled)
        dialog.another_requested.connect(self.choose_file)
        dialog.finished.connect(self._forget)
        self._dialogs.open("import", dialog)
        self.opened.emit(path)

    def taken_from(self, paths: list[str]) -> list[str]:
        """Open the first of the files, dropped together, that is an export by its name; answers with the others."""
        exports = [path for path in paths if is_export(path)]
        if exports:
            self.open(exports[0])
        return [path for path in paths if path not in exports]

    def choose_export(self, ids: tuple[int, ...], kind: ExportKind, title: str) -> None:
        """`title` is that of the only conversation; several as Markdown become files in a folder."""
        if kind is ExportKind.PAPER:
            self._choose_printer(ids[0], title)
            return
        if kind is ExportKind.MARKDOWN and len(ids) != 1:
            chooser = QFileDialog(self._window, tr("Export"), self._dialogs.write_folder)
            chooser.setFileMode(QFileDialog.FileMode.Directory)
            chooser.setOption(QFileDialog.Option.ShowDirsOnly)
            chooser.setLabelText(QFileDialog.DialogLabel.Accept, tr("Write them here"))
            chooser.fileSelected.connect(self._dialogs.set_write_folder)
        else:
            kinds, suffix = tr(_FILTERS[kind]), _FILTERS[kind].rpartition(".")[2].rstrip(")")
            chooser = self._dialogs.save_dialog(self._window, tr("Export"), kinds, suffix, suggested_name(title))
        chooser.fileSelected.connect(lambda path: self.export_requested.emit(ids, kind, path))
        self._dialogs.open("export", chooser)

    def print_conversation(self, conversation: Conversation | None) -> None:
        """The one that is shown; None is a new one."""
        if conversation is None:
            self.notice.emit(tr("There is nothing to print yet."))
        else:
            self._choose_printer(conversation.id, conversation.title)

    def set_task(self, task: Task | None) -> None:
        if self.dialog is not None:
            self.dialog.set_task(task)
        elif task is not None:
            self.progress.show_progress(task.text, task.done, task.total)
        if task is None:
            self.progress.show_progress("", 0, 0)

    def show_preview(self, preview: Preview) -> None:
        if self.dialog is not None:
            self.dialog.show_preview(preview)

    def show_report(self, report: Report) -> bool:
        """Answers whether there was a dialog to show it."""
        if self.dialog is not None:
            self.dialog.show_report(report)
        return self.dialog is not None

    def show_refusal(self, message: str, detail: str) -> None:
        if self.dialog is not None:
            self.dialog.show_refusal(message, detail)

    def _choose_printer(self, conversation_id: int, title: str) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # late: few people print

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        printer.setCreator("Homespun")
        dialog = QPrintDialog(printer, self._window)
        dialog.setWindowTitle(tr("Print the conversation"))
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintSelection, False)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintCurrentPage, False)
        dialog.accepted.connect(lambda: self.print_requested.emit(conversation_id, printer))
        self._dialogs.open("print", dialog)

    def _forget(self) -> None:
        self.dialog = None
