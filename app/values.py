"""Frozen dataclasses to JSON values and back, forgivingly: what another version wrote must not lose the rest."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


class UnusableValue(ValueError):
    """A JSON value that is not of the type that the field has."""


def from_json(kind: type[T], value: object, unusable: list[str] | None = None) -> T:
    """An instance of the dataclass `kind` from the JSON object `value`.

    A key that `kind` does not know is left out. One that is missing or unusable takes the field's default, and its
    name is added to `unusable`. Raises UnusableValue where `value` is no object or a field has no default.
    """
    if not isinstance(value, Mapping):
        raise UnusableValue(f"{kind.__name__}: an object is expected")
    hints = _hints(kind)
    known: dict[str, Any] = {}
    for field in fields(kind):  # pyright: ignore[reportArgumentType]  # `kind` is a dataclass by contract
        if field.name not in value:
            continue
        nested: list[str] = []
        try:
            known[field.name] = _convert(hints[field.name], value[field.name], nested)
        except UnusableValue:
            if field.default is MISSING and field.default_factory is MISSING:
                raise
            nested = [""]
        if unusable is not None:
            unusable += [f"{field.name}.{name}" if name else field.name for name in nested]
    try:
        return kind(**known)
    except TypeError as error:  # A field without a default is missing.
        raise UnusableValue(f"{kind.__name__}: {error}") from error


@cache
def _hints(kind: type) -> dict[str, Any]:
    """Every message that is read asks for them, and they are compiled from text each time."""
    return get_type_hints(kind)


def _convert(hint: Any, value: object, unusable: list[str]) -> object:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        if value is None:
            return None
        return _convert(next(option for option in get_args(hint) if option is not type(None)), value, unusable)
    if origin is tuple:
        return _convert_tuple(get_args(hint), value)
    if is_dataclass(hint):
        return from_json(hint, value, unusable)  # pyright: ignore[reportArgumentType]  # a dataclass type, not an instance
    if issubclass(hint, StrEnum):
        try:
            return hint(value)
        except ValueError as error:
            raise UnusableValue(str(error)) from error
    if hint is float and type(value) is int:
        return float(value)
    if type(value) is not hint:
        raise UnusableValue(f"{hint.__name__} is expected, not {type(value).__name__}")
    return value


def _convert_tuple(inner: tuple[Any, ...], value: object) -> tuple[object, ...]:
    if not isinstance(value, list | tuple):
        raise UnusableValue("a list is expected")
    if inner[-1] is Ellipsis:
        inner = (inner[0],) * len(value)
    if len(inner) != len(value):
        raise UnusableValue(f"{len(inner)} items are expected")
    return tuple(_convert(part, item, []) for part, item in zip(inner, value, strict=True))
