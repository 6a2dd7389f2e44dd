"""The settings, each with a sentence on what it does. Nothing takes effect before Save."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from app.languages import OWN_NAMES
from app.settings import KV_TYPES, Language, Settings, SettingsError, WhenFull
from app.state import DesktopMeans
from app.translation import told, tr, tr_noop
from app.ui.facts_table import keep_direction
from app.ui.form import Choice, FormDialog, SamplingFields, small, whole_number
from app.ui.settings_desktop import DesktopFields
from app.ui.theme import Theme
from app.ui.theme_choice import ThemeChoice
from app.ui.tick_box import TickBox

_WAYS = ((WhenFull.DROP, tr_noop("Leave them out")), (WhenFull.SUMMARISE, tr_noop("Summarise them")))
_KV_WORDS = {
    "f16": tr_noop("Full (f16)"),
    "q8_0": tr_noop("Half the memory (q8_0)"),
    "q4_0": tr_noop("A quarter of the memory (q4_0)"),
}
NO_MEANS = DesktopMeans()


class SettingsDialog(FormDialog):
    settings_changed = Signal(object)
    data_folder_requested = Signal()
    backup_requested = Signal()
    encoders_requested = Signal()
    encryption_requested = Signal()
    privacy_requested = Signal()

    def __init__(
        self,
        theme: Theme,
        settings: Settings,
        data_folder: Path | None,
        parent: QWidget | None = None,
        means: DesktopMeans = NO_MEANS,
    ) -> None:
        super().__init__(tr("Settings"), parent)
        self._theme = theme
        self._settings = settings
        self._add_appearance()
        self._add_answers()
        self._desktop = DesktopFields(self, theme, means)
        self._add_model()
        self._add_data(data_folder)
        self._fill(settings)
        resets = QPushButton(tr("Reset to defaults"))
        resets.clicked.connect(self.reset)
        self.lay_out(resets)

    def save(self) -> None:
        try:
            settings = self._collected()
        except SettingsError as error:
            self.show_error(error.field, told(error.message))
            return
        if settings != self._settings:
            self.settings_changed.emit(settings)
        self.accept()

    def reset(self) -> None:
        """Defaults into every field; still nothing takes effect before Save."""
        self._fill(Settings())

    def _add_appearance(self) -> None:
        self.section(tr("Appearance"))
        self._themes = ThemeChoice()
        large = self._theme.text_size > 18
        self._language = Choice(self._theme)
        self._language.addItem(tr("As the system"), Language.SYSTEM)
        for language, own_name in OWN_NAMES.items():
            self._language.addItem(own_name, language)
        self.row(
            "language",
            tr("Language"),
            tr("Of the window. It changes when Homespun is started the next time."),
            self._language,
        )
        self.row("theme", tr("Theme"), tr("The colours of the window."), self._themes, below=large)
        self._text_size = whole_number(10, 28, suffix=tr(" px"))
        self.row("text_size", tr("Text size"), tr("Of the conversation; the rest follows."), self._text_size)

    def _add_answers(self) -> None:
        self.section(tr("Answers"))
        self._sampling = SamplingFields(self)
        self._seed = QLineEdit()
        self._seed.setPlaceholderText(tr("A new one each time"))
        self.row(
            "sampling.seed",
            tr("Seed"),
            tr("The same number gives the same answer to the same conversation."),
            self._seed,
        )
        self._max_tokens = whole_number(0, 1 << 24, special=tr("Until it ends"), suffix=tr(" tokens"), step=64)
        self.row("max_tokens", tr("Longest reply"), tr("Where a reply is cut off."), self._max_tokens)
        self._when_full = Choice(self._theme)
        for way, label in _WAYS:
            self._when_full.addItem(tr(label), way)
        self.row(
            "when_full",
            tr("Long conversations"),
            tr(
                "What the model sees of the oldest messages when they do not fit any more. All of them stay in the "
                "conversation; a summary is written by the model, and can be read and corrected there."
            ),
            self._when_full,
        )
        self._propose = TickBox(self._theme, tr("While I write"))
        self.row(
            "propose_adapters",
            tr("Propose adapters"),
            tr("Offers one whose description fits your message. It is never used unless you take it."),
            self._propose,
        )

        self._titles = TickBox(self._theme, tr("By the model"))
        self.row(
            "title_conversations",
            tr("Titles"),
            tr("A conversation gets its title after the first reply. One that you type is never replaced."),
            self._titles,
        )

    def _add_model(self) -> None:
        self.section(tr("Model"))
        self._context = whole_number(0, 1 << 24, special=tr("Automatic"), suffix=tr(" tokens"), step=1024)
        self.row(
            "context_length",
            tr("Context length"),
            tr("How much of a conversation the model sees at once. More needs more memory."),
            self._context,
        )
        self._threads = whole_number(0, 1024, special=tr("Automatic"))
        self.row(
            "threads", tr("Threads"), tr("Processor cores used. Automatic takes every physical core."), self._threads
        )
        self._kv = Choice(self._theme)
        for kind in KV_TYPES:
            self._kv.addItem(tr(_KV_WORDS[kind]), kind)
        self.row(
            "kv_type", tr("KV cache"), tr("Precision of the conversation in memory. Smaller is less exact."), self._kv
        )
        self.add(small(tr("Changing these loads the model again.")))
        encodes = QPushButton(tr("Encoders\u2026"))
        encodes.setProperty("role", "plain")
        encodes.clicked.connect(self.encoders_requested)
        self.row(
            "encoders",
            tr("Passages of long files"),
            tr("What finds those that say in other words what your message is about."),
            encodes,
        )

    def _add_data(self, data_folder: Path | None) -> None:
        self.section(tr("Your data"))
        opens = QPushButton(tr("Open the folder"))
        opens.setProperty("role", "plain")
        opens.clicked.connect(self.data_folder_requested)
        where = str(data_folder) if data_folder is not None else ""
        self.row("data_folder", tr("Data folder"), tr("Everything that you write is kept here, and only here."), opens)
        self._path = small(where)
        keep_direction(self._path)
        self._path.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._path.setVisible(bool(where))
        self.add(self._path)
        backs_up = QPushButton(tr("Back up\u2026"))
        backs_up.setProperty("role", "plain")
        backs_up.clicked.connect(self.backup_requested)
        self.row(
            "backup",
            tr("Back up and restore"),
            tr("Everything that is yours as one file, and back; and what was kept before updates."),
            backs_up,
        )
        encrypts = QPushButton(tr("Encryption\u2026"))
        encrypts.setProperty("role", "plain")
        encrypts.clicked.connect(self.encryption_requested)
        self.row(
            "encryption",
            tr("Encryption"),
            tr("A passphrase that everything you wrote can be opened with, and nothing without it."),
            encrypts,
        )
        shows = QPushButton(tr("Privacy\u2026"))
        shows.setProperty("role", "plain")
        shows.clicked.connect(self.privacy_requested)
        self.row(
            "privacy",
            tr("Privacy"),
            tr("What lies where, which connections are open, what is confined; and erase everything."),
            shows,
        )
        self._downloads = TickBox(self._theme, tr("Allow downloads"))
        self.row(
            "allow_downloads",
            tr("Downloads"),
            tr("Models can be fetched from an address that you enter. Nothing else ever uses the network."),
            self._downloads,
        )

    def _fill(self, settings: Settings) -> None:
        self._themes.set_theme(settings.theme)
        self._language.setCurrentIndex(max(0, self._language.findData(settings.language)))
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
            language=Language(self._language.currentData()),
            theme=self._themes.theme,
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
        if not text.isdecimal():  # of any script
            raise SettingsError("sampling.seed", tr("A seed is a whole number, or nothing for a new one each time."))
        return int(text)
