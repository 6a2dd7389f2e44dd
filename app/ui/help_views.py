"""What the window has to help a person along: the report of a problem, and the choice of a file for it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.translation import tr
from app.ui.dialogs import Dialogs
from app.ui.report_dialog import ReportDialog


class HelpViews(QObject):
    report_requested = Signal()
    save_requested = Signal(str, str)
    """(path of the new file, text of the report)"""

    def __init__(self, dialogs: Dialogs, window: QWidget) -> None:
        super().__init__(window)
        self._dialogs = dialogs
        self._window = window
        self.report: ReportDialog | None = None

    def open_report(self) -> None:
        if self.report is not None:
            self.report.raise_()
            return
        self.report = dialog = ReportDialog(self._window)
        dialog.save_requested.connect(self._choose_place)
        dialog.finished.connect(self._forget)
        self._dialogs.open("report", dialog)
        self.report_requested.emit()

    def show_report(self, text: str) -> None:
        if self.report is not None:
            self.report.show_report(text)

    def tell(self, text: str) -> None:
        if self.report is not None:
            self.report.tell(text)

    def _choose_place(self, text: str) -> None:
        name = f"Homespun report {date.today().isoformat()}.txt"
        chooser = self._dialogs.save_dialog(self.report, tr("Save the report"), tr("Texts (*.txt)"), "txt", name)
        chooser.fileSelected.connect(lambda path: self.save_requested.emit(path, text))
        self._dialogs.open("report file", chooser)

    def _forget(self) -> None:
        self.report = None
