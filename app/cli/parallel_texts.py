"""Reads the same texts in several languages from a folder that has a folder or a file for each language."""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

from engine.errors import EngineError, ErrorKind

HANDBOOK = Path("/usr/share/doc/debian-handbook/html")
"""Where Debian's package debian-handbook puts its translations."""

_MOST_CHARACTERS = 20_000
"""Of English: enough that a figure no longer changes, and counted in seconds."""
_MOST_UNTRANSLATED = 0.5
"""Share of a text's lines that may stand in the English one as well: names, commands, code."""
_TEXTS = (".txt", ".html")
_UNTOLD = ("script", "style", "head", "pre")
"""Elements without prose: code is the same in every language, and would hide what differs."""
_BLOCKS = ("p", "div", "li", "h1", "h2", "h3", "h4", "tr")


def parallel_texts(folder: Path) -> Mapping[str, str]:
    """By language, English first: of each the files that all languages have, up to a length measured in English.

    A folder for each language (`en-US/chapter.html`), or a file for each (`en.txt`). Languages that are not translated
    yet are left out: their English would be counted as theirs. Raises EngineError where there is no English.
    """
    languages = _languages(folder)
    english = next((language for language in languages if language.split("-")[0] in ("en", "eng", "English")), None)
    if english is None:
        raise EngineError(
            ErrorKind.UNSUPPORTED,
            f"{folder} holds no English text to compare with. Give a folder with a file for each language (en.txt, "
            "de.txt, …) or a folder for each (en-US/, de-DE/, …).",
        )
    shared = set[str].intersection(*(set(files) for files in languages.values()))
    names: list[str] = []
    length = 0
    for name in sorted(shared):
        if length >= _MOST_CHARACTERS:
            break
        names.append(name)
        length += len(_read(languages[english][name]))
    texts = {language: "\n\n".join(_read(files[name]) for name in names) for language, files in languages.items()}
    original = texts.pop(english)
    return {english: original} | {
        language: text for language, text in texts.items() if _is_translated(text, set(original.splitlines()))
    }


def _is_translated(text: str, english: set[str]) -> bool:
    lines = [line for line in text.splitlines() if line.strip()]
    return bool(lines) and sum(line in english for line in lines) <= _MOST_UNTRANSLATED * len(lines)


def _languages(folder: Path) -> dict[str, dict[str, Path]]:
    """Of each language, its files by the names that they have in every language."""
    try:
        entries = sorted(folder.iterdir())
        files = {entry.stem: {"": entry} for entry in entries if entry.is_file() and entry.suffix in _TEXTS}
        folders = {
            entry.name: {file.name: file for file in sorted(entry.iterdir()) if file.suffix in _TEXTS}
            for entry in entries
            if entry.is_dir()
        }
    except OSError as error:
        raise EngineError(ErrorKind.UNSUPPORTED, f"{folder} cannot be read. Give a folder.", str(error)) from error
    return files or {language: found for language, found in folders.items() if found}


def _read(file: Path) -> str:
    text = file.read_text(encoding="utf-8", errors="replace")
    if file.suffix != ".html":
        return text
    page = _Page()
    page.feed(text)
    return page.text()


class _Page(HTMLParser):
    """Collects the prose of a page."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[str] = []
        self._hidden = 0

    def text(self) -> str:
        lines = (" ".join(line.split()) for line in "".join(self._parts).split("\0"))
        return "\n".join(line for line in lines if line)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the base's name
        self._hidden += tag in _UNTOLD
        if tag in _BLOCKS:
            self._parts.append("\0")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in _UNTOLD
        if tag in _BLOCKS:
            self._parts.append("\0")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._parts.append(data)
