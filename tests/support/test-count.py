# SPDX-License-Identifier: GPL-3.0-or-later
"""The last line of "./dev test" counts what ran, and a failed test's reasons stand above it. Prints TAP."""
import json
import pathlib
import subprocess
import sys
import tempfile

here = pathlib.Path(__file__).parent
RUN = [{"name": "good", "result": "OK", "returncode": 0, "stdout": "1..2\nok 1 - a\nok 2 - b # SKIP no card\n"},
       {"name": "bad", "result": "ERROR", "returncode": 1, "stdout": "1..2\nok 1 - fine\n# Traceback\n# AssertionError: 61\nnot ok 2 - c\n"}]


def count(tests):
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        file.write("".join(json.dumps(test) + "\n" for test in tests))
        file.flush()
        return subprocess.run([sys.executable, here / "count.py", file.name], capture_output=True, text=True, check=False)


fine, wrong, none = count(RUN[:1]), count(RUN), count([])
checks = [("a good run is one line", fine.returncode == 0 and fine.stdout == "1 passed, 0 failed, 1 skipped\n"),
          ("a bad one says why", wrong.returncode == 1 and "bad: ERROR, exit status 1\n  1..2\n  # Traceback\n  # AssertionError: 61\n" in wrong.stdout),
          ("the counts come last", wrong.stdout.endswith("\n2 passed, 1 failed, 1 skipped\n")),
          ("no test is no success", none.returncode == 1 and none.stdout == "0 passed, 0 failed\n"),
          ("nothing of what passed is printed", "fine" not in wrong.stdout)]
print(f"1..{len(checks)}")
for number, (name, good) in enumerate(checks, 1):
    print(f"{'ok' if good else 'not ok'} {number} - {name}")
sys.exit(0 if all(good for _, good in checks) else 1)
