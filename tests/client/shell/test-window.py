# SPDX-License-Identifier: GPL-3.0-or-later
"""The real window against the real server: signing in with every failure, staying, locking, offline, keys, leaving."""
import http.server
import os
import re
import shutil
import socket
import tempfile
import threading

import amtd
from journey import Role, State, Window, eventually

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

USER = "a.thiessen"
DEMO = {"AMTSSTUBE_DEMO_PASSWORD": amtd.PASSWORD}
server = amtd.Server()
server.args = ["--port", str(server.port)]  # the same one when it is started again
home = tempfile.mkdtemp()


def said(window, pattern, seconds=None):
    return window.find((Role.ALERT, Role.LABEL, Role.HEADING, Role.NOTIFICATION), f".*(?:{pattern}).*", seconds=seconds)


def typed(window, name):
    """The length and the text of a field."""
    text = window.find((Role.TEXT, Role.ENTRY, Role.PASSWORD_TEXT), name).get_text_iface()
    return text.get_character_count(), Atspi.Text.get_text(text, 0, text.get_character_count())


def sign_in_fails(address, password, pattern, field):
    window = Window("--server", address, "--user", USER)
    try:
        window.enter("Password", password)
        window.press("Sign In")
        said(window, pattern)
        eventually(f"the focus on {field}", lambda: window.focused() is not None and window.focused().get_name() == field)
        assert typed(window, "Password")[0] == len(password), "the password went away"
    finally:
        window.close()


def test_a_letter_leads_to_each_field():
    window = Window("--server", server.url, "--user", USER)
    try:
        window.find(Role.PUSH_BUTTON, "Sign In")
        for letter, field in (("v", "Server"), ("u", "User Name")):  # P and N are the window manager's here
            window.keys("alt+" + letter)
            eventually(f"the focus on {field}", lambda: window.focused() is not None and window.focused().get_name() == field)
    finally:
        window.close()


def test_a_wrong_password_is_said_and_kept():
    sign_in_fails(server.url, "falsch", "User name or password is wrong", "Password")


def test_an_unknown_host_is_said():
    sign_in_fails("https://nowhere.invalid", "x", "No server has this address", "Server")


def test_a_closed_port_is_said():
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        sign_in_fails(f"http://127.0.0.1:{closed.getsockname()[1]}", "x", "no server runs there", "Server")


def test_an_unencrypted_address_is_refused():
    sign_in_fails("http://192.0.2.1", "x", "Only encrypted connections", "Server")


def test_no_address_is_said():
    sign_in_fails("was soll das", "x", "not the address of a server", "Server")


def test_another_server_is_said():
    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<html>hello</html>")

        def log_message(self, *_):
            pass

    other = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=other.serve_forever, daemon=True).start()
    try:
        sign_in_fails(f"http://127.0.0.1:{other.server_port}", "x", "Another kind of server", "Server")
    finally:
        other.shutdown()
        other.server_close()


def at_work(*arguments, env=DEMO, where=None):
    window = Window("--server", server.url, "--user", USER, *arguments, env=env, home=where)
    window.find(Role.LIST, "Requests")
    return window


def rows(window):
    return [row.get_name() for row in window.all((Role.LIST_ITEM, Role.TABLE_ROW)) if row.get_name().count(",") > 2]


def test_staying_signed_in_opens_without_a_password_and_without_network():
    at_work(where=home).close()
    at_work(env={}, where=home).close()
    server.stop()
    try:
        window = at_work(env={}, where=home)
        try:
            eventually("the rows of the copy", lambda: rows(window))
            said(window, "Offline")
        finally:
            window.close()
    finally:
        server.start()


def test_the_lock_hides_everything_and_nothing_typed_is_lost():
    window = at_work()
    try:
        window.keys("ctrl+f")
        window.type("Nguyen")
        window.keys("ctrl+l")
        said(window, "Locked")
        window.gone(Role.LIST, "Requests")
        window.enter("Password", "falsch")
        window.press("Unlock")
        said(window, "User name or password is wrong")
        window.enter("Password", amtd.PASSWORD)
        window.press("Unlock")
        window.find(Role.LIST, "Requests")
        assert typed(window, "Search requests")[1] == "Nguyen", "what was typed is gone"
    finally:
        window.close()


def test_single_keys_act_only_while_nothing_is_typed():
    window = at_work()
    try:
        eventually("rows", lambda: rows(window))
        window.keys("ctrl+f")
        window.type("njk")
        assert typed(window, "Search requests")[1] == "njk", typed(window, "Search requests")
        window.keys("Escape")
        window.keys("j")
        first = eventually("a selected row", lambda: selected(window))
        window.keys("j")
        eventually("the next row", lambda: selected(window) not in (None, first))
        window.keys("k")
        eventually("the first row again", lambda: selected(window) == first)
    finally:
        window.close()


def selected(window):
    window.app.clear_cache()
    for row in window.all((Role.LIST_ITEM, Role.TABLE_ROW)):
        if row.get_name().count(",") > 2 and row.get_state_set().contains(State.SELECTED):
            return row.get_name()
    return None


def test_claim_next_is_undone_with_one_key():
    window = at_work()
    try:
        eventually("rows", lambda: rows(window))
        window.keys("n")
        said(window, "Claimed")
        window.keys("ctrl+z")
        said(window, "Undone")
    finally:
        window.close()


def number(row):
    return next(part.strip() for part in row.split(",") if part.strip().isdigit())


def test_a_key_never_acts_on_the_row_before():
    window = at_work()
    try:
        eventually("rows", lambda: rows(window))
        window.keys("Down")
        first = eventually("a selected row", lambda: selected(window))
        window.find(Role.HEADING, re.escape(first.split(",")[0]))
        listed = rows(window)
        second = listed[listed.index(first) + 1]
        window.keys("j", "c", pause=0)
        window.find(Role.HEADING, re.escape(second.split(",")[0]))
        assert number(first) in map(number, rows(window)), f"{first} was claimed"
    finally:
        window.close()


def test_signing_out_at_the_lock_leaves_nothing_open():
    window = at_work()
    try:
        window.keys("ctrl+shift+o")
        window.find(Role.DIALOG)
        window.keys("ctrl+l")
        said(window, "Locked")
        window.press("Sign Out")
        window.find((Role.TEXT, Role.ENTRY, Role.PASSWORD_TEXT), "Server")
        window.gone(Role.DIALOG)
    finally:
        window.close()


def test_a_change_by_a_colleague_keeps_the_selection():
    window = at_work()
    try:
        eventually("rows", lambda: rows(window))
        window.keys("Down", "Down", "Down")
        row = eventually("a selected row", lambda: selected(window))
        number = row.split(",")[-1]
        colleague = server.staff("j.dordevic")
        listed = rows(window)
        other = next(name for name in listed if name != row)
        file_number = next(part.strip() for part in other.split(",") if part.strip().isdigit())
        summary = find_request(colleague, file_number)
        answer = colleague.post(f"/v1/requests/{summary['id']}/actions/claim", {}, if_match=summary["version"])
        assert answer.status == 200, answer
        eventually("the claimed row to leave", lambda: not any(file_number + "," in name for name in rows(window)))
        assert selected(window) == row, f"{selected(window)} instead of {row} ({number})"
    finally:
        window.close()


def find_request(client, short_number):
    authority = client.authority()
    after, epoch = 0, None
    while True:
        query = f"after={after}&limit=500" + (f"&epoch={epoch}" if epoch else "")
        page = client.get(f"/v1/authorities/{authority}/feed?{query}").json
        for item in page["items"]:
            request = item.get("request")
            if request and request["file_number"].endswith("-" + short_number.zfill(6)):
                return request
        if not page["more"]:
            raise AssertionError(f"no request {short_number}")
        after, epoch = page["last"], page["epoch"]


def test_an_ended_session_asks_again_over_the_window():
    window = at_work(where=home)
    try:
        window.keys("ctrl+f")
        window.type("Sza")
        server.stop()
        forget_sessions()
        server.start()
        said(window, "session of Annegret Thießen has ended", 60)
        window.type(amtd.PASSWORD)
        window.keys("Return")
        window.gone(Role.DIALOG)
        said(window, "Up to date", 60)
        assert typed(window, "Search requests")[1] == "Sza", "what was typed is gone"
    finally:
        window.close()


def forget_sessions():
    import sqlite3

    with sqlite3.connect(os.path.join(server.state, "amtsstube.db")) as database:
        database.execute("DELETE FROM sessions")


def test_sign_out_and_forget_leaves_nothing():
    window = at_work(where=home)
    copies = os.path.join(home, "XDG_DATA_HOME", "amtsstube")
    try:
        assert any(files for _, _, files in os.walk(copies)), "there was no copy"
        window.press("Signed in as.*", Role.TOGGLE_BUTTON)
        eventually("the menu", lambda: next(window.all(Role.MENU_ITEM), None))
        window.keys("f")
        window.press("Sign Out and Forget")
        window.find(Role.TEXT, "Password")
        eventually("the copy to go", lambda: not any(files for _, _, files in os.walk(copies)))
    finally:
        window.close()


try:
    amtd.main(globals())
finally:
    if server.process:
        server.stop()
    shutil.rmtree(server.directory, ignore_errors=True)
    shutil.rmtree(home, ignore_errors=True)
