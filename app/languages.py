"""The languages of the window, and putting the program into one of them.

`use_language` comes before the first view is made: what is shown keeps the language in which it was made.
"""

from __future__ import annotations

import json
from datetime import date
from importlib import resources

from PySide6.QtCore import QDate, QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from app.message_templates import Templates
from app.settings import Language
from app.translation import set_catalog, tr

CONTEXT = "Homespun"
"""Of all texts in the files of Qt's tools."""

OWN_NAMES = {Language.ENGLISH: "English", Language.GERMAN: "Deutsch", Language.ARABIC: "العربية"}
"""For a list to choose from: in every language the same."""


def resolved(choice: Language) -> Language:
    """What `choice` means on this computer: the system's language is the first that there is of those it prefers."""
    if choice is not Language.SYSTEM:
        return choice
    for name in QLocale.system().uiLanguages():
        code = name.replace("_", "-").partition("-")[0]
        if code in OWN_NAMES:
            return Language(code)
    return Language.ENGLISH


def use_language(application: QApplication, choice: Language) -> None:
    """The words, the numbers and the direction of the window, also of Qt's own dialogs."""
    language = resolved(choice)
    locale = _locale(language)
    QLocale.setDefault(locale)
    for known in application.findChildren(QTranslator):
        application.removeTranslator(known)
        known.deleteLater()
    set_catalog(None)
    if language is not Language.ENGLISH:
        qt = QTranslator(application)
        if qt.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            application.installTranslator(qt)
        set_catalog(_Translated(language, locale, application))
    application.setLayoutDirection(locale.textDirection())


def _locale(language: Language) -> QLocale:
    """Of the person's country where the system has the same language: Austria writes numbers in its own way."""
    system = QLocale.system()
    own = QLocale(str(language))
    return system if system.language() == own.language() else own


class _Translated:
    """The catalog of one language, from the file that Qt's lrelease made."""

    def __init__(self, language: Language, locale: QLocale, application: QApplication) -> None:
        self._locale = locale
        self._translator = QTranslator(application)
        # The translator reads from these bytes as long as it lives.
        self._file = _asset(f"homespun_{language}.qm")
        self._translator.load(self._file)
        texts = json.loads(_asset("messages.json").decode())
        self._templates = Templates(texts, lambda text: self.text(text, "", -1))
        self.isolates = locale.textDirection() is Qt.LayoutDirection.RightToLeft

    def text(self, source: str, meaning: str, number: int) -> str:
        return self._translator.translate(CONTEXT, source, meaning or None, number) or ""

    def number(self, value: float, decimals: int) -> str:
        return self._locale.toString(float(value), "f", decimals)

    def day(self, value: date, long: bool) -> str:
        shown = QDate(value.year, value.month, value.day)
        if long:
            return self._locale.toString(shown, tr("d MMMM yyyy"))
        return self._locale.toString(shown, QLocale.FormatType.ShortFormat)

    def message(self, text: str) -> str:
        return self._templates.told(text)


def _asset(name: str) -> bytes:
    return resources.files("assets").joinpath("translations", name).read_bytes()
