# SPDX-License-Identifier: GPL-3.0-or-later
"""Errors openapi.yaml names and no other test meets: each can really come. That no route answers with one it does not name, and
tells no path, is checked for every answer of every test (contract.check)."""
import os
import sqlite3
import uuid

import amtd
from domain import PDF, act, counter_order, draft, hand_in, ok, order, put_extract, put_gate, refused, sign

server = amtd.Server()
clerk, registrar, citizen = server.staff("a.thiessen"), server.staff("m.roehrs"), server.citizen("z.lukaszewicz")
here = clerk.authority()
NOTE = {"text": "x"}
DAY = {"on": "2090-01-01"}


def change(sql, *values):
    db = sqlite3.connect(os.path.join(server.state, "amtsstube.db"), timeout=20)
    try:
        with db:
            db.execute(sql, values)
    finally:
        db.close()


def claimed(**options):
    return ok(act(clerk, ok(citizen.post("/v1/portal/requests", order(here, **options)), 201), "claim"))


def paper():
    """Somebody's certificate on paper, printed; the request and the document."""
    request = claimed(carrier="paper")
    if any(gate["kind"] == "payment" and gate["status"] == "open" for gate in request["gates"]):
        request = ok(put_gate(clerk, request, "payment", status="met", amount_cents=request["fee_cents"], method="cash", reference="R 1"))
    made = ok(draft(clerk, ok(put_extract(clerk, request)), carrier="paper"), 201)
    issued = ok(clerk.post(f"/v1/drafts/{made['id']}/printed", {}))
    return issued, f"/v1/documents/{issued['documents'][0]['id']}"


def test_stale():
    request = claimed()
    old = {**request, "version": request["version"] - 1}
    refused(put_gate(clerk, old, "identity", status="open"), 412, "stale")
    refused(draft(clerk, old), 412, "stale")


def test_who_may_only_read():
    """Roles are data: one that reads and does nothing else is refused everything else."""
    request, (_, document) = claimed(), paper()
    printed = ok(put_extract(clerk, claimed(carrier="paper")))
    if any(gate["kind"] == "payment" and gate["status"] == "open" for gate in printed["gates"]):
        printed = ok(put_gate(clerk, printed, "payment", status="met", amount_cents=printed["fee_cents"], method="cash", reference="R 2"))
    made = ok(draft(clerk, printed, carrier="paper"), 201)["id"]
    path = f"/v1/requests/{request['id']}"
    change("DELETE FROM role_permissions WHERE role_id = 'clerk' AND permission = 'work'")
    try:
        for answer in (clerk.post(path + "/notes", NOTE), clerk.put(path + "/follow-up", DAY), clerk.delete(path + "/follow-up"),
                       clerk.call("POST", path + "/attachments?name=a.pdf", PDF), clerk.post(f"/v1/drafts/{made}/printed", {}),
                       clerk.post(document + "/handed-out"), clerk.post(document + "/posted")):
            refused(answer, 403, "permission")
        ok(clerk.get(path))
    finally:
        change("INSERT INTO role_permissions (role_id, permission) VALUES ('clerk', 'work')")


def test_what_the_state_refuses():
    issued, document = paper()
    assert ok(clerk.post(document + "/posted"))["documents"][0]["delivery"] == "posted"
    refused(clerk.post(document + "/handed-out"), 409, "state")
    refused(citizen.post(f"/v1/portal/requests/{issued['id']}/withdraw"), 409, "state")


def test_notes_without_end():
    request = ok(clerk.post(f"/v1/authorities/{here}/requests", counter_order()), 201)
    change("INSERT INTO notes SELECT 'x' || value, ?, 'x', (SELECT id FROM people LIMIT 1), 'x', 1 FROM json_each (?)", request["id"],
           str(list(range(2000))))
    refused(clerk.post(f"/v1/requests/{request['id']}/notes", NOTE), 409, "too-many", "notes")


def test_too_large():
    issued, document = paper()
    padded = b"{" + b" " * (3 * 1024 * 1024) + b"}"
    for path in (document + "/handed-out", document + "/posted"):
        refused(clerk.call("POST", path, padded), 413, "too-large")
    refused(citizen.call("POST", f"/v1/portal/requests/{issued['id']}/withdraw", padded), 413, "too-large")
    request = ok(put_extract(clerk, claimed()))
    made = ok(draft(clerk, request), 201)["id"]
    pdf = sign(server, clerk.get(f"/v1/drafts/{made}/content").body)
    refused(hand_in(clerk, made, pdf + b" " * (60 * 1024 * 1024)), 413, "too-large")


def test_another_place():
    refused(citizen.get(f"/v1/portal/authorities/{uuid.uuid4()}/services"), 404, "not-found")
    refused(citizen.post("/v1/portal/requests", order(str(uuid.uuid4()))), 404, "not-found")


def test_citizens_wait_too():
    answers = [server.client().post("/v1/portal/sessions", {"user": "m.berzins", "password": "wrong"}) for _ in range(6)]
    assert [answer.status for answer in answers] == [401] * 5 + [429], answers
    assert int(answers[-1].headers["Retry-After"]) > 0


if __name__ == "__main__":
    try:
        amtd.main(globals())
    finally:
        server.__exit__()
