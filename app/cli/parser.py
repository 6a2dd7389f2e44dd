"""The commands and their arguments. Imports nothing of the program, so that `--help` is there at once."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app import __version__
from app.cli import backup_arguments, encoder_arguments, encryption_arguments, privacy_arguments
from app.cli.arguments import DATA_DIR, command, hours, positive, seed, temperature, unlocking
from app.cli.conversation_arguments import conversations

_DESCRIPTION = "Chat with a language model on your own computer. Without a command the window opens."
_EPILOG = "Everything stays on this computer: no command uses the network but “models download”, which you must allow."
_REFERENCE = "a name on the shelf or a path, with how strongly it acts if not 1; several add up"
PRESETS = ("tutor", "writer", "coder", "translator", "scribe")
"""The keys of those of `app.profiles`."""


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """`command` is None for the window. Prints help or the fault and exits (0 or 2) where there is one to print."""
    return _parser().parse_args(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="homespun", description=_DESCRIPTION, epilog=_EPILOG)
    parser.add_argument("--version", action="version", version=f"homespun {__version__}")
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help=DATA_DIR)
    unlocking(parser)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    opening = command(commands, "open", "open the window with files: adapters, models, conversations to bring in")
    opening.add_argument("files", type=Path, nargs="*", metavar="FILE", help="as if it was dropped on the window")
    command(commands, "quick", "ask one thing in a small window: bind this to a key of your desktop")
    _chat(command(commands, "chat", "write with a model in the terminal, or ask it one thing from a script"))
    _models(command(commands, "models", "what models there are, and what a model file holds"))
    _adapters(command(commands, "adapters", "what is put on top of a model: the shelf of adapters, and what they do"))
    encoder_arguments.encoders(command(commands, "encoders", "what finds passages of long files by their meaning"))
    _tokens(command(commands, "tokens", "how texts are cut into tokens, and what merging them saves"))
    _personalize(command(commands, "personalize", "let a model learn from you, on this computer, and take it back"))
    _profiles(command(commands, "profiles", "whom you use the program as, and what models are told of them"))
    conversations(command(commands, "conversations", "read what was written in the window, take it out, bring it in"))
    encryption_arguments.encryption(
        command(commands, "encryption", "have everything that you wrote encrypted, and open it with a passphrase")
    )
    backup_arguments.backup(command(commands, "backup", "keep everything that is yours in one file, and put it back"))
    privacy_arguments.privacy(command(commands, "privacy", "what lies where and what is open, and erasing all of it"))
    telling = command(commands, "diagnostics", "write a report of a problem, with no message, name or path of yours")
    telling.add_argument("--output", type=Path, metavar="FILE", help="the new file; default: it is printed")
    _bench(command(commands, "bench", "measure the speed of the starter model on this computer"))
    return parser


def _chat(parser: argparse.ArgumentParser) -> None:
    _add_model(parser)
    _add_adapters(parser, "--adapter", f"write with an adapter: {_REFERENCE}", action="append", default=[])
    _add_steering(parser)
    _add_reply(parser, warmth="0.7, or the profile's")
    parser.add_argument(
        "--profile", metavar="NAME", help="use its words, model, adapters and temperature where you name none"
    )
    _add_dynamic(parser, "how readily tokens share a position of the context; default: what the model earned")
    parser.add_argument(
        "--attach",
        type=Path,
        metavar="FILE",
        action="append",
        default=[],
        help="read a text, PDF, Word or HTML file before the message; may be given several times",
    )
    parser.add_argument(
        "--passages",
        action="store_true",
        help="of files that are too long, read only the passages that have to do with the message",
    )
    parser.add_argument(
        "--vocabulary",
        type=Path,
        metavar="FILE",
        help="experimental: write several tokens at a step with a vocabulary of “tokens build-vocabulary”; the text "
        "becomes worse",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")
    parser.add_argument(
        "prompt", nargs="?", metavar="PROMPT", help="the message; - reads it from standard input; without it you chat"
    )


def _models(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = command(actions, "list", "the models that can be named with --model")
    importing = command(actions, "import", "copy a model into the library, or use it where it is")
    importing.add_argument(
        "path", type=Path, metavar="PATH", help="a .gguf file, the first of a split one, or an ONNX folder"
    )
    importing.add_argument("--name", metavar="NAME", default="", help="what to call the copy; default: as its files do")
    importing.add_argument(
        "--in-place", action="store_true", help="copy nothing: use the model, or all models of a folder, where they are"
    )
    inspection = command(actions, "inspect", "check a model and say what is in it")
    inspection.add_argument("reference", metavar="REF", help="a path or a name in the library")
    verification = command(actions, "verify", "read a model whole and compare it with what it was")
    verification.add_argument("reference", metavar="REF", help="its name, key or path in the library")
    removal = command(actions, "remove", "delete a copy; a model that is used where it is is only forgotten")
    removal.add_argument("reference", metavar="REF", help="its name, key or path in the library")
    sources = command(actions, "sources", "folders whose models are used where they are, and those of other programs")
    change = sources.add_mutually_exclusive_group()
    change.add_argument("--add", type=Path, metavar="FOLDER", help="use the models of a folder, or one model")
    change.add_argument("--forget", type=Path, metavar="FOLDER", help="do not use it any more; nothing in it changes")
    for action in (listing, importing, inspection, verification, removal, sources):
        action.add_argument("--json", action="store_true", help="print JSON")
    conversion = command(actions, "convert", "turn a GGUF model into a folder for ONNX Runtime")
    conversion.add_argument("reference", metavar="REF", help="a path or a name in the library")
    conversion.add_argument("--to", choices=("onnx",), required=True, help="the format")
    conversion.add_argument(
        "--precision",
        choices=("int4", "int8", "fp16", "fp32"),
        required=True,
        help="how weights are stored: int8 keeps the quality of most models, int4 is smaller and worse",
    )
    conversion.add_argument("--output", type=Path, metavar="DIR", help="the new folder; default: in the library")
    conversion.add_argument("--json", action="store_true", help="print one JSON object")
    _fit(actions)
    _quantize(actions)
    _download(actions)


def _fit(actions: Any) -> None:
    fitting = command(actions, "fit", "say what memory a model would take, and how fast it would be; exit code 1: no")
    fitting.add_argument("reference", metavar="REF", nargs="?", help="a path or a name; default: the starter model")
    fitting.add_argument("--context", type=positive, metavar="N", help="context length in tokens")
    fitting.add_argument("--kv-type", choices=("f16", "q8_0", "q4_0"), default="f16", help="format of the KV cache")
    fitting.add_argument("--flash-attention", choices=("auto", "on", "off"), default="auto")
    _add_adapters(fitting, "--adapter", f"count an adapter, too: {_REFERENCE}", action="append", default=[])
    _add_steering(fitting)
    fitting.add_argument("--json", action="store_true", help="print one JSON object")


def _quantize(actions: Any) -> None:
    storing = command(actions, "quantize", "store a GGUF model in another number format, and measure what that does")
    storing.add_argument("reference", metavar="REF", nargs="?", help="a path or a name; default: the starter model")
    storing.add_argument(
        "--to", metavar="TYPE", help="Q8_0, Q4_K_M, ...; default: what is known to be faster on this processor"
    )
    storing.add_argument("--output", type=Path, metavar="FILE", help="the new model; default: in the library")
    storing.add_argument("--json", action="store_true", help="print one JSON object")


def _download(actions: Any) -> None:
    download = command(actions, "download", "get a model from the web, where downloads are allowed in the settings")
    download.add_argument(
        "address",
        metavar="ADDRESS",
        help="https://… of a .gguf file, or organization/name/file.gguf on the Hugging Face hub; "
        "one that was stopped goes on where it was",
    )
    download.add_argument("--sha256", metavar="HEX", default="", help="refuse a file with another digest")
    download.add_argument("--name", metavar="NAME", default="", help="what to call the model; default: as its file")
    download.add_argument("--discard", action="store_true", help="delete what a stopped download has left")
    download.add_argument("--json", action="store_true", help="print one JSON object")


def _adapters(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = command(actions, "list", "the adapters on the shelf, and which of them a model takes")
    _add_model(listing)
    importing = command(actions, "import", "put an adapter on the shelf")
    importing.add_argument(
        "path", type=Path, metavar="PATH", help="a GGUF adapter, a PEFT folder, or an .onnx_adapter file"
    )
    importing.add_argument("--name", metavar="NAME", default="", help="what to call it; default: as its files do")
    importing.add_argument(
        "--model", metavar="REF", help="the model that it must fit; default: the starter model, or any for a GGUF"
    )
    inspecting = command(actions, "inspect", "say what an adapter is, on the shelf or not")
    inspecting.add_argument("reference", metavar="REF", help="a name or key on the shelf, or a path")
    merging = command(actions, "merge", "make one adapter that does what several do together, exactly")
    _add_adapters(merging, "adapters", _REFERENCE, nargs="+")
    merging.add_argument("--name", metavar="NAME", required=True, help="what to call the new one")
    removing = command(actions, "remove", "delete an adapter from the shelf")
    removing.add_argument("reference", metavar="REF", help="its name or key")
    comparing = command(actions, "compare", "answer a message without and with adapters, and say what differs")
    _add_model(comparing)
    _add_adapters(comparing, "--adapter", _REFERENCE, action="append", required=True)
    _add_steering(comparing)
    _add_reply(comparing, warmth="0, or 0.7 with --seed")
    comparing.add_argument("prompt", metavar="PROMPT", help="the message; - reads it from standard input")
    baking = command(actions, "bake", "write a model file with adapters merged into its weights")
    _add_adapters(baking, "adapters", _REFERENCE, nargs="+")
    baking.add_argument("--output", type=Path, metavar="FILE", required=True, help="the new model, a .gguf file")
    _add_model(baking)
    for action in (listing, importing, inspecting, merging, removing, comparing, baking):
        action.add_argument("--json", action="store_true", help="print JSON")


def _tokens(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    inspecting = command(actions, "inspect", "show the tokens of a text, and which of them share a position")
    inspecting.add_argument("file", type=Path, metavar="FILE", help="a text file; - reads standard input")
    _add_model(inspecting)
    inspecting.add_argument(
        "--dynamic",
        choices=("off", "careful", "strong"),
        default="careful",
        help="how readily tokens are merged; default: careful",
    )
    inspecting.add_argument("--json", action="store_true", help="print one JSON object")
    reporting = command(actions, "report", "say what the same content takes in each language, with and without merging")
    _add_model(reporting)
    reporting.add_argument(
        "--texts",
        type=Path,
        metavar="FOLDER",
        help="parallel texts to count, too: en.txt, de.txt, … or en-US/, de-DE/, …; default: the Debian handbook, "
        "where it is installed",
    )
    reporting.add_argument("--json", action="store_true", help="print one JSON object")
    _train_composer(actions)
    _build_vocabulary(actions)


def _train_composer(actions: Any) -> None:
    training = command(
        actions, "train-composer", "teach a model's composer from texts, so that merged tokens cost less; takes hours"
    )
    training.add_argument("reference", metavar="MODEL", help="a path or a name in the library")
    training.add_argument(
        "--text",
        type=Path,
        nargs="+",
        required=True,
        metavar="PATH",
        help="text files, or folders of them, to learn from",
    )
    training.add_argument("--hours", type=hours, default=1.0, metavar="H", help="how long it learns; default: 1")
    training.add_argument("--threads", type=positive, metavar="N", help="default: what torch chooses")
    training.add_argument("--resume", action="store_true", help="go on with what was learned until it was stopped")
    training.add_argument(
        "--anew", action="store_true", help="begin with a plain mean, not with the composer that the model has"
    )
    training.add_argument("--json", action="store_true", help="print one JSON object at the end")


def _build_vocabulary(actions: Any) -> None:
    building = command(
        actions,
        "build-vocabulary",
        "collect the spans that “chat --vocabulary” writes with: experimental, quicker and worse",
    )
    building.add_argument("reference", metavar="MODEL", help="a path or a name in the library")
    building.add_argument(
        "--text", type=Path, nargs="+", required=True, metavar="PATH", help="text files, or folders of them, to count"
    )
    building.add_argument("--output", type=Path, required=True, metavar="FILE", help="the new vocabulary")
    building.add_argument(
        "--entries", type=positive, default=1_000_000, metavar="N", help="at most so many; default: 1000000"
    )
    building.add_argument("--json", action="store_true", help="print one JSON object")


def _personalize(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    previewing = command(actions, "preview", "show what would be learned from, and what is left out")
    training = command(actions, "train", "learn from it; Ctrl+C stops, and --resume goes on")
    reporting = command(actions, "report", "say what a version learned, and what that costs")
    listing = command(actions, "list", "all versions, the newest first")
    undoing = command(actions, "rollback", "go back from the version in use to the one before it")
    for action in (previewing, training):
        _add_model(action)
        action.add_argument(
            "--documents",
            type=Path,
            nargs="+",
            default=[],
            metavar="PATH",
            help="texts that you wrote, or folders of them, to learn from, too",
        )
    training.add_argument(
        "--name", metavar="NAME", default="", help="what to call it; default: the profile's, with a number"
    )
    training.add_argument("--seed", type=seed, metavar="N", help="the same seed learns in the same order")
    training.add_argument("--yes", action="store_true", help="ask nothing: learn, and use it if it passes its test")
    training.add_argument("--resume", action="store_true", help="go on with the training that was stopped last")
    reporting.add_argument("version", type=positive, nargs="?", metavar="ID", help="its number in the list")
    for action in (previewing, training, reporting, listing, undoing):
        action.add_argument("--profile", metavar="NAME", help="whose conversations; default: the first profile's")
    merging = command(actions, "merge", "make one version of several: it does what they do on average")
    merging.add_argument(
        "versions", type=positive, nargs="*", metavar="ID", help="their numbers in the list; default: the newest two"
    )
    merging.add_argument("--profile", metavar="NAME", help="whose versions; default: the first profile's")
    deleting = command(actions, "delete", "delete a version with all that it had learned")
    deleting.add_argument("version", type=positive, metavar="ID", help="its number in the list")
    for action in (previewing, training, reporting, listing, undoing, merging, deleting):
        action.add_argument("--json", action="store_true", help="print JSON, one object a line")


def _profiles(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = command(actions, "list", "all profiles, with what belongs to them")
    showing = command(actions, "show", "one profile, and what a model is told of it")
    making = command(actions, "make", "make a profile: an empty one, from a preset, or like another one")
    editing = command(actions, "edit", "change a profile; what is not named stays, an empty value takes away")
    deleting = command(actions, "delete", "delete a profile with its conversations, its facts and what was learned")
    for action in (showing, making, editing, deleting):
        action.add_argument("name", metavar="NAME", help="its name, in any case")
    begin = making.add_mutually_exclusive_group()
    begin.add_argument("--preset", choices=PRESETS, help="begin with the words of a persona")
    begin.add_argument("--like", metavar="NAME", help="begin with what another profile says")
    editing.add_argument("--name", dest="new_name", metavar="NEW", help="call it so from now on")
    for action in (making, editing):
        action.add_argument("--instructions", metavar="TEXT", help="how models are to answer; - reads standard input")
        action.add_argument("--preferences", metavar="TEXT", help="what you prefer and value, one thing a line; or -")
        action.add_argument("--model", metavar="REF", help="a path or a name in the library, for its conversations")
        _add_adapters(action, "--adapter", f"one that its conversations begin with: {_REFERENCE}", action="append")
        warmth = action.add_mutually_exclusive_group()
        warmth.add_argument("--temperature", type=temperature, metavar="X", help="0 takes the likeliest words")
        warmth.add_argument("--program-sampling", action="store_true", help="no temperature of its own")
    deleting.add_argument("--yes", action="store_true", help="ask nothing; this cannot be undone")
    for action in (listing, showing, making, editing, deleting):
        action.add_argument("--json", action="store_true", help="print JSON")


def _bench(parser: argparse.ArgumentParser) -> None:
    _add_model(parser)
    parser.add_argument("--threads", type=positive, metavar="N", help="default: one for each physical core")
    parser.add_argument("--runs", type=positive, metavar="N", default=5, help="runs of each kind; medians are reported")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _add_model(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", metavar="REF", help="a path or a name in the library; default: the starter model")


def _add_adapters(parser: argparse.ArgumentParser, name: str, help_text: str, **options: Any) -> None:
    parser.add_argument(name, metavar="REF[:SCALE]", help=help_text, **options)


def _add_steering(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--steer-with",
        metavar="REF[:STRENGTH]",
        help="put the adapters on this small model of the same vocabulary, and add what they change in it to the "
        "model's own choice of words, 1 or STRENGTH times; for adapters of a small model on a larger one",
    )


def _add_dynamic(parser: argparse.ArgumentParser, help_text: str) -> None:
    parser.add_argument("--dynamic", choices=("off", "careful", "strong"), help=help_text)


def _add_reply(parser: argparse.ArgumentParser, warmth: str) -> None:
    """How an answer is written. `warmth` is the default of the temperature, in words."""
    parser.add_argument(
        "--system", metavar="TEXT", default="", help="how the model should answer, told before all else"
    )
    parser.add_argument("--seed", type=seed, metavar="N", help="the same seed gives the same answer again")
    parser.add_argument(
        "--temperature", type=temperature, metavar="X", help=f"0 takes the likeliest words; default {warmth}"
    )
    parser.add_argument("--max-tokens", type=positive, metavar="N", help="longest answer")
    parser.add_argument("--context", type=positive, metavar="N", help="context length in tokens")
    parser.add_argument("--threads", type=positive, metavar="N", help="default: one for each physical core")
    parser.add_argument("--json-schema", type=Path, metavar="FILE", help="the answer must follow this JSON schema")
