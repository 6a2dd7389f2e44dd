"""Brings the texts of the source into assets/translations, by Qt's lupdate and lrelease.

    python packaging/translations.py

`homespun_LANGUAGE.ts` gains the texts that are new, to be translated there, and loses those that are gone;
`homespun_LANGUAGE.qm` is what the program reads. `messages.json` holds the templates of the messages that are made in
English where the window cannot translate them: by the engine, `models/` and the parts of `app/` that know no window.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "assets" / "translations"
MESSAGES = FOLDER / "messages.json"
LANGUAGES = ("de", "ar")
CONTEXT = "Homespun"

ENGLISH_ALONE = ("app/cli", "app/__main__.py")
"""Of `app/`: what speaks English alone."""

SPEAKING = (
    "engine", "models", "app/store", "app/exchange", "app/attachments", "app/personal", "app/safe",
    "app/client.py", "app/downloads.py", "app/encoding.py", "app/inspect_child.py", "app/lock.py",
    "app/look_messages.py", "app/looking.py", "app/outcome.py", "app/paper.py", "app/paths.py", "app/pipe.py",
    "app/profiles.py", "app/settings.py", "app/structure.py", "app/swap.py", "app/chat/courier.py",
    "app/chat/exchange.py", "app/chat/other_format.py", "app/chat/personal_review.py", "app/chat/training_process.py",
)  # fmt: skip
"""Whose messages are translated where they are shown."""

SILENT = (
    "engine/backends/llama/bare.py", "engine/backends/llama/chain.py", "engine/backends/scripted.py",
    "engine/backends/scripted_adapter.py", "engine/backends/scripted_attack.py", "engine/encoder", "engine/parity.py",
    "engine/retrieval.py", "engine/tokenization/composer_file.py", "engine/tokenization/span_vocabulary.py",
    "engine/training/composer.py", "engine/training/composer_main.py", "engine/training/composer_text.py",
    "engine/training/general_text.py", "engine/training/lora.py", "engine/training/personal_questions.py",
    "engine/training/vocabulary_main.py",
    "models/adapters/everyday.py", "models/onnx/build.py", "models/onnx/convert.py", "models/onnx/graph.py",
    "models/onnx/tokenizer.py", "models/onnx/torch_model.py", "models/onnx/torch_weights.py", "models/steering.py",
    "app/personal/facts.py",
    "app/store/branch_reader.py", "app/store/branch_store.py", "app/store/encrypting.py", "app/store/order_store.py",
    "app/store/search_reader.py",
)  # fmt: skip
"""Of these: what no window shows."""

MARKS = ("tr", "tr_noop")
UNSEEN_CALLS = frozenset(
    ("AssertionError", "IndexError", "KeyError", "OSError", "OverflowError", "ProtocolError", "RuntimeError",
     "TypeError", "ValueError", "FileExistsError", "ModuleNotFoundError", "ArgumentParser", "add_argument",
     "basicConfig", "critical", "debug", "error", "exception", "execute", "executemany", "executescript", "info",
     "warning", "print", "write_text", "encode", "compile", "replace", "split", "partition", "join", "getLogger",
     "plural", "Thread", "TemporaryDirectory", "Template", "tokenize", "startswith", "endswith", "Fraction",
     "namedtuple", "ChildLost", "_too_large", "_unreadable", "_unwritten", "does_not_fit", *MARKS)
)  # fmt: skip
"""Calls whose texts no person reads, or that are translated where they stand."""

FRAMES = (
    "“{name}” {reason}. {advice}", "“{name}” {reason}", "is damaged: {technical}", "is empty: {technical}",
    "ends too early: {technical}", "{number} GB", "{number} MB", "{number} kB",
)  # fmt: skip
"""Around what is translated by itself, or is told as it is: which field of a header is wrong helps a developer only."""

NO_MESSAGES = (
    " A river rises in the hills and", "What the user prefers and values. Keep to it in every answer:",
    "[{count} of this file: those that have to do with the message. {value} stands where text is left out.]",
    "{kept} of {passages} passages", "homespun conversations", "name, kind, pages, note, text",
    "Library/Application Support/nomic.ai/GPT4All",
)  # fmt: skip
"""Sentences for models, and names."""

WHOLE_CALLS = ("Verdict", "_within", "_agreed")
"""Whose texts are shown also where they are one word."""

_OF_MACHINES = re.compile(
    r"\{%|\w_\w+, \w|</|\\|^\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|PRAGMA|ALTER|IN \()|^[-<%#]|\w\??\|\w"
)
"""What templates, queries and mark-up look like."""

DETAIL = 2
"""The place of what only a developer reads, among the arguments of an error."""


@dataclass(frozen=True, order=True)
class Text:
    source: str
    meaning: str = ""
    plural: bool = False


def window_texts() -> set[Text]:
    """Every text that is marked in the source."""
    found: set[Text] = set()
    for file in _modules(("app",), ENGLISH_ALONE):
        for call in (node for node in ast.walk(_parsed(file)) if isinstance(node, ast.Call)):
            name = _name(call)
            texts = [_literal(argument) for argument in call.args[:2]]
            if name == "plural" and len(texts) == 2 and texts[1]:
                found.add(Text(texts[1], plural=True))
            elif name in MARKS and texts and texts[0]:
                found.add(Text(texts[0], texts[1] or "" if len(texts) > 1 else ""))
    return found


def unmarked() -> list[str]:
    """Places where what is marked is no literal: a sentence that is put together, which no translation can hold."""
    found: list[str] = []
    for file in _modules(("app",), ENGLISH_ALONE):
        for call in _calls(_parsed(file), (*MARKS, "plural")):
            composed = [part for part in call.args[:2] if isinstance(part, ast.JoinedStr | ast.BinOp)]
            noop = _name(call) == "tr_noop" and not _literal(call.args[0])
            plural = _name(call) == "plural" and not all(_literal(part) for part in call.args[:2])
            if composed or noop or plural:
                found.append(f"{file.relative_to(ROOT)}:{call.lineno}")
    return found


def message_templates() -> set[str]:
    """What parts that speak English say, with named places for values."""
    found: set[str] = set(FRAMES)
    for file in _modules(SPEAKING, SILENT):
        tree = _parsed(file)
        unseen = set(_unseen(tree))
        whole = {argument for call in _calls(tree, WHOLE_CALLS) for argument in call.args}
        for node in ast.walk(tree):
            if node in unseen:
                continue
            if isinstance(node, ast.JoinedStr):
                if _is_prose(text := _template(node)):
                    found.add(text)
            elif (text := _literal(node)) and (_is_prose(text) or (node in whole and text.isalpha())):
                found.add(text.replace("{}", "{value}"))
    return found - set(NO_MESSAGES)


def main() -> int:
    templates = message_templates()
    texts = sorted(window_texts() | {Text(text) for text in templates})
    MESSAGES.write_text(json.dumps(sorted(templates), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    with TemporaryDirectory() as folder:
        # lupdate reads calls of its own macros from a source that holds nothing else.
        source = Path(folder) / "texts.cpp"
        source.write_text("\n".join(map(_macro, texts)) + "\n", encoding="utf-8")
        for language in LANGUAGES:
            target = FOLDER / f"homespun_{language}.ts"
            _qt("pyside6-lupdate", "-no-obsolete", "-locations", "none", "-source-language", "en", "-target-language",
                language, str(source), "-ts", str(target))  # fmt: skip
            _qt("pyside6-lrelease", "-silent", str(target))
    return 0


def _macro(text: Text) -> str:
    source, meaning = json.dumps(text.source, ensure_ascii=False), json.dumps(text.meaning, ensure_ascii=False)
    if text.plural:
        return f'QT_TRANSLATE_N_NOOP("{CONTEXT}", {source});'
    if text.meaning:
        return f'QT_TRANSLATE_NOOP3("{CONTEXT}", {source}, {meaning});'
    return f'QT_TRANSLATE_NOOP("{CONTEXT}", {source});'


def _qt(tool: str, *arguments: str) -> None:
    subprocess.run([str(Path(sys.executable).with_name(tool)), *arguments], check=True)


def _modules(of: Iterable[str], without: Iterable[str]) -> Iterator[Path]:
    left_out = tuple(ROOT / place for place in without)
    for place in of:
        start = ROOT / place
        for file in sorted(start.rglob("*.py")) if start.is_dir() else [start]:
            if not any(file == one or one in file.parents for one in left_out):
                yield file


def _parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


def _calls(tree: ast.AST, names: Iterable[str]) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node) in names)


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _literal(node: ast.AST) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _unseen(tree: ast.Module) -> Iterator[ast.AST]:
    """What is no message: docstrings, annotations, details of errors, and what is said by calls that nobody hears."""
    for node in ast.walk(tree):
        hidden: list[ast.AST | None] = []
        if isinstance(node, ast.Expr) and _literal(node.value):
            hidden = [node.value]
        elif isinstance(node, ast.Call):
            name = _name(node)
            if name in UNSEEN_CALLS:
                hidden = [*node.args, *node.keywords]
            elif name.endswith("Error") or name == "Failed":
                hidden = [*node.args[DETAIL:], *(one for one in node.keywords if one.arg == "detail")]
        elif isinstance(node, ast.FunctionDef):
            hidden = [node.returns, *(argument.annotation for argument in node.args.args)]
        elif isinstance(node, ast.AnnAssign):
            hidden = [node.annotation]
        elif isinstance(node, ast.JoinedStr):
            hidden = [part for part in node.values if isinstance(part, ast.Constant)]
        for one in hidden:
            if one is not None:
                yield from ast.walk(one)


def _template(node: ast.JoinedStr) -> str:
    """`“{name}” is a folder.` The places are named by what stands in them."""
    text, names = "", dict[str, str]()
    for part in node.values:
        if isinstance(part, ast.FormattedValue):
            shown = ast.unparse(part.value)
            if shown not in names:
                words = re.findall(r"[a-z]+", shown.partition("(")[2] or shown) or ["value"]
                name = words[-1]
                names[shown] = name if name not in names.values() else f"{name}_{len(names) + 1}"
            text += f"{{{names[shown]}}}"
        else:
            text += _literal(part)
    return text


def _is_prose(text: str) -> bool:
    """Whether a person reads it: words, and none of the languages of machines."""
    words = re.findall(r"(?<![\w{])[A-Za-z’']{2,}(?![\w}])", text)
    return (
        len(words) >= 2
        and " " in text.strip()
        and not text.startswith(("is damaged: ", "is empty: ", "ends too early: "))
        and not _OF_MACHINES.search(text)
        and "\n" not in text
    )


if __name__ == "__main__":
    sys.exit(main())
