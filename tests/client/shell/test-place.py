# SPDX-License-Identifier: GPL-3.0-or-later
"""Which row is selected and how far the list is scrolled survives what happens around the list."""
import amtd
from domain import ok, order
from journey import Role, State, Window, eventually

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

ROWS = (Role.LIST_ITEM, Role.TABLE_ROW)
server = amtd.Server()
server.args = ["--port", str(server.port)]  # the same one when it is started again
window = Window("--server", server.url, "--user", "a.thiessen", env={"AMTSSTUBE_DEMO_PASSWORD": amtd.PASSWORD})


def rows():
    window.app.clear_cache()
    return [row for row in window.all(ROWS) if row.get_name().count(",") > 2]


def place():
    """The selected row's name and how far it is below the list's edge: with the scrolling another place. A banner above
    the list moves both."""
    for row in rows():
        if row.get_state_set().contains(State.SELECTED):
            return row.get_name(), top_of(row) - top_of(next(window.all(Role.LIST, "Requests")))
    return None


def top_of(node):
    return node.get_component_iface().get_extents(Atspi.CoordType.WINDOW).y


def scrolled():
    """In the queue that is longer than the pane, with a row in the middle of what is below."""
    eventually("rows", rows, 60)
    window.text("Up to date")
    window.keys("ctrl+9")
    window.text("(39|42) open")
    window.keys("ctrl+f", "Down")
    window.keys("End", "Up", "Up", "Up", "Up", "Up", "Up", "Up", pause=0.1)
    return settled()


def settled():
    """The place once it does not move any more."""
    last = [None]

    def probe():
        before, last[0] = last[0], place()
        return last[0] if last[0] and last[0] == before else None

    return eventually("a selected row that stands still", probe)


def stays(before, what):
    eventually(f"the same place after {what}: {before}, not {place()}", lambda: place() == before)
    assert settled() == before, f"after {what}: {place()} instead of {before}"


def unlock():
    window.text("Locked")
    window.type(amtd.PASSWORD)
    window.keys("Return")
    window.find(Role.LIST, "Requests")


def test_a_dialog_opened_and_closed():
    before = scrolled()
    window.keys("ctrl+comma")
    window.find(Role.DIALOG, "Preferences")
    window.keys("Escape")
    window.gone(Role.DIALOG, "Preferences")
    stays(before, "a dialog")


def test_locked_and_unlocked():
    before = scrolled()
    window.keys("ctrl+l")
    unlock()
    stays(before, "the lock")


def test_another_queue_and_back():
    before = scrolled()
    window.keys("ctrl+5")
    window.text("9 open")
    window.keys("ctrl+9")
    window.text("39 open")
    stays(before, "another queue")


def test_searched_and_back():
    before = scrolled()
    window.keys("ctrl+f")
    window.type("Kjær")
    eventually("few rows", lambda: 0 < len(rows()) < 5)
    window.keys("Escape")
    window.text("39 open")
    stays(before, "a search")


def test_the_server_gone_and_back():
    before = scrolled()
    server.stop()
    window.text("Offline since .*")
    assert settled()[0] == before[0], f"{settled()} instead of {before}"  # the banner takes a line of the list's height
    server.start()
    window.text("Up to date")
    stays(before, "the connection coming back")


def test_what_came_meanwhile_does_not_move_what_one_looks_at():
    before = scrolled()
    server.stop()
    window.text("Offline since .*")
    window.stand_still()
    server.start()
    try:
        citizen = server.citizen("z.lukaszewicz")
        authority = server.staff("a.thiessen").authority()
        for _ in range(3):
            ok(citizen.post("/v1/portal/requests", order(authority)), 201)
    finally:
        window.go_on()
    window.text("42 open")
    window.text("Up to date")
    stays(before, "a connection that brought three requests")


try:
    amtd.main(globals())
    window.close()
finally:
    server.stop()
