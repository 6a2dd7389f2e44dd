"""The ways out for who has lost the passphrase: the recovery key, or a new beginning."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.translation import tr
from app.ui.announcements import announce
from app.ui.dialog_parts import push_button, put_together, said
from app.ui.facts_table import wrapped
from app.ui.passphrase_fields import NewPassphrase
from app.ui.theme import Theme
from app.ui.tick_box import TickBox


class RecoveryDialog(QDialog):
    recovered = Signal(str, str)
    """(recovery key, new passphrase)"""
    begun_anew = Signal()
    """Everything that is encrypted is to be set aside."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, has_key_file: bool = True) -> None:
        """Without a key file there is nothing that a recovery key could open."""
        super().__init__(parent)
        self.setWindowTitle(tr("Lost passphrase"))
        self.setMinimumSize(360, 320)
        self.key = QLineEdit()
        self.key.setPlaceholderText("XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX")
        self.key.setAccessibleName(tr("Recovery key"))
        self.key.textChanged.connect(self._look)
        self.passphrase = NewPassphrase(theme)
        self.passphrase.changed.connect(self._look)
        self.passphrase.accepted.connect(self._recover)
        self.error = wrapped("error")
        self.recover_button = push_button(tr("Open with the recovery key"), "primary")
        self.recover_button.clicked.connect(self._recover)
        self.agrees = TickBox(theme, tr("I have neither, and want to begin anew"))
        self.agrees.toggled.connect(self._look)
        self.anew_button = push_button(tr("Begin anew"), "plain")
        self.anew_button.clicked.connect(self.begun_anew)
        self.back_button = push_button(tr("Back"), "plain")
        self.back_button.clicked.connect(self.reject)
        self._lay_out(theme, has_key_file=has_key_file)
        self._look()
        (self.key if has_key_file else self.agrees).setFocus()

    def set_busy(self, busy: bool) -> None:
        for part in (self.key, self.passphrase, self.agrees, self.back_button):
            part.setEnabled(not busy)
        self._look()

    def refuse(self, message: str) -> None:
        self.set_busy(False)
        self.error.setText(message)
        announce(self, message, assertive=True)
        self.key.setFocus()

    def _look(self) -> None:
        is_free = self.key.isEnabled()
        can_recover = is_free and bool(self.key.text().strip()) and not self.passphrase.problem
        self.recover_button.setEnabled(can_recover)
        self.anew_button.setEnabled(is_free and self.agrees.isChecked())

    def _recover(self) -> None:
        if self.recover_button.isEnabled():
            self.error.setText(" ")
            self.set_busy(True)
            self.recovered.emit(self.key.text(), self.passphrase.text)

    def _lay_out(self, theme: Theme, *, has_key_file: bool) -> None:
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(28, 16, 28, 20)
        column.setSpacing(10)
        if has_key_file:
            column.addWidget(said("section", tr("With your recovery key")))
            column.addWidget(
                said(
                    "muted",
                    tr("It was shown when encryption was turned on. It opens everything; then a new passphrase does."),
                )
            )
            label = QLabel(tr("Recovery key"))
            label.setBuddy(self.key)
            column.addWidget(label)
            column.addWidget(self.key)
            column.addWidget(self.passphrase)
            column.addWidget(self.error)
            column.addWidget(self.recover_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(said("section", tr("Without it")))
        column.addWidget(
            said(
                "muted",
                tr(
                    "Nobody can open what is encrypted, not even who made this program. You can begin anew: everything "
                    "is set aside in a folder of the data folder, and nothing is deleted. If you find the passphrase, "
                    "move it back."
                ),
            )
        )
        column.addWidget(self.agrees, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.anew_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        answers = QHBoxLayout()
        answers.addStretch(1)
        answers.addWidget(self.back_button)
        put_together(self, page, answers)
        self.resize(theme.scaled(500), theme.scaled(620 if has_key_file else 360))
