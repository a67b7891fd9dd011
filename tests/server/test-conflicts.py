# SPDX-License-Identifier: GPL-3.0-or-later
"""Two at once, the same thing twice, and documents that are not what was drafted: a clear error, and nothing is lost."""
import os
import shutil
import sqlite3
import tempfile
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import amtd
from domain import act, draft, extract, hand_in, ok, order, put_extract, refused, services, sign

server = amtd.Server()
clerk = server.staff("a.thiessen")
colleague = server.staff("j.dordevic")
supervisor = server.staff("k.petersen")
citizen = server.citizen("z.lukaszewicz")
here = clerk.authority()


def ordered(**options):
    return ok(citizen.post("/v1/portal/requests", order(here, **options)), 201)


def ready(**options):
    return ok(put_extract(clerk, ok(act(clerk, ordered(**options), "claim"))))


def drafted(**options):
    request = ready(**options)
    made = ok(draft(clerk, request), 201)
    return request, made, clerk.get(f"/v1/drafts/{made['id']}/content").body


def unissued(request):
    now = ok(clerk.get(f"/v1/requests/{request['id']}"))
    assert now["state"] == "in-review" and not now["documents"], now


def test_stale_if_match():
    asked = ordered()
    claimed = ok(act(clerk, asked, "claim"))
    answer = put_extract(clerk, {**claimed, "version": asked["version"]})
    refused(answer, 412, "stale")
    current = answer.json["current"]
    assert current["version"] == claimed["version"] and current["handler"]["name"] == "Annegret Thießen", current
    refused(act(colleague, asked, "claim"), 412, "stale")
    path = f"/v1/requests/{asked['id']}"
    for answer in (clerk.post(path + "/actions/release"), clerk.put(path + "/extract", extract()),
                   clerk.put(path + "/gates/identity", {"status": "open"}),
                   clerk.post(path + "/drafts", {"kind": "certificate", "carrier": "electronic"})):
        refused(answer, 428, "if-match-missing")
    assert clerk.get(path).headers["ETag"] == f'"{claimed["version"]}"'


def test_one_of_many_claims():
    asked = ordered()
    people = [server.staff(user) for user in ("a.thiessen", "j.dordevic", "k.petersen")]
    answers = []
    threads = [threading.Thread(target=lambda p=p: answers.append(act(p, asked, "claim"))) for p in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(a.status for a in answers) == [200, 412, 412], answers
    journal = ok(clerk.get(f"/v1/requests/{asked['id']}/journal"))["items"]
    assert [e["action"] for e in journal].count("claim") == 1


def test_same_key_same_body():
    key, body = amtd.new_key(), order(here)
    first = citizen.post("/v1/portal/requests", body, idempotency_key=key)
    again = citizen.post("/v1/portal/requests", body, idempotency_key=key)
    assert first.status == again.status == 201 and first.body == again.body
    assert again.headers["Idempotent-Replay"] == "true" and first.headers["Idempotent-Replay"] is None
    assert again.headers["ETag"] == first.headers["ETag"]
    listed = [r["id"] for r in ok(citizen.get("/v1/portal/requests"))["items"]]
    assert listed.count(first.json["id"]) == 1
    refused(citizen.post("/v1/portal/requests", order(here, variant="extended"), idempotency_key=key), 422,
            "idempotency-mismatch")


def test_keys_belong_to_their_actor():
    key, other = amtd.new_key(), server.citizen("g.szucs")
    one = ok(citizen.post("/v1/portal/requests", order(here), idempotency_key=key), 201)
    two = ok(other.post("/v1/portal/requests", order(here), idempotency_key=key), 201)
    assert one["id"] != two["id"]


def test_every_change_can_be_repeated():
    """Each with its key, twice: the second time the state, the version and the draft are others already."""
    def twice(client, method, path, body=None, **headers):
        key = amtd.new_key()
        answers = [client.call(method, path, body, {"Idempotency-Key": key, **headers}) for _ in range(2)]
        assert answers[0].status == answers[1].status < 300, answers
        assert answers[0].body == answers[1].body, path
        assert answers[1].headers["Idempotent-Replay"] == "true", path
        return answers[0].json

    def match(request):
        return {"If-Match": f'"{request["version"]}"'}

    request = twice(citizen, "POST", "/v1/portal/requests", order(here))
    path = f"/v1/requests/{request['id']}"
    twice(citizen, "POST", f"/v1/portal/requests/{request['id']}/attachments?name=a.pdf", b"%PDF-1.4\n")
    request = ok(clerk.get(path))
    request = twice(clerk, "POST", path + "/actions/claim", {}, **match(request))
    request = twice(clerk, "POST", path + "/notes", {"text": "once"})
    request = twice(clerk, "PUT", path + "/follow-up", {"on": "2090-01-01"})
    request = twice(clerk, "DELETE", path + "/follow-up")
    request = twice(clerk, "PUT", path + "/extract", extract(), **match(request))
    made = twice(clerk, "POST", path + "/drafts", {"kind": "certificate", "carrier": "electronic"}, **match(request))
    signed = sign(server, clerk.get(f"/v1/drafts/{made['id']}/content").body)
    request = twice(clerk, "POST", f"/v1/drafts/{made['id']}/signed", signed)
    assert request["state"] == "issued" and len(request["documents"]) == 1
    seen = ok(clerk.get(path))
    assert len(seen["notes"]) == 1 and len(seen["attachments"]) == 1 and seen["extract"]["version"] == 1


def test_a_note_with_an_id_arrives_once():
    """Whatever has become of the key and of the request: days later the workstation still may not know that it arrived."""
    def send(client, request, text, key=None):
        return client.post(f"/v1/requests/{request['id']}/notes", {"id": mine, "text": text}, **{"Idempotency-Key": key or amtd.new_key()})

    mine, key = str(uuid.uuid4()), amtd.new_key()
    request, other = ordered(), ordered()
    first = ok(send(clerk, request, "once", key))
    assert [note["id"] for note in first["notes"]] == [mine], first
    entries = len(ok(clerk.get(f"/v1/requests/{request['id']}/journal"))["items"])
    with sqlite3.connect(os.path.join(server.state, "amtsstube.db")) as db:
        assert db.execute("DELETE FROM idempotency WHERE key = ?", [key]).rowcount == 1
    db.close()
    again = ok(send(clerk, request, "once", key))
    assert (again["notes"], again["version"]) == (first["notes"], first["version"]), again
    assert len(ok(clerk.get(f"/v1/requests/{request['id']}/journal"))["items"]) == entries
    refused(send(clerk, request, "another text"), 409, "id-taken")
    refused(send(clerk, other, "once"), 409, "id-taken")
    refused(send(server.staff("j.dordevic"), request, "once"), 409, "id-taken")
    ok(citizen.post(f"/v1/portal/requests/{request['id']}/withdraw", {}))
    last = ok(send(clerk, request, "once"))
    assert last["state"] == "withdrawn" and last["notes"] == first["notes"], last
    answer = clerk.post(f"/v1/requests/{request['id']}/notes", {"id": "x", "text": "y"})
    assert answer.status == 422, answer
    with ThreadPoolExecutor(8) as pool:
        mine = str(uuid.uuid4())
        answers = list(pool.map(lambda _: send(clerk, other, "many"), range(8)))
    assert [answer.status for answer in answers] == [200] * 8, answers
    assert len(ok(clerk.get(f"/v1/requests/{other['id']}"))["notes"]) == 1


def test_edit_between_draft_and_signature():
    request, made, pdf = drafted()
    signed = sign(server, pdf)
    ok(put_extract(clerk, ok(clerk.get(f"/v1/requests/{request['id']}")), street="Rosenweg 1"))
    refused(hand_in(clerk, made["id"], signed), 409, "content-changed")
    unissued(request)


def test_template_changed_between_draft_and_signature():
    with tempfile.TemporaryDirectory() as folder:
        data = shutil.copytree(os.environ["AMT_DATA_DIR"], os.path.join(folder, "data"))
        template = os.path.join(data, "templates", "registration-certificate.md")
        with amtd.Server(env={"AMT_DATA_DIR": data}) as other:
            staff, orders = other.staff("a.thiessen"), other.citizen("z.lukaszewicz")
            asked = ok(orders.post("/v1/portal/requests", order(staff.authority())), 201)
            request = ok(put_extract(staff, ok(act(staff, asked, "claim"))))
            made = ok(draft(staff, request), 201)
            signed = sign(other, staff.get(f"/v1/drafts/{made['id']}/content").body)
            text = open(template, encoding="utf-8").read()
            with open(template, "w", encoding="utf-8") as file:
                file.write(text + "\n")
            refused(hand_in(staff, made["id"], signed), 409, "template-changed")
            anew = ok(draft(staff, request), 201)
            signed = sign(other, staff.get(f"/v1/drafts/{anew['id']}/content").body)
            assert ok(hand_in(staff, anew["id"], signed))["state"] == "issued"


def test_remedy_changed_between_draft_and_signature():
    with tempfile.TemporaryDirectory() as folder:
        data = shutil.copytree(os.environ["AMT_DATA_DIR"], os.path.join(folder, "data"))
        remedies = os.path.join(data, "templates", "remedies.json")
        with amtd.Server(env={"AMT_DATA_DIR": data}) as other:
            staff, orders = other.staff("a.thiessen"), other.citizen("z.lukaszewicz")
            asked = ok(orders.post("/v1/portal/requests", order(staff.authority())), 201)
            request = ok(act(staff, asked, "claim"))
            made = ok(draft(staff, request, kind="rejection", reason="Nothing was found."), 201)
            signed = sign(other, staff.get(f"/v1/drafts/{made['id']}/content").body)
            text = open(remedies, encoding="utf-8").read()
            assert "innerhalb eines Monats nach Bekanntgabe Klage" in text
            with open(remedies, "w", encoding="utf-8") as file:
                file.write(text.replace("eines Monats nach Bekanntgabe Klage", "zweier Monate nach Bekanntgabe Klage"))
            refused(hand_in(staff, made["id"], signed), 409, "template-changed")
            anew = ok(draft(staff, request, kind="rejection", reason="Nothing was found."), 201)
            signed = sign(other, staff.get(f"/v1/drafts/{anew['id']}/content").body)
            assert ok(hand_in(staff, anew["id"], signed))["state"] == "rejected"


def test_a_missing_template_is_said_without_the_servers_folders():
    with tempfile.TemporaryDirectory() as folder:
        data = shutil.copytree(os.environ["AMT_DATA_DIR"], os.path.join(folder, "data"))
        with amtd.Server(env={"AMT_DATA_DIR": data}) as other:
            staff, orders = other.staff("a.thiessen"), other.citizen("z.lukaszewicz")
            asked = ok(orders.post("/v1/portal/requests", order(staff.authority())), 201)
            request = ok(put_extract(staff, ok(act(staff, asked, "claim"))))
            os.remove(os.path.join(data, "templates", "registration-certificate.md"))
            answer = draft(staff, request)
            refused(answer, 404, "no-such-template")
            assert folder.encode() not in answer.body and b".md" not in answer.body, answer


def test_a_moment_of_signing_that_cannot_be():
    _, made, pdf = drafted()
    for skew in (-400, 400):
        refused(hand_in(clerk, made["id"], sign(server, pdf, skew=skew)), 409, "signing-time")
    assert ok(hand_in(clerk, made["id"], sign(server, pdf, skew=120)))["state"] == "issued"


def test_answer_between_draft_and_signature():
    request, made, pdf = drafted()
    ok(act(clerk, request, "ask", text="?", fields=["street"]))
    ok(citizen.post(f"/v1/portal/requests/{request['id']}/answer", {"form": {"street": "Rosenweg 1"}}))
    refused(hand_in(clerk, made["id"], sign(server, pdf)), 409, "content-changed")
    unissued(request)


def test_gate_opened_between_draft_and_signature():
    request, made, pdf = drafted()
    ok(clerk.put(f"/v1/requests/{request['id']}/gates/register", {"status": "open", "reason": "Doubt"},
                 if_match=request["version"]))
    refused(hand_in(clerk, made["id"], sign(server, pdf)), 409, "gates-open")
    unissued(request)


def test_signed_but_another_document():
    request, made, pdf = drafted()
    _, _, foreign = drafted(variant="simple")
    refused(hand_in(clerk, made["id"], sign(server, foreign)), 409, "not-this-draft")
    refused(hand_in(clerk, made["id"], b"%PDF-1.4\n"), 409, "not-this-draft")
    refused(hand_in(clerk, made["id"], b""), 409, "not-this-draft")
    signed = sign(server, pdf)
    refused(hand_in(clerk, made["id"], signed.replace(b"/Type", b"/Tipe", 1)), 409, "not-this-draft")
    unissued(request)


def test_unsigned_broken_or_doubled_signature():
    request, made, pdf = drafted()
    signed = sign(server, pdf)
    for bytes_ in (pdf, signed[:-1], signed + b"\n%%EOF\n", signed + signed[len(pdf):]):
        answer = hand_in(clerk, made["id"], bytes_)
        assert answer.status == 409 and answer.slug in ("not-this-draft", "signature-invalid"), answer
    at = signed.index(b"<30", len(pdf)) + 200
    broken = signed[:at] + (b"0" if signed[at:at + 1] != b"0" else b"1") + signed[at + 1:]
    assert hand_in(clerk, made["id"], broken).status == 409
    unissued(request)
    assert ok(hand_in(clerk, made["id"], signed))["state"] == "issued"


def test_anothers_key():
    request, made, pdf = drafted()
    refused(hand_in(clerk, made["id"], sign(server, pdf, "j.dordevic")), 409, "certificate-unknown")
    refused(hand_in(clerk, made["id"], sign(server, pdf, "m.roehrs")), 409, "certificate-unknown")
    unissued(request)


def test_issued_only_once():
    request, made, pdf = drafted()
    signed = sign(server, pdf)
    other = ok(draft(clerk, request), 201)
    also = sign(server, clerk.get(f"/v1/drafts/{other['id']}/content").body)
    answers = []
    threads = [threading.Thread(target=lambda i=i, b=b: answers.append(hand_in(clerk, i, b)))
               for i, b in ((made["id"], signed), (other["id"], also))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(a.status for a in answers)[0] == 200 and sorted(a.status for a in answers)[1] in (404, 409), answers
    assert len(ok(clerk.get(f"/v1/requests/{request['id']}"))["documents"]) == 1


def test_orders_that_are_wrong():
    def tried(**changes):
        return citizen.post("/v1/portal/requests", {**order(here), **changes})

    refused(tried(service_id="nonsense"), 422, "unknown-service", "service_id")
    refused(tried(variant="nonsense"), 422, "unknown-variant", "variant")
    refused(tried(nonsense=1), 422, "unknown-field", "nonsense")
    refused(tried(applicant={"family_name": "A", "given_names": "B"}), 422, "not-allowed", "applicant")
    refused(tried(subject={"family_name": "A", "given_names": "B", "account_id": citizen.who["account_id"]}), 422, "not-allowed",
            "subject.account_id")
    refused(tried(exemption="nonsense", carrier="paper"), 422, "unknown-value", "exemption")
    refused(tried(received_on="2026-01-01"), 422, "not-allowed", "received_on")
    refused(tried(channel="counter"), 422, "not-allowed", "channel")
    assert tried(copies=21).status == 422 and tried(copies=21).json["field"] == "copies"
    form = order(here)["form"]
    refused(tried(form={**form, "street": 5}), 422, "wrong-type", "form.street")
    refused(tried(form={**form, "street": "Linden\u202eweg"}), 422, "bad-text", "form.street")
    refused(tried(form={**form, "nonsense": "x"}), 422, "unknown-field", "form.nonsense")
    refused(tried(form={k: v for k, v in form.items() if k != "street"}), 422, "missing-field", "form.street")
    refused(tried(form={**form, "birth_date": "2026-02-30"}), 422, "not-a-date", "form.birth_date")
    refused(citizen.post("/v1/portal/requests", order(here, "birth-certificate", "standard", "electronic")), 422,
            "unknown-carrier", "carrier")
    refused(clerk.post(f"/v1/authorities/{here}/requests", {**order(None), "authority_id": None}), 422, "missing-field",
            "applicant")


def test_every_service_can_be_ordered():
    for name, service in services().items():
        for variant in service["variants"]:
            made = ok(citizen.post("/v1/portal/requests", order(here, name, variant["id"], service["carriers"][0])), 201)
            assert made["service_id"] == name and made["target_on"], made


def test_markup_prints_literally():
    request = ok(act(clerk, ordered(), "claim"))
    request = ok(put_extract(clerk, request, given_names="<b>**Żaneta**</b> {{auszug.street}}"))
    made = ok(draft(clerk, request), 201)
    assert clerk.get(f"/v1/drafts/{made['id']}/content").body.startswith(b"%PDF-")


def test_one_signature_handed_in_by_many_at_once():
    """A window that tries again before it has its answer: one issues, the others get the same answer or find nothing."""
    for keys in ([amtd.new_key()] * 6, [amtd.new_key() for _ in range(6)]):
        for round in range(6):
            made = ok(draft(clerk, ready()), 201)
            signed = sign(server, clerk.get(f"/v1/drafts/{made['id']}/content").body)

            def late(number):
                time.sleep(number * 0.004)
                return hand_in(clerk, made["id"], signed, **{"Idempotency-Key": keys[number] + str(round)})

            with ThreadPoolExecutor(6) as pool:
                answers = list(pool.map(late, range(6)))
            found = [(a.status, a.slug) for a in answers]
            if keys[0] == keys[1]:
                assert {a.body for a in answers} == {answers[0].body} and answers[0].status == 200, found
            else:
                assert sum(a.status == 200 for a in answers) == 1 and {f[0] for f in found} <= {200, 404, 409}, found


if __name__ == "__main__":
    try:
        amtd.main(globals())
    finally:
        server.__exit__()
