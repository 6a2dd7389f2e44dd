"""How hard a passphrase is to guess, roughly: a hint while it is typed, no verdict."""

from __future__ import annotations

import re
from enum import StrEnum

from app.translation import tr

_BITS_OF_A_WORD = 13.0
"""One of some 8,000 that people choose from."""
_BITS_OF_A_LETTER = 2.8
"""Inside a word."""
_BITS_OF_A_DIGIT = 3.3
_BITS_OF_A_SIGN = 5.0
_BITS_OF_A_CHARACTER = 7.0
"""Of a script that writes a syllable or a word with one."""
_LAST_ALPHABET = "\u2e7f"
_FAIR, _STRONG = 30.0, 45.0

_PARTS = re.compile(r"(?P<word>[^\W\d_]+)|(?P<digits>\d+)|(?P<signs>[^\w\s]+|_+)")


class Strength(StrEnum):
    WEAK = "weak"
    FAIR = "fair"
    STRONG = "strong"


def strength(passphrase: str) -> Strength:
    """What is repeated in it counts once."""
    bits = 0.0
    for part in {match[0].casefold(): match for match in _PARTS.finditer(passphrase)}.values():
        kinds = len(set(part[0]))
        signs = sum(character > _LAST_ALPHABET for character in set(part[0]))
        if signs:
            bits += signs * _BITS_OF_A_CHARACTER
        elif part["word"]:
            mixed = 1.5 if part[0] != part[0].lower() and part[0] != part[0].title() else 1.0
            bits += min(_BITS_OF_A_WORD, _BITS_OF_A_LETTER * kinds) * mixed
        else:
            bits += kinds * (_BITS_OF_A_DIGIT if part["digits"] else _BITS_OF_A_SIGN)
    return Strength.STRONG if bits >= _STRONG else Strength.FAIR if bits >= _FAIR else Strength.WEAK


def words(found: Strength) -> str:
    match found:
        case Strength.WEAK:
            return tr("Easy to guess. Four words that have nothing to do with each other are hard to guess.")
        case Strength.FAIR:
            return tr("Fair. One or two more words make it hard to guess.")
        case Strength.STRONG:
            return tr("Hard to guess.")
