"""What the window has of profiles: the list at the foot of the sidebar, and the dialog."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from app.profiles import PRESETS, Preset, free_name
from app.state import ModelChoice, ShelfAdapter
from app.store.records import Profile
from app.translation import tr
from app.ui import words
from app.ui.dialogs import Dialogs
from app.ui.profile_button import ProfileButton
from app.ui.theme import Theme
from engine.protocol import SamplingOptions


class ProfileViews(QObject):
    chosen = Signal(int)
    saved = Signal(object)
    """Profile; with the id 0 a new one."""
    deleted = Signal(int)

    def __init__(self, theme: Theme, button: ProfileButton, dialogs: Dialogs, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._button = button
        self._dialogs = dialogs
        self._window = window
        self._profiles: tuple[Profile, ...] = ()
        self._models: tuple[ModelChoice, ...] = ()
        self._adapters: tuple[ShelfAdapter, ...] = ()
        self._sampling = SamplingOptions()
        self.present: Profile | None = None
        """None until the store is open."""
        self.menu = QMenu(window)
        self.menu.setToolTipsVisible(True)
        button.clicked.connect(self.open_menu)

    def set_profiles(self, profiles: Sequence[Profile], present: Profile) -> None:
        self._profiles, self.present = tuple(profiles), present
        self._button.set_name(present.name)

    def set_models(self, models: Sequence[ModelChoice]) -> None:
        self._models = tuple(models)

    def set_adapters(self, adapters: Sequence[ShelfAdapter]) -> None:
        self._adapters = tuple(adapters)

    def set_sampling(self, sampling: SamplingOptions) -> None:
        """The program's."""
        self._sampling = sampling

    def open_menu(self) -> None:
        present, menu = self.present, self.menu
        if present is None:
            return
        menu.clear()
        group = QActionGroup(menu)
        for profile in self._profiles:
            action = menu.addAction(
                self._shown(profile.name), lambda _=False, number=profile.id: self.chosen.emit(number)
            )
            action.setToolTip(words.tool_tip(profile.name))
            action.setCheckable(True)
            action.setChecked(profile.id == present.id)
            group.addAction(action)
        menu.addSeparator()
        name = self._shown(present.name, 18)
        menu.addAction(
            self._theme.icon("rename"), tr("Edit {name}\u2026", name=name), lambda: self.open_dialog(present)
        )
        self._add_presets(menu.addMenu(self._theme.icon("plus"), tr("New profile")))
        menu.addAction(self._theme.icon("copy"), tr("Copy {name}\u2026", name=name), lambda: self._copy(present))
        delete = menu.addAction(
            self._theme.icon("trash"),
            tr("Delete {name}", name=name),
            lambda: self.deleted.emit(present.id),
        )
        if len(self._profiles) < 2:
            delete.setEnabled(False)
            delete.setToolTip(tr("This is the only profile. Make another one first."))
        menu.setActiveAction(next((one for one in group.actions() if one.isChecked()), menu.actions()[0]))
        menu.popup(self._place())

    def open_dialog(self, profile: Profile) -> None:
        """To change a profile, or with the id 0 to make it."""
        from app.ui.profile_dialog import ProfileDialog  # late: most starts never open it

        dialog = ProfileDialog(
            self._theme, profile, self._profiles, self._models, self._adapters, self._sampling, self._window
        )
        dialog.saved.connect(self.saved)
        self._dialogs.open("profile", dialog)

    def _add_presets(self, menu: QMenu) -> None:
        menu.setToolTipsVisible(True)
        menu.addAction(tr("Empty"), lambda: self._make(None))
        menu.addSeparator()
        for preset in PRESETS:
            making = menu.addAction(tr(preset.name), lambda _=False, chosen=preset: self._make(chosen))
            making.setToolTip(tr(preset.summary))

    def _make(self, preset: Preset | None) -> None:
        if preset is None:
            self.open_dialog(Profile(0, "", ""))
        else:
            name = free_name(tr(preset.name), self._profiles)
            self.open_dialog(Profile(0, name, tr(preset.instructions), preset.settings))

    def _copy(self, profile: Profile) -> None:
        """What it says and begins with. What belongs to it stays its own."""
        self.open_dialog(replace(profile, id=0, name=free_name(profile.name, self._profiles)))

    def _shown(self, name: str, characters: int = 40) -> str:
        width = self._button.fontMetrics().averageCharWidth() * characters
        cut = self._button.fontMetrics().elidedText(words.profile_name(name), Qt.TextElideMode.ElideRight, width)
        return cut.replace("&", "&&").replace("\t", " ")

    def _place(self) -> QPoint:
        """Above the foot, or in the window's corner while the sidebar is hidden."""
        if self._button.isVisible():
            return self._button.mapToGlobal(QPoint(0, -self.menu.sizeHint().height()))
        return self._window.mapToGlobal(QPoint(12, 52))
