#!/usr/bin/env bash
# Names the system packages that are missing for `make run` (or, with "test", for `make test`; "package", `make package`;
# "package-test", `make package-test`).
# On Debian or Ubuntu as root it installs them; otherwise it prints the one command that does.
set -euo pipefail

packages=(
    libegl1 libgl1 libopengl0 libdbus-1-3 libfontconfig1 libglib2.0-0
    libxkbcommon0 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0
    libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libxcb-xkb1
    fonts-dejavu-core
)
[ "${1:-run}" = test ] && packages+=(xvfb strace dbus)
[ "${1:-run}" = package ] && packages+=(binutils dpkg-dev icu-devtools xz-utils)
[ "${1:-run}" = package-test ] && packages+=(debootstrap)

command -v c++ >/dev/null || packages+=(g++)
command -v cc >/dev/null || packages+=(gcc)
python3 -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' || {
    echo "Homespun needs Python 3.11 or newer; this is $(python3 --version 2>&1)." >&2
    exit 1
}
python3 -c 'import venv, ensurepip' 2>/dev/null || packages+=(python3-venv)

if ! command -v dpkg-query >/dev/null; then
    echo "Not Debian or Ubuntu: if the program does not start, install what these Debian packages hold: ${packages[*]}" >&2
    exit 0
fi

missing=()
for package in "${packages[@]}"; do
    # A newer release may ship the same library under a name with a t64 suffix.
    status=$(dpkg-query -W -f='${Status}\n' "$package" "${package}t64" 2>/dev/null || true)
    [[ $status == *"ok installed"* ]] || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" -eq 0 ]; then
    echo "Installing system packages: ${missing[*]}"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
else
    echo "System packages are missing. Install them, then run the same command again:" >&2
    echo "    sudo apt-get install -y ${missing[*]}" >&2
    exit 1
fi
