"""A JSON schema as a grammar (GBNF) that llama.cpp can parse safely."""

from __future__ import annotations

import json
import re
from typing import Any

from engine.backends.llama.native import grammar
from engine.errors import EngineError, ErrorKind
from engine.limits import LimitExceeded, limited

SECONDS = 2.0
MEMORY = 256 << 20
LONGEST = 256 << 10
"""Characters of a grammar. The parser's stack grows with the length of its chains of rules."""
DEEPEST = 2000
"""Nested groups. llama.cpp refuses more; tens of thousands overflow its stack before it comes to that."""

_LITERALS = re.compile(r'"(?:\\.|[^"\\])*"|\[(?:\\.|[^\]\\])*\]')


def grammar_of_schema(schema: str) -> str:
    """`schema` is JSON text. Raises EngineError(UNSUPPORTED), also for one whose grammar would be too large."""
    try:
        with limited(SECONDS, MEMORY):
            text = _convert(json.loads(schema))
    except LimitExceeded as error:
        raise _too_large(str(error)) from error
    except Exception as error:  # whatever a strange schema makes the converter stumble over
        raise EngineError(
            ErrorKind.UNSUPPORTED,
            "This JSON schema cannot be used to shape the answer. Check that it is valid JSON and a schema, "
            "or try a simpler one.",
            f"{type(error).__name__}: {error}",
        ) from error
    if len(text) > LONGEST:
        raise _too_large(f"a grammar of {len(text)} characters; {LONGEST} are possible")
    if (depth := _depth(text)) > DEEPEST:
        raise _too_large(f"{depth} groups within each other; {DEEPEST} are possible")
    return text


def _convert(schema: Any) -> str:
    """What `json_schema_to_gbnf` of the bindings does, but for how it writes down texts that must appear."""
    converter: Any = grammar.SchemaConverter(prop_order={}, allow_fetch=False, dotall=False, raw_pattern=False)
    converter._format_literal = _literal
    converter.visit(converter.resolve_refs(schema, "stdin"), "")
    return str(converter.format_grammar())


def _literal(value: str) -> str:
    """A JSON value as a literal of the grammar. The bindings leave backslashes as they are: what was escaped for JSON
    is no longer when it is written then, and a character beyond U+FFFF is asked for in two halves."""
    readable = json.dumps(json.loads(value), ensure_ascii=False)
    return json.dumps(readable, ensure_ascii=False)  # a grammar's literals are escaped as JSON's are


def _depth(text: str) -> int:
    deepest = depth = 0
    for mark in re.findall(r"[()]", _LITERALS.sub("", text)):
        depth += 1 if mark == "(" else -1
        deepest = max(deepest, depth)
    return deepest


def _too_large(detail: str) -> EngineError:
    return EngineError(
        ErrorKind.UNSUPPORTED,
        "This JSON schema is too large to be kept to while writing. Try a simpler one, with smaller bounds for "
        "lengths and counts.",
        detail,
    )
