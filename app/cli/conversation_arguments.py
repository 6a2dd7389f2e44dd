"""The arguments of `homespun conversations`. Imports nothing of the program."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli.arguments import command, positive

FORMATS = ("json", "chatgpt", "claude", "openwebui", "lmstudio", "jan")
"""The values of `app.exchange.results.Service`."""


def conversations(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = command(actions, "list", "all conversations, the newest first")
    listing.add_argument("--profile", metavar="NAME", help="only those of this profile")
    listing.add_argument("--json", action="store_true", help="print a JSON array")
    showing = command(actions, "show", "the messages of one conversation")
    showing.add_argument("id", type=positive, metavar="ID", help="its number in the list")
    showing.add_argument("--json", action="store_true", help="print one JSON object")
    exporting = command(actions, "export", "write conversations to a file: to keep, to read, or to bring in elsewhere")
    exporting.add_argument(
        "ids", type=positive, nargs="*", metavar="ID", help="their numbers in the list; default: all conversations"
    )
    exporting.add_argument("--profile", metavar="NAME", help="all conversations of this profile")
    exporting.add_argument(
        "--format",
        choices=("json", "markdown", "pdf"),
        default="json",
        help="json keeps everything and can be brought in again; markdown and pdf (one conversation) are to be read, "
        "with the open branch; default: json",
    )
    exporting.add_argument(
        "--output",
        type=Path,
        metavar="PATH",
        required=True,
        help="the new file; - prints it; with markdown an existing folder gets a file for each conversation",
    )
    exporting.add_argument("--json", action="store_true", help="print one JSON object about it")
    importing = command(
        actions, "import", "bring in conversations; what is here already stays as it is and is not added twice"
    )
    importing.add_argument(
        "paths",
        type=Path,
        nargs="+",
        metavar="PATH",
        help="a .json or .zip file of an export, or a folder of such files, such as the threads of Jan",
    )
    importing.add_argument("--format", choices=FORMATS, help="take only conversations of this kind; default: all")
    importing.add_argument("--profile", metavar="NAME", help="whose they are, where the file does not name a profile")
    importing.add_argument("--preview", action="store_true", help="say what would be brought in, and change nothing")
    importing.add_argument("--json", action="store_true", help="print one JSON object for each path")
