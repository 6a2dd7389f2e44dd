"""Parts of the view of the models: where models come from (menus and dialogs), what other programs have, an address."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.state import ModelFolder
from app.translation import tr, tr_noop
from app.ui import words
from app.ui.adapter_words import short
from app.ui.facts_table import plain, wrapped
from app.ui.flow_layout import FlowLayout
from app.ui.theme import Theme

_FILES = tr_noop("Models (*.gguf *.onnx);;All files (*)")


class ModelPlaces(QObject):
    """The menus that say where a model comes from, and the dialogs of the system, none of which waits."""

    import_chosen = Signal(list)
    """Paths to copy into the library."""
    place_chosen = Signal(str)
    """Path of a folder, or a model, to use where it is."""
    place_left = Signal(str)
    address_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._parent = parent
        self._used: tuple[ModelFolder, ...] = ()
        self._downloads = False

    def set_used(self, used: Sequence[ModelFolder]) -> None:
        self._used = tuple(used)

    def set_downloads_allowed(self, allowed: bool) -> None:
        self._downloads = allowed

    def open_import_menu(self, below: QPushButton) -> None:
        menu = self._menu()
        menu.addAction(self._theme.icon("text"), tr("A file: GGUF, also in parts\u2026"), self._choose_files)
        menu.addAction(self._theme.icon("folder"), tr("A folder: ONNX\u2026"), self._choose_folder)
        if self._downloads:
            menu.addAction(self._theme.icon("arrow-down"), tr("From an address\u2026"), self.address_wanted.emit)
        menu.popup(below.mapToGlobal(below.rect().bottomLeft()))

    def open_folder_menu(self, below: QPushButton) -> None:
        menu = self._menu()
        menu.addAction(self._theme.icon("folder"), tr("Use a folder where it is\u2026"), self._choose_place)
        menu.addAction(self._theme.icon("text"), tr("Use a file where it is\u2026"), self._choose_file_place)
        if self._used:
            menu.addSeparator()
        for folder in self._used:
            text = short(tr("Stop using {label}: {path}", label=folder.label, path=folder.path)).replace("&", "&&")
            action = menu.addAction(text, lambda path=folder.path: self.place_left.emit(path))
            action.setToolTip(words.tool_tip(tr("{path}\nNothing in it is changed.", path=folder.path)))
        menu.popup(below.mapToGlobal(below.rect().bottomLeft()))

    def _choose_files(self) -> None:
        dialog = QFileDialog(self._parent, tr("Import models"), "", tr(_FILES))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        self._open(dialog, self.import_chosen.emit)

    def _choose_folder(self) -> None:
        self._open(_folder_dialog(self._parent, tr("Import the folder of an ONNX model")), self.import_chosen.emit)

    def _choose_place(self) -> None:
        dialog = _folder_dialog(self._parent, tr("Use the models of a folder where they are"))
        self._open(dialog, lambda paths: self.place_chosen.emit(paths[0]))

    def _choose_file_place(self) -> None:
        dialog = QFileDialog(self._parent, tr("Use a model where it is"), "", tr(_FILES))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self._open(dialog, lambda paths: self.place_chosen.emit(paths[0]))

    def _menu(self) -> QMenu:
        menu = QMenu(self._parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        return menu

    def _open(self, dialog: QFileDialog, take: Callable[[list[str]], object]) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(take)
        dialog.open()


class Offers(QFrame):
    """Models that other programs keep on this computer: used where they are with one click each."""

    place_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self._shown: tuple[ModelFolder, ...] = ()
        self.buttons: list[QPushButton] = []
        text = wrapped("")
        text.setContentsMargins(10, 0, 0, 0)
        text.setText(
            tr("Other programs keep models on this computer. They can be used where they are, without a copy.")
        )
        self._row = FlowLayout(spacing=2)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 8, 8, 6)
        column.setSpacing(2)
        column.addWidget(text)
        column.addLayout(self._row)
        self.hide()

    def show_offers(self, offered: Sequence[ModelFolder]) -> None:
        if tuple(offered) != self._shown:
            self._shown = tuple(offered)
            self._fill()
        self.setVisible(bool(offered))

    def _fill(self) -> None:
        for button in self.buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        labels = [folder.label for folder in self._shown]
        for folder in self._shown:
            alone = labels.count(folder.label) == 1 and folder.label != "folder"
            button = QPushButton(
                tr("Use {label}", label=folder.label) if alone else short(tr("Use {path}", path=folder.path))
            )
            button.setProperty("role", "action")
            button.setAutoDefault(False)
            button.setToolTip(words.tool_tip(folder.path))
            button.setAccessibleDescription(folder.path)
            button.clicked.connect(lambda _=False, path=folder.path: self.place_chosen.emit(path))
            self._row.addWidget(button)
            self.buttons.append(button)


class AddressRow(QFrame):
    """Asks for the address of a model, and says what asking it means."""

    requested = Signal(str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        title = plain("title")
        title.setText(tr("Download a model"))
        text = wrapped("muted")
        text.setText(
            tr(
                "This uses the network: the server of the address is asked for the file, and sees that you ask. A "
                "download that was stopped goes on where it was."
            )
        )
        self.field = QLineEdit()
        self.field.setPlaceholderText("https://\u2026/model.gguf, or organization/name/file.gguf on Hugging Face")
        self.field.setAccessibleName(tr("Address of the model"))
        self.field.setAcceptDrops(False)
        self.field.setMaxLength(8192)
        self.field.textChanged.connect(lambda written: self.download.setEnabled(bool(written.strip())))
        self.field.returnPressed.connect(self._request)
        self.download = QPushButton(tr("Download"))
        self.download.setProperty("role", "primary")
        self.download.setEnabled(False)
        self.download.clicked.connect(self._request)
        self.close_button = QPushButton(tr("Not now"))
        self.close_button.setProperty("role", "plain")
        self.close_button.clicked.connect(self.dismiss)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.download, self.close_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        for part in (title, text, self.field):
            column.addWidget(part)
        column.addLayout(row)
        self.hide()

    def ask(self) -> None:
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def dismiss(self) -> None:
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):  # the field has answered those
            super().keyPressEvent(event)

    def _request(self) -> None:
        if address := self.field.text().strip():
            self.field.clear()
            self.dismiss()
            self.requested.emit(address)


def _folder_dialog(parent: QWidget, title: str) -> QFileDialog:
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return dialog
