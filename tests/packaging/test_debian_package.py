"""A Debian package of next to nothing, made as that of the program is: what it says of itself, and what lies where."""

from __future__ import annotations

import gzip
import importlib
import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from app import __version__

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
TOOLS = ("dpkg-deb", "dpkg-shlibdeps")

pytestmark = pytest.mark.skipif(any(shutil.which(tool) is None for tool in TOOLS), reason="Debian's tools make it")


@pytest.fixture
def program(tmp_path: Path) -> Path:
    folder = tmp_path / "homespun"
    (folder / "_internal").mkdir(parents=True)
    shutil.copy("/bin/true", folder / "homespun")
    shutil.copy("/bin/true", folder / "_internal" / "libheron.so.1")  # its dependencies are found, too
    (folder / "LICENCES.txt").write_text("Free to use.\n")
    return folder


def test_it_holds_the_program_with_all_that_debian_wants_beside_it(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(PACKAGING))
    debian = importlib.import_module("debian")
    (tmp_path / "build").mkdir()
    (tmp_path / "assets").symlink_to(debian.ROOT / "assets")
    monkeypatch.setattr(debian, "ROOT", tmp_path)
    for place in (program, *program.rglob("*")):
        place.chmod(place.stat().st_mode & 0o700)
    before = os.umask(0o077)
    try:
        assert debian.main([str(program)]) == 0
    finally:
        os.umask(before)
    (package,) = tmp_path.glob("*.deb")
    root = tmp_path / "root"
    subprocess.run(["dpkg-deb", "--extract", package, root], check=True)
    inside, share = root / "usr" / "lib" / "homespun", root / "usr" / "share"
    assert stat.S_IMODE((inside / "homespun").stat().st_mode) & 0o111
    assert stat.S_IMODE((inside / "_internal" / "libheron.so.1").stat().st_mode) == 0o644
    assert stat.S_IMODE((inside / "LICENCES.txt").stat().st_mode) == 0o644
    assert stat.S_IMODE(inside.stat().st_mode) == 0o755  # also where the packer's own files are for nobody else
    assert (root / "usr" / "bin" / "homespun").resolve() == inside / "homespun"
    assert (inside / "LICENCES.txt").read_text() == "Free to use.\n"
    assert (share / "applications" / "homespun.desktop").is_file()
    changes = gzip.decompress((share / "doc" / "homespun" / "changelog.gz").read_bytes()).decode()
    assert changes.startswith(f"homespun ({__version__}) unstable;")
    described = subprocess.run(["dpkg-deb", "--field", package], check=True, capture_output=True, text=True).stdout
    assert "Depends: libc6" in described
    assert max(map(len, described.partition("Description:")[2].splitlines())) <= 80
