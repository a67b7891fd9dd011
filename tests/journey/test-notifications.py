# SPDX-License-Identifier: GPL-3.0-or-later
"""What the desktop is told: of a new request only while the window is not in front, and never whose it is."""
import os
import tempfile
import time

from gi.repository import Gio, GLib

import amtd
from domain import act, ok, order
from journey import Role, Window, eventually

INTERFACE = """<node><interface name='org.gtk.Notifications'>
<method name='AddNotification'><arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='a{sv}' direction='in'/></method>
<method name='RemoveNotification'><arg type='s' direction='in'/><arg type='s' direction='in'/></method>
</interface></node>"""
ROWS = (Role.LIST_ITEM, Role.TABLE_ROW)
NAME = "Żaneta Łukaszewicz-Weiß"
told = []  # (method, arguments) in order


def on_call(_connection, _sender, _path, _interface, method, arguments, invocation):
    told.append((method, arguments.unpack()))
    invocation.return_value(None)


def own_the_notifications():
    """Before the window starts: it looks once for whoever shows notifications."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
    bus.register_object("/org/gtk/Notifications", Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0], on_call, None, None)
    answer = bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
                           GLib.Variant("(su)", ("org.gtk.Notifications", 0)), None, 0, -1, None)
    assert answer.unpack() == (1,), answer
    return bus


bus = own_the_notifications()
home = tempfile.TemporaryDirectory()
server = amtd.Server()
citizen = server.citizen("z.lukaszewicz")
clerk = server.staff("j.dordevic")
authority = clerk.authority()


def open_window(user, **settings):
    opened = Window("--server", server.url, "--user", user, env={"AMTSSTUBE_DEMO_PASSWORD": amtd.PASSWORD},
                    home=os.path.join(home.name, user), settings=settings)
    eventually("the inbox", lambda: next(opened.all(Role.LIST, "Requests"), None), 60)
    return opened


window = open_window("a.thiessen", **{"notify-new": "true"})
other = None


def order_one(seen_in):
    made = ok(citizen.post("/v1/portal/requests", order(authority)), 201)
    seen_in.find(ROWS, rf"{NAME}, .*, {int(made['file_number'].split('-')[1])}, .*")
    time.sleep(1)
    while GLib.MainContext.default().iteration(False):
        pass
    return made


def added():
    return [arguments[2] for method, arguments in told if method == "AddNotification"]


def test_in_front_nothing_is_told():
    window.to_front()
    order_one(window)
    assert not added(), told


def test_behind_another_window_a_new_request_is_told_without_saying_whose():
    global other
    other = open_window("k.petersen")
    other.to_front()
    made = order_one(window)
    eventually("the notification", lambda: len(added()) == 1)
    shown = added()[0]
    print(f"# {shown}")
    assert shown["title"] == "New Request", shown
    assert shown["body"] == "Registration Certificate", shown
    words = repr(shown)
    for personal in ("aneta", "ukaszewicz", "Weiß", "1988", "Lindenweg", made["file_number"]):
        assert personal not in words, f"the notification says {personal}"
    assert shown["default-action"] == "app.open-request", shown
    assert shown["default-action-target"] == made["id"], shown


def test_who_did_not_ask_for_new_requests_is_not_told():
    window.to_front()
    before = len(added())
    order_one(other)
    assert len(added()) == before, told


def test_coming_to_the_front_takes_it_back():
    eventually("the notification going", lambda: [method for method, _ in told].count("RemoveNotification") >= 1)


def test_a_change_to_ones_own_request_is_told_once_and_not_ones_own_doing():
    made = order_one(other)
    window.to_front()
    window.select_row(rf"{NAME}, .*, {int(made['file_number'].split('-')[1])}, .*")
    window.find(Role.HEADING, NAME)
    other.to_front()
    before = len(added())
    window.press("Claim")
    window.find(Role.PUSH_BUTTON, "Ask Back.*")
    current = eventually("the claim", lambda: next((r for r in [ok(clerk.get(f"/v1/requests/{made['id']}"))] if r.get("handler")), None))
    time.sleep(1)
    assert len(added()) == before, told
    ok(clerk.post(f"/v1/requests/{current['id']}/notes", {"text": "Bitte zurückrufen"}), 200)
    eventually("the notification", lambda: len(added()) == before + 1)
    assert added()[-1]["title"] == "One of Your Requests Has Changed", added()[-1]
    assert "zurückrufen" not in repr(added()[-1]) and "ukaszewicz" not in repr(added()[-1])


status = 1
try:
    status = amtd.main(globals())
finally:
    for each in (window, other):
        if each:
            each.close()
    server.__exit__()
    home.cleanup()
