# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole way by real keys only: no pointer, no help from the accessibility bus but for looking."""
import os
import re
import subprocess

import amtd
from domain import ok, order
from journey import BUTTONS, Missing, Role, Window, eventually

server = amtd.Server()
citizen = server.citizen("z.lukaszewicz")
clerk = server.staff("a.thiessen")
window = Window("--server", server.url, "--user", "a.thiessen",
                "--signing-key", os.path.join(server.state, "pki", "a.thiessen.p12"))
asked = ok(citizen.post("/v1/portal/requests", order(clerk.authority())), 201)


def read():
    return ok(clerk.get(f"/v1/requests/{asked['id']}"))


def focused(pattern):
    def probe():
        node = window.focused()
        return node if node and re.fullmatch(pattern, node.get_name() or "", re.S) else None

    try:
        return eventually(f"the focus on {pattern!r}", probe)
    except Missing as missing:
        raise Missing(f"{missing}\n{window.tree()}") from None


def tab_to(pattern, most=40):
    """Tab until the focus stands where it is wanted."""
    for _ in range(most):
        node = window.focused()
        if node and re.fullmatch(pattern, node.get_name() or "", re.S):
            return node
        window.keys("Tab")
    raise AssertionError(f"Tab never came to {pattern!r}\n{window.tree()}")


def offered(name):
    """A key that comes before its action may be taken is lost: the window hears of a change after the server knows it."""
    eventually(f"{name!r} to be offered", lambda: any(window.enabled(node) for node in window.all(BUTTONS, name)))


def test_sign_in():
    focused("Password")
    eventually("the keyboard", lambda: subprocess.run(["xdotool", "getwindowfocus"], capture_output=True, text=True).stdout.strip() not in ("", "1"))
    window.type(amtd.PASSWORD)
    window.keys("Return")
    eventually("the inbox", lambda: next(window.all(Role.LIST, "Requests"), None))


def test_find_and_claim():
    window.keys("ctrl+f")
    window.type(asked["file_number"])
    eventually("one row", lambda: next(window.all((Role.LIST_ITEM, Role.TABLE_ROW), f".*, {int(asked['file_number'][5:])}, .*"), None))
    window.keys("Return")
    focused(f".*, {int(asked['file_number'][5:])}, .*")
    window.keys("Return")
    focused("Claim")
    window.find(Role.HEADING, "Żaneta Łukaszewicz-Weiß")
    window.keys("c")
    eventually("the claim", lambda: read()["state"] == "in-review")


def test_what_is_stated_is_one_stop():
    tab_to("Family name: .*")
    for key, wanted in (("Right", "Given names: .*"), ("End", "Fee: .*"), ("Up", ".*: .*@.*"), ("Down", "Delivery: .*"), ("Home", "Family name: .*"),
                        ("Down", "Date of birth: .*")):
        window.keys(key)
        focused(wanted)
    window.keys("ctrl+c")
    window.text("Copied: Date of birth")
    for key, there in (("Tab", False), ("shift+Tab", True), ("shift+Tab", False), ("Tab", True)):
        window.keys(key)
        if there:
            focused("Date of birth: .*")
        else:
            eventually("another stop", lambda: (node := window.focused()) and node.get_role() != Role.LIST_ITEM)


def test_extract():
    offered("Enter.*")
    window.keys("e")
    window.find(Role.DIALOG, "Register Extract")
    window.keys("alt+r")
    focused("Register")
    tab_to("Entry number")
    window.type("M 4711")
    for stated in ("Family name", "Given names", "Date of birth", "Street and number", "Postcode", "Town"):
        tab_to(f"{stated} – stated.*")
        window.keys("ctrl+t")
    tab_to("Confirm")
    window.keys("Return")
    eventually("the extract", lambda: read().get("extract", {}).get("confirmed"))


def test_sign():
    offered("Issue.*")
    window.keys("i")
    window.find(Role.DIALOG, "Issue Document")
    focused("Passphrase of the key")
    window.type("demo")
    window.keys("Return")
    eventually("the issued request", lambda: read()["state"] == "issued", 60)
    window.gone(Role.DIALOG, "Issue Document")
    eventually("the focus in the window", lambda: window.focused() is not None)


status = 0
try:
    status = amtd.main(globals())
finally:
    window.close()
    server.__exit__()
