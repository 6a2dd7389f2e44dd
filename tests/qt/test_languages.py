"""The window in other languages: whole, in their direction, with their numbers, in every view."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget

from app.languages import OWN_NAMES, resolved, use_language
from app.settings import Language, Settings
from app.translation import day, number, plural, told, tr
from app.ui.command_palette import commands, matching
from app.ui.settings_dialog import SettingsDialog
from app.ui.shortcuts import NEW, entry
from app.ui.text_field import TextField
from app.ui.theme import Theme
from app.ui.window import MainWindow
from tests.running_program import RunningProgram
from tests.screenshots import SCENES, Scene

ENGLISH = re.compile(r"\b[A-Za-z]{2,}(?: [a-z']{2,}){2,}")
"""Three words that only a sentence has."""

TESTS = Path(__file__).parents[1]


def _said_by_scenes() -> tuple[str, ...]:
    """What persons, models and other parts of the program say in the scenes: none of it is a text of a view."""
    files = (*TESTS.glob("*.py"), TESTS / "qt" / "samples.py", TESTS.parent / "app" / "profiles.py")
    trees = (ast.parse(file.read_text(encoding="utf-8")) for file in files)
    literals = {node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    return tuple(text.casefold() for text in literals if isinstance(text, str) and len(text) >= 8)


SAID = _said_by_scenes()


def is_of_a_scene(text: str) -> bool:
    """Maybe shortened, or beside words of the view."""
    return all(any(found[0].casefold() in said for said in SAID) for found in ENGLISH.finditer(text))


@pytest.fixture(autouse=True)
def english_again(qapp: QApplication, theme: Theme) -> Iterator[None]:
    yield
    use_language(qapp, Language.ENGLISH)
    theme.apply("light", 14)


def speak(language: Language, application: QApplication, theme: Theme) -> None:
    use_language(application, language)
    theme.apply("light", 14)


def texts(widget: QWidget) -> Iterator[str]:
    """Everything that a person reads or hears of a view, but what persons and models wrote."""
    for one in (widget, *widget.findChildren(QWidget)):
        if isinstance(one, QLabel | QAbstractButton) and not one.property("sample"):
            yield one.text()
        if isinstance(one, QLineEdit | TextField):
            yield one.placeholderText()
        if isinstance(one, QComboBox):
            yield from (one.itemText(place) for place in range(one.count()))
        yield from (one.toolTip(), one.accessibleName(), one.accessibleDescription(), one.windowTitle())
        yield from (action.text() for action in one.findChildren(QAction))


class TestLanguage:
    def test_german_has_its_words_and_numbers(self, qapp: QApplication, theme: Theme) -> None:
        speak(Language.GERMAN, qapp, theme)
        assert tr("New conversation") == "Neue Unterhaltung"
        assert plural("{n} conversation", "{n} conversations", 1) == "1 Unterhaltung"
        assert plural("{n} conversation", "{n} conversations", 2345) == "2.345 Unterhaltungen"
        assert number(1234.5, 1) == "1.234,5"
        assert day(86_400 * 365.0, long=True).endswith("Januar 1971")
        assert qapp.layoutDirection() is Qt.LayoutDirection.LeftToRight

    def test_arabic_has_six_plurals_and_runs_from_the_right(self, qapp: QApplication, theme: Theme) -> None:
        speak(Language.ARABIC, qapp, theme)
        forms = {plural("{n} page", "{n} pages", n).strip("0123456789٠١٢٣٤٥٦٧٨٩ ") for n in (0, 1, 2, 3, 11, 100)}
        assert forms == {"بلا صفحات", "صفحة واحدة", "صفحتان", "صفحات", "صفحة"}
        assert qapp.layoutDirection() is Qt.LayoutDirection.RightToLeft

    def test_messages_of_the_engine_are_told_in_the_language_of_the_window(
        self, qapp: QApplication, theme: Theme
    ) -> None:
        speak(Language.GERMAN, qapp, theme)
        said = told("The model needs 1.2 GB of memory with a context of 8,192 tokens, and 800 MB are free. "
                    "It fits with a context of 4,096 tokens (in the settings).")  # fmt: skip
        assert "8.192 Token" in said
        assert "Es passt mit einem Kontext von 4.096 Token" in said
        damaged = told("“x.gguf” is damaged: its header is odd. Download it again or choose another file.")
        assert damaged.startswith("„x.gguf“ ist beschädigt (its header is odd). Laden Sie")
        assert told("Was schon deutsch ist, bleibt.") == "Was schon deutsch ist, bleibt."

    def test_the_language_of_the_system_is_taken_where_there_is_one(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(QLocale, "uiLanguages", lambda _: ["fi-FI", "de-AT", "en-US"])
        assert resolved(Language.SYSTEM) is Language.GERMAN
        monkeypatch.setattr(QLocale, "uiLanguages", lambda _: ["fi-FI"])
        assert resolved(Language.SYSTEM) is Language.ENGLISH
        assert resolved(Language.ARABIC) is Language.ARABIC

    def test_the_settings_offer_each_by_its_own_name(self, theme: Theme) -> None:
        chosen: list[Settings] = []
        dialog = SettingsDialog(theme, Settings(), None)
        dialog.settings_changed.connect(chosen.append)
        box = next(box for box in dialog.findChildren(QComboBox) if box.findText("Deutsch") >= 0)
        assert [box.itemText(place) for place in range(1, box.count())] == list(OWN_NAMES.values())
        box.setCurrentText("العربية")
        dialog.save()
        assert chosen[-1].language is Language.ARABIC


def test_the_direction_changes_while_the_window_is_open(qapp: QApplication, window: MainWindow, theme: Theme) -> None:
    def sidebar_is_left() -> bool:
        QApplication.processEvents()
        return window.sidebar.mapToGlobal(window.sidebar.rect().center()).x() < window.geometry().center().x()

    assert sidebar_is_left()
    speak(Language.ARABIC, qapp, theme)
    assert not sidebar_is_left()
    before = theme.pixmap("chevron-right", "muted", 24).toImage()
    speak(Language.ENGLISH, qapp, theme)
    assert sidebar_is_left()
    assert theme.pixmap("chevron-left", "muted", 24).toImage() == before
    assert theme.pixmap("chevron-right", "muted", 24).toImage() != before


def test_a_command_is_found_by_its_name_and_by_its_english_name(qapp: QApplication, theme: Theme) -> None:
    speak(Language.GERMAN, qapp, theme)
    found = commands({NEW: lambda: None})
    assert [one.words for one in matching(found, "neue unter")] == ["Neue Unterhaltung"]
    assert [one.words for one in matching(found, "new conv")] == ["Neue Unterhaltung"]
    assert entry("x", "Ctrl+Del") == "x\tStrg+Entf"
    assert QLocale().toString(QDate(2026, 3, 1), "MMMM") == "März"


def test_another_language_is_offered_at_once_and_spoken_after_a_restart(
    run_program: Callable[..., RunningProgram], qapp: QApplication, theme: Theme
) -> None:
    first = run_program(ready=False)
    assert first.window.top_bar.offline.text() == "Offline"
    first.window.settings_changed.emit(replace(first.window.settings, language=Language.ARABIC))
    assert first.window.notice_bar.text.startswith("The language changes")
    assert first.window.notice_bar.act()
    assert first.program.starts_again
    first.close()
    second = run_program(ready=False)
    assert second.window.top_bar.offline.text() == "دون اتصال"
    assert second.window.isRightToLeft()


@pytest.mark.slow
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_no_view_speaks_english(scene: Scene, qapp: QApplication, theme: Theme) -> None:
    speak(Language.ARABIC, qapp, theme)
    window = MainWindow(theme)
    window.resize(1180, 780)
    window.show()
    shown = scene(window)
    QApplication.processEvents()
    found = {text for view in {window, shown or window} for text in texts(view) if ENGLISH.search(text)}
    left = {text for text in found if not is_of_a_scene(text)}
    if shown is not None and shown is not window:
        shown.close()
    window.close()
    window.deleteLater()
    assert left == set()
