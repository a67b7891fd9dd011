# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody who rules the database cuts the end off the journal: the chain still holds, and the window that saw it longer says so."""
import os
import sqlite3
import sys
import tempfile

import amtd
from domain import act, ok, order
from journey import Role, Window, eventually

server = amtd.Server()
server.args = ["--port", str(server.port)]  # the same one when it is started again
citizen, clerk = server.citizen("z.lukaszewicz"), server.staff("a.thiessen")
here = clerk.authority()
asked = ok(citizen.post("/v1/portal/requests", order(here)), 201)
home = tempfile.mkdtemp(prefix="journal-")
window = Window("--server", server.url, "--user", "a.thiessen", home=home, env={"AMTSSTUBE_DEMO_PASSWORD": amtd.PASSWORD})
eventually("the inbox", lambda: next(window.all(Role.LIST, "Requests"), None), 60)
SHORTER = ".*journal is shorter.*"


def look_at_the_history():
    window.select_row(rf".*{asked['file_number'].split('-')[1].lstrip('0')}.*")
    window.press("History", roles=Role.PAGE_TAB)


def test_a_journal_that_grows_is_fine():
    look_at_the_history()
    window.find(Role.LABEL, "Chain intact, last checked .*")
    ok(act(clerk, asked, "claim"))
    window.find(None, ".*Claimed.*")
    window.gone(Role.LABEL, SHORTER)


def test_a_shorter_one_is_told():
    seen = ok(clerk.get(f"/v1/authorities/{here}/journal/head"))["number"]
    server.stop()
    with sqlite3.connect(os.path.join(server.state, "amtsstube.db")) as db:
        db.execute("DROP TRIGGER journal_keep_rows")
        db.execute("DELETE FROM journal_payloads WHERE authority_id = ? AND number > ?", [here, seen - 20])
        db.execute("DELETE FROM journal WHERE authority_id = ? AND number > ?", [here, seen - 20])
    db.close()
    assert server.command("verify-journal", check=False).returncode == 0, "what is left holds"
    server.start()
    window.gone(None, ".*Offline.*")
    window.find(Role.LABEL, "The server’s journal is shorter than this workstation has seen it.*")
    ok(clerk.post(f"/v1/requests/{asked['id']}/notes", {"text": "x"}))
    window.find(Role.LABEL, SHORTER)


status = 0
try:
    status = amtd.main(globals())
finally:
    window.close()
    server.__exit__()
