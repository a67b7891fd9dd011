# SPDX-License-Identifier: GPL-3.0-or-later
"""What belongs to another authority, another team or another citizen does not exist: on every route of openapi.yaml it is
answered with the same bytes as an id nobody ever had."""
import re
import uuid

import amtd
from domain import act, counter_order, draft, extract, hand_in, ok, order, put_extract, routes, sign

server = amtd.Server()
clerk = server.staff("a.thiessen")
registrar = server.staff("m.roehrs")
theirs = server.staff("s.nordmann")
citizen = server.citizen("z.lukaszewicz")
neighbour = server.citizen("n.busch")
here, there = clerk.authority(), theirs.authority("nordwiek")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(50)


def make(client, by, authority):
    """A request with everything an id can name: attachment, draft, document."""
    request = ok(by.post("/v1/portal/requests", order(authority)), 201)
    ok(by.call("POST", f"/v1/portal/requests/{request['id']}/attachments?name=a.png", PNG))
    issued = ok(by.post("/v1/portal/requests", order(authority)), 201)
    user = client.who["user"]
    issued = ok(put_extract(client, ok(act(client, issued, "claim"))))
    made = ok(draft(client, issued), 201)
    document = ok(hand_in(client, made["id"], sign(server, client.get(f"/v1/drafts/{made['id']}/content").body, user)))
    request = ok(client.get(f"/v1/requests/{request['id']}"))
    request = ok(put_extract(client, ok(act(client, request, "claim"))))
    made = ok(draft(client, request), 201)
    return {"authority": authority, "request": request["id"], "attachment": request["attachments"][0]["id"],
            "draft": made["id"], "document": document["documents"][0]["id"], "version": request["version"]}


foreign = make(theirs, neighbour, there)
own = make(clerk, citizen, here)
unknown = {name: str(uuid.uuid4())[:14] + "7" + str(uuid.uuid4())[15:] for name in foreign}
BODIES = {"/actions/": {}, "/extract": extract(), "/gates/": {"status": "met", "evidence": "x"}, "/notes": {"text": "x"},
          "/follow-up": {"on": "2090-01-01"}, "/drafts": {"kind": "certificate", "carrier": "electronic"},
          "/search": {"text": "x"}, "/printed": {"sheet_number": "1"}, "/answer": {"text": "x"}}


def body_of(method, path, kind):
    if kind is None:
        return None
    if kind != "application/json":
        return PNG
    if path.endswith("/authorities/{authority}/requests"):
        return counter_order()
    return next((body for part, body in BODIES.items() if part in path), {})


def ask(client, route, ids):
    method, path, _, kind = route
    filled = path.replace("{action}", "claim").replace("{gate}", "identity")
    for name, value in ids.items():
        filled = filled.replace("{" + name + "}", str(value))
    if filled.endswith("attachments"):
        filled += "?name=a.png"
    answer = client.call(method, filled, body_of(method, path, kind), {"If-Match": f'"{foreign["version"]}"'})
    headers = {k: v for k, v in answer.headers.items() if k.lower() not in ("date", "x-request-id")}
    return answer.status, headers, answer.body


def with_ids(audience):
    return [r for r in routes() if r[2] == audience and re.search(r"\{(authority|request|draft|document)\}", r[1])]


def check(client, audience, ids):
    tried = 0
    for route in with_ids(audience):
        if audience == "citizen" and "{authority}" in route[1]:
            continue  # citizens may order anywhere
        strange, nobodys = ask(client, route, ids), ask(client, route, unknown)
        assert strange == nobodys, (route, strange, nobodys)
        assert strange[0] == 404 and b'"not-found"' in strange[2], (route, strange)
        tried += 1
    return tried


def test_another_authority_does_not_exist():
    assert check(clerk, "staff", foreign) >= 20


def test_another_team_does_not_exist():
    mixed = {**own, "authority": there}
    assert check(registrar, "staff", mixed) >= 20


def test_another_citizen_does_not_exist():
    assert check(citizen, "citizen", foreign) >= 5
    assert check(neighbour, "citizen", own) >= 5


def test_an_attachment_belongs_to_its_request():
    route = ("GET", "/v1/requests/{request}/attachments/{attachment}", "staff", None)
    assert ask(clerk, route, {**own, "attachment": foreign["attachment"]}) == ask(clerk, route, {**own, "attachment": unknown["attachment"]})
    assert ask(clerk, route, own)[0] == 200


def test_own_ids_do_exist():
    for route in with_ids("staff"):
        if route[0] == "GET":
            assert ask(clerk, route, own)[0] == 200, route


def test_tokens_do_not_cross():
    for method, path, audience, kind in routes():
        if audience == "nobody":
            continue
        other = citizen if audience == "staff" else clerk
        for client in (other, server.client(), server.client("x" * 43)):
            status, _, body = ask(client, (method, path, audience, kind), own)
            assert status == 401, (method, path, audience, status, body)


def test_no_words_for_ids_that_are_none():
    for bad in ("1", "x" * 300, own["request"].upper(), own["request"] + "0"):
        answer = clerk.get(f"/v1/requests/{bad}")
        assert answer.status == 404 and answer.body == clerk.get(f"/v1/requests/{unknown['request']}").body, answer


if __name__ == "__main__":
    try:
        amtd.main(globals())
    finally:
        server.__exit__()
