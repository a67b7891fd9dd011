# SPDX-License-Identifier: GPL-3.0-or-later
"""Every action by its name, what may not be done says why, and the keys never end up where nobody put them."""
import os
import re

import amtd
from domain import ok, order
from journey import Role, State, Window, eventually

ROWS = (Role.LIST_ITEM, Role.TABLE_ROW)
server = amtd.Server()
citizen = server.citizen("z.lukaszewicz")
clerk = server.staff("a.thiessen")
asked = [ok(citizen.post("/v1/portal/requests", order(clerk.authority())), 201) for _ in range(2)]
window = Window("--server", server.url, "--user", "a.thiessen", env={"AMTSSTUBE_DEMO_PASSWORD": amtd.PASSWORD})


def read(request):
    return ok(clerk.get(f"/v1/requests/{request['id']}"))


def focus():
    node = window.focused()
    return node.get_name() or "" if node else None


def focused(pattern):
    return eventually(f"the focus on {pattern!r}", lambda: re.fullmatch(pattern, focus() or "", re.S))


def stays_in_the_request():
    """The head or its gates have the keys, also some frames later."""
    eventually("the focus in the request", lambda: re.fullmatch(r"(Claim|Issue|Ask Back|More Actions|Data|Details|Identity|Register|Eligibility|Payment|Approval).*", focus() or "", re.S))
    assert not re.fullmatch("Signed in as.*|Main Menu", focus() or ""), focus()


def number(request):
    return int(request["file_number"][5:])


def open_request(request):
    window.keys("ctrl+f")
    window.keys("ctrl+a")
    window.type(request["file_number"])
    eventually("its row", lambda: next(window.all(ROWS, f".*, {number(request)}, .*"), None))
    window.keys("Return")
    focused(f".*, {number(request)}, .*")
    window.keys("Return")
    focused("Claim")


def test_claiming_keeps_the_focus_in_the_head():
    window.find(Role.LIST, "Requests")
    window.keys("ctrl+4")  # Unclaimed: the row goes with the claim
    open_request(asked[0])
    window.keys("c")
    eventually("the claim", lambda: read(asked[0])["state"] == "in-review")
    window.gone(ROWS, f".*, {number(asked[0])}, .*")
    stays_in_the_request()


def test_the_menu_says_why_not():
    window.press("More Actions", Role.TOGGLE_BUTTON)
    item = window.find(Role.MENU_ITEM, r"Submit for Approval…\. .+")
    assert not window.enabled(item)
    assert window.enabled(window.find(Role.MENU_ITEM, "Internal Note…"))
    for _ in range(8):  # it can be reached, so that a screen reader says it
        if re.fullmatch(r"Submit for Approval…\. .+", focus() or ""):
            break
        window.keys("Down")
    focused(r"Submit for Approval…\. .+")
    window.keys("Escape")
    window.gone(Role.MENU_ITEM, "Internal Note…")


def test_the_commands_are_all_there_and_say_why_not():
    before = focus()
    window.keys("ctrl+k")
    window.find(Role.DIALOG, "Commands")
    focused("Search commands")
    assert not window.enabled(window.find(ROWS, r"Approve, A\. .+"))
    assert window.enabled(window.find(ROWS, "Release, Shift\\+C"))
    window.type("withdraw")
    window.find(ROWS, r"Withdraw, Shift\+W.*")
    window.gone(ROWS, "Release, .*")
    window.keys("Down")
    focused("Withdraw.*")
    window.keys("Escape")
    window.gone(Role.DIALOG, "Commands")
    focused(re.escape(before))


def test_a_command_runs_by_its_name():
    window.keys("ctrl+k")
    focused("Search commands")
    window.type("internal")
    window.find(ROWS, "Internal Note, .*")
    window.keys("Return")
    window.find(Role.TEXT, "Internal note")
    focused("Internal note")
    window.type_into("Internal note", "Rückruf")
    window.keys("ctrl+Return")
    eventually("the note", lambda: [note["text"] for note in read(asked[0])["notes"]] == ["Rückruf"])
    window.gone(Role.TEXT, "Internal note")
    stays_in_the_request()


def test_what_may_not_be_done_does_not_run():
    window.keys("ctrl+k")
    focused("Search commands")
    window.type("approve")
    window.find(ROWS, r"Approve, A\. .+")
    window.keys("Return")
    focused("Search commands")
    window.keys("Escape")
    window.gone(Role.DIALOG, "Commands")


def test_release_and_undo_by_command_keep_the_focus():
    window.keys("ctrl+k")
    focused("Search commands")
    window.type("release")
    window.keys("Return")
    eventually("the release", lambda: read(asked[0])["state"] == "new")
    stays_in_the_request()


def test_dialogs_give_the_focus_back():
    open_request(asked[1])
    for key, title in (("ctrl+question", "Keyboard Shortcuts"), ("ctrl+comma", "Preferences"), ("ctrl+k", "Commands")):
        window.keys(key)
        window.find(Role.DIALOG, title)
        window.keys("Escape")
        window.gone(Role.DIALOG, title)
        focused("Claim")


def test_the_server_is_searched_for_what_is_not_in_the_list():
    window.keys("ctrl+f")
    window.keys("ctrl+a")
    window.type("Łukaszewicz")
    window.press("Search Older Requests on the Server.*")
    window.find(Role.DIALOG, "Older Requests")
    pattern = rf"Żaneta Łukaszewicz-Weiß, {asked[0]['file_number']} · .*"
    window.find(ROWS, pattern)
    focused("Żaneta.* · .*")
    for _ in range(60):
        if re.fullmatch(pattern, focus() or "", re.S):
            break
        window.keys("Down")
    focused(pattern)
    window.keys("Return")
    window.gone(Role.DIALOG, "Older Requests")
    window.text(asked[0]["file_number"])


status = 1
try:
    status = amtd.main(globals())
finally:
    window.close()
    server.__exit__()
