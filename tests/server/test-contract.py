# SPDX-License-Identifier: GPL-3.0-or-later
"""openapi.yaml says what the server does: the same routes, the same members, the same answers."""
import os
import re
import uuid

import amtd
from contract import records, schemas
from domain import SOURCE, ok, order, routes

server = amtd.Server()
clerk = server.staff("a.thiessen")
citizen = server.citizen("z.lukaszewicz")
here = clerk.authority()
TEXT = open(os.path.join(SOURCE, "data", "api", "openapi.yaml"), encoding="utf-8").read()


def test_the_contract_names_every_route_and_no_other():
    real = set()
    for folder in ("http", "portal"):
        base = os.path.join(SOURCE, "src", "server", folder)
        for name in os.listdir(base):
            if name.endswith("-routes.c"):
                text = open(os.path.join(base, name), encoding="utf-8").read()
                audiences = {"STAFF": "staff", "CITIZEN": "citizen", "PUBLIC": "nobody", "AMTD_AUDIENCE_STAFF": "staff",
                             "AMTD_AUDIENCE_CITIZEN": "citizen", "AMTD_AUDIENCE_PUBLIC": "nobody"}
                for method, path, audience in re.findall(r'\{\s*"([A-Z]+)",\s*"(/v1/[^"]+)",\s*(\w+)', text):
                    real.add((method, path, audiences[audience]))
    named = {route[:3] for route in routes()} - {("GET", "/v1/live", "staff")}
    real -= {("GET", "/v1/live", "staff")}
    assert real == named, (sorted(real - named), sorted(named - real))


def test_every_route_answers():
    for method, path, _, _ in routes():
        answer = server.client().call(method, re.sub(r"\{\w+\}", str(uuid.uuid4()), path))
        assert answer.status not in (404, 405, 500), (method, path, answer)
    assert server.client().get("/v1/nonsense").status == 404
    assert server.client().call("PATCH", "/v1/session").status == 405


def test_the_schemas_are_the_tables_of_core():
    said = schemas()
    for name, fields in records().items():
        members, required = said[name]
        assert members == [field[0] for field in fields], name
        assert required == [field[0] for field in fields if field[2]], name


def test_every_reference_leads_somewhere():
    anchors = {"schemas": schemas()}
    for kind, name in set(re.findall(r"#/components/(\w+)/([\w-]+)", TEXT)):
        known = name in anchors.get(kind, ()) or re.search(rf"^    {re.escape(name)}:", TEXT, re.M)
        assert known, (kind, name)


def named(value, schema, where):
    """Every member of an answer stands in its schema."""
    members, required = schemas()[schema]
    assert set(value) <= set(members), (where, set(value) - set(members))
    assert set(required) <= set(value), (where, set(required) - set(value))


def test_answers_are_what_the_schemas_say():
    asked = ok(citizen.post("/v1/portal/requests", order(here)), 201)
    request = ok(clerk.get(f"/v1/requests/{asked['id']}"))
    named(request, "AmtRequest", "request")
    named(request["gates"][0], "AmtGate", "gate")
    named(request["applicant"], "AmtParty", "applicant")
    named(ok(clerk.get("/v1/session")), "AmtSession", "session")
    named(ok(clerk.get(f"/v1/authorities/{here}/feed?after=0")), "AmtFeedPage", "feed")
    named(ok(clerk.get(f"/v1/authorities/{here}/requests"))["items"][0], "AmtSummary", "summary")
    named(ok(clerk.get(f"/v1/authorities/{here}/catalogue"))["items"][0], "AmtService", "service")
    named(ok(clerk.get(f"/v1/authorities/{here}/colleagues"))["items"][0], "Colleague", "colleague")
    named(ok(clerk.get(f"/v1/authorities/{here}/wordings"))["items"][0], "Wording", "wording")
    named(ok(clerk.get(f"/v1/authorities/{here}/journal/head")), "AmtJournalHead", "head")
    named(ok(clerk.get(f"/v1/requests/{asked['id']}/journal"))["items"][0], "AmtJournalEntry", "entry")
    named(ok(citizen.get("/v1/portal/session")), "PortalSession", "citizen")
    named(ok(citizen.get("/v1/portal/authorities"))["items"][0], "PortalAuthority", "place")
    named(clerk.get(f"/v1/requests/{uuid.uuid4()}").json, "AmtProblem", "problem")
    named(ok(server.client().get("/v1/health")), "Health", "health")


def test_the_contract_is_served():
    assert server.client().get("/v1/openapi.yaml").body.decode() == TEXT


if __name__ == "__main__":
    try:
        amtd.main(globals())
    finally:
        server.__exit__()
