"""Texts, numbers and messages in the language of the window, without a window."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date

import pytest

from app.message_templates import Template, Templates
from app.translation import day, listed, number, plural, set_catalog, told, tr

GERMAN = {
    "There is no room on {disk}.": "Auf {disk} ist kein Platz.",
    "“{name}” {reason}. {advice}": "„{name}“ {reason}. {advice}",
    "is damaged: {technical}": "ist beschädigt ({technical})",
    "Choose another file.": "Wählen Sie eine andere Datei.",
    "The copy needs {needed}, and {free} are free.": "Die Kopie braucht {needed}, frei sind {free}.",
    "{size} MB": "{size} MB",
}


class Backwards:
    """A language that is English with marks around, so that what went through it shows."""

    isolates = True

    def text(self, source: str, meaning: str, number: int) -> str:
        return f"<{source}>" if number < 0 else f"<{number % 6}: {source}>"

    def number(self, value: float, decimals: int) -> str:
        return f"#{value:.{decimals}f}"

    def day(self, value: date, long: bool) -> str:
        return f"{value.day}/{value.month}" if long else "day"

    def message(self, text: str) -> str:
        return text.upper()


@pytest.fixture
def backwards() -> Iterator[None]:
    set_catalog(Backwards())
    yield
    set_catalog(None)


def test_english_needs_no_catalog() -> None:
    assert tr("Delete {name}?", name="a {b} c") == "Delete a {b} c?"
    assert tr("{n} of {all}", n=1234, all=5678901) == "1,234 of 5,678,901"
    assert plural("{n} page", "{n} pages", 1) == "1 page"
    assert plural("{n} page", "{n} pages", 0) == "0 pages"
    assert number(1234.5, 2) == "1,234.50"
    assert listed(["apples"]) == "apples"
    assert listed(["apples", "pears", "plums"]) == "apples, pears and plums"
    assert told("The disk is full.") == "The disk is full."
    assert day(0.0, long=True).endswith(("1970", "1969"))


@pytest.mark.usefixtures("backwards")
def test_a_catalog_gives_words_numbers_and_days() -> None:
    assert plural("{n} page", "{n} pages", 7) == "<1: #7 pages>"
    assert number(2.5, 1) == "#2.5"
    assert day(0.0) == "day"
    assert told("The disk is full.") == "THE DISK IS FULL."


@pytest.mark.usefixtures("backwards")
def test_names_in_a_sentence_that_runs_from_the_right_keep_their_own_direction() -> None:
    assert tr("Delete {name}?", name="/home/x (2).gguf") == "<Delete \u2068/home/x (2).gguf\u2069?>"


def test_a_template_finds_what_stands_in_its_places() -> None:
    template = Template("“{name}” needs {size}, and “{name}” stays.")
    assert template.values("“a” needs 3 MB, and “a” stays.") == {"name": "a", "size": "3 MB"}
    assert template.values("“a” needs 3 MB, and “b” stays.") is None


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("There is no room on D:.", "Auf D: ist kein Platz."),
        ("“x.gguf” is damaged: its header is odd. Choose another file.",
         "„x.gguf“ ist beschädigt (its header is odd). Wählen Sie eine andere Datei."),
        ("The copy needs 1,234 MB, and 5 MB are free.", "Die Kopie braucht 1,234 MB, frei sind 5 MB."),
        ("Something that nobody knows.", "Something that nobody knows."),
        ("", ""),
    ],
)  # fmt: skip
def test_messages_are_told_by_their_templates(message: str, expected: str) -> None:
    assert Templates(GERMAN, lambda text: GERMAN.get(text, "")).told(message) == expected


def test_the_function_for_texts_needs_no_qt() -> None:
    looks = "import sys, app.translation, app.message_templates; print(any('PySide6' in name for name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", looks], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
