# SPDX-License-Identifier: GPL-3.0-or-later
"""Windows that are started, timed and weighed."""
import os
import re
import signal
import subprocess
import threading
import time

from journey import die_with_parent

BUILD = os.environ["AMT_BUILD"]
EMPTY = [os.path.join(BUILD, "tests/bench/empty-window")]
WINDOW = [os.path.join(BUILD, "src/client/amtsstube")]
MARK = "amtsstube-painted"
PATIENCE = 60


def environment(**more):
    return {**os.environ, "LANG": "C.UTF-8", "GSETTINGS_BACKEND": "keyfile", "GSETTINGS_SCHEMA_DIR": os.path.join(BUILD, "data"),
            "AMT_LOCALE_DIR": os.path.join(BUILD, "po"), "G_MESSAGES_DEBUG": MARK, **more}


class Watched:
    """A window whose words are read, each with the moment it came."""

    def __init__(self, command, **more):
        self.begun = time.monotonic()
        self.process = subprocess.Popen(command, env=environment(**more), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                        preexec_fn=die_with_parent)
        self.painted = {}  # id of a request ("" for the empty window) → when it was first painted
        self.worked = None  # seconds of processor time until the first paint
        self.words = []
        self.news = threading.Condition()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        for line in self.process.stdout:
            now = time.monotonic()
            with self.news:
                self.words.append(line)
                if match := re.search(r"painted ?(\S*)$", line.strip()):
                    self.worked = self.worked or work(self.process.pid)
                    self.painted.setdefault(match.group(1), now)
                    self.news.notify_all()

    def wait(self, request=None, seconds=PATIENCE):
        """When @request (or whatever came first) was painted."""
        with self.news:
            if not self.news.wait_for(lambda: request in self.painted if request else self.painted, seconds):
                raise RuntimeError(f"never painted: {request or 'anything'}; it said: {''.join(self.words[-20:])}")
            return self.painted[request] if request else min(self.painted.values())

    def weight(self):
        """PSS in bytes of this process and all it started."""
        return sum(pss(pid) for pid in family(self.process.pid))

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.reader.join(5)
        self.process.stdout.close()


def family(pid):
    """@pid and its descendants."""
    parents = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat", encoding="utf-8", errors="replace") as file:
                parents[int(name)] = int(file.read().rsplit(")", 1)[1].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
    found = [pid]
    for parent in found:
        found += [child for child, its in parents.items() if its == parent]
    return found


def work(pid):
    """Seconds all threads of @pid have run."""
    total = 0
    for thread in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{thread}/schedstat", encoding="ascii") as file:
            total += int(file.read().split()[0])
    return total / 1e9


def pss(pid):
    with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
        return 1024 * int(re.search(r"^Pss:\s+(\d+)", file.read(), re.M).group(1))


def start(command, settle, **more):
    """(seconds to the first painted frame with content, processor time of it, bytes after @settle seconds more, marks)"""
    window = Watched(command, **more)
    try:
        took = window.wait() - window.begun
        time.sleep(settle)
        return took, window.worked, window.weight(), len(window.painted)
    finally:
        window.close()


def prefer(**values):
    """Settings of the windows started from now on; values as GVariant text."""
    folder = os.path.join(os.environ["XDG_CONFIG_HOME"], "glib-2.0", "settings")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "keyfile"), "w", encoding="utf-8") as file:
        file.write("[org/amtsstube/Amtsstube]\n" + "".join(f"{name.replace('_', '-')}={value}\n" for name, value in values.items()))
