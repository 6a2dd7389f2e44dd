"""What must not be learned by heart is found, and ordinary text is left alone."""

from __future__ import annotations

import base64
import hashlib
import timeit
from time import process_time

import pytest

from app.personal.secrets import Finding, SecretKind, clean_secrets

_RANDOM = hashlib.sha512(b"no real key").digest()
_WORD = base64.b64encode(_RANDOM).decode().translate(str.maketrans("+/", "ab"))


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("My card is 4111 1111 1111 1111, thanks.", "My card is [card number], thanks."),
        ("Send it to AT61 1904 3002 3457 3201 NOW", "Send it to [account number] NOW"),
        ("write to jana.k+x@example.co.at.", "write to [e-mail address]."),
        ("call +43 664 1234567 or 0316/123456", "call [phone number] or [phone number]"),
        ("My password is Tr0ub4dor&3.", "My password is [password]."),
        ("Passwort: geheim", "Passwort: [password]"),
        ("the PIN is 4711", "the PIN is [password]"),
        ("パスワードはsakura77です", "パスワードは[password]"),
        ("我的密码是abc12345。", "我的密码是[password]。"),
        ("ftp://me:s3cret@host/file", "ftp://me:[password]@host/file"),
        (f"export KEY=AKIA{_WORD[:16].upper()}", "export KEY=[key]"),
        (f"token ghp_{_WORD[:36]} is mine", "token [key] is mine"),
        (f"it is {_WORD[:40]} there", "it is [key] there"),
        (f"digest {_RANDOM.hex()[:64]}", "digest [key]"),
        (f"-----BEGIN RSA PRIVATE KEY-----\n{_WORD}\n-----END RSA PRIVATE KEY-----\nend", "[key]\nend"),
    ],
)
def test_a_mark_stands_in_the_place_of_a_secret(text, cleaned):
    assert clean_secrets(text).text == cleaned


@pytest.mark.parametrize(
    "text",
    [
        "I lost my password again, and my pin too.",
        "The pin fell on the floor. Password managers are useful.",
        "On 2026-11-28 at 12:30 there were 10,000 people, 0.123456789 of them happy.",
        "Order 4111 1111 1111 1112 has come.",  # fails the check digit
        "See https://example.com/a/very/long/path-with-words/and-more.html and 192.168.100.200.",
        "class AbstractSingletonProxyFactoryBean extends InternationalizationConfiguration",
        "pi is 3.14159265358979, and 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 come in turn",
        "Donaudampfschifffahrtsgesellschaftskapitänsmütze",
        "今日は天気がいいですね。",
        "",
    ],
)
def test_ordinary_text_is_left_alone(text):
    assert clean_secrets(text, "US").text == text


def test_a_number_without_a_country_is_known_where_the_person_is_at_home():
    assert clean_secrets("(415) 555-2671").text == "(415) 555-2671"
    assert clean_secrets("(415) 555-2671", "US").text == "[phone number]"


def test_findings_are_told_in_order_without_giving_them_away():
    found = clean_secrets("a@b.de, 4111111111111111, password: hunter2").found
    assert found == (
        Finding(SecretKind.EMAIL, "a@…"),
        Finding(SecretKind.CARD, "41…"),
        Finding(SecretKind.PASSWORD, "hu…"),
    )


@pytest.mark.parametrize("piece", ["a", "0", "1 ", "a.b-", "AA11 ", "@", "password ", "http://a:"])
def test_no_text_takes_a_time_that_grows_with_its_square(piece):
    def seconds(length):
        text = piece * (length // len(piece))
        return min(timeit.repeat(lambda: clean_secrets(text, "AT"), number=1, repeat=3, timer=process_time))

    assert seconds(64_000) < 3 * 8 * seconds(8_000)
