"""The settings, each with a sentence on what it does. Nothing takes effect before Save."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QButtonGroup,
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.settings import KV_TYPES, Settings, SettingsError
from app.settings import Theme as ThemeChoice
from app.store.records import Profile
from app.ui.theme import Theme
from app.ui.tick_box import TickBox
from engine.protocol import SamplingOptions

_THEMES = ((ThemeChoice.SYSTEM, "As the system"), (ThemeChoice.LIGHT, "Light"), (ThemeChoice.DARK, "Dark"))
_KV_WORDS = {"f16": "Full (f16)", "q8_0": "Half the memory (q8_0)", "q4_0": "A quarter of the memory (q4_0)"}
_FIELD_WIDTH = 210


class SettingsDialog(QDialog):
    settings_changed = Signal(object)
    profile_changed = Signal(object)
    data_folder_requested = Signal()

    def __init__(
        self,
        theme: Theme,
        settings: Settings,
        profile: Profile | None,
        data_folder: Path | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Settings")
        self.resize(620, 680)
        self._theme = theme
        self._settings = settings
        self._profile = profile
        self._errors: dict[str, QLabel] = {}
        self._column = QVBoxLayout()
        self._column.setContentsMargins(28, 8, 28, 20)
        self._column.setSpacing(14)
        self._add_appearance()
        self._add_profile()
        self._add_answers()
        self._add_model()
        self._add_data(data_folder)
        self._column.addStretch(1)
        self._fill(settings)
        if profile is not None:
            self._name.setText(profile.name)
            self._system.setPlainText(profile.system_message)
        self._lay_out()

    def save(self) -> None:
        """Tell what was changed and close, or say beside the field what is wrong with it."""
        try:
            settings = self._collected()
        except SettingsError as error:
            self._show_error(error.field, error.message)
            return
        profile = self._collected_profile()
        if settings != self._settings:
            self.settings_changed.emit(settings)
        if profile is not None and profile != self._profile:
            self.profile_changed.emit(profile)
        self.accept()

    def reset(self) -> None:
        """Defaults into every field; still nothing takes effect before Save."""
        self._fill(Settings())
        self._system.setPlainText("")

    def _add_appearance(self) -> None:
        self._section("Appearance")
        self._themes = QButtonGroup(self)
        choices = QWidget()
        row = QHBoxLayout(choices)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for number, (_, words) in enumerate(_THEMES):
            button = QPushButton(words)
            button.setProperty("role", "segment")
            button.setCheckable(True)
            self._themes.addButton(button, number)
            row.addWidget(button)
        self._row("theme", "Theme", "The colours of the window.", choices)
        self._text_size = _whole_number(10, 28, suffix=" px")
        self._row("text_size", "Text size", "Of the conversation; the rest follows.", self._text_size)

    def _add_profile(self) -> None:
        self._section("You")
        self._name = QLineEdit()
        self._name.setMaxLength(60)
        self._row("name", "Name", "Shown in the corner of the window, nowhere else.", self._name)
        self._system = QPlainTextEdit()
        self._system.setObjectName("field")
        self._system.setTabChangesFocus(True)
        self._system.setFixedHeight(84)
        self._system.setPlaceholderText("For example: Answer briefly, in British English.")
        self._row(
            "system_message",
            "Instructions",
            "Given to the model before every conversation. It takes part of the context.",
            self._system,
            below=True,
        )

    def _add_answers(self) -> None:
        self._section("Answers")
        self._temperature = _fraction(0, 5, 0.05)
        self._row(
            "sampling.temperature",
            "Temperature",
            "Low is careful and repeatable, high is more varied. 0 always takes the likeliest word.",
            self._temperature,
        )
        self._top_k = _whole_number(0, 1_000_000, special="Off")
        self._row("sampling.top_k", "Top k", "Chooses among this many likeliest tokens.", self._top_k)
        self._top_p = _fraction(0, 1, 0.01)
        self._row(
            "sampling.top_p", "Top p", "Chooses among the likeliest tokens that together have this share.", self._top_p
        )
        self._min_p = _fraction(0, 1, 0.01)
        self._row(
            "sampling.min_p", "Min p", "Leaves out tokens less likely than this share of the likeliest.", self._min_p
        )
        self._repeat = _fraction(0.1, 5, 0.05)
        self._row(
            "sampling.repeat_penalty", "Repeat penalty", "Above 1, words just used become less likely.", self._repeat
        )
        self._seed = QLineEdit()
        self._seed.setPlaceholderText("A new one each time")
        self._row(
            "sampling.seed", "Seed", "The same number gives the same answer to the same conversation.", self._seed
        )
        self._max_tokens = _whole_number(0, 1 << 24, special="Until it ends", suffix=" tokens", step=64)
        self._row("max_tokens", "Longest reply", "Where a reply is cut off.", self._max_tokens)
        self._propose = TickBox(self._theme, "While I write")
        self._row(
            "propose_adapters",
            "Propose adapters",
            "Offers one whose description fits your message. It is never used unless you take it.",
            self._propose,
        )

    def _add_model(self) -> None:
        self._section("Model")
        self._context = _whole_number(0, 1 << 24, special="Automatic", suffix=" tokens", step=1024)
        self._row(
            "context_length",
            "Context length",
            "How much of a conversation the model sees at once. More needs more memory.",
            self._context,
        )
        self._threads = _whole_number(0, 1024, special="Automatic")
        self._row("threads", "Threads", "Processor cores used. Automatic takes every physical core.", self._threads)
        self._kv = _Choice(self._theme)
        for kind in KV_TYPES:
            self._kv.addItem(_KV_WORDS[kind], kind)
        self._row("kv_type", "KV cache", "Precision of the conversation in memory. Smaller is less exact.", self._kv)
        self._column.addWidget(_small("Changing these loads the model again."))

    def _add_data(self, data_folder: Path | None) -> None:
        self._section("Your data")
        opens = QPushButton("Open the folder")
        opens.setProperty("role", "plain")
        opens.clicked.connect(self.data_folder_requested)
        where = str(data_folder) if data_folder is not None else ""
        self._row("data_folder", "Data folder", "Everything that you write is kept here, and only here.", opens)
        self._path = _small(where)
        self._path.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._path.setVisible(bool(where))
        self._column.addWidget(self._path)
        self._downloads = TickBox(self._theme, "Allow downloads")
        self._row(
            "allow_downloads",
            "Downloads",
            "Models can be fetched from an address that you enter. Nothing else ever uses the network.",
            self._downloads,
        )

    def _lay_out(self) -> None:
        page = QWidget()
        page.setObjectName("page")
        page.setLayout(self._column)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(page)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll = scroll
        resets = QPushButton("Reset to defaults")
        cancels = QPushButton("Cancel")
        self.save_button = QPushButton("Save")
        for button, act, role in (
            (resets, self.reset, "plain"),
            (cancels, self.reject, "plain"),
            (self.save_button, self.save, "primary"),
        ):
            button.setProperty("role", role)
            button.setAutoDefault(False)
            button.clicked.connect(act)
        self.save_button.setDefault(True)
        foot = QFrame()
        foot.setObjectName("foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(28, 12, 28, 12)
        row.addWidget(resets)
        row.addStretch(1)
        row.addWidget(cancels)
        row.addWidget(self.save_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scroll, 1)
        outer.addWidget(foot)

    def _section(self, name: str) -> None:
        label = QLabel(name)
        label.setProperty("role", "section")
        label.setIndent(0)
        self._column.addWidget(label)

    def _row(self, field: str, name: str, explanation: str, control: QWidget, *, below: bool = False) -> None:
        label = QLabel(name)
        label.setBuddy(control)
        control.setAccessibleName(name)
        control.setAccessibleDescription(explanation)
        error = QLabel()
        error.setTextFormat(Qt.TextFormat.PlainText)
        error.setProperty("role", "error")
        error.setWordWrap(True)
        error.hide()
        self._errors[field] = error
        text = QVBoxLayout()
        text.setSpacing(1)
        text.addWidget(label)
        text.addWidget(_small(explanation))
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addLayout(text, 1)
        box = QVBoxLayout()
        box.setSpacing(6)
        box.addLayout(row)
        if below:
            box.addWidget(control)
        else:
            if isinstance(control, QAbstractSpinBox | QLineEdit | QComboBox):
                control.setFixedWidth(_FIELD_WIDTH)
            row.addWidget(control, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        box.addWidget(error)
        self._column.addLayout(box)

    def _fill(self, settings: Settings) -> None:
        for number, (choice, _) in enumerate(_THEMES):
            if choice is settings.theme:
                self._themes.button(number).setChecked(True)
        self._text_size.setValue(settings.text_size)
        sampling = settings.sampling
        self._temperature.setValue(sampling.temperature)
        self._top_k.setValue(sampling.top_k)
        self._top_p.setValue(sampling.top_p)
        self._min_p.setValue(sampling.min_p)
        self._repeat.setValue(sampling.repeat_penalty)
        self._seed.setText("" if sampling.seed is None else str(sampling.seed))
        self._max_tokens.setValue(settings.max_tokens or 0)
        self._propose.setChecked(settings.propose_adapters)
        self._downloads.setChecked(settings.allow_downloads)
        self._context.setValue(settings.context_length or 0)
        self._threads.setValue(settings.threads or 0)
        self._kv.setCurrentIndex(max(0, self._kv.findData(settings.kv_type)))
        for error in self._errors.values():
            error.hide()

    def _collected(self) -> Settings:
        """The settings as the fields have them. Raises SettingsError for the first that cannot be."""
        return replace(
            self._settings,
            theme=_THEMES[self._themes.checkedId()][0],
            text_size=self._text_size.value(),
            sampling=self._collected_sampling(),
            max_tokens=self._max_tokens.value() or None,
            propose_adapters=self._propose.isChecked(),
            allow_downloads=self._downloads.isChecked(),
            context_length=self._context.value() or None,
            threads=self._threads.value() or None,
            kv_type=str(self._kv.currentData()),
        )

    def _collected_sampling(self) -> SamplingOptions:
        return replace(
            self._settings.sampling,
            temperature=self._temperature.value(),
            top_k=self._top_k.value(),
            top_p=self._top_p.value(),
            min_p=self._min_p.value(),
            repeat_penalty=self._repeat.value(),
            seed=self._collected_seed(),
        )

    def _collected_seed(self) -> int | None:
        text = self._seed.text().strip().replace(",", "")
        if not text:
            return None
        if not (text.isascii() and text.isdigit()):
            raise SettingsError("sampling.seed", "A seed is a whole number, or nothing for a new one each time.")
        return int(text)

    def _collected_profile(self) -> Profile | None:
        if self._profile is None:
            return None
        name = " ".join(self._name.text().split()) or self._profile.name
        return replace(self._profile, name=name, system_message=self._system.toPlainText().strip())

    def _show_error(self, field: str, message: str) -> None:
        for name, label in self._errors.items():
            label.setVisible(name == field)
        label = self._errors.get(field)
        if label is not None:
            label.setText(message)
            self._scroll.ensureWidgetVisible(label, 0, 60)


class _CalmWheel(QObject):
    """Keeps the wheel from changing a value that the pointer only passes over while scrolling."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QWheelEvent) and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False


class _Choice(QComboBox):
    """A list to choose from, with the chevron of the theme."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.installEventFilter(_CalmWheel(self))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        place = self.rect().adjusted(self.width() - 26, 0, -10, 0)
        self._theme.icon("chevron-down").paint(painter, place)


def _whole_number(least: int, most: int, *, special: str = "", suffix: str = "", step: int = 1) -> QSpinBox:
    box = _calm(QSpinBox())
    box.setRange(least, most)
    box.setSingleStep(step)
    box.setSuffix(suffix)
    box.setSpecialValueText(special)
    box.setGroupSeparatorShown(True)
    return box


def _fraction(least: float, most: float, step: float) -> QDoubleSpinBox:
    box = _calm(QDoubleSpinBox())
    box.setRange(least, most)
    box.setDecimals(2)
    box.setSingleStep(step)
    return box


def _calm(box: Any) -> Any:
    box.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    box.installEventFilter(_CalmWheel(box))
    box.lineEdit().setTextMargins(9, 0, 0, 0)
    return box


def _small(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("role", "small")
    return label
