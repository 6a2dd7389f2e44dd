"""Makes the data of ICU, which Qt brings for every use there is, as small as Qt uses them.

Qt asks ICU to sort, for upper and lower case, for old encodings, and for the names of time zones, which this program
never shows (its calls: `nm -D libQt6Core.so.6 | grep _73`). The names of languages, countries, currencies and units in
200 languages it has itself or has no use for, like how to spell out numbers. Those are 18 of 32 MB.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

UNUSED = ("brkitr", "curr", "lang", "rbnf", "region", "translit", "unit", "zone")
"""Folders of ICU's data."""


def trimmed(library: Path, place: Path) -> Path:
    """`library`, a libicudata.so, without those data, as a new file in the folder `place`. Needs ICU's own tool for it,
    icupkg, a compiler, and binutils. Raises SystemExit where the library is not what it was taken for."""
    place.mkdir(parents=True, exist_ok=True)
    said = _run("readelf", "--dyn-syms", "--wide", "--dynamic", str(library))
    symbol, soname = re.search(r" (icudt\d+_dat)$", said, re.MULTILINE), re.search(r"soname: \[(.+)\]", said)
    if symbol is None or soname is None:
        raise SystemExit(f"{library} does not hold ICU's data as it used to")
    name = symbol[1].removesuffix("_dat") + "l"  # icupkg learns from it that they are little-endian
    whole, small = place / f"{name}.dat", place / "small" / f"{name}.dat"
    small.parent.mkdir(exist_ok=True)
    _run("objcopy", "--output-target", "binary", "--only-section", ".rodata", str(library), str(whole))
    inside = _run("icupkg", "--list", str(whole)).split()
    unused = place / "unused.txt"
    unused.write_text("".join(f"{item}\n" for item in inside if item.partition("/")[0] in UNUSED))
    _run("icupkg", "--remove", str(unused), str(whole), str(small))
    source, result = place / "icudata.s", place / library.name
    source.write_text(
        f".section .rodata\n.balign 16\n.global {symbol[1]}\n.type {symbol[1]}, @object\n"
        f'{symbol[1]}:\n.incbin "{small}"\n.size {symbol[1]}, . - {symbol[1]}\n'
        '.section .note.GNU-stack,"",@progbits\n'
    )
    _run("cc", "-shared", "-nostdlib", f"-Wl,-soname,{soname[1]}", "-Wl,-s", "-o", str(result), str(source))
    return result


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
