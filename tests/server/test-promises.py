# SPDX-License-Identifier: GPL-3.0-or-later
"""Promises that stand in a text and nowhere in a type: what the example configuration says, what openapi.yaml says of each
member, who is asked when a signature is checked, what happens to markup, and that a cut journal shows."""
import os
import re
import socket
import sqlite3
import subprocess
import tempfile
import threading

import amtd
from contract import enums, records
from domain import SOURCE, act, counter_order, draft, hand_in, ok, order, put_extract, put_gate, refused, sign, words

server = amtd.Server()
clerk, supervisor, citizen = server.staff("a.thiessen"), server.staff("k.petersen"), server.citizen("z.lukaszewicz")
here = clerk.authority()
CONF = open(os.path.join(SOURCE, "data/server/amtsstube-server.conf"), encoding="utf-8").read()
FORMATS = {"DATE": "Day'|format: date}", "TIME": "format: date-time", "ID": "schemas/Id'", "INT": "type: integer", "BOOL": "type: boolean",
           "STRINGS": "type: array", "RECORDS": "type: array", "OBJECT": "schemas/Values'|type: object", "FLAGS": "type: array"}


def test_markup_prints_literally():
    evil = "<b>**Żaneta**</b> {{auszug.street}} | # x"
    made = order(here)
    made["form"]["given_names"] = evil
    request = ok(act(clerk, ok(citizen.post("/v1/portal/requests", made), 201), "claim"))
    request = ok(put_extract(clerk, request, given_names=evil))
    made = ok(draft(clerk, request), 201)
    text = words(clerk.get(f"/v1/drafts/{made['id']}/content").body)
    assert re.sub(r"\s", "", evil) in re.sub(r"\s", "", text), text


def members(schema):
    """member → its line, of one schema of openapi.yaml."""
    text = open(os.path.join(SOURCE, "data/api/openapi.yaml"), encoding="utf-8").read().split("\n  schemas:\n", 1)[1]
    body = re.search(rf"^    {schema}:\n((?:      .*\n)+)", text, re.M).group(1)
    return dict(re.findall(r"^        (\w+): (.*)$", body, re.M))


def test_the_contract_says_of_which_type_each_member_is():
    known, tried = enums(), 0
    for name, fields in records().items():
        said = members(name)
        for member, kind, _, most, of in fields:
            line = said[member]
            if kind == "STRING":
                assert ("type: string" in line or "{enum: [" in line) and (not most or f"maxLength: {most}}}" in line or
                                                                          f"maxLength: {most}," in line), (name, member, line)
            elif kind == "ENUM":
                values = re.search(r"enum: \[([^\]]*)\]", line)
                assert values and values.group(1).split(", ") == known[of], (name, member, line, known.get(of))
            elif kind == "RECORD":
                assert f"schemas/{of}'" in line, (name, member, line)
            else:
                assert any(word in line for word in FORMATS[kind].split("|")), (name, member, kind, line)
            tried += 1
    assert tried > 200, tried


def test_the_example_configuration_says_the_defaults():
    source = open(os.path.join(SOURCE, "src/server/base/amtd-config.c"), encoding="utf-8").read()
    said = dict(re.findall(r"^#([a-z0-9-]+)=(.*)$", CONF, re.M))
    tried = 0
    for key, member in re.findall(r'\{"[a-z-]+", "([a-z0-9-]+)", KEY_\w+, FIELD \((\w+)\)', source):
        given = re.search(rf'self->{member} = (?:g_strdup \("([^"]*)"\)|([0-9 *]+));', source)
        if given:
            wanted = given.group(1) or str(eval(given.group(2)))
            assert said[key] == wanted, (key, said[key], wanted)
            tried += 1
    assert tried >= 15, tried


def test_the_throttle_is_what_the_example_says():
    """ "Ten times as many count for a user from anywhere, forty times as many for an address." """
    assert "Ten times as many count for a user from anywhere, forty times as many for an address" in CONF
    with amtd.office(config=amtd.FAST + "attempts=1\nwait-seconds=60\n[listen]\nbehind-proxy=true\n") as behind:
        def guess(user, address):
            return behind.client().call("POST", "/v1/sessions", {"user": user, "password": "wrong"}, {"X-Forwarded-For": address}).status
        assert [guess("anna", f"192.0.2.{i}") for i in range(1, 12)] == [401] * 10 + [429]
        assert [guess(f"user{i}", "198.51.100.1") for i in range(41)] == [401] * 40 + [429]
        assert guess("karin", "192.0.2.200") == 401, "others are not kept out"
        for address in ("203.0.113.5:%d", "[2001:db8::5]:%d", "10.0.0.1, 203.0.113.6:%d"):
            assert [guess("silke", address % port) for port in (1000, 1001)] == [401, 429], address


def test_an_open_address_without_tls_is_not_served():
    for address in ("0.0.0.0", "::"):
        with tempfile.TemporaryDirectory() as folder:
            run = subprocess.run([amtd.BINARY, "serve", "--demo", folder, "--port", "0", "--address", address], capture_output=True,
                                 text=True, timeout=60, check=False)
            assert run.returncode == 1 and "behind-proxy" in run.stderr and "listening" not in run.stdout, run
            assert not os.listdir(folder), "it began before it looked"


def test_checking_a_signature_asks_nobody_the_certificate_names():
    calls = []
    listener = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"

    def listen():
        while True:
            calls.append(listener.accept()[0].recv(1000))
    threading.Thread(target=listen, daemon=True).start()
    with amtd.office() as office:
        pki = os.path.join(office.state, "pki")
        os.makedirs(pki)
        trust = os.path.join(office.state, "trust")
        os.makedirs(trust, exist_ok=True)
        with open(os.path.join(pki, "ext"), "w", encoding="ascii") as file:
            file.write(f"keyUsage=critical,nonRepudiation\nbasicConstraints=critical,CA:false\nauthorityInfoAccess=caIssuers;URI:{url}/ca,"
                       f"OCSP;URI:{url}/ocsp\ncrlDistributionPoints=URI:{url}/crl\n")
        for command in (("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "root.key", "-subj",
                         "/CN=Test CA", "-days", "9", "-addext", "keyUsage=critical,keyCertSign,cRLSign", "-out", "../trust/root.pem"),
                        ("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "anna.key", "-subj",
                         "/CN=anna", "-out", "anna.csr"),
                        ("x509", "-req", "-in", "anna.csr", "-CA", "../trust/root.pem", "-CAkey", "root.key", "-days", "9", "-extfile",
                         "ext", "-out", "anna.pem"),
                        ("pkcs12", "-export", "-inkey", "anna.key", "-in", "anna.pem", "-passout", "pass:demo", "-out", "anna.p12")):
            subprocess.run(["openssl", *command], check=True, capture_output=True, cwd=pki)
        office.command("add-certificate", "--person", "anna", "--file", os.path.join(pki, "anna.pem"))
        anna = office.staff("anna")
        request = ok(anna.post(f"/v1/authorities/{anna.authority()}/requests", counter_order(carrier="electronic")), 201)
        request = ok(put_gate(anna, ok(act(anna, request, "claim")), "identity", status="met", evidence="ID", assurance="substantial"))
        made = ok(draft(anna, ok(put_extract(anna, request))), 201)
        signed = sign(office, anna.get(f"/v1/drafts/{made['id']}/content").body, "anna")
        assert ok(hand_in(anna, made["id"], signed))["state"] == "issued"
    assert not calls, calls
    with socket.create_connection(listener.getsockname()) as probe:
        probe.sendall(b"x")
        assert amtd.eventually(lambda: calls), "the listener did not listen"


def test_approval_is_given_by_somebody_else():
    waiting = [r for r in ok(supervisor.get(f"/v1/authorities/{here}/requests?limit=200"))["items"] if r["state"] == "in-approval"]
    request = ok(supervisor.get(f"/v1/requests/{waiting[-1]['id']}"))
    refused(act(clerk, request, "approve"), 403, "permission")
    done = ok(act(supervisor, request, "approve"))
    approval = next(g for g in done["gates"] if g["kind"] == "approval")
    assert done["state"] == "in-review" and approval["status"] == "met" and approval["by_name"] == "Karin Petersen", done


def test_a_cut_journal_shows_in_its_head():
    """The rest of the chain holds, so the server cannot know; who saw the head before does (replica: journal-head)."""
    ok(clerk.post(f"/v1/authorities/{here}/requests", counter_order()), 201)
    before = ok(clerk.get(f"/v1/authorities/{here}/journal/head"))
    server.stop()
    with sqlite3.connect(os.path.join(server.state, "amtsstube.db")) as db:
        try:
            db.execute("DELETE FROM journal WHERE number = ?", [before["number"]])
            raise AssertionError("the journal let itself be cut")
        except sqlite3.IntegrityError:
            pass
        db.execute("DROP TRIGGER journal_keep_rows")  # as somebody would who rules the database
        db.execute("DELETE FROM journal_payloads WHERE authority_id = ? AND number > ?", [here, before["number"] - 2])
        db.execute("DELETE FROM journal WHERE authority_id = ? AND number > ?", [here, before["number"] - 2])
    db.close()
    server.start()
    head = ok(clerk.get(f"/v1/authorities/{here}/journal/head"))
    assert head["number"] == before["number"] - 2 and head["hash"] != before["hash"], head


def test_the_commands_name_what_is_wrong():
    with tempfile.TemporaryDirectory() as folder:
        plain = amtd.Server(demo=False, directory=folder, start=False)
        assert "there already" in plain.command("init", check=False).stderr
        for arguments, word in ((("add-authority", "--slug", "x"), "--name"), (("add-person", "--user", "x"), "--authority"),
                                (("add-authority", "--slug", "x", "--name", "X", "--team", "nonsense"), "--team")):
            run = plain.command(*arguments, check=False)
            assert run.returncode == 1 and word in run.stderr, run
        plain.command("add-authority", "--slug", "leinhagen", "--name", "Stadt Leinhagen")
        person = ("add-person", "--user", "x", "--name", "X", "--authority", "leinhagen", "--team", "residents")
        for more, word in ((("--role", "king"), "king"), (("--role", "clerk"), "password")):
            run = plain.command(*person, *more, check=False)
            assert run.returncode == 1 and word in run.stderr, run
        made = plain.command(*person, "--role", "clerk", "--generate")
        password = re.search(r"password: (\S+)", made.stdout).group(1)
        for more, word in (((), "already"), (("--generate",), "already")):
            run = plain.command(*person, "--role", "clerk", *more, stdin="another\n", check=False)
            assert run.returncode == 1 and word in run.stderr and "password" not in run.stdout, run
        run = plain.command("add-person", "--user", "y", "--authority", "leinhagen", "--team", "trade", "--role", "clerk",
                            "--further", check=False)
        assert run.returncode == 1 and "no “y”" in run.stderr, run
        run = plain.command("add-authority", "--slug", "z", "--name", "Z", "--zone", "Europe/Nowhere", check=False)
        assert run.returncode == 1 and "Europe/Nowhere" in run.stderr, run
        plain.start()
        try:
            assert plain.staff("x", password).who["name"] == "X"
        finally:
            plain.stop()


if __name__ == "__main__":
    try:
        amtd.main(globals())
    finally:
        server.__exit__()
