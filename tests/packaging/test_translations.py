"""The translations are complete, keep what stands in the places of a sentence, and are what the program reads."""

from __future__ import annotations

import importlib
import json
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "packaging"))
translations = importlib.import_module("translations")
contents = importlib.import_module("contents")

FORMS = {"de": 2, "ar": 6}
Source = tuple[str, str, bool]


def entries(language: str) -> dict[Source, list[str]]:
    """By (source, meaning, whether it has plurals): every form; fails for what is not finished."""
    tree = ElementTree.parse(translations.FOLDER / f"homespun_{language}.ts")
    found: dict[Source, list[str]] = {}
    for message in tree.iter("message"):
        source, translation = message.findtext("source", ""), message.find("translation")
        assert translation is not None
        assert translation.get("type") is None, f"{source!r} is {translation.get('type')}"
        forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
        found[source, message.findtext("comment", ""), message.get("numerus") == "yes"] = forms
    return found


@pytest.fixture(params=translations.LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_every_text_of_the_source_is_there_and_no_other(language: str) -> None:
    """`make translations` brings new ones into the files; they are translated there."""
    wanted = {(text.source, text.meaning, text.plural) for text in translations.window_texts()}
    wanted |= {(text, "", False) for text in translations.message_templates()}
    there = set(entries(language))
    assert wanted - there == set(), "texts without a translation"
    assert there - wanted == set(), "translations of texts that are gone"


def test_every_translation_is_whole(language: str) -> None:
    for (source, _, plural), forms in entries(language).items():
        assert len(forms) == (FORMS[language] if plural else 1), source
        for form in forms:
            assert form.strip(), source
            assert form.startswith(" ") == source.startswith(" "), source
            assert form.count("&") == source.count("&"), f"{source}: an ampersand would underline a letter"


def test_what_stands_in_the_places_of_a_sentence_is_kept(language: str) -> None:
    for (source, _, plural), forms in entries(language).items():
        places = re.findall(r"\{(\w+)\}", source)
        for form in forms:
            kept = re.findall(r"\{(\w+)\}", form)
            # A form of a plural may say the number in a word, and what one thing is counted by need not be said.
            left_out = {"n", "at"} if plural else set()
            assert set(places) - left_out <= set(kept) <= set(places), f"{source!r}: {form!r}"


def test_the_templates_are_those_of_the_source() -> None:
    assert json.loads(translations.MESSAGES.read_text(encoding="utf-8")) == sorted(translations.message_templates())


def test_the_program_reads_what_was_translated(language: str, tmp_path: Path) -> None:
    made = tmp_path / "made.qm"
    tool = Path(sys.executable).with_name("pyside6-lrelease")
    source = translations.FOLDER / f"homespun_{language}.ts"
    subprocess.run([str(tool), "-silent", str(source), "-qm", str(made)], check=True)
    assert made.read_bytes() == (translations.FOLDER / f"homespun_{language}.qm").read_bytes()


def test_texts_are_marked_whole() -> None:
    """A text that is put together before it is marked would never be found in a translation."""
    assert translations.unmarked() == []


def test_a_package_holds_them_and_those_of_qt(language: str) -> None:
    shipped = {f"{folder}/{file.name}" for file, folder in contents.data_files()}
    assert {f"assets/translations/homespun_{language}.qm", "assets/translations/messages.json"} <= shipped
    assert contents.is_wanted_data(f"assets/translations/homespun_{language}.qm")
    assert contents.is_wanted_data(f"PySide6/Qt/translations/qtbase_{language}.qm")
    assert not contents.is_wanted_data("PySide6/Qt/translations/qtbase_fr.qm")
