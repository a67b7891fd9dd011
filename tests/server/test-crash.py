# SPDX-License-Identifier: GPL-3.0-or-later
"""The server killed in the middle of a claim, an upload, an issue: what was answered stays, what was not is whole or not
there at all, nothing is left behind, and the journal's chain holds."""
import hashlib
import os
import threading

import amtd
from domain import act, draft, hand_in, ok, order, put_extract, sign

server = amtd.Server()


class People:
    """Sessions outlive a killed server."""

    def __init__(self):
        self.clerk = server.staff("a.thiessen")
        self.citizen = server.citizen("z.lukaszewicz")
        self.here = self.clerk.authority()


people = People()


def ordered():
    return ok(people.citizen.post("/v1/portal/requests", order(people.here)), 201)


ROUNDS = 10


def kill_during(call, step, unit):
    """Runs @call and kills the server a little later each time; the last time only when the answer is long there. Starts
    it anew. The answer, or None."""
    delay = unit * step * step if step < ROUNDS - 1 else 10
    answers = []

    def run():
        try:
            answers.append(call())
        except Exception:
            pass  # the connection died with the server

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(delay)
    server.kill()
    thread.join()
    server.start()
    return answers[0] if answers else None


def stored_files():
    """Files of the store and of uploads under way."""
    found = []
    for folder in ("files", "incoming"):
        for base, _, names in os.walk(os.path.join(server.state, folder)):
            found += [os.path.join(base, name) for name in names]
    return found


def check_whole():
    run = server.command("verify-journal", check=False)
    assert run.returncode == 0, run.stderr


def test_killed_during_a_claim():
    done = 0
    for step in range(ROUNDS):
        asked = ordered()
        answer = kill_during(lambda: act(people.clerk, asked, "claim"), step, 0.0005)
        now = ok(people.clerk.get(f"/v1/requests/{asked['id']}"))
        claims = [e for e in ok(people.clerk.get(f"/v1/requests/{asked['id']}/journal"))["items"] if e["action"] == "claim"]
        if answer is not None:
            assert answer.status == 200 and now["state"] == "in-review", (answer, now)
        assert len(claims) == (now["state"] == "in-review") == (now["version"] == 2), now
        ok(act(people.clerk, now, "claim"))
        done += bool(claims)
    assert 0 < done, "no claim got through before the kill"
    check_whole()


def test_killed_during_an_upload():
    data = b"%PDF-1.4\n" + os.urandom(3 * 1024 * 1024)
    want = hashlib.sha256(data).hexdigest()
    request = ordered()
    before = len(stored_files())
    through = 0
    for step in range(ROUNDS):
        answer = kill_during(lambda: people.citizen.call("POST", f"/v1/portal/requests/{request['id']}/attachments?name=a.pdf", data),
                             step, 0.001)
        now = ok(people.clerk.get(f"/v1/requests/{request['id']}"))["attachments"]
        through += answer is not None
        assert through <= len(now) <= step + 1, (through, now)
        for attachment in now:
            assert attachment["sha256"] == want
        assert len(stored_files()) == before + len(now), stored_files()
    if now:
        assert people.clerk.get(f"/v1/requests/{request['id']}/attachments/{now[-1]['id']}").body == data
    check_whole()


def test_killed_during_an_issue():
    issued = 0
    for step in range(ROUNDS):
        request = ok(put_extract(people.clerk, ok(act(people.clerk, ordered(), "claim"))))
        made = ok(draft(people.clerk, request), 201)
        signed = sign(server, people.clerk.get(f"/v1/drafts/{made['id']}/content").body)
        answer = kill_during(lambda: hand_in(people.clerk, made["id"], signed), step, 0.0007)
        now = ok(people.clerk.get(f"/v1/requests/{request['id']}"))
        documents = now["documents"]
        assert (now["state"] == "issued") == (len(documents) == 1), now
        if answer is not None:
            assert answer.status == 200 and documents, answer
        if documents:
            assert people.citizen.get(f"/v1/portal/documents/{documents[0]['id']}/content").body == signed
            issued += 1
        else:
            assert ok(hand_in(people.clerk, made["id"], signed))["state"] == "issued"
    assert issued, "no issue got through before the kill"
    check_whole()


def test_what_nothing_names_is_swept():
    stray = [os.path.join(server.state, "files", ".new-abcdef"),
             os.path.join(server.state, "files", "0b", "01890000-0000-7000-8000-00000000000b")]
    os.makedirs(os.path.dirname(stray[1]), exist_ok=True)
    for path in stray:
        with open(path, "wb") as file:
            file.write(b"x")
    count = len(stored_files())
    server.kill()
    server.start()
    assert not any(os.path.exists(path) for path in stray) and len(stored_files()) == count - 2
    asked = ordered()
    ok(people.clerk.get(f"/v1/requests/{asked['id']}"))


def test_a_closed_request_keeps_no_drafts():
    request = ok(put_extract(people.clerk, ok(act(people.clerk, ordered(), "claim"))))
    before = len(stored_files())
    made = [ok(draft(people.clerk, request), 201) for _ in range(3)]
    assert len(stored_files()) == before + 3
    ok(people.citizen.post(f"/v1/portal/requests/{request['id']}/withdraw"))
    assert len(stored_files()) == before
    assert people.clerk.get(f"/v1/drafts/{made[0]['id']}/content").status == 404


if __name__ == "__main__":
    try:
        amtd.main(globals())
    finally:
        server.__exit__()
