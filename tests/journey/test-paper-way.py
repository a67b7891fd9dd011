# SPDX-License-Identifier: GPL-3.0-or-later
"""A birth certificate on paper: gates recorded, printed for signature, number of the form, handed over."""
import glob
import os
import re
import subprocess

import amtd
from domain import ok, order
from journey import Role, Window, eventually, printing

server = amtd.Server()
citizen = server.citizen("z.lukaszewicz")
registrar = server.staff("m.roehrs")
os.chdir(os.environ["HOME"])  # where "Print to File" puts its file
window = Window("--server", server.url, "--user", "m.roehrs", env={"AMTSSTUBE_DEMO_PASSWORD": amtd.PASSWORD, **printing()})
eventually("the inbox", lambda: next(window.all(Role.LIST, "Requests"), None), 60)
asked = {}
NAME = "Żaneta Łukaszewicz-Weiß"


def row():
    return rf"{NAME}, Birth Certificate.*{asked['file_number'].split('-')[1].lstrip('0')}.*"


def read():
    return ok(registrar.get(f"/v1/requests/{asked['id']}"))


def gate(kind):
    return next(g["status"] for g in read()["gates"] if g["kind"] == kind)


def printed_text():
    """What the printed page says; the file is there before it is whole."""
    for path in glob.glob(os.path.join(os.environ["HOME"], "**", "*.pdf"), recursive=True):
        text = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=False).stdout
        if "Muster" in text:
            return text
    return None


def test_order_and_claim():
    asked.update(ok(citizen.post("/v1/portal/requests", order(registrar.authority(), "birth-certificate", "standard", "paper")), 201))
    window.find((Role.LIST_ITEM, Role.TABLE_ROW), row())
    window.select_row(row())
    window.find(Role.HEADING, NAME)
    window.press("Claim")
    eventually("the claim", lambda: read()["state"] == "in-review")


def test_entitlement_is_recorded():
    window.press("Entitlement: open.*")
    window.press("the person concerned")
    window.press("Record Entitlement")
    eventually("the entitlement gate", lambda: gate("entitlement") == "met")


def test_an_exemption_is_brought_up_and_taken_back():
    window.press("Payment: open.*")
    window.press("Exemption…")
    window.find(Role.RADIO_BUTTON, "for a pension")
    eventually("the first choice", lambda: window.focused() and window.focused().get_name() == "for a pension")
    window.keys("space")
    window.enter("Proof seen.*", "Rentenbescheid")
    window.press("Grant Exemption")
    eventually("the payment gate", lambda: gate("payment") == "met")
    window.press("Payment: met, exempt")
    window.press("Open Again")
    eventually("the fee to be due", lambda: gate("payment") == "open")


def test_payment_is_recorded():
    window.press("Payment: open.*")
    window.enter("Receipt or booking number", "Q 4711/26")
    window.press("Record Payment")
    eventually("the payment gate", lambda: gate("payment") == "met")


def test_the_extract_is_entered():
    window.press("Edit.*|Enter Extract.*|Enter…")
    window.find(Role.DIALOG, "Register Extract")
    window.enter("Entry number", "G 1127/1988")
    for button in [n.get_name() for n in window.all(name="Take over what was stated.*")]:
        window.press(re.escape(button))
    window.press("Confirm")
    eventually("the register gate", lambda: gate("register") == "met")


def test_print_for_signature():
    window.press("Issue.*|Print.*")
    window.find(Role.DIALOG, "Issue Document")
    eventually("the page, spoken", lambda: next((n for n in window.all() if "Muster" in (n.get_description() or "")), None))
    window.press("Print for Signature…")
    window.find(Role.DIALOG, "Print for Signature")
    window.select_row("Print to File")
    window.press("Print")
    window.gone(Role.DIALOG, "Print for Signature")
    text = eventually("the printed file, whole", printed_text)
    assert "Łukaszewicz-Weiß" in text, text


def test_the_form_has_a_number():
    window.enter("Number of the form", "NI 318811")
    window.press("Record as Signed")
    eventually("the issued request", lambda: read()["state"] == "issued")
    document = read()["documents"][0]
    assert document["sheet_number"] == "NI 318811" and document["delivery"] == "printed", document


def test_handed_over():
    window.press("Handed Over")
    eventually("the delivery", lambda: read()["documents"][0]["delivery"] == "handed-out")
    window.gone((Role.LIST_ITEM, Role.TABLE_ROW), row())


status = 0
try:
    status = amtd.main(globals())
finally:
    window.close()
    server.__exit__()
