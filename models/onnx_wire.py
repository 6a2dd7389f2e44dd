"""Walks over protobuf messages in a file, bounds first: nothing is read or allocated because a length claims it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from models.gguf_reader import BadHeader

VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5
"""Wire types; the two for groups are as old as they are unused."""

_FIXED_BYTES = {FIXED64: 8, FIXED32: 4}
_LONGEST_VARINT = 10
_HEAD = 2 * _LONGEST_VARINT


class Field(NamedTuple):
    """One field of a message. `value` is the number of a varint; of anything else only its place is known."""

    number: int
    wire: int
    value: int
    start: int
    end: int
    """Offsets of its content in the file."""


class WireFile:
    """A file of protobuf messages. `fields` costs a small read for each field; contents are skipped, not read.

    What the fields together may cost is bounded: `fields` raises BadHeader after `most_fields` of them.
    """

    def __init__(self, file: BinaryIO, size: int, most_fields: int) -> None:
        self._file = file
        self.size = size
        self._left = most_fields

    def fields(self, start: int, end: int) -> Iterator[Field]:
        """The fields of the message between two offsets. Raises BadHeader where they do not fill it exactly."""
        while start < end:
            self._left -= 1
            if self._left < 0:
                raise BadHeader("is damaged: it claims to have more parts than any model has")
            self._file.seek(start)
            head = self._file.read(min(_HEAD, end - start))
            key, used = _varint(head, 0)
            number, wire = key >> 3, key & 7
            if number == 0:
                raise BadHeader("is damaged: its parts are not marked as they should be")
            value = 0
            if wire == VARINT:
                value, used = _varint(head, used)
                begin = stop = start + used
            elif wire == BYTES:
                length, used = _varint(head, used)
                begin, stop = start + used, start + used + length
            elif wire in _FIXED_BYTES:
                begin, stop = start + used, start + used + _FIXED_BYTES[wire]
            else:
                raise BadHeader("is damaged: its parts are not marked as they should be")
            if stop > end:
                raise BadHeader("ends too early", "The download did not finish; download it again.")
            yield Field(number, wire, value, begin, stop)
            start = stop

    def text(self, field: Field, longest: int) -> str:
        """The content of a text field. Raises BadHeader where it is longer than `longest` bytes."""
        return self.data(field, longest).decode("utf-8", "replace")

    def data(self, field: Field, longest: int) -> bytes:
        if field.wire != BYTES:
            raise BadHeader("is damaged: a number stands where a text should")
        if field.end - field.start > longest:
            raise BadHeader("is damaged: a name or a text in it is too long")
        self._file.seek(field.start)
        return self._file.read(field.end - field.start)

    def numbers(self, field: Field, most: int) -> list[int]:
        """The whole numbers of a repeated field, packed or single. Raises BadHeader for more than `most`."""
        if field.wire == VARINT:
            return [signed(field.value)]
        content = self.data(field, most * _LONGEST_VARINT)
        numbers: list[int] = []
        place = 0
        while place < len(content):
            number, place = _varint(content, place)
            numbers.append(signed(number))
        if len(numbers) > most:
            raise BadHeader("is damaged: a list in it is too long")
        return numbers


def signed(value: int) -> int:
    """A varint as the 64-bit signed number that ONNX means by it."""
    return value - (1 << 64) if value >= 1 << 63 else value


def _varint(data: bytes, place: int) -> tuple[int, int]:
    """The number at `place`, and the place behind it."""
    value = 0
    for shift in range(0, 7 * _LONGEST_VARINT, 7):
        if place >= len(data):
            raise BadHeader("ends too early", "The download did not finish; download it again.")
        byte = data[place]
        place += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value & 0xFFFFFFFFFFFFFFFF, place
    raise BadHeader("is damaged: a number in it does not end")
