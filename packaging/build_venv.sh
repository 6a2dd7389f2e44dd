#!/usr/bin/env bash
# Makes .venv-package, from which the frozen program is made. Everything is pinned with its digest. llama.cpp is compiled
# once for each of some generations of processors, of which the program chooses at its start: that takes some minutes.
#     PYTHON=python3.11 packaging/build_venv.sh
# On macOS, and on Windows in the shell of Git, it first pins what the system needs (lock.py); there it was never run.
set -euo pipefail
cd "$(dirname "$0")/.."

venv=.venv-package
bin=$venv/bin
[ -x $bin/python ] || [ -x $venv/Scripts/python ] || ${PYTHON:-python3} -m venv $venv
[ -x $bin/python ] || bin=$venv/Scripts # of Windows
tell() { $bin/python -c "import importlib.util, platform, sys, sysconfig; print($1)" | tr -d '\r'; }
system=$(tell sys.platform)
if [ "$system" = linux ] && [ "$(tell "sysconfig.get_config_var('Py_ENABLE_SHARED')")" != 1 ]; then
    echo "Packages need a Python with a shared library: Debian's python3-dev, or a build with --enable-shared." >&2
    exit 1
fi

# As llama.cpp calls them: any 64-bit Intel or AMD; AVX2; AVX-512; AVX-512 with VNNI; AVX-512 with VNNI and BF16. The
# names for other machines are in its ggml/src/CMakeLists.txt.
case $system-$(tell "platform.machine()") in
    darwin-arm64) known="apple_m1 apple_m2_m3 apple_m4" ;;
    *) known="x64 haswell skylakex icelake zen4" ;;
esac
generations=${GENERATIONS:-$known}

requirements=$(tell "'packaging/requirements' + ('' if sys.platform == 'linux' else '-' + sys.platform) + '.txt'")
[ -f "$requirements" ] || $bin/python packaging/lock.py
pip="$bin/python -m pip --quiet --disable-pip-version-check"
grep -v '^llama_cpp_python==' "$requirements" >$venv/others.txt
grep '^llama_cpp_python==' "$requirements" >$venv/llama.txt
$pip install --no-deps --require-hashes --requirement $venv/others.txt

export PATH="$PWD/$bin:$PATH"
sources=build/llama.cpp
rm -rf $sources
mkdir -p $sources
$pip download --no-deps --no-build-isolation --no-binary llama-cpp-python --require-hashes --requirement $venv/llama.txt \
    --dest $sources
tar -xzf $sources/*.tar.gz -C $sources --strip-components 1

# The bindings alone: without this they would be compiled for this very processor.
CMAKE_ARGS="-DLLAMA_BUILD=OFF" $pip install --no-deps --no-build-isolation --no-cache-dir --force-reinstall $sources/*.tar.gz

$bin/python packaging/fused_lora.py $sources

# Of the generations that llama.cpp knows, only these.
list=$sources/vendor/llama.cpp/ggml/src/CMakeLists.txt
sed -E "/^ *ggml_add_cpu_backend_variant\((${generations// /|})[ )]/!{
    /^ *ggml_add_cpu_backend_variant\([a-z]/d
}" $list >$list.new
mv $list.new $list
cmake -S $sources -B $sources/build -G Ninja -DCMAKE_BUILD_TYPE=Release -DGGML_NATIVE=OFF -DGGML_BACKEND_DL=ON \
    -DGGML_CPU_ALL_VARIANTS=ON -DLLAVA_BUILD=OFF >$sources/cmake.log
cmake --build $sources/build --target llama
folder=$(tell "importlib.util.find_spec('llama_cpp').submodule_search_locations[0]")/lib
rm -rf "$folder"
mkdir "$folder"
# The numbers are those of the libraries' interfaces: `.so.0`, `.0.dylib`.
find $sources/build -type f -o -type l | grep -E \
    '/(lib)?(ggml(-base)?|llama)(\.so(\.0)?|(\.0)?\.dylib|\.dll)$|/(lib)?ggml-cpu-[a-z0-9_]+\.(so|dll)$' |
    while read -r library; do cp -L "$library" "$folder"; done
