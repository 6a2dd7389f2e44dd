"""A key that an X server gives to one program, whatever window has the keyboard. Through libxcb, which Qt brings.

libxcb tells of each refusal where it was asked; Xlib would end the program. Layouts of the structures: xproto.xml.
"""

from __future__ import annotations

import ctypes
from collections.abc import Mapping
from ctypes import POINTER, c_int, c_uint, c_uint8, c_uint16, c_uint32, c_void_p
from itertools import product
from typing import Any

from app.translation import tr

CONTROL, SHIFT, ALT, SUPER = 1 << 2, 1 << 0, 1 << 3, 1 << 6
"""Modifiers, as the server has them: Control, Shift, Mod1, Mod4."""
_LOCKS = (0, 1 << 1, 1 << 4, 1 << 1 | 1 << 4)
"""Caps Lock and Num Lock change nothing of what is meant, but are modifiers of their own."""
_KEY_PRESS = 2
_ASYNCHRONOUS = 1
_SETUP_MIN_KEYCODE, _SETUP_MAX_KEYCODE = 34, 35
"""Where they are in xcb_setup_t, in bytes."""

NAMED_KEYS: Mapping[str, int] = {
    "Space": 0x20,
    "Tab": 0xFF09,
    "Return": 0xFF0D,
    "Home": 0xFF50,
    "Left": 0xFF51,
    "Up": 0xFF52,
    "Right": 0xFF53,
    "Down": 0xFF54,
    "PgUp": 0xFF55,
    "PgDown": 0xFF56,
    "End": 0xFF57,
    "Ins": 0xFF63,
    "Pause": 0xFF13,
    **{f"F{number}": 0xFFBD + number for number in range(1, 13)},
}
"""By the name that Qt writes: their keysym."""


class KeyUnavailable(Exception):
    """The message says why, to the person."""


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", c_uint),)


class _Screens(ctypes.Structure):
    _fields_ = (("root", POINTER(c_uint32)), ("rem", c_int), ("index", c_int))


class XKey:
    """One key, from its making to `close`."""

    def __init__(self, keys: str) -> None:
        """`keys` as Qt writes them in any language: "Ctrl+Alt+Space". Raises KeyUnavailable."""
        modifiers, keysym = parsed(keys)
        self._xcb = _library()
        self._connection = c_void_p(self._xcb.xcb_connect(None, None))
        try:
            if self._xcb.xcb_connection_has_error(self._connection):
                raise KeyUnavailable(tr("The screen's server could not be reached."))
            self._grab(modifiers, keysym, keys)
        except KeyUnavailable:
            self.close()
            raise

    def fileno(self) -> int:
        """Readable when `was_pressed` should be asked."""
        return self._xcb.xcb_get_file_descriptor(self._connection)

    def was_pressed(self) -> bool:
        """Since it was asked last. Never waits."""
        pressed = False
        while event := self._xcb.xcb_poll_for_event(self._connection):
            pressed |= ctypes.cast(event, POINTER(c_uint8))[0] & 0x7F == _KEY_PRESS
            _free(event)
        return pressed

    def close(self) -> None:
        """Give the key back."""
        if self._connection:
            self._xcb.xcb_disconnect(self._connection)
            self._connection = c_void_p()

    def _grab(self, modifiers: int, keysym: int, keys: str) -> None:
        xcb, connection = self._xcb, self._connection
        setup = xcb.xcb_get_setup(connection)
        root = xcb.xcb_setup_roots_iterator(setup).root[0]
        keycode = self._keycode(setup, keysym)
        if keycode is None:
            raise KeyUnavailable(tr("There is no key {keys} on this keyboard.", keys=keys))
        for locks in _LOCKS:
            asked = xcb.xcb_grab_key_checked(
                connection, 1, root, modifiers | locks, keycode, _ASYNCHRONOUS, _ASYNCHRONOUS
            )
            if refusal := xcb.xcb_request_check(connection, asked):
                _free(refusal)
                raise KeyUnavailable(tr("Another program has {keys} already. Choose another key.", keys=keys))

    def _keycode(self, setup: int, keysym: int) -> int | None:
        """The first key that gives this symbol, first of all without another key held."""
        bounds = ctypes.cast(setup, POINTER(c_uint8))
        least, most = bounds[_SETUP_MIN_KEYCODE], bounds[_SETUP_MAX_KEYCODE]
        count = most - least + 1
        asked = self._xcb.xcb_get_keyboard_mapping(self._connection, least, count)
        reply = self._xcb.xcb_get_keyboard_mapping_reply(self._connection, asked, None)
        if not reply:
            return None
        each = ctypes.cast(reply, POINTER(c_uint8))[1]
        symbols = self._xcb.xcb_get_keyboard_mapping_keysyms(reply)
        found = (key for column, key in product(range(each), range(count)) if symbols[key * each + column] == keysym)
        number = next(found, None)
        _free(reply)
        return None if number is None else least + number


def parsed(keys: str) -> tuple[int, int]:
    """(modifiers, keysym). Raises KeyUnavailable."""
    *held, key = keys.replace("++", "+Plus").split("+")
    known = {"Ctrl": CONTROL, "Shift": SHIFT, "Alt": ALT, "Meta": SUPER}
    keysym = NAMED_KEYS.get(key) or (ord(key.lower()) if len(key) == 1 and key.isascii() and key.isalnum() else None)
    if keysym is None or not all(one in known for one in held):
        raise KeyUnavailable(tr("{keys} cannot be used. Take a letter, a digit, Space or a function key.", keys=keys))
    modifiers = sum(known[one] for one in held)
    is_function_key = len(key) > 1 and key.startswith("F")
    if not modifiers & ~SHIFT and not is_function_key:
        raise KeyUnavailable(tr("Hold Ctrl, Alt or the system key with it, or it could not be typed any more."))
    return modifiers, keysym


def _library() -> Any:
    """Raises KeyUnavailable."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError as error:
        raise KeyUnavailable(tr("A library of the system is missing: {name}.", name="libxcb")) from error
    xcb.xcb_connect.restype = c_void_p
    xcb.xcb_get_setup.restype = c_void_p
    xcb.xcb_get_setup.argtypes = [c_void_p]
    xcb.xcb_setup_roots_iterator.restype = _Screens
    xcb.xcb_setup_roots_iterator.argtypes = [c_void_p]
    xcb.xcb_get_keyboard_mapping.restype = _Cookie
    xcb.xcb_get_keyboard_mapping.argtypes = [c_void_p, c_uint8, c_uint8]
    xcb.xcb_get_keyboard_mapping_reply.restype = c_void_p
    xcb.xcb_get_keyboard_mapping_reply.argtypes = [c_void_p, _Cookie, c_void_p]
    xcb.xcb_get_keyboard_mapping_keysyms.restype = POINTER(c_uint32)
    xcb.xcb_get_keyboard_mapping_keysyms.argtypes = [c_void_p]
    xcb.xcb_grab_key_checked.restype = _Cookie
    xcb.xcb_grab_key_checked.argtypes = [c_void_p, c_uint8, c_uint32, c_uint16, c_uint8, c_uint8, c_uint8]
    xcb.xcb_request_check.restype = c_void_p
    xcb.xcb_request_check.argtypes = [c_void_p, _Cookie]
    xcb.xcb_poll_for_event.restype = c_void_p
    for name in ("connection_has_error", "get_file_descriptor", "disconnect", "poll_for_event"):
        getattr(xcb, f"xcb_{name}").argtypes = [c_void_p]
    return xcb


def _free(pointer: int) -> None:
    """What libxcb has allocated."""
    free = ctypes.CDLL(None).free
    free.argtypes = [c_void_p]
    free(pointer)
