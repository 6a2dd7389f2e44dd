"""What is read of a file that is attached, and what is said of one that is not read."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from app.attachments import refusals
from app.attachments.reading import read_attachment
from app.attachments.telling import told
from app.store.records import Attachment, AttachmentKind
from engine.errors import EngineError
from tests.attachment_files import locked_pdf, paragraph, pdf, word


def text_of(path: Path, content: str | bytes) -> str:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_attachment(path).text


def refused(path: Path) -> str:
    with pytest.raises(EngineError) as error:
        read_attachment(path)
    assert error.value.message.startswith(f"“{path.name}” ")
    return error.value.message


def test_a_pdf_is_read_page_by_page_and_says_what_of_it_is_not(tmp_path: Path) -> None:
    path = pdf(tmp_path / "report.pdf", ["First page,\ntwo lines", "", "Third page"])
    steps: list[tuple[int, int]] = []
    found = read_attachment(path, lambda done, total: steps.append((done, total)))
    assert found.text == "First page,\ntwo lines\n\nThird page"
    assert (found.name, found.kind, found.pages) == ("report.pdf", AttachmentKind.PDF, 3)
    assert found.note.startswith("1 page has no text")
    assert steps == [(0, 3), (1, 3), (2, 3)]


def test_locked_and_scanned_pdfs_say_what_would_help(tmp_path: Path) -> None:
    assert "Behind a lock" in read_attachment(locked_pdf(tmp_path / "open.pdf", "")).text
    assert "its password" in refused(locked_pdf(tmp_path / "locked.pdf", "secret"))
    assert "text recognition" in refused(pdf(tmp_path / "scan.pdf", ["", ""]))
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing more")
    assert "damaged PDF" in refused(broken)


def test_word_keeps_headings_lists_tables_and_notes(tmp_path: Path) -> None:
    def cell(text: str) -> str:
        return f"<w:tc>{paragraph(text)}</w:tc>"

    moved = "<w:moveFrom><w:r><w:t>moved away</w:t></w:r></w:moveFrom>"
    body = (
        paragraph("Plan", properties='<w:pStyle w:val="Heading1"/><w:tabs><w:tab w:val="left"/></w:tabs>')
        + paragraph("One", "<w:tab/>", "two", "<w:br/>", "three", '<w:footnoteReference w:id="2"/>')
        + paragraph("first", properties="<w:numPr/>")
        + paragraph("second", properties="<w:numPr/>")
        + f"<w:tbl><w:tr>{cell('a')}{cell('b')}</w:tr><w:tr>{cell('c')}{cell('d')}</w:tr></w:tbl>"
        + f"<w:p>{moved}<w:r><w:delText>deleted</w:delText></w:r></w:p>"
        + "<mc:AlternateContent><mc:Choice>"
        + paragraph("In a box")
        + "</mc:Choice><mc:Fallback>"
        + paragraph("In a box")
        + "</mc:Fallback></mc:AlternateContent>"
    )
    notes = f'<w:footnote w:id="0" w:type="separator">{paragraph("-")}</w:footnote>'
    notes += f'<w:footnote w:id="2">{paragraph("A remark")}</w:footnote>'
    found = read_attachment(word(tmp_path / "plan.docx", body, notes=notes))
    assert found.kind is AttachmentKind.WORD
    lines = [line for line in found.text.split("\n") if line]
    assert lines == [
        "# Plan", "One\ttwo", "three[^2]", "- first", "- second", "a | b", "c | d", "In a box", "-", "[^2]: A remark",
    ]  # fmt: skip


def test_word_files_that_are_made_to_do_harm_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entities = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    assert "made to do harm" in refused(word(tmp_path / "laughs.docx", paragraph("&b;"), before=entities))
    monkeypatch.setattr("app.attachments.word_text.LARGEST_PART", 1000)
    assert "unpacked" in refused(word(tmp_path / "bomb.docx", paragraph("x" * 2000)))
    path = tmp_path / "half.docx"
    word(path, paragraph("x"))
    path.write_bytes(path.read_bytes()[:150])
    assert "damaged" in refused(path)


def test_a_web_page_becomes_text_with_its_order(tmp_path: Path) -> None:
    page = """<!doctype html><html><head><title>Bread &amp; butter</title><style>p { color: red }</style>
    <script>alert("no")</script></head><body><nav>Home</nav><h2>How  to</h2><p>Mix <b>flour</b>
    and water.<br>Wait.</p><ol><li>One<li>Two <ul><li>Inner</ul></ol>
    <table><tr><th>Day<th>Hours</tr><tr><td>Mon<td>3</tr></table><pre>def f():
    return 1</pre><p>End <img src=x alt="a loaf"></p></body>"""
    text = text_of(tmp_path / "page.html", page)
    assert text == (
        "# Bread & butter\n\nHome\n\n## How to\n\nMix flour and water.\nWait.\n\n1. One\n2. Two\n  - Inner\n\n"
        "Day | Hours\nMon | 3\n\ndef f():\n    return 1\n\nEnd a loaf"
    )
    old = '<html><meta charset="iso-8859-1"><p>caf\xe9</p>'.encode("latin-1")
    assert text_of(tmp_path / "old.htm", old) == "café"


def test_text_is_read_in_every_form_of_unicode_that_says_what_it_is(tmp_path: Path) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32"):
        assert (
            text_of(tmp_path / f"{encoding}.txt", "  one\r\nسلام \U0001f600\n\n".encode(encoding))
            == "  one\nسلام \U0001f600"
        )
    assert read_attachment(tmp_path / "utf-8.txt").kind is AttachmentKind.TEXT
    assert text_of(tmp_path / "BMW.txt", "BMW, RIFF and GIF8 are words too") != ""
    for name, kind in {
        "a.py": AttachmentKind.CODE,
        "a.MD": AttachmentKind.MARKDOWN,
        "README": AttachmentKind.TEXT,
    }.items():
        (tmp_path / name).write_text("x = 1")
        assert read_attachment(tmp_path / name).kind is kind


def test_the_content_counts_and_not_the_name(tmp_path: Path) -> None:
    pdf(tmp_path / "really.txt", ["In a PDF"])
    assert read_attachment(tmp_path / "really.txt").kind is AttachmentKind.PDF
    assert text_of(tmp_path / "really.pdf", "just text") == "just text"
    assert text_of(tmp_path / "page", "<html><p>a page</p>") == "a page"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.md", b" \n\n\t\n", "is empty"),
        ("program.exe", b"MZ\x90\x00\x03" + bytes(range(256)) * 20, "is no text"),
        ("old.txt", "Gr\xfc\xdfe".encode("latin-1"), "UTF-8"),
        ("photo.png", b"\x89PNG\r\n\x1a\n\x00\x00", "picture"),
        ("letter.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "DOCX"),
        ("letter.rtf", b"{\\rtf1 hello}", "RTF"),
    ],
)
def test_what_is_not_read_is_named(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert words in refused(path)


@pytest.mark.parametrize(
    ("part", "words"),
    [("xl/workbook.xml", "CSV"), ("ppt/a.xml", "presentation"), ("content.opf", "book"), ("notes.txt", "archive")],
)
def test_other_archives_are_named(tmp_path: Path, part: str, words: str) -> None:
    path = tmp_path / "file.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(part, "x")
    assert words in refused(path)


def test_large_files_and_long_texts_are_refused_before_they_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(200 << 20)
    assert "64 MB" in refused(path)
    for module in ("reading", "pdf_text", "word_text"):
        monkeypatch.setattr(f"app.attachments.{module}.LONGEST", 100)
    (tmp_path / "long.txt").write_text("word " * 30)
    assert f"{refusals.LONGEST:,} characters" in refused(tmp_path / "long.txt")
    assert "characters" in refused(pdf(tmp_path / "long.pdf", ["word " * 15, "word " * 15]))
    assert "characters" in refused(word(tmp_path / "long.docx", paragraph("word " * 30)))
    assert "folder" in refused(tmp_path / ".." / tmp_path.name)


def test_a_model_is_told_the_files_first_each_between_two_lines() -> None:
    files = (Attachment("a.pdf", AttachmentKind.PDF, "one", 2), Attachment("b\n.txt", AttachmentKind.TEXT, "two"))
    assert told("Compare them.", files) == (
        "[File: a.pdf, 2 pages]\none\n[End of the file]\n\n[File: b\ufffd.txt]\ntwo\n[End of the file]\n\nCompare them."
    )
    assert told("", files[:1]).endswith("one\n[End of the file]")
    assert told("Just this.", ()) == "Just this."
