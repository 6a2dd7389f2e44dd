#!/usr/bin/env bash
# Makes .venv-package, from which the frozen program is made. Everything is pinned with its digest. llama.cpp is compiled
# once for each of some generations of processors, of which the program chooses at its start: that takes some minutes.
#     PYTHON=python3.11 packaging/build_venv.sh
set -euo pipefail
cd "$(dirname "$0")/.."

# As llama.cpp calls them: any 64-bit Intel or AMD; AVX2; AVX-512; AVX-512 with VNNI; AVX-512 with VNNI and BF16. The
# names for other machines are in its ggml/src/CMakeLists.txt.
generations=${GENERATIONS:-x64 haswell skylakex icelake zen4}

venv=.venv-package
[ -x $venv/bin/python ] || ${PYTHON:-python3} -m venv $venv
$venv/bin/python -c 'import sysconfig; raise SystemExit(not sysconfig.get_config_var("Py_ENABLE_SHARED"))' || {
    echo "Packages need a Python with a shared library: Debian's python3-dev, or a build with --enable-shared." >&2
    exit 1
}
pip="$venv/bin/pip --quiet --disable-pip-version-check"
grep -v '^llama_cpp_python==' packaging/requirements.txt >$venv/others.txt
grep '^llama_cpp_python==' packaging/requirements.txt >$venv/llama.txt
$pip install --no-deps --require-hashes --requirement $venv/others.txt

export PATH="$PWD/$venv/bin:$PATH"
sources=build/llama.cpp
rm -rf $sources
mkdir -p $sources
$pip download --no-deps --no-build-isolation --no-binary llama-cpp-python --require-hashes --requirement $venv/llama.txt \
    --dest $sources
tar -xzf $sources/*.tar.gz -C $sources --strip-components 1

# The bindings alone: without this they would be compiled for this very processor.
CMAKE_ARGS="-DLLAMA_BUILD=OFF" $pip install --no-deps --no-build-isolation --no-cache-dir --force-reinstall $sources/*.tar.gz

$venv/bin/python packaging/fused_lora.py $sources

# Of the generations that llama.cpp knows, only these.
sed -Ei "/^ *ggml_add_cpu_backend_variant\((${generations// /|})[ )]/!{/^ *ggml_add_cpu_backend_variant\([a-z]/d}" \
    $sources/vendor/llama.cpp/ggml/src/CMakeLists.txt
cmake -S $sources -B $sources/build -G Ninja -DCMAKE_BUILD_TYPE=Release -DGGML_NATIVE=OFF -DGGML_BACKEND_DL=ON \
    -DGGML_CPU_ALL_VARIANTS=ON -DLLAVA_BUILD=OFF >$sources/cmake.log
cmake --build $sources/build --target llama
folder=$($venv/bin/python -c 'import importlib.util as u; print(u.find_spec("llama_cpp").submodule_search_locations[0])')/lib
rm -rf "$folder"
mkdir "$folder"
find $sources/build -regextype posix-extended -regex '.*/lib(ggml(-base)?|llama)\.so(\.0)?|.*/libggml-cpu-[a-z0-9]+\.so' \
    -exec cp -L {} "$folder" \;
