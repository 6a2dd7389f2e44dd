"""Addresses of models: what is one, what it means, and where a redirect may lead."""

from __future__ import annotations

import pytest

from models.downloads.address import redirected, wanted_model, without_query
from models.downloads.errors import DownloadError, DownloadProblem

HUB = "https://huggingface.co/acme/Tiny-GGUF/resolve/main"


@pytest.mark.parametrize(
    ("text", "url", "name"),
    [
        ("https://example.org/a/tiny.Q8_0.gguf", "https://example.org/a/tiny.Q8_0.gguf", "tiny.Q8_0"),
        ("  https://example.org/tiny.gguf \n", "https://example.org/tiny.gguf", "tiny"),
        ("https://example.org/tiny.gguf?key=a%2Fb#part", "https://example.org/tiny.gguf?key=a%2Fb", "tiny"),
        ("https://example.org/my%20model.gguf", "https://example.org/my%20model.gguf", "my model"),
        ("https://example.org/mötör.gguf", "https://example.org/m%C3%B6t%C3%B6r.gguf", "mötör"),
        ("http://127.0.0.1:8000/tiny.gguf", "http://127.0.0.1:8000/tiny.gguf", "tiny"),
        ("http://[::1]/tiny.gguf", "http://[::1]/tiny.gguf", "tiny"),
        ("http://localhost/tiny.gguf", "http://localhost/tiny.gguf", "tiny"),
        ("acme/Tiny-GGUF/tiny-q4.gguf", f"{HUB}/tiny-q4.gguf", "tiny-q4"),
        ("acme/Tiny-GGUF/q4/tiny q4.gguf", f"{HUB}/q4/tiny%20q4.gguf", "tiny q4"),
        ("https://huggingface.co/acme/Tiny-GGUF/blob/main/tiny.gguf", f"{HUB}/tiny.gguf", "tiny"),
        (f"{HUB}/tiny.gguf?download=true", f"{HUB}/tiny.gguf?download=true", "tiny"),
    ],
)
def test_what_people_write_becomes_an_address(text: str, url: str, name: str) -> None:
    wanted = wanted_model(text)
    assert (wanted.address, wanted.name) == (url, name)
    assert [(file.url, file.name) for file in wanted.files] == [(url, "model.gguf")]


@pytest.mark.parametrize(
    "text",
    [
        *("", "tiny", "tiny.gguf", "/etc/passwd", "./models/tiny.gguf", "C:\\tiny.gguf"),
        *("file:///etc/tiny.gguf", "ftp://example.org/tiny.gguf", "data:,tiny.gguf", "//example.org/tiny.gguf"),
        *("http://example.org/tiny.gguf", "http://127.0.0.1.example.org/tiny.gguf", "http://2130706433.org/t.gguf"),
        *("https:///tiny.gguf", "https://example.org:99999/tiny.gguf", "https://[::1/tiny.gguf"),
        *("https://me:secret@example.org/tiny.gguf", "https://me@example.org/tiny.gguf"),
        *("https://example.org/a b.gguf", "https://example.org/a\r\nHost: x/tiny.gguf", "https://example.org/\0.gguf"),
        *("https://example.org/model.safetensors", "https://example.org/", "acme/Tiny-GGUF/model.onnx"),
        *(
            "https://example.org/..%2Fx-00001-of-00002.gguf",
            "https://example.org/con.gguf",
            "https://example.org/.gguf",
        ),
        *("https://example.org/t-00001-of-09999.gguf", "https://example.org/" + "x" * 9000 + ".gguf"),
        "https://" + "x" * 70 + ".org/tiny.gguf",
    ],
)
def test_what_is_no_address_of_a_model_is_refused(text: str) -> None:
    with pytest.raises(DownloadError) as caught:
        wanted_model(text)
    assert caught.value.kind is DownloadProblem.ADDRESS
    assert caught.value.message.endswith(".")
    assert "secret" not in caught.value.message + caught.value.detail


def test_a_name_stands_in_for_one_that_the_address_lacks() -> None:
    assert wanted_model("https://example.org/get?id=7", name="Tiny").name == "Tiny"
    assert wanted_model("https://example.org/a.gguf", name="Tiny.gguf").name == "Tiny"
    with pytest.raises(DownloadError, match="cannot be the name"):
        wanted_model("https://example.org/a.gguf", name="../tiny")


def test_the_same_address_has_the_same_key_whatever_it_is_called() -> None:
    one = wanted_model("acme/Tiny-GGUF/tiny.gguf")
    assert wanted_model(f"{HUB}/tiny.gguf", name="Other", sha256="0" * 64).key == one.key
    assert wanted_model(f"{HUB}/tiny2.gguf").key != one.key


def test_a_digest_is_64_digits() -> None:
    assert wanted_model("https://example.org/a.gguf", sha256="AB" * 32).sha256 == "ab" * 32
    for text in ("ab", "g" * 64, "0" * 65):
        with pytest.raises(DownloadError, match="is no SHA-256"):
            wanted_model("https://example.org/a.gguf", sha256=text)


def test_any_part_of_a_split_model_means_all_of_it() -> None:
    for number in (1, 2):
        wanted = wanted_model(f"https://example.org/m/big-0000{number}-of-00003.gguf?key=1")
        assert wanted.name == "big"
        assert [file.name for file in wanted.files] == [f"big-0000{part}-of-00003.gguf" for part in (1, 2, 3)]
        assert wanted.files[2].url == "https://example.org/m/big-00003-of-00003.gguf?key=1"
        assert wanted.address == wanted.files[0].url
    assert wanted_model(wanted.address, name=wanted.name) == wanted
    for more in ({"sha256": "0" * 64}, {"name": "Bigger"}):
        with pytest.raises(DownloadError, match="one of 3 parts"):
            wanted_model("https://example.org/m/big-00001-of-00003.gguf", **more)


@pytest.mark.parametrize(
    ("url", "location", "target"),
    [
        ("https://a.org/x/tiny.gguf", "https://b.org/y?z=1", "https://b.org/y?z=1"),
        ("https://a.org/x/tiny.gguf", "/y", "https://a.org/y"),
        ("https://a.org/x/tiny.gguf", "y", "https://a.org/x/y"),
        ("http://127.0.0.1/tiny.gguf", "https://b.org/y", "https://b.org/y"),
        ("http://127.0.0.1/tiny.gguf", "http://127.0.0.1:81/y", "http://127.0.0.1:81/y"),
    ],
)
def test_a_redirect_is_followed(url: str, location: str, target: str) -> None:
    assert redirected(url, location) == target


@pytest.mark.parametrize(
    "location",
    [
        *("http://b.org/y", "http://127.0.0.1/y", "file:///etc/passwd", "ftp://b.org/y", "data:,x", "javascript:x"),
        *("https://me:secret@b.org/y", "https://[", "https://b.org/\r\nX: y", "https://b.org:0/"),
    ],
)
def test_a_redirect_that_leaves_protection_is_not_followed(location: str) -> None:
    with pytest.raises(DownloadError) as caught:
        redirected("https://a.org/tiny.gguf", location)
    assert caught.value.kind is DownloadProblem.MISBEHAVED


def test_a_report_leaves_out_what_may_be_a_key() -> None:
    assert without_query("https://a.org/tiny.gguf?X-Signature=abc") == "https://a.org/tiny.gguf"
