# SPDX-License-Identifier: GPL-3.0-or-later
"""Every route that takes a body gets every body that is wrong: a clear error that names the place, and nothing changes."""
import json
import os
import sqlite3
import time

import amtd
from contract import records
from domain import SOURCE, act, counter_order, draft, extract, hand_in, ok, order, put_extract, refused, routes, sign

server = amtd.Server()
clerk, citizen = server.staff("a.thiessen"), server.citizen("z.lukaszewicz")
registrar = server.staff("m.roehrs")
here = clerk.authority()
PNG = b"\x89PNG\r\n\x1a\n" + bytes(50)


def ordered(**options):
    return ok(citizen.post("/v1/portal/requests", order(here, **options)), 201)


claimed = ok(act(clerk, ordered(), "claim"))
asked = ok(act(clerk, ok(act(clerk, ordered(), "claim")), "ask", text="?", fields=["street"]))
drafted = ok(put_extract(clerk, ok(act(clerk, ordered(), "claim"))))
made = ok(draft(clerk, drafted), 201)
IDS = {"authority": here, "request": claimed["id"], "draft": made["id"], "action": "ask", "gate": "identity"}
# What is right on each route, so that only what is broken on purpose is wrong.
GOOD = {"/v1/sessions": {"user": "nobody", "password": "x"}, "/v1/portal/sessions": {"user": "nobody", "password": "x"},
        "/v1/authorities/{authority}/requests/search": {"text": "x"}, "/v1/portal/requests": order(here), "/v1/authorities/{authority}/requests": counter_order(),
        "/v1/requests/{request}/actions/{action}": {"text": "?", "fields": ["street"]}, "/v1/requests/{request}/extract": extract(),
        "/v1/requests/{request}/gates/{gate}": {"status": "open"}, "/v1/requests/{request}/notes": {"text": "x"},
        "/v1/requests/{request}/follow-up": {"on": "2090-01-01"},
        "/v1/requests/{request}/drafts": {"kind": "certificate", "carrier": "electronic"},
        "/v1/drafts/{draft}/printed": {"sheet_number": "1"}, "/v1/portal/requests/{request}/answer": {"form": {"street": "x"}}}
SCHEMA = {"/v1/sessions": "AmtSignIn", "/v1/portal/sessions": "AmtSignIn", "/v1/portal/requests": "AmtOrder",
          "/v1/authorities/{authority}/requests/search": "AmtSearchInput",
          "/v1/authorities/{authority}/requests": "AmtOrder", "/v1/requests/{request}/actions/{action}": "AmtActionInput",
          "/v1/requests/{request}/extract": "AmtExtractInput", "/v1/requests/{request}/gates/{gate}": "AmtGateInput",
          "/v1/requests/{request}/notes": "AmtNoteInput", "/v1/requests/{request}/follow-up": "AmtFollowUpInput",
          "/v1/requests/{request}/drafts": "AmtDraftInput", "/v1/drafts/{draft}/printed": "AmtPrintedInput",
          "/v1/portal/requests/{request}/answer": "AmtAnswerInput"}
EMPTY = ("/withdraw", "/handed-out", "/posted")  # their body says nothing
JSON = [r for r in routes() if r[3] == "application/json" and not r[1].endswith(EMPTY)]


def send(route, body):
    method, path, audience, _ = route
    ids = {**IDS, "request": asked["id"]} if path.endswith("/answer") else IDS
    for name, value in ids.items():
        path = path.replace("{" + name + "}", value)
    client = {"staff": clerk, "citizen": citizen, "nobody": server.client()}[audience]
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.call(method, path, data, {"If-Match": f'"{claimed["version"]}"', "Content-Type": "application/json"})


def counts():
    """How much there is, all told: nothing refused may add to it."""
    with sqlite3.connect(os.path.join(server.state, "amtsstube.db")) as db:
        tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")]
        found = {table: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}
        found["versions"] = db.execute("SELECT sum(version) FROM requests").fetchone()[0]
    db.close()
    return {name: number for name, number in found.items() if "attempt" not in name and "throttle" not in name}


def test_every_route_with_a_body_is_tried():
    assert {r[1] for r in JSON} == set(GOOD) == set(SCHEMA), {r[1] for r in JSON} ^ set(GOOD)
    assert len(JSON) >= 12


def test_what_is_no_json():
    before = counts()
    for route in JSON:
        good = json.dumps(GOOD[route[1]]).encode()
        for body, status, slug in ((b"", 400, "malformed-json"), (b"{", 400, "malformed-json"), (good[:-1], 400, "malformed-json"),
                                   (good + b"x", 400, "malformed-json"), (b"[]", 400, "not-an-object"),
                                   (b"null", 400, "not-an-object"), (b'"x"', 400, "not-an-object"),
                                   (good[:-1] + b', "x": "\xff"}', 400, "not-utf8"), (good.decode().encode("utf-16"), 400, None),
                                   (b'{"x":' * 40 + b"1" + b"}" * 40, 400, "json-too-deep"),
                                   (good[:-1] + b', "x": 1, "x": 2}', 400, "duplicate-field")):
            answer = send(route, body)
            assert answer.status == status and (slug is None or answer.slug == slug), (route, body[:60], answer)
            assert answer.json["title"] and answer.json["status"] == status, answer
    assert counts() == before


def test_what_is_too_large():
    before = counts()
    for route in JSON:
        answer = send(route, b'{"x": "' + b"y" * 20_000_000 + b'"}') if route[2] == "nobody" else \
            send(route, b'{"x": "' + b"y" * 3_000_000 + b'"}')
        assert answer.status == 413 and answer.slug == "too-large", (route, answer)
    assert counts() == before


def test_unknown_members_are_named():
    before = counts()
    for route in JSON:
        refused(send(route, {**GOOD[route[1]], "nonsense": 1}), 422, "unknown-field", "nonsense")
    assert counts() == before


def test_missing_members_are_named():
    before, tried = counts(), 0
    for route in JSON:
        for name, _, required, _, _ in records()[SCHEMA[route[1]]]:
            if required:
                refused(send(route, {k: v for k, v in GOOD[route[1]].items() if k != name}), 422, "missing-field", name)
                tried += 1
    assert tried >= 10 and counts() == before, tried


WRONG = {"STRING": (5, True, [], {}), "ID": (5, [], "x"), "DATE": (5, [], "2026-02-30", "x"), "ENUM": (5, [], "nonsense"),
         "INT": ("x", 1.5, [], 1e40), "STRINGS": ("x", [1], {}), "OBJECT": ("x", 5, []), "RECORD": ("x", 5, [])}


def test_wrong_types_are_named():
    before, tried = counts(), 0
    for route in JSON:
        for name, kind, _, _, _ in records()[SCHEMA[route[1]]]:
            for value in WRONG[kind]:
                answer = send(route, {**GOOD[route[1]], name: value})
                assert answer.status == 422 and answer.json["field"].startswith(name), (route, name, value, answer)
                tried += 1
    assert tried >= 100 and counts() == before, tried


def test_numbers_out_of_range_are_named():
    for value in (0, -1, 21, 10 ** 15):
        answer = citizen.post("/v1/portal/requests", {**order(here), "copies": value})
        assert answer.status == 422 and answer.json["field"] == "copies", (value, answer)


def test_text_that_is_none():
    """Control and direction characters, and text longer than it may be, are refused by name."""
    before, tried = counts(), 0
    for route in JSON:
        for name, kind, _, most, _ in records()[SCHEMA[route[1]]]:
            if kind == "STRING" and name != "password":
                for value in ("a\u202eb", "a\u0007b", "x" * (most + 1)):
                    answer = send(route, {**GOOD[route[1]], name: value})
                    assert answer.status == 422 and answer.json["field"] == name, (route, name, value[:10], answer)
                    tried += 1
    assert tried >= 40 and counts() == before, tried


def test_versions_that_are_none():
    path = f"/v1/requests/{claimed['id']}/actions/release"
    for value in ("x", '"x"', '""', '"-1"', '"1', "*", 'W/"2"', '"99999999999999999999"', '"1", "2"'):
        answer = clerk.call("POST", path, {}, {"If-Match": value})
        assert answer.status in (412, 422, 428) and answer.slug, (value, answer)
    assert ok(clerk.get(f"/v1/requests/{claimed['id']}"))["version"] == claimed["version"]


def test_attachments_of_every_wrong_kind():
    path = f"/v1/portal/requests/{claimed['id']}/attachments"
    for data in (b"", b"MZ\x90\0", b"\x7fELF" + bytes(50), b"PK\x03\x04" + bytes(50), b"<svg xmlns='http://www.w3.org/2000/svg'/>",
                 b"<html><script>1</script>", b"GIF89a" + bytes(50), b"II*\0" + bytes(50), b"\xff\xd8", b"\x89PNG", b"%PD", b" %PDF-1.4"):
        answer = citizen.call("POST", path + "?name=a.pdf", data, {"Content-Type": "application/pdf"})
        assert answer.status == 415 and answer.slug == "unsupported-type", (data[:10], answer)
    refused(citizen.call("POST", path + "?name=a.png", PNG + bytes(20 * 1024 * 1024)), 413, "too-large")
    refused(citizen.call("POST", path, PNG), 422, "missing-field", "name")
    assert citizen.call("POST", path + "?name=" + "x" * 5000, PNG).status in (414, 422, 431)
    assert ok(clerk.get(f"/v1/requests/{claimed['id']}"))["attachments"] == []
    assert not os.listdir(os.path.join(server.state, "incoming"))


def change(sql):
    with sqlite3.connect(os.path.join(server.state, "amtsstube.db")) as db:
        db.execute(sql)
    db.close()


def refused_everywhere(client, audience, slug):
    """Every route of @audience says the same of a token that does not hold."""
    tried = 0
    for method, path, who, kind in routes():
        if who == audience:
            for name, value in {**IDS, "document": made["id"], "attachment": made["id"]}.items():
                path = path.replace("{" + name + "}", value)
            answer = client.call(method, path, {} if kind == "application/json" else PNG if kind else None)
            assert answer.status == 401 and answer.slug == slug and answer.headers["WWW-Authenticate"], (method, path, answer)
            tried += 1
    return tried


def test_expired_and_revoked_tokens():
    staff, account = server.staff("j.dordevic"), server.citizen("g.szucs")
    change("UPDATE sessions SET expires_at = 1000 WHERE created_at >= (SELECT created_at FROM sessions ORDER BY created_at DESC LIMIT 1 OFFSET 1)")
    assert refused_everywhere(staff, "staff", "session-expired") >= 20
    assert refused_everywhere(account, "citizen", "session-expired") >= 8
    staff, account = server.staff("j.dordevic"), server.citizen("g.szucs")
    ok(staff.delete("/v1/session"))
    ok(account.delete("/v1/portal/session"))
    refused_everywhere(staff, "staff", "no-session")
    refused_everywhere(account, "citizen", "no-session")


def test_what_was_right_still_works():
    """The wrong bodies were wrong for the reason named: what is right is taken."""
    later = {"/v1/sessions": "wrong-credentials", "/v1/portal/sessions": "wrong-credentials", "/v1/drafts/{draft}/printed": "service",
             "/v1/requests/{request}/drafts": "gates-open"}
    for route in JSON:
        IDS["request"] = claimed["id"] if route[1].endswith(("/notes", "/follow-up")) else ok(act(clerk, ordered(), "claim"))["id"]
        answer = send(route, GOOD[route[1]])
        if route[1] in later:
            assert answer.slug == later[route[1]], (route, answer)
        else:
            assert answer.status in (200, 201), (route, answer)


if __name__ == "__main__":
    try:
        amtd.main(globals())
    finally:
        server.__exit__()
