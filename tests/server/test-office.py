# SPDX-License-Identifier: GPL-3.0-or-later
"""A real office, made by the commands: its own catalogue, its own certificate authority, a document signed by its clerk."""
import hashlib
import os
import subprocess
import tempfile

import amtd
from domain import act, counter_order, draft, hand_in, ok, order, put_extract, put_gate, refused, services, sign

server = amtd.office()
anna, karin, silke = (server.staff(user) for user in ("anna", "karin", "silke"))
here = anna.authority()
pki = os.path.join(server.state, "pki")


def openssl(*args):
    subprocess.run(["openssl", *args], check=True, capture_output=True, cwd=pki)


def authority():
    os.makedirs(pki)
    openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "root.key")
    openssl("req", "-x509", "-new", "-key", "root.key", "-subj", "/O=Stadt Leinhagen/CN=Stadt Leinhagen CA", "-days", "30",
            "-addext", "keyUsage=critical,keyCertSign,cRLSign", "-out", "root.pem")


def key(user, usage="critical,nonRepudiation"):
    openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", user + ".key")
    openssl("req", "-new", "-key", user + ".key", "-utf8", "-subj", f"/O=Stadt Leinhagen/CN={user}", "-out", user + ".csr")
    with tempfile.NamedTemporaryFile("w", suffix=".cnf") as file:
        file.write(f"keyUsage={usage}\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\nbasicConstraints=critical,CA:false\n")
        file.flush()
        openssl("x509", "-req", "-in", user + ".csr", "-CA", "root.pem", "-CAkey", "root.key", "-days", "30", "-extfile", file.name,
                "-out", user + ".pem")
    openssl("pkcs12", "-export", "-inkey", user + ".key", "-in", user + ".pem", "-certfile", "root.pem", "-passout", "pass:demo",
            "-name", user, "-out", user + ".p12")


authority()
key("anna")
key("karin")


def drafted():
    request = ok(anna.post(f"/v1/authorities/{here}/requests", counter_order(carrier="electronic")), 201)
    request = ok(act(anna, request, "claim"))
    request = ok(put_gate(anna, request, "identity", status="met", evidence="ID card", assurance="substantial"))
    request = ok(put_extract(anna, request))
    made = ok(draft(anna, request), 201)
    return made["id"], anna.get(f"/v1/drafts/{made['id']}/content").body


def test_catalogue_of_a_new_office():
    assert len(ok(anna.get(f"/v1/authorities/{here}/catalogue"))["items"]) == len(services()) == 12


def test_signing_needs_trust_and_a_registered_certificate():
    made, pdf = drafted()
    assert b"DEMO" not in pdf.upper()[:200]
    signed = sign(server, pdf, "anna")
    refused(hand_in(anna, made, signed), 503, "no-trust")
    os.makedirs(os.path.join(server.state, "trust"), exist_ok=True)
    os.link(os.path.join(pki, "root.pem"), os.path.join(server.state, "trust", "root.pem"))
    refused(hand_in(anna, made, signed), 409, "certificate-unknown")
    server.command("add-certificate", "--person", "anna", "--file", os.path.join(pki, "anna.pem"))
    refused(hand_in(anna, made, sign(server, pdf, "karin")), 409, "certificate-unknown")
    document = ok(hand_in(anna, made, signed))["documents"][0]
    assert document["signer_name"] == "Anna Öztürk" and not document.get("demo"), document


def test_a_certificate_of_who_signs_nothing():
    server.command("add-person", "--user", "lars", "--name", "Lars Admin", "--authority", "leinhagen", "--team", "residents",
                   "--role", "administrator", "--generate")
    run = server.command("add-certificate", "--person", "lars", "--file", os.path.join(pki, "karin.pem"), check=False)
    assert run.returncode == 1 and "lars" in run.stderr, run


def test_a_key_of_nobody_we_trust():
    made, pdf = drafted()
    os.rename(pki, pki + "-ours")
    try:
        authority()
        key("anna")
        refused(hand_in(anna, made, sign(server, pdf, "anna")), 409, "certificate-unknown")
    finally:
        subprocess.run(["rm", "-rf", pki], check=True)
        os.rename(pki + "-ours", pki)


def test_who_may_enter():
    refused(silke.post(f"/v1/authorities/{here}/requests", counter_order()), 404, "not-found")
    refused(anna.post(f"/v1/authorities/{here}/requests", counter_order("trade-registration", "standard")), 403, "permission")
    refused(anna.post(f"/v1/authorities/{here}/requests", counter_order("birth-certificate", "standard")), 403, "permission")
    ahead = counter_order()
    ahead["received_on"] = "2090-01-01"
    refused(anna.post(f"/v1/authorities/{here}/requests", ahead), 422, "in-the-future", "received_on")


def test_an_unfinished_form_at_the_counter():
    """Staff may enter what is there; the completeness gate holds it back."""
    made = counter_order(carrier="electronic")
    del made["form"]["street"]
    request = ok(anna.post(f"/v1/authorities/{here}/requests", made), 201)
    assert next(g for g in request["gates"] if g["kind"] == "completeness")["status"] == "open"


def sealed_office(folder):
    with open(os.path.join(folder, "database-key"), "w", encoding="ascii") as file:
        file.write("5a" * 32 + "\n")
    return amtd.office(env={"CREDENTIALS_DIRECTORY": folder})


def test_an_upload_on_its_way_is_encrypted():
    canary = b"%PDF-1.4 canary-Lukaszewicz " * 40_000
    with tempfile.TemporaryDirectory() as folder, sealed_office(folder) as sealed:
        clerk = sealed.staff("anna")
        incoming = os.path.join(sealed.state, "incoming")

        def arrived():
            return {name: os.path.getsize(os.path.join(incoming, name)) for name in os.listdir(incoming)}
        request = ok(clerk.post(f"/v1/authorities/{clerk.authority()}/requests", counter_order()), 201)
        s = sealed.open()
        s.sendall((f"POST /v1/requests/{request['id']}/attachments?name=a.pdf HTTP/1.1\r\nHost: x\r\nContent-Type: application/pdf\r\n"
                   f"Authorization: Bearer {clerk.token}\r\nContent-Length: {len(canary)}\r\n\r\n").encode() + canary[:-1000])
        assert amtd.eventually(lambda: sum(arrived().values()) > len(canary) - 2 * 65536 - 1000), arrived()
        for name in arrived():
            with open(os.path.join(incoming, name), "rb") as file:
                content = file.read()
            assert b"canary" not in content and b"%PDF" not in content, name
        s.sendall(canary[-1000:])
        assert s.recv(65536).startswith(b"HTTP/1.1 200")
        s.close()
        attachment = ok(clerk.get(f"/v1/requests/{request['id']}"))["attachments"][0]
        assert (attachment["size"], attachment["type"]) == (len(canary), "application/pdf"), attachment
        assert attachment["sha256"] == hashlib.sha256(canary).hexdigest()
        assert clerk.get(f"/v1/requests/{request['id']}/attachments/{attachment['id']}").body == canary
        assert amtd.eventually(lambda: not arrived()), arrived()


def test_a_signed_document_arrives_encrypted():
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "database-key"), "w", encoding="ascii") as file:
            file.write("5a" * 32 + "\n")
        with amtd.Server(env={"CREDENTIALS_DIRECTORY": folder}) as sealed:
            clerk, citizen = sealed.staff("a.thiessen"), sealed.citizen("z.lukaszewicz")
            request = ok(act(clerk, ok(citizen.post("/v1/portal/requests", order(clerk.authority())), 201), "claim"))
            made = ok(draft(clerk, ok(put_extract(clerk, request))), 201)
            signed = sign(sealed, clerk.get(f"/v1/drafts/{made['id']}/content").body)
            issued = ok(hand_in(clerk, made["id"], signed))
            assert clerk.get(f"/v1/documents/{issued['documents'][0]['id']}/content").body == signed


def test_files_are_encrypted_like_the_database():
    canary = b"%PDF-1.4 canary-Lukaszewicz " * 5000
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "database-key"), "w", encoding="ascii") as file:
            file.write("5a" * 32 + "\n")
        with amtd.office(env={"CREDENTIALS_DIRECTORY": folder}) as sealed:
            clerk = sealed.staff("anna")
            request = ok(clerk.post(f"/v1/authorities/{clerk.authority()}/requests", counter_order()), 201)
            request = ok(clerk.call("POST", f"/v1/requests/{request['id']}/attachments?name=a.pdf", canary))
            path = f"/v1/requests/{request['id']}/attachments/{request['attachments'][0]['id']}"
            assert clerk.get(path).body == canary
            files = [os.path.join(base, name) for base, _, names in os.walk(sealed.state) for name in names]
            for name in files:
                with open(name, "rb") as file:
                    assert b"canary" not in file.read(), name
            stored = next(name for name in files if name.endswith(request["attachments"][0]["id"]))
            with open(stored, "r+b") as file:
                file.seek(5000)
                file.write(b"x")
            refused(clerk.get(path), 500, "file-damaged")


if __name__ == "__main__":
    try:
        amtd.main(globals())
    finally:
        server.__exit__()
