"""What can be done while encryption is on: another passphrase, the keychain, and turning it off."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.state import EncryptionState
from app.translation import tr
from app.ui.announcements import announce
from app.ui.dialog_parts import push_button, put_together, said
from app.ui.facts_table import wrapped
from app.ui.passphrase_fields import NewPassphrase, PassphraseField
from app.ui.theme import Theme
from app.ui.tick_box import TickBox


class EncryptedDialog(QDialog):
    changed = Signal(str, str)
    """(passphrase, new passphrase)"""
    keychain_wanted = Signal(bool)
    turned_off = Signal(str)
    """The passphrase: everything is to be decrypted."""

    def __init__(self, theme: Theme, state: EncryptionState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Encryption"))
        self.setMinimumSize(360, 320)
        self._state = state
        self.present = PassphraseField(tr("Present passphrase"))
        self.present.changed.connect(self._look)
        self.passphrase = NewPassphrase(theme)
        self.passphrase.changed.connect(self._look)
        self.present.accepted.connect(self.passphrase.setFocus)
        self.passphrase.shows.toggled.connect(self.present.set_shown)
        self.passphrase.accepted.connect(self._change)
        self.change_button = push_button(tr("Change the passphrase"), "plain")
        self.change_button.clicked.connect(self._change)
        self.keychain = TickBox(theme, tr("The system's keychain opens it, too"))
        self.keychain.clicked.connect(self._want_keychain)
        self.off_button = push_button(tr("Decrypt everything"), "plain")
        self.off_button.clicked.connect(self._turn_off)
        self.note = wrapped("")
        self.close_button = push_button(tr("Close"), "primary")
        self.close_button.clicked.connect(self.reject)
        self._is_busy = False
        self._lay_out(theme)
        self.show_state(state)
        self.present.setFocus()

    def show_state(self, state: EncryptionState) -> None:
        self._state = state
        self._is_busy = False
        self.keychain.setChecked(state.keychain)
        self._look()

    def tell(self, text: str) -> None:
        """What was asked for is done."""
        self._say(text)
        self.present.clear()
        self.passphrase.clear()

    def refuse(self, message: str) -> None:
        self._say(message)
        self.keychain.setChecked(self._state.keychain)
        self.present.line.selectAll()
        self.present.setFocus()

    def _say(self, text: str) -> None:
        self._is_busy = False
        self.note.setText(text)
        announce(self, text)
        self._look()

    def _look(self) -> None:
        has_present = bool(self.present.text) and not self._is_busy
        self.change_button.setEnabled(has_present and not self.passphrase.problem)
        self.off_button.setEnabled(has_present)
        self.keychain.setEnabled(not self._is_busy and (self._state.keychain or not self._state.no_keychain))

    def _change(self) -> None:
        if self.change_button.isEnabled():
            self._begin()
            self.changed.emit(self.present.text, self.passphrase.text)

    def _turn_off(self) -> None:
        self._begin()
        self.turned_off.emit(self.present.text)

    def _want_keychain(self, wanted: bool) -> None:
        self._begin()
        self.keychain_wanted.emit(wanted)

    def _begin(self) -> None:
        self._is_busy = True
        self.note.setText(" ")
        self._look()

    def _lay_out(self, theme: Theme) -> None:
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(28, 16, 28, 20)
        column.setSpacing(10)
        column.addWidget(said("title", tr("Encryption is on")))
        column.addWidget(
            said(
                "muted",
                tr(
                    "Everything that you wrote and that was made of it is encrypted: conversations, profiles, facts, "
                    "adapters, trainings, backups and saved states. Not encrypted are models of others, the settings "
                    "and the logs, which hold none of your texts, and what you export."
                ),
            )
        )
        column.addWidget(self.keychain, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(
            said(
                "small",
                self._state.no_keychain
                or tr("Then you need not type the passphrase, and neither does who uses your account."),
            )
        )
        column.addWidget(said("section", tr("Change it, or turn it off")))
        column.addWidget(self.present)
        column.addWidget(self.passphrase)
        column.addWidget(self.change_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(
            said("small", tr("The recovery key stays good. Backups of before keep the passphrase that they had."))
        )
        column.addSpacing(8)
        column.addWidget(self.off_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(
            said("small", tr("With the present passphrase. Homespun closes, decrypts everything and opens again."))
        )
        column.addStretch(1)
        answers = QHBoxLayout()
        answers.setSpacing(12)
        answers.addWidget(self.note, 1)
        answers.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        put_together(self, page, answers)
        self.resize(theme.scaled(520), theme.scaled(700))
