"""Decides from the head of a server's answer whether the bytes behind it are the ones that were asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from models.downloads.errors import DownloadError, DownloadProblem, PassingFault
from models.downloads.staging import PartRecord
from models.downloads.transport import Answer
from models.ordinary_file import shown_text

LARGEST_FILE = 1 << 44
"""Bytes."""
LONGEST_PAUSE = 120.0
"""Seconds that a server may ask to be left alone before the next attempt."""

_PASSING = (408, 425, 429, 500, 502, 503, 504)
_NUMBER = re.compile(r"\d{1,15}", re.ASCII)
_RANGE = re.compile(r"bytes (\d{1,15})-(\d{1,15})/(\d{1,15})", re.ASCII)
_STRONG_TAG = re.compile(r'"[\x21\x23-\x7e]{1,500}"')
_DATE = re.compile(r"[A-Za-z0-9 ,:+-]{10,40}")


class Course(StrEnum):
    GO_ON = "go_on"
    """The bytes join those that are here."""
    BEGIN = "begin"
    """The bytes are the file from its start."""
    AGAIN = "again"
    """The answer does not fit what is here: forget that and ask for the whole file."""


@dataclass(frozen=True)
class Reply:
    course: Course
    length: int = 0
    """Of the whole file, in bytes."""
    end: int = 0
    """Where the bytes of this answer end in the file."""
    etag: str = ""
    modified: str = ""


def judge(answer: Answer, known: PartRecord, here: int) -> Reply:
    """What to do with `answer`. `here` is how many bytes are here already and were asked to be gone on from; 0 asked
    for the whole file. Raises DownloadError, or PassingFault where it is worth trying again."""
    _refuse_status(answer, here)
    if answer.status == 416:
        return Reply(Course.AGAIN)
    _refuse_encoding(answer)
    etag = answer.header("ETag") if _STRONG_TAG.fullmatch(answer.header("ETag")) else ""
    modified = answer.header("Last-Modified") if _DATE.fullmatch(answer.header("Last-Modified")) else ""
    if answer.status == 206:
        end = _fitting_end(answer, known, here)
        if end is None or (etag and known.etag and etag != known.etag) or (modified and _moved(known, modified, etag)):
            return Reply(Course.AGAIN)
        return Reply(Course.GO_ON, known.length, end, known.etag, known.modified)
    _refuse_page(answer)
    length = _announced(answer)
    return Reply(Course.BEGIN, length, length, etag, modified)


def _moved(known: PartRecord, modified: str, etag: str) -> bool:
    """Whether the date says that the file is another one. Where both sides have an ETag, that has said it."""
    return not (etag and known.etag) and bool(known.modified) and modified != known.modified


def _fitting_end(answer: Answer, known: PartRecord, here: int) -> int | None:
    """Where the bytes of a 206 end; None where they are not those that were asked for."""
    told = _RANGE.fullmatch(answer.header("Content-Range"))
    if told is None:
        return None
    first, last, length = map(int, told.groups())
    if first != here or length != known.length or not first <= last < length:
        return None
    size = answer.header("Content-Length")
    return last + 1 if size == str(last + 1 - first) else None


def _announced(answer: Answer) -> int:
    size = answer.header("Content-Length")
    if not _NUMBER.fullmatch(size):
        raise _misbehaved(answer, "does not say how long the file is")
    if not 0 < int(size) <= LARGEST_FILE:
        raise _misbehaved(answer, f"says that the file is {int(size):,} bytes long, which cannot be a model")
    return int(size)


def _refuse_status(answer: Answer, here: int) -> None:
    status, host = answer.status, answer.host
    if status == 200 or (here and status in (206, 416)):
        return
    detail = f"status {status}"
    if status in _PASSING:
        pause = answer.header("Retry-After")
        seconds = min(float(pause), LONGEST_PAUSE) if _NUMBER.fullmatch(pause) else 0.0
        raise PassingFault(f"{host} is not able to answer now (status {status}).", seconds)
    if status in (401, 403, 407):
        raise DownloadError(
            DownloadProblem.REFUSED,
            f"{host} gives this file only to people who have logged in or agreed to its conditions. "
            "Download it with your web browser, and import the file.",
            detail,
        )
    if status in (404, 410):
        raise DownloadError(
            DownloadProblem.REFUSED,
            f"There is no such file at {host}. Check the address: capital letters count.",
            detail,
        )
    if status in (206, 416) or not 400 <= status < 500:
        raise _misbehaved(answer, "is none to what was asked", detail)
    raise DownloadError(DownloadProblem.REFUSED, f"{host} refused the download. Check the address.", detail)


def _refuse_encoding(answer: Answer) -> None:
    encoding, transfer = answer.header("Content-Encoding"), answer.header("Transfer-Encoding")
    if encoding.lower() not in ("", "identity"):
        raise _misbehaved(answer, "is compressed though that was not asked for", shown_text(encoding))
    if transfer.lower() not in ("", "identity"):
        raise _misbehaved(answer, "does not say how long the file is", shown_text(transfer))


def _refuse_page(answer: Answer) -> None:
    kind = answer.header("Content-Type").partition(";")[0].strip().lower()
    if kind in ("text/html", "application/xhtml+xml"):
        raise DownloadError(
            DownloadProblem.MISBEHAVED,
            f"{answer.host} answers with a web page in place of a file. Copy the address of the file's download "
            "button, or download it with your web browser and import it.",
            shown_text(kind),
        )


def _misbehaved(answer: Answer, what: str, detail: str = "") -> DownloadError:
    return DownloadError(
        DownloadProblem.MISBEHAVED,
        f"The answer of {answer.host} {what}. Try another address of the file, or download it with your web browser "
        "and import it.",
        detail,
    )
