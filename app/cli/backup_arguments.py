"""The arguments of `homespun backup`. Imports nothing of the program."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli.arguments import command


def backup(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    creating = command(actions, "create", "write everything that is yours to one file, also while the window is open")
    creating.add_argument("file", type=Path, metavar="FILE", help="the new backup, a .zip file")
    creating.add_argument("--models", action="store_true", help="copy the models of the library, too: they are large")
    showing = command(actions, "show", "say what is in a backup, and change nothing")
    showing.add_argument("file", type=Path, metavar="FILE", help="a backup")
    restoring = command(
        actions, "restore", "put a backup in the place of everything that is here, which is kept and can be put back"
    )
    restoring.add_argument("reference", metavar="FILE", help="a backup, or the name of one that “backup list” shows")
    restoring.add_argument("--yes", action="store_true", help="ask nothing")
    listing = command(actions, "list", "what the program keeps by itself: before updates, and what was replaced")
    for action in (creating, showing, restoring, listing):
        action.add_argument("--json", action="store_true", help="print JSON")
