# SPDX-License-Identifier: GPL-3.0-or-later
"""Overriding a gate: only by who may, after a warning that names who answers for it, with a reason that stays to be seen."""
import amtd
from domain import act, gate, ok, order, refused
from journey import Role, Window, eventually

server = amtd.Server()
citizen = server.citizen("z.lukaszewicz")
lead = server.staff("k.petersen")
window = Window("--server", server.url, "--user", "k.petersen", env={"AMTSSTUBE_DEMO_PASSWORD": amtd.PASSWORD})
eventually("the inbox", lambda: next(window.all(Role.LIST, "Requests"), None), 60)
made = ok(citizen.post("/v1/portal/requests", order(lead.authority(), carrier="paper")), 201)
NAME = "Żaneta Łukaszewicz-Weiß"
ROW = rf"{NAME}, Registration Certificate.*, {int(made['file_number'][5:])}, .*"
REASON = "Gebühr im Härtefall erlassen, Vermerk vom 20.11."


def read():
    return ok(lead.get(f"/v1/requests/{made['id']}"))


def test_an_open_gate():
    window.select_row(ROW)
    window.find(Role.HEADING, NAME)
    window.press("Claim")
    eventually("the claim", lambda: read()["state"] == "in-review")
    assert gate(read(), "payment")["status"] == "open"


def test_the_warning_names_who_answers_for_it():
    window.press("Payment: open.*")
    window.press("Override…")
    window.find(Role.DIALOG, "Override Gate")
    window.text("“Payment” is open.*you, Karin Petersen, answer for that")
    assert not window.enabled(window.find(Role.PUSH_BUTTON, "Override")), "a gate can be overridden without a reason"


def test_with_a_reason():
    window.enter("Reason", REASON)
    window.press("Override")
    window.gone(Role.DIALOG, "Override Gate")
    judged = eventually("the gate", lambda: gate(read(), "payment")["status"] == "overridden" and gate(read(), "payment"))
    assert judged["reason"] == REASON and judged["by_name"] == "Karin Petersen", judged


def test_the_request_shows_it():
    window.press("Payment: overridden, Karin Petersen")
    window.text("Reason: Gebühr im Härtefall")
    window.keys("Escape")


def test_the_history_shows_it():
    window.keys("alt+3")
    window.find(None, f"Payment overridden, Karin Petersen · .*{REASON}.*")


def test_what_no_law_lets_pass():
    window.keys("alt+1")
    window.press("Register: open")
    window.find(Role.PUSH_BUTTON, "Enter Extract…")
    assert next(window.all(Role.PUSH_BUTTON, "Override…"), None) is None, "the register gate offers to be overridden"


status = 0
try:
    status = amtd.main(globals())
finally:
    window.close()
    server.__exit__()
