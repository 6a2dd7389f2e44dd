"""The files of the adapter shelf: which to import, and where to write a model."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QWidget

from app.translation import tr
from app.ui.theme import Theme


class AdapterFiles(QObject):
    """Opens the dialogs of the system, none of which waits."""

    adapters_chosen = Signal(list)
    """Paths to import."""
    model_chosen = Signal(list, str)
    """(the stack that it was asked for, path of the model to write)"""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._parent = parent

    def open_menu(self, below: QPushButton) -> None:
        """A file or a folder? No dialog lets one choose either."""
        menu = QMenu(self._parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self._theme.icon("text"), tr("A file: GGUF or .onnx_adapter\u2026"), self.choose_files)
        menu.addAction(self._theme.icon("folder"), tr("A folder: PEFT\u2026"), self.choose_folder)
        menu.popup(below.mapToGlobal(below.rect().bottomLeft()))

    def choose_files(self) -> None:
        dialog = QFileDialog(
            self._parent, tr("Import adapters"), "", tr("Adapters (*.gguf *.onnx_adapter);;All files (*)")
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        self._open(dialog, self.adapters_chosen.emit)

    def choose_folder(self) -> None:
        dialog = QFileDialog(self._parent, tr("Import the folder of a PEFT adapter"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        self._open(dialog, self.adapters_chosen.emit)

    def choose_model(self, stack: list[tuple[str, float]], name: str) -> None:
        """Where to write the model that `stack` is baked into; `name` is proposed."""
        dialog = QFileDialog(self._parent, tr("Where to write the new model"), "", tr("Models (*.gguf)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("gguf")
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # the engine never overwrites a file
        dialog.selectFile(name)
        self._open(dialog, lambda paths: self.model_chosen.emit(stack, paths[0]))

    def _open(self, dialog: QFileDialog, take: Callable[[list[str]], object]) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(take)
        dialog.open()
