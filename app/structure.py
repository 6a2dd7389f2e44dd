"""JSON schemas that answers are held to: checked as they are written, and answers checked against them. No Qt.

`jsonschema` is imported late: most conversations demand nothing, and it takes a tenth of a second.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

LONGEST = 64 << 10
"""Characters of a schema; models are held to far shorter ones."""

_TYPES = "A type is one of string, number, integer, boolean, object, array and null, or a list of them."
_SIGN = re.compile(r'\s*("(?:\\.|[^"\\])*"|[{}\[\]:,]|[^\s{}\[\]:,"]+)')


@dataclass(frozen=True)
class SchemaFault:
    """What is wrong with a schema, and where: lines and columns count from 1."""

    message: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"Line {self.line}, column {self.column}: {self.message}"


EXAMPLES: Mapping[str, str] = {
    "A few facts": """{
  "type": "object",
  "properties": {
    "title": { "type": "string", "maxLength": 80 },
    "year": { "type": "integer" },
    "is_certain": { "type": "boolean" }
  },
  "required": ["title", "year", "is_certain"],
  "additionalProperties": false
}
""",
    "A list": """{
  "type": "array",
  "items": { "type": "string", "maxLength": 120 },
  "minItems": 1,
  "maxItems": 10
}
""",
    "One of several answers": """{
  "type": "object",
  "properties": {
    "verdict": { "enum": ["yes", "no", "cannot be told"] },
    "reason": { "type": "string", "maxLength": 300 }
  },
  "required": ["verdict", "reason"],
  "additionalProperties": false
}
""",
    "Names and amounts": """{
  "type": "object",
  "properties": {
    "items": {
      "type": "array",
      "items": {
        "type": "object",
        "properties": {
          "name": { "type": "string" },
          "amount": { "type": "number" },
          "unit": { "type": "string" }
        },
        "required": ["name", "amount"],
        "additionalProperties": false
      },
      "maxItems": 20
    }
  },
  "required": ["items"],
  "additionalProperties": false
}
""",
}


def fault_of(text: str) -> SchemaFault | None:
    """What keeps this text from being a JSON schema; None where it is one. Whether a model can be held to it, the
    engine says."""
    if len(text) > LONGEST:
        return SchemaFault(f"A schema may have {LONGEST:,} characters at most; this one has {len(text):,}.")
    try:
        schema = json.loads(text)
    except json.JSONDecodeError as error:
        return SchemaFault(f"{error.msg}.", error.lineno, error.colno)
    except (ValueError, RecursionError):
        return SchemaFault("This is nested too deeply, or holds a number that is too long.")
    if not isinstance(schema, dict):
        return SchemaFault("A schema is an object: it begins with { and ends with }.")
    elsewhere = next(_remote_references(schema), None)
    if elsewhere is not None:
        path, address = elsewhere
        return _at(
            text, path, f"“{address[:60]}” is elsewhere, and nothing is fetched. Refer to parts of this schema: #/…"
        )
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match

    try:
        error = best_match(Draft202012Validator(Draft202012Validator.META_SCHEMA).iter_errors(schema))
    except RecursionError:
        return SchemaFault("This is nested too deeply.")
    if error is None:
        return None
    path = list(error.absolute_path)
    message = _TYPES if path[-1:] == ["type"] else f"{error.message[:200]}."
    return _at(text, path, message)


def breach_of(schema: str, answer: str) -> str:
    """Why an answer does not follow a schema that has no fault, for the person; empty where it does.

    Patterns are passed over: the grammar holds the model to them, and one could be made to take for ever here.
    """
    try:
        value = json.loads(answer)
    except (ValueError, RecursionError):
        return "The answer is no whole JSON."
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match
    from jsonschema.validators import extend
    from referencing import Registry

    checker = extend(Draft202012Validator, {"pattern": None, "patternProperties": None})  # pyright: ignore[reportArgumentType]  # None takes a keyword out
    try:
        error = best_match(checker(json.loads(schema), registry=Registry()).iter_errors(value))
    except Exception as problem:  # noqa: BLE001 - a reference that leads nowhere, or in a circle
        return f"The answer could not be checked: {type(problem).__name__}."
    if error is None:
        return ""
    where = error.json_path if error.json_path != "$" else "the whole"
    return f"The answer does not follow its schema at {where}: {error.message[:200]}."


def _remote_references(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[list[str | int], str]]:
    items: Iterator[tuple[str | int, Any]] = iter(())
    if isinstance(value, dict):
        for key in ("$ref", "$dynamicRef"):
            address = value.get(key)
            if isinstance(address, str) and not address.startswith("#"):
                yield [*path, key], address
        items = iter(value.items())
    elif isinstance(value, list):
        items = iter(enumerate(value))
    for key, inner in items:
        yield from _remote_references(inner, (*path, key))


def _at(text: str, path: Sequence[str | int], message: str) -> SchemaFault:
    place = _place(text, list(path))
    line = text.count("\n", 0, place) + 1
    return SchemaFault(message, line, place - text.rfind("\n", 0, place))


def _place(text: str, wanted: Sequence[str | int]) -> int:
    """Where in valid JSON the value at this path begins, as an index; where the object before it does, if it is not
    there."""
    path: list[str | int] = []
    best = (0, len(text) - len(text.lstrip()))
    key = ""
    expects_key: list[bool] = []
    for match in _SIGN.finditer(text):
        sign, place = match[1], match.start(1)
        if sign == ":":
            path[-1] = key
            expects_key[-1] = False
            continue
        if sign == ",":
            if isinstance(path[-1], int):
                path[-1] += 1
            else:
                expects_key[-1] = True
            continue
        if sign in "}]":
            path.pop()
            expects_key.pop()
            continue
        if expects_key and expects_key[-1]:
            key = json.loads(sign)
            continue
        if path == list(wanted[: len(path)]) and len(path) >= best[0]:
            best = len(path), place
        if sign in "{[":
            path.append("" if sign == "{" else 0)
            expects_key.append(sign == "{")
    return best[1]
