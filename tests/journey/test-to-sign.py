# SPDX-License-Identifier: GPL-3.0-or-later
"""The folder for signing: sent to a colleague and taken out again, sent to the team, signed by another."""
import os
import tempfile

import amtd
from domain import act, ok, order, put_extract
from journey import Role, Window, eventually

homes = tempfile.TemporaryDirectory()
server = amtd.Server()
citizen = server.citizen("z.lukaszewicz")
clerk = server.staff("a.thiessen")
NAME = "Żaneta Łukaszewicz-Weiß"


def open_window(user, *more):
    window = Window("--server", server.url, "--user", user, *more, env={"AMTSSTUBE_DEMO_PASSWORD": amtd.PASSWORD},
                    home=os.path.join(homes.name, user))
    eventually("the inbox", lambda: next(window.all(Role.LIST, "Requests"), None), 60)
    return window


drafter = open_window("a.thiessen")
other = open_window("k.petersen")
signer = open_window("j.dordevic", "--signing-key", os.path.join(server.state, "pki", "j.dordevic.p12"))
made = ok(citizen.post("/v1/portal/requests", order(clerk.authority())), 201)
ROW = rf"{NAME}, Registration Certificate.*, {int(made['file_number'][5:])}, .*"


def read():
    return ok(clerk.get(f"/v1/requests/{made['id']}"))


def send(whom):
    drafter.command("Send to Signing")
    drafter.find(Role.DIALOG, "Send to Signing")
    drafter.select_row(whom)
    drafter.press("Send")
    drafter.gone(Role.DIALOG, "Send to Signing")
    eventually("the folder", lambda: read()["state"] == "to-sign")


def test_what_is_ready_is_sent_to_a_colleague():
    drafter.to_front()
    drafter.select_row(ROW)
    drafter.find(Role.HEADING, NAME)
    drafter.press("Claim")
    eventually("the claim", lambda: read()["state"] == "in-review")
    ok(put_extract(clerk, read()))
    drafter.find(Role.TOGGLE_BUTTON, "Register: met.*")
    send("Jörg Đorđević.*")
    assert read()["drafter"]["name"] == "Annegret Thießen"
    drafter.text("To Sign")


def test_the_colleague_finds_it_in_the_folder():
    signer.to_front()
    signer.select_row("To Sign, .*")
    signer.find(Role.LIST_ITEM, ROW)
    signer.select_row(ROW)
    signer.find(Role.HEADING, NAME)
    button = signer.find(Role.BUTTON, "Sign…")
    eventually("the signer may sign", lambda: signer.enabled(button))


def test_somebody_else_reads_whom_it_waits_for():
    other.to_front()
    other.select_row("To Sign, .*")
    other.gone(Role.LIST_ITEM, ROW)
    other.select_row("All Open, .*")
    other.keys("ctrl+f")
    eventually("the search", lambda: other.focused() and other.focused().get_name() == "Search requests")
    other.type(made["file_number"])
    other.select_row(ROW)
    other.find(Role.HEADING, NAME)
    button = other.find(Role.BUTTON, "Sign…")
    assert not other.enabled(button)
    assert button.get_description() == "This was sent to Jörg Đorđević to sign.", button.get_description()


def test_the_drafter_takes_it_out_again():
    drafter.command("Take Out of Folder")
    eventually("the recall", lambda: read()["state"] == "in-review")
    eventually("the drafter's window to show it", lambda: drafter.enabled(drafter.find(Role.BUTTON, "Issue…")))
    signer.gone(Role.LIST_ITEM, ROW)


def test_it_is_sent_to_the_team():
    send("The Team")
    eventually("anybody may", lambda: other.enabled(other.find(Role.BUTTON, "Sign…")))
    signer.to_front()
    signer.find(Role.LIST_ITEM, ROW)
    drafter.command("Take Out of Folder")
    eventually("the recall", lambda: read()["state"] == "in-review")
    eventually("the drafter's window to show it", lambda: drafter.enabled(drafter.find(Role.BUTTON, "Issue…")))


def test_it_is_sent_to_the_colleague_for_good():
    send("Jörg Đorđević.*")
    eventually("nobody else may", lambda: not other.enabled(other.find(Role.BUTTON, "Sign…")))
    signer.to_front()
    signer.select_row(ROW)
    signer.find(Role.HEADING, NAME)


def test_the_colleague_signs_it():
    signer.press("Sign…")
    signer.find(Role.DIALOG, "Issue Document")
    signer.enter("Pass.*|PIN.*", "demo")
    signer.press("Sign and Provide")
    eventually("the issued request", lambda: read()["state"] == "issued", 60)
    document = read()["documents"][0]
    assert document["signer_name"] == "Jörg Đorđević", document
    signer.gone(Role.LIST_ITEM, ROW)


def test_the_drafter_sees_it_done():
    drafter.text("Issued")


status = 0
try:
    status = amtd.main(globals())
finally:
    for window in (drafter, signer, other):
        window.close()
    server.__exit__()
