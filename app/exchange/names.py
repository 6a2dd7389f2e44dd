"""Names of files with conversations: those that are written, and how those that come in are recognized."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from pathlib import Path, PurePath

from app.store.portable import PortableConversation
from app.translation import tr

_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
"""No file name may have them on one system or another."""
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_MOST_BYTES = 120
"""Of a file's name, in UTF-8, without its ending: systems take 255."""
_OF_FOLDERS = ("thread.json", "messages.jsonl")
_EXPORTS = re.compile(
    r".*\.zip|threads|thread\.json|messages\.jsonl|"
    r"(.*[-_ .])?(conversations?|chats?|chatgpt|claude|homespun)([-_ .].*)?\.json",
    re.IGNORECASE,
)


def suggested_name(title: str) -> str:
    """A name of a file, without its ending, that every system takes."""
    wanted = _UNFIT.sub(" ", title)
    wanted = in_one_line(wanted).encode(errors="replace")[:_MOST_BYTES].decode(errors="ignore").strip(" .")
    if not wanted:
        return tr("Untitled")
    return f"Conversation {wanted}" if _RESERVED.fullmatch(wanted) else wanted


def file_name(conversation: PortableConversation, taken: set[str]) -> str:
    """A name for its file that every system takes and that is not `taken` yet, in any case; it is from now on."""
    day = f"{datetime.fromtimestamp(conversation.created_at):%Y-%m-%d} " if conversation.created_at else ""
    wanted = suggested_name(day + conversation.title)
    name, number = wanted, 1
    while _folded(name) in taken:
        number += 1
        name = f"{wanted} ({number})"
    taken.add(_folded(name))
    return name


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def is_export(path: str) -> bool:
    """Whether a file or folder that is dropped on the window is, by its name, one with conversations to bring in."""
    return _EXPORTS.fullmatch(PurePath(path).name) is not None


def whole_of(path: Path) -> Path:
    """What is to be read where the person names this: a conversation of Jan is the folder that its files are in."""
    return path.parent if path.name in _OF_FOLDERS else path


def in_one_line(text: str) -> str:
    return " ".join(text.split())
