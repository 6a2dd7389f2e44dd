"""The commands that show how texts are cut, with the starter model's tokenizer, and the texts that they compare."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.__main__ import main
from app.cli.parallel_texts import parallel_texts
from app.cli.token_report import LanguageCount, premium, rows
from app.cli.tokens import drawn, reduction
from engine.errors import EngineError
from engine.protocol import TokenSpan

ENGLISH = "All human beings are born free.\nThey have rights.\nThey have duties."
GERMAN = "Alle Menschen sind frei geboren.\nSie haben Rechte.\nSie haben Pflichten."


def printed(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    return json.loads(capsys.readouterr().out)


def test_inspect_tells_the_tokens_and_the_positions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "It is said that in the year 1948 all of the nations came together. " * 20
    file = tmp_path / "text.txt"
    file.write_text(text, encoding="utf-8")
    assert main(["tokens", "inspect", str(file), "--dynamic", "strong", "--json"]) == 0
    told = printed(capsys)
    tokens = [token for span in told["spans"] for token in span["tokens"]]
    assert "".join(piece for span in told["spans"] for piece in span["pieces"]) == text
    assert (len(tokens), len(told["spans"])) == (told["base_tokens"], told["positions"])
    assert told["reduction"] == pytest.approx(1 - told["positions"] / told["base_tokens"])
    assert told["positions"] < told["base_tokens"]
    assert main(["tokens", "inspect", str(file), "--dynamic", "off", "--json"]) == 0
    plain = printed(capsys)
    assert plain["positions"] == plain["base_tokens"] == told["base_tokens"]


def test_a_file_that_is_missing_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tokens", "inspect", str(tmp_path / "none.txt"), "--json"]) == 1
    assert "cannot be read" in printed(capsys)["message"]


def test_report_compares_languages_with_english(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "de.txt").write_text(GERMAN, encoding="utf-8")
    (tmp_path / "en.txt").write_text(ENGLISH, encoding="utf-8")
    assert main(["tokens", "report", "--texts", str(tmp_path), "--json"]) == 0
    texts = printed(capsys)["texts"]
    english, german = texts[str(tmp_path)]
    assert (english["language"], english["premium"], german["language"]) == ("en", 1.0, "de")
    assert german["premium"] == german["tokens"] / english["tokens"] > 1
    declaration = next(counts for title, counts in texts.items() if "Human Rights" in title)
    assert all(count["strong"]["positions"] < count["careful"]["positions"] < count["tokens"] for count in declaration)


def test_boundaries_are_drawn() -> None:
    spans = (TokenSpan((1, 2), ("the", " sea")), TokenSpan((3,), ("!",)))
    assert drawn(spans) == "the| sea·!"


def test_figures_of_nothing() -> None:
    assert (reduction(0, 0), premium(3, 0)) == (0.0, 0.0)


def test_rows_are_relative_to_the_first_language() -> None:
    found = rows([LanguageCount("English", 100, 90, 80), LanguageCount("Greek", 500, 450, 400)])
    assert found[1] == ("Greek", "500", "5.00", "4.50", "4.00", "20 %")


def test_texts_of_a_folder_a_language(tmp_path: Path) -> None:
    page = "<html><head><title>T</title></head><body><p>{}</p><script>x()</script></body></html>"
    for language, name, text in (
        ("de-DE", "a.html", "Das Meer"),
        ("de-DE", "only.html", "Nur hier"),
        ("en-US", "a.html", "The  sea"),
        ("da-DK", "a.html", "The sea"),
    ):
        (tmp_path / language).mkdir(exist_ok=True)
        (tmp_path / language / name).write_text(page.format(text), encoding="utf-8")
    (tmp_path / "images").mkdir()
    assert parallel_texts(tmp_path) == {"en-US": "The sea", "de-DE": "Das Meer"}


def test_a_folder_without_english_is_refused(tmp_path: Path) -> None:
    (tmp_path / "de.txt").write_text(GERMAN, encoding="utf-8")
    with pytest.raises(EngineError, match="no English"):
        parallel_texts(tmp_path)
    with pytest.raises(EngineError, match="cannot be read"):
        parallel_texts(tmp_path / "none")
