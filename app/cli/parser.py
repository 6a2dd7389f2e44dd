"""The commands and their arguments. Imports nothing of the program, so that `--help` is there at once."""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence
from pathlib import Path

from app import __version__

_DESCRIPTION = "Chat with a language model on your own computer. Without a command the window opens."
_EPILOG = "Everything stays on this computer: no command uses the network."
_DATA_DIR = "where conversations, settings and models are kept (default: HOMESPUN_HOME, or the system's place)"


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """`command` is None for the window. Prints help or the fault and exits (0 or 2) where there is one to print."""
    return _parser().parse_args(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="homespun", description=_DESCRIPTION, epilog=_EPILOG)
    parser.add_argument("--version", action="version", version=f"homespun {__version__}")
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help=_DATA_DIR)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    _chat(_command(commands, "chat", "write with a model in the terminal, or ask it one thing from a script"))
    _models(_command(commands, "models", "what models there are, and what a model file holds"))
    _conversations(_command(commands, "conversations", "read what was written in the window"))
    _bench(_command(commands, "bench", "measure the speed of the starter model on this computer"))
    return parser


def _chat(parser: argparse.ArgumentParser) -> None:
    _add_model(parser)
    parser.add_argument(
        "--system", metavar="TEXT", default="", help="how the model should answer, told before all else"
    )
    parser.add_argument("--seed", type=_seed, metavar="N", help="the same seed gives the same answer again")
    parser.add_argument(
        "--temperature", type=_temperature, metavar="X", help="0 takes the likeliest words; default 0.7"
    )
    parser.add_argument("--max-tokens", type=_positive, metavar="N", help="longest answer")
    parser.add_argument("--context", type=_positive, metavar="N", help="context length in tokens")
    parser.add_argument("--threads", type=_positive, metavar="N", help="default: one for each physical core")
    parser.add_argument("--json-schema", type=Path, metavar="FILE", help="the answer must follow this JSON schema")
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")
    parser.add_argument(
        "prompt", nargs="?", metavar="PROMPT", help="the message; - reads it from standard input; without it you chat"
    )


def _models(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = _command(actions, "list", "the models that can be named with --model")
    listing.add_argument("--json", action="store_true", help="print a JSON array")
    inspection = _command(actions, "inspect", "check a model file and say what is in it")
    inspection.add_argument("path", type=Path, metavar="PATH")
    inspection.add_argument("--json", action="store_true", help="print one JSON object")


def _conversations(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = _command(actions, "list", "all conversations, the newest first")
    listing.add_argument("--json", action="store_true", help="print a JSON array")
    showing = _command(actions, "show", "the messages of one conversation")
    showing.add_argument("id", type=_positive, metavar="ID", help="its number in the list")
    showing.add_argument("--json", action="store_true", help="print one JSON object")


def _bench(parser: argparse.ArgumentParser) -> None:
    _add_model(parser)
    parser.add_argument("--threads", type=_positive, metavar="N", help="default: one for each physical core")
    parser.add_argument(
        "--runs", type=_positive, metavar="N", default=5, help="runs of each kind; medians are reported"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _add_model(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", metavar="REF", help="a path or a name in the library; default: the starter model")


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],  # pyright: ignore[reportPrivateUsage]  # its only name
    name: str,
    help_text: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=help_text, description=help_text[0].upper() + help_text[1:] + ".")
    # Without a default here the value given before the command would be overwritten.
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help=_DATA_DIR, default=argparse.SUPPRESS)
    return parser


def _positive(text: str) -> int:
    value = _integer(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number above 0")
    return value


def _seed(text: str) -> int:
    value = _integer(text)
    if not 0 <= value < 2**32 - 1:  # the last 32-bit value means "random" to llama.cpp
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from 0 to {2**32 - 2:,}")
    return value


def _integer(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number") from None


def _temperature(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 <= value <= 5:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to 5")
    return value
