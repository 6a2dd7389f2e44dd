"""Attached files in the words that the person reads."""

from __future__ import annotations

from app.attachments.passages import kept_of
from app.state import FileReading, PassageState
from app.store.records import Attachment, AttachmentKind
from app.translation import plural, told, tr, tr_noop
from app.ui import words

FILTER = tr_noop(
    "Documents and text (*.pdf *.docx *.html *.htm *.md *.markdown *.txt *.text *.csv *.tsv *.rst *.tex *.log *.json "
    "*.xml *.yaml *.yml *.toml *.py *.js *.ts *.java *.c *.h *.cpp *.hpp *.rs *.go *.sh *.sql *.css);;All files (*)"
)
_KINDS = {
    AttachmentKind.TEXT: tr_noop("Text"),
    AttachmentKind.MARKDOWN: tr_noop("Markdown"),
    AttachmentKind.CODE: tr_noop("Source text"),
    AttachmentKind.HTML: tr_noop("Web page"),
    AttachmentKind.PDF: tr_noop("PDF"),
    AttachmentKind.WORD: tr_noop("Word"),
}


def facts(attachment: Attachment, tokens: int | None = None) -> str:
    """What it is and how long: "PDF · 3 pages · 1,204 tokens"; in characters as long as its tokens are not counted.
    Where something was left out of it, how many of its passages there are stands in place of its pages."""
    parts = [tr(_KINDS[attachment.kind])]
    if kept := kept_of(attachment):
        parts.append(plural("{kept} of {n} passage", "{kept} of {n} passages", kept.of, kept=kept.passages))
    elif attachment.pages:
        parts.append(plural("{n} page", "{n} pages", attachment.pages))
    characters = plural("{n} character", "{n} characters", len(attachment.text))
    return " \u00b7 ".join((*parts, characters if tokens is None else words.tokens(tokens)))


def reading(state: FileReading) -> str:
    if not state.total:
        return tr("reading")
    return tr("reading, {percent} %", percent=100 * state.done // state.total)


def note(attachment: Attachment) -> str:
    """What of the file is not in the text."""
    return "\n".join(told(line) for line in attachment.note.splitlines())


def choosing(state: PassageState) -> str:
    if not state.total:
        return tr("Choosing passages")
    return tr("Comparing passages, {done} of {total}", done=state.done, total=state.total)
