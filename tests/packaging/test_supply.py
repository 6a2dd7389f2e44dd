"""What packages are made of: pinned as it is asked for, with known licences, asked for known vulnerabilities."""

from __future__ import annotations

import importlib
import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import distributions
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
LINUX = {"sys_platform": "linux"}
"""Whose packages requirements.txt pins."""


def _script(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(PACKAGING))
    return importlib.import_module(name)


def _pinned() -> dict[str, str]:
    lines = (PACKAGING / "requirements.txt").read_text(encoding="utf-8").splitlines()
    found = [re.fullmatch(r"([\w.-]+)==(\S+) --hash=sha256:[0-9a-f]{64}", line) for line in lines if line[0] != "#"]
    assert all(found), "each line names one version, with its digest"
    return {canonicalize_name(one[1]): one[2] for one in found if one is not None}


def _asked_for() -> dict[str, Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    text = (PACKAGING / "requirements.in").read_text(encoding="utf-8")
    lines = [*project["dependencies"], *(line.partition("#")[0].strip() for line in text.splitlines())]
    wanted = (one for one in map(Requirement, filter(None, lines)) if one.marker is None or one.marker.evaluate(LINUX))
    return {canonicalize_name(one.name): one for one in wanted}


def test_what_is_pinned_is_what_is_asked_for_and_nothing_else() -> None:
    pinned, asked = _pinned(), _asked_for()
    assert pinned.keys() == asked.keys(), "make package-lock"
    wrong = {name: version for name, version in pinned.items() if version not in asked[name].specifier}
    assert not wrong, "make package-lock"


def test_the_licence_of_everything_that_is_shipped_is_known_with_its_text(monkeypatch: pytest.MonkeyPatch) -> None:
    licences = _script("licences", monkeypatch)
    names = licences.packaged()
    parts = licences.shipped(names)
    told = {canonicalize_name(one["name"]) for one in licences.bill(parts)["components"]}
    installed = {canonicalize_name(one.name) for one in distributions()}
    assert told == (names & installed) - licences.BUILD_ONLY
    assert {"numpy", "torch", "jinja2"} <= told
    for part in licences.other_parts():
        assert licences.is_allowed(part.licence), part.name
        assert part.texts or part.note, part.name


def test_a_missing_text_of_a_licence_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    licences = _script("licences", monkeypatch)
    monkeypatch.setattr(licences, "_own_texts", lambda _: ())
    with pytest.raises(licences.UnknownLicence, match=r"Jinja2 [\d.]+: the text is missing"):
        licences.shipped(licences.packaged())


ANSWER = {
    "dependencies": [
        {"name": "jinja2", "version": "3.1.4", "vulns": [{"id": "PYSEC-1", "fix_versions": ["3.1.6"], "aliases": []}]},
        {"name": "numpy", "version": "2.0", "vulns": []},
    ]
}


def test_a_vulnerability_fails_unless_it_is_accepted_and_no_network_does_not(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    audit = _script("audit", monkeypatch)

    def answered(code: int, out: str, err: str = "") -> None:
        done = subprocess.CompletedProcess([], code, out, err)
        monkeypatch.setattr(audit.subprocess, "run", lambda *_, **__: done)

    answered(1, json.dumps(ANSWER))
    assert audit.main([]) == 1
    assert "jinja2 3.1.4 is known to be vulnerable: PYSEC-1. Put right in 3.1.6." in capsys.readouterr().err
    monkeypatch.setitem(audit.ACCEPTED, "PYSEC-1", "a reason")
    assert audit.main([]) == 0
    answered(1, "", "ERROR:pip_audit._cli:Failed to connect\n")
    assert audit.main([]) == 0
    assert "Not checked for known vulnerabilities" in capsys.readouterr().out
    skipped = [{"name": "jinja2", "skip_reason": "not found on the index"}]
    answered(0, json.dumps({"dependencies": skipped}))
    assert audit.main([]) == 0
    assert "Not checked" in capsys.readouterr().out


def test_the_checks_are_there_to_be_run() -> None:
    checked = subprocess.run(
        [sys.executable, "packaging/licences.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stderr
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    lint = makefile.partition("\nlint:")[2].partition("\n\n")[0]
    assert "packaging/audit.py" in lint
    assert "packaging/licences.py --check" in lint
