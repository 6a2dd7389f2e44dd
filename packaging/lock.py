"""Pins what packages are made of, with digests, in requirements.txt: python packaging/lock.py

For the system and the Python that it runs on: where another version of a package, or another file of it, would be
installed, the installation fails. That file is Linux's; others have one of their own, requirements-win32.txt or
requirements-darwin.txt. Asks the package index.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from contents import ROOT

FOLDER = ROOT / "packaging"
HEAD = "# Made by `make package-lock` from pyproject.toml and requirements.in, for {system} and Python {version}.\n"


def main() -> int:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed", "--no-deps"]
        command += ["--report", str(report), "--requirement", str(FOLDER / "requirements.in"), *project["dependencies"]]
        subprocess.run(command, check=True)
        told = json.loads(report.read_text(encoding="utf-8"))
    lines = [
        f"{one['metadata']['name'].lower()}=={one['metadata']['version']} "
        f"--hash=sha256:{one['download_info']['archive_info']['hashes']['sha256']}\n"
        for one in told["install"]
    ]
    head = HEAD.format(system=sys.platform, version=".".join(map(str, sys.version_info[:2])))
    name = "requirements.txt" if sys.platform == "linux" else f"requirements-{sys.platform}.txt"
    (FOLDER / name).write_text(head + "".join(sorted(lines)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
