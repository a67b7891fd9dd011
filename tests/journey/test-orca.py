# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole way with the screen off: only real keys, each pressed once Orca has said what a blind clerk needs to press it."""
import os
import re
import signal
import subprocess

import amtd
from domain import ok, order
from journey import BUTTONS, Role, Window, eventually, listened
from orca import Orca

server = amtd.Server()
citizen = server.citizen("z.lukaszewicz")
clerk = server.staff("a.thiessen")
orca = Orca(server.directory)
window = Window("--server", server.url, "--user", "a.thiessen",
                "--signing-key", os.path.join(server.state, "pki", "a.thiessen.p12"), env=listened())
asked = ok(citizen.post("/v1/portal/requests", order(clerk.authority())), 201)
NUMBER = int(asked["file_number"][5:])
NAME = "Żaneta Łukaszewicz-Weiß"


def read():
    return ok(clerk.get(f"/v1/requests/{asked['id']}"))


def tab_until_heard(pattern, most=24):
    """Tab, listening to each stop, until the wanted one is named and is where the keys are: a busy Orca may still be telling
    of the stop before."""
    passed = []
    for _ in range(most):
        window.keys("Tab")
        said = orca.falls_silent(first=10)
        heard = re.search(pattern, "\n".join(said), re.S)
        if heard and (now := window.focused()) and now.get_name() in heard[0]:
            return
        passed += said
    raise AssertionError(f"Tab never came to {pattern!r}; passed: {passed}")


def test_sign_in():
    eventually("the keyboard", lambda: subprocess.run(["xdotool", "getwindowfocus"], capture_output=True, text=True).stdout.strip() not in ("", "1"))
    # Where the focus is when the window comes up Orca may miss: it comes to know the program only then. One goes round.
    eventually("the field", lambda: (window.focused() or window.app).get_name() == "Password")
    orca.hears(r"Amtsstube frame", 60)
    orca.falls_silent(first=3)
    tab_until_heard(r"Password text")
    window.type(amtd.PASSWORD)
    window.keys("Return")
    orca.hears(r"Requests List")


def test_find_the_row():
    window.keys("ctrl+f")
    orca.hears(r"Search requests")
    window.type(asked["file_number"])
    orca.hears(r"1 found")
    window.keys("Return")
    orca.hears(rf"{NAME}, Registration Certificate, simple, {NUMBER}, due in \d+ days, new\.")


def test_open_and_claim():
    window.keys("Return")
    orca.hears(rf"{NAME}.*Registration Certificate, simple.*Claim button")
    window.keys("c")
    orca.hears(r"Claimed")
    assert read()["state"] == "in-review"


def test_extract():
    orca.falls_silent()
    window.keys("e")
    orca.hears(r"Register Extract dialog.*Entry number")
    window.type("M 4711")
    for stated in (r"Family name – stated: Łukaszewicz-Weiß", r"Given names – stated: Żaneta", r"Date of birth – stated: 17 Apr 1988",
                   r"Street and number – stated: Lindenweg 7", r"Postcode – stated: 29999", r"Town – stated: Leinhagen"):
        tab_until_heard(stated)
        window.keys("ctrl+t")
    tab_until_heard(r"Confirm")
    window.keys("Return")
    orca.hears(r"Extract recorded|confirmed")
    assert read()["extract"]["confirmed"]


def test_issue():
    orca.falls_silent()
    window.gone(Role.DIALOG, "Register Extract")
    eventually("the offer to issue", lambda: any(window.enabled(node) for node in window.all(BUTTONS, "Issue.*")))
    window.keys("i")
    orca.hears(r"Issue Document dialog.*Registration Certificate, simple.*Passphrase of the key")
    window.keys("Escape")
    orca.hears(r"button")


def test_slow_draft():
    """What is waited for is said, too."""
    orca.falls_silent()
    server.process.send_signal(signal.SIGSTOP)
    try:
        window.keys("i")
        orca.hears(r"Issue Document dialog.*Passphrase of the key")
        orca.hears(r"The draft is being made\.")
    finally:
        server.process.send_signal(signal.SIGCONT)
    orca.hears(r"The draft is ready\.")


def test_sign():
    window.type("falsch")
    window.keys("Return")
    orca.hears(r"The passphrase is wrong\.", 90)
    window.type("demo")
    window.keys("Return")
    orca.hears(r"Signed and provided", 90)
    assert read()["state"] == "issued"


try:
    amtd.main(globals())
except SystemExit as end:
    if end.code:
        print("# " + "\n# ".join(orca.spoken() + [window.tree().replace("\n", "\n# ")]))
    raise
finally:
    window.close()
    orca.close()
    server.__exit__()
