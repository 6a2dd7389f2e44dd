"""The arguments of `homespun privacy`. Imports nothing of the program."""

from __future__ import annotations

import argparse

from app.cli.arguments import command


def privacy(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    showing = command(
        actions, "show", "what lies where, how large and whether encrypted; open connections; confinement"
    )
    erasing = command(actions, "erase", "delete all of it for good, while no window is open; asks first")
    erasing.add_argument("--models", action="store_true", help="the models of the library as well")
    erasing.add_argument("--yes", action="store_true", help="ask nothing")
    for action in (showing, erasing):
        action.add_argument("--json", action="store_true", help="print one JSON object")
