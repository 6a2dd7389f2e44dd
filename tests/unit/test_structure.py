"""JSON schemas: what is wrong with one and where, and whether an answer follows it."""

from __future__ import annotations

import json

import pytest

from app.structure import EXAMPLES, LONGEST, breach_of, fault_of

PERSON = """{
  "type": "object",
  "properties": {
    "name": { "type": "string", "pattern": "(a+)+$" },
    "age": { "type": "integer", "minimum": 0 }
  },
  "required": ["name"]
}"""


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_have_no_fault(name: str) -> None:
    assert fault_of(EXAMPLES[name]) is None


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ('{\n  "type": "object",\n}', 3, 1, "double quotes"),
        ('{\n  "type": \n  "strnig"\n}', 3, 3, "is one of string"),
        ('{"properties": {"a, \\"b": {"type": "string",\n "maxLength": -1}}}', 2, 15, "minimum"),
        ('{"anyOf": [{"type": "string"}, {\n"enum": 3}]}', 2, 9, "array"),
        ('{"items": {"$ref": "https://example.org/s.json"}}', 1, 20, "nothing is fetched"),
        ("[1, 2]", 1, 1, "object"),
        ("", 1, 1, "Expecting value"),
        ("[" * 100_000, 1, 1, "characters at most"),
        ("[" * (LONGEST - 1), 1, 1, "nested"),
    ],
)
def test_a_fault_is_named_with_its_line_and_column(text: str, line: int, column: int, words: str) -> None:
    fault = fault_of(text)
    assert fault is not None
    assert (fault.line, fault.column) == (line, column), fault
    assert words in fault.message


def test_an_answer_is_compared_with_its_schema() -> None:
    assert breach_of(PERSON, '{"name": "Ada", "age": 36}') == ""
    assert breach_of(PERSON, '{"name": "Ada", "age') == "The answer is no whole JSON."
    assert "at the whole: 'name' is a required property" in breach_of(PERSON, "{}")
    assert "at $.age" in breach_of(PERSON, '{"name": "Ada", "age": -1}')
    # A pattern that would take for ever is not tried.
    assert breach_of(PERSON, json.dumps({"name": "a" * 60 + "!"})) == ""
    assert "could not be checked" in breach_of('{"$ref": "#/nowhere"}', "{}")
