"""Installs the Debian package into a clean Debian and uses it as a person does, without a network.

    python packaging/smoke.py dist/homespun_VERSION_ARCHITECTURE.deb [WORK_FOLDER]

As root, with debootstrap. The clean Debian (kept in WORK_FOLDER for the next time) gets the package by apt, so that its
dependencies must be right. Then a person without rights and without a network starts it by its desktop entry on a
screen that nobody sees, writes by the keyboard, opens an adapter with it and uses it, closes the window, opens it again
and goes on where it was. What became of it is read by the program's own commands.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SUITE = "bookworm"
HANDS = ("xvfb", "xdotool", "libglib2.0-bin", "desktop-file-utils", "shared-mime-info", "x11-utils", "procps")
"""What the test itself needs of Debian, beside the program: a screen, a keyboard, and what starts desktop entries."""
MOST_BYTES = 350_000_000
"""Of the installed program, with the starter model."""


def main(arguments: Sequence[str]) -> int:
    package = Path(arguments[0]).absolute()
    work = Path(arguments[1]) if len(arguments) > 1 else ROOT / "build" / "smoke"
    clean, root = work / "clean", work / "root"
    work.mkdir(parents=True, exist_ok=True)
    if not (clean / "done").exists():
        _say(f"A clean Debian ({SUITE}) in {clean}")
        shutil.rmtree(clean, ignore_errors=True)
        subprocess.run(["debootstrap", "--variant=minbase", SUITE, str(clean)], check=True, stdout=subprocess.DEVNULL)
        _copy_network_settings(clean)
        _in(clean, f"apt-get update -qq && apt-get install -y -qq --no-install-recommends {' '.join(HANDS)}")
        _in(clean, "useradd --create-home person")
        (clean / "done").touch()
    shutil.rmtree(root, ignore_errors=True)
    subprocess.run(["cp", "-a", "--reflink=auto", str(clean), str(root)], check=True)
    shutil.copy2(package, root / "tmp")
    _say("The package, by apt")
    _in(root, f"apt-get install -y -qq --no-install-recommends /tmp/{package.name}")
    size = sum(file.lstat().st_size for file in (root / "usr/lib/homespun").rglob("*") if not file.is_dir())
    _say(f"  It takes {size / 1e6:.1f} MB.")
    if size > MOST_BYTES:
        _say(f"  failed: at most {MOST_BYTES / 1e6:.0f} MB are wanted")
        return 1
    home = root / "home" / "person"
    shutil.copytree(ROOT / "tests" / "data" / "adapters" / "capitals", home / "capitals")
    shutil.copy2(ROOT / "packaging" / "smoke_session.sh", home / "session.sh")
    started = time.monotonic()
    done = subprocess.run(
        ["unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c",
         'mount -t proc proc "$0/proc" && mount -t devtmpfs dev "$0/dev" 2>/dev/null; mount -t tmpfs tmpfs "$0/tmp" && '
         'chmod 1777 "$0/tmp" && exec chroot "$0" su person -c "bash /home/person/session.sh"', str(root)],
        check=False,
    )  # fmt: skip
    if done.returncode == 0:
        _say(f"All of it worked, in {time.monotonic() - started:.0f} s.")
    return done.returncode


def _copy_network_settings(root: Path) -> None:
    """Where this system reaches Debian, for the installation."""
    for name in ("etc/resolv.conf", "etc/apt/sources.list", "etc/apt/sources.list.d", "etc/apt/apt.conf.d"):
        source, target = Path("/") / name, root / name
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True)
        elif source.is_file():
            shutil.copy2(source, target)


def _in(root: Path, command: str) -> None:
    script = f"export DEBIAN_FRONTEND=noninteractive; {command}"
    subprocess.run(["chroot", str(root), "sh", "-c", script], check=True, stdout=subprocess.DEVNULL)


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
