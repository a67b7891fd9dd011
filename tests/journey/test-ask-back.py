# SPDX-License-Identifier: GPL-3.0-or-later
"""Asking back: a wording and marked fields, the clock that stands still, the citizen's answer over HTTP, what it opens
again, and what the history tells."""
import amtd
from domain import gate, ok, order, put_extract
from journey import Role, State, Window, eventually

server = amtd.Server()
citizen = server.citizen("z.lukaszewicz")
clerk = server.staff("a.thiessen")
window = Window("--server", server.url, "--user", "a.thiessen", env={"AMTSSTUBE_DEMO_PASSWORD": amtd.PASSWORD})
eventually("the inbox", lambda: next(window.all(Role.LIST, "Requests"), None), 60)
asked = ok(citizen.post("/v1/portal/requests", order(clerk.authority())), 201)
NAME = "Żaneta Łukaszewicz-Weiß"
ROW = rf"{NAME}, Registration Certificate.*, {int(asked['file_number'][5:])}, .*"


def read():
    return ok(clerk.get(f"/v1/requests/{asked['id']}"))


def portal():
    return ok(citizen.get(f"/v1/portal/requests/{asked['id']}"))


def test_a_request_that_is_ready_but_for_one_doubt():
    window.select_row(ROW)
    window.find(Role.HEADING, NAME)
    window.press("Claim")
    eventually("the claim", lambda: read()["state"] == "in-review")
    ok(put_extract(clerk, read()))
    window.find(Role.TOGGLE_BUTTON, "Register: met.*")


def test_a_wording_and_the_fields_it_is_about():
    window.find(Role.LABEL, "due in .*")
    window.keys("r")
    window.find(Role.DIALOG, "Ask Back")
    send = window.find(Role.PUSH_BUTTON, "Send")
    assert not window.enabled(send), "an empty question can be sent"
    window.keys("shift+Tab", "Return", "Down", "Return", "Tab")  # the first wording there is
    question = eventually("the wording", lambda: window.text_of(window.find(Role.TEXT, "Question")))
    assert "frühere Anschrift" in question and "{{" not in question, question
    for field in ("Street and number", "Postcode"):
        box = window.find(Role.CHECK_BOX, field)
        for _ in range(12):
            if box.get_state_set().contains(State.FOCUSED):
                break
            window.keys("Tab")
        window.keys("space")
        eventually(f"{field} marked", lambda box=box: box.get_state_set().contains(State.CHECKED))


def test_it_waits_and_the_clock_stands_still():
    window.keys("ctrl+Return")
    window.gone(Role.DIALOG, "Ask Back")
    window.text("Waiting")
    window.find(Role.LABEL, "paused")
    assert next(window.all(Role.LABEL, "due in .*"), None) is None, "a deadline runs on"
    request = read()
    assert request["state"] == "waiting" and request["suspended_at"], request
    assert request["notices"][-1]["fields"] == ["street", "postcode"], request["notices"]


def test_it_lies_in_waiting():
    window.select_row("Waiting, .*")
    window.find(Role.LIST_ITEM, ROW.replace(", .*", ", paused, waiting.*"))


def test_the_citizen_reads_and_answers():
    question = portal()["notices"][-1]
    assert question["kind"] == "ask" and "frühere Anschrift" in question["text"], question
    refused = citizen.post(f"/v1/portal/requests/{asked['id']}/answer", {"form": {"town": "Nordwiek"}})
    assert refused.status == 422 and refused.json["field"] == "form.town", refused
    ok(citizen.post(f"/v1/portal/requests/{asked['id']}/answer", {"text": "Now Lindenweg 8.", "form": {"street": "Lindenweg 8"}}))


def test_the_window_shows_the_answer():
    window.text("In Review")
    window.find(None, "Answer of the applicant · applicant, .*")
    window.text("Now Lindenweg 8")
    window.find(None, "Street and number: Lindenweg 8")


def test_what_was_judged_of_the_old_form_is_open_again():
    assert gate(read(), "register")["judged_version"] < read()["content_version"], read()["gates"]
    window.find(Role.TOGGLE_BUTTON, "Register: open.*")


def test_the_deadline_runs_again():
    window.find(Role.LABEL, "due in .*")
    assert next(window.all(Role.LABEL, "paused"), None) is None, "it still says paused"
    assert read().get("suspended_at") is None and read()["target_on"], read()


def test_it_left_waiting_for_mine():
    window.gone(Role.LIST_ITEM, ROW)
    window.select_row("Mine, .*")
    window.find(Role.LIST_ITEM, ROW)


def test_the_history_tells_it():
    window.select_row(ROW)
    window.keys("alt+3")
    window.find(None, "Asked back, Annegret Thießen · Waiting · .*frühere Anschrift.*")
    window.find(None, "Answered, .* · In Review · Now Lindenweg 8.*")


status = 0
try:
    status = amtd.main(globals())
finally:
    window.close()
    server.__exit__()
