"""What one may want to set at the first start: each in a line, and all of it can be left alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.languages import OWN_NAMES
from app.settings import Language, Settings
from app.state import ModelFolder
from app.translation import tr
from app.ui.elided_label import ElidedLabel
from app.ui.facts_table import wrapped
from app.ui.form import Choice
from app.ui.theme import Theme
from app.ui.theme_choice import ThemeChoice


class FirstSteps(QFrame):
    language_chosen = Signal(object)
    """Language: the program starts again in it."""
    theme_chosen = Signal(object)
    """Theme of the settings"""
    place_requested = Signal()
    """The data is to be kept in another folder."""
    encryption_requested = Signal()
    models_requested = Signal(str)
    """Path of a folder of another program, whose models are to be used where they are"""
    import_requested = Signal()
    tour_requested = Signal()
    done = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("card")
        self._theme = theme
        self.language = _Languages(theme)
        self.language.addItem(tr("As the system"), Language.SYSTEM)
        for language, own_name in OWN_NAMES.items():
            self.language.addItem(own_name, language)
        self.language.activated.connect(lambda _: self.language_chosen.emit(Language(self.language.currentData())))
        self.themes = ThemeChoice()
        self.themes.chosen.connect(self.theme_chosen)
        self._place = ElidedLabel(Qt.TextElideMode.ElideMiddle)
        self._place.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._place.setProperty("role", "small")
        self.change_place = _button(tr("Change\u2026"))
        self.change_place.clicked.connect(self.place_requested)
        self.encrypt = _button(tr("Set a passphrase\u2026"))
        self.encrypt.clicked.connect(self.encryption_requested)
        self.bring = _button(tr("Import\u2026"))
        self.bring.setToolTip(tr("From ChatGPT, Claude, Open WebUI, LM Studio, Jan, or another Homespun"))
        self.bring.clicked.connect(self.import_requested)
        self.tour = _button(tr("Show me around"))
        self.tour.clicked.connect(self.tour_requested)
        self.finish = _button(tr("Done"))
        self.finish.clicked.connect(self.done)
        self._models = QVBoxLayout()
        self._models.setSpacing(6)
        self.model_buttons: list[QPushButton] = []
        """One for each folder of models of another program."""
        self._lay_out()
        self.hide()

    def show_settings(self, settings: Settings) -> None:
        self.language.setCurrentIndex(max(0, self.language.findData(settings.language)))
        self.themes.set_theme(settings.theme)
        self.setVisible(settings.first_steps)

    def show_place(self, path: Path, *, changeable: bool, encrypted: bool) -> None:
        """Where the data is, and whether the person may choose another folder; whether it is encrypted already."""
        self._place.set_whole(str(path))
        self.change_place.setVisible(changeable)
        self._encryption.setVisible(not encrypted)

    def show_offered(self, folders: Sequence[ModelFolder]) -> None:
        """Folders of other programs that have models."""
        while (item := self._models.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.model_buttons = []
        for folder in folders:
            button = _button(tr("Use them"))
            button.setAccessibleName(tr("Use the models of {program}", program=folder.label))
            button.setToolTip(folder.path)
            button.clicked.connect(lambda _=False, path=folder.path: self.models_requested.emit(path))
            self.model_buttons.append(button)
            self._models.addWidget(_Row(tr("Models of {program}, where they are", program=folder.label), button))

    def _lay_out(self) -> None:
        head = wrapped("title")
        head.setText(tr("If you like, set it up"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        column.addWidget(head)
        column.addWidget(_Row(tr("Language"), self.language))
        column.addWidget(_Row(tr("Theme"), self.themes))
        column.addWidget(_Row(tr("Your data is in"), self.change_place, self._place))
        self._encryption = _Row(tr("Only you can open it, with a passphrase"), self.encrypt)
        column.addWidget(self._encryption)
        column.addLayout(self._models)
        column.addWidget(_Row(tr("Conversations from elsewhere"), self.bring))
        answers = QHBoxLayout()
        answers.setSpacing(8)
        answers.addStretch(1)
        answers.addWidget(self.tour)
        answers.addWidget(self.finish)
        column.addSpacing(4)
        column.addLayout(answers)


class _Languages(Choice):
    """Opened by the keys that would choose from it while it is closed: each choice starts the program again, also those
    on the way to the one that is meant."""

    _CHOOSING = frozenset(
        (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End)
    )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in self._CHOOSING or event.text().isalpha():
            self.showPopup()
        else:
            super().keyPressEvent(event)


class _Row(QWidget):
    def __init__(self, text: str, control: QWidget, value: QWidget | None = None) -> None:
        super().__init__()
        label = wrapped("")
        label.setText(text)
        label.setBuddy(control)
        if not control.accessibleName():
            control.setAccessibleName(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(label, 1)
        if value is not None:
            row.addWidget(value, 2)
        row.addWidget(control, 0, Qt.AlignmentFlag.AlignRight)


def _button(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("role", "plain")
    button.setAutoDefault(False)
    return button
