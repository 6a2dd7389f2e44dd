"""How a model is told of the files that a message brings: one text, in the window, in the terminal and in learning."""

from __future__ import annotations

from collections.abc import Sequence

from app.store.records import Attachment
from models.ordinary_file import shown_text


def told_file(attachment: Attachment) -> str:
    """The whole text of a file, between a line that names it and one that ends it."""
    pages = f", {attachment.pages} pages" if attachment.pages > 1 else ""
    return f"[File: {shown_text(attachment.name)}{pages}]\n{attachment.text}\n[End of the file]"


def told(content: str, attachments: Sequence[Attachment]) -> str:
    """What a model reads of a message: its files first, then what the person wrote.

    In this order the beginning of the prompt stays the same when the person asks the same files something else, so it
    need not be read again.
    """
    if not attachments:
        return content
    parts = [*map(told_file, attachments), content]
    return "\n\n".join(part for part in parts if part.strip())
