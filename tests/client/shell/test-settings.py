# SPDX-License-Identifier: GPL-3.0-or-later
"""What is chosen by keys has its effect at once and is the same at the next start: queue, order, and each preference. And
About: versions and licence, and nobody's name in what one copies for the administrator."""
import os
import tempfile

import amtd
from domain import act, ok, order, put_extract
from journey import Missing, Role, State, Window, eventually

USER = "a.thiessen"
ROWS = (Role.LIST_ITEM, Role.TABLE_ROW)
NAME = "Żaneta Łukaszewicz-Weiß"
home = tempfile.TemporaryDirectory()
server = amtd.Server()
clerk, citizen = server.staff(USER), server.citizen("z.lukaszewicz")
key_file = os.path.join(server.state, "pki", USER + ".p12")


def open_window(*arguments, **environment):
    opened = Window("--server", server.url, "--user", USER, *arguments, home=home.name, env={"GSETTINGS_BACKEND": "keyfile", **environment})
    eventually("the inbox", lambda: next(opened.all(Role.LIST, "Requests"), None), 60)
    return opened


def start_again(*arguments):
    global window
    window.close()
    window = open_window(*arguments)


def kept(name):
    """A setting as the file has it; None while it is the default."""
    path = os.path.join(home.name, "XDG_CONFIG_HOME", "glib-2.0", "settings", "keyfile")
    if not os.path.exists(path):
        return None
    with open(path, encoding="utf-8") as file:
        return dict(line.strip().split("=", 1) for line in file if "=" in line).get(name)


def rows():
    window.app.clear_cache()
    return [row for row in window.all(ROWS) if row.get_name().count(",") > 2]


def names():
    return [row.get_name() for row in rows()]


def selected():
    return next((row.get_name() for row in rows() if row.get_state_set().contains(State.SELECTED)), None)


def top():
    """The first row of the list."""
    eventually("rows", rows)
    window.keys("ctrl+f", "Down", "Home")
    eventually("the first row", lambda: names()[0] == selected())
    return selected()


def height():
    """Of a row that is neither at the edge nor scrolled away."""
    return rows()[1].get_component_iface().get_size().y


def focused(name):
    eventually(f"the focus on {name}", lambda: (node := window.focused()) is not None and node.get_name() == name)


def tab_to(name):
    for _ in range(15):
        node = window.focused()
        if node is not None and node.get_name() == name:
            return node
        window.keys("Tab")
    raise Missing(f"Tab never came to {name!r}\n{window.tree()}")


def preference(title, page=None):
    """Opens the preferences and goes to that row, all by keys."""
    window.keys("ctrl+comma")
    window.find(Role.DIALOG, "Preferences")
    tab_to("Work")
    for _ in range(("Work", "Signature", "Workstation").index(page or "Work")):
        window.keys("Right", "space")
    return tab_to(title)


def leave_preferences():
    window.keys("Escape")
    window.gone(Role.DIALOG, "Preferences")


def switch(title):
    """Turns the switch of that name over."""
    preference(title)
    window.keys("space")
    leave_preferences()


window = open_window(AMTSSTUBE_DEMO_PASSWORD=amtd.PASSWORD)


def test_queue_and_order_are_the_same_at_the_next_start():
    eventually("rows", rows)
    window.keys("ctrl+9")
    window.text("39 open")
    before = top()
    window.keys("ctrl+shift+f")
    focused("Sort By")
    window.keys("Return", "Down", "Down", "Return", pause=0.3)
    eventually("the order by name", lambda: kept("sort") == "'name'")
    tab_to("Reverse Order")
    window.keys("Return", "Escape")
    eventually("the order turned round", lambda: kept("sort-reversed") == "true")
    first = top()
    assert first != before, first
    start_again()
    window.text("39 open")
    assert top() == first, f"{top()} instead of {first}"
    assert kept("queue") == "'all'", kept("queue")


def test_a_team_is_the_same_at_the_next_start():
    top()
    window.keys("shift+F6")
    eventually("the keys in the queues", lambda: (node := window.focused()) and node.get_name().startswith("All Open, "))
    row = window.find(ROWS, "Bürgerbüro, .*")
    for _ in range(8):
        if window.focused() is not None and window.focused().get_name() == row.get_name():
            break
        window.keys("Down")
    focused(row.get_name())
    window.keys("Return")
    eventually("the team kept", lambda: kept("team") not in (None, "''"))
    title = eventually("its requests", names)
    start_again()
    eventually("the same requests", lambda: names() == title)
    window.keys("ctrl+9")
    eventually("no team", lambda: kept("team") == "''")


def test_dense_rows_are_lower_and_stay_so():
    before = eventually("rows", height)
    switch("Dense Rows")
    lower = eventually("lower rows", lambda: height() < before * 0.8 and height())
    start_again()
    eventually("lower rows at the next start", lambda: rows() and height() == lower)
    switch("Dense Rows")
    eventually("higher rows", lambda: height() == before)


def test_single_keys_can_be_turned_off():
    switch("Single-Key Shortcuts")
    start_again()
    eventually("rows", rows)
    window.keys("ctrl+f", "Down")
    row = eventually("a selected row", selected)
    window.keys("j", "n", "question")
    window.keys("ctrl+comma")
    window.find(Role.DIALOG, "Preferences")
    leave_preferences()
    assert selected() == row, "a single key acted"
    switch("Single-Key Shortcuts")
    window.keys("ctrl+f", "Down")
    row = eventually("a selected row", selected)
    window.keys("j")
    eventually("the next row", lambda: selected() not in (None, row))


def ready():
    """A request of ours that can be issued."""
    made = ok(act(clerk, ok(citizen.post("/v1/portal/requests", order(clerk.authority())), 201), "claim"))
    return ok(put_extract(clerk, made))


def number(request):
    return int(request["file_number"][5:])


def issue(request):
    """By keys alone. What was selected before and after, and the row below."""
    window.find(ROWS, rf"{NAME}, .*, {number(request)}, .*")
    window.keys("ctrl+f", "Down", "Home")
    for _ in range(15):
        if is_of(selected(), request):
            break
        window.keys("Down")
    window.find(Role.LABEL, f".*{request['file_number']}")
    listed = names()
    below = listed[listed.index(selected()) + 1]
    offered = eventually("Issue", lambda: next((node for node in window.all(Role.PUSH_BUTTON, "Issue.*") if window.enabled(node)), None))
    assert offered is not None
    window.keys("i")
    window.find(Role.DIALOG, "Issue Document")
    focused("Passphrase of the key")
    window.type("demo")
    window.keys("ctrl+Return")
    window.gone(Role.DIALOG, "Issue Document", 60)
    window.gone(ROWS, rf"{NAME}, .*, {number(request)}, .*")
    return below


def is_of(row, request):
    return f", {number(request)}, " in (row or "")


def shown():
    """The file number of the request beside the list."""
    return next((node.get_name().split(" · ")[-1] for node in window.all(Role.LABEL, r".* · \d{4}-\d{6}")), None)


def test_the_next_request_opens_after_issuing_or_not():
    start_again("--signing-key", key_file)
    first, second = ready(), ready()
    window.keys("ctrl+5")
    below = issue(first)
    eventually(f"{below} selected and shown", lambda: selected() == below and f", {int(shown()[5:])}, " in below)
    switch("Open the Next Request After Issuing")
    below = issue(second)
    assert shown() == second["file_number"], f"{shown()} instead of {second['file_number']}"
    assert selected() is None and window.focused().get_name() == below, (selected(), window.focused().get_name(), below)
    switch("Open the Next Request After Issuing")


def test_the_signing_key_is_kept_until_it_is_let_go():
    start_again()
    preference("Choose…", "Signature")
    window.keys("Return")
    window.find(Role.DIALOG, "Choose the Signing Key")
    window.keys("Escape")
    window.gone(Role.DIALOG, "Choose the Signing Key")
    window.text(key_file)
    tab_to("Use No Key File")
    window.keys("space")
    window.text("None chosen")
    focused("Choose…")
    assert kept("signing-key") is None, kept("signing-key")
    leave_preferences()


def test_minutes_until_the_lock_are_kept():
    preference("Lock When Idle", "Workstation")
    window.keys("Up")
    eventually("eleven minutes", lambda: kept("idle-minutes") == "11")
    leave_preferences()
    start_again()
    preference("Lock When Idle", "Workstation")
    window.keys("Down", "Down")
    eventually("nine minutes", lambda: kept("idle-minutes") == "9")
    leave_preferences()


def about(open_it):
    """Everything About says, page by page."""
    window.keys("ctrl+f", "Down")
    before = eventually("a selected row", selected)
    open_it()
    window.find(Role.DIALOG, "About.*")
    said = [eventually("the version", lambda: next(window.all(Role.LABEL, r"\d+\.\d+\.\d+"), None)).get_name()]
    tab_to("Legal")
    window.keys("Return")
    window.find(Role.LABEL, ".*GNU General Public License.*")
    window.find(Role.LABEL, ".*CC BY-SA 3.0.*")
    window.keys("Escape")
    tab_to("Troubleshooting")
    window.keys("Return")
    tab_to("Debugging Information")
    window.keys("Return")
    said.append(window.text_of(window.find(Role.TEXT, "Debugging Information")))
    window.keys("Escape")
    focused("Debugging Information")
    window.keys("Escape", "Escape")
    window.gone(Role.DIALOG, "About.*")
    assert selected() == before, f"{selected()} instead of {before}"
    return said


def from_menu():
    window.keys("F10")
    eventually("the menu", lambda: next(window.all(Role.MENU_ITEM), None))
    window.keys("a")


def from_commands():
    window.keys("ctrl+k")
    window.find(Role.DIALOG, "Commands")
    window.type("About")
    eventually("the one command", lambda: len([r for r in window.all(Role.LIST_ITEM) if "About" in r.get_name()]) == 1)
    window.keys("Return")


def test_about_tells_versions_and_nobodys_name():
    for open_it in (from_menu, from_commands):
        version, debug = about(open_it)
        print("#", debug.replace("\n", " | "))
        for expected in (f"Amtsstube {version}", f"Server: Amtsstube {version}", "GTK 4.", "libadwaita 1."):
            assert expected in debug, f"{expected} is missing: {debug}"
        for personal in (USER, "Thie", "Annegret", "Leinhagen", home.name, os.environ["HOME"], str(server.port)):
            assert personal not in debug, f"{personal} is in {debug}"


try:
    amtd.main(globals())
finally:
    try:
        window.close()
    finally:
        server.__exit__()
        home.cleanup()
