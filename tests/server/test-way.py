# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole way of a request by HTTP, and each of the ways it can end."""
import json
import sys

import amtd
from domain import act, counter_order, draft, gate, hand_in, ok, order, put_extract, put_gate, refused, sign, words

server = amtd.Server()
clerk = server.staff("a.thiessen")
colleague = server.staff("j.dordevic")
registrar = server.staff("m.roehrs")
supervisor = server.staff("k.petersen")
citizen = server.citizen("z.lukaszewicz")
low = server.citizen("k.dvorakova")
here = clerk.authority()


def ordered(by=citizen, **options):
    return ok(by.post("/v1/portal/requests", order(here, **options)), 201)


def claimed(client=clerk, by=citizen, **options):
    return ok(act(client, ordered(by, **options), "claim"))


def ready(client=clerk, by=citizen, **options):
    return ok(put_extract(client, claimed(client, by, **options)))


def test_order_to_fetched():
    asked = ordered()
    assert asked["state"] == "new" and asked["target_on"] and "handler" not in asked, asked
    request = ok(act(clerk, asked, "claim"))
    assert request["state"] == "in-review" and request["handler"]["name"] == "Annegret Thießen"
    assert gate(request, "register")["status"] == "open" and gate(request, "identity")["status"] == "met"
    request = ok(put_extract(clerk, request))
    assert gate(request, "register")["status"] == "met" and request["extract"]["confirmed"], request
    made = ok(draft(clerk, request), 201)
    pdf = clerk.get(f"/v1/drafts/{made['id']}/content")
    assert pdf.body.startswith(b"%PDF-") and len(pdf.body) == made["size"]
    signed = sign(server, pdf.body)
    issued = ok(hand_in(clerk, made["id"], signed))
    document = issued["documents"][0]
    assert issued["state"] == "issued" and document["delivery"] == "provided" and document["demo"], issued
    assert document["signature_level"] == "B-B" and document["notified_on"]
    view = ok(citizen.get(f"/v1/portal/requests/{asked['id']}"))
    assert view["state"] == "issued" and view["notices"][-1]["kind"] == "issued"
    assert not {"extract", "handler", "drafter", "approver", "follow_up"} & set(view) and not view["notes"], view
    assert all(set(g) <= {"kind", "status", "judged_version"} for g in view["gates"]), view["gates"]
    assert "signer_id" not in view["documents"][0] and "by_name" not in view["notices"][0]
    fetched = citizen.get(f"/v1/portal/documents/{document['id']}/content")
    assert fetched.status == 200 and fetched.body == signed
    text = words(fetched.body)
    for said in ("Meldebescheinigung", "Lindenweg 7", "Annegret Thießen", request["file_number"]):
        assert said in text, (said, text)
    assert text.count("Demo – ohne rechtliche Wirkung") == 2, text  # at the head and at the foot of its page
    assert ok(clerk.get(f"/v1/requests/{asked['id']}"))["documents"][0]["delivery"] == "fetched"
    journal = [e["action"] for e in ok(clerk.get(f"/v1/requests/{asked['id']}/journal"))["items"]]
    assert journal == ["read", "fetched", "sign", "draft", "extract", "claim", "created"], journal
    assert clerk.get(f"/v1/documents/{document['id']}/content").body == signed
    last = ok(clerk.get(f"/v1/requests/{asked['id']}/journal"))["items"][0]
    assert (last["action"], last["text"], last["by_name"]) == ("read", "Meldebescheinigung", "Annegret Thießen"), last


def birth_to_print():
    """A draft of a birth certificate, ready to be printed on a form."""
    service = {"service": "birth-certificate", "variant": "standard"}
    request = claimed(registrar, carrier="paper", **service)
    request = ok(put_gate(registrar, request, "entitlement", status="met", evidence="own entry"))
    request = ok(put_gate(registrar, request, "payment", status="met", amount_cents=1500, method="cash", reference="R 1"))
    return ok(draft(registrar, ok(put_extract(registrar, request, **service)), carrier="paper"), 201)["id"]


def test_no_form_carries_two_certificates():
    first, second = birth_to_print(), birth_to_print()
    ok(registrar.post(f"/v1/drafts/{first}/printed", {"sheet_number": "ZZ 77"}))
    for same in ("ZZ 77", "zz77", " ZZ  77"):
        used = registrar.post(f"/v1/drafts/{second}/printed", {"sheet_number": same})
        refused(used, 409, "sheet-number-used", "sheet_number")
    assert used.json["detail"] == "A document was already issued on the form with this number"
    assert ok(registrar.post(f"/v1/drafts/{second}/printed", {"sheet_number": "ZZ 78"}))["state"] == "issued"


def test_a_letters_number_is_no_forms():
    """An office may number its letters as it likes; forms have numbers of their own."""
    request = claimed(carrier="paper")
    made = ok(draft(clerk, request, kind="rejection", carrier="paper", reason="Nothing was found."), 201)
    ok(clerk.post(f"/v1/drafts/{made['id']}/printed", {"sheet_number": "ZZ 90"}))
    ok(registrar.post(f"/v1/drafts/{birth_to_print()}/printed", {"sheet_number": "ZZ 90"}))


def test_who_read_it_is_the_supervisors_to_see():
    asked = ordered()
    path = f"/v1/requests/{asked['id']}"
    for reader in (clerk, colleague, supervisor):
        ok(reader.get(path))

    def readers(client):
        return {entry["by_name"] for entry in ok(client.get(path + "/journal"))["items"] if entry["action"] == "read"}

    assert readers(supervisor) == {"Annegret Thießen", "Jörg Đorđević", "Karin Petersen"}
    assert readers(clerk) == {"Annegret Thießen"} and readers(colleague) == {"Jörg Đorđević"}
    ok(act(colleague, asked, "claim"))
    done = [entry["action"] for entry in ok(clerk.get(path + "/journal"))["items"] if entry["action"] != "read"]
    assert done == ["claim", "created"], "what was done is everybody's"


def test_paper_way():
    request = claimed(registrar, service="birth-certificate", variant="standard", carrier="paper")
    assert request["fee_cents"] == 1500 and gate(request, "payment")["status"] == "open"
    refused(draft(registrar, request, carrier="paper"), 409, "gates-open")
    request = ok(put_gate(registrar, request, "entitlement", status="met", evidence="own entry"))
    request = ok(put_gate(registrar, request, "payment", status="met", amount_cents=1500, method="cash", reference="R 1"))
    assert request["paid_cents"] == 1500 and request["payment_reference"] == "R 1"
    request = ok(put_extract(registrar, request, service="birth-certificate", variant="standard"))
    made = ok(draft(registrar, request, carrier="paper"), 201)
    refused(hand_in(registrar, made["id"], b"%PDF-"), 409, "service")
    refused(registrar.post(f"/v1/drafts/{made['id']}/printed", {}), 422, "missing-field", "sheet_number")
    issued = ok(registrar.post(f"/v1/drafts/{made['id']}/printed", {"sheet_number": "NI-418811"}))
    document = issued["documents"][0]
    assert issued["state"] == "issued" and document["delivery"] == "printed" and document["sheet_number"] == "NI-418811"
    refused(citizen.get(f"/v1/portal/documents/{document['id']}/content"), 404, "not-found")
    done = ok(registrar.post(f"/v1/documents/{document['id']}/handed-out"))
    assert done["documents"][0]["delivery"] == "handed-out"
    refused(registrar.post(f"/v1/documents/{document['id']}/posted"), 409, "state")
    refused(put_gate(registrar, done, "identity", status="open"), 409, "state")


def test_ask_and_answer():
    request = claimed(variant="extended")
    refused(act(clerk, request, "ask"), 422, "missing-field", "text")
    refused(act(clerk, request, "ask", text="?", fields=["nonsense"]), 422, "unknown-field", "fields")
    waiting = ok(act(clerk, request, "ask", text="Where before?", fields=["previous_address"]))
    assert waiting["state"] == "waiting" and waiting["suspended_at"] and gate(waiting, "completeness")["status"] == "open"
    path = f"/v1/portal/requests/{request['id']}/answer"
    refused(citizen.post(path, {"form": {"family_name": "Other"}}), 422, "not-asked", "form.family_name")
    refused(citizen.post(path, {}), 422, "missing-field", "text")
    answered = ok(citizen.post(path, {"form": {"previous_address": "Hauptstraße 3"}}))
    assert answered["state"] == "in-review" and answered["content_version"] == 2 and "suspended_at" not in answered
    assert answered["form"]["previous_address"] == "Hauptstraße 3"
    assert answered["target_on"] == request["target_on"]
    refused(citizen.post(path, {"text": "again"}), 409, "state")


def test_answer_reopens_what_was_judged():
    request = ready()
    waiting = ok(act(clerk, request, "ask", text="?", fields=["street"]))
    ok(citizen.post(f"/v1/portal/requests/{request['id']}/answer", {"form": {"street": "Rosenweg 1"}}))
    again = ok(clerk.get(f"/v1/requests/{request['id']}"))
    assert gate(again, "register")["status"] == "open" and not again["extract"].get("confirmed"), again
    assert waiting["version"] < again["version"]


def test_rejection_is_a_document():
    request = claimed()
    refused(draft(clerk, request, kind="rejection"), 422, "missing-field", "reason")
    made = ok(draft(clerk, request, kind="rejection", reason="Sie sind hier nicht gemeldet."), 201)
    pdf = clerk.get(f"/v1/drafts/{made['id']}/content").body
    done = ok(hand_in(clerk, made["id"], sign(server, pdf)))
    assert done["state"] == "rejected" and done["documents"][0]["kind"] == "rejection"
    assert done["notices"][-1]["kind"] == "rejection"


def test_notices_are_not_rejected_and_not_held_back():
    request = claimed(service="trade-registration", variant="standard")
    assert request["statutory_on"] and request["fee_cents"] > 0 and gate(request, "payment")["status"] == "not-needed"
    refused(draft(clerk, request, kind="rejection", reason="no"), 409, "service")
    refused(draft(clerk, request), 409, "template")


def test_signing_by_a_colleague():
    request = ready()
    early = ok(draft(clerk, request), 201)
    refused(act(clerk, request, "send-to-sign", person_id=registrar.who["person_id"]), 422, "unknown-person", "person_id")
    sent = ok(act(clerk, request, "send-to-sign", person_id=supervisor.who["person_id"]))
    assert sent["state"] == "to-sign" and sent["signer"]["id"] == supervisor.who["person_id"], sent
    assert sent["signer"]["name"] == "Karin Petersen"
    refused(draft(colleague, sent), 403, "other-signer")
    old = clerk.get(f"/v1/drafts/{early['id']}/content").body
    refused(hand_in(clerk, early["id"], sign(server, old)), 403, "other-signer")
    made = ok(draft(supervisor, sent), 201)
    assert made["signer_name"] == "Karin Petersen"
    pdf = supervisor.get(f"/v1/drafts/{made['id']}/content").body
    refused(hand_in(clerk, made["id"], sign(server, pdf)), 403, "not-signer")
    refused(hand_in(supervisor, made["id"], sign(server, pdf, "a.thiessen")), 409, "certificate-unknown")
    assert ok(hand_in(supervisor, made["id"], sign(server, pdf, "k.petersen")))["state"] == "issued"
    back = ok(act(clerk, ok(act(clerk, ready(), "send-to-sign")), "recall"))
    assert back["state"] == "in-review"


def test_whom_it_was_sent_to_stands_in_every_list():
    def rows():
        where = f"/v1/authorities/{clerk.authority()}"
        return [next(row for row in ok(colleague.get(f"{where}/requests?q={request['file_number']}"))["items"]),
                [item for item in pages(where) if item["id"] == request["id"]][-1]["request"]]

    def pages(where, after=0):
        page = ok(colleague.get(f"{where}/feed?after={after}&limit=500"))
        return page["items"] + (pages(where, page["last"]) if page["more"] else [])

    request = ok(act(clerk, ready(), "send-to-sign", person_id=colleague.who["person_id"]))
    for row in rows():
        assert (row["signer_id"], row["signer_name"]) == (colleague.who["person_id"], colleague.who["name"]), row
    seen = ok(citizen.get(f"/v1/portal/requests/{request['id']}"))
    assert "signer" not in seen and colleague.who["person_id"] not in json.dumps(seen), seen
    request = ok(act(clerk, request, "recall"))
    assert "signer" not in request, request
    request = ok(act(clerk, request, "send-to-sign"))
    assert "signer" not in request and not any("signer_id" in row for row in rows())
    ok(draft(colleague, request), 201)


def test_each_signer_has_bytes_of_their_own():
    request = ok(act(clerk, ready(), "send-to-sign"))
    one, other = ok(draft(clerk, request), 201), ok(draft(supervisor, request), 201)
    assert one["id"] != other["id"] and one["sha256"] != other["sha256"]


def test_who_may_not_sign():
    request = ready()
    refused(draft(registrar, request), 404, "not-found")
    birth = claimed(registrar, service="birth-certificate", variant="standard", carrier="paper")
    refused(draft(supervisor, birth, carrier="paper"), 403, "signing-role")


def test_claiming_is_exclusive_and_repeatable():
    asked = ordered()
    mine = ok(act(clerk, asked, "claim"))
    again = act(clerk, asked, "claim")
    assert again.status == 200 and again.json["version"] == mine["version"]
    refused(act(colleague, mine, "claim"), 409, "others")
    refused(put_extract(colleague, mine), 409, "others")
    refused(put_extract(clerk, ordered()), 403, "not-handler")


def test_release_and_hand_over():
    request = claimed()
    refused(act(supervisor, request, "release"), 422, "missing-field", "reason")
    refused(act(colleague, request, "release"), 409, "others")
    free = ok(act(supervisor, request, "release", reason="On leave"))
    assert free["state"] == "new" and "handler" not in free
    request = ok(act(clerk, free, "claim"))
    freed = ok(act(clerk, request, "hand-over"))
    assert freed["state"] == "in-review" and "handler" not in freed, "to the team: whoever claims it goes on"
    request = ok(act(clerk, freed, "claim"))
    given = ok(act(clerk, request, "hand-over", person_id=colleague.who["person_id"]))
    assert given["handler"]["name"] == "Jörg Đorđević"
    refused(act(clerk, given, "hand-over", person_id=clerk.who["person_id"]), 409, "others")


def test_four_eyes():
    request = claimed(service="dog-tax-exemption", variant="standard")
    refused(act(clerk, request, "submit"), 409, "template")
    waiting = next(r for r in ok(supervisor.get(f"/v1/authorities/{here}/requests?limit=200"))["items"]
                   if r["state"] == "in-approval")
    refused(act(clerk, waiting, "approve"), 403, "permission")
    refused(act(supervisor, waiting, "return"), 422, "missing-field", "reason")
    back = ok(act(supervisor, waiting, "return", reason="Look again"))
    assert (back["state"], back["returned_by"], back["returned_reason"]) == ("in-review", "Karin Petersen", "Look again"), back
    read = ok(clerk.get(f"/v1/requests/{waiting['id']}"))
    assert read["returned_reason"] == "Look again", "whoever opens it sees why"


def test_gates_by_hand():
    request = claimed(by=low)
    assert gate(request, "identity")["status"] == "open"
    refused(put_gate(clerk, request, "identity", status="met", assurance="substantial"), 422, "missing-field", "evidence")
    refused(put_gate(clerk, request, "identity", status="met", evidence="x", assurance="low"), 422, "assurance-too-low",
            "assurance")
    refused(put_gate(clerk, request, "register", status="met", evidence="seen"), 409, "service")
    refused(put_gate(clerk, request, "payment", status="met", amount_cents=1, method="cash", reference="1"), 409, "not-needed")
    refused(put_gate(clerk, request, "nonsense", status="met"), 404, "not-found")
    refused(put_gate(clerk, request, "identity", status="overridden", reason="known"), 403, "permission")
    refused(put_gate(supervisor, request, "register", status="overridden", reason="known"), 409, "service")
    passed = ok(put_gate(supervisor, request, "identity", status="overridden", reason="Known in person"))
    assert gate(passed, "identity")["by_name"] == "Karin Petersen" and gate(passed, "identity")["reason"] == "Known in person"
    opened = ok(put_gate(clerk, passed, "identity", status="open"))
    met = ok(put_gate(clerk, opened, "identity", status="met", evidence="ID card", assurance="substantial"))
    assert gate(met, "identity")["status"] == "met" and met["assurance"] == "substantial"


def test_payment_in_parts():
    request = ok(clerk.post(f"/v1/authorities/{here}/requests", counter_order()), 201)
    assert request["fee_cents"] == 750 and request["channel"] == "counter" and request["received_on"] == "2026-01-05"
    request = ok(act(clerk, request, "claim"))
    pay = {"status": "met", "method": "cash", "reference": "R 7"}
    refused(put_gate(clerk, request, "payment", **{**pay, "method": "cheque"}, amount_cents=1), 422, "bad-method", "method")
    part = ok(put_gate(clerk, request, "payment", amount_cents=500, **pay))
    assert gate(part, "payment")["status"] == "open" and part["paid_cents"] == 500
    whole = ok(put_gate(clerk, part, "payment", amount_cents=250, **pay))
    assert gate(whole, "payment")["status"] == "met" and whole["paid_cents"] == 750


def fee(request):
    return request["fee_cents"], request["exemption_status"], gate(request, "payment")["status"]


def test_an_exemption_is_claimed_and_found():
    asked = ordered(carrier="paper", exemption="pension")
    assert fee(asked) == (750, "claimed", "open") and asked["exemption"] == "pension", asked
    request = ok(act(clerk, asked, "claim"))
    assert fee(request) == (750, "claimed", "open")
    request = ok(put_extract(clerk, request))
    refused(draft(clerk, request, carrier="paper"), 409, "gates-open")
    refused(put_gate(clerk, request, "payment", status="met", exemption="granted"), 422, "missing-field", "evidence")
    for wrong in ({"status": "met", "exemption": "refused"}, {"status": "open", "exemption": "granted"},
                  {"status": "met", "exemption": "claimed"}, {"status": "overridden", "exemption": "granted", "reason": "r"}):
        refused(put_gate(clerk if wrong["status"] != "overridden" else supervisor, request, "payment", evidence="x", **wrong), 422,
                "unknown-value", "exemption")
    refused(put_gate(clerk, request, "completeness", status="met", evidence="x", exemption="granted"), 422, "unknown-value", "exemption")
    free = ok(put_gate(clerk, request, "payment", status="met", exemption="granted", evidence="Rentenbescheid"))
    assert fee(free) == (0, "granted", "met") and "Rente" in free["fee_basis"], free
    met = gate(free, "payment")
    assert met["by_name"] == "Annegret Thießen" and met["evidence"] == "für Zwecke der Rente: Rentenbescheid", met
    assert fee(ok(citizen.get(f"/v1/portal/requests/{free['id']}"))) == (0, "granted", "met")
    waiting = ok(act(clerk, free, "ask", text="?", fields=["street"]))
    ok(citizen.post(f"/v1/portal/requests/{waiting['id']}/answer", {"form": {"street": "Rosenweg 1"}}))
    kept = ok(put_extract(clerk, ok(clerk.get(f"/v1/requests/{free['id']}"))))
    assert fee(kept) == (0, "granted", "met") and gate(kept, "payment")["evidence"] == met["evidence"], kept
    opened = ok(put_gate(clerk, kept, "payment", status="open"))
    assert fee(opened) == (750, "claimed", "open")
    free = ok(put_gate(clerk, opened, "payment", status="met", exemption="granted", evidence="Rentenbescheid"))
    made = ok(draft(clerk, free, carrier="paper"), 201)
    ok(clerk.post(f"/v1/drafts/{made['id']}/printed", {"sheet_number": "A 1"}))


def test_an_exemption_is_claimed_and_refused():
    request = claimed(carrier="paper", exemption="child-benefit")
    refused(put_gate(clerk, request, "payment", status="open", exemption="refused"), 422, "missing-field", "reason")
    due = ok(put_gate(clerk, request, "payment", status="open", exemption="refused", reason="Kein Nachweis"))
    assert fee(due) == (750, "refused", "open") and due["fee_basis"] == request["fee_basis"], due
    granted = ok(put_gate(clerk, due, "payment", status="met", exemption="granted", evidence="Nachgereicht"))
    assert fee(granted) == (0, "granted", "met")
    again = ok(put_gate(clerk, granted, "payment", status="open", exemption="refused", reason="Gefälscht"))
    assert fee(again) == (750, "refused", "open")
    paid = ok(put_gate(clerk, again, "payment", status="met", method="cash", reference="R 8", amount_cents=750))
    assert fee(paid) == (750, "refused", "met")
    texts = [entry.get("text") for entry in ok(clerk.get(f"/v1/requests/{paid['id']}/journal"))["items"]]
    assert "für Zwecke des Kindergelds: Kein Nachweis" in texts and "für Zwecke des Kindergelds: Gefälscht" in texts, texts
    assert judged(paid) == [("payment", "met"), ("payment", "exemption-refused"), ("payment", "exemption-granted"),
                            ("payment", "exemption-refused")], judged(paid)


def judged(request):
    """Newest first: which gates the journal says something of, and what became of them."""
    entries = ok(clerk.get(f"/v1/requests/{request['id']}/journal"))["items"]
    return [(entry["gate"], entry["outcome"]) for entry in entries if "gate" in entry]


def test_the_journal_says_which_gate_and_what_became_of_it():
    request = claimed(carrier="paper")
    part = ok(put_gate(clerk, request, "payment", status="met", method="cash", reference="R 10", amount_cents=100))
    paid = ok(put_gate(clerk, part, "payment", status="met", method="transfer", reference="R 11", amount_cents=650))
    back = ok(put_gate(clerk, paid, "payment", status="open", reason="Falsch gebucht"))
    ok(put_gate(supervisor, back, "payment", status="overridden", reason="Härtefall"))
    assert judged(back) == [("payment", "overridden"), ("payment", "reopened"), ("payment", "met"), ("payment", "partly")], judged(back)


def test_who_has_paid_stays_paid_when_the_claim_falls():
    request = claimed(carrier="paper", exemption="pension")
    paid = ok(put_gate(clerk, request, "payment", status="met", method="cash", reference="R 9", amount_cents=750))
    assert fee(paid) == (750, "claimed", "met")
    kept = ok(put_gate(clerk, paid, "payment", status="open", exemption="refused", reason="Kein Nachweis"))
    assert fee(kept) == (750, "refused", "met") and gate(kept, "payment")["by_name"] == "Annegret Thießen", kept


def test_where_nothing_is_claimed_nothing_is_waived():
    request = claimed(carrier="paper")
    assert fee(request) == (750, "none", "open")
    refused(put_gate(clerk, request, "payment", status="met", exemption="granted", evidence="x"), 422, "not-allowed", "exemption")
    refused(put_gate(clerk, request, "payment", status="met", exemption_id="pension", method="cash", reference="R 1",
                     amount_cents=750), 422, "not-allowed", "exemption_id")
    refused(put_gate(clerk, claimed(carrier="electronic"), "payment", status="met", exemption="granted", exemption_id="pension",
                     evidence="x"), 409, "not-needed")
    refused(citizen.post("/v1/portal/requests", order(here, exemption="pension")), 422, "unknown-value", "exemption")


def later(who, request, name, words, granted=True):
    """An exemption that is brought up at the counter."""
    said = {"status": "met", "exemption": "granted", "evidence": words} if granted else \
        {"status": "open", "exemption": "refused", "reason": words}
    return put_gate(who, request, "payment", exemption_id=name, **said)


def test_an_exemption_is_brought_up_later_and_found():
    request = ok(put_extract(clerk, claimed(carrier="paper")))
    refused(later(supervisor, request, "pension", "x"), 409, "others")
    refused(later(clerk, request, "hardship", "x"), 422, "unknown-value", "exemption_id")
    refused(later(clerk, request, "pension", ""), 422, "missing-field", "evidence")
    assert fee(ok(clerk.get(f"/v1/requests/{request['id']}"))) == (750, "none", "open")
    free = ok(later(clerk, request, "pension", "Rentenbescheid"))
    assert fee(free) == (0, "granted", "met") and (free["exemption"], free["exemption_later"]) == ("pension", True), free
    assert gate(free, "payment")["evidence"] == "für Zwecke der Rente: Rentenbescheid" and "Rente" in free["fee_basis"], free
    refused(later(clerk, free, "child-benefit", "x"), 422, "not-allowed", "exemption_id")
    refused(later(clerk, request, "pension", "x"), 412, "stale")
    opened = ok(put_gate(clerk, free, "payment", status="open"))
    assert fee(opened) == (750, "none", "open") and "exemption" not in opened and not opened.get("exemption_later"), opened
    assert opened["fee_basis"] == request["fee_basis"], opened
    free = ok(later(clerk, opened, "child-benefit", "Kindergeldbescheid"))
    assert judged(free) == [("payment", "exemption-granted"), ("payment", "reopened"), ("payment", "exemption-granted")]
    assert fee(ok(citizen.get(f"/v1/portal/requests/{free['id']}"))) == (0, "granted", "met")
    made = ok(draft(clerk, free, carrier="paper"), 201)
    issued = ok(clerk.post(f"/v1/drafts/{made['id']}/printed", {"sheet_number": "A 2"}))
    refused(later(clerk, issued, "child-benefit", "x"), 409, "state")
    refused(put_gate(clerk, issued, "payment", status="open"), 409, "state")


def test_an_exemption_is_brought_up_later_and_refused():
    request = claimed(carrier="paper")
    refused(later(clerk, request, "pension", "", granted=False), 422, "missing-field", "reason")
    due = ok(later(clerk, request, "pension", "Kein Nachweis", granted=False))
    assert fee(due) == (750, "refused", "open") and due["exemption"] == "pension", due
    paid = ok(put_gate(clerk, due, "payment", status="met", method="cash", reference="R 12", amount_cents=750))
    other = ok(later(clerk, paid, "child-benefit", "Kindergeldbescheid"))  # another one, and it was paid meanwhile
    assert fee(other) == (0, "granted", "met") and (other["exemption"], other["paid_cents"]) == ("child-benefit", 750), other
    kept = ok(later(clerk, other, "child-benefit", "Gefälscht", granted=False))
    assert fee(kept) == (750, "refused", "met"), kept
    assert "evidence" not in gate(kept, "payment"), "it is met by the money, no more by what was granted"
    again = ok(later(clerk, kept, "pension", "Rentenbescheid"))
    back = ok(put_gate(clerk, again, "payment", status="open"))
    assert (*fee(back), back["paid_cents"]) == (750, "none", "met", 750), "the grant is taken back, not the money"
    assert fee(ok(put_gate(clerk, back, "payment", status="open"))) == (750, "none", "open")
    texts = [entry.get("text") for entry in ok(clerk.get(f"/v1/requests/{kept['id']}/journal"))["items"]]
    assert "für Zwecke der Rente: Kein Nachweis" in texts and "für Zwecke des Kindergelds: Gefälscht" in texts, texts


def test_a_claim_is_decided_before_another_one_is_brought_up():
    request = claimed(carrier="paper", exemption="pension")
    refused(later(clerk, request, "child-benefit", "x"), 422, "not-allowed", "exemption_id")
    due = ok(later(clerk, request, "pension", "Kein Nachweis", granted=False))
    assert not due.get("exemption_later"), "it was claimed with the order"
    free = ok(later(clerk, due, "child-benefit", "Kindergeldbescheid"))
    assert fee(free) == (0, "granted", "met") and free["exemption_later"], free


def test_notes_follow_ups_and_attachments():
    request = claimed()
    path = f"/v1/requests/{request['id']}"
    noted = ok(clerk.post(path + "/notes", {"text": "Asked by phone"}))
    assert noted["notes"][0]["text"] == "Asked by phone"
    refused(clerk.post(path + "/notes", {"text": ""}), 422, "missing-field", "text")
    refused(clerk.put(path + "/follow-up", {"on": "2020-01-01"}), 422, "in-the-past", "on")
    assert ok(clerk.put(path + "/follow-up", {"on": "2090-01-01", "text": "Ask"}))["follow_up"]["on"] == "2090-01-01"
    assert "follow_up" not in ok(clerk.delete(path + "/follow-up"))
    portal = f"/v1/portal/requests/{request['id']}"
    png = b"\x89PNG\r\n\x1a\n" + bytes(100)
    sent = ok(citizen.call("POST", portal + "/attachments?name=../scan%20%C5%82.png", png))
    assert sent["attachments"][0]["name"] == "scan ł.png" and sent["attachments"][0]["type"] == "image/png"
    named = {"Content-Disposition": "attachment; filename*=UTF-8''letter%20%C5%82.pdf"}
    ok(clerk.call("POST", path + "/attachments", b"%PDF-1.4\n", named))
    seen = ok(clerk.get(path))["attachments"]
    assert [a["name"] for a in seen] == ["scan ł.png", "letter ł.pdf"]
    got = clerk.get(f"{path}/attachments/{seen[0]['id']}")
    assert got.body == png and got.headers["Content-Type"] == "image/png"
    view = ok(citizen.get(portal))
    assert [a["name"] for a in view["attachments"]] == ["scan ł.png"] and not view.get("notes") and "extract" not in view
    refused(clerk.call("POST", path + "/attachments?name=a.pdf", b"MZ\x90\0"), 415, "unsupported-type")
    refused(clerk.call("POST", path + "/attachments", png), 422, "missing-field", "name")
    refused(clerk.call("POST", path + "/attachments?name=big.pdf", b"%PDF-" + bytes(20 * 1024 * 1024)), 413, "too-large")
    assert len(ok(clerk.get(path))["attachments"]) == 2


def test_withdrawn_by_the_citizen():
    asked = ordered()
    assert ok(citizen.post(f"/v1/portal/requests/{asked['id']}/withdraw"))["state"] == "withdrawn"
    refused(act(clerk, ok(clerk.get(f"/v1/requests/{asked['id']}")), "claim"), 409, "state")


def test_what_is_asked_of_the_office():
    catalogue = clerk.get(f"/v1/authorities/{here}/catalogue")
    assert len(catalogue.json["items"]) == 12
    tag = catalogue.headers["ETag"]
    assert clerk.call("GET", f"/v1/authorities/{here}/catalogue", headers={"If-None-Match": tag}).status == 304
    assert "event=library" not in server.log(), "a library complains of an answer without a body"
    assert ok(clerk.get(f"/v1/authorities/{here}/calendar"))
    people = {c["name"]: c for c in ok(clerk.get(f"/v1/authorities/{here}/colleagues"))["items"]}
    assert "sign-civil-status" in people["Maike Röhrs"]["permissions"] and len(people["Karin Petersen"]["teams"]) == 4
    german = ok(clerk.get(f"/v1/authorities/{here}/wordings"))["items"]
    english = ok(clerk.get(f"/v1/authorities/{here}/wordings?language=en"))["items"]
    assert [w["id"] for w in german] == [w["id"] for w in english] and german != english
    head = ok(clerk.get(f"/v1/authorities/{here}/journal/head"))
    ordered()
    assert ok(clerk.get(f"/v1/authorities/{here}/journal/head"))["number"] == head["number"] + 1
    places = ok(citizen.get("/v1/portal/authorities"))["items"]
    assert {p["slug"] for p in places} == {"leinhagen", "nordwiek"}
    assert len(ok(citizen.get(f"/v1/portal/authorities/{here}/services"))["items"]) == 12


def test_search():
    path = f"/v1/authorities/{here}/requests"
    asked = ordered()

    def search(text, **more):
        return ok(clerk.post(path + "/search", {"text": text, **more}))

    assert search(asked["file_number"])["items"][0]["id"] == asked["id"]
    found = search("lukaszewicz zaneta", limit=1)
    assert search("lukaszewicz zaneta", cursor=found["next"])["items"][0]["id"] != found["items"][0]["id"]
    assert found["items"][0]["applicant_name"] == "Żaneta Łukaszewicz-Weiß" and found["next"]
    seen, cursor = [], ""
    while cursor is not None:
        page = ok(clerk.get(f"{path}?limit=7{cursor}"))
        seen += [r["id"] for r in page["items"]]
        cursor = "&cursor=" + page["next"] if page.get("next") else None
    assert len(seen) == len(set(seen)) > 40
    assert search("%%")["items"] == []
    refused(clerk.get(path + "?cursor=nonsense"), 422, "bad-cursor", "cursor")
    assert all(r["service_id"].endswith("-certificate") for r in ok(registrar.get(path + "?limit=200"))["items"])


def test_file_numbers_rise_by_year():
    one, other = ordered(), ordered()
    year, number = one["file_number"].split("-")
    assert other["file_number"] == f"{year}-{int(number) + 1:06d}"


if __name__ == "__main__":
    try:
        amtd.main(globals())
    finally:
        server.__exit__()
