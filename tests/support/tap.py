# SPDX-License-Identifier: GPL-3.0-or-later
"""For the scripts that look at files and programs: each finding is a test, and a line of TAP."""
import sys

results = []


def comment(text):
    print("".join(f"# {line}\n" for line in str(text).splitlines()), end="")


def ok(good, name, detail=""):
    results.append(bool(good))
    print(f"{'ok' if good else 'not ok'} {len(results)} {name}", flush=True)
    if not good:
        comment(detail)


def end():
    """The plan, and the exit status."""
    print(f"1..{len(results)}")
    sys.exit(not all(results))
