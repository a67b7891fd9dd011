# SPDX-License-Identifier: GPL-3.0-or-later
"""Four eyes, from the citizen's order to the signed document: submitted, returned, submitted again, approved by somebody
else in their window, signed by the first.

No service that asks for four eyes has a template yet, so this office asks for them with registration certificates."""
import json
import os
import shutil
import tempfile

import amtd
from domain import gate, ok, order, put_extract
from journey import Role, Window, eventually

SERVICE = "registration-certificate"
NAME, DRAFTER, APPROVER = "Żaneta Łukaszewicz-Weiß", "Annegret Thießen", "Karin Petersen"
homes = tempfile.TemporaryDirectory()


def data_with_four_eyes():
    folder = os.path.join(homes.name, "data")
    shutil.copytree(os.environ["AMT_DATA_DIR"], folder)
    path = os.path.join(folder, "catalogue", SERVICE + ".json")
    with open(path, encoding="utf-8") as file:
        service = json.load(file)
    with open(path, "w", encoding="utf-8") as file:
        json.dump(service | {"version": service["version"] + 1, "four_eyes": True}, file)
    return folder


server = amtd.Server()  # the demonstration issues such certificates, so it is made without
assert server.stop() == 0
server.env = {"AMT_DATA_DIR": data_with_four_eyes()}
server.start()
citizen = server.citizen("z.lukaszewicz")
clerk = server.staff("a.thiessen")


def open_window(user, *more):
    window = Window("--server", server.url, "--user", user, *more, env={"AMTSSTUBE_DEMO_PASSWORD": amtd.PASSWORD},
                    home=os.path.join(homes.name, user))
    eventually("the inbox", lambda: next(window.all(Role.LIST, "Requests"), None), 60)
    return window


drafter = open_window("a.thiessen", "--signing-key", os.path.join(server.state, "pki", "a.thiessen.p12"))
approver = open_window("k.petersen")
made = ok(citizen.post("/v1/portal/requests", order(clerk.authority())), 201)
ROW = rf"{NAME}, Registration Certificate.*, {int(made['file_number'][5:])}, .*"


def read():
    return ok(clerk.get(f"/v1/requests/{made['id']}"))


def has_state(state):
    eventually(f"the state {state}", lambda: read()["state"] == state)


def submit():
    drafter.to_front()
    drafter.press("Submit for Approval….*")
    drafter.find(Role.DIALOG, "Submit for Approval")
    drafter.press("Submit")
    drafter.gone(Role.DIALOG, "Submit for Approval")
    has_state("in-approval")


def test_what_is_ready_is_submitted_instead_of_issued():
    drafter.to_front()
    drafter.select_row(ROW)
    drafter.find(Role.HEADING, NAME)
    drafter.press("Claim")
    has_state("in-review")
    button = drafter.find(Role.PUSH_BUTTON, "Submit for Approval….*")
    assert not drafter.enabled(button), "submitted with the register open"
    ok(put_extract(clerk, read()))
    drafter.find(Role.TOGGLE_BUTTON, "Register: met.*")
    submit()


def test_whoever_submitted_does_not_approve():
    button = eventually("the button", lambda: next(drafter.all(Role.PUSH_BUTTON, "Approve.*"), None))
    assert not drafter.enabled(button)
    assert button.get_description() == "Your role does not allow this", button.get_description()


def test_the_supervisor_finds_and_returns_it():
    approver.to_front()
    approver.select_row("In Approval, .*")
    approver.select_row(ROW)
    approver.find(Role.HEADING, NAME)
    approver.command("Return")
    approver.find(Role.DIALOG, "Return.*")
    approver.enter("Reason.*", "Vornamen bitte prüfen")
    approver.press("Return", roles=(Role.PUSH_BUTTON,))
    has_state("in-review")
    approver.gone(Role.LIST_ITEM, ROW)
    assert read()["handler"]["name"] == DRAFTER
    assert gate(read(), "approval")["status"] == "open"


def test_it_comes_back_to_whoever_submitted_it():
    drafter.to_front()
    drafter.find(Role.PUSH_BUTTON, "Submit for Approval….*")
    drafter.find(Role.LABEL, f"Returned by {APPROVER}: Vornamen bitte prüfen")
    assert "returned_reason" not in ok(citizen.get(f"/v1/portal/requests/{made['id']}"))
    drafter.press("History", roles=Role.PAGE_TAB)
    drafter.find(None, ".*Vornamen bitte prüfen.*")
    submit()
    drafter.gone(Role.LABEL, "Returned by .*")
    assert not {"returned_by", "returned_reason"} & set(read()), "submitted again"


def test_the_supervisor_approves_it():
    approver.to_front()
    approver.select_row(ROW)
    approver.find(Role.HEADING, NAME)
    approver.press("Approve.*")
    has_state("in-review")
    approver.gone(Role.LIST_ITEM, ROW)
    found = gate(read(), "approval")
    assert (found["status"], found["by_name"]) == ("met", APPROVER), found
    assert read()["handler"]["name"] == DRAFTER


def test_the_first_signs_what_the_second_approved():
    drafter.to_front()
    drafter.find(Role.TOGGLE_BUTTON, "Approval: met.*")
    drafter.press("Issue….*")
    drafter.find(Role.DIALOG, "Issue Document")
    drafter.enter("Pass.*|PIN.*", "demo")
    drafter.press("Sign and Provide")
    eventually("the issued request", lambda: read()["state"] == "issued", 60)
    drafter.gone(Role.HEADING, NAME)  # done, on to the next
    document = read()["documents"][0]
    assert document["signer_name"] == DRAFTER, document
    pdf = citizen.get(f"/v1/portal/documents/{document['id']}/content")
    assert pdf.status == 200 and pdf.body.startswith(b"%PDF"), pdf


status = 1
try:
    status = amtd.main(globals())
finally:
    for window in (drafter, approver):
        window.close()
    server.__exit__()
    homes.cleanup()
