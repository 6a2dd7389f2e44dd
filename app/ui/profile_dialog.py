"""One profile, as it can be changed, and what a model is told of it. Nothing takes effect before Save."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from app.profiles import MOST_INSTRUCTIONS, MOST_NAME, MOST_PREFERENCES, ProfileError, checked, system_text
from app.state import ModelChoice, ShelfAdapter
from app.store.records import AdapterChoice, Profile
from app.translation import told, tr
from app.ui.form import Choice, FormDialog, SamplingFields, small
from app.ui.text_field import TextField
from app.ui.theme import Theme
from app.ui.tick_box import TickBox
from app.ui.words import scale
from engine.protocol import SamplingOptions


class ProfileDialog(FormDialog):
    saved = Signal(object)
    """Profile with what was changed."""

    def __init__(
        self,
        theme: Theme,
        profile: Profile,
        profiles: Sequence[Profile],
        models: Sequence[ModelChoice],
        adapters: Sequence[ShelfAdapter],
        sampling: SamplingOptions,
        parent: QWidget | None = None,
    ) -> None:
        """`profile` has the id 0 where it is a new one; `sampling` is the program's."""
        super().__init__(tr("Profile") if profile.id else tr("New profile"), parent)
        self._theme = theme
        self._profile = profile
        self._profiles = profiles
        self._add_texts(profile)
        self._add_beginnings(profile, models, adapters)
        self._own = TickBox(theme, tr("Of its own"))
        self.row(
            "sampling",
            tr("How words are chosen"),
            tr("Without a tick as in the settings of the program."),
            self._own,
        )
        self._sampling = SamplingFields(self)
        self._sampling.fill(profile.settings.sampling or sampling)
        self._own.toggled.connect(self._show_sampling)
        self._own.setChecked(profile.settings.sampling is not None)
        self._show_sampling(self._own.isChecked())
        self.lay_out()
        self._show_told()

    def save(self) -> None:
        try:
            profile = checked(self._collected(), self._profiles)
        except ProfileError as error:
            self.show_error(error.field, told(error.message))
            return
        if profile != self._profile or not profile.id:
            self.saved.emit(profile)
        self.accept()

    def _add_texts(self, profile: Profile) -> None:
        self.section(tr("Who you are here"))
        self._name = QLineEdit(profile.name)
        self._name.setMaxLength(MOST_NAME)
        self.row("name", tr("Name"), tr("For yourself, or for the hat you wear. Models are not told."), self._name)
        self._instructions = TextField(self._theme, least_lines=3, most_lines=8)
        self._instructions.setPlainText(profile.system_message)
        self._instructions.setPlaceholderText(tr("For example: Answer briefly, in British English."))
        self.row(
            "instructions",
            tr("Instructions"),
            tr(
                "How the model is to answer, in up to {most} characters. Small models follow few and short sentences "
                "best.",
                most=MOST_INSTRUCTIONS,
            ),
            self._instructions,
            below=True,
        )
        self._preferences = TextField(self._theme, least_lines=3, most_lines=6)
        self._preferences.setPlainText(profile.settings.preferences)
        self._preferences.setPlaceholderText(tr("Metric units\nSay it when you are not sure"))
        self.row(
            "preferences",
            tr("What you prefer and value"),
            tr("One thing a line, in up to {most} characters.", most=MOST_PREFERENCES),
            self._preferences,
            below=True,
        )
        self._told = QLabel()
        self._told.setObjectName("told")
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.setWordWrap(True)
        self._told.setIndent(0)
        self._told.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._told_row = self.row(
            "told",
            tr("What a model reads before every conversation"),
            tr("Exactly this. It takes part of the context."),
            self._told,
            below=True,
        )
        for field in (self._instructions, self._preferences):
            field.textChanged.connect(self._show_told)
            field.dismissed.connect(self.reject)

    def _add_beginnings(
        self, profile: Profile, models: Sequence[ModelChoice], adapters: Sequence[ShelfAdapter]
    ) -> None:
        self.section(tr("What conversations begin with"))
        self._model = Choice(self._theme)
        self._model.addItem(tr("The one in use"), None)
        for choice in models:
            self._model.addItem(choice.name, choice.path)
        wanted = profile.settings.model
        if wanted is not None and self._model.findData(wanted) < 0:
            self._model.addItem(tr("{name} (not found)", name=PurePath(wanted).stem), wanted)
        self._model.setCurrentIndex(max(0, self._model.findData(wanted)))
        self.row("model", tr("Model"), tr("Loaded when you change to this profile."), self._model)
        chosen = {one.key: one for one in profile.settings.adapters}
        known = {one.entry.key: AdapterChoice(one.entry.key, name=one.entry.name) for one in adapters}
        gone = [replace(one, name=tr("{name} (not on the shelf)", name=one.name or one.key)) for one in chosen.values()]
        self._adapters: list[tuple[AdapterChoice, TickBox]] = []
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        for choice in (*known.values(), *(one for one in gone if one.key not in known)):
            before = chosen.get(choice.key)
            name = choice.name
            if before is not None and before.scale != 1:
                name = tr("{name} at {scale}", name=name, scale=scale(before.scale))
            box = TickBox(self._theme, name.replace("&", "&&"))
            box.setChecked(before is not None and before.active)
            box.setAccessibleName(tr("Adapter {name}", name=choice.name))
            column.addWidget(box)
            self._adapters.append((before or choice, box))
        if not self._adapters:
            column.addWidget(small(tr("There is none on the shelf yet.")))
        boxes = QWidget()
        boxes.setLayout(column)
        self.row("adapters", tr("Adapters"), tr("Those that act from the first message on."), boxes, below=True)

    def _show_told(self) -> None:
        text = system_text(self._collected())
        self._told.setText(text or tr("Nothing: the model answers as it was made."))

    def _show_sampling(self, shown: bool) -> None:
        for row in self._sampling.rows:
            row.setVisible(shown)

    def _collected(self) -> Profile:
        """As the fields have it, with what they do not show as it was."""
        profile, settings = self._profile, self._profile.settings
        kept = {one.key for one in settings.adapters}
        adapters = tuple(
            replace(choice, active=box.isChecked())
            for choice, box in self._adapters
            if box.isChecked() or choice.key in kept
        )
        # In the order of the row, which the person may have chosen; what is new comes last.
        order = {one.key: place for place, one in enumerate(settings.adapters)}
        model = self._model.currentData()
        own = self._sampling.collected(settings.sampling or SamplingOptions()) if self._own.isChecked() else None
        return replace(
            profile,
            name=self._name.text(),
            system_message=self._instructions.toPlainText(),
            settings=replace(
                settings,
                adapters=tuple(sorted(adapters, key=lambda one: order.get(one.key, len(order)))),
                preferences=self._preferences.toPlainText(),
                model=None if model is None else str(model),
                sampling=own,
            ),
        )
