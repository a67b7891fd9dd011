#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What "./dev shots" does: a picture of every page, in every look, into build/shots. Names of looks limit it to those.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
out=$(dirname "$AMT_BUILD")/shots
looks=${*:-wide dark german contrast large two-pane narrow narrow-german}
work=$(mktemp -d)
mkdir -p "$out"
trap 'rm -rf "$work"' EXIT

export AMT_DATA_DIR="${AMT_DATA_DIR:-$here/../../data}" GSETTINGS_SCHEMA_DIR="$AMT_BUILD/data" GSETTINGS_BACKEND=memory
export AMT_LOCALE_DIR="$AMT_BUILD/po" TZ=Europe/Berlin GIO_USE_VFS=local GIO_USE_PROXY_RESOLVER=dummy AMT_SOURCE="$here/../.." PYTHONPATH="$here" PYTHONDONTWRITEBYTECODE=1

# only the button to close, as most desktops are set; no frame, which a desktop draws as a shadow
cat >"$work/look.sh" <<'INNER'
mkdir -p "$XDG_CONFIG_HOME/gtk-4.0"
printf '[Settings]\ngtk-decoration-layout=:close\ngtk-cursor-blink=0\ngtk-enable-animations=0\n' >"$XDG_CONFIG_HOME/gtk-4.0/settings.ini"
printf 'window.solid-csd { padding: 0; border: none; box-shadow: none; }\n' >"$XDG_CONFIG_HOME/gtk-4.0/gtk.css"
exec python3 "$@"
INNER

status=0
for look in $looks; do
  (
    case $look in
    dark) export ADW_DEBUG_COLOR_SCHEME=prefer-dark ;;
    contrast) export ADW_DEBUG_HIGH_CONTRAST=1 ;;
    esac
    case $look in
    narrow*) export SIZE=360x640 ;;
    two-pane*) export SIZE=1000x720 ;;
    *) export SIZE=1280x800 ;;
    esac
    case $look in *german) export AMT_LANG=de_DE.UTF-8 ;; esac
    "$here/display" sh "$work/look.sh" "$here/shots.py" "$look" "$out" 2>&1 | grep -v '^dbus-daemon\|^SpiRegistry\|^X connection' || :
  ) || status=1
done
echo "pictures: $out"
exit $status
