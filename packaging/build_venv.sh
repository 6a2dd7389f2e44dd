#!/usr/bin/env bash
# Makes .venv-package, from which the frozen program is made: everything is pinned with its digest, and llama.cpp is
# compiled once for each generation of processors, of which the program chooses at its start (about 20 minutes on two
# cores, once).   PYTHON=python3.11 packaging/build_venv.sh
set -euo pipefail
cd "$(dirname "$0")/.."

venv=.venv-package
[ -x $venv/bin/python ] || ${PYTHON:-python3} -m venv $venv
$venv/bin/python -c 'import sysconfig; raise SystemExit(not sysconfig.get_config_var("Py_ENABLE_SHARED"))' || {
    echo "Packages need a Python with a shared library: Debian's python3-dev, or a build with --enable-shared." >&2
    exit 1
}
install="$venv/bin/pip install --quiet --disable-pip-version-check --no-deps --require-hashes"
grep -v '^llama_cpp_python==' packaging/requirements.txt >$venv/others.txt
grep '^llama_cpp_python==' packaging/requirements.txt >$venv/llama.txt
$install --requirement $venv/others.txt
# Not from pip's store: there lies the one that `make run` has compiled for this very processor.
export CMAKE_ARGS="-DGGML_NATIVE=OFF -DGGML_BACKEND_DL=ON -DGGML_CPU_ALL_VARIANTS=ON"
$install --no-cache-dir --requirement $venv/llama.txt
