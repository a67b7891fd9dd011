#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Brings POTFILES and de.po up to what the sources say now and prints what has no German yet. In the build environment:
#   ./dev exec sh po/update.sh
set -eu
cd "$(dirname -- "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{
  ls data/*.desktop.in data/*.metainfo.xml.in data/*.gschema.xml
  grep -lrE '\bC?_\(' resources/ui --include='*.blp'
  grep -lrE '\b(_|N_|C_|NC_|ngettext|g_dngettext) \(' src/client --include='*.c'
} | LC_ALL=C sort -u >"$work/files"
{
  echo '# SPDX-License-Identifier: GPL-3.0-or-later'
  echo '# Every file with words for people; po/update.sh writes this list, tests/data/check-words.py holds it complete.'
  cat "$work/files"
} >po/POTFILES
xgettext -f "$work/files" --from-code=UTF-8 --add-comments --keyword=_ --keyword=N_ --keyword=C_:1c,2 --keyword=NC_:1c,2 \
  --keyword=ngettext:1,2 --keyword=g_dngettext:2,3 --flag=g_strdup_printf:1:c-format -o "$work/new.pot" 2>/dev/null
msgmerge -q --no-fuzzy-matching po/de.po "$work/new.pot" |
  msgattrib --no-obsolete --no-location --no-wrap --clear-fuzzy >"$work/de.po"
{ # the header as it was: dates would make every merge a conflict
  sed '/^$/q' po/de.po
  sed '1,/^$/d' "$work/de.po"
} >"$work/whole.po"
mv "$work/whole.po" po/de.po
msgfmt --check-format -o /dev/null po/de.po
msgattrib --untranslated --no-wrap po/de.po | grep -E '^(msgctxt|msgid)' | grep -v '^msgid ""$' || echo 'everything is said in German'
