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
    window.enter("Entry number", "M 4711")
    for stated in ("Łukaszewicz-Weiß", "Żaneta", "17 Apr 1988", "29999", "Leinhagen"):
        window.press(f"Take over what was stated: {stated}.*")
    window.enter("Street and number.*", "Lindenweg 9")
    window.press("Confirm")
    eventually("the extract on the server", lambda: read().get("extract", {}).get("confirmed"))
    assert read()["extract"]["fields"]["street"] == "Lindenweg 9"


def test_the_difference_is_marked_in_words():
    window.find(None, "Street and number: stated Lindenweg 7, register Lindenweg 9, differs")


def test_sign_and_provide():
    window.press("Issue.*")
    window.find(Role.DIALOG, "Issue Document.*")
    page = eventually("the page, spoken", lambda: next((n for n in window.all() if "Lindenweg 9" in (n.get_description() or "")), None))
    assert "Meldebescheinigung" in page.get_description(), page.get_description()
    window.enter("Pass.*|PIN.*", "demo")
    window.press("Sign and Provide")
    eventually("the issued request", lambda: read()["state"] == "issued", 60)


def test_it_leaves_the_open_queues():
    window.gone((Role.LIST_ITEM, Role.TABLE_ROW), row())


def test_the_citizen_fetches_and_others_check():
    view = ok(citizen.get(f"/v1/portal/requests/{asked['id']}"))
    document = view["documents"][0]
    fetched = citizen.get(f"/v1/portal/documents/{document['id']}/content")
    assert fetched.status == 200, fetched
    folder = os.path.join(os.environ["AMT_BUILD"], "journey")
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, "issued.pdf")
    with open(path, "wb") as file:
        file.write(fetched.body)
    subprocess.run(["qpdf", "--check", path], check=True, stdout=subprocess.DEVNULL)
    said = subprocess.run(["pdfsig", path], capture_output=True, text=True).stdout
    assert "Signature is Valid" in said and "Total document signed" in said, said
    text = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
    assert "Lindenweg 9" in text and "Łukaszewicz-Weiß" in text, text
    eventually("the delivery", lambda: read()["documents"][0]["delivery"] == "fetched")


status = 0
try:
    status = amtd.main(globals())
finally:
    window.close()
    server.__exit__()
