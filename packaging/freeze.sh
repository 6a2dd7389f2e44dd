#!/usr/bin/env bash
# Makes the frozen program of this system from what .venv-package holds: dist/homespun, and dist/Homespun.app on macOS.
set -euo pipefail
cd "$(dirname "$0")/.."

bin=.venv-package/bin
[ -d $bin ] || bin=.venv-package/Scripts # of Windows
export QT_QPA_PLATFORM=offscreen
$bin/python packaging/pictures.py build/pictures
$bin/python packaging/licences.py build/LICENCES.txt build/homespun.cdx.json
$bin/pyinstaller --noconfirm --log-level WARN --distpath dist --workpath build/frozen packaging/homespun.spec
