# SPDX-License-Identifier: GPL-3.0-or-later
"""Rejecting: a wording and reasons, the notice as it will be, signed and fetched; and on paper for one without an account."""
import glob
import os
import subprocess

import amtd
from domain import act, counter_order, ok, order
from journey import Role, Window, eventually, printing

server = amtd.Server()
citizen = server.citizen("z.lukaszewicz")
clerk = server.staff("a.thiessen")
os.chdir(os.environ["HOME"])  # where "Print to File" puts its file
window = Window("--server", server.url, "--user", "a.thiessen", "--signing-key", os.path.join(server.state, "pki", "a.thiessen.p12"),
                env={"AMTSSTUBE_DEMO_PASSWORD": amtd.PASSWORD, **printing()})
eventually("the inbox", lambda: next(window.all(Role.LIST, "Requests"), None), 60)
online = ok(citizen.post("/v1/portal/requests", order(clerk.authority())), 201)
counter = ok(clerk.post(f"/v1/authorities/{clerk.authority()}/requests", counter_order()), 201)
REASON = "Die Wohnung Lindenweg 7 ist seit 2019 abgemeldet."


def read(request):
    return ok(clerk.get(f"/v1/requests/{request['id']}"))


def open_and_reject(request, name):
    window.select_row(rf"{name}, Registration Certificate.*, {int(request['file_number'][5:])}, .*")
    window.find(Role.HEADING, name)
    window.find(Role.LABEL, f".*{request['file_number']}")
    window.press("Claim")
    eventually("the claim", lambda: read(request)["state"] == "in-review")
    window.find(Role.PUSH_BUTTON, "Issue…")
    window.keys("shift+x")
    window.find(Role.DIALOG, "Reject")
    assert not window.enabled(window.find(Role.PUSH_BUTTON, "Preview…")), "a rejection without reasons can go on"


def spoken(words):
    """The page shown, when it says @words."""
    page = eventually("the notice, spoken", lambda: next((n for n in window.all() if words in (n.get_description() or "")), None))
    return page.get_description()


def text_of(path):
    return " ".join(subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout.split())


def test_a_wording_and_own_reasons():
    open_and_reject(online, "Żaneta Łukaszewicz-Weiß")
    window.keys("shift+Tab", "Return", "Down", "Return", "Tab", "ctrl+End")
    eventually("the wording", lambda: "Melderegister" in window.text_of(window.find(Role.TEXT, "Reasons")))
    field = window.find(Role.TEXT, "Reasons")
    window.enter("Reasons", window.text_of(field) + " " + REASON)
    window.press("Preview…")


def test_the_notice_is_seen_before_it_is_signed():
    window.find(Role.DIALOG, "Reject Request")
    notice = " ".join(spoken("Klage").split())
    assert REASON in notice, notice
    assert read(online)["state"] == "in-review"
    window.enter("Pass.*|PIN.*", "demo")
    window.press("Sign and Send Notice")
    eventually("the rejection", lambda: read(online)["state"] == "rejected", 60)


def test_the_citizen_fetches_a_valid_notice():
    view = ok(citizen.get(f"/v1/portal/requests/{online['id']}"))
    assert view["notices"][-1]["kind"] == "rejection", view["notices"]
    fetched = citizen.get(f"/v1/portal/documents/{view['documents'][0]['id']}/content")
    assert fetched.status == 200, fetched
    path = os.path.join(os.environ["HOME"], "fetched-notice")
    with open(path, "wb") as file:
        file.write(fetched.body)
    said = subprocess.run(["pdfsig", path], capture_output=True, text=True).stdout
    assert "Signature is Valid" in said and "Total document signed" in said, said
    text = text_of(path)
    assert REASON in text and "Klage" in text and "Verwaltungsgericht" in text, text
    eventually("the delivery", lambda: read(online)["documents"][0]["delivery"] == "fetched")


def test_it_left_the_open_ones():
    window.gone(Role.LIST_ITEM, rf".*, {int(online['file_number'][5:])}, .*")


def test_on_paper_for_one_without_an_account():
    open_and_reject(counter, "Hans Müller")
    window.enter("Reasons", REASON)
    window.press("Preview…")
    window.find(Role.DIALOG, "Reject Request")
    spoken("Klage")
    assert next(window.all(None, "Number of the form"), None) is None, "a letter has no form"


def test_it_is_printed_and_needs_no_number():
    window.press("Print for Signature…", roles=(Role.PUSH_BUTTON,))
    window.find(Role.DIALOG, "Print for Signature")
    window.select_row("Print to File")
    window.press("Print")
    window.gone(Role.DIALOG, "Print for Signature")
    printed = eventually("the printed file", lambda: glob.glob(os.path.join(os.environ["HOME"], "**", "*.pdf"), recursive=True))[0]
    text = text_of(printed)
    assert REASON in text and "Klage" in text and "Müller" in text, text
    window.press("Record as Signed")
    eventually("the rejection", lambda: read(counter)["state"] == "rejected")
    document = read(counter)["documents"][0]
    assert document["kind"] == "rejection" and document["delivery"] == "printed" and "sheet_number" not in document, document


def test_posted():
    window.press("Posted")
    eventually("the delivery", lambda: read(counter)["documents"][0]["delivery"] == "posted")
    assert read(counter)["documents"][0]["notified_on"], "a posted notice counts as notified on a day"
    window.gone(Role.LIST_ITEM, rf".*, {int(counter['file_number'][5:])}, .*")


status = 0
try:
    status = amtd.main(globals())
finally:
    window.close()
    server.__exit__()
