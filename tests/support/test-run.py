# SPDX-License-Identifier: GPL-3.0-or-later
""" "./dev run" without a display: the demo server answers, the window stands in the browser, and the end leaves nothing. Prints TAP."""
import os
import pathlib
import re
import signal
import subprocess
import tempfile
import time
import urllib.request

from tap import comment, end, ok, results

here = pathlib.Path(__file__).parent


def eventually(probe, seconds=90):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        answer = probe()
        if answer:
            return answer
        time.sleep(0.2)
    return None


def fetch(address):
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return answer.status, answer.read()
    except OSError:
        return 0, b""


def alive(session):
    found = []
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(stat.parent.name)
    return found


def run(folder):
    said = pathlib.Path(folder, "said")
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS")}
    environment.update(AMT_DEMO=f"{folder}/demo", XDG_RUNTIME_DIR=folder, XDG_DATA_HOME=f"{folder}/data", XDG_CACHE_HOME=f"{folder}/cache")
    with said.open("wb") as out:
        process = subprocess.Popen(["sh", here / "run.sh"], env=environment, stdout=out, stderr=out, start_new_session=True)
    find = lambda what: (match := re.search(what, said.read_text())) and match.group(1)
    server = eventually(lambda: find(r"server: (http://\S+)"))
    ok(server and fetch(f"{server}/v1/health")[0] == 200, "the demo server answers")
    screen = eventually(lambda: find(r"browser of this computer: (http://127\.0\.0\.1:\d+/[0-9a-f]{32}/)"))
    ok(screen and b"core/rfb.js" in fetch(screen)[1], "the window stands in the browser")
    ok(eventually(lambda: find(r"(the window's log)")) and process.poll() is None, "the window runs")
    time.sleep(2)
    ok(process.poll() is None, "and keeps running")
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        pass
    ok(process.returncode == 143, "a signal ends it")
    ok(eventually(lambda: not alive(process.pid), 20), "nothing is left running")
    if not all(results):
        comment(said.read_text())
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
    run(folder)
end()
