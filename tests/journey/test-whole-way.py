# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole way: a citizen orders over HTTP while the window is open; a clerk takes, compares, signs and provides; the
citizen fetches; programs nobody here wrote check the signature."""
import os
import subprocess
import sys
import time

import amtd
from domain import ok, order
from journey import Role, Window, eventually

server = amtd.Server()
citizen = server.citizen("z.lukaszewicz")
clerk = server.staff("a.thiessen")
pki = os.path.join(server.state, "pki")
window = Window("--server", server.url, "--user", "a.thiessen", "--signing-key", os.path.join(pki, "a.thiessen.p12"),
                env={"AMTSSTUBE_DEMO_PASSWORD": amtd.PASSWORD})
eventually("the inbox", lambda: next(window.all(Role.LIST, "Requests"), None), 60)
asked = {}
NAME = "Żaneta Łukaszewicz-Weiß"


def row():
    return rf"{NAME}, Registration Certificate.*{asked['file_number'].split('-')[1].lstrip('0')}.*"


def read():
    return ok(clerk.get(f"/v1/requests/{asked['id']}"))


def test_an_order_appears_while_the_window_is_open():
    time.sleep(1)
    begun = time.monotonic()
    asked.update(ok(citizen.post("/v1/portal/requests", order(clerk.authority())), 201))
    window.find((Role.LIST_ITEM, Role.TABLE_ROW), row())
    print(f"# seen {1000 * (time.monotonic() - begun):.0f} ms after the order, the looking included")


def test_claim():
    window.select_row(row())
    window.find(Role.HEADING, NAME)
    window.press("Claim")
    eventually("the claim on the server", lambda: read().get("handler", {}).get("name") == "Annegret Thießen")


def test_enter_the_extract():
    window.press("Edit.*|Enter.*")
    window.enter("Entry.*|Number of the entry.*", "M 4711")
    for field in ("Family name", "Given names", "Date of birth", "Street.*", "Postcode", "Town"):
        window.press("Take over what was stated.*")
        time.sleep(0.2)
    print("# " + window.tree().replace("\n", "\n# "))


status = 0
try:
    status = amtd.main(globals())
finally:
    window.close()
    server.__exit__()
