# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of the house: who may include whom, how long a function and a file may be, and what stands in every file.

Prints TAP. What breaks a length rule today stands in exceptions.txt with its number; a number there may only shrink,
and a line nobody needs any more is itself a failure.
"""
import pathlib
import re
import subprocess
import sys

FLOORS = {
    "core": [],
    "database": ["core"],
    "envelope": ["core"],
    "signing": ["core"],
    "documents": ["core"],
    "api": ["core"],
    "replica": ["core", "api", "database", "envelope"],
    "viewer": ["core"],
    "server": ["core", "database", "documents", "signing"],
    "client": ["core", "api", "replica", "database", "envelope", "signing", "viewer"],
}
# within a folder: part → the parts below it
SERVER = {
    "base": [],
    "storage": ["base"],
    "services": ["storage", "base"],
    "http": ["services", "base"],
    "portal": ["services", "http", "base"],
    "demo": ["services", "storage", "base"],
    ".": ["base", "storage", "services", "http", "portal", "demo"],
}
FEATURES = ["sign-in", "inbox", "request", "issuing", "preferences"]
CLIENT = {"widgets": [], "shell": ["widgets", *FEATURES], ".": ["widgets", "shell", *FEATURES]}
CLIENT.update({feature: ["widgets"] for feature in FEATURES})
PARTS = {"server": SERVER, "client": CLIENT}
SQL_HOMES = ("src/database/", "src/server/storage/", "src/replica/")
LIMITS = {"function": 60, "file": 600, "nesting": 4}
FOREIGN = re.compile(r"/wo" + r"rk/|deb\.deb" + r"ian|registry\.npm" + r"js|farm-" + r"studio")
SQL = re.compile(r'"\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE TABLE)\s')

root = pathlib.Path(sys.argv[1])
failures = {}


def fail(rule, text):
    failures.setdefault(rule, []).append(text)


def tracked():
    """Every file of the checkout; what a build or git itself keeps is not part of the house."""
    for path in root.rglob("*"):
        if path.is_file() and path.relative_to(root).parts[0] not in ("build", ".git") and "__pycache__" not in path.parts:
            yield path


def place(path):
    """(floor, part) of a source file, such as ("server", "http")."""
    parts = path.relative_to(root / "src").parts
    return parts[0], parts[1] if len(parts) > 2 else "."


def check_includes(path, text, homes):
    floor, part = place(path)
    for name in re.findall(r'^#include "([^"]+)"', text, re.M):
        home = homes.get(name.split("/")[-1])
        if home is None:
            continue
        other, other_part = home
        if other != floor:
            if other not in FLOORS.get(floor, []):
                fail("floors", f"{path.relative_to(root)}: {floor} may not include {other} ({name})")
        elif floor in PARTS and other_part != part and other_part not in PARTS[floor].get(part, []):
            fail("floors", f"{path.relative_to(root)}: {floor}/{part} may not include {floor}/{other_part} ({name})")


def functions(lines):
    """(name, first line, length, deepest brace) of each function; GNU style puts its braces into the first column."""
    start = name = None
    depth = deepest = 0
    for number, line in enumerate(lines, 1):
        bare = re.sub(r'"(\\.|[^"\\])*"|\'(\\.|[^\'\\])*\'|/\*.*?\*/', "", line)
        if start is None:
            if line.startswith("{") and number > 1 and re.search(r"\)\s*$", lines[number - 2]):
                start, depth, deepest = number, 0, 0
                name = "?"
                for back in range(number - 2, max(-1, number - 12), -1):
                    match = re.match(r"^(\w+) \(", lines[back])
                    if match:
                        name = match.group(1)
                        break
            else:
                continue
        depth += bare.count("{") - bare.count("}")
        deepest = max(deepest, depth)
        if line.startswith("}"):
            yield name, start, number - start - 1, deepest - 1
            start = None


def measure(path, text):
    lines = text.split("\n")
    name = str(path.relative_to(root))
    if len(lines) - 1 > LIMITS["file"]:
        yield "file", name, len(lines) - 1
    for function, _, length, deepest in functions(lines):
        if length > LIMITS["function"]:
            yield "function", f"{name}:{function}", length
        if deepest > LIMITS["nesting"]:
            yield "nesting", f"{name}:{function}", deepest


def check_lengths(found):
    listed = {}
    for line in (root / "tests/house/exceptions.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            rule, name, number = line.split()
            listed[rule, name] = int(number)
    for rule, name, number in found:
        allowed = listed.pop((rule, name), LIMITS[rule])
        if number > allowed:
            fail("lengths", f"{name}: {rule} {number}, at most {allowed}")
    for rule, name in listed:
        fail("lengths", f"exceptions.txt: {rule} {name} is not needed any more")


def check_format(sources):
    run = subprocess.run(["clang-format", "--dry-run", "-Werror", *map(str, sources)], capture_output=True, text=True)
    for line in run.stderr.splitlines():
        if "error:" in line:
            fail("format", line.replace(str(root) + "/", "").split(" error:")[0])
    pages = [str(p) for p in tracked() if p.suffix == ".blp"]
    if pages:
        run = subprocess.run(["blueprint-compiler", "format", "-n", *pages], capture_output=True, text=True)
        if run.returncode:
            fail("format", "Blueprint files: run ./dev format")


def main():
    files = list(tracked())
    texts = {p: p.read_text(errors="replace") for p in files if p.suffix in (".c", ".h", ".py", ".sh", ".blp", ".sql", ".build", ".json", ".md", ".yaml", ".in", "")}
    sources = [p for p in files if p.suffix in (".c", ".h") and (root / "src") in p.parents]
    homes = {p.name: place(p) for p in sources if p.suffix == ".h"}
    found = []
    for path in sources:
        check_includes(path, texts[path], homes)
        found += measure(path, texts[path])
        name = str(path.relative_to(root))
        if not name.startswith(SQL_HOMES) and SQL.search(texts[path]):
            fail("sql", f"{name}: SQL outside storage and replica")
    check_lengths(found)
    for path, text in texts.items():
        name = str(path.relative_to(root))
        if path.suffix in (".c", ".h", ".py", ".sh", ".build") and "SPDX-License-Identifier: GPL-3.0-or-later" not in text[:300]:
            fail("spdx", name)
        if FOREIGN.search(text):
            fail("foreign", f"{name}: names a path, host or tool of one machine")
    check_format([p for p in files if p.suffix in (".c", ".h")])
    rules = ["floors", "sql", "lengths", "spdx", "foreign", "format"]
    print(f"1..{len(rules)}")
    for number, rule in enumerate(rules, 1):
        bad = sorted(set(failures.get(rule, [])))
        for text in bad[:40]:
            print(f"# {text}")
        print(f"{'not ok' if bad else 'ok'} {number} - house: {rule}" + (f" ({len(bad)})" if bad else ""))
    return 1 if failures else 0


sys.exit(main())
