# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts what a meson test run did: every TAP line is a test; a program without TAP is one."""
import json
import sys

passed = failed = skipped = 0
for line in open(sys.argv[1], encoding="utf-8"):
    test = json.loads(line)
    taps = [t for t in test.get("stdout", "").splitlines() if t.startswith(("ok ", "not ok "))]
    bad = sum(t.startswith("not ok ") and "# TODO" not in t for t in taps)
    skip = sum("# SKIP" in t for t in taps)
    if test["result"] == "SKIP":
        skipped += 1
    elif test["result"] == "OK":
        skipped += skip
        passed += max(1, len(taps) - skip) if not taps or len(taps) > skip else 0
    else:
        failed += max(1, bad)
        passed += len(taps) - bad - skip
        skipped += skip
print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
sys.exit(1 if failed or not passed else 0)
