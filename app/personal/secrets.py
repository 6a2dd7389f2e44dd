"""Finds what must not be learned by heart (keys, passwords, numbers of cards, accounts and telephones, e-mail
addresses) and puts a mark in its place.

Better a harmless number too many than a secret too few: the review shows each. Telephone numbers are known by
`phonenumbers`, which carries the numbering plans of all countries. Detectors of keys that can be had as packages were
not kept up or bring network libraries along, so the known shapes of keys are listed here.
"""

from __future__ import annotations

import locale
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import phonenumbers

from app.translation import tr_noop


class SecretKind(StrEnum):
    """The words of the mark, too."""

    KEY = tr_noop("key")
    PASSWORD = tr_noop("password")
    CARD = tr_noop("card number")
    ACCOUNT = tr_noop("account number")
    EMAIL = tr_noop("e-mail address")
    PHONE = tr_noop("phone number")


@dataclass(frozen=True)
class Finding:
    kind: SecretKind
    hint: str
    """Its first two characters, enough for the person to know which it was."""


@dataclass(frozen=True)
class Cleaned:
    text: str
    found: tuple[Finding, ...] = ()
    """In the order of the text."""


_Span = tuple[int, int]

_ENTROPY = 3.5
"""Bits a character that a long word must have to be taken for a key; words and names have less."""


def clean_secrets(text: str, region: str | None = None) -> Cleaned:
    """`text` with a mark (“[card number]”) for each secret. `region` is where telephone numbers without a country
    code belong, in two letters (“AT”); None knows only those with one, and those that begin with a zero."""
    spans: list[tuple[int, int, SecretKind]] = []
    for kind, find in _DETECTORS:
        for start, end in find(text, region):
            if not any(start < other_end and other_start < end for other_start, other_end, _ in spans):
                spans.append((start, end, kind))
    pieces: list[str] = []
    at = 0
    spans.sort()
    for start, end, kind in spans:
        pieces += [text[at:start], f"[{kind}]"]
        at = end
    return Cleaned(
        "".join((*pieces, text[at:])), tuple(Finding(kind, f"{text[start : start + 2]}…") for start, _, kind in spans)
    )


def home_region() -> str | None:
    """Where this computer is at home, by its language settings."""
    named = re.match(r"[a-z]{2,3}_([A-Z]{2})\b", locale.getlocale()[0] or "")
    return named[1] if named else None


_KEY_SHAPES = re.compile(
    r"""
    -----BEGIN\ [A-Z ]*PRIVATE\ KEY-----.*?(?:-----END\ [A-Z ]*PRIVATE\ KEY-----|\Z)
    | \b(?:AKIA|ASIA)[0-9A-Z]{16}\b                    # Amazon
    | \bgh[pousr]_\w{30,} | \bgithub_pat_\w{30,}       # GitHub
    | \bglpat-[\w-]{20,}                               # GitLab
    | \bxox[a-z]-[\w-]{10,}                            # Slack
    | \b[srp]k[-_](?:live_|test_|proj-|ant-)?[\w-]{16,}   # payments, model services
    | \bAIza[\w-]{30,} | \bhf_\w{30,} | \bnpm_\w{30,} | \bSG\.[\w-]{16,}\.[\w-]{16,}
    | \beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*                # JSON web tokens
    """,
    re.VERBOSE | re.DOTALL,
)
# Every repeat that something must follow is bounded: a long text without it takes no longer than another.
_LONG_WORD = re.compile(r"(?<![\w+/=-])[A-Za-z0-9+/=_-]{24,}(?![\w+/=-])")
_HEX = re.compile(r"\b[0-9a-fA-F]{32,}\b")

_NAMES_OF_ONE = (
    "pass ?words?|passwd|pwd|pass ?codes?|pass ?phrases?|passwort|kennwort|pin|puk|mot de passe|code secret|contraseña|"
    "clave|senha|palavra-passe|parola d'ordine|wachtwoord|lösenord|adgangskode|salasana|hasło|heslo|jelszó|parola|"
    "şifre|пароль|κωδικός|كلمة المرور|كلمة السر|סיסמה|पासवर्ड|รหัสผ่าน|mật khẩu|密码|密碼|パスワード|暗証番号|비밀번호"
)
_IS = r"\s+(?:is|was|ist|war|lautet|est|es|é|è|är|er|on|to|jest|je)\s+|\s*[は是為为은는]\s*"
_SAID = re.compile(
    rf"(?:(?<!\w)|(?<=[\u3000-\u9fff]))(?:{_NAMES_OF_ONE})(?:\s*[:=：]\s*|{_IS}|\s+)"
    r"[\"'“”„«‘`]?(?P<value>[^\s\"'“”„«»‘’`,;]{3,64})",
    re.IGNORECASE,
)
_IN_ADDRESS = re.compile(r"\b[a-z][a-z0-9+.-]{1,20}://[^\s/:@]{1,100}:(?P<value>[^\s/@]{2,100})@", re.IGNORECASE)

_CARD = re.compile(r"(?<![\w.])\d(?:[ -]?\d){12,18}(?!\w|\.\d)")
_ACCOUNT = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b")
_EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_LOCAL_PHONE = re.compile(r"(?<![\w.,/-])\(?0[1-9]\d*\)?(?:[ /-]{1,3}\d+|\d){2,}(?![\w/-]|\.\d)")


def _keys(text: str, _region: str | None) -> Iterator[_Span]:
    for shape in (_KEY_SHAPES, _HEX):
        yield from (match.span() for match in shape.finditer(text))
    for match in _LONG_WORD.finditer(text):
        word = match[0].strip("=")
        kinds = sum(any(test(c) for c in word) for test in (str.isdigit, str.islower, str.isupper))
        if kinds == 3 and sum(map(str.isdigit, word)) > 2 and _entropy(word) > _ENTROPY:
            yield match.span()


def _entropy(word: str) -> float:
    """Bits a character."""
    return -sum(count / len(word) * math.log2(count / len(word)) for count in Counter(word).values())


def _passwords(text: str, _region: str | None) -> Iterator[_Span]:
    for match in _SAID.finditer(text):
        value = match["value"].rstrip(".!?)。")
        # “My password is gone” tells nothing; what follows a colon is one, whatever it looks like.
        plain = value.isalpha() and not re.search(r"[:=：]", match[0])
        if value and not plain:
            yield match.start("value"), match.start("value") + len(value)
    yield from (match.span("value") for match in _IN_ADDRESS.finditer(text))


def _cards(text: str, _region: str | None) -> Iterator[_Span]:
    for match in _CARD.finditer(text):
        digits = [int(character) for character in match[0] if character.isdigit()]
        doubled = [2 * digit - 9 * (digit > 4) for digit in digits[-2::-2]]
        if len(set(digits)) > 1 and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0:  # ISO/IEC 7812-1, annex B
            yield match.span()


def _accounts(text: str, _region: str | None) -> Iterator[_Span]:
    for match in _ACCOUNT.finditer(text):
        # The pattern may have taken the next word along: the longest beginning that checks is the number.
        for end in range(match.end(), match.start() + 14, -1):
            number = text[match.start() : end].replace(" ", "")
            if (
                text[end - 1] != " " and int("".join(str(int(c, 36)) for c in number[4:] + number[:4])) % 97 == 1
            ):  # ISO 13616
                yield match.start(), end
                break


def _emails(text: str, _region: str | None) -> Iterator[_Span]:
    yield from (match.span() for match in _EMAIL.finditer(text))


def _phones(text: str, region: str | None) -> Iterator[_Span]:
    yield from ((match.start, match.end) for match in phonenumbers.PhoneNumberMatcher(text, region))
    for match in _LOCAL_PHONE.finditer(text):
        if 8 <= sum(map(str.isdigit, match[0])) <= 14:
            yield match.span()


_DETECTORS: tuple[tuple[SecretKind, Callable[[str, str | None], Iterator[_Span]]], ...] = (
    (SecretKind.PASSWORD, _passwords),
    (SecretKind.KEY, _keys),
    (SecretKind.EMAIL, _emails),
    (SecretKind.ACCOUNT, _accounts),
    (SecretKind.CARD, _cards),
    (SecretKind.PHONE, _phones),
)
"""In this order: what an earlier one has taken, a later one leaves."""
