# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose it is: released and taken back by Undo, handed to a colleague and to the team, taken over by the supervisor with a
reason; and a follow-up that brings it back on its day."""
import os
import tempfile
import time

import amtd
from domain import ok, order
from journey import Role, Window, eventually

ROWS = (Role.LIST_ITEM, Role.TABLE_ROW)
homes = tempfile.TemporaryDirectory()
server = amtd.Server()
citizen = server.citizen("z.lukaszewicz")
clerk = server.staff("a.thiessen")
NAME = "Żaneta Łukaszewicz-Weiß"


def open_window(user):
    window = Window("--server", server.url, "--user", user, env={"AMTSSTUBE_DEMO_PASSWORD": amtd.PASSWORD},
                    home=os.path.join(homes.name, user))
    eventually("the inbox", lambda: next(window.all(Role.LIST, "Requests"), None), 60)
    return window


window, lead = open_window("a.thiessen"), open_window("k.petersen")
made = ok(citizen.post("/v1/portal/requests", order(clerk.authority())), 201)
ROW = rf"{NAME}, Registration Certificate.*, {int(made['file_number'][5:])}, .*"


def read():
    return ok(clerk.get(f"/v1/requests/{made['id']}"))


def handler():
    return (read().get("handler") or {}).get("name")


def journal(action):
    return next(e for e in ok(clerk.get(f"/v1/requests/{made['id']}/journal"))["items"] if e["action"] == action)


def hand_to(where, whom, reason=None):
    where.to_front()
    where.keys("h")
    where.find(Role.DIALOG, "Hand Over")
    where.select_row(whom)
    confirm = where.find(Role.PUSH_BUTTON, "Hand Over")
    if reason:
        assert not where.enabled(confirm), "another's request goes without a reason"
        where.enter("Reason.*", reason)
    where.press("Hand Over", roles=(Role.PUSH_BUTTON,))
    where.gone(Role.DIALOG, "Hand Over")


def test_released_and_taken_back():
    window.to_front()
    window.select_row(ROW)
    window.find(Role.HEADING, NAME)
    window.press("Claim")
    eventually("the claim", lambda: handler() == "Annegret Thießen")
    window.command("Release")
    eventually("the release", lambda: read()["state"] == "new")
    window.find(None, "Released")
    window.press("Undo")
    eventually("the undo", lambda: handler() == "Annegret Thießen")


def offered(name):
    eventually(f"{name} offered", lambda: any(window.enabled(node) for node in window.all(Role.PUSH_BUTTON, name)))


def test_claim_and_release_are_undone_with_one_key():
    window.to_front()
    offered("Ask Back.*")
    window.keys("ctrl+f", "Escape", "C")
    eventually("the release", lambda: read()["state"] == "new")
    window.find(None, "Released")
    window.keys("ctrl+z")
    eventually("the undo", lambda: handler() == "Annegret Thießen")
    offered("Ask Back.*")
    window.keys("C")
    eventually("the second release", lambda: read()["state"] == "new")
    offered("Claim")
    window.keys("c")
    eventually("the claim", lambda: handler() == "Annegret Thießen")
    window.find(None, "Claimed")
    window.keys("ctrl+z")
    eventually("the claim undone", lambda: handler() is None and read()["state"] == "new")
    offered("Claim")
    window.keys("c")
    eventually("the claim again", lambda: handler() == "Annegret Thießen")


def test_a_follow_up_stands_in_its_queue_on_its_day_and_not_before():
    """The demo office's day is the machine's: a follow-up for today is there at once, one for tomorrow only tomorrow."""
    window.to_front()
    today = time.strftime("%Y-%m-%d", time.localtime())
    tomorrow = time.strftime("%Y-%m-%d", time.localtime(time.time() + 86400))
    path = f"/v1/requests/{made['id']}/follow-up"
    ok(clerk.put(path, {"on": tomorrow, "text": "Wiedervorlage"}))
    window.find(Role.LABEL, "follow-up .*")
    window.select_row("Follow-Ups.*")
    window.find(Role.LABEL, "1 open.*")
    assert not list(window.all(ROWS, ROW)), "it is there a day early"
    ok(clerk.put(path, {"on": today, "text": "Wiedervorlage"}))
    window.find(ROWS, ROW)
    window.find(ROWS, "Follow-Ups, 2 requests")
    ok(clerk.delete(path))
    window.gone(ROWS, ROW)
    window.find(ROWS, "Follow-Ups, 1 request")
    window.select_row("Mine, .*")
    window.select_row(ROW)
    window.find(Role.HEADING, NAME)


def test_a_follow_up_is_set_and_shown():
    window.command("Follow-Up")
    window.find(Role.DIALOG, "Follow-Up.*")
    window.press("Tomorrow")
    window.enter("What for", "Wartet auf Rückruf")
    window.press("Save")
    window.gone(Role.DIALOG, "Follow-Up")
    follow_up = eventually("the follow-up", lambda: read().get("follow_up"))
    assert follow_up["text"] == "Wartet auf Rückruf", follow_up
    window.find(Role.LABEL, "follow-up .*")


def test_handed_to_a_colleague():
    hand_to(window, "Jörg Đorđević.*")
    eventually("the new handler", lambda: handler() == "Jörg Đorđević")
    window.find(Role.LABEL, "Jörg Đorđević")


def test_the_supervisor_takes_it_over_with_a_reason():
    lead.to_front()
    lead.select_row("All Open, .*")
    lead.enter("Search requests", made["file_number"])
    lead.select_row(ROW)
    lead.find(Role.HEADING, NAME)
    hand_to(lead, "Karin Petersen.*", "Herr Đorđević ist krank")
    eventually("the new handler", lambda: handler() == "Karin Petersen")
    assert "krank" in journal("hand-over")["text"], journal("hand-over")


def test_handed_to_the_team():
    hand_to(lead, "The Team")
    eventually("nobody", lambda: handler() is None)
    assert read()["state"] == "in-review"
    window.to_front()
    window.select_row("Unclaimed, .*")
    window.select_row(ROW)
    window.press("Claim")
    eventually("the claim", lambda: handler() == "Annegret Thießen")


status = 0
try:
    status = amtd.main(globals())
finally:
    for one in (window, lead):
        one.close()
    server.__exit__()
