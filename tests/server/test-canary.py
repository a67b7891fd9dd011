# SPDX-License-Identifier: GPL-3.0-or-later
"""Names nobody else has go the whole way and every wrong way: none is in the log, in a file's name or in a core dump."""
import os
import re
import signal
import socket
import tempfile
from urllib.parse import quote

import amtd
from domain import act, counter_order, draft, extract, hand_in, ok, order, put_extract, refused, sign

PEOPLE = ("Kanarienvogel", "Zeisig", "Zaunkönigweg")
SAID = ("Rohrdommel", "Wiedehopf", "Trauerschnäpper", "Kiebitz", "Pirol", "Neuntöter", "Regenpfeifer", "Goldammer")
CANARIES = PEOPLE + SAID
WORDS = dict(zip(("note", "file", "question", "reason", "search", "password", "user", "entry"), SAID))
PDF = b"%PDF-1.4\n" + CANARIES[0].encode()
server = amtd.Server()
clerk, citizen = server.staff("a.thiessen"), server.citizen("z.lukaszewicz")
here = clerk.authority()
PERSON = {"family_name": PEOPLE[0], "given_names": PEOPLE[1], "street": PEOPLE[2] + " 7"}


def ordered():
    made = order(here)
    made["form"].update(PERSON)
    return ok(citizen.post("/v1/portal/requests", made), 201)


def found(text):
    """The canaries in @text, whichever way they are written."""
    return [word for word in CANARIES for written in (word, word.encode("ascii", "ignore").decode(), quote(word), ascii(word)[1:-1])
            if len(written) > 4 and written.lower() in text.lower()]


def silent():
    log = server.log()
    assert "event=request" in log and not found(log), found(log)
    for client in (clerk, citizen):
        assert client.token not in log
    for word in (amtd.PASSWORD, "Annegret", "Łukaszewicz", "a.thiessen", "z.lukaszewicz"):
        assert word not in log, word


def test_the_whole_way_is_silent():
    request = ordered()
    path = f"/v1/requests/{request['id']}"
    ok(citizen.call("POST", f"/v1/portal{path[3:]}/attachments?name={WORDS['file']}.pdf", PDF))
    request = ok(act(clerk, ok(clerk.get(path)), "claim"))
    ok(clerk.post(path + "/notes", {"text": WORDS["note"]}))
    request = ok(act(clerk, ok(clerk.get(path)), "ask", text=WORDS["question"], fields=["street"]))
    ok(citizen.post(f"/v1/portal{path[3:]}/answer", {"form": {"street": PEOPLE[2] + " 8"}}))
    body = extract(**PERSON)
    body["entry"] = WORDS["entry"]
    request = ok(clerk.put(path + "/extract", body, if_match=ok(clerk.get(path))["version"]))
    made = ok(draft(clerk, request), 201)
    pdf = clerk.get(f"/v1/drafts/{made['id']}/content").body
    document = ok(hand_in(clerk, made["id"], sign(server, pdf)))["documents"][0]
    assert citizen.get(f"/v1/portal/documents/{document['id']}/content").status == 200
    refused_one = ok(act(clerk, ordered(), "claim"))
    made = ok(draft(clerk, refused_one, kind="rejection", reason=WORDS["reason"]), 201)
    ok(hand_in(clerk, made["id"], sign(server, clerk.get(f"/v1/drafts/{made['id']}/content").body)))
    counter = counter_order()
    counter["applicant"] = counter["subject"] = {"family_name": PEOPLE[0], "given_names": PEOPLE[1]}
    ok(clerk.post(f"/v1/authorities/{here}/requests", counter), 201)
    assert ok(clerk.post(f"/v1/authorities/{here}/requests/search", {"text": PEOPLE[0]}))["items"]
    ok(clerk.get(path + "/journal"))
    silent()


def test_every_wrong_way_is_silent():
    request = ordered()
    path, name = f"/v1/requests/{request['id']}", quote(WORDS["search"])
    for body in (b'{"form":"' + WORDS["search"].encode(), b'{"%s":1}' % WORDS["search"].encode(), b'["Pirol"]',
                 b'{"service_id":"Pirol"}', b'{"a":"Pirol","a":"Pirol"}', b"Pirol\xff"):
        assert citizen.call("POST", "/v1/portal/requests", body).status in (400, 422)
    for wrong in (f"/v1/{name}", f"/v1/requests/{name}", f"/v1/authorities/{here}/requests?cursor={name}",
                  f"/v1/authorities/{here}/feed?after={name}", f"/v1/authorities/{here}/feed?epoch={name}", f"/{name}?{name}={name}"):
        assert clerk.get(wrong).status >= 400, wrong
    server.client().post("/v1/sessions", {"user": WORDS["user"], "password": WORDS["password"]})
    server.client().post("/v1/portal/sessions", {"user": WORDS["user"], "password": WORDS["password"]})
    server.client(WORDS["user"].encode("ascii", "ignore").decode()).get("/v1/session")
    clerk.call("POST", path + "/actions/claim", {}, {"If-Match": "Pirol", "Idempotency-Key": "Pirol" * 50, "X-Forwarded-For": "Pirol"})
    clerk.call("POST", path + f"/attachments?name={name}.exe", b"MZ" + PDF)
    refused(act(clerk, {**request, "version": 99}, "claim"), 412, "stale")
    s = server.open()
    s.sendall(b"GET /v1/Pirol HTTP/9.9\r\nPirol: Pirol\r\nPirol\r\n\r\n")
    s.shutdown(socket.SHUT_WR)
    s.recv(4096)
    s.close()
    silent()


def test_failures_of_the_server_are_silent():
    """A file that is gone, and a disk that is full: the log says what failed, not for whom."""
    request = ordered()
    sent = ok(citizen.call("POST", f"/v1/portal/requests/{request['id']}/attachments?name={WORDS['file']}.pdf", PDF))
    attachment = sent["attachments"][0]["id"]
    stored = next(os.path.join(base, name) for base, _, names in os.walk(server.state) for name in names if name.endswith(attachment))
    os.unlink(stored)
    assert clerk.get(f"/v1/requests/{request['id']}/attachments/{attachment}").status >= 500
    assert "event=failure" in server.log()
    silent()


def test_no_file_is_named_after_anybody():
    request = ordered()
    sent = ok(citizen.call("POST", f"/v1/portal/requests/{request['id']}/attachments?name={WORDS['file']}.pdf", PDF))
    names = [os.path.relpath(os.path.join(base, name), server.state) for base, folders, files in os.walk(server.state) for name in folders + files]
    names = [name for name in names if not name.startswith("pki" + os.sep)]
    assert any(name.endswith(os.sep + sent["attachments"][0]["id"]) for name in names), names  # it does look where files are kept
    assert not found("\n".join(names)), found("\n".join(names))


def test_no_core_is_left():
    with open(f"/proc/{server.process.pid}/limits", encoding="ascii") as file:
        line = next(line for line in file if line.startswith("Max core file size"))
    assert line.split()[4:6] == ["0", "0"], line
    with tempfile.TemporaryDirectory() as folder:
        with amtd.office(directory=folder) as crashing:
            crashing.staff("anna")
            crashing.process.send_signal(signal.SIGABRT)
            assert crashing.process.wait(20) != 0
            crashing.process.stdout.close()
            crashing.process = None
            assert not [n for n in os.listdir(folder) + os.listdir(".") if re.match(r"core(\.\d+)?$", n)]


if __name__ == "__main__":
    try:
        amtd.main(globals())
    finally:
        server.__exit__()
