# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures, each a generator of lines."""
import os
import re
import statistics
import subprocess
import tempfile
import time
from datetime import datetime

import load
import windows
from amtd import PASSWORD, Server
from domain import act, draft, hand_in, ok, order, put_extract, sign

USER = "a.thiessen"
STARTS, ORDERS, ISSUES = 7, 40, 20
FEW, MANY = 20, 40  # requests whose instructions are counted


def spread(values, unit="ms", scale=1000):
    """median (least–most)"""
    return f"{scale * statistics.median(values):.1f} {unit} ({scale * min(values):.1f}–{scale * max(values):.1f})"


def tail(values):
    """p50, p99, least–most in milliseconds"""
    ordered = sorted(1000 * value for value in values)
    last = ordered[min(len(ordered) - 1, round(0.99 * (len(ordered) - 1)))]
    return f"p50 {statistics.median(ordered):.1f} ms, p99 {last:.1f} ms ({ordered[0]:.1f}–{ordered[-1]:.1f}, n = {len(ordered)})"


def ratio(values, floor):
    return f"{statistics.median(values) / statistics.median(floor):.2f} ×"


def timed(act_, *values, **more):
    begun = time.monotonic()
    answer = act_(*values, **more)
    return time.monotonic() - begun, answer


class Office:
    """A demo server with many requests, a clerk, a citizen."""

    def __init__(self, server, count):
        self.server, self.count = server, count
        self.clerk = server.staff(USER)
        self.citizen = server.citizen(load.CITIZENS[0])
        self.authority = self.clerk.authority()
        took = load.fill(server, self.authority, count)
        print(f"{count} orders through the portal from 8 connections: {took:.1f} s, {count / took:.0f}/s", flush=True)
        self.command = [*windows.WINDOW, "--server", server.url, "--user", USER]
        self.synced = None

    def sync(self):
        """Signs the window in once, so that it has its copy, and its session in the keyring. Returns how long that took."""
        if self.synced is None:
            before = len(self.server.log())
            window = windows.Watched(self.command, AMTSSTUBE_DEMO_PASSWORD=PASSWORD)
            try:
                window.wait()
                self.synced = follow(self.server, before)
            finally:
                window.close()
        return self.synced


def follow(server, before, seconds=120, quiet=1.5):
    """(seconds from the first page of the feed asked for to the last one answered, pages), once no more are asked for."""
    end = time.monotonic() + seconds
    pages, since = [], time.monotonic()
    while time.monotonic() < end:
        seen = [line for line in server.log()[before:].splitlines() if "/feed" in line and "status=200" in line]
        if len(seen) > len(pages):
            pages, since = seen, time.monotonic()
        if pages and time.monotonic() - since > quiet:
            asked = moment(pages[0]) - float(re.search(r" ms=([\d.]+)", pages[0]).group(1)) / 1000
            return moment(pages[-1]) - asked, len(pages)
        time.sleep(0.1)
    raise RuntimeError("the window never followed: " + server.log()[-2000:])


def moment(line):
    return datetime.strptime(line.split()[0], "%Y-%m-%dT%H:%M:%S.%fZ").timestamp()


def figure_start(office):
    """The window signed in from the keyring against an empty one, in turn."""
    took, pages = office.sync()
    yield f"first sync of {office.count} requests, from the first page asked for to the last answered: {took:.2f} s, {pages} pages"
    empty, full = [], []
    for _ in range(STARTS):
        empty.append(windows.start(windows.EMPTY, 2))
        full.append(windows.start(office.command, 2))
    for at, (name, unit, scale) in enumerate((("start to painted", "ms", 1000), ("processor time until then", "ms", 1000),
                                              ("memory (PSS, all processes)", "MB", 1e-6))):
        base, ours = [run[at] for run in empty], [run[at] for run in full]
        yield f"{name}: empty window {spread(base, unit, scale)}, inbox {spread(ours, unit, scale)}: {ratio(ours, base)}"
    yield f"rows in view: {statistics.median(run[3] for run in full):.0f}"


def figure_row(office):
    """A citizen's order until its row is painted, newest first, against a round trip."""
    office.sync()
    windows.prefer(sort="'received'", sort_reversed="true")
    window = windows.Watched(office.command)
    line, post, health = load.Line(office.citizen), [], []
    rows, body = [], load.orders(office.authority)[0]
    try:
        window.wait()
        time.sleep(2)
        for _ in range(ORDERS):
            health.append(timed(line.call, "GET", "/v1/health")[0])
            begun = time.monotonic()
            answer = line.call("POST", "/v1/portal/requests", body)
            post.append(time.monotonic() - begun)
            rows.append(window.wait(re.search(rb'"id":"([^"]+)"', answer).group(1).decode(), 10) - begun)
            time.sleep(0.15)
    finally:
        line.close()
        window.close()
        windows.prefer()
    yield f"round trip (GET /v1/health): {tail(health)}"
    yield f"POST to its answer: {tail(post)}"
    yield f"POST to the painted row: {tail(rows)}: {ratio(rows, health)} the round trip"


def figure_rate(office):
    """Answers a second, four connections that stay open."""
    lists = f"/v1/authorities/{office.authority}"
    floor = load.rate(office.clerk, "/v1/health")
    yield f"GET /v1/health: {floor:.0f}/s"
    for name, path in (("session", "/v1/session"), ("list of 50", f"{lists}/requests?limit=50"),
                       ("feed page of 500", f"{lists}/feed?limit=500")):
        size = len(office.clerk.get(path).body)
        speed = load.rate(office.clerk, path)
        yield f"GET {name} ({size / 1000:.0f} kB): {speed:.0f}/s, {speed * size / 1e6:.0f} MB/s, 1 : {floor / speed:.1f} of health"


def instructions(office, path, count):
    """Instructions of a whole life of the server that answers @count times."""
    office.server.stop()
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "callgrind")
        with Server(directory=office.server.directory, prefix=("valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", "-q")) as slow:
            client = slow.client(office.clerk.token)
            line = load.Line(client)
            for _ in range(count):
                line.call("GET", path)
            line.close()
        with open(out, encoding="utf-8", errors="replace") as file:
            found = re.search(r"^(?:summary|totals): (\d+)", file.read(), re.M)
    office.server.start()
    return int(found.group(1))


def figure_instructions(office):
    """The difference of two lives of the server that answered the same question so many times and twice as many."""
    lists = f"/v1/authorities/{office.authority}"
    for name, path in (("health", "/v1/health"), ("list of 50", f"{lists}/requests?limit=50"), ("feed page of 500", f"{lists}/feed?limit=500")):
        each = (instructions(office, path, MANY) - instructions(office, path, FEW)) / (MANY - FEW)
        yield f"GET {name}: {each / 1000:.0f}k instructions"


def issue(office):
    """Seconds of draft, fetching it, signing and accepting of one certificate."""
    request = ok(office.citizen.post("/v1/portal/requests", order(office.authority)), 201)
    request = ok(put_extract(office.clerk, ok(act(office.clerk, request, "claim"))))
    drafting, made = timed(draft, office.clerk, request)
    fetching, pdf = timed(office.clerk.get, f"/v1/drafts/{ok(made, 201)['id']}/content")
    signing, signed = timed(sign, office.server, pdf.body)
    accepting, answer = timed(hand_in, office.clerk, made.json["id"], signed)
    assert ok(answer)["state"] == "issued", answer
    return drafting, fetching, signing, accepting, drafting + fetching + signing + accepting


def figure_issue(office):
    """A certificate over HTTP, and the renderer and signer alone."""
    issue(office)
    runs = list(zip(*(issue(office) for _ in range(ISSUES))))
    for name, values in zip(("draft", "fetch it", "sign (a program of its own)", "check and accept", "all four"), runs):
        yield f"{name}: {tail(values)}"
    with tempfile.TemporaryDirectory() as folder:
        said = subprocess.run([os.path.join(windows.BUILD, "tests/documents/render-document"), "registration-certificate", "registration-certificate",
                               "simple", "electronic", os.path.join(folder, "out.pdf"), "30"], check=True, capture_output=True, text=True)
    yield "the renderer alone, 30 in a row: " + said.stdout.strip()


ALL = {name[len("figure_"):]: make for name, make in list(globals().items()) if name.startswith("figure_")}
