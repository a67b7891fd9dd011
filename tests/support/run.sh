#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What "./dev run" does: a demo server and the window, signed in as a clerk. Where there is no display, the window is shown
# in a browser of this computer.
#   AMT_USER=NAME  another person of the demo         AMT_VIEW=1  in the browser even where there is a display
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
demo=${AMT_DEMO:-$AMT_BUILD/demo}
user=${AMT_USER:-a.thiessen}
work=$(mktemp -d)
pids=
say() { printf '%s\n' "$*" >&2; }
end() {
  trap - EXIT INT TERM
  for pid in $pids; do kill "$pid" 2>/dev/null || :; done
  wait 2>/dev/null || :
  rm -rf "$work"
}
trap end EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# line FILE PATTERN: waits for a line of a growing file and prints it
line() {
  tries=0
  until grep -m1 -e "$2" "$1" 2>/dev/null; do
    tries=$((tries + 1))
    [ $tries -lt 600 ] || { cat "$1" >&2; return 1; }
    sleep 0.1
  done
}

start_server() {
  amtsstube-server serve --demo "$demo" --port 0 >"$work/server" 2>"$demo.log" &
  pids="$pids $!"
  line "$work/server" 'listening on' >/dev/null || { cat "$demo.log" >&2; exit 1; }
  address=$(sed -n 's/^listening on //p' "$work/server")
  say "server: $address (its log: $demo.log)"
}

# A screen that only its socket reaches, a window manager without decoration, and the bridge to the browser.
start_screen() {
  mkfifo "$work/display"
  Xtigervnc -displayfd 3 -geometry 1280x820 -depth 24 -rfbport -1 -rfbunixpath "$work/screen" -rfbunixmode 0600 \
    -SecurityTypes None -nolisten tcp -AlwaysShared -desktop Amtsstube 3<>"$work/display" 2>"$work/screen.log" &
  pids="$pids $!"
  read -r number <"$work/display" || { cat "$work/screen.log" >&2; exit 1; }
  export DISPLAY=":$number" GDK_BACKEND=x11 GSK_RENDERER=cairo LIBGL_ALWAYS_SOFTWARE=1 GTK_USE_PORTAL=0 ADW_DISABLE_PORTAL=1
  unset WAYLAND_DISPLAY
  mkdir -p "$work/config/gtk-4.0"
  printf '[Settings]\ngtk-decoration-layout=:\n' >"$work/config/gtk-4.0/settings.ini"
  export XDG_CONFIG_HOME="$work/config"
  matchbox-window-manager -use_titlebar no >/dev/null 2>&1 &
  pids="$pids $!"
  AMT_VIEW_TOKEN=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n') python3 "$here/view.py" "$work/screen" >"$work/view" &
  pids="$pids $!"
  line "$work/view" '^http' >/dev/null
  say "no display here. Open this in a browser of this computer: $(cat "$work/view")"
}

start_bus() {
  dbus-daemon --session --nofork --print-address=3 3>"$work/bus" >/dev/null 2>&1 &
  pids="$pids $!"
  DBUS_SESSION_BUS_ADDRESS=$(line "$work/bus" unix:)
  export DBUS_SESSION_BUS_ADDRESS
  printf demo | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1 || :
}

export AMT_DATA_DIR="$here/../../data"
mkdir -p "$(dirname -- "$demo")"
start_server
if [ -n "${AMT_VIEW:-}" ] || { [ -z "${DISPLAY:-}" ] && [ -z "${WAYLAND_DISPLAY:-}" ]; }; then start_screen; fi
export GSETTINGS_SCHEMA_DIR="$AMT_BUILD/data" AMT_LOCALE_DIR="$AMT_BUILD/po" AMTSSTUBE_DEMO_PASSWORD=demo-amtsstube
set -- amtsstube --server "$address" --user "$user" --signing-key "$demo/pki/$user.p12" "$@"
[ -n "${DBUS_SESSION_BUS_ADDRESS:-}" ] || start_bus
"$@" >"$AMT_BUILD/window.log" 2>&1 &
pids="$! $pids"
say "the window's log: $AMT_BUILD/window.log"
wait $! # in the background, so that a signal ends us at once
