"""Packs the frozen program for Linux: a Debian package and an archive that runs where it is unpacked.

    python packaging/debian.py dist/homespun [dist/training]

The frozen program, and the training pack where it was made, become dist/homespun_VERSION_ARCHITECTURE.deb,
dist/homespun-training_….deb, and dist/homespun-VERSION-linux-MACHINE.tar.xz. What the packages depend on is found by
dpkg-shlibdeps in the libraries that are shipped.
"""

from __future__ import annotations

import gzip
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from xml.etree import ElementTree

from contents import ROOT, SYSTEM_LIBRARIES
from licences import program_version

LINUX = ROOT / "packaging" / "linux"
PICTURES = ROOT / "build" / "pictures"
PLACE = Path("usr/lib/homespun")
SYNOPSIS = {
    "homespun": "chat with a language model on your own computer, offline",
    "homespun-training": "what Homespun needs to learn from you",
}
DESCRIPTION = {
    "homespun": (
        "You write, it answers as you watch, and everything you write stays on the computer in front of you: no "
        "account, no server, no port. A small model (SmolLM2-135M-Instruct) comes with it, so that it answers at once, "
        "and any other GGUF or ONNX model can be used."
    ),
    "homespun-training": (
        "PyTorch, transformers and PEFT, for a processor. With them Homespun trains adapters on what you have written, "
        "and converts models, on your own computer."
    ),
}
LEVEL = 3
"""Of xz: a third of the bytes is a model that gets no smaller, and a higher one takes minutes more for some MB less."""
MAINTAINER = "The Homespun maintainers <homespun@localhost>"


def main(arguments: Sequence[str]) -> int:
    program = Path(arguments[0])
    dist = program.parent
    os.umask(0o022)  # whatever the person has: what is installed is for all to read
    with tempfile.TemporaryDirectory(dir=ROOT / "build", prefix="debian-") as folder:
        _add_system_licences(program)
        _archive(program, Path(folder), dist)
        print(_program_package(program, Path(folder) / "program", dist))
        for pack in map(Path, arguments[1:]):
            print(_training_package(pack, Path(folder) / "training", dist))
    return 0


def _program_package(program: Path, tree: Path, dist: Path) -> Path:
    _copy(program, tree / PLACE)
    (tree / "usr/bin").mkdir(parents=True)
    (tree / "usr/bin/homespun").symlink_to("../lib/homespun/homespun")
    _put_in_menus(tree / "usr/share")
    _copy_text(LINUX / "homespun.metainfo.xml", tree / "usr/share/metainfo/org.homespun.Homespun.metainfo.xml")
    _move_licences(tree / PLACE / "LICENCES.txt", tree / "usr/share/doc/homespun/copyright")
    return _package("homespun", tree, dist, _dependencies(tree))


def _training_package(pack: Path, tree: Path, dist: Path) -> Path:
    _copy(pack, tree / PLACE / "training")
    _move_licences(tree / PLACE / "training/LICENCES.txt", tree / "usr/share/doc/homespun-training/copyright")
    return _package(
        "homespun-training",
        tree,
        dist,
        f"homespun (= {program_version()}), {_dependencies(tree)}",
    )


def _move_licences(file: Path, place: Path) -> None:
    """To where Debian has them, which the program's folder then points to."""
    _copy_text(file, place)
    file.unlink()
    file.symlink_to(os.path.relpath(place, file.parent))


def _put_in_menus(share: Path) -> None:
    """The desktop entry, its pictures, and the type of the files that it opens, as the folder `share` has them."""
    _copy_text(LINUX / "homespun.desktop", share / "applications/homespun.desktop")
    _copy_text(LINUX / "homespun-mime.xml", share / "mime/packages/homespun.xml")
    icons = share / "icons/hicolor"
    _copy_text(ROOT / "assets/homespun.svg", icons / "scalable/apps/homespun.svg")
    for picture in PICTURES.glob("homespun-*.png"):
        size = picture.stem.removeprefix("homespun-")
        _copy_text(picture, icons / f"{size}x{size}/apps/homespun.png")


def _package(name: str, tree: Path, dist: Path, depends: str) -> Path:
    architecture = _run("dpkg", "--print-architecture").strip()
    size = sum(file.lstat().st_size for file in tree.rglob("*") if file.is_file() and not file.is_symlink())
    control = (
        f"Package: {name}\nVersion: {program_version()}\nArchitecture: {architecture}\nMaintainer: {MAINTAINER}\n"
        f"Installed-Size: {size // 1024}\nDepends: {depends}\nSection: utils\nPriority: optional\n"
        f"Description: {SYNOPSIS[name]}\n{textwrap.indent(textwrap.fill(DESCRIPTION[name], 78), ' ')}\n"
    )
    for library in _native(tree):
        if ".so" in library.name:
            library.chmod(0o644)  # they are no programs, whatever the packages that they come from say
    (tree / "usr/share/doc" / name / "changelog.gz").write_bytes(gzip.compress(_changelog(name).encode(), mtime=0))
    (tree / "DEBIAN").mkdir()
    (tree / "DEBIAN/control").write_text(control, encoding="utf-8")
    package = dist / f"{name}_{program_version()}_{architecture}.deb"
    _run("dpkg-deb", "--root-owner-group", "-Zxz", f"-z{LEVEL}", "--build", str(tree), str(package))
    return package


def _changelog(name: str) -> str:
    """What Debian wants beside each package. What is new is told elsewhere."""
    releases = ElementTree.parse(LINUX / "homespun.metainfo.xml")
    release = releases.find(f"releases/release[@version='{program_version()}']")
    if release is None:
        raise SystemExit("homespun.metainfo.xml does not name this version")
    day = datetime.fromisoformat(release.attrib["date"]).replace(tzinfo=UTC)
    return (
        f"{name} ({program_version()}) unstable; urgency=medium\n\n  * Released.\n\n"
        f" -- {MAINTAINER}  {format_datetime(day)}\n"
    )


def _dependencies(tree: Path) -> str:
    """What Debian calls the libraries that ours want and that are not among ours."""
    files = [str(file) for file in _native(tree)]
    own = sorted({str(Path(file).parent) for file in files})
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "debian").mkdir()
        (Path(folder) / "debian/control").write_text("Source: homespun\n\nPackage: homespun\nArchitecture: any\n")
        told = subprocess.run(
            ["dpkg-shlibdeps", "-O", "--ignore-missing-info", *(f"-l{place}" for place in own), *files],
            cwd=folder,
            check=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        ).stdout
    return told.strip().removeprefix("shlibs:Depends=")


def _native(tree: Path) -> Iterator[Path]:
    for file in sorted(tree.rglob("*")):
        if file.is_file() and not file.is_symlink():
            with file.open("rb") as content:
                if content.read(4) == b"\x7fELF":
                    yield file


def _add_system_licences(program: Path) -> None:
    """Those of the building system's libraries, as the packages that they come from tell them; and put the whole where
    a person finds it."""
    inside, outside = program / "_internal/LICENCES.txt", program / "LICENCES.txt"
    if not inside.exists():
        return  # done by an earlier call
    text = inside.read_text(encoding="utf-8")
    owners: dict[str, list[str]] = {}
    for file in sorted((program / "_internal").glob("*.so*")):
        if file.name.startswith(SYSTEM_LIBRARIES) and not file.name.startswith("libpython") and not file.is_symlink():
            owners.setdefault(_owner(file.name), []).append(file.name)
    for owner, names in sorted(owners.items()):
        told = (Path("/usr/share/doc") / owner / "copyright").read_text(encoding="utf-8", errors="replace")
        line = "=" * 100
        text += f"\n\n{line}\n{', '.join(names)}, of Debian's package {owner}\n{line}\n\n{told.rstrip()}\n"
    outside.write_text(text, encoding="utf-8")
    inside.unlink()


def _owner(name: str) -> str:
    """The package that a library comes from. Raises where none says so: then nobody knows its licence."""
    known = _run("ldconfig", "-p")
    found = re.search(rf"^\s*{re.escape(name)} .*=> (.+)$", known, re.MULTILINE)
    if found is None:
        raise SystemExit(f"{name} was taken from a place that ldconfig does not know")
    for path in (found[1], os.path.realpath(found[1]), os.path.realpath(found[1]).removeprefix("/usr")):
        done = subprocess.run(["dpkg", "-S", path], capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return done.stdout.partition(":")[0]
    raise SystemExit(f"no package of this system owns {name}")


def _archive(program: Path, folder: Path, dist: Path) -> None:
    place = folder / "archive" / "homespun"
    _copy(program, place)
    _put_in_menus(place / "share")
    shutil.copy2(LINUX / "add-to-menu.sh", place / "add-to-menu.sh")
    archive = dist / f"homespun-{program_version()}-linux-{platform.machine()}.tar.xz"
    environment = os.environ | {"XZ_OPT": f"-T0 -{LEVEL}"}
    command = [
        "tar",
        "--owner=0",
        "--group=0",
        "--sort=name",
        "-C",
        str(place.parent),
        "-cJf",
        str(archive),
        "homespun",
    ]
    subprocess.run(command, check=True, env=environment)
    print(archive)


def _copy(source: Path, target: Path) -> None:
    """By links: it is some hundred megabytes. For all to read, whoever made it."""
    shutil.copytree(source, target, symlinks=True, copy_function=os.link)
    for place in (target, *target.rglob("*")):
        if not place.is_symlink():
            place.chmod(0o755 if place.stat().st_mode & 0o100 else 0o644)


def _copy_text(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(0o644)


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
