"""Small files to attach, written by hand: PDF, Word, and what is made to do harm."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf(path: Path, pages: Sequence[str], *, extra: bytes = b"") -> Path:
    """Each page holds lines of ASCII; an empty one is a page without text. `extra` stands in every page's content."""
    objects: list[bytes] = []

    def add(content: bytes) -> int:
        objects.append(content)
        return len(objects)

    font = add(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    tree = len(pages) * 2 + 2
    kids: list[int] = []
    for text in pages:
        lines = b" ".join(b"(%s) Tj T*" % line.encode() for line in text.split("\n")) if text else b""
        content = zlib.compress(b"BT /F1 12 Tf 14 TL 72 720 Td %s ET %s" % (lines, extra))
        stream = add(b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        resources = b"<< /Font << /F1 %d 0 R >> >>" % font
        kids.append(
            add(
                b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 612 792] /Resources %s /Contents %d 0 R >>"
                % (tree, resources, stream)
            )
        )
    references = b" ".join(b"%d 0 R" % kid for kid in kids)
    assert add(b"<< /Type /Pages /Kids [%s] /Count %d >>" % (references, len(kids))) == tree
    catalog = add(b"<< /Type /Catalog /Pages %d 0 R >>" % tree)
    out = bytearray(b"%PDF-1.4\n")
    places: list[int] = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, catalog, start)
    path.write_bytes(out)
    return path


def locked_pdf(path: Path, password: str) -> Path:
    """Encrypted with RC4; with an empty password anybody can read it."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(pdf(path, ["Behind a lock"])))
    writer.encrypt(password, "the owner's", algorithm="RC4-128")
    writer.write(path)
    return path


def word(path: Path, body: str, *, notes: str = "", before: str = "") -> Path:
    """`body` is what stands in `w:body`, `notes` in `w:footnotes`; `before` stands before the first element."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml",
            f'{before}<w:document xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            f"<w:body>{body}</w:body></w:document>",
        )
        if notes:
            archive.writestr("word/footnotes.xml", f'<w:footnotes xmlns:w="{W}">{notes}</w:footnotes>')
    return path


def paragraph(*runs: str, properties: str = "") -> str:
    """A run that begins with an angle bracket is taken as it is."""
    inner = "".join(run if run.startswith("<") else f'<w:t xml:space="preserve">{run}</w:t>' for run in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r>{inner}</w:r></w:p>"


def bomb(path: Path) -> Path:
    """Some 600 kB that unpack to 600 MB of XML in one part."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        part.write(f'<w:document xmlns:w="{W}"><w:body>'.encode())
        for _ in range(600):
            part.write(b"<w:p/>" + b" " * ((1 << 20) - 6))
    return path
