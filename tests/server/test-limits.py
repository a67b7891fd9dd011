# SPDX-License-Identifier: GPL-3.0-or-later
"""What one citizen, one request and one signer may fill has an end, said in a sentence; others are not held up by it."""
import datetime
import os

import amtd
from domain import act, counter_order, draft, ok, order, put_extract, refused

MIB = 1024 * 1024
PDF = b"%PDF-1.4\n" + b"0" * (MIB - 100_000)  # so that the demonstration's small ones do not count
server = amtd.Server(config="[limits]\norders-a-day=6\nopen-requests=4\nuploads-mib-a-day=3\nattachments-mib=2\ndrafts=3\n")
clerk = server.staff("a.thiessen")
here = clerk.authority()


def ordered(by):
    return ok(by.post("/v1/portal/requests", order(here)), 201)


def open_of(by):
    return [r for r in ok(by.get("/v1/portal/requests"))["items"] if r["state"] not in ("issued", "rejected", "withdrawn")]


def lately(by):
    """How many orders of the demonstration lie within a day: that depends on the hour at which this test runs."""
    since = (datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=1)).isoformat()
    return sum(request["received_at"] > since for request in ok(by.get("/v1/portal/requests"))["items"])


def withdraw(by, request):
    ok(by.post(f"/v1/portal/requests/{request['id']}/withdraw"))


def free():
    """Citizens who have nothing open, of whom all that is left of the demonstration could be withdrawn."""
    for user in ("k.dvorakova", "s.kjaer", "g.nguyen", "th.gudmundsdottir", "s.turcanu", "z.lukaszewicz"):
        citizen = server.citizen(user)
        if {request["state"] for request in open_of(citizen)} <= {"new", "in-review", "waiting"}:
            for request in open_of(citizen):
                withdraw(citizen, request)
            yield citizen


citizens = free()


def attach(by, request, data=PDF):
    portal = "/portal" if by is not clerk else ""
    return by.call("POST", f"/v1{portal}/requests/{request['id']}/attachments?name=a.pdf", data)


def stored():
    return {name for _, _, names in os.walk(os.path.join(server.state, "files")) for name in names}


def test_orders_have_an_end():
    by, other = next(citizens), next(citizens)
    before = lately(by)
    made = [ordered(by) for _ in range(4)]
    full = by.post("/v1/portal/requests", order(here))
    refused(full, 409, "too-many-open")
    assert "At most 4 requests at once" in full.json["detail"], full
    for request in made[: 2 - before]:
        withdraw(by, request)
        ordered(by)
    withdraw(by, made[2])
    today = by.post("/v1/portal/requests", order(here))
    refused(today, 429, "too-many-today")
    assert today.json["title"] == "Too Many Requests" and int(today.headers["Retry-After"]) >= 60 and "24 hours" in today.json["detail"], today
    assert len(open_of(by)) == 3
    ordered(other)
    for _ in range(7):
        ok(clerk.post(f"/v1/authorities/{here}/requests", counter_order()), 201)


def test_files_have_an_end():
    by = next(citizens)
    one, two, three = ordered(by), ordered(by), ordered(by)
    ok(attach(by, one))
    ok(attach(by, one))
    before = stored()
    full = attach(by, one, b"%PDF-1.4\n" + b"0" * 250_000)
    refused(full, 409, "request-full", "attachments")
    assert "2 MiB" in full.json["detail"], full
    refused(attach(clerk, one, b"%PDF-1.4\n" + b"0" * 250_000), 409, "request-full", "attachments")
    assert stored() == before
    ok(attach(by, two))
    before = stored()
    refused(attach(by, three), 429, "too-much-today", "attachments")
    assert stored() == before
    ok(attach(clerk, three))


def test_drafts_give_way_to_newer_ones():
    request = ok(act(clerk, ordered(next(citizens)), "claim"))
    request = ok(put_extract(clerk, request))
    made = [ok(draft(clerk, request), 201)["id"] for _ in range(5)]
    assert [clerk.get(f"/v1/drafts/{one}/content").status for one in made] == [404, 404, 200, 200, 200]
    assert stored() & set(made) == set(made[2:])


if __name__ == "__main__":
    try:
        amtd.main(globals())
    finally:
        server.__exit__()
