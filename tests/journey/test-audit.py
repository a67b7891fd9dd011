# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page and dialog has names, large enough targets and a way through by Tab; SIZE=360x640 shows them narrow, LARGE=1 with
letters of 200 % in high contrast."""
import base64
import os
import time

import amtd
import audit
import screen
from domain import act, ok, order, put_extract
from journey import Role, Window, eventually

NARROW = os.environ.get("SIZE", "").startswith("360")
LARGE = {"ADW_DEBUG_HIGH_CONTRAST": "1"} if os.environ.get("LARGE") else {}
NAME = "Żaneta Łukaszewicz-Weiß"
PICTURE = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
ROWS = (Role.LIST_ITEM, Role.TABLE_ROW)

server = amtd.Server()
clerk = server.staff("a.thiessen")
citizen = server.citizen("z.lukaszewicz")
authority = clerk.authority()
window = in_hand = None
if LARGE:
    screen.set_dpi(192)


def open_window(**environment):
    global window
    if window:
        window.close()
    window = Window("--server", server.url, "--user", "a.thiessen", "--signing-key",
                    os.path.join(server.state, "pki", "a.thiessen.p12"), env={**LARGE, **environment})


def none(found):
    assert not found, "\n".join(found)


def new_request(ready=False, **more):
    made = ok(citizen.post("/v1/portal/requests", order(authority, **more)), 201)
    if ready:
        made = ok(act(clerk, made, "claim"))
        made = ok(put_extract(clerk, made))
    return made


def pattern(made):
    return rf"{NAME}, .*, {int(made['file_number'].split('-')[1])}, .*"


def in_search():
    now = window.focused()
    return now and now.get_name() == "Search requests"


def open_request(made, queue):
    """By keys, as the search leads to it."""
    window.keys("ctrl+" + queue, "ctrl+f")
    eventually("the search", in_search)
    time.sleep(0.4)  # one pane slides over the other
    window.keys("ctrl+a")  # the queue may keep what was searched for
    window.type(made["file_number"].split("-")[1].lstrip("0"))
    window.find(ROWS, pattern(made))
    time.sleep(0.4)
    window.keys("Return", "Return")
    window.find(Role.HEADING, NAME)
    eventually("a focus in the request", lambda: window.focused())


def dialog(name, *keys):
    none(audit.overlay(window, lambda: window.keys(*keys), name))


def from_menu(menu, item, name):
    def act_on():
        window.press(menu, (Role.TOGGLE_BUTTON,))
        window.press(item)

    none(audit.overlay(window, act_on, name, back=menu))


def test_sign_in():
    open_window()
    window.find(Role.PUSH_BUTTON, "Sign In")
    none(audit.page(window))


def test_inbox():
    open_window(AMTSSTUBE_DEMO_PASSWORD=amtd.PASSWORD)
    eventually("the inbox", lambda: next(window.all(Role.LIST, "Requests"), None), 60)
    time.sleep(1)
    none(audit.page(window))


def test_inbox_without_hits():
    window.keys("ctrl+f")
    window.type("qqq")
    window.text("No .*|Nothing .*|Nobody .*")
    none(audit.page(window))
    window.keys("ctrl+f", "Escape")
    window.find(ROWS, ".*, Registration Certificate.*")


def test_sidebar():
    if not NARROW:
        return "stands beside the list"
    window.keys("F9")
    none(audit.page(window))
    if next(window.all(Role.LIST, "Queues and teams"), None):
        window.keys("F9")
    window.gone(Role.LIST, "Queues and teams")


def test_search_from_the_sidebar():
    if not NARROW:
        return "stands beside the list"
    for quickly in (("ctrl+8", "ctrl+f"), ("ctrl+9", "ctrl+f"), ("ctrl+f",)):
        window.keys("F9")
        window.find(Role.LIST, "Queues and teams")
        window.keys(*quickly, pause=0)
        window.gone(Role.LIST, "Queues and teams")
        eventually("the search", in_search)
        time.sleep(audit.SETTLED)
        assert in_search(), f"{quickly}: the keys went on to {audit.describe(window.focused())}"


def test_filter():
    none(audit.overlay(window, lambda: window.keys("ctrl+shift+f"), back="Filter and Sort (Ctrl+Shift+F)"))


def test_preferences():
    dialog("Preferences", "ctrl+comma")


def test_shortcuts():
    dialog("Keyboard Shortcuts|Shortcuts", "ctrl+question")


def test_commands():
    dialog("Commands", "ctrl+k")


def test_outbox():
    dialog("Outbox", "ctrl+shift+o")


def test_about():
    def act_on():
        window.keys("ctrl+k")
        eventually("the search", lambda: window.focused(window.find(Role.DIALOG, "Commands")))
        window.type("About")
        window.keys("Return")

    none(audit.overlay(window, act_on, "About.*"))


def test_older():
    window.keys("ctrl+f")
    window.type("qqq")
    window.text("No .*|Nothing .*|Nobody .*")
    dialog("Older Requests", "ctrl+shift+s")
    window.keys("ctrl+f", "Escape")
    window.find(ROWS, ".*, Registration Certificate.*")


def test_main_menu():
    window.keys("F10")
    window.find(Role.MENU_ITEM, "Preferences")
    none(audit.names_and_targets(window))
    window.keys("Escape")
    window.gone(Role.MENU_ITEM, "Preferences")
    if NARROW:
        window.keys("Escape")  # the sidebar it stands in


def test_a_new_request():
    made = new_request()
    open_request(made, "9")
    none(audit.page(window))


def test_a_request_in_hand():
    global in_hand
    in_hand = new_request(ready=True)
    open_request(in_hand, "9")
    window.find(None, "Street and number: .*")
    none(audit.page(window))


def test_gates():
    window.keys("g")
    found = []
    for kind in ("Details", "Identity", "Register", "Entitlement", "Payment", "Approval"):
        eventually(kind, lambda kind=kind: window.focused().get_name().startswith(kind))
        found += [f"{kind}: {finding}" for finding in audit.overlay(window, lambda: window.keys("Return"))]
        window.keys("Right")
    none(found)


def test_history():
    window.keys("alt+3")
    window.find(Role.LIST_ITEM, "Register extract confirmed, .*")
    none(audit.page(window))
    window.keys("alt+1")


def test_extract():
    dialog("Register Extract", "e")


def test_note():
    dialog("Internal Note", "ctrl+shift+n")


def test_follow_up():
    dialog("Follow-Up", "f")


def test_ask():
    dialog("Ask Back", "r")


def test_hand_over():
    dialog("Hand Over", "h")


def test_reject():
    dialog("Reject.*", "shift+x")


def test_attachment():
    path = f"/v1/portal/requests/{in_hand['id']}/attachments"
    ok(citizen.call("POST", path, PICTURE, {"Content-Disposition": "attachment; filename=Bild.png"}))
    window.find(Role.LIST_ITEM, "Bild.png.*")
    for _ in range(40):
        window.keys("Tab", pause=0.05)
        if (node := window.focused()) and node.get_name().startswith("Bild.png"):
            break
    dialog("Bild.png", "Return")


def test_withdraw():
    from_menu("More Actions", "Withdraw…", "Withdraw.*")


def test_issue():
    dialog("Issue.*", "i")


def gate_reached(kind):
    """Tabs to one of the gates, which stay what they are when somebody else has the request."""
    for _ in range(20):
        window.keys("Tab", pause=0.05)
        if (now := window.focused()) and now.get_name().startswith(kind):
            return audit.describe(now)
    raise AssertionError(f"Tab never came to {kind}")


def test_conflict():
    made = new_request(ready=True)
    open_request(made, "9")
    back = gate_reached("Register")
    window.keys("r")
    window.enter("Question", "Welches Geburtsdatum ist richtig?")
    lead = server.staff("k.petersen")
    other = next(c for c in ok(lead.get(f"/v1/authorities/{authority}/colleagues"))["items"] if c["name"].startswith("Jörg"))
    window.stand_still()
    try:
        window.keys("ctrl+Return")
        now = ok(clerk.get(f"/v1/requests/{made['id']}"))
        ok(act(lead, now, "hand-over", person_id=other["id"], reason="Vertretung"))
    finally:
        window.go_on()
    window.find(Role.LABEL, ".*Was Faster")
    none(audit.page(window, window.find((Role.DIALOG, Role.ALERT), ".*Was Faster")))
    window.keys("Escape")
    window.gone((Role.DIALOG, Role.ALERT))
    eventually(f"the focus on {back}", lambda: audit.describe(window.focused()) == back)


def test_lock():
    window.keys("ctrl+l")
    window.find(Role.HEADING, "Locked")
    none(audit.page(window))


status = 1
try:
    status = amtd.main(globals())
finally:
    if window:
        window.close()
    server.__exit__()
