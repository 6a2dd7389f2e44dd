"""Opens the dialogs of the window, each at most once, and none that waits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path, PurePath

from PySide6.QtCore import QDir, QObject, QStandardPaths, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget

from app.settings import Settings
from app.state import DesktopMeans
from app.translation import tr
from app.ui.markdown_html import is_safe_address
from app.ui.shortcuts import Shortcut, ShortcutSheet
from app.ui.theme import Theme


class Dialogs(QObject):
    settings_changed = Signal(object)
    data_folder_requested = Signal()
    model_chosen = Signal(str)
    backup_requested = Signal()
    encoders_requested = Signal()
    encryption_requested = Signal()
    privacy_requested = Signal()

    def __init__(self, theme: Theme, data_folder: Path | None, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._data_folder = data_folder
        self._window = window
        self._shown: dict[str, QDialog] = {}
        self.means = DesktopMeans()
        self.write_folder = _documents()
        """Where dialogs that ask where to write start: where the person has written last."""

    def __getitem__(self, name: str) -> QDialog:
        """The open dialog of that name. Raises KeyError."""
        return self._shown[name]

    def open_settings(self, settings: Settings) -> None:
        from app.ui.settings_dialog import SettingsDialog  # late: most starts never open it

        if self._raise("settings"):
            return
        dialog = SettingsDialog(self._theme, settings, self._data_folder, self._window, self.means)
        dialog.settings_changed.connect(self.settings_changed)
        dialog.data_folder_requested.connect(self.data_folder_requested)
        dialog.backup_requested.connect(self.backup_requested)
        dialog.encoders_requested.connect(self.encoders_requested)
        dialog.encryption_requested.connect(self.encryption_requested)
        dialog.privacy_requested.connect(self.privacy_requested)
        self.open("settings", dialog)

    def open_palette(self, acts: Mapping[Shortcut, Callable[[], object]]) -> None:
        from app.ui.command_palette import CommandPalette, commands  # late, as above

        if not self._raise("palette"):
            self.open("palette", CommandPalette(commands(acts), self._window))

    def open_shortcuts(self) -> None:
        if not self._raise("shortcuts"):
            self.open("shortcuts", ShortcutSheet(self._window))

    def choose_model_file(self) -> None:
        if self._raise("model"):
            return
        dialog = QFileDialog(self._window, tr("Choose a model"), "", tr("Models (*.gguf *.onnx);;All files (*)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.model_chosen)
        self.open("model", dialog)

    def confirm_link(self, url: QUrl) -> None:
        """Leaving the computer is the person's decision, with the whole address before their eyes."""
        address = url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
        if not is_safe_address(address) or self._raise("link"):
            return
        box = QMessageBox(self._window)
        box.setWindowTitle(tr("Open this address?"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(tr("This opens your web browser, which uses the network:"))
        box.setInformativeText(address)
        opens = box.addButton(tr("Open in the browser"), QMessageBox.ButtonRole.AcceptRole)
        stays = box.addButton(tr("Stay here"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stays)
        box.setEscapeButton(stays)
        opens.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(address)))
        self.open("link", box)

    def open(self, name: str, dialog: QDialog) -> None:
        """Open one that was made elsewhere; none of that name is open."""
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(lambda: self._shown.pop(name, None))
        self._shown[name] = dialog
        QDialog.open(dialog)  # that of the print dialog is another one

    def save_dialog(self, parent: QWidget | None, title: str, kinds: str, suffix: str, name: str) -> QFileDialog:
        """Asks where to write a file; `name` is proposed. To be opened."""
        chooser = QFileDialog(parent, title, self.write_folder, kinds)
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setDefaultSuffix(suffix)
        chooser.selectFile(name)
        chooser.fileSelected.connect(lambda path: self.set_write_folder(str(PurePath(path).parent)))
        return chooser

    def set_write_folder(self, folder: str) -> None:
        self.write_folder = folder

    def _raise(self, name: str) -> bool:
        """Bring an open dialog to the front; answers whether there is one."""
        dialog = self._shown.get(name)
        if dialog is not None:
            dialog.raise_()
            dialog.activateWindow()
        return dialog is not None


def _documents() -> str:
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return place if QDir(place).exists() else QDir.homePath()
