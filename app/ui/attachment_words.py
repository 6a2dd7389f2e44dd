"""Attached files in the words that the person reads."""

from __future__ import annotations

from app.state import FileReading
from app.store.records import Attachment, AttachmentKind
from app.ui import words

FILTER = (
    "Documents and text (*.pdf *.docx *.html *.htm *.md *.markdown *.txt *.text *.csv *.tsv *.rst *.tex *.log *.json "
    "*.xml *.yaml *.yml *.toml *.py *.js *.ts *.java *.c *.h *.cpp *.hpp *.rs *.go *.sh *.sql *.css);;All files (*)"
)
_KINDS = {
    AttachmentKind.TEXT: "Text",
    AttachmentKind.MARKDOWN: "Markdown",
    AttachmentKind.CODE: "Source text",
    AttachmentKind.HTML: "Web page",
    AttachmentKind.PDF: "PDF",
    AttachmentKind.WORD: "Word",
}


def facts(attachment: Attachment, tokens: int | None = None) -> str:
    """What it is and how long: "PDF · 3 pages · 1,204 tokens"; in characters as long as its tokens are not counted."""
    parts = [_KINDS[attachment.kind]]
    if attachment.pages:
        parts.append("1 page" if attachment.pages == 1 else f"{words.count(attachment.pages)} pages")
    length = f"{words.count(len(attachment.text))} characters" if tokens is None else f"{words.count(tokens)} tokens"
    return " \u00b7 ".join((*parts, length))


def reading(state: FileReading) -> str:
    return f"reading, {100 * state.done // state.total} %" if state.total else "reading"
