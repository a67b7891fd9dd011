# SPDX-License-Identifier: GPL-3.0-or-later
"""The demonstration: every state and service, names of every alphabet's edge, dates that look alive, the same each time."""
import datetime
import os
import signal
import sqlite3
import subprocess
import tempfile

import amtd
from domain import ok, services

server = amtd.Server()
USERS = {"a.thiessen": "Annegret Thießen", "j.dordevic": "Jörg Đorđević", "m.roehrs": "Maike Röhrs", "k.petersen": "Karin Petersen",
         "l.admin": "Lars Admin", "s.nordmann": "Silke Nordmann", "t.wiek": "Thees Wiek"}


def all_of(where, user):
    client = where.staff(user)
    return [ok(client.get(f"/v1/requests/{row['id']}")) for membership in client.who["memberships"][:1]
            for row in ok(client.get(f"/v1/authorities/{membership['authority']['id']}/requests?limit=200"))["items"]]


everything = all_of(server, "k.petersen")


def test_people_can_sign_in():
    for user, name in USERS.items():
        assert server.staff(user).who["name"] == name
    names = {server.citizen(user).who["name"] for user in ("z.lukaszewicz", "g.nguyen", "th.gudmundsdottir", "s.turcanu", "s.kjaer")}
    assert {"Żaneta Łukaszewicz-Weiß", "Thị Hương Giang Nguyễn", "Þórdís Guðmundsdóttir", "Ștefania Țurcanu",
            "Søren Ørsted Kjær"} == names, names


def test_thirty_citizens_of_two_authorities():
    with sqlite3.connect(os.path.join(server.state, "amtsstube.db")) as db:
        assert db.execute("SELECT count(*) FROM accounts").fetchone() == (30,)
        assert sorted(slug for slug, in db.execute("SELECT slug FROM authorities")) == ["leinhagen", "nordwiek"]
    db.close()


def test_every_state_and_service():
    assert 55 <= len(everything) <= 65, len(everything)
    states = [r["state"] for r in everything]
    for state in ("new", "in-review", "waiting", "in-approval", "to-sign", "issued", "rejected", "withdrawn"):
        assert states.count(state) >= 2, (state, states)
    assert {r["service_id"] for r in everything} == set(services())
    assert {r["channel"] for r in everything} == {"online", "counter", "phone", "post"}


def test_gates_in_every_status():
    seen = {g["status"] for r in everything for g in r["gates"]}
    assert seen == {"not-needed", "open", "met", "overridden"}, seen
    assert any(r["documents"] and r["documents"][0]["delivery"] == "fetched" for r in everything)
    assert {d["delivery"] for r in everything for d in r["documents"]} == {"provided", "fetched", "printed", "handed-out", "posted"}


def test_dates_look_alive():
    today = datetime.date.today().isoformat()
    due = [r.get("statutory_on") or r["target_on"] for r in everything if r["state"] in ("new", "in-review")]
    assert any(day < today for day in due) and any(day > today for day in due), due
    assert all(r["received_on"] <= today for r in everything)
    numbers = [r["file_number"] for r in sorted(everything, key=lambda r: r["received_at"])]
    assert numbers[0][:4] == everything[0]["received_on"][:4] and len(set(numbers)) == len(numbers)


def test_issued_ones_are_really_signed():
    clerk = server.staff("a.thiessen")
    done = [r for r in everything if r["state"] == "issued" and r["carrier"] == "electronic"]
    assert len(done) >= 3
    for request in done:
        pdf = clerk.get(f"/v1/documents/{request['documents'][0]['id']}/content").body
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            file.write(pdf)
            file.flush()
            said = subprocess.run(["pdfsig", "-nocert", file.name], capture_output=True, text=True).stdout
        assert "Signature is Valid." in said and "Total document signed" in said, said


def test_journal_holds():
    assert server.command("verify-journal", check=False).returncode == 0


def shape(requests):
    """What must be the same each time: all but ids, hashes and moments."""
    return sorted((r["file_number"], r["service_id"], r.get("variant"), r["state"], r["received_on"], r.get("target_on"),
                   r["applicant"]["family_name"], str(r["form"]), [(g["kind"], g["status"]) for g in r["gates"]],
                   len(r["notes"]), len(r["notices"]), [a["sha256"] for a in r["attachments"]]) for r in requests)


def test_the_same_each_time():
    with amtd.Server() as again:
        assert shape(all_of(again, "k.petersen")) == shape(all_of(server, "k.petersen"))


def second(*where):
    return subprocess.run([amtd.BINARY, "serve", "--config", server.config, *where, "--port", "0"], capture_output=True, text=True,
                          timeout=60 * amtd.PATIENCE, check=False)


def test_a_directory_has_one_server():
    """Made and served by one alone: two would sweep each other's files."""
    for run in (second("--demo", server.state), second("--directory", server.state)):
        assert run.returncode == 1 and f"Another server is running on {server.state}: stop it first" in run.stderr, run
        assert run.stdout == "" and server.client().get("/v1/health").status == 200
    server.kill()
    server.start()
    server.stop()
    server.start()


def test_two_that_begin_at_once_make_one_demo():
    with tempfile.TemporaryDirectory() as folder:
        runs = [subprocess.Popen([amtd.BINARY, "serve", "--config", server.config, "--demo", os.path.join(folder, "state"), "--port", "0"],
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(4)]
        lines = [run.stdout.readline() for run in runs]
        serving = [run for run, line in zip(runs, lines) if line.startswith("listening on ")]
        for run in serving:
            run.send_signal(signal.SIGTERM)
        said = [run.communicate(timeout=60 * amtd.PATIENCE)[1] for run in runs]
        assert len(serving) == 1 and serving[0].returncode == 0, said
        assert sum("Another server is running on" in text for text in said) == 3, said
        again = amtd.Server(directory=folder, config=amtd.FAST)
        try:
            assert len(all_of(again, "k.petersen")) == len(all_of(server, "k.petersen"))
        finally:
            again.__exit__()


def test_what_was_begun_and_not_finished_is_made_anew():
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as elsewhere:
        state = os.path.join(folder, "state")
        os.makedirs(os.path.join(state, "files", "ab"))
        os.symlink(elsewhere, os.path.join(state, "link"))
        for name in (os.path.join(state, "demo-begun"), os.path.join(state, "files", "ab", "x"), os.path.join(elsewhere, "mine")):
            open(name, "wb").close()
        with amtd.Server(directory=folder) as again:
            again.staff("a.thiessen")
            assert not os.path.exists(os.path.join(state, "files", "ab", "x")) and os.path.exists(os.path.join(elsewhere, "mine"))


if __name__ == "__main__":
    try:
        amtd.main(globals())
    finally:
        server.__exit__()
