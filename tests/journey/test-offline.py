# SPDX-License-Identifier: GPL-3.0-or-later
"""The server goes while a clerk writes, the window is killed, the session ends: nothing typed is lost, nothing sent twice."""
import os
import re
import tempfile
import time

import amtd
import keyring
from domain import act, ok, order
from journey import Role, State, Window, eventually

NAME = "Żaneta Łukaszewicz-Weiß"
NOTE, HALF = "Ausweis lag vor", "Geburtsname noch klären"
ROWS = (Role.LIST_ITEM, Role.TABLE_ROW)
USER = "a.thiessen"

home = tempfile.TemporaryDirectory()
server = amtd.Server()
clerk = server.staff(USER)
citizen = server.citizen("z.lukaszewicz")
request = ok(citizen.post("/v1/portal/requests", order(clerk.authority())), 201)
ok(act(clerk, request, "claim"))
server.args = ["--port", str(server.port)]  # where it comes back
windows = []


def row():
    return rf"{NAME}, Registration Certificate.*, {int(request['file_number'].split('-')[1])}, .*"


def read():
    return ok(clerk.get(f"/v1/requests/{request['id']}"))


def notes():
    return [note["text"] for note in read()["notes"]]


def open_window(**environment):
    window = Window("--server", server.url, "--user", USER, env=environment, home=home.name, settings={"queue": "'mine'"})
    windows.append(window)
    eventually("the inbox", lambda: next(window.all(Role.LIST, "Requests"), None), 60)
    return window


def window():
    return windows[-1]


def open_request():
    window().select_row(row())
    window().find(Role.HEADING, NAME)
    window().find(Role.PUSH_BUTTON, "Issue….*")


def field(name):
    return window().text_of(window().find(Role.TEXT, name))


def test_the_server_goes_and_the_window_says_so():
    open_window(AMTSSTUBE_DEMO_PASSWORD=amtd.PASSWORD)
    open_request()
    window().keys("ctrl+shift+n")
    window().find(Role.TEXT, "Internal note")
    window().type(NOTE[:7])
    assert server.stop() == 0
    window().type(NOTE[7:])
    window().text("Offline since .*")
    assert field("Internal note") == NOTE
    window().find(ROWS, row())
    window().find(Role.HEADING, NAME)


def test_a_note_waits_in_the_outbox():
    window().keys("ctrl+Return")
    window().find(None, f"Internal note, not sent yet, .*{NOTE}.*")
    window().text("Offline since .*1 waiting")


def go_on_with(key, name):
    """Presses @key until what is called so has the keys."""
    for _ in range(9):
        if re.fullmatch(name, window().focused().get_name(), re.S):
            return
        window().keys(key)
    raise AssertionError(f"{key} never comes to {name}")


def ask_to_discard(note):
    eventually("the keys in the dialog", lambda: window().focused(under=window().find(Role.DIALOG, "Outbox")))
    if window().focused().get_name() != "Discard…":
        go_on_with("Tab", "Internal note: .*")
        go_on_with("Down", note)
        go_on_with("Tab", "Discard…")
    window().keys("space")
    window().text("Discard Note.*")
    eventually("the keys in the question", lambda: window().focused().get_name() in ("Cancel", "Discard"))


def test_the_banner_opens_what_waits_and_a_note_can_be_discarded():
    waits = rf"Internal note: {NOTE}\. {NAME}, .* · waiting since .*"
    window().keys("ctrl+shift+n")
    window().find(Role.TEXT, "Internal note")
    window().type("Doch nicht")
    window().keys("ctrl+Return")
    window().text("Offline since .*2 waiting")
    window().press("Outbox")
    window().find(Role.DIALOG, "Outbox")
    window().find(ROWS, waits)
    ask_to_discard("Internal note: Doch nicht.*")
    window().text("Discard Note.*")
    window().keys("Escape")  # asked, not done
    window().gone(Role.LABEL, "Discard Note.*")
    ask_to_discard("Internal note: Doch nicht.*")
    window().press("Discard")
    window().gone(ROWS, "Internal note: Doch nicht.*")
    eventually("the keys on what still waits", lambda: re.fullmatch(waits, window().focused().get_name()))
    window().press("Try Again")  # nobody answers: it goes on waiting
    window().find(ROWS, waits)
    eventually("the keys where they were", lambda: re.fullmatch(waits, window().focused().get_name()))
    window().keys("Escape")
    window().gone(Role.DIALOG, "Outbox")
    window().text("Offline since .*1 waiting")


def test_other_requests_can_be_looked_at_but_not_changed():
    window().press("Enter….*|Edit….*")
    window().enter("Entry number", "M 4711")
    window().press("Take over what was stated: Łukaszewicz.*")
    window().keys("ctrl+Return")
    window().find(Role.LABEL, ".*(required|missing|not reachable|What you typed is kept).*")
    window().press("Cancel")
    window().gone(Role.TEXT, "Entry number")


def test_the_note_arrives_once_when_the_server_is_back():
    server.start()
    window().gone(Role.LABEL, ".*Offline since.*", seconds=90)
    eventually("the note on the server", lambda: notes() == [NOTE])
    window().gone(None, "Internal note, not sent yet, .*")
    window().find(None, f"Internal note, .*{NOTE}")
    time.sleep(2)
    assert notes() == [NOTE], notes()


def test_what_was_typed_survives_a_kill():
    open_request()
    window().keys("ctrl+shift+n")
    window().find(Role.TEXT, "Internal note")
    window().type_into("Internal note", HALF)
    window().kill()
    open_window()  # without a password: it stayed signed in
    open_request()
    window().keys("ctrl+shift+n")
    assert field("Internal note") == HALF
    window().keys("Escape")
    window().press("Enter….*|Edit….*")
    assert field("Entry number") == "M 4711"
    assert field("Family name.*") == "Łukaszewicz-Weiß"
    window().press("Cancel")
    assert notes() == [NOTE], notes()


def test_a_window_opens_without_the_server():
    window().close()
    assert server.stop() == 0
    open_window()
    open_request()
    window().find(None, ".*: Łukaszewicz-Weiß")
    window().text("Offline.*")
    server.start()
    window().gone(Role.LABEL, ".*Offline.*", seconds=90)


def test_an_ended_session_asks_again_and_keeps_everything():
    window().keys("ctrl+shift+n")
    window().find(Role.TEXT, "Internal note")
    window().type(" bitte")
    token = keyring.secret(server=server.url, user=USER, kind="token")
    ok(server.client(token).delete("/v1/session"))
    window().find(Role.DIALOG, "Sign In Again")
    window().text("Everything you typed is kept")
    window().type("falsch")
    window().keys("Return")
    window().text("User name or password is wrong.*")
    window().type(amtd.PASSWORD)
    window().keys("Return")
    window().gone(Role.DIALOG, "Sign In Again")
    assert field("Internal note") == HALF + " bitte"
    window().press("Save")
    eventually("the note on the server", lambda: notes() == [NOTE, HALF + " bitte"])
    assert keyring.secret(server=server.url, user=USER, kind="token") != token


status = 1
try:
    status = amtd.main(globals())
finally:
    for each in windows:
        if each.process.poll() is None:
            each.close()
    server.__exit__()
    home.cleanup()
