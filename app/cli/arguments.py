"""Values of arguments, and how a command is added. Imports nothing of the program."""

from __future__ import annotations

import argparse
import math
from pathlib import Path

DATA_DIR = "where conversations, settings and models are kept (default: HOMESPUN_HOME, or the system's place)"

UNLOCK_WITH = "holds the passphrase of what is encrypted in its first line; - is standard input"


def command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],  # pyright: ignore[reportPrivateUsage]  # its only name
    name: str,
    help_text: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=help_text, description=help_text[0].upper() + help_text[1:] + ".")
    # Without a default here the value given before the command would be overwritten.
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help=DATA_DIR, default=argparse.SUPPRESS)
    unlocking(parser)
    return parser


def unlocking(parser: argparse.ArgumentParser) -> None:
    """How what is encrypted is opened."""
    # As above: no default.
    parser.add_argument("--passphrase-file", metavar="FILE", help=UNLOCK_WITH, default=argparse.SUPPRESS)
    # For the children of the window: the key is the first line of standard input.
    parser.add_argument("--encrypted", action="store_true", help=argparse.SUPPRESS, default=argparse.SUPPRESS)


def positive(text: str) -> int:
    value = integer(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number above 0")
    return value


def hours(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 < value <= 10_000:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of hours")
    return value


def seed(text: str) -> int:
    value = integer(text)
    if not 0 <= value < 2**32 - 1:  # the last 32-bit value means "random" to llama.cpp
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from 0 to {2**32 - 2:,}")
    return value


def integer(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number") from None


def temperature(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 <= value <= 5:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to 5")
    return value
