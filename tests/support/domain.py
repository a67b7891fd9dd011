# SPDX-License-Identifier: GPL-3.0-or-later
"""What tests of requests need: forms, extracts, orders, signatures; and the routes of openapi.yaml."""
import json
import os
import re
import subprocess
import sys
import tempfile

SOURCE = os.environ.get("AMT_SOURCE", ".")
SIGN_PDF = os.path.join(os.environ.get("AMT_BUILD", "build/debug"), "tests/signing/sign-pdf")
PERSON = {"family_name": "Łukaszewicz-Weiß", "given_names": "Żaneta", "birth_date": "1988-04-17", "street": "Lindenweg 7",
          "postcode": "29999", "town": "Leinhagen"}
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def words(pdf):
    """What stands on its pages, as poppler reads it."""
    return subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()


def services():
    folder = os.path.join(SOURCE, "data", "catalogue")
    return {name[:-5]: json.load(open(os.path.join(folder, name), encoding="utf-8")) for name in os.listdir(folder)}


def fill(fields, variant=None, **values):
    """Every required field of a form or an extract."""
    filled = {}
    for field in fields:
        if field.get("variants") and variant not in field["variants"]:
            continue
        if not field.get("required") and field["id"] not in values:
            continue
        default = {"date": "2026-01-15", "boolean": "true", "number": "1"}.get(field["input"], "x")
        if field["input"] == "choice":
            default = field["choices"][0]["id"]
        filled[field["id"]] = values.get(field["id"], PERSON.get(field["id"], default))
    return filled


def order(authority, service="registration-certificate", variant="simple", carrier="electronic", **more):
    data = services()[service]
    return {"authority_id": authority, "service_id": service, "variant": variant, "carrier": carrier,
            "form": fill(data["form"], variant), **more}


def counter_order(service="registration-certificate", variant="simple", carrier="paper", **more):
    made = order(None, service, variant, carrier, channel="counter", received_on="2026-01-05",
                 applicant={"family_name": "Müller", "given_names": "Hans"}, **more)
    del made["authority_id"]
    return made


def extract(service="registration-certificate", variant="simple", **values):
    return {"register_name": "Melderegister", "entry": "M 4711", "fields": fill(services()[service]["extract"], variant, **values)}


def act(client, request, action, **body):
    return client.post(f"/v1/requests/{request['id']}/actions/{action}", body, if_match=request["version"])


def put_extract(client, request, **options):
    return client.put(f"/v1/requests/{request['id']}/extract", extract(**options), if_match=request["version"])


def put_gate(client, request, gate, **body):
    return client.put(f"/v1/requests/{request['id']}/gates/{gate}", body, if_match=request["version"])


def draft(client, request, kind="certificate", carrier="electronic", **body):
    return client.post(f"/v1/requests/{request['id']}/drafts", {"kind": kind, "carrier": carrier, **body},
                       if_match=request["version"])


def sign(server, pdf, user="a.thiessen", skew=0):
    """The bytes with a signature of @user's demo key, by a clock that is @skew seconds fast."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = os.path.join(folder, "draft.pdf"), os.path.join(folder, "signed.pdf")
        with open(source, "wb") as file:
            file.write(pdf)
        subprocess.run([SIGN_PDF, source, os.path.join(server.state, "pki", user + ".p12"), "demo", target, str(skew)], check=True)
        with open(target, "rb") as file:
            return file.read()


def hand_in(client, draft_id, pdf, **headers):
    return client.call("POST", f"/v1/drafts/{draft_id}/signed", pdf, {"Content-Type": "application/pdf", **headers})


def gate(request, kind):
    return next(g for g in request["gates"] if g["kind"] == kind)


def ok(answer, status=200):
    assert answer.status == status, answer
    return answer.json


def refused(answer, status, slug, field=None):
    assert (answer.status, answer.slug) == (status, slug), answer
    if field is not None:
        assert answer.json.get("field") == field, answer


def routes():
    """(method, path, "staff"|"citizen"|"nobody", body schema or content type) of every operation in openapi.yaml, which
    is laid out one member a line."""
    found, path, method = [], None, None
    for line in open(os.path.join(SOURCE, "data", "api", "openapi.yaml"), encoding="utf-8"):
        if line.startswith("components:"):
            break
        if match := re.match(r"  (/\S+):$", line):
            path = match.group(1)
        elif match := re.match(r"    (get|post|put|delete):$", line):
            found.append([match.group(1).upper(), path, "staff", None])
        elif line.startswith("      security: []"):
            found[-1][2] = "nobody"
        elif line.startswith("      security: [{citizen"):
            found[-1][2] = "citizen"
        elif line.startswith("      requestBody:"):
            method = "body"
        elif method == "body" and (match := re.match(r"          (application/\S+):", line)):
            found[-1][3] = match.group(1)
            method = None
    return [tuple(route) for route in found]
