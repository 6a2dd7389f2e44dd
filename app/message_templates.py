"""Templates: finds the template that a message was made from, and the values that stand in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from app.translation import number

_NUMBER = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?|\d{1,7}(\.\d+)?")
_PLACE = re.compile(r"\{(\w+)\}")


class Template:
    """A sentence with named places: `“{name}” is a folder. Choose {choose} in it.`"""

    def __init__(self, text: str) -> None:
        self.text = text
        self._parts = _PLACE.split(text)[::2]
        self.weight = sum(len(part) for part in self._parts)
        """How many characters a message must share with it. The more, the surer is a match."""

    def values(self, message: str) -> Mapping[str, str] | None:
        """What stands in the places; None where the message was not made from this."""
        if not all(part in message for part in self._parts):
            return None
        match = self._pattern.fullmatch(message)
        return None if match is None else match.groupdict()

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        seen: set[str] = set()
        pattern = ""
        for index, part in enumerate(_PLACE.split(self.text)):
            if index % 2 == 0:
                pattern += re.escape(part)
            elif part in seen:
                pattern += f"(?P={part})"
            else:
                seen.add(part)
                pattern += f"(?P<{part}>.*?)"
        return re.compile(pattern, re.DOTALL)


class Templates:
    """The sentences that parts of the program make in English."""

    def __init__(self, texts: Iterable[str], translate: Callable[[str], str]) -> None:
        """`translate` gives the template in the language of the window; empty where there is none."""
        self._translate = translate
        placed = (Template(text) for text in texts if "{" in text)
        self._templates = sorted(placed, key=lambda one: -one.weight)

    def told(self, message: str) -> str:
        """The message in the language of the window; as it is where no template fits it. What stands in a place may be
        a part of a sentence itself."""
        if whole := self._translate(message):
            return whole
        for template in self._templates:
            values = template.values(message)
            if values is not None and (text := self._translate(template.text)):
                return text.format_map({name: self._told_value(value) for name, value in values.items()})
        return message

    def _told_value(self, value: str) -> str:
        """Numbers as the language writes them. Names have no template: what holds no space is looked for whole."""
        if _NUMBER.fullmatch(value):
            whole, _, decimals = value.replace(",", "").partition(".")
            return number(float(f"{whole}.{decimals or 0}"), len(decimals))
        return self.told(value) if " " in value or value.isalpha() else value
