# SPDX-License-Identifier: GPL-3.0-or-later
"""shots.py LOOK FOLDER ADDRESS DEMO: pictures of every page in one look, on the screen named by DISPLAY."""
import os
import sys
import time

import screen
from journey import Missing, Role, Window, eventually

GERMAN = {"All Open": "Alle offenen", "Mine": "Meine", "Sign In": "Anmelden"}
look, folder, address, demo = sys.argv[1:5]
german = os.environ.get("AMT_LANG", "").startswith("de")
narrow = look.startswith("narrow")
environment = {"AMTSSTUBE_DEMO_PASSWORD": "demo-amtsstube", "LANG": os.environ.get("AMT_LANG", "C.UTF-8")}
failures = []


def word(english):
    return GERMAN[english] if german else english


def take(name, settle=0.9):
    time.sleep(settle)
    screen.save(os.path.join(folder, f"{name}-{look}.png"))


def step(name, *acts):
    """Does @acts and takes a picture; a page that cannot be reached is reported, the others are still taken."""
    try:
        for act in acts:
            act()
        take(name)
    except Missing as error:
        failures.append(f"{name}-{look}: {error}")
        take(name + "-failed", 0)


def key(*names):
    return lambda: window.keys(*names)


def rows():
    return eventually("rows", lambda: [row for row in window.all((Role.LIST_ITEM, Role.TABLE_ROW)) if "," in row.get_name()])


def open_request(pattern):
    def act():
        window.keys("ctrl+f")
        window.type(pattern)
        time.sleep(0.5)
        window.keys("Return")
        time.sleep(0.3)
        window.keys("Return")
        time.sleep(0.8)

    return act


if look == "large":
    screen.set_dpi(192)

# signing in
window = Window("--server", address, "--user", "a.thiessen", env={"LANG": environment["LANG"]})
step("sign-in")
step("sign-in-wrong", lambda: window.type("falsch"), key("Return"), lambda: time.sleep(0.5))
window.close()

# at work
window = Window("--server", address, "--user", "a.thiessen", "--signing-key", os.path.join(demo, "pki", "a.thiessen.p12"), env=environment)
eventually("the inbox", lambda: next(window.all(Role.LIST, "Requests|Anträge"), None), 30)
step("unclaimed", lambda: time.sleep(1.5))
step("inbox", key("ctrl+9"), rows)
if not narrow:
    step("request", key("Down", "Down", "Down"), lambda: time.sleep(0.6))
step("request-open", key("Return"), lambda: time.sleep(0.8))
step("history", key("alt+3"))
window.keys("alt+1")
step("mine", key("ctrl+5"))
step("filter", key("ctrl+9"), key("ctrl+shift+f"))
window.keys("Escape")
step("search-nothing", key("ctrl+f"), lambda: window.type("qqq"))
window.keys("Escape")
if narrow:
    step("sidebar", key("F9"))
    window.keys("F9")
step("shortcuts", key("ctrl+question"))
window.keys("Escape")
step("preferences", key("ctrl+comma"))
window.keys("Escape")
step("lock", key("ctrl+l"), lambda: time.sleep(0.5))
window.close()

for failure in failures:
    print(failure, file=sys.stderr)
sys.exit(1 if failures else 0)
