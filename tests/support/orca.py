# SPDX-License-Identifier: GPL-3.0-or-later
"""Orca, listening: what a blind clerk is told, sentence by sentence. No voice is needed; its log holds what it says."""
import json
import os
import re
import subprocess
import sys
import time

from journey import PATIENCE, Missing, die_with_parent, eventually

SPOKEN = re.compile(rb"^[\d:.]+ - SPEECH OUTPUT: '(.*)' \{", re.M)
# Keys are not echoed: what is heard is the window's answer to them.
QUIET = {"enableKeyEcho": False, "enableEchoByWord": False, "enableEchoByCharacter": False, "enableTutorialMessages": False}
# Orca keeps back what it logs until some kilobytes are full; line by line it can be listened to while it speaks. A program
# that does not answer for 800 ms is as good as dead to it, which a window on a busy machine is not.
LINE_BY_LINE = f"""
import builtins, runpy, shutil, sys
import gi
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi
Atspi.set_timeout({round(5000 * PATIENCE)}, {round(30000 * PATIENCE)})
plainly = builtins.open
builtins.open = lambda file, mode="r", buffering=-1, *more, **named: plainly(
    file, mode, 1 if buffering == -1 and "w" in mode and "b" not in mode else buffering, *more, **named)
sys.argv[0] = shutil.which("orca")
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def _tell_bus(name):
    """As the desktop does when a screen reader is switched on."""
    subprocess.run(["gdbus", "call", "--session", "--dest", "org.a11y.Bus", "--object-path", "/org/a11y/bus", "--method",
                    "org.freedesktop.DBus.Properties.Set", "org.a11y.Status", name, "<true>"],
                   stdout=subprocess.DEVNULL, check=True, timeout=60)


def _keep_settings():
    folder = os.path.join(os.environ["XDG_DATA_HOME"], "orca")
    os.makedirs(folder, exist_ok=True)
    profile = ["Default", "default"]
    with open(os.path.join(folder, "user-settings.conf"), "w", encoding="utf-8") as file:
        json.dump({"general": {**QUIET, "startingProfile": profile}, "profiles": {"default": {**QUIET, "profile": profile}},
                   "pronunciations": {}, "keybindings": {}}, file)


class Orca:
    """Start it before the window. It ends with the test, however the test ends."""

    def __init__(self, directory):
        self.log = os.path.join(directory, "orca.log")
        with open(self.log, "wb"):
            pass
        for name in ("IsEnabled", "ScreenReaderEnabled"):
            _tell_bus(name)
        _keep_settings()
        self.heard = 0  # how many utterances have been asked for
        self.process = subprocess.Popen([sys.executable, "-c", LINE_BY_LINE, "--debug-file=" + self.log], env={**os.environ, "LANG": "C.UTF-8"},
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=die_with_parent)
        eventually("Orca's first word", self.spoken, max(60, PATIENCE))

    def spoken(self):
        """Everything said so far, one utterance each."""
        with open(self.log, "rb") as file:
            return [text.decode("utf-8", "replace") for text in SPOKEN.findall(file.read())]

    def hears(self, pattern, seconds=None):
        """Waits until @pattern is said after what was heard last. How words are grouped into utterances is Orca's own
        affair, so they are taken as lines of one text."""

        def probe():
            said = self.spoken()[self.heard:]
            match = re.search(pattern, "\n".join(said), re.S)
            if match is None:
                return False
            self.heard += match.string.count("\n", 0, match.end()) + 1
            return True

        try:
            eventually(f"Orca saying {pattern!r}", probe, seconds)
        except Missing as missing:
            raise Missing(f"{missing}\nit said: " + "\n".join(self.spoken()[self.heard:])) from None

    def falls_silent(self, first=0.8, quiet=0.8):
        """What was said until nothing more is; passed over by what hears() is asked next. Waits @first seconds for a word."""
        end = time.monotonic() + first + 10
        count, since = self.heard, time.monotonic()
        while time.monotonic() - since < (quiet if count > self.heard else first) and time.monotonic() < end:
            time.sleep(0.05)
            if len(self.spoken()) != count:
                count, since = len(self.spoken()), time.monotonic()
        said = self.spoken()[self.heard:]
        self.heard += len(said)
        return said

    def close(self):
        self.process.kill()
        self.process.wait()
