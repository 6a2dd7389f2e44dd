"""Turning encryption on: a passphrase, the recovery key, and the last word before everything is encrypted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.state import EncryptionState
from app.translation import tr
from app.ui.announcements import announce
from app.ui.dialog_parts import push_button, said, scrolled
from app.ui.facts_table import wrapped
from app.ui.passphrase_fields import NewPassphrase
from app.ui.theme import Theme
from app.ui.tick_box import TickBox


class EncryptionDialog(QDialog):
    prepared = Signal(str, bool)
    """(passphrase, whether the keychain is to open it too): the keys are to be made."""
    confirmed = Signal()
    """Everything is to be encrypted now."""
    save_requested = Signal(str)
    """The recovery key is to be written to a file."""

    def __init__(self, theme: Theme, state: EncryptionState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Encryption"))
        self.setMinimumSize(360, 320)
        self.passphrase = NewPassphrase(theme)
        self.passphrase.changed.connect(self._look)
        self.passphrase.accepted.connect(self._go_on)
        self.keychain = TickBox(theme, tr("The system's keychain opens it, too"))
        self.keychain.setEnabled(not state.no_keychain)
        self.error = wrapped("error")
        self.key = QLineEdit()
        self.key.setReadOnly(True)
        self.key.setAccessibleName(tr("Recovery key"))
        letters = theme.code_font()
        letters.setPixelSize(theme.title_size)
        self.key.setFont(letters)
        self.copy_button = push_button(tr("Copy"), "plain")
        self.copy_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.key.text()))
        self.save_button = push_button(tr("Save\u2026"), "plain")
        self.save_button.clicked.connect(lambda: self.save_requested.emit(self.key.text()))
        self.note = wrapped("small")
        self.keeps = TickBox(theme, tr("I have written it down, or saved it elsewhere"))
        self.keeps.toggled.connect(self._look)
        self.cancel_button = push_button(tr("Cancel"), "plain")
        self.cancel_button.clicked.connect(self.reject)
        self.go_button = push_button(tr("Go on"), "primary")
        self.go_button.setDefault(True)
        self.go_button.clicked.connect(self._go_on)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._passphrase_page(state))
        self._pages.addWidget(self._key_page())
        self._is_busy = False
        self._lay_out(theme)
        self._look()
        self.passphrase.setFocus()

    def show_key(self, recovery_key: str) -> None:
        """The keys are made; nothing has been encrypted yet."""
        self._is_busy = False
        self.key.setText(recovery_key)
        self.key.setCursorPosition(0)
        self.passphrase.clear()
        self._pages.setCurrentIndex(1)
        self.go_button.setText(tr("Encrypt now"))
        announce(self, tr("Your recovery key is shown."))
        self._look()
        self.key.setFocus()
        self.key.selectAll()

    def refuse(self, message: str) -> None:
        self._is_busy = False
        (self.note if self._pages.currentIndex() else self.error).setText(message)
        announce(self, message, assertive=True)
        self._look()

    def tell(self, text: str) -> None:
        self.note.setText(text)
        announce(self, text)

    def _look(self) -> None:
        is_ready = self.keeps.isChecked() if self._pages.currentIndex() else not self.passphrase.problem
        self.go_button.setEnabled(is_ready and not self._is_busy)
        self.error.setText(self.passphrase.problem if self.passphrase.second.text else " ")

    def _go_on(self) -> None:
        if not self.go_button.isEnabled():
            return
        self._is_busy = True
        if self._pages.currentIndex():
            self._look()
            self.confirmed.emit()
        else:
            self.error.setText(" ")
            self.go_button.setEnabled(False)
            self.prepared.emit(self.passphrase.text, self.keychain.isChecked())

    def _passphrase_page(self, state: EncryptionState) -> QWidget:
        page, column = _page()
        column.addWidget(said("title", tr("Encrypt everything that you wrote")))
        column.addWidget(
            said(
                "muted",
                tr(
                    "Conversations, profiles, facts, adapters, trainings and backups are encrypted on this computer. "
                    "Homespun asks for the passphrase at each start. Nobody can open them without it."
                ),
            )
        )
        column.addSpacing(6)
        column.addWidget(self.passphrase)
        column.addWidget(self.error)
        column.addWidget(self.keychain, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(
            said(
                "small",
                state.no_keychain
                or tr("Then you need not type it while you are logged in, and neither does who uses your account."),
            )
        )
        column.addStretch(1)
        return page

    def _key_page(self) -> QWidget:
        page, column = _page()
        column.addWidget(said("title", tr("Keep this recovery key")))
        column.addWidget(
            said(
                "muted",
                tr(
                    "It opens everything if you forget the passphrase. It is shown once and is kept nowhere: write it "
                    "down, or save it to a place that is not this computer."
                ),
            )
        )
        column.addWidget(self.key)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.copy_button)
        row.addWidget(self.save_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.note)
        column.addWidget(self.keeps, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(6)
        column.addWidget(
            said(
                "muted",
                tr(
                    "Next, Homespun closes, encrypts everything and opens again. Saved states of conversations are "
                    "thrown away, so each conversation is read anew once. Backups that you keep elsewhere stay as they "
                    "are."
                ),
            )
        )
        column.addStretch(1)
        return page

    def _lay_out(self, theme: Theme) -> None:
        foot = QFrame()
        foot.setObjectName("foot")
        answers = QHBoxLayout(foot)
        answers.setContentsMargins(28, 12, 28, 12)
        answers.setSpacing(8)
        answers.addStretch(1)
        answers.addWidget(self.cancel_button)
        answers.addWidget(self.go_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._pages, 1)
        outer.addWidget(foot)
        self.resize(theme.scaled(520), theme.scaled(520))


def _page() -> tuple[QScrollArea, QVBoxLayout]:
    page = QWidget()
    page.setObjectName("page")
    column = QVBoxLayout(page)
    column.setContentsMargins(28, 20, 28, 16)
    column.setSpacing(10)
    return scrolled(page), column
