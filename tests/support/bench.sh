#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# ./dev bench: the figures of HACKING.md, as ratios measured in one run.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd -P)
export PYTHONPATH="$here/tests/support" AMT_SOURCE="$here" AMT_DATA_DIR="$here/data" PYTHONDONTWRITEBYTECODE=1
exec "$here/tests/support/display" python3 "$here/tests/bench/bench.py" "$@"
