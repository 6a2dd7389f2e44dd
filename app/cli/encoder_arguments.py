"""The arguments of `homespun encoders`. Imports nothing of the program."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli.arguments import command


def encoders(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = command(actions, "list", "the encoders that there are; the first one is used")
    adding = command(actions, "add", "take in a sentence encoder as its makers publish it")
    adding.add_argument(
        "folder",
        type=Path,
        metavar="FOLDER",
        help="one of the BERT family, such as all-MiniLM-L6-v2: config.json, model.safetensors, tokenizer.json",
    )
    adding.add_argument("--name", metavar="NAME", default="", help="what to call it; default: as its folder")
    removing = command(actions, "remove", "delete an encoder")
    removing.add_argument("name", metavar="NAME", help="its name in the list")
    for action in (listing, adding, removing):
        action.add_argument("--json", action="store_true", help="print JSON")
