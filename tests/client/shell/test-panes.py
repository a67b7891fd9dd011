# SPDX-License-Identifier: GPL-3.0-or-later
"""Three panes, two, one: which are seen and where, by what the accessibility bus says of their places; the way back, and
where the keys go when the window folds. On a screen without a window manager, so that the window has the size it is given."""
import os
import subprocess
import tempfile

import amtd
from journey import Role, State, Window, die_with_parent, eventually

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

USER = "a.thiessen"
ROWS = (Role.LIST_ITEM, Role.TABLE_ROW)
NARROW = 372  # 360 and the frame GTK draws where no compositor does


def bare_screen():
    """An X server of our own; its number goes where xdotool and the window look for it."""
    read, write = os.pipe()
    started = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x900x24", "-nolisten", "tcp", "-noreset"],
                               pass_fds=(write,), stderr=subprocess.DEVNULL, preexec_fn=die_with_parent)
    os.close(write)
    with os.fdopen(read) as pipe:
        os.environ["DISPLAY"] = ":" + pipe.readline().strip()
    return started


def xdotool(*arguments):
    return subprocess.run(["xdotool", *map(str, arguments)], capture_output=True, text=True, check=False, timeout=30).stdout.split()


def open_window(home):
    opened = Window("--server", server.url, "--user", USER, home=home,
                    env={"AMTSSTUBE_DEMO_PASSWORD": amtd.PASSWORD, "GSETTINGS_BACKEND": "keyfile"})
    eventually("the inbox", lambda: next(opened.all(Role.LIST, "Requests"), None), 60)
    found = eventually("the X window", lambda: xdotool("search", "--onlyvisible", "--pid", opened.process.pid, "--name", "Amtsstube"))
    opened.id = found[-1]
    xdotool("windowfocus", "--sync", opened.id)
    eventually("rows", lambda: rows(opened))
    return opened


def rows(opened):
    return [row for row in opened.all(ROWS) if row.get_name().count(",") > 2]


def place(node):
    """Left and right edge within the window."""
    at = node.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
    return at.x, at.x + at.width


def frame():
    return place(next(window.all(Role.FRAME)))


def resize(width, height):
    xdotool("windowsize", "--sync", window.id, width, height)
    eventually(f"the width {width}", lambda: abs(frame()[1] - frame()[0] - width) < 4)


MARKS = {"queues": (Role.LIST, "Queues and teams"), "list": (Role.LIST, "Requests"), "request": (None, "Request|No Request Selected|History")}


def panes():
    """The panes that are seen, each with its edges."""
    window.app.clear_cache()
    left, right = frame()
    seen = {}
    for name, (role, words) in MARKS.items():
        for node in window.all(role, words):
            edges = place(node) if node.get_component_iface() else (0, 0)
            if node.get_role() not in (Role.PAGE_TAB, Role.LABEL) and left <= edges[0] < edges[1] <= right + 1:
                seen[name] = edges
    return seen


def are(*names):
    """The panes become these, side by side from left to right."""

    def probe():
        seen = panes()
        edges = [seen[name] for name in names if name in seen]
        return set(seen) == set(names) and all(one[1] <= other[0] + 1 for one, other in zip(edges, edges[1:])) and seen

    try:
        return eventually(f"the panes {names}", probe)
    except AssertionError:
        print(f"# {panes()}\n# " + window.tree().replace("\n", "\n# "))
        raise


def focus_is_in(role, words):
    """What has the keys is this, or lies in it."""

    def probe():
        node = window.focused()
        while node is not None and node.get_role() != Role.APPLICATION:
            if node.get_role() == role and node.get_name() and words in node.get_name():
                return True
            node = node.get_parent()
        return False

    try:
        eventually(f"the focus in {words}", probe)
    except AssertionError:
        node = window.focused()
        print(f"# it is at {node and (node.get_role_name(), node.get_name())}")
        raise


def selected():
    window.app.clear_cache()
    return next((row.get_name() for row in rows(window) if row.get_state_set().contains(State.SELECTED)), None)


def in_list():
    node = window.focused()
    return node is not None and node.get_role() in ROWS


def choose_a_row():
    window.keys("ctrl+f", "Down")
    return eventually("a selected row", selected)


def test_three_panes_stand_side_by_side():
    resize(1280, 800)
    seen = are("queues", "list", "request")
    assert seen["request"][1] - seen["request"][0] > 500, seen
    choose_a_row()


def test_folding_to_two_leaves_the_keys_where_they_are():
    row = choose_a_row()
    resize(800, 700)
    are("list", "request")
    focus_is_in(Role.LIST, "Requests")
    assert selected() == row, f"{selected()} instead of {row}"


def test_the_sidebar_comes_over_the_list_and_goes():
    window.keys("F9")
    eventually("the queues over the list", lambda: panes().get("queues", (1, 0))[0] == panes()["list"][0])
    focus_is_in(Role.LIST, "Queues and teams")
    window.keys("Escape")
    are("list", "request")
    focus_is_in(Role.LIST, "Requests")


def test_one_pane_is_the_list_until_a_row_is_opened():
    resize(NARROW, 640)
    are("list")
    row = selected()
    focus_is_in(Role.LIST, "Requests")
    window.keys("Return")
    are("request")
    eventually("the focus in the request", lambda: window.focused() is not None and window.focused().get_name() == "Claim")
    window.press("Back")
    are("list")
    focus_is_in(Role.LIST, "Requests")
    assert selected() == row, f"{selected()} instead of {row}"


def test_the_pane_one_works_in_is_the_one_that_stays():
    resize(1280, 800)
    are("queues", "list", "request")
    window.keys("ctrl+f", "Down", "F6")
    eventually("the focus in the request", lambda: not in_list())
    resize(NARROW, 640)
    are("request")
    resize(1280, 800)
    are("queues", "list", "request")
    window.keys("shift+F6")
    focus_is_in(Role.LIST, "Requests")
    resize(NARROW, 640)
    are("list")
    focus_is_in(Role.LIST, "Requests")


def test_the_size_is_the_same_at_the_next_start():
    global window
    resize(1010, 720)
    window.close()
    window = open_window(home.name)
    eventually("the width of before", lambda: abs(frame()[1] - frame()[0] - 1010) < 4)


screen = bare_screen()
home = tempfile.TemporaryDirectory()
server = amtd.Server()
window = open_window(home.name)
try:
    amtd.main(globals())
finally:
    window.close()
    server.__exit__()
    home.cleanup()
    screen.terminate()
