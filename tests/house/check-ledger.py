# SPDX-License-Identifier: GPL-3.0-or-later
"""Every test that LEDGER.md names is there. Prints TAP."""
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
tests = root / "tests"
ledger = (tests / "LEDGER.md").read_text(encoding="utf-8")
sources = "\n".join(path.read_text(encoding="utf-8") for path in tests.rglob("*.c"))


def missing(name):
    if match := re.fullmatch(r"([\w/-]+): ([\w ]+)", name):
        folder, _, file = match.group(1).rpartition("/")
        path = tests / folder / f"test-{file}.py"
        return not path.exists() or f"def test_{match.group(2).replace(' ', '_')}(" not in path.read_text(encoding="utf-8")
    if re.fullmatch(r"/[\w-]+(/[\w-]+)+", name):
        case = name.rpartition("/")[2]  # the front of it may stand in a macro
        return not re.search(rf'["/]{case}"|ADD \({case}\)|(PLAIN|FILE) \({case}\)', sources)
    return re.match(r"(tests|\.ci)/", name) and not (root / name).exists()


named = re.findall(r"`([^`]+)`", ledger.split("## The whole way")[1])
gone = []
for line in ledger.splitlines():
    promised = line.split("**missing**")[0]  # what is not there yet may be named as such
    gone += [name for name in re.findall(r"`([^`]+)`", promised) if name in named and missing(name)]
for name in sorted(set(gone)):
    print(f"# not there: {name}")
print("1..1")
print(f"{'not ok' if gone else 'ok'} 1 - ledger: {len(set(named))} names")
sys.exit(1 if gone else 0)
