# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts what a meson test run did: every TAP line is a test; a program without TAP is one. Prints first why tests failed: meson shows
what they said on stderr only, and TAP says its reasons on stdout."""
import json
import sys

SHOWN = 80  # lines of each


def show(test):
    said = [line for line in test.get("stdout", "").splitlines() if not line.startswith("ok ")][-SHOWN:]
    print(f"\n{test['name']}: {test['result']}, exit status {test.get('returncode')}")
    print("".join(f"  {line}\n" for line in said), end="", flush=True)


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
        show(test)
        failed += max(1, bad)
        passed += len(taps) - bad - skip
        skipped += skip
print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
sys.exit(1 if failed or not passed else 0)
