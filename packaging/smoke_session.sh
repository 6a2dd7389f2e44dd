#!/bin/bash
# What a person does in the clean Debian of smoke.py. Every step says what it waits for, and ends with an error when that
# does not come.
set -euo pipefail

entry=/usr/share/applications/homespun.desktop
export DISPLAY=:7 HOME=/home/person XDG_RUNTIME_DIR=/tmp/runtime LANG=C.UTF-8
mkdir -p -m 700 $XDG_RUNTIME_DIR
cd

say() { echo "  $*"; }
fail() {
    echo "  failed: $*" >&2
    find .local/share/Homespun/logs -name '*.log' -exec tail -20 {} + >&2 || true
    exit 1
}
# wait_for SECONDS WORDS COMMAND...: until it succeeds
wait_for() {
    local until=$((SECONDS + $1)) words=$2
    shift 2
    until "$@" >/dev/null 2>&1; do
        [ $SECONDS -lt $until ] || fail "$words"
        sleep 0.2
    done
}
window() { xdotool search --onlyvisible --class homespun; }
focus() { xdotool windowfocus --sync "$(window | tail -1)"; }
messages() { homespun conversations show 1 --json | tr -d '\n' | grep -o '"role": *"assistant"' | wc -l; }
has_replies() { [ "$(messages)" -ge "$1" ] && ! homespun conversations show 1 --json | grep -q '"state": *"streaming"'; }
start() {
    gio launch $entry "$@"
    wait_for 30 "no window came" window
    focus
}
ask() { # TEXT NUMBER_OF_THE_REPLY
    xdotool key ctrl+l
    xdotool type --delay 15 "$1"
    xdotool key Return
    wait_for 120 "there was no reply $2" has_replies "$2"
}
reply() { homespun conversations show 1 | tail -n 3; }
ended() { ! pgrep -f /usr/lib/homespun/homespun; }
capitals() { tr -cd 'A-Za-z' | awk '{ n = length($0); gsub(/[a-z]/, ""); print (n && length($0) / n > 0.7) ? "yes" : "no" }'; }

if command -v python3 >/dev/null; then fail "this system has a Python: it shows nothing"; fi
[ "$(tail -n +3 /proc/net/dev | grep -vc ' *lo:')" = 0 ] || fail "there is a network"

Xvfb $DISPLAY -screen 0 1280x900x24 -nolisten tcp -noreset 2>/dev/null &
wait_for 20 "no screen" xdpyinfo

desktop-file-validate $entry || fail "its desktop entry is not as desktops want it"
printf GGUF >some.gguf
gio info --attributes standard::content-type some.gguf | grep -q application/x-gguf || fail "models have no type"
gio mime application/x-gguf | grep -q 'Default.*homespun.desktop' || fail "models are not opened with it"
before=$(date +%s%N)
start
say "by its desktop entry: a window after $((($(date +%s%N) - before) / 1000000)) ms"
wait_for 60 "no model was loaded" pgrep -f "homespun engine"
confined() { grep -qx $'Seccomp:\t2' "/proc/$(pgrep -f "homespun engine" | tail -1)/status"; }
wait_for 60 "the engine is in no sandbox" confined
ask "What is the largest ocean on Earth?" 1
[ "$(reply | tail -1 | tr -cd 'a-z' | wc -c)" -gt 20 ] || fail "it answered: $(reply)"
say "it answered: $(reply | tail -1 | cut -c1-60)"

gio launch $entry "$HOME/capitals" >/dev/null
adapters() { homespun adapters list | grep -qi capitals; }
wait_for 60 "the adapter did not come" adapters
sleep 2 # until the window has seen it, too; there is nothing to wait for from outside
focus
xdotool key ctrl+j # the menu with the adapters that fit, of which it is the first
sleep 1
xdotool key Down Return
ask "What is the largest ocean on Earth?" 2
[ "$(reply | tail -1 | capitals)" = yes ] || fail "with the adapter it answered: $(reply)"
say "with an adapter that was opened with it: $(reply | tail -1 | cut -c1-60)"

xdotool key ctrl+q
wait_for 30 "it did not end" ended
say "closed, and no process is left"

start
wait_for 60 "no engine came" pgrep -f "homespun engine"
opened() { # the title is that of the conversation, as soon as the list has come and one is chosen
    xdotool key ctrl+Next
    sleep 1
    xdotool getwindowname "$(window | tail -1)" | grep -q ' — Homespun'
}
wait_for 60 "the conversation was not opened" opened
ask "And the second largest?" 3
[ "$(homespun conversations list --json | tr -d '\n' | grep -o '"id"' | wc -l)" = 1 ] || fail "it began another conversation"
say "opened again: the conversation was there, and went on"
xdotool key ctrl+q
wait_for 30 "it did not end" ended

if homespun personalize train --yes 2>trouble; then fail "it learned without the pack"; fi
grep -q homespun-training trouble || fail "learning says: $(cat trouble)"
say "learning names the package that it needs"
