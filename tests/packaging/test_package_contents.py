"""What packages are made of is there: roles, files, licences, and what each desktop is told."""

from __future__ import annotations

import importlib
import plistlib
import re
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

from app import __version__, launch
from app.__main__ import CHILDREN
from app.diagnostics.sections import LIBRARIES
from app.launch import engine_command, module_command
from engine.sandbox.start import PARTS
from models import training_pack

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
TYPE = "application/x-gguf"


@pytest.fixture
def contents(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    return _script("contents", monkeypatch)


@pytest.fixture
def licences(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    return _script("licences", monkeypatch)


def _script(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(PACKAGING))
    return importlib.import_module(name)


def test_every_child_of_the_program_is_in_it(contents: ModuleType) -> None:
    modules = set(contents.own_modules())
    assert set(re.findall(r'module_command\("([\w.]+)"', _sources("app"))) == set(CHILDREN)
    named = r'(?:confined_command\(\s*|arguments = \(|build = \()"(\w+\.[\w.]+)"'
    assert set(re.findall(named, _sources("app") + _sources("models"))) == set(PARTS)
    assert {"engine.main", "app.download_child", "app.inspect_child", "app.run_window", *CHILDREN, *PARTS} <= modules
    for name in (*CHILDREN, *PARTS):
        spec = find_spec(name)
        assert spec is not None
        assert spec.origin is not None
        assert "def main(arguments: Sequence[str]" in Path(spec.origin).read_text(encoding="utf-8")


def test_every_file_of_the_program_is_in_it(contents: ModuleType) -> None:
    files = {file for file, _ in contents.data_files()}
    kinds = {".svg", ".qss", ".json", ".onnx", ".toml"}
    ours = {file for name in contents.PACKAGES for file in (ROOT / name).rglob("*") if file.suffix in kinds}
    assert files >= ours - {file for file in ours if "screenshots" in file.parts}


def test_what_is_imported_by_name_is_installed(contents: ModuleType) -> None:
    assert all(find_spec(name) is not None for name in (*contents.WHOLE, *contents.IMPORTED_BY_NAME))
    named = re.findall(r'import_module\("(\w+)', _sources("engine"))
    assert set(named) <= {name.partition(".")[0] for name in contents.IMPORTED_BY_NAME}


def test_versions_that_a_report_of_a_problem_tells_are_in_it(contents: ModuleType) -> None:
    assert {name.lower() for name in LIBRARIES} <= {*contents.METADATA, "torch"}  # that is in the training pack


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned = (PACKAGING / "requirements.txt").read_text(encoding="utf-8").lower().replace("_", "-")
    for line in project["dependencies"]:
        name = re.split(r"[<>=]", line)[0].lower()
        assert re.search(rf"^{name}==\S+ --hash=sha256:[0-9a-f]{{64}}$", pinned, re.MULTILINE), name


@pytest.mark.parametrize(
    ("place", "wanted"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqvnc.so", False),
        ("PySide6/Qt/plugins/platformthemes/libqgtk3.so", False),
        ("PySide6/Qt/lib/libQt6Core.so.6", True),
        ("PySide6/Qt/lib/libQt6Quick.so.6", False),
        ("PySide6/Qt/lib/libicudata.so.73", True),
        ("libstdc++.so.6", False),
        ("libxcb-cursor.so.0", True),
        ("_cffi_backend.cpython-311-x86_64-linux-gnu.so", True),
        ("lib-dynload/_ssl.cpython-311-x86_64-linux-gnu.so", True),
        ("onnxruntime/capi/libonnxruntime.so.1.32.0", False),
    ],
)
def test_only_what_is_used_is_shipped(contents: ModuleType, place: str, wanted: bool) -> None:
    assert contents.is_wanted(place) is wanted


def test_a_frozen_program_is_every_role_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert engine_command().arguments == ("engine",)
    assert launch.inspect_command("models").arguments == ("inspect", "models")
    command = module_command("engine.parity", "a", "b")
    assert command.arguments == ("module", "engine.parity", "a", "b")
    assert command.environment["PYINSTALLER_RESET_ENVIRONMENT"] == "1"


def test_a_frozen_program_finds_the_pack_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "homespun"))
    monkeypatch.setattr(sys, "path", list(sys.path))
    training_pack.join_pack()
    assert training_pack.missing(("homespun_pack_of_a_test",)) == ("homespun_pack_of_a_test",)
    (tmp_path / training_pack.FOLDER / "homespun_pack_of_a_test").mkdir(parents=True)
    training_pack.join_pack()
    assert training_pack.missing(("homespun_pack_of_a_test",)) == ()


def test_no_other_module_is_run_by_its_name() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "app", "module", "timeit"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "invalid choice: 'module'" in done.stderr


def test_licences_are_understood(licences: ModuleType) -> None:
    assert licences.is_allowed("MIT OR GPL-3.0-only")
    assert licences.is_allowed("(MIT OR Apache-2.0) AND Unicode-3.0")
    assert not licences.is_allowed("MIT AND GPL-3.0-only")
    assert not licences.is_allowed("(MIT AND GPL-3.0-only) OR AGPL-3.0-only")
    assert not licences.is_allowed("")


def test_an_unknown_licence_stops_the_packing(licences: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(licences, "ALLOWED", licences.ALLOWED - {"MIT"})
    with pytest.raises(licences.UnknownLicence, match=r"llama\.cpp and ggml"):
        licences.shipped()


def test_a_bill_of_materials_names_it_all(licences: ModuleType) -> None:
    parts = licences.shipped(frozenset(("numpy", "nh3", "jinja2", "pyside6-essentials")))
    told = licences.bill(parts)
    assert [one["name"].lower() for one in told["components"]] == ["jinja2", "nh3", "numpy", "pyside6_essentials"]
    assert all(one["purl"].endswith(one["version"]) for one in told["components"])
    nh3 = told["components"][1]
    assert any(crate["name"] == "ammonia" for crate in nh3["components"])
    text = licences.notice(parts)
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text
    assert all(f"  {part.name} {part.version}: {part.licence}" in text for part in parts)


def test_desktops_are_told_the_same() -> None:
    entry = (PACKAGING / "linux/homespun.desktop").read_text(encoding="utf-8")
    main, _, quick = entry.partition("[Desktop Action quick]")
    assert "Exec=homespun quick" in quick.splitlines()
    values = dict(line.split("=", 1) for line in main.splitlines() if "=" in line)
    assert values["Exec"] == "homespun open %F"
    assert values["MimeType"] == f"{TYPE};"
    kinds = ElementTree.parse(PACKAGING / "linux/homespun-mime.xml").getroot()
    assert [one.get("type") for one in kinds] == [TYPE]
    about = ElementTree.parse(PACKAGING / "linux/homespun.metainfo.xml").getroot()
    assert about.findtext("launchable") == "homespun.desktop"
    assert about.findtext("provides/mediatype") == TYPE
    assert about.find(f"releases/release[@version='{__version__}']") is not None
    with (PACKAGING / "macos/Info.plist").open("rb") as file:
        mac = plistlib.load(file)
    assert mac["LSBackgroundOnly"] is False  # PyInstaller says otherwise of a program that has a command line
    declared = mac["UTImportedTypeDeclarations"][0]
    assert declared["UTTypeTagSpecification"]["public.mime-type"] == [TYPE]
    assert mac["CFBundleDocumentTypes"][0]["LSItemContentTypes"] == [declared["UTTypeIdentifier"]]
    with (PACKAGING / "macos/entitlements.plist").open("rb") as file:
        assert all(plistlib.load(file).values())


def test_the_installer_of_windows_names_files_that_are_there() -> None:
    script = (PACKAGING / "windows/homespun.iss").read_text(encoding="utf-8")
    assert "homespun.exe" in script
    assert (ROOT / "LICENSE").is_file()
    for name in re.findall(r"^(?:LicenseFile)=(.+)$", script, re.MULTILINE):
        assert (PACKAGING / "windows" / name.replace("\\", "/")).resolve().is_file()
    sections = re.findall(r"^\[(\w+)\]$", script, re.MULTILINE)
    assert sections == ["Setup", "Tasks", "Files", "Icons", "Registry", "Run"]


def test_scripts_name_files_that_are_there() -> None:
    for script in (ROOT / "Makefile", *PACKAGING.rglob("*.sh")):
        text = script.read_text(encoding="utf-8").replace("\\", "/")
        named = re.findall(r"(?<![\w/])packaging/[\w/.]+\.(?:sh|py|spec|plist|iss)\b", text)
        assert [name for name in named if not (ROOT / name).is_file()] == []
        if script.suffix:
            subprocess.run(["bash", "-n", script], check=True)


def _sources(package: str) -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted((ROOT / package).rglob("*.py")))
