# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is on the screen or under way when the program is told to end: the copy is closed properly, so that nothing waits in
its logs (-wal) for the next start."""
import os
import signal
import tempfile

import amtd
from journey import Role, State, Window, eventually

ROWS = (Role.LIST_ITEM, Role.TABLE_ROW)
server = amtd.Server()


def rows(window):
    window.app.clear_cache()
    return [row for row in window.all(ROWS) if row.get_name().count(",") > 2]


def select_first(window):
    window.keys("Down")
    eventually("a selected row", lambda: any(row.get_state_set().contains(State.SELECTED) for row in rows(window)))


def ends_tidily(prepare, end=None):
    with tempfile.TemporaryDirectory() as home:
        window = Window("--server", server.url, "--user", "a.thiessen", home=home, env={"AMTSSTUBE_DEMO_PASSWORD": amtd.PASSWORD})
        try:
            eventually("rows", lambda: rows(window), 60)
            window.text("Up to date")
            prepare(window)
            if end:
                end(window)
        finally:
            window.close()
        kept = sorted(name.split(".", 1)[1] for name in os.listdir(os.path.join(home, "XDG_DATA_HOME", "amtsstube")))
        assert kept == ["desk", "feed"], kept


def test_with_the_list():
    ends_tidily(lambda window: None)


def test_with_a_dialog_and_a_note_begun():
    def prepare(window):
        select_first(window)
        window.keys("ctrl+shift+n")
        window.find(Role.DIALOG, ".*Note")
        window.type("Begun")

    ends_tidily(prepare)


def test_after_the_history_was_looked_at():
    def prepare(window):
        select_first(window)
        window.keys("alt+3")
        window.text("Chain intact")
        window.keys("alt+1")

    ends_tidily(prepare)


def test_while_the_history_is_waited_for():
    def prepare(window):
        select_first(window)
        window.text("No register extract yet")
        os.kill(server.process.pid, signal.SIGSTOP)
        window.keys("alt+3")
        window.gone(Role.LABEL, "No register extract yet.*")

    try:
        ends_tidily(prepare)
    finally:
        os.kill(server.process.pid, signal.SIGCONT)


def test_after_older_requests_were_searched():
    def prepare(window):
        window.keys("ctrl+f")
        window.type("Müller")
        window.press("Search Older Requests.*|Older Requests.*")
        window.find(Role.DIALOG)
        window.text("Nothing|No .*ound|[0-9]+.*")
        window.keys("Escape")

    ends_tidily(prepare)


def test_while_the_next_one_is_being_claimed():
    def prepare(window):
        os.kill(server.process.pid, signal.SIGSTOP)
        window.keys("n")

    try:
        ends_tidily(prepare)
    finally:
        os.kill(server.process.pid, signal.SIGCONT)


def test_locked():
    def prepare(window):
        window.keys("ctrl+l")
        window.text("Locked")

    ends_tidily(prepare)


def test_by_key():
    def end(window):
        window.keys("ctrl+q")
        window.process.wait(30)

    ends_tidily(lambda window: None, end)


try:
    amtd.main(globals())
finally:
    server.stop()
