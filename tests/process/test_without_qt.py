"""The engine and the models need no Qt: their unit tests pass in an environment that has none."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
QT = ("PySide6", "pyside6", "shiboken6", "pytest_qt", "pytestqt")


@pytest.mark.sockets
def test_the_engine_s_unit_tests_pass_without_pyside6(tmp_path: Path) -> None:
    environment = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True)
    variables = {"base": str(environment), "platbase": str(environment)}
    packages = Path(sysconfig.get_path("purelib", scheme="venv", vars=variables))
    for package in Path(sysconfig.get_path("purelib")).iterdir():
        if not package.name.startswith(QT):
            (packages / package.name).symlink_to(package)
    python = Path(sysconfig.get_path("scripts", scheme="venv", vars=variables)) / "python"

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(python), *arguments],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )

    assert run("-c", "import PySide6").returncode == 1
    tests = sorted(
        str(path)
        for pattern in ("engine", "models")
        for path in Path(__file__).parents[1].glob(f"unit/test_{pattern}_*.py")
    )
    assert len(tests) > 8
    done = run(
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-o",
        "addopts=",
        "-o",
        "timeout=60",  # so that one which hangs is named
        "--noconftest",
        "-W",
        "ignore::pytest.PytestConfigWarning",
        *tests,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
    assert " passed" in done.stdout
