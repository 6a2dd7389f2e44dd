"""Takes licence, tags and a sentence about an adapter from the README that lies beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_CARD_BYTES = 2**20
_MAX_TEXT = 200
_MAX_DESCRIPTION = 400
_MAX_TAGS = 20
_LINE = re.compile(r"(?P<key>[a-z_]+):\s*(?P<value>.*)")
_ITEM = re.compile(r"\s*-\s+(?P<value>.+)")


@dataclass(frozen=True)
class ModelCard:
    """Texts are empty where the README does not say."""

    license: str = ""
    base: str = ""
    tags: tuple[str, ...] = ()
    description: str = ""
    """The first paragraph under the first heading."""


def read_model_card(content: str) -> ModelCard:
    """What a README says in its front matter, the lines between two `---` at its start, and under its title. Never
    raises.

    Of YAML only what model cards are made of is understood: `key: value`, and lists with one item a line.
    """
    lines = content.lstrip("\ufeff").splitlines()
    end = 0
    if lines and lines[0].strip() == "---":
        end = next((number for number, line in enumerate(lines[1:], start=1) if line.strip() == "---"), len(lines))
    values: dict[str, list[str]] = {}
    key = ""
    for line in lines[1:end]:
        if named := _LINE.fullmatch(line):
            key = named["key"]
            values[key] = [_plain(named["value"])] if named["value"].strip() else []
        elif (item := _ITEM.fullmatch(line)) and key:
            values[key].append(_plain(item["value"]))
    return ModelCard(
        license=_first(values, "license_name") or _first(values, "license"),
        base=_first(values, "base_model"),
        tags=tuple(tag for tag in values.get("tags", ()) if tag)[:_MAX_TAGS],
        description=_first_paragraph(lines[end + 1 :] if end else lines),
    )


def _first_paragraph(lines: list[str]) -> str:
    """Text alone: what starts with a sign is a comment, a picture, a list or the like."""
    title = next((number for number, line in enumerate(lines) if line.startswith("# ")), None)
    if title is None:
        return ""
    words: list[str] = []
    for line in (line.strip() for line in lines[title + 1 :]):
        if line and not line[0].isalnum() and not words:
            return ""
        if not line and words:
            break
        words += line.split()
    paragraph = " ".join(words)
    return paragraph if paragraph.isprintable() and len(paragraph) <= _MAX_DESCRIPTION else ""


def _first(values: dict[str, list[str]], key: str) -> str:
    return next(iter(values.get(key, ())), "")


def _plain(value: str) -> str:
    text = value.strip().strip("'\"").strip()
    return "" if text in ("null", "~") or not text.isprintable() else text[:_MAX_TEXT]
