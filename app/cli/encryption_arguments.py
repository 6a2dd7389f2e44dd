"""The arguments of `homespun encryption`. Imports nothing of the program."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli.arguments import command


def encryption(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    asking = command(actions, "status", "whether it is on, and what it covers")
    on = command(actions, "on", "encrypt everything with a passphrase, or go on where that was interrupted")
    off = command(actions, "off", "decrypt everything, or go on where that was interrupted")
    changing = command(actions, "change", "replace the passphrase")
    for action in (on, changing):
        action.add_argument(
            "--new-passphrase-file", metavar="FILE", help="holds the new one in its first line; - is standard input"
        )
    on.add_argument(
        "--recovery-file",
        type=Path,
        metavar="FILE",
        help="a new file for the recovery key, which is printed without it; keep it away from this computer",
    )
    on.add_argument("--keychain", action="store_true", help="let the system's keychain open it too")
    changing.add_argument("--recovery", action="store_true", help="with the recovery key, where the passphrase is lost")
    changing.add_argument(
        "--recovery-key-file", metavar="FILE", help="holds the recovery key in its first line; - is standard input"
    )
    chain = changing.add_mutually_exclusive_group()
    chain.add_argument("--keychain", action="store_true", default=None, help="let the system's keychain open it too")
    chain.add_argument("--no-keychain", dest="keychain", action="store_false", default=None, help="and no longer")
    for action in (asking, on, off, changing):
        action.add_argument("--json", action="store_true", help="print JSON")
