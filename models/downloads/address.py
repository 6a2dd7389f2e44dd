"""Turns what a person writes into the addresses of a model's files."""

from __future__ import annotations

import hashlib
import ipaddress
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from engine.errors import EngineError
from models.downloads.errors import DownloadError, DownloadProblem
from models.library.copies import proper_name
from models.library.names import model_name
from models.ordinary_file import shown_text

HUB = "huggingface.co"
MOST_LENGTH = 8192
"""Characters of an address."""
MOST_PARTS = 1000

_KEY_LENGTH = 32
_HUB_FILE = re.compile(r"(?P<repository>[A-Za-z0-9][\w.-]{0,95}/[\w.-]{1,96})/(?P<file>.+)", re.ASCII)
_PART = re.compile(r"(?P<stem>.+)-(?P<number>\d{5})-of-(?P<count>\d{5})\.gguf", re.DOTALL)
_DIGEST = re.compile(r"[0-9a-fA-F]{64}")
_SAFE = "%/:=&?~#+!$,;'@()*[]"
"""What has a meaning in addresses, or is quoted already."""


@dataclass(frozen=True)
class RemoteFile:
    url: str
    name: str
    """What it is called while it arrives."""


@dataclass(frozen=True)
class Wanted:
    """A model to download."""

    address: str
    """Of its first file."""
    name: str
    """What it is to go by in the library."""
    files: tuple[RemoteFile, ...]
    sha256: str = ""
    """In lower case; empty where the person named none."""

    @property
    def key(self) -> str:
        """Names what has arrived of it: the same address finds it again."""
        return hashlib.sha256(self.address.encode()).hexdigest()[:_KEY_LENGTH]


def wanted_model(text: str, *, sha256: str = "", name: str = "") -> Wanted:
    """The model that `text` means: an https address of a GGUF file, or `organization/name/file.gguf` on the Hugging
    Face hub. The first part of a split model means all its parts. `name` is the person's; without one the file's own
    is taken. Raises DownloadError(ADDRESS)."""
    url = _absolute(text.strip())
    file = unquote(url.path.rpartition("/")[2])
    if not file.lower().endswith(".gguf") and not name:
        raise _unusable(
            text, "does not end with the name of a GGUF file. Name the file itself, or say with a name what it is"
        )
    if sha256 and not _DIGEST.fullmatch(sha256):
        raise _unusable(sha256, "is no SHA-256: that is 64 hexadecimal digits")
    part = _PART.fullmatch(file)
    count = int(part["count"]) if part else 1
    if not 1 <= count <= MOST_PARTS:
        raise _unusable(text, f"claims to be one of {count:,} parts")
    if part is None or count == 1:
        called = _proper(name or model_name(Path(file)))
        return Wanted(url.geturl(), called, (RemoteFile(url.geturl(), "model.gguf"),), sha256.lower())
    if sha256:
        raise _unusable(text, f"is one of {count} parts, and one SHA-256 cannot vouch for all of them. Leave it out")
    called = _proper(part["stem"])
    if name and name != called:
        raise _unusable(text, f"is one of {count} parts, which keep the name that they share. Leave yours out")
    files = tuple(
        RemoteFile(
            _sibling(url, f"{part['stem']}-{number:05}-of-{count:05}.gguf"), f"{called}-{number:05}-of-{count:05}.gguf"
        )
        for number in range(1, count + 1)
    )
    return Wanted(files[0].url, called, files)


def redirected(url: str, location: str) -> str:
    """Where a redirect from `url` leads. Raises DownloadError where it is not followed."""
    try:
        target = checked_address(urljoin(url, location))
    except (DownloadError, ValueError):
        raise _misled(url, location) from None
    if urlsplit(url).scheme == "https" and target.scheme != "https":
        raise _misled(url, location)
    return target.geturl()


def checked_address(text: str) -> SplitResult:
    """An address that may be asked: https, or http on this very computer. Raises DownloadError(ADDRESS)."""
    if not text or len(text) > MOST_LENGTH or not all(c.isprintable() and not c.isspace() for c in text):
        raise _unusable(text, "is no address")
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise _unusable(text, "is no address") from None
    if parts.scheme not in ("https", "http") or not host or port == 0:
        raise _unusable(text, "is no address that starts with https://")
    if parts.username is not None or parts.password is not None:
        raise _unusable(parts.hostname or "", "was named together with a password, which is not sent")
    if parts.scheme == "http" and not is_this_computer(host):
        raise _unusable(text, "is not protected on its way. Use an address that starts with https://")
    try:
        host.encode("idna")
    except UnicodeError:
        raise _unusable(text, "is no address") from None
    return parts._replace(path=quote(parts.path or "/", _SAFE), query=quote(parts.query, _SAFE), fragment="")


def is_this_computer(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def without_query(url: str) -> str:
    """An address fit for a report: what follows the question mark may be a key to the file."""
    return urlsplit(url)._replace(query="").geturl()


def _absolute(text: str) -> SplitResult:
    hub_file = _HUB_FILE.fullmatch(text)
    if "://" not in text and hub_file:
        return checked_address(f"https://{HUB}/{hub_file['repository']}/resolve/main/{quote(hub_file['file'])}")
    url = checked_address(text)
    if url.hostname == HUB:  # the page about a file, which people copy, in place of the file
        return url._replace(path=re.sub(r"^(/[^/]+/[^/]+)/blob/", r"\1/resolve/", url.path))
    return url


def _sibling(url: SplitResult, name: str) -> str:
    return url._replace(path=f"{url.path.rpartition('/')[0]}/{quote(name)}").geturl()


def _proper(name: str) -> str:
    """Raises DownloadError(ADDRESS)."""
    try:
        return proper_name(name.removesuffix(".gguf"))
    except EngineError as error:
        raise DownloadError(DownloadProblem.ADDRESS, error.message, error.detail) from None


def _unusable(text: str, why: str) -> DownloadError:
    return DownloadError(DownloadProblem.ADDRESS, f"“{shown_text(text)}” {why}.")


def _misled(url: str, location: str) -> DownloadError:
    return DownloadError(
        DownloadProblem.MISBEHAVED,
        f"The server {urlsplit(url).hostname} sends on to “{shown_text(location.partition('?')[0])}”, which is not "
        "protected or is no address on the web. The download was not followed there.",
    )
