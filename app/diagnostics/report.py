"""The report as the text that a person reads, changes and keeps. It is sent nowhere."""

from __future__ import annotations

import time

from app.diagnostics.sections import sections
from app.paths import DataFolder
from app.settings import Settings
from models.encryption.keys import DataKey

HEAD = (
    "What I did:\n\n\nWhat happened, and what I had expected:\n\n\n"
    "----\n"
    "Written by Homespun on {day}. It holds no message, no name and no path of yours; read it before you send it.\n"
)


def report(folder: DataFolder, settings: Settings, key: DataKey | None = None) -> str:
    """Reads files, and takes a moment: not for the thread that draws. Raises nothing."""
    lines = [HEAD.format(day=time.strftime("%Y-%m-%d", time.gmtime()))]
    for section in sections(folder, settings, key):
        lines.append(section.title)
        lines += [f"  {name}: {value}".rstrip(": ") for name, value in section.rows]
        lines.append("")
    return "\n".join(lines)
