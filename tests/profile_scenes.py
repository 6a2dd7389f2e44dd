"""Scenes of profiles: the list at the foot of the sidebar, the dialog, and the question before one goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QScrollArea, QWidget

from app.profiles import preset
from app.store.records import AdapterChoice, Profile, ProfileContents, ProfileSettings
from app.ui.window import MainWindow
from app.ui.words import profile_deleted
from engine.protocol import SamplingOptions
from tests.qt import samples

Scene = Callable[[MainWindow], QWidget | None]

LONG = "Maren Lindqvist-Oyelaran, at the desk of the parish council"
FULL = Profile(
    2,
    "Letters & minutes",
    preset("writer").instructions,
    ProfileSettings(
        (AdapterChoice("my letters", 0.8, name="My letters"), AdapterChoice("gone", name="Old haiku")),
        "British English\nSay it when you are not sure",
        "/models/gone-model.gguf",
        SamplingOptions(temperature=0.9),
    ),
)
PROFILES = (
    samples.PROFILE,
    FULL,
    Profile(3, LONG, ""),
    Profile(4, "مريم في العيادة", preset("scribe").instructions),
    Profile(5, "רוני המתרגמת", ""),
)


def _show(window: MainWindow, present: Profile = samples.PROFILE) -> None:
    shown = samples.conversations()
    window.show_conversations(shown, None)
    window.set_models(samples.models())
    window.set_model_status(samples.ready_model())
    window.profiles.set_adapters(samples.shelf())
    window.set_profiles(PROFILES, present)


def profile_menu(window: MainWindow) -> QWidget:
    _show(window)
    window.profiles.open_menu()
    return window.profiles.menu


def profile_long(window: MainWindow) -> None:
    _show(window, PROFILES[2])
    window.sidebar.profile.setFocus()


def profile_right_to_left(window: MainWindow) -> None:
    _show(window, PROFILES[3])


def profile_edit(window: MainWindow) -> QWidget:
    _show(window, FULL)
    window.profiles.open_dialog(FULL)
    return window.dialog("profile")


def profile_edit_end(window: MainWindow) -> QWidget:
    dialog = profile_edit(window)
    for area in dialog.findChildren(QScrollArea):
        bar = area.verticalScrollBar()
        bar.rangeChanged.connect(lambda _, most, shown=bar: shown.setValue(most))
    return dialog


def profile_new(window: MainWindow) -> QWidget:
    _show(window)
    window.profiles.open_dialog(Profile(0, "", ""))
    dialog = window.dialog("profile")
    dialog.save()  # type: ignore[attr-defined] - a ProfileDialog
    return dialog


def profile_small(window: MainWindow) -> QWidget:
    _show(window)
    window.profiles.open_dialog(replace(PROFILES[3], settings=FULL.settings))
    dialog = window.dialog("profile")
    dialog.resize(420, 480)
    return dialog


def profile_deletion(window: MainWindow) -> None:
    _show(window)
    window.notice_bar.offer_undo(profile_deleted(PROFILES[2].name, ProfileContents(1_204, 1, 3)), lambda: None)


SCENES: tuple[Scene, ...] = (
    profile_menu, profile_long, profile_right_to_left, profile_edit, profile_edit_end, profile_new, profile_small,
    profile_deletion,
)  # fmt: skip
EVERY_SIZE: tuple[Scene, ...] = (profile_long,)
