# SPDX-License-Identifier: GPL-3.0-or-later
"""The values of src/core as their tables say, and the schemas of openapi.yaml, which is laid out one member a line."""
import functools
import glob
import os
import re

SOURCE = os.environ.get("AMT_SOURCE", ".")


def _sources(pattern):
    return "\n".join(open(path, encoding="utf-8").read() for path in sorted(glob.glob(os.path.join(SOURCE, pattern))))


def enums():
    """amt_state_enum → ["new", …]"""
    text = _sources("src/core/*.c")
    found = {}
    for name, body in re.findall(r"const AmtEnum (\w+) = \{(.*?)\};", text, re.S):
        strings = re.findall(r'"([^"]+)"', body)
        found[name] = strings[1:]
    for name, array in re.findall(r"const AmtEnum (\w+) = \{\s*\"[^\"]*\",\s*(\w+)\s*\}", text):
        body = re.search(re.escape(array) + r"\[\]\s*=\s*\{(.*?)\}", text, re.S)
        found[name] = re.findall(r'"([^"]+)"', body.group(1))
    return found


def records():
    """AmtTeam → [(member, kind, required, max, type)]"""
    text = _sources("src/core/*.c")
    types = {f"{prefix}_type": name for name, prefix in re.findall(r"AMT_DEFINE_RECORD \((\w+), (\w+),", text)}
    found = {}
    for name, body in re.findall(r"AMT_DEFINE_RECORD \((\w+), \w+,\n(.*?)\n\)", text, re.S):
        found[name] = []
        for arguments in re.findall(r"AMT_FIELD(?:_NAMED)? \((.*?)\),?\n", body + "\n"):
            parts = [part.strip() for part in arguments.split(",")][1:]
            member, kind, flags, most, of = (parts + [""] * 5)[:5]
            of = of.lstrip("&")
            found[name].append((member, kind, "REQUIRED" in flags, int(most) if most.isdigit() else 0, types.get(of, of)))
    return found


def schemas():
    """AmtTeam → (members, required) of components/schemas."""
    text = open(os.path.join(SOURCE, "data", "api", "openapi.yaml"), encoding="utf-8").read().split("\n  schemas:\n", 1)[1]
    found = {}
    for name, body in re.findall(r"^    (\w+):\n((?:      .*\n)+)", text, re.M):
        required = re.search(r"^      required: \[(.*)\]$", body, re.M)
        found[name] = (re.findall(r"^        (\w+): ", body, re.M), required.group(1).split(", ") if required else [])
    return found


@functools.cache
def problems():
    """{name of a response: {slug, …}} of components/responses."""
    text = open(os.path.join(SOURCE, "data", "api", "openapi.yaml"), encoding="utf-8").read()
    found = re.findall(r"^    (\w+):\n      description: .*\n      x-problems: \[(.*)\]$", text, re.M)
    return {name: set(slugs.split(", ")) for name, slugs in found}


@functools.cache
def operations():
    """[(method, pattern of the path, path, {status: {slug, …}})] of openapi.yaml, those without {…} first."""
    found, path, own = [], None, {}
    for line in open(os.path.join(SOURCE, "data", "api", "openapi.yaml"), encoding="utf-8"):
        if line.startswith("components:"):
            break
        if match := re.match(r"  (/\S+):$", line):
            path = match.group(1)
        elif match := re.match(r"    (get|post|put|delete):$", line):
            found.append((match.group(1).upper(), re.compile(re.sub(r"\{\w+\}", "[^/]+", path)), path, {}))
            own = {}
        elif line.startswith("      x-problems:"):
            own = {int(status): set(slugs.split(", ")) for status, slugs in re.findall(r"(\d+): \[(.*?)\]", line)}
        elif match := re.match(r"        '(\d+)':(?:.*/responses/(\w+))?", line):
            status = int(match.group(1))
            found[-1][3][status] = problems().get(match.group(2), set()) | own.pop(status, set())
            assert not own or max(own) > status, ("problems of a status that is not answered", path, own)
    return sorted(found, key=lambda operation: operation[2].count("{"))


# What an answer may hold that begins with a slash: media types and "and/or", no path of the server's machine.
PATH = re.compile(r"(?:^|[\s\"'(:])/[\w.-]+/")


def check(method, path, answer):
    """An answer the contract does not name is a defect of one of the two, and so is a path in a problem."""
    operation = next((o for o in operations() if o[0] == method and o[1].fullmatch(path.split("?")[0])), None)
    if answer.slug is None:
        # libsoup itself refuses what is no address, with an empty body
        assert answer.status < 400 or (answer.status, answer.body) == (400, b""), ("no problem", method, path, answer)
        assert operation is None or answer.status in operation[3], ("openapi.yaml does not name this answer", method, operation[2], answer)
        return
    assert not PATH.search(answer.body.decode()), ("a path is told", method, path, answer)
    assert answer.status < 500 or answer.status in (500, 503), ("no status of ours", method, path, answer)
    assert answer.status != 503 or int(answer.headers["Retry-After"]) > 0, ("when to come again?", method, path, answer)
    if operation:
        known = operation[3].get(answer.status, set()) | problems()["Problem"]
        assert answer.slug in known, ("openapi.yaml does not name this problem", method, operation[2], answer)
