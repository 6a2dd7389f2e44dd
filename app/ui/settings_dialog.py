"""The settings, each with a sentence on what it does. Nothing takes effect before Save."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPushButton, QWidget

from app.settings import KV_TYPES, Settings, SettingsError, WhenFull
from app.settings import Theme as ThemeChoice
from app.state import DesktopMeans
from app.ui.form import Choice, FormDialog, SamplingFields, small, whole_number
from app.ui.settings_desktop import DesktopFields
from app.ui.theme import Theme
from app.ui.tick_box import TickBox

_THEMES = ((ThemeChoice.SYSTEM, "As the system"), (ThemeChoice.LIGHT, "Light"), (ThemeChoice.DARK, "Dark"))
_WAYS = ((WhenFull.DROP, "Leave them out"), (WhenFull.SUMMARISE, "Summarise them"))
_KV_WORDS = {"f16": "Full (f16)", "q8_0": "Half the memory (q8_0)", "q4_0": "A quarter of the memory (q4_0)"}
NO_MEANS = DesktopMeans()


class SettingsDialog(FormDialog):
    settings_changed = Signal(object)
    data_folder_requested = Signal()

    def __init__(
        self,
        theme: Theme,
        settings: Settings,
        data_folder: Path | None,
        parent: QWidget | None = None,
        means: DesktopMeans = NO_MEANS,
    ) -> None:
        super().__init__("Settings", parent)
        self._theme = theme
        self._settings = settings
        self._add_appearance()
        self._add_answers()
        self._desktop = DesktopFields(self, theme, means)
        self._add_model()
        self._add_data(data_folder)
        self._fill(settings)
        resets = QPushButton("Reset to defaults")
        resets.clicked.connect(self.reset)
        self.lay_out(resets)

    def save(self) -> None:
        try:
            settings = self._collected()
        except SettingsError as error:
            self.show_error(error.field, error.message)
            return
        if settings != self._settings:
            self.settings_changed.emit(settings)
        self.accept()

    def reset(self) -> None:
        """Defaults into every field; still nothing takes effect before Save."""
        self._fill(Settings())

    def _add_appearance(self) -> None:
        self.section("Appearance")
        self._themes = QButtonGroup(self)
        choices = QWidget()
        row = QHBoxLayout(choices)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for number, (_, words) in enumerate(_THEMES):
            button = QPushButton(words)
            button.setProperty("role", "segment")
            button.setCheckable(True)
            chosen = QFont(button.font())
            chosen.setWeight(QFont.Weight.DemiBold)  # as the style sheet has the one that is taken
            button.setMinimumWidth(QFontMetrics(chosen).horizontalAdvance(words) + 32)
            self._themes.addButton(button, number)
            row.addWidget(button)
        row.addStretch(1)
        large = self._theme.text_size > 18
        self.row("theme", "Theme", "The colours of the window.", choices, below=large)
        self._text_size = whole_number(10, 28, suffix=" px")
        self.row("text_size", "Text size", "Of the conversation; the rest follows.", self._text_size)

    def _add_answers(self) -> None:
        self.section("Answers")
        self._sampling = SamplingFields(self)
        self._seed = QLineEdit()
        self._seed.setPlaceholderText("A new one each time")
        self.row("sampling.seed", "Seed", "The same number gives the same answer to the same conversation.", self._seed)
        self._max_tokens = whole_number(0, 1 << 24, special="Until it ends", suffix=" tokens", step=64)
        self.row("max_tokens", "Longest reply", "Where a reply is cut off.", self._max_tokens)
        self._when_full = Choice(self._theme)
        for way, label in _WAYS:
            self._when_full.addItem(label, way)
        self.row(
            "when_full",
            "Long conversations",
            "What the model sees of the oldest messages when they do not fit any more. All of them stay in the "
            "conversation; a summary is written by the model, and can be read and corrected there.",
            self._when_full,
        )
        self._propose = TickBox(self._theme, "While I write")
        self.row(
            "propose_adapters",
            "Propose adapters",
            "Offers one whose description fits your message. It is never used unless you take it.",
            self._propose,
        )

        self._titles = TickBox(self._theme, "By the model")
        self.row(
            "title_conversations",
            "Titles",
            "A conversation gets its title after the first reply. One that you type is never replaced.",
            self._titles,
        )

    def _add_model(self) -> None:
        self.section("Model")
        self._context = whole_number(0, 1 << 24, special="Automatic", suffix=" tokens", step=1024)
        self.row(
            "context_length",
            "Context length",
            "How much of a conversation the model sees at once. More needs more memory.",
            self._context,
        )
        self._threads = whole_number(0, 1024, special="Automatic")
        self.row("threads", "Threads", "Processor cores used. Automatic takes every physical core.", self._threads)
        self._kv = Choice(self._theme)
        for kind in KV_TYPES:
            self._kv.addItem(_KV_WORDS[kind], kind)
        self.row("kv_type", "KV cache", "Precision of the conversation in memory. Smaller is less exact.", self._kv)
        self.add(small("Changing these loads the model again."))

    def _add_data(self, data_folder: Path | None) -> None:
        self.section("Your data")
        opens = QPushButton("Open the folder")
        opens.setProperty("role", "plain")
        opens.clicked.connect(self.data_folder_requested)
        where = str(data_folder) if data_folder is not None else ""
        self.row("data_folder", "Data folder", "Everything that you write is kept here, and only here.", opens)
        self._path = small(where)
        self._path.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._path.setVisible(bool(where))
        self.add(self._path)
        self._downloads = TickBox(self._theme, "Allow downloads")
        self.row(
            "allow_downloads",
            "Downloads",
            "Models can be fetched from an address that you enter. Nothing else ever uses the network.",
            self._downloads,
        )

    def _fill(self, settings: Settings) -> None:
        for number, (choice, _) in enumerate(_THEMES):
            if choice is settings.theme:
                self._themes.button(number).setChecked(True)
        self._text_size.setValue(settings.text_size)
        self._desktop.fill(settings)
        self._sampling.fill(settings.sampling)
        self._seed.setText("" if settings.sampling.seed is None else str(settings.sampling.seed))
        self._max_tokens.setValue(settings.max_tokens or 0)
        self._when_full.setCurrentIndex(max(0, self._when_full.findData(settings.when_full)))
        self._propose.setChecked(settings.propose_adapters)
        self._titles.setChecked(settings.title_conversations)
        self._downloads.setChecked(settings.allow_downloads)
        self._context.setValue(settings.context_length or 0)
        self._threads.setValue(settings.threads or 0)
        self._kv.setCurrentIndex(max(0, self._kv.findData(settings.kv_type)))
        self.show_error("", "")

    def _collected(self) -> Settings:
        """The settings as the fields have them. Raises SettingsError for the first that cannot be."""
        return replace(
            self._desktop.collected(self._settings),
            theme=_THEMES[self._themes.checkedId()][0],
            text_size=self._text_size.value(),
            sampling=replace(self._sampling.collected(self._settings.sampling), seed=self._collected_seed()),
            max_tokens=self._max_tokens.value() or None,
            when_full=WhenFull(self._when_full.currentData()),
            propose_adapters=self._propose.isChecked(),
            title_conversations=self._titles.isChecked(),
            allow_downloads=self._downloads.isChecked(),
            context_length=self._context.value() or None,
            threads=self._threads.value() or None,
            kv_type=str(self._kv.currentData()),
        )

    def _collected_seed(self) -> int | None:
        text = self._seed.text().strip().replace(",", "")
        if not text:
            return None
        if not (text.isascii() and text.isdigit()):
            raise SettingsError("sampling.seed", "A seed is a whole number, or nothing for a new one each time.")
        return int(text)
