#!/bin/sh
# Puts the program of this folder into your menus, for you alone. With “remove” it takes it out again.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}

cd "$here/share"
find . -type f | while read -r file; do
    if [ "${1:-}" = remove ]; then
        rm -f "$data/$file"
    else
        mkdir -p "$(dirname "$data/$file")"
        cp "$file" "$data/$file"
    fi
done
if [ "${1:-}" != remove ]; then
    sed -i "s|^Exec=homespun|Exec=\"$here/homespun\"|" "$data/applications/homespun.desktop"
fi
for update in update-desktop-database update-mime-database; do
    case $update in *desktop*) folder=$data/applications ;; *) folder=$data/mime ;; esac
    if command -v $update >/dev/null; then $update "$folder"; fi
done
