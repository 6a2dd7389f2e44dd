"""Reads and writes the files that a training for a person lives in; all lie in the job's folder. No torch here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from engine.protocol import ProtocolError, build
from engine.training.personal_job import PersonalJob
from engine.training.personal_report import PersonalReport
from engine.training.trainer import replace_file
from models.encryption.files import PLAIN, PlainFiles

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

JOB, REPORT, CHECKPOINT, ADAPTER = "job.json", "report.json", "checkpoint.training", "adapter"
"""Names in the job's folder; the last one is the adapter, itself a PEFT folder."""

T = TypeVar("T", bound="DataclassInstance")


def read_job(path: Path, files: PlainFiles = PLAIN) -> PersonalJob:
    """Raises OSError, or ProtocolError for a file that is no job. `files` keeps it, encrypted or not."""
    return _read(path, PersonalJob, files)


def write_job(path: Path, job: PersonalJob, files: PlainFiles = PLAIN) -> None:
    """Raises OSError. The file is there whole, the old one or the new; its folder must be there."""
    _write(path, job, files)


def read_report(path: Path, files: PlainFiles = PLAIN) -> PersonalReport:
    """Raises OSError, or ProtocolError for a file that is no report."""
    return _read(path, PersonalReport, files)


def write_report(path: Path, report: PersonalReport, files: PlainFiles = PLAIN) -> None:
    """Raises OSError. The file is there whole, the old one or the new; its folder must be there."""
    _write(path, report, files)


def _read(path: Path, kind: type[T], files: PlainFiles) -> T:
    try:
        value = json.loads(files.decoded(path.read_bytes()))
    except (ValueError, RecursionError) as error:
        raise ProtocolError(f"not JSON: {error}") from error
    if not isinstance(value, dict):
        raise ProtocolError("not a JSON object")
    return build(kind, cast(Mapping[str, object], value))


def _write(path: Path, value: DataclassInstance, files: PlainFiles) -> None:
    replace_file(path, files.encoded(json.dumps(asdict(value), indent=1).encode()))
