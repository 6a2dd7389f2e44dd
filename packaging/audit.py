"""Asks whether anything that is pinned for the packages is known to be vulnerable: python packaging/audit.py

The advisories are those of the package index, which pip-audit asks; that needs a network. Where there is none, or the
index has no advisories, that is said, and it is no failure: nothing was found out. A vulnerability is one, unless it is
in ACCEPTED with the reason why it does not concern this program.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PINNED = Path(__file__).resolve().parent / "requirements.txt"

ACCEPTED: dict[str, str] = {}
"""By the number of the advisory: why it does not concern this program."""

SECONDS = 240.0
_ANSWER_SECONDS = 10


@dataclass(frozen=True)
class Finding:
    package: str
    number: str
    remedy: str
    """The versions in which it is put right, in words."""


class NotAsked(Exception):
    """Nothing was found out; the text says why."""


def main(arguments: list[str]) -> int:
    pinned = Path(arguments[0]) if arguments else PINNED
    try:
        told = answer(pinned)
        found = [one for one in findings(told) if one.number not in ACCEPTED]
    except NotAsked as error:
        print(f"Not checked for known vulnerabilities: {error}")
        return 0
    if skipped := [one["name"] for one in told["dependencies"] if "skip_reason" in one]:
        print(f"Not checked for known vulnerabilities, since the index does not know them: {', '.join(skipped)}.")
    for one in found:
        print(f"{one.package} is known to be vulnerable: {one.number}. {one.remedy}", file=sys.stderr)
    if not found:
        print("Nothing that is pinned is known to be vulnerable.")
    return 1 if found else 0


def answer(pinned: Path) -> dict[str, Any]:
    """What pip-audit says of a file of requirements. Raises NotAsked."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(pinned), "--no-deps", "--disable-pip"]
    command += ["--format", "json", "--progress-spinner", "off", "--timeout", str(_ANSWER_SECONDS)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise NotAsked(f"no answer within {SECONDS:.0f} seconds.") from error
    try:
        told = json.loads(done.stdout)
    except ValueError as error:
        last = (done.stderr.strip().splitlines() or ["pip-audit said nothing"])[-1]
        raise NotAsked(f"the advisories could not be asked for ({last[:300]}).") from error
    return told


def findings(told: dict[str, Any]) -> list[Finding]:
    """Raises NotAsked where no package could be looked up."""
    packages = told.get("dependencies", [])
    if packages and all("skip_reason" in one for one in packages):
        raise NotAsked(f"the index knows none of the packages ({packages[0]['skip_reason'][:200]}).")
    return [
        Finding(f"{one['name']} {one['version']}", known["id"], _remedy(known.get("fix_versions", [])))
        for one in packages
        for known in one.get("vulns", ())
    ]


def _remedy(versions: list[str]) -> str:
    return f"Put right in {' or '.join(versions)}." if versions else "There is no version without it yet."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
