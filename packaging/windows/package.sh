#!/usr/bin/env bash
# On Windows: makes the program, and of it the installer dist/homespun-VERSION-windows-x64.exe. In the shell of Git, with
# a compiler of Visual Studio at hand (its developer prompt starts bash), Python 3.11 (PYTHON names it), and Inno Setup 6.3.
# Written without Windows at hand: it has never been run.
set -euo pipefail
cd "$(dirname "$0")/../.."

packaging/build_venv.sh
packaging/freeze.sh
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' app/__init__.py)
# The shell would take the option for a path.
MSYS2_ARG_CONV_EXCL='*' "${ISCC:-/c/Program Files (x86)/Inno Setup 6/ISCC.exe}" "/DVersion=$version" \
    'packaging\windows\homespun.iss'
