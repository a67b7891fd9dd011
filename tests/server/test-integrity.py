# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong on the way changes nothing it should not: answers are of one moment, a failure is no judgement."""
import os
import sqlite3
import threading
from urllib.parse import quote

import amtd
from domain import PDF, act, draft, gate, hand_in, ok, order, put_extract, put_gate, refused, sign

server = amtd.Server()
clerk, registrar = server.staff("a.thiessen"), server.staff("m.roehrs")
citizen = server.citizen("z.lukaszewicz")
here = clerk.authority()


def change(sql, *values):
    db = sqlite3.connect(os.path.join(server.state, "amtsstube.db"), timeout=20)
    try:
        with db:
            db.execute(sql, values)
    finally:
        db.close()


def claimed(client=clerk, **options):
    return ok(act(client, ok(citizen.post("/v1/portal/requests", order(here, **options)), 201), "claim"))


def stored(name):
    return next(os.path.join(base, name) for base, _, names in os.walk(os.path.join(server.state, "files")) if name in names)


def attach(client, path, name="a.pdf"):
    return client.call("POST", f"{path}/attachments?name={name}", PDF, {"Content-Type": "application/pdf"})


def test_row_and_parts_are_of_one_moment():
    """Each file makes the version grow by one: no answer may show more files than its version has."""
    path = f"/v1/portal/requests/{claimed()['id']}"
    first = ok(citizen.get(path))
    seen, end = [], threading.Event()

    def look():
        while not end.is_set():
            view = ok(citizen.get(path))
            seen.append((view["version"] - first["version"], len(view["attachments"])))

    readers = [threading.Thread(target=look) for _ in range(6)]
    for reader in readers:
        reader.start()
    for _ in range(120):
        assert attach(citizen, path).status == 200
    end.set()
    for reader in readers:
        reader.join()
    assert len(seen) > 100 and all(version == files for version, files in seen), [s for s in seen if s[0] != s[1]]


def test_what_could_not_be_read_was_not_fetched():
    request = ok(put_extract(clerk, claimed()))
    made = ok(draft(clerk, request), 201)
    issued = ok(hand_in(clerk, made["id"], sign(server, clerk.get(f"/v1/drafts/{made['id']}/content").body)))
    document = issued["documents"][0]["id"]
    file = stored(document)
    os.rename(file, file + "-away")
    try:
        refused(citizen.get(f"/v1/portal/documents/{document}/content"), 500, "file-missing")
        assert ok(clerk.get(f"/v1/requests/{request['id']}"))["documents"][0]["delivery"] == "provided"
    finally:
        os.rename(file + "-away", file)
    assert citizen.get(f"/v1/portal/documents/{document}/content").status == 200
    assert ok(clerk.get(f"/v1/requests/{request['id']}"))["documents"][0]["delivery"] == "fetched"


def test_an_account_that_cannot_be_read_is_none_of_low_assurance():
    request = claimed()
    assert gate(request, "identity")["status"] == "met"
    change("UPDATE accounts SET party = '{' || party WHERE id = ?", request["applicant"]["account_id"])
    try:
        noted = ok(clerk.post(f"/v1/requests/{request['id']}/notes", {"text": "x"}))
        assert gate(noted, "identity")["status"] == "met", noted
    finally:
        change("UPDATE accounts SET party = substr(party, 2) WHERE id = ?", request["applicant"]["account_id"])


def test_a_late_payment_judges_nothing_else():
    service = {"service": "birth-certificate", "variant": "standard"}
    request = claimed(registrar, carrier="paper", **service)
    request = ok(put_gate(registrar, request, "entitlement", status="met", evidence="own entry"))
    request = ok(put_gate(registrar, request, "payment", status="met", amount_cents=1500, method="cash", reference="R 1"))
    request = ok(put_extract(registrar, request, **service))
    made = ok(draft(registrar, request, carrier="paper"), 201)
    issued = ok(registrar.post(f"/v1/drafts/{made['id']}/printed", {"sheet_number": "NI-1"}))
    change("UPDATE accounts SET assurance = 'none' WHERE id = ?", request["applicant"]["account_id"])
    try:
        paid = ok(put_gate(registrar, issued, "payment", status="met", amount_cents=100, method="cash", reference="R 2"))
    finally:
        change("UPDATE accounts SET assurance = 'substantial' WHERE id = ?", request["applicant"]["account_id"])
    assert paid["paid_cents"] == 1600 and paid["assurance"] == issued["assurance"], paid
    assert gate(paid, "identity") == gate(issued, "identity"), paid


def test_a_permission_nobody_knows_grants_nothing():
    change("INSERT INTO role_permissions (role_id, permission) VALUES ('administrator', 'fly')")
    lars = next(c for c in ok(clerk.get(f"/v1/authorities/{here}/colleagues"))["items"] if c["name"] == "Lars Admin")
    assert lars["permissions"] == ["journal", "administer"], lars


def signers():
    """Whom the feed names as signer of what lies in the folder, by request."""
    page = ok(server.staff("k.petersen").get(f"/v1/authorities/{here}/feed?limit=500"))
    return page["epoch"], {i["id"]: i["request"].get("signer_id") for i in page["items"] if i.get("request", {}).get("state") == "to-sign"}


def test_summaries_of_an_older_program_are_made_anew():
    """Before version 2 of the summaries nobody was named; a workstation rebuilds its copy, once."""
    request = ok(put_extract(clerk, claimed()))
    me = clerk.who["person_id"]
    ok(clerk.post(f"/v1/requests/{request['id']}/actions/send-to-sign", {"person_id": me}, if_match=request["version"]))
    epoch, named = signers()
    assert named[request["id"]] == me, named
    server.stop()
    change("UPDATE requests SET summary = json_remove (summary, '$.signer_id')")
    change("DELETE FROM settings WHERE name = 'summary-form'")
    change("DROP INDEX deliveries_by_sheet")
    change("DROP INDEX requests_open_by_account")
    change("ALTER TABLE requests DROP COLUMN exemption_later")
    change("PRAGMA user_version = 2")
    server.start()
    assert signers()[1] == named and signers()[0] != epoch, signers()
    assert "event=summaries renewed=" in server.log()
    epoch = signers()[0]
    server.stop()
    server.start()
    assert signers() == (epoch, named) and server.log().count("event=summaries") == 1


def test_what_hangs_on_a_request_is_bounded():
    """The contract says how long each list may be; a window would have to read what is longer."""
    request = claimed()
    path = f"/v1/requests/{request['id']}"
    change("INSERT INTO attachments SELECT 'x' || value, ?, 'a.pdf', 'application/pdf', 1, '', NULL, NULL, 1 FROM json_each (?)",
           request["id"], str(list(range(199))))
    ok(attach(clerk, path))
    before = sum(len(names) for _, _, names in os.walk(os.path.join(server.state, "files")))
    refused(attach(clerk, path, "b.pdf"), 409, "too-many", "attachments")
    refused(attach(citizen, path.replace("/v1/", "/v1/portal/"), "c.pdf"), 409, "too-many", "attachments")
    assert sum(len(names) for _, _, names in os.walk(os.path.join(server.state, "files"))) == before


def test_a_file_is_named_without_its_folders():
    path = f"/v1/portal/requests/{claimed()['id']}"
    for sent in ("C:\\Users\\hans\\a.pdf", "/home/hans/a.pdf", "a.pdf", "hans/..\\a.pdf"):
        assert ok(attach(citizen, path, quote(sent)))["attachments"][-1]["name"] == "a.pdf", sent
    for none in ("", "hans/", "hans\\"):
        refused(attach(citizen, path, quote(none)), 422, "missing-field", "name")


def test_since_when_it_is_in_its_state():
    request = claimed()
    noted = ok(clerk.post(f"/v1/requests/{request['id']}/notes", {"text": "x"}))
    assert request["state_at"] == noted["state_at"] == request["updated_at"] < noted["updated_at"], noted


if __name__ == "__main__":
    try:
        amtd.main(globals())
    finally:
        server.__exit__()
